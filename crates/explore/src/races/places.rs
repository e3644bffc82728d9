//! Which memory is the same memory.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec;
use alloc::vec::Vec;

use vitrine_kernel::mm::{AddressSpace, PAGE_SIZE};
use vitrine_kernel::{Id, Kernel};

use super::shadow::PageKey;

/// A page that was looked up lately.
#[derive(Clone, Copy)]
struct Recent {
    space: u32,
    number: u64,
    generation: u64,
    page: Option<PageKey>,
}

const RECENT: usize = 512;

/// The spaces, and the pages in them.
#[derive(Default)]
pub(super) struct Places {
    /// Whether the space holds the program whose code is known.
    known: BTreeMap<u32, bool>,
    /// Spaces that have, or had, more than one thread. One alone cannot race: what it does is known
    /// to whomever it creates.
    crowded: BTreeSet<u32>,
    recent: Vec<Recent>,
    /// What was asked last: space and answer.
    last: Option<(u32, bool)>,
}

impl Places {
    /// Whether the space holds the program at `path`.
    pub(super) fn is_known(&mut self, kernel: &Kernel, id: Id<AddressSpace>, path: &str) -> bool {
        if let Some((space, known)) = self.last
            && space == id.number()
        {
            return known;
        }
        let known = *self.known.entry(id.number()).or_insert_with(|| {
            let mut users = kernel.processes.iter().filter(|(_, one)| one.space == id);
            users.next().is_some_and(|(_, one)| one.executable == path)
        });
        self.last = Some((id.number(), known));
        known
    }

    /// Whether another thread may see what is done in the space.
    pub(super) fn has_company(&mut self, kernel: &Kernel, id: Id<AddressSpace>) -> bool {
        if self.crowded.contains(&id.number()) {
            return true;
        }
        let space = kernel.spaces.find(id);
        space.is_some_and(|space| space.regions.iter().any(|region| region.shared))
    }

    /// A second thread begins in the space.
    pub(super) fn crowd(&mut self, id: Id<AddressSpace>) {
        if self.crowded.insert(id.number()) {
            self.recent.clear();
        }
    }

    /// Spaces that are gone.
    pub(super) fn sweep(&mut self, kernel: &Kernel) -> Vec<u32> {
        let is_gone = |number: &u32| kernel.spaces.find(Id::from_number(*number)).is_none();
        let all = self.known.keys().chain(&self.crowded).copied();
        let gone: Vec<u32> = all.filter(is_gone).collect();
        for number in &gone {
            self.known.remove(number);
            self.crowded.remove(number);
            self.last = None;
        }
        gone
    }

    /// The page at an address; `None` if no other thread can see it.
    pub(super) fn page(
        &mut self,
        kernel: &Kernel,
        id: Id<AddressSpace>,
        address: u64,
    ) -> Option<PageKey> {
        let space = kernel.spaces.find(id)?;
        let number = address / PAGE_SIZE;
        if self.recent.is_empty() {
            let none = Recent { space: u32::MAX, number: 0, generation: 0, page: None };
            self.recent = vec![none; RECENT];
        }
        let slot = (number ^ u64::from(id.number()) << 4) as usize % RECENT;
        let recent = self.recent[slot];
        let (own, generation) = (id.number(), space.generation);
        if (recent.space, recent.number, recent.generation) == (own, number, generation) {
            return recent.page;
        }
        let region = space.region(address)?;
        let page = if region.shared {
            // A page that is not present yet is asked about again.
            PageKey::Shared(space.table.get(number)?.frame.0)
        } else if self.crowded.contains(&own) {
            PageKey::Private(own, number)
        } else {
            self.recent[slot] = Recent { space: own, number, generation, page: None };
            return None;
        };
        self.recent[slot] = Recent { space: own, number, generation, page: Some(page) };
        Some(page)
    }
}

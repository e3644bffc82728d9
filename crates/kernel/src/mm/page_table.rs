//! Page tables: which frame a page is in, and what the hardware would allow now.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use core::hash::{Hash, Hasher};

use crate::mm::frames::Frame;
use crate::mm::region::Protection;

const LEAF: usize = 512;

/// A page-table entry of a present page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pte {
    /// Where the page is.
    pub frame: Frame,
    /// What is allowed without a fault. A private page that may be shared is not writable here,
    /// although its region is.
    pub allowed: Protection,
}

#[derive(Clone, Debug, PartialEq)]
struct Leaf {
    entries: [Option<Pte>; LEAF],
    present: u32,
}

/// The present pages of an address space. A clone shares the leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageTable {
    leaves: BTreeMap<u64, Arc<Leaf>>,
    present: u64,
}

impl PageTable {
    /// How many pages are present.
    pub fn present(&self) -> u64 {
        self.present
    }

    /// The entry of a page, if it is present.
    #[inline]
    pub fn get(&self, page: u64) -> Option<Pte> {
        self.leaves.get(&(page / LEAF as u64))?.entries[page as usize % LEAF]
    }

    /// Sets an entry; gives the old one back.
    pub(crate) fn set(&mut self, page: u64, entry: Pte) -> Option<Pte> {
        let leaf = self.leaves.entry(page / LEAF as u64);
        let leaf = leaf.or_insert_with(|| Arc::new(Leaf { entries: [None; LEAF], present: 0 }));
        let leaf = Arc::make_mut(leaf);
        let old = leaf.entries[page as usize % LEAF].replace(entry);
        if old.is_none() {
            leaf.present += 1;
            self.present += 1;
        }
        old
    }

    /// Takes an entry out.
    pub(crate) fn remove(&mut self, page: u64) -> Option<Pte> {
        let number = page / LEAF as u64;
        let leaf = self.leaves.get_mut(&number)?;
        leaf.entries[page as usize % LEAF]?;
        let leaf = Arc::make_mut(leaf);
        let old = leaf.entries[page as usize % LEAF].take();
        leaf.present -= 1;
        self.present -= 1;
        if leaf.present == 0 {
            self.leaves.remove(&number);
        }
        old
    }

    /// Present pages from `first` up to, not including, `end`.
    pub fn range(&self, first: u64, end: u64) -> impl Iterator<Item = (u64, Pte)> {
        let leaves = first / LEAF as u64..end.div_ceil(LEAF as u64).max(first / LEAF as u64);
        self.leaves.range(leaves).flat_map(move |(number, leaf)| {
            let base = number * LEAF as u64;
            let entries = leaf.entries.iter().enumerate();
            entries.filter_map(move |(at, entry)| {
                let page = base + at as u64;
                entry.filter(|_| (first..end).contains(&page)).map(|entry| (page, entry))
            })
        })
    }

    /// All present pages.
    pub fn iter(&self) -> impl Iterator<Item = (u64, Pte)> {
        self.range(0, u64::MAX >> 12)
    }

    /// Changes every present entry from `first` up to, not including, `end`.
    pub(crate) fn update(&mut self, first: u64, end: u64, mut change: impl FnMut(u64, &mut Pte)) {
        let leaves = first / LEAF as u64..end.div_ceil(LEAF as u64).max(first / LEAF as u64);
        for (number, leaf) in self.leaves.range_mut(leaves) {
            let base = number * LEAF as u64;
            for (at, entry) in Arc::make_mut(leaf).entries.iter_mut().enumerate() {
                let page = base + at as u64;
                if let Some(entry) = entry.as_mut().filter(|_| (first..end).contains(&page)) {
                    change(page, entry);
                }
            }
        }
    }
}

impl Hash for PageTable {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.present.hash(state);
        for entry in self.iter() {
            entry.hash(state);
        }
    }
}

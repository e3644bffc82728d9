//! What is remembered of accesses: a short list for every 8 bytes that were touched.
//!
//! An old access is forgotten when a new one stands for it: it happened before the new one, and
//! whatever races with it would race with the new one too. So a list holds what is not ordered, a
//! few for each thread that has to do with the bytes.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use super::clock::Clock;

/// Bytes that one list is about.
pub(crate) const GRANULE: u64 = 8;
const LISTS: usize = 4096 / GRANULE as usize;
/// Entries of one list, at most: beyond, the oldest is forgotten.
const LONGEST: usize = 64;

/// A page of memory as programs can share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PageKey {
    /// A page of one address space: its number, and the page's.
    Private(u32, u64),
    /// A page of a shared mapping: its frame.
    Shared(u32),
}

/// How an access touches its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) write: bool,
    pub(crate) atomic: bool,
}

impl Kind {
    /// One writes, and one is not atomic.
    fn conflicts(self, other: Kind) -> bool {
        (self.write || other.write) && !(self.atomic && other.atomic)
    }

    /// Whether all that conflicts with `other` conflicts with this too.
    fn stands_for(self, other: Kind) -> bool {
        (self.write || !other.write) && (!self.atomic || other.atomic)
    }
}

/// An access to bytes of one granule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Access {
    pub(crate) step: u64,
    pub(crate) pc: u64,
    /// When, on the clock of its slot.
    pub(crate) time: u32,
    pub(crate) slot: u16,
    /// A bit for each byte.
    pub(crate) bytes: u8,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy)]
struct Entry {
    access: Access,
    /// Index of the next entry plus one; 0 ends the list.
    next: u32,
}

struct Shadow {
    heads: Box<[u32]>,
    entries: Vec<Entry>,
    /// Unused entries, linked like a list.
    free: u32,
}

/// Pages that are found without a search.
const RECENT: usize = 32;

/// All that is remembered.
#[derive(Default)]
pub(crate) struct Shadows {
    index: BTreeMap<PageKey, u32>,
    pages: Vec<Shadow>,
    unused: Vec<u32>,
    /// Where pages were found lately.
    recent: [Option<(PageKey, u32)>; RECENT],
    entries: usize,
    /// Most pages and bytes at a time.
    most: (usize, usize),
    /// Whether a list was cut.
    pub(crate) has_forgotten: bool,
}

impl Shadows {
    /// Most pages that were remembered at a time, and the most host bytes for that.
    pub(crate) fn most(&self) -> (usize, usize) {
        self.most
    }

    /// Host bytes that this takes, about.
    pub(crate) fn bytes(&self) -> usize {
        self.index.len() * (LISTS * 4 + 64) + self.entries * size_of::<Entry>()
    }

    /// Remembers an access to bytes of the granule at `offset`, and hands earlier ones that `now`
    /// (what its thread knows) does not cover to `race`.
    pub(crate) fn touch(
        &mut self,
        (page, offset): (PageKey, u64),
        access: Access,
        now: &Clock,
        race: &mut impl FnMut(&Access),
    ) {
        let number = self.number(page);
        let shadow = &mut self.pages[number as usize];
        let before = shadow.entries.len();
        self.has_forgotten |= shadow.touch((offset / GRANULE) as usize % LISTS, access, now, race);
        let more = shadow.entries.len() - before;
        if more > 0 {
            self.entries += more;
            self.most.0 = self.most.0.max(self.index.len());
            self.most.1 = self.most.1.max(self.bytes());
        }
    }

    /// The place of a page, a new one if there is none.
    fn number(&mut self, page: PageKey) -> u32 {
        let slot = match page {
            PageKey::Private(space, number) => number ^ u64::from(space) << 3,
            PageKey::Shared(frame) => frame.into(),
        };
        let slot = slot as usize % RECENT;
        match self.recent[slot] {
            Some((known, number)) if known == page => number,
            _ => {
                let found = self.index.get(&page).copied();
                let number = found.unwrap_or_else(|| self.add(page));
                self.recent[slot] = Some((page, number));
                number
            }
        }
    }

    fn add(&mut self, page: PageKey) -> u32 {
        let number = self.unused.pop().unwrap_or(self.pages.len() as u32);
        let shadow = Shadow { heads: vec![0; LISTS].into(), entries: Vec::new(), free: 0 };
        match self.pages.get_mut(number as usize) {
            Some(place) => *place = shadow,
            None => self.pages.push(shadow),
        }
        self.index.insert(page, number);
        number
    }

    /// Whether one of these bytes was written by an atomic operation, as far as is remembered.
    pub(crate) fn has_atomic_write(&self, (page, offset): (PageKey, u64), bytes: u8) -> bool {
        let Some(number) = self.index.get(&page) else { return false };
        let shadow = &self.pages[*number as usize];
        let mut link = shadow.heads[(offset / GRANULE) as usize % LISTS];
        while link != 0 {
            let Entry { access, next } = shadow.entries[link as usize - 1];
            if access.bytes & bytes != 0 && access.kind.write && access.kind.atomic {
                return true;
            }
            link = next;
        }
        false
    }

    /// Forgets bytes of a page, as for a block of memory that is given back.
    pub(crate) fn forget(&mut self, page: PageKey, offset: u64, length: u64) {
        let Some(number) = self.index.get(&page) else { return };
        let shadow = &mut self.pages[*number as usize];
        let lists = offset / GRANULE..(offset + length).div_ceil(GRANULE);
        for list in lists.start..lists.end.min(LISTS as u64) {
            shadow.clear(list as usize);
        }
    }

    /// Forgets pages.
    pub(crate) fn drop_pages(&mut self, first: PageKey, last: PageKey) {
        self.recent = [None; RECENT];
        for page in self.within(first, last) {
            if let Some(number) = self.index.remove(&page) {
                let shadow = &mut self.pages[number as usize];
                self.entries -= shadow.entries.len();
                *shadow = Shadow { heads: Box::default(), entries: Vec::new(), free: 0 };
                self.unused.push(number);
            }
        }
    }

    /// The pages in a range of keys.
    pub(crate) fn within(&self, first: PageKey, last: PageKey) -> Vec<PageKey> {
        self.index.range(first..=last).map(|(page, _)| *page).collect()
    }
}

impl Shadow {
    /// True if the list was cut.
    fn touch(
        &mut self,
        list: usize,
        access: Access,
        now: &Clock,
        race: &mut impl FnMut(&Access),
    ) -> bool {
        let mut link = self.heads[list];
        let mut last = None;
        let mut length = 0;
        while link != 0 {
            let at = link as usize - 1;
            let Entry { access: old, next } = self.entries[at];
            link = next;
            length += 1;
            let own = old.slot == access.slot;
            if own
                && old.time == access.time
                && access.bytes & !old.bytes == 0
                && old.kind.stands_for(access.kind)
            {
                return false;
            }
            let ordered = own || now.get(old.slot) >= old.time;
            let meets = old.bytes & access.bytes != 0;
            if meets && !ordered && old.kind.conflicts(access.kind) {
                race(&old);
            }
            let replaced = meets
                && ordered
                && old.bytes & !access.bytes == 0
                && access.kind.stands_for(old.kind);
            if replaced || (link == 0 && length >= LONGEST) {
                self.unlink(list, last, at);
                if !replaced {
                    self.push(list, access);
                    return true;
                }
            } else {
                last = Some(at);
            }
        }
        self.push(list, access);
        false
    }

    fn push(&mut self, list: usize, access: Access) {
        let entry = Entry { access, next: self.heads[list] };
        let at = match self.free {
            0 => {
                self.entries.push(entry);
                self.entries.len() - 1
            }
            link => {
                let at = link as usize - 1;
                self.free = self.entries[at].next;
                self.entries[at] = entry;
                at
            }
        };
        self.heads[list] = at as u32 + 1;
    }

    fn unlink(&mut self, list: usize, last: Option<usize>, at: usize) {
        let next = self.entries[at].next;
        match last {
            Some(last) => self.entries[last].next = next,
            None => self.heads[list] = next,
        }
        self.entries[at].next = self.free;
        self.free = at as u32 + 1;
    }

    fn clear(&mut self, list: usize) {
        while self.heads[list] != 0 {
            self.unlink(list, None, self.heads[list] as usize - 1);
        }
    }
}

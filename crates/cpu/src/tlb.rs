//! The software TLB: which frame a page was last seen in, for loads and for stores.

use crate::memory::Frame;

const ENTRIES: usize = 256;
/// No page has this number: page numbers have at most 52 bits.
const NOTHING: u64 = u64::MAX;

#[derive(Clone, Copy)]
struct Entry {
    load: u64,
    store: u64,
    frame: Frame,
}

const EMPTY: Entry = Entry { load: NOTHING, store: NOTHING, frame: Frame(0) };

/// A direct-mapped cache of page-table walks. A page's store tag is set only after a walk for a
/// store.
#[derive(Clone)]
pub(crate) struct Tlb {
    entries: [Entry; ENTRIES],
}

impl Tlb {
    pub(crate) fn new() -> Self {
        Self { entries: [EMPTY; ENTRIES] }
    }

    pub(crate) fn flush(&mut self) {
        self.entries = [EMPTY; ENTRIES];
    }

    pub(crate) fn flush_page(&mut self, vpn: u64) {
        let entry = &mut self.entries[vpn as usize % ENTRIES];
        if entry.load == vpn || entry.store == vpn {
            *entry = EMPTY;
        }
    }

    #[inline(always)]
    pub(crate) fn load(&self, vpn: u64) -> Option<Frame> {
        let entry = &self.entries[vpn as usize % ENTRIES];
        (entry.load == vpn).then_some(entry.frame)
    }

    #[inline(always)]
    pub(crate) fn store(&self, vpn: u64) -> Option<Frame> {
        let entry = &self.entries[vpn as usize % ENTRIES];
        (entry.store == vpn).then_some(entry.frame)
    }

    /// Remembers a walk for a load. A frame that differs from the one known for stores replaces it.
    pub(crate) fn remember_load(&mut self, vpn: u64, frame: Frame) {
        let entry = &mut self.entries[vpn as usize % ENTRIES];
        let store = if entry.store == vpn && entry.frame == frame { vpn } else { NOTHING };
        *entry = Entry { load: vpn, store, frame };
    }

    /// Remembers a walk for a store. Loads that saw another frame before (the store broke a
    /// copy-on-write) walk again.
    pub(crate) fn remember_store(&mut self, vpn: u64, frame: Frame) {
        let entry = &mut self.entries[vpn as usize % ENTRIES];
        let load = if entry.load == vpn && entry.frame == frame { vpn } else { NOTHING };
        *entry = Entry { load, store: vpn, frame };
    }
}

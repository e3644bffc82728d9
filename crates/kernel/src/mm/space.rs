//! Address spaces: regions in order, and the pages that are present.

use alloc::vec::Vec;

use crate::mm::frames::{Frame, PhysicalMemory};
use crate::mm::page_table::{PageTable, Pte};
use crate::mm::region::{Protection, Region, RegionKind};
use crate::mm::{MMAP_BASE, PAGE_SIZE, TASK_SIZE, Touch, page_number};

/// The memory of one or (after vfork or among threads) several tasks.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct AddressSpace {
    /// In order of address, never overlapping.
    pub regions: Vec<Region>,
    /// Present pages.
    pub table: PageTable,
    /// Where the heap begins.
    pub heap_start: u64,
    /// Where it ends: brk(2).
    pub heap_end: u64,
    /// Processes that use it.
    pub users: u32,
    /// Grows whenever a translation that a TLB may hold becomes wrong.
    pub generation: u64,
    /// Names the fixed code: equal numbers mean equal bytes at equal addresses.
    pub text_id: u64,
    /// Address of the return path of signal handlers.
    pub signal_return: u64,
    /// Largest stack, in bytes: RLIMIT_STACK at execve.
    pub stack_limit: u64,
}

impl AddressSpace {
    /// The region that holds the address.
    pub fn region(&self, address: u64) -> Option<&Region> {
        self.regions.get(self.region_index(address)?)
    }

    fn region_index(&self, address: u64) -> Option<usize> {
        let index = self.regions.partition_point(|region| region.end <= address);
        self.regions.get(index).filter(|region| region.start <= address).map(|_| index)
    }

    /// Whether no region touches the range.
    pub(crate) fn is_free(&self, start: u64, end: u64) -> bool {
        let index = self.regions.partition_point(|region| region.end <= start);
        self.regions.get(index).is_none_or(|region| end <= region.start)
    }

    /// Where a present page is, if the hardware would allow this.
    #[inline]
    pub fn translate(&self, page: u64, touch: Touch) -> Option<Frame> {
        let entry = self.table.get(page)?;
        touch.is_allowed(entry.allowed).then_some(entry.frame)
    }

    /// Whether the page holds code that cannot change while it is mapped as it is.
    pub fn is_fixed_text(&self, page: u64) -> bool {
        self.region(page * PAGE_SIZE).is_some_and(|region| region.kind == RegionKind::Text)
    }

    /// Adds a region where none is; it melts into a neighbour that it continues.
    pub(crate) fn insert(&mut self, region: Region) {
        debug_assert!(self.is_free(region.start, region.end), "regions overlap");
        let mut at = self.regions.partition_point(|other| other.end <= region.start);
        self.regions.insert(at, region);
        if at > 0 && self.regions[at - 1].joins(&self.regions[at]) {
            self.regions[at - 1].end = self.regions[at].end;
            self.regions.remove(at);
            at -= 1;
        }
        if at + 1 < self.regions.len() && self.regions[at].joins(&self.regions[at + 1]) {
            self.regions[at].end = self.regions[at + 1].end;
            self.regions.remove(at + 1);
        }
    }

    /// Cuts regions so that none crosses `address`.
    pub(crate) fn split_at(&mut self, address: u64) {
        if let Some(index) = self.region_index(address)
            && self.regions[index].start < address
        {
            let region = &self.regions[index];
            let (low, high) =
                (region.part(region.start, address), region.part(address, region.end));
            self.regions[index] = low;
            self.regions.insert(index + 1, high);
        }
    }

    /// Takes out what lies in the range: regions, pages, frames.
    pub(crate) fn unmap(&mut self, memory: &mut PhysicalMemory, start: u64, end: u64) {
        self.split_at(start);
        self.split_at(end);
        if self.has_text(start, end) {
            self.text_changes(start, end);
        }
        self.regions.retain(|region| region.end <= start || end <= region.start);
        self.drop_pages(memory, start, end);
    }

    /// Forgets the present pages of a range, as unmapping or MADV_DONTNEED does.
    pub(crate) fn drop_pages(&mut self, memory: &mut PhysicalMemory, start: u64, end: u64) {
        let range = page_number(start)..page_number(end);
        let pages: Vec<u64> = self.table.range(range.start, range.end).map(|(at, _)| at).collect();
        for page in pages {
            if let Some(entry) = self.table.remove(page) {
                memory.release(entry.frame);
            }
        }
        self.generation += 1;
    }

    pub(crate) fn has_text(&self, start: u64, end: u64) -> bool {
        let touches = |region: &Region| region.start < end && start < region.end;
        self.regions.iter().any(|region| region.kind == RegionKind::Text && touches(region))
    }

    /// Fixed code in this range is fixed no more: the name of what is left changes.
    pub(crate) fn text_changes(&mut self, start: u64, end: u64) {
        for value in [start, end] {
            self.text_id =
                (self.text_id ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
        }
    }

    /// Maps a frame, whose reference the page table takes over.
    pub(crate) fn map(&mut self, page: u64, frame: Frame, allowed: Protection) {
        let old = self.table.set(page, Pte { frame, allowed });
        debug_assert!(old.is_none(), "a page is mapped twice");
    }

    /// A free range of this length below [`MMAP_BASE`], as high as possible; top-down like
    /// Linux's arch_get_unmapped_area_topdown, mm/mmap.c.
    pub(crate) fn find_free(&self, length: u64) -> Option<u64> {
        let mut top = MMAP_BASE;
        for region in self.regions.iter().rev() {
            if region.start >= top {
                continue;
            }
            if region.end <= top && top - region.end >= length {
                return Some(top - length);
            }
            top = region.start;
        }
        (top >= length + 0x1_0000).then(|| top - length)
    }

    /// The copy for a forked child. Both then share every page; private ones copy-on-write.
    /// Gives the number of pages shared copy-on-write.
    pub(crate) fn fork(&mut self, memory: &mut PhysicalMemory) -> (AddressSpace, u32) {
        let mut shared = 0;
        for region in &self.regions {
            let pages = page_number(region.start)..page_number(region.end);
            if region.shared {
                for (_, entry) in self.table.range(pages.start, pages.end) {
                    memory.share(entry.frame);
                }
                continue;
            }
            let writable = region.protection.write;
            if !writable && self.table.range(pages.start, pages.end).all(|(_, e)| !e.allowed.write)
            {
                for (_, entry) in self.table.range(pages.start, pages.end) {
                    memory.share(entry.frame);
                    shared += 1;
                }
                continue;
            }
            self.table.update(pages.start, pages.end, |_, entry| {
                entry.allowed.write = false;
                memory.share(entry.frame);
                shared += 1;
            });
        }
        self.generation += 1;
        (AddressSpace { users: 1, generation: 0, ..self.clone() }, shared)
    }

    /// Frees everything.
    pub(crate) fn clear(&mut self, memory: &mut PhysicalMemory) {
        for (_, entry) in self.table.iter() {
            memory.release(entry.frame);
        }
        *self = AddressSpace { users: self.users, ..AddressSpace::default() };
    }

    /// Pages of all regions, present or not.
    pub fn pages(&self) -> u64 {
        self.regions.iter().map(|region| region.length() / PAGE_SIZE).sum()
    }

    /// The bytes at `address` as the program would read them, without any fault: present pages,
    /// and what pages that are not present yet would hold. Gives the number of bytes.
    pub fn peek(&self, memory: &PhysicalMemory, address: u64, into: &mut [u8]) -> usize {
        let mut done = 0;
        while done < into.len() {
            let Some(at) = address.checked_add(done as u64).filter(|at| *at < TASK_SIZE) else {
                break;
            };
            let offset = (at % PAGE_SIZE) as usize;
            let end = (offset + into.len() - done).min(PAGE_SIZE as usize);
            let target = &mut into[done..done + end - offset];
            if let Some(entry) = self.table.get(page_number(at)) {
                target.copy_from_slice(&memory.page(entry.frame)[offset..end]);
            } else {
                let Some(region) = self.region(at) else { break };
                match &region.backing {
                    None => target.fill(0),
                    Some(_) => match region.file_page(at - offset as u64) {
                        Some(page) => target.copy_from_slice(&page[offset..end]),
                        None => break,
                    },
                }
            }
            done += end - offset;
        }
        done
    }
}

//! Page faults: what the kernel does when a page is not there or must not be used like that.

use vitrine_abi::{Signal, Tid};

use crate::event::{Copier, Event, FaultOutcome, Place};
use crate::kernel::Kernel;
use crate::mm::region::{Protection, Region, RegionKind};
use crate::mm::space::AddressSpace;
use crate::mm::{Frame, PAGE, PAGE_SIZE, Pte, TASK_SIZE, page_floor, page_number};
use crate::table::Id;

/// Linux keeps this many bytes free below a growing stack: stack_guard_gap, mm/mmap.c.
const STACK_GUARD: u64 = 256 * PAGE_SIZE;

/// What somebody wants to do with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Touch {
    /// Load.
    Read,
    /// Store.
    Write,
    /// Instruction fetch.
    Execute,
}

impl Touch {
    #[inline]
    pub(crate) fn is_allowed(self, protection: Protection) -> bool {
        match self {
            Touch::Read => protection.read,
            Touch::Write => protection.write,
            Touch::Execute => protection.execute,
        }
    }
}

/// Why a fault cannot be mended; `si_code` of the signal: sigaction(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// SEGV_MAPERR: nothing is mapped there.
    NotMapped,
    /// SEGV_ACCERR: mapped, but not for this.
    NotAllowed,
    /// BUS_ADRERR: beyond the end of the mapped file.
    BeyondFile,
    /// No frame is left: the process is killed.
    NoMemory,
}

impl FaultKind {
    pub(crate) fn signal(self) -> Signal {
        match self {
            FaultKind::NotMapped | FaultKind::NotAllowed => Signal::SEGV,
            FaultKind::BeyondFile => Signal::BUS,
            FaultKind::NoMemory => Signal::KILL,
        }
    }

    /// The `si_code` that a handler sees.
    pub(crate) fn code(self) -> i32 {
        match self {
            FaultKind::NotMapped => 1,
            FaultKind::NotAllowed | FaultKind::BeyondFile => 2,
            FaultKind::NoMemory => 0x80,
        }
    }
}

impl Kernel {
    /// Makes the page at `address` usable for `touch`, if the regions allow it: on behalf of
    /// `thread`, whose program touched it, or for whom the kernel copies.
    pub(crate) fn fault_in(
        &mut self,
        thread: Tid,
        space: Id<AddressSpace>,
        address: u64,
        touch: Touch,
    ) -> Result<Frame, FaultKind> {
        self.counters.page_faults += 1;
        self.thread_mut(thread).usage.minor_faults += 1;
        self.spend(self.cost.page_fault_ns);
        let result = self.mend(thread, space, address, touch);
        let outcome = match &result {
            Ok((_, outcome)) => *outcome,
            Err(kind) => FaultOutcome::Signal(kind.signal()),
        };
        let write = touch == Touch::Write;
        self.emit(Event::PageFault { thread, address, write, outcome });
        result.map(|(frame, _)| frame)
    }

    fn mend(
        &mut self,
        thread: Tid,
        id: Id<AddressSpace>,
        address: u64,
        touch: Touch,
    ) -> Result<(Frame, FaultOutcome), FaultKind> {
        if address >= TASK_SIZE {
            return Err(FaultKind::NotMapped);
        }
        let grown = self.spaces.get(id).region(address).is_none();
        if grown && !self.spaces.get_mut(id).grow_stack(address) {
            return Err(FaultKind::NotMapped);
        }
        let space = self.spaces.get(id);
        let region = space.region(address).ok_or(FaultKind::NotMapped)?;
        if !touch.is_allowed(region.protection) {
            return Err(FaultKind::NotAllowed);
        }
        let page = page_number(address);
        if let Some(entry) = space.table.get(page) {
            if touch.is_allowed(entry.allowed) {
                return Ok((entry.frame, FaultOutcome::CowReused));
            }
            if region.shared {
                // Only mprotect(2) has taken the right away, and given it back.
                let allowed = region.protection;
                self.spaces.get_mut(id).table.set(page, Pte { allowed, ..entry });
                return Ok((entry.frame, FaultOutcome::CowReused));
            }
            return self.break_sharing(thread, id, page, entry.frame);
        }
        if region.shared
            && let Some(backing) = &region.backing
        {
            let (inode, protection) = (backing.inode, region.protection);
            let at = page_number(region.file_offset(page_floor(address)));
            let frame = self.shared_frame(inode, at)?;
            self.spaces.get_mut(id).map(page, frame, protection);
            return Ok((frame, FaultOutcome::FilePage(inode)));
        }
        let (protection, from_file) = (region.protection, region.backing.is_some());
        let outcome = match &region.backing {
            _ if grown => FaultOutcome::StackGrown,
            Some(backing) => FaultOutcome::FilePage(backing.inode),
            None => FaultOutcome::ZeroPage,
        };
        let file_page = if from_file {
            let region = region.clone();
            Some(self.private_page(&region, page_floor(address)).ok_or(FaultKind::BeyondFile)?)
        } else {
            None
        };
        let frame = self.memory.allocate().ok_or(FaultKind::NoMemory)?;
        if let Some(bytes) = file_page {
            *self.memory.page_mut(frame) = bytes;
        }
        self.spend(self.cost.copy_ns(PAGE_SIZE));
        self.spaces.get_mut(id).map(page, frame, protection);
        Ok((frame, outcome))
    }

    /// The bytes of a private file page when it is touched for the first time: the file as it is now, or as it was
    /// mapped if it is gone. Program files do not change while they run.
    fn private_page(&mut self, region: &Region, page_address: u64) -> Option<[u8; PAGE]> {
        let backing = region.backing.as_ref()?;
        if region.kind != RegionKind::File || self.fs.regular(backing.inode).is_none() {
            return region.file_page(page_address);
        }
        self.pull_shared(backing.inode);
        let offset = region.file_offset(page_address);
        let data = self.fs.regular(backing.inode).filter(|data| offset < data.size())?;
        let bytes = data.read(offset, PAGE);
        let mut page = [0; PAGE];
        page[..bytes.len()].copy_from_slice(&bytes);
        Some(page)
    }

    /// A store to a private page that may be shared: the last owner keeps it, others get a copy.
    fn break_sharing(
        &mut self,
        thread: Tid,
        id: Id<AddressSpace>,
        page: u64,
        old: Frame,
    ) -> Result<(Frame, FaultOutcome), FaultKind> {
        let address = page * PAGE_SIZE;
        let protection = self.spaces.get(id).region(address).map(|region| region.protection);
        let protection = protection.ok_or(FaultKind::NotMapped)?;
        let alone = self.memory.references(old) == 1;
        let frame =
            if alone { old } else { self.memory.allocate_copy(old).ok_or(FaultKind::NoMemory)? };
        let space = self.spaces.get_mut(id);
        space.table.remove(page);
        space.map(page, frame, protection);
        if alone {
            return Ok((frame, FaultOutcome::CowReused));
        }
        space.generation += 1;
        self.memory.release(old);
        self.counters.cow_copies += 1;
        self.counters.bytes_cpu += PAGE_SIZE;
        let cost_ns = self.cost.copy_ns(PAGE_SIZE);
        self.spend(cost_ns);
        let place = Place::User { process: self.thread(thread).process, address };
        self.emit(Event::Copied {
            thread: Some(thread),
            from: place,
            to: place,
            bytes: PAGE_SIZE,
            by: Copier::Cpu,
            cost_ns,
        });
        Ok((frame, FaultOutcome::CowCopied))
    }

    /// The program on the acting CPU touched a page that its page table does not allow.
    pub fn page_fault(&mut self, thread: Tid, address: u64, touch: Touch) {
        let space = self.process(self.thread(thread).process).space;
        match self.fault_in(thread, space, address, touch) {
            Ok(_) => {}
            Err(FaultKind::NoMemory) => self.out_of_memory(thread),
            Err(kind) => self.force_signal(thread, kind.signal(), kind.code(), address),
        }
    }

    /// No frame is left. Linux's killer looks for the largest process; here the one that asked
    /// for more ends, which is the largest in all programs that we know. Deviates on purpose.
    pub(crate) fn out_of_memory(&mut self, thread: Tid) {
        let process = self.thread(thread).process;
        self.emit(Event::OutOfMemory { process });
        self.force_signal(thread, Signal::KILL, 0x80, 0);
    }
}

impl AddressSpace {
    /// Grows the stack down to `address` if that is allowed: expand_downwards, mm/vma.c.
    fn grow_stack(&mut self, address: u64) -> bool {
        let Some(index) = self.regions.iter().position(|region| region.kind == RegionKind::Stack)
        else {
            return false;
        };
        let start = page_floor(address);
        let stack = &self.regions[index];
        let below = index.checked_sub(1).map_or(0, |below| self.regions[below].end);
        let fits = address < stack.start
            && stack.end - start <= self.stack_limit
            && start >= below.saturating_add(STACK_GUARD);
        if fits {
            self.regions[index].start = start;
        }
        fits
    }
}

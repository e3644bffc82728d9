//! brk(2), munmap(2), mprotect(2), madvise(2).

use alloc::format;

use vitrine_abi::Errno;

use crate::attempt::{Attempt, Unsupported, Why};
use crate::event::Event;
use crate::kernel::{Caller, Kernel};
use crate::mm::region::{Protection, Region, RegionKind};
use crate::mm::{AddressSpace, PAGE_SIZE, TASK_SIZE, page_ceil, page_number};
use crate::task::Rlimit;

/// A page-aligned start and the page-aligned end of the range, if it lies in user space.
pub(super) fn user_range(start: u64, length: u64) -> Option<(u64, u64)> {
    let end = page_ceil(start.checked_add(length)?)?;
    (end <= TASK_SIZE && start.is_multiple_of(PAGE_SIZE)).then_some((start, end))
}

/// brk(2) as the kernel has it: it answers with the end of the heap, moved or not.
pub(crate) fn brk(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let id = kernel.process(caller.process).space;
    let space = kernel.spaces.get(id);
    let (start, old) = (space.heap_start, space.heap_end);
    let unchanged = Attempt::Done(old as i64);
    let wish = args[0];
    let limit = kernel.process(caller.process).rlimits[Rlimit::DATA].soft;
    if wish < start || wish >= TASK_SIZE || wish - start > limit {
        return unchanged;
    }
    let (Some(old_page), Some(new_page)) = (page_ceil(old), page_ceil(wish)) else {
        return unchanged;
    };
    let process = caller.process;
    if new_page > old_page {
        let length = new_page - old_page;
        if !space.is_free(old_page, new_page) || !kernel.may_grow(caller, id, length) {
            return unchanged;
        }
        let region = Region {
            start: old_page,
            end: new_page,
            protection: Protection::RW,
            shared: false,
            kind: RegionKind::Heap,
            backing: None,
        };
        kernel.spaces.get_mut(id).insert(region);
        kernel.emit(Event::Mapped { process, start: old_page, length });
    } else if new_page < old_page {
        let memory = &mut kernel.memory;
        kernel.spaces.get_mut(id).unmap(memory, new_page, old_page);
        kernel.emit(Event::Unmapped { process, start: new_page, length: old_page - new_page });
    }
    kernel.spaces.get_mut(id).heap_end = wish;
    Attempt::Done(wish as i64)
}

pub(crate) fn munmap(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [start, length, ..] = args;
    let Some((start, end)) = user_range(start, length).filter(|_| length > 0) else {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("addr"));
    };
    let id = kernel.process(caller.process).space;
    if !kernel.spaces.get(id).is_free(start, end) {
        let memory = &mut kernel.memory;
        kernel.spaces.get_mut(id).unmap(memory, start, end);
        let process = caller.process;
        kernel.emit(Event::Unmapped { process, start, length: end - start });
    }
    Attempt::Done(0)
}

pub(crate) fn mprotect(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [start, length, bits, ..] = args;
    if !start.is_multiple_of(PAGE_SIZE) || bits & !7 != 0 {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("prot"));
    }
    let Some((start, end)) = user_range(start, length) else {
        return Attempt::Fail(Errno::Enomem, Why::BadArgument("addr"));
    };
    let id = kernel.process(caller.process).space;
    let space = kernel.spaces.get_mut(id);
    if !space.is_covered(start, end) {
        return Attempt::Fail(Errno::Enomem, Why::BadAddress(start));
    }
    space.protect(start, end, Protection::from_bits(bits));
    Attempt::Done(0)
}

impl AddressSpace {
    /// Whether regions cover the whole range.
    fn is_covered(&self, start: u64, end: u64) -> bool {
        let mut at = start;
        while at < end {
            match self.region(at) {
                Some(region) => at = region.end,
                None => return false,
            }
        }
        true
    }

    fn protect(&mut self, start: u64, end: u64, protection: Protection) {
        if start == end {
            return;
        }
        self.split_at(start);
        self.split_at(end);
        if self.has_text(start, end) {
            self.text_changes(start, end);
        }
        let mut changed = alloc::vec::Vec::new();
        self.regions.retain(|region| {
            let inside = start <= region.start && region.end <= end;
            if inside {
                changed.push(region.clone());
            }
            !inside
        });
        for mut region in changed {
            region.protection = protection;
            if region.kind == RegionKind::Text {
                region.kind = RegionKind::Data;
            }
            self.insert(region);
        }
        self.table.update(page_number(start), page_number(end), |_, entry| {
            // A page that may be written from now on faults once, to see whether it is shared.
            let write = entry.allowed.write && protection.write;
            entry.allowed = Protection { write, ..protection };
        });
        self.generation += 1;
    }
}

pub(crate) fn madvise(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    const DONTNEED: u64 = 4;
    let [start, length, advice, ..] = args;
    let Some((start, end)) = user_range(start, length) else {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("addr"));
    };
    let id = kernel.process(caller.process).space;
    let space = kernel.spaces.get_mut(id);
    match advice {
        // Hints without effect: NORMAL, RANDOM, SEQUENTIAL, WILLNEED, FREE, MERGEABLE,
        // UNMERGEABLE, HUGEPAGE, NOHUGEPAGE, DONTDUMP, DODUMP, COLD, PAGEOUT.
        0..=3 | 8 | 12..=17 | 20 | 21 => {}
        DONTNEED
            if space.regions.iter().any(|region| {
                let touched = region.start < end && start < region.end;
                let is_kept = region.shared && region.backing.is_none();
                touched && (is_kept || region.kind == RegionKind::Text)
            }) =>
        {
            let what = "madvise: MADV_DONTNEED of shared pages or program text";
            return Attempt::Unsupported(Unsupported::new(what));
        }
        DONTNEED => space.drop_pages(&mut kernel.memory, start, end),
        9..=11 | 18 | 19 | 22..=25 | 100..=102 => {
            let what = format!("madvise: advice {advice}");
            return Attempt::Unsupported(Unsupported::new(what));
        }
        _ => return Attempt::Fail(Errno::Einval, Why::BadArgument("advice")),
    }
    if kernel.spaces.get(id).is_covered(start, end) {
        Attempt::Done(0)
    } else {
        Attempt::Fail(Errno::Enomem, Why::BadAddress(start))
    }
}

//! eventfd(2): a counter that can be polled.

use alloc::vec;

use vitrine_abi::files::{O_CLOEXEC, O_NONBLOCK, O_RDWR};
use vitrine_abi::{Errno, Fd};

use super::{POLLERR, READABLE, Source, WRITABLE};
use crate::attempt::{Attempt, Resume, Sleep, SleepReason, Why};
use crate::event::Place;
use crate::fd::{FileKind, OpenFile, Special};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::syscall::files::segments::{Segments, moved};
use crate::syscall::files::{Step, settle};
use crate::table::Id;

const EFD_SEMAPHORE: u32 = 1;

/// What eventfd(2) makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Counter {
    /// Its value.
    pub count: u64,
    /// EFD_SEMAPHORE: a read takes one, not all.
    pub is_semaphore: bool,
}

impl Counter {
    pub(super) fn readiness(&self) -> u32 {
        let mut ready = 0;
        if self.count > 0 {
            ready |= READABLE;
        }
        if self.count < u64::MAX - 1 {
            ready |= WRITABLE;
        }
        if self.count == u64::MAX {
            ready |= POLLERR;
        }
        ready
    }
}

pub(crate) fn eventfd2(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    settle(create(kernel, caller, args[0] as u32, args[1] as u32))
}

fn create(kernel: &mut Kernel, caller: &Caller, initial: u32, flags: u32) -> Step {
    if flags & !(O_CLOEXEC | O_NONBLOCK | EFD_SEMAPHORE) != 0 {
        return Err(Refusal::bad("flags"));
    }
    let fd = kernel.free_fd(caller.process, Fd(0))?;
    let is_semaphore = flags & EFD_SEMAPHORE != 0;
    let counter = Counter { count: u64::from(initial), is_semaphore };
    let kind = FileKind::Special(Special::Counter(kernel.counters_of_events.insert(counter)));
    let status = O_RDWR | flags & O_NONBLOCK;
    let file = kernel.files.insert(OpenFile::new(kind, status, b"anon_inode:[eventfd]"));
    kernel.open_fd(caller.process, fd, file, flags & O_CLOEXEC != 0);
    Ok(i64::from(fd.0))
}

fn sleep(kernel: &mut Kernel, file: Id<OpenFile>, counter: Id<Counter>) -> Refusal {
    if kernel.files.get(file).is_nonblocking() {
        return Refusal::Fail(Errno::Eagain, Why::Errno);
    }
    let queue = kernel.poll_queue(Source::Special(Special::Counter(counter)));
    Refusal::Sleep(Sleep {
        resume: Resume::FromStart,
        on: vec![queue],
        deadline_ns: None,
        reason: SleepReason::Poll,
    })
}

/// read(2) of an eventfd.
pub(crate) fn read_counter(
    kernel: &mut Kernel,
    caller: &Caller,
    (file, id): (Id<OpenFile>, Id<Counter>),
    segments: &Segments,
) -> Step {
    if segments.total < 8 {
        return Err(Refusal::bad("count"));
    }
    let Counter { count, is_semaphore } = *kernel.counters_of_events.get(id);
    if count == 0 {
        return Err(sleep(kernel, file, id));
    }
    let value = if is_semaphore { 1 } else { count };
    kernel.counters_of_events.get_mut(id).count -= value;
    let (done, fault) = segments.copy_out(kernel, caller, 0, &value.to_le_bytes());
    segments.book_out(kernel, caller, Place::Kernel, (0, done));
    kernel.readiness_changed(Source::Special(Special::Counter(id)), WRITABLE);
    moved(done, fault)
}

/// write(2) to an eventfd.
pub(crate) fn write_counter(
    kernel: &mut Kernel,
    caller: &Caller,
    (file, id): (Id<OpenFile>, Id<Counter>),
    segments: &Segments,
) -> Step {
    if segments.total < 8 {
        return Err(Refusal::bad("count"));
    }
    let (bytes, fault) = segments.copy_in(kernel, caller, 0, 8);
    if let Some(bad) = fault {
        return Err(bad.into());
    }
    let added = u64::from_le_bytes(bytes.as_slice().try_into().expect("8 bytes"));
    if added == u64::MAX {
        return Err(Refusal::bad("buf"));
    }
    let counter = kernel.counters_of_events.get_mut(id);
    if u64::MAX - counter.count <= added {
        return Err(sleep(kernel, file, id));
    }
    counter.count += added;
    segments.book_in(kernel, caller, Place::Kernel, (0, 8));
    kernel.readiness_changed(Source::Special(Special::Counter(id)), READABLE);
    Ok(8)
}

//! signalfd(2): pending signals as something to read.

use alloc::vec;

use vitrine_abi::files::{O_CLOEXEC, O_NONBLOCK, O_RDWR};
use vitrine_abi::{Errno, Fd};

use super::{READABLE, Source};
use crate::attempt::{Attempt, Resume, Sleep, SleepReason, Why};
use crate::event::Place;
use crate::fd::{FileKind, OpenFile, Special};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::signal::{Origin, SignalInfo, SignalSet};
use crate::syscall::files::segments::{Segments, moved};
use crate::syscall::files::{Step, fd_of, file_of, settle};
use crate::table::Id;

/// `struct signalfd_siginfo`.
const INFO: usize = 128;

/// What signalfd(2) makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SignalFile {
    /// Which signals can be read.
    pub mask: SignalSet,
}

pub(crate) fn signalfd4(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    settle(create(kernel, caller, args))
}

fn create(kernel: &mut Kernel, caller: &Caller, [fd, mask, size, flags, ..]: [u64; 6]) -> Step {
    let flags = flags as u32;
    if size != 8 {
        return Err(Refusal::bad("sizemask"));
    }
    let mask = SignalSet(kernel.read_user_u64(caller, mask)?).without(SignalSet::unblockable());
    if flags & !(O_CLOEXEC | O_NONBLOCK) != 0 {
        return Err(Refusal::bad("flags"));
    }
    if fd as i32 != -1 {
        let file = file_of(kernel, caller, fd)?;
        let FileKind::Special(Special::Signals(id)) = kernel.files.get(file).kind else {
            return Err(Refusal::Fail(Errno::Einval, Why::WrongKind(file)));
        };
        kernel.signal_files.get_mut(id).mask = mask;
        kernel.readiness_changed(Source::Special(Special::Signals(id)), READABLE);
        return Ok(i64::from(fd_of(fd).0));
    }
    let fd = kernel.free_fd(caller.process, Fd(0))?;
    let kind = FileKind::Special(Special::Signals(kernel.signal_files.insert(SignalFile { mask })));
    let status = O_RDWR | flags & O_NONBLOCK;
    let file = kernel.files.insert(OpenFile::new(kind, status, b"anon_inode:[signalfd]"));
    kernel.open_fd(caller.process, fd, file, flags & O_CLOEXEC != 0);
    Ok(i64::from(fd.0))
}

/// read(2): as many pending signals as fit; whoever reads takes its own.
pub(crate) fn read_signals(
    kernel: &mut Kernel,
    caller: &Caller,
    (file, id): (Id<OpenFile>, Id<SignalFile>),
    segments: &Segments,
) -> Step {
    if segments.total < INFO {
        return Err(Refusal::bad("count"));
    }
    let mask = kernel.signal_files.get(id).mask;
    let mut done = 0;
    while done + INFO <= segments.total
        && let Some(info) = kernel.take_signal(caller.thread, mask)
    {
        let (count, fault) = segments.copy_out(kernel, caller, done, &bytes(info));
        segments.book_out(kernel, caller, Place::Kernel, (done, count));
        if fault.is_some() {
            return moved(done, fault);
        }
        done += INFO;
    }
    if done > 0 {
        return Ok(done as i64);
    }
    if kernel.files.get(file).is_nonblocking() {
        return Err(Refusal::Fail(Errno::Eagain, Why::Errno));
    }
    Err(Refusal::Sleep(Sleep {
        resume: Resume::FromStart,
        on: vec![kernel.poll_queue(Source::Special(Special::Signals(id)))],
        deadline_ns: None,
        reason: SleepReason::Signal,
    }))
}

/// `signalfd_copyinfo` of fs/signalfd.c.
fn bytes(info: SignalInfo) -> [u8; INFO] {
    let mut bytes = [0; INFO];
    let mut put = |at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    put(0, &u32::from(info.signal.number()).to_le_bytes());
    put(8, &info.code.to_le_bytes());
    match info.origin {
        Origin::Kernel => {}
        Origin::Process { pid, uid } => {
            put(12, &pid.0.to_le_bytes());
            put(16, &uid.to_le_bytes());
        }
        Origin::Value { pid, uid, value } => {
            put(12, &pid.0.to_le_bytes());
            put(16, &uid.to_le_bytes());
            put(44, &(value as u32).to_le_bytes());
            put(48, &value.to_le_bytes());
        }
        Origin::Timer { id, overrun, value } => {
            put(24, &id.to_le_bytes());
            put(32, &overrun.to_le_bytes());
            put(44, &(value as u32).to_le_bytes());
            put(48, &value.to_le_bytes());
        }
        Origin::Child { pid, uid, status, times: (user, system) } => {
            put(12, &pid.0.to_le_bytes());
            put(16, &uid.to_le_bytes());
            put(40, &status.to_le_bytes());
            put(56, &user.to_le_bytes());
            put(64, &system.to_le_bytes());
        }
        Origin::Fault { address } => put(72, &address.to_le_bytes()),
    }
    bytes
}

impl Kernel {
    /// Whether the thread that asks has something to read there.
    pub(super) fn has_signal_to_read(&self, id: Id<SignalFile>) -> bool {
        let mask = self.signal_files.get(id).mask;
        let Some(thread) = self.acting_thread().and_then(|tid| self.threads.find(tid)) else {
            return false;
        };
        let process = self.process(thread.process);
        (thread.pending.set().0 | process.pending.set().0) & mask.0 != 0
    }

    /// A signal became pending: who sleeps on a descriptor for it looks.
    pub(crate) fn tell_signal_files(&mut self, signal: vitrine_abi::Signal) {
        let concerned: alloc::vec::Vec<Id<SignalFile>> = self
            .signal_files
            .iter()
            .filter(|(_, file)| file.mask.contains(signal))
            .map(|(id, _)| id)
            .collect();
        for id in concerned {
            self.readiness_changed(Source::Special(Special::Signals(id)), READABLE);
        }
    }
}

//! Processes as descriptors: pidfd_open(2), pidfd_send_signal(2), CLONE_PIDFD.
//!
//! A description of this kind holds the number alone: numbers are never used again. It can be
//! polled, and is readable once the process has ended.

use vitrine_abi::files::{O_NONBLOCK, O_RDWR};
use vitrine_abi::{Errno, Fd, Pid, Tid};

use crate::attempt::{Attempt, Unsupported, Why};
use crate::fd::{FileKind, OpenFile, Special};
use crate::fs::{ProcNode, Refusal};
use crate::kernel::{Caller, Kernel};
use crate::poll::{POLLHUP, READABLE, Source};
use crate::signal::{invalid, no_process, queued_info};
use crate::syscall::files::{Step, handlers};
use crate::task::INIT;

/// PIDFD_THREAD: O_EXCL.
const OF_THREAD: u32 = 0o200;
/// PIDFD_SELF_THREAD and PIDFD_SELF_THREAD_GROUP of linux/pidfd.h.
const SELF_THREAD: i32 = -10_000;
const SELF_PROCESS: i32 = -10_001;
/// PIDFD_SIGNAL_….
const TO_THREAD: u32 = 1;
const TO_PROCESS: u32 = 2;
const TO_GROUP: u32 = 4;

handlers! {
    /// pidfd_open(2).
    pidfd_open => open;
}

fn open(kernel: &mut Kernel, caller: &Caller, [pid, flags, ..]: [u64; 6]) -> Step {
    let (pid, flags) = (Pid(pid as i32), flags as u32);
    if flags & !(OF_THREAD | O_NONBLOCK) != 0 {
        return Err(Refusal::bad("flags"));
    }
    if pid.0 <= 0 {
        return Err(Refusal::bad("pid"));
    }
    if flags & OF_THREAD != 0 {
        return Err(Refusal::unsupported("pidfd_open: PIDFD_THREAD"));
    }
    if kernel.processes.find(pid).is_none() {
        // pidfd_prepare, kernel/fork.c: a thread that leads no process is there, but is none.
        let errno = kernel.threads.find(Tid(pid.0)).map_or(Errno::Esrch, |_| Errno::Enoent);
        return Err(Refusal::Fail(errno, Why::NoProcess(pid.0)));
    }
    let fd = kernel.free_fd(caller.process, Fd(0))?;
    kernel.give_pidfd(caller, fd, (pid, flags & O_NONBLOCK));
    Ok(i64::from(fd.0))
}

/// pidfd_send_signal(2). A descriptor of /proc/PID will do as well.
pub(crate) fn pidfd_send_signal(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [fd, number, info, flags, ..] = args;
    let flags = flags as u32;
    if ![0, TO_THREAD, TO_PROCESS, TO_GROUP].contains(&flags) {
        return invalid("flags");
    }
    let (pid, flags) = match fd as i32 {
        SELF_THREAD if flags == 0 => (caller.process, TO_THREAD),
        SELF_THREAD | SELF_PROCESS => (caller.process, flags),
        fd => match process_of(kernel, caller, Fd(fd)) {
            Ok(pid) => (pid, flags),
            Err(refusal) => return refusal.into(),
        },
    };
    if info != 0 {
        return send_info(kernel, caller, (pid, flags), (number, info));
    }
    if flags == TO_GROUP {
        if pid == INIT {
            // kill(2) would take its number for everybody.
            return Attempt::Fail(Errno::Eperm, Why::Permission);
        }
        return crate::signal::kill(kernel, caller, [-i64::from(pid.0) as u64, number, 0, 0, 0, 0]);
    }
    if flags != TO_THREAD {
        return crate::signal::kill(kernel, caller, [pid.0 as u64, number, 0, 0, 0, 0]);
    }
    let tid = if fd as i32 == SELF_THREAD { caller.thread } else { Tid::from(pid) };
    crate::signal::tkill(kernel, caller, [tid.0 as u64, number, 0, 0, 0, 0])
}

/// With a `siginfo_t` of the caller's, as rt_sigqueueinfo(2) takes it.
fn send_info(
    kernel: &mut Kernel,
    caller: &Caller,
    (pid, flags): (Pid, u32),
    (number, info): (u64, u64),
) -> Attempt {
    if flags & (TO_THREAD | TO_GROUP) != 0 {
        return Attempt::Unsupported(Unsupported::new("pidfd_send_signal: info with such flags"));
    }
    let mut signo = [0; 4];
    if let Err(bad) = kernel.copy_from_user(caller, info, &mut signo) {
        return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
    }
    if i32::from_le_bytes(signo) != number as i32 {
        return invalid("info");
    }
    match queued_info(kernel, caller, (number, info), pid) {
        // As for kill(2), whom it reaches counts before the signal's number does.
        Err(Attempt::Fail(Errno::Einval, _)) if kernel.processes.find(pid).is_none() => {
            no_process(pid.0)
        }
        Err(failed) => failed,
        Ok((signal, info)) => kernel.queue_signal(caller, pid, (signal, info)),
    }
}

/// The process behind a descriptor of one, or `EBADF`.
fn process_of(kernel: &Kernel, caller: &Caller, fd: Fd) -> Result<Pid, Refusal> {
    let file = kernel.files.get(kernel.file_of(caller.process, fd)?);
    if let FileKind::Inode(inode) = file.kind
        && let Some(ProcNode::Directory(pid)) = ProcNode::of(inode)
    {
        return Ok(pid);
    }
    Ok(kernel.pidfd(caller, fd)?.0)
}

impl Kernel {
    /// Opens a pidfd under a free number; it is always close-on-exec.
    pub(super) fn give_pidfd(&mut self, caller: &Caller, fd: Fd, (pid, flags): (Pid, u32)) {
        let kind = FileKind::Special(Special::Process(pid));
        let file = OpenFile::new(kind, O_RDWR | flags, b"anon_inode:[pidfd]");
        let file = self.files.insert(file);
        self.open_fd(caller.process, fd, file, true);
    }

    /// The process of a pidfd, and whether a wait with it must not sleep.
    pub(super) fn pidfd(&self, caller: &Caller, fd: Fd) -> Result<(Pid, bool), Refusal> {
        let id = self.file_of(caller.process, fd)?;
        let file = self.files.get(id);
        match file.kind {
            FileKind::Special(Special::Process(pid)) => Ok((pid, file.is_nonblocking())),
            _ => Err(Refusal::Fail(Errno::Ebadf, Why::WrongKind(id))),
        }
    }

    /// `pidfd_poll` of fs/pidfs.c: readable from the end on, and hung up once it was waited for.
    pub(crate) fn process_readiness(&self, pid: Pid) -> u32 {
        match self.processes.find(pid) {
            None => READABLE | POLLHUP,
            Some(process) if process.is_zombie() => READABLE,
            Some(_) => 0,
        }
    }

    /// A process has ended, or was waited for: whoever polls it looks.
    pub(super) fn tell_pidfds(&mut self, pid: Pid, events: u32) {
        self.readiness_changed(Source::Special(Special::Process(pid)), events);
    }

    /// A description of a process is gone; others may still be polled.
    pub(crate) fn drop_pidfd(&mut self, pid: Pid) {
        let kind = FileKind::Special(Special::Process(pid));
        if !self.files.iter().any(|(_, file)| file.kind == kind) {
            self.forget_source(Source::Special(Special::Process(pid)));
        }
    }
}

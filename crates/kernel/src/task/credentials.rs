//! Who am I: ids of processes, users, groups and sessions.

use vitrine_abi::{Errno, Pid};

use crate::attempt::{Attempt, Why};
use crate::kernel::{Caller, Kernel};

pub(crate) fn getpid(_: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    Attempt::Done(i64::from(caller.process.0))
}

pub(crate) fn getppid(kernel: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    Attempt::Done(i64::from(kernel.process(caller.process).parent.0))
}

pub(crate) fn gettid(_: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    Attempt::Done(i64::from(caller.thread.0))
}

pub(crate) fn getuid(kernel: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    Attempt::Done(i64::from(kernel.process(caller.process).uid))
}

pub(crate) fn geteuid(kernel: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    Attempt::Done(i64::from(kernel.process(caller.process).euid))
}

pub(crate) fn getgid(kernel: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    Attempt::Done(i64::from(kernel.process(caller.process).gid))
}

pub(crate) fn getegid(kernel: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    Attempt::Done(i64::from(kernel.process(caller.process).egid))
}

/// The process that a pid argument names: 0 is the caller.
fn named(kernel: &Kernel, caller: &Caller, pid: u64) -> Result<Pid, Attempt> {
    let pid = if pid as i32 == 0 { caller.process } else { Pid(pid as i32) };
    match kernel.processes.find(pid) {
        Some(_) => Ok(pid),
        None => Err(Attempt::Fail(Errno::Esrch, Why::NoProcess(pid.0))),
    }
}

pub(crate) fn getpgid(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    match named(kernel, caller, args[0]) {
        Ok(pid) => Attempt::Done(i64::from(kernel.process(pid).group.0)),
        Err(failed) => failed,
    }
}

pub(crate) fn getsid(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    match named(kernel, caller, args[0]) {
        Ok(pid) => Attempt::Done(i64::from(kernel.process(pid).session.0)),
        Err(failed) => failed,
    }
}

/// setpgid(2); the order of checks is that of kernel/sys.c.
pub(crate) fn setpgid(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if (args[1] as i32) < 0 {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("pgid"));
    }
    let pid = match named(kernel, caller, args[0]) {
        Ok(pid) => pid,
        Err(failed) => return failed,
    };
    let group = if args[1] as i32 == 0 { pid } else { Pid(args[1] as i32) };
    let process = kernel.process(pid);
    let own_session = kernel.process(caller.process).session;
    if process.parent == caller.process {
        if process.session != own_session {
            return Attempt::Fail(Errno::Eperm, Why::Permission);
        }
        if process.has_executed {
            return Attempt::Fail(Errno::Eacces, Why::Permission);
        }
    } else if pid != caller.process {
        return Attempt::Fail(Errno::Esrch, Why::NoProcess(pid.0));
    }
    if process.session == pid {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    let in_session =
        |other: &crate::task::Process| other.group == group && other.session == own_session;
    if group != pid && !kernel.processes.iter().any(|(_, other)| in_session(other)) {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    kernel.process_mut(pid).group = group;
    Attempt::Done(0)
}

pub(crate) fn setsid(kernel: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    let pid = caller.process;
    if kernel.processes.iter().any(|(_, process)| process.group == pid) {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    let process = kernel.process_mut(pid);
    process.session = pid;
    process.has_terminal = false;
    process.group = pid;
    Attempt::Done(i64::from(pid.0))
}

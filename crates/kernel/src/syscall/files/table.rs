//! close(2), dup(2) and relatives: the descriptor table.

use alloc::vec::Vec;

use vitrine_abi::files::O_CLOEXEC;
use vitrine_abi::{Errno, Fd};

use super::{Step, fd_of, file_of, handlers};
use crate::attempt::Why;
use crate::fd::FdEntry;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::task::Rlimit;

handlers! {
    /// close(2).
    close => do_close;
    /// close_range(2).
    close_range => do_close_range;
    /// dup(2).
    dup => do_dup;
    /// dup3(2).
    dup3 => do_dup3;
}

const CLOSE_RANGE_UNSHARE: u32 = 2;
const CLOSE_RANGE_CLOEXEC: u32 = 4;

fn do_close(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    kernel.close_fd(caller.process, fd_of(args[0])).map(|()| 0)
}

fn do_close_range(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [first, last, flags] = [args[0] as u32, args[1] as u32, args[2] as u32];
    if flags & !(CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC) != 0 {
        return Err(Refusal::bad("flags"));
    }
    if first > last {
        return Err(Refusal::bad("first"));
    }
    if flags & CLOSE_RANGE_UNSHARE != 0 {
        kernel.unshare_fd_table(caller.process);
    }
    let id = kernel.process(caller.process).fd_table;
    let in_range = |fd: Fd| (first..=last).contains(&(fd.0 as u32));
    let open: Vec<(Fd, FdEntry)> =
        kernel.fd_tables.get(id).iter().filter(|(fd, _)| in_range(*fd)).collect();
    for (fd, entry) in open {
        if flags & CLOSE_RANGE_CLOEXEC != 0 {
            let entry = FdEntry { cloexec: true, ..entry };
            kernel.fd_tables.get_mut(id).set(fd, Some(entry));
        } else {
            kernel.close_fd(caller.process, fd)?;
        }
    }
    Ok(0)
}

fn do_dup(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    duplicate(kernel, caller, args[0], (Fd(0), false))
}

/// Another descriptor for the same description, the lowest free one from a number on.
pub(super) fn duplicate(
    kernel: &mut Kernel,
    caller: &Caller,
    old: u64,
    (from, cloexec): (Fd, bool),
) -> Step {
    let file = file_of(kernel, caller, old)?;
    let fd = kernel.free_fd(caller.process, from)?;
    kernel.open_fd(caller.process, fd, file, cloexec);
    Ok(i64::from(fd.0))
}

fn do_dup3(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let (old, new, flags) = (fd_of(args[0]), fd_of(args[1]), args[2] as u32);
    if flags & !O_CLOEXEC != 0 {
        return Err(Refusal::bad("flags"));
    }
    if old == new {
        return Err(Refusal::bad("newfd"));
    }
    let limit = kernel.process(caller.process).rlimits[Rlimit::NOFILE].soft;
    if u64::from(new.0 as u32) >= limit {
        return Err(Refusal::Fail(Errno::Ebadf, Why::BadFd(new)));
    }
    let file = kernel.file_of(caller.process, old)?;
    if kernel.file_of(caller.process, new).is_ok() {
        kernel.close_fd(caller.process, new)?;
    }
    kernel.open_fd(caller.process, new, file, flags & O_CLOEXEC != 0);
    Ok(i64::from(new.0))
}

//! fcntl(2).

use alloc::format;

use vitrine_abi::files::{O_APPEND, O_ASYNC, O_DIRECT, O_NOATIME, O_NONBLOCK, PAGE_SIZE};
use vitrine_abi::{Errno, Fd};

use super::table::duplicate;
use super::{Step, fd_of, file_of, handlers};
use crate::attempt::Why;
use crate::fd::{FdEntry, FileKind, OpenFile};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::locks::record_lock;
use crate::pipe::{MAX_SIZE, Pipe};
use crate::poll::{Source, WRITABLE};
use crate::table::Id;
use crate::task::Rlimit;

handlers! {
    /// fcntl(2).
    fcntl => do_fcntl;
}

const F_DUPFD: u32 = 0;
const F_GETFD: u32 = 1;
const F_SETFD: u32 = 2;
const F_GETFL: u32 = 3;
const F_SETFL: u32 = 4;
const F_DUPFD_CLOEXEC: u32 = 1030;
const F_SETPIPE_SZ: u32 = 1031;
const F_GETPIPE_SZ: u32 = 1032;
const FD_CLOEXEC: u64 = 1;
/// The highest command that is not special to Linux: `F_GETOWNER_UIDS`.
const LAST_PLAIN: u32 = 17;
/// `F_SETLEASE` … `F_GET_FILE_RW_HINT` and the like: known, not simulated.
const LINUX_COMMANDS: core::ops::RangeInclusive<u32> = 1024..=1040;

fn do_fcntl(kernel: &mut Kernel, caller: &Caller, [fd, command, arg, ..]: [u64; 6]) -> Step {
    let file = file_of(kernel, caller, fd)?;
    let command = command as u32;
    match command {
        F_DUPFD | F_DUPFD_CLOEXEC => {
            let limit = kernel.process(caller.process).rlimits[Rlimit::NOFILE].soft;
            if u64::from(arg as u32) >= limit {
                return Err(Refusal::bad("arg"));
            }
            let cloexec = command == F_DUPFD_CLOEXEC;
            duplicate(kernel, caller, fd, (Fd(arg as i32), cloexec))
        }
        F_GETFD | F_SETFD => {
            let table = kernel.process(caller.process).fd_table;
            let table = kernel.fd_tables.get_mut(table);
            let fd = fd_of(fd);
            let Some(entry) = table.get(fd) else { return Err(Refusal::fail(Errno::Ebadf)) };
            if command == F_GETFD {
                return Ok(i64::from(entry.cloexec));
            }
            let cloexec = arg & FD_CLOEXEC != 0;
            table.set(fd, Some(FdEntry { cloexec, ..entry }));
            Ok(0)
        }
        F_GETFL => Ok(i64::from(kernel.files.get(file).flags)),
        F_SETFL => set_flags(kernel, file, arg as u32),
        F_GETPIPE_SZ => Ok(kernel.pipes.get(pipe_of(kernel, file)?).capacity() as i64),
        F_SETPIPE_SZ => {
            let pipe = pipe_of(kernel, file)?;
            resize(kernel, caller, pipe, arg as u32)
        }
        lock @ (5..=7 | 36..=38) => record_lock(kernel, caller, (fd, lock, arg)),
        other if other <= LAST_PLAIN => {
            Err(Refusal::unsupported(&format!("fcntl: command {other} (owners, signals)")))
        }
        other if LINUX_COMMANDS.contains(&other) => {
            Err(Refusal::unsupported(&format!("fcntl: command {other}")))
        }
        _ => Err(Refusal::bad("cmd")),
    }
}

fn set_flags(kernel: &mut Kernel, file: Id<OpenFile>, flags: u32) -> Step {
    if flags & O_DIRECT != 0 {
        return Err(Refusal::unsupported("fcntl: F_SETFL O_DIRECT"));
    }
    if flags & O_ASYNC != 0 {
        return Err(Refusal::unsupported("fcntl: F_SETFL O_ASYNC"));
    }
    const CHANGEABLE: u32 = O_APPEND | O_NONBLOCK | O_NOATIME;
    let file = kernel.files.get_mut(file);
    file.flags = file.flags & !CHANGEABLE | flags & CHANGEABLE;
    Ok(0)
}

fn pipe_of(kernel: &Kernel, file: Id<OpenFile>) -> Result<Id<Pipe>, Refusal> {
    match kernel.files.get(file).kind {
        FileKind::PipeRead(pipe) | FileKind::PipeWrite(pipe) | FileKind::PipeBoth(pipe) => Ok(pipe),
        FileKind::HostInput | FileKind::HostOutput(_) => {
            Err(Refusal::unsupported("fcntl: the size of a pipe to the host"))
        }
        FileKind::Inode(_) | FileKind::Terminal | FileKind::Special(_) => {
            Err(Refusal::Fail(Errno::Ebadf, Why::WrongKind(file)))
        }
    }
}

/// `pipe_set_size`: a power of two of pages; never less than is in use.
fn resize(kernel: &mut Kernel, caller: &Caller, id: Id<Pipe>, bytes: u32) -> Step {
    let size = (bytes.max(PAGE_SIZE as u32)).checked_next_power_of_two();
    let Some(size) = size.filter(|size| *size <= 1 << 30) else {
        return Err(Refusal::bad("arg"));
    };
    let pipe = kernel.pipes.get_mut(id);
    let is_privileged = kernel.processes.get(caller.process).euid == 0;
    if u64::from(size) > pipe.capacity() && u64::from(size) > MAX_SIZE && !is_privileged {
        return Err(Refusal::Fail(Errno::Eperm, Why::Limit("pipe-max-size")));
    }
    let slots = size / PAGE_SIZE as u32;
    if pipe.slots.len() > slots as usize {
        return Err(Refusal::Fail(Errno::Ebusy, Why::PipeFull(id)));
    }
    let was_full = pipe.is_full();
    pipe.slot_limit = slots;
    let (writable, is_full) = (pipe.writable, pipe.is_full());
    if was_full && !is_full {
        kernel.wake_one(writable, Some(caller.thread));
        kernel.readiness_changed(Source::Pipe(id), WRITABLE);
    }
    Ok(i64::from(size))
}

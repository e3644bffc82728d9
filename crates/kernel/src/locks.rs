//! Locks on files: record locks of fcntl(2), by process or by open file description, and flock(2).

use alloc::vec;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid};

use crate::attempt::{Resume, Sleep, SleepReason, Why};
use crate::fd::OpenFile;
use crate::fs::{Inode, Refusal};
use crate::kernel::{Caller, Kernel};
use crate::syscall::files::{Step, fd_of, file_of, give, handlers};
use crate::table::Id;
use crate::task::{Thread, ThreadState};
use crate::wait::WaitQueue;

handlers! {
    /// flock(2).
    flock => do_flock;
}

/// To whom a lock belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// F_SETLK: a process; closing any descriptor of the file gives it up.
    Process(Pid),
    /// F_OFD_SETLK: an open file description.
    Description(Id<OpenFile>),
    /// flock(2): an open file description, apart from record locks.
    Whole(Id<OpenFile>),
}

impl Owner {
    fn is_whole(self) -> bool {
        matches!(self, Owner::Whole(_))
    }
}

/// A lock on a range of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lock {
    /// Which file.
    pub inode: Id<Inode>,
    /// Whose.
    pub owner: Owner,
    /// First byte.
    pub start: u64,
    /// Last byte.
    pub last: u64,
    /// A write lock: excludes all others.
    pub is_exclusive: bool,
}

impl Lock {
    fn overlaps(&self, other: &Lock) -> bool {
        self.inode == other.inode && self.start <= other.last && other.start <= self.last
    }

    fn excludes(&self, other: &Lock) -> bool {
        self.overlaps(other)
            && self.owner != other.owner
            && self.owner.is_whole() == other.owner.is_whole()
            && (self.is_exclusive || other.is_exclusive)
    }
}

/// All locks, and who waits for one.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Locks {
    /// In the order of making.
    pub held: Vec<Lock>,
    waiters: Option<Id<WaitQueue>>,
}

/// Numbers of fcntl(2) and flock(2): asm-generic/unistd.h.
const FCNTL_CALL: u32 = 25;
const FLOCK_CALL: u32 = 32;
/// l_type.
const F_RDLCK: u16 = 0;
const F_WRLCK: u16 = 1;
const F_UNLCK: u16 = 2;
/// `struct flock` on riscv64.
const FLOCK: usize = 32;
/// The last byte of any file: `OFFSET_MAX`.
const END: u64 = i64::MAX as u64;

/// fcntl(2) with F_GETLK, F_SETLK, F_SETLKW (5 … 7) and their forms for descriptions (36 … 38).
pub(crate) fn record_lock(
    kernel: &mut Kernel,
    caller: &Caller,
    (fd, command, address): (u64, u32, u64),
) -> Step {
    let file = file_of(kernel, caller, fd)?;
    let mut bytes = [0; FLOCK];
    kernel.copy_from_user(caller, address, &mut bytes)?;
    let is_ofd = command >= 36;
    let owner = if is_ofd { Owner::Description(file) } else { Owner::Process(caller.process) };
    let (kind, range) = decode(kernel, file, &bytes)?;
    let pid = i32::from_le_bytes([bytes[24], bytes[25], bytes[26], bytes[27]]);
    if is_ofd && pid != 0 {
        return Err(Refusal::bad("l_pid"));
    }
    let description = kernel.files.get(file);
    let Some(inode) = description.inode else {
        return Err(Refusal::Fail(Errno::Einval, Why::WrongKind(file)));
    };
    let wish = Lock { inode, owner, start: range.0, last: range.1, is_exclusive: kind == F_WRLCK };
    if matches!(command, 5 | 36) {
        if kind == F_UNLCK {
            return Err(Refusal::bad("l_type"));
        }
        let found = kernel.locks.held.iter().find(|held| held.excludes(&wish)).copied();
        let answer = encode(&bytes, found);
        give(kernel, caller, address, &answer)?;
        return Ok(0);
    }
    let allowed = match kind {
        F_RDLCK => description.is_readable(),
        F_WRLCK => description.is_writable(),
        _ => true,
    };
    if !allowed {
        return Err(Refusal::Fail(Errno::Ebadf, Why::WrongMode(fd_of(fd))));
    }
    if kind == F_UNLCK {
        kernel.unlock(&wish);
        return Ok(0);
    }
    kernel.lock(caller, wish, matches!(command, 7 | 38))
}

/// Type and range of a `struct flock`.
fn decode(
    kernel: &Kernel,
    file: Id<OpenFile>,
    bytes: &[u8; FLOCK],
) -> Result<(u16, (u64, u64)), Refusal> {
    let half = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
    let word = |at: usize| i64::from_le_bytes(bytes[at..at + 8].try_into().expect("8 bytes"));
    let kind = half(0);
    if kind > F_UNLCK {
        return Err(Refusal::bad("l_type"));
    }
    let description = kernel.files.get(file);
    let base = match half(2) {
        0 => 0,
        1 => description.offset as i64,
        2 => description.inode.map_or(0, |inode| kernel.fs.inode(inode).size() as i64),
        _ => return Err(Refusal::bad("l_whence")),
    };
    let overflow = || Refusal::fail(Errno::Eoverflow);
    let start = base.checked_add(word(8)).ok_or_else(overflow)?;
    let length = word(16);
    let (start, last) = match length {
        0 => (start, END as i64),
        1.. => (start, start.checked_add(length - 1).ok_or_else(overflow)?),
        _ => (start.checked_add(length).ok_or_else(overflow)?, start - 1),
    };
    if start < 0 {
        return Err(Refusal::bad("l_start"));
    }
    Ok((kind, (start as u64, last as u64)))
}

/// What F_GETLK tells: the lock that is in the way, or that there is none.
fn encode(asked: &[u8; FLOCK], found: Option<Lock>) -> [u8; FLOCK] {
    let mut bytes = *asked;
    let Some(lock) = found else {
        bytes[..2].copy_from_slice(&F_UNLCK.to_le_bytes());
        return bytes;
    };
    let kind = if lock.is_exclusive { F_WRLCK } else { F_RDLCK };
    let length = if lock.last == END { 0 } else { lock.last - lock.start + 1 };
    let pid = match lock.owner {
        Owner::Process(pid) => pid.0,
        Owner::Description(_) | Owner::Whole(_) => -1,
    };
    bytes[..2].copy_from_slice(&kind.to_le_bytes());
    bytes[2..4].fill(0);
    bytes[8..16].copy_from_slice(&lock.start.to_le_bytes());
    bytes[16..24].copy_from_slice(&length.to_le_bytes());
    bytes[24..28].copy_from_slice(&pid.to_le_bytes());
    bytes
}

fn do_flock(kernel: &mut Kernel, caller: &Caller, [fd, operation, ..]: [u64; 6]) -> Step {
    const LOCK_SH: u32 = 1;
    const LOCK_EX: u32 = 2;
    const LOCK_NB: u32 = 4;
    const LOCK_UN: u32 = 8;
    let operation = operation as u32;
    let file = file_of(kernel, caller, fd)?;
    let is_exclusive = match operation & !LOCK_NB {
        LOCK_SH | LOCK_UN => false,
        LOCK_EX => true,
        _ => return Err(Refusal::bad("operation")),
    };
    let Some(inode) = kernel.files.get(file).inode else {
        return Err(Refusal::unsupported("flock: of what has no name"));
    };
    let wish = Lock { inode, owner: Owner::Whole(file), start: 0, last: END, is_exclusive };
    if operation & LOCK_UN != 0 {
        kernel.unlock(&wish);
        return Ok(0);
    }
    // A conversion gives the old lock up first: flock(2).
    let changes = |held: &Lock| held.owner == wish.owner && held.is_exclusive != is_exclusive;
    if kernel.locks.held.iter().any(changes) {
        kernel.unlock(&wish);
    }
    kernel.lock(caller, wish, operation & LOCK_NB == 0)
}

impl Kernel {
    /// The locks that are in the way of a thread asleep in fcntl(2) or flock(2), as things stand now.
    pub fn lock_blockers(&self, thread: &Thread) -> Vec<Lock> {
        let Some(wish) = self.lock_wish(thread) else { return Vec::new() };
        self.locks.held.iter().filter(|held| held.excludes(&wish)).copied().collect()
    }

    /// The lock for which a thread asks in the call that it is in.
    fn lock_wish(&self, thread: &Thread) -> Option<Lock> {
        let args = thread.call?.call.args;
        let process = self.processes.find(thread.process)?;
        let table = self.fd_tables.find(process.fd_table)?;
        let file = table.get(fd_of(args[0]))?.file;
        let inode = self.files.find(file)?.inode?;
        match thread.call?.call.number {
            FLOCK_CALL => {
                let is_exclusive = args[1] & 2 != 0;
                Some(Lock { inode, owner: Owner::Whole(file), start: 0, last: END, is_exclusive })
            }
            FCNTL_CALL => {
                let mut bytes = [0; FLOCK];
                self.spaces.find(process.space)?.peek(&self.memory, args[2], &mut bytes);
                let (kind, (start, last)) = decode(self, file, &bytes).ok()?;
                let is_ofd = args[1] as u32 >= 36;
                let owner =
                    if is_ofd { Owner::Description(file) } else { Owner::Process(process.pid) };
                Some(Lock { inode, owner, start, last, is_exclusive: kind == F_WRLCK })
            }
            _ => None,
        }
    }

    /// Sets a lock, or sleeps until nothing is in its way.
    fn lock(&mut self, caller: &Caller, wish: Lock, may_wait: bool) -> Step {
        let Some(blocker) = self.locks.held.iter().find(|held| held.excludes(&wish)).copied()
        else {
            self.replace(&wish);
            self.locks.held.push(wish);
            return Ok(0);
        };
        if !may_wait {
            return Err(Refusal::Fail(Errno::Eagain, Why::Errno));
        }
        if self.waits_for(blocker.owner, caller.process, 0) {
            return Err(Refusal::fail(Errno::Edeadlk));
        }
        let queue = match self.locks.waiters {
            Some(queue) => queue,
            None => {
                let queue = self.new_queue();
                self.locks.waiters = Some(queue);
                queue
            }
        };
        Err(Refusal::Sleep(Sleep {
            resume: Resume::FromStart,
            on: vec![queue],
            deadline_ns: None,
            reason: SleepReason::FileLock(blocker.owner),
        }))
    }

    /// Whether the owner waits, at the end of a chain, for this process: `posix_locks_deadlock`.
    fn waits_for(&self, owner: Owner, process: Pid, depth: u32) -> bool {
        let Owner::Process(pid) = owner else { return false };
        if pid == process {
            return true;
        }
        let threads = &self.process(pid).threads;
        depth < 10
            && threads.iter().any(|tid| match &self.thread(*tid).state {
                ThreadState::Sleeping(sleep) => match sleep.reason {
                    SleepReason::FileLock(next) => self.waits_for(next, process, depth + 1),
                    _ => false,
                },
                ThreadState::Running(_) | ThreadState::Ready(_) | ThreadState::Stopped => false,
            })
    }

    fn unlock(&mut self, range: &Lock) {
        if self.replace(range) {
            self.tell_lock_waiters();
        }
    }

    /// Cuts the range out of the owner's locks; says whether there was anything.
    fn replace(&mut self, range: &Lock) -> bool {
        let mut changed = false;
        let mut kept = Vec::new();
        for held in core::mem::take(&mut self.locks.held) {
            if held.owner != range.owner || !held.overlaps(range) {
                kept.push(held);
                continue;
            }
            changed = true;
            if held.start < range.start {
                kept.push(Lock { last: range.start - 1, ..held });
            }
            if held.last > range.last {
                kept.push(Lock { start: range.last + 1, ..held });
            }
        }
        self.locks.held = kept;
        changed
    }

    fn tell_lock_waiters(&mut self) {
        if let Some(queue) = self.locks.waiters {
            let by = self.acting_thread();
            self.wake_all(queue, by);
        }
    }

    fn drop_locks(&mut self, is_gone: impl Fn(&Lock) -> bool) {
        let before = self.locks.held.len();
        self.locks.held.retain(|held| !is_gone(held));
        if self.locks.held.len() < before {
            self.tell_lock_waiters();
        }
    }

    /// A process has closed a descriptor of the file: all its record locks there are gone, fcntl(2).
    pub(crate) fn drop_process_locks(&mut self, process: Pid, inode: Id<Inode>) {
        self.drop_locks(|held| held.inode == inode && held.owner == Owner::Process(process));
    }

    /// A description is gone, and its locks with it.
    pub(crate) fn drop_description_locks(&mut self, file: Id<OpenFile>) {
        self.drop_locks(|held| match held.owner {
            Owner::Process(_) => false,
            Owner::Description(owner) | Owner::Whole(owner) => owner == file,
        });
    }
}

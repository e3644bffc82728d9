//! System V semaphores: semget(2), semop(2), semctl(2).

use alloc::vec;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid, Tid};

use super::identifier::{IPC_NOWAIT, Wish, gone, ints, longs, set_permissions};
use super::{Identifiers, IpcWait, Permissions};
use crate::attempt::{Resume, Sleep, SleepReason, WakeReason, Why};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::syscall::files::{Step, give, handlers};
use crate::table::Id;
use crate::time::{Counts, deadline};
use crate::wait::WaitQueue;

handlers! {
    /// semget(2).
    semget => do_semget;
    /// semop(2).
    semop => do_semop;
    /// semtimedop(2).
    semtimedop => do_semtimedop;
    /// semctl(2).
    semctl => do_semctl;
}

/// SEMMSL: semaphores of a set.
const IN_SET: i32 = 32_000;
/// SEMMNI: sets.
const SETS: usize = 32_000;
/// SEMOPM: operations of a call.
const OPERATIONS: u64 = 500;
/// SEMVMX: the highest value.
pub(super) const MOST: i32 = 32_767;
const SEM_UNDO: u32 = 0x1000;

/// A semaphore: its value, and who changed it last.
pub(super) type Semaphore = (i32, Pid);

/// A set of semaphores.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct SemaphoreSet {
    /// Value and last process of each.
    pub semaphores: Vec<(i32, Pid)>,
    /// Who sleep in semop(2).
    pub waiters: Id<WaitQueue>,
    /// What each of them waits for.
    pub waiting: Vec<Waiting>,
    /// Times of the last semop(2) and change, in seconds since 1970.
    pub times: (u64, u64),
}

/// The operation at which a sleeper stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Waiting {
    /// Who.
    pub thread: Tid,
    /// Which semaphore.
    pub number: usize,
    /// Whether it waits for zero; for an increase otherwise.
    pub for_zero: bool,
}

/// `struct sembuf`.
#[derive(Clone, Copy)]
struct Operation {
    number: usize,
    change: i32,
    flags: u32,
}

fn table(kernel: &mut Kernel) -> &mut Identifiers<SemaphoreSet> {
    &mut kernel.ipc.semaphores
}

fn do_semget(kernel: &mut Kernel, caller: &Caller, [key, count, flags, ..]: [u64; 6]) -> Step {
    let count = count as i32;
    if !(0..=IN_SET).contains(&count) {
        return Err(Refusal::bad("nsems"));
    }
    let wish = Wish { key: key as i32, flags: flags as u32, limit: SETS };
    let fits = |set: &SemaphoreSet| {
        if count as usize > set.semaphores.len() { Err(Refusal::bad("nsems")) } else { Ok(()) }
    };
    let make = |kernel: &mut Kernel| {
        if count == 0 {
            return Err(Refusal::bad("nsems"));
        }
        Ok(SemaphoreSet {
            semaphores: vec![(0, Pid(0)); count as usize],
            waiters: kernel.new_queue(),
            waiting: Vec::new(),
            times: (0, kernel.ipc_time()),
        })
    };
    kernel.ipc_get(caller, &wish, table, (fits, make))
}

fn do_semop(kernel: &mut Kernel, caller: &Caller, [id, sops, count, ..]: [u64; 6]) -> Step {
    operate(kernel, caller, (id as i32, sops, count), 0)
}

fn do_semtimedop(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [id, sops, count, timeout, ..] = args;
    operate(kernel, caller, (id as i32, sops, count), timeout)
}

fn operate(
    kernel: &mut Kernel,
    caller: &Caller,
    (id, sops, count): (i32, u64, u64),
    timeout: u64,
) -> Step {
    if count == 0 || id < 0 {
        return Err(Refusal::bad("nsops"));
    }
    if count > OPERATIONS {
        return Err(Refusal::fail(Errno::E2big));
    }
    let operations = read_operations(kernel, caller, sops, count)?;
    let deadline_ns = deadline(kernel, caller, timeout, Counts::FromNow)?;
    let Some((own, set)) = kernel.ipc.semaphores.get(id) else { return Err(gone(caller)) };
    let (own, total) = (*own, set.semaphores.len());
    if operations.iter().any(|one| one.number >= total) {
        return Err(Refusal::fail(Errno::Efbig));
    }
    let alters = operations.iter().any(|one| one.change != 0);
    kernel.check_ipc(caller, &own, if alters { 0o222 } else { 0o444 })?;
    let Some(set) = kernel.ipc.semaphores.get_mut(id) else { return Err(gone(caller)) };
    set.waiting.retain(|waiting| waiting.thread != caller.thread);
    match tried(&set.semaphores, &operations, caller.process)? {
        Ok(changed) => {
            set.semaphores = changed;
            let waiters = set.waiters;
            let now = kernel.ipc_time();
            if let Some(set) = kernel.ipc.semaphores.get_mut(id) {
                set.times.0 = now;
            }
            for one in operations.iter().filter(|one| one.flags & SEM_UNDO != 0) {
                kernel.note_undo(caller.process, (id, one.number), -one.change);
            }
            if alters {
                kernel.wake_all(waiters, Some(caller.thread));
            }
            Ok(0)
        }
        Err(blocked) => {
            if blocked.flags & IPC_NOWAIT != 0 {
                return Err(Refusal::Fail(Errno::Eagain, Why::Errno));
            }
            if caller.woken == Some(WakeReason::TimedOut) {
                return Err(Refusal::Fail(Errno::Eagain, Why::Errno));
            }
            let (number, for_zero) = (blocked.number, blocked.change == 0);
            set.waiting.push(Waiting { thread: caller.thread, number, for_zero });
            Err(Refusal::Sleep(Sleep {
                resume: Resume::Until { deadline_ns },
                on: vec![set.waiters],
                deadline_ns,
                reason: SleepReason::Ipc(IpcWait::Semaphores(id)),
            }))
        }
    }
}

/// `perform_atomic_semop`: all operations or none; else the one that cannot go on.
fn tried(
    semaphores: &[Semaphore],
    operations: &[Operation],
    pid: Pid,
) -> Result<Result<Vec<Semaphore>, Operation>, Refusal> {
    let mut changed = semaphores.to_vec();
    for one in operations {
        let (value, last) = &mut changed[one.number];
        if (one.change == 0 && *value != 0) || *value + one.change < 0 {
            return Ok(Err(*one));
        }
        if *value + one.change > MOST {
            return Err(Refusal::fail(Errno::Erange));
        }
        *value += one.change;
        *last = pid;
    }
    Ok(Ok(changed))
}

fn read_operations(
    kernel: &mut Kernel,
    caller: &Caller,
    address: u64,
    count: u64,
) -> Result<Vec<Operation>, Refusal> {
    let mut bytes = vec![0; count as usize * 6];
    kernel.copy_from_user(caller, address, &mut bytes)?;
    let half = |part: &[u8], at: usize| i16::from_le_bytes([part[at], part[at + 1]]);
    let operation = |part: &[u8]| Operation {
        number: half(part, 0) as u16 as usize,
        change: i32::from(half(part, 2)),
        flags: u32::from(half(part, 4) as u16),
    };
    Ok(bytes.chunks_exact(6).map(operation).collect())
}

fn do_semctl(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    const IPC_RMID: u32 = 0;
    const IPC_SET: u32 = 1;
    const IPC_STAT: u32 = 2;
    const IPC_INFO: u32 = 3;
    const SEM_STAT: u32 = 18;
    const SEM_INFO: u32 = 19;
    const SEM_STAT_ANY: u32 = 20;
    let [id, number, command, argument, ..] = args;
    let (id, command) = (id as i32, command as u32);
    if matches!(command, IPC_INFO | SEM_INFO) {
        give(kernel, caller, argument, &info(kernel, command == SEM_INFO))?;
        return Ok(kernel.ipc.semaphores.highest());
    }
    let by_place = matches!(command, SEM_STAT | SEM_STAT_ANY);
    let found = if by_place { kernel.ipc.semaphores.at_place(id) } else { Some(id) };
    let found = found.and_then(|id| Some((id, kernel.ipc.semaphores.get(id)?)));
    let Some((id, (own, set))) = found else { return Err(gone(caller)) };
    match command {
        IPC_STAT | SEM_STAT | SEM_STAT_ANY => {
            if command != SEM_STAT_ANY {
                kernel.check_ipc(caller, own, 0o444)?;
            }
            let bytes = status(own, set);
            give(kernel, caller, argument, &bytes)?;
            Ok(if by_place { i64::from(id) } else { 0 })
        }
        IPC_RMID => {
            kernel.check_ipc_owner(caller, own)?;
            let waiters = set.waiters;
            kernel.ipc.semaphores.remove(id);
            kernel.forget_undo(id);
            kernel.wake_all(waiters, Some(caller.thread));
            kernel.drop_queue(waiters);
            Ok(0)
        }
        IPC_SET => {
            kernel.check_ipc_owner(caller, own)?;
            let mut bytes = [0; 48];
            kernel.copy_from_user(caller, argument, &mut bytes)?;
            let now = kernel.ipc_time();
            if let Some(own) = kernel.ipc.semaphores.permissions_mut(id) {
                set_permissions(own, &bytes);
            }
            if let Some(set) = kernel.ipc.semaphores.get_mut(id) {
                set.times.1 = now;
            }
            Ok(0)
        }
        _ => values(kernel, caller, (id, number as i32), (command, argument)),
    }
}

/// GETPID … SETALL.
fn values(
    kernel: &mut Kernel,
    caller: &Caller,
    (id, number): (i32, i32),
    (command, argument): (u32, u64),
) -> Step {
    const GETPID: u32 = 11;
    const GETVAL: u32 = 12;
    const GETALL: u32 = 13;
    const GETNCNT: u32 = 14;
    const GETZCNT: u32 = 15;
    const SETVAL: u32 = 16;
    const SETALL: u32 = 17;
    let Some((own, set)) = kernel.ipc.semaphores.get(id) else { return Err(gone(caller)) };
    if !(GETPID..=SETALL).contains(&command) {
        return Err(Refusal::bad("cmd"));
    }
    let wants = if matches!(command, SETVAL | SETALL) { 0o222 } else { 0o444 };
    kernel.check_ipc(caller, own, wants)?;
    let is_all = matches!(command, GETALL | SETALL);
    let one = usize::try_from(number).ok().and_then(|at| set.semaphores.get(at)).copied();
    let (value, last) = match one {
        Some(one) => one,
        None if is_all => (0, Pid(0)),
        None => return Err(Refusal::bad("semnum")),
    };
    let sleeping = |for_zero: bool| {
        let asleep = &kernel.queues.get(set.waiters).waiters;
        let here = |one: &&Waiting| one.number == number as usize && one.for_zero == for_zero;
        set.waiting.iter().filter(here).filter(|one| asleep.contains(&one.thread)).count() as i64
    };
    match command {
        GETPID => Ok(i64::from(last.0)),
        GETVAL => Ok(i64::from(value)),
        GETNCNT => Ok(sleeping(false)),
        GETZCNT => Ok(sleeping(true)),
        GETALL => {
            let all = set.semaphores.iter();
            let bytes: Vec<u8> = all.flat_map(|(value, _)| (*value as u16).to_le_bytes()).collect();
            give(kernel, caller, argument, &bytes)?;
            Ok(0)
        }
        SETVAL => assign(kernel, caller, id, &[(number as usize, argument as i32)]),
        _ => {
            let mut bytes = vec![0; set.semaphores.len() * 2];
            kernel.copy_from_user(caller, argument, &mut bytes)?;
            let (halves, _) = bytes.as_chunks::<2>();
            let values: Vec<(usize, i32)> = halves
                .iter()
                .map(|half| i32::from(u16::from_le_bytes(*half)))
                .enumerate()
                .collect();
            assign(kernel, caller, id, &values)
        }
    }
}

fn assign(kernel: &mut Kernel, caller: &Caller, id: i32, values: &[(usize, i32)]) -> Step {
    if values.iter().any(|(_, value)| !(0..=MOST).contains(value)) {
        return Err(Refusal::fail(Errno::Erange));
    }
    let now = kernel.ipc_time();
    let Some(set) = kernel.ipc.semaphores.get_mut(id) else { return Err(gone(caller)) };
    for (at, value) in values {
        set.semaphores[*at] = (*value, caller.process);
    }
    set.times.1 = now;
    let waiters = set.waiters;
    for (at, _) in values {
        kernel.clear_undo(id, *at);
    }
    kernel.wake_all(waiters, Some(caller.thread));
    Ok(0)
}

/// `struct semid64_ds` of asm-generic/sembuf.h.
fn status(own: &Permissions, set: &SemaphoreSet) -> Vec<u8> {
    let mut bytes = own.bytes(0);
    bytes.extend(longs(&[set.times.0, set.times.1, set.semaphores.len() as u64, 0, 0]));
    bytes
}

/// `struct seminfo`: limits, or what is in use.
fn info(kernel: &Kernel, in_use: bool) -> Vec<u8> {
    let sets = &kernel.ipc.semaphores;
    let all: usize = sets.iter().map(|(_, _, set)| set.semaphores.len()).sum();
    let (size, highest) = if in_use { (sets.len() as i32, all as i32) } else { (20, MOST) };
    let total = IN_SET.wrapping_mul(SETS as i32);
    let operations = OPERATIONS as i32;
    ints(&[total, SETS as i32, total, total, IN_SET, operations, operations, size, MOST, highest])
}

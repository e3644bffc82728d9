//! Nice values, policies and CPUs of threads, as programs ask for them: nice(2),
//! sched_setscheduler(2), sched_setaffinity(2). What they mean is the scheduler's business.

use vitrine_abi::{Errno, Pid, Tid};

use crate::attempt::{Attempt, Unsupported, Why};
use crate::kernel::{Caller, Kernel};
use crate::task::{INIT, Rlimit};
use crate::time::{NANOS, give_words};

/// A scheduling policy by its number, with its static priority: sched(7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Policy {
    /// SCHED_OTHER 0, SCHED_FIFO 1, SCHED_RR 2, SCHED_BATCH 3, SCHED_IDLE 5.
    pub number: u8,
    /// 1 … 99 for SCHED_FIFO and SCHED_RR, else 0.
    pub priority: u8,
    /// SCHED_RESET_ON_FORK: children have the normal policy.
    pub resets_on_fork: bool,
}

const FIFO: u64 = 1;
const ROUND_ROBIN: u64 = 2;
const IDLE: u64 = 5;
const DEADLINE: u64 = 6;
const RESET_ON_FORK: u64 = 0x4000_0000;

fn invalid(argument: &'static str) -> Attempt {
    Attempt::Fail(Errno::Einval, Why::BadArgument(argument))
}

fn no_such(id: u64) -> Attempt {
    Attempt::Fail(Errno::Esrch, Why::NoProcess(id as i32))
}

/// Threads whose nice value a call is about: of a process, a group or a user. For a process it is
/// the one thread with that number, as on Linux (POSIX means all of them).
fn threads_of(
    kernel: &Kernel,
    caller: &Caller,
    which: u64,
    who: u64,
) -> Option<alloc::vec::Vec<Tid>> {
    let own = kernel.process(caller.process);
    let who = who as i32;
    let all = || kernel.threads.iter().map(|(tid, thread)| (tid, kernel.process(thread.process)));
    Some(match which {
        0 => {
            let tid = if who == 0 { caller.thread } else { Tid(who) };
            kernel.threads.find(tid).map(|_| tid).into_iter().collect()
        }
        1 => {
            let group = if who == 0 { own.group } else { Pid(who) };
            all().filter(|(_, process)| process.group == group).map(|(tid, _)| tid).collect()
        }
        2 => {
            let user = if who == 0 { own.uid } else { who as u32 };
            all().filter(|(_, process)| process.uid == user).map(|(tid, _)| tid).collect()
        }
        _ => return None,
    })
}

/// getpriority(2) as the kernel has it: 20 less the nice value, so that it is never negative.
pub(crate) fn getpriority(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let Some(threads) = threads_of(kernel, caller, args[0], args[1]) else {
        return invalid("which");
    };
    if threads.is_empty() && args[0] == 0 && args[1] as i32 == INIT.0 {
        return Attempt::Done(20);
    }
    let nice = threads.iter().map(|tid| kernel.thread(*tid).nice).min();
    nice.map_or(no_such(args[1]), |nice| Attempt::Done(20 - i64::from(nice)))
}

pub(crate) fn setpriority(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [which, who, nice, ..] = args;
    let Some(threads) = threads_of(kernel, caller, which, who) else { return invalid("which") };
    if threads.is_empty() && which == 0 && who as i32 == INIT.0 {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    if threads.is_empty() {
        return no_such(who);
    }
    let nice = (nice as i32).clamp(-20, 19) as i8;
    let own = kernel.process(caller.process);
    let (euid, privileged) = (own.euid, own.is_privileged());
    let mut refused = None;
    for tid in threads {
        let thread = kernel.thread(tid);
        let process = kernel.process(thread.process);
        if !privileged && euid != process.uid && euid != process.euid {
            refused = Some(Errno::Eperm);
            continue;
        }
        // can_nice, kernel/sched/syscalls.c: RLIMIT_NICE counts from 19 downwards.
        let lowest = 20 - process.rlimits[Rlimit::NICE].soft.min(40) as i64;
        if nice < thread.nice && i64::from(nice) < lowest && !privileged {
            refused = Some(Errno::Eacces);
            continue;
        }
        kernel.thread_mut(tid).nice = nice;
    }
    refused.map_or(Attempt::Done(0), |errno| Attempt::Fail(errno, Why::Permission))
}

/// The thread that a pid argument of a sched_ call names: 0 is the caller.
fn named(kernel: &Kernel, caller: &Caller, id: u64) -> Result<Tid, Attempt> {
    let tid = if id as i32 == 0 { caller.thread } else { Tid(id as i32) };
    if tid.0 < 0 {
        return Err(invalid("pid"));
    }
    kernel.threads.find(tid).map(|_| tid).ok_or(no_such(id))
}

pub(crate) fn sched_getscheduler(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    match named(kernel, caller, args[0]) {
        Ok(tid) => {
            let policy = kernel.thread(tid).policy;
            let reset = if policy.resets_on_fork { RESET_ON_FORK } else { 0 };
            Attempt::Done((u64::from(policy.number) | reset) as i64)
        }
        Err(failed) => failed,
    }
}

pub(crate) fn sched_getparam(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if args[1] == 0 {
        return invalid("param");
    }
    let tid = match named(kernel, caller, args[0]) {
        Ok(tid) => tid,
        Err(failed) => return failed,
    };
    let priority = u32::from(kernel.thread(tid).policy.priority);
    match kernel.copy_to_user(caller, args[1], &priority.to_le_bytes()) {
        Ok(()) => Attempt::Done(0),
        Err(bad) => Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address)),
    }
}

pub(crate) fn sched_setscheduler(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if (args[1] as i32) < 0 {
        return invalid("policy");
    }
    set_policy(kernel, caller, args[0], Some(args[1]), args[2])
}

pub(crate) fn sched_setparam(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    set_policy(kernel, caller, args[0], None, args[1])
}

/// `__sched_setscheduler` of kernel/sched/syscalls.c: checks in its order.
fn set_policy(
    kernel: &mut Kernel,
    caller: &Caller,
    id: u64,
    policy: Option<u64>,
    param: u64,
) -> Attempt {
    if param == 0 || (id as i32) < 0 {
        return invalid("param");
    }
    let priority = match kernel.read_user_u32(caller, param) {
        Ok(priority) => priority as i32,
        Err(bad) => return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address)),
    };
    let tid = match named(kernel, caller, id) {
        Ok(tid) => tid,
        Err(failed) => return failed,
    };
    let old = kernel.thread(tid).policy;
    let resets = policy.map_or(old.resets_on_fork, |policy| policy & RESET_ON_FORK != 0);
    let number = policy.map_or(u64::from(old.number), |policy| policy & !RESET_ON_FORK);
    if number == DEADLINE {
        return invalid("policy");
    }
    if !matches!(number, 0..=3 | 5) {
        return invalid("policy");
    }
    let is_real_time = matches!(number, FIFO | ROUND_ROBIN);
    if !(0..=99).contains(&priority) || is_real_time != (priority != 0) {
        return invalid("sched_priority");
    }
    let own = kernel.process(caller.process);
    let of = kernel.process(kernel.thread(tid).process);
    let mut allowed = own.euid == of.uid || own.euid == of.euid;
    if is_real_time {
        let limit = of.rlimits[Rlimit::RTPRIO].soft;
        let same = u64::from(old.number) == number;
        allowed &= (same || limit > 0)
            && (priority <= i32::from(old.priority) || priority as u64 <= limit);
    }
    if u64::from(old.number) == IDLE && number != IDLE {
        // can_nice: SCHED_IDLE counts as a nice value of 20.
        let nice = i64::from(kernel.thread(tid).nice);
        allowed &= 20 - nice <= of.rlimits[Rlimit::NICE].soft.min(40) as i64;
    }
    allowed &= !old.resets_on_fork || resets;
    if !allowed && !own.is_privileged() {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    let (number, priority) = (number as u8, priority as u8);
    kernel.thread_mut(tid).policy = Policy { number, priority, resets_on_fork: resets };
    Attempt::Done(0)
}

/// The range of static priorities: sched_get_priority_max(2).
fn priorities(policy: u64) -> Option<(i64, i64)> {
    match policy {
        FIFO | ROUND_ROBIN => Some((1, 99)),
        0 | 3 | 5 | DEADLINE | 7 => Some((0, 0)),
        _ => None,
    }
}

pub(crate) fn sched_get_priority_max(_: &mut Kernel, _: &Caller, args: [u64; 6]) -> Attempt {
    priorities(args[0]).map_or(invalid("policy"), |(_, highest)| Attempt::Done(highest))
}

pub(crate) fn sched_get_priority_min(_: &mut Kernel, _: &Caller, args: [u64; 6]) -> Attempt {
    priorities(args[0]).map_or(invalid("policy"), |(lowest, _)| Attempt::Done(lowest))
}

/// sched_rr_get_interval(2): 100 ms for SCHED_RR (RR_TIMESLICE), nothing for SCHED_FIFO, else the
/// slice.
pub(crate) fn sched_rr_get_interval(
    kernel: &mut Kernel,
    caller: &Caller,
    args: [u64; 6],
) -> Attempt {
    let tid = match named(kernel, caller, args[0]) {
        Ok(tid) => tid,
        Err(failed) => return failed,
    };
    let ns = match u64::from(kernel.thread(tid).policy.number) {
        ROUND_ROBIN => 100_000_000,
        FIFO => 0,
        _ => kernel.slice_ns,
    };
    let nanos = NANOS as u64;
    give_words(kernel, caller, args[1], &[ns / nanos, ns % nanos], 0)
}

pub(crate) fn sched_getaffinity(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if args[1] < 8 || !args[1].is_multiple_of(8) {
        return invalid("cpusetsize");
    }
    match named(kernel, caller, args[0]) {
        Ok(tid) => {
            let mask = kernel.thread(tid).affinity & kernel.all_cpus();
            give_words(kernel, caller, args[2], &[mask], 8)
        }
        Err(failed) => failed,
    }
}

pub(crate) fn sched_setaffinity(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let mut bytes = [0; 8];
    let size = args[1].min(8) as usize;
    if let Err(bad) = kernel.copy_from_user(caller, args[2], &mut bytes[..size]) {
        return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
    }
    let tid = match named(kernel, caller, args[0]) {
        Ok(tid) => tid,
        Err(failed) => return failed,
    };
    let own = kernel.process(caller.process);
    let of = kernel.process(kernel.thread(tid).process);
    if own.euid != of.uid && own.euid != of.euid && !own.is_privileged() {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    let mask = u64::from_le_bytes(bytes) & kernel.all_cpus();
    if mask == 0 {
        return invalid("mask");
    }
    if mask != kernel.all_cpus() {
        // A run in which a thread went where it must not would show what is not true.
        return Attempt::Unsupported(Unsupported::new("sched_setaffinity: less than all CPUs"));
    }
    kernel.thread_mut(tid).affinity = mask;
    Attempt::Done(0)
}

impl Kernel {
    /// The set of all CPUs, by bit.
    pub(crate) fn all_cpus(&self) -> u64 {
        (1_u64 << self.cpus.len()) - 1
    }
}

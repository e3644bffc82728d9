//! Time as programs see it: clocks and sleeping. All of it is virtual.

use alloc::vec::Vec;

use vitrine_abi::Errno;

use crate::attempt::{Attempt, Resume, Sleep, SleepReason, WakeReason, Why};
use crate::kernel::{Caller, Kernel};

/// Nanoseconds in a second.
pub(crate) const NANOS: i64 = 1_000_000_000;

/// The wall clock at boot: 2026-01-01 00:00:00 UTC, in seconds since 1970. Every machine boots
/// at the same moment, so that runs compare.
pub const BOOT_EPOCH_S: u64 = 1_767_225_600;

/// USER_HZ: ticks per second in times(2).
const USER_HZ: u64 = 100;

const TIMER_ABSTIME: u64 = 1;

/// A struct timespec or timeval of the caller: two signed 64-bit words.
pub(crate) fn read_timespec(
    kernel: &mut Kernel,
    caller: &Caller,
    address: u64,
) -> Result<(i64, i64), Attempt> {
    let bad = |address| Attempt::Fail(Errno::Efault, Why::BadAddress(address));
    let first = kernel.read_user_u64(caller, address).map_err(|fail| bad(fail.address))?;
    let second = kernel.read_user_u64(caller, address + 8).map_err(|fail| bad(fail.address))?;
    Ok((first as i64, second as i64))
}

/// Writes words to the caller; the call is done with `value`.
pub(crate) fn give_words(
    kernel: &mut Kernel,
    caller: &Caller,
    address: u64,
    words: &[u64],
    value: i64,
) -> Attempt {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    match kernel.copy_to_user(caller, address, &bytes) {
        Ok(()) => Attempt::Done(value),
        Err(bad) => Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address)),
    }
}

impl Kernel {
    /// What a clock shows, in ns: clock_gettime(2). `None` is an unknown clock.
    fn read_clock(&self, caller: &Caller, clock: u64) -> Option<u64> {
        match clock {
            // REALTIME and its coarse twin; TAI.
            0 | 5 | 8 | 11 => Some(BOOT_EPOCH_S * NANOS as u64 + self.now_ns()),
            // MONOTONIC, _RAW, _COARSE, BOOTTIME.
            1 | 4 | 6 | 7 | 9 => Some(self.now_ns()),
            2 => Some(self.process_cpu_ns(caller)),
            3 => Some(self.thread_cpu_ns(caller)),
            _ => None,
        }
    }

    fn thread_cpu_ns(&self, caller: &Caller) -> u64 {
        let thread = self.thread(caller.thread);
        thread.cpu_ns + self.now_ns().saturating_sub(thread.on_cpu_since_ns)
    }

    pub(crate) fn process_cpu_ns(&self, caller: &Caller) -> u64 {
        let process = self.process(caller.process);
        let others = process.threads.iter().filter(|tid| **tid != caller.thread);
        let others: u64 = others.map(|tid| self.thread(*tid).cpu_ns).sum();
        process.cpu_ns + others + self.thread_cpu_ns(caller)
    }
}

pub(crate) fn clock_gettime(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let Some(ns) = kernel.read_clock(caller, args[0]) else {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("clockid"));
    };
    let nanos = NANOS as u64;
    give_words(kernel, caller, args[1], &[ns / nanos, ns % nanos], 0)
}

pub(crate) fn clock_getres(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if kernel.read_clock(caller, args[0]).is_none() {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("clockid"));
    }
    if args[1] == 0 {
        return Attempt::Done(0);
    }
    give_words(kernel, caller, args[1], &[0, 1], 0)
}

pub(crate) fn gettimeofday(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let now_us = (BOOT_EPOCH_S * NANOS as u64 + kernel.now_ns()) / 1_000;
    if args[0] != 0 {
        let words = [now_us / 1_000_000, now_us % 1_000_000];
        return give_words(kernel, caller, args[0], &words, 0);
    }
    Attempt::Done(0)
}

/// times(2): all CPU time counts as user time, since the model does not split it.
pub(crate) fn times(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let tick_ns = NANOS as u64 / USER_HZ;
    let uptime = (kernel.now_ns() / tick_ns) as i64;
    let own = kernel.process_cpu_ns(caller) / tick_ns;
    let children = kernel.process(caller.process).children_cpu_ns / tick_ns;
    if args[0] == 0 {
        return Attempt::Done(uptime);
    }
    give_words(kernel, caller, args[0], &[own, 0, children, 0], uptime)
}

pub(crate) fn nanosleep(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    sleep_for(kernel, caller, args[0], args[1], None)
}

pub(crate) fn clock_nanosleep(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [clock, flags, request, remain, ..] = args;
    // The CPU-time clock of the own thread is not allowed: clock_nanosleep(2).
    let Some(now) = kernel.read_clock(caller, clock).filter(|_| clock != 3) else {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("clockid"));
    };
    if flags & TIMER_ABSTIME != 0 {
        return sleep_for(kernel, caller, request, 0, Some(now));
    }
    sleep_for(kernel, caller, request, remain, None)
}

/// Sleeps for the time at `request`, or until it, if `absolute_from` gives the clock's reading.
fn sleep_for(
    kernel: &mut Kernel,
    caller: &Caller,
    request: u64,
    remain: u64,
    absolute_from: Option<u64>,
) -> Attempt {
    let deadline = match caller.resume {
        Resume::Until { deadline_ns: Some(deadline) } => deadline,
        Resume::Until { deadline_ns: None }
        | Resume::FromStart
        | Resume::Moved { .. }
        | Resume::Created { .. } => {
            let (seconds, nanos) = match read_timespec(kernel, caller, request) {
                Ok(time) => time,
                Err(failed) => return failed,
            };
            if seconds < 0 || !(0..NANOS).contains(&nanos) {
                return Attempt::Fail(Errno::Einval, Why::BadArgument("duration"));
            }
            let length = (seconds as u64).saturating_mul(NANOS as u64).saturating_add(nanos as u64);
            let length = length.saturating_sub(absolute_from.unwrap_or(0));
            kernel.now_ns().saturating_add(length)
        }
    };
    let left = deadline.saturating_sub(kernel.now_ns());
    match caller.woken {
        Some(WakeReason::TimedOut) => return Attempt::Done(0),
        Some(WakeReason::Signal(_)) if remain != 0 => {
            let nanos = NANOS as u64;
            let written = give_words(kernel, caller, remain, &[left / nanos, left % nanos], 0);
            if let Attempt::Fail(..) = written {
                return written;
            }
        }
        Some(WakeReason::Signal(_) | WakeReason::Queue { .. }) | None => {}
    }
    if left == 0 {
        return Attempt::Done(0);
    }
    Attempt::Sleep(Sleep {
        resume: Resume::Until { deadline_ns: Some(deadline) },
        on: Vec::new(),
        deadline_ns: Some(deadline),
        reason: SleepReason::Time,
    })
}

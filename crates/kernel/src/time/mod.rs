//! Time as programs see it: clocks, sleeping and timers. All of it is virtual.

mod clock;
mod cpu_time;
mod timers;

use alloc::vec::Vec;

use vitrine_abi::Errno;

use crate::attempt::{Attempt, Resume, Sleep, SleepReason, WakeReason, Why};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};

pub use clock::Clock;
pub(crate) use timers::*;
pub use timers::{Interval, Notify, ProcessTimers, Timer};

/// Nanoseconds in a second.
pub(crate) const NANOS: i64 = 1_000_000_000;

/// The wall clock at boot: 2026-01-01 00:00:00 UTC, in seconds since 1970. Every machine boots
/// at the same moment, so that runs compare.
pub const BOOT_EPOCH_S: u64 = 1_767_225_600;

/// The same in ns.
pub(crate) const BOOT_EPOCH_NS: u64 = BOOT_EPOCH_S * NANOS as u64;

/// USER_HZ: ticks per second in times(2).
pub(crate) const USER_HZ: u64 = 100;

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

/// A duration in ns from a struct timespec; `EINVAL` for one that cannot be.
pub(crate) fn read_duration(
    kernel: &mut Kernel,
    caller: &Caller,
    address: u64,
) -> Result<u64, Attempt> {
    let (seconds, nanos) = read_timespec(kernel, caller, address)?;
    if seconds < 0 || !(0..NANOS).contains(&nanos) {
        return Err(Attempt::Fail(Errno::Einval, Why::BadArgument("timespec")));
    }
    Ok((seconds as u64).saturating_mul(NANOS as u64).saturating_add(nanos as u64))
}

/// What a timeout in a struct timespec counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counts {
    /// The first attempt at the call.
    FromNow,
    /// 1970, as CLOCK_REALTIME.
    FromEpoch,
}

/// When a call gives up whose timeout is the struct timespec at `timeout`, in ns since boot; `None` is never. The first
/// attempt fixes it.
pub(crate) fn deadline(
    kernel: &mut Kernel,
    caller: &Caller,
    timeout: u64,
    counts: Counts,
) -> Result<Option<u64>, Refusal> {
    if let Resume::Until { deadline_ns } = caller.resume {
        return Ok(deadline_ns);
    }
    if timeout == 0 {
        return Ok(None);
    }
    let seconds = kernel.read_user_u64(caller, timeout)? as i64;
    let nanos = kernel.read_user_u64(caller, timeout + 8)? as i64;
    if seconds < 0 || !(0..NANOS).contains(&nanos) {
        return Err(Refusal::bad("timeout"));
    }
    let length = (seconds as u64).saturating_mul(NANOS as u64).saturating_add(nanos as u64);
    Ok(Some(match counts {
        Counts::FromNow => kernel.now_ns().saturating_add(length),
        Counts::FromEpoch => length.saturating_sub(BOOT_EPOCH_NS),
    }))
}

/// Interval and first time in ns from a struct itimerval (`unit_ns` 1,000) or itimerspec (1).
fn read_interval(
    kernel: &mut Kernel,
    caller: &Caller,
    address: u64,
    unit_ns: i64,
) -> Result<(u64, u64), Attempt> {
    let mut times = [0; 2];
    for (index, time) in times.iter_mut().enumerate() {
        let (seconds, parts) = read_timespec(kernel, caller, address + 16 * index as u64)?;
        if seconds < 0 || !(0..NANOS / unit_ns).contains(&parts) {
            return Err(Attempt::Fail(Errno::Einval, Why::BadArgument("new_value")));
        }
        let whole = (seconds as u64).saturating_mul(NANOS as u64);
        *time = whole.saturating_add((parts * unit_ns) as u64);
    }
    Ok((times[0], times[1]))
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

pub(crate) fn clock_gettime(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let Some(clock) = kernel.decode_clock(caller, args[0]) else {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("clockid"));
    };
    let ns = kernel.clock_ns(clock);
    let nanos = NANOS as u64;
    give_words(kernel, caller, args[1], &[ns / nanos, ns % nanos], 0)
}

pub(crate) fn clock_getres(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if kernel.decode_clock(caller, args[0]).is_none() {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("clockid"));
    }
    if args[1] == 0 {
        return Attempt::Done(0);
    }
    // The coarse clocks count ticks (of HZ=250), although they are as exact as the others here.
    let resolution_ns = if matches!(args[0] as i32, 5 | 6) { 4_000_000 } else { 1 };
    give_words(kernel, caller, args[1], &[0, resolution_ns], 0)
}

pub(crate) fn gettimeofday(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let now_us = (BOOT_EPOCH_NS + kernel.now_ns()) / 1_000;
    if args[0] != 0 {
        let words = [now_us / 1_000_000, now_us % 1_000_000];
        return give_words(kernel, caller, args[0], &words, 0);
    }
    Attempt::Done(0)
}

pub(crate) fn nanosleep(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    sleep_for(kernel, caller, args[0], args[1], None)
}

pub(crate) fn clock_nanosleep(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [clock, flags, request, remain, ..] = args;
    // MONOTONIC_RAW and the coarse clocks have no timers: kernel/time/posix-timers.c.
    if matches!(clock as i32, 4..=6) {
        return Attempt::Fail(Errno::Eopnotsupp, Why::BadArgument("clockid"));
    }
    // The CPU-time clock of the own thread is not allowed: clock_nanosleep(2).
    let Some(now) = kernel.decode_clock(caller, clock).filter(|_| clock != 3) else {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("clockid"));
    };
    let now = kernel.clock_ns(now);
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
            let length = match read_duration(kernel, caller, request) {
                Ok(length) => length,
                Err(failed) => return failed,
            };
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

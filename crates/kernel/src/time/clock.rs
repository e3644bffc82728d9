//! Clocks by number: clock_gettime(2), and the CPU time of processes and threads.

use vitrine_abi::{Pid, Tid};

use crate::kernel::{Caller, Kernel};
use crate::time::{BOOT_EPOCH_NS, NANOS};

/// A clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clock {
    /// Since 1970.
    Real,
    /// Since boot.
    Monotonic,
    /// CPU time of a process.
    Process(Pid),
    /// … in user code only.
    ProcessUser(Pid),
    /// CPU time of a thread.
    Thread(Tid),
    /// … in user code only.
    ThreadUser(Tid),
}

impl Clock {
    /// A reading of this clock as ns since boot; CPU time stays as it is.
    pub(crate) fn to_boot(self, reading_ns: u64) -> u64 {
        match self {
            Clock::Real => reading_ns.saturating_sub(BOOT_EPOCH_NS),
            Clock::Monotonic
            | Clock::Process(_)
            | Clock::ProcessUser(_)
            | Clock::Thread(_)
            | Clock::ThreadUser(_) => reading_ns,
        }
    }

    /// The process whose CPU time it is.
    pub(crate) fn process(self) -> Option<Pid> {
        match self {
            Clock::Process(pid) | Clock::ProcessUser(pid) => Some(pid),
            Clock::Real | Clock::Monotonic | Clock::Thread(_) | Clock::ThreadUser(_) => None,
        }
    }
}

impl Kernel {
    /// The clock that an argument names: include/uapi/linux/time.h, and for negative numbers
    /// include/linux/posix-timers.h.
    pub(crate) fn decode_clock(&self, caller: &Caller, number: u64) -> Option<Clock> {
        let number = number as i32;
        match number {
            // REALTIME, its coarse twin, REALTIME_ALARM, TAI (whose offset is 0 at boot).
            0 | 5 | 8 | 11 => Some(Clock::Real),
            // MONOTONIC, _RAW, _COARSE, BOOTTIME, BOOTTIME_ALARM.
            1 | 4 | 6 | 7 | 9 => Some(Clock::Monotonic),
            2 => Some(Clock::Process(caller.process)),
            3 => Some(Clock::Thread(caller.thread)),
            0.. => None,
            ..0 => self.decode_cpu_clock(caller, number),
        }
    }

    fn decode_cpu_clock(&self, caller: &Caller, number: i32) -> Option<Clock> {
        const PER_THREAD: i32 = 4;
        let id = !(number >> 3);
        let only_user = match number & 3 {
            1 => true,
            0 | 2 => false,
            _ => return None,
        };
        if number & PER_THREAD != 0 {
            let tid = if id == 0 { caller.thread } else { Tid(id) };
            let same = self.threads.find(tid).is_some_and(|other| other.process == caller.process);
            return same.then_some(if only_user {
                Clock::ThreadUser(tid)
            } else {
                Clock::Thread(tid)
            });
        }
        let pid = if id == 0 { caller.process } else { Pid(id) };
        self.processes.find(pid)?;
        Some(if only_user { Clock::ProcessUser(pid) } else { Clock::Process(pid) })
    }

    /// What a clock shows, in ns; CPU time of what is gone is 0.
    pub(crate) fn clock_ns(&self, clock: Clock) -> u64 {
        match clock {
            Clock::Real => BOOT_EPOCH_NS + self.now_ns(),
            Clock::Monotonic => self.now_ns(),
            Clock::Process(pid) => {
                self.processes.find(pid).map_or(0, |_| self.process_usage(pid).cpu_ns)
            }
            Clock::ProcessUser(pid) => {
                self.processes.find(pid).map_or(0, |_| self.process_usage(pid).user_ns())
            }
            Clock::Thread(tid) => {
                self.threads.find(tid).map_or(0, |_| self.thread_usage(tid).cpu_ns)
            }
            Clock::ThreadUser(tid) => {
                self.threads.find(tid).map_or(0, |_| self.thread_usage(tid).user_ns())
            }
        }
    }

    /// ns in a second, as a limit in seconds counts them.
    pub(super) fn seconds(seconds: u64) -> u64 {
        seconds.saturating_mul(NANOS as u64)
    }
}

//! Timers and limits that count CPU time: ITIMER_VIRTUAL, ITIMER_PROF, timers on CPU-time clocks,
//! RLIMIT_CPU.
//!
//! A process knows at which CPU time of its own they must be looked at next. While a thread of it
//! runs user code, the scheduler stops there; what the kernel does meanwhile is seen afterwards.

use alloc::vec::Vec;

use vitrine_abi::{Pid, Signal, Tid};

use crate::event::Event;
use crate::kernel::Kernel;
use crate::signal::{SignalInfo, Target};
use crate::task::Rlimit;
use crate::time::Clock;
use crate::time::timers::Interval;

impl Kernel {
    /// CPU time in ns that a process may use before [`Kernel::cpu_timer`] must act.
    pub(crate) fn cpu_time_left(&self, pid: Pid) -> Option<u64> {
        let alarm_ns = self.process(pid).timers.cpu_alarm_ns?;
        let mut used_ns = self.process(pid).usage.cpu_ns;
        for tid in &self.process(pid).threads {
            used_ns += self.thread_usage(*tid).cpu_ns;
        }
        Some(alarm_ns.saturating_sub(used_ns))
    }

    /// Looks at the CPU-time timers and limits of a thread's process: some may have come.
    pub fn cpu_timer(&mut self, tid: Tid) {
        let pid = self.thread(tid).process;
        let usage = self.process_usage(pid);
        let timers = &mut self.process_mut(pid).timers;
        let expired = [
            (expire(&mut timers.user, usage.user_ns()), Signal::VTALRM),
            (expire(&mut timers.cpu, usage.cpu_ns), Signal::PROF),
        ];
        for (has_come, signal) in expired {
            if has_come {
                self.emit(Event::TimerExpired { process: pid, timer: None, signal });
                let info = SignalInfo::from_kernel(signal);
                self.post_signal(Target::Process(pid), info, None);
            }
        }
        for id in self.cpu_clocked(pid) {
            let timer = self.process(pid).timers.made[&id];
            let now = self.clock_ns(timer.clock);
            if timer.time.next_ns.is_some_and(|next| next <= now) {
                self.timer_fires(pid, id);
            }
        }
        self.check_cpu_limit(pid, usage.cpu_ns);
        self.plan_cpu_alarm(pid);
    }

    /// Timers of timer_create(2) on CPU-time clocks that are armed.
    fn cpu_clocked(&self, pid: Pid) -> Vec<i32> {
        let counts = |clock: Clock| !matches!(clock, Clock::Real | Clock::Monotonic);
        let made = self.process(pid).timers.made.iter();
        let armed = made.filter(|(_, timer)| {
            counts(timer.clock) && timer.time.next_ns.is_some() && !timer.waits
        });
        armed.map(|(id, _)| *id).collect()
    }

    /// RLIMIT_CPU: SIGXCPU at the soft limit and every second after, SIGKILL at the hard one
    /// (`check_process_timers`, kernel/time/posix-cpu-timers.c).
    fn check_cpu_limit(&mut self, pid: Pid, used_ns: u64) {
        let limit = self.process(pid).rlimits[Rlimit::CPU];
        if limit.soft == Rlimit::INFINITY {
            return;
        }
        let signal = if used_ns >= Self::seconds(limit.hard) {
            Signal::KILL
        } else if used_ns >= Self::seconds(limit.soft) {
            Signal::XCPU
        } else {
            return;
        };
        self.emit(Event::LimitReached { process: pid, limit: "RLIMIT_CPU", signal });
        if signal == Signal::XCPU {
            let next = Rlimit { soft: limit.soft + 1, ..limit };
            let limits = &mut self.process_mut(pid).rlimits;
            alloc::sync::Arc::make_mut(limits)[Rlimit::CPU] = next;
        }
        self.post_signal(Target::Process(pid), SignalInfo::from_kernel(signal), None);
    }

    /// Works out anew when CPU-time timers and limits must be looked at. A clock that does not run
    /// all the time gives a moment that may be too early, never too late.
    pub(crate) fn plan_cpu_alarm(&mut self, pid: Pid) {
        let usage = self.process_usage(pid);
        let process = self.process(pid);
        let left = |time: Interval, now: u64| time.next_ns.map(|next| next.saturating_sub(now));
        let mut lefts = alloc::vec![
            left(process.timers.user, usage.user_ns()),
            left(process.timers.cpu, usage.cpu_ns),
        ];
        for id in self.cpu_clocked(pid) {
            let timer = &process.timers.made[&id];
            lefts.push(left(timer.time, self.clock_ns(timer.clock)));
        }
        let soft = process.rlimits[Rlimit::CPU].soft;
        if soft != Rlimit::INFINITY {
            lefts.push(Some(Self::seconds(soft).saturating_sub(usage.cpu_ns)));
        }
        let first = lefts.into_iter().flatten().min();
        self.set_cpu_alarm(pid, first.map(|left_ns| usage.cpu_ns.saturating_add(left_ns.max(1))));
    }

    pub(super) fn set_cpu_alarm(&mut self, pid: Pid, alarm_ns: Option<u64>) {
        let slot = &mut self.process_mut(pid).timers.cpu_alarm_ns;
        let before = core::mem::replace(slot, alarm_ns);
        self.cpu_timed =
            self.cpu_timed + u32::from(alarm_ns.is_some()) - u32::from(before.is_some());
    }
}

/// Whether the timer has come; it is set to its next time then.
fn expire(time: &mut Interval, now: u64) -> bool {
    let has_come = time.next_ns.is_some_and(|next| next <= now);
    if has_come {
        let repeats = time.interval_ns > 0;
        time.next_ns = repeats.then_some(now + time.interval_ns);
    }
    has_come
}

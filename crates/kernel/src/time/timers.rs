//! Timers of a process that send signals: setitimer(2) and timer_create(2).

use alloc::collections::BTreeMap;

use vitrine_abi::{Errno, Pid, Signal, Tid};

use crate::attempt::{Attempt, Unsupported, Why};
use crate::event::Event;
use crate::kernel::{Caller, Kernel};
use crate::sched::Due;
use crate::signal::{Origin, SignalInfo, Target};
use crate::time::{Clock, NANOS, give_words, read_interval};

/// Timers of one process.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct ProcessTimers {
    /// ITIMER_REAL, on the clock since boot.
    pub real: Interval,
    /// ITIMER_VIRTUAL, on the process's time in user code.
    pub user: Interval,
    /// ITIMER_PROF, on the process's CPU time.
    pub cpu: Interval,
    /// By number: timer_create(2).
    pub made: BTreeMap<i32, Timer>,
    /// When ITIMER_REAL expired last, until its signal is taken and it goes on.
    pub(crate) real_expired_ns: Option<u64>,
    pub(crate) next_id: i32,
    /// The process's CPU time in ns at which its timers and limits must be looked at.
    pub(crate) cpu_alarm_ns: Option<u64>,
}

/// When a timer expires next, and how often after that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    /// On its clock; `None` while it is not armed.
    pub next_ns: Option<u64>,
    /// 0 expires once.
    pub interval_ns: u64,
}

/// The signal that a timer sends, and the thread, if not any of the process.
pub type Notify = (Signal, Option<Tid>);

/// A timer of timer_create(2).
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub struct Timer {
    /// What it counts on.
    pub clock: Clock,
    /// When.
    pub time: Interval,
    /// What it sends: the signal and, for SIGEV_THREAD_ID, the thread.
    pub notify: Option<Notify>,
    /// `si_value`.
    pub value: u64,
    /// Its signal is pending; it goes on when that is taken.
    pub waits: bool,
    /// Expirations for which there was no signal: timer_getoverrun(2).
    pub overrun: i32,
}

impl Interval {
    /// Moves an interval timer past `now`; gives how many expirations were passed over.
    fn forward(&mut self, now: u64) -> u64 {
        let Some(next) = self.next_ns.filter(|_| self.interval_ns > 0) else { return 0 };
        if next > now {
            return 0;
        }
        let passed = (now - next) / self.interval_ns + 1;
        self.next_ns = Some(next + passed * self.interval_ns);
        passed
    }
}

fn invalid(argument: &'static str) -> Attempt {
    Attempt::Fail(Errno::Einval, Why::BadArgument(argument))
}

/// A struct itimerval: interval and remaining time, in microseconds.
fn itimerval(time: Interval, now: u64) -> [u64; 4] {
    let split = |ns: u64| (ns / NANOS as u64, ns / 1_000 % 1_000_000);
    // A timer that is armed never shows 0: itimer_get_remtime, kernel/time/itimer.c.
    let left = time.next_ns.map_or(0, |next| next.saturating_sub(now).max(1_000));
    let (interval_s, interval_us) = split(time.interval_ns);
    let (left_s, left_us) = split(left);
    [interval_s, interval_us, left_s, left_us]
}

pub(crate) fn getitimer(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    match kernel.interval_timer(caller.process, args[0]) {
        Some((time, now)) => give_words(kernel, caller, args[1], &itimerval(time, now), 0),
        None => invalid("which"),
    }
}

pub(crate) fn setitimer(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [which, new, old, ..] = args;
    let (interval_ns, first_ns) = if new == 0 {
        // Linux takes a null pointer for zeroes: setitimer(2), BUGS.
        (0, 0)
    } else {
        match read_interval(kernel, caller, new, 1_000) {
            Ok(times) => times,
            Err(failed) => return failed,
        }
    };
    let pid = caller.process;
    let Some((before, now)) = kernel.interval_timer(pid, which) else { return invalid("which") };
    let time =
        Interval { next_ns: (first_ns > 0).then(|| now.saturating_add(first_ns)), interval_ns };
    match which {
        0 => kernel.set_real_timer(pid, time),
        1 => kernel.process_mut(pid).timers.user = time,
        _ => kernel.process_mut(pid).timers.cpu = time,
    }
    if which != 0 {
        kernel.plan_cpu_alarm(pid);
    }
    if old != 0 {
        return give_words(kernel, caller, old, &itimerval(before, now), 0);
    }
    Attempt::Done(0)
}

impl Kernel {
    /// One of the three interval timers, and what its clock shows.
    fn interval_timer(&self, pid: Pid, which: u64) -> Option<(Interval, u64)> {
        let timers = &self.process(pid).timers;
        match which {
            0 => Some((timers.real, self.now_ns())),
            1 => Some((timers.user, self.process_usage(pid).user_ns())),
            2 => Some((timers.cpu, self.process_usage(pid).cpu_ns)),
            _ => None,
        }
    }

    fn set_real_timer(&mut self, pid: Pid, time: Interval) {
        let before = core::mem::replace(&mut self.process_mut(pid).timers.real, time);
        if let Some(next_ns) = before.next_ns {
            self.timers.remove(next_ns, Due::RealTimer(pid));
        }
        if let Some(next_ns) = time.next_ns {
            self.timers.add(next_ns, Due::RealTimer(pid));
        }
    }

    /// ITIMER_REAL: it goes on when its signal is taken (`it_real_fn`, kernel/time/itimer.c).
    pub(crate) fn real_timer_expires(&mut self, pid: Pid) {
        let Some(deadline_ns) = self.process_mut(pid).timers.real.next_ns.take() else { return };
        self.timers.remove(deadline_ns, Due::RealTimer(pid));
        self.emit(Event::TimerExpired { process: pid, timer: None, signal: Signal::ALRM });
        let info = SignalInfo::from_kernel(Signal::ALRM);
        self.post_signal(Target::Process(pid), info, None);
        if self.process(pid).timers.real.interval_ns > 0 {
            // Kept until the signal is taken.
            self.process_mut(pid).timers.real_expired_ns = Some(deadline_ns);
        }
    }

    /// A timer of timer_create(2) whose clock runs without the process.
    pub(crate) fn timer_expires(&mut self, pid: Pid, id: i32) {
        let Some(timer) = self.process_mut(pid).timers.made.get_mut(&id) else { return };
        if let Some(next_ns) = timer.time.next_ns {
            let deadline_ns = timer.clock.to_boot(next_ns);
            self.timers.remove(deadline_ns, Due::Timer(pid, id));
        }
        self.timer_fires(pid, id);
    }

    /// Sends the signal of a timer that has expired, which then waits until the signal is taken.
    pub(super) fn timer_fires(&mut self, pid: Pid, id: i32) {
        let Some(timer) = self.process_mut(pid).timers.made.get_mut(&id) else { return };
        let value = timer.value;
        let Some((signal, to)) = timer.notify else {
            timer.waits = false;
            let clock = timer.clock;
            let now = self.clock_ns(clock);
            let Some(timer) = self.process_mut(pid).timers.made.get_mut(&id) else { return };
            if timer.time.interval_ns == 0 {
                timer.time.next_ns = None;
            }
            timer.time.forward(now);
            return;
        };
        timer.waits = true;
        timer.overrun = 0;
        self.emit(Event::TimerExpired { process: pid, timer: Some(id), signal });
        let origin = Origin::Timer { id, overrun: 0, value };
        let info = SignalInfo { signal, code: SignalInfo::TIMER, origin };
        let target = to.map_or(Target::Process(pid), Target::Thread);
        self.post_signal(target, info, None);
    }

    /// A signal is taken: the timer that sent it goes on, and says what it has missed.
    pub(crate) fn timer_signal_taken(&mut self, pid: Pid, info: &mut SignalInfo) {
        if info.signal == Signal::ALRM
            && let Some(deadline_ns) = self.process(pid).timers.real_expired_ns
        {
            let interval_ns = self.process(pid).timers.real.interval_ns;
            let mut time = Interval { next_ns: Some(deadline_ns), interval_ns };
            time.forward(self.now_ns());
            self.process_mut(pid).timers.real_expired_ns = None;
            if self.process(pid).timers.real.next_ns.is_none() {
                self.set_real_timer(pid, time);
            }
        }
        let Some(id) = info.timer() else { return };
        let Some(clock) = self.process(pid).timers.made.get(&id).map(|timer| timer.clock) else {
            return;
        };
        let now = self.clock_ns(clock);
        let Some(timer) = self.process_mut(pid).timers.made.get_mut(&id) else { return };
        if !core::mem::take(&mut timer.waits) {
            return;
        }
        let passed = timer.time.forward(now);
        timer.overrun = passed.saturating_sub(1).min(i32::MAX as u64) as i32;
        if timer.time.interval_ns == 0 {
            timer.time.next_ns = None;
        }
        let (time, overrun) = (timer.time, timer.overrun);
        if let Origin::Timer { overrun: told, .. } = &mut info.origin {
            *told = overrun;
        }
        self.arm(pid, id, clock, time);
    }

    /// Puts an armed timer where its clock will find it.
    fn arm(&mut self, pid: Pid, id: i32, clock: Clock, time: Interval) {
        let Some(next_ns) = time.next_ns else { return };
        match clock {
            Clock::Real | Clock::Monotonic => {
                self.timers.add(clock.to_boot(next_ns), Due::Timer(pid, id));
            }
            Clock::Process(_) | Clock::ProcessUser(_) | Clock::Thread(_) | Clock::ThreadUser(_) => {
                self.plan_cpu_alarm(pid);
            }
        }
    }

    fn disarm(&mut self, pid: Pid, id: i32) {
        let Some(timer) = self.process_mut(pid).timers.made.get_mut(&id) else { return };
        let (clock, next, waits) = (timer.clock, timer.time.next_ns.take(), timer.waits);
        timer.waits = false;
        if let Some(next_ns) = next.filter(|_| !waits) {
            self.timers.remove(clock.to_boot(next_ns), Due::Timer(pid, id));
        }
        // A signal of its that nobody has taken yet does not count any more.
        let of_timer = |info: &SignalInfo| info.timer() == Some(id);
        if waits {
            self.process_mut(pid).pending.infos.retain(|info| !of_timer(info));
            for tid in self.process(pid).threads.clone() {
                self.thread_mut(tid).pending.infos.retain(|info| !of_timer(info));
            }
        }
    }

    /// The process ends or calls execve(2).
    pub(crate) fn delete_timers(&mut self, pid: Pid) {
        let ids: alloc::vec::Vec<i32> = self.process(pid).timers.made.keys().copied().collect();
        for id in ids {
            self.disarm(pid, id);
            self.process_mut(pid).timers.made.remove(&id);
        }
    }

    /// The process ends: nothing may expire any more.
    pub(crate) fn stop_timers(&mut self, pid: Pid) {
        self.delete_timers(pid);
        self.set_real_timer(pid, Interval::default());
        self.set_cpu_alarm(pid, None);
        self.process_mut(pid).timers = ProcessTimers::default();
    }
}

/// What struct sigevent asks for: sigevent(3type).
fn notification(
    kernel: &mut Kernel,
    caller: &Caller,
    address: u64,
    id: i32,
) -> Result<(Option<Notify>, u64), Attempt> {
    const SIGNAL: u32 = 0;
    const NONE: u32 = 1;
    const THREAD: u32 = 2;
    const THREAD_ID: u32 = 4;
    if address == 0 {
        return Ok((Some((Signal::ALRM, None)), id as u64));
    }
    let bad =
        |bad: crate::mm::BadAddress| Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
    let value = kernel.read_user_u64(caller, address).map_err(bad)?;
    let signal = kernel.read_user_u32(caller, address + 8).map_err(bad)?;
    let how = kernel.read_user_u32(caller, address + 12).map_err(bad)?;
    let tid = kernel.read_user_u32(caller, address + 16).map_err(bad)?;
    if how == NONE {
        return Ok((None, value));
    }
    let to = match how {
        SIGNAL | THREAD => None,
        THREAD_ID => {
            let tid = Tid(tid as i32);
            let own = kernel.threads.find(tid).is_some_and(|other| other.process == caller.process);
            Some(if own { tid } else { return Err(invalid("sigev_notify_thread_id")) })
        }
        _ => return Err(invalid("sigev_notify")),
    };
    match Signal::new(i64::from(signal as i32)) {
        Some(signal) => Ok((Some((signal, to)), value)),
        None => Err(invalid("sigev_signo")),
    }
}

pub(crate) fn timer_create(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [clock, event, id_address, ..] = args;
    // CLOCK_REALTIME_ALARM, CLOCK_BOOTTIME_ALARM need a capability.
    if clock == 8 || clock == 9 {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    let known = kernel.decode_clock(caller, clock).filter(|_| !(4..=6).contains(&clock));
    let Some(clock) = known else {
        if (4..=6).contains(&clock) {
            return Attempt::Fail(Errno::Eopnotsupp, Why::BadArgument("clockid"));
        }
        return invalid("clockid");
    };
    if clock.process().is_some_and(|pid| pid != caller.process) {
        return Attempt::Unsupported(Unsupported::new("timer_create: CPU time of another process"));
    }
    let pid = caller.process;
    let id = kernel.process(pid).timers.next_id;
    let (notify, value) = match notification(kernel, caller, event, id) {
        Ok(found) => found,
        Err(failed) => return failed,
    };
    if kernel.process(pid).timers.made.len() as u64
        >= kernel.process(pid).rlimits[crate::task::Rlimit::SIGPENDING].soft
    {
        return Attempt::Fail(Errno::Eagain, Why::Limit("RLIMIT_SIGPENDING"));
    }
    if let Err(bad) = kernel.copy_to_user(caller, id_address, &id.to_le_bytes()) {
        return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
    }
    let time = Interval::default();
    let timer = Timer { clock, time, notify, value, waits: false, overrun: 0 };
    let timers = &mut kernel.process_mut(pid).timers;
    timers.next_id += 1;
    timers.made.insert(id, timer);
    Attempt::Done(0)
}

/// The timer that an argument names, with what its clock shows.
fn named(kernel: &Kernel, caller: &Caller, id: u64) -> Result<(i32, Timer, u64), Attempt> {
    let id = id as i32;
    match kernel.process(caller.process).timers.made.get(&id) {
        Some(timer) => Ok((id, *timer, kernel.clock_ns(timer.clock))),
        None => Err(invalid("timerid")),
    }
}

/// A struct itimerspec: interval and remaining time.
fn itimerspec(timer: &Timer, now: u64) -> [u64; 4] {
    let nanos = NANOS as u64;
    let mut time = timer.time;
    time.forward(now);
    let left = time.next_ns.map_or(0, |next| next.saturating_sub(now).max(1));
    let left = if timer.waits && time.interval_ns == 0 { 0 } else { left };
    [time.interval_ns / nanos, time.interval_ns % nanos, left / nanos, left % nanos]
}

pub(crate) fn timer_gettime(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    match named(kernel, caller, args[0]) {
        Ok((_, timer, now)) => give_words(kernel, caller, args[1], &itimerspec(&timer, now), 0),
        Err(failed) => failed,
    }
}

pub(crate) fn timer_settime(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    const ABSTIME: u64 = 1;
    let [id, flags, new, old, ..] = args;
    if new == 0 {
        return invalid("new_value");
    }
    let (interval_ns, first_ns) = match read_interval(kernel, caller, new, 1) {
        Ok(times) => times,
        Err(failed) => return failed,
    };
    let (id, before, now) = match named(kernel, caller, id) {
        Ok(found) => found,
        Err(failed) => return failed,
    };
    kernel.disarm(caller.process, id);
    let base = if flags & ABSTIME != 0 { 0 } else { now };
    let next_ns = (first_ns > 0).then(|| base.saturating_add(first_ns));
    let time = Interval { next_ns, interval_ns };
    if let Some(timer) = kernel.process_mut(caller.process).timers.made.get_mut(&id) {
        timer.time = time;
        timer.overrun = 0;
    }
    kernel.arm(caller.process, id, before.clock, time);
    if old != 0 {
        return give_words(kernel, caller, old, &itimerspec(&before, now), 0);
    }
    Attempt::Done(0)
}

pub(crate) fn timer_getoverrun(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    match named(kernel, caller, args[0]) {
        Ok((_, timer, _)) => Attempt::Done(i64::from(timer.overrun)),
        Err(failed) => failed,
    }
}

pub(crate) fn timer_delete(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    match named(kernel, caller, args[0]) {
        Ok((id, ..)) => {
            kernel.disarm(caller.process, id);
            kernel.process_mut(caller.process).timers.made.remove(&id);
            Attempt::Done(0)
        }
        Err(failed) => failed,
    }
}

//! Who acts next, and the scheduler's own actions.

use vitrine_abi::Tid;

use crate::attempt::{SleepReason, WakeReason};
use crate::event::{CpuId, Event, SwitchReason};
use crate::kernel::Kernel;
use crate::sched::policy::RunQueue;
use crate::sched::{Cpu, Due, Turn};
use crate::task::ThreadState;

/// What happens in the next step. Only [`Action::User`] is the machine's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The earliest sleeper's time has come, or a job arrives.
    Timer,
    /// A timer or a limit of the CPU time of this thread's process has come.
    CpuTimer(Tid),
    /// The CPU takes its next thread, or becomes idle.
    Switch,
    /// The policy looks at the CPU's thread: its time slice may be over.
    Tick,
    /// The CPU's thread makes room for one that goes first.
    Preempt,
    /// The CPU's thread has signals to take, or its process ends.
    Deliver(Tid),
    /// The CPU's thread was woken inside a call and tries again.
    Retry(Tid),
    /// The CPU's thread runs user code until the CPU's clock shows `until_ns`, or it traps.
    User {
        /// Who.
        thread: Tid,
        /// When to stop.
        until_ns: u64,
    },
    /// The CPU's thread is a job, and computes until the CPU's clock shows `until_ns`.
    Burst {
        /// Who.
        thread: Tid,
        /// When to stop.
        until_ns: u64,
    },
}

/// The next step: where, and what. `None` if nothing can ever happen again by itself.
pub type Next = Option<(CpuId, Action)>;

/// What happens by itself at a certain time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coming {
    Arrival,
    Replenish(Tid),
    Timer(Due),
}

impl Kernel {
    /// When something happens by itself: a sleeper's deadline, a job's arrival, a new budget.
    pub fn next_due_ns(&self) -> Option<u64> {
        self.next_due().map(|(due_ns, _)| due_ns)
    }

    /// Arrivals come before sleepers at the same time.
    #[inline]
    fn next_due(&self) -> Option<(u64, Coming)> {
        let sleeper = self.timers.first().map(|(due_ns, due)| (due_ns, Coming::Timer(due)));
        if self.sched.arrivals.is_empty() && self.sched.throttled.is_empty() {
            return sleeper;
        }
        let jobs = &self.sched.jobs;
        let arrival = self.sched.arrivals.front();
        let arrival = arrival.map(|job| (jobs[*job as usize].spec.arrival_ns, Coming::Arrival));
        let budget = self.sched.throttled.first();
        let budget = budget.map(|(due_ns, tid)| (*due_ns, Coming::Replenish(*tid)));
        arrival.into_iter().chain(budget).chain(sleeper).min_by_key(|(due_ns, _)| *due_ns)
    }

    /// Decides what happens next. Changes nothing but the turn.
    pub fn next_action(&mut self) -> Next {
        if let Some(turn) = self.turn {
            let cpu = &self.cpus[turn.cpu as usize];
            if cpu.clock_ns < turn.until_ns
                && let Some(thread) = cpu.current
            {
                return Some((turn.cpu, Action::User { thread, until_ns: turn.until_ns }));
            }
            self.turn = None;
        }
        let mut first: Option<(u64, CpuId)> = None;
        let mut busy = 0;
        for (index, cpu) in self.cpus.iter().enumerate() {
            if cpu.is_busy() {
                busy += 1;
                if first.is_none_or(|(clock, _)| cpu.clock_ns < clock) {
                    first = Some((cpu.clock_ns, index as CpuId));
                }
            }
        }
        let due = self.next_due_ns();
        let Some((clock, id)) = first else {
            return due.map(|_| (self.timer_cpu(), Action::Timer));
        };
        if due.is_some_and(|deadline| deadline <= clock) {
            if self.sched.conventions.expired_before_arrivals
                && due == Some(clock)
                && let Some(expired) = self.expired_at(clock)
            {
                return Some((expired, Action::Tick));
            }
            return Some((self.timer_cpu(), Action::Timer));
        }
        let cpu = &self.cpus[id as usize];
        let Some(tid) = cpu.current else { return Some((id, Action::Switch)) };
        let (slice_end, preempted) = (cpu.slice_end_ns, cpu.preempted);
        let thread = self.thread(tid);
        if thread.attention && thread.call.is_none_or(|call| call.interrupted) {
            return Some((id, Action::Deliver(tid)));
        }
        let job = thread.sched.job;
        if thread.call.is_some() && job.is_none() {
            return Some((id, Action::Retry(tid)));
        }
        if preempted {
            return Some((id, Action::Preempt));
        }
        if slice_end <= clock {
            return Some((id, Action::Tick));
        }
        let mut until_ns = slice_end.min(due.unwrap_or(u64::MAX));
        if self.cpu_timed > 0
            && let Some(left_ns) = self.cpu_time_left(thread.process)
        {
            if left_ns == 0 {
                return Some((id, Action::CpuTimer(tid)));
            }
            until_ns = until_ns.min(clock + left_ns);
        }
        if busy > 1 {
            let stall_ns = self.chooser.stall();
            if stall_ns > 0 {
                self.cpus[id as usize].clock_ns += stall_ns;
                return self.next_action();
            }
            until_ns = until_ns.min(clock + self.chooser.stretch(self.quantum_ns.max(1)));
        }
        if let Some(job) = job {
            let until_ns = until_ns.min(clock + self.burst_left_ns(job));
            return Some((id, Action::Burst { thread: tid, until_ns }));
        }
        self.turn = Some(Turn { cpu: id, from_ns: clock, until_ns });
        Some((id, Action::User { thread: tid, until_ns }))
    }

    /// A CPU whose thread's slice ends right now.
    fn expired_at(&self, clock_ns: u64) -> Option<CpuId> {
        let expired = |cpu: &Cpu| {
            cpu.clock_ns == clock_ns && cpu.current.is_some() && cpu.slice_end_ns <= clock_ns
        };
        self.cpus.iter().position(expired).map(|index| index as CpuId)
    }

    /// Where a timer interrupt is taken: on the sleeper's last CPU if that idles, else on any
    /// that idles, else on the one whose clock has come so far.
    fn timer_cpu(&self) -> CpuId {
        let last = match self.next_due() {
            Some((_, Coming::Timer(Due::Wake(tid)) | Coming::Replenish(tid))) => {
                self.thread(tid).cpu
            }
            Some((_, Coming::Timer(Due::RealTimer(pid) | Due::Timer(pid, _)))) => {
                self.process(pid).threads.first().map_or(0, |tid| self.thread(*tid).cpu)
            }
            Some((_, Coming::Arrival)) | None => 0,
        };
        if !self.cpus[last as usize].is_busy() {
            return last;
        }
        let idle = self.cpus.iter().position(|cpu| !cpu.is_busy());
        let earliest = || {
            let clocks = self.cpus.iter().enumerate().map(|(index, cpu)| (cpu.clock_ns, index));
            clocks.min().map_or(0, |(_, index)| index)
        };
        idle.unwrap_or_else(earliest) as CpuId
    }

    /// What is due happens. The acting CPU's clock moves on if it idles.
    pub fn timer(&mut self) {
        let Some((due_ns, what)) = self.next_due() else { return };
        let idle = !self.cpus.iter().any(Cpu::is_busy);
        if !self.cpus[self.acting as usize].is_busy() {
            self.idle_until(self.acting, due_ns);
        }
        if idle {
            self.emit(Event::ClockAdvanced { to_ns: due_ns });
        }
        match what {
            Coming::Arrival => self.arrive(),
            Coming::Replenish(tid) => self.replenish(due_ns, tid),
            Coming::Timer(Due::Wake(tid)) => self.wake(tid, WakeReason::TimedOut),
            Coming::Timer(Due::RealTimer(pid)) => self.real_timer_expires(pid),
            Coming::Timer(Due::Timer(pid, id)) => self.timer_expires(pid, id),
        }
    }

    pub(super) fn idle_until(&mut self, cpu: CpuId, time_ns: u64) {
        let cpu = &mut self.cpus[cpu as usize];
        if cpu.clock_ns < time_ns {
            cpu.idle_ns += time_ns - cpu.clock_ns;
            cpu.clock_ns = time_ns;
        }
    }

    /// The policy looks at the thread on the acting CPU: the next one, or it goes on.
    pub fn tick(&mut self) {
        let id = self.acting;
        self.spend(self.cost.tick_ns);
        let Some(tid) = self.cpus[id as usize].current else { return };
        self.charge_current(id);
        if self.sched.conventions.one_queue {
            // There is nothing to even out.
        } else if self.cpus[id as usize].queue.is_empty() {
            self.steal(id);
        } else {
            self.balance(id);
        }
        let why = if self.thread(tid).sched.class.is_urgent() {
            self.tick_urgent(tid, id)
        } else if self.sched.conventions.one_queue {
            let waits = !self.cpus[id as usize].queue.is_empty() || self.shared_next(id).is_some();
            waits.then_some(SwitchReason::SliceOver)
        } else {
            self.with_policy(id, |policy, rq| policy.tick(rq, tid))
        };
        self.emit(Event::Tick { cpu: id, thread: Some(tid), slice_over: why.is_some() });
        match why {
            Some(why) => self.requeue_current(tid, why),
            None => self.set_check(tid),
        }
    }

    /// The thread on the acting CPU makes room.
    pub fn preempt(&mut self) {
        self.cpus[self.acting as usize].preempted = false;
        if let Some(tid) = self.cpus[self.acting as usize].current {
            self.requeue_current(tid, SwitchReason::Preempted);
        }
    }

    /// The acting CPU takes the next thread of its queue, or of the longest one, or idles.
    pub fn switch(&mut self) {
        let id = self.acting;
        let next = self.take_next(id);
        let leaving = self.cpus[id as usize].leaving.take();
        let from = leaving.map(|(tid, _)| tid);
        let why = leaving.map_or(SwitchReason::WasIdle, |(_, why)| why);
        let mut address_space = false;
        let mut cost_ns = 0;
        // Who is chosen again goes on as after a mere interrupt.
        if let Some(tid) = next.filter(|_| from != next) {
            let space = self.process(self.thread(tid).process).space;
            address_space = self.cpus[id as usize].loaded_space != Some(space);
            let (process_ns, thread_ns) = (self.cost.process_switch_ns, self.cost.thread_switch_ns);
            cost_ns = if address_space { process_ns } else { thread_ns };
            self.cpus[id as usize].loaded_space = Some(space);
            self.counters.context_switches += 1;
            self.counters.address_space_switches += u64::from(address_space);
        }
        if from.is_none() && self.chooser.shuffles() {
            // An idle CPU takes its time to wake up.
            cost_ns += self.chooser.stretch(u64::MAX);
        }
        self.spend(cost_ns);
        let to = next;
        self.emit(Event::ContextSwitch { cpu: id, from, to, address_space, why, cost_ns });
        self.cpus[id as usize].current = next;
        self.cpus[id as usize].preempted = false;
        if let Some(tid) = next {
            self.start(tid, id);
            if self.sched.pinned {
                self.push_to_idle(id);
            }
        }
    }

    /// The thread is on the CPU now.
    fn start(&mut self, tid: Tid, id: CpuId) {
        let (now, kernel_ns) = (self.cpus[id as usize].clock_ns, self.cpus[id as usize].kernel_ns);
        let thread = self.thread_mut(tid);
        thread.sched.waited_ns += now.saturating_sub(thread.since_ns);
        thread.sched.charged_ns = now;
        thread.state = ThreadState::Running(id);
        thread.cpu = id;
        thread.since_ns = now;
        thread.on_cpu_since = (now, kernel_ns);
        let is_job = thread.sched.job.is_some();
        let ordinary = !thread.sched.class.is_urgent();
        if ordinary && self.sched.policy.decisions().follows() {
            self.with_policy(id, |policy, rq| policy.started(rq, tid));
        }
        self.cpus[id as usize].state.last = Some(tid);
        self.set_check(tid);
        if is_job {
            self.note_first_run(tid);
        }
    }

    /// Takes the thread that a CPU runs next off its queues.
    fn take_next(&mut self, id: CpuId) -> Option<Tid> {
        if self.cpus[id as usize].urgent.is_empty() && self.cpus.len() > 1 {
            self.pull_urgent(id);
        }
        if let Some(tid) = self.cpus[id as usize].urgent.pop_front() {
            return Some(tid);
        }
        if self.sched.conventions.one_queue {
            let own = if id == 0 { None } else { self.cpus[id as usize].queue.pop_front() };
            return own.or_else(|| {
                let at = self.shared_next(id)?;
                self.cpus[0].queue.remove(at)
            });
        }
        if self.cpus[id as usize].queue.is_empty() {
            self.steal(id);
            // What was stolen may be a real-time thread.
            if let Some(tid) = self.cpus[id as usize].urgent.pop_front() {
                return Some(tid);
            }
        }
        let among = self.cpus[id as usize].queue.len();
        if among == 0 {
            return None;
        }
        let which = self.pick(id, among);
        self.cpus[id as usize].queue.remove(which)
    }

    /// The place of the first thread of the one queue of all CPUs that may run on this one; those
    /// that may not run on CPU 0, whose queue it is, wait in their own CPU's.
    fn shared_next(&self, id: CpuId) -> Option<usize> {
        self.cpus[0].queue.iter().position(|tid| self.thread(*tid).sched.may_run_on(id))
    }

    /// The policy's next one; where anybody may be next, the chooser may name another.
    fn pick(&mut self, id: CpuId, among: usize) -> usize {
        let Kernel { cpus, threads, sched, chooser, .. } = self;
        let count = cpus.len();
        let Cpu { queue, state, current, clock_ns, .. } = &mut cpus[id as usize];
        let (current, now_ns, conventions) = (*current, *clock_ns, &sched.conventions);
        let mut rq = RunQueue { queue, state, current, threads, conventions, now_ns, cpus: count };
        let policy = sched.policy.decisions();
        if policy.is_open()
            && let Some(at) = chooser.favourite(rq.queue.iter().map(|tid| tid.0 as u32))
        {
            return at;
        }
        let first = policy.pick(&mut rq, chooser);
        if !policy.is_open() {
            return first;
        }
        match chooser.choose(among) {
            0 => first,
            other if other <= first => other - 1,
            other => other,
        }
    }

    /// Whether some thread would go on if input arrived.
    pub fn waits_for_input(&self) -> bool {
        self.threads.iter().any(|(_, thread)| match &thread.state {
            ThreadState::Sleeping(sleep) => sleep.reason == SleepReason::TerminalInput,
            ThreadState::Running(_) | ThreadState::Ready(_) | ThreadState::Stopped => false,
        })
    }

    /// The thread is no longer on its CPU. The caller says in which state it is now.
    pub(crate) fn leave_cpu(&mut self, tid: Tid, why: SwitchReason) {
        let id = self.thread(tid).cpu;
        debug_assert_eq!(
            self.cpus[id as usize].current,
            Some(tid),
            "only the running thread leaves"
        );
        self.charge_current(id);
        let blocks = match why {
            SwitchReason::Blocked | SwitchReason::Exited | SwitchReason::Stopped => true,
            SwitchReason::SliceOver
            | SwitchReason::Yielded
            | SwitchReason::WasIdle
            | SwitchReason::Throttled
            | SwitchReason::Preempted => false,
        };
        let follows = self.sched.policy.decisions().follows();
        if blocks && follows && !self.thread(tid).sched.class.is_urgent() {
            self.with_policy(id, |policy, rq| policy.blocked(rq, tid));
        }
        let cpu = &mut self.cpus[id as usize];
        cpu.current = None;
        cpu.leaving = Some((tid, why));
        let thread = self.threads.get_mut(tid);
        if blocks {
            thread.sched.burst_ran_ns = 0;
        }
        let (since_ns, kernel_since_ns) = thread.on_cpu_since;
        let usage = &mut thread.usage;
        usage.cpu_ns += cpu.clock_ns.saturating_sub(since_ns);
        usage.system_ns += cpu.kernel_ns.saturating_sub(kernel_since_ns);
        thread.on_cpu_since = (cpu.clock_ns, cpu.kernel_ns);
        match why {
            SwitchReason::Blocked | SwitchReason::Stopped => usage.voluntary_switches += 1,
            SwitchReason::SliceOver
            | SwitchReason::Yielded
            | SwitchReason::Throttled
            | SwitchReason::Preempted => usage.involuntary_switches += 1,
            SwitchReason::Exited | SwitchReason::WasIdle => {}
        }
    }
}

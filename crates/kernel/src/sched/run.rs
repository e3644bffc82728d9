//! Who acts next, and the scheduler's own actions.

use vitrine_abi::Tid;

use crate::attempt::{SleepReason, WakeReason};
use crate::event::{CpuId, Event, SwitchReason};
use crate::kernel::Kernel;
use crate::sched::{Due, Turn};
use crate::task::ThreadState;

/// What happens in the next step. Only [`Action::User`] is the machine's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The earliest deadline has come.
    Timer,
    /// A timer or a limit of the CPU time of this thread's process has come.
    CpuTimer(Tid),
    /// The CPU takes its next thread, or becomes idle.
    Switch,
    /// The time slice of the CPU's thread is over.
    Tick,
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
}

/// The next step: where, and what. `None` if nothing can ever happen again by itself.
pub type Next = Option<(CpuId, Action)>;

impl Kernel {
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
        let due = self.timers.first().map(|(deadline, _)| deadline);
        let Some((clock, id)) = first else {
            return due.map(|deadline| (self.timer_cpu(deadline), Action::Timer));
        };
        if due.is_some_and(|deadline| deadline <= clock) {
            return Some((self.timer_cpu(clock), Action::Timer));
        }
        let cpu = &self.cpus[id as usize];
        let Some(tid) = cpu.current else { return Some((id, Action::Switch)) };
        let slice_end = cpu.slice_end_ns;
        let thread = self.thread(tid);
        if thread.attention && thread.call.is_none_or(|call| call.interrupted) {
            return Some((id, Action::Deliver(tid)));
        }
        if thread.call.is_some() {
            return Some((id, Action::Retry(tid)));
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
            until_ns = until_ns.min(clock + self.quantum_ns.max(1));
        }
        self.turn = Some(Turn { cpu: id, from_ns: clock, until_ns });
        Some((id, Action::User { thread: tid, until_ns }))
    }

    /// Where a timer interrupt is taken: on the sleeper's last CPU if that idles, else on any
    /// that idles, else on the one whose clock has come so far.
    fn timer_cpu(&self, _at_ns: u64) -> CpuId {
        let last = self.timers.first().map_or(0, |(_, due)| match due {
            Due::Wake(tid) => self.thread(tid).cpu,
            Due::RealTimer(pid) | Due::Timer(pid, _) => {
                self.process(pid).threads.first().map_or(0, |tid| self.thread(*tid).cpu)
            }
        });
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

    /// The earliest sleeper wakes, or the earliest timer expires. The acting CPU's clock moves on if it idles.
    pub fn timer(&mut self) {
        let Some((deadline_ns, due)) = self.timers.first() else { return };
        let idle = !self.cpus.iter().any(super::Cpu::is_busy);
        if !self.cpus[self.acting as usize].is_busy() {
            self.idle_until(self.acting, deadline_ns);
        }
        if idle {
            self.emit(Event::ClockAdvanced { to_ns: deadline_ns });
        }
        match due {
            Due::Wake(tid) => self.wake(tid, WakeReason::TimedOut),
            Due::RealTimer(pid) => self.real_timer_expires(pid),
            Due::Timer(pid, id) => self.timer_expires(pid, id),
        }
    }

    fn idle_until(&mut self, cpu: CpuId, time_ns: u64) {
        let cpu = &mut self.cpus[cpu as usize];
        if cpu.clock_ns < time_ns {
            cpu.idle_ns += time_ns - cpu.clock_ns;
            cpu.clock_ns = time_ns;
        }
    }

    /// The slice on the acting CPU is over: the next waiting thread, or another slice.
    pub fn tick(&mut self) {
        let id = self.acting;
        self.spend(self.cost.tick_ns);
        let Some(tid) = self.cpus[id as usize].current else { return };
        if self.cpus[id as usize].queue.is_empty() {
            self.steal(id);
        }
        let slice_over = !self.cpus[id as usize].queue.is_empty();
        self.emit(Event::Tick { cpu: id, thread: Some(tid), slice_over });
        if slice_over {
            self.requeue_current(tid, SwitchReason::SliceOver);
        } else {
            let cpu = &mut self.cpus[id as usize];
            cpu.slice_end_ns = cpu.clock_ns + self.slice_ns;
        }
    }

    /// The thread on the acting CPU goes to the end of its queue.
    pub(crate) fn requeue_current(&mut self, tid: Tid, why: SwitchReason) {
        let id = self.acting;
        self.leave_cpu(tid, why);
        self.set_ready(tid, id);
    }

    /// The acting CPU takes the next thread of its queue, or of the longest one, or idles.
    pub fn switch(&mut self) {
        let id = self.acting;
        if self.cpus[id as usize].queue.is_empty() {
            self.steal(id);
        }
        let among = self.cpus[id as usize].queue.len();
        let which = self.chooser.choose(among);
        let next = self.cpus[id as usize].queue.remove(which);
        let leaving = self.cpus[id as usize].leaving.take();
        let from = leaving.map(|(tid, _)| tid);
        let why = leaving.map_or(SwitchReason::WasIdle, |(_, why)| why);
        let mut address_space = false;
        let mut cost_ns = 0;
        if let Some(tid) = next {
            let space = self.process(self.thread(tid).process).space;
            address_space = self.cpus[id as usize].loaded_space != Some(space);
            let (process_ns, thread_ns) = (self.cost.process_switch_ns, self.cost.thread_switch_ns);
            cost_ns = if address_space { process_ns } else { thread_ns };
            self.cpus[id as usize].loaded_space = Some(space);
            self.counters.context_switches += 1;
            self.counters.address_space_switches += u64::from(address_space);
        }
        self.spend(cost_ns);
        let to = next;
        self.emit(Event::ContextSwitch { cpu: id, from, to, address_space, why, cost_ns });
        let slice_ns = self.slice_ns;
        let cpu = &mut self.cpus[id as usize];
        cpu.current = next;
        cpu.slice_end_ns = cpu.clock_ns + slice_ns;
        let (now, kernel_ns) = (cpu.clock_ns, cpu.kernel_ns);
        if let Some(tid) = next {
            let thread = self.thread_mut(tid);
            thread.state = ThreadState::Running(id);
            thread.cpu = id;
            thread.since_ns = now;
            thread.on_cpu_since = (now, kernel_ns);
        }
    }

    /// Moves the first waiting thread of the longest other queue here.
    fn steal(&mut self, thief: CpuId) {
        let others = self.cpus.iter().enumerate().filter(|(id, _)| *id != thief as usize);
        let longest = others.max_by_key(|(id, cpu)| (cpu.queue.len(), core::cmp::Reverse(*id)));
        let Some((victim, _)) = longest.filter(|(_, cpu)| !cpu.queue.is_empty()) else { return };
        // A CPU that is about to take its only thread keeps it.
        if self.cpus[victim].current.is_none() && self.cpus[victim].queue.len() == 1 {
            return;
        }
        if let Some(tid) = self.cpus[victim].queue.pop_front() {
            self.set_ready(tid, thief);
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
        let thread = self.threads.get_mut(tid);
        let cpu = &mut self.cpus[thread.cpu as usize];
        debug_assert_eq!(cpu.current, Some(tid), "only the running thread leaves");
        cpu.current = None;
        cpu.leaving = Some((tid, why));
        let (since_ns, kernel_since_ns) = thread.on_cpu_since;
        let usage = &mut thread.usage;
        usage.cpu_ns += cpu.clock_ns.saturating_sub(since_ns);
        usage.system_ns += cpu.kernel_ns.saturating_sub(kernel_since_ns);
        thread.on_cpu_since = (cpu.clock_ns, cpu.kernel_ns);
        match why {
            SwitchReason::Blocked | SwitchReason::Stopped => usage.voluntary_switches += 1,
            SwitchReason::SliceOver | SwitchReason::Yielded | SwitchReason::Preempted => {
                usage.involuntary_switches += 1;
            }
            SwitchReason::Exited | SwitchReason::WasIdle => {}
        }
    }

    /// A thread that slept, was stopped or is new gets a queue: that of an idle CPU (its last one
    /// first), else that of its last CPU.
    pub(crate) fn enqueue_woken(&mut self, tid: Tid) {
        let thread = self.thread(tid);
        let process = self.process(thread.process);
        if process.stopped.is_some() && process.exit.is_none() {
            self.thread_mut(tid).state = ThreadState::Stopped;
            return;
        }
        let last = thread.cpu;
        let is_idle = |cpu: &CpuId| !self.cpus[*cpu as usize].is_busy();
        let idle =
            Some(last).filter(is_idle).or_else(|| (0..self.cpus.len() as CpuId).find(is_idle));
        let cpu = idle.unwrap_or(last);
        if idle.is_some() {
            let now = self.now_ns();
            self.idle_until(cpu, now);
        }
        self.set_ready(tid, cpu);
    }

    /// A new thread: an idle CPU, else the shortest queue.
    pub(crate) fn enqueue_new(&mut self, tid: Tid) {
        let load = |cpu: &super::Cpu| cpu.queue.len() + usize::from(cpu.current.is_some());
        let cpus = self.cpus.iter().enumerate();
        let shortest = cpus.min_by_key(|(index, cpu)| (load(cpu), *index)).map_or(0, |(i, _)| i);
        self.thread_mut(tid).cpu = shortest as CpuId;
        self.enqueue_woken(tid);
    }

    fn set_ready(&mut self, tid: Tid, cpu: CpuId) {
        let now = self.now_ns();
        self.cpus[cpu as usize].queue.push_back(tid);
        let thread = self.threads.get_mut(tid);
        thread.state = ThreadState::Ready(cpu);
        thread.cpu = cpu;
        thread.since_ns = now;
        self.emit(Event::Enqueued { thread: tid, cpu });
    }
}

//! Which CPU's queue a thread enters, who is preempted by it, and how threads move between CPUs.

use vitrine_abi::Tid;

use crate::event::{CpuId, Event, MigrateReason, SwitchReason};
use crate::kernel::Kernel;
use crate::sched::policy::{Entry, Policy, RunQueue};
use crate::sched::{Cpu, urgent};
use crate::task::ThreadState;

impl Kernel {
    /// Lets the policy look at a CPU's queue.
    pub(super) fn with_policy<R>(
        &mut self,
        cpu: CpuId,
        decide: impl FnOnce(&dyn Policy, &mut RunQueue) -> R,
    ) -> R {
        let Kernel { cpus, threads, sched, .. } = self;
        let count = cpus.len();
        let Cpu { queue, state, current, clock_ns, .. } = &mut cpus[cpu as usize];
        let conventions = &sched.conventions;
        let (current, now_ns) = (*current, *clock_ns);
        let mut rq = RunQueue { queue, state, current, threads, conventions, now_ns, cpus: count };
        decide(sched.policy.decisions(), &mut rq)
    }

    /// A thread that slept, was stopped or is new gets a queue: that of an idle CPU (its last one
    /// first), else that of its last CPU.
    pub(crate) fn enqueue_woken(&mut self, tid: Tid) {
        self.enter(tid, Entry::Woken);
    }

    /// A new thread: an idle CPU, else the shortest queue.
    pub(crate) fn enqueue_new(&mut self, tid: Tid) {
        let affinity = self.thread(tid).sched.affinity;
        let cpus = self.cpus.iter().enumerate();
        let allowed = cpus.filter(|(index, _)| affinity >> index & 1 != 0);
        let shortest = allowed.min_by_key(|(index, cpu)| (cpu.load(), *index));
        self.thread_mut(tid).cpu = shortest.map_or(0, |(index, _)| index) as CpuId;
        self.enter(tid, Entry::New);
    }

    fn enter(&mut self, tid: Tid, how: Entry) {
        let thread = self.thread(tid);
        let process = self.process(thread.process);
        if process.stopped.is_some() && process.exit.is_none() {
            self.thread_mut(tid).state = ThreadState::Stopped;
            return;
        }
        let last = thread.cpu;
        let cpu = self.choose_cpu(tid);
        if cpu != last && how == Entry::Woken {
            self.emit(Event::Migrated {
                thread: tid,
                from: last,
                to: cpu,
                why: MigrateReason::Woken,
            });
        }
        self.set_ready(tid, cpu, how);
        self.check_preemption(cpu, tid);
    }

    /// The CPU for a thread that enters a queue: an idle one (its last one first), else its last
    /// one; a real-time thread rather goes where it can preempt. An idle CPU's clock moves on.
    pub(super) fn choose_cpu(&mut self, tid: Tid) -> CpuId {
        if let [cpu] = &self.cpus[..] {
            // Every switch passes here; where there is no choice, it should cost nothing.
            if !cpu.is_busy() {
                self.idle_until(0, self.now_ns());
            }
            return 0;
        }
        let entity = &self.thread(tid).sched;
        let last = self.thread(tid).cpu;
        let allowed = |cpu: &CpuId| entity.may_run_on(*cpu);
        let is_idle = |cpu: &CpuId| !self.cpus[*cpu as usize].is_busy();
        let all = 0..self.cpus.len() as CpuId;
        let idle = Some(last)
            .filter(|cpu| is_idle(cpu) && allowed(cpu))
            .or_else(|| all.clone().find(|cpu| is_idle(cpu) && allowed(cpu)));
        if let Some(cpu) = idle {
            let now = self.now_ns();
            self.idle_until(cpu, now);
            return cpu;
        }
        if self.sched.conventions.one_queue && allowed(&0) {
            return 0;
        }
        // find_lowest_rq: kernel/sched/rt.c.
        if entity.class.is_urgent() {
            let ordinary = |cpu: &CpuId| {
                let cpu = &self.cpus[*cpu as usize];
                cpu.urgent.is_empty()
                    && cpu.current.is_none_or(|tid| !self.thread(tid).sched.class.is_urgent())
            };
            let beatable = Some(last).into_iter().chain(all.clone());
            if let Some(cpu) = beatable.clone().find(|cpu| allowed(cpu) && ordinary(cpu)) {
                return cpu;
            }
        }
        if allowed(&last) {
            return last;
        }
        let shortest = all.filter(allowed).min_by_key(|cpu| self.cpus[*cpu as usize].load());
        shortest.unwrap_or(last)
    }

    pub(super) fn set_ready(&mut self, tid: Tid, cpu: CpuId, how: Entry) {
        self.charge_before_change(cpu);
        let now = self.now_ns();
        let thread = self.threads.get_mut(tid);
        thread.state = ThreadState::Ready(cpu);
        thread.cpu = cpu;
        thread.since_ns = now;
        if thread.sched.class.is_urgent() {
            self.enqueue_urgent(tid, cpu, how);
        } else {
            self.with_policy(cpu, |policy, rq| policy.enqueue(rq, tid, how));
        }
        self.interrupt_at_random(cpu);
        self.emit(Event::Enqueued { thread: tid, cpu });
    }

    /// On a machine that shuffles, the running thread soon makes room for one that has become ready.
    fn interrupt_at_random(&mut self, cpu: CpuId) {
        if !self.chooser.shuffles() || !self.sched.policy.decisions().is_open() {
            return;
        }
        let Some(running) = self.cpus[cpu as usize].current else { return };
        if self.thread(running).sched.class.is_urgent() {
            return;
        }
        let of = &mut self.cpus[cpu as usize];
        of.slice_end_ns = of.slice_end_ns.min(of.clock_ns + self.chooser.stretch(u64::MAX));
        if self.turn.is_some_and(|turn| turn.cpu == cpu) {
            self.turn = None;
        }
    }

    /// Whether the thread that has just become ready on a CPU takes it from the running one.
    pub(super) fn check_preemption(&mut self, cpu: CpuId, woken: Tid) {
        let Some(running) = self.cpus[cpu as usize].current else { return };
        let why = match self.preempts_by_class(woken, running) {
            Ok(why) => why,
            // Where anybody may be next, nobody preempts.
            Err(()) if self.sched.policy.decisions().is_open() => None,
            Err(()) => {
                self.charge_current(cpu);
                self.with_policy(cpu, |policy, rq| policy.preempts(rq, woken, running))
            }
        };
        if let Some(why) = why {
            self.emit(Event::Preempts { cpu, running, by: woken, why });
            self.preempt_soon(cpu);
        }
    }

    /// The thread on a CPU leaves before its next user instruction.
    pub(super) fn preempt_soon(&mut self, cpu: CpuId) {
        self.cpus[cpu as usize].preempted = true;
        if self.turn.is_some_and(|turn| turn.cpu == cpu) {
            self.turn = None;
        }
    }

    /// Takes a ready thread off its queue; the caller says where it is now.
    pub(crate) fn dequeue(&mut self, tid: Tid, cpu: CpuId) {
        self.charge_before_change(cpu);
        let of = &mut self.cpus[cpu as usize];
        if self.threads.get(tid).sched.class.is_urgent() {
            of.urgent.retain(|other| *other != tid);
            if !self.sched.throttled.is_empty() {
                self.sched.throttled.retain(|(_, other)| *other != tid);
            }
            return;
        }
        of.queue.retain(|other| *other != tid);
        self.with_policy(cpu, |policy, rq| policy.removed(rq, tid));
    }

    /// What the running thread has used counts before others come or go, whose places are measured
    /// from it (update_curr: kernel/sched/fair.c). Where anybody may be next, nothing is measured.
    fn charge_before_change(&mut self, cpu: CpuId) {
        if !self.sched.policy.decisions().is_open() {
            self.charge_current(cpu);
        }
    }

    /// The thread on a CPU has used CPU time since it was last charged.
    pub(super) fn charge_current(&mut self, cpu: CpuId) {
        let Some(tid) = self.cpus[cpu as usize].current else { return };
        let now = self.cpus[cpu as usize].clock_ns;
        let entity = &mut self.threads.get_mut(tid).sched;
        let ran_ns = now.saturating_sub(entity.charged_ns);
        if ran_ns == 0 {
            return;
        }
        entity.charged_ns = now;
        entity.burst_ran_ns += ran_ns;
        if entity.class.is_urgent() {
            Self::charge_urgent(entity, ran_ns);
        } else if self.sched.policy.decisions().follows() {
            self.with_policy(cpu, |policy, rq| policy.charge(rq, tid, ran_ns));
        }
    }

    /// When to look at the thread on the acting CPU again.
    pub(super) fn set_check(&mut self, tid: Tid) {
        let id = self.acting;
        let entity = &self.threads.get(tid).sched;
        let now = self.cpus[id as usize].clock_ns;
        let at = if entity.class.is_urgent() {
            Self::check_urgent_ns(entity, now)
        } else {
            self.with_policy(id, |policy, rq| policy.check_ns(rq, tid)).unwrap_or(u64::MAX)
        };
        self.cpus[id as usize].slice_end_ns = at;
        if !self.cpus[id as usize].queue.is_empty() {
            self.interrupt_at_random(id);
        }
    }

    /// Moves the first waiting thread that may run here from the longest other queue.
    pub(super) fn steal(&mut self, thief: CpuId) {
        let fits = |cpu: &Cpu| cpu.waiting().find(|tid| self.thread(*tid).sched.may_run_on(thief));
        let others = self.cpus.iter().enumerate().filter(|(id, _)| *id != thief as usize);
        let waiting = |cpu: &Cpu| cpu.queue.len() + cpu.urgent.len();
        // A CPU that is about to take its only thread keeps it.
        let can_give = |cpu: &Cpu| cpu.current.is_some() || waiting(cpu) > 1;
        let rich = others.filter(|(_, cpu)| can_give(cpu) && fits(cpu).is_some());
        let longest = rich.max_by_key(|(id, cpu)| (waiting(cpu), core::cmp::Reverse(*id)));
        let Some((victim, cpu)) = longest else { return };
        if let Some(tid) = fits(cpu) {
            self.migrate(tid, (victim as CpuId, thief), MigrateReason::Idle);
        }
    }

    /// Takes from the CPU with the most threads if it has at least two more than this one.
    pub(super) fn balance(&mut self, id: CpuId) {
        if self.sched.policy.decisions().balance_ns().is_none() || self.cpus.len() < 2 {
            return;
        }
        let own = self.cpus[id as usize].load();
        let fits = |cpu: &Cpu| {
            cpu.queue.iter().copied().find(|tid| self.thread(*tid).sched.may_run_on(id))
        };
        let rich = self.cpus.iter().enumerate().filter(|(_, cpu)| cpu.load() >= own + 2);
        let rich = rich.filter_map(|(index, cpu)| Some((cpu.load(), index, fits(cpu)?)));
        let busiest = rich.max_by_key(|(load, index, _)| (*load, core::cmp::Reverse(*index)));
        if let Some((_, from, tid)) = busiest {
            self.migrate(tid, (from as CpuId, id), MigrateReason::Balance);
        }
    }

    /// Idle CPUs get threads that wait behind the one that a CPU has taken: it may be the only one
    /// that had to be there.
    pub(super) fn push_to_idle(&mut self, id: CpuId) {
        for to in 0..self.cpus.len() as CpuId {
            if self.cpus[to as usize].is_busy() {
                continue;
            }
            let fits = |tid: &Tid| self.thread(*tid).sched.may_run_on(to);
            let found = self.cpus[id as usize].waiting().find(fits);
            if let Some(tid) = found {
                self.idle_until(to, self.now_ns());
                self.migrate(tid, (id, to), MigrateReason::Idle);
            }
        }
    }

    /// A real-time thread that waits elsewhere and may run here comes before ordinary ones.
    pub(super) fn pull_urgent(&mut self, id: CpuId) {
        let others = self.cpus.iter().enumerate().filter(|(other, _)| *other != id as usize);
        let waiting = others.filter_map(|(from, cpu)| {
            // It is next on its own CPU if that one has nobody.
            cpu.current?;
            let mut fits = cpu.urgent.iter().filter(|tid| self.thread(**tid).sched.may_run_on(id));
            fits.next().map(|tid| (from as CpuId, *tid))
        });
        let waiting: Option<(CpuId, Tid)> = { waiting }.next();
        if let Some((from, tid)) = waiting {
            self.migrate(tid, (from, id), MigrateReason::Idle);
        }
    }

    /// A ready thread changes its queue.
    pub(super) fn migrate(&mut self, tid: Tid, path: (CpuId, CpuId), why: MigrateReason) {
        let (from, to) = path;
        self.dequeue(tid, from);
        self.emit(Event::Migrated { thread: tid, from, to, why });
        self.set_ready(tid, to, Entry::Moved);
    }

    /// The thread on the acting CPU goes back to a queue: its own, unless it may not be there any
    /// more or an idle CPU can have it.
    pub(crate) fn requeue_current(&mut self, tid: Tid, why: SwitchReason) {
        let id = self.acting;
        let how = match why {
            SwitchReason::SliceOver | SwitchReason::Throttled => Entry::Expired,
            SwitchReason::Yielded => Entry::Yielded,
            SwitchReason::Preempted
            | SwitchReason::Blocked
            | SwitchReason::Exited
            | SwitchReason::Stopped
            | SwitchReason::WasIdle => Entry::Preempted,
        };
        if self.sched.pinned {
            let idle = |cpu: &Cpu| !cpu.is_busy();
            let home = self.thread(tid).sched.may_run_on(id);
            if !home || self.cpus.iter().any(idle) {
                let to = self.choose_cpu(tid);
                if to != id {
                    return self.leave_for(tid, to, home);
                }
            }
        }
        self.leave_cpu(tid, why);
        // The one queue of all CPUs is that of CPU 0.
        let shared = self.sched.conventions.one_queue && self.thread(tid).sched.may_run_on(0);
        self.set_ready(tid, if shared { 0 } else { id }, how);
    }

    /// The running thread leaves for another CPU's queue.
    fn leave_for(&mut self, tid: Tid, to: CpuId, may_stay: bool) {
        let from = self.acting;
        self.leave_cpu(tid, SwitchReason::Preempted);
        if !self.thread(tid).sched.class.is_urgent() {
            self.with_policy(from, |policy, rq| policy.removed(rq, tid));
        }
        let why = if may_stay { MigrateReason::Idle } else { MigrateReason::Affinity };
        self.emit(Event::Migrated { thread: tid, from, to, why });
        self.set_ready(tid, to, Entry::Moved);
        self.check_preemption(to, tid);
    }

    /// Real-time slices of SCHED_RR, for sched_rr_get_interval(2).
    pub(super) fn rr_slice_ns() -> u64 {
        urgent::RR_SLICE_NS
    }
}

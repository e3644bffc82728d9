//! The completely fair scheduler, as in Linux 6.5 (kernel/sched/fair.c of that version, and
//! Documentation/scheduler/sched-design-CFS.rst): the smallest virtual run time is next.
//!
//! Virtual time of a thread is its CPU time, divided by its weight. In each period everybody gets
//! a slice in proportion to its weight. Who wakes is placed at most half a latency before the
//! others. Slices are looked at at ticks.
//!
//! Deviates: no groups, no buddies (next, last, skip) but the skip of sched_yield(2), and no
//! per-CPU load averages: CPUs are balanced by the number of their threads.

use vitrine_abi::Tid;

use crate::event::{PreemptReason, SwitchReason};
use crate::sched::Class;
use crate::sched::policy::{Entry, Policy, RunQueue};
use crate::sched::weights::{cpu_factor, virtual_ns};

/// CFS; times in ns for one CPU, as Linux's, which grow with the CPUs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cfs {
    /// In which everybody runs once: `sysctl_sched_latency`.
    pub latency_ns: u64,
    /// Least slice: `sysctl_sched_min_granularity`.
    pub min_granularity_ns: u64,
    /// Lead that a woken thread needs: `sysctl_sched_wakeup_granularity`.
    pub wakeup_granularity_ns: u64,
    /// Time between two ticks.
    pub tick_ns: u64,
}

impl Default for Cfs {
    fn default() -> Self {
        Cfs {
            latency_ns: 6_000_000,
            min_granularity_ns: 750_000,
            wakeup_granularity_ns: 1_000_000,
            tick_ns: 1_000_000,
        }
    }
}

impl Cfs {
    /// The slice of a thread among those of its CPU.
    fn slice_ns(&self, rq: &RunQueue, tid: Tid) -> u64 {
        let factor = cpu_factor(rq.cpus);
        let others = rq.competitors().filter(|other| *other != tid);
        let own = rq.entity(tid).weight();
        let (mut count, mut total) = (1, own);
        for other in others {
            count += 1;
            total += rq.entity(other).weight();
        }
        let latency = self.latency_ns * factor;
        let least = self.min_granularity_ns * factor;
        // __sched_period: sched_nr_latency is latency by granularity, 8.
        let period = latency.max(least * count);
        let share = (u128::from(period) * u128::from(own) / u128::from(total)) as u64;
        // BASE_SLICE: the least slice holds for everybody, however light.
        share.max(least)
    }

    fn raise_floor(rq: &mut RunQueue) {
        let first = rq.queue.front().map(|tid| rq.entity(*tid).vruntime);
        let running = rq.running().map(|tid| rq.entity(tid).vruntime);
        if let Some(least) = first.into_iter().chain(running).min() {
            rq.state.min_vruntime = rq.state.min_vruntime.max(least);
        }
    }
}

impl Policy for Cfs {
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, how: Entry) {
        let floor = rq.state.min_vruntime;
        match how {
            Entry::New => {
                let slice_ns = self.slice_ns(rq, tid);
                let entity = rq.entity_mut(tid);
                // START_DEBIT: a newcomer pays for its first slice in advance.
                let debit = virtual_ns(slice_ns, entity.weight());
                entity.vruntime = entity.vruntime.max(floor + debit);
            }
            Entry::Woken => {
                // GENTLE_FAIR_SLEEPERS: half a latency of credit at most.
                let credit = (self.latency_ns * cpu_factor(rq.cpus) / 2) as i64;
                let entity = rq.entity_mut(tid);
                entity.vruntime = entity.vruntime.max(floor - credit);
            }
            // `removed` has left the distance from the old queue's floor.
            Entry::Moved => rq.entity_mut(tid).vruntime += floor,
            Entry::Expired | Entry::Preempted | Entry::Yielded => {}
        }
        if how == Entry::Yielded && !rq.queue.is_empty() {
            let vruntime = rq.entity(tid).vruntime;
            let after = |other: &Tid| rq.entity(*other).vruntime > vruntime;
            let at = rq.queue.iter().position(after).unwrap_or(rq.queue.len()).max(1);
            rq.queue.insert(at, tid);
            return;
        }
        rq.insert_sorted(tid, |entity| entity.vruntime);
    }

    fn removed(&self, rq: &mut RunQueue, tid: Tid) {
        let floor = rq.state.min_vruntime;
        rq.entity_mut(tid).vruntime -= floor;
    }

    fn started(&self, rq: &mut RunQueue, tid: Tid) {
        rq.entity_mut(tid).slice_ran_ns = 0;
    }

    fn charge(&self, rq: &mut RunQueue, tid: Tid, ran_ns: u64) {
        let entity = rq.entity_mut(tid);
        entity.slice_ran_ns += ran_ns;
        entity.vruntime += virtual_ns(ran_ns, entity.weight());
        Self::raise_floor(rq);
    }

    fn check_ns(&self, rq: &RunQueue, _: Tid) -> Option<u64> {
        Some((rq.now_ns / self.tick_ns + 1) * self.tick_ns)
    }

    fn tick(&self, rq: &mut RunQueue, tid: Tid) -> Option<SwitchReason> {
        let first = *rq.queue.front()?;
        let ran_ns = rq.entity(tid).slice_ran_ns;
        // check_preempt_tick: no slice is longer than a latency, however many compete.
        let slice_ns = self.slice_ns(rq, tid).min(self.latency_ns * cpu_factor(rq.cpus));
        if ran_ns > slice_ns {
            return Some(SwitchReason::SliceOver);
        }
        // Nobody runs less than the granularity; who has got further ahead
        // than its slice leaves.
        let ahead = rq.entity(tid).vruntime - rq.entity(first).vruntime;
        let enough = ran_ns >= self.min_granularity_ns * cpu_factor(rq.cpus);
        (enough && ahead > slice_ns as i64).then_some(SwitchReason::Preempted)
    }

    fn preempts(&self, rq: &RunQueue, woken: Tid, running: Tid) -> Option<PreemptReason> {
        let (new, old) = (rq.entity(woken), rq.entity(running));
        if old.class == Class::Idle && new.class != Class::Idle {
            return Some(PreemptReason::Idle);
        }
        if new.class != Class::Other {
            return None;
        }
        let granularity_ns = self.wakeup_granularity_ns * cpu_factor(rq.cpus);
        let lead_ns = old.vruntime - new.vruntime;
        let needed = virtual_ns(granularity_ns, new.weight());
        (lead_ns > needed).then_some(PreemptReason::VirtualTime { lead_ns })
    }

    fn balance_ns(&self) -> Option<u64> {
        Some(self.tick_ns)
    }
}

//! The classes above the machine's policy: SCHED_DEADLINE, then SCHED_FIFO and SCHED_RR: sched(7).
//!
//! Deadline threads run by earliest deadline, each within its budget (a constant bandwidth
//! server: Documentation/scheduler/sched-deadline.rst). Real-time threads run by priority.
//!
//! Deviates: a real-time thread that never sleeps starves the others for ever; Linux leaves them
//! 5 % (`sched_rt_runtime_us` and the fair server).

use vitrine_abi::Tid;

use crate::event::{CpuId, PreemptReason, SwitchReason};
use crate::kernel::Kernel;
use crate::sched::policy::Entry;
use crate::sched::{Class, Entity};

/// SCHED_RR's slice: RR_TIMESLICE, include/linux/sched/rt.h, Linux 6.18.
pub(crate) const RR_SLICE_NS: u64 = 100_000_000;

/// The order of urgent threads: deadlines first, then priorities from 99 down.
fn rank(entity: &Entity) -> (u8, u64) {
    match entity.class {
        Class::Deadline(_) => (0, entity.deadline_ns),
        Class::Fifo(_) | Class::RoundRobin(_) | Class::Other | Class::Batch | Class::Idle => {
            (1, 99 - u64::from(entity.class.priority()))
        }
    }
}

impl Kernel {
    /// An urgent thread becomes ready on a CPU.
    pub(super) fn enqueue_urgent(&mut self, tid: Tid, cpu: CpuId, how: Entry) {
        let now = self.cpus[cpu as usize].clock_ns;
        let entity = &mut self.thread_mut(tid).sched;
        if let Class::Deadline(budget) = entity.class {
            match how {
                Entry::New | Entry::Woken => {
                    // update_dl_entity: the old deadline stays only if what is left of the
                    // budget does not ask for more than the reserved share until then.
                    let left = u128::from(entity.budget_left_ns) * u128::from(budget.deadline_ns);
                    let room = entity.deadline_ns.saturating_sub(now);
                    let share = u128::from(room) * u128::from(budget.runtime_ns);
                    if entity.deadline_ns <= now || left > share {
                        entity.deadline_ns = now + budget.deadline_ns;
                        entity.budget_left_ns = budget.runtime_ns;
                    }
                }
                Entry::Yielded => entity.budget_left_ns = 0,
                Entry::Expired | Entry::Preempted | Entry::Moved => {}
            }
            if entity.budget_left_ns == 0 {
                let next_period = entity.deadline_ns - budget.deadline_ns + budget.period_ns;
                self.sched.throttled.insert((next_period.max(now), tid));
                return;
            }
        }
        let own = rank(&self.thread(tid).sched);
        let threads = &self.threads;
        let queue = &mut self.cpus[cpu as usize].urgent;
        let before = |other: &Tid| {
            let other = rank(&threads.get(*other).sched);
            if how == Entry::Preempted { other >= own } else { other > own }
        };
        let at = queue.iter().position(before).unwrap_or(queue.len());
        queue.insert(at, tid);
    }

    /// A throttled thread gets its next budget.
    pub(super) fn replenish(&mut self, at_ns: u64, tid: Tid) {
        self.sched.throttled.remove(&(at_ns, tid));
        let entity = &mut self.thread_mut(tid).sched;
        if let Class::Deadline(budget) = entity.class {
            entity.deadline_ns = at_ns + budget.deadline_ns;
            entity.budget_left_ns = budget.runtime_ns;
        }
        self.enqueue_again(tid, Entry::Moved);
    }

    /// An urgent thread has used CPU time.
    pub(super) fn charge_urgent(entity: &mut Entity, ran_ns: u64) {
        entity.slice_ran_ns += ran_ns;
        entity.budget_left_ns = entity.budget_left_ns.saturating_sub(ran_ns);
    }

    /// When to look at an urgent thread on the CPU again.
    pub(super) fn check_urgent_ns(entity: &Entity, now_ns: u64) -> u64 {
        match entity.class {
            Class::Deadline(_) => now_ns + entity.budget_left_ns,
            Class::RoundRobin(_) => now_ns + RR_SLICE_NS.saturating_sub(entity.slice_ran_ns).max(1),
            Class::Fifo(_) | Class::Other | Class::Batch | Class::Idle => u64::MAX,
        }
    }

    /// That time has come.
    pub(super) fn tick_urgent(&mut self, tid: Tid, cpu: CpuId) -> Option<SwitchReason> {
        let entity = &self.thread(tid).sched;
        match entity.class {
            Class::Deadline(_) => (entity.budget_left_ns == 0).then_some(SwitchReason::Throttled),
            Class::RoundRobin(_) if entity.slice_ran_ns >= RR_SLICE_NS => {
                let own = rank(entity);
                let next = self.cpus[cpu as usize].urgent.front();
                let equal = next.is_some_and(|next| rank(&self.thread(*next).sched) <= own);
                self.thread_mut(tid).sched.slice_ran_ns = 0;
                equal.then_some(SwitchReason::SliceOver)
            }
            _ => None,
        }
    }

    /// Whether a ready thread goes before the running one by its class; `Err` leaves the decision
    /// to the policy.
    pub(super) fn preempts_by_class(
        &self,
        woken: Tid,
        running: Tid,
    ) -> Result<Option<PreemptReason>, ()> {
        if !self.sched.urgent {
            return Err(());
        }
        let (new, old) = (&self.thread(woken).sched, &self.thread(running).sched);
        match (new.class.is_urgent(), old.class.is_urgent()) {
            (false, false) => Err(()),
            (false, true) => Ok(None),
            (true, false) => Ok(Some(PreemptReason::Class)),
            (true, true) if rank(new) < rank(old) => Ok(Some(match (new.class, old.class) {
                (Class::Deadline(_), Class::Deadline(_)) => {
                    let lead_ns = old.deadline_ns as i64 - new.deadline_ns as i64;
                    PreemptReason::Deadline { lead_ns }
                }
                (Class::Deadline(_), _) => PreemptReason::Class,
                _ => PreemptReason::Priority,
            })),
            (true, true) => Ok(None),
        }
    }
}

//! Static priorities, with or without preemption, with or without ageing.
//!
//! A thread's priority is its number in a table, or its niceness. Equals take turns if there is a
//! slice, else the first come is served. With ageing a waiting thread gains one step for every
//! `ageing_ns` of waiting and is back at its own priority when it gets the CPU.

use vitrine_abi::Tid;

use crate::chooser::Chooser;
use crate::event::{PreemptReason, SwitchReason};
use crate::sched::policy::{Entry, Policy, RunQueue};

/// Static priorities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Priority {
    /// Whether a thread with a better priority takes the CPU away.
    pub preemptive: bool,
    /// Waiting for so long is worth one step; `None` is no ageing.
    pub ageing_ns: Option<u64>,
    /// Length of a slice among equals; `None` does not slice.
    pub slice_ns: Option<u64>,
}

impl Priority {
    /// What counts of a waiting thread now; smaller comes first.
    fn aged(&self, rq: &RunQueue, tid: Tid) -> i64 {
        let waited_ns = rq.now_ns.saturating_sub(rq.since_ns(tid));
        let steps = self.ageing_ns.map_or(0, |every| waited_ns / every.max(1));
        rq.entity(tid).rank() - i64::try_from(steps).unwrap_or(i64::MAX / 2)
    }

    fn best_waiting(&self, rq: &RunQueue) -> Option<i64> {
        rq.queue.iter().map(|tid| self.aged(rq, *tid)).min()
    }
}

impl Policy for Priority {
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, how: Entry) {
        rq.entity_mut(tid).slice_ran_ns = match how {
            Entry::Preempted if rq.conventions.preempted_keeps_its_place => {
                rq.entity(tid).slice_ran_ns
            }
            _ => 0,
        };
        if how == Entry::Preempted && rq.conventions.preempted_keeps_its_place {
            rq.queue.push_front(tid);
        } else {
            rq.queue.push_back(tid);
        }
    }

    fn pick(&self, rq: &mut RunQueue, _: &mut Chooser) -> usize {
        rq.smallest(|rq, tid| self.aged(rq, tid)).unwrap_or(0)
    }

    fn charge(&self, rq: &mut RunQueue, tid: Tid, ran_ns: u64) {
        rq.entity_mut(tid).slice_ran_ns += ran_ns;
    }

    fn check_ns(&self, rq: &RunQueue, tid: Tid) -> Option<u64> {
        let used = rq.entity(tid).slice_ran_ns;
        let slice_end = self.slice_ns.map(|slice| rq.now_ns + slice.saturating_sub(used).max(1));
        let ageing = self.ageing_ns.filter(|_| self.preemptive && !rq.queue.is_empty());
        let aged = ageing.map(|every| rq.now_ns + every.max(1));
        slice_end.into_iter().chain(aged).min()
    }

    fn tick(&self, rq: &mut RunQueue, tid: Tid) -> Option<SwitchReason> {
        let own = rq.entity(tid).rank();
        let best = self.best_waiting(rq);
        let over = self.slice_ns.is_some_and(|slice| rq.entity(tid).slice_ran_ns >= slice);
        if over {
            rq.entity_mut(tid).slice_ran_ns = 0;
            return best.is_some_and(|best| best <= own).then_some(SwitchReason::SliceOver);
        }
        let beaten = self.preemptive && best.is_some_and(|best| best < own);
        beaten.then_some(SwitchReason::Preempted)
    }

    fn preempts(&self, rq: &RunQueue, woken: Tid, running: Tid) -> Option<PreemptReason> {
        let better = self.preemptive && rq.entity(woken).rank() < rq.entity(running).rank();
        better.then_some(PreemptReason::Priority)
    }
}

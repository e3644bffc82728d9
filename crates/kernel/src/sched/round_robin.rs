//! Round robin: one queue, one slice for everybody.

use vitrine_abi::Tid;

use crate::event::SwitchReason;
use crate::sched::policy::{Entry, Policy, RunQueue};

/// Round robin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RoundRobin {
    /// Length of a slice in ns, at least 1.
    pub slice_ns: u64,
}

impl RoundRobin {
    /// When a slice that begins now ends.
    pub(crate) fn slice_end(slice_ns: u64, rq: &RunQueue) -> u64 {
        if rq.conventions.slices_end_on_the_beat {
            return (rq.now_ns / slice_ns + 1).saturating_mul(slice_ns);
        }
        rq.now_ns.saturating_add(slice_ns)
    }
}

impl Policy for RoundRobin {
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, how: Entry) {
        let back_to_its_place = rq.conventions.preempted_keeps_its_place;
        if how == Entry::Preempted && back_to_its_place {
            rq.queue.push_front(tid);
        } else {
            rq.queue.push_back(tid);
        }
    }

    fn is_open(&self) -> bool {
        true
    }

    fn follows(&self) -> bool {
        false
    }

    fn check_ns(&self, rq: &RunQueue, _: Tid) -> Option<u64> {
        Some(Self::slice_end(self.slice_ns, rq))
    }

    fn tick(&self, rq: &mut RunQueue, _: Tid) -> Option<SwitchReason> {
        (!rq.queue.is_empty()).then_some(SwitchReason::SliceOver)
    }
}

//! The next process in order of its number, round and round, as a table of processes is walked.
//!
//! xv6 schedules so, and so does the first homework of "Operating Systems: Three Easy Pieces".

use vitrine_abi::Tid;

use crate::chooser::Chooser;
use crate::event::{PreemptReason, SwitchReason};
use crate::sched::policy::{Entry, Policy, RunQueue};

/// The next one in order of number after the one that ran last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NextInTurn {
    /// A thread that wakes takes the CPU at once; of several the last one.
    pub woken_first: bool,
    /// Length of a slice in ns; `None` never takes the CPU away.
    pub slice_ns: Option<u64>,
}

impl Policy for NextInTurn {
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, how: Entry) {
        if self.woken_first && how == Entry::Woken {
            // As if each had taken the CPU from the one before: those only wait for their turn.
            for at in 0..rq.queue.len() {
                rq.entity_mut(rq.queue[at]).bumped = false;
            }
            rq.entity_mut(tid).bumped = true;
        }
        let at = rq.queue.partition_point(|other| *other < tid);
        rq.queue.insert(at, tid);
    }

    fn pick(&self, rq: &mut RunQueue, _: &mut Chooser) -> usize {
        if let Some(woken) = rq.queue.iter().position(|tid| rq.entity(*tid).bumped) {
            return woken;
        }
        let after = rq.state.last.map_or(0, |last| rq.queue.partition_point(|tid| *tid <= last));
        if after == rq.queue.len() { 0 } else { after }
    }

    fn started(&self, rq: &mut RunQueue, tid: Tid) {
        if rq.entity(tid).bumped {
            rq.entity_mut(tid).bumped = false;
        }
    }

    fn check_ns(&self, rq: &RunQueue, _: Tid) -> Option<u64> {
        self.slice_ns.map(|slice_ns| rq.now_ns.saturating_add(slice_ns))
    }

    fn tick(&self, rq: &mut RunQueue, _: Tid) -> Option<SwitchReason> {
        (!rq.queue.is_empty()).then_some(SwitchReason::SliceOver)
    }

    fn preempts(&self, rq: &RunQueue, woken: Tid, _: Tid) -> Option<PreemptReason> {
        rq.entity(woken).bumped.then_some(PreemptReason::Woken)
    }
}

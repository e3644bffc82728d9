//! Shortest remaining time first: shortest job first with preemption; also called shortest time
//! to completion first.

use vitrine_abi::Tid;

use crate::event::{PreemptReason, SwitchReason};
use crate::sched::policy::{Entry, Policy, RunQueue};
use crate::sched::sjf::foretell;

/// Shortest remaining time first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Srtf;

impl Policy for Srtf {
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, how: Entry) {
        match how {
            Entry::Preempted => rq.insert_first(tid, |entity| entity.burst_left_ns()),
            Entry::New | Entry::Woken | Entry::Expired | Entry::Yielded | Entry::Moved => {
                rq.insert_sorted(tid, |entity| entity.burst_left_ns());
            }
        }
    }

    fn blocked(&self, rq: &mut RunQueue, tid: Tid) {
        foretell(rq, tid);
    }

    fn check_ns(&self, _: &RunQueue, _: Tid) -> Option<u64> {
        None
    }

    fn tick(&self, _: &mut RunQueue, _: Tid) -> Option<SwitchReason> {
        None
    }

    fn preempts(&self, rq: &RunQueue, woken: Tid, running: Tid) -> Option<PreemptReason> {
        let shorter = rq.entity(woken).burst_left_ns() < rq.entity(running).burst_left_ns();
        shorter.then_some(PreemptReason::ShorterRest)
    }
}

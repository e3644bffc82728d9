//! First come, first served: whoever has the CPU keeps it until it sleeps or ends.

use vitrine_abi::Tid;

use crate::event::SwitchReason;
use crate::sched::policy::{Entry, Policy, RunQueue};

/// First come, first served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fcfs;

impl Policy for Fcfs {
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, how: Entry) {
        match how {
            // Taken off the CPU by a class above: it has come before all others.
            Entry::Preempted => rq.queue.push_front(tid),
            Entry::New | Entry::Woken | Entry::Expired | Entry::Yielded | Entry::Moved => {
                rq.queue.push_back(tid);
            }
        }
    }

    fn check_ns(&self, _: &RunQueue, _: Tid) -> Option<u64> {
        None
    }

    fn tick(&self, _: &mut RunQueue, _: Tid) -> Option<SwitchReason> {
        None
    }
}

//! Shortest job first: the shortest next CPU burst, without preemption.
//!
//! The bursts of a table are known. Those of a program are foretold from the past: after each
//! burst, half of the old guess and half of what it was (Silberschatz, Galvin and Gagne, section
//! 5.3.2, with α = 1/2).

use vitrine_abi::Tid;

use crate::event::SwitchReason;
use crate::sched::policy::{Entry, Policy, RunQueue};

/// Shortest job first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sjf;

/// A program's burst is over: what the next one may be.
pub(crate) fn foretell(rq: &mut RunQueue, tid: Tid) {
    let entity = rq.entity_mut(tid);
    if entity.job.is_none() {
        entity.burst_ns = entity.burst_ns / 2 + entity.burst_ran_ns / 2;
    }
}

impl Policy for Sjf {
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, how: Entry) {
        match how {
            Entry::Preempted => rq.queue.push_front(tid),
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
}

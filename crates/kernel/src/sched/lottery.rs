//! Lottery scheduling: every slice goes to the holder of a ticket that is drawn.
//! Waldspurger and Weihl, "Lottery Scheduling", OSDI 1994.
//!
//! Tickets lie in order of thread numbers, so that a drawn number names the same winner in every
//! run. The numbers come from the machine's seed.

use vitrine_abi::Tid;

use crate::chooser::Chooser;
use crate::event::SwitchReason;
use crate::sched::policy::{Entry, Policy, RunQueue};

/// A lottery for each slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lottery {
    /// Length of a slice in ns, at least 1.
    pub slice_ns: u64,
}

impl Policy for Lottery {
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, _: Entry) {
        let at = rq.queue.partition_point(|other| *other < tid);
        rq.queue.insert(at, tid);
    }

    fn pick(&self, rq: &mut RunQueue, chooser: &mut Chooser) -> usize {
        let total: u64 = rq.queue.iter().map(|tid| rq.entity(*tid).ticket_count()).sum();
        let mut ticket = chooser.draw() % total.max(1);
        for (at, tid) in rq.queue.iter().enumerate() {
            let own = rq.entity(*tid).ticket_count();
            if ticket < own {
                return at;
            }
            ticket -= own;
        }
        0
    }

    fn check_ns(&self, rq: &RunQueue, _: Tid) -> Option<u64> {
        Some(rq.now_ns.saturating_add(self.slice_ns))
    }

    fn tick(&self, rq: &mut RunQueue, _: Tid) -> Option<SwitchReason> {
        (!rq.queue.is_empty()).then_some(SwitchReason::SliceOver)
    }
}

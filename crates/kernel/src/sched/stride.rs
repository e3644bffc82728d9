//! Stride scheduling: the lottery's shares without chance.
//! Waldspurger and Weihl, "Stride Scheduling: Deterministic Proportional-Share Resource
//! Management", MIT/LCS/TM-528, 1995.
//!
//! Each slice moves a thread's pass by its stride, a large number divided by its tickets; the
//! smallest pass is next. Part of a slice moves it by as much less. Who comes anew or back starts
//! no earlier than where the others are.

use vitrine_abi::Tid;

use crate::event::SwitchReason;
use crate::sched::policy::{Entry, Policy, RunQueue};

/// The pass that one ticket's whole slice is worth. Many numbers of tickets divide it, so that
/// equal shares meet again at equal passes.
const ONE_TICKET: u128 = 720_720 * 100_000;

/// Stride scheduling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stride {
    /// Length of a slice in ns, at least 1.
    pub slice_ns: u64,
}

impl Policy for Stride {
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, how: Entry) {
        match how {
            Entry::New | Entry::Woken | Entry::Moved => {
                let floor = rq.state.pass;
                let entity = rq.entity_mut(tid);
                entity.pass = entity.pass.max(floor);
            }
            Entry::Expired | Entry::Preempted | Entry::Yielded => {}
        }
        rq.insert_sorted(tid, |entity| entity.pass);
    }

    fn started(&self, rq: &mut RunQueue, tid: Tid) {
        rq.state.pass = rq.state.pass.max(rq.entity(tid).pass);
    }

    fn charge(&self, rq: &mut RunQueue, tid: Tid, ran_ns: u64) {
        let entity = rq.entity_mut(tid);
        let whole = u128::from(self.slice_ns.max(1)) * u128::from(entity.ticket_count());
        entity.pass += (u128::from(ran_ns) * ONE_TICKET / whole) as u64;
    }

    fn check_ns(&self, rq: &RunQueue, _: Tid) -> Option<u64> {
        Some(rq.now_ns.saturating_add(self.slice_ns))
    }

    fn tick(&self, rq: &mut RunQueue, _: Tid) -> Option<SwitchReason> {
        (!rq.queue.is_empty()).then_some(SwitchReason::SliceOver)
    }
}

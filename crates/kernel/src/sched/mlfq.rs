//! Multi-level feedback queue: who uses up its allotment sinks, who sleeps early stays.
//!
//! The rules are those of "Operating Systems: Three Easy Pieces", chapter 8, with the parameters
//! of its homework: slices and allotments per level, a boost of everybody every so often, whether
//! I/O gives a fresh allotment (the rule that programs can game), and whether a job that comes
//! back from I/O goes to the head of its level.

use alloc::vec::Vec;

use vitrine_abi::Tid;

use crate::chooser::Chooser;
use crate::event::{PreemptReason, SwitchReason};
use crate::sched::policy::{Entry, Policy, RunQueue};

/// A multi-level feedback queue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mlfq {
    /// Length of a slice and number of slices until a thread sinks, from the top level down; at
    /// least one level, all at least 1.
    pub levels: Vec<Level>,
    /// Everybody returns to the top every so often, in ns.
    pub boost_ns: Option<u64>,
    /// Sleeping gives a fresh allotment.
    pub stay: bool,
    /// Who comes back from sleep goes to the head of its level.
    pub bump: bool,
}

/// One level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Level {
    /// Length of a slice in ns.
    pub slice_ns: u64,
    /// Slices until a thread sinks.
    pub allotment: u32,
}

impl Mlfq {
    fn level(&self, level: u32) -> Level {
        self.levels[(level as usize).min(self.levels.len() - 1)]
    }

    /// Boosts that are due at this time.
    fn epoch(&self, now_ns: u64) -> u64 {
        self.boost_ns.map_or(0, |every| now_ns / every.max(1))
    }

    /// The thread's slice is used up.
    fn expire(&self, rq: &mut RunQueue, tid: Tid) {
        let entity = rq.entity_mut(tid);
        entity.slice_ran_ns = 0;
        entity.allotment = entity.allotment.saturating_sub(1);
        if entity.allotment == 0 {
            entity.level = (entity.level + 1).min(self.levels.len() as u32 - 1);
            entity.allotment = self.level(entity.level).allotment;
        }
    }

    /// The thread returns to the top.
    fn lift(&self, rq: &mut RunQueue, tid: Tid) {
        let epoch = self.epoch(rq.now_ns);
        let entity = rq.entity_mut(tid);
        entity.level = 0;
        entity.slice_ran_ns = 0;
        entity.allotment = self.levels[0].allotment;
        entity.epoch = epoch;
    }

    /// A boost that is due: the top level keeps its order, and the others follow, from the lowest
    /// level up.
    fn refresh(&self, rq: &mut RunQueue) {
        let epoch = self.epoch(rq.now_ns);
        if rq.state.epoch == epoch {
            return;
        }
        rq.state.epoch = epoch;
        let waiting: Vec<Tid> = rq.queue.drain(..).collect();
        let at_level = |rq: &RunQueue, level: u32| {
            let there = |tid: &&Tid| rq.entity(**tid).level == level;
            waiting.iter().filter(there).copied().collect::<Vec<Tid>>()
        };
        let mut order = at_level(rq, 0);
        for level in (1..self.levels.len() as u32).rev() {
            order.extend(at_level(rq, level));
        }
        for tid in &order {
            self.lift(rq, *tid);
        }
        rq.queue.extend(order);
    }
}

impl Policy for Mlfq {
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, how: Entry) {
        let level = |entity: &crate::sched::Entity| entity.level;
        match how {
            Entry::New => {
                self.refresh(rq);
                self.lift(rq, tid);
                rq.insert_sorted(tid, level);
            }
            Entry::Woken | Entry::Moved => {
                self.refresh(rq);
                if rq.entity(tid).epoch < self.epoch(rq.now_ns) {
                    self.lift(rq, tid);
                }
                if self.bump && how == Entry::Woken {
                    rq.entity_mut(tid).bumped = true;
                    rq.insert_first(tid, level);
                } else {
                    rq.insert_sorted(tid, level);
                }
            }
            Entry::Preempted if rq.conventions.preempted_keeps_its_place => {
                // Behind those for whom it leaves.
                rq.insert_first(tid, |entity| (entity.level, !entity.bumped));
                self.refresh(rq);
            }
            Entry::Preempted => {
                rq.entity_mut(tid).slice_ran_ns = 0;
                rq.insert_sorted(tid, level);
                self.refresh(rq);
            }
            Entry::Expired | Entry::Yielded => {
                rq.insert_sorted(tid, level);
                self.refresh(rq);
            }
        }
    }

    fn pick(&self, rq: &mut RunQueue, _: &mut Chooser) -> usize {
        self.refresh(rq);
        0
    }

    fn started(&self, rq: &mut RunQueue, tid: Tid) {
        if rq.entity(tid).bumped {
            rq.entity_mut(tid).bumped = false;
        }
    }

    fn charge(&self, rq: &mut RunQueue, tid: Tid, ran_ns: u64) {
        rq.entity_mut(tid).slice_ran_ns += ran_ns;
    }

    fn blocked(&self, rq: &mut RunQueue, tid: Tid) {
        let level = self.level(rq.entity(tid).level);
        let over = rq.entity(tid).slice_ran_ns >= level.slice_ns;
        if self.stay {
            let entity = rq.entity_mut(tid);
            entity.slice_ran_ns = 0;
            entity.allotment = level.allotment;
        }
        if over {
            self.expire(rq, tid);
        }
    }

    fn check_ns(&self, rq: &RunQueue, tid: Tid) -> Option<u64> {
        let entity = rq.entity(tid);
        let left_ns = self.level(entity.level).slice_ns.saturating_sub(entity.slice_ran_ns);
        let boost = self.boost_ns.map_or(u64::MAX, |every| (rq.now_ns / every + 1) * every);
        Some(rq.now_ns.saturating_add(left_ns.max(1)).min(boost))
    }

    fn tick(&self, rq: &mut RunQueue, tid: Tid) -> Option<SwitchReason> {
        let over = rq.entity(tid).slice_ran_ns >= self.level(rq.entity(tid).level).slice_ns;
        let boosted = rq.entity(tid).epoch < self.epoch(rq.now_ns);
        if over {
            self.expire(rq, tid);
        }
        if rq.queue.is_empty() {
            if boosted {
                self.lift(rq, tid);
                rq.state.epoch = self.epoch(rq.now_ns);
            }
            return None;
        }
        match (over, boosted) {
            (true, _) => Some(SwitchReason::SliceOver),
            (false, true) => Some(SwitchReason::Preempted),
            (false, false) => None,
        }
    }

    fn preempts(&self, rq: &RunQueue, woken: Tid, running: Tid) -> Option<PreemptReason> {
        let (new, old) = (rq.entity(woken), rq.entity(running));
        let before = new.level < old.level || new.bumped && new.level == old.level;
        before.then_some(PreemptReason::Level)
    }
}

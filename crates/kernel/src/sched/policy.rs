//! What a scheduling policy decides, and the closed set of policies.
//!
//! A policy is a struct of parameters. What changes during a run lies in [`Entity`] of each
//! thread and in [`QueueState`] of each CPU, so that a machine can be cloned at any step.

use alloc::collections::VecDeque;

use vitrine_abi::Tid;

use crate::chooser::Chooser;
use crate::event::{PreemptReason, SwitchReason};
use crate::sched::entity::Entity;
use crate::sched::profile::Conventions;
use crate::sched::{
    cfs, eevdf, fcfs, lottery, mlfq, next_in_turn, priority, round_robin, sjf, srtf, stride,
};
use crate::table::ById;
use crate::task::Thread;

/// Why a thread enters a run queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// It is new.
    New,
    /// It slept or was stopped.
    Woken,
    /// Its slice is over.
    Expired,
    /// Another one goes first.
    Preempted,
    /// It gave the CPU away.
    Yielded,
    /// It comes from another CPU's queue.
    Moved,
}

/// What a policy remembers about a CPU's queue.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct QueueState {
    /// CFS, EEVDF: virtual time below which nothing is placed.
    pub min_vruntime: i64,
    /// Stride: the pass of the thread that was taken last.
    pub pass: u64,
    /// Multi-level queues: boosts so far.
    pub epoch: u64,
    /// The thread that was taken last.
    pub last: Option<Tid>,
}

/// A CPU's run queue with everything that a policy may look at or change.
pub(crate) struct RunQueue<'a> {
    /// Ready threads; the policy keeps its own order.
    pub(crate) queue: &'a mut VecDeque<Tid>,
    pub(crate) state: &'a mut QueueState,
    /// The thread on the CPU.
    pub(crate) current: Option<Tid>,
    pub(crate) threads: &'a mut ById<Tid, Thread>,
    pub(crate) conventions: &'a Conventions,
    /// The CPU's clock.
    pub(crate) now_ns: u64,
    /// CPUs of the machine.
    pub(crate) cpus: usize,
}

impl RunQueue<'_> {
    /// The thread on the CPU, if the policy is responsible for it.
    pub(crate) fn running(&self) -> Option<Tid> {
        self.current.filter(|tid| !self.entity(*tid).class.is_urgent())
    }

    /// All threads that compete: those that wait and the one that runs.
    pub(crate) fn competitors(&self) -> impl Iterator<Item = Tid> {
        self.queue.iter().copied().chain(self.running())
    }

    pub(crate) fn entity(&self, tid: Tid) -> &Entity {
        &self.threads.get(tid).sched
    }

    pub(crate) fn entity_mut(&mut self, tid: Tid) -> &mut Entity {
        &mut self.threads.get_mut(tid).sched
    }

    /// Since when a ready thread waits.
    pub(crate) fn since_ns(&self, tid: Tid) -> u64 {
        self.threads.get(tid).since_ns
    }

    /// Puts a thread before the first one with a larger key; equal keys keep their order.
    pub(crate) fn insert_sorted<K: Ord>(&mut self, tid: Tid, key: impl Fn(&Entity) -> K) {
        let own = key(self.entity(tid));
        let at = self.queue.iter().position(|other| key(self.entity(*other)) > own);
        self.queue.insert(at.unwrap_or(self.queue.len()), tid);
    }

    /// Puts a thread before the first one whose key is not smaller: to the head of its equals.
    pub(crate) fn insert_first<K: Ord>(&mut self, tid: Tid, key: impl Fn(&Entity) -> K) {
        let own = key(self.entity(tid));
        let at = self.queue.iter().position(|other| key(self.entity(*other)) >= own);
        self.queue.insert(at.unwrap_or(self.queue.len()), tid);
    }

    /// The place of the thread with the smallest key; the first one of equals.
    pub(crate) fn smallest<K: Ord>(&self, key: impl Fn(&Self, Tid) -> K) -> Option<usize> {
        (0..self.queue.len()).min_by_key(|at| key(self, self.queue[*at]))
    }
}

/// The decisions of a policy. All times are on the CPU's clock.
pub(crate) trait Policy {
    /// A thread becomes ready: sets it up and puts it into the queue.
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, how: Entry);

    /// A ready thread leaves the queue without running; it is already out of it.
    fn removed(&self, _rq: &mut RunQueue, _tid: Tid) {}

    /// The place in the (not empty) queue of the thread to run next.
    fn pick(&self, _rq: &mut RunQueue, _chooser: &mut Chooser) -> usize {
        0
    }

    /// Whether any ready thread may lawfully be next, so that the chooser may take another one.
    fn is_open(&self) -> bool {
        false
    }

    /// Whether it follows what runs: [`Policy::started`], [`Policy::charge`], [`Policy::blocked`].
    fn follows(&self) -> bool {
        true
    }

    /// The thread is on the CPU now.
    fn started(&self, _rq: &mut RunQueue, _tid: Tid) {}

    /// The thread on the CPU has used this much CPU time.
    fn charge(&self, _rq: &mut RunQueue, _tid: Tid, _ran_ns: u64) {}

    /// The thread on the CPU sleeps, stops or ends.
    fn blocked(&self, _rq: &mut RunQueue, _tid: Tid) {}

    /// When to look at the running thread again; `None` is never.
    fn check_ns(&self, rq: &RunQueue, tid: Tid) -> Option<u64>;

    /// That time has come: whether the running thread leaves the CPU, and why.
    fn tick(&self, rq: &mut RunQueue, tid: Tid) -> Option<SwitchReason>;

    /// Whether a thread that became ready takes the CPU from the running one.
    fn preempts(&self, _rq: &RunQueue, _woken: Tid, _running: Tid) -> Option<PreemptReason> {
        None
    }

    /// How often waiting threads of other CPUs are looked for, in ns; `None` only when idle.
    fn balance_ns(&self) -> Option<u64> {
        None
    }
}

/// The machine's policy for ordinary threads, with its parameters.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum PolicyKind {
    /// First come, first served.
    Fcfs(fcfs::Fcfs),
    /// Shortest job first.
    Sjf(sjf::Sjf),
    /// Shortest remaining time first.
    Srtf(srtf::Srtf),
    /// Round robin.
    RoundRobin(round_robin::RoundRobin),
    /// Static priorities, with or without preemption and ageing.
    Priority(priority::Priority),
    /// Multi-level feedback queue.
    Mlfq(mlfq::Mlfq),
    /// Lottery.
    Lottery(lottery::Lottery),
    /// Stride.
    Stride(stride::Stride),
    /// Linux's completely fair scheduler, up to 6.5.
    Cfs(cfs::Cfs),
    /// Linux's earliest eligible virtual deadline first, since 6.6.
    Eevdf(eevdf::Eevdf),
    /// The next process in order of its number.
    NextInTurn(next_in_turn::NextInTurn),
}

impl PolicyKind {
    pub(crate) fn decisions(&self) -> &dyn Policy {
        match self {
            PolicyKind::Fcfs(policy) => policy,
            PolicyKind::Sjf(policy) => policy,
            PolicyKind::Srtf(policy) => policy,
            PolicyKind::RoundRobin(policy) => policy,
            PolicyKind::Priority(policy) => policy,
            PolicyKind::Mlfq(policy) => policy,
            PolicyKind::Lottery(policy) => policy,
            PolicyKind::Stride(policy) => policy,
            PolicyKind::Cfs(policy) => policy,
            PolicyKind::Eevdf(policy) => policy,
            PolicyKind::NextInTurn(policy) => policy,
        }
    }
}

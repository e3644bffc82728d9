//! CPUs, run queues, time slices and timers.
//!
//! Round robin with one queue per CPU. A woken or new thread goes to an idle CPU if there is one,
//! else to the queue of its last CPU; a CPU that runs out of work, or whose slice ends while it
//! has nobody waiting, takes a thread from the longest queue. The CPU with the smallest clock
//! acts next (ties: the lowest index), so the order of all actions follows from the state.

mod run;

use alloc::collections::{BTreeSet, VecDeque};

use vitrine_abi::{Pid, Tid};

use crate::event::{CpuId, SwitchReason};
use crate::mm::AddressSpace;
use crate::table::Id;

pub use run::{Action, Next};

/// One CPU.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Cpu {
    /// Its clock: virtual ns since boot. An idle CPU's clock stands still.
    pub clock_ns: u64,
    /// The thread on it.
    pub current: Option<Tid>,
    /// The thread that has just left, and why, until the CPU has switched.
    pub leaving: Option<(Tid, SwitchReason)>,
    /// The address space whose page table is loaded; an idle CPU keeps the last one.
    pub loaded_space: Option<Id<AddressSpace>>,
    /// Ready threads, next first.
    pub queue: VecDeque<Tid>,
    /// When the slice of `current` is over.
    pub slice_end_ns: u64,
    /// ns spent without a thread.
    pub idle_ns: u64,
    /// ns spent in the kernel.
    pub kernel_ns: u64,
}

impl Cpu {
    pub(crate) fn new() -> Self {
        Cpu {
            clock_ns: 0,
            current: None,
            leaving: None,
            loaded_space: None,
            queue: VecDeque::new(),
            slice_end_ns: 0,
            idle_ns: 0,
            kernel_ns: 0,
        }
    }

    /// Whether it has anything to do.
    pub fn is_busy(&self) -> bool {
        self.current.is_some() || self.leaving.is_some() || !self.queue.is_empty()
    }
}

/// A stretch of user code on one CPU; others wait meanwhile, although their clocks are behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Turn {
    /// Who.
    pub cpu: CpuId,
    /// When its clock showed this.
    pub from_ns: u64,
    /// Until its clock shows this.
    pub until_ns: u64,
}

/// What happens when a deadline has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// A sleeper wakes.
    Wake(Tid),
    /// ITIMER_REAL of a process expires: setitimer(2).
    RealTimer(Pid),
    /// A timer of a process expires: timer_create(2).
    Timer(Pid, i32),
}

/// Deadlines, earliest first; equal ones in order of what is due.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Timers {
    due: BTreeSet<(u64, Due)>,
}

impl Timers {
    pub(crate) fn add(&mut self, deadline_ns: u64, due: Due) {
        self.due.insert((deadline_ns, due));
    }

    pub(crate) fn remove(&mut self, deadline_ns: u64, due: Due) {
        self.due.remove(&(deadline_ns, due));
    }

    /// The earliest deadline, and what happens then.
    pub fn first(&self) -> Option<(u64, Due)> {
        self.due.first().copied()
    }

    /// All, earliest first.
    pub fn iter(&self) -> impl Iterator<Item = (u64, Due)> {
        self.due.iter().copied()
    }
}

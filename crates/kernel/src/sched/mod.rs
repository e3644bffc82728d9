//! CPUs, run queues, scheduling policies and timers.
//!
//! Every CPU has a queue of ready threads. Real-time threads ([`Class::is_urgent`]) come first, by
//! Linux's rules; for all others the machine's policy decides ([`PolicyKind`], one file each). A
//! woken or new thread goes to an idle CPU if there is one, else to the queue of its last CPU; a
//! CPU that runs out of work takes a thread from the longest queue. The CPU with the smallest
//! clock acts next (ties: the lowest index), so the order of all actions follows from the state.

mod attr_calls;
mod calls;
pub mod cfs;
pub mod eevdf;
mod entity;
pub mod fcfs;
mod jobs;
pub mod lottery;
pub mod mlfq;
pub mod next_in_turn;
mod nice_calls;
mod place;
mod policy;
pub mod priority;
mod profile;
pub mod round_robin;
mod run;
pub mod sjf;
pub mod srtf;
pub mod stride;
mod urgent;
mod weights;

use alloc::collections::{BTreeSet, VecDeque};
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::{Pid, Tid};

use crate::event::{CpuId, SwitchReason};
use crate::mm::AddressSpace;
use crate::table::Id;

pub(crate) use attr_calls::{sched_getattr, sched_setattr};
pub(crate) use calls::*;
pub use entity::{Budget, Class, Entity};
pub use jobs::{Job, JobSpec, Phase};
pub(crate) use nice_calls::*;
pub use policy::{PolicyKind, QueueState};
pub use profile::{Conventions, Profile};
pub use run::{Action, Next};
pub use weights::weight_of_nice;

/// One CPU.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Cpu {
    /// Its clock: virtual ns since boot. An idle CPU's clock stands still.
    pub clock_ns: u64,
    /// The thread on it.
    pub current: Option<Tid>,
    /// The thread that has just left, and why, until the CPU has switched.
    pub leaving: Option<(Tid, SwitchReason)>,
    /// `current` leaves before its next user instruction: another thread goes first.
    pub preempted: bool,
    /// The address space whose page table is loaded; an idle CPU keeps the last one.
    pub loaded_space: Option<Id<AddressSpace>>,
    /// Ready real-time threads, next first.
    pub urgent: VecDeque<Tid>,
    /// Ready threads of the machine's policy, in its order.
    pub queue: VecDeque<Tid>,
    /// What the policy remembers about `queue`.
    pub state: QueueState,
    /// When the policy looks at `current` again; `u64::MAX` is never.
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
            preempted: false,
            loaded_space: None,
            urgent: VecDeque::new(),
            queue: VecDeque::new(),
            state: QueueState::default(),
            slice_end_ns: 0,
            idle_ns: 0,
            kernel_ns: 0,
        }
    }

    /// Whether it has anything to do.
    pub fn is_busy(&self) -> bool {
        self.current.is_some()
            || self.leaving.is_some()
            || !self.queue.is_empty()
            || !self.urgent.is_empty()
    }

    /// Threads that wait for it.
    pub fn waiting(&self) -> impl Iterator<Item = Tid> {
        self.urgent.iter().chain(&self.queue).copied()
    }

    /// Threads that it has to run.
    pub(crate) fn load(&self) -> usize {
        self.urgent.len() + self.queue.len() + usize::from(self.current.is_some())
    }
}

/// How a machine schedules; fixed at boot.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Rules {
    /// The policy for ordinary threads.
    pub policy: PolicyKind,
    /// The source whose conventions hold.
    pub profile: Profile,
    /// Those conventions, as far as a scenario has not changed one.
    pub conventions: Conventions,
    /// Jobs to run in place of a program; empty runs the program.
    pub jobs: Vec<JobSpec>,
    /// Numbers that a lottery draws before it draws random ones.
    pub draws: Arc<[u64]>,
    /// Whether programs have CAP_SYS_NICE, and so may ask for real-time scheduling.
    pub cap_sys_nice: bool,
    /// Whether the seed also decides who runs next, for how long, and who is woken.
    pub shuffle: bool,
    /// One in so many waits of futex(2) ends without a wake-up; 0 is none.
    pub spurious: u32,
}

impl Rules {
    /// This policy with a profile's conventions, for a program.
    pub fn new(policy: PolicyKind, profile: Profile) -> Self {
        let conventions = profile.conventions();
        Rules {
            policy,
            profile,
            conventions,
            jobs: Vec::new(),
            draws: Arc::new([]),
            cap_sys_nice: false,
            shuffle: false,
            spurious: 0,
        }
    }
}

/// The scheduler's state beside CPUs and threads.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Scheduler {
    /// The policy for ordinary threads.
    pub policy: PolicyKind,
    /// The source whose conventions hold.
    pub profile: Profile,
    /// Those conventions.
    pub conventions: Conventions,
    /// SCHED_DEADLINE threads without budget, and when they get a new one. They are ready, and on
    /// no queue.
    pub throttled: BTreeSet<(u64, Tid)>,
    /// The jobs of a workload.
    pub jobs: Vec<Job>,
    /// Jobs that have not arrived yet, next first.
    pub arrivals: VecDeque<u32>,
    /// Whether programs have CAP_SYS_NICE: capabilities(7).
    pub cap_sys_nice: bool,
    /// Whether some thread may not run on every CPU.
    pub(crate) pinned: bool,
    /// Whether some thread is or was above the machine's policy.
    pub(crate) urgent: bool,
}

impl Scheduler {
    pub(crate) fn new(rules: Rules) -> Self {
        let jobs: Vec<Job> = rules.jobs.into_iter().map(Job::new).collect();
        let mut arrivals: Vec<u32> = (0..jobs.len() as u32).collect();
        arrivals.sort_by_key(|job| jobs[*job as usize].spec.arrival_ns);
        Scheduler {
            policy: rules.policy,
            profile: rules.profile,
            conventions: rules.conventions,
            throttled: BTreeSet::new(),
            cap_sys_nice: rules.cap_sys_nice,
            pinned: jobs.iter().any(|job| job.spec.affinity != u64::MAX),
            urgent: jobs.iter().any(|job| job.spec.class.is_urgent()),
            jobs,
            arrivals: arrivals.into(),
        }
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

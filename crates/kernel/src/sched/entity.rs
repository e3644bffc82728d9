//! What the scheduler knows about one thread: plain numbers, of which each policy uses its own.

use crate::sched::weights::weight_of_nice;

/// The scheduling class and its parameters: sched(7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Class {
    /// SCHED_OTHER: the machine's policy decides.
    #[default]
    Other,
    /// SCHED_BATCH: as `Other`, but it never preempts when it wakes.
    Batch,
    /// SCHED_IDLE: as `Other`, with the smallest weight.
    Idle,
    /// SCHED_FIFO with a priority of 1 … 99.
    Fifo(u8),
    /// SCHED_RR with a priority of 1 … 99.
    RoundRobin(u8),
    /// SCHED_DEADLINE.
    Deadline(Budget),
}

/// A reservation of SCHED_DEADLINE, in ns: sched(7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Budget {
    /// CPU time in each period.
    pub runtime_ns: u64,
    /// By when after the beginning of a period it is to be had.
    pub deadline_ns: u64,
    /// Length of a period.
    pub period_ns: u64,
}

impl Class {
    /// Whether it comes before every thread of the machine's policy.
    pub fn is_urgent(self) -> bool {
        match self {
            Class::Fifo(_) | Class::RoundRobin(_) | Class::Deadline(_) => true,
            Class::Other | Class::Batch | Class::Idle => false,
        }
    }

    /// Linux's number: linux/sched.h.
    pub fn number(self) -> u32 {
        match self {
            Class::Other => 0,
            Class::Fifo(_) => 1,
            Class::RoundRobin(_) => 2,
            Class::Batch => 3,
            Class::Idle => 5,
            Class::Deadline(_) => 6,
        }
    }

    /// The real-time priority; 0 for the others.
    pub fn priority(self) -> u8 {
        match self {
            Class::Fifo(priority) | Class::RoundRobin(priority) => priority,
            Class::Other | Class::Batch | Class::Idle | Class::Deadline(_) => 0,
        }
    }
}

/// A thread as the scheduler sees it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Entity {
    /// Its class.
    pub class: Class,
    /// Niceness, -20 … 19: sched(7).
    pub nice: i8,
    /// SCHED_RESET_ON_FORK: children start as ordinary threads.
    pub reset_on_fork: bool,
    /// CPUs on which it may run, one bit each: sched_setaffinity(2).
    pub affinity: u64,
    /// Its place among the jobs of a workload; `None` runs a program.
    pub job: Option<u32>,
    /// Priority as the textbooks' priority policies take it; smaller comes first.
    pub urgency: i32,
    /// Lottery tickets where they do not follow from the niceness.
    pub tickets: Option<u32>,
    /// CPU time since it last slept, in ns.
    pub burst_ran_ns: u64,
    /// Length of the present CPU burst in ns: known of jobs, foretold of programs.
    pub burst_ns: u64,
    /// CPU time within the present slice, in ns.
    pub slice_ran_ns: u64,
    /// Time spent in run queues, in ns.
    pub waited_ns: u64,
    /// Multi-level queues: its level, 0 the first.
    pub level: u32,
    /// Multi-level queues: slices that it may still have at this level.
    pub allotment: u32,
    /// Multi-level queues: the boost that it has seen.
    pub epoch: u64,
    /// It came back from sleep to go before its equals, and has not run yet.
    pub bumped: bool,
    /// Stride: how far it has come.
    pub pass: u64,
    /// CFS, EEVDF: weighted CPU time.
    pub vruntime: i64,
    /// EEVDF: the virtual deadline of its present request.
    pub vdeadline: i64,
    /// EEVDF: the lag that it took along when it left the queue.
    pub vlag: i64,
    /// EEVDF: until this virtual time nobody of the same kind preempts it.
    pub protected_until: i64,
    /// EEVDF: a slice of its own, by sched_setattr(2).
    pub custom_slice_ns: Option<u64>,
    /// EEVDF: its request was served; the next one is its own again only by choice.
    pub request_served: bool,
    /// SCHED_DEADLINE: what is left of the budget.
    pub budget_left_ns: u64,
    /// SCHED_DEADLINE: by when, on the clock of its CPU.
    pub deadline_ns: u64,
    /// Clock of its CPU up to which its CPU time was charged.
    pub(crate) charged_ns: u64,
}

impl Entity {
    /// A new ordinary thread that may run everywhere.
    pub(crate) fn new() -> Self {
        Entity {
            class: Class::Other,
            nice: 0,
            reset_on_fork: false,
            affinity: u64::MAX,
            job: None,
            urgency: 0,
            tickets: None,
            burst_ran_ns: 0,
            burst_ns: 0,
            slice_ran_ns: 0,
            waited_ns: 0,
            level: 0,
            allotment: 0,
            epoch: 0,
            bumped: false,
            pass: 0,
            vruntime: 0,
            vdeadline: 0,
            vlag: 0,
            protected_until: 0,
            custom_slice_ns: None,
            request_served: false,
            budget_left_ns: 0,
            deadline_ns: 0,
            charged_ns: 0,
        }
    }

    /// What a child of fork(2) or clone(2) starts with: sched(7), "Behavior of child processes".
    pub(crate) fn of_child(&self) -> Self {
        let mut child = Entity {
            class: self.class,
            nice: self.nice,
            affinity: self.affinity,
            urgency: self.urgency,
            tickets: self.tickets,
            custom_slice_ns: self.custom_slice_ns,
            // A newcomer begins where its creator stands; policies place it from there.
            vruntime: self.vruntime,
            burst_ns: self.burst_ns,
            ..Entity::new()
        };
        if self.reset_on_fork {
            child.nice = child.nice.max(0);
            if child.class.is_urgent() {
                child.class = Class::Other;
            }
        }
        child
    }

    /// Whether it may run on a CPU.
    pub fn may_run_on(&self, cpu: u32) -> bool {
        self.affinity >> cpu & 1 != 0
    }

    /// Its share of the CPU in fair policies: 1024 at niceness 0.
    pub fn weight(&self) -> u64 {
        match self.class {
            // WEIGHT_IDLEPRIO: kernel/sched/sched.h, Linux 6.18.
            Class::Idle => 3,
            _ => weight_of_nice(self.nice),
        }
    }

    /// Its tickets in a lottery.
    pub fn ticket_count(&self) -> u64 {
        self.tickets.map_or(self.weight(), u64::from).max(1)
    }

    /// What remains of the present CPU burst, as far as it is known.
    pub fn burst_left_ns(&self) -> u64 {
        self.burst_ns.saturating_sub(self.burst_ran_ns)
    }

    /// Its place in the order of textbook priorities: its number in a table, or its niceness.
    pub fn rank(&self) -> i64 {
        i64::from(self.urgency) + i64::from(self.nice)
    }
}

//! How a scenario asks for scheduling: policy, conventions, parameters, and workloads as tables.
//! docs/workloads.md explains each key.

use serde::{Deserialize, Serialize};

/// The policy for ordinary threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyName {
    /// First come, first served.
    Fcfs,
    /// Shortest job first.
    Sjf,
    /// Shortest remaining time first.
    Srtf,
    /// Round robin.
    #[default]
    Rr,
    /// Static priorities without preemption.
    Priority,
    /// Static priorities with preemption.
    PreemptivePriority,
    /// Multi-level feedback queue.
    Mlfq,
    /// Lottery.
    Lottery,
    /// Stride.
    Stride,
    /// Linux up to 6.5.
    Cfs,
    /// Linux since 6.6.
    Eevdf,
    /// The next process in order of number.
    Turns,
}

impl PolicyName {
    /// Every policy, with its name in files and on the command line.
    pub const ALL: [(PolicyName, &'static str); 12] = [
        (PolicyName::Fcfs, "fcfs"),
        (PolicyName::Sjf, "sjf"),
        (PolicyName::Srtf, "srtf"),
        (PolicyName::Rr, "rr"),
        (PolicyName::Priority, "priority"),
        (PolicyName::PreemptivePriority, "preemptive-priority"),
        (PolicyName::Mlfq, "mlfq"),
        (PolicyName::Lottery, "lottery"),
        (PolicyName::Stride, "stride"),
        (PolicyName::Cfs, "cfs"),
        (PolicyName::Eevdf, "eevdf"),
        (PolicyName::Turns, "turns"),
    ];

    /// The policy with this name.
    pub fn by_name(name: &str) -> Option<PolicyName> {
        Self::ALL.into_iter().find(|(_, own)| *own == name).map(|(policy, _)| policy)
    }
}

/// Whose conventions hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileName {
    /// Linux 6.18.
    #[default]
    Linux,
    /// "Operating Systems: Three Easy Pieces".
    Ostep,
    /// "Operating System Concepts".
    Silberschatz,
}

impl ProfileName {
    /// The profile with this name.
    pub fn by_name(name: &str) -> Option<ProfileName> {
        match name {
            "linux" => Some(ProfileName::Linux),
            "ostep" => Some(ProfileName::Ostep),
            "silberschatz" => Some(ProfileName::Silberschatz),
            _ => None,
        }
    }
}

/// Parameters of a policy and single conventions. Times are in µs, and in a workload in its units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tuning {
    /// Length of a slice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slice: Option<u64>,
    /// Levels of a feedback queue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levels: Option<u32>,
    /// Length of a slice of each level, from the top.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub slices: Vec<u64>,
    /// Slices until a thread sinks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allotment: Option<u32>,
    /// The same for each level, from the top.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allotments: Vec<u32>,
    /// All return to the top level every so often.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boost: Option<u64>,
    /// Sleeping gives a fresh allotment.
    #[serde(skip_serializing_if = "is_false")]
    pub stay: bool,
    /// Who comes back from I/O goes to the head of its level.
    #[serde(skip_serializing_if = "is_false")]
    pub bump: bool,
    /// Waiting for so long is worth one step of priority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ageing: Option<u64>,
    /// `turns`: who wakes runs at once.
    #[serde(skip_serializing_if = "is_false")]
    pub woken_first: bool,
    /// EEVDF: the usual request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_slice: Option<u64>,
    /// CFS: in which everybody runs once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency: Option<u64>,
    /// CFS: the least slice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_granularity: Option<u64>,
    /// CFS: the lead that a woken thread needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wakeup_granularity: Option<u64>,
    /// CFS, EEVDF: time between two ticks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tick: Option<u64>,
    /// Numbers that a lottery draws before it draws random ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub draws: Vec<u64>,
    /// `rr`: the seed also decides who runs next, for how long, and who is woken.
    #[serde(skip_serializing_if = "is_false")]
    pub shuffle: bool,
    /// One in so many waits of futex(2) ends without a wake-up; 0 is none.
    #[serde(skip_serializing_if = "is_none")]
    pub spurious: u32,
    /// An expired thread enters the queue before those that arrive at the same time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expired_before_arrivals: Option<bool>,
    /// A preempted thread keeps its place and the rest of its slice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preempted_keeps_its_place: Option<bool>,
    /// Of the priorities in a table the largest comes first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub large_priority_first: Option<bool>,
    /// Slices end at multiples of their length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slices_end_on_the_beat: Option<bool>,
    /// All CPUs take from one queue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_queue: Option<bool>,
}

impl Tuning {
    /// Whether it changes nothing.
    pub fn is_plain(&self) -> bool {
        *self == Tuning::default()
    }
}

/// Jobs to run in place of a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Workload {
    /// Length of the unit in which all times are given, in µs.
    pub unit_us: u64,
    /// What a switch to another job costs, in units.
    pub switch: u64,
    /// The jobs, in order of their numbers.
    pub jobs: Vec<JobRow>,
}

impl Default for Workload {
    fn default() -> Self {
        Workload { unit_us: 1_000, switch: 0, jobs: Vec::new() }
    }
}

/// A job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct JobRow {
    /// Its name; a letter if absent.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// When it arrives.
    #[serde(skip_serializing_if = "is_zero")]
    pub arrival: u64,
    /// CPU, I/O, CPU, … in turn.
    pub bursts: Vec<u64>,
    /// Priority: as the profile reads it, or 1 … 99 for the real-time classes.
    #[serde(skip_serializing_if = "is_nought")]
    pub priority: i32,
    /// Lottery tickets; by niceness if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tickets: Option<u32>,
    /// Niceness.
    #[serde(skip_serializing_if = "is_even")]
    pub nice: i8,
    /// CPUs on which it may run; all if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cpus: Vec<u32>,
    /// Its scheduling class.
    #[serde(skip_serializing_if = "ClassName::is_other")]
    pub class: ClassName,
    /// SCHED_DEADLINE: CPU time per period, deadline and period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<[u64; 3]>,
}

/// A scheduling class: sched(7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClassName {
    /// SCHED_OTHER.
    #[default]
    Other,
    /// SCHED_BATCH.
    Batch,
    /// SCHED_IDLE.
    Idle,
    /// SCHED_FIFO.
    Fifo,
    /// SCHED_RR.
    Rr,
    /// SCHED_DEADLINE.
    Deadline,
}

impl ClassName {
    fn is_other(&self) -> bool {
        *self == ClassName::Other
    }
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

fn is_nought(number: &i32) -> bool {
    *number == 0
}

fn is_even(nice: &i8) -> bool {
    *nice == 0
}

fn is_none(number: &u32) -> bool {
    *number == 0
}

fn is_false(flag: &bool) -> bool {
    !*flag
}

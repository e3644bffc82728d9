//! What a scenario is: a program and the machine it runs on.

use serde::{Deserialize, Serialize};

use crate::scheduling::{PolicyName, ProfileName, Tuning, Workload};

/// A program and its surroundings. Everything that a run depends on is here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// What runs.
    pub program: Program,
    /// Number of CPUs, 1 … 64.
    #[serde(skip_serializing_if = "is_default_cpus")]
    pub cpus: u32,
    /// Length of a time slice in µs; `None` is the machine's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slice_us: Option<u64>,
    /// The policy for ordinary threads.
    #[serde(skip_serializing_if = "is_default_policy")]
    pub policy: PolicyName,
    /// Whose conventions hold.
    #[serde(skip_serializing_if = "is_default_profile")]
    pub profile: ProfileName,
    /// Parameters of the policy.
    #[serde(skip_serializing_if = "Tuning::is_plain")]
    pub tuning: Tuning,
    /// Whether programs have CAP_SYS_NICE, and so may ask for real-time scheduling.
    #[serde(skip_serializing_if = "is_false")]
    pub realtime: bool,
    /// Seed of everything random.
    #[serde(skip_serializing_if = "is_zero")]
    pub seed: u64,
    /// Whether the program's 0, 1 and 2 are a terminal (pipes to the host otherwise).
    #[serde(skip_serializing_if = "is_false")]
    pub tty: bool,
    /// What stands in standard input at the start.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub stdin: String,
    /// Whether more input may come later (a person types); otherwise end of file follows.
    #[serde(skip_serializing_if = "is_false")]
    pub interactive: bool,
    /// Arguments after the program's name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<String>,
    /// Input typed during the run: step and text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<(u64, String)>,
    /// Signals that came from outside during the run: step, process, number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<(u64, i32, u8)>,
}

/// What a scenario runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Program {
    /// A built-in lesson's variant: its id and the variant's index.
    Lesson(String, usize),
    /// C files: name and text; all are compiled and linked together.
    C(Vec<(String, String)>),
    /// A static riscv64 Linux executable: its name and base64 of its bytes.
    Elf(String, String),
    /// Jobs in a table in place of a program.
    Workload(Workload),
}

impl Default for Scenario {
    fn default() -> Self {
        Scenario {
            program: Program::C(Vec::new()),
            cpus: 1,
            slice_us: None,
            policy: PolicyName::default(),
            profile: ProfileName::default(),
            tuning: Tuning::default(),
            realtime: false,
            seed: 0,
            tty: false,
            stdin: String::new(),
            interactive: false,
            args: Vec::new(),
            typed: Vec::new(),
            signals: Vec::new(),
        }
    }
}

fn is_default_cpus(cpus: &u32) -> bool {
    *cpus == 1
}

fn is_default_policy(policy: &PolicyName) -> bool {
    *policy == PolicyName::default()
}

fn is_default_profile(profile: &ProfileName) -> bool {
    *profile == ProfileName::default()
}

pub(crate) fn is_zero(number: &u64) -> bool {
    *number == 0
}

fn is_false(flag: &bool) -> bool {
    !*flag
}

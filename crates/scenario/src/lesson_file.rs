//! The format of `lesson.toml`; lessons/README.md explains each key. A lesson file is a scenario
//! file too: its first variant runs.

use serde::{Deserialize, Serialize};

use crate::scheduling::{PolicyName, ProfileName, Tuning, Workload};

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

/// What finds a step: all its keys must hold, and the `nth` such step counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    /// A thread enters this system call.
    pub call: Option<String>,
    /// An event of this kind: fork, exit, sleep, wake, switch, fault, cow, deadlock, end.
    pub event: Option<String>,
    /// It is this thread's doing.
    pub thread: Option<i32>,
    /// Which of them, from 1.
    pub nth: Option<usize>,
}

/// One of several ways to run a lesson.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariantFile {
    /// Its name.
    pub name: Text,
    /// C files, linked together.
    #[serde(default)]
    pub files: Vec<String>,
    /// Jobs in a table, in place of C files.
    #[serde(default)]
    pub workload: Option<Workload>,
    /// The policy for ordinary threads.
    #[serde(default)]
    pub policy: PolicyName,
    /// Whose conventions hold.
    #[serde(default)]
    pub profile: ProfileName,
    /// Parameters of the policy.
    #[serde(default)]
    pub tuning: Tuning,
    /// Whether programs have CAP_SYS_NICE.
    #[serde(default)]
    pub realtime: bool,
    /// CPUs.
    #[serde(default = "one")]
    pub cpus: u32,
    /// What stands in standard input.
    #[serde(default)]
    pub stdin: String,
    /// Arguments after the program's name.
    #[serde(default)]
    pub args: Vec<String>,
}

/// A place worth seeing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepFile {
    /// The section of the narration that tells about it.
    pub id: String,
    /// Where it is.
    pub at: Rule,
    /// The variant in which it exists; every one if absent.
    #[serde(default)]
    pub variant: Option<usize>,
}

/// A whole `lesson.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LessonFile {
    /// For ever: links name it.
    pub id: String,
    /// Letter of the notes' chapter.
    pub concept: String,
    /// Place within the concept.
    pub order: u32,
    /// What the stage shows large.
    pub lens: String,
    /// Length of a time slice in µs, where it is not the default.
    #[serde(default)]
    pub slice_us: Option<u64>,
    /// Whether the program's 0, 1 and 2 are a terminal.
    #[serde(default)]
    pub tty: bool,
    /// The step at which the lesson opens.
    pub start: Rule,
    /// Title.
    pub title: Text,
    /// One or two sentences for the gallery.
    pub summary: Text,
    /// One or more ways to run it.
    pub variants: Vec<VariantFile>,
    /// Places worth seeing.
    #[serde(default)]
    pub steps: Vec<StepFile>,
}

fn one() -> u32 {
    1
}

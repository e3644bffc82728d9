//! What a scenario is, how it becomes a link or a file, and how it is opened.
//!
//! [`Scenario`] says everything that a run depends on; [`encode_link`] puts it into a URL
//! fragment; [`Session`] boots and travels it, once its program is [`Built`]. [`lessons()`] lists the built-in ones.

mod built;
mod lesson_file;
mod lessons;
mod link;
mod rules;
mod scenario;
mod scheduling;
mod session;

pub use built::{Answer, Built, Problem, decode_sources, encode_sources, precompiled_name};
pub use lesson_file::{Rule, StepFile, Text, VariantFile};
pub use lessons::{Lesson, Section, lesson, lessons};
#[cfg(feature = "files")]
pub use lessons::{from_file, tune};
pub use link::{LinkError, View, decode_link, encode_link};
pub use scenario::{Program, Scenario};
pub use scheduling::{ClassName, JobRow, PolicyName, ProfileName, Tuning, Workload};
pub use session::{Advance, Grain, Session, Unwatched, config, recording};
/// Why a program cannot be loaded.
pub use vitrine_machine::BootError as LoadError;

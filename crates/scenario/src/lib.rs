//! What a scenario is, how it becomes a link or a file, and how it is opened.
//!
//! [`Scenario`] says everything that a run depends on; [`encode_link`] puts it into a URL
//! fragment; [`Session`] boots and travels it, once its program is [`Built`]. [`lessons()`] lists the built-in ones.

mod built;
mod lesson_file;
mod lessons;
mod link;
mod scenario;
mod session;

pub use built::{Answer, Built, Problem, decode_sources, encode_sources, precompiled_name};
pub use lesson_file::{Rule, StepFile, Text, VariantFile};
#[cfg(feature = "files")]
pub use lessons::from_file;
pub use lessons::{Lesson, Section, lesson, lessons};
pub use link::{LinkError, View, decode_link, encode_link};
pub use scenario::{Program, Scenario};
pub use session::{Advance, Grain, Session, Unwatched, config};
/// Why a program cannot be loaded.
pub use vitrine_machine::BootError as LoadError;

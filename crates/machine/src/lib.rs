//! A host: harts, the kernel and devices, and the step loop.
//!
//! A [`Machine`] is booted from a [`Config`] and makes steps: one instruction, one attempt at a
//! system call, or one action of the kernel. [`Machine::step`] makes exactly one and says what
//! happened; [`Machine::run`] makes many, and lets the hart run through user code without a stop.
//! Both come to the same states. [`Machine::snapshot`] and [`Machine::restore`] cost microseconds;
//! [`Machine::digest`] names a state, alike on every host.
//!
//! What it does not do: remember the past (that is `timeline`), know C, or touch the host.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod config;
mod machine;
mod observed;
mod processor;
mod snapshot;
mod texts;
mod visible;

pub use config::{Config, Stdin};
pub use machine::{Machine, Status};
pub use observed::{Acted, Observer, Seen, Touched};
pub use snapshot::Snapshot;
pub use visible::Visible;
pub use vitrine_kernel::fd::Stream;
pub use vitrine_kernel::fs::HostFile;
pub use vitrine_kernel::sched::eevdf::Eevdf;
pub use vitrine_kernel::sched::{PolicyKind, Profile, Rules};
pub use vitrine_kernel::{BootError, ExitStatus};

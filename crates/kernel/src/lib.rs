//! The simulated Linux-like kernel: tasks, scheduling, memory, files, pipes and signals.
//!
//! All state is plain data: a [`Kernel`] can be cloned, compared and printed. It knows no CPU, no
//! C, no screen, no host and no past. The machine calls it when a thread traps; it answers with
//! changed state, a returned value and [`Event`]s that say what happened and why.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod attempt;
mod boot;
mod chooser;
mod cost;
mod counters;
mod digest;
mod event;
mod futex;
mod invariant;
mod kernel;
pub mod locks;
mod table;
mod wait;

pub mod fd;
pub mod fs;
pub mod ipc;
pub mod mm;
pub mod net;
pub mod pipe;
pub mod poll;
pub mod sched;
pub mod signal;
pub mod syscall;
pub mod task;
pub mod time;
pub mod tty;

pub use attempt::{Attempt, Resume, Sleep, SleepReason, Unsupported, WakeReason, Why};
pub use boot::{BootConfig, BootError};
pub use chooser::Chooser;
pub use cost::CostModel;
pub use counters::Counters;
pub use digest::Digest;
pub use event::{
    Copier, CpuId, Event, ExitStatus, FaultOutcome, MigrateReason, Place, PreemptReason,
    SignalEffect, SwitchReason,
};
pub use futex::FutexKey;
pub use kernel::{Caller, Kernel};
pub use table::{ById, Id, Table};
pub use wait::WaitQueue;

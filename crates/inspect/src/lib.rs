//! Read-only views of one moment of a run, as plain data and as Linux-shaped text.
//!
//! [`Moment`] holds everything that a picture of one step needs; the page draws it and names no
//! kernel type. Sentences come in two languages, written side by side with `say!`, so that neither
//! can be forgotten. Nothing here changes a machine.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod banker;
mod calls;
mod events;
mod files;
mod lanes;
mod lang;
mod moment;
mod outcome;
mod processes;
mod races;
mod scheduling;
mod search;
mod sentence;
mod stack;
mod strace;
mod sync;
mod text;
mod threads;
mod value;
mod view;
mod watch;
mod words;

pub use banker::{BankerCustomer, BankerView, banker_text, bankers};
pub use calls::syscall_page;
pub use events::event_view;
pub use lanes::lanes;
pub use lang::Lang;
pub use moment::{counters, mark_changes, moment};
pub use outcome::{Gantt, JobTimes, Stretch, job_times, outcome};
pub use processes::maps;
pub use races::{RaceHunt, RaceSide, RaceView};
pub use scheduling::run_queues;
pub use search::{Hit, search};
pub use strace::returned;
pub use sync::*;
pub use text::{TraceLine, describe, ps, trace_lines};
pub use view::*;
pub use watch::{
    DeadlockWatch, LivelockWatch, StarvationBounds, StarvationWatch, Watches, finding_here,
    finding_text,
};
pub use words::duration;

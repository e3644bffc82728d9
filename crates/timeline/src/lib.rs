//! Recordings and travel through them: keyframes, replay, seek and search.
//!
//! A [`Timeline`] owns two machines: the *frontier*, which has run furthest and lays keyframes and
//! an [`EventLog`] behind it, and the *head*, which stands where the reader looks. Going back is
//! never undone work: the nearest keyframe is restored and the rest is replayed, and whenever a
//! replay passes a keyframe the digests must agree. Only this crate knows that there is a past.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod keyframes;
mod log;
mod recording;
mod travel;
mod watch;

pub use keyframes::Keyframes;
pub use log::{EventLog, LogEntry, Mark};
pub use recording::{Arrival, Input, Recording};
pub use travel::{Diverged, Timeline, Travel};
pub use watch::{Finding, FindingKind, Watch};

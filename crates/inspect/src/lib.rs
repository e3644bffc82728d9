//! Read-only views of one moment of a run, as plain data and as Linux-shaped text.
//!
//! [`Moment`] holds everything that a picture of one step needs; the page draws it and names no
//! kernel type. Nothing here changes a machine.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod view;

pub use view::*;

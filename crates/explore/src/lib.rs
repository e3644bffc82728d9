//! What could happen in other interleavings of a run.
//!
//! [`races`] watches one run and finds accesses that nothing orders: in another interleaving they
//! would happen the other way round. It knows no C and no screen; who has debug information hands
//! over what it needs of it as [`Code`](races::Code).
//!
//! What it does not do: run a machine by itself, or remember a recording.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

pub mod races;

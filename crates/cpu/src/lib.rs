//! One RV64GC hart: runs user code until something happens that is not the hart's business.
//!
//! [`Hart::run`] interprets instructions over a [`Memory`] and stops with a [`Stop`]: a trap, or
//! no fuel left. The hart knows no kernel, no process and no time; it knows memory only as pages
//! behind a page-table walk. Decoded instructions live in a [`Text`], which is derived data: it
//! may be shared, emptied or rebuilt at any time without a change of behaviour.
//!
//! What it does not do: privileged instructions, page tables, interrupts.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod access;
mod atomic;
mod csr;
mod decode;
mod execute;
mod float;
mod footprint;
mod hart;
mod memory;
mod op;
mod text;
mod tlb;

pub use footprint::{Effect, Footprint, Sight, sight};
pub use hart::{Hart, Stop, Trap};
pub use memory::{Access, Frame, Memory, PAGE_SIZE, Page};
pub use text::Text;
pub use vitrine_abi::Registers;

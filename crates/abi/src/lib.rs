//! What user programs and the kernel share: numbers, names and layouts of Linux on riscv64.
//! No behaviour beyond naming and decoding.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod errno;
pub mod files;
mod ids;
mod registers;
mod signal;

pub use errno::Errno;
pub use ids::{Fd, Pid, Tid};
pub use registers::Registers;
pub use signal::{DefaultAction, Signal};

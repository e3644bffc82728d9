//! The same C program on the host's Linux and on Vitrine, compared.
//!
//! A [`Case`] is a C file under `cases/` whose first comments say how it is run. What it does on Linux is kept beside it as a
//! [`Recording`] (`NAME.linux`). A [`Host`] runs a case: [`Linux`] itself in fresh namespaces, or [`Vitrine`] with the program
//! compiled by our compiler or as a glibc executable. [`compare`] says in words where two outcomes differ.
//!
//! This crate builds nothing that others depend on, and works on Linux only.

mod case;
mod escape;
mod interleavings;
mod linux;
mod outcome;
mod process;
mod recording;
mod suite;
pub mod textbook;
mod vitrine;

pub use case::{Case, Directives, Host as HostKind, Mode, Stream, Tries};
pub use linux::Linux;
pub use outcome::{Outcome, Status, compare};
pub use recording::Recording;
pub use suite::{Difference, Host, Suite, against_recordings, bless};
pub use vitrine::{Compiler, Vitrine};

use std::path::{Path, PathBuf};

/// The repository's root, above this crate.
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

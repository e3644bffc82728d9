//! Programs of published course books, on Linux and on Vitrine.
//!
//! The sources belong to others and are never committed: a folder beside the repository holds the checked-out collections
//! and a busybox for each side (docs/textbook.md). A table names the programs, how each is run (in a shell's words), and how
//! far its output can be compared. [`Library`] builds, [`Native`] and [`simulate()`] run, [`judge()`] compares.

mod build;
mod judge;
mod native;
mod report;
mod simulate;
mod table;

pub use build::{Library, Maker};
pub use judge::{Verdict, judge};
pub use native::Native;
pub use report::{Line, summary};
pub use simulate::{Ran, Surroundings, simulate};
pub use table::{Program, Standard, read_table};

use std::fs;
use std::io;
use std::path::Path;

/// Files that every scenario finds in its working directory.
const FILES: [(&str, &[u8]); 2] = [
    ("f.txt", b"It was a bright cold day in April,\nand the clocks were striking thirteen.\n"),
    ("abc.bin", &[7; 10_000]),
];

/// The files in the working directory of a program: the common ones and its own source.
pub fn work_files(program: &Program, source: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files: Vec<_> =
        FILES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    files.push((format!("{}.c", program.name()), fs::read(source)?));
    Ok(files)
}

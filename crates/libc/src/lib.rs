//! The C library's text: headers and sources, for the compiler to build programs with.
//!
//! Nothing is compiled here. A program needs few of the sources: one concept lies in one file, and a linker takes the files
//! (or functions) that something refers to, a program's own definition of a name winning over the library's. Headers under
//! `vitrine/` are the library's own and not for programs.
//!
//! The same sources build with gcc for riscv64 (`tests/`), where inline assembly takes the place of `__builtin_syscall`.
#![no_std]

/// Headers: the name that `#include <…>` uses, such as `"sys/wait.h"`, and the text, sorted by name.
pub const HEADERS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/headers.rs"));

/// Sources: a name such as `"stdio/printf.c"` and the text, sorted by name.
pub const SOURCES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// The text of a header.
pub fn header(name: &str) -> Option<&'static str> {
    find(HEADERS, name)
}

/// The text of a source.
pub fn source(name: &str) -> Option<&'static str> {
    find(SOURCES, name)
}

fn find(list: &'static [(&'static str, &'static str)], name: &str) -> Option<&'static str> {
    let at = list.binary_search_by(|(other, _)| (*other).cmp(name)).ok()?;
    Some(list[at].1)
}

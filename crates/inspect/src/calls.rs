//! The system calls that are simulated, as a table for people: docs/syscalls.md.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use vitrine_kernel::syscall::{Row, Support, call_name, row, rows};

/// One more than the highest call number of Linux 6.18.
const NUMBERS: u32 = 512;

/// A Markdown page: every call that Vitrine knows with what is missing of it, and the names of
/// those that stop a run as "not simulated".
pub fn syscall_page() -> String {
    let known: Vec<&Row> = rows().collect();
    let with = |support| known.iter().filter(|row| row.support == support).count();
    let mut page = format!(
        "# System calls\n\n\
         Written by `vitrine syscalls` from the kernel's own table. Numbers are those of Linux on riscv64. \
         {} calls: {} whole, {} in part, {} answered as an older kernel would. What is missing of a call, \
         and every call that is not here, stops the run and says so (exit status 125 of `vitrine run`); \
         nothing gives a wrong answer.\n\n\
         | number | call | simulated | |\n|---:|---|---|---|\n",
        known.len(),
        with(Support::Full),
        with(Support::Partial),
        with(Support::Absent),
    );
    for row in &known {
        page += &line(row);
    }
    page += "\n## Not simulated\n\n";
    let missing: Vec<&str> =
        (0..NUMBERS).filter(|number| row(*number).is_none()).filter_map(call_name).collect();
    page += &missing.join(", ");
    page += "\n";
    page
}

fn line(row: &Row) -> String {
    let arguments: Vec<&str> = row.arguments.iter().map(|argument| argument.name).collect();
    let support = match row.support {
        Support::Full => "whole",
        Support::Partial => "in part",
        Support::Absent => "ENOSYS",
    };
    let (number, name, note) = (row.number, row.name, row.note);
    format!("| {number} | `{name}({})` | {support} | {note} |\n", arguments.join(", "))
}

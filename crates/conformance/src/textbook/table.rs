//! The table of programs: `id status mode tier sha256_16 scenario`, separated by tabs.

use std::fs;
use std::io;
use std::path::Path;

use crate::case::Mode;

/// How far a program's output is the same each time on Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// Byte for byte, and the status.
    Exact,
    /// Only the status.
    Exit,
    /// But for numbers, addresses and times.
    Masked,
    /// Its lines come in any order.
    Permuted,
    /// It depends on the scheduler: the same status, and the same set of masked lines.
    Scheduled,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Program {
    /// `collection/folder/name`.
    pub id: String,
    /// How its output is compared.
    pub standard: Standard,
    /// Where its output goes.
    pub mode: Mode,
    /// What it needs, 1 … 3.
    pub tier: u8,
    /// What is run, in a shell's words.
    pub scenario: String,
}

impl Program {
    /// The first part of its id.
    pub fn collection(&self) -> &str {
        self.id.split('/').next().unwrap_or(&self.id)
    }

    /// The last part of its id.
    pub fn name(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or(&self.id)
    }

    /// A name for files of its own.
    pub fn file_name(&self) -> String {
        self.id.replace('/', ".")
    }

    /// Words of the scenario that may name programs.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let ends = |c: char| !(c.is_alphanumeric() || "_-.".contains(c));
        self.scenario.split(ends).filter(|word| !word.is_empty())
    }
}

/// Reads the table.
pub fn read_table(path: &Path) -> io::Result<Vec<Program>> {
    let text = fs::read_to_string(path)?;
    let lines = text.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty());
    lines
        .map(|(index, line)| {
            row(line).ok_or_else(|| {
                io::Error::other(format!("{}:{}: not a row", path.display(), index + 1))
            })
        })
        .collect()
}

fn row(line: &str) -> Option<Program> {
    let mut columns = line.split('\t');
    let id = columns.next()?.to_owned();
    let standard = match columns.next()? {
        "EXACT" => Standard::Exact,
        "EXACT-exit-only" => Standard::Exit,
        "MASKED" => Standard::Masked,
        "PERMUTED" => Standard::Permuted,
        "SCHED-DEPENDENT" => Standard::Scheduled,
        _ => return None,
    };
    let mode = match columns.next()? {
        "pipe" => Mode::Pipe,
        "tty" => Mode::Tty,
        _ => return None,
    };
    let tier = columns.next()?.parse().ok()?;
    let _version = columns.next()?;
    let mut scenario = columns.next()?.to_owned();
    if scenario == "(no args)" {
        scenario = id.rsplit('/').next()?.to_owned();
    }
    Some(Program { id, standard, mode, tier, scenario })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read() {
        let program =
            row("x/y/prog\tMASKED\ttty\t2\t00ff\tprog 'a b' & sleep 1; wait").expect("a row");
        assert_eq!((program.name(), program.collection(), program.tier), ("prog", "x", 2));
        assert_eq!(program.standard, Standard::Masked);
        let words: Vec<_> = program.words().collect();
        assert_eq!(words, ["prog", "a", "b", "sleep", "1", "wait"]);
        assert_eq!(row("x/y\tEXACT\tpipe\t1\t00\t(no args)").expect("a row").scenario, "y");
        assert!(row("x/y\tNEARLY\tpipe\t1\t00\ty").is_none());
    }
}

//! A case: a C file with directives in its first comments.
//!
//! ```c
//! // What the program shows, in words.
//! // mode: both
//! // args: one two
//! // stdin: "text\n"
//! // compare: stdout, stderr, status
//! // differs(elf): the kernel has no futex yet
//! // outcomes: seeds=64 runs=200
//! ```
//!
//! `mode` is `pipe` (the default), `tty` or `both`; `compare` defaults to `stdout, status`. `differs(HOST)` names a known
//! difference, which must keep differing: a case that agrees again must lose the line.
//!
//! `outcomes` is for a program that may lawfully end in several ways: Linux is run so often when it is recorded, and Vitrine
//! under so many seeds on each of 1, 2 and 4 CPUs when it is compared, and both must come to the same set.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::escape::unescape;

/// What the program's descriptors 0, 1 and 2 are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Pipes (descriptor 0 too, or nothing to read).
    Pipe,
    /// One terminal.
    Tty,
}

impl Mode {
    /// The word in directives and recordings.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Pipe => "pipe",
            Mode::Tty => "tty",
        }
    }
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// The bytes written to descriptor 1.
    Stdout,
    /// The bytes written to descriptor 2; on a terminal they are in [`Stream::Stdout`].
    Stderr,
    /// The exit status or the signal.
    Status,
}

/// Where a case runs, as directives name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// The Linux of this computer, gcc and glibc.
    Linux,
    /// Vitrine, compiled by our compiler with our library.
    Ours,
    /// Vitrine, a static executable of the cross compiler with glibc.
    Elf,
}

impl Host {
    /// The word in directives.
    pub fn word(self) -> &'static str {
        match self {
            Host::Linux => "linux",
            Host::Ours => "ours",
            Host::Elf => "elf",
        }
    }
}

/// What a case's comments say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directives {
    /// Each is run and recorded.
    pub modes: Vec<Mode>,
    /// argv from 1 on.
    pub args: Vec<String>,
    /// What can be read from descriptor 0 before its end.
    pub stdin: Vec<u8>,
    /// What is compared.
    pub compare: Vec<Stream>,
    /// Known differences, each with its reason.
    pub differs: Vec<(Host, String)>,
    /// It may end in several ways.
    pub outcomes: Option<Tries>,
}

/// How often a program that may end in several ways is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tries {
    /// On Vitrine: seeds.
    pub seeds: u32,
    /// On Linux, when it is recorded.
    pub runs: u32,
}

/// A C program and how it is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// `area/name`.
    pub name: String,
    /// The C file.
    pub path: PathBuf,
    /// How it is run.
    pub directives: Directives,
}

impl Case {
    /// All cases below a folder, sorted by name.
    pub fn all(folder: &Path) -> io::Result<Vec<Case>> {
        let mut cases = Vec::new();
        collect(folder, folder, &mut cases)?;
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(cases)
    }

    /// Where its recording lies.
    pub fn recording(&self) -> PathBuf {
        self.path.with_extension("linux")
    }

    /// The last part of its name: what the program is called.
    pub fn program(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// Why it is known to differ on a host.
    pub fn known_difference(&self, host: Host) -> Option<&str> {
        let mut all = self.directives.differs.iter();
        all.find(|(other, _)| *other == host).map(|(_, reason)| reason.as_str())
    }
}

fn collect(root: &Path, folder: &Path, cases: &mut Vec<Case>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, cases)?;
        } else if path.extension().is_some_and(|ending| ending == "c") {
            let text = fs::read_to_string(&path)?;
            let directives = directives(&text)
                .map_err(|message| io::Error::other(format!("{}: {message}", path.display())))?;
            let name = path.strip_prefix(root).unwrap_or(&path).with_extension("");
            cases.push(Case { name: name.to_string_lossy().into_owned(), path, directives });
        }
    }
    Ok(())
}

fn directives(text: &str) -> Result<Directives, String> {
    let mut found = Directives {
        modes: vec![Mode::Pipe],
        args: Vec::new(),
        stdin: Vec::new(),
        compare: vec![Stream::Stdout, Stream::Status],
        differs: Vec::new(),
        outcomes: None,
    };
    for line in text.lines() {
        let Some(comment) = line.strip_prefix("//") else { break };
        let Some((key, value)) = comment.trim().split_once(':') else { continue };
        let value = value.trim();
        match key.trim() {
            "mode" => found.modes = modes(value)?,
            "args" => found.args = value.split_whitespace().map(str::to_owned).collect(),
            "stdin" => found.stdin = quoted(value)?,
            "compare" => found.compare = streams(value)?,
            "outcomes" => found.outcomes = Some(tries(value)?),
            key => {
                if let Some(host) =
                    key.strip_prefix("differs(").and_then(|rest| rest.strip_suffix(')'))
                {
                    found.differs.push((known_host(host)?, value.to_owned()));
                }
            }
        }
    }
    Ok(found)
}

fn modes(value: &str) -> Result<Vec<Mode>, String> {
    match value {
        "pipe" => Ok(vec![Mode::Pipe]),
        "tty" => Ok(vec![Mode::Tty]),
        "both" => Ok(vec![Mode::Pipe, Mode::Tty]),
        other => Err(format!("mode is pipe, tty or both, not {other}")),
    }
}

fn quoted(value: &str) -> Result<Vec<u8>, String> {
    value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .and_then(unescape)
        .ok_or_else(|| format!("stdin is a string in quotes, not {value}"))
}

fn streams(value: &str) -> Result<Vec<Stream>, String> {
    let words = value.split(',').map(str::trim);
    words
        .map(|word| match word {
            "stdout" => Ok(Stream::Stdout),
            "stderr" => Ok(Stream::Stderr),
            "status" => Ok(Stream::Status),
            other => Err(format!("only stdout, stderr and status can be compared, not {other}")),
        })
        .collect()
}

fn tries(value: &str) -> Result<Tries, String> {
    let wrong = || format!("outcomes is seeds=NUMBER runs=NUMBER, not {value}");
    let mut numbers = Tries { seeds: 0, runs: 0 };
    for word in value.split_whitespace() {
        let (key, number) = word.split_once('=').ok_or_else(wrong)?;
        let number = number.parse().map_err(|_| wrong())?;
        match key {
            "seeds" => numbers.seeds = number,
            "runs" => numbers.runs = number,
            _ => return Err(wrong()),
        }
    }
    if numbers.seeds > 0 && numbers.runs > 0 { Ok(numbers) } else { Err(wrong()) }
}

fn known_host(word: &str) -> Result<Host, String> {
    match word {
        "ours" => Ok(Host::Ours),
        "elf" => Ok(Host::Elf),
        other => Err(format!("a case differs on ours or elf, not on {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_read_from_the_first_comments() {
        let text = "// A sentence.\n// mode: both\n// args: a  b\n// stdin: \"x\\n\"\n\
                    // compare: stdout, stderr\n// differs(elf): no futex\n\
                    // outcomes: seeds=8 runs=90\n\nint main;\n// mode: tty\n";
        let expected = Directives {
            modes: vec![Mode::Pipe, Mode::Tty],
            args: vec!["a".into(), "b".into()],
            stdin: b"x\n".to_vec(),
            compare: vec![Stream::Stdout, Stream::Stderr],
            differs: vec![(Host::Elf, "no futex".into())],
            outcomes: Some(Tries { seeds: 8, runs: 90 }),
        };
        assert_eq!(directives(text), Ok(expected));
    }

    #[test]
    fn a_wrong_directive_is_an_error_in_words() {
        let wrong = directives("// mode: file\n");
        assert_eq!(wrong, Err("mode is pipe, tty or both, not file".into()));
    }
}

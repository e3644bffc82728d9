//! What a case did on Linux, as a text file that people can read and compare.
//!
//! ```text
//! mode pipe
//! status exit 0
//! stdout
//! | hello
//! |\ no newline at the end
//! stderr
//! ```
//!
//! A case that may end in several ways has several outcomes of the same mode.

use std::fmt::Write as _;

use crate::case::Mode;
use crate::escape::{from_line, to_lines};
use crate::outcome::{Outcome, Status};

/// The outcomes of a case on Linux, one for each of its modes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// In the order of the case's modes.
    pub outcomes: Vec<(Mode, Outcome)>,
}

impl Recording {
    /// What the case did in a mode.
    pub fn outcome(&self, mode: Mode) -> Option<&Outcome> {
        self.outcomes.iter().find(|(other, _)| *other == mode).map(|(_, outcome)| outcome)
    }

    /// All that it did in a mode, if it may end in several ways.
    pub fn all(&self, mode: Mode) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(move |(other, _)| *other == mode).map(|(_, outcome)| outcome)
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (mode, outcome) in &self.outcomes {
            let _ = writeln!(text, "mode {}\nstatus {}", mode.word(), outcome.status);
            for (name, bytes) in [("stdout", &outcome.stdout), ("stderr", &outcome.stderr)] {
                let _ = writeln!(text, "{name}");
                for line in to_lines(bytes) {
                    let _ = writeln!(text, "{}", line.trim_end());
                }
            }
        }
        text
    }

    /// Reads such a text; the error names the line.
    pub fn parse(text: &str) -> Result<Recording, String> {
        let mut recording = Recording::default();
        let mut in_stderr = false;
        for (index, line) in text.lines().enumerate() {
            let wrong = || format!("line {}: {line:?} is not understood", index + 1);
            if let Some(word) = line.strip_prefix("mode ") {
                let mode = match word {
                    "pipe" => Mode::Pipe,
                    "tty" => Mode::Tty,
                    _ => return Err(wrong()),
                };
                let empty = Outcome { stdout: vec![], stderr: vec![], status: Status::TimedOut };
                recording.outcomes.push((mode, empty));
                continue;
            }
            let Some((_, outcome)) = recording.outcomes.last_mut() else { return Err(wrong()) };
            match line {
                "stdout" => in_stderr = false,
                "stderr" => in_stderr = true,
                _ if line.starts_with("status ") => {
                    outcome.status = Status::parse(&line[7..]).ok_or_else(wrong)?;
                }
                _ => {
                    let bytes = from_line(line).ok_or_else(wrong)?;
                    let stream = if in_stderr { &mut outcome.stderr } else { &mut outcome.stdout };
                    stream.extend(bytes);
                }
            }
        }
        Ok(recording)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_read_back() {
        let outcome = |stdout: &str, status| Outcome {
            stdout: stdout.into(),
            stderr: b"warned\n".to_vec(),
            status,
        };
        let recording = Recording {
            outcomes: vec![
                (Mode::Pipe, outcome("a\n\nb", Status::Exited(7))),
                (Mode::Tty, outcome("a\n", Status::Signaled(11))),
            ],
        };
        assert_eq!(Recording::parse(&recording.to_text()), Ok(recording));
    }
}

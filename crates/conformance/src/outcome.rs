//! What a program did, and in what two runs differ.

use std::fmt;

use crate::case::{Mode, Stream};

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It exited with this status.
    Exited(u8),
    /// This signal ended it.
    Signaled(u8),
    /// It had not ended when its time was over.
    TimedOut,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Status::Exited(status) => write!(f, "exit {status}"),
            Status::Signaled(signal) => write!(f, "signal {signal}"),
            Status::TimedOut => write!(f, "time"),
        }
    }
}

impl Status {
    /// From the words that [`Display`](fmt::Display) makes.
    pub fn parse(text: &str) -> Option<Status> {
        let (word, number) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        match word {
            "exit" => number.parse().ok().map(Status::Exited),
            "signal" => number.parse().ok().map(Status::Signaled),
            "time" => Some(Status::TimedOut),
            _ => None,
        }
    }

    /// As a shell and `vitrine run` tell it: 128 + n stands for signal n.
    fn as_shell(self) -> Option<u8> {
        match self {
            Status::Exited(status) => Some(status),
            Status::Signaled(signal) => Some(128 + signal),
            Status::TimedOut => None,
        }
    }
}

/// What a program wrote and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Bytes written to descriptor 1, or to the terminal.
    pub stdout: Vec<u8>,
    /// Bytes written to descriptor 2 if that is no terminal.
    pub stderr: Vec<u8>,
    /// How it ended.
    pub status: Status,
}

/// Where `got` differs from `expected`, in words; `None` if it does not.
pub fn compare(
    expected: &Outcome,
    got: &Outcome,
    mode: Mode,
    streams: &[Stream],
) -> Option<String> {
    let mut found = Vec::new();
    for stream in streams {
        match stream {
            Stream::Stdout => {
                found.extend(difference("stdout", &expected.stdout, &got.stdout, mode));
            }
            Stream::Stderr => {
                found.extend(difference("stderr", &expected.stderr, &got.stderr, mode));
            }
            Stream::Status if expected.status.as_shell() != got.status.as_shell() => {
                found.push(format!("status: {} instead of {}", got.status, expected.status));
            }
            Stream::Status => {}
        }
    }
    if found.is_empty() {
        return None;
    }
    if !streams.contains(&Stream::Stderr) && !got.stderr.is_empty() {
        found.push(format!("stderr was: {}", String::from_utf8_lossy(&got.stderr).trim_end()));
    }
    Some(found.join("\n"))
}

fn difference(name: &str, expected: &[u8], got: &[u8], mode: Mode) -> Option<String> {
    let (expected, got) = (text(expected, mode), text(got, mode));
    if expected == got {
        return None;
    }
    let mut number = 1;
    let mut lines = (expected.split('\n'), got.split('\n'));
    loop {
        match (lines.0.next(), lines.1.next()) {
            (Some(want), Some(have)) if want == have => number += 1,
            (want, have) => {
                let show = |line: Option<&str>| {
                    line.map_or_else(|| "nothing".to_owned(), |line| format!("{line:?}"))
                };
                return Some(format!(
                    "{name}, line {number}: {} instead of {}",
                    show(have),
                    show(want)
                ));
            }
        }
    }
}

/// A terminal writes a carriage return before a newline; whether it does is not the program's doing.
fn text(bytes: &[u8], mode: Mode) -> String {
    let text = String::from_utf8_lossy(bytes).into_owned();
    match mode {
        Mode::Pipe => text,
        Mode::Tty => text.replace("\r\n", "\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(stdout: &str, status: Status) -> Outcome {
        Outcome { stdout: stdout.into(), stderr: Vec::new(), status }
    }

    #[test]
    fn a_difference_names_its_line() {
        let all = [Stream::Stdout, Stream::Status];
        let (a, b) =
            (outcome("x\ny\n", Status::Exited(0)), outcome("x\nz\n", Status::Signaled(11)));
        let found = compare(&a, &b, Mode::Pipe, &all);
        let expected =
            "stdout, line 2: \"z\" instead of \"y\"\nstatus: signal 11 instead of exit 0";
        assert_eq!(found.as_deref(), Some(expected));
    }

    #[test]
    fn a_signal_is_128_and_more_and_a_terminal_ends_lines_with_two_characters() {
        let all = [Stream::Stdout, Stream::Status];
        let (a, b) = (outcome("x\n", Status::Signaled(6)), outcome("x\r\n", Status::Exited(134)));
        assert_eq!(compare(&a, &b, Mode::Tty, &all), None);
    }
}

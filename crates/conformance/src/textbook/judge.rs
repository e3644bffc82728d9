//! Whether two runs of a scenario agree, by the standard that the table names.

use std::collections::BTreeSet;

use crate::case::{Mode, Stream};
use crate::outcome::{Outcome, Status, compare};
use crate::textbook::table::{Program, Standard};

/// What came of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It does not compile (or a program that its scenario needs); what the compiler says.
    NotCompiled(String),
    /// It did what it does on Linux.
    Agrees,
    /// It depends on the scheduler and only its status is the same.
    AgreesInStatus,
    /// It did something else.
    Differs(String),
    /// It asked for what is not simulated.
    NotSimulated(String),
    /// There is nothing to compare with: it does not run on this Linux.
    NoRecording(String),
}

impl Verdict {
    /// One word for tables.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::NotCompiled(_) => "not compiled",
            Verdict::Agrees => "agrees",
            Verdict::AgreesInStatus => "agrees in status",
            Verdict::Differs(_) => "differs",
            Verdict::NotSimulated(_) => "not simulated",
            Verdict::NoRecording(_) => "no recording",
        }
    }

    /// Why, on one line.
    pub fn reason(&self) -> String {
        match self {
            Verdict::Agrees | Verdict::AgreesInStatus => String::new(),
            Verdict::NotCompiled(why)
            | Verdict::Differs(why)
            | Verdict::NotSimulated(why)
            | Verdict::NoRecording(why) => why.replace('\n', " | "),
        }
    }
}

/// Compares by the program's standard.
pub fn judge(program: &Program, expected: &Outcome, got: &Outcome) -> Verdict {
    let streams = [Stream::Stdout, Stream::Status];
    let changed = |change: fn(&[u8]) -> Vec<u8>| {
        let apply = |one: &Outcome| Outcome { stdout: change(&one.stdout), ..one.clone() };
        compare(&apply(expected), &apply(got), program.mode, &streams)
    };
    let found = match program.standard {
        Standard::Exact => compare(expected, got, program.mode, &streams),
        Standard::Exit => compare(expected, got, program.mode, &[Stream::Status]),
        Standard::Masked => changed(mask),
        Standard::Permuted => changed(sorted_lines),
        Standard::Scheduled => return scheduled(expected, got),
    };
    found.map_or(Verdict::Agrees, Verdict::Differs)
}

fn scheduled(expected: &Outcome, got: &Outcome) -> Verdict {
    if let Some(what) = compare(expected, got, Mode::Tty, &[Stream::Status]) {
        return Verdict::Differs(what);
    }
    if got.status == Status::TimedOut {
        return Verdict::Differs("it does not end".into());
    }
    let lines = |outcome: &Outcome| -> BTreeSet<Vec<u8>> {
        mask(&outcome.stdout).split(|byte| b"\r\n".contains(byte)).map(<[u8]>::to_vec).collect()
    };
    if lines(expected) == lines(got) { Verdict::Agrees } else { Verdict::AgreesInStatus }
}

const DAYS_AND_MONTHS: &str = "Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec \
     Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June \
     July August September October November December";

/// Replaces times of the day, which no two runs have in common.
fn mask_clock(text: &str) -> String {
    let mut masked = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = |at: usize| {
            rest.as_bytes().get(at..at + 2).is_some_and(|two| two.iter().all(u8::is_ascii_digit))
        };
        let colon = |at: usize| rest.as_bytes().get(at) == Some(&b':');
        let is_clock = digits(0) && colon(2) && digits(3) && colon(5) && digits(6);
        let length = if is_clock { 8 } else { first.len_utf8() };
        masked.push_str(if is_clock { "#:#:#" } else { &rest[..length] });
        rest = &rest[length..];
    }
    masked
}

/// Replaces days and months, and every number, decimal or hexadecimal, and blanks beside it (numbers are often padded).
fn mask(bytes: &[u8]) -> Vec<u8> {
    let mut masked = Vec::new();
    let mut rest = bytes;
    while let Some(first) = rest.first() {
        let word = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let (head, tail) = rest.split_at(word.max(1));
        let digits = head.strip_prefix(b"0x").unwrap_or(head);
        let is_number = digits.iter().any(u8::is_ascii_digit)
            && (digits.iter().all(u8::is_ascii_hexdigit) || !first.is_ascii_alphabetic());
        if DAYS_AND_MONTHS.split(' ').any(|name| name.as_bytes() == head) {
            masked.push(b'@');
        } else if is_number {
            while masked.last() == Some(&b' ') {
                masked.pop();
            }
            masked.push(b'#');
        } else {
            masked.extend_from_slice(head);
        }
        rest = tail;
    }
    masked
}

fn sorted_lines(bytes: &[u8]) -> Vec<u8> {
    let text = mask_clock(&String::from_utf8_lossy(bytes).replace("\r\n", "\n"));
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.join("\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(standard: Standard, expected: &str, got: &str, verdict: &str) {
        let outcome = |text: &str| Outcome {
            stdout: text.into(),
            stderr: Vec::new(),
            status: Status::Exited(0),
        };
        let program =
            Program { id: "a/b".into(), standard, mode: Mode::Tty, tier: 1, scenario: "b".into() };
        assert_eq!(judge(&program, &outcome(expected), &outcome(got)).word(), verdict);
    }

    #[test]
    fn each_standard_overlooks_what_it_says_and_no_more() {
        check(Standard::Exact, "a\n", "a\r\n", "agrees");
        check(Standard::Exact, "pid 100\n", "pid 101\n", "differs");
        check(Standard::Exit, "a", "b", "agrees");
        check(Standard::Masked, "at 0x7fe0a, 12.5 s\n", "at 0x4d, 3.25 s\n", "agrees");
        check(Standard::Masked, "at 1\n", "on 1\n", "differs");
        check(Standard::Masked, "Wednesday, 2 May", "Thursday, 1 January", "agrees");
        check(Standard::Masked, "key b62d0, 10us\n", "key 7f, 9us\n", "agrees");
        check(Standard::Permuted, "a\nb\n", "b\r\na\r\n", "agrees");
        check(Standard::Permuted, "[17:00:59] a\nb\n", "b\n[00:00:01] a\n", "agrees");
        check(Standard::Permuted, "a\nb\n", "a\na\n", "differs");
        check(Standard::Scheduled, "1: on\n2: on\n", "1: on\n", "agrees");
        check(Standard::Scheduled, "1: on\n", "1: off\n", "agrees in status");
    }
}

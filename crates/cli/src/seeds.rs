//! `vitrine run --seeds`: the same program under many seeds, and what came of it.
//!
//! Each seed is one interleaving (`shuffle` in docs/workloads.md). What is printed is a table of the outcomes, and the first seed
//! of each: with `--shuffle --seed` that very run can be looked at.

use std::collections::HashMap;
use std::num::NonZero;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use vitrine_kernel::ExitStatus;
use vitrine_kernel::fd::Stream;
use vitrine_machine::{Config, Machine, Status};

use crate::arguments::{Failure, RunOptions};
use crate::program::boot;
use crate::{LIMIT, NOT_SIMULATED};

/// Steps after which one of the runs stops, unless `--max-steps` says otherwise.
const MAX_STEPS: u64 = 100_000_000;
/// Characters of a line of output that the table shows.
const WIDTH: usize = 60;
/// Exit status: not all runs ended alike.
const DIFFERENT: u8 = 1;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum End {
    Exited(u8),
    Signaled(u8),
    Deadlock,
    StepLimit,
    NotSimulated(String),
}

impl End {
    fn text(&self) -> String {
        match self {
            End::Exited(status) => format!("exit {status}"),
            End::Signaled(signal) => format!("signal {signal}"),
            End::Deadlock => "deadlock".into(),
            End::StepLimit => "limit".into(),
            End::NotSimulated(what) => format!("not simulated: {what}"),
        }
    }

    fn status(&self) -> u8 {
        match self {
            End::Exited(status) => *status,
            End::Signaled(signal) => 128 + signal,
            End::Deadlock | End::StepLimit => LIMIT,
            End::NotSimulated(_) => NOT_SIMULATED,
        }
    }
}

/// What can be seen of a run from outside.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Outcome {
    end: End,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

/// An outcome, how often it came, and the first seed.
struct Row {
    outcome: Outcome,
    runs: u64,
    first: u64,
}

/// Runs the program under `count` seeds and prints which outcomes there were.
pub(crate) fn run(options: &RunOptions, config: &Config, count: u64) -> Result<u8, Failure> {
    boot(config)?; // errors of loading come once
    let max_steps = options.max_steps.unwrap_or(MAX_STEPS);
    let from = config.seed;
    let outcomes = each_seed(from..from.saturating_add(count), |seed| {
        let config = Config { seed, ..config.clone() };
        Machine::boot(&config).ok().map(|machine| outcome(machine, max_steps))
    });
    let rows = rows(from, outcomes.into_iter().flatten());
    if options.json {
        rows.iter().for_each(print_json);
    } else {
        print_table(&rows);
    }
    let first = rows.first().map_or(0, |row| row.outcome.end.status());
    Ok(if rows.iter().all(|row| row.outcome == rows[0].outcome) { first } else { DIFFERENT })
}

/// Calls `run` for each seed, on as many threads as there are processors; answers in order of seeds.
pub(crate) fn each_seed<T: Send>(seeds: Range<u64>, run: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let next = AtomicU64::new(seeds.start);
    let answers = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        return;
                    }
                    let answer = run(seed);
                    if let Ok(mut answers) = answers.lock() {
                        answers.push((seed, answer));
                    }
                }
            });
        }
    });
    let mut answers = answers.into_inner().unwrap_or_default();
    answers.sort_by_key(|(seed, _)| *seed);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

fn outcome(mut machine: Machine, max_steps: u64) -> Outcome {
    let end = match machine.run_unwatched(max_steps) {
        Status::Running => End::StepLimit,
        Status::Exited(ExitStatus::Exited(status)) => End::Exited(status),
        Status::Exited(ExitStatus::Signaled { signal, .. }) => End::Signaled(signal.number()),
        Status::WaitsForInput | Status::Deadlocked => End::Deadlock,
        Status::Unsupported { what, .. } => End::NotSimulated(what.what.to_string()),
    };
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    for chunk in machine.kernel().terminal.output.since(0) {
        match chunk.stream {
            Stream::Stderr => stderr.extend_from_slice(&chunk.bytes),
            Stream::Stdout | Stream::Terminal => stdout.extend_from_slice(&chunk.bytes),
        }
    }
    Outcome { end, stdout, stderr }
}

/// The most frequent outcome first; of equals the one with the smaller seed.
fn rows(from: u64, outcomes: impl Iterator<Item = Outcome>) -> Vec<Row> {
    let mut at = HashMap::new();
    let mut rows: Vec<Row> = Vec::new();
    for (seed, outcome) in (from..).zip(outcomes) {
        let index = *at.entry(outcome.clone()).or_insert(rows.len());
        match rows.get_mut(index) {
            Some(row) => row.runs += 1,
            None => rows.push(Row { outcome, runs: 1, first: seed }),
        }
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(row.runs), row.first));
    rows
}

fn print_table(rows: &[Row]) {
    println!("{:>8}  {:>10}  {:<10}  output", "runs", "first seed", "end");
    for Row { outcome, runs, first } in rows {
        let output = if outcome.stdout.is_empty() { &outcome.stderr } else { &outcome.stdout };
        println!("{runs:>8}  {first:>10}  {:<10}  {}", outcome.end.text(), summary(output));
    }
}

/// The first line, and what tells longer outputs apart.
fn summary(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let mut lines = text.lines();
    let Some(line) = lines.next() else { return "(none)".into() };
    let mut shown: String = line.chars().take(WIDTH).collect();
    let more = lines.count();
    if shown.len() < line.len() || more > 0 {
        shown += &format!(" … ({} lines, {:08x})", more + 1, digest(output));
    }
    shown
}

/// FNV-1a (Fowler, Noll, Vo), folded to 32 bits.
fn digest(bytes: &[u8]) -> u32 {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32) as u32 ^ hash as u32
}

fn print_json(row: &Row) {
    let Row { outcome, runs, first } = row;
    let line = serde_json::json!({
        "end": outcome.end.text(),
        "runs": runs,
        "first_seed": first,
        "stdout": String::from_utf8_lossy(&outcome.stdout),
        "stderr": String::from_utf8_lossy(&outcome.stderr),
    });
    println!("{line}");
}

//! `vitrine bench`: medians of the figures that matter, as JSON. Ratios against other systems are
//! made by `cargo xtask bench`, which runs them beside this.

use std::time::Instant;

use serde_json::json;
use vitrine_inspect::DeadlockWatch;
use vitrine_kernel::ExitStatus;
use vitrine_machine::{Config, Machine, Status};
use vitrine_scenario::{Program, Scenario, Session, config};
use vitrine_timeline::{Recording, Timeline};
use vitrine_toolchain::{OpenError, build};

use crate::arguments::Failure;
use crate::program::{boot, failure};

const SIEVE: &str = include_str!("../../../bench/sieve.c");
const CALLS: &str = include_str!("../../../bench/calls.c");
const ROUND_TRIPS: &str = include_str!("../../../bench/round_trips.c");
const TRAVEL: &str = include_str!("../../../bench/travel.c");

/// System calls that calls.c makes in its loop.
const CALL_COUNT: f64 = 200_000.0;
/// Round trips that round_trips.c makes.
const ROUND_TRIP_COUNT: f64 = 20_000.0;
/// Steps made one by one for the stepping figure.
const STEPPED: u64 = 1_000_000;
/// Random seeks per round.
const SEEKS: u64 = 500;

/// Measures everything `repeat` times.
pub(crate) fn bench(repeat: u32) -> Result<u8, Failure> {
    let compile = median(repeat, || {
        let start = Instant::now();
        program(SIEVE)?;
        Ok(start.elapsed().as_secs_f64())
    })?;
    let sieve = program(SIEVE)?;
    let mips = median(repeat, || {
        let (machine, seconds) = run_whole(&sieve)?;
        Ok(machine.kernel().counters.instructions as f64 / seconds / 1e6)
    })?;
    let calls = program(CALLS)?;
    let call_s = median(repeat, || Ok(run_whole(&calls)?.1))?;
    let trips = program(ROUND_TRIPS)?;
    let trips_s = median(repeat, || Ok(run_whole(&trips)?.1))?;
    let events_per_s = median(repeat, || events_per_second(&trips))?;
    let explore_s = median(repeat, || explore(&trips, None))?;
    let watched_s = median(repeat, || explore(&trips, Some(DeadlockWatch::new(None))))?;
    let travel = seeks(&program(TRAVEL)?)?;
    let figures = json!({
        "compile_sieve_ms": rounded(compile * 1e3),
        "own_sieve_mips": rounded(mips),
        "system_call_ns": rounded(call_s / CALL_COUNT * 1e9),
        "pipe_round_trips_20000_s": trips_s,
        "pipe_round_trip_us": rounded(trips_s / ROUND_TRIP_COUNT * 1e6),
        "explored_round_trip_us": rounded(explore_s / ROUND_TRIP_COUNT * 1e6),
        "explored_and_watched_round_trip_us": rounded(watched_s / ROUND_TRIP_COUNT * 1e6),
        "events_per_second_stepping": events_per_s.round(),
        "seek": travel,
    });
    println!("{figures}");
    Ok(0)
}

fn program(source: &str) -> Result<Config, Failure> {
    let program = Program::C(vec![("bench.c".into(), source.into())]);
    let scenario = Scenario { program, ..Scenario::default() };
    let built = build(&scenario.program).map_err(|error| failure(error, &scenario))?.built;
    config(&scenario, &built).map_err(|error| failure(OpenError::Load(error), &scenario))
}

/// Runs to the end without watching; the program must succeed.
fn run_whole(config: &Config) -> Result<(Machine, f64), Failure> {
    let mut machine = boot(config)?;
    let start = Instant::now();
    let status = machine.run_unwatched(u64::MAX);
    let seconds = start.elapsed().as_secs_f64();
    match status {
        Status::Exited(ExitStatus::Exited(0)) => Ok((machine, seconds)),
        other => Err(Failure::load(format!("a bench program ended with {other:?}"))),
    }
}

/// A whole recording made, with a watch or without.
fn explore(config: &Config, watch: Option<DeadlockWatch>) -> Result<f64, Failure> {
    let mut timeline = Timeline::new(config, Recording::default())
        .map_err(|error| Failure::load(error.to_string()))?;
    if let Some(watch) = watch {
        timeline.set_watch(Box::new(watch));
    }
    let start = Instant::now();
    while !timeline.explore(Session::LIMIT) {}
    Ok(start.elapsed().as_secs_f64())
}

/// Single steps with their events kept.
fn events_per_second(config: &Config) -> Result<f64, Failure> {
    let mut machine = boot(config)?;
    let mut events = Vec::new();
    let mut count = 0;
    let start = Instant::now();
    for _ in 0..STEPPED {
        events.clear();
        let status = machine.step(&mut events);
        // An instruction is an event too: it is shown.
        count += events.len().max(1);
        if status != Status::Running {
            break;
        }
    }
    Ok(count as f64 / start.elapsed().as_secs_f64())
}

/// Seeks to random steps of a whole recording.
fn seeks(config: &Config) -> Result<serde_json::Value, Failure> {
    let mut timeline = Timeline::new(config, Recording::default())
        .map_err(|error| Failure::load(error.to_string()))?;
    let start = Instant::now();
    while !timeline.explore(Session::LIMIT) {}
    let explored = start.elapsed().as_secs_f64();
    let mut random = vitrine_kernel::Chooser::new(1, [].into());
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..SEEKS {
        let target = random.random() % timeline.known();
        let start = Instant::now();
        timeline
            .seek(target)
            .map_err(|error| Failure::load(format!("a replay differs: {error:?}")))?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| rounded(times[((times.len() - 1) as f64 * share) as usize]);
    Ok(json!({
        "steps": timeline.known(),
        "explore_s": explored,
        "p50_ms": at(0.5),
        "p99_ms": at(0.99),
        "max_ms": at(1.0),
    }))
}

fn median(repeat: u32, mut measure: impl FnMut() -> Result<f64, Failure>) -> Result<f64, Failure> {
    let mut values = (0..repeat).map(|_| measure()).collect::<Result<Vec<_>, _>>()?;
    values.sort_by(f64::total_cmp);
    Ok(values[values.len() / 2])
}

fn rounded(value: f64) -> f64 {
    (value * 1e3).round() / 1e3
}

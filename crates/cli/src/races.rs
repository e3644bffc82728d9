//! `vitrine run --races`: the program runs observed, and its data races go to stderr.

use vitrine_cc::DebugInfo;
use vitrine_cc::files::debug_info;
use vitrine_inspect::{RaceHunt, RaceSide, RaceView};
use vitrine_machine::{Config, Status};
use vitrine_scenario::{Built, Scenario, recording};
use vitrine_timeline::Recording;

use crate::arguments::{Failure, RunOptions};
use crate::language::of_views;
use crate::run::{DEFAULT_MAX_STEPS, Host, exit_status};

/// Exit status: data races were found. ThreadSanitizer's is the same.
const RACES: u8 = 66;
/// Steps after which one of many runs stops, unless `--max-steps` says otherwise.
const MAX_STEPS_OF_MANY: u64 = 100_000_000;
/// Steps between two looks at output and limits.
const SLICE: u64 = 1_000_000;

/// Runs the program, under many seeds until one shows a race if that is asked for.
pub(crate) fn run(
    options: &RunOptions,
    scenario: &Scenario,
    (built, config): (&Built, Config),
) -> Result<u8, Failure> {
    let recording = recording(scenario);
    let debug = built.debug.clone().unwrap_or_else(|| debug_info(&built.elf));
    if !debug.files.iter().any(|file| !file.library) {
        eprintln!(
            "vitrine: no line of the program's source is known, so no race can be found: compile it with -g"
        );
    }
    let Some(count) = options.seeds else {
        let config = with_open_input(config);
        return Ok(one(options, (&config, &recording), &debug, DEFAULT_MAX_STEPS)?.0);
    };
    let from = config.seed;
    let mut last = 0;
    for seed in from..from.saturating_add(count) {
        let config = Config { seed, ..config.clone() };
        let (status, found) = one(options, (&config, &recording), &debug, MAX_STEPS_OF_MANY)?;
        if found > 0 {
            eprintln!("vitrine: seed {seed} (run it again with --shuffle --seed {seed})");
            return Ok(status);
        }
        last = status;
    }
    eprintln!("vitrine: no data race under {count} seeds from {from} on");
    Ok(last)
}

/// Input comes from the host when the program asks for it.
fn with_open_input(mut config: Config) -> Config {
    config.stdin.closed = false;
    config
}

/// One run; the exit status, and how many races it had.
fn one(
    options: &RunOptions,
    (config, recording): (&Config, &Recording),
    debug: &DebugInfo,
    most_steps: u64,
) -> Result<(u8, usize), Failure> {
    let mut hunt = RaceHunt::new(config, recording, debug)
        .map_err(|error| Failure::load(format!("cannot load the program: {error}")))?;
    let mut host = Host::default();
    let max_steps = options.max_steps.unwrap_or(most_steps);
    let status = loop {
        let left = max_steps.saturating_sub(hunt.machine().steps());
        hunt.advance(left.min(SLICE));
        if !host.flush(hunt.machine()) {
            break 128 + 13; // nobody reads any more: as if by SIGPIPE
        }
        match hunt.status().clone() {
            Status::Running if hunt.machine().steps() < max_steps => {}
            Status::WaitsForInput if host.has_input() && !config.stdin.closed => {
                let bytes = host.read_input();
                hunt.input(bytes.as_deref());
            }
            ended => break exit_status(hunt.machine(), &ended),
        }
    };
    let views = hunt.views(debug, of_views());
    for view in &views {
        if options.json { print_json(view) } else { print(view, options, config) }
    }
    if let Some(caveat) = hunt.caveat(of_views()) {
        eprintln!("vitrine: {caveat}");
    }
    if options.stats {
        let (pages, bytes) = hunt.memory();
        eprintln!("{}", serde_json::json!({ "observed_pages": pages, "observed_bytes": bytes }));
        crate::run::print_stats(hunt.machine());
    }
    Ok((if views.is_empty() { status } else { RACES }, views.len()))
}

fn print(view: &RaceView, options: &RunOptions, config: &Config) {
    eprintln!("vitrine: {}", view.text);
    for side in [&view.second, &view.first] {
        if side.functions.len() > 1 {
            eprintln!("  {} in {}", side.thread, side.functions.join(" < "));
        }
    }
    if let Some(note) = &view.note {
        eprintln!("  {note}");
    }
    let program = options.programs.iter().map(|one| one.to_string_lossy());
    let program: Vec<_> = program.collect();
    if let [program] = &program[..]
        && !program.contains('#')
    {
        let seed = match (options.shuffle || options.seeds.is_some(), config.seed) {
            (true, seed) => format!(" --shuffle --seed {seed}"),
            (false, 0) => String::new(),
            (false, seed) => format!(" --seed {seed}"),
        };
        eprintln!("  see: vitrine share{seed} {program} --at {}", view.second.step);
    }
}

fn print_json(view: &RaceView) {
    let side = |side: &RaceSide| {
        let place = side.position.as_ref();
        serde_json::json!({
            "thread": side.thread,
            "process": side.process,
            "step": side.step,
            "write": side.write,
            "atomic": side.atomic,
            "file": place.map(|place| &place.file),
            "line": place.map(|place| place.line),
            "functions": side.functions,
        })
    };
    let line = serde_json::json!({
        "variable": view.variable,
        "address": view.address,
        "size": view.size,
        "first": side(&view.first),
        "second": side(&view.second),
        "text": view.text,
    });
    eprintln!("{line}");
}

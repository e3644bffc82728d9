//! Which programs have data races: ours against ThreadSanitizer's verdict, and against what C says where that one is known to be
//! mistaken.

use std::path::Path;

use vitrine_inspect::{Lang, RaceHunt, RaceView};
use vitrine_machine::{Config, Status};
use vitrine_scenario::{Program, Scenario};
use vitrine_timeline::Recording;

/// Steps of a run, at most.
const MAX_STEPS: u64 = 3_000_000;
/// Interleavings that each program is run in, besides the ordinary one.
const SEEDS: u64 = 6;

use Verdict::{Race, Silent};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Race,
    Silent,
}

/// ThreadSanitizer's verdicts: gcc 12.2.0 on Linux 6.18 (x86-64), `gcc -g -O0 -fno-builtin -fsanitize=thread -pthread`, each program run
/// eight times under `setarch -R`; a race in any of the runs counts.
const SANITIZER: &[(&str, Verdict)] = &[
    ("bit_fields", Race),
    ("detached_stacks", Silent),
    ("double_checked", Race),
    ("double_checked_atomic", Silent),
    ("fork_copies", Silent),
    ("free_race", Race),
    ("heap_race", Race),
    ("heap_reuse", Silent),
    ("join", Silent),
    ("lost_update", Race),
    ("lost_update_atomic", Silent),
    ("lost_update_mutex", Silent),
    ("lost_update_read_lock", Race),
    ("lost_update_relaxed", Silent),
    ("lost_update_semaphore", Silent),
    ("lost_update_spin", Silent),
    ("lost_update_two_locks", Race),
    ("lost_update_volatile", Race),
    ("lost_update_write_lock", Silent),
    ("memcpy_race", Race),
    ("neighbours", Silent),
    ("once", Silent),
    ("peterson", Race),
    ("peterson_atomic", Silent),
    ("producer_consumer", Silent),
    ("publish_atomic", Silent),
    ("publish_barrier", Silent),
    ("publish_builtin", Silent),
    ("publish_byte", Silent),
    ("publish_cond", Silent),
    ("publish_cond_unlocked", Race),
    ("publish_eventfd", Silent),
    ("publish_exchange", Silent),
    ("publish_fences", Race),
    ("publish_flag", Silent),
    ("publish_pipe", Silent),
    ("publish_plain", Race),
    ("publish_printf", Race),
    ("publish_relaxed", Race),
    ("publish_relaxed_load", Race),
    ("publish_release", Silent),
    ("publish_semaphore", Silent),
    ("publish_socket", Silent),
    ("publish_volatile", Race),
    ("read_before_join", Race),
    ("signal_handler", Race),
    ("spin_by_hand", Silent),
    ("stack_shared", Silent),
    ("stdio_only", Silent),
    ("tls", Silent),
];

/// Where we differ on purpose. ThreadSanitizer knows no fences (its manual: `atomic_thread_fence` is not supported), and does not
/// order a signal's handler behind who sent it.
const DIFFERENT: &[(&str, Verdict)] = &[("publish_fences", Silent), ("signal_handler", Silent)];

/// Programs that ThreadSanitizer cannot judge: it does not see other processes. By construction.
const PROCESSES: &[(&str, Verdict)] = &[
    ("process_counter", Race),
    ("process_mutex", Silent),
    ("process_wait", Silent),
    ("process_pipe", Silent),
    ("process_lock", Silent),
    ("process_semaphores", Silent),
    ("process_messages", Silent),
    ("process_signal", Silent),
];

fn hunt(name: &str, seed: Option<u64>) -> Vec<RaceView> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/races").join(name);
    let text = std::fs::read_to_string(path.with_extension("c")).expect("a readable program");
    let program = Program::C(vec![(format!("{name}.c"), text)]);
    let mut scenario = Scenario { program, seed: seed.unwrap_or(0), ..Scenario::default() };
    scenario.tuning.shuffle = seed.is_some();
    let built = match vitrine_toolchain::build(&scenario.program) {
        Ok(compiled) => compiled.built,
        Err(error) => panic!("{name}: {error:?}"),
    };
    let debug = built.debug.clone().expect("our compiler tells");
    let config: Config = vitrine_scenario::config(&scenario, &built).expect("it boots");
    let mut hunt = RaceHunt::new(&config, &Recording::default(), &debug).expect("it boots");
    while !hunt.advance(10_000) && hunt.machine().steps() < MAX_STEPS {}
    assert!(matches!(hunt.status(), Status::Exited(_)), "{name}: {:?}", hunt.status());
    assert_eq!(hunt.caveat(Lang::En), None, "{name}");
    hunt.views(&debug, Lang::En)
}

fn verdict(found: &[RaceView]) -> Verdict {
    if found.is_empty() { Silent } else { Race }
}

#[test]
fn verdicts_are_the_sanitizers() {
    let mut wrong = Vec::new();
    for (name, theirs) in SANITIZER {
        let different = DIFFERENT.iter().find(|(other, _)| other == name);
        let expected = different.map_or(*theirs, |(_, ours)| *ours);
        let ours = verdict(&hunt(name, None));
        if ours != expected {
            wrong.push(format!("{name}: {ours:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn processes_that_share_memory_race_too() {
    for (name, expected) in PROCESSES {
        let found = hunt(name, None);
        assert_eq!(verdict(&found), *expected, "{name}: {found:#?}");
    }
}

/// What is ordered is ordered in every interleaving.
#[test]
fn no_interleaving_makes_a_correct_program_race() {
    let different = |name: &str| DIFFERENT.iter().any(|(other, _)| *other == name);
    let correct = SANITIZER.iter().chain(PROCESSES);
    for (name, _) in correct.filter(|(name, verdict)| *verdict == Silent || different(name)) {
        for seed in 0..SEEDS {
            let found = hunt(name, Some(seed));
            assert!(found.is_empty(), "{name}, seed {seed}: {found:#?}");
        }
    }
}

#[test]
fn a_race_is_told_with_both_places() {
    let found = hunt("lost_update", None);
    let [read, ..] = &found[..] else { panic!("{found:#?}") };
    let lines = |view: &RaceView| {
        let line = |side: &vitrine_inspect::RaceSide| side.position.as_ref().map(|at| at.line);
        (line(&view.first), line(&view.second))
    };
    assert_eq!((read.variable.as_str(), read.size), ("counter", 4));
    assert_eq!(lines(read), (Some(9), Some(9)));
    assert_eq!((read.first.thread, read.second.thread), (101, 102));
    assert!(read.first.write && read.first.step < read.second.step);
    assert_eq!(read.first.functions, ["worker"]);
    let text = format!(
        "data race on counter (4 bytes at {:#x}): 102 reads at lost_update.c:9 in worker (step {}), \
         101 wrote at lost_update.c:9 in worker (step {}); nothing orders the two",
        read.address, read.second.step, read.first.step
    );
    assert_eq!(read.text, text);
    assert_eq!(read.note, None);
}

#[test]
fn bytes_are_named_as_the_program_could() {
    let check = |program: &str, name: &str| {
        let found = hunt(program, None);
        assert!(found.iter().any(|view| view.variable == name), "{program}: {found:#?}");
    };
    check("heap_race", "account->balance");
    check("double_checked", "settings");
    check("memcpy_race", "text[5]");
    check("free_race", "*number");
}

/// It only keeps the compiler from leaving accesses out.
#[test]
fn volatile_is_said_to_order_nothing() {
    let found = hunt("publish_volatile", None);
    let note = found.iter().find_map(|view| view.note.as_deref());
    assert!(note.is_some_and(|note| note.starts_with("ready is volatile")), "{found:#?}");
}

/// What the library does with locks of its own orders nothing for the program.
#[test]
fn output_does_not_hide_a_race() {
    for seed in 0..SEEDS {
        let found = hunt("publish_printf", Some(seed));
        assert_eq!(found.len(), 1, "seed {seed}: {found:#?}");
    }
}

//! The promises of time travel, on the lessons' own programs.

use proptest::prelude::*;
use vitrine_inspect::Lang;
use vitrine_kernel::Event;
use vitrine_machine::{Config, Machine, Status};
use vitrine_scenario::{Advance, Grain, Session, config, lessons};
use vitrine_timeline::{Recording, Timeline};
use vitrine_toolchain::{build, open};

/// Every variant of every lesson, booted.
fn configs() -> Vec<(String, Config)> {
    let mut all = Vec::new();
    for lesson in lessons() {
        for index in 0..lesson.variants().len() {
            let scenario = lesson.scenario(index);
            let built = build(&scenario.program).expect("lessons compile").built;
            all.push((
                format!("{}/{index}", lesson.id()),
                config(&scenario, &built).expect("a lesson has sensible scheduling"),
            ));
        }
    }
    assert!(all.len() >= 7);
    all
}

/// Runs to the end; answers every event with its step.
fn straight(config: &Config) -> (Vec<(u64, Event)>, u64, u64) {
    let mut machine = Machine::boot(config).expect("lessons load");
    let mut events = Vec::new();
    while machine.run(1 << 20, &mut |step, _, event: &Event| events.push((step, event.clone())))
        == Status::Running
    {}
    (events, machine.steps(), machine.digest())
}

#[test]
fn the_same_recording_twice_gives_the_same_events() {
    for (name, config) in configs() {
        let first = straight(&config);
        assert!(first.0.len() > 20, "{name} has events");
        assert_eq!(first, straight(&config), "{name}");
    }
}

#[test]
fn stepping_gives_the_events_of_running() {
    for (name, config) in configs() {
        let (expected, steps, digest) = straight(&config);
        let mut machine = Machine::boot(&config).expect("lessons load");
        let (mut events, mut step_events) = (Vec::new(), Vec::new());
        while machine.steps() < steps {
            step_events.clear();
            machine.step(&mut step_events);
            events.extend(step_events.drain(..).map(|event| (machine.steps(), event)));
        }
        assert_eq!(events, expected, "{name}");
        assert_eq!(machine.digest(), digest, "{name}");
    }
}

#[test]
fn a_snapshot_goes_on_without_its_original() {
    for (name, config) in configs() {
        let (_, steps, digest) = straight(&config);
        let mut machine = Machine::boot(&config).expect("lessons load");
        machine.run_unwatched(steps / 2);
        let snapshot = machine.snapshot();
        drop(machine);
        let mut copy = Machine::boot(&config).expect("lessons load");
        copy.restore(&snapshot);
        while copy.run_unwatched(1 << 20) == Status::Running {}
        assert_eq!((copy.steps(), copy.digest()), (steps, digest), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Random seeks, one after the other, always find the state and the events of a straight run.
    #[test]
    fn a_random_seek_equals_a_straight_run(
        which in 0usize..7,
        targets in proptest::collection::vec(0.0f64..1.0, 12),
    ) {
        let (name, config) = configs().swap_remove(which);
        let (_, steps, _) = straight(&config);
        let mut timeline = Timeline::new(&config, Recording::default()).expect("lessons load");
        while !timeline.explore(10_000) {}
        prop_assert_eq!(timeline.known(), steps);
        for target in targets {
            let target = (steps as f64 * target) as u64;
            timeline.seek(target).expect("no divergence");
            let mut machine = Machine::boot(&config).expect("lessons load");
            let mut events = Vec::new();
            machine.run_unwatched(target.saturating_sub(1));
            if target > 0 {
                machine.step(&mut events);
            }
            prop_assert_eq!(timeline.digest(), machine.digest(), "{} at {}", name, target);
            prop_assert_eq!(timeline.events(), &events[..], "{} at {}", name, target);
        }
    }
}

#[test]
fn every_grain_comes_back_the_way_it_went() {
    for lesson in lessons() {
        let mut session = open(&lesson.scenario(0)).expect("lessons open");
        for grain in [Grain::Line, Grain::Call, Grain::Event, Grain::Switch] {
            session.seek(0);
            let mut stops = vec![0];
            while stops.len() < 40 {
                match session.forward(grain) {
                    Advance::Moved => stops.push(session.at()),
                    Advance::Partial => {}
                    Advance::AtEnd | Advance::Stopped => break,
                }
            }
            assert!(stops.len() > 3, "{} has stops at grain {grain:?}: {stops:?}", lesson.id());
            let mut back = Vec::new();
            session.seek(*stops.last().expect("a stop"));
            back.push(session.at());
            while back.len() < stops.len() {
                session.back(grain);
                back.push(session.at());
            }
            back.reverse();
            assert_eq!(stops, back, "{} at grain {grain:?}", lesson.id());
        }
    }
}

#[test]
fn typed_input_is_part_of_the_recording() {
    let source = "#include <stdio.h>\nint main(void) { char line[64];\n\
        while (fgets(line, sizeof line, stdin)) printf(\"got %s\", line); return 0; }\n";
    let program = vitrine_scenario::Program::C(vec![("echo.c".into(), source.into())]);
    let scenario =
        vitrine_scenario::Scenario { program, tty: true, interactive: true, ..Default::default() };
    let mut session = open(&scenario).expect("it compiles");
    while !session.explore(100_000) {}
    session.seek(u64::MAX);
    session.input("one\n");
    while !session.explore(100_000) {}
    session.seek(u64::MAX);
    session.input("two\n");
    while !session.explore(100_000) {}
    session.seek(u64::MAX);
    let output = |session: &mut Session| -> String {
        session.moment(Lang::En).output.iter().map(|chunk| chunk.text.clone()).collect()
    };
    let shown = output(&mut session);
    assert!(shown.contains("got one") && shown.contains("got two"), "{shown:?}");
    let digest = session.digest();

    let again = session.recorded(&scenario);
    assert_eq!(again.typed.len(), 2);
    assert_eq!(*session.timeline().recording(), vitrine_scenario::recording(&again));
    let mut replay = open(&again).expect("it compiles");
    while !replay.explore(100_000) {}
    replay.seek(u64::MAX);
    assert_eq!((output(&mut replay), replay.digest()), (shown, digest));
}

#[test]
fn playing_stops_at_a_breakpoint_at_every_grain() {
    let source = "int square(int n)\n{\n    return n * n;\n}\n\nint main(void)\n{\n    \
        int sum = 0;\n    for (int i = 0; i < 3; i++)\n        sum += square(i);\n    return sum;\n}\n";
    let program = vitrine_scenario::Program::C(vec![("loop.c".into(), source.into())]);
    let scenario = vitrine_scenario::Scenario { program, ..Default::default() };
    for grain in [Grain::Instruction, Grain::Line, Grain::Call, Grain::Event, Grain::Switch] {
        let mut session = open(&scenario).expect("it compiles");
        // Line 2 has no statement of its own: the next one with is line 3.
        session.set_breakpoints(&[("loop.c".to_owned(), 2)].into());
        let mut stops = Vec::new();
        loop {
            match session.play(grain) {
                Advance::Stopped => {
                    let moment = session.moment(Lang::En);
                    let place = moment.threads.iter().find_map(|thread| thread.position.clone());
                    stops.push(place.map_or(0, |place| place.line));
                }
                Advance::AtEnd => break,
                Advance::Moved | Advance::Partial => {}
            }
        }
        assert_eq!(stops, [3, 3, 3], "at grain {grain:?}");
    }
}

#[test]
fn events_are_found_by_words_from_here_on() {
    let pipe = lessons().iter().find(|lesson| lesson.id() == "pipe").expect("a lesson");
    let mut session = open(&pipe.scenario(1)).expect("lessons open");
    while !session.explore(100_000) {}
    let reads = session.search("calls READ", 9, Lang::En);
    assert!(
        reads.len() >= 2 && reads.iter().all(|hit| hit.text.ends_with("calls read")),
        "{reads:?}"
    );
    assert!(reads.is_sorted_by_key(|hit| hit.step));
    session.seek(reads[0].step + 1);
    let next = session.search("calls read", 9, Lang::En);
    assert_eq!((next.len(), &next[0]), (reads.len(), &reads[1]), "those ahead come first");
    assert_eq!(session.search("调用 read", 1, Lang::Zh).len(), 1);
    assert!(session.search("  ", 9, Lang::En).is_empty());
}

/// Two processes with a file lock each want the other's; one is killed from outside.
#[test]
fn a_signal_from_outside_is_part_of_the_recording() {
    let source = include_str!("../../cli/tests/programs/flock_cycle.c");
    let program = vitrine_scenario::Program::C(vec![("cycle.c".into(), source.into())]);
    let scenario = vitrine_scenario::Scenario { program, ..Default::default() };
    let mut session = open(&scenario).expect("it compiles");
    let to_the_end = |session: &mut Session| {
        while !session.explore(100_000) {}
        session.seek(u64::MAX);
    };
    to_the_end(&mut session);
    assert_eq!(*session.timeline().status(), Status::Deadlocked);
    let stuck_at = session.at();
    assert!(!session.signal(999, 9) && !session.signal(1, 9) && !session.signal(101, 0));
    assert!(session.signal(101, 9));
    to_the_end(&mut session);
    assert!(matches!(session.timeline().status(), Status::Exited(_)));
    let digest = session.digest();

    let recorded = session.recorded(&scenario);
    assert_eq!(recorded.signals, [(stuck_at, 101, 9)]);
    let link = vitrine_scenario::encode_link(&recorded, &vitrine_scenario::View::default());
    let (linked, _) = vitrine_scenario::decode_link(&link).expect("a good link");
    assert_eq!(linked, recorded);
    let mut again = open(&linked).expect("it compiles");
    to_the_end(&mut again);
    assert_eq!(again.digest(), digest);
    again.seek(stuck_at);
    again.seek(u64::MAX);
    assert_eq!(again.digest(), digest);

    // Where the run stands still before the step, the signal comes there, and is kept so.
    let late = vitrine_scenario::Scenario { signals: vec![(u64::MAX, 101, 9)], ..scenario.clone() };
    let mut again = open(&late).expect("it compiles");
    to_the_end(&mut again);
    assert_eq!((again.recorded(&late).signals, again.digest()), (recorded.signals, digest));
}

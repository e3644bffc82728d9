//! Lessons hold what they promise: every place exists in the run, every number comes from it.

use vitrine_inspect::Lang;
use vitrine_scenario::lessons;
use vitrine_toolchain::open;

#[test]
fn every_rule_finds_its_step_in_every_variant() {
    for lesson in lessons() {
        for variant in 0..lesson.variants().len() {
            let mut session = open(&lesson.scenario(variant)).expect("lessons open");
            while !session.explore(100_000) {}
            assert!(session.ended(), "{}/{variant} ends", lesson.id());
            let start = session.find(lesson.start());
            assert!(start.is_some(), "{}/{variant}: start", lesson.id());
            for step in lesson.steps(variant) {
                let found = session.find(&step.at);
                assert!(found.is_some(), "{}/{variant}: step {}", lesson.id(), step.id);
            }
        }
    }
}

#[test]
fn narration_names_only_counters_that_exist() {
    let fields = format!("{:?}", vitrine_inspect::Counters::default());
    for lesson in lessons() {
        for section in [Lang::En, Lang::Zh].into_iter().flat_map(|lang| lesson.narration(lang)) {
            for part in section.html.split("{{").skip(1) {
                let (name, _) = part.split_once("}}").expect("a closed placeholder");
                let field = name.strip_prefix("counters.").expect("a counter");
                assert!(fields.contains(&format!(" {field}: ")), "{}: {name}", lesson.id());
            }
        }
    }
}

/// The claims of the narration that are not numbers, checked against the runs.
#[test]
fn the_lessons_teach_what_happens() {
    let end = |id: &str, variant: usize| {
        let lesson = lessons().iter().find(|lesson| lesson.id() == id).expect("a lesson");
        let mut session = open(&lesson.scenario(variant)).expect("lessons open");
        while !session.explore(100_000) {}
        session.seek(u64::MAX);
        (session.moment(Lang::En), session.lanes().end_ns)
    };
    let (forgotten, _) = end("pipe", 0);
    assert!(matches!(forgotten.standing, vitrine_inspect::Standing::Stuck(_)), "the reader hangs");
    let (fixed, _) = end("pipe", 1);
    assert!(matches!(fixed.standing, vitrine_inspect::Standing::Ended(_)), "the end of file comes");
    let (writes, reads) = (end("fork-cow", 0).0, end("fork-cow", 1).0);
    assert!(writes.counters.cow_copies > reads.counters.cow_copies, "writing copies pages");
    let (one, two) = (end("three-on-cpus", 0).1, end("three-on-cpus", 1).1);
    assert!(two < one, "two CPUs are faster than one: {two} and {one} ns");
}

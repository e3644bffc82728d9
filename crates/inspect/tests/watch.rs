//! Deadlocks at the step at which they close, starvation and livelocks: what is found, and what is not.

use vitrine_inspect::{DeadlockWatch, Lang, StarvationBounds, ThreadState};
use vitrine_scenario::{Program, Scenario, Session};
use vitrine_timeline::{Finding, FindingKind};

const MAX_STEPS: u64 = 15_000_000;

/// The usual bounds, for slices of 100 µs.
fn usual() -> StarvationBounds {
    StarvationBounds { slice_ns: 100_000, ..StarvationBounds::default() }
}

fn open(name: &str) -> Session {
    let path = format!("{}/tests/watch/{name}.c", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a program of the tests");
    let program = Program::C(vec![("main.c".to_owned(), text)]);
    let scenario = Scenario { program, realtime: true, slice_us: Some(100), ..Scenario::default() };
    vitrine_toolchain::open(&scenario).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn findings(session: &mut Session) -> Vec<Finding> {
    while session.known() < MAX_STEPS && !session.explore(1_000_000) {}
    session.timeline().log().findings().to_vec()
}

/// Everything that all watches find.
fn all(name: &str, bounds: StarvationBounds) -> (Session, Vec<Finding>) {
    let mut session = open(name);
    session.watch_all(bounds);
    let found = findings(&mut session);
    (session, found)
}

#[test]
fn a_circle_of_two_is_found_while_a_third_thread_runs() {
    let mut session = open("two_locks");
    let found = findings(&mut session);
    let [deadlock] = &found[..] else { panic!("{found:?}") };
    assert_eq!((deadlock.kind, &*deadlock.threads), (FindingKind::Deadlock, &[101, 102][..]));
    session.seek(deadlock.step);
    let moment = session.moment(Lang::En);
    let state = |tid| moment.threads.iter().find(|one| one.tid == tid).map(|one| one.state);
    assert_eq!((state(101), state(102)), (Some(ThreadState::Blocked), Some(ThreadState::Blocked)));
    assert!(matches!(state(103), Some(ThreadState::Ready(_) | ThreadState::Running(_))));
    let why = &moment.sentence.why;
    assert!(why.contains("Deadlock: 101, 102"), "{why}");
    assert!(why.contains("`a`") && why.contains("`b`"), "{why}");
    session.seek(deadlock.step - 1);
    assert!(!session.moment(Lang::En).sentence.why.contains("Deadlock"));
    // It can be searched, in both languages, and has a mark on the timeline.
    let hit = session.search("deadlock", 9, Lang::En);
    assert_eq!(hit.iter().map(|hit| hit.step).collect::<Vec<_>>(), [deadlock.step]);
    assert_eq!(session.search("死锁", 9, Lang::Zh).len(), 1);
    assert!(session.lanes().ticks.iter().any(|tick| tick.step == deadlock.step));
    assert_eq!(session.findings(Lang::En).len(), 1);
}

#[test]
fn what_is_found_goes_with_the_future() {
    let mut session = open("two_locks");
    let [deadlock] = &findings(&mut session)[..] else { panic!("one deadlock") };
    assert!(deadlock.step > 2000);
    session.seek(1000);
    assert!(session.signal(100, 10), "SIGUSR1 ends the process");
    assert_eq!(session.timeline().log().findings(), []);
    assert_eq!(findings(&mut session), []);
    // What was before the input stays, and is not told twice.
    let mut session = open("two_locks");
    let [deadlock] = &findings(&mut session)[..] else { panic!("one deadlock") };
    session.seek(deadlock.step + 100);
    session.signal(100, 28);
    assert_eq!(findings(&mut session), std::slice::from_ref(deadlock));
}

#[test]
fn owners_that_ended_and_pipes_of_ones_own_are_found() {
    let mut session = open("owner_ends");
    let found = findings(&mut session);
    let [deadlock] = &found[..] else { panic!("{found:?}") };
    assert_eq!(deadlock.threads, [102]);
    assert!(deadlock.step < session.known(), "main goes on");
    let mut session = open("own_pipe");
    let found = findings(&mut session);
    let [deadlock] = &found[..] else { panic!("{found:?}") };
    assert_eq!(deadlock.threads, [101]);
}

#[test]
fn a_livelock_whose_state_comes_back_is_proved() {
    let (_, found) = all("polite", usual());
    let [livelock] = &found[..] else { panic!("{found:?}") };
    assert_eq!(livelock.threads, [101, 102]);
    let FindingKind::Livelock { since_step, proved: true } = livelock.kind else {
        panic!("{livelock:?}")
    };
    assert!(since_step < livelock.step);
}

#[test]
fn a_livelock_that_counts_its_tries_is_suspected() {
    let (_, found) = all("tries", usual());
    let [livelock] = &found[..] else { panic!("{found:?}") };
    assert!(matches!(livelock.kind, FindingKind::Livelock { proved: false, .. }), "{livelock:?}");
}

#[test]
fn long_computations_and_pollers_are_no_livelock() {
    let (session, found) = all("computes", usual());
    assert!(session.ended());
    assert_eq!(found, []);
}

#[test]
fn a_waiter_that_comes_too_late_again_and_again_starves() {
    let (_, found) = all("greedy", StarvationBounds { overtaken: 8, ..usual() });
    let [starved] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        (starved.kind, &*starved.threads),
        (FindingKind::Overtaken { times: 8 }, &[102][..])
    );
}

#[test]
fn an_ordinary_thread_beside_a_real_time_one_starves() {
    let (_, found) = all("low_priority", usual());
    let [starved] = &found[..] else { panic!("{found:?}") };
    assert_eq!(starved.threads, [101]);
    assert!(matches!(starved.kind, FindingKind::NoCpu { .. }), "{starved:?}");
}

/// Lessons have no deadlock but those that they are about.
#[test]
fn lessons_have_no_findings() {
    for lesson in vitrine_scenario::lessons() {
        for index in 0..lesson.variants().len() {
            let scenario = lesson.scenario(index);
            let mut session = vitrine_toolchain::open(&scenario).expect("lessons open");
            session.watch_all(usual());
            let found = findings(&mut session);
            let is_stuck = *session.timeline().status() == vitrine_machine::Status::Deadlocked;
            assert_eq!(found.is_empty(), !is_stuck, "{}/{index}: {found:?}", lesson.id());
        }
    }
    let _ = DeadlockWatch::new(None);
}

//! Synchronisation objects, waits and graphs of whole programs.

use vitrine_inspect::{Graph, Lang, Moment, Node, Outlook};
use vitrine_scenario::{Program, Scenario, Session};

fn open(text: &str) -> Session {
    let program = Program::C(vec![("main.c".to_owned(), text.to_owned())]);
    match vitrine_toolchain::open(&Scenario { program, ..Scenario::default() }) {
        Ok(session) => session,
        Err(error) => panic!("{error:?}"),
    }
}

fn at_end(text: &str) -> Moment {
    let mut session = open(text);
    session.explore(10_000_000);
    session.seek(session.known());
    session.moment(Lang::En)
}

/// A program of the command line's tests.
fn program(name: &str) -> String {
    let path = format!("{}/../cli/tests/deadlocks/{name}.c", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a program of the tests")
}

fn describe(graph: &Graph) -> String {
    let mut text = String::new();
    for node in &graph.nodes {
        if let Node::Thread { tid, why, stuck, .. } = node {
            text += &format!("{tid}{}: {why}\n", if *stuck { " stuck" } else { "" });
        }
    }
    for cycle in &graph.cycles {
        let kind = if cycle.deadlock { "deadlock" } else { "circle" };
        text += &format!("{kind}: {}\n", cycle.text);
    }
    for one in &graph.coffman {
        text += &format!("{:?} {}\n", one.kind, one.holds);
    }
    text
}

#[track_caller]
fn check(name: &str, expected: &str) {
    let moment = at_end(&program(name));
    let graph = moment.graph.expect("somebody waits");
    assert_eq!(describe(&graph), expected);
    assert_eq!(graph.outlook, Outlook::Nothing);
}

#[test]
fn two_mutexes_in_opposite_order() {
    let expected = "\
100 stuck: thread 101 has not ended yet
101 stuck: mutex `b` is held by 102
102 stuck: mutex `a` is held by 101
deadlock: 101 waits for mutex `b`, which 102 holds; 102 waits for mutex `a`, which 101 holds
MutualExclusion true
HoldAndWait true
NoPreemption true
CircularWait true
";
    check("two_locks", expected);
}

#[test]
fn threads_that_join_each_other() {
    let expected = "\
100 stuck: thread 101 has not ended yet
101 stuck: thread 100 has not ended yet
deadlock: 100 waits for the end of thread 101; 101 waits for the end of thread 100
MutualExclusion false
HoldAndWait false
NoPreemption true
CircularWait true
";
    check("join_each_other", expected);
}

#[test]
fn a_pipe_whose_own_write_end_is_open() {
    let expected = "\
100 stuck: pipe #1 is empty and a write end is open, so data may still come
deadlock: 100 waits for pipe #1, whose other end it itself has as fd 4
MutualExclusion false
HoldAndWait false
NoPreemption true
CircularWait true
";
    check("own_pipe", expected);
}

#[test]
fn two_semaphores_in_opposite_order() {
    let expected = "\
100 stuck: semaphore `printer.free` has value 0; taken and not posted since by 101
101 stuck: semaphore `scanner` has value 0; taken and not posted since by 100
deadlock: 100 waits for semaphore `printer.free`, which 101 took and has not posted since; 101 waits for semaphore `scanner`, \
which 100 took and has not posted since
MutualExclusion true
HoldAndWait true
NoPreemption true
CircularWait true
";
    check("semaphores", expected);
}

fn names(moment: &Moment) -> Vec<(&str, &str)> {
    moment.sync_objects.iter().map(|object| (&*object.name, &*object.state)).collect()
}

#[test]
fn an_array_on_the_heap_has_its_elements_names() {
    let moment = at_end(&program("philosophers"));
    let expected = [
        ("forks[0]", "held by 101"),
        ("forks[1]", "held by 102"),
        ("forks[2]", "held by 103"),
        ("forks[3]", "held by 104"),
        ("forks[4]", "held by 105"),
    ];
    assert_eq!(names(&moment), expected);
}

#[test]
fn a_condition_variable_knows_the_mutex_that_its_waiters_want_again() {
    let moment = at_end(&program("lost_signal"));
    let ready = moment.sync_objects.iter().find(|object| object.name == "ready");
    let ready = ready.expect("the condition variable");
    assert_eq!(ready.waiters, [101]);
    assert_eq!(ready.returns_to, [(101, "lock".to_owned())]);
}

/// A free mutex is taken by user code alone: its state changes at an instruction that has no event.
#[test]
fn the_fast_path_shows_at_its_instruction() {
    let text = "#include <pthread.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int main(void) {
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return 0;
}
";
    let mut session = open(text);
    session.explore(100_000);
    let mut states: Vec<String> = Vec::new();
    for step in 0..session.known() {
        session.seek(step);
        let moment = session.moment(Lang::En);
        let Some((_, state)) = names(&moment).first().copied() else { continue };
        if states.last().is_none_or(|last| last != state) {
            if !states.is_empty() {
                assert!(moment.events.is_empty(), "step {step}: {:?}", moment.events);
            }
            states.push(state.to_owned());
        }
    }
    let unwritten = "held; by whom is not written down";
    let expected = ["free", unwritten, "held by 100", unwritten, "free"];
    assert_eq!(states, expected);
}

/// The first moment at which this is so.
#[track_caller]
fn first(session: &mut Session, fits: impl Fn(&Moment) -> bool) -> Moment {
    session.explore(1_000_000);
    for step in 0..session.known() {
        session.seek(step);
        let moment = session.moment(Lang::En);
        if fits(&moment) {
            return moment;
        }
    }
    panic!("it never is so in {} steps", session.known());
}

#[test]
fn a_circle_with_a_deadline_is_no_deadlock() {
    let mut session = open(&program("way_out"));
    let moment = first(&mut session, |moment| {
        moment.graph.as_ref().is_some_and(|graph| !graph.cycles.is_empty())
    });
    let graph = moment.graph.expect("it has a circle");
    let expected = "\
100: mutex `to.lock` is held by 101
101: mutex `from.lock` is held by 100
circle: 100 waits for mutex `to.lock`, which 101 holds; 101 waits for mutex `from.lock`, which 100 holds
MutualExclusion true
HoldAndWait true
NoPreemption false
CircularWait true
";
    assert_eq!(describe(&graph), expected);
    let Outlook::Timer { who: 100, at_ns } = graph.outlook else { panic!("{:?}", graph.outlook) };
    assert!(at_ns > 1_000_000_000, "{at_ns}");
    let object = moment.sync_objects.iter().find(|object| object.name == "to.lock");
    assert_eq!(object.expect("the lock").attributes, ["recursive", "robust"]);
    // A local pointer shows what it leads to.
    let patient = moment.threads.iter().find(|thread| thread.tid == 101).expect("101");
    let frame = patient.frames.iter().find(|frame| frame.function == "patient").expect("patient");
    let account = frame.locals.iter().find(|local| local.name == "account").expect("account");
    let lock = "{ lock = mutex, held by 101, 1 waits, money = 0 }";
    assert!(account.value.ends_with(lock), "{}", account.value);
}

#[test]
fn a_circle_with_an_alternative_is_no_deadlock() {
    let mut session = open(&program("alternatives"));
    let moment = first(&mut session, |moment| {
        let graph = moment.graph.as_ref();
        graph.is_some_and(|graph| matches!(graph.outlook, Outlook::Timer { .. }))
    });
    let graph = moment.graph.expect("all sleep");
    assert!(graph.stuck.is_empty(), "{:?}", graph.stuck);
    assert!(graph.cycles.iter().all(|cycle| !cycle.deadlock));
    assert_eq!(graph.cycles[0].threads, [100, 101]);
}

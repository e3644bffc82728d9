//! Spurious wake-ups: a wait for a condition variable may end without a signal.

use vitrine_inspect::Lang;
use vitrine_scenario::{Program, Scenario, Session};

/// The consumer looks once whether there is something, or again and again.
fn program(looks: &str) -> String {
    format!(
        "#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static int there;
static void *consume(void *unused) {{
    pthread_mutex_lock(&lock);
    {looks} (!there) {{
        pthread_cond_wait(&ready, &lock);
    }}
    printf(\"%d\\n\", there);
    pthread_mutex_unlock(&lock);
    return unused;
}}
int main(void) {{
    pthread_t thread;
    pthread_create(&thread, NULL, consume, NULL);
    usleep(1000);
    pthread_mutex_lock(&lock);
    there = 1;
    pthread_cond_signal(&ready);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    return 0;
}}
"
    )
}

fn run(looks: &str, spurious: u32, seed: u64) -> (String, Session) {
    let program = Program::C(vec![("main.c".to_owned(), program(looks))]);
    let mut scenario = Scenario { program, seed, ..Scenario::default() };
    scenario.tuning.spurious = spurious;
    let mut session: Session = match vitrine_toolchain::open(&scenario) {
        Ok(session) => session,
        Err(error) => panic!("{error:?}"),
    };
    session.explore(1_000_000);
    assert!(session.ended());
    session.seek(session.known());
    let moment = session.moment(Lang::En);
    let out = moment.output.iter().map(|chunk| chunk.text.as_str()).collect();
    (out, session)
}

#[test]
fn who_looks_once_is_found_out() {
    assert_eq!(run("if", 0, 0).0, "1\n");
    let outcomes: Vec<String> = (0..8).map(|seed| run("if", 2, seed).0).collect();
    assert!(outcomes.contains(&"1\n".to_owned()), "{outcomes:?}");
    let seed = outcomes.iter().position(|out| out == "0\n").expect("one is wrong") as u64;
    // The same seed gives the same run, and a step of it says what happened.
    let (out, mut session) = run("if", 2, seed);
    assert_eq!(out, "0\n");
    let told = (0..=session.known()).any(|step| {
        session.seek(step);
        let moment = session.moment(Lang::En);
        moment.events.iter().any(|event| event.text.contains("although nobody woke it"))
    });
    assert!(told);
}

#[test]
fn who_looks_again_is_right() {
    for seed in 0..8 {
        assert_eq!(run("while", 2, seed).0, "1\n", "seed {seed}");
    }
}

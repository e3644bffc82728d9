//! What `vitrine run`, `run --watch` and `trace` say of runs that stand still or get nowhere.

use std::path::{Path, PathBuf};
use std::process::Command;

fn program(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn of_inspect(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../inspect/tests/watch").join(name)
}

/// Standard output, standard error, status.
fn vitrine(args: &[&str], file: &Path) -> (String, String, Option<i32>) {
    let mut vitrine = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    let output = vitrine.args(args).arg(file).env("LC_ALL", "C").output().expect("vitrine runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[track_caller]
fn says(errors: &str, texts: &[&str]) {
    for text in texts {
        assert!(errors.contains(text), "{text:?} is missing in\n{errors}");
    }
}

#[test]
fn a_run_that_stands_still_says_who_since_when_and_how_to_look() {
    let file = of_inspect("two_locks.c");
    let (out, errors, status) = vitrine(&["run"], &file);
    assert_eq!((out.as_str(), status), ("counted\n", Some(124)));
    says(
        &errors,
        &[
            "deadlock: 101, 102",
            "101 waits for mutex `b`",
            "102 waits for mutex `a`",
            "101 two_locks.c:11",
        ],
    );
    says(&errors, &["Every thread sleeps, and nothing can wake any of them.", "look at it: "]);
    let step = errors.split("step ").nth(1).and_then(|rest| rest.split(':').next());
    let step = step.expect("the step is told");
    says(&errors, &[&format!("--at {step}")]);
    // The link leads there.
    let link = errors.split('\'').nth(1).expect("a link");
    let (graph, _, _) = vitrine(&["graph"], Path::new(link));
    says(&graph, &[&format!("step {step}"), "deadlock"]);
    // The same step while it runs, and in the trace.
    let (_, errors, _) = vitrine(&["run", "--watch"], &file);
    says(&errors, &[&format!("step {step}: deadlock: 101, 102")]);
    let (trace, _, _) = vitrine(&["trace"], &file);
    let (before, after) = trace.split_once("--- deadlock: 101, 102").expect("a line of its own");
    assert!(before.contains("futex(") && after.contains("counted"), "{trace}");
}

#[test]
fn ways_to_stand_still_are_told_apart() {
    for (name, text) in [
        ("deadlocks/signals.c", "Every thread waits for a signal, and nobody is left to send one."),
        ("deadlocks/stopped.c", "SIGCONT"),
        ("programs/flock_cycle.c", "deadlock: 101, 102"),
        ("deadlocks/own_pipe.c", "deadlock: "),
    ] {
        let (_, errors, status) = vitrine(&["run"], &program(name));
        assert_eq!(status, Some(124), "{name}");
        says(&errors, &[text]);
    }
}

#[test]
fn livelocks_are_told_with_watch_only() {
    let file = of_inspect("polite.c");
    let (_, errors, status) = vitrine(&["run", "--max-steps", "200000", "--watch"], &file);
    says(&errors, &["livelock: 101, 102 run and get nowhere"]);
    assert_eq!((status, errors.matches("livelock").count()), (Some(124), 1));
    let (_, errors, _) = vitrine(&["run", "--max-steps", "200000"], &file);
    assert_eq!(errors, "vitrine: stopped after 200000 steps (--max-steps)\n");
    let (_, errors, status) = vitrine(&["run", "--watch-bounds", "x"], &file);
    says(&errors, &["--watch-bounds x: SLICES,TIMES"]);
    assert_eq!(status, Some(2));
}

#[test]
fn bankers_show_as_tables() {
    let mut vitrine = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    let file = program("programs/banker_threads.c");
    let output = vitrine.arg("graph").arg(file).args(["--", "off"]).output().expect("vitrine runs");
    let text = String::from_utf8(output.stdout).expect("text");
    says(
        &text,
        &[
            "banker `bank`, switched off: Available 0 0 of 1 1",
            "Allocation",
            "waits for 0 1",
            "not safe",
        ],
    );
}

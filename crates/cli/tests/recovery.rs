//! A deadlock among processes that a signal from outside breaks: `--kill`.

use std::path::Path;
use std::process::Command;

fn run(args: &[&str]) -> (String, String, Option<i32>) {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs/flock_cycle.c");
    let mut vitrine = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    let output = vitrine.args(args).arg(program).output().expect("vitrine runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn a_victim_lets_the_others_go_on() {
    let (out, _, status) = run(&["run"]);
    assert_eq!((out.as_str(), status), ("", Some(124)));
    // The run stands still long before that step: the signal comes there.
    let (out, errors, status) = run(&["run", "--kill", "101@9999999"]);
    let freed = "has b, then a\nstatus 9\nstatus 0\n";
    assert_eq!((out.as_str(), errors.as_str(), status), (freed, "", Some(0)));
    let (out, errors, status) = run(&["run", "--kill", "102@9999999:SIGTERM"]);
    let freed = "has a, then b\nstatus 0\nstatus f\n";
    assert_eq!((out.as_str(), errors.as_str(), status), (freed, "", Some(0)));
    let (trace, _, status) = run(&["trace", "--kill", "101@9999999:15"]);
    assert!(trace.contains("--- SIGCHLD ---") && trace.contains("has b, then a"), "{trace}");
    assert_eq!(status, Some(0));
}

#[test]
fn what_cannot_be_sent_is_said() {
    let (_, errors, _) = run(&["run", "--kill", "777@1000"]);
    assert!(errors.contains("step 1000: there is no process 777 to take SIGKILL"), "{errors}");
    for wrong in ["101", "101@x", "101@5:NOSUCH", "@5"] {
        let (_, errors, status) = run(&["run", "--kill", wrong]);
        assert!(errors.contains(&format!("--kill {wrong}")), "{errors}");
        assert_eq!(status, Some(2));
    }
}

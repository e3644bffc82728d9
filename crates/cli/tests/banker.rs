//! `<vitrine/banker.h>`: the same answers here and, copied, under the host's compiler and threads.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn program(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(name)
}

fn run(command: &mut Command) -> (String, Option<i32>) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success() || text.is_empty(), "{errors}");
    (text, output.status.code())
}

fn here(name: &str, args: &[&str]) -> (String, Option<i32>) {
    let mut vitrine = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    run(vitrine.arg("run").arg(program(name)).args(args))
}

fn on_the_host(name: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("banker");
    fs::create_dir_all(folder.join("vitrine")).expect("the target folder can be written");
    let header = vitrine_libc::header("vitrine/banker.h").expect("the library has it");
    fs::write(folder.join("vitrine/banker.h"), header).expect("can be written");
    let executable = folder.join(name.trim_end_matches(".c"));
    let warnings = ["-Wall", "-Wextra", "-Werror", "-std=c99", "-D_POSIX_C_SOURCE=200809L"];
    let mut gcc = Command::new("gcc");
    gcc.args(warnings).args(["-pthread", "-I"]).arg(&folder).arg(program(name));
    run(gcc.arg("-o").arg(&executable));
    run(&mut Command::new(executable)).0
}

#[test]
fn the_textbooks_example_has_the_textbooks_answers() {
    let (ours, status) = here("banker_textbook.c", &[]);
    assert_eq!(status, Some(0));
    for line in [
        "available 3 3 2, safe: P1 P3 P4 P0 P2",
        "P1 (1,0,2): granted, safe: P1 P3 P4 P0 P2",
        "P4 (3,3,0): not available",
        "P0 (0,2,0): not safe",
        ", 0 judged wrongly",
    ] {
        assert!(ours.contains(line), "{line}:\n{ours}");
    }
    assert_eq!(ours, on_the_host("banker_textbook.c"));
}

#[test]
fn with_the_banker_both_end_and_without_they_wait_for_each_other() {
    let ended = "both are done; available 1 1\n";
    assert_eq!(here("banker_threads.c", &[]), (ended.to_owned(), Some(0)));
    assert_eq!(on_the_host("banker_threads.c"), ended);
    assert_eq!(here("banker_threads.c", &["off"]), (String::new(), Some(124)));
}

//! `vitrine run --races`: messages, exit statuses, input, seeds, and programs that gcc and glibc made.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const GCC: &str = "riscv64-linux-gnu-gcc";

fn program(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../inspect/tests/races");
    folder.join(name).with_extension("c")
}

fn run(args: &[&str], program: &Path, input: &str) -> Output {
    let mut vitrine = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    vitrine.env("LC_ALL", "C").args(["run", "--races"]).args(args).arg(program);
    vitrine.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = vitrine.spawn().expect("vitrine runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    // A program that reads nothing may have ended before.
    let _ = pipe.write_all(input.as_bytes());
    drop(pipe);
    child.wait_with_output().expect("vitrine ends")
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_race_is_status_66_and_none_is_the_programs() {
    let output = run(&[], &program("lost_update"), "");
    let text = errors(&output);
    assert_eq!(output.status.code(), Some(66), "{text}");
    assert!(text.contains("vitrine: data race on counter (4 bytes at 0x"), "{text}");
    assert!(text.contains("102 reads at lost_update.c:9 in worker (step "), "{text}");
    assert!(text.contains("; nothing orders the two"), "{text}");
    assert!(text.contains("see: vitrine share "), "{text}");
    let output = run(&[], &program("lost_update_mutex"), "");
    assert_eq!((output.status.code(), errors(&output).as_str()), (Some(0), ""));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "200\n");
}

#[test]
fn as_json_and_over_seeds() {
    let output = run(&["--json"], &program("heap_race"), "");
    let line = errors(&output);
    let race: serde_json::Value = serde_json::from_str(line.trim()).expect("one line of JSON");
    assert_eq!(race["variable"], "account->balance");
    assert_eq!((&race["first"]["line"], &race["first"]["write"]), (&12.into(), &true.into()));
    let output = run(&["--seeds", "3"], &program("lost_update"), "");
    assert_eq!(output.status.code(), Some(66));
    assert!(errors(&output).contains("seed 0 (run it again with --shuffle --seed 0)"));
    let output = run(&["--seeds", "3"], &program("once"), "");
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(errors(&output).contains("no data race under 3 seeds"));
}

/// The replay that finds the names of variables gets the same input.
#[test]
fn input_comes_from_the_host() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("typed.c");
    let text = "#include <pthread.h>\n#include <stdio.h>\nstatic int sum;\n\
                static void *add(void *value) { sum += *(int *)value; return value; }\n\
                int main(void) {\n    int value;\n    while (scanf(\"%d\", &value) == 1) {\n\
                pthread_t one, two;\n        pthread_create(&one, NULL, add, &value);\n\
                pthread_create(&two, NULL, add, &value);\n        pthread_join(one, NULL);\n\
                pthread_join(two, NULL);\n    }\n    printf(\"%d\\n\", sum);\n    return 3;\n}\n";
    std::fs::write(&file, text).expect("the folder is writable");
    let output = run(&[], &file, "1 2\n3\n");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "12\n");
    assert_eq!(output.status.code(), Some(66));
    assert!(errors(&output).contains("data race on sum"), "{}", errors(&output));
}

/// Verdicts on executables of gcc and glibc are those on the same sources, optimised or not.
#[test]
fn programs_of_gcc_and_glibc_are_judged_too() {
    let racing =
        ["lost_update", "lost_update_read_lock", "publish_plain", "heap_race", "free_race"];
    let correct = [
        "lost_update_mutex",
        "lost_update_atomic",
        "lost_update_relaxed",
        "lost_update_write_lock",
        "lost_update_semaphore",
        "publish_release",
        "publish_cond",
        "publish_barrier",
        "heap_reuse",
        "detached_stacks",
        "once",
        "process_mutex",
    ];
    let judged = racing.map(|name| (name, 66)).into_iter().chain(correct.map(|name| (name, 0)));
    for (name, status) in judged {
        for level in ["-O0", "-O2"] {
            let elf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}{level}"));
            let mut gcc = Command::new(GCC);
            gcc.args(["-static", "-g", "-w", "-pthread", level, "-o"]).arg(&elf).arg(program(name));
            assert!(gcc.status().expect("gcc for riscv64").success(), "{name}");
            let output = run(&[], &elf, "");
            assert_eq!(output.status.code(), Some(status), "{name} {level}: {}", errors(&output));
        }
    }
}

#[test]
fn without_line_numbers_it_says_so() {
    let elf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no_lines");
    let mut gcc = Command::new(GCC);
    gcc.args(["-static", "-s", "-pthread", "-o"]).arg(&elf).arg(program("lost_update"));
    assert!(gcc.status().expect("gcc for riscv64").success());
    let output = run(&[], &elf, "");
    assert_eq!(output.status.code(), Some(0));
    assert!(errors(&output).contains("compile it with -g"), "{}", errors(&output));
}

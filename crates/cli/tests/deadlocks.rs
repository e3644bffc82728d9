//! What `vitrine graph`, `why`, `threads` and `ps` say of programs that stand still (and two that do not). With VITRINE_BLESS=1 the texts beside
//! the programs are written anew: look at the difference before you commit it.

use std::path::{Path, PathBuf};
use std::process::Command;

fn vitrine(args: &[&str], file: &Path) -> (String, String, Option<i32>) {
    let mut vitrine = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    let output = vitrine.env("LC_ALL", "C").args(args).arg(file).output().expect("vitrine runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/deadlocks")
}

fn programs() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).expect("the folder of programs");
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    all.retain(|path| path.extension().is_some_and(|extension| extension == "c"));
    all.sort();
    all
}

/// Without addresses, which change with everything in memory.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut all = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        all += "0x…";
        all += part.trim_start_matches(|letter: char| letter.is_ascii_hexdigit());
    }
    all
}

/// Without steps, which change with every instruction of the library.
fn without_steps(text: &str) -> String {
    let mut lines = String::new();
    for line in text.lines().filter(|line| !line.starts_with("step ")) {
        let since =
            [(" (since step ", ')'), ("（自第 ", '）')].into_iter().find_map(|(from, to)| {
                let (before, after) = line.split_once(from)?;
                let (_, rest) = after.split_once(to)?;
                Some(format!("{before}{rest}\n"))
            });
        lines += &since.unwrap_or_else(|| format!("{line}\n"));
    }
    lines
}

#[test]
fn every_program_gives_its_texts() {
    let bless = std::env::var_os("VITRINE_BLESS").is_some();
    assert!(programs().len() >= 16);
    for path in programs() {
        let mut all = String::new();
        for args in [&["graph"][..], &["why"], &["why", "--lang", "zh"]] {
            let (out, errors, status) = vitrine(args, &path);
            assert_eq!((errors.as_str(), status), ("", Some(0)), "{}", path.display());
            all += &format!(
                "$ vitrine {}\n{}",
                args.join(" "),
                without_addresses(&without_steps(&out))
            );
        }
        let recorded = path.with_extension("txt");
        if bless {
            std::fs::write(&recorded, &all).expect("the folder is writable");
        }
        let expected = std::fs::read_to_string(&recorded).expect("a text beside each program");
        assert_eq!(all, expected, "{}", path.display());
    }
}

/// glibc's objects have other members, and its functions no frames.
#[test]
fn programs_of_another_compiler_and_library() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for name in ["two_locks", "philosophers", "barrier_of_three"] {
        let source = self::folder().join(format!("{name}.c"));
        let program = folder.join(format!("{name}.elf"));
        let mut gcc = Command::new("riscv64-linux-gnu-gcc");
        gcc.args(["-g", "-static", "-pthread", "-o"]).arg(&program).arg(&source);
        let Ok(status) = gcc.status() else {
            eprintln!("not tested: there is no riscv64-linux-gnu-gcc");
            return;
        };
        assert!(status.success());
        let deadlock = |file: &Path| {
            let (text, _, _) = vitrine(&["graph"], file);
            let fitting = |line: &&str| line.starts_with("deadlock: ") || line.contains(" `");
            text.lines().filter(fitting).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(deadlock(&program), deadlock(&source), "{name}");
    }
}

#[test]
fn other_shapes_of_the_graph() {
    let program = folder().join("two_locks.c");
    let (dot, _, status) = vitrine(&["graph", "--dot"], &program);
    assert_eq!(status, Some(0));
    assert!(dot.starts_with("digraph waits {") && dot.trim_end().ends_with('}'), "{dot}");
    let (json, _, status) = vitrine(&["graph", "--json"], &program);
    assert_eq!(status, Some(0));
    let graph: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(graph["stuck"], serde_json::json!([100, 101, 102]));
    assert_eq!(graph["cycles"][0]["threads"], serde_json::json!([101, 102]));
    assert_eq!(graph["outlook"], "nothing");
    assert_eq!(graph["objects"][0]["holders"][0]["thread"], 101);
}

#[test]
fn processes_and_threads() {
    let program = folder().join("two_locks.c");
    let (text, _, status) = vitrine(&["ps"], &program);
    assert_eq!(status, Some(0));
    assert!(text.contains("    100       1     102 S    futex          two_locks\n"), "{text}");
    let (text, _, _) = vitrine(&["threads", "--at", "end"], &program);
    assert!(text.contains("    #4 first at two_locks.c:12\n"), "{text}");
    let (text, _, _) = vitrine(&["why"], &program.with_file_name("nowhere.c"));
    assert_eq!(text, "");
    let mut args = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    let output = args.arg("why").arg(&program).arg("107").output().expect("vitrine runs");
    assert!(String::from_utf8_lossy(&output.stdout).contains("There is no thread 107."));
    let (_, errors, status) = vitrine(&["why", "--at", "soon"], &program);
    assert_eq!(status, Some(2));
    assert!(errors.contains("--at soon: a step, or 'end'"), "{errors}");
}

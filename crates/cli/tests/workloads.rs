//! Every table in `workloads/` gives the text beside it. With VITRINE_BLESS=1 the texts are
//! written anew: look at the difference before you commit it. The comment of a table says what a
//! textbook or Linux makes of it.

use std::path::{Path, PathBuf};
use std::process::Command;

fn run(args: &[&str], file: &Path) -> (String, String, Option<i32>) {
    let mut vitrine = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    let output = vitrine.arg("run").args(args).arg(file).output().expect("vitrine runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn tables() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workloads");
    let entries = std::fs::read_dir(folder).expect("the folder of tables");
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    all.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    all.sort();
    all
}

#[test]
fn every_table_gives_its_times() {
    let bless = std::env::var_os("VITRINE_BLESS").is_some();
    assert!(tables().len() >= 20);
    for path in tables() {
        let (out, errors, status) = run(&[], &path);
        assert_eq!((errors.as_str(), status), ("", Some(0)), "{}", path.display());
        let recorded = path.with_extension("txt");
        if bless {
            std::fs::write(&recorded, &out).expect("the folder is writable");
        }
        let expected = std::fs::read_to_string(&recorded).expect("a text beside each table");
        assert_eq!(out, expected, "{}", path.display());
    }
}

/// The figures that textbooks print, not those that were recorded.
#[test]
fn textbook_figures() {
    let means = [
        ("fcfs_convoy", "17"),
        ("rr_slice_4", "5.67"),
        ("sjf_mean_wait_7", "7"),
        ("srtf_mean_wait_6_5", "6.50"),
        ("sjf_mean_wait_7_75", "7.75"),
        ("priority_mean_wait_8_2", "8.20"),
    ];
    for (name, wait) in means {
        let path = tables().into_iter().find(|path| path.ends_with(format!("{name}.toml")));
        let (out, _, _) = run(&[], &path.expect(name));
        let mean = out.lines().find(|line| line.starts_with("mean")).expect("a line of means");
        assert_eq!(mean.split_whitespace().last(), Some(wait), "{name}\n{out}");
    }
    let charts = [
        ("rr_ostep", "0 [A] 2 [B] 4 [A] 6 [C] 7 [B] 8 [A] 9"),
        ("rr_slice_1", "0 [A] 1 [B] 2 [C] 3 [A] 4 [B] 5 [C] 6 [A] 7 [C] 9"),
        ("mlfq_two_jobs", "0 [A] 10 [B] 15 [A] 25"),
        ("stride_three", "0 [A] 1 [B] 2 [C] 5 [A] 6 [C] 8 [B] 9 [A] 10 [C] 13 [A] 14 [C] 16"),
        ("lottery_draws", "0 [A] 1 [B] 2 [A] 4 [B] 5 [A] 8 [B] 12"),
        (
            "priority_and_rr",
            "0 [P4] 7 [P2] 9 [P3] 11 [P2] 13 [P3] 15 [P2] 16 [P3] 20 [P1] 22 [P5] 24 [P1] 26 [P5] 27",
        ),
    ];
    for (name, chart) in charts {
        let path = tables().into_iter().find(|path| path.ends_with(format!("{name}.toml")));
        let (out, _, _) = run(&[], &path.expect(name));
        let shown = out.lines().find_map(|line| line.strip_prefix("CPU 0: ")).expect("a chart");
        assert_eq!(shown, chart, "{name}");
    }
}

#[test]
fn every_policy_runs_every_table_to_its_end() {
    let policies = [
        "fcfs",
        "sjf",
        "srtf",
        "rr",
        "priority",
        "preemptive-priority",
        "mlfq",
        "lottery",
        "stride",
        "cfs",
        "eevdf",
        "turns",
    ];
    for path in tables() {
        for policy in policies {
            let (out, errors, status) = run(&["--policy", policy, "--cpus", "3"], &path);
            assert_eq!(status, Some(0), "{policy} {}: {errors}", path.display());
            assert!(out.contains("mean"), "{policy} {}: {out}", path.display());
        }
    }
}

#[test]
fn senseless_tables_are_told() {
    let wrong = [
        ("workload.jobs = []", "a workload needs at least one job"),
        ("workload.jobs = [{ bursts = [] }]", "job A: it needs bursts"),
        ("workload.jobs = [{ bursts = [1], cpus = [1] }]", "job A: CPU 1 does not exist"),
        ("workload.jobs = [{ bursts = [1], class = \"fifo\" }]", "real-time priorities are 1 … 99"),
        ("workload.jobs = [{ bursts = [1], nice = 20 }]", "nice = 20: -20 … 19"),
        ("workload.jobs = [{ bursts = [999999999999999999] }]", "too long"),
        ("tuning.slice = 0\nworkload.jobs = [{ bursts = [1] }]", "slice = 0"),
        ("cpus = 65\nworkload.jobs = [{ bursts = [1] }]", "1 … 64"),
        ("policy = \"best\"\nworkload.jobs = [{ bursts = [1] }]", "unknown variant `best`"),
        (
            "policy = \"mlfq\"\ntuning = { levels = 2, slices = [1] }\nworkload.jobs = [{ bursts = [1] }]",
            "slices names 1 levels",
        ),
    ];
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wrong.toml");
    for (text, message) in wrong {
        std::fs::write(&file, text).expect("a writable folder");
        let (out, errors, status) = run(&[], &file);
        assert!(errors.contains(message), "{text}: {errors}");
        assert_eq!((out.as_str(), status), ("", Some(126)), "{text}");
    }
}

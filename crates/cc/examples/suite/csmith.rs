//! Random programs of csmith: the checksum each prints must be the one that gcc's program prints.

use std::fs;
use std::path::Path;
use std::process::Command;

use vitrine_cc::{Options, Source};

use crate::program::{Compiler, headers_of};

/// Runs the programs of `count` seeds from `first` on.
pub(crate) fn run(compiler: &Compiler, includes: &Path, first: u64, count: u64) {
    let mut headers = Vec::new();
    headers_of(includes, &mut headers);
    for header in &mut headers {
        header.name = header.name.rsplit('/').next().unwrap_or_default().to_owned();
    }
    let options = Options { user_headers: headers, ..Options::default() };
    let (mut equal, mut slow, mut wrong) = (0, 0, 0);
    for seed in first..first + count {
        match one(compiler, includes, &options, seed) {
            Outcome::Equal => equal += 1,
            Outcome::TooSlow => slow += 1,
            Outcome::Wrong(why) => {
                wrong += 1;
                println!("FAIL  seed {seed}: {why}");
            }
        }
        if (seed + 1 - first).is_multiple_of(50) {
            println!("… {equal} equal, {slow} too slow on both or on one side, {wrong} wrong");
        }
    }
    println!("{equal} equal, {slow} without an end, {wrong} wrong");
}

enum Outcome {
    Equal,
    /// Not even gcc's program ended, or ours did not under qemu.
    TooSlow,
    Wrong(String),
}

fn one(compiler: &Compiler, includes: &Path, options: &Options, seed: u64) -> Outcome {
    let source = compiler.scratch().join("random.c");
    let host = compiler.scratch().join("host");
    // It leaves a file about the platform where it runs.
    let made = Command::new("csmith")
        .args(["--seed", &seed.to_string(), "-o"])
        .arg(&source)
        .current_dir(compiler.scratch())
        .status();
    assert!(made.is_ok_and(|status| status.success()), "csmith runs; apt-get install csmith");
    let built = Command::new("gcc")
        .args(["-w", "-O0", "-funsigned-char", "-I"])
        .arg(includes)
        .arg("-o")
        .arg(&host)
        .arg(&source)
        .status();
    assert!(built.is_ok_and(|status| status.success()), "gcc compiles seed {seed}");
    let wanted = Command::new("timeout").arg("2").arg(&host).output().expect("timeout runs");
    if !wanted.status.success() {
        return Outcome::TooSlow;
    }
    let text = fs::read_to_string(&source).expect("csmith wrote it");
    let source = Source { name: "random.c".to_owned(), text };
    let elf = match compiler.build_with(&[source], options) {
        Ok(elf) => elf,
        Err(why) => return Outcome::Wrong(format!("does not compile: {why}")),
    };
    let got = compiler.execute(&elf, compiler.scratch());
    match got.status.code() {
        Some(124) => Outcome::TooSlow,
        _ if got.stdout == wanted.stdout => Outcome::Equal,
        _ => Outcome::Wrong(format!(
            "{} instead of {}",
            String::from_utf8_lossy(&got.stdout).trim(),
            String::from_utf8_lossy(&wanted.stdout).trim()
        )),
    }
}

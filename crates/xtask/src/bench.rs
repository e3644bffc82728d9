//! `cargo xtask bench`: the project's figures, each the median of interleaved runs, as a table and as JSON.
//!
//! What is compared runs in the same minute on the same machine: one round is Vitrine, `qemu-riscv64` and CPython once
//! each, so that a busy moment touches all of them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::{Map, Value, json};

use crate::{Result, check, shell, site, tools};

/// Rounds of the sieve: about a second where instructions are fast, and less work where they are not.
const ROUNDS: u32 = 40;
const PYTHON_ROUNDS: u32 = 2;

/// Measures everything; `runs` is the number of interleaved rounds.
pub(crate) fn run(runs: u32) -> Result<()> {
    tools::for_tests()?;
    site::build()?;
    tools::for_page_tests()?;
    shell::run("cargo build --locked --release -p vitrine-cli")?;
    let vitrine = check::vitrine("release")?;
    let mut figures = Map::new();
    figures.insert("runs".into(), json!(runs));
    let elf = build_sieve()?;
    figures.insert("sieve".into(), sieve(&vitrine, &elf, runs.max(1))?);
    figures.insert(
        "vitrine".into(),
        json_of(Command::new(&vitrine).args(["bench", "--repeat", &runs.to_string()]))?,
    );
    let mut in_chromium = shell::command("node bench.mjs");
    in_chromium.current_dir("e2e").arg(&elf).arg(ROUNDS.to_string());
    figures.insert("chromium".into(), json_of(&mut in_chromium)?);
    figures
        .insert("first_load".into(), json_of(shell::command("node sizes.mjs").current_dir("e2e"))?);
    let figures = Value::Object(figures);
    eprintln!();
    for (name, value) in flat(&figures) {
        eprintln!("{name:<56} {value:>16}");
    }
    println!("{figures}");
    Ok(())
}

/// The sieve as a gcc -O2 program on Vitrine and on qemu, and as Python.
fn sieve(vitrine: &Path, elf: &Path, runs: u32) -> Result<Value> {
    let instructions = instructions(vitrine, elf)?;
    let rounds = ROUNDS.to_string();
    let mut times: [Vec<f64>; 3] = Default::default();
    for _ in 0..runs {
        times[0].push(seconds(Command::new(vitrine).arg("run").arg(elf).arg(&rounds))?);
        times[1].push(seconds(Command::new("qemu-riscv64").arg(elf).arg(&rounds))?);
        times[2].push(seconds(
            Command::new("python3").arg("bench/sieve.py").arg(PYTHON_ROUNDS.to_string()),
        )?);
    }
    let [own, qemu, python] = times.map(median);
    let work = instructions as f64 / 1e6;
    Ok(json!({
        "instructions": instructions,
        "vitrine_native_mips": rounded(work / own),
        "qemu_riscv64_mips": rounded(work / qemu),
        // What a CPU would need for the same work in the same time.
        "cpython_equivalent_mips": rounded(work * f64::from(PYTHON_ROUNDS) / f64::from(ROUNDS) / python),
    }))
}

fn build_sieve() -> Result<PathBuf> {
    let elf = shell::target_folder().join("sieve.elf");
    let line = "riscv64-linux-gnu-gcc -O2 -static -march=rv64gc bench/sieve.c -o";
    shell::finish(shell::command(line).arg(&elf))?;
    // The page's tools run in another folder.
    elf.canonicalize().map_err(|error| format!("{}: {error}", elf.display()))
}

/// How many instructions the program needs: Vitrine counts them, in the last line that `--stats` writes.
fn instructions(vitrine: &Path, elf: &Path) -> Result<u64> {
    let output = Command::new(vitrine)
        .args(["run", "--stats"])
        .arg(elf)
        .arg(ROUNDS.to_string())
        .output()
        .map_err(|error| format!("{}: {error}", vitrine.display()))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let stats: Value = serde_json::from_str(text.lines().last().unwrap_or_default())
        .map_err(|error| format!("vitrine run --stats: last line of stderr: {error}"))?;
    stats["instructions"].as_u64().ok_or_else(|| format!("no \"instructions\" in {stats}"))
}

fn seconds(command: &mut Command) -> Result<f64> {
    let start = Instant::now();
    let status =
        command.stdout(Stdio::null()).status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() {
        Ok(start.elapsed().as_secs_f64())
    } else {
        Err(format!("{command:?}: {status}"))
    }
}

fn json_of(command: &mut Command) -> Result<Value> {
    let text = shell::output(command)?;
    serde_json::from_str(&text).map_err(|error| format!("{command:?} printed no JSON: {error}"))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { (values[middle - 1] + values[middle]) / 2.0 }
}

fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Every figure with the path to it, for a table.
fn flat(value: &Value) -> Vec<(String, String)> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(i, value)| (i.to_string(), value)).collect()
        }
        Value::String(text) => return vec![(String::new(), text.clone())],
        other => return vec![(String::new(), other.to_string())],
    };
    let join = |outer: &str, inner: String| {
        if inner.is_empty() { outer.into() } else { format!("{outer}.{inner}") }
    };
    children
        .into_iter()
        .flat_map(|(name, value)| {
            flat(value).into_iter().map(move |(rest, leaf)| (join(&name, rest), leaf))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_or_between_the_middles() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
    }

    #[test]
    fn figures_are_named_by_their_path() {
        let figures = json!({ "a": { "b": 1.5 }, "c": ["x"] });
        let expected = [("a.b".to_owned(), "1.5".to_owned()), ("c.0".to_owned(), "x".to_owned())];
        assert_eq!(flat(&figures), expected);
    }
}

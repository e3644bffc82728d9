//! The project's own rules, where the compiler does not check them: who may know whom, how long a file may be, what must
//! be in a file and what must not, and that every text exists in both languages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{Result, shell};

/// A file longer than this holds more than one concept.
const MAX_LINES: usize = 600;

/// The edges of ARCHITECTURE.md: what each package of the workspace may depend on, tests apart. What is not a package
/// of the workspace is not looked at here: every manifest gives its reasons.
const MAY_KNOW: [(&str, &[&str]); 18] = [
    ("vitrine-abi", &[]),
    ("vitrine-debug-info", &[]),
    ("vitrine-cpu", &["abi"]),
    ("vitrine-kernel", &["abi"]),
    ("vitrine-machine", &["abi", "cpu", "kernel"]),
    ("vitrine-timeline", &["abi", "cpu", "kernel", "machine"]),
    ("vitrine-explore", &["abi", "cpu", "kernel", "machine", "timeline"]),
    ("vitrine-inspect", &["abi", "debug-info", "explore", "kernel", "machine", "timeline"]),
    ("vitrine-cc", &["debug-info"]),
    ("vitrine-libc", &["cc", "debug-info"]),
    ("vitrine-scenario", &["abi", "debug-info", "inspect", "kernel", "machine", "timeline"]),
    ("vitrine-toolchain", &["cc", "libc", "scenario"]),
    (
        "vitrine-cli",
        &[
            "abi",
            "cc",
            "debug-info",
            "inspect",
            "kernel",
            "libc",
            "machine",
            "scenario",
            "timeline",
            "toolchain",
        ],
    ),
    (
        "vitrine-conformance",
        &["abi", "cc", "debug-info", "libc", "machine", "scenario", "timeline"],
    ),
    ("vitrine-web", &["debug-info", "inspect", "scenario", "timeline"]),
    ("vitrine-web-compiler", &["scenario", "toolchain"]),
    ("vitrine-lessons", &["scenario"]),
    ("xtask", &[]),
];

/// Packages in which host time, files, threads and hash order do not exist.
const NO_STD: [&str; 8] =
    ["abi", "debug-info", "cpu", "kernel", "machine", "timeline", "explore", "inspect"];

/// What must not stand in Rust code; the words are put together so that this file does not contain them.
const FORBIDDEN: [(&str, &str, &str); 4] = [
    ("todo", "!(", "finish it, or say in a type what is not supported"),
    ("unimplemented", "!(", "finish it, or say in a type what is not supported"),
    ("#[ig", "nore", "record a known difference so that it must keep failing in that way"),
    ("dbg", "!(", "left over"),
];

/// Checks every rule and lists all offences.
pub(crate) fn run() -> Result<()> {
    let mut offences = Vec::new();
    edges(&mut offences)?;
    rust_files(&mut offences)?;
    no_std(&mut offences)?;
    lints(&mut offences)?;
    lessons(&mut offences)?;
    if offences.is_empty() {
        eprintln!("tidy: nothing to complain about");
        return Ok(());
    }
    Err(format!("tidy: {} offence(s)\n  {}", offences.len(), offences.join("\n  ")))
}

fn edges(offences: &mut Vec<String>) -> Result<()> {
    let text =
        shell::output(&mut shell::command("cargo metadata --format-version 1 --no-deps --locked"))?;
    let metadata: Value =
        serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
    offences.extend(bad_edges(&metadata));
    Ok(())
}

/// The edges in `cargo metadata`'s answer that are not allowed.
fn bad_edges(metadata: &Value) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = MAY_KNOW.into_iter().collect();
    let mut bad = Vec::new();
    for package in list(&metadata["packages"]) {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(known) = allowed.get(name) else {
            bad.push(format!(
                "{name}: say in crates/xtask/src/tidy.rs and ARCHITECTURE.md whom it may know"
            ));
            continue;
        };
        for dependency in list(&package["dependencies"]) {
            let other = dependency["name"].as_str().unwrap_or_default();
            let Some(short) = other.strip_prefix("vitrine-") else { continue };
            // Tests may know more: they run whole programs.
            if dependency["kind"].as_str() != Some("dev") && !known.contains(&short) {
                bad.push(format!("{name} must not know {other} (ARCHITECTURE.md)"));
            }
        }
    }
    bad
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn rust_files(offences: &mut Vec<String>) -> Result<()> {
    let mut files = Vec::new();
    for folder in ["crates", "web/src", "web/compiler/src"] {
        collect(Path::new(folder), "rs", &mut files)?;
    }
    for path in files {
        let text = shell::read(&path)?;
        let lines = text.lines().count();
        if lines > MAX_LINES {
            offences.push(format!(
                "{}: {lines} lines, {MAX_LINES} at most: one concept per file",
                path.display()
            ));
        }
        offences.extend(forbidden(&path, &text));
        let opening = text.lines().next().unwrap_or_default();
        if !opening.starts_with("//!") {
            offences
                .push(format!("{}: begins without saying what it is for (`//!`)", path.display()));
        }
        if opening.trim() == "//! placeholder" {
            offences.push(format!("{}: holds nothing yet", path.display()));
        }
    }
    Ok(())
}

fn forbidden(path: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (start, end, advice) in FORBIDDEN {
            if code.contains(&format!("{start}{end}")) {
                found.push(format!("{}:{}: `{start}{end}`: {advice}", path.display(), number + 1));
            }
        }
    }
    found
}

fn no_std(offences: &mut Vec<String>) -> Result<()> {
    for name in NO_STD {
        let path = format!("crates/{name}/src/lib.rs");
        if !shell::read(&path)?.contains("#![cfg_attr(not(test), no_std)]") {
            offences.push(format!("{path}: must be `#![cfg_attr(not(test), no_std)]`"));
        }
    }
    Ok(())
}

/// Unsafe code is forbidden for the whole workspace, by the lints that every member inherits.
fn lints(offences: &mut Vec<String>) -> Result<()> {
    if !shell::read("Cargo.toml")?.contains("unsafe_code = \"forbid\"") {
        offences.push("Cargo.toml: [workspace.lints.rust] must forbid unsafe_code".to_owned());
    }
    let mut manifests = Vec::new();
    collect(Path::new("crates"), "toml", &mut manifests)?;
    manifests.extend(["web/Cargo.toml", "web/compiler/Cargo.toml"].map(PathBuf::from));
    for path in manifests.iter().filter(|path| path.ends_with("Cargo.toml")) {
        if !shell::read(path)?.contains("[lints]\nworkspace = true") {
            offences.push(format!("{}: must inherit the workspace's lints", path.display()));
        }
    }
    Ok(())
}

/// Every lesson has its scenario and its text in English and Chinese.
fn lessons(offences: &mut Vec<String>) -> Result<()> {
    let mut names = entries(Path::new("lessons"))?;
    names.retain(|path| path.is_dir());
    for lesson in names {
        for file in ["lesson.toml", "en.md", "zh.md"] {
            if !lesson.join(file).is_file() {
                offences.push(format!("{}: no {file}", lesson.display()));
            }
        }
    }
    Ok(())
}

/// Files below `folder` with that extension, in the same order everywhere.
fn collect(folder: &Path, extension: &str, into: &mut Vec<PathBuf>) -> Result<()> {
    for path in entries(folder)? {
        if path.is_dir() && !path.ends_with("target") {
            collect(&path, extension, into)?;
        } else if path.extension().is_some_and(|found| found == extension) {
            into.push(path);
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |error| format!("{}: {error}", folder.display());
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let found = fs::read_dir(folder).map_err(failed)?;
    let mut paths: Vec<PathBuf> = found
        .map(|entry| entry.map(|entry| entry.path()).map_err(failed))
        .collect::<Result<_>>()?;
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn package(name: &str, dependency: &str, kind: Value) -> Value {
        json!({ "packages": [{ "name": name, "dependencies": [{ "name": dependency, "kind": kind }] }] })
    }

    #[test]
    fn a_forbidden_edge_is_found() {
        let bad = bad_edges(&package("vitrine-cpu", "vitrine-kernel", Value::Null));
        assert_eq!(bad, ["vitrine-cpu must not know vitrine-kernel (ARCHITECTURE.md)"]);
    }

    #[test]
    fn tests_and_outside_packages_are_free() {
        assert!(bad_edges(&package("vitrine-cpu", "vitrine-kernel", json!("dev"))).is_empty());
        assert!(bad_edges(&package("vitrine-cpu", "serde", Value::Null)).is_empty());
        assert!(bad_edges(&package("vitrine-kernel", "vitrine-abi", Value::Null)).is_empty());
    }

    #[test]
    fn a_new_package_must_be_placed() {
        assert_eq!(bad_edges(&package("vitrine-new", "serde", Value::Null)).len(), 1);
    }

    #[test]
    fn forbidden_words_count_in_code_only() {
        let unfinished = format!("fn f() {{ {}{}) }}", "todo", "!(");
        assert_eq!(forbidden(Path::new("x.rs"), &unfinished).len(), 1);
        assert!(forbidden(Path::new("x.rs"), &format!("// {unfinished}")).is_empty());
    }
}

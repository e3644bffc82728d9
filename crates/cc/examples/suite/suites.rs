//! Where each suite keeps its tests and what it expects of them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{Expected, Test};

/// Files below a folder with an ending, in order of name.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Programs with their output beside them.
pub(crate) fn c_testsuite(folder: &Path) -> Vec<Test> {
    let programs = files(&folder.join("tests/single-exec"), ".c");
    let test = |path: PathBuf| {
        let output = fs::read_to_string(path.with_extension("c.expected")).ok();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Test { name, units: vec![path], expected: Expected::Runs(0, output) }
    };
    programs.into_iter().map(test).collect()
}

/// Programs that end with status 0; a file `common` is linked to each.
pub(crate) fn chibicc(folder: &Path) -> Vec<Test> {
    let folder = folder.join("test");
    let test = |path: PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let expected = match name.as_str() {
            "asm.c" => Expected::NotApplicable("assembly of x86"),
            _ => Expected::Runs(0, None),
        };
        Test { name, units: vec![path, folder.join("common")], expected }
    };
    files(&folder, ".c")
        .into_iter()
        .filter(|path| path.parent() == Some(&folder))
        .map(test)
        .collect()
}

/// The tests of the book "Writing a C Compiler".
pub(crate) fn book(folder: &Path) -> Vec<Test> {
    let json = |name: &str| -> Value {
        let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    };
    let (results, properties) = (json("expected_results.json"), json("test_properties.json"));
    let root = folder.join("tests");
    let mut tests = Vec::new();
    for path in files(&root, ".c") {
        let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().into_owned();
        if name.contains("/helper_libs/") || name.ends_with("_client.c") {
            continue;
        }
        let mut units = vec![path.clone()];
        let client = path.with_file_name(format!(
            "{}_client.c",
            path.file_stem().unwrap_or_default().to_string_lossy()
        ));
        if client.exists() {
            units.push(client);
        }
        for library in properties["libs"][&name].as_array().into_iter().flatten() {
            units.push(root.join(library.as_str().unwrap_or_default()));
        }
        let result = &results[&name];
        let expected = if name.contains("/invalid_") {
            Expected::Rejected
        } else if properties["assembly_libs"][&name].is_array() {
            Expected::NotApplicable("its other half is assembly of x86")
        } else {
            let status = result["return_code"].as_i64().unwrap_or(0) as i32;
            let output = result["stdout"].as_str().unwrap_or_default();
            Expected::Runs(status, Some(output.to_owned()))
        };
        tests.push(Test { name, units, expected });
    }
    tests
}

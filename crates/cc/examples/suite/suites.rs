//! Where each suite keeps its tests and what it expects of them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vitrine_cc::Source;

use crate::program::{Unit, headers_of};
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
        Test { name, units: vec![Unit::read(path)], expected: Expected::Runs(0, output) }
    };
    programs.into_iter().map(test).collect()
}

/// Lines of chibicc's tests that no other compiler has to satisfy: file, part of the line, why.
const ONLY_CHIBICC: &[(&str, &str, &str)] = &[
    ("alignof.c", "char x, y; &y-&x", "the order of variables in the frame"),
    ("alignof.c", "x; int y; &y-&x", "the order of variables in the frame"),
    ("alignof.c", "char x; int y; &y-&x", "the order of variables in the frame"),
    ("alignof.c", "((char *)&y)-((char *)&x)", "the order of variables in the frame"),
    ("alignof.c", "(char *)&y-&x", "the order of variables in the frame"),
    ("alignof.c", "(long)(char *)", "global variables on addresses of one's own choice"),
    ("bitfield.c", "int c:1; int c:5", "two members of one name: GCC refuses it"),
    ("bitfield.c", "int:0; int c:5", "of the struct above"),
    ("compat.c", "auto ** restrict __restrict", "restrict on a pointer to nothing"),
    ("constexpr.c", "char x[(int*)", "pointers as lengths: GCC refuses them"),
    ("control.c", "(i=5,j)=6", "assignment to a comma: GCC refuses it"),
    ("float.c", "(double)(unsigned long)(long)-1", "a double out of int's range"),
    ("generic.c", "100f", "`100f` is no number: GCC refuses it"),
    ("initializer.c", "g22", "`&array - 3` counts whole arrays in C"),
    ("initializer.c", "sizeof(g6", "a flexible member counts for nothing in C"),
    ("line.c", "ASSERT(501, __LINE__)", "the line after `#line 500` is 500 in C"),
    ("line.c", "ASSERT(801, __LINE__)", "the line after `#line 800` is 800 in C"),
    ("line.c", "ASSERT(2, __LINE__)", "the line after `#line 1` is 1 in C"),
    ("line.c", "ASSERT(201, __LINE__)", "the line after `# 200` is 200 in C"),
    ("literal.c", "8f", "`8f` is no number: GCC refuses it"),
    ("literal.c", "18446744073709551615>>63", "a number that large is unsigned"),
    ("pointer.c", "int x=3; int y=5;", "the order of variables in the frame"),
    ("sizeof.c", "1f", "`1f` is no number: GCC refuses it"),
    ("sizeof.c", "2f", "`2f` is no number: GCC refuses it"),
    ("sizeof.c", " signed));", "`signed` twice: GCC refuses it"),
    ("sizeof.c", " unsigned));", "`unsigned` twice: GCC refuses it"),
    ("typedef.c", "typedef int t; t t=1", "one name twice in a scope: GCC refuses it"),
    ("unicode.c", "ASSERT(62307, u'", "two units in a character: chibicc keeps the lower bits"),
    ("variable.c", "&y; char *b=&x", "the order of variables in the frame"),
    ("variable.c", "&x; char *b=&y", "the order of variables in the frame"),
    ("variable.c", "&y; char *b=&z", "the order of variables in the frame"),
];

/// Programs that end with status 0; a file `common` is linked to each, here made to go on after a
/// wrong value.
pub(crate) fn chibicc(folder: &Path) -> Vec<Test> {
    let folder = folder.join("test");
    let mut tests = Vec::new();
    for path in files(&folder, ".c") {
        if path.parent() != Some(&folder) {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let expected = match name.as_str() {
            "asm.c" => Expected::NotApplicable("assembly of x86"),
            "commonsym.c" => Expected::NotApplicable("one object in two units: -fno-common"),
            "tls.c" => Expected::NotApplicable("another printf than stdio.h's: GCC refuses it"),
            "function.c" => Expected::NotApplicable("takes x86's va_list apart"),
            _ => Expected::Runs(0, None),
        };
        let mut unit = Unit::read(path);
        unit.path = PathBuf::from(format!("test/{name}"));
        let other = |line: &&str| {
            !ONLY_CHIBICC.iter().any(|(file, part, _)| *file == name && line.contains(part))
        };
        let kept: Vec<&str> = unit.text.lines().filter(other).collect();
        unit.text = kept.join("\n") + "\n";
        // `#include "test/…"` and `<…>`: both are run with -Itest from the folder above.
        headers_of(&folder, &mut unit.headers);
        let own = Source { name: format!("test/{name}"), text: unit.text.clone() };
        let mut beside = Vec::new();
        for header in &mut unit.headers {
            header.name = header.name.rsplit('/').next().unwrap_or_default().to_owned();
            beside
                .push(Source { name: format!("test/{}", header.name), text: header.text.clone() });
        }
        unit.headers.extend(beside);
        unit.headers.push(own);
        let mut common = Unit::read(folder.join("common"));
        common.text = common.text.replace("    exit(1);\n", "");
        tests.push(Test { name, units: vec![unit, common], expected });
    }
    tests
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
        let mut units = vec![Unit::read(path.clone())];
        let client = path.with_file_name(format!(
            "{}_client.c",
            path.file_stem().unwrap_or_default().to_string_lossy()
        ));
        if client.exists() {
            units.push(Unit::read(client));
        }
        for library in properties["libs"][&name].as_array().into_iter().flatten() {
            units.push(Unit::read(root.join(library.as_str().unwrap_or_default())));
        }
        // In the last chapter `main` is assembly around `target`.
        if name.starts_with("chapter_20/") && !units[0].text.contains("int main(") {
            let text = "int target(); int main(void) { return target(1, 2, 3, 4, 5, 6, \
                        1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0); }"
                .to_owned();
            units.push(Unit { path: root.join("main.c"), text, headers: Vec::new() });
        }
        // Some headers are named relative to a folder two levels up.
        let mut headers = Vec::new();
        for header in files(&root.join("chapter_18"), ".h") {
            let name = header.to_string_lossy().into_owned();
            headers.push(Source { name, text: Unit::read(header).text });
        }
        units[0].headers = headers;
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

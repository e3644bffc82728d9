//! All cases on Linux, and on Vitrine by both ways of compiling.

use std::path::{Path, PathBuf};

use vitrine_conformance::{Compiler, Difference, Host, Linux, Suite, Vitrine, against_recordings};

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn suite() -> Suite {
    Suite::load("").expect("the cases can be read")
}

fn check(host: &dyn Host) {
    let suite = suite();
    let found = against_recordings(&suite, host);
    let lines: Vec<String> =
        found.iter().map(|Difference { case, what }| format!("{case}: {what}")).collect();
    let (wrong, all) = (lines.len(), suite.cases.len());
    assert!(lines.is_empty(), "{wrong} of {all} cases differ\n{}", lines.join("\n"));
}

#[test]
fn linux_does_what_was_recorded() {
    check(&Linux::new(&scratch("linux")).expect("gcc is there (apt-get install gcc)"));
}

#[test]
fn vitrine_agrees_with_our_compiler() {
    check(&Vitrine::new(&scratch("ours"), Compiler::Ours).expect("the command line builds"));
}

#[test]
fn vitrine_agrees_with_glibc_executables() {
    check(&Vitrine::new(&scratch("elf"), Compiler::Glibc).expect("the command line builds"));
}

#[test]
fn every_recording_has_its_case() {
    let folder = vitrine_conformance::repository().join("cases");
    let names: Vec<String> = suite().cases.into_iter().map(|case| case.name).collect();
    for area in std::fs::read_dir(&folder).expect("cases/ is there").flatten() {
        for file in std::fs::read_dir(area.path()).into_iter().flatten().flatten() {
            let path = file.path();
            if path.extension().is_some_and(|ending| ending == "linux") {
                let name = path.strip_prefix(&folder).expect("below it").with_extension("");
                let name = name.to_string_lossy().into_owned();
                assert!(names.contains(&name), "{name}.linux has no {name}.c");
            }
        }
    }
}

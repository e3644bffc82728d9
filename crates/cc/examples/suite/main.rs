//! Runs a fetched test suite of C compilers against this one, under qemu, and prints a table of what passed.
//!
//! ```sh
//! cargo run --profile test-fast -p vitrine-cc --example suite -- c-testsuite FOLDER [PART-OF-NAME]
//! cargo run --profile test-fast -p vitrine-cc --example suite -- chibicc FOLDER
//! cargo run --profile test-fast -p vitrine-cc --example suite -- book FOLDER
//! cargo run --profile test-fast -p vitrine-cc --example suite -- csmith FOLDER FIRST-SEED COUNT
//! ```
//!
//! FOLDER is a checkout of github.com/c-testsuite/c-testsuite, github.com/rui314/chibicc or
//! github.com/nlsandler/writing-a-c-compiler-tests; for csmith it is the folder of `csmith.h`. Needs qemu-user;
//! for csmith also `csmith` and `gcc`.

mod csmith;
mod program;
mod suites;

use std::path::Path;
use std::{env, process};

use program::{Compiler, Verdict};

/// A test of a suite.
struct Test {
    name: String,
    /// Units, compiled and linked together.
    units: Vec<program::Unit>,
    expected: Expected,
}

/// What a test demands.
enum Expected {
    /// Exit status and, where the suite knows it, output.
    Runs(i32, Option<String>),
    /// The compiler says no.
    Rejected,
    /// It is not about C on RISC-V: why.
    NotApplicable(&'static str),
}

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let [kind, folder, rest @ ..] = args.as_slice() else {
        eprintln!("usage: suite c-testsuite|chibicc|book|csmith FOLDER …");
        process::exit(2);
    };
    let folder = Path::new(folder);
    let compiler = Compiler::new();
    if kind == "csmith" {
        let number = |at: usize| rest.get(at).and_then(|word| word.parse().ok());
        csmith::run(&compiler, folder, number(0).unwrap_or(1), number(1).unwrap_or(100));
        return;
    }
    let tests = match kind.as_str() {
        "c-testsuite" => suites::c_testsuite(folder),
        "chibicc" => suites::chibicc(folder),
        "book" => suites::book(folder),
        other => {
            eprintln!("unknown suite {other}");
            process::exit(2);
        }
    };
    let filter = rest.first().map_or("", String::as_str);
    report(&compiler, tests.iter().filter(|test| test.name.contains(filter)));
}

fn report<'t>(compiler: &Compiler, tests: impl Iterator<Item = &'t Test>) {
    let (mut passed, mut applicable, mut skipped) = (0, 0, 0);
    for test in tests {
        let verdict = match &test.expected {
            Expected::NotApplicable(why) => {
                skipped += 1;
                println!("n/a   {}: {why}", test.name);
                continue;
            }
            Expected::Rejected => compiler.rejects(&test.units),
            Expected::Runs(status, output) => {
                compiler.runs(&test.units, *status, output.as_deref())
            }
        };
        applicable += 1;
        match verdict {
            Verdict::Passed => passed += 1,
            Verdict::Failed(why) => println!("FAIL  {}: {why}", test.name),
        }
    }
    println!("{passed} of {applicable} passed, {skipped} not applicable");
}

//! Runs the user-level suites of riscv-tests: `cargo run -p vitrine-cpu --example riscv_tests --
//! DIR`, where DIR is a checkout of riscv-software-src/riscv-tests. Needs riscv64-linux-gnu-gcc.

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::Path;
use std::process::ExitCode;

use common::{End, Process};

const SUITES: [&str; 6] = ["rv64ui", "rv64um", "rv64ua", "rv64uf", "rv64ud", "rv64uc"];

/// The environment that the suites expect, for a user program: it ends by exit(2), 0 if all tests
/// of the file passed, else the number of the one that did not.
const ENVIRONMENT: &str = "
#define RVTEST_RV64U .macro start_up; .endm
#define RVTEST_RV64UF .macro start_up; fscsr x0; .endm
#define RVTEST_CODE_BEGIN .text; .globl _start; _start: start_up;
#define RVTEST_CODE_END
#define TESTNUM gp
#define RVTEST_PASS li a0, 0; li a7, 93; ecall;
#define RVTEST_FAIL mv a0, TESTNUM; li a7, 93; ecall;
#define EXTRA_DATA
#define RVTEST_DATA_BEGIN EXTRA_DATA .align 4;
#define RVTEST_DATA_END
";

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: riscv_tests DIR (a checkout of riscv-software-src/riscv-tests)");
        return ExitCode::from(2);
    };
    let scratch = std::env::temp_dir().join(format!("vitrine-riscv-tests-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).expect("a folder for the programs");
    std::fs::write(scratch.join("riscv_test.h"), ENVIRONMENT).expect("a header");
    let mut failed = 0;
    for suite in SUITES {
        let sources = sources(&Path::new(&folder).join("isa").join(suite));
        let failures: Vec<String> =
            sources.iter().filter_map(|source| check(&folder, &scratch, source)).collect();
        println!("{suite}: {} of {} pass", sources.len() - failures.len(), sources.len());
        failures.iter().for_each(|failure| println!("  {failure}"));
        failed += failures.len() + usize::from(sources.is_empty());
    }
    std::fs::remove_dir_all(&scratch).expect("the folder goes away");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn sources(suite: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(suite) else { return Vec::new() };
    let mut sources: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.path().to_str().map(String::from))
        .filter(|path| path.ends_with(".S"))
        .collect();
    sources.sort();
    sources
}

/// Runs one file, at full speed and by single steps; says what went wrong.
fn check(folder: &str, scratch: &Path, source: &str) -> Option<String> {
    let elf = scratch.join("program").to_string_lossy().into_owned();
    let macros = format!("-I{folder}/isa/macros/scalar");
    let environment = format!("-I{}", scratch.display());
    let mut arguments =
        vec!["-march=rv64gc", "-mabi=lp64d", "-static", "-nostdlib", "-nostartfiles"];
    arguments.extend([environment.as_str(), macros.as_str(), "-o", elf.as_str(), source]);
    // The tests count in gp, so the linker must not address data through it.
    arguments.push("-Wl,--no-relax");
    // These write to their code: everything in one segment, with all permissions.
    if source.ends_with("fence_i.S") || source.ends_with("rvc.S") {
        arguments.push("-Wl,-N");
    }
    common::cross_compile(&arguments);
    let file = std::fs::read(&elf).expect("the program");
    let mut fast = Process::new(&file);
    let mut stepped = Process::new(&file);
    let (end, stepped_end) = (fast.run(1 << 20, 16), stepped.run(1, 1 << 20));
    if end != End::Exit(0) || end != stepped_end {
        return Some(format!("{source}: {end:?}, stepped {stepped_end:?}"));
    }
    let same = fast.hart == stepped.hart && fast.memory == stepped.memory;
    (!same).then(|| format!("{source}: stepping leads elsewhere"))
}

//! Millions of instructions per second on programs made by `riscv64-linux-gnu-gcc -O2`:
//! `cargo run --release -p vitrine-cpu --example mips`. The best of five runs counts.

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

use common::{End, Process, cross_compile};

fn main() {
    let elf = std::env::temp_dir().join(format!("vitrine-mips-{}", std::process::id()));
    let elf = elf.to_string_lossy();
    for program in ["sieve", "mix", "float"] {
        let source = format!("{}/examples/mips/{program}.c", env!("CARGO_MANIFEST_DIR"));
        let flags = ["-O2", "-march=rv64gc", "-static", "-nostdlib", "-fno-tree-vectorize"];
        cross_compile(&[&flags[..], &["-fno-builtin", "-o", &elf, &source]].concat());
        let file = std::fs::read(&*elf).expect("the program");
        report(program, &file, 10_000_000);
        report(program, &file, 10_000);
    }
    let last = std::fs::read(&*elf).expect("the program");
    steps(&last);
    std::fs::remove_file(&*elf).expect("the program goes away");
}

fn report(program: &str, file: &[u8], slice: u64) {
    let mut best = f64::INFINITY;
    let mut retired = 0;
    for _ in 0..5 {
        let mut process = Process::new(file);
        let start = Instant::now();
        assert_eq!(process.run(slice, u64::MAX), End::Exit(0), "{program}");
        best = best.min(start.elapsed().as_secs_f64());
        retired = process.retired;
    }
    let mips = retired as f64 / best / 1e6;
    println!("{program:6} slices of {slice:>8}: {retired:>10} instructions, {mips:6.0} MIPS");
}

fn steps(file: &[u8]) {
    let mut process = Process::new(file);
    let start = Instant::now();
    let steps = 5_000_000;
    assert_eq!(process.run(1, steps), End::OutOfFuel);
    let nanoseconds = start.elapsed().as_nanos() as f64 / steps as f64;
    println!("single steps: {nanoseconds:.1} ns each");
}

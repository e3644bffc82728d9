//! How fast the machine is: `cargo run --release -p vitrine-machine --example speed ELF [ARGS…]`
//! runs a program unwatched and prints what it printed, its counters and host time.

use std::time::Instant;

use vitrine_machine::{Config, Machine};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = args.first() else { return eprintln!("speed ELF [ARGS…]") };
    let program = std::fs::read(path).expect("a readable file").into();
    let args = args.iter().map(|arg| arg.clone().into_bytes()).collect();
    let cpus = std::env::var("CPUS").ok().and_then(|cpus| cpus.parse().ok()).unwrap_or(1);
    let config = Config { program, args, cpus, ..Config::default() };
    let start = Instant::now();
    let mut machine = Machine::boot(&config).expect("a static riscv64 ELF file");
    let booted = start.elapsed();
    // What a debug build does after steps, in the midst of the program.
    machine.run_unwatched(100_000);
    let start = Instant::now();
    let broken = machine.kernel().broken_invariant();
    println!("at step {}: invariants {broken:?} in {:?}", machine.steps(), start.elapsed());
    let start = Instant::now();
    let status = machine.run_unwatched(u64::MAX);
    let seconds = start.elapsed().as_secs_f64();
    let counters = machine.kernel().counters;
    let switches = counters.context_switches as f64 / seconds;
    println!("{switches:.0} context switches per second");
    let mips = counters.instructions as f64 / seconds / 1e6;
    let start = Instant::now();
    let snapshot = machine.snapshot();
    let snapshot_time = start.elapsed();
    let start = Instant::now();
    machine.restore(&snapshot);
    let restore_time = start.elapsed();
    let start = Instant::now();
    let digest = machine.digest();
    for chunk in machine.kernel().terminal.output.since(0) {
        print!("{}", String::from_utf8_lossy(&chunk.bytes));
    }
    println!("{status:?}: {seconds:.4} s, {mips:.0} MIPS, {counters:?}");
    println!(
        "boot {booted:?}, snapshot {snapshot_time:?}, restore {restore_time:?}, digest {:?} {digest:x}",
        start.elapsed()
    );
}

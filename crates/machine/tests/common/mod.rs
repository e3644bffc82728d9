//! Building programs with the cross compiler, and running them.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use vitrine_kernel::fd::Stream;
use vitrine_machine::{Config, Machine, Status};

/// The ELF file of `tests/programs/<name>.c`, statically linked with glibc.
pub(crate) fn elf(name: &str) -> Arc<[u8]> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    // Tests of one process run at the same time and may build the same program.
    static BUILDS: AtomicU32 = AtomicU32::new(0);
    let build = BUILDS.fetch_add(1, Ordering::Relaxed);
    let output = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("{name}-{}-{build}.elf", std::process::id()));
    let built = Command::new("riscv64-linux-gnu-gcc")
        .args(["-O1", "-w", "-static", "-std=gnu11", "-o"])
        .arg(&output)
        .arg(folder.join(format!("{name}.c")))
        .status()
        .expect("run `sudo apt-get install gcc-riscv64-linux-gnu libc6-dev-riscv64-cross`");
    assert!(built.success(), "{name}.c does not compile");
    let bytes = std::fs::read(&output).expect("the compiler's output");
    std::fs::remove_file(&output).expect("the file that was just read");
    bytes.into()
}

/// A configuration with this program and its arguments.
pub(crate) fn config(name: &str, args: &[&str]) -> Config {
    let mut all = vec![b"./prog".to_vec()];
    all.extend(args.iter().map(|arg| arg.as_bytes().to_vec()));
    Config { program: elf(name), args: all, ..Config::default() }
}

/// What the program wrote so far, to stdout and stderr (or the terminal) in order.
pub(crate) fn output(machine: &Machine) -> String {
    let chunks = machine.kernel().terminal.output.since(0);
    let bytes: Vec<u8> = chunks.flat_map(|chunk| chunk.bytes.iter().copied()).collect();
    String::from_utf8(bytes).expect("the program prints text")
}

/// What it wrote to stderr.
#[allow(dead_code, reason = "not every test binary looks at stderr")]
pub(crate) fn errors(machine: &Machine) -> String {
    let chunks = machine.kernel().terminal.output.since(0);
    let stderr = chunks.filter(|chunk| chunk.stream == Stream::Stderr);
    let bytes: Vec<u8> = stderr.flat_map(|chunk| chunk.bytes.iter().copied()).collect();
    String::from_utf8(bytes).expect("the program prints text")
}

/// Runs to the end, or for 400 million steps.
pub(crate) fn run(config: &Config) -> (Machine, Status) {
    let mut machine = Machine::boot(config).expect("the program boots");
    let status = machine.run_unwatched(400_000_000);
    (machine, status)
}

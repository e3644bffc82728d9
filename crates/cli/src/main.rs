//! `vitrine`: run C programs and riscv64 Linux executables on the simulated kernel, trace them,
//! share and open moments of them.
//!
//! Only this crate, `conformance` and `xtask` touch files, processes and the host's clock.

mod arguments;
mod bench;
mod cc;
mod diagnostics;
mod language;
mod look;
mod outside;
mod program;
mod races;
mod run;
mod seeds;
mod share;
mod trace;
mod watched;
mod workload;

use std::process::ExitCode;

use arguments::{Command, Failure, HELP};

/// Exit status: a step or time limit was reached, or nothing could happen any more.
const LIMIT: u8 = 124;
/// Exit status: the program asked for something that is not simulated.
const NOT_SIMULATED: u8 = 125;
/// Exit status: the program does not compile or load.
const DOES_NOT_LOAD: u8 = 126;
/// Exit status: the command line makes no sense.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let result = arguments::parse(lexopt::Parser::from_env()).and_then(|command| match command {
        Command::Help => {
            print!("{HELP}");
            Ok(0)
        }
        Command::Version => {
            println!("vitrine {}", env!("CARGO_PKG_VERSION"));
            Ok(0)
        }
        Command::Syscalls => {
            print!("{}", vitrine_inspect::syscall_page());
            Ok(0)
        }
        Command::Run(options) => run::run(&options),
        Command::Trace(options) => trace::trace(&options),
        Command::Share(options, step) => share::share(&options, step),
        Command::Look(look) => look::look(&look),
        Command::Open(link) => share::open(&link),
        Command::Cc(arguments) => Ok(cc::cc(arguments)),
        Command::Bench(repeat) => bench::bench(repeat),
    });
    match result {
        Ok(status) => ExitCode::from(status),
        Err(Failure { message, status }) => {
            eprintln!("vitrine: {message}");
            ExitCode::from(status)
        }
    }
}

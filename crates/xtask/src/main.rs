//! `cargo xtask`: everything that a developer, the continuous integration or a curious visitor does with this
//! repository, in plain Rust. It installs what it can, and names the exact command for what it cannot.
//!
//! What it does not do: nothing here knows about the simulation; it starts `cargo`, `trunk`, `npm`, `node`, `vitrine`.

mod bench;
mod check;
mod serve;
mod shell;
mod site;
mod tidy;
mod tools;

use std::path::Path;
use std::process::ExitCode;

use lexopt::prelude::*;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N]      build the site and serve it on this machine (default port 8080)
  build                 build the site into dist/, which works from any folder of any static host
  test [--quick]        everything: format, lints, rules, unit, property and conformance tests, page tests in Chromium
                        (--quick: without site and browser)
  bench [--runs N]      speed of the CPU, of calls and of seeking, and the bytes of the first load; a table and JSON
  tidy                  the project's own rules only: dependency edges, sizes, what must not be there
  bless                 record the expected outputs of tests again; look at the difference before you commit it
  setup                 install the tools that the other commands need, and nothing else
";

/// What goes wrong here is told to a person; nobody matches on it.
type Result<T> = std::result::Result<T, String>;

#[derive(Default)]
struct Options {
    port: Option<u16>,
    runs: Option<u32>,
    quick: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    // Every path below is relative to the workspace, wherever this was called from.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::set_current_dir(&root).map_err(|error| format!("{}: {error}", root.display()))?;
    let (command, options) = arguments().map_err(|error| format!("{error}\n\n{HELP}"))?;
    match command.as_str() {
        "serve" => serve::run(options.port.unwrap_or(8080)),
        "build" => site::build(),
        "test" => check::run(options.quick),
        "bench" => bench::run(options.runs.unwrap_or(5)),
        "tidy" => tidy::run(),
        "bless" => check::bless(),
        "setup" => tools::setup(),
        "help" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("no command {other:?}\n\n{HELP}")),
    }
}

fn arguments() -> std::result::Result<(String, Options), lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let mut command = None;
    let mut options = Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = Some(parser.value()?.parse()?),
            Long("runs") => options.runs = Some(parser.value()?.parse()?),
            Long("quick") => options.quick = true,
            Short('h') | Long("help") => command = Some("help".to_owned()),
            Value(name) if command.is_none() => command = Some(name.string()?),
            other => return Err(other.unexpected()),
        }
    }
    Ok((command.unwrap_or_else(|| "help".to_owned()), options))
}

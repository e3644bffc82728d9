//! `cargo xtask test`: all checks, one after the other, and a table of what took how long.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::{Result, shell, site, tidy, tools};

/// Tests run programs on the simulated machine for millions of steps: optimised, but with all assertions.
pub(crate) const PROFILE: &str = "test-fast";
/// Tests that compare with recorded text write it instead when this is set.
const BLESS: &str = "VITRINE_BLESS";

struct Stage {
    name: &'static str,
    run: fn() -> Result<()>,
    /// Needs the site or the browser.
    page: bool,
}

const STAGES: [Stage; 12] = [
    Stage { name: "system packages", run: tools::for_tests, page: false },
    Stage { name: "format", run: || shell::run("cargo fmt --all --check"), page: false },
    Stage { name: "tidy", run: tidy::run, page: false },
    Stage { name: "lints, host", run: host_lints, page: false },
    Stage { name: "lints, page", run: page_lints, page: false },
    Stage { name: "documentation", run: documentation, page: false },
    Stage { name: "unit and property tests", run: unit_tests, page: false },
    Stage { name: "conformance with Linux", run: conformance, page: false },
    Stage { name: "site tools", run: site_tools, page: true },
    Stage { name: "editor", run: || shell::run_in("web/editor", "npm test --silent"), page: true },
    Stage { name: "site", run: site::build, page: true },
    Stage { name: "page tests", run: page_tests, page: true },
];

/// Runs every stage, also after a failed one, and fails if any did.
pub(crate) fn run(quick: bool) -> Result<()> {
    let mut rows = Vec::new();
    for stage in STAGES.iter().filter(|stage| !(quick && stage.page)) {
        eprintln!("\n== {}", stage.name);
        let start = Instant::now();
        let outcome = (stage.run)();
        if let Err(message) = &outcome {
            eprintln!("xtask: {message}");
        }
        rows.push((stage.name, start.elapsed(), outcome));
    }
    eprintln!("\n{}", table(&rows));
    match rows.iter().filter(|(_, _, outcome)| outcome.is_err()).count() {
        0 => Ok(()),
        failed => Err(format!("{failed} of {} stages failed", rows.len())),
    }
}

fn table(rows: &[(&str, Duration, Result<()>)]) -> String {
    let mut text = String::new();
    for (name, time, outcome) in rows {
        let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
        text += &format!("{name:<26}{:>8.1} s  {verdict}\n", time.as_secs_f64());
    }
    let total: Duration = rows.iter().map(|(_, time, _)| *time).sum();
    text + &format!("{:<26}{:>8.1} s", "together", total.as_secs_f64())
}

/// Records expected outputs again; what changed is then in `git diff`.
pub(crate) fn bless() -> Result<()> {
    shell::finish(tests("--workspace").env(BLESS, "1"))?;
    shell::run("git status --short")
}

fn host_lints() -> Result<()> {
    shell::run(
        "cargo clippy --locked --workspace --exclude vitrine-web --all-targets -- -D warnings",
    )
}

fn page_lints() -> Result<()> {
    for package in ["vitrine-web", "vitrine-web-compiler"] {
        shell::run(&format!(
            "cargo clippy --locked -p {package} --target wasm32-unknown-unknown -- -D warnings"
        ))?;
    }
    Ok(())
}

fn documentation() -> Result<()> {
    let mut command =
        shell::command("cargo doc --locked --workspace --no-deps --document-private-items --quiet");
    shell::finish(command.env("RUSTDOCFLAGS", "-D warnings"))
}

/// Documentation tests included.
fn unit_tests() -> Result<()> {
    shell::finish(&mut tests("--workspace --exclude vitrine-conformance"))
}

fn conformance() -> Result<()> {
    if !cfg!(target_os = "linux") {
        eprintln!(
            "Programs are compared with Linux itself: on this system there is nothing to compare with."
        );
        return Ok(());
    }
    shell::finish(&mut tests("-p vitrine-conformance"))
}

fn tests(which: &str) -> Command {
    shell::command(&format!("cargo test --locked --profile {PROFILE} {which}"))
}

fn site_tools() -> Result<()> {
    tools::for_site()?;
    tools::for_page_tests()
}

/// The page tests compare digests in the browser with those of the native program, so they need that as well.
fn page_tests() -> Result<()> {
    shell::run(&format!("cargo build --locked --profile {PROFILE} -p vitrine-cli"))?;
    let mut command = shell::command("npm test --silent");
    shell::finish(command.current_dir("e2e").env("VITRINE_CLI", vitrine(PROFILE)?))
}

/// The built command line program.
pub(crate) fn vitrine(profile: &str) -> Result<PathBuf> {
    let name = format!("vitrine{}", std::env::consts::EXE_SUFFIX);
    let path = shell::target_folder().join(profile).join(name);
    path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))
}

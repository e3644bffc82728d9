//! Vitrine through its command line.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::case::{Case, Host as HostKind, Mode, Tries};
use crate::outcome::{Outcome, Status};
use crate::process::{run, succeed};
use crate::repository;
use crate::suite::Host;

const LIMIT: Duration = Duration::from_secs(60);
/// CPUs on which programs run that may end in several ways.
const CPUS: [&str; 3] = ["1", "2", "4"];
/// Programs that never end are cut off long before [`LIMIT`].
const MAX_STEPS: &str = "2000000000";

/// Who makes the executable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compiler {
    /// Our compiler, our library.
    Ours,
    /// gcc for riscv64 and static glibc.
    Glibc,
}

/// Runs cases on Vitrine.
pub struct Vitrine {
    binary: PathBuf,
    compiler: Compiler,
    folder: PathBuf,
}

impl Vitrine {
    /// Takes the binary that the variable `VITRINE` names, or builds it with the same cargo. Executables go to the folder.
    pub fn new(folder: &Path, compiler: Compiler) -> io::Result<Vitrine> {
        fs::create_dir_all(folder)?;
        let binary = match std::env::var_os("VITRINE") {
            Some(path) => PathBuf::from(path),
            None => build()?,
        };
        Ok(Vitrine { binary, compiler, folder: folder.to_path_buf() })
    }

    fn program(&self, case: &Case) -> io::Result<PathBuf> {
        if self.compiler == Compiler::Ours {
            return Ok(case.path.clone());
        }
        // Its own folder, so that the program has the case's name.
        let folder = self.folder.join(case.name.replace('/', "."));
        fs::create_dir_all(&folder)?;
        let program = folder.join(case.program());
        succeed(
            Command::new("riscv64-linux-gnu-gcc")
                .args(["-std=gnu11", "-O0", "-w", "-D_GNU_SOURCE", "-fno-builtin", "-static"])
                .args(["-pthread", "-o"])
                .arg(&program)
                .arg(&case.path)
                .arg("-lm"),
        )?;
        Ok(program)
    }
}

/// The profile is this test's own, so that one build serves both.
fn build() -> io::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let here = std::env::current_exe()?;
    // target/PROFILE/deps/test-1234, or target/PROFILE/vitrine-conformance
    let folder = here.ancestors().skip(1).find(|path| !path.ends_with("deps"));
    let profile_folder = folder.unwrap_or(&here);
    let profile = match profile_folder.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(name) => name,
    };
    succeed(Command::new(cargo).current_dir(repository()).args([
        "build",
        "--quiet",
        "--package",
        "vitrine-cli",
        "--profile",
        profile,
    ]))?;
    Ok(profile_folder.join("vitrine"))
}

impl Host for Vitrine {
    fn kind(&self) -> HostKind {
        match self.compiler {
            Compiler::Ours => HostKind::Ours,
            Compiler::Glibc => HostKind::Elf,
        }
    }

    fn run(&self, case: &Case, mode: Mode) -> io::Result<Outcome> {
        let program = self.program(case)?;
        let mut command = Command::new(&self.binary);
        command.args(["run", "--max-steps", MAX_STEPS]);
        if mode == Mode::Tty {
            command.arg("--tty");
        }
        command.arg(&program).args(&case.directives.args);
        let (output, in_time) = run(&mut command, &case.directives.stdin, LIMIT)?;
        let status = match output.status.code() {
            Some(code) if in_time => Status::Exited(u8::try_from(code).unwrap_or(u8::MAX)),
            _ => Status::TimedOut,
        };
        Ok(Outcome { stdout: output.stdout, stderr: output.stderr, status })
    }

    fn run_often(
        &self,
        case: &Case,
        mode: Mode,
        tries: Tries,
    ) -> io::Result<Vec<(String, Outcome)>> {
        let program = self.program(case)?;
        let mut found = Vec::new();
        for cpus in CPUS {
            let mut command = Command::new(&self.binary);
            command.args(["run", "--json", "--cpus", cpus, "--seeds", &tries.seeds.to_string()]);
            if mode == Mode::Tty {
                command.arg("--tty");
            }
            command.arg(&program).args(&case.directives.args);
            let (output, _) = run(&mut command, &case.directives.stdin, LIMIT)?;
            let lines = String::from_utf8_lossy(&output.stdout).into_owned();
            for line in lines.lines() {
                let read = row(line, cpus).ok_or_else(|| io::Error::other(line.to_owned()))?;
                found.push(read);
            }
            if lines.is_empty() {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                return Err(io::Error::other(said));
            }
        }
        Ok(found)
    }
}

/// A line of `vitrine run --seeds --json`: what it was, and how to see it again.
fn row(line: &str, cpus: &str) -> Option<(String, Outcome)> {
    let row: serde_json::Value = serde_json::from_str(line).ok()?;
    let bytes = |key: &str| Some(row[key].as_str()?.as_bytes().to_vec());
    // What is no end of a program (a deadlock, a limit) is one that never comes.
    let status = Status::parse(row["end"].as_str()?).unwrap_or(Status::TimedOut);
    let how = format!("--shuffle --cpus {cpus} --seed {}", row["first_seed"]);
    Some((how, Outcome { stdout: bytes("stdout")?, stderr: bytes("stderr")?, status }))
}

//! The host's Linux: gcc, glibc, and namespaces that make it look the same every time (`helper/launch.c`).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::case::{Case, Host as HostKind, Mode, Tries};
use crate::outcome::{Outcome, Status};
use crate::process::{run, succeed};
use crate::suite::Host;

const HELPER: &str = include_str!("../helper/launch.c");
const SECONDS: u64 = 20;
/// Where programs run that may end in several ways: orders differ on one CPU.
const CPUS: [&str; 2] = ["", "taskset -c 0"];
/// The helper's answer when it could not make the surroundings.
pub(crate) const NO_SURROUNDINGS: i32 = 125;

/// Runs cases on the Linux underneath.
pub struct Linux {
    folder: PathBuf,
    launcher: PathBuf,
}

impl Linux {
    /// Builds the helper in a folder that may be written. Needs gcc, root and permitted namespaces.
    pub fn new(folder: &Path) -> io::Result<Linux> {
        fs::create_dir_all(folder.join("root"))?;
        let launcher = build_launcher(folder)?;
        Ok(Linux { folder: folder.to_path_buf(), launcher })
    }

    fn compile(&self, case: &Case) -> io::Result<PathBuf> {
        let program = self.folder.join(case.name.replace('/', "."));
        // char is unsigned as on riscv64, and nothing is optimised away that a case wants to do.
        succeed(
            Command::new("gcc")
                .args(["-std=gnu11", "-O0", "-w", "-D_GNU_SOURCE", "-funsigned-char"])
                .args(["-fno-builtin", "-pthread", "-o"])
                .arg(&program)
                .arg(&case.path)
                .arg("-lm"),
        )?;
        Ok(program)
    }
}

/// Builds the helper in a folder.
pub(crate) fn build_launcher(folder: &Path) -> io::Result<PathBuf> {
    let source = folder.join("launch.c");
    fs::write(&source, HELPER)?;
    let launcher = folder.join("launch");
    succeed(Command::new("gcc").args(["-O1", "-w", "-static", "-o"]).arg(&launcher).arg(&source))?;
    Ok(launcher)
}

impl Host for Linux {
    fn kind(&self) -> HostKind {
        HostKind::Linux
    }

    fn run(&self, case: &Case, mode: Mode) -> io::Result<Outcome> {
        let program = self.compile(case)?;
        self.execute(case, mode, (&program, CPUS[0]))
    }

    fn run_often(
        &self,
        case: &Case,
        mode: Mode,
        tries: Tries,
    ) -> io::Result<Vec<(String, Outcome)>> {
        let program = self.compile(case)?;
        let run = |number: u32| {
            let cpus = CPUS[number as usize % CPUS.len()];
            let outcome = self.execute(case, mode, (&program, cpus))?;
            Ok((format!("run {number}"), outcome))
        };
        (0..tries.runs).map(run).collect()
    }
}

impl Linux {
    /// Runs what was compiled, on some of the CPUs.
    fn execute(
        &self,
        case: &Case,
        mode: Mode,
        (program, cpus): (&Path, &str),
    ) -> io::Result<Outcome> {
        let report = self.folder.join(format!("{}.status", case.name.replace('/', ".")));
        let _ = fs::remove_file(&report);
        // A shell opens descriptor 3, which std::process cannot.
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", &format!("exec {cpus} \"$@\" 3>\"$0\"")])
            .arg(&report)
            .arg(&self.launcher);
        if mode == Mode::Tty {
            command.arg("--tty");
        }
        command.args(["--seconds", &SECONDS.to_string()]).arg(self.folder.join("root"));
        command.arg(program).arg(case.program()).args(&case.directives.args);
        let limit = Duration::from_secs(SECONDS + 10);
        let (output, _) = run(&mut command, &case.directives.stdin, limit)?;
        if output.status.code() == Some(NO_SURROUNDINGS) {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(io::Error::other(format!("no namespaces to run Linux in: {said}")));
        }
        let words = fs::read_to_string(&report).unwrap_or_default();
        let status = Status::parse(&words)
            .ok_or_else(|| io::Error::other(format!("the helper reported {words:?}")))?;
        let clean = |bytes: Vec<u8>| match mode {
            Mode::Pipe => bytes,
            Mode::Tty => String::from_utf8_lossy(&bytes).replace("\r\n", "\n").into_bytes(),
        };
        Ok(Outcome { stdout: clean(output.stdout), stderr: output.stderr, status })
    }
}

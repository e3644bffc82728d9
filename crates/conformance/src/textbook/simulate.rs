//! Scenarios on Vitrine: an unmodified busybox is the shell and the tools.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use vitrine_machine::{
    Config, Eevdf, ExitStatus, HostFile, Machine, PolicyKind, Profile, Rules, Status as Standing,
    Stdin, Stream,
};

use crate::case::Mode;
use crate::outcome::{Outcome, Status};
use crate::textbook::table::Program;

/// A scenario takes seconds of virtual time. One in which a loop asks for the time costs about 5 s
/// here, several times that on a busy computer.
const LIMIT: Duration = Duration::from_secs(240);
const SLICE: u64 = 4_000_000;

/// The machines on which a scenario may agree, in order. Some outputs are the same each time on Linux only
/// because a woken thread finds a CPU of its own, or goes before the one that woke it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surroundings {
    /// One CPU, the machine's usual policy.
    OneCpu,
    /// Two of them.
    TwoCpus,
    /// One CPU, Linux's own policy.
    Eevdf,
}

impl Surroundings {
    /// All of them.
    pub const ALL: [Surroundings; 3] =
        [Surroundings::OneCpu, Surroundings::TwoCpus, Surroundings::Eevdf];
}

/// How a scenario went.
#[derive(Clone, Debug)]
pub enum Ran {
    /// It came to its end, or did not in time.
    To(Outcome),
    /// It asked for what is not simulated; in words.
    NotSimulated(String),
    /// The machine could not be set up, or it is our own bug; in words.
    Broken(String),
}

/// Runs the scenario on such a machine. `programs` are names and executables, put into `/bin` beside the busybox and its applets.
pub fn simulate(
    program: &Program,
    surroundings: Surroundings,
    (busybox, applets): (&Path, &[String]),
    programs: &[(String, PathBuf)],
    files: &[(String, Vec<u8>)],
) -> io::Result<Ran> {
    let shell: Arc<[u8]> = fs::read(busybox)?.into();
    let mut all = Vec::new();
    for (name, executable) in programs {
        all.push(file(format!("/bin/{name}"), fs::read(executable)?));
    }
    let named = |name: &str| programs.iter().any(|(other, _)| other == name);
    let tools = applets.iter().filter(|name| *name != "sh" && !named(name) && uses(program, name));
    for name in tools {
        all.push(file(format!("/bin/{name}"), shell.to_vec()));
    }
    for (name, bytes) in files {
        let whole =
            HostFile { path: format!("/w/{name}"), permissions: 0o644, bytes: bytes.clone() };
        all.push(whole);
    }
    let eevdf = || Rules::new(PolicyKind::Eevdf(Eevdf::default()), Profile::Linux);
    let config = Config {
        cpus: if surroundings == Surroundings::TwoCpus { 2 } else { 1 },
        rules: (surroundings == Surroundings::Eevdf).then(eevdf),
        tty: program.mode == Mode::Tty,
        stdin: Stdin { bytes: Vec::new(), closed: program.mode == Mode::Pipe },
        files: all,
        args: [b"sh".to_vec(), b"-c".to_vec(), program.scenario.clone().into_bytes()].into(),
        program: shell,
        program_path: "/bin/sh".into(),
        ..Config::default()
    };
    let ran = catch_unwind(AssertUnwindSafe(|| to_its_end(&config)));
    Ok(ran.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Ran::Broken(format!("our own bug: {}", text.unwrap_or_default()))
    }))
}

/// The machine holds 64 MiB of files: only the tools that a scenario or a program may call are put there.
fn uses(program: &Program, applet: &str) -> bool {
    let called_by_programs =
        ["cat", "date", "dirname", "echo", "grep", "ls", "od", "ps", "sleep", "true", "wc"];
    called_by_programs.contains(&applet) || program.words().any(|word| word == applet)
}

fn file(path: String, bytes: Vec<u8>) -> HostFile {
    HostFile { path, permissions: 0o755, bytes }
}

fn to_its_end(config: &Config) -> Ran {
    let mut machine = match Machine::boot(config) {
        Ok(machine) => machine,
        Err(error) => return Ran::Broken(error.to_string()),
    };
    let begun = Instant::now();
    let mut fed = false;
    let status = loop {
        match machine.run_unwatched(SLICE) {
            Standing::Running if begun.elapsed() < LIMIT => {}
            Standing::Running | Standing::Deadlocked => break Status::TimedOut,
            Standing::WaitsForInput if !fed => {
                fed = true;
                machine.end_of_input();
            }
            Standing::WaitsForInput => break Status::TimedOut,
            Standing::Exited(ExitStatus::Exited(code)) => break Status::Exited(code),
            Standing::Exited(ExitStatus::Signaled { signal, .. }) => {
                break Status::Signaled(signal.number());
            }
            Standing::Unsupported { what, .. } => return Ran::NotSimulated(what.what),
        }
    };
    let mut outcome = Outcome { stdout: Vec::new(), stderr: Vec::new(), status };
    for chunk in machine.kernel().terminal.output.since(0) {
        match chunk.stream {
            Stream::Stdout | Stream::Terminal => outcome.stdout.extend_from_slice(&chunk.bytes),
            Stream::Stderr => outcome.stderr.extend_from_slice(&chunk.bytes),
        }
    }
    Ran::To(outcome)
}

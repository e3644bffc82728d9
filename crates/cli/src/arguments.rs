//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use vitrine_scenario::{PolicyName, ProfileName};

use crate::look::{self, Look};
use crate::{DOES_NOT_LOAD, USAGE, outside, watched};

/// What the user asked for.
pub(crate) enum Command {
    Help,
    Version,
    /// Which system calls are simulated.
    Syscalls,
    Run(RunOptions),
    Trace(RunOptions),
    /// A program and the step to link to.
    Share(RunOptions, u64),
    Open(String),
    /// One moment, as a view.
    Look(Look),
    /// gcc's options.
    Cc(Vec<OsString>),
    /// How often each figure is measured.
    Bench(u32),
}

/// A program and the machine it runs on.
#[derive(Default)]
pub(crate) struct RunOptions {
    /// `.c` files, an ELF file, a scenario file or a link.
    pub(crate) programs: Vec<OsString>,
    pub(crate) args: Vec<String>,
    pub(crate) cpus: Option<u32>,
    pub(crate) slice_us: Option<u64>,
    pub(crate) seed: Option<u64>,
    /// So many runs, with the seeds from 0 (or `seed`) on.
    pub(crate) seeds: Option<u64>,
    pub(crate) shuffle: bool,
    /// One in so many waits of futex(2) ends without a wake-up.
    pub(crate) spurious: Option<u32>,
    pub(crate) json: bool,
    /// Watch for data races.
    pub(crate) races: bool,
    pub(crate) max_steps: Option<u64>,
    pub(crate) tty: bool,
    pub(crate) realtime: bool,
    pub(crate) policy: Option<PolicyName>,
    pub(crate) profile: Option<ProfileName>,
    /// `KEY=VALUE` for the policy.
    pub(crate) tune: Vec<String>,
    pub(crate) fs: Option<PathBuf>,
    /// Look for deadlock, starvation and livelock while it runs.
    pub(crate) watch: bool,
    /// When it is starvation: slices without a CPU, and times overtaken.
    pub(crate) bounds: Option<(u64, u32)>,
    /// Signals from outside: step, process, number.
    pub(crate) kills: Vec<(u64, i32, u8)>,
    pub(crate) stats: bool,
    pub(crate) strace: bool,
    pub(crate) events: bool,
}

/// An end with a message.
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) status: u8,
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Failure { message: format!("{}\nTry 'vitrine --help'.", message.into()), status: USAGE }
    }

    pub(crate) fn load(message: impl Into<String>) -> Self {
        Failure { message: message.into(), status: DOES_NOT_LOAD }
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Failure::usage(error.to_string())
    }
}

pub(crate) const HELP: &str = "\
Vitrine: real C programs on a simulated Linux-like kernel

Usage:
  vitrine run   [OPTIONS] PROGRAM [ARGS…]     run it; stdin, stdout and stderr are the host's
  vitrine run   [OPTIONS] A.c B.c … -- ARGS…  compile several files together
  vitrine trace [OPTIONS] PROGRAM [ARGS…]     print what the kernel does
  vitrine share [OPTIONS] PROGRAM --at STEP   print a link fragment
  vitrine open  LINK                          print the views at a link's step (-: from stdin)
  vitrine ps      [OPTIONS] PROGRAM [--at STEP]        processes and threads
  vitrine threads [OPTIONS] PROGRAM [--at STEP]        every thread's state and stack
  vitrine why     [OPTIONS] PROGRAM [TID] [--at STEP]  why threads wait, and who could wake them
  vitrine graph   [OPTIONS] PROGRAM [--at STEP]        who waits for whom, deadlocks, locks
  vitrine cc    [OPTIONS] FILE…               compile and link, with gcc's options (cc --help)
  vitrine bench [--repeat N]                  measure; JSON on stdout
  vitrine syscalls                            which system calls are simulated, as Markdown

PROGRAM is a C file, a static riscv64 Linux ELF file, a scenario file (.toml) or a link (#v1.…).
Of a workload (a table of jobs in a scenario file) run prints times and a Gantt chart.

Options:
  --cpus N         CPUs, 1 … 64 (default 1)
  --policy NAME    fcfs, sjf, srtf, rr (default), priority, preemptive-priority, mlfq, lottery,
                   stride, cfs, eevdf, turns
  --profile NAME   whose conventions hold: linux (default), ostep, silberschatz
  --tune KEY=VALUE a parameter of the policy, as in a scenario file (docs/workloads.md)
  --realtime       programs have CAP_SYS_NICE: they may ask for real-time scheduling
  --slice-us N     length of a time slice in µs
  --seed N         seed of everything random (default 0)
  --shuffle        the seed also decides when threads are interrupted, who is next, who is woken
  --spurious N     one in N waits of futex(2) ends without a wake-up, as the seed chooses: for
                   programs that do not look again after pthread_cond_wait
  --seeds N        (run) run it N times, shuffled, with seeds 0 … N-1, and print a table: which
                   outcomes there were, how often, and the first seed of each
  --races          (run) report data races on stderr (docs/races.md); with --seeds: try seeds
                   until there is one
  --json           (run --seeds, --races) the table or the races as JSON, one per line
  --max-steps N    stop after N steps with status 124 (default 20,000,000,000)
  --tty            the program's 0, 1 and 2 are a terminal (pipes otherwise)
  --fs DIR         copy the folder's files into the program's working directory
  --kill PID@STEP[:SIGNAL]
                   a signal from outside, SIGKILL if none is named; where the run stands still
                   before STEP, it comes there
  --watch          (run) tell deadlocks, also of some threads, starvation and livelocks on
                   stderr as they happen (docs/deadlock.md)
  --watch-bounds SLICES,TIMES
                   starvation is SLICES slices' time without a CPU (50), or TIMES times
                   overtaken at a lock (16)
  --stats          counters as one JSON object on the last line of stderr
  --strace         system calls on stderr
  --events         (trace) every event, one per line
  --at STEP        (share, ps, threads, why, graph) the moment; 'end' for the last four, which
                   is where they look otherwise (or at a link's step)
  --lang LANG      (ps, threads, why, graph) en or zh
  --dot, --json    (graph) for Graphviz, or as JSON

Exit status of run: the program's; 128+n for signal n; 124 step or time limit, or nothing can
happen any more; 66 data races were found; 125 something is not simulated; 126 does not compile or
load. With --seeds: the same if all runs ended alike, and 1 if not.
";

/// Reads the command line.
pub(crate) fn parse(mut parser: lexopt::Parser) -> Result<Command, Failure> {
    let word = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Help),
        Some(Short('V') | Long("version")) => return Ok(Command::Version),
        Some(Value(word)) => word.to_string_lossy().into_owned(),
        Some(other) => return Err(other.unexpected().into()),
    };
    match word.as_str() {
        "run" => options(parser).map(|(options, _)| Command::Run(options)),
        "trace" => options(parser).map(|(options, _)| Command::Trace(options)),
        "share" => {
            let (options, at) = options(parser)?;
            Ok(Command::Share(options, at.ok_or_else(|| Failure::usage("share needs --at STEP"))?))
        }
        "open" => match parser.next()? {
            Some(Value(link)) => Ok(Command::Open(link.to_string_lossy().into_owned())),
            _ => Err(Failure::usage("open needs a link")),
        },
        "ps" | "threads" | "why" | "graph" => look::parse(&word, parser),
        "cc" => Ok(Command::Cc(parser.raw_args()?.collect())),
        "bench" => bench(parser),
        "syscalls" => Ok(Command::Syscalls),
        "help" => Ok(Command::Help),
        other => Err(Failure::usage(format!("no command '{other}'"))),
    }
}

fn bench(mut parser: lexopt::Parser) -> Result<Command, Failure> {
    let mut repeat = 5;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("repeat") => repeat = parser.value()?.parse::<u32>()?.max(1),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Bench(repeat))
}

/// Options may stand before PROGRAM (and `--at` after it); what follows PROGRAM is the program's.
fn options(mut parser: lexopt::Parser) -> Result<(RunOptions, Option<u64>), Failure> {
    let mut options = RunOptions::default();
    let mut at = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("at") => at = Some(parser.value()?.parse()?),
            Long("watch") => options.watch = true,
            Long("watch-bounds") => {
                options.watch = true;
                options.bounds = Some(watched::bounds(&parser.value()?.to_string_lossy())?);
            }
            Long("stats") => options.stats = true,
            Long("strace") => options.strace = true,
            Long("events") => options.events = true,
            Long("seeds") => options.seeds = Some(parser.value()?.parse()?),
            Long("shuffle") => options.shuffle = true,
            Long("json") => options.json = true,
            Long("races") => options.races = true,
            Long(name) => {
                let name = name.to_owned();
                if !machine_option(&mut options, &name, &mut parser)? {
                    return Err(Long(&name).unexpected().into());
                }
            }
            Value(program) => {
                options.programs.push(program);
                let rest: Vec<OsString> = parser.raw_args()?.collect();
                at = programs_and_args(&mut options, rest)?.or(at);
                break;
            }
            other => return Err(other.unexpected().into()),
        }
    }
    if options.programs.is_empty() {
        return Err(Failure::usage("which program?"));
    }
    Ok((options, at))
}

/// Takes an option that says how the machine is; false if it is no such option.
pub(crate) fn machine_option(
    options: &mut RunOptions,
    name: &str,
    parser: &mut lexopt::Parser,
) -> Result<bool, Failure> {
    match name {
        "cpus" => {
            let cpus = parser.value()?.parse()?;
            if !(1..=64).contains(&cpus) {
                return Err(Failure::usage("--cpus takes 1 … 64"));
            }
            options.cpus = Some(cpus);
        }
        "slice-us" => options.slice_us = Some(parser.value()?.parse()?),
        "seed" => options.seed = Some(parser.value()?.parse()?),
        "max-steps" => options.max_steps = Some(parser.value()?.parse()?),
        "fs" => options.fs = Some(parser.value()?.into()),
        "policy" => options.policy = Some(policy(&parser.value()?.to_string_lossy())?),
        "profile" => options.profile = Some(profile(&parser.value()?.to_string_lossy())?),
        "tune" => options.tune.push(parser.value()?.to_string_lossy().into_owned()),
        "kill" => options.kills.push(outside::parse(&parser.value()?.to_string_lossy())?),
        "spurious" => options.spurious = Some(parser.value()?.parse()?),
        "realtime" => options.realtime = true,
        "tty" => options.tty = true,
        _ => return Ok(false),
    }
    Ok(true)
}

fn policy(name: &str) -> Result<PolicyName, Failure> {
    PolicyName::by_name(name).ok_or_else(|| {
        let all = PolicyName::ALL.map(|(_, name)| name).join(", ");
        Failure::usage(format!("--policy {name}: there is {all}"))
    })
}

fn profile(name: &str) -> Result<ProfileName, Failure> {
    ProfileName::by_name(name).ok_or_else(|| {
        Failure::usage(format!("--profile {name}: there is linux, ostep, silberschatz"))
    })
}

/// What stands after the first program: more C files before `--`, then its arguments.
fn programs_and_args(
    options: &mut RunOptions,
    rest: Vec<OsString>,
) -> Result<Option<u64>, Failure> {
    let is_source = |name: &OsString| name.to_string_lossy().ends_with(".c");
    let mut rest = rest;
    let mut at = None;
    if let [option, step] = &rest[..]
        && option == "--at"
    {
        let step = step.to_string_lossy();
        at = Some(step.parse().map_err(|_| Failure::usage(format!("--at {step}: not a step")))?);
        rest.clear();
    }
    if let Some(dashes) = rest.iter().position(|word| word == "--")
        && rest[..dashes].iter().all(is_source)
    {
        options.programs.extend(rest.drain(..dashes));
        rest.remove(0);
    }
    options.args = rest.into_iter().map(|word| word.to_string_lossy().into_owned()).collect();
    Ok(at)
}

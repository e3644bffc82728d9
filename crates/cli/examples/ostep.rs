//! Compares scheduling with the homework simulators of "Operating Systems: Three Easy Pieces".
//!
//! `cargo run -p vitrine-cli --example ostep -- FOLDER [COUNT]`, where FOLDER is a checkout
//! of github.com/remzi-arpacidusseau/ostep-homework, makes COUNT workloads for each simulator, runs
//! both, and compares the response, turnaround and wait of every job. Needs python3.
//!
//! What has to be known about them: scheduler.py has no arrivals; lottery.py wastes the rest of a
//! slice when a job ends within it, so lengths are multiples of the slice here, and its random
//! numbers are taken from its output; multi.py ends all slices at the same time and then deals
//! all jobs anew from CPU 0 on, so that affinity is compared with a queue per CPU only; its caches
//! are switched off (rate 1); process-run.py counts the start and the end of an I/O as one tick
//! of CPU time each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use vitrine_inspect::job_times;
use vitrine_kernel::Chooser;
use vitrine_machine::{Machine, Status};
use vitrine_scenario::{JobRow, PolicyName, ProfileName, Program, Scenario, Tuning, Workload};

/// Response, turnaround and wait of each job; what a simulator does not tell is `None`.
type Times = Vec<[Option<u64>; 3]>;

/// A simulator's name, and what makes a workload for it.
type Suite = (&'static str, fn(&Path, &mut Dice) -> Case);

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(folder) = args.next().map(PathBuf::from) else {
        eprintln!("ostep FOLDER [COUNT]");
        return ExitCode::from(2);
    };
    let count: u64 = args.next().and_then(|count| count.parse().ok()).unwrap_or(80);
    let suites: [Suite; 5] = [
        ("scheduler.py", scheduler),
        ("mlfq.py", mlfq),
        ("lottery.py", lottery),
        ("multi.py", multi),
        ("process-run.py", process_run),
    ];
    let mut wrong = 0;
    for (seed, (name, make)) in suites.into_iter().enumerate() {
        let mut dice = Dice(Chooser::new(seed as u64 + 1, [].into()));
        let mut jobs = 0;
        let mut differ = 0;
        for _ in 0..count {
            let case = make(&folder, &mut dice);
            let ours = run(&case.scenario);
            jobs += case.theirs.len();
            if !agree(&case.theirs, &ours) {
                differ += 1;
                println!("{name} {}\n  theirs {:?}\n  ours   {ours:?}", case.line, case.theirs);
            }
        }
        println!("{name}: {count} workloads, {jobs} jobs, {differ} differ");
        wrong += differ;
    }
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A workload, and what the simulator says about it.
struct Case {
    /// The simulator's arguments.
    line: String,
    scenario: Scenario,
    theirs: Times,
}

/// Random numbers that are the same at every run.
struct Dice(Chooser);

impl Dice {
    /// From `low` to `high`, both included.
    fn roll(&mut self, low: u64, high: u64) -> u64 {
        low + self.0.random() % (high - low + 1)
    }

    fn toss(&mut self) -> bool {
        self.roll(0, 1) == 1
    }
}

fn agree(theirs: &Times, ours: &Times) -> bool {
    let same = |(a, b): (&[Option<u64>; 3], &[Option<u64>; 3])| {
        a.iter().zip(b).all(|(theirs, ours)| theirs.is_none() || theirs == ours)
    };
    theirs.len() == ours.len() && theirs.iter().zip(ours).all(same)
}

/// Runs jobs on the kernel.
fn run(scenario: &Scenario) -> Times {
    let Program::Workload(workload) = &scenario.program else { unreachable!("only workloads") };
    let built = vitrine_scenario::Built::foreign(&scenario.program).expect("nothing to build");
    let config = vitrine_scenario::config(scenario, &built).expect("a sensible workload");
    let mut machine = Machine::boot(&config).expect("nothing to load");
    let status = machine.run_unwatched(10_000_000);
    assert!(matches!(status, Status::Exited(_)), "{status:?}: {scenario:?}");
    let unit_ns = workload.unit_us * 1_000;
    let whole = |ns: u64| {
        assert!(ns.is_multiple_of(unit_ns), "{ns} ns are not whole units");
        ns / unit_ns
    };
    let times = |job: vitrine_inspect::JobTimes| {
        [job.response_ns.map(whole), job.turnaround_ns.map(whole), Some(whole(job.wait_ns))]
    };
    job_times(machine.kernel()).into_iter().map(times).collect()
}

fn scenario(policy: PolicyName, tuning: Tuning, jobs: Vec<JobRow>) -> Scenario {
    let program = Program::Workload(Workload { jobs, ..Workload::default() });
    Scenario { program, policy, tuning, profile: ProfileName::Ostep, ..Scenario::default() }
}

fn python(folder: &Path, script: &str, args: &[String]) -> String {
    let output = Command::new("python3").arg(folder.join(script)).args(args).output();
    let output = output.expect("python3 runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{script} {args:?}: {text}");
    text
}

fn words(line: &[&str]) -> Vec<String> {
    line.iter().map(|word| (*word).to_owned()).collect()
}

fn join<T: ToString>(all: &[T], between: &str) -> String {
    all.iter().map(T::to_string).collect::<Vec<_>>().join(between)
}

/// The number after a word: `after(line, "Turnaround")`.
fn after(line: &str, word: &str) -> Option<u64> {
    let rest = line.split_once(word)?.1.trim_start_matches([':', ' ']);
    let end = rest.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse::<f64>().ok().map(|number| number as u64)
}

fn scheduler(folder: &Path, dice: &mut Dice) -> Case {
    let lengths: Vec<u64> = (0..dice.roll(1, 8)).map(|_| dice.roll(1, 30)).collect();
    let quantum = dice.roll(1, 6);
    let (name, policy) =
        [("FIFO", PolicyName::Fcfs), ("SJF", PolicyName::Sjf), ("RR", PolicyName::Rr)]
            [dice.roll(0, 2) as usize];
    let list = join(&lengths, ",");
    let args = words(&["-p", name, "-l", &list, "-q", &quantum.to_string(), "-c"]);
    let text = python(folder, "cpu-sched/scheduler.py", &args);
    let mut theirs = vec![[None; 3]; lengths.len()];
    for line in text.lines().filter(|line| line.contains("-- Response") && line.contains("Job")) {
        let job = after(line, "Job").expect("a number") as usize;
        theirs[job] = ["Response", "Turnaround", "Wait"].map(|word| after(line, word));
    }
    let jobs = lengths.iter().map(|length| JobRow { bursts: vec![*length], ..JobRow::default() });
    let tuning = Tuning { slice: Some(quantum), ..Tuning::default() };
    Case { line: args.join(" "), scenario: scenario(policy, tuning, jobs.collect()), theirs }
}

/// CPU time with an I/O after every so much of it.
fn with_io(length: u64, every: u64, io: u64) -> Vec<u64> {
    let mut bursts = Vec::new();
    let mut left = length;
    while every > 0 && left > every {
        bursts.extend([every, io]);
        left -= every;
    }
    bursts.push(left);
    bursts
}

fn mlfq(folder: &Path, dice: &mut Dice) -> Case {
    let levels = dice.roll(1, 4);
    let slices: Vec<u64> = (0..levels).map(|_| dice.roll(1, 10)).collect();
    let allotments: Vec<u32> = (0..levels).map(|_| dice.roll(1, 3) as u32).collect();
    let boost = if dice.toss() { dice.roll(5, 60) } else { 0 };
    let io = dice.roll(1, 8);
    let (stay, bump) = (dice.toss(), dice.toss());
    let mut jobs = Vec::new();
    let mut list = Vec::new();
    for _ in 0..dice.roll(1, 5) {
        let (arrival, length) = (dice.roll(0, 20), dice.roll(1, 50));
        let every = if dice.toss() { dice.roll(1, 9) } else { 0 };
        list.push(format!("{arrival},{length},{every}"));
        let bursts = with_io(length, every, io);
        jobs.push(JobRow { arrival, bursts, ..JobRow::default() });
    }
    let mut args = words(&["-c", "-l", &list.join(":"), "-i", &io.to_string()]);
    args.extend(words(&["-Q", &join(&slices, ","), "-A", &join(&allotments, ",")]));
    args.extend(words(&["-B", &boost.to_string()]));
    args.extend(stay.then(|| "-S".to_owned()));
    args.extend(bump.then(|| "-I".to_owned()));
    let text = python(folder, "cpu-sched-mlfq/mlfq.py", &args);
    let lines = text.lines().filter(|line| line.contains("- response") && line.contains("Job"));
    let theirs = lines.map(|line| [after(line, "response"), after(line, "turnaround"), None]);
    let theirs = theirs.collect();
    let boost = Some(boost).filter(|boost| *boost > 0);
    let tuning = Tuning { slices, allotments, boost, stay, bump, ..Tuning::default() };
    Case { line: args.join(" "), scenario: scenario(PolicyName::Mlfq, tuning, jobs), theirs }
}

fn lottery(folder: &Path, dice: &mut Dice) -> Case {
    let quantum = dice.roll(1, 4);
    let mut jobs = Vec::new();
    let mut list = Vec::new();
    for _ in 0..dice.roll(1, 6) {
        let (length, tickets) = (quantum * dice.roll(1, 12), dice.roll(1, 100));
        list.push(format!("{length}:{tickets}"));
        let tickets = Some(tickets as u32);
        jobs.push(JobRow { bursts: vec![length], tickets, ..JobRow::default() });
    }
    let seed = dice.roll(0, 1_000_000).to_string();
    let args = words(&["-l", &list.join(","), "-q", &quantum.to_string(), "-s", &seed, "-c"]);
    let text = python(folder, "cpu-sched-lottery/lottery.py", &args);
    let mut draws = Vec::new();
    let mut theirs: Times = vec![[None; 3]; jobs.len()];
    for line in text.lines() {
        if let (Some(number), Some(winner)) = (after(line, "Random"), after(line, "-> Run")) {
            let start = draws.len() as u64 * quantum;
            theirs[winner as usize][0].get_or_insert(start);
            draws.push(number);
        }
        if let (Some(job), Some(end)) = (after(line, "--> JOB"), after(line, "DONE at time")) {
            let wait = end - jobs[job as usize].bursts[0];
            theirs[job as usize][1] = Some(end);
            theirs[job as usize][2] = Some(wait);
        }
    }
    let tuning = Tuning { slice: Some(quantum), draws, ..Tuning::default() };
    Case { line: args.join(" "), scenario: scenario(PolicyName::Lottery, tuning, jobs), theirs }
}

fn multi(folder: &Path, dice: &mut Dice) -> Case {
    let (cpus, quantum) = (dice.roll(1, 4), dice.roll(1, 8));
    let own_queues = dice.toss();
    let mut jobs = Vec::new();
    let mut list = Vec::new();
    for index in 0..dice.roll(1, 9) {
        let length = dice.roll(1, 30);
        let name = char::from(b'a' + index as u8);
        list.push(format!("{name}:{length}:10"));
        // Without stealing, a queue of its own is a CPU of its own.
        let mut row = JobRow { bursts: vec![length], ..JobRow::default() };
        if own_queues {
            row.cpus = vec![(index % cpus) as u32];
        }
        jobs.push(row);
    }
    let lengths: Vec<u64> = jobs.iter().map(|row| row.bursts[0]).collect();
    let mut args = words(&["-L", &list.join(","), "-n", &cpus.to_string(), "-r", "1", "-t"]);
    args.extend(words(&["-q", &quantum.to_string(), "-P", "0", "-c"]));
    args.extend(own_queues.then(|| "-p".to_owned()));
    let text = python(folder, "cpu-sched-multi/multi.py", &args);
    let mut ran: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    for line in text.lines() {
        let mut columns = line.split_whitespace();
        let Some(tick) = columns.next().and_then(|tick| tick.parse::<u64>().ok()) else { continue };
        for name in columns.filter(|name| *name != "-") {
            let job = (name.as_bytes()[0] - b'a') as usize;
            ran.entry(job).or_insert((tick, 0)).1 = tick + 1;
        }
    }
    let theirs =
        ran.iter().map(|(job, (first, end))| [Some(*first), Some(*end), Some(end - lengths[*job])]);
    let theirs = theirs.collect();
    let tuning = Tuning {
        slice: Some(quantum),
        slices_end_on_the_beat: Some(true),
        one_queue: Some(!own_queues),
        ..Tuning::default()
    };
    let scenario = Scenario { cpus: cpus as u32, ..scenario(PolicyName::Rr, tuning, jobs) };
    Case { line: args.join(" "), scenario, theirs }
}

fn process_run(folder: &Path, dice: &mut Dice) -> Case {
    let io = dice.roll(1, 7);
    let (at_once, until_end) = (dice.toss(), dice.roll(0, 3) == 0);
    let mut jobs = Vec::new();
    let mut programs = Vec::new();
    for _ in 0..dice.roll(1, 5) {
        let mut program = vec![format!("c{}", dice.roll(1, 6))];
        let mut bursts = vec![program[0][1..].parse::<u64>().expect("a number")];
        for _ in 0..dice.roll(0, 3) {
            let compute = dice.roll(0, 5);
            program.push("i".into());
            *bursts.last_mut().expect("a burst") += 1;
            bursts.extend([io, 1 + compute]);
            if compute > 0 {
                program.push(format!("c{compute}"));
            }
        }
        if until_end {
            // Who keeps the CPU during I/O computes as far as others can tell.
            bursts = vec![bursts.iter().sum()];
        }
        programs.push(program.join(","));
        jobs.push(JobRow { bursts, ..JobRow::default() });
    }
    let switch = if until_end { "SWITCH_ON_END" } else { "SWITCH_ON_IO" };
    let done = if at_once { "IO_RUN_IMMEDIATE" } else { "IO_RUN_LATER" };
    let mut args = words(&["-P", &programs.join(":"), "-L", &io.to_string(), "-c"]);
    args.extend(words(&["-S", switch, "-I", done]));
    let text = python(folder, "cpu-intro/process-run.py", &args);
    let mut theirs: Times = vec![[None, None, Some(0)]; jobs.len()];
    for line in text.lines() {
        let mut columns = line.split_whitespace();
        let tick = columns.next().map(|tick| tick.trim_end_matches('*').parse::<u64>());
        let Some(Ok(tick)) = tick else { continue };
        for (job, state) in columns.take(jobs.len()).enumerate() {
            if state.starts_with("RUN:") {
                theirs[job][0].get_or_insert(tick - 1);
                theirs[job][1] = Some(tick);
            } else if state == "READY" {
                theirs[job][2] = theirs[job][2].map(|wait| wait + 1);
            }
        }
    }
    let tuning = Tuning { woken_first: at_once && !until_end, ..Tuning::default() };
    Case { line: args.join(" "), scenario: scenario(PolicyName::Turns, tuning, jobs), theirs }
}

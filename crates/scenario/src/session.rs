//! An opened scenario: booted, and a timeline to travel on.

use std::collections::BTreeSet;
use std::sync::Arc;

use vitrine_abi::{Pid, Signal};
use vitrine_debug_info::{DebugInfo, LineEntry};
use vitrine_inspect::{
    Counters, DeadlockWatch, Hit, Lanes, Lang, Moment, ObjectRef, RaceHunt, StarvationBounds,
    Watches,
};
use vitrine_kernel::syscall::call_name;
use vitrine_kernel::task::INIT;
use vitrine_kernel::{CostModel, Event};
use vitrine_machine::{BootError, Config, Machine, Stdin};
use vitrine_timeline::{
    Arrival, Diverged, Finding, Input, LogEntry, Mark, Recording, Timeline, Travel,
};

use crate::built::Built;
use crate::lesson_file::Rule;
use crate::rules;
use crate::scenario::Scenario;

/// How large a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grain {
    /// One user instruction or one action of the kernel.
    Instruction,
    /// To the next statement of the learner's own source.
    Line,
    /// To the next entry, sleep or return of a system call.
    #[default]
    Call,
    /// To the next event of the kernel.
    Event,
    /// To the next context switch.
    Switch,
}

/// How a move ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advance {
    /// The head stands where it was asked to.
    Moved,
    /// There is nothing further in this direction; the head stands at the end.
    AtEnd,
    /// The budget is used up on the way: ask again in the next frame.
    Partial,
    /// A breakpoint is on the way; the head stands there.
    Stopped,
}

/// The machine that a scenario describes, with this program in it.
pub fn config(scenario: &Scenario, built: &Built) -> Result<Config, BootError> {
    let own = Config::default();
    let mut args = vec![built.path.clone().into_bytes()];
    args.extend(scenario.args.iter().map(|arg| arg.clone().into_bytes()));
    let slice_ns = scenario.slice_us.map_or(own.slice_ns, |us| us.clamp(1, 10_000_000) * 1_000);
    let rules = rules::rules(scenario, slice_ns).map_err(BootError::Rules)?;
    // A workload's times are exact: nothing but its bursts takes time, and CPUs take turns of one
    // unit.
    let (cost, quantum_ns) = match rules::workload(&scenario.program) {
        Some(workload) => {
            let unit_ns = workload.unit_us * 1_000;
            (CostModel::free(workload.switch.min(1_000_000) * unit_ns), unit_ns)
        }
        None => (own.cost.clone(), own.quantum_ns),
    };
    Ok(Config {
        cpus: scenario.cpus,
        slice_ns,
        rules: Some(rules),
        cost,
        quantum_ns,
        seed: scenario.seed,
        tty: scenario.tty,
        stdin: Stdin {
            bytes: scenario.stdin.clone().into_bytes(),
            closed: !scenario.interactive && !scenario.tty,
        },
        args,
        program: built.elf.clone(),
        program_path: format!("/w/{}", built.path.trim_start_matches("./")),
        ..own
    })
}

/// What a scenario says will arrive from outside.
pub fn recording(scenario: &Scenario) -> Recording {
    let mut recording = Recording::default();
    for (step, text) in &scenario.typed {
        let what = Arrival::Bytes(text.clone().into_bytes());
        recording.insert(Input { step: *step, what });
    }
    for (step, pid, number) in &scenario.signals {
        if let Some(signal) = Signal::new(i64::from(*number)) {
            recording
                .insert(Input { step: *step, what: Arrival::Signal { to: Pid(*pid), signal } });
        }
    }
    recording
}

/// A machine that nobody watches: to measure how fast programs run.
pub struct Unwatched(Machine);

impl Unwatched {
    /// Boots.
    pub fn open(scenario: &Scenario, built: &Built) -> Result<Unwatched, BootError> {
        Machine::boot(&config(scenario, built)?).map(Unwatched)
    }

    /// Makes at most `steps` steps; answers how many instructions were retired since boot.
    pub fn run(&mut self, steps: u64) -> u64 {
        self.0.run_unwatched(steps);
        self.0.kernel().counters.instructions
    }
}

/// A run that can be looked at and travelled.
pub struct Session {
    timeline: Timeline,
    /// Addresses of statements that playing stops at.
    breaks: BTreeSet<u64>,
    debug: Option<Arc<DebugInfo>>,
    config: Config,
    cpus: u32,
    limit: u64,
    /// What was shown last, to mark what changed since.
    shown: Option<Moment>,
}

impl Session {
    /// Steps that a run may have in the page.
    pub const LIMIT: u64 = 20_000_000;
    /// Steps that one move may replay before it answers [`Advance::Partial`].
    const BUDGET: u64 = 200_000;

    /// Boots and stands at step 0.
    pub fn open(scenario: &Scenario, built: Built) -> Result<Session, BootError> {
        let config = config(scenario, &built)?;
        let recording = recording(scenario);
        let mut timeline = Timeline::new(&config, recording)?;
        let debug = built.debug.map(Arc::new);
        timeline.set_watch(Box::new(DeadlockWatch::new(debug.clone())));
        Ok(Session {
            timeline,
            breaks: BTreeSet::new(),
            debug,
            cpus: config.cpus,
            config,
            limit: Self::LIMIT,
            shown: None,
        })
    }

    /// The same run once more, watched for data races: `None` without debug information.
    pub fn race_hunt(&self) -> Option<RaceHunt> {
        RaceHunt::new(&self.config, self.timeline.recording(), self.debug.as_ref()?).ok()
    }

    /// The timeline, for tests and tools.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The program's debug information, if Vitrine compiled it.
    pub fn debug(&self) -> Option<&DebugInfo> {
        self.debug.as_deref()
    }

    /// Looks for starvation and livelocks, too, in what is explored from now on.
    pub fn watch_all(&mut self, bounds: StarvationBounds) {
        self.timeline.set_watch(Box::new(Watches::all(self.debug.clone(), bounds)));
    }

    /// What was found in the known run: deadlocks at their steps, each with its sentence.
    pub fn findings(&self, lang: Lang) -> Vec<(&Finding, String)> {
        let findings = self.timeline.log().findings().iter();
        findings.map(|finding| (finding, vitrine_inspect::finding_text(finding, lang))).collect()
    }

    /// Extends the known run by at most `steps`; true at its end or limit.
    pub fn explore(&mut self, steps: u64) -> bool {
        let left = self.limit.saturating_sub(self.timeline.known());
        self.timeline.explore(steps.min(left)) || self.limit_reached()
    }

    /// The step at which the reader stands.
    pub fn at(&self) -> u64 {
        self.timeline.at()
    }

    /// The furthest known step.
    pub fn known(&self) -> u64 {
        self.timeline.known()
    }

    /// Whether the known run is the whole run.
    pub fn ended(&self) -> bool {
        self.timeline.ended()
    }

    /// Whether the run is longer than the page follows it.
    pub fn limit_reached(&self) -> bool {
        !self.timeline.ended() && self.timeline.known() >= self.limit
    }

    /// Goes to a step, at most to the end of the run or the limit.
    pub fn seek(&mut self, step: u64) {
        let result = self.timeline.seek(step.min(self.limit));
        no_divergence(result);
    }

    /// One step forwards.
    pub fn forward(&mut self, grain: Grain) -> Advance {
        match grain {
            Grain::Instruction => {
                let at = self.at();
                self.seek(at + 1);
                if self.at() > at { Advance::Moved } else { Advance::AtEnd }
            }
            Grain::Line if self.debug.is_some() => {
                let left = self.limit.saturating_sub(self.at()).min(Self::BUDGET);
                let debug = self.debug.as_deref();
                let travel = self.timeline.forward_until(left, |machine, events| {
                    events.is_empty() && at_statement(machine, debug)
                });
                self.advance(travel)
            }
            Grain::Line | Grain::Call | Grain::Event | Grain::Switch => {
                self.go_to_next(move |entry| grain_takes(grain, entry.mark))
            }
        }
    }

    /// Stops [`Session::play`] at these places (file and line). A line without a statement stands for the next one with.
    pub fn set_breakpoints(&mut self, places: &BTreeSet<(String, u32)>) {
        let Some(debug) = &self.debug else { return };
        let address = |(file, line): &(String, u32)| first_statement(debug, file, *line);
        self.breaks = places.iter().filter_map(address).collect();
    }

    /// One step forwards, but not beyond a breakpoint.
    pub fn play(&mut self, grain: Grain) -> Advance {
        let from = self.at();
        let advance = self.forward(grain);
        let target = self.at();
        if self.breaks.is_empty() || target == from {
            return advance;
        }
        self.seek(from);
        let breaks = &self.breaks;
        let travel =
            self.timeline.forward_until((target - from).min(Self::BUDGET), |machine, events| {
                events.is_empty() && machine.acting_pc().is_some_and(|pc| breaks.contains(&pc))
            });
        match no_divergence(travel) {
            Some(Travel::Found) => Advance::Stopped,
            _ if self.at() < target => Advance::Partial,
            _ => advance,
        }
    }

    /// One step back.
    pub fn back(&mut self, grain: Grain) -> Advance {
        match grain {
            Grain::Instruction => {
                let at = self.at();
                self.seek(at.saturating_sub(1));
                if self.at() < at { Advance::Moved } else { Advance::AtEnd }
            }
            Grain::Line if self.debug.is_some() => {
                let debug = self.debug.as_deref();
                let travel = self.timeline.back_until(|machine, events| {
                    events.is_empty() && at_statement(machine, debug)
                });
                self.advance(travel)
            }
            Grain::Line | Grain::Call | Grain::Event | Grain::Switch => {
                self.go_to_previous(move |entry| grain_takes(grain, entry.mark))
            }
        }
    }

    /// To the next or previous event about an object.
    pub fn next_of(&mut self, object: ObjectRef, forward: bool) -> Advance {
        if let ObjectRef::Memory(pid, address) = object {
            return self.next_change(Pid(pid), address, forward);
        }
        let wanted = move |entry: &LogEntry| match object {
            ObjectRef::Thread(id) | ObjectRef::Process(id) | ObjectRef::Fd(id, _) => {
                entry.thread == id
            }
            ObjectRef::Cpu(index) => matches!(entry.mark, Mark::Switch { cpu, .. } if cpu == index),
            ObjectRef::Pipe(_) | ObjectRef::File(_) | ObjectRef::Inode(_) => {
                matches!(entry.mark, Mark::Copy | Mark::Release | Mark::Descriptor)
            }
            ObjectRef::Terminal => entry.mark == Mark::Output,
            ObjectRef::Kernel => true,
            ObjectRef::Memory(..) => false,
        };
        if forward { self.go_to_next(wanted) } else { self.go_to_previous(wanted) }
    }

    /// To the step that changes a lock in a process's memory, mostly a user instruction.
    fn next_change(&mut self, process: Pid, address: u64, forward: bool) -> Advance {
        // The words that every kind of lock has first: state, count or waiters, owner or round.
        let read = |machine: &Machine| {
            let mut words = [0; 12];
            machine.read_memory(process, address, &mut words);
            words
        };
        if forward {
            let now = read(self.timeline.machine());
            let travel =
                self.timeline.forward_until(Self::BUDGET, |machine, _| read(machine) != now);
            return self.advance(travel);
        }
        self.seek(self.at().saturating_sub(1));
        let now = read(self.timeline.machine());
        let travel = self.timeline.back_until(|machine, _| read(machine) != now);
        let found = matches!(travel, Ok(Travel::Found));
        let advance = self.advance(travel);
        if found {
            self.seek(self.at() + 1);
        }
        advance
    }

    /// The step that a lesson's rule finds in the known run; explore first.
    pub fn find(&self, rule: &Rule) -> Option<u64> {
        if rule.event.as_deref() == Some("end") {
            return self.timeline.ended().then_some(self.known());
        }
        let fits = |entry: &&LogEntry| rule_fits(rule, entry);
        let nth = rule.nth.unwrap_or(1).saturating_sub(1);
        self.timeline.log().entries().iter().filter(fits).nth(nth).map(|entry| entry.step)
    }

    fn go_to_next(&mut self, wanted: impl Fn(&LogEntry) -> bool + Copy) -> Advance {
        let mut searched = 0;
        let mut complete = false;
        loop {
            if let Some(step) = self.timeline.log().next(self.at(), wanted) {
                self.seek(step);
                return Advance::Moved;
            }
            if complete {
                self.seek(self.known());
                return Advance::AtEnd;
            }
            if searched >= Self::BUDGET * 10 {
                return Advance::Partial;
            }
            complete = self.explore(Self::BUDGET / 4);
            searched += Self::BUDGET / 4;
        }
    }

    fn go_to_previous(&mut self, wanted: impl Fn(&LogEntry) -> bool) -> Advance {
        match self.timeline.log().previous(self.at(), wanted) {
            Some(step) => {
                self.seek(step);
                Advance::Moved
            }
            None => {
                self.seek(0);
                Advance::AtEnd
            }
        }
    }

    fn advance(&self, travel: Result<Travel, Diverged>) -> Advance {
        match no_divergence(travel) {
            Some(Travel::Found) => Advance::Moved,
            Some(Travel::Budget) if self.at() < self.limit => Advance::Partial,
            Some(Travel::Budget | Travel::End) | None => Advance::AtEnd,
        }
    }

    /// Everything to see here; what changed since the last call is marked.
    pub fn moment(&mut self, lang: Lang) -> Moment {
        let mut moment = vitrine_inspect::moment(&self.timeline, self.debug.as_deref(), lang);
        if let Some(before) = &self.shown
            && before.step != moment.step
        {
            vitrine_inspect::mark_changes(&mut moment, before);
        }
        self.shown = Some(moment.clone());
        moment
    }

    /// The machine's totals at the furthest known step.
    pub fn end_counters(&self) -> Counters {
        vitrine_inspect::counters(self.timeline.frontier().kernel())
    }

    /// What every CPU and thread did over the known run.
    pub fn lanes(&self) -> Lanes {
        let end_ns = self.timeline.known_ns();
        vitrine_inspect::lanes(self.timeline.log(), self.cpus, end_ns)
    }

    /// Events of the known run that hold these words, those ahead of the head first.
    pub fn search(&self, query: &str, limit: usize, lang: Lang) -> Vec<Hit> {
        vitrine_inspect::search(self.timeline.log(), query, self.at(), limit, lang)
    }

    /// The last step at or before a virtual time, as far as events tell.
    pub fn step_at_time(&self, time_ns: u64) -> u64 {
        let entries = self.timeline.log().entries();
        let after = entries.partition_point(|entry| entry.time_ns <= time_ns);
        let Some(before) = after.checked_sub(1).map(|index| &entries[index]) else { return 0 };
        // Between two events there are only instructions: interpolate.
        let (next_step, next_ns) = entries
            .get(after)
            .map_or((self.known(), self.timeline.known_ns()), |next| (next.step, next.time_ns));
        let span_ns = next_ns.saturating_sub(before.time_ns).max(1);
        let passed = u128::from(time_ns.saturating_sub(before.time_ns).min(span_ns));
        let steps = u128::from(next_step.saturating_sub(before.step));
        before.step + (steps * passed / u128::from(span_ns)) as u64
    }

    /// Text typed into the terminal (or standard input) now; the known future is forgotten.
    pub fn input(&mut self, text: &str) {
        self.timeline.input(Arrival::Bytes(text.as_bytes().to_vec()));
    }

    /// A signal from outside to a process, now; the known future is forgotten. False, and nothing
    /// changes, if there is no such signal or no process that could take it.
    pub fn signal(&mut self, pid: i32, number: u8) -> bool {
        let Some(signal) = Signal::new(i64::from(number)) else { return false };
        let to = Pid(pid);
        let process = self.timeline.machine().kernel().processes.find(to);
        let takes = to != INIT && process.is_some_and(|process| process.exit.is_none());
        if takes {
            self.timeline.input(Arrival::Signal { to, signal });
        }
        takes
    }

    /// The scenario with everything that has arrived from outside in this run.
    pub fn recorded(&self, scenario: &Scenario) -> Scenario {
        let mut scenario = Scenario { typed: Vec::new(), signals: Vec::new(), ..scenario.clone() };
        for input in &self.timeline.recording().inputs {
            match &input.what {
                Arrival::Bytes(bytes) => {
                    let text = String::from_utf8_lossy(bytes).into_owned();
                    scenario.typed.push((input.step, text));
                }
                Arrival::Signal { to, signal } => {
                    scenario.signals.push((input.step, to.0, signal.number()));
                }
            }
        }
        scenario
    }

    /// The known run as strace would show it, at most `lines` lines.
    pub fn trace_text(&mut self, lines: usize) -> String {
        let at = self.at();
        let mut open = std::collections::BTreeMap::new();
        let mut text = String::new();
        let mut count = 0;
        self.seek(0);
        while count < lines && self.forward(Grain::Event) == Advance::Moved {
            let machine = self.timeline.machine();
            for line in vitrine_inspect::trace_lines(machine, self.timeline.events(), &mut open) {
                text.push_str(&format!("[pid {:>5}] {}\n", line.thread, line.text));
                count += 1;
            }
        }
        self.seek(at);
        text
    }

    /// A digest of the whole state here: the same natively and in WASM.
    pub fn digest(&mut self) -> u64 {
        self.timeline.digest()
    }
}

/// A replay that differs is a bug of Vitrine: it stops loudly where tests run, and in the page the
/// picture stays as the replay has it.
fn no_divergence<T>(result: Result<T, Diverged>) -> Option<T> {
    debug_assert!(result.as_ref().err().is_none(), "{:?}", result.as_ref().err());
    result.ok()
}

/// Whether a remembered event is what a rule of a lesson looks for.
fn rule_fits(rule: &Rule, entry: &LogEntry) -> bool {
    let mut actor = entry.thread;
    let call_fits = rule.call.as_deref().is_none_or(|name| match entry.mark {
        Mark::Call(number) => call_name(number) == Some(name),
        _ => false,
    });
    let event_fits = match rule.event.as_deref() {
        None => rule.call.is_some(),
        Some("fork") => matches!(entry.mark, Mark::Fork(_)),
        Some("exit") => entry.mark == Mark::ProcessExit,
        Some("sleep") => entry.mark == Mark::Sleep,
        Some("deadlock") => entry.mark == Mark::Found,
        Some("switch") => matches!(entry.mark, Mark::Switch { .. }),
        Some("fault") => matches!(entry.mark, Mark::Fault { .. }),
        Some("cow") => entry.mark == Mark::Fault { cow: true },
        Some("wake") => match entry.mark {
            Mark::Wake { by } => {
                actor = by;
                true
            }
            _ => false,
        },
        Some(_) => false,
    };
    call_fits && event_fits && rule.thread.is_none_or(|thread| thread == actor)
}

fn grain_takes(grain: Grain, mark: Mark) -> bool {
    match grain {
        Grain::Instruction => true,
        Grain::Event => !matches!(mark, Mark::Ready { .. }),
        Grain::Switch => matches!(mark, Mark::Switch { .. }),
        Grain::Line | Grain::Call => {
            matches!(mark, Mark::Call(_) | Mark::Return(_) | Mark::Sleep | Mark::Unsupported)
        }
    }
}

/// The first address of the statement on this line of the learner's own file, or on the next line that has one.
fn first_statement(debug: &DebugInfo, file: &str, line: u32) -> Option<u64> {
    let file = debug.files.iter().position(|one| !one.library && one.name == file)? as u32;
    let here = |entry: &&LineEntry| entry.statement && entry.file == file && entry.line >= line;
    let first = debug.lines.iter().filter(here).min_by_key(|entry| (entry.line, entry.address))?;
    Some(first.address)
}

/// Whether the thread on the acting CPU is about to begin a statement of the learner's source.
fn at_statement(machine: &Machine, debug: Option<&DebugInfo>) -> bool {
    let Some(pc) = machine.acting_pc() else { return false };
    debug.is_some_and(|debug| debug.statement_at(pc))
}

/// The events of the step that led here, for tests.
impl Session {
    /// What happened in the last step.
    pub fn events(&self) -> &[Event] {
        self.timeline.events()
    }
}

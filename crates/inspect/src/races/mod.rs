//! Data races of a recording, as data and as sentences.
//!
//! A [`RaceHunt`] makes the run once more, observed, beside whatever else is shown of it. What it
//! found is told with the functions in which either access happened: for those a second, quick
//! replay stops at each step.

mod name;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::{Pid, Tid};
use vitrine_debug_info::DebugInfo;
use vitrine_explore::races::{Code, FunctionOf, Limit, Race, Races, Side, Site};
use vitrine_machine::{BootError, Config, Machine, Status};
use vitrine_timeline::{Arrival, Input, Recording};

use crate::lang::{Lang, say};
use crate::stack::Stack;
use crate::view::SourcePosition;

/// One of the two accesses of a race.
#[derive(Clone, Debug, PartialEq)]
pub struct RaceSide {
    /// Who.
    pub thread: i32,
    /// Of which process.
    pub process: i32,
    /// Steps made when it had happened: seeking to one step less shows it coming.
    pub step: u64,
    /// Whether it wrote.
    pub write: bool,
    /// Whether it was an atomic operation.
    pub atomic: bool,
    /// Where, in the program's own source.
    pub position: Option<SourcePosition>,
    /// The program's functions that the thread was in, innermost first.
    pub functions: Vec<String>,
}

/// A race for people.
#[derive(Clone, Debug, PartialEq)]
pub struct RaceView {
    /// What the program calls the bytes; empty where it has no name for them.
    pub variable: String,
    /// The first byte.
    pub address: u64,
    /// How many.
    pub size: u8,
    /// What happened first in this run.
    pub first: RaceSide,
    /// What happened second.
    pub second: RaceSide,
    /// One sentence.
    pub text: String,
    /// More that should be known about it.
    pub note: Option<String>,
}

/// What comes from outside, and when.
#[derive(Clone, Debug)]
struct Outside {
    step: u64,
    /// `None` is the end of input.
    what: Option<Arrival>,
}

/// An observed run.
pub struct RaceHunt {
    config: Config,
    machine: Machine,
    races: Races,
    status: Status,
    /// What has arrived or will arrive.
    arrivals: Vec<Outside>,
    arrived: usize,
}

impl RaceHunt {
    /// Boots the run of a recording.
    pub fn new(
        config: &Config,
        recording: &Recording,
        debug: &DebugInfo,
    ) -> Result<RaceHunt, BootError> {
        let outside = |input: &Input| Outside { step: input.step, what: Some(input.what.clone()) };
        Ok(RaceHunt {
            config: config.clone(),
            machine: Machine::boot(config)?,
            races: Races::new(code(&config.program_path, debug)),
            status: Status::Running,
            arrivals: recording.inputs.iter().map(outside).collect(),
            arrived: 0,
        })
    }

    /// Goes on by at most `steps`; true once the run has come to its end (unless input arrives).
    pub fn advance(&mut self, steps: u64) -> bool {
        let target = self.machine.steps().saturating_add(steps);
        while self.machine.steps() < target {
            let at = self.machine.steps();
            let next = receive(&mut self.machine, &self.arrivals, &mut self.arrived);
            self.status = self.machine.run_observed(target.min(next) - at, &mut self.races);
            // Where the run stands still, what would come later comes now.
            let still = matches!(self.status, Status::WaitsForInput | Status::Deadlocked);
            let now = self.machine.steps();
            match self.arrivals.get_mut(self.arrived).filter(|_| still) {
                Some(next) => next.step = now,
                None if self.status == Status::Running => {}
                None => return true,
            }
        }
        false
    }

    /// How the run stands.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The machine that runs.
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// Bytes arrive from outside now; `None`: nothing more will.
    pub fn input(&mut self, bytes: Option<&[u8]>) {
        let step = self.machine.steps();
        let what = bytes.map(|bytes| Arrival::Bytes(bytes.into()));
        self.arrivals.insert(self.arrived, Outside { step, what });
        receive(&mut self.machine, &self.arrivals, &mut self.arrived);
        self.status = Status::Running;
    }

    /// How many races were found so far: each pair of instructions counts once.
    pub fn count(&self) -> usize {
        self.races.found().len()
    }

    /// Most pages of which accesses were remembered at a time, and the most host bytes for that.
    pub fn memory(&self) -> (usize, usize) {
        self.races.memory()
    }

    /// What was found, one for each pair of source lines.
    pub fn views(&self, debug: &DebugInfo, lang: Lang) -> Vec<RaceView> {
        let mut seen = BTreeSet::new();
        let line = |pc| debug.line_at(pc).map_or((u32::MAX, pc), |one| (one.file, one.line.into()));
        let new = |race: &&Race| {
            let (one, other) = (line(race.first.pc), line(race.second.pc));
            seen.insert((one.min(other), one.max(other)))
        };
        let races: Vec<Race> = self.races.found().iter().filter(new).copied().collect();
        let found = self.replay(&races, debug);
        races.iter().map(|race| view(race, &found, (debug, lang))).collect()
    }

    /// What was not watched, if anything.
    pub fn caveat(&self, lang: Lang) -> Option<String> {
        let what = match self.races.limit() {
            Some(Limit::Threads) => say!(lang, "too many threads at a time", "同时存在的线程太多"),
            Some(Limit::Memory) => say!(lang, "too much memory is shared", "共享的内存太多"),
            Some(Limit::Objects) => say!(lang, "too many locks and other objects", "锁等对象太多"),
            None if self.races.has_forgotten() => {
                return Some(say!(
                    lang,
                    "some accesses had to be forgotten: races may be missing",
                    "部分访问未能保留，可能遗漏竞争"
                ));
            }
            None => return None,
        };
        Some(say!(
            lang,
            "from some step on, accesses were not watched any more: {what}",
            "从某一步起不再监视访问：{what}"
        ))
    }

    /// Makes the run again, up to each of the accesses.
    fn replay(&self, races: &[Race], debug: &DebugInfo) -> BTreeMap<(u64, Tid), Place> {
        let mut places = BTreeMap::new();
        let mut wanted: Vec<(u64, Tid, Pid, Option<u64>)> = Vec::new();
        for race in races {
            wanted.push((race.first.step, race.first.thread, race.first.process, None));
            let Side { step, thread, process, .. } = race.second;
            wanted.push((step, thread, process, Some(race.address)));
        }
        wanted.sort_unstable();
        let Ok(mut machine) = Machine::boot(&self.config) else { return places };
        let mut arrived = 0;
        for (step, thread, process, address) in wanted {
            let before = step.saturating_sub(1);
            while machine.steps() < before {
                let at = machine.steps();
                let next = receive(&mut machine, &self.arrivals, &mut arrived);
                machine.run_unwatched(before.min(next) - at);
                if machine.steps() == at && next > at {
                    return places; // a replay ends as the run did
                }
            }
            let name = address
                .and_then(|address| name::name_of(&machine, debug, (process, thread), address));
            let functions = functions(&machine, debug, (process, thread));
            let place: &mut Place = places.entry((step, thread)).or_default();
            place.functions = functions;
            place.name = name.or(place.name.take());
        }
        places
    }
}

/// What a replay tells about an access.
#[derive(Clone, Debug, Default)]
struct Place {
    functions: Vec<String>,
    name: Option<String>,
}

/// Hands over what is due; answers at which step more is.
fn receive(machine: &mut Machine, arrivals: &[Outside], arrived: &mut usize) -> u64 {
    while let Some(arrival) = arrivals.get(*arrived) {
        if machine.steps() < arrival.step {
            return arrival.step;
        }
        match &arrival.what {
            Some(Arrival::Bytes(bytes)) => machine.input(bytes),
            Some(Arrival::Signal { to, signal }) => {
                machine.signal(*to, *signal);
            }
            None => machine.end_of_input(),
        }
        *arrived += 1;
    }
    u64::MAX
}

/// What the watcher needs of the debug information.
fn code(path: &str, debug: &DebugInfo) -> Code {
    let functions = debug.functions.iter().map(|function| FunctionOf {
        name: &function.name,
        low: function.low,
        high: function.high,
        own: !debug.in_library(function.low),
    });
    let sites = debug.atomics.iter().map(|one| Site {
        pc: one.address,
        acquire: one.order.acquire,
        release: one.order.release,
        part: one.part,
    });
    Code::new(path, functions, sites.collect())
}

fn functions(machine: &Machine, debug: &DebugInfo, (process, thread): (Pid, Tid)) -> Vec<String> {
    let read = |address: u64, into: &mut [u8]| machine.read_memory(process, address, into);
    let registers = machine.registers(thread);
    let frames = Stack::plain(debug, &read).frames(&registers);
    let own = frames.into_iter().filter(|frame| !frame.library);
    own.map(|frame| frame.function).collect()
}

fn view(
    race: &Race,
    places: &BTreeMap<(u64, Tid), Place>,
    (debug, lang): (&DebugInfo, Lang),
) -> RaceView {
    let place = |side: &Side| places.get(&(side.step, side.thread));
    let side = |side: &Side| RaceSide {
        thread: side.thread.0,
        process: side.process.0,
        step: side.step,
        write: side.write,
        atomic: side.atomic,
        position: Stack::plain(debug, &|_, _| 0).position(side.pc),
        functions: place(side).map_or(Vec::new(), |place| place.functions.clone()),
    };
    let variable = place(&race.second).and_then(|place| place.name.clone()).unwrap_or_default();
    let (first, second) = (side(&race.first), side(&race.second));
    let text = sentence(race, &variable, (&first, &second), lang);
    let note = is_volatile(debug, &variable).then(|| {
        say!(
            lang,
            "{variable} is volatile: the compiler keeps its accesses, but that orders no threads",
            "{variable} 是 volatile：编译器会保留对它的访问，但这并不为线程定序"
        )
    });
    let (address, size) = (race.address, race.size);
    RaceView { variable, address, size, first, second, text, note }
}

fn sentence(race: &Race, variable: &str, sides: (&RaceSide, &RaceSide), lang: Lang) -> String {
    let (size, address) = (race.size, race.address);
    let bytes = match lang {
        Lang::En if size == 1 => "1 byte".into(),
        Lang::En => format!("{size} bytes"),
        Lang::Zh => format!("{size} 字节"),
    };
    let what = match variable {
        "" => say!(lang, "{bytes} at {address:#x}", "{address:#x} 处的 {bytes}"),
        name => say!(lang, "{name} ({bytes} at {address:#x})", "{name}（{address:#x}，{bytes}）"),
    };
    let (first, second) = (side_text(sides.0, true, lang), side_text(sides.1, false, lang));
    say!(
        lang,
        "data race on {what}: {second}, {first}; nothing orders the two",
        "{what}上有数据竞争：{second}，而 {first}；二者之间没有先后约束"
    )
}

fn side_text(side: &RaceSide, past: bool, lang: Lang) -> String {
    let RaceSide { thread, step, .. } = side;
    let place = match &side.position {
        Some(SourcePosition { file, line, function }) => {
            say!(lang, " at {file}:{line} in {function}", "在 {function}（{file}:{line}）")
        }
        None => String::new(),
    };
    let verb = match (side.write, past) {
        (true, true) => say!(lang, "wrote", "写入"),
        (true, false) => say!(lang, "writes", "写入"),
        (false, true) => say!(lang, "read", "读取"),
        (false, false) => say!(lang, "reads", "读取"),
    };
    let how = match side.atomic {
        true => say!(lang, " atomically", "原子地"),
        false => String::new(),
    };
    say!(
        lang,
        "{thread} {verb}{how}{place} (step {step})",
        "{thread} {place}{how}{verb}（第 {step} 步）"
    )
}

/// Whether the program's source declares the variable with `volatile`: its name without what
/// follows stands on a line with that word.
fn is_volatile(debug: &DebugInfo, variable: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let name = variable.rsplit([' ', '.', '>']).next().unwrap_or("");
    let name: &str = name.split('[').next().unwrap_or("");
    !name.is_empty()
        && debug.files.iter().filter(|file| !file.library).any(|file| {
            file.text.lines().any(|line| {
                let mut words = line.split(|c| !word(c));
                words.any(|one| one == "volatile") && words.any(|one| one == name)
            })
        })
}

//! The timeline itself: exploring forwards, seeking anywhere.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::ControlFlow;

use vitrine_kernel::Event;
use vitrine_machine::{BootError, Config, Machine, Snapshot, Status};

use crate::keyframes::{Keyframe, Keyframes};
use crate::log::EventLog;
use crate::recording::{Arrival, Input, Recording};
use crate::watch::Watch;

/// A replay came to another state than the recorded run: a bug of Vitrine, never of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diverged {
    /// The step at which the digests differ.
    pub step: u64,
    /// Digest of the recorded run.
    pub recorded: u64,
    /// Digest of the replay.
    pub replayed: u64,
}

/// How a search through time ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// The head stands at a step that was looked for.
    Found,
    /// There is no such step in this direction; the head stands at the run's end or beginning.
    End,
    /// The budget is used up; the head stands where the search came to.
    Budget,
}

/// A machine together with the recorded inputs it has already received.
struct Runner {
    machine: Machine,
    inputs_done: usize,
}

impl Runner {
    fn at(&self) -> u64 {
        self.machine.steps()
    }

    fn restore(&mut self, snapshot: &Snapshot, recording: &Recording) {
        self.machine.restore(snapshot);
        let at = self.at();
        // A keyframe is taken on arrival at its step, before the inputs that come there.
        self.inputs_done = recording.inputs.partition_point(|input| input.step < at);
    }

    /// Hands over what is due at this step; answers up to which step none further is.
    fn receive(&mut self, recording: &Recording) -> u64 {
        while let Some(input) = recording.inputs.get(self.inputs_done) {
            if self.at() < input.step {
                return input.step;
            }
            match &input.what {
                Arrival::Bytes(bytes) => self.machine.input(bytes),
                Arrival::Signal { to, signal } => {
                    self.machine.signal(*to, *signal);
                }
            }
            self.inputs_done += 1;
        }
        u64::MAX
    }
}

/// A run that can be entered at any step.
pub struct Timeline {
    head: Runner,
    frontier: Runner,
    /// How the frontier stands; anything but `Running` is the (present) end of the run.
    status: Status,
    recording: Recording,
    keyframes: Keyframes,
    /// Snapshots close before the head, so that small steps back replay little.
    near: Vec<(u64, Snapshot)>,
    log: EventLog,
    events: Vec<Event>,
    watch: Option<Box<dyn Watch>>,
}

impl Timeline {
    /// Boots a machine and stands at step 0.
    pub fn new(config: &Config, recording: Recording) -> Result<Timeline, BootError> {
        let mut frontier = Machine::boot(config)?;
        let digest = frontier.digest();
        let first = Keyframe { step: 0, snapshot: frontier.snapshot(), digest };
        let head = Machine::boot(config)?;
        Ok(Timeline {
            head: Runner { machine: head, inputs_done: 0 },
            frontier: Runner { machine: frontier, inputs_done: 0 },
            status: Status::Running,
            recording,
            keyframes: Keyframes::new(first),
            near: Vec::new(),
            log: EventLog::default(),
            events: Vec::new(),
            watch: None,
        })
    }

    /// From now on this one looks at what is explored.
    pub fn set_watch(&mut self, watch: Box<dyn Watch>) {
        self.watch = Some(watch);
    }

    /// The machine at the head.
    pub fn machine(&self) -> &Machine {
        &self.head.machine
    }

    /// The step at which the head stands.
    pub fn at(&self) -> u64 {
        self.head.at()
    }

    /// The furthest step that is known.
    pub fn known(&self) -> u64 {
        self.frontier.at()
    }

    /// The machine at the furthest known step.
    pub fn frontier(&self) -> &Machine {
        &self.frontier.machine
    }

    /// Virtual time in ns at the furthest known step: the latest clock of all CPUs.
    pub fn known_ns(&self) -> u64 {
        let kernel = self.frontier.machine.kernel();
        kernel.cpus.iter().map(|cpu| cpu.clock_ns).max().unwrap_or(0)
    }

    /// How the run stands at its furthest known step.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// Whether nothing comes after [`known`](Self::known) (unless input arrives).
    pub fn ended(&self) -> bool {
        self.status != Status::Running
    }

    /// What happened over the known run.
    pub fn log(&self) -> &EventLog {
        &self.log
    }

    /// The events of the step that led to the head; empty at step 0 and after an instruction.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The inputs that make this run.
    pub fn recording(&self) -> &Recording {
        &self.recording
    }

    /// The keyframes laid so far.
    pub fn keyframes(&self) -> &Keyframes {
        &self.keyframes
    }

    /// A digest of the head's whole state: the same natively and in WASM.
    pub fn digest(&mut self) -> u64 {
        self.head.machine.digest()
    }

    /// Runs the frontier on by at most `steps`; true once it has come to its end.
    pub fn explore(&mut self, steps: u64) -> bool {
        let target = self.known().saturating_add(steps);
        while self.known() < target && self.status == Status::Running {
            let at = self.known();
            let next_input = self.frontier.receive(&self.recording);
            let stop = target.min(self.keyframes.next_wanted(at)).min(next_input);
            self.run_frontier(stop - at);
            self.keep_keyframe();
            self.note_pending_input();
        }
        self.ended()
    }

    /// Lets the frontier run, at most up to a step that the watch wants to look at.
    fn run_frontier(&mut self, steps: u64) {
        let (log, watch) = (&mut self.log, &mut self.watch);
        let mut look = false;
        self.status =
            self.frontier.machine.run_until(steps, &mut |step, time_ns, event: &Event| {
                log.record(step, time_ns, event);
                look |= watch.as_mut().is_some_and(|watch| watch.wants(step, time_ns, event));
                if look { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
        if look && let Some(watch) = &mut self.watch {
            for finding in watch.look(&mut self.frontier.machine) {
                self.log.found(finding);
            }
        }
    }

    /// A run that stands still goes on if the recording holds something for it. What would come
    /// later comes now, as there is no later.
    fn note_pending_input(&mut self) {
        let at = self.known();
        let is_still = matches!(self.status, Status::WaitsForInput | Status::Deadlocked);
        if is_still && let Some(next) = self.recording.inputs.get_mut(self.frontier.inputs_done) {
            next.step = next.step.min(at);
            self.status = Status::Running;
        }
    }

    fn keep_keyframe(&mut self) {
        let step = self.known();
        if self.keyframes.is_wanted(step) {
            let digest = self.frontier.machine.digest();
            let snapshot = self.frontier.machine.snapshot();
            self.keyframes.push(Keyframe { step, snapshot, digest });
        }
    }

    /// Goes to `step`, or to the end of the run if that comes before; explores what is unknown.
    pub fn seek(&mut self, step: u64) -> Result<(), Diverged> {
        if step > self.known() {
            self.explore(step - self.known());
        }
        let target = step.min(self.known());
        if target == self.at() {
            return Ok(());
        }
        self.arrive(target)
    }

    /// Replays the step before `target` and makes that last one with its events.
    fn arrive(&mut self, target: u64) -> Result<(), Diverged> {
        let Some(before) = target.checked_sub(1) else {
            self.enter_before(0);
            self.events.clear();
            return Ok(());
        };
        self.enter_before(before);
        self.replay_to(before)?;
        self.single_step();
        self.check()
    }

    /// One step forwards; false at the end of the run.
    pub fn forward(&mut self) -> Result<bool, Diverged> {
        let at = self.at();
        self.seek(at + 1)?;
        Ok(self.at() > at)
    }

    /// One step back; false at the beginning.
    pub fn back(&mut self) -> Result<bool, Diverged> {
        let at = self.at();
        self.seek(at.saturating_sub(1))?;
        Ok(self.at() < at)
    }

    /// Steps forwards until `found` accepts the state (with the step's events), or `budget` steps.
    pub fn forward_until(
        &mut self,
        budget: u64,
        mut found: impl FnMut(&Machine, &[Event]) -> bool,
    ) -> Result<Travel, Diverged> {
        for _ in 0..budget {
            if self.at() >= self.known() {
                self.explore(Keyframes::FIRST_SPACING);
                if self.at() >= self.known() {
                    return Ok(Travel::End);
                }
            }
            self.single_step();
            self.check()?;
            if found(&self.head.machine, &self.events) {
                return Ok(Travel::Found);
            }
        }
        Ok(Travel::Budget)
    }

    /// Goes back to the last step before the head that `found` accepts, or to the beginning.
    pub fn back_until(
        &mut self,
        mut found: impl FnMut(&Machine, &[Event]) -> bool,
    ) -> Result<Travel, Diverged> {
        let mut end = self.at();
        while end > 0 {
            self.enter_before(end - 1);
            let start = self.at();
            let mut last = None;
            self.events.clear();
            while self.at() < end - 1 {
                self.single_step();
                self.check()?;
                if found(&self.head.machine, &self.events) {
                    last = Some(self.at());
                }
            }
            if let Some(step) = last {
                self.seek(step)?;
                return Ok(Travel::Found);
            }
            if start == 0 {
                break;
            }
            // The state at `start` itself needs its own events to be judged.
            self.arrive(start)?;
            if found(&self.head.machine, &self.events) {
                return Ok(Travel::Found);
            }
            end = start;
        }
        self.seek(0)?;
        Ok(Travel::End)
    }

    /// Something arrives from outside at the head's step; what was known after it is forgotten.
    pub fn input(&mut self, what: Arrival) {
        let step = self.at();
        self.recording.truncate(step);
        self.recording.insert(Input { step, what });
        self.keyframes.truncate(step);
        self.near.retain(|(near, _)| *near <= step);
        self.log.truncate(step);
        if let Some(watch) = &mut self.watch {
            watch.forget_after(step, self.log.findings());
        }
        let snapshot = self.head.machine.snapshot();
        self.frontier.machine.restore(&snapshot);
        self.frontier.inputs_done = self.head.inputs_done;
        self.status = Status::Running;
    }

    /// Puts the head on the nearest known entry at or before `target`, unless it is already
    /// between the two.
    fn enter_before(&mut self, target: u64) {
        let keyframe = self.keyframes.before(target);
        let near =
            self.near.iter().filter(|(step, _)| *step <= target).max_by_key(|(step, _)| *step);
        let (step, snapshot) = match near {
            Some((step, snapshot)) if *step > keyframe.step => (*step, snapshot),
            _ => (keyframe.step, &keyframe.snapshot),
        };
        let at = self.head.at();
        if at <= target && at >= step {
            return;
        }
        self.head.restore(snapshot, &self.recording);
        self.near.retain(|(near, _)| *near <= target);
    }

    /// Runs the head to `target`, leaving snapshots ever closer to it.
    fn replay_to(&mut self, target: u64) -> Result<(), Diverged> {
        while self.at() < target {
            let at = self.at();
            let next_input = self.head.receive(&self.recording);
            let half = at + (target - at).div_ceil(2);
            let stop = if target - at > NEAR_MIN { half } else { target };
            let stop = stop.min(self.keyframes.next_wanted(at)).min(next_input);
            self.head.machine.run_unwatched(stop - at);
            if self.at() == at {
                return self.check(); // nothing can happen: only at the run's end
            }
            self.check()?;
            if target - at > NEAR_MIN {
                self.keep_near();
            }
        }
        Ok(())
    }

    fn keep_near(&mut self) {
        let step = self.at();
        self.near.retain(|(near, _)| *near != step);
        if self.near.len() >= NEAR_MAX {
            self.near.remove(0);
        }
        self.near.push((step, self.head.machine.snapshot()));
    }

    fn single_step(&mut self) {
        self.head.receive(&self.recording);
        self.events.clear();
        self.head.machine.step(&mut self.events);
    }

    /// On a keyframe's step the head must be in the recorded state.
    fn check(&mut self) -> Result<(), Diverged> {
        let step = self.at();
        let Some(keyframe) = self.keyframes.at(step) else { return Ok(()) };
        let (recorded, replayed) = (keyframe.digest, self.head.machine.digest());
        if recorded == replayed { Ok(()) } else { Err(Diverged { step, recorded, replayed }) }
    }
}

/// Snapshots that are kept near the head.
const NEAR_MAX: usize = 16;
/// Distances below which replaying is cheaper than keeping snapshots.
const NEAR_MIN: u64 = 512;

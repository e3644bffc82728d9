//! Moves the run and keeps the page responsive: a few milliseconds of simulation per frame, never more.
//!
//! Components call the commands of [`Driver`]; it owns the session, and tells the state what is to be seen. When there
//! is nothing to do (paused, and the run known to its end) no frame is asked for.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::UseReducerDispatcher;

use crate::page;
use crate::programs::{Missing, Waiting, obtain};
use crate::session::{
    Advance, Answer, Counters, Grain, Hit, Lang, ObjectRef, Problem, Program, RaceHunt, Rule,
    Scenario, Session, View, encode_link, grain_name, grain_named, lesson, parse_ref, ref_text,
};
use crate::state::{Action, Known, Lens, Races, Route, State};

/// Time of one frame that the simulation may use, in ms.
const BUDGET_MS: f64 = 6.0;
/// How often lanes are drawn anew while the run is still being explored, in ms.
const LANES_MS: f64 = 400.0;
/// Steps of a run that are watched for data races, and how many at once.
const RACE_STEPS: u64 = 5_000_000;
const RACE_SLICE: u64 = 5_000;
/// SIGKILL: signal(7).
const KILL: u8 = 9;
/// Speeds of playing; index 1 is the first.
pub(crate) const SPEEDS: [f64; 5] = [0.5, 1.0, 2.0, 5.0, 20.0];

/// What the learner asked for and the session has not finished.
#[derive(Clone)]
enum Wish {
    Forward(Grain),
    Back(Grain),
    Seek(u64),
    NextOf(ObjectRef, bool),
    Find(Rule),
    End,
}

/// What the browser calls before it draws.
type FrameHandler = Closure<dyn FnMut(f64)>;

struct Inner {
    session: RefCell<Option<Session>>,
    dispatch: UseReducerDispatcher<State>,
    wish: RefCell<Option<Wish>>,
    playing: Cell<bool>,
    grain: Cell<Grain>,
    speed: Cell<usize>,
    lang: Cell<Lang>,
    next_beat: Cell<f64>,
    /// Steps explored at once; adapted so that one slice stays far below the budget.
    slice: Cell<u64>,
    explored: Cell<bool>,
    stale: Cell<bool>,
    lanes_at: Cell<f64>,
    scheduled: Cell<bool>,
    /// What the state was told last.
    busy: Cell<bool>,
    /// Counts what was asked to be opened: an answer that comes too late is not for this page any more.
    turn: Cell<u32>,
    breakpoints: RefCell<BTreeSet<(String, u32)>>,
    /// The same run once more, watched for data races.
    hunt: RefCell<Option<RaceHunt>>,
    frame: RefCell<Option<FrameHandler>>,
}

/// A handle to the one driver of the page.
#[derive(Clone)]
pub(crate) struct Driver(Rc<Inner>);

impl PartialEq for Driver {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Driver {
    /// A driver without a run.
    pub(crate) fn new(dispatch: UseReducerDispatcher<State>, lang: Lang) -> Driver {
        let inner = Rc::new(Inner {
            session: RefCell::default(),
            dispatch,
            wish: RefCell::default(),
            playing: Cell::new(false),
            grain: Cell::new(Grain::Event),
            speed: Cell::new(1),
            lang: Cell::new(lang),
            next_beat: Cell::new(0.0),
            slice: Cell::new(500),
            explored: Cell::new(true),
            stale: Cell::new(false),
            lanes_at: Cell::new(0.0),
            scheduled: Cell::new(false),
            busy: Cell::new(false),
            turn: Cell::new(0),
            breakpoints: RefCell::default(),
            hunt: RefCell::default(),
            frame: RefCell::default(),
        });
        let weak = Rc::downgrade(&inner);
        *inner.frame.borrow_mut() = Some(Closure::new(move |_| {
            if let Some(inner) = weak.upgrade() {
                Driver(inner).frame();
            }
        }));
        Driver(inner)
    }

    /// Starts a scenario as soon as its program is there. The run before it stays until then, and also if the program does
    /// not compile.
    pub(crate) fn open(&self, scenario: Scenario, view: View) {
        let turn = self.next_turn();
        if self.0.session.borrow().is_none() {
            self.dispatch(Action::Opening(Rc::new(scenario.clone())));
        }
        if let Some(waiting) = Waiting::first(&scenario.program) {
            self.dispatch(Action::Waiting(waiting));
        }
        let driver = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let reporter = driver.clone();
            let progress = move |waiting| {
                if reporter.0.turn.get() == turn {
                    reporter.dispatch(Action::Waiting(waiting));
                }
            };
            let answer = obtain(&scenario.program, progress).await;
            // Something else may have been opened meanwhile.
            if driver.0.turn.get() == turn {
                driver.arrived(answer, scenario, &view);
            }
        });
    }

    /// Whoever waited for something opened earlier, waits for nothing now.
    fn next_turn(&self) -> u32 {
        self.0.turn.set(self.0.turn.get().wrapping_add(1));
        self.0.turn.get()
    }

    fn arrived(&self, answer: Result<Answer, Missing>, scenario: Scenario, view: &View) {
        let Answer { program, problems } = match answer {
            Ok(answer) => answer,
            Err(missing) => return self.dispatch(Action::Missing(missing)),
        };
        match program.map(|built| Session::open(&scenario, built)) {
            None => self.dispatch(Action::Problems(problems)),
            Some(Ok(session)) => self.begin(session, scenario, view, problems),
            Some(Err(why)) => self.dispatch(Action::Show(Route::CannotLoad(why.to_string()))),
        }
    }

    fn begin(&self, mut session: Session, scenario: Scenario, view: &View, problems: Vec<Problem>) {
        let inner = &self.0;
        let start = match &scenario.program {
            Program::Lesson(id, _) if view.step == 0 => {
                lesson(id).map(|lesson| lesson.start().clone())
            }
            _ => None,
        };
        session.set_breakpoints(&inner.breakpoints.borrow());
        *inner.session.borrow_mut() = Some(session);
        *inner.hunt.borrow_mut() = None;
        inner.explored.set(false);
        inner.playing.set(false);
        inner.lanes_at.set(0.0);
        *inner.wish.borrow_mut() = Some(start.map_or(Wish::Seek(view.step), Wish::Find));
        let action = opened(scenario, view, problems);
        if let Action::Opened { grain, .. } = &action {
            inner.grain.set(*grain);
        }
        self.dispatch(action);
        self.show();
        self.wake();
    }

    /// Ends the run, when the gallery is opened.
    pub(crate) fn leave(&self) {
        self.next_turn();
        *self.0.session.borrow_mut() = None;
        *self.0.hunt.borrow_mut() = None;
        *self.0.wish.borrow_mut() = None;
        self.0.playing.set(false);
        self.0.explored.set(true);
    }

    /// Plays or pauses.
    pub(crate) fn toggle(&self) {
        self.set_playing(!self.0.playing.get());
    }

    /// Plays (`true`) or pauses.
    pub(crate) fn set_playing(&self, playing: bool) {
        self.0.playing.set(playing);
        self.0.next_beat.set(0.0);
        self.dispatch(Action::Playing(playing));
        self.wake();
    }

    /// The grain of playing and stepping.
    pub(crate) fn grain(&self) -> Grain {
        self.0.grain.get()
    }

    /// Lines that playing stops at.
    pub(crate) fn set_breakpoints(&self, places: &BTreeSet<(String, u32)>) {
        self.0.breakpoints.replace(places.clone());
        if let Some(session) = self.0.session.borrow_mut().as_mut() {
            session.set_breakpoints(places);
        }
    }

    /// One step of this grain ahead.
    pub(crate) fn forward(&self, grain: Grain) {
        self.ask(Wish::Forward(grain));
    }

    /// One step of this grain back.
    pub(crate) fn back(&self, grain: Grain) {
        self.ask(Wish::Back(grain));
    }

    /// To a step.
    pub(crate) fn seek(&self, step: u64) {
        self.ask(Wish::Seek(step));
    }

    /// To the step at a virtual time.
    pub(crate) fn seek_time(&self, ns: u64) {
        let step = self.0.session.borrow().as_ref().map(|session| session.step_at_time(ns));
        if let Some(step) = step {
            self.seek(step);
        }
    }

    /// To the last known step.
    pub(crate) fn end(&self) {
        self.ask(Wish::End);
    }

    /// To the next or previous event of an object.
    pub(crate) fn next_of(&self, object: ObjectRef, forward: bool) {
        self.ask(Wish::NextOf(object, forward));
    }

    /// To the step that a lesson's rule names, as soon as it is known.
    pub(crate) fn find(&self, rule: Rule) {
        self.ask(Wish::Find(rule));
    }

    /// The first events that hold these words, those ahead first.
    pub(crate) fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let session = self.0.session.borrow();
        session.as_ref().map_or_else(Vec::new, |one| one.search(query, limit, self.0.lang.get()))
    }

    /// The step that a rule names, if it is known.
    pub(crate) fn step_of(&self, rule: &Rule) -> Option<u64> {
        self.0.session.borrow_mut().as_mut()?.find(rule)
    }

    /// Totals at the end of the run, for a lesson's numbers; nothing until the end is known.
    pub(crate) fn end_counters(&self) -> Option<Counters> {
        self.0
            .explored
            .get()
            .then(|| self.0.session.borrow().as_ref().map(Session::end_counters))
            .flatten()
    }

    /// Sets the grain of playing and stepping.
    pub(crate) fn set_grain(&self, grain: Grain) {
        self.0.grain.set(grain);
        self.dispatch(Action::Grain(grain));
    }

    /// Sets the speed by its index in [`SPEEDS`].
    pub(crate) fn set_speed(&self, speed: usize) {
        self.0.speed.set(speed);
        self.0.next_beat.set(0.0);
        self.dispatch(Action::Speed(speed));
    }

    /// Sets the language of sentences.
    pub(crate) fn set_language(&self, lang: Lang) {
        self.0.lang.set(lang);
        self.dispatch(Action::Language(lang));
        self.show();
    }

    /// Types into the terminal. What was known of the future is void.
    pub(crate) fn type_text(&self, text: &str) {
        if let Some(session) = self.0.session.borrow_mut().as_mut() {
            session.input(text);
        }
        self.future_is_new();
    }

    /// Kills a process here and now, from outside.
    pub(crate) fn kill(&self, pid: i32) {
        let done = self.0.session.borrow_mut().as_mut().is_some_and(|one| one.signal(pid, KILL));
        if done {
            self.future_is_new();
        }
    }

    fn future_is_new(&self) {
        *self.0.hunt.borrow_mut() = None;
        self.dispatch(Action::Races(Races::Unknown));
        self.0.explored.set(false);
        self.ask(Wish::Forward(Grain::Event));
    }

    /// Makes the run once more and looks for data races.
    pub(crate) fn look_for_races(&self) {
        *self.0.hunt.borrow_mut() = self.0.session.borrow().as_ref().and_then(Session::race_hunt);
        let none = self.0.hunt.borrow().is_none();
        self.dispatch(Action::Races(if none { Races::Impossible } else { Races::Watching(0) }));
        self.wake();
    }

    /// The fragment that opens exactly what is seen now.
    pub(crate) fn link(&self, state: &State) -> String {
        let view = View {
            step: self.0.session.borrow().as_ref().map_or(0, Session::at),
            lens: state.lens.name().to_owned(),
            grain: grain_name(state.grain).to_owned(),
            selected: state.selected.map(ref_text).unwrap_or_default(),
        };
        match self.0.session.borrow().as_ref() {
            Some(session) => encode_link(&session.recorded(&state.scenario), &view),
            None => encode_link(&state.scenario, &view),
        }
    }

    fn ask(&self, wish: Wish) {
        if self.0.playing.replace(false) {
            self.dispatch(Action::Playing(false));
        }
        *self.0.wish.borrow_mut() = Some(wish);
        // Most wishes are done at once: then the answer is there in the same frame.
        self.frame();
    }

    fn dispatch(&self, action: Action) {
        self.0.dispatch.dispatch(action);
    }

    fn wake(&self) {
        self.say_busy(true);
        if !self.0.scheduled.replace(true)
            && let Some(frame) = self.0.frame.borrow().as_ref()
        {
            let _ = page::window().request_animation_frame(frame.as_ref().unchecked_ref());
        }
    }

    fn say_busy(&self, busy: bool) {
        if self.0.busy.replace(busy) != busy {
            self.dispatch(Action::Busy(busy));
        }
    }

    fn frame(&self) {
        self.0.scheduled.set(false);
        let now = page::now();
        self.0.stale.set(false);
        let busy = self.fulfil() | self.play(now);
        if !busy {
            self.explore(now + BUDGET_MS);
            self.hunt(now + BUDGET_MS);
        }
        if self.0.stale.get() {
            self.show();
        }
        let waiting = self.0.wish.borrow().is_some();
        let hunting = self.0.hunt.borrow().is_some();
        if waiting || self.0.playing.get() || !self.0.explored.get() || hunting {
            self.wake();
        } else {
            self.say_busy(false);
        }
    }

    /// Works on the wish; true if it has used the frame up.
    fn fulfil(&self) -> bool {
        let Some(wish) = self.0.wish.borrow_mut().take() else { return false };
        let mut guard = self.0.session.borrow_mut();
        let Some(session) = guard.as_mut() else { return false };
        let advance = match &wish {
            Wish::Forward(grain) => session.forward(*grain),
            Wish::Back(grain) => session.back(*grain),
            Wish::NextOf(object, forward) => session.next_of(*object, *forward),
            Wish::Seek(step) if *step > session.known() && !self.0.explored.get() => {
                Advance::Partial
            }
            Wish::Seek(step) => {
                session.seek((*step).min(session.known()));
                Advance::Moved
            }
            Wish::End => {
                session.seek(session.known());
                Advance::Moved
            }
            Wish::Find(rule) => match session.find(rule) {
                Some(step) => {
                    session.seek(step);
                    Advance::Moved
                }
                None if self.0.explored.get() => Advance::AtEnd,
                None => Advance::Partial,
            },
        };
        drop(guard);
        self.0.stale.set(true);
        match advance {
            Advance::Moved | Advance::AtEnd | Advance::Stopped => false,
            Advance::Partial => {
                // What lies ahead must be explored first; the frame's time is for that.
                let exploring = matches!(wish, Wish::Find(_) | Wish::Seek(_));
                self.0.wish.borrow_mut().get_or_insert(wish);
                !exploring
            }
        }
    }

    /// The next step of playing when its time has come; true if the frame is used up.
    fn play(&self, now: f64) -> bool {
        let inner = &self.0;
        if !inner.playing.get() || now < inner.next_beat.get() {
            return false;
        }
        let period = 1000.0
            / (beats_per_second(inner.grain.get())
                * SPEEDS[inner.speed.get().min(SPEEDS.len() - 1)]);
        let mut guard = inner.session.borrow_mut();
        let Some(session) = guard.as_mut() else { return false };
        let advance = session.play(inner.grain.get());
        drop(guard);
        inner.stale.set(true);
        match advance {
            Advance::Moved => inner.next_beat.set(now.max(inner.next_beat.get()) + period),
            Advance::AtEnd | Advance::Stopped => {
                inner.playing.set(false);
                self.dispatch(Action::Playing(false));
            }
            Advance::Partial => return true,
        }
        false
    }

    /// Runs ahead in the background until the frame's time is used up.
    fn explore(&self, deadline: f64) {
        let inner = &self.0;
        if inner.explored.get() {
            return;
        }
        let mut guard = inner.session.borrow_mut();
        let Some(session) = guard.as_mut() else { return };
        let mut before = page::now();
        let mut complete = false;
        while !complete && before < deadline {
            complete = session.explore(inner.slice.get());
            let after = page::now();
            let slice = inner.slice.get();
            match after - before {
                short if short < 0.7 => inner.slice.set((slice * 2).min(1 << 20)),
                long if long > 2.0 => inner.slice.set((slice / 2).max(50)),
                _ => {}
            }
            before = after;
        }
        inner.explored.set(complete);
        let known = Known { step: session.known(), complete, limited: session.limit_reached() };
        let draw = complete || before - inner.lanes_at.get() > LANES_MS;
        let lanes = draw.then(|| Rc::new(session.lanes()));
        drop(guard);
        if let Some(lanes) = lanes {
            inner.lanes_at.set(before);
            self.dispatch(Action::Lanes(lanes));
            self.dispatch(Action::Known(known));
        }
    }

    /// Goes on looking for data races until the frame's time is used up, once the run itself is known.
    fn hunt(&self, deadline: f64) {
        let mut guard = self.0.hunt.borrow_mut();
        let Some(hunt) = guard.as_mut().filter(|_| self.0.explored.get()) else { return };
        let mut over = false;
        while !over && page::now() < deadline {
            over = hunt.advance(RACE_SLICE) || hunt.machine().steps() >= RACE_STEPS;
        }
        if !over {
            let steps = hunt.machine().steps();
            drop(guard);
            return self.dispatch(Action::Races(Races::Watching(steps)));
        }
        let session = self.0.session.borrow();
        let debug = session.as_ref().and_then(Session::debug);
        let found = debug.map_or_else(Vec::new, |debug| hunt.views(debug, self.0.lang.get()));
        let caveat = hunt.caveat(self.0.lang.get());
        drop(session);
        *guard = None;
        drop(guard);
        self.dispatch(Action::Races(Races::Found(Rc::new(found), caveat)));
    }

    /// Tells the state what the session shows.
    fn show(&self) {
        let mut guard = self.0.session.borrow_mut();
        let Some(session) = guard.as_mut() else { return };
        let moment = Rc::new(session.moment(self.0.lang.get()));
        drop(guard);
        page::tell_host("step", &[("step", (moment.step as f64).into())]);
        self.dispatch(Action::Moment(moment));
    }
}

fn opened(scenario: Scenario, view: &View, problems: Vec<Problem>) -> Action {
    let own_lens = match &scenario.program {
        Program::Lesson(id, _) => lesson(id).and_then(|lesson| Lens::named(lesson.lens())),
        Program::Workload(_) => Lens::named("scheduling"),
        Program::C(_) | Program::Elf(..) => None,
    };
    Action::Opened {
        scenario: Rc::new(scenario),
        lens: Lens::named(&view.lens).or(own_lens).unwrap_or(Lens::Descriptors),
        grain: grain_named(&view.grain).unwrap_or(Grain::Event),
        selected: parse_ref(&view.selected),
        problems,
    }
}

/// How many steps of a grain a reader can follow in a second.
fn beats_per_second(grain: Grain) -> f64 {
    match grain {
        Grain::Instruction => 6.0,
        Grain::Line => 2.0,
        Grain::Event => 1.2,
        Grain::Call => 0.8,
        Grain::Switch => 0.8,
    }
}

//! What the page shows: plain data, changed only by [`State::reduce`]'s actions.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::Reducible;

use crate::programs::{Missing, Waiting};
use crate::session::{
    Grain, Lanes, Lang, Lesson, LinkError, Moment, ObjectRef, Problem, Program, RaceView, Scenario,
    lesson,
};

/// Which page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Route {
    /// The cards.
    Gallery,
    /// A run.
    Bench,
    /// A link that cannot be opened.
    BadLink(LinkError),
    /// A scenario that cannot be started, and why.
    CannotLoad(String),
}

/// The colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What the stage shows large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lens {
    /// Descriptor tables, descriptions, pipes.
    Descriptors,
    /// Pages and frames.
    Memory,
    /// CPUs and queues.
    Scheduling,
    /// Locks: who has what, who waits for what.
    Locks,
}

impl Lens {
    /// All of them.
    pub(crate) const ALL: [Lens; 4] =
        [Lens::Descriptors, Lens::Memory, Lens::Scheduling, Lens::Locks];

    /// The name in links and lessons.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Lens::Descriptors => "descriptors",
            Lens::Memory => "memory",
            Lens::Scheduling => "scheduling",
            Lens::Locks => "locks",
        }
    }

    /// The lens with that name.
    pub(crate) fn named(name: &str) -> Option<Lens> {
        Lens::ALL.into_iter().find(|lens| lens.name() == name)
    }
}

/// What stands in front of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// Nothing.
    None,
    /// The link of this moment.
    Share,
    /// HTML for a course page.
    Embed,
    /// Events of the run, by words.
    Search,
    /// The keyboard.
    Help,
}

/// The part that a narrow screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    /// The picture.
    Stage,
    /// The source.
    Code,
    /// The selected object.
    Details,
    /// The narration.
    Lesson,
    /// The lanes.
    Timeline,
}

/// What is known of the run's data races.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Races {
    /// Nobody has asked.
    #[default]
    Unknown,
    /// Without debug information nothing can be told.
    Impossible,
    /// So many steps have been watched.
    Watching(u64),
    /// All that were found, and what was not watched.
    Found(Rc<Vec<RaceView>>, Option<String>),
}

/// How far the run is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// The furthest known step.
    pub(crate) step: u64,
    /// The run is known to its end, or to the page's limit.
    pub(crate) complete: bool,
    /// It was cut off by the limit.
    pub(crate) limited: bool,
}

/// The text in the editor.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Source {
    /// Names and texts.
    pub(crate) files: Vec<(String, String)>,
    /// The file that is shown.
    pub(crate) file: usize,
    /// Differs from what runs.
    pub(crate) edited: bool,
    /// Grows whenever the page itself replaces the text.
    pub(crate) revision: u32,
    /// What the compiler says about it.
    pub(crate) problems: Vec<Problem>,
    /// Why the compiler could not even be asked.
    pub(crate) missing: Option<Missing>,
    /// Lines that playing stops at: file and line, from 1.
    pub(crate) breakpoints: BTreeSet<(String, u32)>,
}

/// Everything.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) embedded: bool,
    pub(crate) route: Route,
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) source: Rc<Source>,
    pub(crate) moment: Option<Rc<Moment>>,
    pub(crate) lanes: Rc<Lanes>,
    pub(crate) known: Known,
    /// What is being fetched or compiled before the next run can begin.
    pub(crate) waiting: Option<Waiting>,
    /// The driver has frames to come: what is shown may change by itself.
    pub(crate) busy: bool,
    pub(crate) playing: bool,
    pub(crate) grain: Grain,
    pub(crate) speed: usize,
    pub(crate) selected: Option<ObjectRef>,
    pub(crate) lens: Lens,
    pub(crate) dialog: Dialog,
    pub(crate) tab: Tab,
    pub(crate) as_table: bool,
    /// Grows with each wish to see the whole timeline.
    pub(crate) fit: u32,
    pub(crate) races: Races,
}

/// What can happen to the page.
pub(crate) enum Action {
    Language(Lang),
    Theme(Theme),
    Show(Route),
    /// A scenario was started: how it is to be seen.
    Opened {
        scenario: Rc<Scenario>,
        lens: Lens,
        grain: Grain,
        selected: Option<ObjectRef>,
        /// Warnings of the compiler.
        problems: Vec<Problem>,
    },
    /// A scenario will be started as soon as its program is there; its source is shown already.
    Opening(Rc<Scenario>),
    /// What is waited for.
    Waiting(Waiting),
    /// The program in the editor does not compile.
    Problems(Vec<Problem>),
    /// The compiler cannot be had.
    Missing(Missing),
    Moment(Rc<Moment>),
    Lanes(Rc<Lanes>),
    Known(Known),
    Busy(bool),
    Playing(bool),
    Grain(Grain),
    Speed(usize),
    Select(Option<ObjectRef>),
    Lens(Lens),
    Dialog(Dialog),
    Tab(Tab),
    File(usize),
    /// The shown file has this text now, and breakpoints on these lines.
    Edit(String, Vec<u32>),
    /// A breakpoint beside a line of the shown file is put or taken away.
    Breakpoint(u32),
    ResetText,
    ToggleTable,
    Fit,
    Races(Races),
}

impl State {
    /// The page before anything is opened.
    pub(crate) fn new(lang: Lang, theme: Theme, embedded: bool) -> State {
        State {
            lang,
            theme,
            embedded,
            route: Route::Gallery,
            scenario: Rc::default(),
            source: Rc::default(),
            moment: None,
            lanes: Rc::default(),
            known: Known::default(),
            waiting: None,
            busy: false,
            playing: false,
            grain: Grain::Event,
            speed: 1,
            selected: None,
            lens: Lens::Descriptors,
            dialog: Dialog::None,
            tab: Tab::Stage,
            as_table: false,
            fit: 0,
            races: Races::Unknown,
        }
    }

    /// The lesson that runs, unless its text was changed.
    pub(crate) fn lesson(&self) -> Option<(&'static Lesson, usize)> {
        match &self.scenario.program {
            Program::Lesson(id, variant) => lesson(id).map(|lesson| (lesson, *variant)),
            Program::C(_) | Program::Elf(..) | Program::Workload(_) => None,
        }
    }

    fn opened(&mut self, scenario: Rc<Scenario>, problems: Vec<Problem>) {
        let files = scenario.program.sources().unwrap_or_default();
        let same = files == self.source.files;
        let source = Rc::make_mut(&mut self.source);
        if !same {
            let names_stay =
                files.iter().map(|(name, _)| name).eq(source.files.iter().map(|(name, _)| name));
            let breakpoints =
                if names_stay { std::mem::take(&mut source.breakpoints) } else { BTreeSet::new() };
            let revision = source.revision + 1;
            *source = Source { files, revision, breakpoints, ..Source::default() };
        }
        source.edited = false;
        source.missing = None;
        source.problems = problems;
        self.scenario = scenario;
        self.route = Route::Bench;
        self.moment = None;
        self.lanes = Rc::default();
        self.known = Known::default();
        self.races = Races::Unknown;
        self.playing = false;
        self.waiting = None;
        self.fit += 1;
    }

    fn edit(&mut self, text: String, lines: Vec<u32>) {
        let source = Rc::make_mut(&mut self.source);
        let Some((name, old)) = source.files.get_mut(source.file) else { return };
        *old = text;
        // Breakpoints move with their lines; the editor knows how.
        source.breakpoints.retain(|(file, _)| file != name);
        source.breakpoints.extend(lines.into_iter().map(|line| (name.clone(), line)));
        source.edited = Some(&source.files) != self.scenario.program.sources().as_ref();
    }

    fn toggle_breakpoint(&mut self, line: u32) {
        let source = Rc::make_mut(&mut self.source);
        let Some((name, _)) = source.files.get(source.file) else { return };
        let place = (name.clone(), line);
        if !source.breakpoints.remove(&place) {
            source.breakpoints.insert(place);
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            // What was found is told in the old language.
            Action::Language(lang) => (next.lang, next.races) = (lang, Races::Unknown),
            Action::Theme(theme) => next.theme = theme,
            Action::Show(route) => (next.route, next.waiting) = (route, None),
            Action::Opened { scenario, lens, grain, selected, problems } => {
                next.opened(scenario, problems);
                (next.lens, next.grain, next.selected) = (lens, grain, selected);
            }
            Action::Opening(scenario) => next.opened(scenario, Vec::new()),
            Action::Waiting(waiting) => next.waiting = Some(waiting),
            Action::Problems(problems) => {
                let source = Rc::make_mut(&mut next.source);
                (source.problems, source.missing) = (problems, None);
                next.waiting = None;
            }
            Action::Missing(missing) => {
                Rc::make_mut(&mut next.source).missing = Some(missing);
                next.waiting = None;
            }
            Action::Moment(moment) => next.moment = Some(moment),
            Action::Lanes(lanes) => next.lanes = lanes,
            Action::Known(known) => next.known = known,
            Action::Busy(busy) => next.busy = busy,
            Action::Playing(playing) => next.playing = playing,
            Action::Grain(grain) => next.grain = grain,
            Action::Speed(speed) => next.speed = speed,
            Action::Select(selected) => next.selected = selected,
            Action::Lens(lens) => next.lens = lens,
            Action::Dialog(dialog) => next.dialog = dialog,
            Action::Tab(tab) => next.tab = tab,
            Action::File(file) => Rc::make_mut(&mut next.source).file = file,
            Action::Edit(text, lines) => next.edit(text, lines),
            Action::Breakpoint(line) => next.toggle_breakpoint(line),
            Action::ResetText => {
                let source = Rc::make_mut(&mut next.source);
                let revision = source.revision + 1;
                let files = next.scenario.program.sources().unwrap_or_default();
                let breakpoints = std::mem::take(&mut source.breakpoints);
                *source = Source { files, revision, breakpoints, ..Source::default() };
            }
            Action::ToggleTable => next.as_table = !next.as_table,
            Action::Fit => next.fit += 1,
            Action::Races(races) => next.races = races,
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened() -> Rc<State> {
        let program = Program::C(vec![("main.c".into(), "int x;\n".into())]);
        let scenario = Rc::new(Scenario { program, ..Scenario::default() });
        let state = Rc::new(State::new(Lang::En, Theme::Auto, false));
        state.reduce(Action::Opened {
            scenario,
            lens: Lens::Memory,
            grain: Grain::Call,
            selected: None,
            problems: Vec::new(),
        })
    }

    #[test]
    fn an_edit_is_known_as_one_until_it_is_undone() {
        let state = opened();
        assert!(!state.source.edited);
        let state = state.reduce(Action::Edit("int y;\n".into(), Vec::new()));
        assert!(state.source.edited);
        let state = state.reduce(Action::Edit("int x;\n".into(), Vec::new()));
        assert!(!state.source.edited);
    }

    #[test]
    fn a_breakpoint_comes_and_goes_with_its_file() {
        let state = opened().reduce(Action::Breakpoint(3));
        assert_eq!(state.source.breakpoints.iter().next(), Some(&("main.c".to_owned(), 3)));
        let moved = state.clone().reduce(Action::Edit("\nint x;\n".into(), vec![4]));
        assert_eq!(moved.source.breakpoints.iter().next(), Some(&("main.c".to_owned(), 4)));
        assert!(state.reduce(Action::Breakpoint(3)).source.breakpoints.is_empty());
    }

    #[test]
    fn opening_forgets_the_run_before_and_keeps_the_text_that_runs() {
        let state = opened();
        let revision = state.source.revision;
        let state =
            state.reduce(Action::Playing(true)).reduce(Action::Edit("int z;\n".into(), Vec::new()));
        let program = Program::C(state.source.files.clone());
        let scenario = Rc::new(Scenario { program, ..Scenario::default() });
        let state = state.reduce(Action::Opened {
            scenario,
            lens: Lens::Memory,
            grain: Grain::Call,
            selected: None,
            problems: Vec::new(),
        });
        assert!(!state.playing && !state.source.edited && state.moment.is_none());
        assert_eq!(state.source.revision, revision, "the editor keeps its cursor");
        assert_eq!(state.source.files[0].1, "int z;\n");
    }
}

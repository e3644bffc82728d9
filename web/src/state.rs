//! What the page shows: plain data, changed only by [`State::reduce`]'s actions.

use std::rc::Rc;

use yew::Reducible;

use crate::session::{
    Diagnostic, Grain, Lanes, Lang, Lesson, LinkError, Moment, ObjectRef, Program, Scenario,
    lesson, sources,
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
}

impl Lens {
    /// All of them.
    pub(crate) const ALL: [Lens; 3] = [Lens::Descriptors, Lens::Memory, Lens::Scheduling];

    /// The name in links and lessons.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Lens::Descriptors => "descriptors",
            Lens::Memory => "memory",
            Lens::Scheduling => "scheduling",
        }
    }

    /// The lens with that name.
    pub(crate) fn named(name: &str) -> Option<Lens> {
        Lens::ALL.into_iter().find(|lens| lens.name() == name)
    }
}

/// What stands in front of the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Dialog {
    /// Nothing.
    None,
    /// The link of this moment.
    Share(String),
    /// HTML for a course page.
    Embed(String),
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
    pub(crate) problems: Vec<Diagnostic>,
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
    },
    /// The program in the editor does not compile.
    Problems(Vec<Diagnostic>),
    Moment(Rc<Moment>),
    Lanes(Rc<Lanes>),
    Known(Known),
    Playing(bool),
    Grain(Grain),
    Speed(usize),
    Select(Option<ObjectRef>),
    Lens(Lens),
    Dialog(Dialog),
    Tab(Tab),
    File(usize),
    Edit(String),
    ResetText,
    ToggleTable,
    Fit,
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
            playing: false,
            grain: Grain::Event,
            speed: 1,
            selected: None,
            lens: Lens::Descriptors,
            dialog: Dialog::None,
            tab: Tab::Stage,
            as_table: false,
            fit: 0,
        }
    }

    /// The lesson that runs, unless its text was changed.
    pub(crate) fn lesson(&self) -> Option<(&'static Lesson, usize)> {
        match &self.scenario.program {
            Program::Lesson(id, variant) => lesson(id).map(|lesson| (lesson, *variant)),
            Program::C(_) | Program::Elf(..) => None,
        }
    }

    fn opened(&mut self, scenario: Rc<Scenario>) {
        let files = sources(&scenario);
        let same = files == self.source.files;
        let source = Rc::make_mut(&mut self.source);
        source.problems.clear();
        source.edited = false;
        if !same {
            *source = Source { files, revision: source.revision + 1, ..Source::default() };
        }
        self.scenario = scenario;
        self.route = Route::Bench;
        self.moment = None;
        self.lanes = Rc::default();
        self.known = Known::default();
        self.playing = false;
        self.fit += 1;
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Language(lang) => next.lang = lang,
            Action::Theme(theme) => next.theme = theme,
            Action::Show(route) => next.route = route,
            Action::Opened { scenario, lens, grain, selected } => {
                next.opened(scenario);
                (next.lens, next.grain, next.selected) = (lens, grain, selected);
            }
            Action::Problems(problems) => Rc::make_mut(&mut next.source).problems = problems,
            Action::Moment(moment) => next.moment = Some(moment),
            Action::Lanes(lanes) => next.lanes = lanes,
            Action::Known(known) => next.known = known,
            Action::Playing(playing) => next.playing = playing,
            Action::Grain(grain) => next.grain = grain,
            Action::Speed(speed) => next.speed = speed,
            Action::Select(selected) => next.selected = selected,
            Action::Lens(lens) => next.lens = lens,
            Action::Dialog(dialog) => next.dialog = dialog,
            Action::Tab(tab) => next.tab = tab,
            Action::File(file) => Rc::make_mut(&mut next.source).file = file,
            Action::Edit(text) => {
                let source = Rc::make_mut(&mut next.source);
                let file = source.file;
                if let Some(entry) = source.files.get_mut(file) {
                    entry.1 = text;
                }
                source.edited = source.files != sources(&next.scenario);
            }
            Action::ResetText => {
                let source = Rc::make_mut(&mut next.source);
                let revision = source.revision + 1;
                *source = Source { files: sources(&next.scenario), revision, ..Source::default() };
            }
            Action::ToggleTable => next.as_table = !next.as_table,
            Action::Fit => next.fit += 1,
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
        })
    }

    #[test]
    fn an_edit_is_known_as_one_until_it_is_undone() {
        let state = opened();
        assert!(!state.source.edited);
        let state = state.reduce(Action::Edit("int y;\n".into()));
        assert!(state.source.edited);
        let state = state.reduce(Action::Edit("int x;\n".into()));
        assert!(!state.source.edited);
    }

    #[test]
    fn opening_forgets_the_run_before_and_keeps_the_text_that_runs() {
        let state = opened();
        let revision = state.source.revision;
        let state = state.reduce(Action::Playing(true)).reduce(Action::Edit("int z;\n".into()));
        let program = Program::C(state.source.files.clone());
        let scenario = Rc::new(Scenario { program, ..Scenario::default() });
        let state = state.reduce(Action::Opened {
            scenario,
            lens: Lens::Memory,
            grain: Grain::Call,
            selected: None,
        });
        assert!(!state.playing && !state.source.edited && state.moment.is_none());
        assert_eq!(state.source.revision, revision, "the editor keeps its cursor");
        assert_eq!(state.source.files[0].1, "int z;\n");
    }
}

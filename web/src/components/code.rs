//! The code pane: files, the editor with the threads' marks, what the compiler says, variables.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::common::{Same, Ui, use_ui};
use super::editor::{Mark, Squiggle};
use super::listing::Listing;
use super::live::{Slot, Wanted, use_live_editor};
use super::locals::Locals;
use crate::i18n::M;
use crate::programs::{Missing, Waiting};
use crate::session::{Moment, ObjectRef, Problem, Program, Scenario, ThreadState, View};
use crate::state::{Action, Source, Theme};

/// Properties of [`Code`].
#[derive(Properties, PartialEq)]
pub(crate) struct CodeProps {
    pub(crate) source: Rc<Source>,
    pub(crate) moment: Option<Same<Moment>>,
    pub(crate) selected: Option<ObjectRef>,
    pub(crate) theme: Theme,
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) waiting: Option<Waiting>,
}

/// The pane.
#[component]
pub(crate) fn Code(props: &CodeProps) -> Html {
    let ui = use_ui();
    let source = &props.source;
    let (name, text) = source.files.get(source.file).cloned().unwrap_or_default();
    let thread = chosen_thread(props);
    let marks = if source.edited { Vec::new() } else { marks(props, &name, thread) };
    let latest = use_mut_ref(|| (Rc::clone(&props.source), Rc::clone(&props.scenario)));
    *latest.borrow_mut() = (Rc::clone(&props.source), Rc::clone(&props.scenario));
    let run = {
        let (driver, latest) = (ui.driver.clone(), Rc::clone(&latest));
        Callback::from(move |()| {
            let (source, scenario) = latest.borrow().clone();
            // A lesson that nobody changed stays one.
            let program = if source.edited {
                Program::C(source.files.clone())
            } else {
                scenario.program.clone()
            };
            let (typed, signals) = (Vec::new(), Vec::new());
            let scenario = Scenario { program, typed, signals, ..(*scenario).clone() };
            driver.open(scenario, View::default());
        })
    };
    let wanted = Wanted {
        name: name.clone(),
        text: text.clone(),
        revision: (source.revision, source.file),
        marks: marks.clone(),
        squiggles: squiggles(&ui, source, &name),
        breakpoints: breakpoints(source, &name),
        theme: props.theme,
    };
    let (host, editor, ready) = use_live_editor(&ui, wanted, run.clone());
    use_effect_with((source.breakpoints.clone(), Rc::clone(&props.scenario)), {
        let driver = ui.driver.clone();
        // While the text is changed its lines are not those of what runs; then the old ones stay.
        let changed = source.edited;
        move |(places, _)| {
            if !changed {
                driver.set_breakpoints(places);
            }
        }
    });
    html! {
        <section class="code" aria-label={ui.t(M::Code)}>
            { files(&ui, source, &run, props.waiting) }
            <div class="editor-box">
                <div class="editor-host" ref={host} hidden={!ready}></div>
                <Listing text={text} marks={marks.clone()} {name} hidden={ready} />
            </div>
            { problems(&ui, source, &editor, props.moment.is_some()) }
            <ul class="unseen" aria-label={ui.t(M::CodePositions)}>{ for marks.iter().map(|mark| html! { <li key={mark.label.clone()}>{ ui.say(M::AtLine, &[&mark.label, &mark.line.to_string()]) }</li> }) }</ul>
            <div class="locals-box">
                if let (Some(moment), Some(thread)) = (&props.moment, thread) { <Locals moment={moment.clone()} {thread} /> }
            </div>
        </section>
    }
}

/// The problems of one file, as the editor underlines them.
fn squiggles(ui: &Ui, source: &Source, name: &str) -> Vec<Squiggle> {
    let here = source.problems.iter().filter(|problem| problem.file == name);
    let squiggle = |problem: &Problem| Squiggle {
        line: problem.line,
        column: problem.column,
        length: problem.length.max(1),
        error: problem.error,
        message: problem.text.get(ui.lang).to_owned(),
    };
    here.map(squiggle).collect()
}

fn breakpoints(source: &Source, name: &str) -> Vec<u32> {
    source.breakpoints.iter().filter(|(file, _)| file == name).map(|(_, line)| *line).collect()
}

/// The thread whose variables are shown: the selected one, else the one that runs, else the first.
fn chosen_thread(props: &CodeProps) -> Option<i32> {
    let moment: &Moment = props.moment.as_ref()?;
    let wanted = match props.selected {
        Some(ObjectRef::Thread(tid) | ObjectRef::Process(tid) | ObjectRef::Fd(tid, _)) => Some(tid),
        _ => match moment.sentence.subject {
            Some(ObjectRef::Thread(tid) | ObjectRef::Process(tid)) => Some(tid),
            _ => None,
        },
    };
    let has = |tid: &i32| {
        moment.threads.iter().any(|thread| thread.tid == *tid && thread.position.is_some())
    };
    let running = || moment.cpus.iter().find_map(|cpu| cpu.running);
    wanted
        .filter(has)
        .or_else(|| running().filter(has))
        .or_else(|| moment.threads.iter().map(|thread| thread.tid).find(has))
}

fn marks(props: &CodeProps, file: &str, chosen: Option<i32>) -> Vec<Mark> {
    let Some(moment) = &props.moment else { return Vec::new() };
    let mut marks: Vec<Mark> = moment
        .threads
        .iter()
        .filter_map(|thread| {
            let position = thread.position.as_ref().filter(|position| position.file == file)?;
            Some(Mark {
                line: position.line,
                label: thread.tid.to_string(),
                colour: thread.colour,
                waiting: !matches!(thread.state, ThreadState::Running(_)),
                chosen: chosen == Some(thread.tid),
            })
        })
        .take(64)
        .collect();
    // The chosen thread's tint is put last and wins where several stand on one line.
    marks.sort_by_key(|mark| mark.chosen);
    marks
}

fn files(ui: &Ui, source: &Source, run: &Callback<()>, waiting: Option<Waiting>) -> Html {
    let tabs = source.files.iter().enumerate().map(|(index, (name, _))| html! {
        <button type="button" key={name.clone()} aria-pressed={(index == source.file).to_string()} onclick={ui.on(move || Action::File(index))}>{ name }</button>
    });
    let run = run.clone();
    let note = if source.edited && waiting.is_none() { ui.t(M::Edited) } else { "" };
    html! {
        <div class="file-tabs">
            <div class="file-names">{ for tabs }</div>
            <span class="soft edited">{ note }</span>
            { wait(ui, waiting) }
            <button type="button" class="quiet" hidden={!source.edited} onclick={ui.on(|| Action::ResetText)}>{ ui.t(M::Reset) }</button>
            <button type="button" class={classes!("run", source.edited.then_some("main"))} title={ui.t(M::RunHint)} onclick={move |_| run.emit(())}>{ ui.t(M::Run) }</button>
        </div>
    }
}

/// What is waited for, with a bar; style.css shows it only when it takes a moment.
pub(super) fn wait(ui: &Ui, waiting: Option<Waiting>) -> Html {
    let (text, share) = match waiting {
        None => (String::new(), None),
        Some(Waiting::Lesson) => (ui.t(M::WaitLesson).to_owned(), None),
        Some(Waiting::Compiler(share)) => (ui.t(M::WaitCompiler).to_owned(), Some(share)),
        Some(Waiting::Compiling) => (ui.t(M::WaitCompiling).to_owned(), None),
    };
    let share = share.filter(|share| *share > 0).map(|share| share.to_string());
    html! {
        <span class="wait" hidden={waiting.is_none()} role="status">
            <span>{ text.clone() }</span><progress max="100" value={share} aria-label={text}></progress>
        </span>
    }
}

fn problems(ui: &Ui, source: &Source, editor: &Slot, runs: bool) -> Html {
    let on_click = {
        let editor = Rc::clone(editor);
        Callback::from(move |event: MouseEvent| {
            let target =
                event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let line = target
                .and_then(|target| target.closest("[data-line]").ok().flatten())
                .and_then(|row| row.get_attribute("data-line"))
                .and_then(|line| line.parse().ok());
            if let (Some(line), Some(editor)) = (line, editor.borrow().as_ref()) {
                editor.go_to(line);
            }
        })
    };
    let rows = source.problems.iter().take(20).enumerate().map(|(index, problem)| {
        let help = problem.help.as_ref().map(|help| help.get(ui.lang));
        html! {
            <li key={index} class={if problem.error { "error" } else { "warning" }}>
                { place(problem) }{ " " }<span class="said">{ problem.text.get(ui.lang) }
                <span class="soft">{ help.map(|help| format!(" {help}")).unwrap_or_default() }</span></span></li>
        }
    });
    let failed = source.missing.is_some() || source.problems.iter().any(|problem| problem.error);
    let missing = source.missing.as_ref().map(|missing| match missing {
        Missing::File(why) => ui.say(M::MissingFile, &[why]),
        Missing::Program(why) => ui.say(M::MissingProgram, &[why]),
    });
    let title = match (failed, source.missing.is_some()) {
        (_, true) => M::CannotLoad,
        (true, _) => M::Problems,
        (false, _) => M::Warnings,
    };
    html! {
        <section class={classes!("problems", (!failed).then_some("only-warnings"))} hidden={!failed && source.problems.is_empty()}
            role={if failed { "alert" } else { "status" }} onclick={on_click}>
            <h2>{ ui.t(title) }</h2>
            <p>{ missing.unwrap_or_default() }</p>
            <ul>{ for rows }</ul>
            <p class="soft" hidden={!failed || !runs}>{ ui.t(M::ProblemsHint) }</p>
        </section>
    }
}

/// The place of a problem, to jump to; a linker's complaint has none.
fn place(problem: &Problem) -> Html {
    if problem.line == 0 {
        return html! { <span></span> };
    }
    let text = format!("{}:{}:{}", problem.file, problem.line, problem.column);
    html! { <button type="button" class="link" data-line={problem.line.to_string()}>{ text }</button> }
}

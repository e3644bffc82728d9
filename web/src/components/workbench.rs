//! The workbench: code, stage, inspector, sentence, timeline; on a phone the stage with the rest in tabs.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use super::bar::StateProps;
use super::code::{Code, wait};
use super::common::{Same, Ui, use_ui};
use super::inspector::Inspector;
use super::keys::use_keys;
use super::lesson::LessonText;
use super::races::RaceList;
use super::sentence::SentenceLine;
use super::stage::Stage;
use super::terminal::Terminal;
use super::timeline::Timeline;
use crate::i18n::M;
use crate::session::{Lanes, Moment, ObjectRef, encode_link};
use crate::state::{Action, State, Tab};

/// Everything about one run.
#[component]
pub(crate) fn Workbench(props: &StateProps) -> Html {
    let ui = use_ui();
    let state = &props.state;
    use_keys(ui.clone(), state);
    let tab = match state.tab {
        Tab::Stage => "stage",
        Tab::Code => "code",
        Tab::Details => "details",
        Tab::Lesson => "lesson",
        Tab::Timeline => "timeline",
    };
    let Some(moment) = state.moment.as_ref().map(|moment| Same(Rc::clone(moment))) else {
        return without_run(&ui, state);
    };
    let lesson = state.lesson();
    let open_large = encode_link(&state.scenario, &crate::session::View::default());
    html! {
        <main class="bench" id="main" data-tab={tab}>
            <h1 class="unseen">{ lesson.map_or(ui.t(M::OwnProgram), |(lesson, _)| lesson.title().get(ui.lang)) }</h1>
            { tabs(&ui, state) }
            <div class="pane-code">
                { code(state, Some(moment.clone())) }
            </div>
            <div class="pane-stage">
                <Stage moment={moment.clone()} processes={processes(&state.lanes)} selected={state.selected} lens={state.lens} as_table={state.as_table} />
            </div>
            <aside class="pane-side" aria-label={ui.t(M::Details)}>
                <div class="side-details"><Inspector moment={moment.clone()} selected={state.selected} /><RaceList races={state.races.clone()} /></div>
                <div class="side-lesson">
                    if let Some((lesson, variant)) = lesson {
                        <LessonText id={lesson.id()} {variant} known={state.known} />
                    }
                    <Terminal moment={moment.clone()} interactive={state.scenario.interactive} />
                </div>
            </aside>
            <SentenceLine moment={moment.clone()} known={state.known} />
            <div class="pane-time">
                <Timeline lanes={Same(Rc::clone(&state.lanes))} time_ns={moment.time_ns} step={moment.step} fit={state.fit} complete={state.known.complete} selected={state.selected} />
            </div>
            if state.embedded {
                <a class="open-large" href={format!("./{open_large}")} target="_blank" rel="noopener" title={ui.t(M::OpenLarge)} aria-label={ui.t(M::OpenLarge)}>{ "↗" }</a>
            }
        </main>
    }
}

fn code(state: &State, moment: Option<Same<Moment>>) -> Html {
    html! {
        <Code source={Rc::clone(&state.source)} {moment} selected={state.selected} theme={state.theme}
            scenario={Rc::clone(&state.scenario)} waiting={state.waiting} />
    }
}

/// The source while its program is on its way, or does not compile: every pane has its place already.
fn without_run(ui: &Ui, state: &State) -> Html {
    let failed = state.waiting.is_none() && !state.source.problems.is_empty();
    let tab = if failed { "code" } else { "stage" };
    html! {
        <main class="bench no-run" id="main" data-tab={tab}>
            <h1 class="unseen">{ state.lesson().map_or(ui.t(M::OwnProgram), |(lesson, _)| lesson.title().get(ui.lang)) }</h1>
            <div class="pane-code">{ code(state, None) }</div>
            <div class="pane-stage"><p class="soft" hidden={!failed}>{ ui.t(M::NoRun) }</p>{ wait(ui, state.waiting) }</div>
            <aside class="pane-side" aria-label={ui.t(M::Details)}></aside>
            <section class="sentence"></section>
            <div class="pane-time"></div>
        </main>
    }
}

/// The tabs of a narrow screen.
fn tabs(ui: &Ui, state: &State) -> Html {
    let tabs = [
        (Tab::Stage, M::Stage),
        (Tab::Code, M::Code),
        (Tab::Details, M::Details),
        (Tab::Lesson, M::Lesson),
        (Tab::Timeline, M::Timeline),
    ];
    let tabs = tabs.map(|(tab, name)| {
        html! {
            <button type="button" key={tab as usize} aria-pressed={(state.tab == tab).to_string()}
                onclick={ui.on(move || Action::Tab(tab))}>{ ui.t(name) }</button>
        }
    });
    html! { <nav class="tabs" aria-label={ui.t(M::Details)}>{ for tabs }</nav> }
}

/// How many processes the known run has at once, at most: threads whose lanes overlap would be finer; this is enough.
fn processes(lanes: &Lanes) -> usize {
    let threads: BTreeSet<i32> = lanes
        .lanes
        .iter()
        .filter_map(|lane| match lane.object {
            ObjectRef::Thread(tid) => Some(tid),
            _ => None,
        })
        .collect();
    threads.len()
}

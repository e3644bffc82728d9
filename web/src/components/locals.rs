//! The variables of one thread, frame by frame of the learner's own code.

use yew::prelude::*;

use super::common::{Same, use_ui};
use crate::i18n::M;
use crate::session::Moment;

/// Properties of [`Locals`].
#[derive(Properties, PartialEq)]
pub(crate) struct LocalsProps {
    pub(crate) moment: Same<Moment>,
    pub(crate) thread: i32,
}

/// What is in scope, innermost first.
#[component]
pub(crate) fn Locals(props: &LocalsProps) -> Html {
    let ui = use_ui();
    let thread = props.moment.threads.iter().find(|thread| thread.tid == props.thread);
    let library = thread.and_then(|thread| thread.frames.first()).filter(|frame| frame.library);
    let own: Vec<_> = thread
        .into_iter()
        .flat_map(|thread| thread.frames.iter().filter(|frame| !frame.library))
        .collect();
    let nothing = own.iter().all(|frame| frame.locals.is_empty());
    let frames = own.iter().enumerate().map(|(depth, frame)| {
        let line = frame.position.as_ref().map(|position| format!(":{}", position.line)).unwrap_or_default();
        let rows = frame.locals.iter().map(|local| html! {
            <div key={local.name.clone()} class={classes!("row", local.changed.then_some("changed"))}>
                <dt title={local.ty.clone()}>{ &local.name }</dt><dd>{ &local.value }</dd>
            </div>
        });
        html! { <div key={depth} class="frame"><h3>{ format!("{}(){line}", frame.function) }</h3><dl>{ for rows }</dl></div> }
    });
    html! {
        <section class="locals" tabindex="0" aria-label={ui.say(M::Locals, &[&props.thread.to_string()])}>
            <h2>{ ui.say(M::Locals, &[&props.thread.to_string()]) }
                <small>{ library.map(|frame| ui.say(M::InLibrary, &[&frame.function])).unwrap_or_default() }</small></h2>
            <p class="soft" hidden={!nothing}>{ ui.t(M::NoLocals) }</p>
            <div>{ for frames }</div>
        </section>
    }
}

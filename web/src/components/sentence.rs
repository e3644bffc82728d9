//! One sentence: what just happened and why. Screen readers hear it.

use yew::prelude::*;

use super::common::{Same, prose, use_ui};
use crate::i18n::{M, thousands};
use crate::session::{EventKind, Moment, Standing, duration};
use crate::state::Known;

/// Properties of [`SentenceLine`].
#[derive(Properties, PartialEq)]
pub(crate) struct SentenceProps {
    pub(crate) moment: Same<Moment>,
    pub(crate) known: Known,
}

/// The line between the picture and the timeline.
#[component]
pub(crate) fn SentenceLine(props: &SentenceProps) -> Html {
    let ui = use_ui();
    let moment: &Moment = &props.moment;
    let sentence = &moment.sentence;
    let known = thousands(props.known.step.max(moment.step));
    let count = if props.known.complete { M::StepOf } else { M::StepOfMore };
    let mut facts = ui.say(count, &[&thousands(moment.step), &known]);
    facts += &format!(" · {}", duration(moment.time_ns));
    if !sentence.source.is_empty() {
        facts += &format!(" · {}", sentence.source);
    }
    let standing = match &moment.standing {
        Standing::Running if props.known.limited && moment.step >= props.known.step => {
            ui.t(M::LimitReached).to_owned()
        }
        Standing::Running => String::new(),
        Standing::WaitsForInput => ui.t(M::WaitsInput).to_owned(),
        Standing::Ended(how) => ui.say(M::Ended, &[how]),
        Standing::Stuck(why) => ui.say(M::Stuck, &[why]),
        Standing::Unsupported(what) => ui.say(M::NotSimulated, &[what]),
    };
    let ended = matches!(moment.standing, Standing::Ended(_) | Standing::WaitsForInput);
    html! {
        <section class="sentence">
            <span class={classes!("dot", kind_class(sentence.kind))} aria-hidden="true"></span>
            <p aria-live="polite">
                <strong>{ prose(&sentence.what) }</strong>{ " " }<span>{ prose(&sentence.why) }</span>{ " " }
                <em class={classes!("standing", ended.then_some("calm"))}>{ standing }</em>
            </p>
            <span class="facts">{ facts }</span>
        </section>
    }
}

/// The class that colours an event's family.
pub(crate) fn kind_class(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Instruction | EventKind::Tick | EventKind::Clock => "k-quiet",
        EventKind::Call | EventKind::Mode => "k-call",
        EventKind::Sleep => "k-sleep",
        EventKind::Wake => "k-wake",
        EventKind::Switch => "k-switch",
        EventKind::Process | EventKind::Signal => "k-process",
        EventKind::Memory => "k-memory",
        EventKind::Copy | EventKind::File | EventKind::Output => "k-copy",
        EventKind::Unsupported | EventKind::Finding => "k-sleep",
    }
}

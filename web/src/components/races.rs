//! Data races of the run: found on demand, each with both of its steps.

use std::rc::Rc;

use yew::prelude::*;

use super::common::{Ui, use_ui};
use crate::i18n::{M, thousands};
use crate::session::{RaceSide, RaceView};
use crate::state::Races;

/// Properties of [`RaceList`].
#[derive(Properties, PartialEq)]
pub(crate) struct RaceListProps {
    pub(crate) races: Races,
}

/// A button that looks for races, and what it found.
#[component]
pub(crate) fn RaceList(props: &RaceListProps) -> Html {
    let ui = use_ui();
    let (note, found) = match &props.races {
        Races::Unknown => (String::new(), None),
        Races::Impossible => (ui.t(M::RacesImpossible).to_owned(), None),
        Races::Watching(steps) => (ui.say(M::RacesWatching, &[&thousands(*steps)]), None),
        Races::Found(found, caveat) if found.is_empty() => {
            (caveat.clone().unwrap_or_else(|| ui.t(M::NoRaces).to_owned()), None)
        }
        Races::Found(found, caveat) => (caveat.clone().unwrap_or_default(), Some(Rc::clone(found))),
    };
    let asked = props.races != Races::Unknown;
    html! {
        <details class="races">
            <summary>{ ui.t(M::Races) }</summary>
            <button type="button" class="quiet" hidden={asked} onclick={ui.run(|driver| driver.look_for_races())}>{ ui.t(M::LookForRaces) }</button>
            <p class="soft" aria-live="polite">{ note }</p>
            <ul>{ for found.iter().flat_map(|found| found.iter()).take(40).enumerate().map(|(index, race)| one(&ui, index, race)) }</ul>
        </details>
    }
}

fn one(ui: &Ui, index: usize, race: &RaceView) -> Html {
    let jump = |side: &RaceSide| {
        let step = side.step;
        let text = ui.say(M::StepN, &[&thousands(step)]);
        html! { <button type="button" class="link" onclick={ui.run(move |driver| driver.seek(step))}>{ text }</button> }
    };
    html! {
        <li key={index}>
            <p>{ &race.text }</p>
            <p class="soft">{ race.note.clone().unwrap_or_default() }</p>
            <div class="jumps">{ jump(&race.first) }{ jump(&race.second) }</div>
        </li>
    }
}

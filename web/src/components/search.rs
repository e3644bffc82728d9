//! Searching the run: words in, events out; choosing one goes there.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::common::{prose, use_ui};
use crate::i18n::{M, thousands};
use crate::session::duration;
use crate::state::{Action, Dialog};

/// Events that are listed at most.
const MOST: usize = 40;

/// The field and what was found. Enter goes to the first.
#[component]
pub(crate) fn Search() -> Html {
    let ui = use_ui();
    let query = use_state_eq(String::new);
    let hits = ui.driver.search(&query, MOST + 1);
    let more = hits.len() > MOST;
    let go = {
        let ui = ui.clone();
        move |step: u64| {
            ui.driver.seek(step);
            ui.dispatch.dispatch(Action::Dialog(Dialog::None));
        }
    };
    let on_submit = {
        let (go, first) = (go.clone(), hits.first().map(|hit| hit.step));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(step) = first {
                go(step);
            }
        })
    };
    let on_input = {
        let query = query.setter();
        Callback::from(move |event: InputEvent| {
            let field =
                event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
            query.set(field.map(|field| field.value()).unwrap_or_default());
        })
    };
    let none = hits.is_empty() && !query.trim().is_empty();
    let rows = hits.iter().take(MOST).enumerate().map(|(index, hit)| {
        let (go, step) = (go.clone(), hit.step);
        html! {
            <li key={index}><button type="button" class="hit" onclick={move |_| go(step)}>
                <span>{ prose(&hit.text) }</span><span class="soft">{ format!("{} · {}", thousands(hit.step), duration(hit.time_ns)) }</span>
            </button></li>
        }
    });
    html! {
        <form class="search" onsubmit={on_submit}>
            <input type="search" autofocus=true autocomplete="off" spellcheck="false" aria-label={ui.t(M::SearchLabel)}
                placeholder={ui.t(M::SearchHint)} oninput={on_input} />
            <ul aria-live="polite">{ for rows }</ul>
            <p class="soft" hidden={!none}>{ ui.t(M::SearchNone) }</p>
            <p class="soft" hidden={!more}>{ ui.t(M::SearchMore) }</p>
        </form>
    }
}

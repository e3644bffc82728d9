//! The keyboard: everything that the mouse can do. Keys belong to the page unless one is typing.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::common::Ui;
use crate::page;
use crate::session::{ObjectRef, coarser};
use crate::state::{Action, Dialog, State, Tab};

/// Listens for the page's keys while the workbench is shown.
///
/// What decides is asked when the key is pressed, never remembered from the last rendering: a key may come before the next.
#[hook]
pub(crate) fn use_keys(ui: Ui, state: &State) {
    use_effect_with(state.selected, move |selected| {
        let selected = *selected;
        let options = gloo_events::EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&page::window(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
                let other = event.ctrl_key()
                    || event.meta_key()
                    || event.alt_key()
                    || event.default_prevented();
                if other || page::behind_dialog() || is_typing(event) {
                    return;
                }
                if on_key(&ui, &event.key(), event.shift_key(), selected) {
                    event.prevent_default();
                }
            });
        move || drop(listener)
    });
}

/// Whether the key is meant for a field; buttons keep Space and Enter.
fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let Some(element) = event.composed_path().get(0).dyn_into::<web_sys::Element>().ok() else {
        return false;
    };
    let editable = element
        .closest("input, textarea, select, [contenteditable=true], .cm-editor")
        .ok()
        .flatten()
        .is_some();
    let pressed = matches!(event.key().as_str(), " " | "Enter")
        && element.closest("button, a, summary").ok().flatten().is_some();
    editable || pressed
}

/// Obeys a key; false if it means nothing.
fn on_key(ui: &Ui, key: &str, shift: bool, selected: Option<ObjectRef>) -> bool {
    let driver = &ui.driver;
    let step = if shift { coarser(driver.grain()) } else { driver.grain() };
    match (key, selected) {
        (" ", _) => driver.toggle(),
        ("ArrowLeft", _) => driver.back(step),
        ("ArrowRight", _) => driver.forward(step),
        ("Home", _) => driver.seek(0),
        ("End", _) => driver.end(),
        (",", Some(object)) => driver.next_of(object, false),
        (".", Some(object)) => driver.next_of(object, true),
        ("f", _) => ui.dispatch.dispatch(Action::Fit),
        ("t", _) => ui.dispatch.dispatch(Action::ToggleTable),
        ("w", _) => {
            ui.dispatch.dispatch(Action::Tab(Tab::Details));
            focus(".why");
        }
        ("/", _) => ui.dispatch.dispatch(Action::Dialog(Dialog::Search)),
        ("?", _) => ui.dispatch.dispatch(Action::Dialog(Dialog::Help)),
        _ => return false,
    }
    true
}

fn focus(selector: &str) {
    let found = page::window()
        .document()
        .and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}

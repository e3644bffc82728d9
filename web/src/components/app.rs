//! The root: state, driver, address, theme, and which page is shown.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::bar::Bar;
use super::common::Ui;
use super::dialogs::Dialogs;
use super::gallery::Gallery;
use super::messages::Message;
use super::workbench::Workbench;
use crate::driver::Driver;
use crate::page;
use crate::route::{Wanted, wanted_now};
use crate::state::{Action, Route, State, Theme};

/// The whole page.
#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(first_state);
    let driver = use_memo((), {
        let dispatch = state.dispatcher();
        let lang = state.lang;
        move |()| Driver::new(dispatch, lang)
    });
    let ui = Ui { lang: state.lang, driver: (*driver).clone(), dispatch: state.dispatcher() };
    use_address(ui.clone());
    use_host_messages(ui.clone());
    use_effect_with((state.lang, state.theme, state.embedded), |(lang, theme, embedded)| {
        page::declare_language(*lang);
        let name = match theme {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        page::mark_root("data-theme", name);
        page::mark_root("data-embed", embedded.then_some(""));
    });
    let body = match &state.route {
        Route::Gallery => html! { <Gallery /> },
        Route::Bench => html! { <Workbench state={(*state).clone()} /> },
        Route::BadLink(error) => {
            html! { <Message title={crate::i18n::M::BadLink} text={error.text(state.lang)} /> }
        }
        Route::CannotLoad(text) => {
            html! { <Message title={crate::i18n::M::CannotLoad} text={text.clone()} /> }
        }
    };
    html! {
        <ContextProvider<Ui> context={ui}>
            <div class="app" translate="no" data-busy={state.busy.then_some("")}>
                <Bar state={(*state).clone()} />
                { body }
                <Dialogs state={(*state).clone()} />
            </div>
        </ContextProvider<Ui>>
    }
}

fn first_state() -> State {
    let theme = page::parameter("theme").or_else(|| page::kept("vitrine-theme"));
    let theme = match theme.as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::Auto,
    };
    let embedded = page::parameter("embed").is_some_and(|value| value != "0");
    State::new(page::first_language(), theme, embedded)
}

/// Opens what the address asks for, now and whenever it changes.
#[hook]
fn use_address(ui: Ui) {
    use_effect_with((), move |()| {
        let open = move || match wanted_now() {
            Wanted::Gallery => {
                ui.driver.leave();
                ui.dispatch.dispatch(Action::Show(Route::Gallery));
            }
            Wanted::Run(run) => ui.driver.open(run.0, run.1),
            Wanted::Bad(error) => {
                ui.driver.leave();
                ui.dispatch.dispatch(Action::Show(Route::BadLink(error)));
            }
        };
        open();
        let listener = EventListener::new(&page::window(), "hashchange", move |_| open());
        page::tell_host("ready", &[]);
        move || drop(listener)
    });
}

/// Commands of an embedding page: load, seek, play, pause. Only plain data is accepted, and only from the parent.
#[hook]
fn use_host_messages(ui: Ui) {
    use_effect_with((), move |()| {
        let listener = EventListener::new(&page::window(), "message", move |event| {
            let Some(event) = event.dyn_ref::<web_sys::MessageEvent>() else { return };
            let field = |name: &str| js_sys::Reflect::get(&event.data(), &name.into()).ok();
            let parent = page::window().parent().ok().flatten();
            let from_parent = event.source().is_some_and(|source| {
                parent.is_some_and(|parent| js_sys::Object::is(&source, &parent))
            });
            if !from_parent || field("vitrine").and_then(|version| version.as_f64()) != Some(1.0) {
                return;
            }
            match field("type").and_then(|kind| kind.as_string()).as_deref() {
                Some("play") => ui.driver.set_playing(true),
                Some("pause") => ui.driver.set_playing(false),
                Some("seek") => {
                    if let Some(step) =
                        field("step").and_then(|step| step.as_f64()).filter(|step| *step >= 0.0)
                    {
                        ui.driver.seek(step as u64);
                    }
                }
                Some("load") => {
                    if let Some(moment) = field("moment").and_then(|moment| moment.as_string()) {
                        page::set_fragment(&moment);
                    }
                }
                _ => {}
            }
        });
        move || drop(listener)
    });
}

//! The bar: where one is, the controls of the run, language, theme, share.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::common::{Icon, Ui, use_ui};
use crate::driver::SPEEDS;
use crate::i18n::{M, concept};
use crate::page;
use crate::session::{GRAINS, Grain, Lang, grain_name, grain_named, lessons};
use crate::state::{Action, Dialog, Route, State, Theme};

/// Properties of everything that draws from the whole state.
#[derive(Properties)]
pub(crate) struct StateProps {
    pub(crate) state: State,
}

impl PartialEq for StateProps {
    fn eq(&self, _: &Self) -> bool {
        // The root renders only when the state has changed.
        false
    }
}

const BACK: &str = "M11 3 4 8l7 5z";
const FORWARD: &str = "M3 3l7 5-7 5zM11.5 3h1.6v10h-1.6z";
const PLAY: &str = "M4 2.5 13 8l-9 5.5z";
const PAUSE: &str = "M4 3h3v10H4zM9 3h3v10H9z";

/// The bar at the top.
#[component]
pub(crate) fn Bar(props: &StateProps) -> Html {
    let ui = use_ui();
    let state = &props.state;
    let on_bench = state.route == Route::Bench;
    html! {
        <header class="bar">
            <a class="logo" href="#" aria-label={format!("Vitrine: {}", ui.t(M::Gallery))}>
                <span class="pane" aria-hidden="true"></span><span class="logo-name">{ "Vitrine" }</span>
            </a>
            <div class="where">{ if on_bench { place(&ui, state) } else { html! { <span class="soft">{ ui.t(M::Tagline) }</span> } } }</div>
            <div class="controls">{ if on_bench { controls(&ui, state) } else { Html::default() } }</div>
            <div class="settings">{ settings(&ui, state, on_bench) }</div>
        </header>
    }
}

/// The lesson menu and its variants.
fn place(ui: &Ui, state: &State) -> Html {
    let current = state.lesson();
    let go = Callback::from(|event: Event| {
        if let Some(fragment) = chosen(&event) {
            page::set_fragment(&fragment);
        }
    });
    let options = lessons().iter().map(|lesson| {
        let selected = current.is_some_and(|(other, _)| other.id() == lesson.id());
        html! { <option key={lesson.id()} value={format!("#lesson/{}", lesson.id())} {selected}>{ lesson.title().get(ui.lang) }</option> }
    });
    let variants = current.filter(|(lesson, _)| lesson.variants().len() > 1).map(|(lesson, now)| {
        let options = lesson.variants().iter().enumerate().map(|(index, variant)| html! {
            <option key={index} value={format!("#lesson/{}/{index}", lesson.id())} selected={index == now}>{ variant.name.get(ui.lang) }</option>
        });
        html! { <select class="variant" aria-label={ui.t(M::Variant)} onchange={go.clone()}>{ for options }</select> }
    });
    html! {
        <>
            <span class="soft concept">{ current.map(|(lesson, _)| format!("{} /", ui.t(concept(lesson.concept())))).unwrap_or_default() }</span>
            <select class="lesson-menu" aria-label={ui.t(M::Lessons)} onchange={go.clone()}>
                <option value="#code" selected={current.is_none()}>{ ui.t(M::OwnProgram) }</option>
                <>{ for options }</>
            </select>
            <>{ variants.unwrap_or_default() }</>
        </>
    }
}

fn controls(ui: &Ui, state: &State) -> Html {
    let grain = state.grain;
    let (play, icon) = if state.playing { (M::Pause, PAUSE) } else { (M::Play, PLAY) };
    html! {
        <>
            <button type="button" class="icon-button" aria-label={ui.t(M::Back)} title={format!("{} (←)", ui.t(M::Back))}
                onclick={ui.run(|driver| driver.back(driver.grain()))}><Icon d={BACK} /></button>
            <button type="button" class="main" title={ui.t(M::Play)} onclick={ui.run(|driver| driver.toggle())}>
                <Icon d={icon} /><span>{ ui.t(play) }</span></button>
            <button type="button" class="icon-button" aria-label={ui.t(M::Forward)} title={format!("{} (→)", ui.t(M::Forward))}
                onclick={ui.run(|driver| driver.forward(driver.grain()))}><Icon d={FORWARD} /></button>
            <div class="seg grains" role="group" aria-label={ui.t(M::Grain)}>{ for GRAINS.map(|one| grain_button(ui, one, grain)) }</div>
            { grain_menu(ui, grain) }
            <button type="button" class="speed" title={ui.t(M::Speed)} aria-label={format!("{}: {}×", ui.t(M::Speed), SPEEDS[state.speed])}
                onclick={ui.run({ let next = (state.speed + 1) % SPEEDS.len(); move |driver| driver.set_speed(next) })}>{ format!("{}×", SPEEDS[state.speed]) }</button>
        </>
    }
}

fn grain_label(grain: Grain) -> M {
    match grain {
        Grain::Instruction => M::GrainInstruction,
        Grain::Line => M::GrainLine,
        Grain::Call => M::GrainCall,
        Grain::Event => M::GrainEvent,
        Grain::Switch => M::GrainSwitch,
    }
}

/// The same choice where there is no room for five buttons.
fn grain_menu(ui: &Ui, now: Grain) -> Html {
    let options = GRAINS.map(|grain| {
        let name = grain_name(grain);
        html! { <option key={name} value={name} selected={grain == now}>{ ui.t(grain_label(grain)) }</option> }
    });
    let driver = ui.driver.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(grain) = chosen(&event).as_deref().and_then(grain_named) {
            driver.set_grain(grain);
        }
    });
    html! { <select class="grain-menu" aria-label={ui.t(M::Grain)} {onchange}>{ for options }</select> }
}

/// The value of the menu that changed.
fn chosen(event: &Event) -> Option<String> {
    let target = event.target()?.dyn_into::<web_sys::HtmlSelectElement>().ok()?;
    Some(target.value())
}

fn grain_button(ui: &Ui, grain: Grain, now: Grain) -> Html {
    let name = grain_label(grain);
    html! {
        <button type="button" key={grain_name(grain)} aria-pressed={(grain == now).to_string()}
            onclick={ui.run(move |driver| driver.set_grain(grain))}>{ ui.t(name) }</button>
    }
}

fn settings(ui: &Ui, state: &State, on_bench: bool) -> Html {
    let language = |lang: Lang, text: &'static str, code: &'static str| {
        let onclick = ui.run(move |driver| {
            page::keep("vitrine-lang", code);
            driver.set_language(lang);
        });
        html! { <button type="button" lang={code} aria-pressed={(state.lang == lang).to_string()} {onclick}>{ text }</button> }
    };
    let (theme, next, sign, kept) = match state.theme {
        Theme::Auto => (M::ThemeAuto, Theme::Light, "◐", "light"),
        Theme::Light => (M::ThemeLight, Theme::Dark, "☀", "dark"),
        Theme::Dark => (M::ThemeDark, Theme::Auto, "☾", "auto"),
    };
    html! {
        <>
            <div class="seg" role="group" aria-label={ui.t(M::Language)}>
                { language(Lang::Zh, "中文", "zh") }{ language(Lang::En, "EN", "en") }
            </div>
            <button type="button" class="icon-button theme" aria-label={ui.t(theme)} title={ui.t(theme)}
                onclick={ui.on(move || { page::keep("vitrine-theme", kept); Action::Theme(next) })}>{ sign }</button>
            <button type="button" class="share" hidden={!on_bench} onclick={ui.on(|| Action::Dialog(Dialog::Share))}>{ ui.t(M::Share) }</button>
            <button type="button" class="embed-button" hidden={!on_bench} onclick={ui.on(|| Action::Dialog(Dialog::Embed))}>{ ui.t(M::Embed) }</button>
            <button type="button" class="icon-button" aria-label={ui.t(M::Help)} title={format!("{} (?)", ui.t(M::Help))}
                onclick={ui.on(|| Action::Dialog(Dialog::Help))}>{ "?" }</button>
        </>
    }
}

//! Share, embed, search and help, as native dialogs.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::bar::StateProps;
use super::common::{Ui, use_ui};
use super::search::Search;
use crate::i18n::{M, thousands};
use crate::page;
use crate::state::{Action, Dialog};

/// The one dialog; closed when there is nothing to say.
#[component]
pub(crate) fn Dialogs(props: &StateProps) -> Html {
    let ui = use_ui();
    let state = &props.state;
    let dialog = state.dialog;
    let node = use_node_ref();
    let copied = use_state_eq(|| false);
    use_effect_with((node.clone(), dialog), {
        let copied = copied.setter();
        move |(node, dialog)| {
            copied.set(false);
            if let Some(element) = node.cast::<web_sys::HtmlDialogElement>() {
                if *dialog == Dialog::None {
                    element.close();
                } else if !element.open() {
                    let _ = element.show_modal();
                }
            }
        }
    });
    // The moment at which the dialog was opened, whatever is dispatched before it is drawn.
    let fragment = use_memo(dialog, |dialog| match dialog {
        Dialog::Share | Dialog::Embed => ui.driver.link(state),
        Dialog::None | Dialog::Search | Dialog::Help => String::new(),
    });
    let close = ui.on(|| Action::Dialog(Dialog::None));
    let (title, body) = match dialog {
        Dialog::None => ("", Html::default()),
        Dialog::Share => (
            ui.t(M::ShareTitle),
            share(&ui, M::LinkLabel, format!("{}{fragment}", page::base()), &copied),
        ),
        Dialog::Embed => {
            (ui.t(M::EmbedTitle), share(&ui, M::EmbedLabel, embed_code(&ui, &fragment), &copied))
        }
        Dialog::Search => (ui.t(M::SearchTitle), html! { <Search /> }),
        Dialog::Help => (ui.t(M::HelpTitle), help(&ui)),
    };
    html! {
        <dialog class="dialog" ref={node} aria-labelledby="dialog-title" onclose={ui.on(|| Action::Dialog(Dialog::None))}>
            <h2 id="dialog-title">{ title }</h2>
            <div class="dialog-body">{ body }</div>
            <button type="button" class="quiet close" onclick={close}>{ ui.t(M::Close) }</button>
        </dialog>
    }
}

fn embed_code(ui: &Ui, fragment: &str) -> String {
    let lang = if ui.lang == crate::session::Lang::Zh { "zh" } else { "en" };
    format!(
        "<iframe src=\"{}?embed=1&amp;lang={lang}{fragment}\" title=\"Vitrine\" width=\"100%\" height=\"560\" loading=\"lazy\" allow=\"clipboard-write; fullscreen\"></iframe>",
        page::base()
    )
}

fn share(ui: &Ui, label: M, text: String, copied: &UseStateHandle<bool>) -> Html {
    // The way to the other form of the same moment.
    let (next, name) = match label {
        M::LinkLabel => (Dialog::Embed, M::EmbedInstead),
        _ => (Dialog::Share, M::LinkInstead),
    };
    let other = html! { <button type="button" onclick={ui.on(move || Action::Dialog(next))}>{ ui.t(name) }</button> };
    let length = text.len();
    let on_copy = {
        let (text, copied) = (text.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            page::copy(&text);
            copied.set(true);
        })
    };
    let select_all = Callback::from(|event: FocusEvent| {
        if let Some(area) =
            event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
        {
            area.select();
        }
    });
    html! {
        <>
            <p>{ ui.t(M::ShareText) }</p>
            <textarea class="share-text" readonly=true rows="4" aria-label={ui.t(label)} value={text} onfocus={select_all} />
            <p class="soft">{ if length > 2000 { ui.say(M::ShareLong, &[&thousands(length as u64)]) } else { String::new() } }</p>
            <div class="share-actions">
                <button type="button" class="main" onclick={on_copy} aria-live="polite">{ ui.t(if **copied { M::Copied } else { M::Copy }) }</button>
                { other }
            </div>
        </>
    }
}

fn help(ui: &Ui) -> Html {
    let keys = [
        ("Space", M::HelpPlay),
        ("← →", M::HelpStep),
        ("Shift ← →", M::HelpCoarse),
        ("Home End", M::HelpEnds),
        (", .", M::HelpOf),
        ("f", M::HelpFit),
        ("+ −", M::HelpZoom),
        ("t", M::HelpTable),
        ("w", M::HelpWhy),
        ("/", M::HelpSearch),
    ];
    let rows = keys.map(|(key, text)| html! { <div key={key}><dt><kbd>{ key }</kbd></dt><dd>{ ui.t(text) }</dd></div> });
    html! { <><dl class="keys">{ for rows }</dl><p class="soft">{ ui.t(M::HelpEditor) }</p></> }
}

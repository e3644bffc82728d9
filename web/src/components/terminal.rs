//! What the program wrote, and a line to type when it reads.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::common::{Same, colour_class, use_ui};
use crate::i18n::M;
use crate::session::Moment;

/// Properties of [`Terminal`].
#[derive(Properties, PartialEq)]
pub(crate) struct TerminalProps {
    pub(crate) moment: Same<Moment>,
    pub(crate) interactive: bool,
}

/// Pieces of output that are shown at most: the end counts.
const PIECES: usize = 400;

/// The output so far; it rewinds with the run.
#[component]
pub(crate) fn Terminal(props: &TerminalProps) -> Html {
    let ui = use_ui();
    let moment: &Moment = &props.moment;
    let first = moment.output.len().saturating_sub(PIECES);
    let pieces = moment.output.iter().enumerate().skip(first).map(|(index, piece)| {
        let writer = moment.threads.iter().find(|thread| thread.tid == piece.thread);
        let class = classes!(
            (piece.stream == 2).then_some("stderr"),
            writer.map(|thread| colour_class(thread.colour))
        );
        html! { <span key={index} {class}>{ &piece.text }</span> }
    });
    let driver = ui.driver.clone();
    let on_submit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let input = form.and_then(|form| form.query_selector("input").ok().flatten());
        if let Some(input) =
            input.and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok())
        {
            driver.type_text(&format!("{}\n", input.value()));
            input.set_value("");
        }
    });
    html! {
        <section class="terminal">
            <h2>{ ui.t(M::Output) }</h2>
            <pre tabindex="0" aria-label={ui.t(M::Output)}>
                if moment.output.is_empty() { <span class="soft">{ ui.t(M::NoOutput) }</span> } else { <>{ for pieces }</> }
            </pre>
            <form hidden={!props.interactive} onsubmit={on_submit}>
                <input type="text" autocomplete="off" spellcheck="false" aria-label={ui.t(M::Type)} placeholder={ui.t(M::Type)} />
            </form>
        </section>
    }
}

//! A page that says what went wrong and leads back.

use yew::prelude::*;

use super::common::use_ui;
use crate::i18n::M;

/// Properties of [`Message`].
#[derive(Properties, PartialEq)]
pub(crate) struct MessageProps {
    pub(crate) title: M,
    pub(crate) text: String,
}

/// The message; never another scenario.
#[component]
pub(crate) fn Message(props: &MessageProps) -> Html {
    let ui = use_ui();
    html! {
        <main class="message" id="main" role="alert">
            <h1>{ ui.t(props.title) }</h1>
            <p>{ &props.text }</p>
            <a class="button main" href="#">{ ui.t(M::ToGallery) }</a>
        </main>
    }
}

//! The source as plain text with the threads' marks: shown until the editor is there, and instead of it where it cannot
//! be had.

use yew::prelude::*;

use super::common::{colour_class, use_ui};
use super::editor::Mark;
use crate::i18n::M;

/// Properties of [`Listing`].
#[derive(Properties, PartialEq)]
pub(crate) struct ListingProps {
    pub(crate) text: String,
    pub(crate) marks: Vec<Mark>,
    pub(crate) name: String,
    pub(crate) hidden: bool,
}

/// Lines with numbers and marks.
#[component]
pub(crate) fn Listing(props: &ListingProps) -> Html {
    let ui = use_ui();
    let lines = props.text.lines().enumerate().map(|(index, line)| {
        let number = index as u32 + 1;
        let here: Vec<&Mark> = props.marks.iter().filter(|mark| mark.line == number).collect();
        let class = classes!("line", here.last().map(|mark| format!("current {}", colour_class(mark.colour))));
        let chips = here.iter().map(|mark| {
            let class = classes!("chip", colour_class(mark.colour), mark.waiting.then_some("waiting"));
            html! { <span key={mark.label.clone()} {class}>{ &mark.label }</span> }
        });
        html! { <div key={number} {class}><span class="number">{ number }</span><span class="chips">{ for chips }</span><span class="code-text">{ line }</span></div> }
    });
    html! { <pre class="listing" tabindex="0" hidden={props.hidden} aria-label={ui.say(M::CodeOf, &[&props.name])}>{ for lines }</pre> }
}

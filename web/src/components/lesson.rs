//! The narration: its numbers come from the run, its sections lead to their steps.

use yew::prelude::*;

use super::common::{Ui, use_ui};
use crate::i18n::{M, thousands};
use crate::session::{Counters, lesson};
use crate::state::Known;

/// Properties of [`LessonText`].
#[derive(Properties, PartialEq)]
pub(crate) struct LessonProps {
    pub(crate) id: &'static str,
    pub(crate) variant: usize,
    pub(crate) known: Known,
}

/// The text of the lesson.
#[component]
pub(crate) fn LessonText(props: &LessonProps) -> Html {
    let ui = use_ui();
    let Some(lesson) = lesson(props.id) else { return html! { <div></div> } };
    let counters = if props.known.complete { ui.driver.end_counters() } else { None };
    let sections = lesson.narration(ui.lang).iter().enumerate().map(|(index, section)| {
        let text = Html::from_html_unchecked(AttrValue::from(format!("<div>{}</div>", filled(&section.html, counters.as_ref()))));
        if section.id.is_empty() {
            return html! { <div key={index} class="intro">{ text }</div> };
        }
        let class = if section.id == "myth" { "myth" } else { "part" };
        html! {
            <section key={index} {class}>
                <h3>{ if class == "myth" { html! { <small>{ ui.t(M::Myth) }</small> } } else { Html::default() } }{ &section.heading }</h3>
                { text }
                { jump(&ui, lesson, props, &section.id, &section.heading) }
            </section>
        }
    });
    html! { <article class="lesson"><h2>{ ui.t(M::Lesson) }</h2><div>{ for sections }</div></article> }
}

/// The button to the step that a section tells about.
fn jump(
    ui: &Ui,
    lesson: &crate::session::Lesson,
    props: &LessonProps,
    id: &str,
    heading: &str,
) -> Html {
    let Some(step) = lesson.steps(props.variant).find(|step| step.id == id) else {
        return html! { <span></span> };
    };
    let rule = step.at.clone();
    let absent = props.known.complete && ui.driver.step_of(&rule).is_none();
    let text = ui.t(if absent { M::NotInRun } else { M::Show });
    html! {
        <button type="button" class="jump" disabled={absent} aria-label={format!("{text}: {heading}")}
            onclick={ui.run(move |driver| driver.find(rule.clone()))}>{ text }</button>
    }
}

/// `{{counters.NAME}}` replaced by the run's totals; an ellipsis until they are known.
fn filled(html: &str, counters: Option<&Counters>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("{{counters.") {
        out.push_str(before);
        let Some((name, tail)) = after.split_once("}}") else { break };
        let value = counters
            .and_then(|counters| total(counters, name.trim()))
            .map_or_else(|| "…".to_owned(), thousands);
        out.push_str(&format!("<b class=\"figure\">{value}</b>"));
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn total(counters: &Counters, name: &str) -> Option<u64> {
    Some(match name {
        "instructions" => counters.instructions,
        "calls" => counters.calls,
        "mode_switches" => counters.mode_switches,
        "context_switches" => counters.context_switches,
        "address_space_switches" => counters.address_space_switches,
        "page_faults" => counters.page_faults,
        "cow_copies" => counters.cow_copies,
        "wakeups" => counters.wakeups,
        "bytes_cpu" => counters.bytes_cpu,
        "bytes_dma" => counters.bytes_dma,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Lang, lessons};

    #[test]
    fn every_number_that_a_lesson_names_exists() {
        let counters = Counters { calls: 12345, ..Counters::default() };
        assert_eq!(
            filled("a {{counters.calls}} b", Some(&counters)),
            "a <b class=\"figure\">12\u{202f}345</b> b"
        );
        for section in lessons()
            .iter()
            .flat_map(|lesson| [Lang::En, Lang::Zh].map(|lang| lesson.narration(lang)))
            .flatten()
        {
            let filled = filled(&section.html, Some(&counters));
            assert!(
                !filled.contains('…') || section.html.contains('…'),
                "{}: {filled}",
                section.id
            );
            assert!(!filled.contains("{{"), "{filled}");
        }
    }
}

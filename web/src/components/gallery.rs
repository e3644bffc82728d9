//! The first page: the notes' concepts in order, a card per lesson, and a card for a program of one's own.

use yew::prelude::*;

use super::common::{Ui, use_ui};
use super::thumbnail::Thumbnail;
use crate::i18n::{M, concept};
use crate::session::{Lesson, lessons};

/// All cards.
#[component]
pub(crate) fn Gallery() -> Html {
    let ui = use_ui();
    let mut letters: Vec<&str> = lessons().iter().map(Lesson::concept).collect();
    letters.sort_unstable();
    letters.dedup();
    let mut wait = 0;
    let groups = letters.into_iter().map(|letter| {
        let cards: Vec<Html> = lessons().iter().filter(|lesson| lesson.concept() == letter).map(|lesson| {
            wait += 120;
            card(&ui, lesson, wait)
        }).collect();
        html! {
            <section key={letter} class="concept-group" aria-labelledby={format!("concept-{letter}")}>
                <h2 id={format!("concept-{letter}")}><span class="letter">{ letter }</span>{ ui.t(concept(letter)) }</h2>
                <div class="cards">{ for cards }</div>
            </section>
        }
    }).collect::<Vec<_>>();
    html! {
        <main class="gallery" id="main">
            <div class="hero">
                <h1>{ ui.t(M::Tagline) }</h1>
                <p>{ ui.t(M::Pitch) }</p>
            </div>
            <div class="groups">
                <>{ for groups }</>
                <section class="concept-group own" aria-labelledby="concept-own">
                    <h2 id="concept-own"><span class="letter">{ "✎" }</span>{ ui.t(M::OwnProgram) }</h2>
                    <div class="cards">
                        <a class="lesson-card own-card" href="#code">
                            <pre aria-hidden="true">{ "int main(void)\n{\n    if (fork() == 0)\n        …\n}" }</pre>
                            <h3>{ ui.t(M::OwnProgram) }</h3><p>{ ui.t(M::OwnSummary) }</p>
                        </a>
                    </div>
                </section>
            </div>
        </main>
    }
}

fn card(ui: &Ui, lesson: &'static Lesson, after_ms: u32) -> Html {
    html! {
        <a class="lesson-card" key={lesson.id()} href={format!("#lesson/{}", lesson.id())}>
            <Thumbnail id={lesson.id()} variant={lesson.variants().len().min(2) - 1} {after_ms} />
            <h3>{ lesson.title().get(ui.lang) }</h3>
            <p>{ lesson.summary().get(ui.lang) }</p>
        </a>
    }
}

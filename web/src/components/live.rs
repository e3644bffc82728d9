//! Keeps the C editor in step with the state: text, marks, problems, theme, each put in when it changes.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::common::Ui;
use super::editor::{Editor, Handlers, Mark, Squiggle};
use crate::i18n::M;
use crate::page;
use crate::state::{Action, Theme};

/// The editor, once it is there.
pub(crate) type Slot = Rc<RefCell<Option<Editor>>>;

/// What the editor is to show.
pub(crate) struct Wanted {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Changes when the page, not the learner, has put another text.
    pub(crate) revision: (u32, usize),
    pub(crate) marks: Vec<Mark>,
    pub(crate) squiggles: Vec<Squiggle>,
    pub(crate) breakpoints: Vec<u32>,
    pub(crate) theme: Theme,
}

/// The editor's element, the editor, and whether it has arrived.
#[hook]
pub(crate) fn use_live_editor(ui: &Ui, wanted: Wanted, run: Callback<()>) -> (NodeRef, Slot, bool) {
    let host = use_node_ref();
    let slot: Slot = use_mut_ref(|| None);
    let ready = use_state_eq(|| false);
    let there = *ready;
    use_effect_with((), {
        let (host, slot, ready, ui) = (host.clone(), Rc::clone(&slot), ready.setter(), ui.clone());
        let (name, text) = (wanted.name, wanted.text.clone());
        move |()| {
            let kept = Rc::clone(&slot);
            let plain = page::parameter("editor").as_deref() == Some("plain");
            if let Some(element) = host.cast::<web_sys::Element>().filter(|_| !plain) {
                let label = ui.say(M::CodeOf, &[&name]);
                wasm_bindgen_futures::spawn_local(async move {
                    let (edits, breaks) = (ui.dispatch.clone(), ui.dispatch);
                    let handlers = Handlers {
                        changed: Box::new(move |text, lines| {
                            edits.dispatch(Action::Edit(text, lines))
                        }),
                        breakpoint: Box::new(move |line| breaks.dispatch(Action::Breakpoint(line))),
                        run: Box::new(move || run.emit(())),
                    };
                    if let Ok(editor) = Editor::create(element, text, label, handlers).await {
                        *slot.borrow_mut() = Some(editor);
                        ready.set(true);
                    }
                });
            }
            move || drop(kept.borrow_mut().take())
        }
    });
    let text = wanted.text;
    use_put(&slot, (wanted.revision, there), move |editor, _| editor.set_text(&text));
    use_put(&slot, (wanted.marks, wanted.revision, there), |editor, value| {
        editor.set_marks(&value.0)
    });
    use_put(&slot, (wanted.breakpoints, wanted.revision, there), |editor, value| {
        editor.set_breakpoints(&value.0)
    });
    use_put(&slot, (wanted.squiggles, there), |editor, value| editor.set_problems(&value.0));
    use_put(&slot, (wanted.theme, there), |editor, value| {
        editor.set_dark(match value.0 {
            Theme::Dark => true,
            Theme::Light => false,
            Theme::Auto => page::prefers_dark(),
        });
    });
    (host, slot, there)
}

/// Puts a value into the editor whenever it differs from the one before.
#[hook]
fn use_put<T: PartialEq + 'static>(slot: &Slot, value: T, put: impl FnOnce(&Editor, &T) + 'static) {
    let slot = Rc::clone(slot);
    use_effect_with(value, move |value| {
        if let Some(editor) = slot.borrow().as_ref() {
            put(editor, value);
        }
    });
}

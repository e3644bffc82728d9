//! The border to the C editor (web/editor/editor.js), which arrives when it is first shown.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/editor.js")]
extern "C" {
    #[wasm_bindgen(js_name = createEditor)]
    fn create_editor(host: &web_sys::Element, text: &str, options: &Object) -> Promise;
}

/// A thread at a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) line: u32,
    pub(crate) label: String,
    pub(crate) colour: u32,
    pub(crate) waiting: bool,
    /// Its line is the one to look at.
    pub(crate) chosen: bool,
}

/// A line of the compiler's list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Squiggle {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) length: u32,
    pub(crate) error: bool,
    pub(crate) message: String,
}

/// A live editor.
pub(crate) struct Editor {
    object: JsValue,
    _changed: Closure<dyn FnMut(String)>,
    _run: Closure<dyn FnMut()>,
}

impl Editor {
    /// Makes one inside an element; fails when its code cannot be fetched.
    pub(crate) async fn create(
        host: web_sys::Element,
        text: String,
        label: String,
        on_change: impl FnMut(String) + 'static,
        on_run: impl FnMut() + 'static,
    ) -> Result<Editor, JsValue> {
        let changed = Closure::<dyn FnMut(String)>::new(on_change);
        let run = Closure::<dyn FnMut()>::new(on_run);
        let options = object(&[
            ("label", label.into()),
            ("onChange", changed.as_ref().clone()),
            ("onRun", run.as_ref().clone()),
        ]);
        let object =
            wasm_bindgen_futures::JsFuture::from(create_editor(&host, &text, &options)).await?;
        Ok(Editor { object, _changed: changed, _run: run })
    }

    /// Replaces the text.
    pub(crate) fn set_text(&self, text: &str) {
        self.call("setText", &text.into());
    }

    /// Puts the threads' marks and lines.
    pub(crate) fn set_marks(&self, marks: &[Mark]) {
        let chips = marks.iter().map(|mark| {
            object(&[
                ("line", mark.line.into()),
                ("label", mark.label.as_str().into()),
                ("colour", mark.colour.into()),
                ("waiting", mark.waiting.into()),
            ])
        });
        self.call("setMarks", &chips.collect::<Array>());
        let lines = marks.iter().map(|mark| {
            object(&[
                ("line", mark.line.into()),
                ("colour", mark.colour.into()),
                ("scroll", mark.chosen.into()),
            ])
        });
        self.call("setCurrentLines", &lines.collect::<Array>());
    }

    /// Underlines what the compiler complains about.
    pub(crate) fn set_problems(&self, problems: &[Squiggle]) {
        let list = problems.iter().map(|problem| {
            object(&[
                ("line", problem.line.into()),
                ("column", problem.column.into()),
                ("endColumn", (problem.column + problem.length).into()),
                ("severity", if problem.error { "error" } else { "warning" }.into()),
                ("message", problem.message.as_str().into()),
            ])
        });
        self.call("setDiagnostics", &list.collect::<Array>());
    }

    /// Tells it the theme.
    pub(crate) fn set_dark(&self, dark: bool) {
        self.call("setTheme", &dark.into());
    }

    /// Puts the cursor on a line.
    pub(crate) fn go_to(&self, line: u32) {
        self.call("goTo", &line.into());
    }

    fn call(&self, name: &str, argument: &JsValue) {
        if let Ok(function) = Reflect::get(&self.object, &name.into())
            && let Some(function) = function.dyn_ref::<js_sys::Function>()
        {
            let _ = function.call1(&self.object, argument);
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.call("destroy", &JsValue::UNDEFINED);
    }
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

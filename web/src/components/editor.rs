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

/// What the editor tells.
pub(crate) struct Handlers {
    /// The text was changed; the lines on which breakpoints stand now.
    pub(crate) changed: Box<dyn FnMut(String, Vec<u32>)>,
    /// A click beside a line, or F9 on it.
    pub(crate) breakpoint: Box<dyn FnMut(u32)>,
    /// Ctrl+Enter.
    pub(crate) run: Box<dyn FnMut()>,
}

/// A live editor.
pub(crate) struct Editor {
    object: JsValue,
    _changed: Closure<dyn FnMut(String, Vec<u32>)>,
    _breakpoint: Closure<dyn FnMut(u32)>,
    _run: Closure<dyn FnMut()>,
}

impl Editor {
    /// Makes one inside an element; fails when its code cannot be fetched.
    pub(crate) async fn create(
        host: web_sys::Element,
        text: String,
        label: String,
        handlers: Handlers,
    ) -> Result<Editor, JsValue> {
        let changed = Closure::wrap(handlers.changed);
        let breakpoint = Closure::wrap(handlers.breakpoint);
        let run = Closure::wrap(handlers.run);
        let options = object(&[
            ("label", label.into()),
            ("onChange", changed.as_ref().clone()),
            ("onBreakpoint", breakpoint.as_ref().clone()),
            ("onRun", run.as_ref().clone()),
        ]);
        let object =
            wasm_bindgen_futures::JsFuture::from(create_editor(&host, &text, &options)).await?;
        Ok(Editor { object, _changed: changed, _breakpoint: breakpoint, _run: run })
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

    /// Puts the breakpoints.
    pub(crate) fn set_breakpoints(&self, lines: &[u32]) {
        self.call(
            "setBreakpoints",
            &lines.iter().map(|line| JsValue::from(*line)).collect::<Array>(),
        );
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

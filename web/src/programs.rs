//! Where programs come from: a lesson's from its file beside the page, C files from the compiler's own module, which is
//! fetched when it is first needed (web/js/programs.js). Both arrive as bytes.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::session::{Answer, Built, Program, encode_sources, precompiled_name};

#[wasm_bindgen(module = "/js/programs.js")]
extern "C" {
    #[wasm_bindgen(js_name = lesson)]
    fn fetch_lesson(name: &str) -> Promise;
    #[wasm_bindgen(js_name = compile)]
    fn fetch_and_compile(sources: &Uint8Array, progress: &js_sys::Function) -> Promise;
}

/// What opening a program waits for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Waiting {
    /// A file of a lesson.
    Lesson,
    /// The compiler is on its way: a share of 100.
    Compiler(u32),
    /// The compiler works.
    Compiling,
}

impl Waiting {
    /// What a program waits for first.
    pub(crate) fn first(program: &Program) -> Option<Waiting> {
        match program {
            _ if program.is_workload() => None,
            Program::Lesson(..) => Some(Waiting::Lesson),
            Program::C(_) => Some(Waiting::Compiler(0)),
            Program::Elf(..) | Program::Workload(_) => None,
        }
    }
}

/// Why there is neither a program nor a compiler's verdict.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Missing {
    /// A file of the site cannot be fetched or read.
    File(String),
    /// The scenario names what does not exist, or brings a broken executable.
    Program(String),
}

/// The program of a scenario, or what the compiler says against it. `progress` hears what is being waited for.
pub(crate) async fn obtain(
    program: &Program,
    progress: impl Fn(Waiting) + 'static,
) -> Result<Answer, Missing> {
    match program {
        Program::Lesson(id, variant) if !program.is_workload() => {
            let name = precompiled_name(id, *variant);
            answer(JsFuture::from(fetch_lesson(&name)).await)
        }
        Program::C(files) => {
            let sources = Uint8Array::from(encode_sources(files).as_slice());
            let report = Closure::<dyn FnMut(f64)>::new(move |share: f64| {
                let arrived = share >= 100.0;
                progress(if arrived {
                    Waiting::Compiling
                } else {
                    Waiting::Compiler(share as u32)
                });
            });
            let promise = fetch_and_compile(&sources, report.as_ref().unchecked_ref());
            answer(JsFuture::from(promise).await)
        }
        Program::Lesson(..) | Program::Elf(..) | Program::Workload(_) => {
            let program = Some(Built::foreign(program).map_err(Missing::Program)?);
            Ok(Answer { program, problems: Vec::new() })
        }
    }
}

fn answer(result: Result<JsValue, JsValue>) -> Result<Answer, Missing> {
    let bytes = result.map_err(|error| Missing::File(in_words(&error)))?;
    Answer::decode(&Uint8Array::new(&bytes).to_vec()).map_err(Missing::File)
}

fn in_words(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok();
    message.and_then(|message| message.as_string()).unwrap_or_else(|| format!("{error:?}"))
}

//! What tests and the failure dialog see of the page: `window.__vitrine` and the panic hook.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;

use crate::page;
use crate::programs::obtain;
use crate::session::{Built, Program, Scenario, Session, Unwatched, lesson};

/// Shows what a panic said in the dialog of boot.js; the last picture stays behind it.
pub(crate) fn report_panic(info: &std::panic::PanicHookInfo<'_>) {
    let text = info.to_string();
    web_sys::console::error_1(&JsValue::from_str(&text));
    if let Ok(show) = js_sys::Reflect::get(&js_sys::global(), &"__vitrineFailed".into())
        && let Some(show) = show.dyn_ref::<js_sys::Function>()
    {
        let _ = show.call1(&JsValue::NULL, &JsValue::from_str(&text));
    }
}

/// Makes `window.__vitrine = { ready, digest(lesson, steps), compiledDigest(lesson, steps), bench(elf, arguments, steps) }`.
pub(crate) fn install() {
    let object = js_sys::Object::new();
    let lesson_digest = Closure::<dyn Fn(String, f64) -> Promise>::new(|id: String, steps: f64| {
        let program = lesson(&id).map(|lesson| lesson.scenario(0).program);
        future_to_promise(digest(id, steps, program))
    });
    // The same lesson from its source: whether the compiler is the same here as natively.
    let compiled_digest =
        Closure::<dyn Fn(String, f64) -> Promise>::new(|id: String, steps: f64| {
            let files = lesson(&id).and_then(|lesson| lesson.files_of(0));
            future_to_promise(digest(id, steps, files.map(Program::C)))
        });
    let bench = Closure::<dyn Fn(String, Vec<String>, f64) -> String>::new(bench).into_js_value();
    let set = |name: &str, value: &JsValue| {
        let _ = js_sys::Reflect::set(&object, &name.into(), value);
    };
    set("digest", &lesson_digest.into_js_value());
    set("compiledDigest", &compiled_digest.into_js_value());
    set("bench", &bench);
    set("ready", &JsValue::TRUE);
    let _ = js_sys::Reflect::set(&page::window(), &"__vitrine".into(), &object);
}

/// The digest of a lesson's machine, running `program`, after that many steps, in hexadecimal; empty if there is none.
async fn digest(id: String, steps: f64, program: Option<Program>) -> Result<JsValue, JsValue> {
    let Some((lesson, program)) = lesson(&id).zip(program) else { return Ok("".into()) };
    let answer = obtain(&program, |_| ()).await;
    let built = answer.map_err(|missing| JsValue::from_str(&format!("{missing:?}")))?.program;
    let session = built.and_then(|built| Session::open(&lesson.scenario(0), built).ok());
    let Some(mut session) = session else { return Ok("".into()) };
    explore_to(&mut session, steps as u64);
    session.seek((steps as u64).min(session.known()));
    Ok(format!("{:016x}", session.digest()).into())
}

/// Runs an ELF (base64) with arguments, unwatched, for at most that many steps: instructions and milliseconds, as JSON.
fn bench(elf: String, args: Vec<String>, steps: f64) -> String {
    let program = Program::Elf("bench".to_owned(), elf);
    let Ok(built) = Built::foreign(&program) else { return String::new() };
    let scenario = Scenario { program, args, ..Scenario::default() };
    let Ok(mut machine) = Unwatched::open(&scenario, &built) else { return String::new() };
    let start = page::now();
    let instructions = machine.run(steps as u64);
    let milliseconds = page::now() - start;
    format!(r#"{{"instructions":{instructions},"milliseconds":{milliseconds}}}"#)
}

fn explore_to(session: &mut Session, steps: u64) {
    while session.known() < steps && !session.explore((steps - session.known()).min(1 << 16)) {}
}

//! The browser: storage that may be forbidden, the address, the clipboard, properties that a strict policy allows.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, SvgElement, UrlSearchParams, Window};

use crate::session::Lang;

/// The window; the page cannot exist without one.
pub(crate) fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}

/// Milliseconds since the page was opened.
pub(crate) fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// A value that was kept earlier; reading storage throws in many frames.
pub(crate) fn kept(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}

/// Keeps a value if that is allowed here.
pub(crate) fn keep(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// One parameter of the address (`?lang=zh`).
pub(crate) fn parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// The fragment of the address, `#` included, or nothing.
pub(crate) fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Puts a fragment into the address, as a new entry of the history.
pub(crate) fn set_fragment(fragment: &str) {
    let _ = window().location().set_hash(fragment);
}

/// The address of the page without query and fragment.
pub(crate) fn base() -> String {
    let location = window().location();
    format!("{}{}", location.origin().unwrap_or_default(), location.pathname().unwrap_or_default())
}

/// `?lang=`, then the kept choice, then the browser's first language.
pub(crate) fn first_language() -> Lang {
    let wanted = parameter("lang").or_else(|| kept("vitrine-lang"));
    let wanted = wanted.or_else(|| window().navigator().language()).unwrap_or_default();
    if wanted.starts_with("zh") { Lang::Zh } else { Lang::En }
}

/// Tells the document its language.
pub(crate) fn declare_language(lang: Lang) {
    if let Some(root) = root() {
        root.set_lang(if lang == Lang::Zh { "zh-CN" } else { "en" });
    }
}

/// Sets or removes an attribute of the document's root.
pub(crate) fn mark_root(name: &str, value: Option<&str>) {
    if let Some(root) = root() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

fn root() -> Option<HtmlElement> {
    window().document()?.document_element()?.dyn_into().ok()
}

/// Whether a modal dialog stands before the page at this very moment.
pub(crate) fn behind_dialog() -> bool {
    let found = window().document().map(|document| document.query_selector("dialog:modal"));
    found.and_then(Result::ok).flatten().is_some()
}

/// Whether the page is shown dark now.
pub(crate) fn prefers_dark() -> bool {
    window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// A style property through CSSOM; `style="…"` attributes are forbidden by the page's policy.
pub(crate) fn set_style(element: &Element, property: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<SvgElement>() {
        let _ = element.style().set_property(property, value);
    } else if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.style().set_property(property, value);
    }
}

/// Puts text into the clipboard; browsers refuse without a gesture, and then nothing happens.
pub(crate) fn copy(text: &str) {
    let _ = window().navigator().clipboard().write_text(text);
}

/// The value of `data-ref` of the element that was hit or of one around it.
pub(crate) fn reference_at(event: &web_sys::Event) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-ref]").ok().flatten()?.get_attribute("data-ref")
}

/// Reports to an embedding page, if there is one.
pub(crate) fn tell_host(kind: &str, fields: &[(&str, JsValue)]) {
    let window = window();
    let Ok(Some(parent)) = window.parent() else { return };
    if parent == window {
        return;
    }
    let message = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&message, &"vitrine".into(), &1.into());
    let _ = js_sys::Reflect::set(&message, &"type".into(), &kind.into());
    for (name, value) in fields {
        let _ = js_sys::Reflect::set(&message, &(*name).into(), value);
    }
    let _ = parent.post_message(&message, "*");
}

//! The page: a Yew application that is mounted where the skeleton of `index.html` stands.

use wasm_bindgen::JsCast;
use yew::{Html, component, html};

/// The whole page.
#[component]
fn App() -> Html {
    html! { <main id="main"><h1>{ "Vitrine" }</h1></main> }
}

fn main() {
    let document = web_sys::window().and_then(|window| window.document());
    let host = document.and_then(|document| document.get_element_by_id("app"));
    if let Some(host) = host.and_then(|host| host.dyn_into::<web_sys::Element>().ok()) {
        yew::Renderer::<App>::with_root(host).render();
    }
}

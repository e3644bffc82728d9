//! The page: a Yew application that is mounted where the skeleton of `index.html` stands.
//!
//! [`state`] says what is shown and how it changes, [`driver`] moves the run within each frame's time, `components`
//! draw. Nothing here knows the kernel: [`session`] names all that the page uses.

mod components;
mod driver;
mod i18n;
mod page;
mod probe;
mod programs;
mod route;
mod session;
mod starter;
mod state;

use wasm_bindgen::JsCast;

fn main() {
    std::panic::set_hook(Box::new(probe::report_panic));
    probe::install();
    let document = page::window().document();
    let host = document.and_then(|document| document.get_element_by_id("app"));
    if let Some(host) = host.and_then(|host| host.dyn_into::<web_sys::Element>().ok()) {
        yew::Renderer::<components::app::App>::with_root(host).render();
    }
}

//! How much room an element has: asked of the browser, which also tells when it was hidden and is shown.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

/// The size of an element, kept up to date.
#[hook]
pub(crate) fn use_size(host: NodeRef) -> (f64, f64) {
    let size = use_state_eq(|| (760.0, 620.0));
    let setter = size.setter();
    use_effect_with(host, move |host| {
        let element = host.cast::<web_sys::Element>();
        let observed = element.clone();
        let measure = Closure::<dyn FnMut()>::new(move || {
            if let Some(element) = &observed {
                let (w, h) = (element.client_width(), element.client_height());
                if w > 0 {
                    setter.set((f64::from(w), f64::from(h)));
                }
            }
        });
        let observer = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, &element) {
            observer.observe(element);
        }
        let kept = Rc::new(RefCell::new(Some(measure)));
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            kept.borrow_mut().take();
        }
    });
    *size
}

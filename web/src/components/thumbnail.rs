//! A small living picture of a lesson, drawn from its own run.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::timeline::{Window, fill_class, outlines, patterns};
use crate::page;
use crate::programs::obtain;
use crate::session::{Lanes, Session, lesson};

/// Properties of [`Thumbnail`].
#[derive(Properties, PartialEq)]
pub(crate) struct ThumbnailProps {
    pub(crate) id: &'static str,
    pub(crate) variant: usize,
    /// Thumbnails run one after the other: ms before this one begins.
    pub(crate) after_ms: u32,
}

const WIDTH: f64 = 320.0;
const ROWS: usize = 6;
/// Steps after which a thumbnail is drawn from what is known.
const ENOUGH: u64 = 2_000_000;

thread_local! {
    /// Lanes that were computed before: coming back to the gallery costs nothing.
    static DONE: RefCell<Vec<(&'static str, usize, Rc<Lanes>)>> = const { RefCell::new(Vec::new()) };
}

/// The lanes of the lesson's whole run.
#[component]
pub(crate) fn Thumbnail(props: &ThumbnailProps) -> Html {
    let lanes = use_state(|| done(props.id, props.variant));
    use_effect_with((), {
        let (setter, id, variant, wait, missing) =
            (lanes.setter(), props.id, props.variant, props.after_ms, lanes.is_none());
        move |()| {
            let slot: Rc<RefCell<Option<Timeout>>> = Rc::default();
            if missing {
                let inner = Rc::clone(&slot);
                *slot.borrow_mut() =
                    Some(Timeout::new(wait, move || begin(id, variant, inner, setter)));
            }
            move || drop(slot.borrow_mut().take())
        }
    });
    let lanes = (*lanes).clone().unwrap_or_default();
    let rows = lanes.lanes.len().clamp(1, ROWS);
    let pitch = 104.0 / rows.max(3) as f64;
    let window = Window { from: 0.0, to: (lanes.end_ns as f64).max(1.0), width: WIDTH };
    let paths = lanes.lanes.iter().take(ROWS).enumerate().flat_map(|(row, lane)| {
        let top = 8.0 + row as f64 * pitch;
        outlines(lane, &window, u64::MAX, top, pitch - 8.0).into_iter().map(move |(fill, _, d)| {
            html! { <path key={format!("{row}{fill:?}")} class={classes!("seg-path", fill_class(fill))} {d} /> }
        })
    });
    html! {
        <svg class={classes!("thumb", (!lanes.lanes.is_empty()).then_some("drawn"))} viewBox={format!("0 0 {WIDTH} 116")} preserveAspectRatio="none" aria-hidden="true">
            { patterns() }
            <g>{ for paths }</g>
        </svg>
    }
}

fn done(id: &str, variant: usize) -> Option<Rc<Lanes>> {
    DONE.with_borrow(|done| {
        done.iter()
            .find(|(other, of, _)| *other == id && *of == variant)
            .map(|(.., lanes)| Rc::clone(lanes))
    })
}

fn begin(
    id: &'static str,
    variant: usize,
    slot: Rc<RefCell<Option<Timeout>>>,
    setter: UseStateSetter<Option<Rc<Lanes>>>,
) {
    let Some(scenario) = lesson(id).map(|lesson| lesson.scenario(variant)) else { return };
    wasm_bindgen_futures::spawn_local(async move {
        let answer = obtain(&scenario.program, |_| ()).await;
        let built = answer.ok().and_then(|answer| answer.program);
        // A thumbnail that is gone has taken its timer away.
        if let Some(built) = built.filter(|_| slot.borrow().is_some())
            && let Ok(session) = Session::open(&scenario, built)
        {
            go_on(id, variant, session, slot, setter);
        }
    });
}

/// Explores a few milliseconds at a time, so that the page reacts meanwhile.
fn go_on(
    id: &'static str,
    variant: usize,
    mut session: Session,
    slot: Rc<RefCell<Option<Timeout>>>,
    setter: UseStateSetter<Option<Rc<Lanes>>>,
) {
    let deadline = page::now() + 6.0;
    let mut complete = false;
    while !complete && page::now() < deadline {
        complete = session.explore(2_000) || session.known() > ENOUGH;
    }
    if complete {
        let lanes = Rc::new(session.lanes());
        DONE.with_borrow_mut(|done| done.push((id, variant, Rc::clone(&lanes))));
        setter.set(Some(lanes));
        return;
    }
    let inner = Rc::clone(&slot);
    let next = Timeout::new(12, move || go_on(id, variant, session, inner, setter));
    // The one before has fired; dropping it is harmless.
    let _ = slot.borrow_mut().replace(next);
}

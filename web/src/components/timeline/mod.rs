//! The timeline: a lane per CPU and thread, events as ticks, a playhead that can be dragged.

mod paths;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::common::{Same, Ui, colour_class, use_ui};
use super::sentence::kind_class;
use super::size::use_size;
use crate::i18n::{M, thousands};
use crate::session::{EventKind, Lane, LaneState, Lanes, ObjectRef, duration, ref_text};
use paths::axis;
pub(crate) use paths::{Fill, Window, outlines};

/// Properties of [`Timeline`].
#[derive(Properties, PartialEq)]
pub(crate) struct TimelineProps {
    pub(crate) lanes: Same<Lanes>,
    pub(crate) time_ns: u64,
    pub(crate) step: u64,
    pub(crate) fit: u32,
    pub(crate) complete: bool,
    pub(crate) selected: Option<ObjectRef>,
}

const LABEL: f64 = 58.0;
const PITCH: f64 = 26.0;
const BAR: f64 = 16.0;
/// Lanes that are drawn; more would be unreadable.
const MOST: usize = 40;

/// Lanes beside whose axis the tools have room.
const ROOMY: usize = 8;

/// The lanes with their tools.
#[component]
pub(crate) fn Timeline(props: &TimelineProps) -> Html {
    let ui = use_ui();
    let host = use_node_ref();
    let width = (use_size(host.clone()).0 - LABEL - 16.0).max(40.0);
    let zoom = use_state_eq(|| None::<(f64, f64)>);
    let drag = use_mut_ref(|| false);
    let end_ns = props.lanes.end_ns.max(props.time_ns).max(1);
    let window = match *zoom {
        Some((from, to)) => Window { from, to, width }.following(props.time_ns, end_ns),
        None => Window::whole(end_ns, width),
    };
    use_effect_with(props.fit, {
        let zoom = zoom.setter();
        move |_| zoom.set(None)
    });
    use_wheel(&host, window, end_ns, zoom.setter());
    let zoom_by = |factor: f64| {
        let zoom = zoom.setter();
        let near = window.zoomed(factor, window.x(props.time_ns).clamp(0.0, window.width), end_ns);
        Callback::from(move |_: MouseEvent| zoom.set(Some((near.from, near.to))))
    };
    let seek_at = {
        let driver = ui.driver.clone();
        move |event: &PointerEvent| {
            let svg = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .and_then(|target| target.closest("svg").ok().flatten());
            if let Some(svg) = svg {
                let x = f64::from(event.client_x()) - svg.get_bounding_client_rect().left() - LABEL;
                if x > -8.0 {
                    driver.seek_time(window.ns(x.max(0.0)).min(end_ns));
                }
            }
        }
    };
    let on_down = {
        let (drag, seek) = (drag.clone(), seek_at.clone());
        Callback::from(move |event: PointerEvent| {
            let label = crate::page::reference_at(&event).is_some();
            if event.button() == 0 && !label {
                *drag.borrow_mut() = true;
                if let Some(target) =
                    event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                {
                    let _ = target.set_pointer_capture(event.pointer_id());
                }
                seek(&event);
            }
        })
    };
    let on_move = {
        let (drag, seek) = (drag.clone(), seek_at);
        Callback::from(move |event: PointerEvent| {
            if *drag.borrow() {
                seek(&event)
            }
        })
    };
    let on_up = Callback::from(move |_: PointerEvent| *drag.borrow_mut() = false);
    let on_key = {
        let (zoom, window, now) = (zoom.setter(), window, props.time_ns);
        Callback::from(move |event: KeyboardEvent| {
            let factor = match event.key().as_str() {
                "+" | "=" => 0.6,
                "-" | "−" => 1.7,
                _ => return,
            };
            let near = window.zoomed(factor, window.x(now).clamp(0.0, window.width), end_ns);
            event.prevent_default();
            zoom.set(Some((near.from, near.to)));
        })
    };
    let count = props.lanes.lanes.len().min(MOST);
    let height = count as f64 * PITCH + 34.0;
    let spoken = format!(
        "{}, {}",
        ui.say(M::StepOf, &[&thousands(props.step), ""])
            .trim_end_matches(|c: char| !c.is_alphanumeric()),
        duration(props.time_ns)
    );
    html! {
        <section class={classes!("timeline", (count > ROOMY).then_some("many"))} aria-label={ui.t(M::Timeline)}>
            <div class="time-tools">
                <span class="soft legend" aria-hidden="true">{ ui.t(M::Legend) }</span>
                <span class="soft" hidden={props.complete}>{ ui.t(M::Exploring) }</span>
                <button type="button" class="quiet" aria-label={ui.t(M::ZoomOut)} title={ui.t(M::ZoomOut)} onclick={zoom_by(1.7)}>{ "−" }</button>
                <button type="button" class="quiet" aria-label={ui.t(M::ZoomIn)} title={ui.t(M::ZoomIn)} onclick={zoom_by(0.6)}>{ "+" }</button>
                <button type="button" class="quiet" title={format!("{} (f)", ui.t(M::Fit))} aria-label={ui.t(M::Fit)} onclick={ui.on(|| crate::state::Action::Fit)}>{ "⤢" }</button>
            </div>
            <div class="lanes" ref={host} tabindex="0" role="slider" aria-label={ui.t(M::Playhead)} aria-valuemin="0" aria-valuemax={end_ns.to_string()}
                aria-valuenow={props.time_ns.to_string()} aria-valuetext={spoken} onkeydown={on_key}
                onpointerdown={on_down} onpointermove={on_move} onpointerup={on_up.clone()} onpointercancel={on_up} onclick={ui.on_select()}>
                <svg width={(window.width + LABEL + 8.0).to_string()} height={height.to_string()} aria-hidden="true" translate="no">
                    <g>{ for props.lanes.lanes.iter().take(MOST).enumerate().map(|(row, lane)| label(&ui, lane, row, props.selected)) }</g>
                    <svg x={LABEL.to_string()} width={(window.width + 8.0).to_string()} height={height.to_string()}>
                        { patterns() }
                        <g>{ for props.lanes.lanes.iter().take(MOST).enumerate().map(|(row, lane)| row_of(lane, &window, props.time_ns, row)) }</g>
                        <g class="ticks">{ for ticks(&props.lanes, &window) }</g>
                        { ruler(&window, height) }
                        { playhead(window.x(props.time_ns), height) }
                    </svg>
                </svg>
            </div>
        </section>
    }
}

/// The wheel zooms with Ctrl or over the lanes; the browser's own listeners may not forbid scrolling.
#[hook]
fn use_wheel(
    host: &NodeRef,
    window: Window,
    end_ns: u64,
    zoom: UseStateSetter<Option<(f64, f64)>>,
) {
    use_effect_with((host.clone(), window, end_ns), move |(host, window, end_ns)| {
        let (window, end_ns) = (*window, *end_ns);
        let listener = host.cast::<web_sys::Element>().map(|element| {
            EventListener::new_with_options(
                &element.clone(),
                "wheel",
                EventListenerOptions::enable_prevent_default(),
                move |event| {
                    let Some(event) = event.dyn_ref::<web_sys::WheelEvent>() else { return };
                    if event.delta_y() == 0.0 {
                        return;
                    }
                    event.prevent_default();
                    let x = f64::from(event.client_x())
                        - element.get_bounding_client_rect().left()
                        - LABEL;
                    let near = window.zoomed(
                        if event.delta_y() > 0.0 { 1.25 } else { 0.8 },
                        x.clamp(0.0, window.width),
                        end_ns,
                    );
                    zoom.set(Some((near.from, near.to)));
                },
            )
        });
        move || drop(listener)
    });
}

fn label(ui: &Ui, lane: &Lane, row: usize, selected: Option<ObjectRef>) -> Html {
    let (text, class) = match lane.object {
        ObjectRef::Cpu(id) => (ui.say(M::Cpu, &[&id.to_string()]), String::new()),
        ObjectRef::Thread(tid) => (tid.to_string(), colour_class(lane.colour)),
        other => (ui.name(other), String::new()),
    };
    let y = row as f64 * PITCH;
    html! {
        <g key={row} class={classes!("lane-label", class, (selected == Some(lane.object)).then_some("selected"))} data-ref={ref_text(lane.object)}>
            <rect class="hit" y={y.to_string()} width="54" height={PITCH.to_string()} />
            <text x="0" y={(y + 15.0).to_string()}>{ text }</text>
        </g>
    }
}

fn row_of(lane: &Lane, window: &Window, now_ns: u64, row: usize) -> Html {
    let paths = outlines(lane, window, now_ns, row as f64 * PITCH + 2.0, BAR).into_iter().map(|(fill, past, d)| {
        html! { <path key={format!("{fill:?}{past}")} class={classes!("seg-path", fill_class(fill), (!past).then_some("future"))} {d} /> }
    });
    html! { <g key={row}>{ for paths }</g> }
}

/// The class that draws a fill.
pub(crate) fn fill_class(fill: Fill) -> String {
    match fill {
        Fill::Colour(colour) => format!("on-cpu {}", colour_class(colour)),
        Fill::State(LaneState::Running) => "s-running".to_owned(),
        Fill::State(LaneState::Ready) => "s-ready".to_owned(),
        Fill::State(LaneState::Blocked) => "s-blocked".to_owned(),
        Fill::State(LaneState::Stopped) => "s-stopped".to_owned(),
        Fill::State(LaneState::Zombie | LaneState::Idle) => "s-zombie".to_owned(),
    }
}

/// Ticks by family, one path each; what falls into the same pixel is drawn once.
fn ticks(lanes: &Lanes, window: &Window) -> Vec<Html> {
    let row_of = |tid: i32| {
        lanes.lanes.iter().take(MOST).position(|lane| lane.object == ObjectRef::Thread(tid))
    };
    let mut paths: std::collections::BTreeMap<EventKind, (String, i64)> =
        std::collections::BTreeMap::new();
    let first = lanes.ticks.partition_point(|tick| (tick.time_ns as f64) < window.from);
    for tick in lanes.ticks[first..].iter().take_while(|tick| (tick.time_ns as f64) <= window.to) {
        let Some(row) = row_of(tick.thread) else { continue };
        let x = window.x(tick.time_ns);
        let cell = x as i64 * 64 + row as i64;
        let (path, last) = paths.entry(tick.kind).or_insert((String::new(), -1));
        if *last != cell {
            *last = cell;
            path.push_str(&format!("M{x:.0} {}v5", row as f64 * PITCH + BAR + 3.0));
        }
    }
    paths.into_iter().map(|(kind, (d, _))| html! { <path key={format!("{kind:?}")} class={classes!("tick", kind_class(kind))} {d} /> }).collect()
}

fn ruler(window: &Window, height: f64) -> Html {
    let y = height - 26.0;
    let marks = axis(window).into_iter().map(|ns| {
        let x = window.x(ns);
        html! { <g key={ns.to_string()}><path class="rule" d={format!("M{x:.1} {y}v4")} /><text class="label tiny" x={format!("{x:.1}")} y={(y + 18.0).to_string()}>{ if ns == 0 { "0".to_owned() } else { duration(ns) } }</text></g> }
    });
    html! { <g><path class="rule" d={format!("M0 {y}H{}", window.width)} /><g>{ for marks }</g></g> }
}

fn playhead(x: f64, height: f64) -> Html {
    html! { <g class="playhead" transform={format!("translate({x:.1} 0)")}><path class="stem" d={format!("M0 0V{}", height - 26.0)} /><path class="head" d="M-8 0H8L0 9z" /></g> }
}

/// The patterns of states, so that colour is never alone.
pub(crate) fn patterns() -> Html {
    html! {
        <defs>
            <pattern id="ready" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="ready-line" d="M0 0v6" /></pattern>
        </defs>
    }
}

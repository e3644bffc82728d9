//! The stage: one picture of the machine, drawn from the moment alone, and its twin in tables.

mod edges;
mod kernel;
pub(crate) mod layout;
mod locks;
mod place;
mod tables;
pub(crate) use locks::condition_name;
pub(crate) use tables::state_name;
mod user;

#[cfg(test)]
mod tests;

use yew::prelude::*;

use super::common::{Same, use_ui};
use super::size::use_size;
use crate::i18n::{M, thousands};
use crate::session::{Moment, ObjectRef};
use crate::state::{Action, Lens};
use layout::{Memory, Room, layout};

/// Width below which the picture is scaled down instead of made narrower.
const LEAST: f64 = 460.0;

/// Properties of [`Stage`].
#[derive(Properties, PartialEq)]
pub(crate) struct StageProps {
    pub(crate) moment: Same<Moment>,
    /// Processes of the whole known run: decides how large things are drawn.
    pub(crate) processes: usize,
    pub(crate) selected: Option<ObjectRef>,
    pub(crate) lens: Lens,
    pub(crate) as_table: bool,
}

/// What all parts of the picture need.
pub(crate) struct Scene<'a> {
    pub(crate) moment: &'a Moment,
    pub(crate) at: layout::Layout,
    pub(crate) memory: Memory,
    pub(crate) selected: Option<ObjectRef>,
    pub(crate) lens: Lens,
}

impl Scene<'_> {
    /// The classes of a selectable thing.
    pub(crate) fn classes(&self, class: &'static str, object: ObjectRef) -> Classes {
        classes!(class, "pick", (self.selected == Some(object)).then_some("selected"))
    }
}

/// The stage with its own small tool bar.
#[component]
pub(crate) fn Stage(props: &StageProps) -> Html {
    let ui = use_ui();
    let host = use_node_ref();
    let size = use_size(host.clone());
    let lens = |lens: Lens| {
        let name = match lens {
            Lens::Descriptors => M::LensDescriptors,
            Lens::Memory => M::LensMemory,
            Lens::Scheduling => M::LensScheduling,
            Lens::Locks => M::LensLocks,
        };
        html! {
            <button type="button" key={lens.name()} aria-pressed={(props.lens == lens).to_string()}
                onclick={ui.on(move || Action::Lens(lens))}>{ ui.t(name) }</button>
        }
    };
    html! {
        <section class="stage" aria-label={ui.t(M::Stage)}>
            <div class="stage-tools">
                <div class="seg small" role="group" aria-label={ui.t(M::Lens)}>{ for Lens::ALL.map(lens) }</div>
                <button type="button" class="quiet" aria-pressed={props.as_table.to_string()}
                    onclick={ui.on(|| Action::ToggleTable)}>{ ui.t(M::AsTable) }</button>
            </div>
            <div class="stage-body" ref={host} onclick={ui.on_select()}>
                if props.as_table {
                    <tables::Tables moment={props.moment.clone()} />
                } else {
                    <Picture moment={props.moment.clone()} processes={props.processes} selected={props.selected}
                        lens={props.lens} width={size.0} height={size.1} />
                }
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct PictureProps {
    moment: Same<Moment>,
    processes: usize,
    selected: Option<ObjectRef>,
    lens: Lens,
    width: f64,
    height: f64,
}

#[component]
fn Picture(props: &PictureProps) -> Html {
    let ui = use_ui();
    let memory = use_mut_ref(Memory::default);
    let moment: &Moment = &props.moment;
    let room = Room {
        width: props.width.max(LEAST),
        height: props.height * (props.width.max(LEAST) / props.width.max(1.0)),
        processes: props.processes.max(layout::shown(moment).count()),
        cpus: moment.cpus.len(),
        lens: props.lens,
    };
    let at = layout(moment, room, &mut memory.borrow_mut());
    let scene = Scene {
        moment,
        at,
        memory: memory.borrow().clone(),
        selected: props.selected,
        lens: props.lens,
    };
    let (w, h, glass) = (scene.at.width, scene.at.height, scene.at.glass);
    let step = thousands(moment.step);
    html! {
        <svg class="picture" viewBox={format!("0 0 {w:.0} {h:.0}")} role="img" aria-labelledby="stage-title stage-desc" translate="no">
            <title id="stage-title">{ ui.say(M::StageTitle, &[&step]) }</title>
            <desc id="stage-desc">{ ui.t(M::StageDescription) }</desc>
            { place::definitions() }
            <rect class="kernel-floor" y={glass.to_string()} width={w.to_string()} height={(h - glass).to_string()} />
            <text class="label caps" x="18" y="26">{ ui.t(M::UserSpace) }</text>
            <text class="label caps" x="18" y={(glass + 24.0).to_string()}>{ ui.t(M::KernelSpace) }</text>
            if scene.lens == Lens::Locks {
                <g>{ locks::graph(&ui, &scene) }</g>
            } else {
                <g>{ user::cards(&ui, &scene) }</g>
            }
            <rect class="glass-glow" y={(glass - 12.0).to_string()} width={w.to_string()} height="24" fill="url(#glass)" />
            <path class="glass-line" d={format!("M0 {glass}H{w}")} />
            <g>{ kernel::kernel(&ui, &scene) }</g>
            <g class="edges">{ edges::edges(&scene) }</g>
            <g>{ kernel::tokens(&scene) }</g>
            { kernel::devices(&ui, &scene) }
            <g key={format!("parcels-{step}")}>{ edges::parcels(&ui, &scene) }</g>
        </svg>
    }
}

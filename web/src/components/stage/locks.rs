//! Locks in user space: who has what and who waits for what, the resource-allocation graph, with the four conditions for
//! deadlock below it. The threads' tokens themselves stand below the glass: only who must wait goes there.

use yew::prelude::*;

use super::Scene;
use super::layout::{Area, Drawn, resources};
use super::place::Place;
use crate::components::common::{Ui, colour_class, cut, plain};
use crate::i18n::{M, thousands};
use crate::session::{
    Condition, ConditionKind, EdgeKind, Moment, Node, ObjectRef, Resource, ThreadState, ThreadView,
    ref_text,
};

/// Everything above the glass.
pub(super) fn graph(ui: &Ui, scene: &Scene) -> Html {
    let at = &scene.at;
    let more = (at.more > 0).then(|| ui.say(M::More, &[&thousands(at.more as u64)]));
    let nothing = at.graph_objects.is_empty();
    let all = resources(scene.moment);
    html! {
        <>
            <g class="edges">{ for edges(scene) }</g>
            <g>{ for at.graph_threads.iter().filter_map(|(tid, area)| thread(ui, scene, *tid, *area)) }</g>
            <g>{ for at.graph_objects.iter().filter_map(|(resource, area)| object(scene, &all, *resource, *area)) }</g>
            <text class="label" x={(at.width * 0.74).to_string()} y="92" text-anchor="middle" visibility={(!nothing).then_some("hidden")}>{ ui.t(M::NoLocks) }</text>
            <text class="label" x={(at.width - 18.0).to_string()} y={(at.glass - 16.0).to_string()} text-anchor="end">{ more.unwrap_or_default() }</text>
            { conditions(ui, scene) }
        </>
    }
}

fn thread(ui: &Ui, scene: &Scene, tid: i32, area: Area) -> Option<Html> {
    let thread = scene.moment.threads.iter().find(|thread| thread.tid == tid)?;
    let object = ObjectRef::Thread(tid);
    let mut class = scene.classes("card", object);
    class.push(colour_class(thread.colour));
    class.push(is_stuck(scene.moment, tid).then_some("stuck"));
    let w = area.w;
    Some(html! {
        <Place key={tid} x={area.x} y={area.y} {class} reference={ref_text(object)}>
            <rect class="box" width={w.to_string()} height={area.h.to_string()} rx="10" />
            <text x="12" y="18"><tspan class="strong">{ tid }</tspan>{ "  " }{ state(ui, thread) }</text>
            <text class="label" x="12" y="34">{ cut(&place(thread), ((w - 20.0) / 6.3) as usize) }</text>
        </Place>
    })
}

fn is_stuck(moment: &Moment, tid: i32) -> bool {
    moment.graph.as_ref().is_some_and(|graph| graph.stuck.contains(&tid))
}

fn state(ui: &Ui, thread: &ThreadView) -> &'static str {
    ui.t(match thread.state {
        ThreadState::Running(_) => M::Running,
        ThreadState::Ready(_) => M::Ready,
        ThreadState::Blocked => M::Blocked,
        ThreadState::Stopped => M::Stopped,
        ThreadState::Zombie => M::Zombie,
    })
}

/// The function and line where a thread is.
fn place(thread: &ThreadView) -> String {
    match &thread.position {
        Some(position) => format!("{}, {}:{}", position.function, position.file, position.line),
        None => format!("{:#x}", thread.pc),
    }
}

fn object(scene: &Scene, all: &[Drawn], resource: Resource, area: Area) -> Option<Html> {
    let drawn = all.iter().find(|one| one.resource == resource)?;
    let reference = resource.object();
    let mut class = match reference {
        Some(object) => scene.classes("lock", object),
        None => classes!("lock"),
    };
    class.push(drawn.taken.then_some("taken"));
    class.push(in_circle(scene.moment, resource).then_some("stuck"));
    let room = ((area.w - 20.0) / 6.9) as usize;
    Some(html! {
        <Place key={format!("{resource:?}")} x={area.x} y={area.y} {class} reference={reference.map(ref_text)}>
            <rect class="box" width={area.w.to_string()} height={area.h.to_string()} rx="4" />
            <text class={if drawn.state.is_empty() { "label" } else { "mono strong" }} x="12" y={if drawn.state.is_empty() { "26" } else { "18" }}>{ cut(&plain(&drawn.name), room) }</text>
            <text class="label" x="12" y="34">{ cut(&plain(&drawn.state), room) }</text>
        </Place>
    })
}

/// Whether a deadlock's circle goes through it.
fn in_circle(moment: &Moment, resource: Resource) -> bool {
    let cycles = moment.graph.iter().flat_map(|graph| &graph.cycles);
    cycles.into_iter().any(|cycle| cycle.deadlock && cycle.resources.contains(&resource))
}

/// Solid from an object to who has it, dashed from a thread to what it waits for.
fn edges(scene: &Scene) -> Vec<Html> {
    let Some(graph) = &scene.moment.graph else { return Vec::new() };
    let thread_at = |tid: i32| scene.at.graph_threads.iter().find(|(other, _)| *other == tid);
    let object_at =
        |wanted: Resource| scene.at.graph_objects.iter().find(|(other, _)| *other == wanted);
    let drawn = graph.edges.iter().enumerate().filter_map(|(index, edge)| {
        let (from, to) = (graph.nodes.get(edge.from)?, graph.nodes.get(edge.to)?);
        let (tid, resource, asks) = match (from, to) {
            (Node::Thread { tid, .. }, Node::Object { resource, .. }) => (*tid, *resource, true),
            (Node::Object { resource, .. }, Node::Thread { tid, .. }) => (*tid, *resource, false),
            _ => return None,
        };
        let ((_, card), (_, lock)) = (thread_at(tid)?, object_at(resource)?);
        let circle = graph.cycles.iter().any(|cycle| {
            cycle.deadlock && cycle.threads.contains(&tid) && cycle.resources.contains(&resource)
        });
        let selected = scene.selected == Some(ObjectRef::Thread(tid))
            || resource.object().is_some_and(|object| scene.selected == Some(object));
        let class = classes!(
            "edge",
            match edge.kind {
                EdgeKind::Requests => "asks",
                EdgeKind::Serves => "serves",
                EdgeKind::Assigned { .. } | EdgeKind::WaitsFor { .. } => "has",
            },
            circle.then_some("circle"),
            selected.then_some("marked"),
        );
        let right = (card.x + card.w, card.y + card.h * if asks { 0.32 } else { 0.68 });
        let left = (lock.x, lock.y + lock.h * if asks { 0.32 } else { 0.68 });
        let (start, end) = if asks { (right, (left.0 - 2.0, left.1)) } else { (left, (right.0 + 2.0, right.1)) };
        let bend = (left.0 - right.0) * if asks { 0.45 } else { -0.45 };
        let d = format!(
            "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            start.0, start.1, start.0 + bend, start.1, end.0 - bend, end.1, end.0, end.1
        );
        Some(html! { <path key={index} {class} {d} marker-end={if circle { "url(#arrow-stuck)" } else { "url(#arrow)" }} /> })
    });
    drawn.collect()
}

/// The conditions that the picture names, in their usual order.
pub(crate) fn condition_name(kind: ConditionKind) -> M {
    match kind {
        ConditionKind::MutualExclusion => M::MutualExclusion,
        ConditionKind::HoldAndWait => M::HoldAndWait,
        ConditionKind::NoPreemption => M::NoPreemption,
        ConditionKind::CircularWait => M::CircularWait,
    }
}

fn conditions(ui: &Ui, scene: &Scene) -> Html {
    let Area { x, y, w, h } = scene.at.conditions;
    let all: &[Condition] = scene.moment.graph.as_ref().map_or(&[], |graph| &graph.coffman);
    let columns = if w < 560.0 { 2 } else { 4 };
    let cell = w / columns as f64;
    let one = |(index, condition): (usize, &Condition)| {
        let (column, row) = ((index % columns) as f64, (index / columns) as f64);
        let (mark, class) = if condition.holds { ("✓", "holds") } else { ("✗", "fails") };
        let at = format!("translate({:.0} {:.0})", x + column * cell, y + row * 24.0);
        html! {
            <g key={index} class={classes!("condition", class)} transform={at}>
                <title>{ plain(&condition.why) }</title>
                <rect class="box" width={(cell - 8.0).to_string()} height="20" rx="10" />
                <text class="tiny" x="10" y="14.5"><tspan class="strong">{ mark }</tspan>{ " " }{ ui.t(condition_name(condition.kind)) }</text>
            </g>
        }
    };
    html! {
        <g>
            { for all.iter().enumerate().map(one) }
            <text class="label tiny" x={x.to_string()} y={(y + h - 6.0).to_string()} visibility={(!all.is_empty()).then_some("hidden")}>{ legend(ui, scene.moment) }</text>
        </g>
    }
}

/// What the two kinds of arrows say, as long as there is no circle to judge.
fn legend(ui: &Ui, moment: &Moment) -> &'static str {
    if moment.graph.is_none() { "" } else { ui.t(M::ArrowLegend) }
}

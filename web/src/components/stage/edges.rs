//! References as curves, and bytes on their way as parcels.

use yew::prelude::*;

use super::Scene;
use super::layout::{Area, ROW};
use super::place::Travel;
use crate::components::common::Ui;
use crate::i18n::{M, bytes};
use crate::session::{ObjectRef, ref_text};

/// fd → description, description → what it refers to.
pub(crate) fn edges(scene: &Scene) -> Html {
    let mut paths: Vec<(String, String, Classes, bool)> = Vec::new();
    for (pid, area, fit) in &scene.at.tables {
        let Some(process) = scene.moment.processes.iter().find(|process| process.pid == *pid)
        else {
            continue;
        };
        for (row, fd) in process.fds.iter().take(*fit).enumerate() {
            let Some((_, to)) = scene.at.files.iter().find(|(id, _)| *id == fd.file) else {
                continue;
            };
            let from = (area.x + area.w, area.y + (row as f64 + 0.5) * ROW);
            let marked = scene.selected == Some(ObjectRef::Fd(*pid, fd.fd))
                || scene.selected == Some(ObjectRef::File(fd.file));
            let class = classes!("edge", marked.then_some("marked"), fd.fresh.then_some("fresh"));
            paths.push((
                format!("{pid}-{}", fd.fd),
                curve(from, (to.x - 2.0, to.y + to.h / 2.0)),
                class,
                true,
            ));
        }
    }
    for (id, from) in &scene.at.files {
        let Some(file) = scene.moment.files.iter().find(|file| file.id == *id) else { continue };
        let Some((_, to)) = scene.at.objects.iter().find(|(object, _)| *object == file.target)
        else {
            continue;
        };
        let marked =
            scene.selected == Some(ObjectRef::File(*id)) || scene.selected == Some(file.target);
        // Writers enter in the lower half of a pipe, readers leave from the upper one.
        let share = if file.writes { 0.68 } else { 0.32 };
        let path = curve(
            (from.x + from.w, from.y + from.h / 2.0),
            (to.x - 2.0, to.y + to.h.min(52.0 / share) * share),
        );
        paths.push((
            format!("f{id}"),
            path,
            classes!("edge", marked.then_some("marked")),
            file.writes,
        ));
    }
    let paths = paths.into_iter().map(|(key, d, class, forward)| {
        let (start, end) =
            if forward { (None, Some("url(#arrow)")) } else { (Some("url(#arrow)"), None) };
        html! { <path {key} {class} {d} marker-start={start} marker-end={end} /> }
    });
    html! { <>{ for paths }</> }
}

fn curve(from: (f64, f64), to: (f64, f64)) -> String {
    let bend = ((to.0 - from.0) * 0.5).max(24.0);
    format!(
        "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
        from.0,
        from.1,
        from.0 + bend,
        from.1,
        to.0 - bend,
        to.1,
        to.0,
        to.1
    )
}

/// The copies of this step.
pub(crate) fn parcels(ui: &Ui, scene: &Scene) -> Html {
    let parcels = scene.moment.parcels.iter().take(6).enumerate().filter_map(|(index, parcel)| {
        let (from, to) = (anchor(scene, parcel.from)?, anchor(scene, parcel.to)?);
        if from == to {
            return None;
        }
        // Out to the right, so that the way does not run through what it passes.
        let out = (scene.at.width * 0.10).max(40.0) + index as f64 * 18.0;
        let path = format!(
            "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            from.0, from.1, from.0 + out, from.1 + (to.1 - from.1) * 0.35, to.0 + out, to.1 - (to.1 - from.1) * 0.35, to.0, to.1
        );
        let label = bytes(ui.lang, parcel.bytes);
        let w = 24.0 + label.chars().map(|c| if c.is_ascii() { 7.0 } else { 12.0 }).sum::<f64>();
        let class = if parcel.dma { "dma" } else { "by-cpu" };
        let how = ui.t(if parcel.dma { M::CopyDma } else { M::CopyCpu });
        Some(html! {
            <g key={format!("{index}-{}", ref_text(parcel.to))} class={classes!("parcel", class)}>
                <path class="way" d={path.clone()} />
                <Travel {path} class={class}>
                    <rect x={(-w / 2.0).to_string()} y="-13" width={w.to_string()} height="26" rx="13" />
                    <text y="4.5" text-anchor="middle">{ label }</text>
                    <text class="label how" y="27" text-anchor="middle">{ how }</text>
                </Travel>
            </g>
        })
    });
    html! { <>{ for parcels }</> }
}

/// Where a copy begins or ends; things that the lens has folded away stand for the kernel's middle.
fn anchor(scene: &Scene, object: ObjectRef) -> Option<(f64, f64)> {
    let middle = |area: &Area| (area.x + area.w / 2.0, area.y + area.h / 2.0);
    let card = |pid: i32| {
        let all = scene.at.cards.iter().chain(&scene.at.graph_threads);
        let found = all.into_iter().find(|(other, _)| *other == pid);
        found.map(|(_, area)| (area.x + area.w * 0.6, area.y + area.h))
    };
    let kernel = (scene.at.width * 0.62, (scene.at.glass + scene.at.devices) / 2.0);
    match object {
        ObjectRef::Process(pid) => card(pid),
        ObjectRef::Thread(tid) => {
            let thread = scene.moment.threads.iter().find(|thread| thread.tid == tid)?;
            card(thread.pid)
        }
        ObjectRef::Terminal => {
            Some((scene.at.terminal.x + scene.at.terminal.w / 2.0, scene.at.terminal.y))
        }
        ObjectRef::Pipe(_) | ObjectRef::Inode(_) => {
            let found = scene.at.objects.iter().find(|(other, _)| *other == object);
            Some(found.map_or(kernel, |(_, area)| (area.x + 30.0, area.y + 30.0)))
        }
        ObjectRef::File(id) => {
            let found = scene.at.files.iter().find(|(other, _)| *other == id);
            Some(found.map_or(kernel, |(_, area)| middle(area)))
        }
        ObjectRef::Cpu(_) | ObjectRef::Fd(..) | ObjectRef::Kernel | ObjectRef::Memory(..) => {
            Some(kernel)
        }
    }
}

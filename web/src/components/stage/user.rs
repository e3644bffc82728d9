//! User space: a card per process with its memory.

use std::fmt::Write;

use yew::prelude::*;

use super::Scene;
use super::layout::{Area, shown};
use super::place::Place;
use crate::components::common::{Ui, colour_class, cut};
use crate::i18n::{M, thousands};
use crate::session::{ObjectRef, PageView, ProcessView, RegionKind, RegionView, ref_text};
use crate::state::Lens;

/// All cards, and how many processes did not fit.
pub(crate) fn cards(ui: &Ui, scene: &Scene) -> Html {
    let cards = scene.at.cards.iter().filter_map(|(pid, area)| {
        let process = scene.moment.processes.iter().find(|process| process.pid == *pid)?;
        Some(card(ui, scene, process, *area))
    });
    let more = (scene.at.more > 0).then(|| ui.say(M::More, &[&thousands(scene.at.more as u64)]));
    html! {
        <>
            <g>{ for cards }</g>
            <text class="label" x={(scene.at.width - 18.0).to_string()} y={(scene.at.glass - 16.0).to_string()} text-anchor="end">
                { more.unwrap_or_default() }
            </text>
        </>
    }
}

fn card(ui: &Ui, scene: &Scene, process: &ProcessView, area: Area) -> Html {
    let object = ObjectRef::Process(process.pid);
    let Area { x, y, w, h } = area;
    let mut class = scene.classes("card", object);
    class.push(colour_class(process.colour));
    class.push(process.zombie.is_some().then_some("zombie"));
    let kin = if w < 200.0 { String::new() } else { kin(ui, scene, process) };
    let name =
        cut(&process.name, ((w - 60.0 - kin.chars().count() as f64 * 6.5) / 7.0).max(6.0) as usize);
    let inner = w - 32.0;
    html! {
        <Place key={process.pid} {x} {y} {class} reference={ref_text(object)}>
            <rect class="box" width={w.to_string()} height={h.to_string()} rx="12" />
            <text x="16" y="25"><tspan class="strong">{ process.pid }</tspan>{ " " }{ name }</text>
            <text class="label" x={(w - 16.0).to_string()} y="25" text-anchor="end">{ kin }</text>
            {
                match &process.zombie {
                    Some(status) => html! {
                        <>
                            <path class="grave" d={format!("M16 48H{:.0}", w - 16.0)} />
                            <text class="label" x="16" y="72">{ format!("{}: {status}", ui.t(M::Zombie)) }</text>
                        </>
                    },
                    None if scene.lens == Lens::Memory => grid(ui, process, inner, h),
                    None => bar(ui, process, inner, h),
                }
            }
        </Place>
    }
}

fn kin(ui: &Ui, scene: &Scene, process: &ProcessView) -> String {
    let child = shown(scene.moment).find(|other| other.parent == process.pid);
    let many = shown(scene.moment).filter(|other| other.parent == process.pid).count() > 1;
    match child {
        _ if shown(scene.moment).any(|other| other.pid == process.parent) => {
            ui.say(M::ChildOf, &[&process.parent.to_string()])
        }
        Some(_) if many => String::new(),
        Some(child) => ui.say(M::ParentOf, &[&child.pid.to_string()]),
        None => String::new(),
    }
}

/// Names of what regions hold, as short as a bar allows.
fn region_name(kind: RegionKind) -> &'static str {
    match kind {
        RegionKind::Text => "text",
        RegionKind::Data => "data",
        RegionKind::Heap => "heap",
        RegionKind::Stack => "stack",
        RegionKind::Anonymous => "mmap",
        RegionKind::File => "file",
        RegionKind::Kernel => "vdso",
    }
}

/// Three outlines of cells: shared, private, new in this step.
#[derive(Default)]
struct Cells {
    shared: String,
    private: String,
    fresh: String,
}

impl Cells {
    fn add(&mut self, page: &PageView, at: Area) {
        let Area { x, y, w, h } = at;
        let path = if page.owners > 1 { &mut self.shared } else { &mut self.private };
        let _ = write!(path, "M{x:.1} {y:.1}h{w:.1}v{h:.1}h-{w:.1}z");
        if page.fresh {
            let _ = write!(self.fresh, "M{x:.1} {y:.1}h{w:.1}v{h:.1}h-{w:.1}z");
        }
    }

    fn draw(self) -> Html {
        html! {
            <>
                <path class="pages shared" d={self.shared} />
                <path class="pages private" d={self.private} />
                <path class="pages fresh" d={self.fresh} />
            </>
        }
    }
}

/// One bar: all present pages in order of address, regions set apart.
fn bar(ui: &Ui, process: &ProcessView, w: f64, h: f64) -> Html {
    let groups = groups(process);
    let total: usize = groups.iter().map(|(_, regions)| pages(regions)).sum();
    let gaps = groups.len().saturating_sub(1) as f64 * 6.0;
    let cell = ((w - 4.0 - gaps) / total.max(1) as f64).min(7.0);
    let mut cells = Cells::default();
    let mut labels = Vec::new();
    let mut x = 18.0;
    let mut free = 0.0;
    for (kind, regions) in &groups {
        if x >= free {
            labels.push((region_name(*kind), x));
            free = x + 32.0;
        }
        for page in regions.iter().flat_map(|region| &region.pages) {
            cells.add(page, Area { x, y: 39.0, w: (cell - 0.8).max(0.6), h: 10.0 });
            x += cell;
        }
        x += 6.0;
    }
    let compact = h < 90.0;
    let labels = labels.into_iter().filter(|_| !compact).map(|(name, x)| {
        html! { <text key={name} class="label tiny" x={x.to_string()} y="64">{ name }</text> }
    });
    let counts = counts(ui, process, w);
    html! {
        <>
            <rect class="trough" x="16" y="37" width={w.to_string()} height="14" rx="3" />
            { cells.draw() }
            <g>{ for labels }</g>
            <text class="label" x="16" y={(h - 14.0).to_string()}>{ counts }</text>
        </>
    }
}

/// A row of cells per kind of region.
fn grid(ui: &Ui, process: &ProcessView, w: f64, h: f64) -> Html {
    let groups = groups(process);
    let pitch = ((h - 66.0) / groups.len().max(1) as f64).min(22.0);
    let side = (pitch - 6.0).clamp(5.0, 13.0);
    let mut cells = Cells::default();
    let mut labels = Vec::new();
    for (row, (kind, regions)) in groups.iter().enumerate() {
        let y = 38.0 + row as f64 * pitch;
        labels.push((region_name(*kind), y + side - 2.0));
        let step = ((w - 44.0) / pages(regions).max(1) as f64).min(side + 2.5);
        for (index, page) in regions.iter().flat_map(|region| &region.pages).enumerate() {
            let x = 60.0 + index as f64 * step;
            cells.add(page, Area { x, y, w: (step - 1.6).max(0.8), h: side });
        }
    }
    let labels = labels.into_iter().enumerate().map(|(row, (name, y))| {
        html! { <text key={row} class="label tiny" x="16" y={y.to_string()}>{ name }</text> }
    });
    let counts = counts(ui, process, w);
    html! {
        <>
            <g>{ for labels }</g>
            { cells.draw() }
            <text class="label" x="16" y={(h - 14.0).to_string()}>{ counts }</text>
        </>
    }
}

fn counts(ui: &Ui, process: &ProcessView, w: f64) -> String {
    let line = if w < 165.0 { M::PagesShort } else { M::PagesLine };
    ui.say(line, &[&process.pages_shared.to_string(), &process.pages_private.to_string()])
}

fn pages(regions: &[&RegionView]) -> usize {
    regions.iter().map(|region| region.pages.len()).sum()
}

/// Regions with pages, neighbours of one kind together.
fn groups(process: &ProcessView) -> Vec<(RegionKind, Vec<&RegionView>)> {
    let mut groups: Vec<(RegionKind, Vec<&RegionView>)> = Vec::new();
    for region in process.regions.iter().filter(|region| !region.pages.is_empty()) {
        match groups.iter_mut().find(|(kind, _)| *kind == region.kind) {
            Some((_, group)) => group.push(region),
            None => groups.push((region.kind, vec![region])),
        }
    }
    groups
}

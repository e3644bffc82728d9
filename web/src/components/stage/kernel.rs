//! Below the glass: CPUs, queues, descriptor tables, descriptions, pipes, frames and the devices.

use yew::prelude::*;

use super::Scene;
use super::layout::{Area, Field, ROW, TOKEN, shown};
use super::place::Place;
use crate::components::common::{Ui, colour_class, cut, plain, without_pipe};
use crate::i18n::{M, bytes, thousands};
use crate::session::{ObjectRef, PipeView, ThreadState, duration, ref_text};

/// Everything but tokens, edges and devices.
pub(crate) fn kernel(ui: &Ui, scene: &Scene) -> Html {
    html! {
        <>
            <g>{ for scene.at.cpus.iter().enumerate().map(|(index, _)| cpu(ui, scene, index)) }</g>
            <g>{ for scene.at.waits.iter().map(|(index, area)| wait(scene, *index, *area)) }</g>
            <g>{ for scene.at.tables.iter().map(|(pid, area, rows)| table(ui, scene, *pid, *area, *rows)) }</g>
            <g>{ for scene.at.files.iter().map(|(id, area)| file(ui, scene, *id, *area)) }</g>
            <g>{ for scene.at.objects.iter().map(|(object, area)| target(ui, scene, *object, *area)) }</g>
            { frames(ui, scene) }
            { headings(ui, scene) }
        </>
    }
}

fn headings(ui: &Ui, scene: &Scene) -> Html {
    let files = scene.at.files.iter().map(|(_, area)| area.x).reduce(f64::min);
    html! {
        <g>
            if let Some(x) = files {
                <text class="label" x={x.to_string()} y={(scene.at.glass + 48.0).to_string()}>{ ui.t(M::Descriptions) }</text>
            }
        </g>
    }
}

fn text_box(area: Area, class: &'static str, radius: &'static str) -> Html {
    html! { <rect {class} width={area.w.to_string()} height={area.h.to_string()} rx={radius} /> }
}

fn cpu(ui: &Ui, scene: &Scene, index: usize) -> Html {
    let (area, queue) = (scene.at.cpus[index], scene.at.queues[index]);
    let Some(cpu) = scene.moment.cpus.get(index) else { return Html::default() };
    let object = ObjectRef::Cpu(cpu.id);
    let mut class = scene.classes("cpu", object);
    class.push(cpu.running.is_some().then_some("busy"));
    class.push(cpu.in_kernel.then_some("in-kernel"));
    let wide = queue.x > area.x + area.w;
    let mode = match (cpu.running, cpu.in_kernel) {
        (None, _) => ui.t(M::Idle),
        (Some(_), true) => ui.t(M::ModeKernel),
        (Some(_), false) => ui.t(M::ModeUser),
    };
    html! {
        <g key={index}>
            <Place x={area.x} y={area.y} {class} reference={ref_text(object)}>
                <text class="label" y="-6">{ ui.say(M::Cpu, &[&cpu.id.to_string()]) }<tspan class="mode">{ format!("  {mode}") }</tspan></text>
                { text_box(area, "box", "10") }
            </Place>
            <Place x={queue.x} y={queue.y} class={scene.classes("queue", object)} reference={ref_text(object)}>
                <text class="label" y="-6">{ ui.t(M::RunQueue) }</text>
                { text_box(queue, "box", "8") }
                if cpu.queue.is_empty() {
                    <text class="label tiny" x={(queue.w / 2.0).to_string()} y={(queue.h / 2.0 + 4.0).to_string()} text-anchor="middle">{ ui.t(M::Empty) }</text>
                }
            </Place>
            if wide {
                <path class="edge" marker-end="url(#arrow)" d={format!("M{:.0} {:.0}H{:.0}", queue.x - 4.0, area.y + area.h / 2.0, area.x + area.w + 6.0)} />
            }
        </g>
    }
}

fn wait(scene: &Scene, index: usize, area: Area) -> Html {
    let queue = &scene.moment.wait_queues[index];
    // In the column on the left a label may reach to the next column.
    let room = if area.w < 100.0 && scene.at.width < 640.0 {
        14
    } else if area.w < 100.0 {
        19
    } else {
        24
    };
    let object = queue
        .object
        .or(queue.threads.first().map(|tid| ObjectRef::Thread(*tid)))
        .unwrap_or(ObjectRef::Kernel);
    html! {
        <Place key={format!("w{index}")} x={area.x} y={area.y} class={scene.classes("wait", object)} reference={ref_text(object)}>
            <text class="label" y="-6">{ cut(&plain(&queue.label), room) }</text>
            { text_box(area, "box", "8") }
        </Place>
    }
}

fn table(ui: &Ui, scene: &Scene, pid: i32, area: Area, fit: usize) -> Html {
    let Some(process) = scene.moment.processes.iter().find(|process| process.pid == pid) else {
        return Html::default();
    };
    let cut_off = process.fds.len().saturating_sub(fit);
    let shown = if cut_off > 0 { fit - 1 } else { process.fds.len() };
    let rows = process.fds.iter().take(shown).enumerate().map(|(row, fd)| {
        let object = ObjectRef::Fd(pid, fd.fd);
        let y = row as f64 * ROW;
        // Where there is no room for both, the number of a pipe says more than the word.
        let label = if area.w < 100.0 { without_pipe(&fd.label) } else { &fd.label };
        let mut class = scene.classes("fd", object);
        class.push(fd.fresh.then_some("fresh"));
        html! {
            <g key={fd.fd} {class} data-ref={ref_text(object)}>
                <rect class="box" y={y.to_string()} width={area.w.to_string()} height={ROW.to_string()} />
                <text class="mono" x="9" y={(y + 15.5).to_string()}>{ fd.fd }</text>
                <text class="mono label" x="26" y={(y + 15.5).to_string()}>{ cut(label, ((area.w - 28.0) / 6.9) as usize) }</text>
            </g>
        }
    });
    let more = (cut_off > 0).then(|| ui.say(M::More, &[&(cut_off + 1).to_string()]));
    html! {
        <Place key={pid} x={area.x} y={area.y} class={classes!("table", colour_class(process.colour))}>
            <text class="label" y="-6">{ ui.say(M::FdTable, &[&pid.to_string()]) }</text>
            <path class="spine" d={format!("M-3 0v{:.0}", shown as f64 * ROW)} />
            <g>{ for rows }</g>
            <text class="label tiny" x="8" y={(shown as f64 * ROW + 14.0).to_string()}>{ more.unwrap_or_default() }</text>
        </Place>
    }
}

fn file(ui: &Ui, scene: &Scene, id: u32, area: Area) -> Html {
    let Some(file) = scene.moment.files.iter().find(|file| file.id == id) else {
        return Html::default();
    };
    let object = ObjectRef::File(id);
    let mut class = scene.classes("file", object);
    class.push(file.fresh.then_some("fresh"));
    let label = if area.w < 120.0 { without_pipe(&file.label) } else { &file.label };
    let offset = file.offset.map(|offset| format!(" @{}", thousands(offset))).unwrap_or_default();
    html! {
        <Place key={id} x={area.x} y={area.y} {class} reference={ref_text(object)}>
            { text_box(area, "box", "10") }
            <text x="12" y="22">{ cut(label, ((area.w - 18.0) / 7.0) as usize) }</text>
            <text class="refs" x={(area.w - 12.0).to_string()} y="41" text-anchor="end">{ ui.say(M::References, &[&file.refs.to_string()]) }</text>
            <text class="label" x="12" y="41" visibility={(area.w < 120.0).then_some("hidden")}>{ cut(&format!("{}{offset}", file.flags), ((area.w - 62.0) / 6.4) as usize) }</text>
        </Place>
    }
}

fn target(ui: &Ui, scene: &Scene, object: ObjectRef, area: Area) -> Html {
    let pipe = match object {
        ObjectRef::Pipe(id) => scene.moment.pipes.iter().find(|pipe| pipe.id == id),
        _ => None,
    };
    let inode = match object {
        ObjectRef::Inode(id) => scene.moment.inodes.iter().find(|inode| inode.id == id),
        _ => None,
    };
    let limit = (area.w / 7.0) as usize;
    html! {
        <Place key={ref_text(object)} x={area.x} y={area.y} class={scene.classes("object", object)} reference={ref_text(object)}>
            if let Some(pipe) = pipe {
                { pipe_box(ui, pipe, area) }
            } else if let Some(inode) = inode {
                <rect class="box" width={area.w.to_string()} height="52" rx="10" />
                <text x="12" y="22">{ cut(&inode.path, limit) }</text>
                <text class="label" x="12" y="41">{ format!("{} · {}", inode.kind, bytes(ui.lang, inode.size)) }</text>
            } else {
                <rect class="box" width={area.w.to_string()} height="40" rx="10" />
                <text x="12" y="25">{ ui.name(object) }</text>
            }
        </Place>
    }
}

/// The page slots of a pipe, each filled by its bytes.
fn pipe_box(ui: &Ui, pipe: &PipeView, area: Area) -> Html {
    let count = pipe.slot_count.clamp(1, 64);
    let columns = if area.w < 180.0 { 16.min(count) } else { 8.min(count) };
    let rows = count.div_ceil(columns).min(3);
    let w = (area.w - 26.0) / f64::from(columns);
    let h = if rows > 1 { 24.0 } else { 30.0 };
    let mut outline = String::new();
    let mut full = String::new();
    for index in 0..count.min(rows * columns) {
        let (x, y) =
            (13.0 + f64::from(index % columns) * w, 16.0 + f64::from(index / columns) * (h + 8.0));
        outline += &format!("M{x:.1} {y:.1}h{w:.1}v{h:.1}h-{w:.1}z");
        if let Some(bytes) = pipe.slots.get(index as usize) {
            // One byte must be seen too.
            let part = (f64::from(*bytes) / 4096.0).clamp(0.16, 1.0) * (w - 2.0);
            full += &format!("M{:.1} {:.1}h{part:.1}v{:.1}h-{part:.1}z", x + 1.0, y + 1.0, h - 2.0);
        }
    }
    let title = if area.w < 180.0 {
        format!("{} · {}", ui.name(ObjectRef::Pipe(pipe.id)), bytes(ui.lang, pipe.bytes))
    } else {
        ui.say(
            M::PipeTitle,
            &[&pipe.id.to_string(), &thousands(pipe.bytes), &thousands(pipe.capacity)],
        )
    };
    let preview = cut(&pipe.preview, (area.w / 7.5) as usize);
    html! {
        <>
            <text class="label" y="-8">{ title }</text>
            <rect class="box" width={area.w.to_string()} height={area.h.to_string()} rx="12" />
            <path class="slots" d={outline} />
            <path class="slot-bytes" d={full} />
            <text class="mono byte-text" y={(area.h + 16.0).to_string()} x="4">{ preview }</text>
        </>
    }
}

/// The field of physical frames: who maps each.
fn frames(ui: &Ui, scene: &Scene) -> Html {
    let Some(Field { area, cell, columns }) = scene.at.frames else { return html! { <g /> } };
    let side = cell - if cell > 20.0 { 5.0 } else { 3.0 };
    let mut numbers = Vec::new();
    let mut owners: std::collections::BTreeMap<u32, (Vec<u32>, bool)> =
        std::collections::BTreeMap::new();
    for process in shown(scene.moment) {
        for page in process.regions.iter().flat_map(|region| &region.pages) {
            let entry = owners.entry(page.frame).or_default();
            entry.0.push(process.colour % 6);
            entry.1 |= page.fresh;
        }
    }
    // One outline per colour and kind instead of a node per frame.
    let mut solo: [String; 6] = Default::default();
    let mut upper: [String; 6] = Default::default();
    let mut fresh = String::new();
    for (frame, (colours, new)) in &owners {
        let Some(slot) = scene.memory.frames.of(*frame) else { continue };
        let (x, y) =
            (area.x + (slot % columns) as f64 * cell, area.y + (slot / columns) as f64 * cell);
        if cell > 36.0 {
            numbers.push(html! { <text key={*frame} class="frame-number" x={(x + side / 2.0).to_string()} y={(y + side / 2.0 + 4.0).to_string()} text-anchor="middle">{ frame }</text> });
        }
        let (first, last) = (colours[0] as usize, colours[colours.len() - 1] as usize);
        if first == last && colours.len() == 1 {
            solo[first] += &format!("M{x:.0} {y:.0}h{side}v{side}h-{side}z");
        } else {
            upper[first] += &format!("M{x:.0} {y:.0}h{side}l-{side} {side}z");
            upper[last] += &format!("M{:.0} {y:.0}v{side}h-{side}z", x + side);
        }
        if *new {
            fresh += &format!("M{:.1} {:.1}h{w}v{w}h-{w}z", x - 1.0, y - 1.0, w = side + 2.0);
        }
    }
    let legend = format!(
        "◩ {}   ■ {}   ▢ {}",
        ui.t(M::FramesShared),
        ui.t(M::FramesPrivate),
        ui.t(M::FramesFresh)
    );
    html! {
        <g class="frames">
            <text class="label" x={area.x.to_string()} y={(area.y - 20.0).to_string()}>{ format!("{} · {}", ui.t(M::Frames), owners.len()) }</text>
            <text class="label" x={(area.x + area.w).to_string()} y={(area.y - 20.0).to_string()} text-anchor="end">{ legend }</text>
            { for solo.into_iter().enumerate().map(|(colour, d)| html! { <path key={format!("s{colour}")} class={classes!("pages", "private", colour_class(colour as u32))} {d} /> }) }
            { for upper.into_iter().enumerate().map(|(colour, d)| html! { <path key={format!("u{colour}")} class={classes!("pages", "half", colour_class(colour as u32))} {d} /> }) }
            <path class="pages fresh" d={fresh} />
            <g>{ for numbers }</g>
        </g>
    }
}

/// The threads, each the same token wherever it is.
pub(crate) fn tokens(scene: &Scene) -> Html {
    let tokens = scene.at.tokens.iter().filter_map(|(tid, x, y, scale)| {
        let thread = scene.moment.threads.iter().find(|thread| thread.tid == *tid)?;
        let object = ObjectRef::Thread(*tid);
        let mut class = scene.classes("token", object);
        class.push(colour_class(thread.colour));
        class.push(match thread.state {
            ThreadState::Running(_) => "running",
            ThreadState::Ready(_) => "ready",
            ThreadState::Blocked | ThreadState::Stopped => "blocked",
            ThreadState::Zombie => "zombie",
        });
        let (w, h) = TOKEN;
        Some(html! {
            <Place key={*tid} x={*x} y={*y} scale={*scale} {class} reference={ref_text(object)}>
                <rect x={(-w / 2.0).to_string()} y={(-h / 2.0).to_string()} width={w.to_string()} height={h.to_string()} rx="8" />
                <text y="4.5" text-anchor="middle">{ tid }</text>
            </Place>
        })
    });
    html! { <>{ for tokens }</> }
}

/// The strip of devices, and the counters above it.
pub(crate) fn devices(ui: &Ui, scene: &Scene) -> Html {
    let y = scene.at.devices;
    let terminal = scene.at.terminal;
    let counters = &scene.moment.counters;
    let figures = [
        (counters.calls, M::CountCalls),
        (counters.mode_switches, M::CountModes),
        (counters.context_switches, M::CountContexts),
        (counters.page_faults, M::CountFaults),
        (counters.cow_copies, M::CountCow),
    ];
    let most = if scene.at.width < 640.0 { 3 } else { figures.len() };
    let figures = figures.into_iter().take(most).enumerate().map(|(index, (number, name))| html! {
        <tspan key={index} dx={if index == 0 { "0" } else { "16" }}><tspan class="figure-name">{ format!("{} ", ui.t(name)) }</tspan><tspan class="strong">{ thousands(number) }</tspan></tspan>
    });
    let object = ObjectRef::Terminal;
    let last = scene
        .moment
        .output
        .last()
        .map(|output| output.text.trim_end().lines().last().unwrap_or_default().to_owned());
    let slice = scene
        .moment
        .cpus
        .iter()
        .find(|cpu| cpu.running.is_some())
        .and_then(|cpu| cpu.slice_left_ns)
        .map(|left_ns| ui.say(M::SliceLeft, &[&duration(left_ns)]));
    html! {
        <g class="devices">
            <text class="label" x="18" y={(y - 34.0).to_string()}>{ ui.t(M::SoFar) }{ slice.map(|text| format!(" · {text}")).unwrap_or_default() }</text>
            <text class="figures" x="18" y={(y - 14.0).to_string()}>{ for figures }</text>
            <path class="strip" d={format!("M0 {y}H{}", scene.at.width)} />
            <text class="label caps" x="18" y={(y + 27.0).to_string()}>{ ui.t(M::Devices) }</text>
            <Place x={terminal.x} y={terminal.y} class={scene.classes("device", object)} reference={ref_text(object)}>
                { text_box(terminal, "box", "7") }
                <text x="12" y="17.5">{ ui.t(M::Terminal) }</text>
            </Place>
            <text class="mono label" x={(terminal.x + terminal.w + 14.0).to_string()} y={(y + 27.5).to_string()}>{ cut(&last.unwrap_or_default(), 60) }</text>
        </g>
    }
}

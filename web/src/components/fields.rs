//! An object field by field.

use yew::prelude::*;

use super::common::{Ui, lock_at};
use super::stage::state_name;
use crate::i18n::{M, bytes, thousands};
use crate::session::{Moment, ObjectRef, duration};

/// Name and value of each field; empty if the object does not exist at this moment.
pub(crate) fn fields(ui: &Ui, moment: &Moment, object: ObjectRef) -> Vec<(M, Html)> {
    match object {
        ObjectRef::Thread(tid) => thread(ui, moment, tid),
        ObjectRef::Process(pid) => process(ui, moment, pid),
        ObjectRef::Fd(pid, fd) => descriptor(ui, moment, pid, fd),
        ObjectRef::File(id) => file(ui, moment, id),
        ObjectRef::Pipe(id) => pipe(ui, moment, id),
        ObjectRef::Inode(id) => inode(ui, moment, id),
        ObjectRef::Cpu(id) => cpu(ui, moment, id),
        ObjectRef::Memory(..) => lock(ui, moment, object),
        ObjectRef::Terminal => {
            let written: usize = moment.output.iter().map(|output| output.text.len()).sum();
            vec![(M::FBytes, bytes(ui.lang, written as u64).into())]
        }
        ObjectRef::Kernel => vec![
            (M::CountCpuBytes, bytes(ui.lang, moment.counters.bytes_cpu).into()),
            (M::CountDmaBytes, bytes(ui.lang, moment.counters.bytes_dma).into()),
        ],
    }
}

fn thread(ui: &Ui, moment: &Moment, tid: i32) -> Vec<(M, Html)> {
    let Some(thread) = moment.threads.iter().find(|thread| thread.tid == tid) else {
        return Vec::new();
    };
    let mut fields = vec![
        (M::FProcess, ui.link(ObjectRef::Process(thread.pid))),
        (M::FState, state_name(ui, thread.state).into()),
    ];
    if !thread.call.is_empty() {
        fields.push((M::FCall, html! { <code>{ &thread.call }</code> }));
    }
    if let Some(waits) = &thread.waits {
        if let Some(object) = waits.object {
            fields.push((M::FOn, ui.link_at(moment, object)));
        }
        fields.push((M::FSince, duration(waits.since_ns).into()));
        if let Some(deadline) = waits.deadline_ns {
            fields.push((M::FDeadline, duration(deadline).into()));
        }
    }
    if let Some(position) = &thread.position {
        fields.push((
            M::FLine,
            html! { <code>{ format!("{}:{}", position.file, position.line) }</code> },
        ));
    }
    fields
}

/// A synchronisation object; of a bare futex word only who sleeps on it.
fn lock(ui: &Ui, moment: &Moment, object: ObjectRef) -> Vec<(M, Html)> {
    let ObjectRef::Memory(pid, address) = object else { return Vec::new() };
    let threads = |tids: &mut dyn Iterator<Item = i32>| {
        html! { <>{ for tids.take(12).map(|tid| ui.link(ObjectRef::Thread(tid))) }</> }
    };
    let Some(lock) = lock_at(moment, object) else {
        let sleepers = moment.wait_queues.iter().filter(|queue| queue.object == Some(object));
        let mut sleepers = sleepers.flat_map(|queue| queue.threads.iter().copied()).peekable();
        return match sleepers.peek() {
            Some(_) => vec![(M::FWaiters, threads(&mut sleepers))],
            None => Vec::new(),
        };
    };
    let mut fields = vec![(M::FState, html! { &lock.state })];
    if !lock.holders.is_empty() {
        fields.push((M::FHolders, threads(&mut lock.holders.iter().map(|holder| holder.tid))));
    }
    if !lock.waiters.is_empty() {
        fields.push((M::FWaiters, threads(&mut lock.waiters.iter().copied())));
    }
    for (tid, mutex) in lock.returns_to.iter().take(8) {
        let wants = html! { <>{ ui.link(ObjectRef::Thread(*tid)) }<code>{ mutex }</code></> };
        fields.push((M::FReturnsTo, wants));
    }
    if !lock.attributes.is_empty() {
        fields.push((M::FFlags, lock.attributes.join(", ").into()));
    }
    fields.push((M::FProcess, ui.link(ObjectRef::Process(pid))));
    fields.push((M::FAddress, html! { <code>{ format!("{address:#x}") }</code> }));
    fields
}

fn process(ui: &Ui, moment: &Moment, pid: i32) -> Vec<(M, Html)> {
    let Some(process) = moment.processes.iter().find(|process| process.pid == pid) else {
        return Vec::new();
    };
    let links = |list: &mut dyn Iterator<Item = ObjectRef>| html! { <>{ for list.take(12).map(|object| ui.link(object)) }</> };
    let mut fields = vec![
        (M::FName, html! { <code>{ &process.name }</code> }),
        (
            M::FParent,
            if process.parent > 0 {
                ui.link(ObjectRef::Process(process.parent))
            } else {
                "0".into()
            },
        ),
        (M::FGroup, format!("{}, {}", process.group, process.session).into()),
    ];
    if let Some(status) = &process.zombie {
        fields.push((M::FStatus, status.into()));
    }
    if !process.children.is_empty() {
        fields.push((
            M::FChildren,
            links(&mut process.children.iter().map(|pid| ObjectRef::Process(*pid))),
        ));
    }
    fields
        .push((M::FThreads, links(&mut process.threads.iter().map(|tid| ObjectRef::Thread(*tid)))));
    fields.push((M::FShared, thousands(process.pages_shared).into()));
    fields.push((M::FPrivate, thousands(process.pages_private).into()));
    fields
}

fn descriptor(ui: &Ui, moment: &Moment, pid: i32, number: i32) -> Vec<(M, Html)> {
    let process = moment.processes.iter().find(|process| process.pid == pid);
    let Some(fd) = process.and_then(|process| process.fds.iter().find(|fd| fd.fd == number)) else {
        return Vec::new();
    };
    let mut fields = vec![
        (M::FProcess, ui.link(ObjectRef::Process(pid))),
        (M::FWhat, fd.label.clone().into()),
        (M::FFile, ui.link(ObjectRef::File(fd.file))),
    ];
    if fd.cloexec {
        fields.push((M::FFlags, ui.t(M::Cloexec).into()));
    }
    fields
}

fn file(ui: &Ui, moment: &Moment, id: u32) -> Vec<(M, Html)> {
    let Some(file) = moment.files.iter().find(|file| file.id == id) else { return Vec::new() };
    let holders = moment.processes.iter().flat_map(|process| {
        process
            .fds
            .iter()
            .filter(move |fd| fd.file == id)
            .map(move |fd| ObjectRef::Fd(process.pid, fd.fd))
    });
    let mut fields = vec![
        (M::FWhat, file.label.clone().into()),
        (M::FFlags, html! { <code>{ &file.flags }</code> }),
        (M::FRefs, html! { <span class={file.fresh.then_some("changed")}>{ file.refs }</span> }),
        (M::FTarget, ui.link(file.target)),
    ];
    if let Some(offset) = file.offset {
        fields.push((M::FOffset, thousands(offset).into()));
    }
    fields.push((M::HeldBy, html! { <>{ for holders.take(12).map(|object| ui.link(object)) }</> }));
    fields
}

fn pipe(ui: &Ui, moment: &Moment, id: u32) -> Vec<(M, Html)> {
    let Some(pipe) = moment.pipes.iter().find(|pipe| pipe.id == id) else { return Vec::new() };
    let mut fields = vec![
        (M::FBytes, format!("{} / {}", thousands(pipe.bytes), thousands(pipe.capacity)).into()),
        (M::FSlots, format!("{} / {}", pipe.slots.len(), pipe.slot_count).into()),
        (M::FReaders, pipe.readers.into()),
        (M::FWriters, pipe.writers.into()),
    ];
    if !pipe.preview.is_empty() {
        fields.push((M::FContent, html! { <code>{ &pipe.preview }</code> }));
    }
    if !pipe.path.is_empty() {
        fields.push((M::FPath, html! { <code>{ &pipe.path }</code> }));
    }
    let ends = moment
        .files
        .iter()
        .filter(|file| file.target == ObjectRef::Pipe(id))
        .map(|file| ui.link(ObjectRef::File(file.id)));
    fields.push((M::Files, html! { <>{ for ends }</> }));
    fields
}

fn inode(ui: &Ui, moment: &Moment, id: u32) -> Vec<(M, Html)> {
    let Some(inode) = moment.inodes.iter().find(|inode| inode.id == id) else { return Vec::new() };
    vec![
        (M::FPath, html! { <code>{ &inode.path }</code> }),
        (M::FKind, inode.kind.clone().into()),
        (M::FSize, bytes(ui.lang, inode.size).into()),
        (M::FLinks, inode.links.into()),
    ]
}

fn cpu(ui: &Ui, moment: &Moment, id: u32) -> Vec<(M, Html)> {
    let Some(cpu) = moment.cpus.iter().find(|cpu| cpu.id == id) else { return Vec::new() };
    let Some(tid) = cpu.running else {
        return vec![(M::FRunning, ui.t(M::Idle).into())];
    };
    let queue = cpu.queue.iter().take(12).map(|tid| ui.link(ObjectRef::Thread(*tid)));
    vec![
        (M::FRunning, ui.link(ObjectRef::Thread(tid))),
        (M::FMode, ui.t(if cpu.in_kernel { M::ModeKernel } else { M::ModeUser }).into()),
        (M::FSlice, cpu.slice_left_ns.map_or("–".into(), duration).into()),
        (
            M::FQueue,
            if cpu.queue.is_empty() {
                ui.t(M::Empty).into()
            } else {
                html! { <>{ for queue }</> }
            },
        ),
    ]
}

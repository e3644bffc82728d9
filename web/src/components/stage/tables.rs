//! The stage as tables: the same facts for readers who do not see the picture.

use yew::prelude::*;

use super::condition_name;
use crate::components::banker::bankers;
use crate::components::common::{Same, Ui, prose, use_ui};
use crate::i18n::{M, thousands};
use crate::session::{Moment, ObjectRef, ThreadState};

/// Properties of [`Tables`].
#[derive(Properties, PartialEq)]
pub(crate) struct TablesProps {
    pub(crate) moment: Same<Moment>,
}

/// Processes, threads, CPUs, descriptors, descriptions and pipes.
#[component]
pub(crate) fn Tables(props: &TablesProps) -> Html {
    let ui = use_ui();
    let moment: &Moment = &props.moment;
    let number = |n: u64| html! { thousands(n) };
    let processes = moment.processes.iter().map(|process| {
        let state = process
            .zombie
            .clone()
            .map_or_else(String::new, |status| format!("{}: {status}", ui.t(M::Zombie)));
        vec![
            ui.link(ObjectRef::Process(process.pid)),
            html! { &process.name },
            html! { process.parent },
            html! { state },
            number(process.pages_shared),
            number(process.pages_private),
        ]
    });
    let threads = moment.threads.iter().map(|thread| {
        vec![
            ui.link(ObjectRef::Thread(thread.tid)),
            html! { state_name(&ui, thread.state) },
            html! { &thread.call },
            prose(&thread.reason),
        ]
    });
    let cpus = moment.cpus.iter().map(|cpu| {
        let running = cpu
            .running
            .map_or_else(|| html! { ui.t(M::Idle) }, |tid| ui.link(ObjectRef::Thread(tid)));
        let queue = cpu.queue.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        vec![ui.link(ObjectRef::Cpu(cpu.id)), running, html! { queue }]
    });
    let fds = moment
        .processes
        .iter()
        .flat_map(|process| process.fds.iter().map(move |fd| (process.pid, fd)))
        .map(|(pid, fd)| {
            vec![
                ui.link(ObjectRef::Fd(pid, fd.fd)),
                html! { &fd.label },
                ui.link(ObjectRef::File(fd.file)),
            ]
        });
    let files = moment.files.iter().map(|file| {
        vec![
            ui.link(ObjectRef::File(file.id)),
            html! { &file.label },
            html! { &file.flags },
            html! { file.refs },
            ui.link(file.target),
        ]
    });
    let pipes = moment.pipes.iter().map(|pipe| {
        vec![
            ui.link(ObjectRef::Pipe(pipe.id)),
            number(pipe.bytes),
            html! { format!("{} / {}", pipe.slots.len(), pipe.slot_count) },
            html! { pipe.readers },
            html! { pipe.writers },
        ]
    });
    let locks = moment.sync_objects.iter().map(|lock| {
        let threads = |tids: Vec<i32>| {
            html! { <>{ for tids.into_iter().take(12).map(|tid| ui.link(ObjectRef::Thread(tid))) }</> }
        };
        vec![
            ui.link_at(moment, ObjectRef::Memory(lock.pid, lock.address)),
            html! { &lock.state },
            threads(lock.holders.iter().map(|holder| holder.tid).collect()),
            threads(lock.waiters.clone()),
        ]
    });
    let conditions = moment.graph.iter().flat_map(|graph| &graph.coffman).map(|condition| {
        vec![
            html! { ui.t(condition_name(condition.kind)) },
            html! { ui.t(if condition.holds { M::Yes } else { M::No }) },
            prose(&condition.why),
        ]
    });
    html! {
        <div class="tables">
            { table(&ui, M::Processes, &[M::Pid, M::FName, M::FParent, M::FState, M::FShared, M::FPrivate], processes.collect()) }
            { table(&ui, M::Threads, &[M::Tid, M::FState, M::FCall, M::FWhy], threads.collect()) }
            { table(&ui, M::Locks, &[M::FLockName, M::FState, M::FHolders, M::FWaiters], locks.collect()) }
            { table(&ui, M::Conditions, &[M::FCondition, M::FMet, M::FWhy], conditions.collect()) }
            { bankers(&ui, moment) }
            { table(&ui, M::Cpus, &[M::Cpus, M::FRunning, M::FQueue], cpus.collect()) }
            { table(&ui, M::Descriptors, &[M::Descriptors, M::FWhat, M::FFile], fds.collect()) }
            { table(&ui, M::Files, &[M::Files, M::FWhat, M::FFlags, M::FRefs, M::FTarget], files.collect()) }
            { table(&ui, M::Pipes, &[M::Pipes, M::FBytes, M::FSlots, M::FReaders, M::FWriters], pipes.collect()) }
        </div>
    }
}

fn table(ui: &Ui, caption: M, head: &[M], rows: Vec<Vec<Html>>) -> Html {
    let head = head.iter().enumerate().map(|(index, name)| {
        // "CPU {0}"-like names have no place here.
        html! { <th key={index} scope="col">{ ui.t(*name) }</th> }
    });
    let rows = rows.into_iter().take(200).enumerate().map(|(index, cells)| {
        html! { <tr key={index}>{ for cells.into_iter().enumerate().map(|(cell, content)| html! { <td key={cell}>{ content }</td> }) }</tr> }
    });
    html! {
        <table>
            <caption>{ ui.t(caption) }</caption>
            <thead><tr>{ for head }</tr></thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

/// A thread's state in one word.
pub(crate) fn state_name(ui: &Ui, state: ThreadState) -> String {
    match state {
        ThreadState::Running(cpu) => {
            format!("{} · {}", ui.t(M::Running), ui.say(M::Cpu, &[&cpu.to_string()]))
        }
        ThreadState::Ready(_) => ui.t(M::Ready).to_owned(),
        ThreadState::Blocked => ui.t(M::Blocked).to_owned(),
        ThreadState::Stopped => ui.t(M::Stopped).to_owned(),
        ThreadState::Zombie => ui.t(M::Zombie).to_owned(),
    }
}

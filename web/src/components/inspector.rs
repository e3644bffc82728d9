//! The inspector: the selected thing, why it is as it is, who can change that, and what else there is.

use yew::prelude::*;

use super::banker::bankers;
use super::common::{Same, Ui, prose, use_ui};
use super::fields::fields;
use super::sentence::kind_class;
use super::stage::condition_name;
use crate::i18n::M;
use crate::session::{Condition, ConditionKind, Moment, ObjectRef, ThreadView, ref_text};

/// Properties of [`Inspector`].
#[derive(Properties, PartialEq)]
pub(crate) struct InspectorProps {
    pub(crate) moment: Same<Moment>,
    pub(crate) selected: Option<ObjectRef>,
}

/// What is selected; without a selection, whom the sentence is about.
#[component]
pub(crate) fn Inspector(props: &InspectorProps) -> Html {
    let ui = use_ui();
    let moment: &Moment = &props.moment;
    let object = props.selected.or_else(|| subject(&ui, moment));
    html! {
        <div class="inspector" onclick={ui.on_select()}>
            { object.map_or_else(|| html! { <p class="soft">{ ui.t(M::Select) }</p> }, |object| one(&ui, moment, object)) }
            { outlook(&ui, moment) }
            { bankers(&ui, moment) }
            { events(&ui, moment) }
            { everything(&ui, moment) }
        </div>
    }
}

/// Whom the sentence is about; of a descriptor that it closed, the process remains.
fn subject(ui: &Ui, moment: &Moment) -> Option<ObjectRef> {
    let subject = moment.sentence.subject?;
    match subject {
        ObjectRef::Fd(pid, _) if fields(ui, moment, subject).is_empty() => {
            Some(ObjectRef::Process(pid))
        }
        _ => Some(subject),
    }
}

fn one(ui: &Ui, moment: &Moment, object: ObjectRef) -> Html {
    let fields = fields(ui, moment, object);
    let gone = fields.is_empty();
    let rows = fields.into_iter().enumerate().map(|(index, (name, value))| {
        html! { <div class="row" key={index}><dt>{ ui.t(name) }</dt><dd>{ value }</dd></div> }
    });
    let thread = thread_of(moment, object);
    let victim = victim(moment, object);
    html! {
        <section class="object-view">
            <h2>{ ui.name_at(moment, object) }</h2>
            <p class="soft" hidden={!gone}>{ ui.t(M::Gone) }</p>
            <dl>{ for rows }</dl>
            <div class="jumps">
                <button type="button" class="quiet" onclick={ui.run(move |driver| driver.next_of(object, false))}>{ "‹ " }{ ui.t(M::PreviousEvent) }</button>
                <button type="button" class="quiet" onclick={ui.run(move |driver| driver.next_of(object, true))}>{ ui.t(M::NextEvent) }{ " ›" }</button>
                <button type="button" class="quiet" hidden={victim.is_none()}
                    onclick={ui.run(move |driver| victim.into_iter().for_each(|pid| driver.kill(pid)))}>{ ui.t(M::KillHere) }</button>
            </div>
            { thread.map_or_else(|| html! { <div></div> }, |thread| why(ui, thread)) }
        </section>
    }
}

/// The process that a signal from outside would end: not init, and nobody who has ended already.
fn victim(moment: &Moment, object: ObjectRef) -> Option<i32> {
    let ObjectRef::Process(pid) = object else { return None };
    let process = moment.processes.iter().find(|process| process.pid == pid)?;
    (pid != 1 && process.zombie.is_none()).then_some(pid)
}

/// The thread that a why is asked about.
fn thread_of(moment: &Moment, object: ObjectRef) -> Option<&ThreadView> {
    let by_id = |tid: i32| moment.threads.iter().find(|thread| thread.tid == tid);
    match object {
        ObjectRef::Thread(tid) => by_id(tid),
        ObjectRef::Process(pid) => moment.threads.iter().find(|thread| thread.pid == pid),
        ObjectRef::Cpu(id) => {
            moment.cpus.iter().find(|cpu| cpu.id == id).and_then(|cpu| cpu.running).and_then(by_id)
        }
        _ => moment
            .threads
            .iter()
            .find(|thread| thread.waits.as_ref().is_some_and(|waits| waits.object == Some(object))),
    }
}

fn why(ui: &Ui, thread: &ThreadView) -> Html {
    let wakers = thread.waits.iter().flat_map(|waits| &waits.wakers).enumerate().map(|(index, waker)| {
        html! { <li key={index}><button type="button" class="link" data-ref={ref_text(waker.who)}>{ prose(&waker.how) }</button></li> }
    });
    let any = thread.waits.as_ref().is_some_and(|waits| !waits.wakers.is_empty());
    let since = thread.waits.as_ref().and_then(|waits| waits.since_step);
    let reason = thread.waits.as_ref().map(|waits| waits.why.clone()).filter(|why| !why.is_empty());
    html! {
        <section class="why" tabindex="-1">
            <h3>{ ui.t(M::Why) }</h3>
            <p>{ prose(&thread.reason) }</p>
            <p>{ prose(&reason.filter(|why| !thread.reason.contains(why.trim_end_matches(['.', '。']))).unwrap_or_default()) }</p>
            <p hidden={!any}>{ ui.t(M::WhoCanWake) }</p>
            <ul>{ for wakers }</ul>
            <button type="button" class="link" hidden={since.is_none()}
                onclick={ui.run(move |driver| driver.seek(since.unwrap_or_default()))}>{ ui.t(M::JumpAsleep) }</button>
        </section>
    }
}

/// Where this can lead: the circles of waiting threads, and the conditions for deadlock with their reasons.
fn outlook(ui: &Ui, moment: &Moment) -> Html {
    let graph = moment.graph.as_ref();
    let conditions = graph.into_iter().flat_map(|graph| &graph.coffman).enumerate().map(|(index, condition)| {
        let (mark, class) = if condition.holds { ("✓", "holds") } else { ("✗", "fails") };
        html! { <li key={index} {class}><b>{ mark }{ " " }{ ui.t(condition_name(condition.kind)) }</b>{ " " }{ prose(&condition.why) }</li> }
    });
    let circles = graph.into_iter().flat_map(|graph| &graph.cycles).take(4).enumerate().map(|(index, cycle)| {
        html! { <p key={index} class={cycle.deadlock.then_some("deadlock")}>{ prose(&cycle.text) }</p> }
    });
    // Waiting for an end or for bytes is no reason to speak of deadlocks; waiting for what another one has is.
    let is_lock =
        |condition: &Condition| condition.kind == ConditionKind::MutualExclusion && condition.holds;
    let any =
        graph.is_some_and(|graph| graph.coffman.iter().any(is_lock) || !graph.cycles.is_empty());
    let text = graph.map_or("", |graph| graph.outlook_text.as_str());
    html! {
        <section class="outlook" hidden={!any}>
            <h3>{ ui.t(M::Conditions) }</h3>
            <div>{ for circles }</div>
            <ul class="conditions">{ for conditions }</ul>
            <p class="soft">{ prose(text) }</p>
        </section>
    }
}

fn events(ui: &Ui, moment: &Moment) -> Html {
    let rows = moment.events.iter().take(40).enumerate().map(|(index, event)| html! {
        <li key={index}><span class={classes!("dot", kind_class(event.kind))} aria-hidden="true"></span>{ &event.text }</li>
    });
    html! {
        <details class="events" hidden={moment.events.len() < 2}>
            <summary>{ ui.t(M::Events) }{ format!(" ({})", moment.events.len()) }</summary>
            <ul>{ for rows }</ul>
        </details>
    }
}

/// A list of all objects: selecting without the picture.
fn everything(ui: &Ui, moment: &Moment) -> Html {
    let cpus = moment.cpus.iter().map(|cpu| ObjectRef::Cpu(cpu.id));
    let processes = moment.processes.iter().take(40).map(|process| ObjectRef::Process(process.pid));
    let threads = moment.threads.iter().take(40).map(|thread| ObjectRef::Thread(thread.tid));
    let files = moment.files.iter().take(40).map(|file| ObjectRef::File(file.id));
    let pipes = moment.pipes.iter().take(40).map(|pipe| ObjectRef::Pipe(pipe.id));
    let inodes = moment.inodes.iter().take(40).map(|inode| ObjectRef::Inode(inode.id));
    let locks =
        moment.sync_objects.iter().take(40).map(|lock| ObjectRef::Memory(lock.pid, lock.address));
    let all =
        cpus.chain(processes).chain(threads).chain(locks).chain(files).chain(pipes).chain(inodes);
    html! {
        <details class="everything">
            <summary>{ ui.t(M::Objects) }</summary>
            <ul>{ for all.map(|object| html! { <li key={ref_text(object)}>{ ui.link_at(moment, object) }</li> }) }</ul>
        </details>
    }
}

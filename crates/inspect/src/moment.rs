//! One moment of a run, whole.

use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::Pid;
use vitrine_debug_info::DebugInfo;
use vitrine_kernel::syscall::Call;
use vitrine_kernel::{Event, Kernel};
use vitrine_machine::{Machine, Status};
use vitrine_timeline::{EventLog, Timeline};

use crate::events::event_view;
use crate::lang::say;
use crate::sentence::{boot_sentence, join, sentence};
use crate::stack::Stack;
use crate::sync::{self, Sight};
use crate::watch::finding_here;
use crate::{
    Counters, CpuView, EventKind, Lang, Moment, ObjectRef, Parcel, Resource, Sentence, Standing,
    WaitQueueView,
};
use crate::{files, processes, scheduling, strace, threads, words};

/// What the views look at.
pub(crate) struct Scene<'a> {
    pub(crate) machine: &'a Machine,
    pub(crate) debug: Option<&'a DebugInfo>,
    /// Events of the step that led here.
    pub(crate) events: &'a [Event],
    pub(crate) log: &'a EventLog,
    pub(crate) lang: Lang,
    /// Synchronisation objects.
    pub(crate) sight: Sight<'a>,
}

impl Scene<'_> {
    /// A call as strace shows it on entry.
    pub(crate) fn call_text(&self, process: Pid, call: &Call) -> String {
        let read = |address: u64, into: &mut [u8]| self.machine.read_memory(process, address, into);
        strace::call(call, &read)
    }
}

/// Everything to see where the timeline's head stands.
pub fn moment(timeline: &Timeline, debug: Option<&DebugInfo>, lang: Lang) -> Moment {
    let machine = timeline.machine();
    let sight = Sight::new(machine, debug, lang);
    let scene =
        Scene { machine, debug, events: timeline.events(), log: timeline.log(), lang, sight };
    let kernel = machine.kernel();
    Moment {
        step: machine.steps(),
        time_ns: kernel.now_ns(),
        sentence: match machine.steps() {
            0 => boot_sentence(lang),
            _ => with_findings(&scene, sentence(scene.events, lang, || instruction(&scene))),
        },
        events: scene.events.iter().map(|event| event_view(event, lang)).collect(),
        parcels: scene.events.iter().filter_map(parcel).collect(),
        processes: processes::processes(&scene),
        threads: threads::threads(&scene),
        cpus: cpus(kernel),
        policy: scheduling::policy(kernel, lang),
        wait_queues: wait_queues(&scene),
        sync_objects: sync::sync_objects(&scene.sight),
        graph: sync::graph_if_any(&scene.sight),
        bankers: crate::banker::bankers(machine, debug),
        files: files::files(&scene),
        pipes: files::pipes(&scene),
        inodes: files::inodes(&scene),
        output: files::output(kernel),
        counters: counters(kernel),
        standing: standing(timeline, lang),
    }
}

/// The sentence of a step at which a watch found something says so.
fn with_findings(scene: &Scene, mut sentence: Sentence) -> Sentence {
    for finding in scene.log.findings_at(scene.machine.steps()) {
        let text = finding_here(scene.machine, scene.debug, finding, scene.lang);
        if !sentence.why.is_empty() && scene.lang == Lang::En {
            sentence.why.push(' ');
        }
        sentence.why.push_str(&join(&[text], scene.lang));
        sentence.kind = EventKind::Finding;
    }
    sentence
}

/// The number of a process's colour: 0, 1, 2 … in order of birth.
pub(crate) fn colour_of(pid: i32) -> u32 {
    (pid - vitrine_kernel::task::FIRST.0).max(0) as u32
}

/// A step that was one user instruction.
fn instruction(scene: &Scene) -> Sentence {
    let kernel = scene.machine.kernel();
    let lang = scene.lang;
    let running = kernel.cpus[kernel.acting as usize].current;
    let Some(thread) = running.and_then(|tid| kernel.threads.find(tid)) else {
        return Sentence::default();
    };
    let tid = thread.tid;
    let registers = scene.machine.registers(tid);
    let read =
        |address: u64, into: &mut [u8]| scene.machine.read_memory(thread.process, address, into);
    let place = scene.debug.and_then(|debug| {
        let stack = Stack::plain(debug, &read);
        let position = stack.position(registers.pc)?;
        let text = stack.line_text(&position);
        Some((position, text))
    });
    let what = match place {
        Some((position, text)) => {
            let (line, function) = (position.line, position.function);
            let colon = if text.is_empty() { "" } else { ": " };
            say!(
                lang,
                "{tid} is in {function}, line {line}{colon}{text}",
                "{tid} 在 {function} 第 {line} 行{colon}{text}"
            )
        }
        None => {
            let pc = registers.pc;
            say!(lang, "{tid} runs at {pc:#x}", "{tid} 运行到 {pc:#x}")
        }
    };
    Sentence {
        what,
        why: String::new(),
        source: String::new(),
        kind: EventKind::Instruction,
        subject: Some(ObjectRef::Thread(tid.0)),
    }
}

fn parcel(event: &Event) -> Option<Parcel> {
    let Event::Copied { from, to, bytes, by, .. } = event else { return None };
    Some(Parcel {
        from: words::place_object(from),
        to: words::place_object(to),
        bytes: *bytes,
        dma: *by == vitrine_kernel::Copier::Dma,
    })
}

fn cpus(kernel: &Kernel) -> Vec<CpuView> {
    let view = |(index, cpu): (usize, &vitrine_kernel::sched::Cpu)| CpuView {
        id: index as u32,
        running: cpu.current.map(|tid| tid.0),
        in_kernel: cpu
            .current
            .and_then(|tid| kernel.threads.find(tid))
            .is_some_and(|thread| thread.call.is_some()),
        slice_left_ns: (cpu.slice_end_ns != u64::MAX)
            .then(|| cpu.slice_end_ns.saturating_sub(cpu.clock_ns)),
        queue: cpu.waiting().map(|tid| tid.0).collect(),
    };
    kernel.cpus.iter().enumerate().map(view).collect()
}

/// Sleepers grouped by what they wait for, in order of the longest sleeper.
fn wait_queues(scene: &Scene) -> Vec<WaitQueueView> {
    use vitrine_kernel::task::ThreadState;
    let mut sleepers: Vec<_> = scene
        .machine
        .kernel()
        .threads
        .iter()
        .filter_map(|(tid, thread)| match &thread.state {
            ThreadState::Sleeping(sleep) => {
                let resource = sync::wait(&scene.sight, thread)?.resource;
                Some((thread.since_ns, tid, (sleep.reason, resource)))
            }
            ThreadState::Running(_) | ThreadState::Ready(_) | ThreadState::Stopped => None,
        })
        .collect();
    sleepers.sort_by_key(|(since, tid, _)| (*since, *tid));
    let mut views: Vec<(_, WaitQueueView)> = Vec::new();
    for (_, tid, (reason, resource)) in sleepers {
        // What is nobody's object (a time, a signal) is one queue for all.
        let what = (reason, resource.object());
        if let Some((_, view)) = views.iter_mut().find(|(other, _)| *other == what) {
            view.threads.push(tid.0);
            continue;
        }
        let label = match resource {
            Resource::Memory { .. } | Resource::ThreadEnd(_) => {
                sync::resource_label(&scene.sight, resource)
            }
            _ => words::queue_label(&reason, scene.lang),
        };
        let threads = alloc::vec![tid.0];
        views.push((what, WaitQueueView { label, object: resource.object(), threads }));
    }
    views.into_iter().map(|(_, view)| view).collect()
}

/// The machine's totals.
pub fn counters(kernel: &Kernel) -> Counters {
    let from = &kernel.counters;
    Counters {
        instructions: from.instructions,
        calls: from.calls,
        mode_switches: from.mode_switches,
        context_switches: from.context_switches,
        address_space_switches: from.address_space_switches,
        page_faults: from.page_faults,
        cow_copies: from.cow_copies,
        wakeups: from.wakeups,
        bytes_cpu: from.bytes_cpu,
        bytes_dma: from.bytes_dma,
    }
}

/// How the run stands at the head: only its last known step is an end.
fn standing(timeline: &Timeline, lang: Lang) -> Standing {
    if timeline.at() < timeline.known() {
        return Standing::Running;
    }
    match timeline.status() {
        Status::Running => Standing::Running,
        Status::WaitsForInput => Standing::WaitsForInput,
        Status::Exited(status) => {
            let status = words::exit_status(*status, lang);
            Standing::Ended(say!(lang, "The program {status}.", "程序{status}。"))
        }
        Status::Deadlocked => Standing::Stuck(say!(
            lang,
            "Every thread sleeps, and nothing can wake any of them.",
            "所有线程都在睡眠，没有任何事能唤醒它们。"
        )),
        Status::Unsupported { thread, what } => {
            let what = &what.what;
            Standing::Unsupported(say!(
                lang,
                "{thread} asked for {what}, which is not simulated. The run stops here.",
                "{thread} 请求 {what}，尚未模拟。运行到此停止。"
            ))
        }
    }
}

/// Marks in `now` the locals whose values differ from those in `before`.
pub fn mark_changes(now: &mut Moment, before: &Moment) {
    for thread in &mut now.threads {
        let Some(old) = before.threads.iter().find(|old| old.tid == thread.tid) else { continue };
        let depth = thread.frames.len();
        for (index, frame) in thread.frames.iter_mut().enumerate() {
            // Frames are matched from the outermost one.
            let from_outside = depth - index;
            let Some(old_index) = old.frames.len().checked_sub(from_outside) else { continue };
            let old_frame = &old.frames[old_index];
            if old_frame.function != frame.function {
                continue;
            }
            for local in &mut frame.locals {
                let same = old_frame.locals.iter().find(|old| old.name == local.name);
                local.changed = same.is_some_and(|old| old.value != local.value);
            }
        }
    }
}

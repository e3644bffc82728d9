//! Views of threads: state, reason, what they wait for and who could end it.

use alloc::string::String;
use alloc::vec::Vec;

use vitrine_kernel::Sleep;
use vitrine_kernel::task::{Thread, ThreadState as State};
use vitrine_timeline::Mark;

use crate::lang::say;
use crate::moment::{Scene, colour_of};
use crate::scheduling;
use crate::stack::Stack;
use crate::words;
use crate::{SourcePosition, ThreadState, ThreadView, Waiting, sync};

/// All threads by tid; zombies' first threads are added from their processes.
pub(crate) fn threads(scene: &Scene) -> Vec<ThreadView> {
    let kernel = scene.machine.kernel();
    let mut views: Vec<ThreadView> =
        kernel.threads.iter().map(|(_, thread)| view(scene, thread)).collect();
    let zombies = kernel.processes.iter().filter(|(_, process)| process.is_zombie());
    views.extend(zombies.map(|(pid, process)| {
        let status = process.exit.map_or(String::new(), |s| words::exit_status(s, scene.lang));
        let parent = process.parent;
        let lang = scene.lang;
        ThreadView {
            tid: pid.0,
            pid: pid.0,
            colour: colour_of(pid.0),
            state: ThreadState::Zombie,
            reason: say!(
                lang,
                "{pid} {status}; its entry stays until {parent} waits for it",
                "{pid} {status}；在 {parent} 等待它之前，其表项一直保留"
            ),
            call: String::new(),
            waits: None,
            position: None,
            frames: Vec::new(),
            pc: 0,
            scheduling: None,
        }
    }));
    views.sort_by_key(|view| view.tid);
    views
}

fn view(scene: &Scene, thread: &Thread) -> ThreadView {
    let registers = scene.machine.registers(thread.tid);
    let pid = thread.process;
    let read = |address: u64, into: &mut [u8]| scene.machine.read_memory(pid, address, into);
    let frames = scene.debug.map_or(Vec::new(), |debug| {
        let known = |ty, address| sync::value(&scene.sight, debug, pid, (ty, address));
        Stack { debug, read: &read, known: &known }.frames(&registers)
    });
    let state = match &thread.state {
        State::Running(cpu) => ThreadState::Running(*cpu),
        State::Ready(cpu) => ThreadState::Ready(*cpu),
        State::Sleeping(_) => ThreadState::Blocked,
        State::Stopped => ThreadState::Stopped,
    };
    let own = frames.iter().find(|frame| !frame.library && frame.position.is_some());
    let position: Option<SourcePosition> = own.and_then(|frame| frame.position.clone());
    let waits = match &thread.state {
        State::Sleeping(sleep) => Some(waiting(scene, thread, sleep)),
        State::Running(_) | State::Ready(_) | State::Stopped => None,
    };
    ThreadView {
        tid: thread.tid.0,
        pid: pid.0,
        colour: colour_of(pid.0),
        state,
        reason: reason(scene, thread, waits.as_ref()),
        call: thread.call.map_or(String::new(), |call| scene.call_text(pid, &call.call)),
        waits,
        position,
        frames,
        pc: registers.pc,
        scheduling: Some(scheduling::of_thread(scene.machine.kernel(), thread)),
    }
}

fn reason(scene: &Scene, thread: &Thread, waits: Option<&Waiting>) -> String {
    let (lang, tid) = (scene.lang, thread.tid);
    match &thread.state {
        State::Running(cpu) if thread.call.is_some() => say!(
            lang,
            "{tid} runs on CPU {cpu}, inside the kernel",
            "{tid} 正在 CPU {cpu} 上运行（内核态）"
        ),
        State::Running(cpu) => {
            say!(lang, "{tid} runs on CPU {cpu}", "{tid} 正在 CPU {cpu} 上运行")
        }
        State::Ready(cpu) => {
            let of = &scene.machine.kernel().cpus[*cpu as usize];
            let ahead = of.waiting().position(|other| other == tid).unwrap_or(0);
            let place = match ahead {
                0 => say!(lang, "it is next", "下一个就是它"),
                1 => say!(lang, "one thread is before it", "前面还有 1 个线程"),
                _ => say!(lang, "{ahead} threads are before it", "前面还有 {ahead} 个线程"),
            };
            say!(
                lang,
                "{tid} could run and waits for CPU {cpu}; {place}",
                "{tid} 可以运行，正等待 CPU {cpu}；{place}"
            )
        }
        State::Sleeping(_) => {
            let why = waits.map_or("", |waits| &waits.why);
            say!(lang, "{tid} sleeps: {why}", "{tid} 在睡眠：{why}")
        }
        State::Stopped => say!(
            lang,
            "{tid} is stopped by a signal until SIGCONT",
            "{tid} 被信号停止，直到收到 SIGCONT"
        ),
    }
}

fn waiting(scene: &Scene, thread: &Thread, sleep: &Sleep) -> Waiting {
    let wait = sync::wait(&scene.sight, thread);
    // What it sleeps for: its object, if that is known, or its call.
    let clause = wait.as_ref().and_then(|wait| sync::clause(&scene.sight, wait));
    let slept = |entry: &vitrine_timeline::LogEntry| {
        entry.thread == thread.tid.0 && entry.mark == Mark::Sleep
    };
    Waiting {
        object: wait.as_ref().and_then(|wait| wait.resource.object()),
        since_ns: thread.since_ns,
        since_step: scene.log.previous(scene.machine.steps() + 1, slept),
        deadline_ns: sleep.deadline_ns,
        why: clause.unwrap_or_else(|| words::sleep_reason(&sleep.reason, scene.lang)),
        wakers: wait.map_or(Vec::new(), |wait| sync::wakers(&scene.sight, &wait)),
    }
}

//! Views of threads: state, reason, what they wait for and who could end it.

use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::Tid;
use vitrine_kernel::fd::FileKind;
use vitrine_kernel::task::{Thread, ThreadState as State};
use vitrine_kernel::{Kernel, Sleep, SleepReason};
use vitrine_timeline::Mark;

use crate::lang::say;
use crate::moment::{Scene, colour_of};
use crate::scheduling;
use crate::stack::Stack;
use crate::words;
use crate::{ObjectRef, SourcePosition, ThreadState, ThreadView, Waiting, Waker};

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
    let frames =
        scene.debug.map_or(Vec::new(), |debug| Stack { debug, read: &read }.frames(&registers));
    let state = match &thread.state {
        State::Running(cpu) => ThreadState::Running(*cpu),
        State::Ready(cpu) => ThreadState::Ready(*cpu),
        State::Sleeping(_) => ThreadState::Blocked,
        State::Stopped => ThreadState::Stopped,
    };
    let own = frames.iter().find(|frame| !frame.library && frame.position.is_some());
    let position: Option<SourcePosition> = own.and_then(|frame| frame.position.clone());
    ThreadView {
        tid: thread.tid.0,
        pid: pid.0,
        colour: colour_of(pid.0),
        state,
        reason: reason(scene, thread),
        call: thread.call.map_or(String::new(), |call| scene.call_text(pid, &call.call)),
        waits: match &thread.state {
            State::Sleeping(sleep) => Some(waiting(scene, thread, sleep)),
            State::Running(_) | State::Ready(_) | State::Stopped => None,
        },
        position,
        frames,
        pc: registers.pc,
        scheduling: Some(scheduling::of_thread(scene.machine.kernel(), thread)),
    }
}

fn reason(scene: &Scene, thread: &Thread) -> String {
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
        State::Sleeping(sleep) => {
            let why = words::sleep_reason(&sleep.reason, lang);
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
    let slept = |entry: &vitrine_timeline::LogEntry| {
        entry.thread == thread.tid.0 && entry.mark == Mark::Sleep
    };
    Waiting {
        object: words::sleep_object(&sleep.reason),
        since_ns: thread.since_ns,
        since_step: scene.log.previous(scene.machine.steps() + 1, slept),
        deadline_ns: sleep.deadline_ns,
        why: words::sleep_reason(&sleep.reason, scene.lang),
        wakers: wakers(scene, thread, sleep),
    }
}

/// Who or what could end this sleep, found in the state.
fn wakers(scene: &Scene, thread: &Thread, sleep: &Sleep) -> Vec<Waker> {
    let kernel = scene.machine.kernel();
    let lang = scene.lang;
    match &sleep.reason {
        SleepReason::PipeEmpty(pipe) => holders(kernel, FileKind::PipeWrite(*pipe))
            .into_iter()
            .map(|(pid, fd)| {
                let how = if pid == thread.process.0 {
                    say!(
                        lang,
                        "{pid} itself holds the write end as fd {fd}, and sleeps",
                        "{pid} 自己以 fd {fd} 持有写端，而它在睡眠"
                    )
                } else {
                    say!(
                        lang,
                        "{pid}, by writing to fd {fd} or by closing it as the last",
                        "{pid} 写入 fd {fd}，或作为最后一个关闭它"
                    )
                };
                Waker { who: ObjectRef::Fd(pid, fd), how }
            })
            .collect(),
        SleepReason::PipeFull(pipe) => holders(kernel, FileKind::PipeRead(*pipe))
            .into_iter()
            .map(|(pid, fd)| Waker {
                who: ObjectRef::Fd(pid, fd),
                how: say!(
                    lang,
                    "{pid}, by reading from fd {fd} or by closing it as the last",
                    "{pid} 从 fd {fd} 读取，或作为最后一个关闭它"
                ),
            })
            .collect(),
        SleepReason::Child(which) => children(scene, thread, which.map(|pid| pid.0)),
        SleepReason::Vfork(pid) => alloc::vec![Waker {
            who: ObjectRef::Process(pid.0),
            how: say!(lang, "{pid}, by execve or exit", "{pid} 调用 execve 或退出"),
        }],
        SleepReason::TerminalInput => alloc::vec![Waker {
            who: ObjectRef::Terminal,
            how: say!(lang, "a line of input", "一行输入"),
        }],
        SleepReason::Time | SleepReason::Io | SleepReason::Poll => Vec::new(),
        SleepReason::Signal
        | SleepReason::Futex(_)
        | SleepReason::FifoPartner(_)
        | SleepReason::Ipc(_)
        | SleepReason::FileLock(_)
        | SleepReason::SocketEmpty(_)
        | SleepReason::SocketFull(_)
        | SleepReason::SocketAccept(_)
        | SleepReason::SocketConnect(_) => other_threads(scene, thread.tid),
    }
}

/// Every descriptor (pid, fd) whose description is of this kind.
fn holders(kernel: &Kernel, kind: FileKind) -> Vec<(i32, i32)> {
    let mut found = Vec::new();
    for (pid, process) in kernel.processes.iter() {
        let Some(table) = kernel.fd_tables.find(process.fd_table) else { continue };
        for (fd, entry) in table.iter() {
            if kernel.files.get(entry.file).kind == kind {
                found.push((pid.0, fd.0));
            }
        }
    }
    found
}

fn children(scene: &Scene, thread: &Thread, which: Option<i32>) -> Vec<Waker> {
    let lang = scene.lang;
    let process = scene.machine.kernel().process(thread.process);
    let fits = |pid: &&vitrine_abi::Pid| which.is_none_or(|wanted| wanted == pid.0);
    let waker = |pid: &vitrine_abi::Pid| Waker {
        who: ObjectRef::Process(pid.0),
        how: say!(lang, "child {pid}, by exiting", "子进程 {pid} 退出"),
    };
    process.children.iter().filter(fits).map(waker).collect()
}

/// For sleeps that any other thread may end.
fn other_threads(scene: &Scene, asleep: Tid) -> Vec<Waker> {
    let lang = scene.lang;
    let ids = scene.machine.kernel().threads.ids().filter(|tid| *tid != asleep);
    ids.map(|tid| Waker {
        who: ObjectRef::Thread(tid.0),
        how: say!(lang, "{tid}, by a call that wakes it", "{tid} 通过一个唤醒它的调用"),
    })
    .collect()
}

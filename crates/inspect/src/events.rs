//! Each event in words, with its family and subject.

use alloc::string::String;

use vitrine_abi::Tid;
use vitrine_kernel::{Copier, Event};

use crate::lang::say;
use crate::scheduling;
use crate::words;
use crate::{EventKind, EventView, Lang, ObjectRef};

/// One event as a line of text.
pub fn event_view(event: &Event, lang: Lang) -> EventView {
    let (kind, subject) = family(event);
    EventView { kind, text: text(event, lang), subject }
}

fn thread(tid: Tid) -> Option<ObjectRef> {
    Some(ObjectRef::Thread(tid.0))
}

/// The event's family and what it is about.
pub(crate) fn family(event: &Event) -> (EventKind, Option<ObjectRef>) {
    match event {
        Event::CallEntered { thread: tid, .. } | Event::CallReturned { thread: tid, .. } => {
            (EventKind::Call, thread(*tid))
        }
        Event::ModeSwitch { thread: tid, .. } => (EventKind::Mode, thread(*tid)),
        Event::Slept { thread: tid, .. } => (EventKind::Sleep, thread(*tid)),
        Event::Woken { thread: tid, .. } | Event::Enqueued { thread: tid, .. } => {
            (EventKind::Wake, thread(*tid))
        }
        Event::Preempts { by: tid, .. } => (EventKind::Switch, thread(*tid)),
        Event::Migrated { thread: tid, .. } => (EventKind::Wake, thread(*tid)),
        Event::ContextSwitch { cpu, to, .. } => {
            (EventKind::Switch, to.map_or(Some(ObjectRef::Cpu(*cpu)), thread))
        }
        Event::Tick { cpu, .. } => (EventKind::Tick, Some(ObjectRef::Cpu(*cpu))),
        Event::Forked { child, .. } => (EventKind::Process, Some(ObjectRef::Process(child.0))),
        Event::ThreadCreated { thread: tid, .. }
        | Event::Executed { thread: tid, .. }
        | Event::ThreadExited { thread: tid } => (EventKind::Process, thread(*tid)),
        Event::ProcessExited { process, .. }
        | Event::Reaped { process, .. }
        | Event::Reparented { process, .. } => {
            (EventKind::Process, Some(ObjectRef::Process(process.0)))
        }
        Event::PageFault { thread: tid, .. } => (EventKind::Memory, thread(*tid)),
        Event::OutOfMemory { process } => (EventKind::Memory, Some(ObjectRef::Process(process.0))),
        Event::Mapped { process, .. } | Event::Unmapped { process, .. } => {
            (EventKind::Memory, Some(ObjectRef::Process(process.0)))
        }
        Event::Copied { to, .. } => (EventKind::Copy, Some(words::place_object(to))),
        Event::FdOpened { process, fd, .. } | Event::FdClosed { process, fd, .. } => {
            (EventKind::File, Some(ObjectRef::Fd(process.0, fd.0)))
        }
        Event::FileReleased { file } => (EventKind::File, Some(ObjectRef::File(file.number()))),
        Event::PipeEndClosed { pipe, .. } => {
            (EventKind::File, Some(ObjectRef::Pipe(pipe.number())))
        }
        Event::TimerExpired { process, .. } | Event::LimitReached { process, .. } => {
            (EventKind::Signal, Some(ObjectRef::Process(process.0)))
        }
        Event::BackgroundJob { thread: tid, .. } => (EventKind::Signal, thread(*tid)),
        Event::Requeued { thread: tid, .. } => (EventKind::Sleep, thread(*tid)),
        Event::LockHandedOver { to, .. } => (EventKind::Wake, thread(*to)),
        Event::SpuriousWake { thread: tid, .. } => (EventKind::Wake, thread(*tid)),
        Event::LockOwnerDied { thread: tid, .. } => (EventKind::Process, thread(*tid)),
        Event::ThreadRenamed { to, .. } => (EventKind::Process, thread(*to)),
        Event::TerminalReleased { .. } => (EventKind::Process, Some(ObjectRef::Terminal)),
        Event::SignalSent { to, .. } => (EventKind::Signal, Some(ObjectRef::Process(to.0))),
        Event::SignalDelivered { thread: tid, .. } => (EventKind::Signal, thread(*tid)),
        Event::TerminalOutput { .. } => (EventKind::Output, Some(ObjectRef::Terminal)),
        Event::ClockAdvanced { .. } => (EventKind::Clock, None),
        Event::NotSimulated { thread: tid, .. } => (EventKind::Unsupported, thread(*tid)),
    }
}

fn text(event: &Event, lang: Lang) -> String {
    match event {
        Event::CallEntered { .. }
        | Event::CallReturned { .. }
        | Event::ModeSwitch { .. }
        | Event::SignalSent { .. }
        | Event::SignalDelivered { .. }
        | Event::NotSimulated { .. } => call_text(event, lang),
        Event::TimerExpired { .. } | Event::LimitReached { .. } | Event::BackgroundJob { .. } => {
            cause_text(event, lang)
        }
        Event::Requeued { .. }
        | Event::SpuriousWake { .. }
        | Event::LockHandedOver { .. }
        | Event::LockOwnerDied { .. } => lock_text(event, lang),
        Event::Slept { .. }
        | Event::Woken { .. }
        | Event::Enqueued { .. }
        | Event::ContextSwitch { .. }
        | Event::Tick { .. }
        | Event::ClockAdvanced { .. } => scheduling_text(event, lang),
        Event::Preempts { .. } | Event::Migrated { .. } => scheduling::event_text(event, lang),
        Event::Forked { .. }
        | Event::ThreadCreated { .. }
        | Event::Executed { .. }
        | Event::ThreadExited { .. }
        | Event::ProcessExited { .. }
        | Event::Reaped { .. }
        | Event::ThreadRenamed { .. }
        | Event::TerminalReleased { .. }
        | Event::Reparented { .. } => process_text(event, lang),
        Event::PageFault { .. }
        | Event::OutOfMemory { .. }
        | Event::Mapped { .. }
        | Event::Unmapped { .. }
        | Event::Copied { .. }
        | Event::TerminalOutput { .. } => memory_text(event, lang),
        Event::FdOpened { .. }
        | Event::FdClosed { .. }
        | Event::FileReleased { .. }
        | Event::PipeEndClosed { .. } => file_text(event, lang),
    }
}

fn call_text(event: &Event, lang: Lang) -> String {
    match event {
        Event::CallEntered { thread, call } => {
            let name = call.name();
            say!(lang, "{thread} calls {name}", "{thread} 调用 {name}")
        }
        Event::CallReturned { thread, call, result } => {
            let name = call.name();
            match result {
                Ok(value) => say!(
                    lang,
                    "{name} of {thread} returns {value}",
                    "{thread} 的 {name} 返回 {value}"
                ),
                Err((errno, why)) => {
                    let (errno, why) = (errno.name(), words::why(*errno, why, lang));
                    say!(
                        lang,
                        "{name} of {thread} fails with {errno}: {why}",
                        "{thread} 的 {name} 失败，{errno}：{why}"
                    )
                }
            }
        }
        Event::ModeSwitch { thread, into_kernel: true, .. } => {
            say!(lang, "{thread} enters the kernel", "{thread} 进入内核态")
        }
        Event::ModeSwitch { thread, .. } => {
            say!(lang, "{thread} goes back to user space", "{thread} 回到用户态")
        }
        Event::SignalSent { signal, to, from } => {
            let name = signal.name();
            match from {
                Some(from) => {
                    say!(lang, "{from} sends {name} to {to}", "{from} 向 {to} 发送 {name}")
                }
                None => say!(lang, "the kernel sends {name} to {to}", "内核向 {to} 发送 {name}"),
            }
        }
        Event::SignalDelivered { signal, thread, effect } => {
            let (name, effect) = (signal.name(), words::signal_effect(*effect, lang));
            say!(lang, "{name} reaches {thread}: {effect}", "{name} 送达 {thread}：{effect}")
        }
        Event::NotSimulated { thread, what } => {
            let what = &what.what;
            say!(
                lang,
                "{thread} asks for {what}, which Vitrine does not simulate",
                "{thread} 请求 {what}，Vitrine 尚未模拟它"
            )
        }
        _ => String::new(),
    }
}

/// Why the kernel sends a signal by itself.
fn cause_text(event: &Event, lang: Lang) -> String {
    match event {
        Event::TimerExpired { process, timer, signal } => {
            let name = signal.name();
            match timer {
                Some(id) => say!(
                    lang,
                    "timer {id} of {process} expires and sends {name}",
                    "{process} 的定时器 {id} 到期，发送 {name}"
                ),
                None => say!(
                    lang,
                    "the interval timer of {process} expires and sends {name}",
                    "{process} 的间隔定时器到期，发送 {name}"
                ),
            }
        }
        Event::LimitReached { process, limit, signal } => {
            let name = signal.name();
            say!(
                lang,
                "{process} has reached {limit} and gets {name}",
                "{process} 达到 {limit}，收到 {name}"
            )
        }
        Event::BackgroundJob { thread, signal } => {
            let name = signal.name();
            say!(
                lang,
                "{thread} wants the terminal but its job is in the background: {name} for the job",
                "{thread} 要用终端，但它的作业在后台：向该作业发送 {name}"
            )
        }
        _ => String::new(),
    }
}

fn lock_text(event: &Event, lang: Lang) -> String {
    match event {
        Event::Requeued { thread, .. } => say!(
            lang,
            "{thread} is not woken but waits for the other futex now",
            "{thread} 没有被唤醒，而是改为等待另一个 futex"
        ),
        Event::SpuriousWake { thread, address } => say!(
            lang,
            "{thread} returns from the futex at {address:#x} although nobody woke it: the machine chose so",
            "{thread} 从 {address:#x} 处的 futex 返回，虽然没有谁唤醒它：这是机器的选择"
        ),
        Event::LockHandedOver { from, to, address } => say!(
            lang,
            "the lock at {address:#x} goes from {from} straight to {to}",
            "{address:#x} 处的锁由 {from} 直接交给 {to}"
        ),
        Event::LockOwnerDied { thread, address } => say!(
            lang,
            "{thread} ends while it holds the lock at {address:#x}: the next owner will know",
            "{thread} 持有 {address:#x} 处的锁时结束：下一个持有者会得知"
        ),
        _ => String::new(),
    }
}

fn scheduling_text(event: &Event, lang: Lang) -> String {
    match event {
        Event::Slept { thread, reason, .. } => {
            let reason = words::sleep_reason(reason, lang);
            say!(lang, "{thread} falls asleep: {reason}", "{thread} 进入睡眠：{reason}")
        }
        Event::Woken { thread, by } => {
            let by = words::wake_reason(by, lang);
            say!(lang, "{thread} wakes: {by}", "{thread} 醒来：{by}")
        }
        Event::Enqueued { thread, cpu } => say!(
            lang,
            "{thread} joins the run queue of CPU {cpu}",
            "{thread} 进入 CPU {cpu} 的就绪队列"
        ),
        Event::ContextSwitch { cpu, from, to, address_space, why, .. } => {
            let name = |tid: &Option<Tid>| match tid {
                Some(tid) => alloc::format!("{tid}"),
                None => say!(lang, "idle", "空闲"),
            };
            let (from, to, why) = (name(from), name(to), words::switch_reason(*why, lang));
            if *address_space {
                say!(
                    lang,
                    "CPU {cpu} switches from {from} to {to}, page table included: {why}",
                    "CPU {cpu} 从 {from} 切换到 {to}（连同页表）：{why}"
                )
            } else {
                say!(
                    lang,
                    "CPU {cpu} switches from {from} to {to}: {why}",
                    "CPU {cpu} 从 {from} 切换到 {to}：{why}"
                )
            }
        }
        Event::Tick { cpu, slice_over: true, .. } => {
            say!(
                lang,
                "The timer of CPU {cpu} fires: the time slice is over",
                "CPU {cpu} 时钟中断：时间片用完"
            )
        }
        Event::Tick { cpu, .. } => say!(
            lang,
            "The timer of CPU {cpu} fires: nobody else waits, the thread goes on",
            "CPU {cpu} 时钟中断：没有其他线程等待，继续运行"
        ),
        Event::ClockAdvanced { to_ns } => {
            let time = words::duration(*to_ns);
            say!(
                lang,
                "Every CPU is idle: the clock jumps to {time}",
                "所有 CPU 空闲：时钟跳到 {time}"
            )
        }
        _ => String::new(),
    }
}

fn process_text(event: &Event, lang: Lang) -> String {
    match event {
        Event::Forked { parent, child, shared_pages: 1 } => say!(
            lang,
            "{parent} forks {child}: one page is now shared copy-on-write",
            "{parent} 派生出 {child}：1 页现在写时复制共享"
        ),
        Event::Forked { parent, child, shared_pages } => say!(
            lang,
            "{parent} forks {child}: {shared_pages} pages are now shared copy-on-write",
            "{parent} 派生出 {child}：{shared_pages} 页现在写时复制共享"
        ),
        Event::ThreadCreated { creator, thread } => say!(
            lang,
            "{creator} creates thread {thread} in the same address space",
            "{creator} 在同一地址空间创建线程 {thread}"
        ),
        Event::Executed { thread, path } => {
            say!(lang, "{thread} now runs {path}", "{thread} 现在运行 {path}")
        }
        Event::ThreadExited { thread } => say!(lang, "thread {thread} ends", "线程 {thread} 结束"),
        Event::ProcessExited { process, status, parent } => {
            let status = words::exit_status(*status, lang);
            say!(
                lang,
                "{process} {status} and stays a zombie until {parent} waits for it",
                "{process} {status}，在 {parent} 等待它之前是僵尸"
            )
        }
        Event::Reaped { process, parent } => {
            say!(lang, "{parent} collects the zombie {process}", "{parent} 回收僵尸 {process}")
        }
        Event::ThreadRenamed { from, to } => say!(
            lang,
            "thread {from} called execve: as the only one left it is {to} from now on",
            "线程 {from} 调用了 execve：作为仅存的线程，它从此编号为 {to}"
        ),
        Event::TerminalReleased { session } => say!(
            lang,
            "session {session} lets its controlling terminal go",
            "会话 {session} 放弃了控制终端"
        ),
        Event::Reparented { process, from, to } => say!(
            lang,
            "{from} has ended, so {to} becomes the parent of {process}",
            "{from} 已结束，{to} 成为 {process} 的父进程"
        ),
        _ => String::new(),
    }
}

fn memory_text(event: &Event, lang: Lang) -> String {
    match event {
        Event::PageFault { thread, address, write, outcome } => {
            let outcome = words::fault_outcome(*outcome, lang);
            if *write {
                say!(
                    lang,
                    "{thread} writes to {address:#x}: {outcome}",
                    "{thread} 写 {address:#x}：{outcome}"
                )
            } else {
                say!(
                    lang,
                    "{thread} touches {address:#x}: {outcome}",
                    "{thread} 访问 {address:#x}：{outcome}"
                )
            }
        }
        Event::OutOfMemory { process } => say!(
            lang,
            "no frame is free: the kernel kills {process}",
            "没有空闲页框：内核杀死 {process}"
        ),
        Event::Mapped { process, start, length } => {
            let length = words::bytes(*length, lang);
            say!(
                lang,
                "{process} maps {length} at {start:#x}",
                "{process} 在 {start:#x} 映射 {length}"
            )
        }
        Event::Unmapped { process, start, length } => {
            let length = words::bytes(*length, lang);
            say!(
                lang,
                "{process} unmaps {length} at {start:#x}",
                "{process} 解除 {start:#x} 处 {length}的映射"
            )
        }
        Event::Copied { from, to, bytes, by, .. } => {
            let (from, to) = (words::place(from, lang), words::place(to, lang));
            let bytes = words::bytes(*bytes, lang);
            match by {
                Copier::Cpu => say!(
                    lang,
                    "the CPU copies {bytes}: {from} → {to}",
                    "CPU 复制 {bytes}：{from} → {to}"
                ),
                Copier::Dma => say!(
                    lang,
                    "a device moves {bytes} by DMA: {from} → {to}",
                    "设备经 DMA 搬运 {bytes}：{from} → {to}"
                ),
            }
        }
        Event::TerminalOutput { bytes: 1 } => {
            say!(lang, "1 byte appears on the terminal", "终端显示 1 字节")
        }
        Event::TerminalOutput { bytes } => {
            let bytes = words::bytes(*bytes, lang);
            say!(lang, "{bytes} appear on the terminal", "终端显示 {bytes}")
        }
        _ => String::new(),
    }
}

fn file_text(event: &Event, lang: Lang) -> String {
    match event {
        Event::FdOpened { process, fd, .. } => {
            say!(lang, "{process} gets descriptor {fd}", "{process} 得到描述符 {fd}")
        }
        Event::FdClosed { process, fd, refs_left: 0, .. } => say!(
            lang,
            "{process} closes descriptor {fd}, the last one of its description",
            "{process} 关闭描述符 {fd}，这是该打开文件描述的最后一个"
        ),
        Event::FdClosed { process, fd, refs_left: 1, .. } => say!(
            lang,
            "{process} closes descriptor {fd}; one more refers to its description",
            "{process} 关闭描述符 {fd}；还有 1 个引用该打开文件描述"
        ),
        Event::FdClosed { process, fd, refs_left, .. } => say!(
            lang,
            "{process} closes descriptor {fd}; {refs_left} more refer to its description",
            "{process} 关闭描述符 {fd}；还有 {refs_left} 个引用该打开文件描述"
        ),
        Event::FileReleased { file } => {
            let file = file.number();
            say!(lang, "Open file description #{file} is gone", "打开文件描述 #{file} 被释放")
        }
        Event::PipeEndClosed { pipe, write_end: true } => {
            let pipe = pipe.number();
            say!(
                lang,
                "Pipe #{pipe} has no write end any more: readers will see end of file",
                "管道 #{pipe} 已没有写端：读者将读到文件结束"
            )
        }
        Event::PipeEndClosed { pipe, .. } => {
            let pipe = pipe.number();
            say!(
                lang,
                "Pipe #{pipe} has no read end any more: writers will get SIGPIPE",
                "管道 #{pipe} 已没有读端：写者将收到 SIGPIPE"
            )
        }
        _ => String::new(),
    }
}

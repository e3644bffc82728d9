//! The one sentence of a step: what happened, and why or what follows.

use alloc::string::String;
use alloc::vec::Vec;

use vitrine_kernel::{Event, FaultOutcome, Place};
use vitrine_timeline::Mark;

use crate::events::{event_view, family};
use crate::lang::say;
use crate::words;
use crate::{EventKind, Lang, ObjectRef, Sentence};

/// The sentence for a step with these events. A step without events was an instruction:
/// `instruction` says what to tell then.
pub(crate) fn sentence(
    events: &[Event],
    lang: Lang,
    instruction: impl FnOnce() -> Sentence,
) -> Sentence {
    let Some(main) = events.iter().max_by_key(|event| weight(event)).filter(|e| weight(e) > 0)
    else {
        return instruction();
    };
    let (kind, subject) = family(main);
    let what = what(main, events, lang);
    let why = why(main, events, lang);
    Sentence { what, why, source: source(main).into(), kind, subject }
}

/// How much an event deserves to be the step's sentence; later ones win a tie.
fn weight(event: &Event) -> u32 {
    match event {
        Event::ModeSwitch { .. } => 0,
        Event::Enqueued { .. } | Event::TerminalOutput { .. } => 1,
        Event::CallEntered { .. } | Event::Tick { .. } => 2,
        Event::ClockAdvanced { .. } | Event::FdOpened { .. } | Event::Mapped { .. } => 3,
        Event::CallReturned { result: Ok(_), .. } => 4,
        Event::ContextSwitch { .. } | Event::Woken { .. } | Event::SignalSent { .. } => 5,
        Event::Requeued { .. } | Event::LockHandedOver { .. } => 6,
        Event::SpuriousWake { .. } => 6,
        Event::TimerExpired { .. } | Event::LimitReached { .. } | Event::BackgroundJob { .. } => 9,
        Event::LockOwnerDied { .. } | Event::ThreadRenamed { .. } => 8,
        Event::TerminalReleased { .. } => 8,
        Event::Migrated { .. } => 4,
        Event::Preempts { .. } => 5,
        Event::FdClosed { .. } | Event::FileReleased { .. } | Event::Unmapped { .. } => 6,
        Event::Copied { from: Place::Kernel, .. } | Event::Copied { to: Place::Kernel, .. } => 1,
        Event::Copied { .. } => 7,
        Event::CallReturned { .. } | Event::PageFault { .. } => 8,
        Event::ThreadExited { .. } => 9,
        Event::PipeEndClosed { .. } => 7,
        Event::Slept { .. } | Event::Reaped { .. } => 10,
        Event::Reparented { .. } | Event::ThreadCreated { .. } | Event::Forked { .. } => 11,
        Event::Executed { .. } | Event::SignalDelivered { .. } => 11,
        Event::ProcessExited { .. } | Event::OutOfMemory { .. } => 12,
        Event::NotSimulated { .. } => 13,
    }
}

fn what(main: &Event, events: &[Event], lang: Lang) -> String {
    let sentence = match main {
        Event::Copied { thread: Some(tid), from: Place::User { .. }, to, bytes, .. } => {
            let (bytes, to) = (words::bytes(*bytes, lang), words::place(to, lang));
            say!(lang, "{tid} writes {bytes} to {to}", "{tid} 向{to}写入 {bytes}")
        }
        Event::Copied { thread: Some(tid), from, to: Place::User { .. }, bytes, .. } => {
            let (bytes, from) = (words::bytes(*bytes, lang), words::place(from, lang));
            say!(lang, "{tid} reads {bytes} from {from}", "{tid} 从{from}读出 {bytes}")
        }
        Event::Slept { thread, .. } => match events.iter().find_map(entered) {
            Some(name) => {
                say!(lang, "{thread} calls {name} and falls asleep", "{thread} 调用 {name} 后睡眠")
            }
            None => say!(lang, "{thread} goes back to sleep", "{thread} 再次睡眠"),
        },
        Event::PageFault { thread, write: true, outcome: FaultOutcome::CowCopied, .. } => say!(
            lang,
            "{thread} writes to a shared page and gets its own copy",
            "{thread} 写共享页，得到自己的副本"
        ),
        _ => event_view(main, lang).text,
    };
    match lang {
        Lang::En => alloc::format!("{sentence}."),
        Lang::Zh => alloc::format!("{sentence}。"),
    }
}

fn entered(event: &Event) -> Option<String> {
    match event {
        Event::CallEntered { call, .. } => Some(call.name()),
        _ => None,
    }
}

/// The main event's own reason, and what else followed in the same step.
fn why(main: &Event, events: &[Event], lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    match main {
        Event::Slept { reason, .. } => parts.push(words::sleep_reason(reason, lang)),
        Event::PageFault { outcome: outcome @ FaultOutcome::CowCopied, .. } => {
            parts.push(words::fault_outcome(*outcome, lang));
        }
        Event::Copied { thread: Some(tid), .. } => {
            let back = events.iter().find_map(|event| match event {
                Event::CallReturned { thread, call, result: Ok(value) } if thread == tid => {
                    Some((call.name(), *value))
                }
                _ => None,
            });
            if let Some((name, value)) = back {
                parts.push(say!(lang, "{name} returns {value}", "{name} 返回 {value}"));
            }
        }
        Event::CallReturned { result: Ok(0), call, .. } if call.name() == "read" => {
            parts.push(say!(lang, "0 means end of file", "0 表示文件结束"));
        }
        _ => {}
    }
    for event in events.iter().filter(|event| !core::ptr::eq(*event, main)) {
        match event {
            Event::Woken { thread, .. } => {
                parts.push(say!(lang, "this wakes {thread}", "这唤醒了 {thread}"));
            }
            Event::PipeEndClosed { .. }
            | Event::SignalSent { .. }
            | Event::Requeued { .. }
            | Event::LockHandedOver { .. }
            | Event::SpuriousWake { .. }
            | Event::LockOwnerDied { .. }
            | Event::ThreadRenamed { .. }
            | Event::TerminalReleased { .. }
            | Event::Reparented { .. }
            | Event::Preempts { .. }
            | Event::Migrated { .. }
            | Event::ContextSwitch { .. } => parts.push(event_view(event, lang).text),
            _ => {}
        }
    }
    join(&parts, lang)
}

/// Sentences from parts: capital first letters, full stops.
pub(crate) fn join(parts: &[String], lang: Lang) -> String {
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() && lang == Lang::En {
            text.push(' ');
        }
        let mut letters = part.chars();
        text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        text.push_str(letters.as_str());
        text.push_str(if lang == Lang::En { "." } else { "。" });
    }
    text
}

fn source(main: &Event) -> &'static str {
    match main {
        Event::Slept { reason, .. } => words::sleep_source(reason),
        Event::Forked { .. } => "fork(2)",
        Event::ThreadCreated { .. } => "clone(2)",
        Event::Executed { .. } => "execve(2)",
        Event::ProcessExited { .. } | Event::ThreadExited { .. } => "_exit(2)",
        Event::Reaped { .. } | Event::Reparented { .. } => "wait(2)",
        Event::PageFault { outcome: FaultOutcome::CowCopied | FaultOutcome::CowReused, .. } => {
            "fork(2)"
        }
        Event::PageFault { .. } | Event::Mapped { .. } | Event::Unmapped { .. } => "mmap(2)",
        Event::OutOfMemory { .. } => "proc_pid_oom_score(5)",
        Event::PipeEndClosed { .. } => "pipe(7)",
        Event::Copied { from: Place::Pipe(_), .. } | Event::Copied { to: Place::Pipe(_), .. } => {
            "pipe(7)"
        }
        Event::Copied { to: Place::User { .. }, .. } => "read(2)",
        Event::Copied { .. } | Event::TerminalOutput { .. } => "write(2)",
        Event::FdOpened { .. } | Event::FdClosed { .. } | Event::FileReleased { .. } => "close(2)",
        Event::SignalSent { .. } | Event::SignalDelivered { .. } => "signal(7)",
        Event::TimerExpired { timer: Some(_), .. } => "timer_create(2)",
        Event::TimerExpired { timer: None, .. } => "setitimer(2)",
        Event::LimitReached { .. } => "getrlimit(2)",
        Event::BackgroundJob { .. } | Event::TerminalReleased { .. } => "credentials(7)",
        Event::Requeued { .. } | Event::LockHandedOver { .. } | Event::SpuriousWake { .. } => {
            "futex(2)"
        }
        Event::LockOwnerDied { .. } => "set_robust_list(2)",
        Event::ThreadRenamed { .. } => "execve(2)",
        Event::ContextSwitch { .. } | Event::Tick { .. } | Event::Enqueued { .. } => "sched(7)",
        Event::Woken { .. } | Event::ClockAdvanced { .. } => "sched(7)",
        Event::Preempts { .. } | Event::Migrated { .. } => "sched(7)",
        Event::CallEntered { .. }
        | Event::CallReturned { .. }
        | Event::ModeSwitch { .. }
        | Event::NotSimulated { .. } => "syscalls(2)",
    }
}

/// The family of a remembered event.
pub(crate) fn kind_of_mark(mark: Mark) -> EventKind {
    match mark {
        Mark::Call(_) | Mark::Return(_) => EventKind::Call,
        Mark::Sleep => EventKind::Sleep,
        Mark::Wake { .. } | Mark::Ready { .. } => EventKind::Wake,
        Mark::Switch { .. } | Mark::Preempted { .. } => EventKind::Switch,
        Mark::Migrated { .. } => EventKind::Wake,
        Mark::Tick => EventKind::Tick,
        Mark::Fork(_)
        | Mark::Thread(_)
        | Mark::Exec
        | Mark::ThreadExit
        | Mark::ProcessExit
        | Mark::Reaped
        | Mark::Reparented => EventKind::Process,
        Mark::Fault { .. } | Mark::Mapping => EventKind::Memory,
        Mark::Copy => EventKind::Copy,
        Mark::Descriptor | Mark::Release => EventKind::File,
        Mark::SignalSent(_) | Mark::SignalTaken(_) | Mark::Stopped | Mark::Continued => {
            EventKind::Signal
        }
        Mark::Output => EventKind::Output,
        Mark::Clock => EventKind::Clock,
        Mark::Unsupported => EventKind::Unsupported,
        Mark::Found => EventKind::Finding,
    }
}

/// The sentence at step 0.
pub(crate) fn boot_sentence(lang: Lang) -> Sentence {
    Sentence {
        what: say!(
            lang,
            "The machine has booted; the program is loaded as process 100.",
            "机器已启动；程序作为进程 100 装入。"
        ),
        why: say!(
            lang,
            "Nothing of it is in memory yet: pages come when they are touched.",
            "它的内容还不在内存中：页面在被访问时才调入。"
        ),
        source: "execve(2)".into(),
        kind: EventKind::Process,
        subject: Some(ObjectRef::Process(100)),
    }
}

//! What can happen next.

use alloc::string::String;

use vitrine_kernel::Kernel;
use vitrine_kernel::sched::Due;
use vitrine_kernel::task::ThreadState;

use super::needs::Wait;
use super::{Outlook, Resource};
use crate::Lang;
use crate::lang::say;
use crate::words::duration;

pub(crate) fn outlook(kernel: &Kernel, waits: &[Wait]) -> Outlook {
    if kernel.threads.is_empty() {
        return Outlook::Ended;
    }
    if waits.len() < kernel.threads.len() {
        return Outlook::GoesOn;
    }
    if let Some((at_ns, due)) = kernel.timers.first() {
        let who = match due {
            Due::Wake(tid) => tid.0,
            Due::RealTimer(pid) | Due::Timer(pid, _) => pid.0,
        };
        return Outlook::Timer { who, at_ns };
    }
    if waits.iter().any(|wait| wait.input) {
        return Outlook::Input;
    }
    let state = |wait: &Wait| &kernel.thread(vitrine_abi::Tid(wait.tid)).state;
    let is_stopped = |wait: &Wait| *state(wait) == ThreadState::Stopped;
    if waits.iter().any(is_stopped) {
        return Outlook::Stopped;
    }
    if waits.iter().all(|wait| matches!(wait.resource, Resource::Signal(_))) {
        return Outlook::Signals;
    }
    Outlook::Nothing
}

pub(crate) fn outlook_text(outlook: Outlook, lang: Lang) -> String {
    match outlook {
        Outlook::GoesOn => say!(lang, "The run goes on.", "运行会继续。"),
        Outlook::Timer { who, at_ns } => {
            let at = duration(at_ns);
            say!(
                lang,
                "Everything sleeps; a timer wakes {who} at {at}.",
                "全部在睡眠；定时器将在 {at} 唤醒 {who}。"
            )
        }
        Outlook::Input => say!(
            lang,
            "Everything sleeps; input from outside would go on with it.",
            "全部在睡眠；来自外部的输入会使运行继续。"
        ),
        Outlook::Stopped => say!(
            lang,
            "Nothing can run: some are stopped, and only a SIGCONT from outside would help.",
            "没有什么能运行：有的已停止，只有来自外部的 SIGCONT 才有用。"
        ),
        Outlook::Signals => say!(
            lang,
            "Every thread waits for a signal, and nobody is left to send one.",
            "每个线程都在等待信号，而没有谁能发送。"
        ),
        Outlook::Nothing => say!(
            lang,
            "Every thread sleeps, and nothing can wake any of them.",
            "所有线程都在睡眠，没有任何事能唤醒它们。"
        ),
        Outlook::Ended => say!(lang, "No thread is left.", "已没有线程。"),
    }
}

//! Finding events of a run by words: a system call's name, a thread's number, "sleep", "fork", in the reader's language.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use vitrine_kernel::syscall::call_name;
use vitrine_timeline::{EventLog, LogEntry, Mark};

use crate::Lang;
use crate::lang::say;
use crate::watch::finding_text;

/// An event that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it is: seeking there shows it.
    pub step: u64,
    /// Virtual time in ns.
    pub time_ns: u64,
    /// What happened, with the thread's number first.
    pub text: String,
}

/// The first `limit` events from step `from` on whose text holds every word of `query`; then those before it.
pub fn search(log: &EventLog, query: &str, from: u64, limit: usize, lang: Lang) -> Vec<Hit> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let entries = log.entries();
    let start = entries.partition_point(|entry| entry.step < from);
    let hit = |entry: &LogEntry| {
        let text = event_text(log, entry, lang)?;
        let lower = text.to_lowercase();
        let found = words.iter().all(|word| lower.contains(word.as_str()));
        found.then_some(Hit { step: entry.step, time_ns: entry.time_ns, text })
    };
    entries[start..].iter().chain(&entries[..start]).filter_map(hit).take(limit).collect()
}

/// One remembered event in words; nothing for what only lanes need.
fn event_text(log: &EventLog, entry: &LogEntry, lang: Lang) -> Option<String> {
    if entry.mark == Mark::Found {
        let texts: Vec<String> =
            log.findings_at(entry.step).map(|finding| finding_text(finding, lang)).collect();
        return Some(texts.join("; "));
    }
    let what = mark_text(entry.mark, lang)?;
    Some(if entry.thread == 0 { what } else { format!("{} {what}", entry.thread) })
}

fn mark_text(mark: Mark, lang: Lang) -> Option<String> {
    let name = |number: u32| call_name(number).map_or_else(|| format!("#{number}"), String::from);
    Some(match mark {
        Mark::Ready { .. } => return None,
        Mark::Call(number) => {
            let name = name(number);
            say!(lang, "calls {name}", "调用 {name}")
        }
        Mark::Return(number) => {
            let name = name(number);
            say!(lang, "returns from {name}", "从 {name} 返回")
        }
        Mark::Sleep => say!(lang, "falls asleep", "入睡"),
        Mark::Wake { by: 0 } => say!(lang, "is woken by the kernel", "被内核唤醒"),
        Mark::Wake { by } => say!(lang, "is woken by {by}", "被 {by} 唤醒"),
        Mark::Switch { cpu, to: 0, .. } => {
            say!(lang, "leaves CPU {cpu}, which is idle then", "离开 CPU {cpu}，此后 CPU 空闲")
        }
        Mark::Switch { cpu, to, .. } => {
            say!(lang, "context switch: {to} goes on CPU {cpu}", "上下文切换：{to} 登上 CPU {cpu}")
        }
        Mark::Preempted { cpu } => {
            say!(lang, "is preempted on CPU {cpu}", "在 CPU {cpu} 上被抢占")
        }
        Mark::Migrated { to } => say!(lang, "migrates to CPU {to}", "迁移到 CPU {to}"),
        Mark::Tick => say!(lang, "timer tick", "时钟滴答"),
        Mark::Fork(pid) => say!(lang, "fork: child {pid}", "fork：子进程 {pid}"),
        Mark::Thread(tid) => say!(lang, "new thread {tid}", "新线程 {tid}"),
        Mark::Exec => say!(lang, "execve: a new program", "execve：新程序"),
        Mark::ThreadExit => say!(lang, "thread exit", "线程退出"),
        Mark::ProcessExit => say!(lang, "process exit", "进程退出"),
        Mark::Reaped => say!(lang, "is collected by wait", "被 wait 回收"),
        Mark::Reparented => say!(lang, "gets a new parent", "换了父进程"),
        Mark::Fault { cow: true } => {
            say!(lang, "page fault: copy on write", "缺页异常：写时复制")
        }
        Mark::Fault { cow: false } => say!(lang, "page fault", "缺页异常"),
        Mark::Copy => say!(lang, "copies bytes", "复制字节"),
        Mark::Descriptor => say!(lang, "descriptor made or closed", "描述符建立或关闭"),
        Mark::Release => say!(lang, "end of a file description", "文件描述释放"),
        Mark::Mapping => say!(lang, "mapping changes", "映射改变"),
        Mark::SignalSent(signal) => say!(lang, "is sent signal {signal}", "收到信号 {signal}"),
        Mark::SignalTaken(signal) => say!(lang, "signal {signal} acts", "信号 {signal} 生效"),
        Mark::Stopped => say!(lang, "stops", "停止"),
        Mark::Continued => say!(lang, "continues", "继续"),
        Mark::Output => say!(lang, "output on the terminal", "终端输出"),
        Mark::Clock => say!(lang, "the clock jumps", "时钟跳跃"),
        Mark::Unsupported => say!(lang, "not simulated", "未模拟"),
        Mark::Found => return None,
    })
}

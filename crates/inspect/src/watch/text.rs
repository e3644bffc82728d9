//! Findings in words.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use vitrine_abi::Tid;
use vitrine_debug_info::DebugInfo;
use vitrine_machine::Machine;
use vitrine_timeline::{Finding, FindingKind};

use crate::Lang;
use crate::lang::say;
use crate::stack::Stack;
use crate::sync::{Node, graph};
use crate::words::duration;

/// A finding in one sentence, without a look at the machine.
pub fn finding_text(finding: &Finding, lang: Lang) -> String {
    let numbers: Vec<String> = finding.threads.iter().map(i32::to_string).collect();
    let threads = match lang {
        Lang::En => numbers.join(", "),
        Lang::Zh => numbers.join("、"),
    };
    match finding.kind {
        FindingKind::Deadlock => say!(
            lang,
            "deadlock: {threads} can never go on by themselves",
            "死锁：{threads} 自身永远无法继续"
        ),
        FindingKind::NoCpu { since_ns } => {
            let long = duration(finding.time_ns.saturating_sub(since_ns));
            say!(
                lang,
                "starvation: {threads} is ready for {long} and gets no CPU, while others do",
                "饥饿：{threads} 已就绪 {long} 却得不到 CPU，而其他线程能得到"
            )
        }
        FindingKind::Overtaken { times } => say!(
            lang,
            "starvation: {threads} was woken for a lock {times} times in a row, and each time another thread had taken it",
            "饥饿：{threads} 连续 {times} 次为同一把锁被唤醒，而每次锁都已被其他线程取走"
        ),
        FindingKind::Livelock { since_step, proved: true } => say!(
            lang,
            "livelock: {threads} run and get nowhere; all that they can see is exactly as at step {since_step}, so this can go on for ever",
            "活锁：{threads} 在运行却毫无进展；它们所能看到的一切与第 {since_step} 步完全相同，可能永远如此"
        ),
        FindingKind::Livelock { since_step, proved: false } => say!(
            lang,
            "livelock suspected: {threads} run, but since step {since_step} there is no progress, and their variables take the same few states again and again",
            "疑似活锁：{threads} 在运行，但自第 {since_step} 步起没有进展，变量反复处于同样的几种状态"
        ),
    }
}

/// A finding at the machine that stands at its step: of a deadlock, who waits for whom and for what.
pub fn finding_here(
    machine: &Machine,
    debug: Option<&DebugInfo>,
    finding: &Finding,
    lang: Lang,
) -> String {
    let text = finding_text(finding, lang);
    if finding.kind != FindingKind::Deadlock {
        return text;
    }
    let graph = graph(machine, debug, lang);
    let circle = graph.cycles.iter().find(|one| one.deadlock && one.threads == finding.threads);
    let why = match circle {
        Some(circle) => circle.text.clone(),
        None => {
            let why = |node: &Node| match node {
                Node::Thread { tid, why, .. } if finding.threads.contains(tid) => Some(why.clone()),
                Node::Thread { .. } | Node::Object { .. } => None,
            };
            let all: Vec<String> = graph.nodes.iter().filter_map(why).collect();
            all.join(" ")
        }
    };
    let colon = match lang {
        _ if why.is_empty() => "",
        Lang::En => ": ",
        Lang::Zh => "：",
    };
    let places = places(machine, debug, &finding.threads);
    format!("{text}{colon}{}{places}", why.trim_end().trim_end_matches('.'))
}

/// Where these threads are in their source: ` (101 at main.c:12, 102 at main.c:19)`.
fn places(machine: &Machine, debug: Option<&DebugInfo>, threads: &[i32]) -> String {
    let Some(debug) = debug else { return String::new() };
    let place = |tid: &i32| {
        let thread = machine.kernel().threads.find(Tid(*tid))?;
        let read =
            |address: u64, into: &mut [u8]| machine.read_memory(thread.process, address, into);
        let frames = Stack::plain(debug, &read).frames(&machine.registers(thread.tid));
        let own = frames.into_iter().find(|frame| !frame.library)?.position?;
        Some(format!("{tid} {}:{}", own.file, own.line))
    };
    let all: Vec<String> = threads.iter().filter_map(place).collect();
    if all.is_empty() { String::new() } else { format!(" ({})", all.join(", ")) }
}

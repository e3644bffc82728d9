//! Text twins: why threads wait, their stacks, and the graphs as text and for Graphviz.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::say::list;
use super::{Condition, ConditionKind, Edge, EdgeKind, Graph, Hold, Node, SyncObject};
use crate::lang::say;
use crate::words::duration;
use crate::{Lang, Moment, ThreadState, ThreadView};

/// Objects that are all listed; of more only those that somebody has or wants.
const MAX_IDLE: usize = 64;

/// Every thread with its state, its reason and its stack, innermost frame first.
pub fn threads_text(moment: &Moment, lang: Lang) -> String {
    let mut text = String::new();
    for thread in &moment.threads {
        text += &head(thread, lang);
        if !thread.call.is_empty() {
            let call = &thread.call;
            text += &say!(lang, "    in {call}\n", "    位于 {call}\n");
        }
        for (number, frame) in thread.frames.iter().enumerate() {
            let place = frame
                .position
                .as_ref()
                .filter(|_| !frame.library)
                .map_or(String::new(), |at| format!(" at {}:{}", at.file, at.line));
            text += &format!("    #{number} {}{place}\n", frame.function);
        }
    }
    text
}

/// Why a thread waits and who could end that; of all that wait, if none is named.
pub fn why_text(moment: &Moment, tid: Option<i32>, lang: Lang) -> String {
    let stuck = moment.graph.as_ref().map_or(&[][..], |graph| &graph.stuck);
    let mut text = String::new();
    for thread in &moment.threads {
        let waits = thread.waits.is_some() || thread.state == ThreadState::Stopped;
        if tid.is_some_and(|tid| tid != thread.tid) || (tid.is_none() && !waits) {
            continue;
        }
        text += &head(thread, lang);
        for waker in thread.waits.iter().flat_map(|waits| &waits.wakers) {
            text += &format!("    ← {}\n", waker.how);
        }
        if let Some(at_ns) = thread.waits.as_ref().and_then(|waits| waits.deadline_ns) {
            let at = duration(at_ns);
            text += &say!(lang, "    ← time: at {at}\n", "    ← 时间：到 {at}\n");
        }
        if stuck.contains(&thread.tid) {
            text += &say!(lang, "    It can never go on.\n", "    它永远无法继续。\n");
        }
    }
    match (text.is_empty(), tid) {
        (false, _) => text,
        (true, Some(tid)) => say!(lang, "There is no thread {tid}.\n", "没有线程 {tid}。\n"),
        (true, None) => say!(lang, "No thread waits.\n", "没有线程在等待。\n"),
    }
}

/// The thread's reason, since when, and where in its source.
fn head(thread: &ThreadView, lang: Lang) -> String {
    let since = thread.waits.as_ref().map_or(String::new(), |waits| {
        let at = duration(waits.since_ns);
        match waits.since_step {
            Some(step) => say!(lang, " (since step {step}, {at})", "（自第 {step} 步，{at}）"),
            None => say!(lang, " (since {at})", "（自 {at}）"),
        }
    });
    let place = thread
        .position
        .as_ref()
        .map_or(String::new(), |at| format!("  [{}:{} in {}]", at.file, at.line, at.function));
    format!("{}{since}{place}\n", thread.reason)
}

/// Both graphs, the circles, the four conditions and the objects.
pub fn graph_text(graph: &Graph, objects: &[SyncObject], lang: Lang) -> String {
    let mut text = say!(lang, "who waits for whom\n", "谁等待谁\n");
    let waiting = wait_lines(graph, lang);
    if waiting.is_empty() {
        text += &say!(lang, "  nobody waits for another\n", "  没有线程等待其他线程\n");
    }
    text += &waiting.concat();
    let allocation = allocation_lines(graph, lang);
    if !allocation.is_empty() {
        text += &say!(lang, "who has and wants what\n", "谁拥有什么、要什么\n");
        text += &allocation.concat();
    }
    if !objects.is_empty() {
        text += &say!(lang, "objects in memory\n", "内存中的同步对象\n");
        // Of a great many, those that somebody has or wants.
        let concerns = |object: &&SyncObject| {
            objects.len() <= MAX_IDLE || !object.holders.is_empty() || !object.waiters.is_empty()
        };
        let shown: Vec<&SyncObject> = objects.iter().filter(concerns).collect();
        text += &shown.iter().map(|object| object_line(object, lang)).collect::<String>();
        let left = objects.len() - shown.len();
        if left > 0 {
            text += &say!(
                lang,
                "  and {left} that nobody has or waits for\n",
                "  另有 {left} 个无人持有也无人等待\n"
            );
        }
    }
    for cycle in &graph.cycles {
        let what = match (cycle.deadlock, lang) {
            (true, Lang::En) => "deadlock",
            (true, Lang::Zh) => "死锁",
            (false, Lang::En) => "circle with a way out",
            (false, Lang::Zh) => "有出路的环",
        };
        text += &format!("{what}: {}\n", cycle.text);
    }
    text += &graph.coffman.iter().map(|one| condition_line(one, lang)).collect::<String>();
    if !graph.stuck.is_empty() {
        let who = list(&graph.stuck, lang);
        text += &say!(lang, "stuck for ever: {who}\n", "永远无法继续：{who}\n");
    }
    text + &graph.outlook_text + "\n"
}

fn tid_of(graph: &Graph, at: usize) -> i32 {
    match &graph.nodes[at] {
        Node::Thread { tid, .. } => *tid,
        Node::Object { .. } => 0,
    }
}

fn label_of(graph: &Graph, at: usize) -> String {
    match &graph.nodes[at] {
        Node::Thread { tid, .. } => tid.to_string(),
        Node::Object { label, .. } => label.clone(),
    }
}

fn wait_lines(graph: &Graph, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        let Node::Thread { tid, deadline_ns, .. } = node else { continue };
        let own = |edge: &&Edge| edge.from == at;
        let asks = graph.edges.iter().filter(own).find(|edge| edge.kind == EdgeKind::Requests);
        let Some(asks) = asks else { continue };
        let what = label_of(graph, asks.to);
        let until = deadline_ns.map_or(String::new(), |at_ns| {
            let at = duration(at_ns);
            say!(lang, ", at most until {at}", "，最多到 {at}")
        });
        let mut groups: BTreeSet<u32> = BTreeSet::new();
        groups.extend(graph.edges.iter().filter(own).filter_map(|edge| group_of(edge.kind)));
        if groups.is_empty() {
            lines.push(format!("  {tid} → –: {what}{until}\n"));
        }
        for group in groups {
            let of = |sure: bool| -> Vec<i32> {
                let fits = |edge: &&Edge| edge.kind == EdgeKind::WaitsFor { group, certain: sure };
                let edges = graph.edges.iter().filter(own).filter(fits);
                edges.map(|edge| tid_of(graph, edge.to)).collect()
            };
            let (named, might) = (of(true), of(false));
            let join = |ids: &[i32]| {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                ids.join(" | ")
            };
            let mut to = join(&named);
            if !might.is_empty() {
                to += if to.is_empty() { "" } else { " " };
                to += &format!("({})", join(&might));
            }
            lines.push(format!("  {tid} → {to}: {what}{until}\n"));
        }
    }
    lines
}

fn group_of(kind: EdgeKind) -> Option<u32> {
    match kind {
        EdgeKind::WaitsFor { group, .. } => Some(group),
        EdgeKind::Requests | EdgeKind::Assigned { .. } | EdgeKind::Serves => None,
    }
}

fn allocation_lines(graph: &Graph, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        let Node::Object { label, instances, .. } = node else { continue };
        let mut parts: Vec<String> = Vec::new();
        for edge in graph.edges.iter().filter(|edge| edge.from == at) {
            let tid = tid_of(graph, edge.to);
            let EdgeKind::Assigned { count, hold } = edge.kind else { continue };
            let often = if count > 1 { format!(" ×{count}") } else { String::new() };
            parts.push(match hold {
                Hold::Owns => say!(lang, "{tid} has it{often}", "{tid} 拥有它{often}"),
                Hold::Reads => say!(lang, "{tid} reads{often}", "{tid} 在读{often}"),
                Hold::Took => say!(lang, "{tid} took it{often}", "{tid} 取走了它{often}"),
            });
        }
        let asks = graph.edges.iter().filter(|edge| edge.to == at);
        let asks = asks.filter(|edge| edge.kind == EdgeKind::Requests);
        let asks: Vec<i32> = asks.map(|edge| tid_of(graph, edge.from)).collect();
        if parts.is_empty() {
            continue;
        }
        if !asks.is_empty() {
            let who = list(&asks, lang);
            parts.push(say!(lang, "wanted by {who}", "{who} 想要它"));
        }
        let all = instances.filter(|count| *count != 1).map_or(String::new(), |count| {
            say!(lang, " ({count} instances)", "（{count} 个实例）")
        });
        lines.push(format!("  {label}{all}: {}\n", parts.join("; ")));
    }
    lines
}

fn object_line(object: &SyncObject, lang: Lang) -> String {
    let kind = object.kind.name(lang);
    let attributes = match object.attributes.is_empty() {
        true => String::new(),
        false => format!(" [{}]", object.attributes.join(", ")),
    };
    let local = match object.function.is_empty() {
        true => String::new(),
        false => say!(lang, " in {}", "（{} 中）", object.function),
    };
    let waiters = match object.waiters.is_empty() {
        true => String::new(),
        false => {
            let who: Vec<String> = object.waiters.iter().map(ToString::to_string).collect();
            let who = who.join(" → ");
            say!(lang, "; waiting, in order: {who}", "；等待顺序：{who}")
        }
    };
    let back: Vec<String> =
        object.returns_to.iter().map(|(tid, name)| format!("{tid} → `{name}`")).collect();
    let back = match back.is_empty() {
        true => String::new(),
        false => {
            let back = back.join(", ");
            say!(lang, "; will lock again: {back}", "；之后要重新加锁：{back}")
        }
    };
    let (pid, name, state) = (object.pid, &object.name, &object.state);
    format!("  {pid} {kind} `{name}`{local}{attributes}: {state}{waiters}{back}\n")
}

fn condition_line(condition: &Condition, lang: Lang) -> String {
    let both = match condition.kind {
        ConditionKind::MutualExclusion => ("mutual exclusion", "互斥"),
        ConditionKind::HoldAndWait => ("hold and wait", "占有并等待"),
        ConditionKind::NoPreemption => ("no preemption", "不可剥夺"),
        ConditionKind::CircularWait => ("circular wait", "循环等待"),
    };
    let why = &condition.why;
    let (name, holds) = match (lang, condition.holds) {
        (Lang::En, holds) => (both.0, if holds { "yes" } else { "no" }),
        (Lang::Zh, holds) => (both.1, if holds { "是" } else { "否" }),
    };
    format!("{name}: {holds}: {why}\n")
}

/// The graphs for Graphviz: threads are circles, objects boxes; dashed edges are waits for a thread.
pub fn graph_dot(graph: &Graph) -> String {
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let mut text = String::from("digraph waits {\n  rankdir=LR;\n");
    for (at, node) in graph.nodes.iter().enumerate() {
        text += &match node {
            Node::Thread { tid, stuck, why, .. } => {
                let mark = if *stuck { ", style=filled, fillcolor=\"#f4c7c3\"" } else { "" };
                let why = quoted(why);
                format!("  n{at} [shape=circle, label=\"{tid}\", tooltip=\"{why}\"{mark}];\n")
            }
            Node::Object { label, instances, .. } => {
                let count = instances.filter(|count| *count != 1);
                let count = count.map_or(String::new(), |count| format!("\\n{count}"));
                format!("  n{at} [shape=box, label=\"{}{count}\"];\n", quoted(label))
            }
        };
    }
    let deadlocked: Vec<(i32, i32)> = graph
        .cycles
        .iter()
        .filter(|cycle| cycle.deadlock)
        .flat_map(|cycle| {
            let next = cycle.threads.iter().cycle().skip(1);
            cycle.threads.iter().zip(next).map(|(one, next)| (*one, *next))
        })
        .collect();
    for edge in &graph.edges {
        let pair = (tid_of(graph, edge.from), tid_of(graph, edge.to));
        let red = if deadlocked.contains(&pair) { ", color=\"#c5221f\", penwidth=2" } else { "" };
        let style = match edge.kind {
            EdgeKind::WaitsFor { certain: true, group } => {
                format!("style=dashed, label=\"{group}\"{red}")
            }
            EdgeKind::WaitsFor { certain: false, group } => {
                format!("style=dotted, label=\"{group}\"{red}")
            }
            EdgeKind::Requests => "style=solid".into(),
            EdgeKind::Assigned { count: 1, .. } => "style=bold".into(),
            EdgeKind::Assigned { count, .. } => format!("style=bold, label=\"{count}\""),
            EdgeKind::Serves => "style=bold, color=gray".into(),
        };
        text += &format!("  n{} -> n{} [{style}];\n", edge.from, edge.to);
    }
    text + "}\n"
}

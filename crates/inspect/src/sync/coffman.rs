//! The four conditions for deadlock, each evaluated on the state: Coffman, Elphick, Shoshani, "System deadlocks", 1971.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::needs::Wait;
use super::object::{Facts, Object};
use super::stuck::Circle;
use super::{Condition, ConditionKind, EdgeKind, Graph, Node, Resource, Sight, SyncKind, say};
use crate::lang::say;
use crate::words::duration;

/// Evaluates them on this circle, or on everybody who waits for another thread; nothing if nobody does.
pub(crate) fn coffman(
    sight: &Sight,
    waits: &[Wait],
    circle: Option<&Circle>,
    graph: &Graph,
) -> Vec<Condition> {
    let own: Vec<&Wait> = match circle {
        Some(circle) => circle.waits.iter().map(|at| &waits[*at]).collect(),
        None => waits.iter().filter(|wait| !wait.needs.is_empty()).collect(),
    };
    if own.is_empty() {
        return Vec::new();
    }
    let condition = |kind, (holds, why)| Condition { kind, holds, why };
    Vec::from([
        condition(ConditionKind::MutualExclusion, mutual_exclusion(sight, &own)),
        condition(ConditionKind::HoldAndWait, hold_and_wait(sight, &own, graph)),
        condition(ConditionKind::NoPreemption, no_preemption(sight, &own)),
        condition(ConditionKind::CircularWait, circular_wait(sight, &own, circle)),
    ])
}

/// Whether a resource in this state excludes others, and why.
fn excludes(sight: &Sight, resource: Resource) -> (bool, String) {
    let lang = sight.lang;
    let label = say::resource_label(sight, resource);
    let object: Option<&Object> = say::object_at(sight, resource);
    match (resource, object.map(|object| (object.found.kind, object.facts))) {
        (_, Some((SyncKind::Mutex | SyncKind::Spinlock | SyncKind::Once, _))) => (
            true,
            say!(lang, "only one thread can have {label}", "同一时刻只有一个线程能拥有{label}"),
        ),
        (_, Some((_, Facts::ReadWrite { writes: true, .. }))) => {
            (true, say!(lang, "{label} is locked for writing", "{label}被写者锁定"))
        }
        (_, Some((_, Facts::ReadWrite { .. }))) => (
            true,
            say!(
                lang,
                "who waits for {label} excludes its readers",
                "等待{label}的线程与其读者互斥"
            ),
        ),
        (_, Some((SyncKind::Semaphore, _))) | (Resource::Semaphores(_), _) => {
            (true, say!(lang, "no more of {label} can be taken", "{label}已不能再取"))
        }
        (Resource::FileLock(_), _) => {
            (true, say!(lang, "{label} excludes others", "{label}排斥其他锁"))
        }
        (
            Resource::Pipe(_)
            | Resource::Socket(_)
            | Resource::Messages(_)
            | Resource::NamedQueue(_),
            _,
        ) => (
            false,
            say!(
                lang,
                "{label} carries messages; one does not have it, one hears from it",
                "{label}传递消息，不是被占有的资源"
            ),
        ),
        _ => (
            false,
            say!(
                lang,
                "{label} is something that happens, not something that one has",
                "{label}是会发生的事，而不是被占有的东西"
            ),
        ),
    }
}

fn mutual_exclusion(sight: &Sight, own: &[&Wait]) -> (bool, String) {
    let all: Vec<(bool, String)> = own.iter().map(|wait| excludes(sight, wait.resource)).collect();
    let holds = all.iter().all(|(excludes, _)| *excludes);
    (
        holds,
        joined(
            sight,
            all.into_iter().filter(|(excludes, _)| *excludes == holds).map(|(_, why)| why),
        ),
    )
}

fn hold_and_wait(sight: &Sight, own: &[&Wait], graph: &Graph) -> (bool, String) {
    let lang = sight.lang;
    let tid_of = |at: usize| match &graph.nodes[at] {
        Node::Thread { tid, .. } => Some(*tid),
        Node::Object { .. } => None,
    };
    let label_of = |at: usize| match &graph.nodes[at] {
        Node::Object { label, .. } => label.clone(),
        Node::Thread { tid, .. } => tid.to_string(),
    };
    let held = |tid: i32| -> Vec<String> {
        let assigned = graph.edges.iter().filter(|edge| {
            matches!(edge.kind, EdgeKind::Assigned { .. }) && tid_of(edge.to) == Some(tid)
        });
        assigned.map(|edge| label_of(edge.from)).collect()
    };
    let says: Vec<(bool, String)> = own
        .iter()
        .map(|wait| {
            let tid = wait.tid;
            let wanted = say::resource_label(sight, wait.resource);
            let held = held(tid);
            let what = held.join(", ");
            match held.is_empty() {
                true => (
                    false,
                    say!(
                        lang,
                        "{tid} waits for {wanted} and has nothing that is written down",
                        "{tid} 等待{wanted}，但没有记录表明它持有什么"
                    ),
                ),
                false => (
                    true,
                    say!(
                        lang,
                        "{tid} has {what} and waits for {wanted}",
                        "{tid} 持有{what}并等待{wanted}"
                    ),
                ),
            }
        })
        .collect();
    let holds = says.iter().all(|(holds, _)| *holds);
    (holds, joined(sight, says.into_iter().filter(|(one, _)| *one == holds).map(|(_, why)| why)))
}

fn no_preemption(sight: &Sight, own: &[&Wait]) -> (bool, String) {
    let lang = sight.lang;
    let ends = own.iter().filter_map(|wait| {
        let tid = wait.tid;
        match (wait.deadline_ns, wait.signal_ns) {
            (Some(at_ns), _) => {
                let at = duration(at_ns);
                Some(say!(lang, "{tid} gives up at {at}", "{tid} 到 {at} 放弃"))
            }
            (None, Some(at_ns)) => {
                let at = duration(at_ns);
                Some(say!(
                    lang,
                    "a timer sends {tid} a signal at {at}",
                    "定时器在 {at} 向 {tid} 发送信号"
                ))
            }
            (None, None) => None,
        }
    });
    let ends: Vec<String> = ends.collect();
    if !ends.is_empty() {
        return (false, joined(sight, ends.into_iter()));
    }
    let robust = own.iter().filter_map(|wait| say::object_at(sight, wait.resource));
    let robust = robust.filter(|object| object.traits.robust);
    let robust: Vec<String> = robust.map(|object| say::object_label(object, lang)).collect();
    let why = match robust.is_empty() {
        true => say!(
            lang,
            "nobody gives up at a time, and nothing can be taken from who has it",
            "没有谁会按时放弃，也不能从持有者那里夺走"
        ),
        false => {
            let which = robust.join(", ");
            say!(
                lang,
                "nobody gives up at a time; only if its owner ended would {which} be passed on (robust)",
                "没有谁会按时放弃；只有持有者结束时{which}才会转交（健壮）"
            )
        }
    };
    (true, why)
}

fn circular_wait(sight: &Sight, own: &[&Wait], circle: Option<&Circle>) -> (bool, String) {
    let lang = sight.lang;
    let Some(circle) = circle else {
        return (
            false,
            say!(lang, "nobody waits for himself through others", "没有线程经由他人等待自己"),
        );
    };
    let mut path: Vec<String> = own.iter().map(|wait| wait.tid.to_string()).collect();
    path.extend(own.first().map(|wait| wait.tid.to_string()));
    let path = path.join(" → ");
    if circle.certain {
        (true, path)
    } else {
        let why = say!(
            lang,
            "{path}: not by names, but only these could help each other",
            "{path}：没有明确指名，但只有它们能彼此相助"
        );
        (true, why)
    }
}

fn joined(sight: &Sight, parts: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for part in parts {
        if !all.contains(&part) {
            all.push(part);
        }
    }
    all.join(match sight.lang {
        crate::Lang::En => "; ",
        crate::Lang::Zh => "；",
    })
}

//! The wait-for graph and the resource-allocation graph, as plain data.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::Tid;
use vitrine_debug_info::DebugInfo;
use vitrine_kernel::task::{Thread, ThreadState as State};
use vitrine_kernel::{Kernel, SleepReason};
use vitrine_machine::Machine;

use super::coffman::coffman;
use super::needs::{How, Others, Wait, lock_owners, resource_of, waits};
use super::object::{Facts, Object};
use super::outlook::{outlook, outlook_text};
use super::stuck::{Circle, circles, stuck};
use super::{Cycle, Edge, EdgeKind, Graph, Hold, Node, Resource, Sight, SyncKind, say};
use crate::{Lang, ThreadState};

/// Those who merely might help have an edge each, up to so many.
const MAX_MIGHT: usize = 16;

/// Who waits for whom at this moment. The nodes are all threads, and everything that is waited for or held.
pub fn graph(machine: &Machine, debug: Option<&DebugInfo>, lang: Lang) -> Graph {
    graph_of(&Sight::new(machine, debug, lang))
}

/// The graph; `None` while nobody waits for another and nothing is held.
pub(crate) fn graph_if_any(sight: &Sight) -> Option<Graph> {
    let is_held = sight.objects.iter().any(|object| !object.holders.is_empty());
    let sleeps = |thread: &Thread| match &thread.state {
        State::Sleeping(sleep) => !matches!(sleep.reason, SleepReason::Time | SleepReason::Io),
        State::Running(_) | State::Ready(_) => false,
        State::Stopped => true,
    };
    let any = is_held || sight.kernel().threads.iter().any(|(_, thread)| sleeps(thread));
    any.then(|| graph_of(sight))
}

/// The graph of what was found already.
fn graph_of(sight: &Sight) -> Graph {
    let kernel = sight.kernel();
    let waits = waits(sight);
    let stuck = stuck(kernel, &waits);
    let circles = circles(&waits, &stuck);
    let mut build = Build { sight, graph: Graph::default(), index: BTreeMap::new() };
    build.threads(&waits, &stuck);
    for wait in &waits {
        build.wait(wait);
    }
    build.held();
    let mut graph = build.graph;
    graph.cycles = circles.iter().map(|one| cycle(sight, &waits, &stuck, one)).collect();
    graph.coffman = coffman(sight, &waits, circles.first(), &graph);
    graph.outlook = outlook(kernel, &waits);
    graph.outlook_text = outlook_text(graph.outlook, sight.lang);
    graph.stuck = stuck.into_iter().collect();
    graph
}

struct Build<'a> {
    sight: &'a Sight<'a>,
    graph: Graph,
    index: BTreeMap<Key, usize>,
}

/// What a node is found by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Thread(i32),
    Object(Resource),
}

fn state_of(state: &State) -> ThreadState {
    match state {
        State::Running(cpu) => ThreadState::Running(*cpu),
        State::Ready(cpu) => ThreadState::Ready(*cpu),
        State::Sleeping(_) => ThreadState::Blocked,
        State::Stopped => ThreadState::Stopped,
    }
}

impl Build<'_> {
    fn threads(&mut self, waits: &[Wait], stuck: &BTreeSet<i32>) {
        let by_tid: BTreeMap<i32, &Wait> = waits.iter().map(|wait| (wait.tid, wait)).collect();
        for (tid, thread) in self.sight.kernel().threads.iter() {
            let wait = by_tid.get(&tid.0);
            self.index.insert(Key::Thread(tid.0), self.graph.nodes.len());
            self.graph.nodes.push(Node::Thread {
                tid: tid.0,
                pid: thread.process.0,
                state: state_of(&thread.state),
                stuck: stuck.contains(&tid.0),
                deadline_ns: wait.and_then(|wait| wait.deadline_ns),
                why: wait.map_or(String::new(), |wait| say::why(self.sight, wait)),
            });
        }
    }

    fn thread(&self, tid: i32) -> Option<usize> {
        self.index.get(&Key::Thread(tid)).copied()
    }

    fn object(&mut self, resource: Resource) -> usize {
        if let Some(at) = self.index.get(&Key::Object(resource)) {
            return *at;
        }
        let object = say::object_at(self.sight, resource);
        let at = self.graph.nodes.len();
        self.graph.nodes.push(Node::Object {
            resource,
            kind: object.map(|object| object.found.kind),
            label: say::resource_label(self.sight, resource),
            instances: object.and_then(instances),
        });
        self.index.insert(Key::Object(resource), at);
        at
    }

    fn edge(&mut self, from: usize, to: usize, kind: EdgeKind) {
        let edge = Edge { from, to, kind };
        if !self.graph.edges.contains(&edge) {
            self.graph.edges.push(edge);
        }
    }

    fn wait(&mut self, wait: &Wait) {
        let Some(from) = self.thread(wait.tid) else { return };
        let object = self.object(wait.resource);
        self.edge(from, object, EdgeKind::Requests);
        let kernel = self.sight.kernel();
        for (group, need) in wait.needs.iter().enumerate() {
            let group = group as u32;
            for way in &need.ways {
                let Some(to) = self.thread(way.tid) else { continue };
                self.edge(from, to, EdgeKind::WaitsFor { group, certain: true });
                if serves(way.how) {
                    self.edge(object, to, EdgeKind::Serves);
                }
            }
            for tid in might(kernel, need.others, wait.tid) {
                let Some(to) = self.thread(tid) else { continue };
                if need.ways.iter().all(|way| way.tid != tid) {
                    self.edge(from, to, EdgeKind::WaitsFor { group, certain: false });
                }
            }
        }
    }

    /// Assignments: what threads have, of objects in memory, of System V semaphores and of file locks.
    fn held(&mut self) {
        let sight = self.sight;
        for object in &sight.objects {
            for holder in &object.holders {
                let Some(to) = self.thread(holder.tid) else { continue };
                let from = self.object(resource_of(object));
                let (count, hold) = (holder.count, holder.hold);
                self.edge(from, to, EdgeKind::Assigned { count, hold });
            }
        }
        for undo in sight.kernel().ipc.undo.iter().filter(|undo| undo.change > 0) {
            let process = sight.kernel().processes.find(undo.process);
            let first = process.and_then(|process| process.threads.first());
            let Some(to) = first.and_then(|tid| self.thread(tid.0)) else { continue };
            let from = self.object(Resource::Semaphores(undo.set));
            let (count, hold) = (undo.change.unsigned_abs(), Hold::Took);
            self.edge(from, to, EdgeKind::Assigned { count, hold });
        }
        for lock in &sight.kernel().locks.held {
            let owners = lock_owners(sight.kernel(), lock.owner, How::UnlockFile);
            let Some(to) = owners.first().and_then(|way| self.thread(way.tid)) else { continue };
            let from = self.object(Resource::FileLock(lock.inode.number()));
            let hold = if lock.is_exclusive { Hold::Owns } else { Hold::Reads };
            self.edge(from, to, EdgeKind::Assigned { count: 1, hold });
        }
    }
}

/// Whether who can do this has a part of the object, rather than the object.
fn serves(how: How) -> bool {
    matches!(how, How::Write | How::Read | How::EndThread | How::EndProcess | How::ExecOrEnd)
}

fn might(kernel: &Kernel, others: Others, own: i32) -> Vec<i32> {
    let fits = |tid: &Tid| match others {
        Others::Nobody => false,
        Others::Sharing(space) => kernel.process(kernel.thread(*tid).process).space == space,
        Others::Anyone => true,
    };
    let all = kernel.threads.ids().filter(|tid| tid.0 != own && fits(tid));
    all.take(MAX_MIGHT).map(|tid| tid.0).collect()
}

/// How many can have it at once.
fn instances(object: &Object) -> Option<u32> {
    let taken: u32 = object.holders.iter().map(|holder| holder.count).sum();
    match (object.found.kind, object.facts) {
        (SyncKind::Mutex | SyncKind::Spinlock | SyncKind::Once, _) => Some(1),
        (SyncKind::Semaphore, Facts::Semaphore { value }) => Some(value.saturating_add(taken)),
        _ => None,
    }
}

fn cycle(sight: &Sight, waits: &[Wait], stuck: &BTreeSet<i32>, circle: &Circle) -> Cycle {
    let own: Vec<&Wait> = circle.waits.iter().map(|at| &waits[*at]).collect();
    let next = own.iter().cycle().skip(1);
    let links: Vec<String> =
        own.iter().zip(next).map(|(wait, next)| say::link(sight, wait, next.tid)).collect();
    let separator = match sight.lang {
        Lang::En => "; ",
        Lang::Zh => "；",
    };
    Cycle {
        threads: own.iter().map(|wait| wait.tid).collect(),
        resources: own.iter().map(|wait| wait.resource).collect(),
        deadlock: own.iter().all(|wait| stuck.contains(&wait.tid)),
        certain: circle.certain,
        text: links.join(separator),
    }
}

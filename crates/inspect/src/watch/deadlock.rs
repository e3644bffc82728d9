//! Deadlock at the step at which it closes, also of some threads while others run.

use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::Tid;
use vitrine_debug_info::DebugInfo;
use vitrine_kernel::task::ThreadState;
use vitrine_kernel::{Event, SleepReason};
use vitrine_machine::Machine;
use vitrine_timeline::{Finding, FindingKind, Watch};

use super::hope::Hopes;
use crate::Lang;
use crate::sync::{EdgeKind, Node, graph, stuck_threads};

/// Sleepers that are looked at when a thread ends.
const MAX_LEFT_BEHIND: usize = 64;

/// Finds threads that can never go on by themselves: those of a circle that closes, and those whose last helper is gone.
#[derive(Default)]
pub struct DeadlockWatch {
    debug: Option<Arc<DebugInfo>>,
    hopes: Hopes,
    /// Fell asleep in this step, without a deadline.
    asleep: Vec<Tid>,
    /// A thread or process ended, or stopped.
    left: bool,
    /// Known to be stuck.
    stuck: BTreeSet<i32>,
}

impl DeadlockWatch {
    /// With the program's debug information it knows who has which lock.
    pub fn new(debug: Option<Arc<DebugInfo>>) -> Self {
        DeadlockWatch { debug, ..Self::default() }
    }

    /// Whether somebody may be stuck who was not.
    fn is_suspect(&mut self, machine: &Machine) -> bool {
        let (hopes, debug) = (&mut self.hopes, self.debug.as_deref());
        if self.asleep.iter().any(|tid| !hopes.has(machine, debug, *tid)) {
            return true;
        }
        let sleeps = |tid: &Tid| {
            let thread = machine.kernel().thread(*tid);
            matches!(&thread.state, ThreadState::Sleeping(sleep) if sleep.deadline_ns.is_none())
                && !self.stuck.contains(&tid.0)
        };
        self.left
            && machine
                .kernel()
                .threads
                .ids()
                .filter(sleeps)
                .take(MAX_LEFT_BEHIND)
                .any(|tid| !hopes.has(machine, debug, tid))
    }

    /// The threads of a finding, if there is something new.
    fn closes(&mut self, machine: &Machine) -> Option<Vec<i32>> {
        let debug = self.debug.as_deref();
        let stuck = stuck_threads(machine, debug);
        let new: Vec<i32> = stuck.difference(&self.stuck).copied().collect();
        let before = core::mem::replace(&mut self.stuck, stuck);
        if new.is_empty() {
            return None;
        }
        let graph = graph(machine, debug, Lang::En);
        let is_new = |threads: &[i32]| threads.iter().any(|tid| new.contains(tid));
        let circle = graph.cycles.iter().find(|one| one.deadlock && is_new(&one.threads));
        if let Some(circle) = circle {
            return Some(circle.threads.clone());
        }
        // Who waits for those who were stuck before: that was told.
        let number = |at: usize| match &graph.nodes[at] {
            Node::Thread { tid, .. } => Some(*tid),
            Node::Object { .. } => None,
        };
        let follows = |tid: &i32| {
            graph.edges.iter().any(|edge| {
                matches!(edge.kind, EdgeKind::WaitsFor { .. })
                    && number(edge.from) == Some(*tid)
                    && number(edge.to).is_some_and(|to| before.contains(&to))
            })
        };
        if new.iter().all(follows) { None } else { Some(new) }
    }
}

impl Watch for DeadlockWatch {
    fn wants(&mut self, _: u64, _: u64, event: &Event) -> bool {
        match event {
            Event::Slept { thread, deadline_ns: None, reason, .. }
                if !matches!(reason, SleepReason::TerminalInput | SleepReason::Io) =>
            {
                self.asleep.push(*thread);
                true
            }
            Event::ThreadExited { .. } => {
                self.left = true;
                true
            }
            _ => false,
        }
    }

    fn look(&mut self, machine: &mut Machine) -> Vec<Finding> {
        let found = if self.is_suspect(machine) { self.closes(machine) } else { None };
        self.asleep.clear();
        self.left = false;
        let (step, time_ns) = (machine.steps(), machine.kernel().now_ns());
        let finding = |threads| Finding { step, time_ns, kind: FindingKind::Deadlock, threads };
        found.map(finding).into_iter().collect()
    }

    fn forget_after(&mut self, _: u64, kept: &[Finding]) {
        self.asleep.clear();
        self.left = false;
        let deadlocks = kept.iter().filter(|finding| finding.kind == FindingKind::Deadlock);
        self.stuck = deadlocks.flat_map(|finding| &finding.threads).copied().collect();
    }
}

//! Livelock: threads run, and nothing comes of it.
//!
//! *Progress* is output, a write to a file, bytes through a pipe, a socket or a message, a file opened or closed, a process or
//! thread made, ended or replaced. *A turn* of a thread is a CPU taken from it, a yield, a sleep for a time, or a call that
//! fails with `EAGAIN`, `EBUSY`, `EDEADLK` or `ETIMEDOUT`. When at least two threads, and every thread that ran, have had
//! many turns since the last progress, the state is looked at after each further turn:
//!
//! - comes all that programs can see (memory, registers, descriptors, locks, run queues) back exactly, a livelock is *proved*:
//!   what lies in between can happen for ever;
//! - take the variables outside of the threads' stacks a few states in turn, again and again, it is *suspected*. A long
//!   computation writes results, or writes nothing; it does not come back to where it was.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use vitrine_abi::{Errno, Tid};
use vitrine_kernel::{Event, Place, SleepReason, SwitchReason};
use vitrine_machine::{Machine, Visible};
use vitrine_timeline::{Finding, FindingKind, Watch};

/// Turns of each thread before the state is looked at.
const TURNS: u32 = 16;
/// States that are looked at in a row.
const SAMPLES: usize = 256;
/// The variables take at most so many states in a suspected livelock.
const FEW: usize = 12;

/// Finds livelocks.
pub struct LivelockWatch {
    /// Turns since the last progress, by thread.
    turns: BTreeMap<Tid, u32>,
    /// Threads that were put on a CPU since.
    ran: BTreeSet<Tid>,
    since_step: u64,
    /// Doubles when a look has found nothing.
    needed: u32,
    /// States with their steps.
    samples: Vec<(u64, Visible)>,
    /// A turn in this step.
    turned: bool,
    /// Told since the last progress.
    told: bool,
}

impl Default for LivelockWatch {
    fn default() -> Self {
        LivelockWatch {
            turns: BTreeMap::new(),
            ran: BTreeSet::new(),
            since_step: 0,
            needed: TURNS,
            samples: Vec::new(),
            turned: false,
            told: false,
        }
    }
}

impl LivelockWatch {
    fn progress(&mut self, step: u64) {
        if !self.turns.is_empty() || self.told || self.needed > TURNS {
            *self = Self { since_step: step, ..Self::default() };
        }
        self.ran.clear();
        self.since_step = step;
    }

    fn turn(&mut self, thread: Tid) {
        *self.turns.entry(thread).or_default() += 1;
        self.turned = true;
    }

    /// At least two, and all who ran, had many turns.
    fn is_suspect(&self) -> bool {
        let many = |tid: &Tid| self.turns.get(tid).is_some_and(|turns| *turns >= self.needed);
        !self.told && self.turns.len() >= 2 && self.ran.len() >= 2 && self.ran.iter().all(many)
    }

    fn judge(&mut self, step: u64, now: Visible) -> Option<FindingKind> {
        let same = self.samples.iter().rev().find(|(_, then)| then.whole == now.whole);
        if let Some((since_step, _)) = same {
            return Some(FindingKind::Livelock { since_step: *since_step, proved: true });
        }
        self.samples.push((step, now));
        if self.samples.len() < SAMPLES {
            return None;
        }
        let states = |samples: &[(u64, Visible)]| -> BTreeSet<u64> {
            samples.iter().map(|(_, state)| state.shared).collect()
        };
        let (first, second) = self.samples.split_at(SAMPLES / 2);
        let (first, second) = (states(first), states(second));
        let goes_round = (2..=FEW).contains(&second.len()) && second.is_subset(&first);
        self.samples.clear();
        self.needed = self.needed.saturating_mul(2);
        let since_step = self.since_step;
        goes_round.then_some(FindingKind::Livelock { since_step, proved: false })
    }
}

impl Watch for LivelockWatch {
    fn wants(&mut self, step: u64, _: u64, event: &Event) -> bool {
        match event {
            Event::TerminalOutput { .. }
            | Event::ProcessExited { .. }
            | Event::ThreadExited { .. }
            | Event::ThreadCreated { .. }
            | Event::Forked { .. }
            | Event::Executed { .. }
            | Event::FdOpened { .. }
            | Event::FdClosed { .. }
            | Event::SignalDelivered { .. } => self.progress(step),
            Event::Copied {
                to: Place::File(_) | Place::Pipe(_) | Place::Socket(_) | Place::Terminal,
                ..
            }
            | Event::Copied {
                from: Place::File(_) | Place::Pipe(_) | Place::Socket(_) | Place::Terminal,
                ..
            } => self.progress(step),
            Event::ContextSwitch { from, to, why, .. } => {
                if let Some(to) = to {
                    self.ran.insert(*to);
                }
                let gives_way = matches!(
                    why,
                    SwitchReason::SliceOver | SwitchReason::Yielded | SwitchReason::Preempted
                );
                if let Some(from) = from
                    && gives_way
                {
                    self.turn(*from);
                }
            }
            Event::Slept { thread, reason: SleepReason::Time, .. } => self.turn(*thread),
            Event::CallReturned {
                thread,
                result: Err((Errno::Eagain | Errno::Ebusy | Errno::Edeadlk | Errno::Etimedout, _)),
                ..
            } => self.turn(*thread),
            _ => {}
        }
        self.turned && self.is_suspect()
    }

    fn look(&mut self, machine: &mut Machine) -> Vec<Finding> {
        self.turned = false;
        if !self.is_suspect() {
            return Vec::new();
        }
        let (step, time_ns) = (machine.steps(), machine.kernel().now_ns());
        let state = machine.visible();
        let Some(kind) = self.judge(step, state) else { return Vec::new() };
        self.told = true;
        let threads = self.ran.iter().map(|tid| tid.0).collect();
        alloc::vec![Finding { step, time_ns, kind, threads }]
    }

    fn forget_after(&mut self, step: u64, _: &[Finding]) {
        *self = Self { since_step: step, ..Self::default() };
    }
}

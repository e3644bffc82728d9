//! Starvation, from events alone: a ready thread that gets no CPU while others do, and a waiter whom others overtake.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use vitrine_abi::Tid;
use vitrine_kernel::ipc::IpcWait;
use vitrine_kernel::{Event, SleepReason, WakeReason};
use vitrine_machine::Machine;
use vitrine_timeline::{Finding, FindingKind, Watch};

/// From when on it is called starvation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StarvationBounds {
    /// Length of a slice, in ns.
    pub slice_ns: u64,
    /// A ready thread waits for a CPU longer than so many slices, and than four slices of every ready thread.
    pub slices: u64,
    /// A waiter was woken for a lock and found it taken again this often.
    pub overtaken: u32,
}

impl Default for StarvationBounds {
    /// 50 slices of 3 ms, and 16 times.
    fn default() -> Self {
        StarvationBounds { slice_ns: 3_000_000, slices: 50, overtaken: 16 }
    }
}

/// Steps from a CPU to the next sleep within which nothing but a failed attempt at a lock fits: it takes 52 in Vitrine's C
/// library. Who gets the lock gives it back with a call, as others may wait.
const RETRY_STEPS: u64 = 64;
/// Calls within that: the next futex(2).
const RETRY_CALLS: u32 = 1;

/// Finds starvation.
#[derive(Default)]
pub struct StarvationWatch {
    bounds: StarvationBounds,
    /// Ready since, in ns.
    ready: BTreeMap<Tid, u64>,
    oldest: BTreeSet<(u64, Tid)>,
    waiters: BTreeMap<Tid, Waiter>,
    told: BTreeSet<Tid>,
    found: Vec<Finding>,
}

/// A thread that waits for a lock, or did a moment ago.
struct Waiter {
    reason: SleepReason,
    /// When it was woken by others, in steps; `None` while it sleeps.
    woken: Option<u64>,
    calls: u32,
    overtaken: u32,
}

impl StarvationWatch {
    /// Looks for what goes beyond these bounds.
    pub fn new(bounds: StarvationBounds) -> Self {
        StarvationWatch { bounds, ..Self::default() }
    }

    fn tell(&mut self, step: u64, time_ns: u64, thread: Tid, kind: FindingKind) {
        if self.told.insert(thread) {
            self.found.push(Finding { step, time_ns, kind, threads: alloc::vec![thread.0] });
        }
    }

    fn enqueued(&mut self, thread: Tid, time_ns: u64) {
        self.left_queue(thread);
        self.ready.insert(thread, time_ns);
        self.oldest.insert((time_ns, thread));
    }

    fn left_queue(&mut self, thread: Tid) {
        if let Some(since_ns) = self.ready.remove(&thread) {
            self.oldest.remove(&(since_ns, thread));
        }
    }

    /// Another thread got or keeps a CPU: does somebody wait for too long?
    fn check_oldest(&mut self, step: u64, time_ns: u64) {
        let Some((since_ns, thread)) = self.oldest.first().copied() else { return };
        let slices = self.bounds.slices.max(4 * self.ready.len() as u64);
        if time_ns.saturating_sub(since_ns) > slices.saturating_mul(self.bounds.slice_ns) {
            // It starts anew, so that the next oldest is seen, too.
            self.enqueued(thread, time_ns);
            self.tell(step, time_ns, thread, FindingKind::NoCpu { since_ns });
        }
    }

    fn slept(&mut self, step: u64, time_ns: u64, thread: Tid, reason: SleepReason) {
        let is_lock = matches!(
            reason,
            SleepReason::Futex(_)
                | SleepReason::FileLock(_)
                | SleepReason::Ipc(IpcWait::Semaphores(_))
        );
        let before = self.waiters.remove(&thread).filter(|before| {
            let retries = before.woken.is_some_and(|woken| step - woken <= RETRY_STEPS);
            retries && before.calls <= RETRY_CALLS && same_lock(before.reason, reason)
        });
        let overtaken = before.map_or(0, |before| before.overtaken + 1);
        if is_lock {
            self.waiters.insert(thread, Waiter { reason, woken: None, calls: 0, overtaken });
        }
        if overtaken >= self.bounds.overtaken {
            let times = overtaken;
            self.tell(step, time_ns, thread, FindingKind::Overtaken { times });
        }
    }
}

/// File locks say whose lock is in the way, and that may change.
fn same_lock(one: SleepReason, other: SleepReason) -> bool {
    match (one, other) {
        (SleepReason::FileLock(_), SleepReason::FileLock(_)) => true,
        (one, other) => one == other,
    }
}

impl Watch for StarvationWatch {
    fn wants(&mut self, step: u64, time_ns: u64, event: &Event) -> bool {
        match event {
            Event::Enqueued { thread, .. } => self.enqueued(*thread, time_ns),
            Event::ContextSwitch { to: Some(to), .. } => {
                self.check_oldest(step, time_ns);
                self.left_queue(*to);
                // What the switch itself took does not count as its retry.
                if let Some(waiter) = self.waiters.get_mut(to)
                    && waiter.woken.is_some()
                {
                    waiter.woken = Some(step);
                }
            }
            Event::Tick { .. } => self.check_oldest(step, time_ns),
            Event::ThreadExited { thread } => {
                self.left_queue(*thread);
                self.waiters.remove(thread);
            }
            Event::CallEntered { thread, .. } => {
                if let Some(waiter) = self.waiters.get_mut(thread) {
                    waiter.calls += 1;
                }
            }
            Event::Slept { thread, reason, .. } => self.slept(step, time_ns, *thread, *reason),
            Event::Woken { thread, by } => match by {
                WakeReason::Queue { .. } => {
                    if let Some(waiter) = self.waiters.get_mut(thread) {
                        waiter.woken = Some(step);
                    }
                }
                WakeReason::TimedOut | WakeReason::Signal(_) => {
                    self.waiters.remove(thread);
                }
            },
            _ => {}
        }
        !self.found.is_empty()
    }

    fn look(&mut self, _: &mut Machine) -> Vec<Finding> {
        core::mem::take(&mut self.found)
    }

    fn forget_after(&mut self, _: u64, _: &[Finding]) {
        *self = Self::new(self.bounds);
    }
}

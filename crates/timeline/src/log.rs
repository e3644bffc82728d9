//! A compact index of what happened when: for the lanes and for "previous, next event of …".
//!
//! The log is derived from the run, never part of its state; full events are made again by
//! replaying the step.

use alloc::vec::Vec;

use vitrine_kernel::{Event, SignalEffect, SwitchReason, WakeReason};

use crate::watch::Finding;

/// One remembered event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogEntry {
    /// Steps made when it had happened: seeking there shows it as the step's event.
    pub step: u64,
    /// Virtual time in ns.
    pub time_ns: u64,
    /// The thread (or first thread of the process) that it is about; 0 for none.
    pub thread: i32,
    /// What happened.
    pub mark: Mark,
}

/// What happened, as far as lanes and searches need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A call was entered: its number.
    Call(u32),
    /// A call returned: its number.
    Return(u32),
    /// The thread fell asleep.
    Sleep,
    /// The thread was woken by this thread (0: by the kernel or a device).
    Wake {
        /// Who did it.
        by: i32,
    },
    /// The thread entered a run queue.
    Ready {
        /// Whose.
        cpu: u32,
    },
    /// A CPU changed from `thread` of the entry (0: idle) to this one (0: idle).
    Switch {
        /// Which CPU.
        cpu: u32,
        /// The new thread.
        to: i32,
        /// Whether the old one stays ready.
        still_ready: bool,
    },
    /// A timer tick.
    Tick,
    /// The thread will leave its CPU for another one.
    Preempted {
        /// Which CPU.
        cpu: u32,
    },
    /// The thread changed its CPU.
    Migrated {
        /// Its new one.
        to: u32,
    },
    /// A child process was made: its pid.
    Fork(i32),
    /// A thread was made in the same process: its tid.
    Thread(i32),
    /// execve(2).
    Exec,
    /// The thread ended.
    ThreadExit,
    /// The process became a zombie.
    ProcessExit,
    /// The zombie was collected.
    Reaped,
    /// The process got a new parent.
    Reparented,
    /// A page fault: true if a page was copied on write.
    Fault {
        /// Copy-on-write.
        cow: bool,
    },
    /// Bytes were copied by this many.
    Copy,
    /// A descriptor was made or closed.
    Descriptor,
    /// An open file description or a pipe end is gone.
    Release,
    /// A mapping changed.
    Mapping,
    /// A signal was sent.
    SignalSent(u8),
    /// A signal took effect.
    SignalTaken(u8),
    /// The thread stopped.
    Stopped,
    /// The thread goes on after a stop.
    Continued,
    /// Bytes appeared on the terminal.
    Output,
    /// All CPUs were idle; the clock jumped.
    Clock,
    /// The run met something that is not simulated.
    Unsupported,
    /// A watch found something here: [`EventLog::findings_at`] has it.
    Found,
}

/// Remembered events in order of their steps, at most [`EventLog::MAX`].
#[derive(Clone, Debug, Default)]
pub struct EventLog {
    entries: Vec<LogEntry>,
    findings: Vec<Finding>,
    overflowed: bool,
}

impl EventLog {
    /// The most that are kept (about 64 MB).
    pub const MAX: usize = 2_000_000;
    /// The most findings that are kept.
    pub const MAX_FINDINGS: usize = 256;

    /// All entries.
    pub fn entries(&self) -> &[LogEntry] {
        &self.entries
    }

    /// What a watch has found, in order of its steps.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What a watch has found at this step.
    pub fn findings_at(&self, step: u64) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.step == step)
    }

    /// Whether the run had more events than are kept.
    pub fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// Entries at or before `step`.
    pub fn until(&self, step: u64) -> &[LogEntry] {
        &self.entries[..self.entries.partition_point(|entry| entry.step <= step)]
    }

    /// Entries after `step`.
    pub fn after(&self, step: u64) -> &[LogEntry] {
        &self.entries[self.entries.partition_point(|entry| entry.step <= step)..]
    }

    /// The last step before `step` with an entry that `wanted` accepts.
    pub fn previous(&self, step: u64, wanted: impl Fn(&LogEntry) -> bool) -> Option<u64> {
        let before = self.entries.partition_point(|entry| entry.step < step);
        self.entries[..before].iter().rev().find(|entry| wanted(entry)).map(|entry| entry.step)
    }

    /// The first step after `step` with an entry that `wanted` accepts.
    pub fn next(&self, step: u64, wanted: impl Fn(&LogEntry) -> bool) -> Option<u64> {
        self.after(step).iter().find(|entry| wanted(entry)).map(|entry| entry.step)
    }

    pub(crate) fn record(&mut self, step: u64, time_ns: u64, event: &Event) {
        let Some((thread, mark)) = mark_of(event) else { return };
        if self.entries.len() >= Self::MAX {
            self.overflowed = true;
            return;
        }
        self.entries.push(LogEntry { step, time_ns, thread, mark });
    }

    pub(crate) fn found(&mut self, finding: Finding) {
        if self.findings.len() >= Self::MAX_FINDINGS {
            return;
        }
        let Finding { step, time_ns, .. } = finding;
        let thread = finding.threads.first().copied().unwrap_or(0);
        if self.entries.len() < Self::MAX {
            self.entries.push(LogEntry { step, time_ns, thread, mark: Mark::Found });
        }
        self.findings.push(finding);
    }

    pub(crate) fn truncate(&mut self, step: u64) {
        self.findings.retain(|finding| finding.step <= step);
        let keep = self.entries.partition_point(|entry| entry.step <= step);
        self.entries.truncate(keep);
        self.overflowed = false;
    }
}

/// The thread and the mark of an event; those that always accompany others are left out.
fn mark_of(event: &Event) -> Option<(i32, Mark)> {
    Some(match event {
        Event::CallEntered { thread, call } => (thread.0, Mark::Call(call.number)),
        Event::CallReturned { thread, call, .. } => (thread.0, Mark::Return(call.number)),
        Event::ModeSwitch { .. } => return None,
        // What follows from these has a mark of its own: a signal, a wake-up.
        Event::TimerExpired { .. }
        | Event::LimitReached { .. }
        | Event::BackgroundJob { .. }
        | Event::Requeued { .. }
        | Event::SpuriousWake { .. }
        | Event::LockHandedOver { .. }
        | Event::LockOwnerDied { .. }
        | Event::TerminalReleased { .. } => return None,
        Event::ThreadRenamed { from, .. } => (from.0, Mark::ThreadExit),
        Event::Slept { thread, .. } => (thread.0, Mark::Sleep),
        Event::Woken { thread, by } => {
            let by = match by {
                WakeReason::Queue { by, .. } => by.map_or(0, |tid| tid.0),
                WakeReason::TimedOut | WakeReason::Signal(_) => 0,
            };
            (thread.0, Mark::Wake { by })
        }
        Event::Enqueued { thread, cpu } => (thread.0, Mark::Ready { cpu: *cpu }),
        Event::Preempts { running, cpu, .. } => (running.0, Mark::Preempted { cpu: *cpu }),
        Event::Migrated { thread, to, .. } => (thread.0, Mark::Migrated { to: *to }),
        Event::ContextSwitch { cpu, from, to, why, .. } => (
            from.map_or(0, |tid| tid.0),
            Mark::Switch {
                cpu: *cpu,
                to: to.map_or(0, |tid| tid.0),
                still_ready: matches!(
                    why,
                    SwitchReason::SliceOver
                        | SwitchReason::Yielded
                        | SwitchReason::Preempted
                        | SwitchReason::Throttled
                ),
            },
        ),
        Event::Tick { thread, .. } => (thread.map_or(0, |tid| tid.0), Mark::Tick),
        Event::Forked { parent, child, .. } => (parent.0, Mark::Fork(child.0)),
        Event::ThreadCreated { creator, thread } => (creator.0, Mark::Thread(thread.0)),
        Event::Executed { thread, .. } => (thread.0, Mark::Exec),
        Event::ThreadExited { thread } => (thread.0, Mark::ThreadExit),
        Event::ProcessExited { process, .. } => (process.0, Mark::ProcessExit),
        Event::Reaped { process, .. } => (process.0, Mark::Reaped),
        Event::Reparented { process, .. } => (process.0, Mark::Reparented),
        Event::PageFault { thread, outcome, .. } => {
            let cow = matches!(outcome, vitrine_kernel::FaultOutcome::CowCopied);
            (thread.0, Mark::Fault { cow })
        }
        Event::Copied { thread, .. } => (thread.map_or(0, |tid| tid.0), Mark::Copy),
        Event::FdOpened { process, .. } | Event::FdClosed { process, .. } => {
            (process.0, Mark::Descriptor)
        }
        Event::FileReleased { .. } | Event::PipeEndClosed { .. } => (0, Mark::Release),
        Event::Mapped { process, .. } | Event::Unmapped { process, .. } => {
            (process.0, Mark::Mapping)
        }
        Event::SignalSent { signal, to, .. } => (to.0, Mark::SignalSent(signal.number())),
        Event::SignalDelivered { signal, thread, effect } => (
            thread.0,
            match effect {
                SignalEffect::Stopped => Mark::Stopped,
                SignalEffect::Continued => Mark::Continued,
                SignalEffect::Handler(_) | SignalEffect::Ignored | SignalEffect::Killed => {
                    Mark::SignalTaken(signal.number())
                }
            },
        ),
        Event::OutOfMemory { process } => (process.0, Mark::SignalSent(9)),
        Event::TerminalOutput { .. } => (0, Mark::Output),
        Event::ClockAdvanced { .. } => (0, Mark::Clock),
        Event::NotSimulated { thread, .. } => (thread.0, Mark::Unsupported),
    })
}

//! The timeline's lanes, built from the event log of the known run.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use vitrine_timeline::{EventLog, LogEntry, Mark};

use crate::moment::colour_of;
use crate::sentence::kind_of_mark;
use crate::{Lane, LaneState, LaneTick, Lanes, ObjectRef, Segment};

/// The first program's process and thread number.
const FIRST: i32 = 100;

/// What every CPU and thread did, from boot to `end_ns`, the virtual time of the last known step.
pub fn lanes(log: &EventLog, cpus: u32, end_ns: u64) -> Lanes {
    let mut builder = Builder::new(cpus);
    for entry in log.entries() {
        builder.take(entry);
    }
    builder.finish(end_ns)
}

/// A state that began and has not ended yet.
#[derive(Clone, Copy)]
struct Open {
    state: LaneState,
    start_ns: u64,
    step: u64,
    thread: Option<(i32, u32)>,
}

struct Row {
    colour: u32,
    open: Option<Open>,
    segments: Vec<Segment>,
}

impl Row {
    fn change(&mut self, time_ns: u64, next: Option<Open>) {
        if let Some(open) = self.open {
            if next.is_some_and(|next| next.state == open.state && next.thread == open.thread) {
                return;
            }
            if open.start_ns < time_ns {
                self.segments.push(Segment {
                    start_ns: open.start_ns,
                    end_ns: time_ns,
                    step: open.step,
                    state: open.state,
                    thread: open.thread,
                });
            }
        }
        self.open = next;
    }
}

struct Builder {
    cpus: Vec<Row>,
    threads: BTreeMap<i32, Row>,
    /// Process of each thread.
    pids: BTreeMap<i32, i32>,
    ticks: Vec<LaneTick>,
}

impl Builder {
    fn new(cpus: u32) -> Self {
        let idle = Open { state: LaneState::Idle, start_ns: 0, step: 0, thread: None };
        let row = || Row { colour: 0, open: Some(idle), segments: Vec::new() };
        let mut builder = Builder {
            cpus: (0..cpus).map(|_| row()).collect(),
            threads: BTreeMap::new(),
            pids: BTreeMap::new(),
            ticks: vec![],
        };
        builder.begin(FIRST, FIRST, &LogEntry { step: 0, time_ns: 0, thread: 0, mark: Mark::Tick });
        builder
    }

    fn begin(&mut self, thread: i32, process: i32, at: &LogEntry) {
        self.pids.insert(thread, process);
        let open =
            Open { state: LaneState::Ready, start_ns: at.time_ns, step: at.step, thread: None };
        let row = Row { colour: colour_of(process), open: Some(open), segments: Vec::new() };
        self.threads.insert(thread, row);
    }

    fn enter(&mut self, thread: i32, state: LaneState, at: &LogEntry) {
        let open = Open { state, start_ns: at.time_ns, step: at.step, thread: None };
        if let Some(row) = self.threads.get_mut(&thread) {
            row.change(at.time_ns, Some(open));
        }
    }

    fn switch(&mut self, cpu: u32, to: i32, still_ready: bool, at: &LogEntry) {
        if still_ready {
            self.enter(at.thread, LaneState::Ready, at);
        }
        self.enter(to, LaneState::Running, at);
        let thread = (to != 0).then(|| (to, colour_of(self.pids.get(&to).copied().unwrap_or(to))));
        let state = if to == 0 { LaneState::Idle } else { LaneState::Running };
        if let Some(row) = self.cpus.get_mut(cpu as usize) {
            let open = Open { state, start_ns: at.time_ns, step: at.step, thread };
            row.change(at.time_ns, Some(open));
        }
    }

    fn take(&mut self, entry: &LogEntry) {
        match entry.mark {
            Mark::Switch { cpu, to, still_ready } => self.switch(cpu, to, still_ready, entry),
            Mark::Sleep => self.enter(entry.thread, LaneState::Blocked, entry),
            Mark::Wake { .. } | Mark::Continued => {
                self.enter(entry.thread, LaneState::Ready, entry)
            }
            Mark::Stopped => self.enter(entry.thread, LaneState::Stopped, entry),
            Mark::Fork(child) => self.begin(child, child, entry),
            Mark::Thread(child) => {
                let process = self.pids.get(&entry.thread).copied().unwrap_or(entry.thread);
                self.begin(child, process, entry);
            }
            Mark::ThreadExit => {
                let leads = self.pids.get(&entry.thread) == Some(&entry.thread);
                if leads {
                    self.enter(entry.thread, LaneState::Zombie, entry);
                } else {
                    self.end(entry);
                }
            }
            Mark::Reaped => self.end(entry),
            _ => {}
        }
        if is_tick(entry) {
            self.ticks.push(LaneTick {
                time_ns: entry.time_ns,
                step: entry.step,
                kind: kind_of_mark(entry.mark),
                thread: entry.thread,
            });
        }
    }

    fn end(&mut self, at: &LogEntry) {
        if let Some(row) = self.threads.get_mut(&at.thread) {
            row.change(at.time_ns, None);
        }
    }

    fn finish(mut self, end_ns: u64) -> Lanes {
        let rows = self.cpus.iter_mut().chain(self.threads.values_mut());
        rows.for_each(|row| row.change(end_ns, None));
        let cpu_lanes = self.cpus.into_iter().enumerate().map(|(index, row)| Lane {
            object: ObjectRef::Cpu(index as u32),
            colour: row.colour,
            segments: row.segments,
        });
        let thread_lanes = self.threads.into_iter().map(|(thread, row)| Lane {
            object: ObjectRef::Thread(thread),
            colour: row.colour,
            segments: row.segments,
        });
        Lanes { end_ns, lanes: cpu_lanes.chain(thread_lanes).collect(), ticks: self.ticks }
    }
}

/// Marks that deserve a tick of their own beside the change of state that they cause.
fn is_tick(entry: &LogEntry) -> bool {
    entry.thread != 0
        && matches!(
            entry.mark,
            Mark::Call(_)
                | Mark::Fork(_)
                | Mark::Thread(_)
                | Mark::Exec
                | Mark::ProcessExit
                | Mark::Wake { .. }
                | Mark::Fault { .. }
                | Mark::SignalTaken(_)
                | Mark::Unsupported
                | Mark::Found
        )
}

//! What must always hold, as code: checked after kernel steps in debug builds and tests.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;

use vitrine_abi::Tid;

use crate::kernel::Kernel;
use crate::sched::Due;
use crate::task::{Process, ThreadState};

impl Kernel {
    /// The first cross-object fact that does not hold, in words.
    pub fn broken_invariant(&self) -> Option<String> {
        self.broken_sleepers()
            .or_else(|| self.broken_queues())
            .or_else(|| self.broken_run_queues())
            .or_else(|| self.broken_families())
            .or_else(|| self.broken_futexes())
            .or_else(|| self.broken_timers())
            .or_else(|| self.broken_counts())
            .or_else(|| self.broken_files())
    }

    fn broken_sleepers(&self) -> Option<String> {
        for (tid, thread) in self.threads.iter() {
            let ThreadState::Sleeping(sleep) = &thread.state else { continue };
            if thread.call.is_none() {
                return Some(format!("thread {tid} sleeps outside of a call"));
            }
            for queue in &sleep.on {
                let lists = self.queues.find(*queue).is_some_and(|q| q.waiters.contains(&tid));
                if !lists {
                    return Some(format!(
                        "thread {tid} sleeps on {queue:?}, which does not list it"
                    ));
                }
            }
            let timer = |at| self.timers.iter().any(|entry| entry == (at, Due::Wake(tid)));
            if sleep.deadline_ns.is_some_and(|deadline| !timer(deadline)) {
                return Some(format!("thread {tid} has a deadline without a timer"));
            }
        }
        None
    }

    fn broken_queues(&self) -> Option<String> {
        for (id, queue) in self.queues.iter() {
            for tid in &queue.waiters {
                let state = self.threads.find(*tid).map(|thread| &thread.state);
                let sleeps = matches!(state, Some(ThreadState::Sleeping(s)) if s.on.contains(&id));
                if !sleeps {
                    return Some(format!("{id:?} lists thread {tid}, which does not sleep on it"));
                }
            }
        }
        None
    }

    fn broken_run_queues(&self) -> Option<String> {
        let mut ready: BTreeMap<Tid, usize> = BTreeMap::new();
        for (id, cpu) in self.cpus.iter().enumerate() {
            for tid in cpu.waiting() {
                *ready.entry(tid).or_default() += 1;
                let state = self.threads.find(tid).map(|thread| &thread.state);
                if state != Some(&ThreadState::Ready(id as u32)) {
                    return Some(format!("CPU {id} queues thread {tid}, which is {state:?}"));
                }
            }
            if let Some(tid) = cpu.current {
                let state = self.threads.find(tid).map(|thread| &thread.state);
                if state != Some(&ThreadState::Running(id as u32)) {
                    return Some(format!("CPU {id} runs thread {tid}, which is {state:?}"));
                }
            }
        }
        for (_, tid) in &self.sched.throttled {
            *ready.entry(*tid).or_default() += 1;
        }
        for (tid, thread) in self.threads.iter() {
            let expected = usize::from(matches!(thread.state, ThreadState::Ready(_)));
            let queued = ready.get(&tid).copied().unwrap_or(0);
            if queued != expected {
                return Some(format!("thread {tid} is on {queued} run queues, not {expected}"));
            }
            if let ThreadState::Running(cpu) = thread.state
                && self.cpus[cpu as usize].current != Some(tid)
            {
                return Some(format!("thread {tid} runs on CPU {cpu}, which has another"));
            }
        }
        None
    }

    fn broken_families(&self) -> Option<String> {
        for (pid, process) in self.processes.iter() {
            for child in &process.children {
                let parent = self.processes.find(*child).map(|child| child.parent);
                if parent != Some(pid) {
                    return Some(format!("{pid} has child {child}, whose parent is {parent:?}"));
                }
            }
            // Their first one may be gone, but then the others must agree with each other.
            let (cwd, umask) = (process.cwd, process.umask);
            let differs = |other: &Process| {
                other.fs_group == process.fs_group && (other.cwd, other.umask) != (cwd, umask)
            };
            if self.processes.iter().any(|(_, other)| differs(other)) {
                return Some(format!("{pid} shares its working directory, but not with all"));
            }
            for tid in &process.threads {
                if self.threads.find(*tid).is_none_or(|thread| thread.process != pid) {
                    return Some(format!("process {pid} lists thread {tid}, which is not its"));
                }
            }
        }
        None
    }

    fn broken_futexes(&self) -> Option<String> {
        self.futexes.iter().find_map(|(key, queue)| match self.queues.find(*queue) {
            None => Some(format!("{key:?} has {queue:?}, which does not exist")),
            Some(found) if found.waiters.is_empty() => {
                Some(format!("{key:?} has a queue in which nobody waits"))
            }
            Some(_) => None,
        })
    }

    /// Every deadline belongs to somebody who waits for it, and every armed timer has a deadline.
    fn broken_timers(&self) -> Option<String> {
        for (at, due) in self.timers.iter() {
            let expected = match due {
                Due::Wake(tid) => self.threads.find(tid).is_some_and(|thread| {
                    matches!(&thread.state, ThreadState::Sleeping(s) if s.deadline_ns == Some(at))
                }),
                Due::RealTimer(pid) => {
                    let process = self.processes.find(pid);
                    process.is_some_and(|process| process.timers.real.next_ns == Some(at))
                }
                Due::Timer(pid, id) => {
                    let process = self.processes.find(pid);
                    let timer = process.and_then(|process| process.timers.made.get(&id));
                    timer.is_some_and(|timer| {
                        timer.time.next_ns.map(|next| timer.clock.to_boot(next)) == Some(at)
                    })
                }
            };
            if !expected {
                return Some(format!("{due:?} is due at {at}, but nobody waits for it"));
            }
        }
        let armed = |pid, at| self.timers.iter().any(|entry| entry == (at, Due::RealTimer(pid)));
        self.processes.iter().find_map(|(pid, process)| {
            let at = process.timers.real.next_ns?;
            (!armed(pid, at)).then(|| format!("ITIMER_REAL of {pid} has no deadline"))
        })
    }

    fn broken_counts(&self) -> Option<String> {
        let zombies = self.processes.iter().filter(|(_, process)| process.is_zombie()).count();
        let tasks = (self.threads.len() + zombies) as u64;
        if tasks != self.tasks {
            return Some(format!("{} tasks are counted, {tasks} exist", self.tasks));
        }
        let timed = |process: &crate::task::Process| process.timers.cpu_alarm_ns.is_some();
        let timed = self.processes.iter().filter(|(_, process)| timed(process)).count() as u32;
        (timed != self.cpu_timed)
            .then(|| format!("{} processes count as timed, {timed} are", self.cpu_timed))
    }

    /// Whether every frame has as many references as page-table entries map it. Walks all page
    /// tables, so it is not part of [`Kernel::broken_invariant`].
    pub fn broken_frames(&self) -> Option<String> {
        let mut counted: BTreeMap<u32, u32> = BTreeMap::new();
        for (_, space) in self.spaces.iter() {
            for (page, entry) in space.table.iter() {
                *counted.entry(entry.frame.0).or_default() += 1;
                if space.region(page << 12).is_none() {
                    return Some(format!("page {page:#x} is present outside of all regions"));
                }
            }
        }
        for frame in self.segment_frames().chain(self.shared_pages.frames()) {
            *counted.entry(frame.0).or_default() += 1;
        }
        for (frame, references) in self.memory.frames() {
            let mapped = counted.get(&frame.0).copied().unwrap_or(0);
            if mapped != references {
                let frame = frame.0;
                return Some(format!(
                    "frame {frame} has {references} references, {mapped} entries"
                ));
            }
        }
        None
    }
}

//! The end of threads and processes.

use alloc::vec::Vec;

use vitrine_abi::{Pid, Signal, Tid};

use crate::attempt::{Attempt, WakeReason};
use crate::event::{Event, ExitStatus, SwitchReason};
use crate::kernel::{Caller, Kernel};
use crate::poll::{POLLHUP, READABLE};
use crate::signal::{Origin, SignalAction, SignalInfo, Target};
use crate::task::{FIRST, INIT, Process, ThreadState};

/// exit(2): ends the thread. The last one's status is the process's (`synchronize_group_exit`,
/// kernel/exit.c).
pub(crate) fn exit(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let process = kernel.process(caller.process);
    if process.threads.len() == 1 && process.exit.is_none() {
        kernel.process_mut(caller.process).exit = Some(ExitStatus::Exited(args[0] as u8));
    }
    kernel.end_thread(caller.thread);
    Attempt::NoReturn
}

pub(crate) fn exit_group(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    kernel.exit_group(caller.process, ExitStatus::Exited(args[0] as u8));
    Attempt::NoReturn
}

impl Kernel {
    /// Ends a process: all its threads, those that run on other CPUs at their next step.
    pub(crate) fn exit_group(&mut self, pid: Pid, status: ExitStatus) {
        if self.process(pid).exit.is_none() {
            self.process_mut(pid).exit = Some(status);
        }
        for tid in self.process(pid).threads.clone() {
            match self.thread(tid).state {
                ThreadState::Running(cpu) if cpu != self.acting => {
                    self.thread_mut(tid).attention = true;
                    if let Some(call) = &mut self.thread_mut(tid).call {
                        call.interrupted = true;
                    }
                }
                ThreadState::Running(_)
                | ThreadState::Ready(_)
                | ThreadState::Sleeping(_)
                | ThreadState::Stopped => self.end_thread(tid),
            }
        }
    }

    /// Ends one thread, and its process with the last one.
    pub(crate) fn end_thread(&mut self, tid: Tid) {
        if matches!(self.thread(tid).state, ThreadState::Sleeping(_)) {
            self.wake(tid, WakeReason::Signal(Signal::KILL));
        }
        self.leave_robust_list(tid);
        self.clear_child_tid(tid);
        match self.thread(tid).state {
            ThreadState::Running(_) => self.leave_cpu(tid, SwitchReason::Exited),
            ThreadState::Ready(cpu) => {
                self.dequeue(tid, cpu);
            }
            ThreadState::Stopped => {}
            ThreadState::Sleeping(_) => unreachable!("it was just woken"),
        }
        self.emit(Event::ThreadExited { thread: tid });
        let Some(thread) = self.threads.remove(tid) else { return };
        self.keep_figures(&thread);
        let process = self.process_mut(thread.process);
        process.threads.retain(|other| *other != tid);
        process.usage.add(&thread.usage);
        if process.threads.is_empty() {
            // What was one thread is one zombie now: the number of tasks stays.
            self.end_process(thread.process, tid);
        } else {
            self.tasks -= 1;
            self.others_take_signals(thread.process);
        }
    }

    /// set_tid_address(2): joiners wait for this word to become 0.
    pub(crate) fn clear_child_tid(&mut self, tid: Tid) {
        let caller = self.caller_of(tid);
        let address = core::mem::take(&mut self.thread_mut(tid).clear_child_tid);
        let space = self.process(caller.process).space;
        // mm_release, kernel/fork.c: only if somebody else still uses the memory.
        let shared =
            self.process(caller.process).threads.len() > 1 || self.spaces.get(space).users > 1;
        if address != 0 && shared {
            let _ = self.copy_to_user(&caller, address, &0_u32.to_le_bytes());
            self.futex_wake_any(&caller, address, 1);
        }
    }

    /// A thread has ended that may have been meant to take a signal of its process.
    fn others_take_signals(&mut self, pid: Pid) {
        let pending = self.process(pid).pending.set();
        if pending.is_empty() || self.process(pid).exit.is_some() {
            return;
        }
        let threads = self.process(pid).threads.clone();
        let willing = |tid: &&Tid| !pending.without(self.thread(**tid).mask).is_empty();
        if let Some(tid) = threads.iter().find(willing).copied() {
            let signals = pending.without(self.thread(tid).mask);
            let number = signals.0.trailing_zeros() + 1;
            if let Some(signal) = Signal::new(i64::from(number)) {
                self.alert(tid, signal);
            }
        }
    }

    /// The last thread is gone: the process gives everything back and becomes a zombie.
    fn end_process(&mut self, pid: Pid, by: Tid) {
        let resident = self.spaces.get(self.process(pid).space).table.present();
        let usage = &mut self.process_mut(pid).usage;
        usage.resident_pages = usage.resident_pages.max(resident);
        self.stop_timers(pid);
        self.vfork_is_done(pid, Some(by));
        self.undo_semaphores(pid);
        self.drop_space(self.process(pid).space);
        self.sweep_segments();
        self.sweep_shared_files();
        self.drop_fd_table(pid, self.process(pid).fd_table);
        self.leave_terminal(pid);
        let status = self.process(pid).exit.unwrap_or(ExitStatus::Exited(0));
        self.process_mut(pid).exit = Some(status);
        self.process_mut(pid).stopped = None;
        let reaper = self.reaper_for(pid);
        let orphans = core::mem::take(&mut self.process_mut(pid).children);
        for orphan in orphans {
            self.reparent(orphan, pid, reaper);
        }
        let parent = self.process(pid).parent;
        self.group_may_be_orphaned(pid, parent, Some(pid));
        if pid == FIRST && self.sched.jobs.is_empty() {
            self.first_exit = Some((status, self.now_ns()));
        }
        self.emit(Event::ProcessExited { process: pid, status, parent });
        self.tell_pidfds(pid, READABLE);
        self.tell_parent_of_end(pid, status, by);
    }

    /// The parent gets the exit signal, and wakes if it waits; a zombie that nobody wants is
    /// reaped at once (`do_notify_parent`, kernel/signal.c).
    fn tell_parent_of_end(&mut self, pid: Pid, status: ExitStatus, by: Tid) {
        let process = self.process(pid);
        let (parent, exit_signal) = (process.parent, process.exit_signal);
        let family = self.process(parent);
        let action = family.handlers.get(Signal::CHLD);
        let queue = family.child_changed;
        let is_child_signal = exit_signal == Some(Signal::CHLD);
        let ignored = action.handler == 1;
        let unwanted = ignored || action.flags & SignalAction::NOCLDWAIT != 0;
        let info = exit_signal.map(|signal| end_info(process, signal, status));
        if parent == INIT || unwanted && is_child_signal {
            self.reap(pid);
        }
        if let Some(info) = info.filter(|_| parent != INIT && !(ignored && is_child_signal)) {
            self.post_signal(Target::Process(parent), info, None);
        }
        self.wake_all(queue, Some(by));
    }

    /// An orphan gets a new parent: a subreaper, or init, which reaps zombies at once.
    fn reparent(&mut self, orphan: Pid, from: Pid, to: Pid) {
        self.process_mut(orphan).parent = to;
        self.process_mut(orphan).exit_signal = Some(Signal::CHLD);
        self.process_mut(to).children.push(orphan);
        self.emit(Event::Reparented { process: orphan, from, to });
        if self.process(orphan).is_zombie() {
            match self.process(orphan).exit {
                Some(status) if to != INIT => {
                    let by = self.acting_thread().unwrap_or(Tid::from(from));
                    self.tell_parent_of_end(orphan, status, by);
                }
                Some(_) | None => self.reap(orphan),
            }
            return;
        }
        if let Some(signal) = self.process(orphan).settings.parent_death_signal {
            // reparent_leader, kernel/exit.c: as if the one that ends had called kill(2).
            let origin = Origin::Process { pid: from, uid: self.process(from).uid };
            let info = SignalInfo { signal, code: SignalInfo::USER, origin };
            self.post_signal(Target::Process(orphan), info, None);
        }
        self.group_may_be_orphaned(orphan, from, None);
    }

    /// Takes a zombie out of the table; its parent gets its CPU time.
    pub(crate) fn reap(&mut self, pid: Pid) {
        let Some(process) = self.processes.remove(pid) else { return };
        debug_assert!(process.is_zombie(), "only zombies are reaped");
        self.drop_queue(process.child_changed);
        let parent = self.process_mut(process.parent);
        parent.children.retain(|child| *child != pid);
        parent.children_usage.add(&process.usage);
        parent.children_usage.add(&process.children_usage);
        self.tasks -= 1;
        self.emit(Event::Reaped { process: pid, parent: process.parent });
        self.tell_pidfds(pid, READABLE | POLLHUP);
    }

    /// Children of a process, zombies included.
    pub(crate) fn children_of(&self, pid: Pid) -> Vec<Pid> {
        self.process(pid).children.clone()
    }
}

/// What the exit signal tells about a child: sigaction(2), "SIGCHLD".
fn end_info(child: &Process, signal: Signal, status: ExitStatus) -> SignalInfo {
    let (code, status) = child_code(status);
    let (pid, uid, times) = (child.pid, child.uid, child.usage.ticks());
    SignalInfo { signal, code, origin: Origin::Child { pid, uid, status, times } }
}

/// `si_code` and `si_status` of SIGCHLD: sigaction(2).
pub(crate) fn child_code(status: ExitStatus) -> (i32, i32) {
    match status {
        ExitStatus::Exited(code) => (1, i32::from(code)),
        ExitStatus::Signaled { signal, core: false } => (2, i32::from(signal.number())),
        ExitStatus::Signaled { signal, core: true } => (3, i32::from(signal.number())),
    }
}

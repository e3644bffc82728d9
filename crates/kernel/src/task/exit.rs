//! The end of threads and processes.

use alloc::vec::Vec;

use vitrine_abi::{Pid, Signal, Tid};

use crate::attempt::{Attempt, WakeReason};
use crate::event::{Event, ExitStatus, SwitchReason};
use crate::kernel::{Caller, Kernel};
use crate::signal::{SignalAction, SignalInfo, Target};
use crate::task::{FIRST, INIT, ThreadState};

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
        self.clear_child_tid(tid);
        match self.thread(tid).state {
            ThreadState::Running(_) => self.leave_cpu(tid, SwitchReason::Exited),
            ThreadState::Ready(cpu) => {
                self.cpus[cpu as usize].queue.retain(|other| *other != tid);
            }
            ThreadState::Stopped => {}
            ThreadState::Sleeping(_) => unreachable!("it was just woken"),
        }
        self.emit(Event::ThreadExited { thread: tid });
        let Some(thread) = self.threads.remove(tid) else { return };
        let process = self.process_mut(thread.process);
        process.threads.retain(|other| *other != tid);
        process.cpu_ns += thread.cpu_ns;
        if process.threads.is_empty() {
            self.end_process(thread.process, tid);
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
            self.futex_wake(space, address, 1, &caller);
        }
    }

    /// The last thread is gone: the process gives everything back and becomes a zombie.
    fn end_process(&mut self, pid: Pid, by: Tid) {
        self.vfork_is_done(pid, Some(by));
        self.drop_space(self.process(pid).space);
        self.drop_fd_table(pid, self.process(pid).fd_table);
        let orphans = core::mem::take(&mut self.process_mut(pid).children);
        for orphan in orphans {
            self.reparent(orphan, pid);
        }
        let process = self.process(pid);
        let status = process.exit.unwrap_or(ExitStatus::Exited(0));
        let (parent, uid) = (process.parent, process.uid);
        let exit_signal = process.exit_signal;
        self.process_mut(pid).exit = Some(status);
        if pid == FIRST {
            self.first_exit = Some((status, self.now_ns()));
        }
        self.emit(Event::ProcessExited { process: pid, status, parent });
        let family = self.process(parent);
        let action = family.handlers.get(Signal::CHLD);
        let queue = family.child_changed;
        let unwanted = action.handler == 1 || action.flags & SignalAction::NOCLDWAIT != 0;
        if parent == INIT || unwanted && exit_signal == Some(Signal::CHLD) {
            self.reap(pid);
        }
        if let Some(signal) = exit_signal.filter(|_| parent != INIT) {
            let (code, value) = child_code(status);
            let info = SignalInfo { signal, code, pid, uid, value };
            self.post_signal(Target::Process(parent), info, None);
        }
        self.wake_all(queue, Some(by));
    }

    /// An orphan's new parent is init, which reaps zombies at once.
    fn reparent(&mut self, orphan: Pid, from: Pid) {
        self.process_mut(orphan).parent = INIT;
        self.process_mut(orphan).exit_signal = Some(Signal::CHLD);
        self.process_mut(INIT).children.push(orphan);
        self.emit(Event::Reparented { process: orphan, from, to: INIT });
        if self.process(orphan).is_zombie() {
            self.reap(orphan);
        }
    }

    /// Takes a zombie out of the table; its parent gets its CPU time.
    pub(crate) fn reap(&mut self, pid: Pid) {
        let Some(process) = self.processes.remove(pid) else { return };
        debug_assert!(process.is_zombie(), "only zombies are reaped");
        self.drop_queue(process.child_changed);
        let parent = self.process_mut(process.parent);
        parent.children.retain(|child| *child != pid);
        parent.children_cpu_ns += process.cpu_ns + process.children_cpu_ns;
        self.emit(Event::Reaped { process: pid, parent: process.parent });
    }

    /// Children of a process, zombies included.
    pub(crate) fn children_of(&self, pid: Pid) -> Vec<Pid> {
        self.process(pid).children.clone()
    }
}

/// `si_code` and `si_status` of SIGCHLD: sigaction(2).
pub(crate) fn child_code(status: ExitStatus) -> (i32, u64) {
    match status {
        ExitStatus::Exited(code) => (1, u64::from(code)),
        ExitStatus::Signaled { signal, core: false } => (2, u64::from(signal.number())),
        ExitStatus::Signaled { signal, core: true } => (3, u64::from(signal.number())),
    }
}

//! Job control: processes stop and go on, and their parents are told. Process groups that are
//! orphaned: setpgid(2), POSIX "Orphaned Process Group".

use alloc::vec::Vec;

use vitrine_abi::{Pid, Signal, Tid};

use crate::event::SwitchReason;
use crate::kernel::Kernel;
use crate::signal::{Origin, SignalAction, SignalInfo, SignalSet, Target};
use crate::task::{INIT, ThreadState};

/// `si_code` of SIGCHLD: a child stopped, or goes on.
const CLD_STOPPED: i32 = 5;
const CLD_CONTINUED: i32 = 6;

impl Kernel {
    /// All threads of a process stop; sleepers stop when they are woken.
    pub(super) fn stop_process(&mut self, pid: Pid, signal: Signal) {
        self.process_mut(pid).stopped = Some((signal, false));
        self.process_mut(pid).continued = false;
        let now = self.now_ns();
        for tid in self.process(pid).threads.clone() {
            match self.thread(tid).state {
                ThreadState::Running(cpu) if cpu == self.acting => {
                    self.leave_cpu(tid, SwitchReason::Stopped);
                }
                ThreadState::Running(_) => {
                    self.thread_mut(tid).attention = true;
                    continue;
                }
                ThreadState::Ready(cpu) => {
                    self.dequeue(tid, cpu);
                }
                ThreadState::Sleeping(_) | ThreadState::Stopped => continue,
            }
            let thread = self.thread_mut(tid);
            thread.state = ThreadState::Stopped;
            thread.since_ns = now;
        }
        self.tell_parent_of_stop(pid, CLD_STOPPED, signal);
    }

    /// A stopped process goes on.
    pub(crate) fn continue_process(&mut self, pid: Pid, report: bool) {
        if self.process(pid).stopped.is_none() {
            return;
        }
        self.process_mut(pid).stopped = None;
        self.process_mut(pid).continued = report;
        let threads: Vec<Tid> = self.process(pid).threads.clone();
        for tid in threads {
            match self.thread(tid).state {
                ThreadState::Stopped => self.enqueue_woken(tid),
                // What was sent meanwhile interrupts the sleep now.
                ThreadState::Sleeping(_) => self.alert_if_pending(tid),
                ThreadState::Running(_) | ThreadState::Ready(_) => {}
            }
        }
        if report {
            self.tell_parent_of_stop(pid, CLD_CONTINUED, Signal::CONT);
        }
    }

    fn alert_if_pending(&mut self, tid: Tid) {
        let thread = self.thread(tid);
        let shared = &self.process(thread.process).pending;
        let pending = thread.pending.set().with(shared.set()).without(thread.mask);
        let first = (1..=Signal::MAX).filter_map(|number| Signal::new(i64::from(number)));
        if let Some(signal) = first.into_iter().find(|signal| pending.contains(*signal)) {
            self.alert(tid, signal);
        }
    }

    /// SIGCHLD with CLD_STOPPED or CLD_CONTINUED, and whoever sleeps in wait4(2).
    fn tell_parent_of_stop(&mut self, pid: Pid, code: i32, why: Signal) {
        let (parent, uid) = (self.process(pid).parent, self.process(pid).uid);
        let Some(family) = self.processes.find(parent) else { return };
        let queue = family.child_changed;
        let action = family.handlers.get(Signal::CHLD);
        if action.flags & SignalAction::NOCLDSTOP == 0 {
            let status = i32::from(why.number());
            let times = self.process(pid).usage.ticks();
            let origin = Origin::Child { pid, uid, status, times };
            let info = SignalInfo { signal: Signal::CHLD, code, origin };
            self.post_signal(Target::Process(parent), info, None);
        }
        self.wake_all(queue, None);
    }

    /// Whether no member of the group has a parent in another group of the same session, who
    /// could continue it.
    pub(crate) fn is_orphaned_group(&self, group: Pid) -> bool {
        self.has_no_keeper(group, None)
    }

    fn has_no_keeper(&self, group: Pid, leaving: Option<Pid>) -> bool {
        let members = self.processes.iter().filter(|(_, process)| process.group == group);
        let mut members = members.filter(|(pid, process)| {
            Some(*pid) != leaving && !process.is_zombie() && process.parent != INIT
        });
        !members.any(|(_, process)| {
            self.processes
                .find(process.parent)
                .is_some_and(|parent| parent.group != group && parent.session == process.session)
        })
    }

    /// A process ends, or goes to another group: if its group loses its last keeper by that and
    /// has stopped members, they get SIGHUP and SIGCONT (kill_orphaned_pgrp, kernel/exit.c).
    /// `keeper` is the process whose going may orphan the group of `member`.
    pub(crate) fn group_may_be_orphaned(&mut self, member: Pid, keeper: Pid, leaving: Option<Pid>) {
        let process = self.process(member);
        let (group, session) = (process.group, process.session);
        let kept = self.processes.find(keeper);
        if !kept.is_some_and(|keeper| keeper.group != group && keeper.session == session) {
            return;
        }
        let stopped = self.processes.iter().any(|(pid, process)| {
            process.group == group && process.stopped.is_some() && Some(pid) != leaving
        });
        if stopped && self.has_no_keeper(group, leaving) {
            self.send_signal_to_group(group, Signal::HUP, None);
            self.send_signal_to_group(group, Signal::CONT, None);
        }
    }

    /// Whether a background job may not use the terminal: `EIO` instead of a stop
    /// (`__tty_check_change`, drivers/tty/tty_jobctrl.c).
    pub(crate) fn ignores_or_blocks(&self, tid: Tid, signal: Signal) -> bool {
        let thread = self.thread(tid);
        let action = self.process(thread.process).handlers.get(signal);
        thread.mask.contains(signal) || action.handler == 1
    }

    /// Pending signals of all threads and the process that are in the set are taken away.
    pub(crate) fn flush_pending(&mut self, pid: Pid, set: SignalSet) {
        if !self.process(pid).pending.infos.is_empty() {
            self.process_mut(pid).pending.discard(set);
        }
        for tid in self.process(pid).threads.clone() {
            if !self.thread(tid).pending.infos.is_empty() {
                self.thread_mut(tid).pending.discard(set);
            }
        }
    }
}

//! Taking effect: what happens to a thread with pending signals before its user code goes on.

use alloc::vec::Vec;

use vitrine_abi::{Pid, Registers, Signal, Tid};

use crate::attempt::Why;
use crate::event::{Event, ExitStatus, SignalEffect, SwitchReason};
use crate::kernel::Kernel;
use crate::signal::send::Target;
use crate::signal::{Disposition, SignalAction, SignalInfo, SignalSet};
use crate::task::{InCall, ThreadState};

impl Kernel {
    /// Whether a signal is pending that the thread does not block, or its process ends.
    pub(crate) fn has_deliverable(&self, tid: Tid) -> bool {
        let thread = self.thread(tid);
        let process = self.process(thread.process);
        let pending = thread.pending.set().with(process.pending.set());
        process.exit.is_some() || pending.without(thread.mask).0 != 0
    }

    /// Lets one pending signal of the thread on the acting CPU take effect. Its registers must
    /// be in [`Thread::registers`](crate::task::Thread), and must be loaded from there after.
    pub fn deliver_signal(&mut self, tid: Tid) {
        let process = self.thread(tid).process;
        if let Some(status) = self.process(process).exit {
            self.exit_group(process, status);
            return;
        }
        let Some(info) = self.next_signal(tid) else {
            self.signals_done(tid);
            return;
        };
        let signal = info.signal;
        let action = self.process(process).handlers.get(signal);
        let disposition = match signal {
            Signal::KILL => Disposition::Terminate { core: false },
            Signal::STOP => Disposition::Stop,
            _ => action.disposition(signal),
        };
        let effect = match disposition {
            Disposition::Ignore => SignalEffect::Ignored,
            Disposition::Terminate { .. } => SignalEffect::Killed,
            Disposition::Stop => SignalEffect::Stopped,
            Disposition::Handle(handler) => SignalEffect::Handler(handler),
        };
        self.emit(Event::SignalDelivered { signal, thread: tid, effect });
        match disposition {
            Disposition::Ignore => self.signals_done(tid),
            Disposition::Terminate { core } => {
                self.exit_group(process, ExitStatus::Signaled { signal, core });
            }
            Disposition::Stop => self.stop_process(process, signal),
            Disposition::Handle(_) => self.run_handler(tid, info, action),
        }
    }

    fn next_signal(&mut self, tid: Tid) -> Option<SignalInfo> {
        let mask = self.thread(tid).mask;
        let allowed = |signal| !mask.contains(signal);
        let own = self.thread_mut(tid).pending.take(allowed);
        own.or_else(|| {
            let process = self.thread(tid).process;
            self.process_mut(process).pending.take(allowed)
        })
    }

    /// Nothing (more) to deliver: an interrupted call goes on.
    fn signals_done(&mut self, tid: Tid) {
        let attention = self.has_deliverable(tid);
        let thread = self.thread_mut(tid);
        thread.attention = attention;
        if !attention {
            if let Some(call) = &mut thread.call {
                call.interrupted = false;
            } else if let Some(mask) = thread.saved_mask.take() {
                thread.mask = mask;
            }
        }
    }

    fn run_handler(&mut self, tid: Tid, info: SignalInfo, action: SignalAction) {
        let signal = info.signal;
        if let Some(InCall { call, .. }) = self.thread(tid).call {
            let again = action.flags & SignalAction::RESTART != 0 && restarts(call.number);
            if again {
                self.thread_mut(tid).call = None;
            } else {
                self.call_interrupted(tid, Why::Interrupted(signal));
                let registers = &mut self.thread_mut(tid).registers;
                registers.x[Registers::A0] = vitrine_abi::Errno::Eintr.as_return();
                registers.pc += 4;
            }
        }
        let thread = self.thread_mut(tid);
        let mask = thread.saved_mask.take().unwrap_or(thread.mask);
        if self.push_signal_frame(tid, info, action, mask).is_err() {
            // handle_signal, arch/riscv/kernel/signal.c: no room for the frame is fatal.
            let process = self.thread(tid).process;
            let status = ExitStatus::Signaled { signal: Signal::SEGV, core: true };
            self.exit_group(process, status);
            return;
        }
        let process = self.thread(tid).process;
        if action.flags & SignalAction::RESETHAND != 0 {
            let handlers = &mut self.process_mut(process).handlers;
            let reset = SignalAction { handler: 0, ..action };
            alloc::sync::Arc::make_mut(handlers).set(signal, reset);
        }
        let attention = {
            let thread = self.thread_mut(tid);
            thread.mask = thread.mask.with(action.mask).without(SignalSet::unblockable());
            if action.flags & SignalAction::NODEFER == 0 {
                thread.mask = thread.mask.with(SignalSet::only(signal));
            }
            self.has_deliverable(tid)
        };
        self.thread_mut(tid).attention = attention;
    }

    /// All threads of a process stop; sleepers stop when they are woken.
    fn stop_process(&mut self, pid: Pid, signal: Signal) {
        self.process_mut(pid).stopped = Some((signal, false));
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
                    self.cpus[cpu as usize].queue.retain(|other| *other != tid);
                }
                ThreadState::Sleeping(_) | ThreadState::Stopped => continue,
            }
            let thread = self.thread_mut(tid);
            thread.state = ThreadState::Stopped;
            thread.since_ns = now;
        }
        self.tell_parent_of_stop(pid, 5, u64::from(signal.number()));
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
            if self.thread(tid).state == ThreadState::Stopped {
                self.enqueue_woken(tid);
            }
        }
        if report {
            self.tell_parent_of_stop(pid, 6, u64::from(Signal::CONT.number()));
        }
    }

    /// SIGCHLD with CLD_STOPPED or CLD_CONTINUED, and whoever sleeps in wait4(2).
    fn tell_parent_of_stop(&mut self, pid: Pid, code: i32, status: u64) {
        let (parent, uid) = (self.process(pid).parent, self.process(pid).uid);
        let Some(family) = self.processes.find(parent) else { return };
        let queue = family.child_changed;
        let action = family.handlers.get(Signal::CHLD);
        if action.flags & SignalAction::NOCLDSTOP == 0 {
            let info = SignalInfo { signal: Signal::CHLD, code, pid, uid, value: status };
            self.post_signal(Target::Process(parent), info, None);
        }
        self.wake_all(queue, None);
    }
}

/// Whether SA_RESTART starts a call again: signal(7), "Interruption of system calls".
fn restarts(number: u32) -> bool {
    // ppoll, pselect6, epoll_pwait, nanosleep, clock_nanosleep, rt_sigsuspend, rt_sigtimedwait.
    !matches!(number, 22 | 72 | 73 | 101 | 115 | 133 | 137)
}

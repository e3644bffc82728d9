//! Taking effect: what happens to a thread with pending signals before its user code goes on.

use vitrine_abi::{Signal, Tid};

use crate::event::{Event, ExitStatus, SignalEffect, SwitchReason};
use crate::kernel::Kernel;
use crate::signal::{Disposition, SignalAction, SignalInfo, SignalSet};
use crate::task::Rlimit;

impl Kernel {
    /// Whether a signal is pending that the thread does not block, or its process ends.
    pub(crate) fn has_deliverable(&self, tid: Tid) -> bool {
        let thread = self.thread(tid);
        let process = self.process(thread.process);
        let pending = thread.pending.set().with(process.pending.set());
        process.exit.is_some() || !pending.without(thread.mask).is_empty()
    }

    /// Lets one pending signal of the thread on the acting CPU take effect. Its registers must
    /// be in [`Thread::registers`](crate::task::Thread), and must be loaded from there after.
    pub fn deliver_signal(&mut self, tid: Tid) {
        let pid = self.thread(tid).process;
        let process = self.process(pid);
        if let Some(status) = process.exit {
            self.exit_group(pid, status);
            return;
        }
        if process.stopped.is_some() {
            self.stop_thread(tid);
            return;
        }
        let Some(info) = self.next_signal(tid) else {
            self.signals_done(tid);
            return;
        };
        let signal = info.signal;
        let action = self.process(pid).handlers.get(signal);
        let disposition = match signal {
            Signal::KILL => Disposition::Terminate { core: false },
            Signal::STOP => Disposition::Stop,
            // A job whose shell is gone could never be continued: it does not stop
            // (get_signal, kernel/signal.c).
            Signal::TSTP | Signal::TTIN | Signal::TTOU
                if action.disposition(signal) == Disposition::Stop
                    && self.is_orphaned_group(self.process(pid).group) =>
            {
                Disposition::Ignore
            }
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
            Disposition::Ignore => {
                self.interrupt_without_handler(tid, signal);
                self.signals_done(tid);
            }
            Disposition::Terminate { core } => {
                let core = core && self.process(pid).rlimits[Rlimit::CORE].soft > 0;
                self.exit_group(pid, ExitStatus::Signaled { signal, core });
            }
            Disposition::Stop => {
                self.interrupt_without_handler(tid, signal);
                self.stop_process(pid, signal);
            }
            Disposition::Handle(_) => self.run_handler(tid, info, action),
        }
    }

    fn next_signal(&mut self, tid: Tid) -> Option<SignalInfo> {
        let allowed = SignalSet(u64::MAX).without(self.thread(tid).mask);
        self.take_signal(tid, allowed)
    }

    /// Takes a pending signal of these out, the thread's own first; its timer goes on.
    pub(crate) fn take_signal(&mut self, tid: Tid, allowed: SignalSet) -> Option<SignalInfo> {
        let pid = self.thread(tid).process;
        let own = self.thread_mut(tid).pending.take(allowed);
        let mut info = match own {
            Some(info) => info,
            None if self.process(pid).pending.infos.is_empty() => return None,
            None => self.process_mut(pid).pending.take(allowed)?,
        };
        self.timer_signal_taken(pid, &mut info);
        Some(info)
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
        self.interrupt_with_handler(tid, signal, action);
        let process = self.thread(tid).process;
        if action.flags & SignalAction::RESETHAND != 0 {
            let handlers = &mut self.process_mut(process).handlers;
            let reset = SignalAction { handler: 0, ..action };
            alloc::sync::Arc::make_mut(handlers).set(signal, reset);
        }
        let thread = self.thread_mut(tid);
        let mask = thread.saved_mask.take().unwrap_or(thread.mask);
        if self.push_signal_frame(tid, info, action, mask).is_err() {
            // force_sigsegv, kernel/signal.c: no room for the frame is a fault of its own.
            if signal == Signal::SEGV {
                let handlers = &mut self.process_mut(process).handlers;
                alloc::sync::Arc::make_mut(handlers).set(signal, SignalAction::default());
            }
            self.force_signal(tid, Signal::SEGV, SignalInfo::KERNEL, 0);
            return;
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

    /// The thread on the acting CPU stops, as its process has.
    fn stop_thread(&mut self, tid: Tid) {
        self.leave_cpu(tid, SwitchReason::Stopped);
        let now = self.now_ns();
        let thread = self.thread_mut(tid);
        thread.state = crate::task::ThreadState::Stopped;
        thread.since_ns = now;
    }
}

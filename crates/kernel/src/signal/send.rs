//! Sending: from kill(2), a fault or the kernel, until the signal is pending or discarded.

use vitrine_abi::{DefaultAction, Pid, Signal, Tid};

use crate::attempt::{SleepReason, WakeReason};
use crate::event::{Event, SignalEffect};
use crate::kernel::Kernel;
use crate::signal::{Disposition, SignalSet};
use crate::task::{INIT, ThreadState};

/// A signal on its way, with what siginfo_t tells about its origin: sigaction(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SignalInfo {
    /// Which.
    pub signal: Signal,
    /// `si_code`: why it was sent.
    pub code: i32,
    /// `si_pid`: who sent it, or the child that changed.
    pub pid: Pid,
    /// `si_uid`.
    pub uid: u32,
    /// `si_status` of a child, `si_addr` of a fault.
    pub value: u64,
}

impl SignalInfo {
    /// SI_USER: kill(2).
    pub const USER: i32 = 0;
    /// SI_KERNEL.
    pub const KERNEL: i32 = 0x80;
    /// SI_TKILL: tkill(2), tgkill(2).
    pub const TKILL: i32 = -6;

    /// Sent by the kernel without more to say.
    pub(crate) fn from_kernel(signal: Signal) -> Self {
        SignalInfo { signal, code: Self::KERNEL, pid: Pid(0), uid: 0, value: 0 }
    }

    /// Whether an instruction of the receiver caused it.
    pub(crate) fn is_fault(&self) -> bool {
        let faults = [Signal::SEGV, Signal::BUS, Signal::ILL, Signal::TRAP, Signal::FPE];
        self.code > 0 && faults.contains(&self.signal)
    }
}

/// To whom a signal goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Any thread of the process that does not block it.
    Process(Pid),
    /// This thread only.
    Thread(Tid),
}

impl Kernel {
    /// Sends a signal to a process; `from` is `None` for the kernel itself.
    pub(crate) fn send_signal(&mut self, to: Pid, signal: Signal, from: Option<Tid>) {
        let info = self.origin(signal, from);
        self.post_signal(Target::Process(to), info, from);
    }

    /// Sends a signal to one thread, as SIGPIPE goes to the writer.
    pub(crate) fn send_signal_to_thread(&mut self, to: Tid, signal: Signal, from: Option<Tid>) {
        let info = self.origin(signal, from);
        self.post_signal(Target::Thread(to), info, from);
    }

    /// Sends a signal to every process of a group; says whether there was one.
    pub(crate) fn send_signal_to_group(
        &mut self,
        group: Pid,
        signal: Signal,
        from: Option<Tid>,
    ) -> bool {
        let members = self.processes.iter().filter(|(_, process)| process.group == group);
        let members: alloc::vec::Vec<Pid> = members.map(|(pid, _)| pid).collect();
        for pid in &members {
            self.send_signal(*pid, signal, from);
        }
        !members.is_empty()
    }

    fn origin(&self, signal: Signal, from: Option<Tid>) -> SignalInfo {
        match from.and_then(|tid| self.threads.find(tid)) {
            Some(thread) => {
                let sender = self.process(thread.process);
                let (pid, uid) = (sender.pid, sender.uid);
                SignalInfo { signal, code: SignalInfo::USER, pid, uid, value: 0 }
            }
            None => SignalInfo::from_kernel(signal),
        }
    }

    /// Makes the signal pending, or discards it, and sees to it that somebody looks.
    pub(crate) fn post_signal(&mut self, to: Target, info: SignalInfo, from: Option<Tid>) {
        let pid = match to {
            Target::Process(pid) => pid,
            Target::Thread(tid) => match self.threads.find(tid) {
                Some(thread) => thread.process,
                None => return,
            },
        };
        if pid == INIT || self.processes.find(pid).is_none_or(|process| process.exit.is_some()) {
            return;
        }
        let signal = info.signal;
        self.emit(Event::SignalSent { signal, to: pid, from });
        self.stop_and_continue_cancel(pid, signal);
        let receiver = match to {
            Target::Thread(tid) => tid,
            Target::Process(pid) => self.receiver(pid, signal),
        };
        let blocked = self.thread(receiver).mask.contains(signal);
        let action = self.process(pid).handlers.get(signal);
        if action.disposition(signal) == Disposition::Ignore && !blocked {
            let effect = match signal.default_action() {
                DefaultAction::Continue => SignalEffect::Continued,
                _ => SignalEffect::Ignored,
            };
            self.emit(Event::SignalDelivered { signal, thread: receiver, effect });
            return;
        }
        match to {
            Target::Thread(tid) => self.thread_mut(tid).pending.add(info),
            Target::Process(pid) => self.process_mut(pid).pending.add(info),
        }
        if !blocked {
            self.alert(receiver, signal);
        }
        self.wake_signal_waiters(pid, signal);
    }

    /// The thread of a process that should take a signal: the first that does not block it.
    fn receiver(&self, pid: Pid, signal: Signal) -> Tid {
        let threads = &self.process(pid).threads;
        let takes = |tid: &&Tid| !self.thread(**tid).mask.contains(signal);
        *threads.iter().find(takes).or(threads.first()).expect("a process that has not ended")
    }

    /// Makes a thread look at its signals before user code goes on, and ends its sleep.
    pub(crate) fn alert(&mut self, tid: Tid, signal: Signal) {
        let thread = self.thread_mut(tid);
        thread.attention = true;
        match &thread.state {
            ThreadState::Sleeping(sleep) => {
                let interruptible = !matches!(sleep.reason, SleepReason::Vfork(_));
                if interruptible || signal == Signal::KILL {
                    self.wake(tid, WakeReason::Signal(signal));
                }
            }
            ThreadState::Stopped if signal == Signal::KILL => self.enqueue_woken(tid),
            ThreadState::Stopped | ThreadState::Ready(_) | ThreadState::Running(_) => {}
        }
    }

    /// Threads that wait for blocked signals in rt_sigtimedwait(2).
    fn wake_signal_waiters(&mut self, pid: Pid, signal: Signal) {
        for tid in self.process(pid).threads.clone() {
            let thread = self.thread(tid);
            let waits = match &thread.state {
                ThreadState::Sleeping(sleep) => sleep.reason == SleepReason::Signal,
                ThreadState::Running(_) | ThreadState::Ready(_) | ThreadState::Stopped => false,
            };
            if waits && thread.mask.contains(signal) {
                self.wake(tid, WakeReason::Signal(signal));
                return;
            }
        }
    }

    /// SIGCONT takes pending stops away and continues; a stop takes a pending SIGCONT away.
    fn stop_and_continue_cancel(&mut self, pid: Pid, signal: Signal) {
        let stops = [Signal::STOP, Signal::TSTP, Signal::TTIN, Signal::TTOU];
        let against = if signal == Signal::CONT {
            stops.iter().fold(SignalSet::default(), |set, stop| set.with(SignalSet::only(*stop)))
        } else if stops.contains(&signal) {
            SignalSet::only(Signal::CONT)
        } else if signal == Signal::KILL {
            SignalSet::default()
        } else {
            return;
        };
        if !self.process(pid).pending.infos.is_empty() {
            self.process_mut(pid).pending.discard(against);
        }
        for tid in self.process(pid).threads.clone() {
            if !self.thread(tid).pending.infos.is_empty() {
                self.thread_mut(tid).pending.discard(against);
            }
        }
        if signal == Signal::CONT || signal == Signal::KILL {
            self.continue_process(pid, signal == Signal::CONT);
        }
    }

    /// An exception of the program on the acting CPU that is no page fault.
    pub fn fault_signal(&mut self, thread: Tid, signal: Signal, code: i32, address: u64) {
        self.force_signal(thread, signal, code, address);
    }

    /// A fault of the running program: the signal cannot be blocked or ignored then
    /// (force_sig_info, kernel/signal.c).
    pub(crate) fn force_signal(&mut self, tid: Tid, signal: Signal, code: i32, address: u64) {
        let process = self.thread(tid).process;
        let action = self.process(process).handlers.get(signal);
        let blocked = self.thread(tid).mask.contains(signal);
        if blocked || action.handler == 1 {
            let handlers = &mut self.process_mut(process).handlers;
            alloc::sync::Arc::make_mut(handlers).set(signal, super::SignalAction::default());
            let mask = &mut self.thread_mut(tid).mask;
            *mask = mask.without(SignalSet::only(signal));
        }
        let info = SignalInfo { signal, code, pid: Pid(0), uid: 0, value: address };
        self.emit(Event::SignalSent { signal, to: process, from: None });
        self.thread_mut(tid).pending.add(info);
        self.thread_mut(tid).attention = true;
    }
}

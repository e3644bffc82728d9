//! Sending: from kill(2), a fault or the kernel, until the signal is pending or discarded.

use alloc::vec::Vec;

use vitrine_abi::{DefaultAction, Errno, Pid, Signal, Tid};

use crate::attempt::{SleepReason, WakeReason, Why};
use crate::event::{Event, SignalEffect};
use crate::kernel::Kernel;
use crate::signal::{Disposition, Origin, SignalInfo, SignalSet};
use crate::task::{INIT, Rlimit, ThreadState};

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

    /// A signal from outside of the simulated machine; false if there is nobody to take it. Its
    /// sender has no number in here, so that `si_pid` is 0: pid_namespaces(7).
    pub fn signal_from_outside(&mut self, to: Pid, signal: Signal) -> bool {
        let lives = self.processes.find(to).is_some_and(|process| process.exit.is_none());
        if to == INIT || !lives {
            return false;
        }
        let origin = Origin::Process { pid: Pid(0), uid: 0 };
        let info = SignalInfo { signal, code: SignalInfo::USER, origin };
        self.post_signal(Target::Process(to), info, None);
        true
    }

    /// The kernel sends a thread a signal for what that does, as SIGPIPE goes to the writer; it reads
    /// as if the thread had sent it (`send_sig` of kernel/signal.c: SEND_SIG_NOINFO).
    pub(crate) fn send_signal_to_thread(&mut self, to: Tid, signal: Signal) {
        let info = self.origin(signal, Some(to));
        self.post_signal(Target::Thread(to), info, None);
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

    /// A signal as kill(2) or the kernel sends it.
    fn origin(&self, signal: Signal, from: Option<Tid>) -> SignalInfo {
        match from.and_then(|tid| self.threads.find(tid)) {
            Some(thread) => {
                let sender = self.process(thread.process);
                let origin = Origin::Process { pid: sender.pid, uid: sender.uid };
                SignalInfo { signal, code: SignalInfo::USER, origin }
            }
            None => SignalInfo::from_kernel(signal),
        }
    }

    /// A signal from a program: fails with `EAGAIN` if it would have to queue and the receiver's
    /// user has no room for more (`__send_signal_locked`, kernel/signal.c).
    pub(crate) fn post_from_user(
        &mut self,
        to: Target,
        info: SignalInfo,
        from: Tid,
    ) -> Result<(), (Errno, Why)> {
        let queues = info.signal >= Signal::RTMIN && info.code != SignalInfo::USER;
        if queues && let Some(pid) = self.process_of(to) {
            let receiver = self.process(pid);
            let limit = receiver.rlimits[Rlimit::SIGPENDING].soft;
            if self.queued_signals(receiver.uid) >= limit {
                return Err((Errno::Eagain, Why::Limit("RLIMIT_SIGPENDING")));
            }
        }
        self.post_signal(to, info, Some(from));
        Ok(())
    }

    /// Signals that wait in all queues of a user: what RLIMIT_SIGPENDING counts.
    pub(crate) fn queued_signals(&self, uid: u32) -> u64 {
        let of_user = |pid| self.processes.find(pid).is_some_and(|process| process.uid == uid);
        let processes = self.processes.iter().filter(|(_, process)| process.uid == uid);
        let shared: usize = processes.map(|(_, process)| process.pending.infos.len()).sum();
        let threads = self.threads.iter().filter(|(_, thread)| of_user(thread.process));
        let own: usize = threads.map(|(_, thread)| thread.pending.infos.len()).sum();
        (shared + own) as u64
    }

    fn process_of(&self, target: Target) -> Option<Pid> {
        match target {
            Target::Process(pid) => self.processes.find(pid).map(|process| process.pid),
            Target::Thread(tid) => self.threads.find(tid).map(|thread| thread.process),
        }
    }

    /// Makes the signal pending, or discards it, and sees to it that somebody looks.
    pub(crate) fn post_signal(&mut self, to: Target, info: SignalInfo, from: Option<Tid>) {
        let Some(pid) = self.process_of(to) else { return };
        if pid == INIT || self.process(pid).exit.is_some() {
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
        let disposition = self.process(pid).handlers.get(signal).disposition(signal);
        if disposition == Disposition::Ignore && !blocked {
            let effect = match signal.default_action() {
                DefaultAction::Continue => SignalEffect::Continued,
                DefaultAction::Terminate
                | DefaultAction::Core
                | DefaultAction::Ignore
                | DefaultAction::Stop => SignalEffect::Ignored,
            };
            self.emit(Event::SignalDelivered { signal, thread: receiver, effect });
            return;
        }
        match to {
            Target::Thread(tid) => self.thread_mut(tid).pending.add(info),
            Target::Process(pid) => self.process_mut(pid).pending.add(info),
        }
        if !blocked || self.awaits(receiver, signal) {
            self.alert(receiver, signal);
        }
        self.tell_signal_files(signal);
    }

    /// The thread of a process that takes a signal: the first one if it wants it, else one that
    /// does, else the first (`complete_signal`, kernel/signal.c).
    fn receiver(&mut self, pid: Pid, signal: Signal) -> Tid {
        let threads = &self.process(pid).threads;
        let first = *threads.first().expect("a process that has not ended");
        let wants =
            |tid: &Tid| !self.thread(*tid).mask.contains(signal) || self.awaits(*tid, signal);
        if threads.len() == 1 || first == Tid::from(pid) && wants(&first) {
            return first;
        }
        let willing: Vec<Tid> = threads.iter().copied().filter(wants).collect();
        if willing.is_empty() {
            return first;
        }
        willing[self.chooser.choose(willing.len())]
    }

    /// Whether a thread sleeps in rt_sigtimedwait(2) for this signal.
    fn awaits(&self, tid: Tid, signal: Signal) -> bool {
        let thread = self.thread(tid);
        matches!(thread.state, ThreadState::Sleeping(_)) && thread.awaited.contains(signal)
    }

    /// Makes a thread look at its signals before user code goes on, and ends its sleep.
    pub(crate) fn alert(&mut self, tid: Tid, signal: Signal) {
        let pid = self.thread(tid).process;
        let disposition = self.process(pid).handlers.get(signal).disposition(signal);
        // TASK_KILLABLE sleepers wake for what ends the process, and for nothing else.
        let kills = signal == Signal::KILL || matches!(disposition, Disposition::Terminate { .. });
        let is_stopped = self.process(pid).stopped.is_some() && signal != Signal::KILL;
        let thread = self.thread_mut(tid);
        thread.attention = true;
        match &thread.state {
            ThreadState::Sleeping(sleep) => {
                let interruptible = !matches!(sleep.reason, SleepReason::Vfork(_));
                if (interruptible || kills) && !is_stopped {
                    self.wake(tid, WakeReason::Signal(signal));
                }
            }
            ThreadState::Stopped if signal == Signal::KILL => self.enqueue_woken(tid),
            ThreadState::Stopped | ThreadState::Ready(_) | ThreadState::Running(_) => {}
        }
    }

    /// SIGCONT takes pending stops away and continues; a stop takes a pending SIGCONT away.
    fn stop_and_continue_cancel(&mut self, pid: Pid, signal: Signal) {
        let against = if signal == Signal::CONT {
            SignalSet::stops()
        } else if SignalSet::stops().contains(signal) {
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
        let origin =
            if code == SignalInfo::KERNEL { Origin::Kernel } else { Origin::Fault { address } };
        let info = SignalInfo { signal, code, origin };
        self.emit(Event::SignalSent { signal, to: process, from: None });
        self.thread_mut(tid).pending.add(info);
        self.thread_mut(tid).attention = true;
    }
}

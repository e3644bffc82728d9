//! kill(2) and the rt_sig… calls.

use alloc::sync::Arc;

use vitrine_abi::{Errno, Pid, Signal, Tid};

use crate::attempt::{Attempt, Resume, Sleep, SleepReason, WakeReason, Why};
use crate::kernel::{Caller, Kernel};
use crate::signal::frame::siginfo_bytes;
use crate::signal::send::Target;
use crate::signal::{Disposition, SignalAction, SignalInfo, SignalSet};
use crate::task::INIT;
use crate::time::{NANOS, read_timespec};

/// Bytes of the kernel's sigset_t.
const SET_SIZE: u64 = 8;

fn invalid(argument: &'static str) -> Attempt {
    Attempt::Fail(Errno::Einval, Why::BadArgument(argument))
}

fn bad_address(bad: crate::mm::BadAddress) -> Attempt {
    Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address))
}

/// The signal of an argument; `None` is 0, which only asks whether sending would be allowed.
fn signal_argument(number: u64) -> Result<Option<Signal>, Attempt> {
    match number as i32 {
        0 => Ok(None),
        number => Signal::new(i64::from(number)).map(Some).ok_or(invalid("sig")),
    }
}

pub(crate) fn kill(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let signal = match signal_argument(args[1]) {
        Ok(signal) => signal,
        Err(failed) => return failed,
    };
    let pid = args[0] as i32;
    let own_group = kernel.process(caller.process).group;
    let targets: alloc::vec::Vec<Pid> = match pid {
        1.. => kernel.processes.find(Pid(pid)).map(|process| process.pid).into_iter().collect(),
        -1 => kernel.processes.ids().filter(|pid| *pid != INIT && *pid != caller.process).collect(),
        i32::MIN => alloc::vec::Vec::new(),
        _ => {
            let group = if pid == 0 { own_group } else { Pid(-pid) };
            let members = kernel.processes.iter().filter(|(_, process)| process.group == group);
            members.map(|(pid, _)| pid).collect()
        }
    };
    if targets.is_empty() {
        return Attempt::Fail(Errno::Esrch, Why::NoProcess(pid));
    }
    let allowed: alloc::vec::Vec<Pid> =
        targets.into_iter().filter(|target| kernel.may_signal(caller, *target)).collect();
    if allowed.is_empty() {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    if let Some(signal) = signal {
        for target in allowed {
            kernel.send_signal(target, signal, Some(caller.thread));
        }
    }
    Attempt::Done(0)
}

impl Kernel {
    /// Whether the caller's ids allow it to send a signal: kill(2).
    fn may_signal(&self, caller: &Caller, to: Pid) -> bool {
        let (from, to) = (self.process(caller.process), self.process(to));
        from.euid == 0 || from.euid == to.uid || from.uid == to.uid
    }

    fn signal_thread(&mut self, caller: &Caller, tid: Tid, signal: Option<Signal>) -> Attempt {
        let Some(signal) = signal else { return Attempt::Done(0) };
        let sender = self.process(caller.process);
        let (pid, uid) = (sender.pid, sender.uid);
        let info = SignalInfo { signal, code: SignalInfo::TKILL, pid, uid, value: 0 };
        self.post_signal(Target::Thread(tid), info, Some(caller.thread));
        Attempt::Done(0)
    }
}

pub(crate) fn tgkill(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let (pid, tid) = (Pid(args[0] as i32), Tid(args[1] as i32));
    if pid.0 <= 0 || tid.0 <= 0 {
        return invalid("tid");
    }
    let signal = match signal_argument(args[2]) {
        Ok(signal) => signal,
        Err(failed) => return failed,
    };
    match kernel.threads.find(tid) {
        Some(thread) if thread.process == pid => kernel.signal_thread(caller, tid, signal),
        Some(_) | None => Attempt::Fail(Errno::Esrch, Why::NoProcess(tid.0)),
    }
}

pub(crate) fn tkill(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let tid = Tid(args[0] as i32);
    match kernel.threads.find(tid).map(|thread| thread.process) {
        Some(pid) => tgkill(kernel, caller, [pid.0 as u64, args[0], args[1], 0, 0, 0]),
        None if tid.0 <= 0 => invalid("tid"),
        None => Attempt::Fail(Errno::Esrch, Why::NoProcess(tid.0)),
    }
}

/// struct sigaction of riscv64: handler, flags, mask, 8 bytes each; there is no restorer.
pub(crate) fn rt_sigaction(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [number, new, old, size, ..] = args;
    let Some(signal) = Signal::new(number as i32 as i64).filter(|_| size == SET_SIZE) else {
        return invalid("signum");
    };
    let fixed = SignalSet::unblockable().contains(signal);
    if new != 0 && fixed {
        return invalid("signum");
    }
    let current = kernel.process(caller.process).handlers.get(signal);
    let mut bytes = [0; 24];
    if new != 0 {
        if let Err(bad) = kernel.copy_from_user(caller, new, &mut bytes) {
            return bad_address(bad);
        }
        let word = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("8 bytes"));
        let mask = SignalSet(word(16)).without(SignalSet::unblockable());
        let action = SignalAction { handler: word(0), flags: word(8), mask };
        let process = kernel.process_mut(caller.process);
        Arc::make_mut(&mut process.handlers).set(signal, action);
        if action.disposition(signal) == Disposition::Ignore {
            // Pending signals that are ignored now are discarded: do_sigaction, kernel/signal.c.
            process.pending.discard(SignalSet::only(signal));
            kernel.thread_mut(caller.thread).pending.discard(SignalSet::only(signal));
        }
    }
    if old != 0 {
        bytes[..8].copy_from_slice(&current.handler.to_le_bytes());
        bytes[8..16].copy_from_slice(&current.flags.to_le_bytes());
        bytes[16..].copy_from_slice(&current.mask.0.to_le_bytes());
        if let Err(bad) = kernel.copy_to_user(caller, old, &bytes) {
            return bad_address(bad);
        }
    }
    Attempt::Done(0)
}

pub(crate) fn rt_sigprocmask(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [how, new, old, size, ..] = args;
    if size != SET_SIZE {
        return invalid("sigsetsize");
    }
    let mask = kernel.thread(caller.thread).mask;
    if new != 0 {
        let set = match kernel.read_user_u64(caller, new) {
            Ok(set) => SignalSet(set).without(SignalSet::unblockable()),
            Err(bad) => return bad_address(bad),
        };
        let mask = match how {
            0 => mask.with(set),
            1 => mask.without(set),
            2 => set,
            _ => return invalid("how"),
        };
        kernel.set_mask(caller.thread, mask);
    }
    if old != 0
        && let Err(bad) = kernel.copy_to_user(caller, old, &mask.0.to_le_bytes())
    {
        return bad_address(bad);
    }
    Attempt::Done(0)
}

impl Kernel {
    pub(crate) fn set_mask(&mut self, tid: Tid, mask: SignalSet) {
        self.thread_mut(tid).mask = mask;
        if self.has_deliverable(tid) {
            self.thread_mut(tid).attention = true;
        }
    }

    fn pending_of(&self, caller: &Caller) -> SignalSet {
        let own = self.thread(caller.thread).pending.set();
        own.with(self.process(caller.process).pending.set())
    }
}

pub(crate) fn rt_sigpending(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let mask = kernel.thread(caller.thread).mask;
    let set = SignalSet(kernel.pending_of(caller).0 & mask.0);
    match kernel.copy_to_user(caller, args[0], &set.0.to_le_bytes()) {
        Ok(()) => Attempt::Done(0),
        Err(bad) => bad_address(bad),
    }
}

/// rt_sigsuspend(2): another mask until a handler has run. Never returns anything but EINTR.
pub(crate) fn rt_sigsuspend(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if args[1] != SET_SIZE {
        return invalid("sigsetsize");
    }
    if caller.woken.is_none() && kernel.thread(caller.thread).saved_mask.is_none() {
        let set = match kernel.read_user_u64(caller, args[0]) {
            Ok(set) => SignalSet(set).without(SignalSet::unblockable()),
            Err(bad) => return bad_address(bad),
        };
        let old = kernel.thread(caller.thread).mask;
        kernel.thread_mut(caller.thread).saved_mask = Some(old);
        kernel.set_mask(caller.thread, set);
    }
    sleep_for_signal(None)
}

fn sleep_for_signal(deadline_ns: Option<u64>) -> Attempt {
    Attempt::Sleep(Sleep {
        resume: Resume::Until { deadline_ns },
        on: alloc::vec::Vec::new(),
        deadline_ns,
        reason: SleepReason::Signal,
    })
}

/// rt_sigtimedwait(2): takes a blocked, pending signal without running a handler.
pub(crate) fn rt_sigtimedwait(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [set, info, timeout, size, ..] = args;
    if size != SET_SIZE {
        return invalid("sigsetsize");
    }
    let set = match kernel.read_user_u64(caller, set) {
        Ok(set) => SignalSet(set).without(SignalSet::unblockable()),
        Err(bad) => return bad_address(bad),
    };
    let wanted = |signal| set.contains(signal);
    let own = kernel.thread_mut(caller.thread).pending.take(wanted);
    let found = own.or_else(|| kernel.process_mut(caller.process).pending.take(wanted));
    if let Some(found) = found {
        if info != 0
            && let Err(bad) = kernel.copy_to_user(caller, info, &siginfo_bytes(&found))
        {
            return bad_address(bad);
        }
        return Attempt::Done(i64::from(found.signal.number()));
    }
    if caller.woken == Some(WakeReason::TimedOut) {
        return Attempt::Fail(Errno::Eagain, Why::Errno);
    }
    if let Resume::Until { deadline_ns } = caller.resume {
        return sleep_for_signal(deadline_ns);
    }
    if timeout == 0 {
        return sleep_for_signal(None);
    }
    let (seconds, nanos) = match read_timespec(kernel, caller, timeout) {
        Ok(time) => time,
        Err(failed) => return failed,
    };
    if seconds < 0 || !(0..NANOS).contains(&nanos) {
        return invalid("timeout");
    }
    let length = (seconds as u64).saturating_mul(NANOS as u64).saturating_add(nanos as u64);
    if length == 0 {
        return Attempt::Fail(Errno::Eagain, Why::Errno);
    }
    sleep_for_signal(Some(kernel.now_ns().saturating_add(length)))
}

pub(crate) fn rt_sigreturn(kernel: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    if let Err(bad) = kernel.pop_signal_frame(caller.thread) {
        kernel.force_signal(caller.thread, Signal::SEGV, 1, bad.address);
        return Attempt::NoReturn;
    }
    let mask = kernel.thread(caller.thread).mask;
    kernel.set_mask(caller.thread, mask);
    Attempt::NoReturn
}

/// sigaltstack(2): stack_t is sp, flags, size.
pub(crate) fn sigaltstack(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    const DISABLE: u32 = 2;
    const MINIMUM: u64 = 2048;
    let current = kernel.thread(caller.thread).alternate_stack;
    if args[0] != 0 {
        let mut bytes = [0; 24];
        if let Err(bad) = kernel.copy_from_user(caller, args[0], &mut bytes) {
            return bad_address(bad);
        }
        let word = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("8 bytes"));
        let (start, flags, size) = (word(0), word(8) as u32, word(16));
        let next = match flags {
            DISABLE => None,
            0 if size < MINIMUM => {
                return Attempt::Fail(Errno::Enomem, Why::Limit("MINSIGSTKSZ"));
            }
            0 => Some((start, size)),
            _ => return invalid("ss_flags"),
        };
        kernel.thread_mut(caller.thread).alternate_stack = next;
    }
    if args[1] != 0 {
        let (start, size) = current.unwrap_or((0, 0));
        let flags = if current.is_none() { DISABLE } else { 0 };
        let words = [start, u64::from(flags), size];
        return crate::time::give_words(kernel, caller, args[1], &words, 0);
    }
    Attempt::Done(0)
}

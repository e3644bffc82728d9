//! kill(2) and the rt_sig… calls.

use alloc::sync::Arc;

use vitrine_abi::{Errno, Pid, Registers, Signal, Tid};

use crate::attempt::{Attempt, Why};
use crate::kernel::{Caller, Kernel};
use crate::signal::frame::{DISABLE, DISARMS, stack_words};
use crate::signal::send::Target;
use crate::signal::{
    AlternateStack, Disposition, INFO_SIZE, Origin, SignalAction, SignalInfo, SignalSet,
};
use crate::task::INIT;

/// Bytes of the kernel's sigset_t.
pub(super) const SET_SIZE: u64 = 8;

pub(crate) fn invalid(argument: &'static str) -> Attempt {
    Attempt::Fail(Errno::Einval, Why::BadArgument(argument))
}

pub(super) fn bad_address(bad: crate::mm::BadAddress) -> Attempt {
    Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address))
}

/// The signal of an argument; `None` is 0, which only asks whether sending would be allowed.
fn signal_argument(number: u64) -> Result<Option<Signal>, Attempt> {
    match number as i32 {
        0 => Ok(None),
        number => Signal::new(i64::from(number)).map(Some).ok_or(invalid("sig")),
    }
}

pub(crate) fn no_process(id: i32) -> Attempt {
    Attempt::Fail(Errno::Esrch, Why::NoProcess(id))
}

/// kill(2); whom it reaches is looked up before the signal's number is (kernel/signal.c).
pub(crate) fn kill(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
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
        return no_process(pid);
    }
    let signal = match signal_argument(args[1]) {
        Ok(signal) => signal,
        Err(failed) => return failed,
    };
    let may = |target: &Pid| kernel.may_signal(caller, *target, signal);
    let allowed: alloc::vec::Vec<Pid> = targets.into_iter().filter(may).collect();
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
    /// Whether the caller's ids allow it to send a signal: kill_ok_by_cred and
    /// check_kill_permission, kernel/signal.c.
    fn may_signal(&self, caller: &Caller, to: Pid, signal: Option<Signal>) -> bool {
        let (from, to) = (self.process(caller.process), self.process(to));
        let same = |id: u32| id == to.uid || id == to.suid;
        let continues = signal == Some(Signal::CONT) && from.session == to.session;
        from.pid == to.pid || from.euid == 0 || same(from.euid) || same(from.uid) || continues
    }

    /// A signal to one thread, after all checks but the permission.
    fn signal_thread(&mut self, caller: &Caller, tid: Tid, signal: Option<Signal>) -> Attempt {
        if !self.may_signal(caller, self.thread(tid).process, signal) {
            return Attempt::Fail(Errno::Eperm, Why::Permission);
        }
        let Some(signal) = signal else { return Attempt::Done(0) };
        let sender = self.process(caller.process);
        let origin = Origin::Process { pid: sender.pid, uid: sender.uid };
        let info = SignalInfo { signal, code: SignalInfo::TKILL, origin };
        self.post(caller, Target::Thread(tid), info)
    }

    /// A signal to a process with what the program says of it.
    pub(crate) fn queue_signal(
        &mut self,
        caller: &Caller,
        pid: Pid,
        (signal, info): (Option<Signal>, SignalInfo),
    ) -> Attempt {
        if self.processes.find(pid).is_none() {
            return no_process(pid.0);
        }
        if !self.may_signal(caller, pid, signal) {
            return Attempt::Fail(Errno::Eperm, Why::Permission);
        }
        match signal {
            Some(_) => self.post(caller, Target::Process(pid), info),
            None => Attempt::Done(0),
        }
    }

    fn post(&mut self, caller: &Caller, to: Target, info: SignalInfo) -> Attempt {
        match self.post_from_user(to, info, caller.thread) {
            Ok(()) => Attempt::Done(0),
            Err((errno, why)) => Attempt::Fail(errno, why),
        }
    }
}

pub(crate) fn tgkill(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let (pid, tid) = (Pid(args[0] as i32), Tid(args[1] as i32));
    if pid.0 <= 0 || tid.0 <= 0 {
        return invalid("tid");
    }
    match kernel.threads.find(tid) {
        Some(thread) if thread.process == pid => match signal_argument(args[2]) {
            Ok(signal) => kernel.signal_thread(caller, tid, signal),
            Err(failed) => failed,
        },
        Some(_) | None => no_process(tid.0),
    }
}

pub(crate) fn tkill(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let tid = Tid(args[0] as i32);
    match kernel.threads.find(tid).map(|thread| thread.process) {
        Some(pid) => tgkill(kernel, caller, [pid.0 as u64, args[0], args[1], 0, 0, 0]),
        None if tid.0 <= 0 => invalid("tid"),
        None => no_process(tid.0),
    }
}

/// What a program says of a signal that it queues: it must not pretend to be the kernel.
pub(crate) fn queued_info(
    kernel: &mut Kernel,
    caller: &Caller,
    (signal, address): (u64, u64),
    to: Pid,
) -> Result<(Option<Signal>, SignalInfo), Attempt> {
    let mut bytes = [0; INFO_SIZE];
    kernel.copy_from_user(caller, address, &mut bytes).map_err(bad_address)?;
    let number = signal_argument(signal);
    // The null signal has no info of its own: any number will do.
    let any = number.clone().ok().flatten().unwrap_or(Signal::HUP);
    let info = SignalInfo::from_user(any, &bytes);
    if (info.code >= 0 || info.code == SignalInfo::TKILL) && to != caller.process {
        return Err(Attempt::Fail(Errno::Eperm, Why::Permission));
    }
    match number {
        Ok(signal) => Ok((signal, info)),
        Err(failed) => Err(failed),
    }
}

/// sigqueue(3).
pub(crate) fn rt_sigqueueinfo(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let pid = Pid(args[0] as i32);
    let (signal, info) = match queued_info(kernel, caller, (args[1], args[2]), pid) {
        Ok(queued) => queued,
        Err(failed) if kernel.processes.find(pid).is_some() => return failed,
        Err(failed @ Attempt::Fail(Errno::Eperm | Errno::Efault, _)) => return failed,
        Err(_) => return no_process(pid.0),
    };
    kernel.queue_signal(caller, pid, (signal, info))
}

/// pthread_sigqueue(3).
pub(crate) fn rt_tgsigqueueinfo(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let (pid, tid) = (Pid(args[0] as i32), Tid(args[1] as i32));
    if pid.0 <= 0 || tid.0 <= 0 {
        return invalid("tid");
    }
    let (signal, info) = match queued_info(kernel, caller, (args[2], args[3]), pid) {
        Ok(queued) => queued,
        Err(failed) => return failed,
    };
    if kernel.threads.find(tid).is_none_or(|thread| thread.process != pid) {
        return no_process(tid.0);
    }
    if !kernel.may_signal(caller, pid, signal) {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    match signal {
        Some(_) => kernel.post(caller, Target::Thread(tid), info),
        None => Attempt::Done(0),
    }
}

/// restart_syscall(2): a program that calls it by itself has nothing to go on with.
pub(crate) fn restart_syscall(_: &mut Kernel, _: &Caller, _: [u64; 6]) -> Attempt {
    Attempt::Fail(Errno::Eintr, Why::Errno)
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
        let flags = word(8) & SignalAction::KNOWN;
        let action = SignalAction { handler: word(0), flags, mask };
        let process = kernel.process_mut(caller.process);
        Arc::make_mut(&mut process.handlers).set(signal, action);
        if action.disposition(signal) == Disposition::Ignore {
            // Pending signals that are ignored now are discarded: do_sigaction, kernel/signal.c.
            kernel.flush_pending(caller.process, SignalSet::only(signal));
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
    if args[1] > SET_SIZE {
        return invalid("sigsetsize");
    }
    let mask = kernel.thread(caller.thread).mask;
    let set = SignalSet(kernel.pending_of(caller).0 & mask.0);
    match kernel.copy_to_user(caller, args[0], &set.0.to_le_bytes()) {
        Ok(()) => Attempt::Done(0),
        Err(bad) => bad_address(bad),
    }
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
    const MINIMUM: u64 = 2048;
    const ON_STACK: u32 = 1;
    let current = kernel.thread(caller.thread).alternate_stack;
    let sp = kernel.thread(caller.thread).registers.x[Registers::SP];
    if args[0] != 0 {
        let mut bytes = [0; 24];
        if let Err(bad) = kernel.copy_from_user(caller, args[0], &mut bytes) {
            return bad_address(bad);
        }
        let word = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("8 bytes"));
        let (start, flags, size) = (word(0), word(8) as u32, word(16));
        if current.is_some_and(|stack| stack.holds(sp)) {
            return Attempt::Fail(Errno::Eperm, Why::BadArgument("ss"));
        }
        let next = match flags & !DISARMS {
            DISABLE => None,
            0 | ON_STACK if size < MINIMUM => {
                return Attempt::Fail(Errno::Enomem, Why::Limit("MINSIGSTKSZ"));
            }
            0 | ON_STACK => {
                let disarms = flags & DISARMS != 0;
                Some(AlternateStack { start, size, disarms })
            }
            _ => return invalid("ss_flags"),
        };
        kernel.thread_mut(caller.thread).alternate_stack = next;
    }
    if args[1] != 0 {
        return crate::time::give_words(kernel, caller, args[1], &stack_words(current, sp), 0);
    }
    Attempt::Done(0)
}

//! Waiting for signals: rt_sigsuspend(2), rt_sigtimedwait(2).

use vitrine_abi::Errno;

use crate::attempt::{Attempt, Resume, Sleep, SleepReason, WakeReason, Why};
use crate::kernel::{Caller, Kernel};
use crate::signal::SignalSet;
use crate::signal::calls::{SET_SIZE, bad_address, invalid};
use crate::time::read_duration;

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

pub(super) fn sleep_for_signal(deadline_ns: Option<u64>) -> Attempt {
    Attempt::Sleep(Sleep {
        resume: Resume::Until { deadline_ns },
        on: alloc::vec::Vec::new(),
        deadline_ns,
        reason: SleepReason::Signal,
    })
}

/// rt_sigtimedwait(2): takes a pending signal without running a handler.
pub(crate) fn rt_sigtimedwait(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [set, info, timeout, size, ..] = args;
    if size != SET_SIZE {
        return invalid("sigsetsize");
    }
    let set = match kernel.read_user_u64(caller, set) {
        Ok(set) => SignalSet(set).without(SignalSet::unblockable()),
        Err(bad) => return bad_address(bad),
    };
    kernel.thread_mut(caller.thread).awaited = SignalSet::default();
    let first_wait = match caller.resume {
        Resume::Until { deadline_ns } => Ok(deadline_ns),
        Resume::FromStart | Resume::Moved { .. } | Resume::Created { .. } => Err(()),
    };
    let length = match first_wait {
        Err(()) if timeout != 0 => match read_duration(kernel, caller, timeout) {
            Ok(length) => Some(length),
            Err(failed) => return failed,
        },
        Ok(_) | Err(()) => None,
    };
    if let Some(found) = kernel.take_signal(caller.thread, set) {
        if info != 0
            && let Err(bad) = kernel.copy_to_user(caller, info, &found.to_bytes())
        {
            return bad_address(bad);
        }
        return Attempt::Done(i64::from(found.signal.number()));
    }
    if caller.woken == Some(WakeReason::TimedOut) || length == Some(0) {
        return Attempt::Fail(Errno::Eagain, Why::Errno);
    }
    let deadline_ns = match first_wait {
        Ok(deadline_ns) => deadline_ns,
        Err(()) => length.map(|length| kernel.now_ns().saturating_add(length)),
    };
    kernel.thread_mut(caller.thread).awaited = set;
    sleep_for_signal(deadline_ns)
}

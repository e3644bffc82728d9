//! The list of locks that a thread holds, for when it ends: set_robust_list(2),
//! Documentation/locking/robust-futex-ABI.rst.

use vitrine_abi::{Errno, Tid};

use crate::attempt::{Attempt, Why};
use crate::event::Event;
use crate::futex::{OWNER_DIED, TID_MASK, WAITERS};
use crate::kernel::{Caller, Kernel};
use crate::time::give_words;

/// sizeof(struct robust_list_head).
const HEAD_SIZE: u64 = 24;
/// ROBUST_LIST_LIMIT: a damaged list must not hold up the end of a thread.
const LIMIT: u32 = 2048;

pub(crate) fn set_robust_list(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if args[1] != HEAD_SIZE {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("len"));
    }
    kernel.thread_mut(caller.thread).robust_list = args[0];
    Attempt::Done(0)
}

pub(crate) fn get_robust_list(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [pid, head, length, ..] = args;
    let tid = if pid as i32 == 0 { caller.thread } else { Tid(pid as i32) };
    let Some(thread) = kernel.threads.find(tid) else {
        return Attempt::Fail(Errno::Esrch, Why::NoProcess(tid.0));
    };
    let (own, other) = (kernel.process(caller.process), kernel.process(thread.process));
    if own.euid != other.uid && !own.is_privileged() {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    let list = thread.robust_list;
    match give_words(kernel, caller, length, &[HEAD_SIZE], 0) {
        Attempt::Done(_) => give_words(kernel, caller, head, &[list], 0),
        failed => failed,
    }
}

impl Kernel {
    /// A thread ends or calls execve(2): marks the locks that it holds, and wakes one waiter each
    /// (`exit_robust_list`, kernel/futex/core.c). A list that leads astray is left there.
    pub(crate) fn leave_robust_list(&mut self, tid: Tid) {
        let head = core::mem::take(&mut self.thread_mut(tid).robust_list);
        if head == 0 {
            return;
        }
        let caller = self.caller_of(tid);
        let word = |kernel: &mut Kernel, at: u64| kernel.read_user_u64(&caller, at).ok();
        let (Some(first), Some(offset), Some(pending)) =
            (word(self, head), word(self, head + 8), word(self, head + 16))
        else {
            return;
        };
        let mut entry = first;
        for _ in 0..LIMIT {
            if entry & !1 == head {
                break;
            }
            // The next one is read before this one is let go: it may be freed then.
            let next = word(self, entry & !1);
            if entry & !1 != pending & !1 {
                self.owner_died(&caller, (entry & !1).wrapping_add(offset), entry & 1 != 0);
            }
            match next {
                Some(next) => entry = next,
                None => break,
            }
        }
        if pending & !1 != 0 {
            self.owner_died(&caller, (pending & !1).wrapping_add(offset), pending & 1 != 0);
        }
    }

    fn owner_died(&mut self, caller: &Caller, address: u64, is_pi: bool) {
        let Ok(value) = self.read_user_u32(caller, address) else { return };
        if value & TID_MASK != caller.thread.0 as u32 {
            return;
        }
        let marked = value & WAITERS | OWNER_DIED;
        if self.copy_to_user(caller, address, &marked.to_le_bytes()).is_err() {
            return;
        }
        self.emit(Event::LockOwnerDied { thread: caller.thread, address });
        if is_pi {
            self.hand_over_after_death(caller, address);
        } else if value & WAITERS != 0 {
            self.futex_wake_any(caller, address, 1);
        }
    }
}

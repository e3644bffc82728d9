//! FUTEX_LOCK_PI and relatives: a lock whose word holds the owner's tid. Priorities are not
//! inherited; that is the scheduler's business.

use vitrine_abi::{Errno, Tid};

use super::{FutexKey, Request};
use crate::attempt::{Attempt, WakeReason, Why};
use crate::event::Event;
use crate::kernel::{Caller, Kernel};
use crate::task::ThreadState;

/// FUTEX_WAITERS: somebody sleeps, so that unlocking needs the kernel.
pub(crate) const WAITERS: u32 = 0x8000_0000;
/// FUTEX_OWNER_DIED: the owner ended without unlocking.
pub(crate) const OWNER_DIED: u32 = 0x4000_0000;
/// FUTEX_TID_MASK: the owner.
pub(crate) const TID_MASK: u32 = 0x3fff_ffff;

/// Owners that a chain of waiting owners may have before it counts as endless.
const CHAIN: u32 = 1024;

fn bad_address(bad: crate::mm::BadAddress) -> Attempt {
    Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address))
}

pub(super) fn lock(
    kernel: &mut Kernel,
    caller: &Caller,
    request: Request,
    deadline_ns: Option<u64>,
) -> Attempt {
    let word = match kernel.read_user_u32(caller, request.address) {
        Ok(word) => word,
        Err(bad) => return bad_address(bad),
    };
    let own = caller.thread.0 as u32;
    if word & TID_MASK == own && caller.woken.is_some() {
        // Whoever unlocked it has handed it over.
        return Attempt::Done(0);
    }
    if caller.woken == Some(WakeReason::TimedOut) {
        return Attempt::Fail(Errno::Etimedout, Why::Errno);
    }
    match kernel.take_lock(caller, request, word) {
        Some(done) => done,
        None => {
            let owner = Tid((word & TID_MASK) as i32);
            if kernel.owner_waits_for(owner, caller.thread) {
                return Attempt::Fail(Errno::Edeadlk, Why::Errno);
            }
            if kernel.threads.find(owner).is_none() {
                return Attempt::Fail(Errno::Esrch, Why::NoProcess(owner.0));
            }
            if let Err(bad) =
                kernel.copy_to_user(caller, request.address, &(word | WAITERS).to_le_bytes())
            {
                return bad_address(bad);
            }
            kernel.futex_sleep(caller, request, deadline_ns)
        }
    }
}

pub(super) fn try_lock(kernel: &mut Kernel, caller: &Caller, request: Request) -> Attempt {
    match kernel.read_user_u32(caller, request.address) {
        Ok(word) => kernel
            .take_lock(caller, request, word)
            .unwrap_or(Attempt::Fail(Errno::Eagain, Why::ValueChanged(word))),
        Err(bad) => bad_address(bad),
    }
}

pub(super) fn unlock(kernel: &mut Kernel, caller: &Caller, request: Request) -> Attempt {
    let word = match kernel.read_user_u32(caller, request.address) {
        Ok(word) => word,
        Err(bad) => return bad_address(bad),
    };
    if word & TID_MASK != caller.thread.0 as u32 {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    match kernel.hand_over(caller, request.address, request.key, 0) {
        Ok(()) => Attempt::Done(0),
        Err(bad) => bad_address(bad),
    }
}

impl Kernel {
    /// Takes a lock that nobody holds; `None` if somebody else does.
    fn take_lock(&mut self, caller: &Caller, request: Request, word: u32) -> Option<Attempt> {
        let own = caller.thread.0 as u32;
        if word & TID_MASK == own {
            return Some(Attempt::Fail(Errno::Edeadlk, Why::Errno));
        }
        if word & TID_MASK != 0 {
            return None;
        }
        let waiters = if self.first_waiter(request.key).is_some() { WAITERS } else { 0 };
        let taken = own | word & OWNER_DIED | waiters;
        Some(match self.copy_to_user(caller, request.address, &taken.to_le_bytes()) {
            Ok(()) => Attempt::Done(0),
            Err(bad) => bad_address(bad),
        })
    }

    /// Gives a lock to the longest waiter, or sets it free.
    fn hand_over(
        &mut self,
        caller: &Caller,
        address: u64,
        key: FutexKey,
        marks: u32,
    ) -> Result<(), crate::mm::BadAddress> {
        let next = self.first_waiter(key);
        let more =
            self.futexes.get(&key).is_some_and(|queue| self.queues.get(*queue).waiters.len() > 1);
        let owner = next.map_or(0, |tid| tid.0 as u32);
        let word = owner | marks | if more { WAITERS } else { 0 };
        self.copy_to_user(caller, address, &word.to_le_bytes())?;
        if let Some(tid) = next
            && let Some(queue) = self.futexes.get(&key).copied()
        {
            self.emit(Event::LockHandedOver { from: caller.thread, to: tid, address });
            self.wake(tid, WakeReason::Queue { queue, by: Some(caller.thread) });
        }
        self.forget_futex_if_unused(key);
        Ok(())
    }

    /// The owner of a robust lock has ended: the longest waiter gets it, marked.
    pub(crate) fn hand_over_after_death(&mut self, caller: &Caller, address: u64) {
        for shares in [false, true] {
            if let Ok(key) = self.futex_key(caller, address, shares)
                && self.first_waiter(key).is_some()
            {
                let _ = self.hand_over(caller, address, key, OWNER_DIED);
                return;
            }
        }
    }

    /// Whether a thread waits, through the owners of locks that it waits for, for another one.
    fn owner_waits_for(&self, from: Tid, target: Tid) -> bool {
        let mut at = from;
        for _ in 0..CHAIN {
            if at == target {
                return true;
            }
            let Some(thread) = self.threads.find(at) else { return false };
            let (ThreadState::Sleeping(_), Some(inside)) = (&thread.state, thread.call) else {
                return false;
            };
            let is_lock = inside.call.number == 98
                && matches!(inside.call.args[1] & 0x7f, super::LOCK_PI | super::LOCK_PI2);
            if !is_lock {
                return false;
            }
            let mut bytes = [0; 4];
            let space = self.spaces.get(self.process(thread.process).space);
            space.peek(&self.memory, inside.call.args[0], &mut bytes);
            at = Tid((u32::from_le_bytes(bytes) & TID_MASK) as i32);
        }
        false
    }
}

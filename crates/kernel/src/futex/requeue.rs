//! FUTEX_REQUEUE, FUTEX_CMP_REQUEUE and FUTEX_WAKE_OP.

use vitrine_abi::{Errno, Tid};

use super::{ALL_BITS, FutexKey, Request};
use crate::attempt::{Attempt, SleepReason, Why};
use crate::event::Event;
use crate::kernel::{Caller, Kernel};
use crate::task::ThreadState;

fn bad_address(bad: crate::mm::BadAddress) -> Attempt {
    Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address))
}

impl Kernel {
    /// Wakes some waiters of one futex and moves others to a second one, so that they do not all
    /// run at once. `expected` is what FUTEX_CMP_REQUEUE wants to find in the word.
    pub(super) fn futex_requeue(
        &mut self,
        caller: &Caller,
        request: Request,
        (most_moved, second): (u64, u64),
        expected: Option<u32>,
    ) -> Attempt {
        let most_moved = most_moved as u32 as i32;
        if (request.value as i32) < 0 || most_moved < 0 {
            return Attempt::Fail(Errno::Einval, Why::BadArgument("val"));
        }
        let second_key = match self.futex_key(caller, second, request.shares) {
            Ok(key) => key,
            Err(failed) => return failed,
        };
        if let Some(expected) = expected {
            let word = match self.read_user_u32(caller, request.address) {
                Ok(word) => word,
                Err(bad) => return bad_address(bad),
            };
            if word != expected {
                return Attempt::Fail(Errno::Eagain, Why::ValueChanged(word));
            }
        }
        // futex_wake of none wakes none here, unlike FUTEX_WAKE.
        let woken = match request.value {
            0 => 0,
            most => self.futex_wake(request.key, most, ALL_BITS, caller),
        };
        let mut moved = 0;
        if second_key == request.key {
            let waiting = self
                .futexes
                .get(&request.key)
                .map_or(0, |queue| self.queues.get(*queue).waiters.len());
            return Attempt::Done(woken + (waiting as i64).min(i64::from(most_moved)));
        }
        while moved < most_moved && self.move_waiter(request.key, second_key, second) {
            moved += 1;
        }
        self.forget_futex_if_unused(request.key);
        Attempt::Done(woken + i64::from(moved))
    }

    /// The longest waiter of one futex waits for another from now on.
    fn move_waiter(&mut self, from: FutexKey, to: FutexKey, address: u64) -> bool {
        let Some(old) = self.futexes.get(&from).copied() else { return false };
        let Some(tid) = self.queues.get_mut(old).waiters.pop_front() else { return false };
        let new = self.futex_queue(to);
        self.queues.get_mut(new).waiters.push_back(tid);
        if let ThreadState::Sleeping(sleep) = &mut self.thread_mut(tid).state {
            sleep.on = alloc::vec![new];
            sleep.reason = SleepReason::Futex(address);
        }
        self.emit(Event::Requeued { thread: tid, from: old, to: new });
        true
    }

    /// Changes the second word, wakes waiters of the first, and of the second if its old value
    /// fits: the arguments are packed as in futex(2).
    pub(super) fn futex_wake_op(
        &mut self,
        caller: &Caller,
        request: Request,
        (most_second, second): (u64, u64),
        packed: u32,
    ) -> Attempt {
        let second_key = match self.futex_key(caller, second, request.shares) {
            Ok(key) => key,
            Err(failed) => return failed,
        };
        let old = match self.read_user_u32(caller, second) {
            Ok(old) => old,
            Err(bad) => return bad_address(bad),
        };
        // Both arguments are 12 bits with a sign.
        let signed = |bits: u32| ((bits << 20) as i32) >> 20;
        let (operand, compared) = (signed(packed >> 12 & 0xfff), signed(packed & 0xfff));
        let shifts = packed >> 28 & 8 != 0;
        let operand = if shifts { 1_u32 << (operand & 31) } else { operand as u32 };
        let new = match packed >> 28 & 7 {
            0 => operand,
            1 => old.wrapping_add(operand),
            2 => old | operand,
            3 => old & !operand,
            4 => old ^ operand,
            _ => return Attempt::Fail(Errno::Enosys, Why::BadArgument("val3")),
        };
        let found = old as i32;
        let fits = match packed >> 24 & 0xf {
            0 => found == compared,
            1 => found != compared,
            2 => found < compared,
            3 => found <= compared,
            4 => found > compared,
            5 => found >= compared,
            _ => return Attempt::Fail(Errno::Enosys, Why::BadArgument("val3")),
        };
        if let Err(bad) = self.copy_to_user(caller, second, &new.to_le_bytes()) {
            return bad_address(bad);
        }
        let mut woken = self.futex_wake(request.key, request.value.max(1), ALL_BITS, caller);
        if fits {
            woken += self.futex_wake(second_key, (most_second as u32).max(1), ALL_BITS, caller);
        }
        Attempt::Done(woken)
    }

    /// The first waiter of a futex.
    pub(super) fn first_waiter(&self, key: FutexKey) -> Option<Tid> {
        let queue = self.futexes.get(&key)?;
        self.queues.get(*queue).waiters.front().copied()
    }
}

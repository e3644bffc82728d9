//! futex(2): waiting for a word of user memory to change.
//!
//! Queues are keyed by address space and address (private futexes). Deviates: a futex in shared
//! memory between processes is not simulated; FUTEX_WAIT without FUTEX_PRIVATE_FLAG works among
//! the threads of one address space.

use alloc::format;

use vitrine_abi::Errno;

use crate::attempt::{Attempt, Resume, Sleep, SleepReason, Unsupported, WakeReason, Why};
use crate::kernel::{Caller, Kernel};
use crate::mm::AddressSpace;
use crate::table::Id;
use crate::time::{NANOS, read_timespec};

const WAIT: u64 = 0;
const WAKE: u64 = 1;
const WAIT_BITSET: u64 = 9;
const WAKE_BITSET: u64 = 10;
const CLOCK_REALTIME: u64 = 256;
const PRIVATE: u64 = 128;

pub(crate) fn futex(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [address, operation, value, timeout, ..] = args;
    if !address.is_multiple_of(4) {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("uaddr"));
    }
    let space = kernel.process(caller.process).space;
    match operation & !(PRIVATE | CLOCK_REALTIME) {
        command @ (WAIT | WAIT_BITSET) => {
            let absolute = command == WAIT_BITSET;
            match wait_deadline(kernel, caller, timeout, absolute) {
                Ok(deadline) => wait(kernel, caller, (space, address), value as u32, deadline),
                Err(failed) => failed,
            }
        }
        WAKE | WAKE_BITSET => {
            let most = if (value as i32) < 1 { 1 } else { value as u32 };
            Attempt::Done(kernel.futex_wake(space, address, most, caller))
        }
        other => Attempt::Unsupported(Unsupported::new(format!("futex: operation {other}"))),
    }
}

fn wait_deadline(
    kernel: &mut Kernel,
    caller: &Caller,
    timeout: u64,
    absolute: bool,
) -> Result<Option<u64>, Attempt> {
    if let Resume::Until { deadline_ns } = caller.resume {
        return Ok(deadline_ns);
    }
    if timeout == 0 {
        return Ok(None);
    }
    let (seconds, nanos) = read_timespec(kernel, caller, timeout)?;
    if seconds < 0 || !(0..NANOS).contains(&nanos) {
        return Err(Attempt::Fail(Errno::Einval, Why::BadArgument("timeout")));
    }
    let length = (seconds as u64).saturating_mul(NANOS as u64).saturating_add(nanos as u64);
    Ok(Some(if absolute { length } else { kernel.now_ns().saturating_add(length) }))
}

fn wait(
    kernel: &mut Kernel,
    caller: &Caller,
    key: (Id<AddressSpace>, u64),
    expected: u32,
    deadline_ns: Option<u64>,
) -> Attempt {
    match caller.woken {
        Some(WakeReason::Queue { .. }) => return Attempt::Done(0),
        Some(WakeReason::TimedOut) => return Attempt::Fail(Errno::Etimedout, Why::Errno),
        Some(WakeReason::Signal(_)) | None => {}
    }
    let word = match kernel.read_user_u32(caller, key.1) {
        Ok(word) => word,
        Err(bad) => return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address)),
    };
    if word != expected {
        return Attempt::Fail(Errno::Eagain, Why::BadArgument("val"));
    }
    let queue = match kernel.futexes.get(&key) {
        Some(queue) => *queue,
        None => {
            let queue = kernel.new_queue();
            kernel.futexes.insert(key, queue);
            queue
        }
    };
    Attempt::Sleep(Sleep {
        resume: Resume::Until { deadline_ns },
        on: alloc::vec![queue],
        deadline_ns,
        reason: SleepReason::Futex(key.1),
    })
}

impl Kernel {
    /// Wakes up to `most` waiters of a futex; gives their number.
    pub(crate) fn futex_wake(
        &mut self,
        space: Id<AddressSpace>,
        address: u64,
        most: u32,
        caller: &Caller,
    ) -> i64 {
        let Some(queue) = self.futexes.get(&(space, address)).copied() else { return 0 };
        let mut woken = 0;
        while woken < most && self.wake_one(queue, Some(caller.thread)) {
            woken += 1;
        }
        if self.queues.get(queue).waiters.is_empty() {
            self.futexes.remove(&(space, address));
            self.drop_queue(queue);
        }
        i64::from(woken)
    }
}

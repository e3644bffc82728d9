//! futex(2): waiting for a word of user memory to change.
//!
//! A futex in memory that processes share is named by its frame, any other by its address space
//! and address (`get_futex_key`, kernel/futex/core.c). Its queue exists while somebody waits.

use alloc::format;

use vitrine_abi::Errno;

use crate::attempt::{Attempt, Resume, Sleep, SleepReason, Unsupported, WakeReason, Why};
use crate::event::Event;
use crate::kernel::{Caller, Kernel};
use crate::mm::AddressSpace;
use crate::mm::{PAGE_SIZE, Touch};
use crate::table::Id;
use crate::time::{BOOT_EPOCH_NS, read_duration};
use crate::wait::WaitQueue;

mod lock;
mod requeue;

pub(crate) use lock::{OWNER_DIED, TID_MASK, WAITERS};

const WAIT: u64 = 0;
const WAKE: u64 = 1;
const REQUEUE: u64 = 3;
const CMP_REQUEUE: u64 = 4;
const WAKE_OP: u64 = 5;
const LOCK_PI: u64 = 6;
const UNLOCK_PI: u64 = 7;
const TRYLOCK_PI: u64 = 8;
const WAIT_BITSET: u64 = 9;
const WAKE_BITSET: u64 = 10;
const LOCK_PI2: u64 = 13;
const CLOCK_REALTIME: u64 = 256;
const PRIVATE: u64 = 128;
const ALL_BITS: u32 = u32::MAX;

/// What names a futex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FutexKey {
    /// A word that only one address space has.
    Private(Id<AddressSpace>, u64),
    /// A word of a shared mapping: frame, and offset in it.
    Shared(u32, u64),
}

/// A call as it was decoded.
#[derive(Clone, Copy)]
struct Request {
    address: u64,
    key: FutexKey,
    value: u32,
    shares: bool,
}

pub(crate) fn futex(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [address, operation, value, timeout, second, third] = args;
    let operation = operation as u32 as u64;
    let command = operation & !(PRIVATE | CLOCK_REALTIME);
    let shares = operation & PRIVATE == 0;
    let takes_clock = matches!(command, WAIT | WAIT_BITSET | LOCK_PI2 | 11);
    if operation & CLOCK_REALTIME != 0 && !takes_clock {
        return Attempt::Fail(Errno::Enosys, Why::BadArgument("futex_op"));
    }
    let deadline = match command {
        WAIT | WAIT_BITSET | LOCK_PI | LOCK_PI2 => {
            match deadline(kernel, caller, timeout, operation) {
                Ok(deadline) => deadline,
                Err(failed) => return failed,
            }
        }
        _ => None,
    };
    if command == WAIT_BITSET || command == WAKE_BITSET {
        if third as u32 == 0 {
            return Attempt::Fail(Errno::Einval, Why::BadArgument("val3"));
        }
    } else if !(WAIT..=LOCK_PI2).contains(&command) || command == 2 {
        return Attempt::Fail(Errno::Enosys, Why::BadArgument("futex_op"));
    }
    let key = match kernel.futex_key(caller, address, shares) {
        Ok(key) => key,
        Err(failed) => return failed,
    };
    let bits =
        if command == WAIT_BITSET || command == WAKE_BITSET { third as u32 } else { ALL_BITS };
    let request = Request { address, key, value: value as u32, shares };
    match command {
        WAIT | WAIT_BITSET => wait(kernel, caller, request, deadline),
        WAKE | WAKE_BITSET => {
            // Waking none wakes one, except of several processes' kinds: futex_wake counts first.
            let most = (value as i32).max(1) as u32;
            Attempt::Done(kernel.futex_wake(key, most, bits, caller))
        }
        REQUEUE => kernel.futex_requeue(caller, request, (timeout, second), None),
        CMP_REQUEUE => kernel.futex_requeue(caller, request, (timeout, second), Some(third as u32)),
        WAKE_OP => kernel.futex_wake_op(caller, request, (timeout, second), third as u32),
        LOCK_PI | LOCK_PI2 => lock::lock(kernel, caller, request, deadline),
        TRYLOCK_PI => lock::try_lock(kernel, caller, request),
        UNLOCK_PI => lock::unlock(kernel, caller, request),
        other => Attempt::Unsupported(Unsupported::new(format!("futex: operation {other}"))),
    }
}

/// When a wait ends by itself, in ns since boot. FUTEX_WAIT counts from now, the others name a
/// moment of CLOCK_MONOTONIC or CLOCK_REALTIME (FUTEX_LOCK_PI always of the latter).
fn deadline(
    kernel: &mut Kernel,
    caller: &Caller,
    timeout: u64,
    operation: u64,
) -> Result<Option<u64>, Attempt> {
    if let Resume::Until { deadline_ns } = caller.resume {
        return Ok(deadline_ns);
    }
    if timeout == 0 {
        return Ok(None);
    }
    let length = read_duration(kernel, caller, timeout)?;
    let command = operation & !(PRIVATE | CLOCK_REALTIME);
    let since_1970 = operation & CLOCK_REALTIME != 0 || command == LOCK_PI;
    Ok(Some(match command {
        WAIT => kernel.now_ns().saturating_add(length),
        _ if since_1970 => length.saturating_sub(BOOT_EPOCH_NS),
        _ => length,
    }))
}

fn wait(
    kernel: &mut Kernel,
    caller: &Caller,
    request: Request,
    deadline_ns: Option<u64>,
) -> Attempt {
    match caller.woken {
        Some(WakeReason::Queue { .. }) => return Attempt::Done(0),
        Some(WakeReason::TimedOut) => return Attempt::Fail(Errno::Etimedout, Why::Errno),
        // The signal comes first; the word is looked at again if the call is made again.
        Some(WakeReason::Signal(_)) if kernel.has_deliverable(caller.thread) => {}
        Some(WakeReason::Signal(_)) | None => {
            let word = match kernel.read_user_u32(caller, request.address) {
                Ok(word) => word,
                Err(bad) => return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address)),
            };
            if word != request.value {
                return Attempt::Fail(Errno::Eagain, Why::ValueChanged(word));
            }
        }
    }
    if deadline_ns.is_some_and(|deadline| deadline <= kernel.now_ns()) && caller.woken.is_none() {
        return Attempt::Fail(Errno::Etimedout, Why::Errno);
    }
    // "always conservatively assume that a return value of 0 can mean a spurious wake-up": futex(2), FUTEX_WAIT.
    if caller.woken.is_none() && kernel.chooser.is_spurious() {
        kernel.emit(Event::SpuriousWake { thread: caller.thread, address: request.address });
        return Attempt::Done(0);
    }
    kernel.futex_sleep(caller, request, deadline_ns)
}

impl Kernel {
    /// The queue of a futex; made for the first who waits.
    fn futex_queue(&mut self, key: FutexKey) -> Id<WaitQueue> {
        match self.futexes.get(&key) {
            Some(queue) => *queue,
            None => {
                let queue = self.new_queue();
                self.futexes.insert(key, queue);
                queue
            }
        }
    }

    fn futex_sleep(
        &mut self,
        caller: &Caller,
        request: Request,
        deadline_ns: Option<u64>,
    ) -> Attempt {
        // With a signal to take first, the thread does not get as far as the queue.
        let signal_first =
            self.thread(caller.thread).attention && self.has_deliverable(caller.thread);
        let on = if signal_first {
            alloc::vec::Vec::new()
        } else {
            alloc::vec![self.futex_queue(request.key)]
        };
        Attempt::Sleep(Sleep {
            resume: Resume::Until { deadline_ns },
            on,
            deadline_ns,
            reason: SleepReason::Futex(request.address),
        })
    }

    /// The name of the futex at an address: `EINVAL` if it is not aligned, `EFAULT` if nothing is
    /// there.
    fn futex_key(
        &mut self,
        caller: &Caller,
        address: u64,
        shares: bool,
    ) -> Result<FutexKey, Attempt> {
        if !address.is_multiple_of(4) {
            return Err(Attempt::Fail(Errno::Einval, Why::BadArgument("uaddr")));
        }
        let id = self.process(caller.process).space;
        let space = self.spaces.get(id);
        if !shares {
            if address >= crate::mm::TASK_SIZE {
                return Err(Attempt::Fail(Errno::Efault, Why::BadAddress(address)));
            }
            return Ok(FutexKey::Private(id, address));
        }
        let bad = Attempt::Fail(Errno::Efault, Why::BadAddress(address));
        let Some(region) = space.region(address) else { return Err(bad) };
        if !region.shared {
            return Ok(FutexKey::Private(id, address));
        }
        self.read_user_u32(caller, address).map_err(|_| bad.clone())?;
        let space = self.spaces.get(id);
        let frame = space.translate(address / PAGE_SIZE, Touch::Read).ok_or(bad)?;
        Ok(FutexKey::Shared(frame.0, address % PAGE_SIZE))
    }

    /// Wakes up to `most` waiters of a futex whose bit sets meet `bits`; gives their number.
    pub(crate) fn futex_wake(
        &mut self,
        key: FutexKey,
        most: u32,
        bits: u32,
        caller: &Caller,
    ) -> i64 {
        let Some(queue) = self.futexes.get(&key).copied() else { return 0 };
        let mut woken = 0;
        if bits == ALL_BITS {
            while woken < most && self.wake_one(queue, Some(caller.thread)) {
                woken += 1;
            }
        } else {
            for tid in self.queues.get(queue).waiters.clone() {
                if woken < most && self.bits_of_waiter(tid) & bits != 0 {
                    self.wake(tid, WakeReason::Queue { queue, by: Some(caller.thread) });
                    woken += 1;
                }
            }
        }
        self.forget_futex_if_unused(key);
        i64::from(woken)
    }

    /// The kernel's own wake-up of a word that may lie in shared memory.
    pub(crate) fn futex_wake_any(&mut self, caller: &Caller, address: u64, most: u32) {
        if let Ok(key) = self.futex_key(caller, address, true) {
            self.futex_wake(key, most, ALL_BITS, caller);
        }
    }

    fn bits_of_waiter(&self, tid: vitrine_abi::Tid) -> u32 {
        match self.thread(tid).call {
            Some(inside) if inside.call.args[1] & !(PRIVATE | CLOCK_REALTIME) == WAIT_BITSET => {
                inside.call.args[5] as u32
            }
            Some(_) | None => ALL_BITS,
        }
    }

    /// Somebody gave up waiting in these queues.
    pub(crate) fn forget_empty_futexes(&mut self, queues: &[Id<WaitQueue>]) {
        let mut keys = self.futexes.iter().filter(|(_, queue)| queues.contains(queue));
        if let Some((key, _)) = keys.next() {
            self.forget_futex_if_unused(*key);
        }
    }

    /// A queue that nobody waits in is taken away.
    pub(crate) fn forget_futex_if_unused(&mut self, key: FutexKey) {
        if let Some(queue) = self.futexes.get(&key).copied()
            && self.queues.get(queue).waiters.is_empty()
        {
            self.futexes.remove(&key);
            self.drop_queue(queue);
        }
    }
}

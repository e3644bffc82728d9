//! ppoll(2) and pselect6(2): every descriptor is looked at, and once more after each wake-up.

use alloc::vec;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Fd};

use super::{POLLERR, POLLHUP, POLLNVAL, POLLPRI, READABLE, Source, WRITABLE};
use crate::attempt::{Attempt, Resume, Sleep, SleepReason};
use crate::event::Place;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::mm::BadAddress;
use crate::signal::SignalSet;
use crate::syscall::files::{Step, settle};
use crate::task::Rlimit;
use crate::time::{Counts, NANOS, deadline};
use crate::wait::WaitQueue;

const SET_SIZE: u64 = 8;
const POLLFD: usize = 8;
/// select(2) reports these for its three sets: `POLLIN_SET`, `POLLOUT_SET`, `POLLEX_SET` of fs/select.c.
const SELECT_EVENTS: [u32; 3] = [READABLE | POLLHUP | POLLERR, WRITABLE | POLLERR, POLLPRI];

/// ppoll(2).
pub(crate) fn ppoll(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [fds, count, timeout, mask, size, _] = args;
    with_mask(kernel, caller, (mask, size), |kernel| {
        let deadline_ns = deadline(kernel, caller, timeout, Counts::FromNow)?;
        let answer = poll(kernel, caller, (fds, count), deadline_ns);
        leave_rest(kernel, caller, (timeout, deadline_ns), answer)
    })
}

/// pselect6(2): the last argument is a pointer to the mask's address and size.
pub(crate) fn pselect6(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [count, read, write, except, timeout, pair] = args;
    let mask = if pair == 0 {
        Ok((0, SET_SIZE))
    } else {
        let address = kernel.read_user_u64(caller, pair);
        address.and_then(|address| Ok((address, kernel.read_user_u64(caller, pair + 8)?)))
    };
    let mask = match mask {
        Ok(mask) => mask,
        Err(bad) => return settle(Err(bad.into())),
    };
    with_mask(kernel, caller, mask, |kernel| {
        let deadline_ns = deadline(kernel, caller, timeout, Counts::FromNow)?;
        let answer = select(kernel, caller, (count, [read, write, except]), deadline_ns);
        leave_rest(kernel, caller, (timeout, deadline_ns), answer)
    })
}

/// Runs the call with another signal mask, if one is given. A signal whose handler runs takes the old one with it.
pub(super) fn with_mask(
    kernel: &mut Kernel,
    caller: &Caller,
    (mask, size): (u64, u64),
    call: impl FnOnce(&mut Kernel) -> Step,
) -> Attempt {
    if mask != 0 && caller.woken.is_none() && kernel.thread(caller.thread).saved_mask.is_none() {
        if size != SET_SIZE {
            return settle(Err(Refusal::bad("sigsetsize")));
        }
        let set = match kernel.read_user_u64(caller, mask) {
            Ok(set) => SignalSet(set).without(SignalSet::unblockable()),
            Err(bad) => return settle(Err(bad.into())),
        };
        let old = kernel.thread(caller.thread).mask;
        kernel.thread_mut(caller.thread).saved_mask = Some(old);
        kernel.set_mask(caller.thread, set);
    }
    let answer = call(kernel);
    if !matches!(answer, Err(Refusal::Sleep(_)))
        && let Some(old) = kernel.thread_mut(caller.thread).saved_mask.take()
    {
        kernel.set_mask(caller.thread, old);
    }
    settle(answer)
}

/// Linux writes back how much of the timeout is left: select(2), "Linux notes".
fn leave_rest(
    kernel: &mut Kernel,
    caller: &Caller,
    (timeout, deadline_ns): (u64, Option<u64>),
    answer: Step,
) -> Step {
    if let (Some(deadline_ns), false) = (deadline_ns, matches!(answer, Err(Refusal::Sleep(_)))) {
        let left = deadline_ns.saturating_sub(kernel.now_ns());
        let nanos = NANOS as u64;
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&(left / nanos).to_le_bytes());
        bytes[8..].copy_from_slice(&(left % nanos).to_le_bytes());
        // A timeout in memory that cannot be written is no error.
        let _ = kernel.copy_to_user(caller, timeout, &bytes);
    }
    answer
}

/// Sleeps until one of the objects changes, unless the time is over.
fn wait(kernel: &mut Kernel, sources: &[Source], deadline_ns: Option<u64>) -> Result<(), Refusal> {
    let is_over = deadline_ns.is_some_and(|deadline| deadline <= kernel.now_ns());
    if is_over {
        return Ok(());
    }
    let mut on: Vec<crate::table::Id<WaitQueue>> =
        sources.iter().map(|source| kernel.poll_queue(*source)).collect();
    on.sort_unstable();
    on.dedup();
    let timer = sources.iter().filter_map(|source| kernel.next_expiration(*source)).min();
    let wake_ns = [deadline_ns, timer].into_iter().flatten().min();
    Err(Refusal::Sleep(Sleep {
        resume: Resume::Until { deadline_ns },
        on,
        deadline_ns: wake_ns,
        reason: SleepReason::Poll,
    }))
}

fn poll(
    kernel: &mut Kernel,
    caller: &Caller,
    (fds, count): (u64, u64),
    deadline_ns: Option<u64>,
) -> Step {
    if count > kernel.process(caller.process).rlimits[Rlimit::NOFILE].soft {
        return Err(Refusal::bad("nfds"));
    }
    let mut bytes = vec![0; count as usize * POLLFD];
    kernel.copy_from_user(caller, fds, &mut bytes)?;
    let user = Place::User { process: caller.process, address: fds };
    kernel.ledger(caller, user, Place::Kernel, bytes.len() as u64);
    let (mut ready, mut sources) = (0, Vec::new());
    for entry in bytes.chunks_exact_mut(POLLFD) {
        let fd = i32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
        let wanted = u32::from(u16::from_le_bytes([entry[4], entry[5]]));
        let found = if fd < 0 {
            0
        } else if let Ok(file) = kernel.file_of(caller.process, Fd(fd)) {
            sources.extend(kernel.files.get(file).kind.source());
            kernel.readiness(file) & (wanted | POLLERR | POLLHUP)
        } else {
            POLLNVAL
        };
        entry[6..].copy_from_slice(&(found as u16).to_le_bytes());
        ready += i64::from(found != 0);
    }
    if ready == 0 {
        wait(kernel, &sources, deadline_ns)?;
    }
    kernel.copy_to_user(caller, fds, &bytes)?;
    kernel.ledger(caller, Place::Kernel, user, bytes.len() as u64);
    Ok(ready)
}

fn select(
    kernel: &mut Kernel,
    caller: &Caller,
    (count, sets): (u64, [u64; 3]),
    deadline_ns: Option<u64>,
) -> Step {
    let count = count as i32;
    if count < 0 {
        return Err(Refusal::bad("nfds"));
    }
    // More than the table holds: no descriptor there can be open (`max_fds`).
    let count = (count as usize).min(1 << 16);
    let words = count.div_ceil(64);
    let wanted = sets.map(|set| read_set(kernel, caller, set, words));
    let [Ok(read), Ok(write), Ok(except)] = wanted else {
        let bad = wanted.into_iter().find_map(Result::err);
        return Err(bad.map_or(Refusal::fail(Errno::Efault), Refusal::from));
    };
    let wanted = [read, write, except];
    let mut found = [vec![0u64; words], vec![0u64; words], vec![0u64; words]];
    let (mut ready, mut sources) = (0, Vec::new());
    for fd in 0..count {
        let (word, bit) = (fd / 64, 1u64 << (fd % 64));
        if wanted.iter().all(|set| set[word] & bit == 0) {
            continue;
        }
        let file = kernel.file_of(caller.process, Fd(fd as i32))?;
        sources.extend(kernel.files.get(file).kind.source());
        let now = kernel.readiness(file);
        for (set, events) in SELECT_EVENTS.into_iter().enumerate() {
            if wanted[set][word] & bit != 0 && now & events != 0 {
                found[set][word] |= bit;
                ready += 1;
            }
        }
    }
    if ready == 0 {
        wait(kernel, &sources, deadline_ns)?;
    }
    for (address, set) in sets.into_iter().zip(&found) {
        if address != 0 {
            let bytes: Vec<u8> = set.iter().flat_map(|word| word.to_le_bytes()).collect();
            kernel.copy_to_user(caller, address, &bytes)?;
            let user = Place::User { process: caller.process, address };
            kernel.ledger(caller, Place::Kernel, user, bytes.len() as u64);
        }
    }
    Ok(ready)
}

fn read_set(
    kernel: &mut Kernel,
    caller: &Caller,
    address: u64,
    words: usize,
) -> Result<Vec<u64>, BadAddress> {
    let mut bytes = vec![0; words * 8];
    if address != 0 {
        kernel.copy_from_user(caller, address, &mut bytes)?;
        let user = Place::User { process: caller.process, address };
        kernel.ledger(caller, user, Place::Kernel, bytes.len() as u64);
    }
    let (chunks, _) = bytes.as_chunks::<8>();
    Ok(chunks.iter().map(|chunk| u64::from_le_bytes(*chunk)).collect())
}

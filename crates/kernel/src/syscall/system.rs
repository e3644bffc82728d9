//! Calls about the system as a whole, and small ones that fit nowhere else.

use alloc::sync::Arc;

use vitrine_abi::{Errno, Pid};

use crate::attempt::{Attempt, Why};
use crate::event::Place;
use crate::kernel::{Caller, Kernel};
use crate::mm::PAGE_SIZE;
use crate::task::Rlimit;
use crate::time::give_words;

/// The name that uname(2) and gethostname(3) give.
const HOST_NAME: &str = "vitrine";
/// The Linux version whose behaviour is the model.
const RELEASE: &str = "6.18.0";

/// /proc/sys/fs/nr_open: RLIMIT_NOFILE may not be higher.
const MAX_DESCRIPTORS: u64 = 1 << 20;

/// A call that an older kernel does not have; the C library then does without.
pub(crate) fn absent(_: &mut Kernel, _: &Caller, _: [u64; 6]) -> Attempt {
    Attempt::Fail(Errno::Enosys, Why::Errno)
}

pub(crate) fn uname(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    const FIELD: usize = 65;
    let fields = ["Linux", HOST_NAME, RELEASE, "#1 SMP Vitrine", "riscv64", "(none)"];
    let mut bytes = [0; FIELD * 6];
    for (slot, field) in bytes.chunks_mut(FIELD).zip(fields) {
        slot[..field.len()].copy_from_slice(field.as_bytes());
    }
    give(kernel, caller, args[0], &bytes)
}

fn give(kernel: &mut Kernel, caller: &Caller, address: u64, bytes: &[u8]) -> Attempt {
    match kernel.copy_to_user(caller, address, bytes) {
        Ok(()) => Attempt::Done(0),
        Err(bad) => Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address)),
    }
}

pub(crate) fn getrandom(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [address, length, flags, ..] = args;
    if flags & !7 != 0 || flags & 6 == 6 {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("flags"));
    }
    // At most 33,554,431 bytes at once: getrandom(2).
    let length = length.min(0x1ff_ffff) as usize;
    let mut done = 0;
    while done < length {
        let mut bytes = [0; 256];
        let count = bytes.len().min(length - done);
        kernel.chooser.random_bytes(&mut bytes[..count]);
        if let Err(bad) = kernel.copy_to_user(caller, address + done as u64, &bytes[..count]) {
            if done + bad.copied == 0 {
                return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
            }
            done += bad.copied;
            break;
        }
        done += count;
    }
    let to = Place::User { process: caller.process, address };
    kernel.ledger(caller, Place::Kernel, to, done as u64);
    Attempt::Done(done as i64)
}

pub(crate) fn set_tid_address(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    kernel.thread_mut(caller.thread).clear_child_tid = args[0];
    Attempt::Done(i64::from(caller.thread.0))
}

pub(crate) fn prlimit64(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [pid, resource, new, old, ..] = args;
    let resource = resource as u32 as usize;
    let pid = if pid == 0 { caller.process } else { Pid(pid as i32) };
    if resource >= Rlimit::COUNT {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("resource"));
    }
    let Some(process) = kernel.processes.find(pid) else {
        return Attempt::Fail(Errno::Esrch, Why::NoProcess(pid.0));
    };
    let own = kernel.process(caller.process);
    // check_prlimit_permission, kernel/sys.c: all ids must be the caller's.
    let same = [process.uid, process.euid, process.suid] == [own.uid; 3]
        && [process.gid, process.egid, process.sgid] == [own.gid; 3];
    if pid != caller.process && !same && !own.is_privileged() {
        return Attempt::Fail(Errno::Eperm, Why::Permission);
    }
    let current = process.rlimits[resource];
    let privileged = own.is_privileged();
    if new != 0 {
        let (Ok(soft), Ok(hard)) =
            (kernel.read_user_u64(caller, new), kernel.read_user_u64(caller, new + 8))
        else {
            return Attempt::Fail(Errno::Efault, Why::BadAddress(new));
        };
        if soft > hard {
            return Attempt::Fail(Errno::Einval, Why::BadArgument("rlim_cur"));
        }
        if hard > current.hard && !privileged
            || resource == Rlimit::NOFILE && hard > MAX_DESCRIPTORS
        {
            return Attempt::Fail(Errno::Eperm, Why::Permission);
        }
        Arc::make_mut(&mut kernel.process_mut(pid).rlimits)[resource] = Rlimit { soft, hard };
        if resource == Rlimit::CPU {
            kernel.plan_cpu_alarm(pid);
        }
    }
    if old != 0 {
        return give_words(kernel, caller, old, &[current.soft, current.hard], 0);
    }
    Attempt::Done(0)
}

pub(crate) fn getrlimit(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    prlimit64(kernel, caller, [0, args[0], 0, args[1], 0, 0])
}

pub(crate) fn setrlimit(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    prlimit64(kernel, caller, [0, args[0], args[1], 0, 0, 0])
}

pub(crate) fn getcpu(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    for (address, value) in [(args[0], caller.cpu), (args[1], 0)] {
        if address != 0
            && let Err(bad) = kernel.copy_to_user(caller, address, &value.to_le_bytes())
        {
            return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
        }
    }
    Attempt::Done(0)
}

/// sysinfo(2): struct sysinfo of 112 bytes.
pub(crate) fn sysinfo(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let total = u64::from(kernel.memory.limit()) * PAGE_SIZE;
    let free = total - u64::from(kernel.memory.used()) * PAGE_SIZE;
    let tasks = kernel.processes.len() as u64;
    let uptime = kernel.now_ns() / 1_000_000_000;
    // uptime, three loads, total, free, shared, buffer, swap, free swap, processes, high, …
    let words = [uptime, 0, 0, 0, total, free, 0, 0, 0, 0, tasks, 0, 0, 1];
    give_words(kernel, caller, args[0], &words, 0)
}

/// membarrier(2): every core sees stores in order here, so that a barrier has nothing to do.
pub(crate) fn membarrier(_: &mut Kernel, _: &Caller, args: [u64; 6]) -> Attempt {
    /// QUERY, GLOBAL, the EXPEDITED ones and their registrations: linux/membarrier.h.
    const KNOWN: u64 = 0x7f | 0x100;
    let [command, flags, ..] = args;
    if flags != 0 {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("flags"));
    }
    match command {
        0 => Attempt::Done(KNOWN as i64),
        command if command & KNOWN != 0 && command.is_power_of_two() => Attempt::Done(0),
        _ => Attempt::Fail(Errno::Einval, Why::BadArgument("cmd")),
    }
}

/// riscv_flush_icache: a hart decodes code that may change anew at every execution.
pub(crate) fn flush_icache(_: &mut Kernel, _: &Caller, _: [u64; 6]) -> Attempt {
    Attempt::Done(0)
}

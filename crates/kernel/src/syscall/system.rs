//! Calls about the system as a whole, and small ones that fit nowhere else.

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid};

use crate::attempt::{Attempt, Unsupported, Why};
use crate::event::{Place, SwitchReason};
use crate::kernel::{Caller, Kernel};
use crate::mm::PAGE_SIZE;
use crate::task::Rlimit;
use crate::time::give_words;

/// The name that uname(2) and gethostname(3) give.
const HOST_NAME: &str = "vitrine";
/// The Linux version whose behaviour is the model.
const RELEASE: &str = "6.18.0";

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

pub(crate) fn set_robust_list(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if args[1] != 24 {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("len"));
    }
    kernel.thread_mut(caller.thread).robust_list = (args[0], args[1]);
    Attempt::Done(0)
}

pub(crate) fn prlimit64(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [pid, resource, new, old, ..] = args;
    let pid = if pid == 0 { caller.process } else { Pid(pid as i32) };
    if kernel.processes.find(pid).is_none() {
        return Attempt::Fail(Errno::Esrch, Why::NoProcess(pid.0));
    }
    let resource = resource as usize;
    if resource >= Rlimit::COUNT {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("resource"));
    }
    let current = kernel.process(pid).rlimits[resource];
    if new != 0 {
        let (Ok(soft), Ok(hard)) =
            (kernel.read_user_u64(caller, new), kernel.read_user_u64(caller, new + 8))
        else {
            return Attempt::Fail(Errno::Efault, Why::BadAddress(new));
        };
        if soft > hard {
            return Attempt::Fail(Errno::Einval, Why::BadArgument("rlim_cur"));
        }
        if hard > current.hard {
            return Attempt::Fail(Errno::Eperm, Why::Permission);
        }
        Arc::make_mut(&mut kernel.process_mut(pid).rlimits)[resource] = Rlimit { soft, hard };
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

pub(crate) fn sched_yield(kernel: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    if !kernel.cpus[caller.cpu as usize].queue.is_empty() {
        kernel.yields = Some(caller.thread);
    }
    Attempt::Done(0)
}

impl Kernel {
    /// After sched_yield(2) has returned: the thread goes to the end of its queue.
    pub fn finish_yield(&mut self, thread: vitrine_abi::Tid) {
        if self.yields.take() == Some(thread) {
            self.requeue_current(thread, SwitchReason::Yielded);
        }
    }
}

pub(crate) fn sched_getaffinity(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if args[1] < 8 || !args[1].is_multiple_of(8) {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("cpusetsize"));
    }
    let all = (1_u64 << kernel.cpus.len()) - 1;
    give_words(kernel, caller, args[2], &[all], 8)
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

pub(crate) fn getrusage(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let cpu_ns = match args[0] as i32 {
        0 | 1 => kernel.process_cpu_ns(caller),
        -1 => kernel.process(caller.process).children_cpu_ns,
        _ => return Attempt::Fail(Errno::Einval, Why::BadArgument("who")),
    };
    let space = kernel.process(caller.process).space;
    let resident_kib = kernel.spaces.get(space).table.present() * (PAGE_SIZE / 1024);
    let mut words: Vec<u64> = alloc::vec![0; 18];
    words[0] = cpu_ns / 1_000_000_000;
    words[1] = cpu_ns / 1_000 % 1_000_000;
    words[4] = resident_kib;
    give_words(kernel, caller, args[1], &words, 0)
}

/// prctl(2): the name of the thread, and no more.
pub(crate) fn prctl(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    const SET_NAME: u64 = 15;
    const GET_NAME: u64 = 16;
    match args[0] {
        SET_NAME => match kernel.read_user_bytes_to_zero(caller, args[1], 15) {
            Ok(name) => {
                let mut bytes = [0; 15];
                let name = match name {
                    Some(name) => name,
                    None => match kernel.copy_from_user(caller, args[1], &mut bytes) {
                        Ok(()) => bytes.to_vec(),
                        Err(bad) => {
                            return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
                        }
                    },
                };
                let name = alloc::string::String::from_utf8_lossy(&name).into_owned();
                kernel.process_mut(caller.process).name = name;
                Attempt::Done(0)
            }
            Err(bad) => Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address)),
        },
        GET_NAME => {
            let mut bytes = [0; 16];
            let name = kernel.process(caller.process).name.as_bytes();
            let length = name.len().min(15);
            bytes[..length].copy_from_slice(&name[..length]);
            give(kernel, caller, args[1], &bytes)
        }
        other => Attempt::Unsupported(Unsupported::new(format!("prctl: option {other}"))),
    }
}

/// riscv_flush_icache: a hart decodes code that may change anew at every execution.
pub(crate) fn flush_icache(_: &mut Kernel, _: &Caller, _: [u64; 6]) -> Attempt {
    Attempt::Done(0)
}

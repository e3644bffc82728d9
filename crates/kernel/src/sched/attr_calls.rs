//! sched_setattr(2), sched_getattr(2): everything at once, and deadlines.
//!
//! Facts of kernel/sched/syscalls.c and deadline.c, Linux 6.18.

use vitrine_abi::{Errno, Tid};

use crate::attempt::{Attempt, Unsupported, Why};
use crate::kernel::{Caller, Kernel};
use crate::sched::calls::{Refused, Wish, fail, invalid};
use crate::sched::{Budget, Class};

/// `struct sched_attr`: its first version, and the one with utilisation clamps.
const ATTR_FIRST: u64 = 48;
const ATTR_NOW: u64 = 56;
/// Flags of sched_setattr(2).
const FLAG_RESET_ON_FORK: u64 = 1;
const FLAG_KEEP_POLICY: u64 = 8;
const FLAG_KEEP_PARAMS: u64 = 16;
const FLAGS_KNOWN: u64 = 0x7f;

pub(crate) fn sched_setattr(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [pid, address, flags, ..] = args;
    if address == 0 || (pid as i32) < 0 || flags != 0 {
        return invalid("flags");
    }
    let wish = read_attr(kernel, caller, address).and_then(|attr| {
        let tid = kernel.changeable_thread(caller, pid)?;
        Ok((tid, wish_of(kernel, tid, &attr)?))
    });
    match wish {
        Ok((tid, wish)) => kernel.set_class(caller, tid, &wish),
        Err(refused) => refused,
    }
}

/// `struct sched_attr` as words of 4 bytes: size, policy, flags (2), nice, priority, runtime (2),
/// deadline (2), period (2), util_min, util_max.
type Attr = [u32; 14];

fn wide(attr: &Attr, at: usize) -> u64 {
    u64::from(attr[at]) | u64::from(attr[at + 1]) << 32
}

/// sched_copy_attr.
fn read_attr(kernel: &mut Kernel, caller: &Caller, address: u64) -> Result<Attr, Refused> {
    let bad = |address| fail(Errno::Efault, Why::BadAddress(address));
    let mut first = [0; 4];
    kernel.copy_from_user(caller, address, &mut first).map_err(|fault| bad(fault.address))?;
    let size = match u64::from(u32::from_le_bytes(first)) {
        0 => ATTR_FIRST,
        size => size,
    };
    let mut bytes = alloc::vec![0; size.clamp(ATTR_FIRST, 4096) as usize];
    let mut fits = (ATTR_FIRST..=4096).contains(&size);
    if fits {
        kernel.copy_from_user(caller, address, &mut bytes).map_err(|fault| bad(fault.address))?;
        fits = bytes.iter().skip(ATTR_NOW as usize).all(|byte| *byte == 0);
    }
    if !fits {
        let _ = kernel.copy_to_user(caller, address, &(ATTR_NOW as u32).to_le_bytes());
        return Err(fail(Errno::E2big, Why::BadArgument("size")));
    }
    bytes.resize(ATTR_NOW as usize, 0);
    let mut attr = [0; 14];
    for (word, chunk) in attr.iter_mut().zip(bytes.chunks_exact(4)) {
        *word = u32::from_le_bytes(chunk.try_into().expect("4 bytes"));
    }
    Ok(attr)
}

fn wish_of(kernel: &Kernel, tid: Tid, attr: &Attr) -> Result<Wish, Refused> {
    let flags = wide(attr, 2);
    if (attr[1] as i32) < 0 || flags & !FLAGS_KNOWN != 0 {
        return Err(invalid("sched_policy"));
    }
    if flags & 0x60 != 0 {
        return Err(Attempt::Unsupported(Unsupported::new("sched_setattr: utilisation clamps")));
    }
    let old = &kernel.thread(tid).sched;
    let reset_on_fork = flags & FLAG_RESET_ON_FORK != 0;
    if flags & FLAG_KEEP_PARAMS != 0 {
        return Ok(Wish { class: old.class, reset_on_fork, nice: None, slice_ns: None });
    }
    let keep = flags & FLAG_KEEP_POLICY != 0;
    let policy = if keep { old.class.number() } else { attr[1] };
    if policy == 6 {
        let budget = deadline_of(attr)?;
        let class = Class::Deadline(budget);
        return Ok(Wish { class, reset_on_fork, nice: None, slice_ns: None });
    }
    let class = kernel.class_of(u64::from(policy), attr[5] as i32)?;
    let ordinary = !class.is_urgent();
    let nice = (attr[4] as i32).clamp(-20, 19) as i8;
    Ok(Wish {
        class,
        reset_on_fork,
        nice: ordinary.then_some(nice),
        slice_ns: ordinary.then(|| wide(attr, 6)),
    })
}

/// __checkparam_dl: kernel/sched/deadline.c.
fn deadline_of(attr: &Attr) -> Result<Budget, Refused> {
    let (runtime_ns, deadline_ns) = (wide(attr, 6), wide(attr, 8));
    let period_ns = match wide(attr, 10) {
        0 => deadline_ns,
        period => period,
    };
    let top = 1 << 63;
    let sane = attr[5] == 0
        && deadline_ns != 0
        && runtime_ns >= 1 << 10
        && deadline_ns & top == 0
        && period_ns & top == 0
        && runtime_ns <= deadline_ns
        && deadline_ns <= period_ns
        // sysctl_sched_dl_period_min and _max, in µs: 100 and 2^22.
        && (100_000..=4_194_304_000).contains(&period_ns);
    if sane {
        Ok(Budget { runtime_ns, deadline_ns, period_ns })
    } else {
        Err(invalid("sched_deadline"))
    }
}

pub(crate) fn sched_getattr(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [pid, address, size, flags, ..] = args;
    let size = u64::from(size as u32);
    if address == 0 || !(ATTR_FIRST..=4096).contains(&size) || flags as u32 != 0 {
        return invalid("size");
    }
    let entity = match kernel.named_entity(caller, pid) {
        Ok(entity) => entity,
        Err(refused) => return refused,
    };
    let mut attr: Attr = [0; 14];
    attr[0] = size.min(ATTR_NOW) as u32;
    attr[1] = entity.class.number();
    attr[2] = u32::from(entity.reset_on_fork);
    let mut put = |at: usize, value: u64| {
        attr[at] = value as u32;
        attr[at + 1] = (value >> 32) as u32;
    };
    match entity.class {
        Class::Deadline(budget) => {
            put(6, budget.runtime_ns);
            put(8, budget.deadline_ns);
            put(10, budget.period_ns);
        }
        Class::Fifo(priority) | Class::RoundRobin(priority) => attr[5] = u32::from(priority),
        Class::Other | Class::Batch | Class::Idle => {
            put(6, kernel.ordinary_slice_ns(&entity));
            attr[4] = i32::from(entity.nice) as u32;
        }
    }
    let mut bytes: alloc::vec::Vec<u8> = attr.iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.truncate(size.min(ATTR_NOW) as usize);
    match kernel.copy_to_user(caller, address, &bytes) {
        Ok(()) => Attempt::Done(0),
        Err(bad) => fail(Errno::Efault, Why::BadAddress(bad.address)),
    }
}

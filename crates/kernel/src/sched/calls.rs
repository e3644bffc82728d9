//! sched_setscheduler(2) and its family, for real-time and deadline threads and for affinity.
//!
//! Facts of kernel/sched/syscalls.c, Linux 6.18. Permissions: who has CAP_SYS_NICE may all; others by
//! RLIMIT_RTPRIO and RLIMIT_NICE.

use vitrine_abi::{Errno, Tid};

use crate::attempt::{Attempt, Unsupported, Why};
use crate::event::SwitchReason;
use crate::kernel::{Caller, Kernel};
use crate::sched::policy::Entry;
use crate::sched::{Budget, Class, Entity};
use crate::task::{INIT, Rlimit, ThreadState};
use crate::time::give_words;

/// In whole jiffies sched_rr_get_interval(2) tells the slices of ordinary threads: CONFIG_HZ is 250
/// where Linux was asked.
const JIFFY_NS: u64 = 4_000_000;
const RESET_ON_FORK: u64 = 0x4000_0000;

pub(super) type Refused = Attempt;

pub(super) fn fail(errno: Errno, why: Why) -> Attempt {
    Attempt::Fail(errno, why)
}

pub(super) fn invalid(what: &'static str) -> Attempt {
    fail(Errno::Einval, Why::BadArgument(what))
}

/// What a call asks for.
pub(super) struct Wish {
    pub(super) class: Class,
    pub(super) reset_on_fork: bool,
    /// Niceness, where the call sets it.
    pub(super) nice: Option<i8>,
    /// A slice of its own in ns (0: the usual one), where the call sets it.
    pub(super) slice_ns: Option<u64>,
}

impl Kernel {
    /// The thread that a call names and wants to change; 0 is the caller. Init is root's, and has
    /// no thread here.
    pub(super) fn changeable_thread(&self, caller: &Caller, pid: u64) -> Result<Tid, Refused> {
        if pid as i32 == INIT.0 && !self.is_privileged(caller) {
            return Err(fail(Errno::Eperm, Why::Permission));
        }
        if pid as i32 == INIT.0 {
            return Err(Attempt::Unsupported(Unsupported::new("the scheduling of init")));
        }
        self.named_thread(caller, pid)
    }

    /// What the scheduler knows about the thread that a call names.
    pub(super) fn named_entity(&self, caller: &Caller, pid: u64) -> Result<Entity, Refused> {
        if pid as i32 == INIT.0 {
            return Ok(Entity::new());
        }
        self.named_thread(caller, pid).map(|tid| self.thread(tid).sched.clone())
    }

    /// The thread that a call names; 0 is the caller.
    fn named_thread(&self, caller: &Caller, pid: u64) -> Result<Tid, Refused> {
        let pid = pid as i32;
        if pid < 0 {
            return Err(invalid("pid"));
        }
        let tid = if pid == 0 { caller.thread } else { Tid(pid) };
        match self.threads.find(tid) {
            Some(_) => Ok(tid),
            None => Err(fail(Errno::Esrch, Why::NoProcess(pid))),
        }
    }

    pub(super) fn is_privileged(&self, caller: &Caller) -> bool {
        self.sched.cap_sys_nice || self.process(caller.process).euid == 0
    }

    /// check_same_owner.
    fn owns(&self, caller: &Caller, tid: Tid) -> bool {
        let own = self.process(caller.process).euid;
        let other = self.process(self.thread(tid).process);
        own == other.euid || own == other.uid
    }

    /// A class from Linux's number and a real-time priority.
    pub(super) fn class_of(&self, policy: u64, priority: i32) -> Result<Class, Refused> {
        let real_time = policy == 1 || policy == 2;
        if !(0..=99).contains(&priority) || real_time != (priority != 0) {
            return Err(invalid("sched_priority"));
        }
        let priority = priority as u8;
        match policy {
            0 => Ok(Class::Other),
            1 => Ok(Class::Fifo(priority)),
            2 => Ok(Class::RoundRobin(priority)),
            3 => Ok(Class::Batch),
            5 => Ok(Class::Idle),
            // SCHED_DEADLINE without a budget.
            6 => Err(invalid("sched_runtime")),
            7 => Err(Attempt::Unsupported(Unsupported::new("SCHED_EXT"))),
            _ => Err(invalid("policy")),
        }
    }

    /// user_check_sched_setscheduler.
    fn may_schedule(&self, caller: &Caller, tid: Tid, wish: &Wish) -> Result<(), Refused> {
        if self.is_privileged(caller) {
            return Ok(());
        }
        let denied = || fail(Errno::Eperm, Why::Permission);
        let old = &self.thread(tid).sched;
        let limits = &self.process(self.thread(tid).process).rlimits;
        let nice_limit = limits[Rlimit::NICE].soft;
        let may_nice = |nice: i8| (20 - i64::from(nice)) as u64 <= nice_limit;
        let priority = wish.class.priority();
        match wish.class {
            Class::Deadline(_) => return Err(denied()),
            Class::Fifo(_) | Class::RoundRobin(_) => {
                let limit = limits[Rlimit::RTPRIO].soft;
                let other_policy = wish.class.number() != old.class.number();
                let raised = priority > old.class.priority() && u64::from(priority) > limit;
                if other_policy && limit == 0 || raised {
                    return Err(denied());
                }
            }
            Class::Other | Class::Batch | Class::Idle => {
                if wish.nice.is_some_and(|nice| nice < old.nice && !may_nice(nice)) {
                    return Err(denied());
                }
            }
        }
        let leaves_idle = old.class == Class::Idle && wish.class != Class::Idle;
        let forgets = old.reset_on_fork && !wish.reset_on_fork;
        if leaves_idle && !may_nice(old.nice) || !self.owns(caller, tid) || forgets {
            return Err(denied());
        }
        Ok(())
    }

    /// The sum of all reservations stays below 95 % of the CPUs: sched_rt_runtime_us.
    fn admits(&self, tid: Tid, budget: Budget) -> bool {
        const ONE: u128 = 1 << 20;
        let share = |budget: Budget| {
            u128::from(budget.runtime_ns) * ONE / u128::from(budget.period_ns.max(1))
        };
        let others = self.threads.iter().filter(|(other, _)| *other != tid);
        let reserved = others.filter_map(|(_, thread)| match thread.sched.class {
            Class::Deadline(budget) => Some(share(budget)),
            _ => None,
        });
        reserved.sum::<u128>() + share(budget) <= ONE * 95 / 100 * self.cpus.len() as u128
    }

    pub(super) fn set_class(&mut self, caller: &Caller, tid: Tid, wish: &Wish) -> Attempt {
        if let Err(refused) = self.may_schedule(caller, tid, wish) {
            return refused;
        }
        if let Class::Deadline(budget) = wish.class {
            let all = u64::MAX >> (64 - self.cpus.len());
            if self.thread(tid).sched.affinity & all != all {
                return fail(Errno::Eperm, Why::Permission);
            }
            if !self.admits(tid, budget) {
                return fail(Errno::Ebusy, Why::Limit("95 % of the CPUs"));
            }
        }
        self.sched.urgent |= wish.class.is_urgent();
        self.change_entity(tid, |entity| {
            if let Class::Deadline(budget) = wish.class
                && wish.class != entity.class
            {
                entity.budget_left_ns = budget.runtime_ns;
                entity.deadline_ns = 0;
            }
            entity.class = wish.class;
            entity.reset_on_fork = wish.reset_on_fork;
            entity.nice = wish.nice.unwrap_or(entity.nice);
            if let Some(slice_ns) = wish.slice_ns {
                // __setparam_fair: 0.1 … 100 ms.
                let own = slice_ns.clamp(100_000, 100_000_000);
                entity.custom_slice_ns = (slice_ns != 0).then_some(own);
            }
        });
        Attempt::Done(0)
    }

    /// Changes what the scheduler knows of a thread; queues and running threads follow.
    pub(super) fn change_entity(&mut self, tid: Tid, change: impl FnOnce(&mut super::Entity)) {
        match self.thread(tid).state {
            ThreadState::Ready(cpu) => {
                self.dequeue(tid, cpu);
                change(&mut self.thread_mut(tid).sched);
                self.enqueue_again(tid, Entry::Moved);
            }
            ThreadState::Running(cpu) => {
                self.charge_current(cpu);
                let was_urgent = self.thread(tid).sched.class.is_urgent();
                change(&mut self.thread_mut(tid).sched);
                self.join_policy(tid, cpu, was_urgent);
                // Whoever comes first now gets the CPU, at once.
                self.preempt_soon(cpu);
            }
            ThreadState::Sleeping(_) | ThreadState::Stopped => {
                change(&mut self.thread_mut(tid).sched);
            }
        }
    }

    /// A running thread that comes from a class above begins level with the policy's others.
    fn join_policy(&mut self, tid: Tid, cpu: u32, was_urgent: bool) {
        let state = &self.cpus[cpu as usize].state;
        let (floor, pass, now) = (state.min_vruntime, state.pass, self.now_ns());
        let entity = &mut self.thread_mut(tid).sched;
        entity.slice_ran_ns = 0;
        if was_urgent && !entity.class.is_urgent() {
            entity.vruntime = entity.vruntime.max(floor);
            entity.vdeadline = entity.vruntime;
            entity.pass = entity.pass.max(pass);
        }
        if let Class::Deadline(budget) = entity.class
            && entity.deadline_ns == 0
        {
            entity.deadline_ns = now + budget.deadline_ns;
        }
    }
}

/// The priority in `struct sched_param`.
fn read_priority(kernel: &mut Kernel, caller: &Caller, address: u64) -> Result<i32, Refused> {
    let mut bytes = [0; 4];
    match kernel.copy_from_user(caller, address, &mut bytes) {
        Ok(()) => Ok(i32::from_le_bytes(bytes)),
        Err(bad) => Err(fail(Errno::Efault, Why::BadAddress(bad.address))),
    }
}

pub(crate) fn sched_setscheduler(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [pid, policy, param, ..] = args;
    if (policy as i32) < 0 {
        return invalid("policy");
    }
    set_scheduler(kernel, caller, [pid, param], Some(policy & 0xffff_ffff))
}

pub(crate) fn sched_setparam(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    set_scheduler(kernel, caller, [args[0], args[1]], None)
}

fn set_scheduler(
    kernel: &mut Kernel,
    caller: &Caller,
    [pid, param]: [u64; 2],
    policy: Option<u64>,
) -> Attempt {
    if param == 0 || (pid as i32) < 0 {
        return invalid("param");
    }
    let wish = read_priority(kernel, caller, param).and_then(|priority| {
        let tid = kernel.changeable_thread(caller, pid)?;
        let old = &kernel.thread(tid).sched;
        let (number, reset_on_fork) = match policy {
            Some(policy) => (policy & !RESET_ON_FORK, policy & RESET_ON_FORK != 0),
            None => (u64::from(old.class.number()), old.reset_on_fork),
        };
        let class = match (policy, old.class) {
            (None, Class::Deadline(_)) => return Err(invalid("sched_runtime")),
            _ => kernel.class_of(number, priority)?,
        };
        Ok((tid, Wish { class, reset_on_fork, nice: None, slice_ns: None }))
    });
    match wish {
        Ok((tid, wish)) => kernel.set_class(caller, tid, &wish),
        Err(refused) => refused,
    }
}

pub(crate) fn sched_getscheduler(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    match kernel.named_entity(caller, args[0]) {
        Ok(entity) => {
            let flag = if entity.reset_on_fork { RESET_ON_FORK } else { 0 };
            Attempt::Done(i64::from(entity.class.number()) | flag as i64)
        }
        Err(refused) => refused,
    }
}

pub(crate) fn sched_getparam(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if args[1] == 0 {
        return invalid("param");
    }
    match kernel.named_entity(caller, args[0]) {
        Ok(entity) => {
            let priority = i32::from(entity.class.priority());
            match kernel.copy_to_user(caller, args[1], &priority.to_le_bytes()) {
                Ok(()) => Attempt::Done(0),
                Err(bad) => fail(Errno::Efault, Why::BadAddress(bad.address)),
            }
        }
        Err(refused) => refused,
    }
}

pub(crate) fn sched_get_priority_max(_: &mut Kernel, _: &Caller, args: [u64; 6]) -> Attempt {
    priority_bound(args[0], 99)
}

pub(crate) fn sched_get_priority_min(_: &mut Kernel, _: &Caller, args: [u64; 6]) -> Attempt {
    priority_bound(args[0], 1)
}

fn priority_bound(policy: u64, real_time: i64) -> Attempt {
    match policy as i32 {
        1 | 2 => Attempt::Done(real_time),
        0 | 3 | 5 | 6 | 7 => Attempt::Done(0),
        _ => invalid("policy"),
    }
}

pub(crate) fn sched_rr_get_interval(
    kernel: &mut Kernel,
    caller: &Caller,
    args: [u64; 6],
) -> Attempt {
    match kernel.named_entity(caller, args[0]) {
        Ok(entity) => {
            let ns = match entity.class {
                Class::RoundRobin(_) => Kernel::rr_slice_ns(),
                Class::Fifo(_) | Class::Deadline(_) => 0,
                Class::Other | Class::Batch | Class::Idle => {
                    kernel.ordinary_slice_ns(&entity) / JIFFY_NS * JIFFY_NS
                }
            };
            give_words(kernel, caller, args[1], &[ns / 1_000_000_000, ns % 1_000_000_000], 0)
        }
        Err(refused) => refused,
    }
}

pub(crate) fn sched_setaffinity(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [pid, size, address, ..] = args;
    let mut bytes = [0; 8];
    let count = size.min(8) as usize;
    if let Err(bad) = kernel.copy_from_user(caller, address, &mut bytes[..count]) {
        return fail(Errno::Efault, Why::BadAddress(bad.address));
    }
    let tid = match kernel.changeable_thread(caller, pid) {
        Ok(tid) => tid,
        Err(refused) => return refused,
    };
    if !kernel.is_privileged(caller) && !kernel.owns(caller, tid) {
        return fail(Errno::Eperm, Why::Permission);
    }
    let all = u64::MAX >> (64 - kernel.cpus.len());
    let wanted = u64::from_le_bytes(bytes) & all;
    if wanted == 0 {
        return invalid("mask");
    }
    // dl_task_check_affinity: a reservation counts for all CPUs.
    if matches!(kernel.thread(tid).sched.class, Class::Deadline(_)) && wanted != all {
        return fail(Errno::Ebusy, Why::Limit("SCHED_DEADLINE"));
    }
    let affinity = if wanted == all { u64::MAX } else { wanted };
    kernel.sched.pinned |= affinity != u64::MAX;
    match kernel.thread(tid).state {
        ThreadState::Running(cpu) if wanted >> cpu & 1 != 0 => {
            kernel.thread_mut(tid).sched.affinity = affinity;
        }
        ThreadState::Ready(cpu) if wanted >> cpu & 1 != 0 => {
            kernel.thread_mut(tid).sched.affinity = affinity;
        }
        _ => kernel.change_entity(tid, |entity| entity.affinity = affinity),
    }
    Attempt::Done(0)
}

pub(crate) fn sched_getaffinity(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if args[1].saturating_mul(8) < kernel.cpus.len() as u64 || !args[1].is_multiple_of(8) {
        return invalid("cpusetsize");
    }
    match kernel.named_entity(caller, args[0]) {
        Ok(entity) => {
            let all = u64::MAX >> (64 - kernel.cpus.len());
            let mask = entity.affinity & all;
            give_words(kernel, caller, args[2], &[mask], 8)
        }
        Err(refused) => refused,
    }
}

pub(crate) fn sched_yield(kernel: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    let deadline = matches!(kernel.thread(caller.thread).sched.class, Class::Deadline(_));
    if deadline || kernel.cpus[caller.cpu as usize].waiting().next().is_some() {
        kernel.yields = Some(caller.thread);
    }
    Attempt::Done(0)
}

impl Kernel {
    /// After sched_yield(2) has returned: the thread goes to the end of its queue.
    pub fn finish_yield(&mut self, thread: Tid) {
        if self.yields.take() == Some(thread) {
            self.requeue_current(thread, SwitchReason::Yielded);
        }
    }
}

//! Niceness: getpriority(2), setpriority(2).

use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid, Tid};

use crate::attempt::{Attempt, Unsupported, Why};
use crate::kernel::{Caller, Kernel};
use crate::sched::{Entity, PolicyKind};
use crate::task::{INIT, Rlimit};

const PRIO_PROCESS: u64 = 0;
const PRIO_PGRP: u64 = 1;
const PRIO_USER: u64 = 2;

impl Kernel {
    /// The threads that `which` and `who` name.
    fn prioritised(&self, caller: &Caller, which: u64, who: u64) -> Vec<Tid> {
        let own = self.process(caller.process);
        let who = who as i32;
        let fits = |tid: Tid, process: &crate::task::Process| match which {
            PRIO_PROCESS => tid == if who == 0 { caller.thread } else { Tid(who) },
            PRIO_PGRP => process.group == if who == 0 { own.group } else { Pid(who) },
            _ => process.uid == if who == 0 { own.uid } else { who as u32 },
        };
        let all = self.threads.iter();
        all.filter(|(tid, thread)| fits(*tid, self.process(thread.process)))
            .map(|(tid, _)| tid)
            .collect()
    }

    /// set_one_prio: kernel/sys.c, Linux 6.18.
    fn set_nice(&mut self, caller: &Caller, tid: Tid, nice: i8) -> Result<(), Errno> {
        let own = self.process(caller.process).euid;
        let process = self.process(self.thread(tid).process);
        let privileged = self.is_privileged(caller);
        if process.uid != own && process.euid != own && !privileged {
            return Err(Errno::Eperm);
        }
        let limit = process.rlimits[Rlimit::NICE].soft;
        let allowed = (20 - i64::from(nice)) as u64 <= limit || privileged;
        let old = self.thread(tid).sched.nice;
        if nice < old && !allowed {
            return Err(Errno::Eacces);
        }
        if nice != old {
            self.change_entity(tid, |entity| entity.nice = nice);
        }
        Ok(())
    }

    /// The slice of an ordinary thread under the machine's policy.
    pub(super) fn ordinary_slice_ns(&self, entity: &Entity) -> u64 {
        match &self.sched.policy {
            PolicyKind::RoundRobin(policy) => policy.slice_ns,
            PolicyKind::Lottery(policy) => policy.slice_ns,
            PolicyKind::Stride(policy) => policy.slice_ns,
            PolicyKind::Priority(policy) => policy.slice_ns.unwrap_or(0),
            PolicyKind::NextInTurn(policy) => policy.slice_ns.unwrap_or(0),
            PolicyKind::Mlfq(policy) => {
                policy.levels[(entity.level as usize).min(policy.levels.len() - 1)].slice_ns
            }
            PolicyKind::Cfs(policy) => policy.min_granularity_ns,
            PolicyKind::Eevdf(policy) => policy.slice_ns(entity, self.cpus.len()),
            PolicyKind::Fcfs(_) | PolicyKind::Sjf(_) | PolicyKind::Srtf(_) => 0,
        }
    }
}

pub(crate) fn setpriority(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [which, who, nice, ..] = args;
    if which > PRIO_USER {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("which"));
    }
    let nice = (nice as i32).clamp(-20, 19) as i8;
    let init = which == PRIO_PROCESS && who as i32 == INIT.0;
    if init && kernel.is_privileged(caller) {
        return Attempt::Unsupported(Unsupported::new("the niceness of init"));
    }
    let mut result = Err(if init { Errno::Eperm } else { Errno::Esrch });
    for tid in kernel.prioritised(caller, which, who) {
        match kernel.set_nice(caller, tid, nice) {
            Ok(()) if result == Err(Errno::Esrch) => result = Ok(()),
            Ok(()) => {}
            Err(errno) => result = Err(errno),
        }
    }
    match result {
        Ok(()) => Attempt::Done(0),
        Err(Errno::Esrch) => Attempt::Fail(Errno::Esrch, Why::NoProcess(who as i32)),
        Err(errno) => Attempt::Fail(errno, Why::Permission),
    }
}

/// The answer is 20 less the niceness, so that it is never negative.
pub(crate) fn getpriority(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [which, who, ..] = args;
    if which > PRIO_USER {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("which"));
    }
    let threads = kernel.prioritised(caller, which, who);
    let answers = threads.iter().map(|tid| 20 - i64::from(kernel.thread(*tid).sched.nice));
    let init = which == PRIO_PROCESS && who as i32 == INIT.0;
    match answers.max().or(init.then_some(20)) {
        Some(answer) => Attempt::Done(answer),
        None => Attempt::Fail(Errno::Esrch, Why::NoProcess(who as i32)),
    }
}

//! wait4(2) and waitid(2).

use vitrine_abi::{Errno, Pid, Signal};

use crate::attempt::{Attempt, Resume, Sleep, SleepReason, Why};
use crate::event::ExitStatus;
use crate::kernel::{Caller, Kernel};
use crate::signal::{SignalInfo, siginfo_bytes};
use crate::task::Process;
use crate::task::exit::child_code;

const WNOHANG: u64 = 1;
const WUNTRACED: u64 = 2;
const WEXITED: u64 = 4;
const WCONTINUED: u64 = 8;
const WNOWAIT: u64 = 0x0100_0000;
/// __WNOTHREAD, __WALL, __WCLONE: without effect, because children of all kinds are children.
const KIND_FLAGS: u64 = 0xe000_0000;

/// Which children a wait is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Any,
    One(Pid),
    Group(Pid),
}

impl Which {
    fn is(self, process: &Process) -> bool {
        match self {
            Which::Any => true,
            Which::One(pid) => process.pid == pid,
            Which::Group(group) => process.group == group,
        }
    }
}

/// What a child has to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum News {
    Ended(ExitStatus),
    Stopped(Signal),
    Continued,
}

impl News {
    /// The status word: wait(2), "WIFEXITED" and so on.
    fn word(self) -> u32 {
        match self {
            News::Ended(ExitStatus::Exited(code)) => u32::from(code) << 8,
            // No core is written: RLIMIT_CORE is 0 unless the program raises it.
            News::Ended(ExitStatus::Signaled { signal, .. }) => u32::from(signal.number()),
            News::Stopped(signal) => u32::from(signal.number()) << 8 | 0x7f,
            News::Continued => 0xffff,
        }
    }

    fn info(self, child: &Process) -> SignalInfo {
        let (code, value) = match self {
            News::Ended(ExitStatus::Signaled { signal, .. }) => (2, u64::from(signal.number())),
            News::Ended(status) => child_code(status),
            News::Stopped(signal) => (5, u64::from(signal.number())),
            News::Continued => (6, u64::from(Signal::CONT.number())),
        };
        SignalInfo { signal: Signal::CHLD, code, pid: child.pid, uid: child.uid, value }
    }
}

pub(crate) fn wait4(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [pid, status, options, usage, ..] = args;
    if options & !(WNOHANG | WUNTRACED | WCONTINUED | KIND_FLAGS) != 0 {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("options"));
    }
    let which = match pid as i32 {
        -1 => Which::Any,
        0 => Which::Group(kernel.process(caller.process).group),
        i32::MIN => return Attempt::Fail(Errno::Esrch, Why::NoProcess(i32::MIN)),
        pid if pid < 0 => Which::Group(Pid(-pid)),
        pid => Which::One(Pid(pid)),
    };
    let (child, news) = match kernel.find_news(caller, which, options | WEXITED) {
        Ok(found) => found,
        Err(attempt) => return attempt,
    };
    if usage != 0 {
        let cpu_us = kernel.process(child).cpu_ns / 1_000;
        let mut bytes = [0; 144];
        bytes[..8].copy_from_slice(&(cpu_us / 1_000_000).to_le_bytes());
        bytes[8..16].copy_from_slice(&(cpu_us % 1_000_000).to_le_bytes());
        if let Err(bad) = kernel.copy_to_user(caller, usage, &bytes) {
            return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
        }
    }
    if status != 0
        && let Err(bad) = kernel.copy_to_user(caller, status, &news.word().to_le_bytes())
    {
        return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
    }
    kernel.take_news(child, news);
    Attempt::Done(i64::from(child.0))
}

pub(crate) fn waitid(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [kind, id, info, options, ..] = args;
    let known = WNOHANG | WNOWAIT | WEXITED | WUNTRACED | WCONTINUED | KIND_FLAGS;
    if options & !known != 0 || options & (WEXITED | WUNTRACED | WCONTINUED) == 0 {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("options"));
    }
    let which = match (kind, id as i32) {
        (0, _) => Which::Any,
        (1, pid) if pid > 0 => Which::One(Pid(pid)),
        (2, 0) => Which::Group(kernel.process(caller.process).group),
        (2, group) if group > 0 => Which::Group(Pid(group)),
        _ => return Attempt::Fail(Errno::Einval, Why::BadArgument("idtype")),
    };
    let (bytes, found) = match kernel.find_news(caller, which, options) {
        Ok((child, news)) => {
            (siginfo_bytes(&news.info(kernel.process(child))), Some((child, news)))
        }
        Err(Attempt::Done(_)) => ([0; 128], None),
        Err(attempt) => return attempt,
    };
    if info != 0
        && let Err(bad) = kernel.copy_to_user(caller, info, &bytes)
    {
        return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
    }
    if let Some((child, news)) = found
        && options & WNOWAIT == 0
    {
        kernel.take_news(child, news);
    }
    Attempt::Done(0)
}

impl Kernel {
    /// The first child that fits and has something to report; else what the call comes to.
    fn find_news(
        &self,
        caller: &Caller,
        which: Which,
        options: u64,
    ) -> Result<(Pid, News), Attempt> {
        let children = self.children_of(caller.process);
        let mut any = false;
        for child in children {
            let process = self.process(child);
            if !which.is(process) {
                continue;
            }
            any = true;
            if let Some(status) = process.exit.filter(|_| process.is_zombie()) {
                if options & WEXITED != 0 {
                    return Ok((child, News::Ended(status)));
                }
            } else if let Some((signal, false)) = process.stopped
                && options & WUNTRACED != 0
            {
                return Ok((child, News::Stopped(signal)));
            } else if process.continued && options & WCONTINUED != 0 {
                return Ok((child, News::Continued));
            }
        }
        if !any {
            return Err(Attempt::Fail(Errno::Echild, Why::NoChild));
        }
        if options & WNOHANG != 0 {
            return Err(Attempt::Done(0));
        }
        let child = match which {
            Which::One(pid) => Some(pid),
            Which::Any | Which::Group(_) => None,
        };
        Err(Attempt::Sleep(Sleep {
            resume: Resume::FromStart,
            on: alloc::vec![self.process(caller.process).child_changed],
            deadline_ns: None,
            reason: SleepReason::Child(child),
        }))
    }

    fn take_news(&mut self, child: Pid, news: News) {
        match news {
            News::Ended(_) => self.reap(child),
            News::Stopped(signal) => self.process_mut(child).stopped = Some((signal, true)),
            News::Continued => self.process_mut(child).continued = false,
        }
    }
}

//! wait4(2) and waitid(2).

use vitrine_abi::{Errno, Fd, Pid, Signal};

use crate::attempt::{Attempt, Resume, Sleep, SleepReason, Why};
use crate::event::ExitStatus;
use crate::kernel::{Caller, Kernel};
use crate::signal::{Origin, SignalInfo};
use crate::task::Process;
use crate::task::exit::child_code;
use crate::time::give_words;

const WNOHANG: u64 = 1;
const WUNTRACED: u64 = 2;
const WEXITED: u64 = 4;
const WCONTINUED: u64 = 8;
const WNOWAIT: u64 = 0x0100_0000;
/// __WALL: children of all kinds; __WCLONE: those that end without SIGCHLD, and no others.
const WALL: u64 = 0x4000_0000;
const WCLONE: u64 = 0x8000_0000;
/// __WNOTHREAD, __WALL, __WCLONE. The first is without effect: children are the process's.
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
            News::Ended(ExitStatus::Signaled { signal, core }) => {
                u32::from(signal.number()) | if core { 0x80 } else { 0 }
            }
            News::Stopped(signal) => u32::from(signal.number()) << 8 | 0x7f,
            News::Continued => 0xffff,
        }
    }

    fn info(self, child: &Process) -> SignalInfo {
        let (code, status) = match self {
            News::Ended(status) => child_code(status),
            News::Stopped(signal) => (5, i32::from(signal.number())),
            News::Continued => (6, i32::from(Signal::CONT.number())),
        };
        let (pid, uid) = (child.pid, child.uid);
        let origin = Origin::Child { pid, uid, status, times: (0, 0) };
        SignalInfo { signal: Signal::CHLD, code, origin }
    }
}

pub(crate) fn wait4(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [pid, status, options, usage, ..] = args;
    let options = u64::from(options as u32);
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
    if usage != 0
        && let Err(failed) = kernel.give_child_usage(caller, child, usage)
    {
        return failed;
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
    let [kind, id, info, options, usage, _] = args;
    let options = u64::from(options as u32);
    let known = WNOHANG | WNOWAIT | WEXITED | WUNTRACED | WCONTINUED | KIND_FLAGS;
    if options & !known != 0 || options & (WEXITED | WUNTRACED | WCONTINUED) == 0 {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("options"));
    }
    let mut at_once = false;
    let which = match (kind as u32, id as i32) {
        (0, _) => Which::Any,
        (1, pid) if pid > 0 => Which::One(Pid(pid)),
        (2, 0) => Which::Group(kernel.process(caller.process).group),
        (2, group) if group > 0 => Which::Group(Pid(group)),
        (3, fd) if fd >= 0 => match kernel.pidfd(caller, Fd(fd)) {
            Ok((pid, never_sleeps)) => {
                at_once = never_sleeps && options & WNOHANG == 0;
                Which::One(pid)
            }
            Err(refusal) => return refusal.into(),
        },
        _ => return Attempt::Fail(Errno::Einval, Why::BadArgument("idtype")),
    };
    let hangs = if at_once { WNOHANG } else { 0 };
    let (bytes, found) = match kernel.find_news(caller, which, options | hangs) {
        Ok((child, news)) => (news.info(kernel.process(child)).to_bytes(), Some((child, news))),
        // PIDFD_NONBLOCK: pidfd_open(2).
        Err(Attempt::Done(_)) if at_once => return Attempt::Fail(Errno::Eagain, Why::Errno),
        Err(Attempt::Done(_)) => ([0; 128], None),
        Err(attempt) => return attempt,
    };
    if usage != 0
        && let Some((child, _)) = found
        && let Err(failed) = kernel.give_child_usage(caller, child, usage)
    {
        return failed;
    }
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
    /// What a child and the children that it waited for used.
    fn give_child_usage(
        &mut self,
        caller: &Caller,
        child: Pid,
        address: u64,
    ) -> Result<(), Attempt> {
        let mut usage = self.process_usage(child);
        usage.add(&self.process(child).children_usage);
        match give_words(self, caller, address, &usage.words(), 0) {
            Attempt::Done(_) => Ok(()),
            failed => Err(failed),
        }
    }

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
            // eligible_child, kernel/exit.c.
            let is_clone = process.exit_signal != Some(Signal::CHLD);
            let wanted = options & WALL != 0 || is_clone == (options & WCLONE != 0);
            if !which.is(process) || !wanted {
                continue;
            }
            // Of a zombie only its end can still be reported: wait_consider_task, kernel/exit.c.
            any |= options & WEXITED != 0 || !process.is_zombie();
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

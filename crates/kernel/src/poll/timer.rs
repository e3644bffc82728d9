//! timerfd_create(2): expirations as something to read.
//!
//! Nothing happens when a timer expires: how often it has follows from the clock when somebody looks, and a sleeper's own
//! deadline is the timer's next expiration.

use alloc::vec;

use vitrine_abi::files::{O_CLOEXEC, O_NONBLOCK, O_RDWR};
use vitrine_abi::{Errno, Fd};

use super::Source;
use crate::attempt::{Attempt, Resume, Sleep, SleepReason, Why};
use crate::event::Place;
use crate::fd::{FileKind, OpenFile, Special};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::syscall::files::segments::{Segments, moved};
use crate::syscall::files::{Step, file_of, give, settle};
use crate::table::Id;
use crate::time::{BOOT_EPOCH_S, NANOS};

const TFD_TIMER_ABSTIME: u32 = 1;
const TFD_TIMER_CANCEL_ON_SET: u32 = 2;

/// What timerfd_create(2) makes. Times are virtual ns since boot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimerFile {
    /// Whether absolute times count from 1970.
    pub is_wall_clock: bool,
    /// The next expiration that has not been read; `None` is disarmed.
    pub next_ns: Option<u64>,
    /// Time between expirations; 0 is once.
    pub interval_ns: u64,
    /// Expirations that an epoll instance has been told of.
    noticed: u64,
}

impl TimerFile {
    /// Expirations up to a time that nobody has read.
    fn expirations(&self, now_ns: u64) -> u64 {
        match self.next_ns {
            Some(next) if next <= now_ns => {
                1 + (now_ns - next).checked_div(self.interval_ns).unwrap_or(0)
            }
            Some(_) | None => 0,
        }
    }
}

impl Kernel {
    pub(super) fn expirations(&self, timer: Id<TimerFile>) -> u64 {
        self.timer_files.get(timer).expirations(self.now_ns())
    }

    /// When a timer will expire next: a sleeper must look again then.
    pub(super) fn next_expiration(&self, source: Source) -> Option<u64> {
        let Source::Special(Special::Timer(timer)) = source else { return None };
        let timer = self.timer_files.get(timer);
        let passed = timer.expirations(self.now_ns());
        let next = timer.next_ns?;
        match (passed, timer.interval_ns) {
            (0, _) => Some(next),
            (_, 0) => None,
            (passed, interval) => Some(next + passed * interval),
        }
    }

    /// Whether there are expirations of which no epoll instance knows.
    pub(super) fn take_notice(&mut self, timer: Id<TimerFile>) -> bool {
        let passed = self.expirations(timer);
        let timer = self.timer_files.get_mut(timer);
        let is_new = passed > timer.noticed;
        timer.noticed = passed;
        is_new
    }
}

pub(crate) fn timerfd_create(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    settle(create(kernel, caller, args[0], args[1] as u32))
}

fn create(kernel: &mut Kernel, caller: &Caller, clock: u64, flags: u32) -> Step {
    if flags & !(O_CLOEXEC | O_NONBLOCK) != 0 {
        return Err(Refusal::bad("flags"));
    }
    let is_wall_clock = match clock {
        0 => true,
        // CLOCK_MONOTONIC and CLOCK_BOOTTIME: the machine is never suspended.
        1 | 7 => false,
        8 | 9 => return Err(Refusal::Fail(Errno::Eperm, Why::Permission)),
        _ => return Err(Refusal::bad("clockid")),
    };
    let fd = kernel.free_fd(caller.process, Fd(0))?;
    let timer = TimerFile { is_wall_clock, next_ns: None, interval_ns: 0, noticed: 0 };
    let kind = FileKind::Special(Special::Timer(kernel.timer_files.insert(timer)));
    let status = O_RDWR | flags & O_NONBLOCK;
    let file = kernel.files.insert(OpenFile::new(kind, status, b"anon_inode:[timerfd]"));
    kernel.open_fd(caller.process, fd, file, flags & O_CLOEXEC != 0);
    Ok(i64::from(fd.0))
}

fn timer_of(kernel: &Kernel, caller: &Caller, fd: u64) -> Result<Id<TimerFile>, Refusal> {
    let file = file_of(kernel, caller, fd)?;
    match kernel.files.get(file).kind {
        FileKind::Special(Special::Timer(timer)) => Ok(timer),
        _ => Err(Refusal::Fail(Errno::Einval, Why::WrongKind(file))),
    }
}

pub(crate) fn timerfd_settime(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    settle(set_time(kernel, caller, args))
}

fn set_time(kernel: &mut Kernel, caller: &Caller, [fd, flags, new, old, ..]: [u64; 6]) -> Step {
    let mut words = [0i64; 4];
    for (index, word) in words.iter_mut().enumerate() {
        *word = kernel.read_user_u64(caller, new + index as u64 * 8)? as i64;
    }
    let flags = flags as u32;
    let is_time = |seconds: i64, nanos: i64| seconds >= 0 && (0..NANOS).contains(&nanos);
    if flags & !(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET) != 0
        || !is_time(words[0], words[1])
        || !is_time(words[2], words[3])
    {
        return Err(Refusal::bad("new_value"));
    }
    let timer = timer_of(kernel, caller, fd)?;
    if old != 0 {
        give_time(kernel, caller, timer, old)?;
    }
    let length = |seconds: i64, nanos: i64| {
        (seconds as u64).saturating_mul(NANOS as u64).saturating_add(nanos as u64)
    };
    let (interval_ns, value) = (length(words[0], words[1]), length(words[2], words[3]));
    let now = kernel.now_ns();
    let file = kernel.timer_files.get_mut(timer);
    file.interval_ns = interval_ns;
    file.noticed = 0;
    file.next_ns = match (value, flags & TFD_TIMER_ABSTIME != 0) {
        (0, _) => None,
        (value, true) if file.is_wall_clock => {
            Some(value.saturating_sub(BOOT_EPOCH_S * NANOS as u64))
        }
        (value, true) => Some(value),
        (value, false) => Some(now.saturating_add(value)),
    };
    // Sleepers fix their deadlines anew.
    kernel.readiness_changed(Source::Special(Special::Timer(timer)), 0);
    Ok(0)
}

pub(crate) fn timerfd_gettime(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let step = timer_of(kernel, caller, args[0])
        .and_then(|timer| give_time(kernel, caller, timer, args[1]))
        .map(|()| 0);
    settle(step)
}

fn give_time(
    kernel: &mut Kernel,
    caller: &Caller,
    timer: Id<TimerFile>,
    address: u64,
) -> Result<(), Refusal> {
    let next = kernel.next_expiration(Source::Special(Special::Timer(timer)));
    let left = next.map_or(0, |next| next - kernel.now_ns());
    let interval = kernel.timer_files.get(timer).interval_ns;
    let nanos = NANOS as u64;
    let words = [interval / nanos, interval % nanos, left / nanos, left % nanos];
    let bytes: alloc::vec::Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    give(kernel, caller, address, &bytes)
}

/// read(2) of a timerfd: how often it has expired since the last read.
pub(crate) fn read_timer(
    kernel: &mut Kernel,
    caller: &Caller,
    (file, id): (Id<OpenFile>, Id<TimerFile>),
    segments: &Segments,
) -> Step {
    if segments.total < 8 {
        return Err(Refusal::bad("count"));
    }
    let passed = kernel.expirations(id);
    if passed == 0 {
        if kernel.files.get(file).is_nonblocking() {
            return Err(Refusal::Fail(Errno::Eagain, Why::Errno));
        }
        let source = Source::Special(Special::Timer(id));
        return Err(Refusal::Sleep(Sleep {
            resume: Resume::FromStart,
            on: vec![kernel.poll_queue(source)],
            deadline_ns: kernel.next_expiration(source),
            reason: SleepReason::Time,
        }));
    }
    let timer = kernel.timer_files.get_mut(id);
    timer.noticed = 0;
    timer.next_ns = match (timer.next_ns, timer.interval_ns) {
        (Some(next), 1..) => Some(next + passed * timer.interval_ns),
        (_, _) => None,
    };
    let (done, fault) = segments.copy_out(kernel, caller, 0, &passed.to_le_bytes());
    segments.book_out(kernel, caller, Place::Kernel, (0, done));
    moved(done, fault)
}

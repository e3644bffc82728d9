//! epoll(7): interest lists and ready lists, as fs/eventpoll.c has them.

use alloc::collections::VecDeque;
use alloc::vec;
use alloc::vec::Vec;

use vitrine_abi::files::{O_CLOEXEC, O_RDWR};
use vitrine_abi::{Errno, Fd};

use super::calls::with_mask;
use super::{POLLERR, POLLHUP, READABLE, Source};
use crate::attempt::{Attempt, Resume, Sleep, SleepReason, Why};
use crate::event::Place;
use crate::fd::{FileKind, OpenFile, Special};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::syscall::files::{Step, fd_of, file_of, settle};
use crate::table::Id;
use crate::time::{Counts, deadline};
use crate::wait::WaitQueue;

const ADD: u32 = 1;
const DELETE: u32 = 2;
const MODIFY: u32 = 3;
const EXCLUSIVE: u32 = 1 << 28;
const WAKEUP: u32 = 1 << 29;
const ONE_SHOT: u32 = 1 << 30;
const EDGE: u32 = 1 << 31;
/// `EP_PRIVATE_BITS`: what is not an event.
const PRIVATE: u32 = WAKEUP | ONE_SHOT | EDGE | EXCLUSIVE;
/// `struct epoll_event` on riscv64: events, four bytes of padding, data.
const EVENT: usize = 16;

/// An epoll instance.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Epoll {
    /// What is watched, in the order of adding.
    pub interests: Vec<Interest>,
    /// What may be ready, by (description, descriptor); looked at again by epoll_wait(2).
    pub ready: VecDeque<(Id<OpenFile>, Fd)>,
    /// Sleepers in epoll_wait(2).
    pub waiters: Id<WaitQueue>,
}

/// One entry of an interest list: keyed by description and descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interest {
    /// The description.
    pub file: Id<OpenFile>,
    /// The number it was added under.
    pub fd: Fd,
    /// EPOLL… bits; without any event after EPOLLONESHOT has fired.
    pub events: u32,
    /// What is handed back.
    pub data: u64,
}

impl Interest {
    fn key(&self) -> (Id<OpenFile>, Fd) {
        (self.file, self.fd)
    }

    fn watches(&self, events: u32) -> bool {
        self.events & !PRIVATE & events != 0
    }
}

impl Epoll {
    fn position(&self, key: (Id<OpenFile>, Fd)) -> Option<usize> {
        self.interests.iter().position(|interest| interest.key() == key)
    }

    fn mark_ready(&mut self, key: (Id<OpenFile>, Fd)) -> bool {
        let is_new = !self.ready.contains(&key);
        if is_new {
            self.ready.push_back(key);
        }
        is_new
    }
}

pub(crate) fn epoll_create1(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    settle(create(kernel, caller, args[0] as u32))
}

fn create(kernel: &mut Kernel, caller: &Caller, flags: u32) -> Step {
    if flags & !O_CLOEXEC != 0 {
        return Err(Refusal::bad("flags"));
    }
    let fd = kernel.free_fd(caller.process, Fd(0))?;
    let waiters = kernel.new_queue();
    let epoll = Epoll { interests: Vec::new(), ready: VecDeque::new(), waiters };
    let kind = FileKind::Special(Special::Epoll(kernel.epolls.insert(epoll)));
    let file = kernel.files.insert(OpenFile::new(kind, O_RDWR, b"anon_inode:[eventpoll]"));
    kernel.open_fd(caller.process, fd, file, flags & O_CLOEXEC != 0);
    Ok(i64::from(fd.0))
}

fn epoll_of(kernel: &Kernel, file: Id<OpenFile>) -> Result<Id<Epoll>, Refusal> {
    match kernel.files.get(file).kind {
        FileKind::Special(Special::Epoll(epoll)) => Ok(epoll),
        _ => Err(Refusal::Fail(Errno::Einval, Why::WrongKind(file))),
    }
}

pub(crate) fn epoll_ctl(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    settle(control(kernel, caller, args))
}

fn control(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [epfd, operation, fd, event, ..] = args;
    let operation = operation as u32;
    let mut bytes = [0; EVENT];
    if operation != DELETE {
        kernel.copy_from_user(caller, event, &mut bytes)?;
        let user = Place::User { process: caller.process, address: event };
        kernel.ledger(caller, user, Place::Kernel, EVENT as u64);
    }
    let events = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    let data = u64::from_le_bytes(bytes[8..].try_into().expect("8 bytes"));
    let own = file_of(kernel, caller, epfd)?;
    let file = file_of(kernel, caller, fd)?;
    if !kernel.can_be_watched(file) {
        return Err(Refusal::Fail(Errno::Eperm, Why::WrongKind(file)));
    }
    let epoll = epoll_of(kernel, own)?;
    if own == file {
        return Err(Refusal::bad("fd"));
    }
    let key = (file, fd_of(fd));
    let found = kernel.epolls.get(epoll).position(key);
    let interest = Interest { file, fd: key.1, events: events & !WAKEUP | POLLERR | POLLHUP, data };
    match (operation, found) {
        (ADD, Some(_)) => return Err(Refusal::Fail(Errno::Eexist, Why::Errno)),
        (DELETE | MODIFY, None) => return Err(Refusal::Fail(Errno::Enoent, Why::Errno)),
        (ADD, None) => {
            if kernel.leads_to(file, epoll, 0) {
                return Err(Refusal::fail(Errno::Eloop));
            }
            kernel.epolls.get_mut(epoll).interests.push(interest);
        }
        (DELETE, Some(at)) => {
            let epoll = kernel.epolls.get_mut(epoll);
            epoll.interests.remove(at);
            epoll.ready.retain(|ready| *ready != key);
            return Ok(0);
        }
        (MODIFY, Some(at)) => {
            let old = kernel.epolls.get(epoll).interests[at];
            if (old.events | events) & EXCLUSIVE != 0 {
                return Err(Refusal::bad("event"));
            }
            kernel.epolls.get_mut(epoll).interests[at] = interest;
        }
        _ => return Err(Refusal::bad("op")),
    }
    // What is ready already is reported once, edge-triggered or not.
    if interest.watches(kernel.readiness(file)) && kernel.epolls.get_mut(epoll).mark_ready(key) {
        kernel.wake_epoll(epoll);
    }
    Ok(0)
}

pub(crate) fn epoll_pwait(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [epfd, events, most, timeout_ms, mask, size] = args;
    with_mask(kernel, caller, (mask, size), |kernel| {
        let deadline_ns = match (caller.resume, timeout_ms as i32) {
            (Resume::Until { deadline_ns }, _) => deadline_ns,
            (_, ..0) => None,
            (_, ms) => Some(kernel.now_ns().saturating_add(ms as u64 * 1_000_000)),
        };
        wait(kernel, caller, (epfd, events, most as i32), deadline_ns)
    })
}

pub(crate) fn epoll_pwait2(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [epfd, events, most, timeout, mask, size] = args;
    with_mask(kernel, caller, (mask, size), |kernel| {
        let deadline_ns = deadline(kernel, caller, timeout, Counts::FromNow)?;
        wait(kernel, caller, (epfd, events, most as i32), deadline_ns)
    })
}

fn wait(
    kernel: &mut Kernel,
    caller: &Caller,
    (epfd, events, most): (u64, u64, i32),
    deadline_ns: Option<u64>,
) -> Step {
    if most <= 0 {
        return Err(Refusal::bad("maxevents"));
    }
    let file = file_of(kernel, caller, epfd)?;
    let epoll = epoll_of(kernel, file)?;
    kernel.note_expired_timers(epoll);
    let reported = collect(kernel, epoll, most as usize);
    let mut bytes = vec![0; reported.len() * EVENT];
    for (event, (ready, data)) in bytes.chunks_exact_mut(EVENT).zip(&reported) {
        event[..4].copy_from_slice(&ready.to_le_bytes());
        event[8..].copy_from_slice(&data.to_le_bytes());
    }
    if !reported.is_empty() {
        kernel.copy_to_user(caller, events, &bytes)?;
        let user = Place::User { process: caller.process, address: events };
        kernel.ledger(caller, Place::Kernel, user, bytes.len() as u64);
        // `ep_done_scan`: what stays on the list is somebody else's chance.
        if !kernel.epolls.get(epoll).ready.is_empty() {
            let waiters = kernel.epolls.get(epoll).waiters;
            kernel.wake_one(waiters, Some(caller.thread));
        }
        return Ok(reported.len() as i64);
    }
    if deadline_ns.is_some_and(|deadline| deadline <= kernel.now_ns()) {
        return Ok(0);
    }
    let epoll = kernel.epolls.get(epoll);
    let waiters = epoll.waiters;
    let sources = epoll.interests.iter().filter_map(|one| kernel.files.get(one.file).kind.source());
    let timer = sources.filter_map(|source| kernel.next_expiration(source)).min();
    Err(Refusal::Sleep(Sleep {
        resume: Resume::Until { deadline_ns },
        on: vec![waiters],
        deadline_ns: [deadline_ns, timer].into_iter().flatten().min(),
        reason: SleepReason::Poll,
    }))
}

/// `ep_send_events`: looks at what may be ready; level-triggered entries go back to the end of the list.
fn collect(kernel: &mut Kernel, epoll: Id<Epoll>, most: usize) -> Vec<(u32, u64)> {
    let mut reported = Vec::new();
    for _ in 0..kernel.epolls.get(epoll).ready.len() {
        if reported.len() == most {
            break;
        }
        let Some(key) = kernel.epolls.get_mut(epoll).ready.pop_front() else { break };
        let Some(at) = kernel.epolls.get(epoll).position(key) else { continue };
        let interest = kernel.epolls.get(epoll).interests[at];
        let ready = kernel.readiness(interest.file) & interest.events & !PRIVATE;
        if ready == 0 {
            continue;
        }
        reported.push((ready, interest.data));
        let epoll = kernel.epolls.get_mut(epoll);
        if interest.events & ONE_SHOT != 0 {
            epoll.interests[at].events &= PRIVATE;
        } else if interest.events & EDGE == 0 {
            epoll.ready.push_back(key);
        }
    }
    reported
}

impl Kernel {
    /// An object has changed: interests in it become candidates, and sleepers are told (`ep_poll_callback`).
    pub(super) fn move_to_ready_lists(&mut self, source: Source, events: u32) {
        let mut concerned = Vec::new();
        for (id, epoll) in self.epolls.iter() {
            for interest in &epoll.interests {
                let is_of = self.files.get(interest.file).kind.source() == Some(source);
                if is_of && interest.watches(events) {
                    concerned.push((id, *interest));
                }
            }
        }
        let mut exclusive_done = false;
        for (id, interest) in concerned {
            let is_exclusive = interest.events & EXCLUSIVE != 0;
            if is_exclusive && exclusive_done {
                continue;
            }
            let epoll = self.epolls.get_mut(id);
            epoll.mark_ready(interest.key());
            let waiters = epoll.waiters;
            exclusive_done |= is_exclusive && !self.queues.get(waiters).waiters.is_empty();
            self.wake_epoll(id);
        }
    }

    /// Something on its ready list: one sleeper of epoll_wait(2) looks, and so does who watches the instance itself.
    fn wake_epoll(&mut self, epoll: Id<Epoll>) {
        let waiters = self.epolls.get(epoll).waiters;
        let by = self.acting_thread();
        self.wake_one(waiters, by);
        self.readiness_changed(Source::Special(Special::Epoll(epoll)), READABLE);
    }

    pub(super) fn has_ready_interest(&self, epoll: Id<Epoll>) -> bool {
        let epoll = self.epolls.get(epoll);
        epoll.ready.iter().any(|key| {
            epoll.position(*key).is_some_and(|at| {
                let interest = &epoll.interests[at];
                interest.watches(self.readiness(interest.file))
            })
        })
    }

    /// Timers expire without anybody acting: they are noticed when somebody looks.
    fn note_expired_timers(&mut self, id: Id<Epoll>) {
        let epoll = self.epolls.get(id);
        let is_expired = |interest: &&Interest| match self.files.get(interest.file).kind {
            FileKind::Special(Special::Timer(timer)) => {
                self.expirations(timer) > 0 && interest.watches(READABLE)
            }
            _ => false,
        };
        let expired: Vec<_> =
            epoll.interests.iter().filter(is_expired).map(Interest::key).collect();
        for (file, fd) in expired {
            let FileKind::Special(Special::Timer(timer)) = self.files.get(file).kind else {
                continue;
            };
            if self.take_notice(timer) {
                self.epolls.get_mut(id).mark_ready((file, fd));
            }
        }
    }

    /// A description is gone: nothing watches it any more.
    pub(crate) fn forget_interests(&mut self, file: Id<OpenFile>) {
        let watching: Vec<Id<Epoll>> = self
            .epolls
            .iter()
            .filter(|(_, epoll)| epoll.interests.iter().any(|interest| interest.file == file))
            .map(|(id, _)| id)
            .collect();
        for id in watching {
            let epoll = self.epolls.get_mut(id);
            epoll.interests.retain(|interest| interest.file != file);
            epoll.ready.retain(|(ready, _)| *ready != file);
        }
    }

    /// The last description of an instance is gone.
    pub(crate) fn drop_epoll(&mut self, epoll: Id<Epoll>) {
        if let Some(gone) = self.epolls.remove(epoll) {
            self.drop_queue(gone.waiters);
        }
    }

    /// Whether watching `file` would close a circle of instances, or a chain of more than five.
    fn leads_to(&self, file: Id<OpenFile>, epoll: Id<Epoll>, depth: u32) -> bool {
        let FileKind::Special(Special::Epoll(inner)) = self.files.get(file).kind else {
            return false;
        };
        let watched = &self.epolls.get(inner).interests;
        inner == epoll
            || depth > 4
            || watched.iter().any(|one| self.leads_to(one.file, epoll, depth + 1))
    }
}

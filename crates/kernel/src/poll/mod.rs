//! Readiness: one place knows what can be read and written, and tells those who wait for it.
//!
//! [`Kernel::readiness`] answers for one description without changing anything. Objects announce changes through
//! `Kernel::readiness_changed`, which wakes sleepers of poll(2) and select(2) and moves ready lists of epoll(7).

mod calls;
mod counter;
mod epoll;
mod signals;
mod timer;

use alloc::collections::BTreeMap;

use vitrine_abi::files::O_ACCMODE;

use crate::fd::{FileKind, OpenFile, Special};
use crate::fs::Content;
use crate::kernel::Kernel;
use crate::pipe::Pipe;
use crate::table::Id;
use crate::wait::WaitQueue;

pub use counter::Counter;
pub use epoll::{Epoll, Interest};
pub use signals::SignalFile;
pub use timer::TimerFile;

pub(crate) use calls::{ppoll, pselect6};
pub(crate) use counter::{eventfd2, read_counter, write_counter};
pub(crate) use epoll::{epoll_create1, epoll_ctl, epoll_pwait, epoll_pwait2};
pub(crate) use signals::{read_signals, signalfd4};
pub(crate) use timer::{read_timer, timerfd_create, timerfd_gettime, timerfd_settime};

/// There is something to read.
pub const POLLIN: u32 = 0x1;
/// There is something urgent to read.
pub const POLLPRI: u32 = 0x2;
/// There is room to write.
pub const POLLOUT: u32 = 0x4;
/// An error; the read end of a pipe is gone.
pub const POLLERR: u32 = 0x8;
/// The other side is gone.
pub const POLLHUP: u32 = 0x10;
/// The descriptor is not open.
pub const POLLNVAL: u32 = 0x20;
/// As [`POLLIN`].
pub const POLLRDNORM: u32 = 0x40;
/// As [`POLLOUT`].
pub const POLLWRNORM: u32 = 0x100;
/// The other side will write no more.
pub const POLLRDHUP: u32 = 0x2000;

pub(crate) const READABLE: u32 = POLLIN | POLLRDNORM;
pub(crate) const WRITABLE: u32 = POLLOUT | POLLWRNORM;

/// An object whose readiness changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A pipe or FIFO.
    Pipe(Id<Pipe>),
    /// The terminal, or the host's pipes in its place.
    Terminal,
    /// A socket and the like.
    Special(Special),
}

/// Who waits for readiness. Queues are made when somebody sleeps.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Pollers {
    queues: BTreeMap<Source, Id<WaitQueue>>,
}

impl FileKind {
    /// The object behind it, if its readiness ever changes.
    pub(crate) fn source(self) -> Option<Source> {
        match self {
            FileKind::PipeRead(pipe) | FileKind::PipeWrite(pipe) | FileKind::PipeBoth(pipe) => {
                Some(Source::Pipe(pipe))
            }
            FileKind::Terminal | FileKind::HostInput | FileKind::HostOutput(_) => {
                Some(Source::Terminal)
            }
            FileKind::Special(special) => Some(Source::Special(special)),
            FileKind::Inode(_) => None,
        }
    }
}

impl Kernel {
    /// What a description is ready for, as poll(2) tells it.
    pub fn readiness(&self, file: Id<OpenFile>) -> u32 {
        let file = self.files.get(file);
        match file.kind {
            FileKind::PipeRead(pipe) => self.pipe_readiness(pipe, true, false),
            FileKind::PipeWrite(pipe) => self.pipe_readiness(pipe, false, true),
            FileKind::PipeBoth(pipe) => self.pipe_readiness(pipe, true, true),
            FileKind::Terminal | FileKind::HostInput => {
                let is_terminal = file.kind == FileKind::Terminal;
                let can_write = is_terminal && file.flags & O_ACCMODE != 0;
                let has_input = self.terminal.peek(is_terminal, 1).is_some();
                let input = if has_input { READABLE } else { 0 };
                let ended = !is_terminal && has_input && self.terminal.host_input.queued() == 0;
                match (ended, can_write) {
                    (true, _) => POLLHUP,
                    (false, true) => input | WRITABLE,
                    (false, false) => input,
                }
            }
            FileKind::HostOutput(_) => WRITABLE,
            // "Regular files always poll TRUE for reading and writing": poll(3p).
            FileKind::Inode(_) => READABLE | WRITABLE,
            FileKind::Special(special) => self.special_readiness(special),
        }
    }

    fn special_readiness(&self, special: Special) -> u32 {
        match special {
            Special::Socket(socket) => self.socket_readiness(socket),
            Special::Epoll(epoll) => {
                if self.has_ready_interest(epoll) {
                    READABLE
                } else {
                    0
                }
            }
            Special::Counter(counter) => self.counters_of_events.get(counter).readiness(),
            Special::Signals(file) => {
                if self.has_signal_to_read(file) {
                    POLLIN
                } else {
                    0
                }
            }
            Special::Queue(queue) => self.ipc.named.get(queue).readiness(),
            Special::Process(pid) => self.process_readiness(pid),
            Special::Timer(timer) => {
                if self.expirations(timer) > 0 {
                    POLLIN
                } else {
                    0
                }
            }
        }
    }

    /// `pipe_poll` of fs/pipe.c.
    fn pipe_readiness(&self, id: Id<Pipe>, reads: bool, writes: bool) -> u32 {
        let pipe = self.pipes.get(id);
        let mut ready = 0;
        if reads {
            if !pipe.is_empty() {
                ready |= READABLE;
            }
            if pipe.writers == 0 {
                ready |= POLLHUP;
            }
        }
        if writes {
            if !pipe.is_full() {
                ready |= WRITABLE;
            }
            if pipe.readers == 0 {
                ready |= POLLERR;
            }
        }
        ready
    }

    /// Whether epoll(7) can watch it: what is always ready cannot be watched.
    pub(crate) fn can_be_watched(&self, file: Id<OpenFile>) -> bool {
        match self.files.get(file).kind {
            FileKind::Inode(inode) => matches!(self.fs.inode(inode).content, Content::Fifo(_)),
            FileKind::PipeRead(_)
            | FileKind::PipeWrite(_)
            | FileKind::PipeBoth(_)
            | FileKind::Terminal
            | FileKind::HostInput
            | FileKind::HostOutput(_)
            | FileKind::Special(_) => true,
        }
    }

    /// Where those sleep who wait until this object becomes ready.
    pub(crate) fn poll_queue(&mut self, source: Source) -> Id<WaitQueue> {
        if let Some(queue) = self.pollers.queues.get(&source) {
            return *queue;
        }
        let queue = match source {
            Source::Terminal => self.terminal.readable,
            Source::Pipe(_) | Source::Special(_) => self.new_queue(),
        };
        self.pollers.queues.insert(source, queue);
        queue
    }

    /// An object became ready for `events`, or lost its other side: whoever waits for that looks again.
    pub(crate) fn readiness_changed(&mut self, source: Source, events: u32) {
        let by = self.acting_thread();
        if let Some(queue) = self.pollers.queues.get(&source).copied() {
            self.wake_all(queue, by);
        }
        if !self.epolls.is_empty() {
            self.move_to_ready_lists(source, events);
        }
    }

    /// The object is gone: nobody can wait for it any more.
    pub(crate) fn forget_source(&mut self, source: Source) {
        let Some(queue) = self.pollers.queues.remove(&source) else { return };
        if source != Source::Terminal {
            let by = self.acting_thread();
            self.wake_all(queue, by);
            self.drop_queue(queue);
        }
    }
}

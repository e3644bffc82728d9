//! Descriptors: a process's table of numbers, and the open file descriptions they refer to.
//!
//! Two descriptors that refer to one description share its offset and status flags: open(2). The
//! doors through which references come and go are in `doors.rs`.

mod doors;

use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::files::{O_ACCMODE, O_APPEND, O_NONBLOCK, O_RDONLY, O_WRONLY};
use vitrine_abi::{Fd, Pid};

use crate::fs::Inode;
use crate::ipc::NamedQueue;
use crate::net::Socket;
use crate::pipe::Pipe;
use crate::poll::{Counter, Epoll, SignalFile, TimerFile};
use crate::table::Id;

pub(crate) use doors::{Executable, host_ino};

/// Descriptors of one or more processes: clone(2) with `CLONE_FILES` shares a table.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct FdTable {
    /// By number; trailing free numbers are cut off.
    pub entries: Vec<Option<FdEntry>>,
    /// Processes that use it.
    pub users: u32,
}

/// One descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FdEntry {
    /// What it refers to.
    pub file: Id<OpenFile>,
    /// Whether execve(2) closes it.
    pub cloexec: bool,
}

impl FdTable {
    /// The descriptor, if it is open.
    pub fn get(&self, fd: Fd) -> Option<FdEntry> {
        *self.entries.get(usize::try_from(fd.0).ok()?)?
    }

    /// All open descriptors in order.
    pub fn iter(&self) -> impl Iterator<Item = (Fd, FdEntry)> {
        let numbered = self.entries.iter().enumerate();
        numbered.filter_map(|(number, entry)| Some((Fd(number as i32), (*entry)?)))
    }

    /// The lowest free number from `from` on.
    pub fn lowest_free(&self, from: Fd) -> Fd {
        let mut number = from.0.max(0) as usize;
        while self.entries.get(number).is_some_and(Option::is_some) {
            number += 1;
        }
        Fd(number as i32)
    }

    /// Sets or clears an entry; `fd` is not negative.
    pub(crate) fn set(&mut self, fd: Fd, entry: Option<FdEntry>) {
        let number = fd.0 as usize;
        if self.entries.len() <= number {
            self.entries.resize(number + 1, None);
        }
        self.entries[number] = entry;
        while self.entries.last().is_some_and(Option::is_none) {
            self.entries.pop();
        }
    }
}

/// An open file description: what open(2), pipe2(2) and relatives make.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct OpenFile {
    /// What it is open on.
    pub kind: FileKind,
    /// Access mode and status flags, as `F_GETFL` tells them.
    pub flags: u32,
    /// Where the next read(2) or write(2) starts, in bytes; for a directory, where getdents64(2)
    /// goes on.
    pub offset: u64,
    /// Descriptors that refer to it.
    pub refs: u32,
    /// The file in the tree; none for what has no name.
    pub inode: Option<Id<Inode>>,
    /// The name it was opened under, as `/proc/self/fd` shows it.
    pub path: Arc<[u8]>,
}

/// What a description is open on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// The read end of a pipe or FIFO.
    PipeRead(Id<Pipe>),
    /// The write end of a pipe or FIFO.
    PipeWrite(Id<Pipe>),
    /// A FIFO opened with `O_RDWR`: both ends.
    PipeBoth(Id<Pipe>),
    /// A regular file, a directory or a memory device.
    Inode(Id<Inode>),
    /// The terminal.
    Terminal,
    /// What the host feeds to stdin; looks like the read end of a pipe.
    HostInput,
    /// Where the host collects stdout or stderr; looks like the write end of a pipe.
    HostOutput(Stream),
    /// A socket, or another object that only has a descriptor.
    Special(Special),
}

/// Objects that only have a descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Special {
    /// socket(2).
    Socket(Id<Socket>),
    /// epoll_create(2).
    Epoll(Id<Epoll>),
    /// eventfd(2).
    Counter(Id<Counter>),
    /// timerfd_create(2).
    Timer(Id<TimerFile>),
    /// signalfd(2).
    Signals(Id<SignalFile>),
    /// mq_open(3).
    Queue(Id<NamedQueue>),
    /// pidfd_open(2).
    Process(Pid),
}

/// An output that the host can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
    /// The terminal: both, and the echo of what was typed.
    Terminal,
}

impl OpenFile {
    /// A description to which no descriptor refers yet.
    pub(crate) fn new(kind: FileKind, flags: u32, path: &[u8]) -> Self {
        let inode = match kind {
            FileKind::Inode(inode) => Some(inode),
            FileKind::PipeRead(_)
            | FileKind::PipeWrite(_)
            | FileKind::PipeBoth(_)
            | FileKind::Terminal
            | FileKind::HostInput
            | FileKind::HostOutput(_)
            | FileKind::Special(_) => None,
        };
        OpenFile { kind, flags, offset: 0, refs: 0, inode, path: path.into() }
    }

    /// Whether read(2) is allowed.
    pub fn is_readable(&self) -> bool {
        self.flags & O_ACCMODE != O_WRONLY
    }

    /// Whether write(2) is allowed.
    pub fn is_writable(&self) -> bool {
        self.flags & O_ACCMODE != O_RDONLY
    }

    /// Whether a call that would sleep fails instead.
    pub fn is_nonblocking(&self) -> bool {
        self.flags & O_NONBLOCK != 0
    }

    /// Whether each write goes to the end.
    pub fn is_append(&self) -> bool {
        self.flags & O_APPEND != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_number_is_given_and_the_tail_is_cut() {
        let entry = Some(FdEntry { file: Id::from_number(1), cloexec: false });
        let mut table = FdTable::default();
        for fd in 0..4 {
            table.set(Fd(fd), entry);
        }
        table.set(Fd(1), None);
        assert_eq!(table.lowest_free(Fd(0)), Fd(1));
        assert_eq!(table.lowest_free(Fd(2)), Fd(4));
        assert_eq!(table.lowest_free(Fd(10)), Fd(10));
        table.set(Fd(3), None);
        table.set(Fd(2), None);
        assert_eq!(table.entries.len(), 1);
        assert_eq!(table.get(Fd(-1)), None);
    }
}

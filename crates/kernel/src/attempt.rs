//! What one attempt at a system call can come to, and what a sleeper remembers.
//!
//! A call is an *attempt* that is done, fails or sleeps. A sleeper keeps its decoded call and a
//! small [`Resume`]; waking means trying again, with all checks repeated, as Linux's wait loops do.

use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Fd, Pid, Signal, Tid};

use crate::fd::OpenFile;
use crate::ipc::IpcWait;
use crate::locks::Owner;
use crate::net::Socket;
use crate::pipe::Pipe;
use crate::table::Id;
use crate::wait::WaitQueue;

/// The outcome of one attempt at a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Attempt {
    /// The call is over and returns this value.
    Done(i64),
    /// The program's call fails, as on Linux, for a reason that can be said in words.
    Fail(Errno, Why),
    /// The thread waits and will try again.
    Sleep(Sleep),
    /// The call leaves no return value: the thread ended, or its registers were set anew.
    NoReturn,
    /// Vitrine does not simulate this; the run stops and says so.
    Unsupported(Unsupported),
}

/// Something that Linux would do and Vitrine does not simulate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unsupported {
    /// What it is, in the manual's words: `"pipe2: O_DIRECT"`.
    pub what: String,
}

impl Unsupported {
    /// A call, or a part of one, in the manual's words.
    pub fn new(what: impl Into<String>) -> Self {
        Unsupported { what: what.into() }
    }
}

/// What a thread waits for inside a call.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Sleep {
    /// How far the call had got.
    pub resume: Resume,
    /// The queues that will wake it; empty for a pure time-out.
    pub on: Vec<Id<WaitQueue>>,
    /// Virtual time (ns since boot) at which it wakes by itself.
    pub deadline_ns: Option<u64>,
    /// What it waits for, for the sentence and the wait-for graph.
    pub reason: SleepReason,
}

/// How far a call had got when it went to sleep: what must not be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resume {
    /// Every check is made again.
    FromStart,
    /// This many bytes were already written or read.
    Moved {
        /// Bytes so far.
        done: usize,
    },
    /// The deadline was fixed by the first attempt.
    Until {
        /// Virtual time in ns since boot; `None` waits for ever.
        deadline_ns: Option<u64>,
    },
    /// clone(2) has made this child and waits until it lets go of the shared memory.
    Created {
        /// The child.
        child: Pid,
    },
}

/// What a blocked thread waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SleepReason {
    /// read(2) on an empty pipe with open write ends.
    PipeEmpty(Id<Pipe>),
    /// write(2) to a full pipe.
    PipeFull(Id<Pipe>),
    /// read(2) on a terminal without a line of input.
    TerminalInput,
    /// wait4(2) while no child has changed state; `None` is any child.
    Child(Option<Pid>),
    /// nanosleep(2) and relatives.
    Time,
    /// A job of a workload does I/O.
    Io,
    /// pause(2), sigsuspend(2): until a signal.
    Signal,
    /// vfork(2): until the child calls execve(2) or exits.
    Vfork(Pid),
    /// futex(2) on this user address.
    Futex(u64),
    /// poll(2), select(2) without a ready descriptor.
    Poll,
    /// open(2) of a FIFO without a partner.
    FifoPartner(Id<Pipe>),
    /// A System V or POSIX object that is not as it should be.
    Ipc(IpcWait),
    /// fcntl(2) or flock(2) while this owner's lock is in the way.
    FileLock(Owner),
    /// recv(2) from a socket that has received nothing.
    SocketEmpty(Id<Socket>),
    /// send(2) when the receiver has no room; the socket that waits, or the receiver of datagrams.
    SocketFull(Id<Socket>),
    /// accept(2) without a connection.
    SocketAccept(Id<Socket>),
    /// connect(2) to a listener whose backlog is full.
    SocketConnect(Id<Socket>),
}

/// Why a sleeper was woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WakeReason {
    /// An object announced a change on this queue; `by` is the thread that caused it.
    Queue {
        /// The queue.
        queue: Id<WaitQueue>,
        /// The thread whose action woke it; `None` for a device or the kernel itself.
        by: Option<Tid>,
    },
    /// The deadline passed.
    TimedOut,
    /// A signal interrupts the sleep.
    Signal(Signal),
}

/// Why a call failed, for people. Texts in each language live with the views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The errno's own text says all there is.
    Errno,
    /// This descriptor is not open (or not for this direction).
    BadFd(Fd),
    /// The descriptor is open, but not for reading or not for writing.
    WrongMode(Fd),
    /// The pipe has no reader left.
    NoReaders(Id<Pipe>),
    /// The pipe is empty and the description is non-blocking.
    PipeEmpty(Id<Pipe>),
    /// The pipe has no room and the description is non-blocking.
    PipeFull(Id<Pipe>),
    /// No such path; the component that is missing.
    NoEntry(String),
    /// This path is taken.
    Exists(String),
    /// A user pointer points nowhere the call may go.
    BadAddress(u64),
    /// The caller has no child that fits.
    NoChild,
    /// No memory, or a limit was reached; which.
    Limit(&'static str),
    /// An argument has a value that the call does not take; which.
    BadArgument(&'static str),
    /// The description cannot do that (seek on a pipe, read on a directory).
    WrongKind(Id<OpenFile>),
    /// A signal came while the call slept.
    Interrupted(Signal),
    /// No process or thread with this number.
    NoProcess(i32),
    /// A background job may not use the terminal, and a stop would help nothing.
    BackgroundJob,
    /// The futex word has this value, not the expected one.
    ValueChanged(u32),
    /// The credentials do not suffice.
    Permission,
}

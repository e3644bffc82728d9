//! Plain data about synchronisation: the objects in a program's memory, and who waits for whom.

use alloc::string::String;
use alloc::vec::Vec;

use crate::{ObjectRef, ThreadState};

/// What a synchronisation object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SyncKind {
    /// `pthread_mutex_t`
    Mutex,
    /// `pthread_cond_t`
    Condition,
    /// `pthread_rwlock_t`
    ReadWriteLock,
    /// `pthread_barrier_t`
    Barrier,
    /// `sem_t`
    Semaphore,
    /// `pthread_spinlock_t`
    Spinlock,
    /// `pthread_once_t`
    Once,
}

/// How a thread has an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It alone.
    Owns,
    /// As one of its readers.
    Reads,
    /// It took a semaphore and has not posted it since: a fact, not a right.
    Took,
}

/// A thread that has an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub tid: i32,
    /// How often.
    pub count: u32,
    /// In which way.
    pub hold: Hold,
}

/// A synchronisation object in a program's memory.
#[derive(Clone, Debug, PartialEq)]
pub struct SyncObject {
    /// As C writes it: `forks[2]`, `account->lock`.
    pub name: String,
    /// The function whose local variable leads to it; empty for globals.
    pub function: String,
    /// The process in whose memory it was found (shared memory has others too).
    pub pid: i32,
    /// Where it is there.
    pub address: u64,
    /// What it is.
    pub kind: SyncKind,
    /// "recursive", "robust" and so on.
    pub attributes: Vec<String>,
    /// Its state in words.
    pub state: String,
    /// Who has it.
    pub holders: Vec<Holder>,
    /// Who waits for it, in the order in which they would be woken.
    pub waiters: Vec<i32>,
    /// Of a condition variable: the mutex that each waiter will want again.
    pub returns_to: Vec<(i32, String)>,
}

/// Something for which a thread can wait: what a node of the graph is called by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// A synchronisation object, or a bare futex word: process and address.
    Memory {
        /// In whose memory.
        pid: i32,
        /// Where.
        address: u64,
    },
    /// The end of a thread: pthread_join(3).
    ThreadEnd(i32),
    /// The end of a child.
    ProcessEnd(i32),
    /// The end of any child of this process.
    AnyChild(i32),
    /// Bytes in a pipe, or room.
    Pipe(u32),
    /// Somebody at the other end of a FIFO.
    FifoPartner(u32),
    /// Locks on this inode.
    FileLock(u32),
    /// A System V semaphore set.
    Semaphores(i32),
    /// A System V message queue.
    Messages(i32),
    /// A POSIX message queue.
    NamedQueue(u32),
    /// A socket.
    Socket(u32),
    /// Input from outside.
    Terminal,
    /// The descriptors that this thread watches.
    Descriptors(i32),
    /// A signal to this thread.
    Signal(i32),
    /// Time passes for this thread.
    Time(i32),
}

impl Resource {
    /// It as something that can be selected.
    pub fn object(self) -> Option<ObjectRef> {
        match self {
            Resource::Memory { pid, address } => Some(ObjectRef::Memory(pid, address)),
            Resource::ThreadEnd(tid) => Some(ObjectRef::Thread(tid)),
            Resource::ProcessEnd(pid) => Some(ObjectRef::Process(pid)),
            Resource::Pipe(pipe) | Resource::FifoPartner(pipe) => Some(ObjectRef::Pipe(pipe)),
            Resource::FileLock(inode) => Some(ObjectRef::Inode(inode)),
            Resource::Terminal => Some(ObjectRef::Terminal),
            Resource::AnyChild(_)
            | Resource::Semaphores(_)
            | Resource::Messages(_)
            | Resource::NamedQueue(_)
            | Resource::Socket(_)
            | Resource::Descriptors(_)
            | Resource::Signal(_)
            | Resource::Time(_) => None,
        }
    }
}

/// Who waits for whom and for what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// Threads by tid, then what they wait for and hold. Edges name them by index.
    pub nodes: Vec<Node>,
    /// Of both graphs: wait-for (thread to thread) and resource allocation (with objects).
    pub edges: Vec<Edge>,
    /// Threads that nothing inside the machine can ever wake.
    pub stuck: Vec<i32>,
    /// Circles of threads, each waiting for the next one.
    pub cycles: Vec<Cycle>,
    /// The four conditions of Coffman, Elphick and Shoshani ("System deadlocks", 1971), evaluated on the first circle or,
    /// without one, on all who wait; empty if nobody waits for another.
    pub coffman: Vec<Condition>,
    /// What can happen next.
    pub outlook: Outlook,
    /// The same in a sentence.
    pub outlook_text: String,
}

/// A node of the graph.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A thread.
    Thread {
        /// Its number.
        tid: i32,
        /// Its process.
        pid: i32,
        /// What it is doing.
        state: ThreadState,
        /// Whether nothing inside the machine can ever wake it.
        stuck: bool,
        /// When it wakes by itself.
        deadline_ns: Option<u64>,
        /// Why it waits, in a sentence; empty if it does not.
        why: String,
    },
    /// Something that is waited for or held.
    Object {
        /// Which.
        resource: Resource,
        /// What kind of object of a program it is.
        kind: Option<SyncKind>,
        /// Its name in words: "mutex `a`".
        label: String,
        /// How many can have it at once, where that is a number.
        instances: Option<u32>,
    },
}

/// An edge: indices of [`Graph::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// From this node
    pub from: usize,
    /// to this one.
    pub to: usize,
    /// What it says.
    pub kind: EdgeKind,
}

/// What an edge says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeKind {
    /// Thread to thread: `to` could let `from` go on. Of one `group` one thread is enough (OR); of all groups one is needed
    /// (AND).
    WaitsFor {
        /// Which of the needs of `from`.
        group: u32,
        /// The state names `to` (an owner, a descriptor); otherwise it is just one of those who might.
        certain: bool,
    },
    /// Thread to object: it waits for it.
    Requests,
    /// Object to thread: it has it, so often.
    Assigned {
        /// Instances.
        count: u32,
        /// In which way.
        hold: Hold,
    },
    /// Object to thread: it could serve those who wait (the write end of a pipe).
    Serves,
}

/// A circle of threads, each waiting for the next one and the last for the first.
#[derive(Clone, Debug, PartialEq)]
pub struct Cycle {
    /// The threads, the lowest number first.
    pub threads: Vec<i32>,
    /// What each of them waits for.
    pub resources: Vec<Resource>,
    /// None of them can ever go on: no alternative and no deadline leads out.
    pub deadlock: bool,
    /// The state names each next thread; otherwise some are only among those who might.
    pub certain: bool,
    /// The circle in words.
    pub text: String,
}

/// Which of the four conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionKind {
    /// Only one can have the resource at a time.
    MutualExclusion,
    /// Who has one waits for another.
    HoldAndWait,
    /// It cannot be taken away.
    NoPreemption,
    /// They wait in a circle.
    CircularWait,
}

/// A condition for deadlock, evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Which.
    pub kind: ConditionKind,
    /// Whether it is met.
    pub holds: bool,
    /// Why, in a sentence.
    pub why: String,
}

/// What can happen next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outlook {
    /// Some thread can run.
    #[default]
    GoesOn,
    /// All sleep, and time will wake one.
    Timer {
        /// A thread, or the process that a timer signals.
        who: i32,
        /// When, in ns since boot.
        at_ns: u64,
    },
    /// All sleep, and input would wake one.
    Input,
    /// Who is not asleep is stopped: only a SIGCONT from outside helps.
    Stopped,
    /// All wait for signals, and nobody is left to send one.
    Signals,
    /// Everything sleeps, and nothing can happen.
    Nothing,
    /// Nobody is left.
    Ended,
}

//! Interprocess communication by identifiers and names: System V messages, semaphores and shared memory (sysvipc(7)),
//! and POSIX message queues (mq_overview(7)).

mod identifier;
mod message;
mod named;
mod named_calls;
mod segment;
mod semaphore;
mod undo;

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::table::{Id, Table};

pub use identifier::{Identifiers, Permissions};
pub use message::{Letter, MessageQueue};
pub use named::{NamedLetter, NamedQueue, Notification, NotifiedBy};
pub use segment::Segment;
pub use semaphore::{SemaphoreSet, Waiting};
pub use undo::Undo;

pub(crate) use message::{msgctl, msgget, msgrcv, msgsnd};
pub(crate) use named_calls::{
    mq_getsetattr, mq_notify, mq_open, mq_timedreceive, mq_timedsend, mq_unlink,
};
pub(crate) use segment::{shmat, shmctl, shmdt, shmget};
pub(crate) use semaphore::{semctl, semget, semop, semtimedop};

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Ipc {
    /// msgget(2).
    pub messages: Identifiers<MessageQueue>,
    /// semget(2).
    pub semaphores: Identifiers<SemaphoreSet>,
    /// shmget(2).
    pub segments: Identifiers<Segment>,
    /// What exiting processes give back: SEM_UNDO.
    pub undo: Vec<Undo>,
    /// mq_open(3).
    pub named: Table<NamedQueue>,
    /// Names of POSIX queues.
    pub names: BTreeMap<Vec<u8>, Id<NamedQueue>>,
}

/// What a thread waits for in a call of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IpcWait {
    /// A message of the wanted type in this System V queue.
    Message(i32),
    /// Room in this System V queue.
    Room(i32),
    /// Semaphores of this set.
    Semaphores(i32),
    /// A message in this POSIX queue.
    NamedMessage(Id<NamedQueue>),
    /// Room in this POSIX queue.
    NamedRoom(Id<NamedQueue>),
}

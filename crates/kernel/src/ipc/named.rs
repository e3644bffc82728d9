//! POSIX message queues: the objects. mq_overview(7).

use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::{Pid, Signal};

use crate::fd::Special;
use crate::kernel::Kernel;
use crate::net::Socket;
use crate::poll::{READABLE, Source, WRITABLE};
use crate::signal::{Origin, SignalInfo};
use crate::table::Id;
use crate::wait::WaitQueue;

/// A message with its priority.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NamedLetter {
    /// 0 … 32,767; the highest is received first.
    pub priority: u32,
    /// Its text.
    pub bytes: Arc<[u8]>,
}

/// Who is told when a message arrives in an empty queue: mq_notify(3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Notification {
    /// The process.
    pub process: Pid,
    /// How.
    pub by: NotifiedBy,
}

/// How somebody is told: sigevent(3type).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotifiedBy {
    /// SIGEV_NONE.
    Nothing,
    /// SIGEV_SIGNAL, with `si_value`.
    Signal(Signal, u64),
    /// SIGEV_THREAD: the C library's thread waits for this cookie at a netlink socket.
    Socket(Id<Socket>, [u8; COOKIE]),
}

/// NOTIFY_COOKIE_LEN, ipc/mqueue.c.
pub(super) const COOKIE: usize = 32;
/// The last byte of the cookie that is sent.
const NOTIFY_WOKENUP: u8 = 1;
const NOTIFY_REMOVED: u8 = 2;

/// A queue.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct NamedQueue {
    /// Messages in the order of receiving.
    pub letters: Vec<NamedLetter>,
    /// `mq_maxmsg`.
    pub most_letters: u64,
    /// `mq_msgsize`.
    pub most_bytes: u64,
    /// Owner: uid and gid.
    pub owner: (u32, u32),
    /// Permission bits.
    pub mode: u32,
    /// Descriptions open on it; a queue without a name goes with the last.
    pub opens: u32,
    /// Whether it still has its name.
    pub is_named: bool,
    /// Who is told of the next message.
    pub notification: Option<Notification>,
    /// Who wait for a message.
    pub receivers: Id<WaitQueue>,
    /// Who wait for room.
    pub senders: Id<WaitQueue>,
}

impl NamedQueue {
    /// What poll(2) tells.
    pub(crate) fn readiness(&self) -> u32 {
        let mut ready = 0;
        if !self.letters.is_empty() {
            ready |= READABLE;
        }
        if (self.letters.len() as u64) < self.most_letters {
            ready |= WRITABLE;
        }
        ready
    }
}

impl Kernel {
    /// Puts a message in, behind those of its priority, and tells who waits.
    pub(super) fn post_letter(
        &mut self,
        id: Id<NamedQueue>,
        letter: NamedLetter,
        from: (Pid, u32),
    ) {
        let queue = self.ipc.named.get_mut(id);
        let was_empty = queue.letters.is_empty();
        let at = queue.letters.partition_point(|other| other.priority >= letter.priority);
        queue.letters.insert(at, letter);
        let receivers = queue.receivers;
        let by = self.acting_thread();
        // A sleeper in mq_receive takes it: then nobody is notified.
        let taken = self.wake_one(receivers, by);
        if was_empty && !taken {
            self.notify(id, from);
        }
        self.readiness_changed(Source::Special(Special::Queue(id)), READABLE);
    }

    fn notify(&mut self, id: Id<NamedQueue>, (pid, uid): (Pid, u32)) {
        const SI_MESGQ: i32 = -3;
        let Some(notification) = self.ipc.named.get_mut(id).notification.take() else { return };
        let process = notification.process;
        let (signal, value) = match notification.by {
            NotifiedBy::Nothing => return,
            NotifiedBy::Signal(signal, value) => (signal, value),
            NotifiedBy::Socket(..) => return self.send_cookie(notification, NOTIFY_WOKENUP),
        };
        if self.processes.find(process).is_some() {
            let origin = Origin::Value { pid, uid, value };
            let info = SignalInfo { signal, code: SI_MESGQ, origin };
            let by = self.acting_thread();
            self.post_signal(crate::signal::Target::Process(process), info, by);
        }
    }

    /// The last descriptor of a description is closed.
    pub(crate) fn close_named_queue(&mut self, id: Id<NamedQueue>) {
        self.ipc.named.get_mut(id).opens -= 1;
        self.drop_named_queue(id);
    }

    /// Takes the queue away if it has neither a name nor descriptions.
    pub(super) fn drop_named_queue(&mut self, id: Id<NamedQueue>) {
        let queue = self.ipc.named.get(id);
        if queue.is_named || queue.opens > 0 {
            return;
        }
        let (receivers, senders) = (queue.receivers, queue.senders);
        self.ipc.named.remove(id);
        self.drop_queue(receivers);
        self.drop_queue(senders);
    }

    /// A process that closes a queue is told no more of it.
    pub(crate) fn forget_notification(&mut self, id: Id<NamedQueue>, process: Pid) {
        let queue = self.ipc.named.get_mut(id);
        if let Some(notification) = queue.notification.take_if(|one| one.process == process) {
            self.send_cookie(notification, NOTIFY_REMOVED);
        }
    }

    /// SIGEV_THREAD: what happened goes to the socket, if that is still open.
    fn send_cookie(&mut self, notification: Notification, what: u8) {
        if let NotifiedBy::Socket(socket, mut cookie) = notification.by
            && self.sockets.find(socket).is_some()
        {
            cookie[COOKIE - 1] = what;
            self.give_netlink(socket, &cookie);
        }
    }
}

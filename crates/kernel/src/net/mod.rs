//! Sockets of one machine: UNIX sockets, TCP and UDP over its loopback interface, and what netlink(7) tells of that interface.
//! socket(7), unix(7), tcp(7), udp(7).
//!
//! What is sent arrives at once: loopback has no delay and loses nothing but datagrams for which there is no room.

mod address;
mod calls;
mod datagram;
mod find;
mod interface;
mod message;
mod netlink;
mod options;
mod rights;
mod stream;

use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid};

use crate::fd::{OpenFile, Special};
use crate::fs::Inode;
use crate::kernel::Kernel;
use crate::poll::{POLLERR, POLLHUP, POLLRDHUP, READABLE, Source, WRITABLE};
use crate::table::Id;
use crate::wait::WaitQueue;

pub use address::Address;
pub(crate) use calls::*;
pub(crate) use interface::interface_ioctl;
pub(crate) use message::*;
pub(crate) use netlink::netlink_socket;
pub(crate) use options::{getsockopt, setsockopt};

/// Payload that waits at most in one direction of a stream, and for a datagram socket: `net.core.wmem_default`.
/// Deviates: Linux counts its own bookkeeping too, so that less payload fits.
pub const BUFFER: usize = 212_992;
/// A datagram's largest payload over IP.
const UDP_MOST: usize = 65_507;

/// Protocol family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// AF_UNIX.
    Unix,
    /// AF_INET.
    Inet,
    /// AF_INET6.
    Inet6,
    /// AF_NETLINK, protocol NETLINK_ROUTE.
    Netlink,
}

impl Family {
    /// AF_…: bits/socket.h.
    pub fn number(self) -> u16 {
        match self {
            Family::Unix => 1,
            Family::Inet => 2,
            Family::Inet6 => 10,
            Family::Netlink => 16,
        }
    }
}

/// Type of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// SOCK_STREAM.
    Stream,
    /// SOCK_DGRAM.
    Datagram,
    /// SOCK_SEQPACKET (UNIX only): connected, with message boundaries.
    Packet,
}

/// What a socket is doing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Neither connected nor listening.
    Idle,
    /// listen(2): connections that wait for accept(2), oldest first.
    Listening {
        /// How many may wait.
        backlog: usize,
        /// The accepted ends.
        waiting: VecDeque<Id<Socket>>,
    },
    /// Connected to this socket; for datagrams a default receiver.
    Connected(Id<Socket>),
    /// Connected to an address of which no socket is known (UDP).
    Directed,
    /// It was connected, and the other socket is gone.
    Orphaned,
}

/// Who sent something: SCM_CREDENTIALS, SO_PEERCRED.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Identity {
    /// Process.
    pub pid: Pid,
    /// Effective user.
    pub uid: u32,
    /// Effective group.
    pub gid: u32,
}

/// Bytes under way, with what travels beside them.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Message {
    /// The payload.
    pub bytes: Arc<[u8]>,
    /// How many of them were read already (streams).
    pub taken: usize,
    /// Where it comes from.
    pub from: Address,
    /// SCM_RIGHTS: descriptions, each with a reference of its own.
    pub rights: Vec<Id<OpenFile>>,
    /// The sender.
    pub sender: Identity,
}

impl Message {
    /// What is left to read.
    pub fn rest(&self) -> &[u8] {
        &self.bytes[self.taken..]
    }
}

/// Settings of setsockopt(2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Settings {
    /// SO_REUSEADDR.
    pub reuse_address: bool,
    /// SO_REUSEPORT.
    pub reuse_port: bool,
    /// SO_BROADCAST.
    pub broadcast: bool,
    /// SO_KEEPALIVE.
    pub keep_alive: bool,
    /// SO_PASSCRED.
    pub pass_credentials: bool,
    /// TCP_NODELAY.
    pub no_delay: bool,
    /// IPV6_V6ONLY.
    pub v6_only: bool,
    /// SO_LINGER: on, seconds.
    pub linger: (u32, u32),
    /// SO_SNDBUF and SO_RCVBUF as getsockopt(2) tells them.
    pub buffers: (u32, u32),
    /// SO_RCVTIMEO and SO_SNDTIMEO in ns; 0 is for ever.
    pub timeouts_ns: (u64, u64),
}

/// A socket.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Socket {
    /// Protocol family.
    pub family: Family,
    /// Type.
    pub kind: Kind,
    /// What it does.
    pub state: State,
    /// Its own address.
    pub local: Address,
    /// The other side's.
    pub remote: Option<Address>,
    /// The inode of a UNIX socket that is bound to a path.
    pub inode: Option<Id<Inode>>,
    /// What has arrived.
    pub received: VecDeque<Message>,
    /// Nothing more will be received: shutdown(2), or the other side has ended.
    pub is_read_shut: bool,
    /// Nothing more may be sent.
    pub is_write_shut: bool,
    /// SO_ERROR: reported once.
    pub error: Option<Errno>,
    /// A non-blocking connect(2) whose success was not told yet.
    pub is_connecting: bool,
    /// Settings.
    pub settings: Settings,
    /// Who made it, or who connected.
    pub owner: Identity,
    /// Who is on the other side: SO_PEERCRED.
    pub peer_owner: Option<Identity>,
    /// Sleepers in read(2), recv(2), accept(2).
    pub readable: Id<WaitQueue>,
    /// Sleepers in write(2), send(2), connect(2).
    pub writable: Id<WaitQueue>,
}

impl Socket {
    /// Bytes that wait to be read.
    pub fn queued(&self) -> usize {
        self.received.iter().map(|message| message.rest().len()).sum()
    }

    /// Whether messages keep their boundaries.
    pub(crate) fn has_boundaries(&self) -> bool {
        self.kind != Kind::Stream
    }

    /// Whether it is one of TCP or UDP.
    pub(crate) fn is_internet(&self) -> bool {
        matches!(self.family, Family::Inet | Family::Inet6)
    }

    /// The socket it is connected to.
    pub fn peer(&self) -> Option<Id<Socket>> {
        match self.state {
            State::Connected(peer) => Some(peer),
            State::Idle | State::Listening { .. } | State::Directed | State::Orphaned => None,
        }
    }

    /// Datagrams that may wait at a UNIX socket: `net.unix.max_dgram_qlen` and one more.
    fn has_room_for(&self, bytes: usize) -> bool {
        if self.kind == Kind::Datagram && self.family == Family::Unix {
            return self.received.len() <= 10;
        }
        self.received.is_empty() || self.queued() + bytes <= BUFFER
    }
}

impl Kernel {
    /// What poll(2) tells of a socket: `tcp_poll`, `unix_poll`, `datagram_poll`.
    pub(crate) fn socket_readiness(&self, id: Id<Socket>) -> u32 {
        let socket = self.sockets.get(id);
        let mut ready = if socket.error.is_some() { POLLERR } else { 0 };
        if let State::Listening { waiting, .. } = &socket.state {
            return if waiting.is_empty() { ready } else { ready | READABLE };
        }
        if !socket.received.is_empty() || socket.is_read_shut {
            ready |= READABLE;
        }
        if socket.is_read_shut {
            ready |= POLLRDHUP;
        }
        let is_stream = socket.kind != Kind::Datagram;
        let is_idle = is_stream && socket.state == State::Idle;
        if (socket.is_read_shut && socket.is_write_shut) || is_idle {
            ready |= POLLHUP;
        }
        let has_room = match socket.peer() {
            Some(peer) => self.sockets.get(peer).has_room_for(1),
            // An unconnected TCP socket is "writable", a UNIX one too.
            None => true,
        };
        if has_room {
            ready |= WRITABLE;
        }
        ready
    }

    /// Tells everybody who waits for this socket that there is something to read, or an end.
    pub(crate) fn socket_became_readable(&mut self, id: Id<Socket>, more: u32) {
        let readable = self.sockets.get(id).readable;
        let by = self.acting_thread();
        self.wake_one(readable, by);
        self.readiness_changed(Source::Special(Special::Socket(id)), READABLE | more);
    }

    pub(crate) fn socket_became_writable(&mut self, id: Id<Socket>, more: u32) {
        let writable = self.sockets.get(id).writable;
        let by = self.acting_thread();
        self.wake_all(writable, by);
        self.readiness_changed(Source::Special(Special::Socket(id)), WRITABLE | more);
    }

    /// The other side has ended: everybody who sleeps looks again.
    pub(crate) fn socket_hung_up(&mut self, id: Id<Socket>) {
        let readable = self.sockets.get(id).readable;
        let by = self.acting_thread();
        self.wake_all(readable, by);
        self.socket_became_readable(id, POLLHUP | POLLRDHUP | POLLERR);
        self.socket_became_writable(id, 0);
    }

    /// The last description of a socket is gone.
    pub(crate) fn close_socket(&mut self, id: Id<Socket>) {
        let Some(socket) = self.sockets.remove(id) else { return };
        self.forget_source(Source::Special(Special::Socket(id)));
        let by = self.acting_thread();
        for queue in [socket.readable, socket.writable] {
            self.wake_all(queue, by);
            self.drop_queue(queue);
        }
        for message in &socket.received {
            self.drop_rights(&message.rights);
        }
        if let Some(inode) = socket.inode {
            self.fs.put(inode);
        }
        match &socket.state {
            State::Listening { waiting, .. } => {
                for end in waiting.clone() {
                    self.close_socket(end);
                }
            }
            State::Connected(peer) if socket.kind != Kind::Datagram => {
                self.orphan(*peer, &socket);
            }
            State::Connected(_) | State::Idle | State::Directed | State::Orphaned => {}
        }
        let left: Vec<Id<Socket>> = self
            .sockets
            .iter()
            .filter(|(_, other)| other.state == State::Connected(id))
            .map(|(other, _)| other)
            .collect();
        for other in left {
            self.sockets.get_mut(other).state = State::Orphaned;
            self.socket_became_writable(other, POLLERR);
        }
    }

    /// A stream's other side is closed. With unread bytes it is a reset, without it is the end.
    fn orphan(&mut self, id: Id<Socket>, closed: &Socket) {
        let is_reset = !closed.received.is_empty() || closed.settings.linger == (1, 0);
        let socket = self.sockets.get_mut(id);
        socket.state = State::Orphaned;
        if is_reset {
            socket.error = Some(Errno::Econnreset);
        }
        let was_shut = socket.is_read_shut;
        socket.is_read_shut = true;
        if !closed.is_internet() || is_reset {
            socket.is_write_shut = true;
        }
        if closed.is_internet() && !is_reset && !was_shut {
            // Who closes first keeps the address for a while: TIME_WAIT, tcp(7).
            let until_ns = self.now_ns() + find::TIME_WAIT_NS;
            self.lingering.push((closed.local.clone(), until_ns));
        }
        self.socket_hung_up(id);
    }

    /// One reference less to each description that was under way.
    pub(crate) fn drop_rights(&mut self, rights: &[Id<OpenFile>]) {
        for file in rights {
            self.put_file(*file, None);
        }
    }
}

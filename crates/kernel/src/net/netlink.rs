//! Netlink sockets of NETLINK_ROUTE: dumps of the interface `lo` and of its addresses. netlink(7), rtnetlink(7),
//! net/netlink/af_netlink.c and net/core/rtnetlink.c of Linux 6.18.

use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid};

use super::address::LOOPBACK;
use super::calls::socket_of;
use super::interface::{INDEX, MTU, NAME, RUNNING, TX_QUEUE};
use super::message::{Outgoing, Sent};
use super::{Address, Family, Identity, Message, Socket, State};
use crate::attempt::Why;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::poll::POLLERR;
use crate::syscall::files::Step;
use crate::table::Id;

/// `struct nlmsghdr`.
const HEADER: usize = 16;
const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;
const NLM_F_REQUEST: u16 = 1;
const NLM_F_MULTI: u16 = 2;
const NLM_F_ACK: u16 = 4;
/// In an acknowledgement: of the request only the head is told.
const NLM_F_CAPPED: u16 = 0x100;
/// NLM_F_ROOT and NLM_F_MATCH.
const NLM_F_DUMP: u16 = 0x300;
const RTM_NEWLINK: u16 = 16;
const RTM_GETLINK: u16 = 18;
const RTM_NEWADDR: u16 = 20;
const RTM_GETADDR: u16 = 22;
/// The last of `enum` RTM_… in linux/rtnetlink.h.
const RTM_MAX: u16 = 123;

/// One request of a program: `struct nlmsghdr` and what follows it.
struct Request<'a> {
    kind: u16,
    flags: u16,
    sequence: u32,
    whole: &'a [u8],
}

impl Request<'_> {
    /// `rtgen_family`.
    fn family(&self) -> u8 {
        self.whole.get(HEADER).copied().unwrap_or(0)
    }

    /// Writes an answer's head; `finish` knows its length.
    fn begin(&self, kind: u16, flags: u16, port: u32) -> Vec<u8> {
        let mut bytes = alloc::vec![0; 4];
        bytes.extend(kind.to_le_bytes());
        bytes.extend(flags.to_le_bytes());
        bytes.extend(self.sequence.to_le_bytes());
        bytes.extend(port.to_le_bytes());
        bytes
    }
}

fn finish(mut bytes: Vec<u8>) -> Vec<u8> {
    let length = bytes.len() as u32;
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

/// `struct rtattr`.
fn attribute(bytes: &mut Vec<u8>, kind: u16, data: &[u8]) {
    bytes.extend((data.len() as u16 + 4).to_le_bytes());
    bytes.extend(kind.to_le_bytes());
    bytes.extend_from_slice(data);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
}

/// `rtnl_fill_ifinfo`. Deviates: of some forty attributes those that getifaddrs(3) and if_nameindex(3) look at, and nothing is
/// counted: the statistics are those of an interface that nobody has used yet.
fn link(request: &Request<'_>, port: u32) -> Vec<u8> {
    const ARPHRD_LOOPBACK: u16 = 772;
    const STATISTICS: [u8; 96] = [0; 96];
    let mut bytes = request.begin(RTM_NEWLINK, NLM_F_MULTI, port);
    bytes.extend([0; 2]);
    bytes.extend(ARPHRD_LOOPBACK.to_le_bytes());
    bytes.extend(INDEX.to_le_bytes());
    // IFF_LOWER_UP, which ioctl(2) has no room for.
    bytes.extend((u32::from(RUNNING) | 0x1_0000).to_le_bytes());
    bytes.extend([0; 4]);
    let attributes: [(u16, &[u8]); 7] = [
        (3, NAME),
        (13, &TX_QUEUE.to_le_bytes()),
        (4, &MTU.to_le_bytes()),
        (1, &[0; 6]),
        (2, &[0; 6]),
        (7, &STATISTICS),
        (6, b"noqueue\0"),
    ];
    for (kind, data) in attributes {
        attribute(&mut bytes, kind, data);
    }
    finish(bytes)
}

/// `inet_fill_ifaddr`, `inet6_fill_ifaddr`.
fn address(request: &Request<'_>, port: u32, family: Family) -> Vec<u8> {
    const IFA_F_PERMANENT: u8 = 0x80;
    const RT_SCOPE_HOST: u8 = 254;
    const FOR_EVER: [u8; 16] = (u64::MAX as u128).to_le_bytes();
    const LOOPBACK_6: [u8; 16] = 1_u128.to_be_bytes();
    let prefix = if family == Family::Inet { 8 } else { 128 };
    let mut bytes = request.begin(RTM_NEWADDR, NLM_F_MULTI, port);
    bytes.extend([family.number() as u8, prefix, IFA_F_PERMANENT, RT_SCOPE_HOST]);
    bytes.extend(INDEX.to_le_bytes());
    if family == Family::Inet {
        attribute(&mut bytes, 1, &LOOPBACK);
        attribute(&mut bytes, 2, &LOOPBACK);
        attribute(&mut bytes, 3, NAME);
    } else {
        attribute(&mut bytes, 1, &LOOPBACK_6);
    }
    attribute(&mut bytes, 8, &u32::from(IFA_F_PERMANENT).to_le_bytes());
    attribute(&mut bytes, 6, &FOR_EVER);
    finish(bytes)
}

/// What a dump answers, in one datagram, and whether the end of it is in the same: Linux puts it there when the family's own
/// function is asked and knows that there is nothing more.
fn dump(request: &Request<'_>, port: u32) -> (Vec<u8>, bool) {
    let wanted = u16::from(request.family());
    let mut bytes = Vec::new();
    if request.kind == RTM_GETLINK {
        return (link(request, port), false);
    }
    for family in [Family::Inet, Family::Inet6] {
        if wanted == 0 || wanted == family.number() {
            bytes.extend(address(request, port, family));
        }
    }
    (bytes, wanted == Family::Inet6.number())
}

/// The netlink socket behind a descriptor: `netlink_getsockbyfd`.
pub(crate) fn netlink_socket(
    kernel: &Kernel,
    caller: &Caller,
    fd: u32,
) -> Result<Id<Socket>, Refusal> {
    let (_, id) = socket_of(kernel, caller, u64::from(fd))?;
    match kernel.sockets.get(id).family {
        Family::Netlink => Ok(id),
        Family::Unix | Family::Inet | Family::Inet6 => Err(Refusal::bad("sigev_signo")),
    }
}

impl Kernel {
    fn netlink_port_is_taken(&self, port: u32) -> bool {
        let address = Address::Netlink(port);
        self.sockets.iter().any(|(_, other)| other.local == address)
    }

    /// bind(2): `netlink_bind`. The number 0 asks for any: the process's, or one that no process has (`netlink_autobind`).
    pub(super) fn bind_netlink(&mut self, caller: &Caller, id: Id<Socket>, port: u32) -> Step {
        let local = &self.sockets.get(id).local;
        if *local != Address::Netlink(0) {
            let is_same = port == 0 || *local == Address::Netlink(port);
            return if is_same { Ok(0) } else { Err(Refusal::bad("addr")) };
        }
        let port = if port == 0 {
            let own = caller.process.0 as u32;
            // As many numbers are tried as there may be sockets.
            let others = (i32::MIN as u32..=-4097_i32 as u32).rev();
            let mut free = core::iter::once(own).chain(others);
            free.find(|port| !self.netlink_port_is_taken(*port)).unwrap_or(own)
        } else if self.netlink_port_is_taken(port) {
            return Err(Refusal::fail(Errno::Eaddrinuse));
        } else {
            port
        };
        self.sockets.get_mut(id).local = Address::Netlink(port);
        Ok(0)
    }

    /// Only the kernel may be talked to: `netlink_allowed`, without CAP_NET_ADMIN.
    fn check_netlink_peer(&self, caller: &Caller, port: u32) -> Result<(), Refusal> {
        match port {
            0 => Ok(()),
            _ if self.process(caller.process).euid == 0 => {
                Err(Refusal::unsupported("netlink: messages to programs"))
            }
            _ => Err(Refusal::Fail(Errno::Eperm, Why::Permission)),
        }
    }

    pub(super) fn connect_netlink(&mut self, caller: &Caller, id: Id<Socket>, port: u32) -> Step {
        self.check_netlink_peer(caller, port)?;
        self.bind_netlink(caller, id, 0)?;
        self.sockets.get_mut(id).state = State::Directed;
        Ok(0)
    }

    /// sendto(2): the kernel answers at once.
    pub(super) fn send_netlink(
        &mut self,
        caller: &Caller,
        id: Id<Socket>,
        outgoing: &Outgoing<'_>,
    ) -> Result<Sent, Refusal> {
        if let Some(Address::Netlink(port)) = outgoing.to {
            self.check_netlink_peer(caller, port)?;
        }
        let total = outgoing.total();
        if total > self.sockets.get(id).settings.buffers.0 as usize - 32 {
            return Err(Refusal::fail(Errno::Emsgsize));
        }
        self.bind_netlink(caller, id, 0)?;
        let (bytes, fault) = outgoing.segments.copy_in(self, caller, 0, total);
        if let Some(bad) = fault {
            return Err(bad.into());
        }
        outgoing.book(self, caller, id, (0, total));
        let mut rest = &bytes[..];
        // netlink_rcv_skb: the rest of what is malformed is ignored.
        while let Some(head) = rest.first_chunk::<HEADER>() {
            let word = |at: usize| {
                u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]])
            };
            let length = word(0) as usize;
            if length < HEADER || length > rest.len() {
                break;
            }
            let (kind, flags) = (word(4) as u16, (word(4) >> 16) as u16);
            let request = Request { kind, flags, sequence: word(8), whole: &rest[..length] };
            self.answer_netlink(caller, id, &request)?;
            rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        }
        Ok(Sent::all(total))
    }

    /// `netlink_rcv_skb`, `rtnetlink_rcv_msg`.
    fn answer_netlink(
        &mut self,
        caller: &Caller,
        id: Id<Socket>,
        request: &Request<'_>,
    ) -> Result<(), Refusal> {
        let Address::Netlink(port) = self.sockets.get(id).local else { return Ok(()) };
        let is_get = request.kind & 3 == 2;
        let error = match request.kind {
            _ if request.flags & NLM_F_REQUEST == 0 => None,
            0..RTM_NEWLINK => None,
            kind if kind > RTM_MAX => Some(Errno::Eopnotsupp),
            _ if !is_get && self.process(caller.process).euid != 0 => Some(Errno::Eperm),
            RTM_GETLINK | RTM_GETADDR if request.flags & NLM_F_DUMP != 0 => {
                // One dump at a time: the first datagram has to be received before another begins.
                let is_dumping = |message: &Message| message.bytes.len() > HEADER + 4;
                if !self.sockets.get(id).received.iter().any(is_dumping) {
                    self.dump_netlink(id, request, port);
                    return Ok(());
                }
                Some(Errno::Ebusy)
            }
            _ => {
                return Err(Refusal::unsupported("netlink: all but dumps of links and addresses"));
            }
        };
        if error.is_some() || request.flags & NLM_F_ACK != 0 {
            let (flags, told) =
                if error.is_some() { (0, request.whole.len()) } else { (NLM_F_CAPPED, HEADER) };
            let mut bytes = request.begin(NLMSG_ERROR, flags, port);
            bytes.extend(error.map_or(0, |error| -(error as i32)).to_le_bytes());
            bytes.extend_from_slice(&request.whole[..told]);
            let before = self.sockets.get(id).received.len();
            self.give_netlink(id, &finish(bytes));
            let received = &mut self.sockets.get_mut(id).received;
            if error == Some(Errno::Ebusy) && received.len() > before {
                // On Linux the end of the dump is made when its first datagram is received.
                received.swap(before - 1, before);
            }
        }
        Ok(())
    }

    fn dump_netlink(&mut self, id: Id<Socket>, request: &Request<'_>, port: u32) {
        let (mut bytes, ends_here) = dump(request, port);
        let mut done = request.begin(NLMSG_DONE, NLM_F_MULTI, port);
        done.extend([0; 4]);
        let done = finish(done);
        if ends_here || bytes.is_empty() {
            bytes.extend(done);
            self.give_netlink(id, &bytes);
        } else {
            self.give_netlink(id, &bytes);
            self.give_netlink(id, &done);
        }
    }

    /// Puts a datagram of the kernel into a netlink socket; without room, the reader is told: `netlink_overrun`.
    pub(crate) fn give_netlink(&mut self, id: Id<Socket>, bytes: &[u8]) {
        let message = Message {
            bytes: Arc::from(bytes),
            taken: 0,
            from: Address::Netlink(0),
            rights: Vec::new(),
            sender: Identity { pid: Pid(0), uid: 0, gid: 0 },
        };
        let socket = self.sockets.get_mut(id);
        if socket.has_room_for(bytes.len()) {
            socket.received.push_back(message);
            self.socket_became_readable(id, 0);
        } else {
            socket.error = Some(Errno::Enobufs);
            self.socket_became_readable(id, POLLERR);
        }
    }
}

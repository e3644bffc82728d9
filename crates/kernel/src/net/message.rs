//! Sending and receiving: send(2), recv(2), and read(2) and write(2) of sockets.

use alloc::vec::Vec;

use vitrine_abi::{Errno, Fd};

use super::calls::{address_bytes, give_address, socket_of};
use super::rights::{Reply, read_control};
use super::{Address, Identity, Kind, Message, Socket, State};
use crate::event::Place;
use crate::fd::OpenFile;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::syscall::files::segments::Segments;
use crate::syscall::files::{Step, give, handlers};
use crate::table::Id;

handlers! {
    /// sendto(2).
    sendto => do_sendto;
    /// recvfrom(2).
    recvfrom => do_recvfrom;
    /// sendmsg(2).
    sendmsg => do_sendmsg;
    /// recvmsg(2).
    recvmsg => do_recvmsg;
}

const MSG_OOB: u32 = 0x1;
const MSG_PEEK: u32 = 0x2;
const MSG_CTRUNC: u32 = 0x8;
const MSG_TRUNC: u32 = 0x20;
const MSG_DONTWAIT: u32 = 0x40;
const MSG_EOR: u32 = 0x80;
const MSG_WAITALL: u32 = 0x100;
const MSG_NOSIGNAL: u32 = 0x4000;
const MSG_MORE: u32 = 0x8000;
const MSG_CMSG_CLOEXEC: u32 = 0x4000_0000;
/// `struct msghdr` on riscv64.
const HEADER: usize = 56;

/// What is to be sent.
pub(super) struct Outgoing<'a> {
    pub segments: &'a Segments,
    pub to: Option<Address>,
    pub rights: Vec<Id<OpenFile>>,
    pub sender: Identity,
    pub dont_wait: bool,
    pub no_signal: bool,
}

impl Outgoing<'_> {
    pub(super) fn total(&self) -> usize {
        self.segments.total
    }

    /// Books what was copied into the socket layer.
    pub(super) fn book(
        &self,
        kernel: &mut Kernel,
        caller: &Caller,
        socket: Id<Socket>,
        part: (usize, usize),
    ) {
        self.segments.book_in(kernel, caller, Place::Socket(socket), part);
    }
}

/// How much was sent.
pub(super) struct Sent(usize);

impl Sent {
    pub(super) fn all(bytes: usize) -> Self {
        Sent(bytes)
    }
}

/// `struct msghdr`.
struct Header {
    name: (u64, u32),
    vector: (u64, u64),
    control: (u64, u64),
}

fn read_header(kernel: &mut Kernel, caller: &Caller, address: u64) -> Result<Header, Refusal> {
    let mut bytes = [0; HEADER];
    kernel.copy_from_user(caller, address, &mut bytes)?;
    let (words, _) = bytes.as_chunks::<8>();
    let word = |at: usize| u64::from_le_bytes(words[at]);
    Ok(Header {
        name: (word(0), word(1) as u32),
        vector: (word(2), word(3)),
        control: (word(4), word(5)),
    })
}

/// Flags that are understood; others are named.
fn check_flags(flags: u32) -> Result<(), Refusal> {
    const KNOWN: u32 = MSG_PEEK
        | MSG_TRUNC
        | MSG_DONTWAIT
        | MSG_EOR
        | MSG_WAITALL
        | MSG_NOSIGNAL
        | MSG_MORE
        | MSG_CMSG_CLOEXEC;
    if flags & MSG_OOB != 0 {
        return Err(Refusal::unsupported("send, recv: MSG_OOB"));
    }
    if flags & !KNOWN != 0 {
        return Err(Refusal::unsupported("send, recv: a flag besides the usual ones"));
    }
    Ok(())
}

/// write(2) of a socket.
pub(crate) fn write_socket(
    kernel: &mut Kernel,
    caller: &Caller,
    ends: (Id<OpenFile>, Id<Socket>),
    segments: &Segments,
) -> Step {
    let outgoing = plain(kernel, caller, segments, 0);
    send(kernel, caller, ends, &outgoing)
}

fn plain<'a>(kernel: &Kernel, caller: &Caller, segments: &'a Segments, flags: u32) -> Outgoing<'a> {
    Outgoing {
        segments,
        to: None,
        rights: Vec::new(),
        sender: kernel.identity(caller),
        dont_wait: flags & MSG_DONTWAIT != 0,
        no_signal: flags & MSG_NOSIGNAL != 0,
    }
}

fn send(
    kernel: &mut Kernel,
    caller: &Caller,
    ends: (Id<OpenFile>, Id<Socket>),
    outgoing: &Outgoing<'_>,
) -> Step {
    let socket = kernel.sockets.get(ends.1);
    if socket.kind == Kind::Datagram {
        return kernel.send_datagram(caller, ends, outgoing).map(|Sent(bytes)| bytes as i64);
    }
    if outgoing.to.is_some() && socket.family == super::Family::Unix {
        let is_connected = matches!(socket.state, State::Connected(_) | State::Orphaned);
        let errno = if is_connected { Errno::Eisconn } else { Errno::Eopnotsupp };
        return Err(Refusal::fail(errno));
    }
    kernel.send_stream(caller, ends, outgoing).map(|Sent(bytes)| bytes as i64)
}

fn do_sendto(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [fd, buffer, count, flags, address, length] = args;
    check_flags(flags as u32)?;
    let segments = Segments::one(buffer, count)?;
    let ends = socket_of(kernel, caller, fd)?;
    let to = destination(kernel, caller, ends.1, (address, length))?;
    let outgoing = Outgoing { to, ..plain(kernel, caller, &segments, flags as u32) };
    send(kernel, caller, ends, &outgoing)
}

fn destination(
    kernel: &mut Kernel,
    caller: &Caller,
    id: Id<Socket>,
    (address, length): (u64, u64),
) -> Result<Option<Address>, Refusal> {
    if address == 0 || length as u32 == 0 {
        return Ok(None);
    }
    let bytes = address_bytes(kernel, caller, address, u64::from(length as u32))?;
    Address::decode(kernel.sockets.get(id).family, &bytes).map(Some)
}

fn do_sendmsg(kernel: &mut Kernel, caller: &Caller, [fd, message, flags, ..]: [u64; 6]) -> Step {
    check_flags(flags as u32)?;
    let ends = socket_of(kernel, caller, fd)?;
    let header = read_header(kernel, caller, message)?;
    let segments = Segments::read(kernel, caller, header.vector.0, header.vector.1)?;
    let to = destination(kernel, caller, ends.1, (header.name.0, u64::from(header.name.1)))?;
    let control = read_control(kernel, caller, header.control)?;
    let base = plain(kernel, caller, &segments, flags as u32);
    let outgoing = Outgoing {
        to,
        rights: control.rights,
        sender: control.sender.unwrap_or(base.sender),
        ..base
    };
    send(kernel, caller, ends, &outgoing)
}

/// What was received.
struct Received {
    /// What the call answers.
    value: usize,
    flags: u32,
    message: Option<Message>,
}

/// read(2) of a socket.
pub(crate) fn read_socket(
    kernel: &mut Kernel,
    caller: &Caller,
    ends: (Id<OpenFile>, Id<Socket>),
    segments: &Segments,
) -> Step {
    let received = receive(kernel, caller, ends, (segments, 0))?;
    if let Some(message) = received.message {
        kernel.drop_rights(&message.rights);
    }
    Ok(received.value as i64)
}

fn do_recvfrom(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [fd, buffer, count, flags, address, length] = args;
    check_flags(flags as u32)?;
    let segments = Segments::one(buffer, count)?;
    let ends = socket_of(kernel, caller, fd)?;
    let received = receive(kernel, caller, ends, (&segments, flags as u32))?;
    let Some(message) = received.message else {
        if address != 0 {
            give(kernel, caller, length, &0u32.to_le_bytes())?;
        }
        return Ok(received.value as i64);
    };
    if flags as u32 & MSG_PEEK == 0 {
        kernel.drop_rights(&message.rights);
    }
    if address != 0 {
        match shown_sender(kernel, ends.1, &message) {
            Some(from) => give_address(kernel, caller, &from, (address, length))?,
            None => give(kernel, caller, length, &0u32.to_le_bytes())?,
        }
    }
    Ok(received.value as i64)
}

/// A connection does not tell the sender's address, and neither does a nameless sender.
fn shown_sender(kernel: &Kernel, id: Id<Socket>, message: &Message) -> Option<Address> {
    let socket = kernel.sockets.get(id);
    let is_told = socket.kind == Kind::Datagram && message.from != Address::Unnamed;
    is_told.then(|| message.from.clone())
}

fn do_recvmsg(kernel: &mut Kernel, caller: &Caller, [fd, address, flags, ..]: [u64; 6]) -> Step {
    let flags = flags as u32;
    check_flags(flags)?;
    let ends = socket_of(kernel, caller, fd)?;
    let header = read_header(kernel, caller, address)?;
    let segments = Segments::read(kernel, caller, header.vector.0, header.vector.1)?;
    let received = receive(kernel, caller, ends, (&segments, flags))?;
    let mut out = received.flags;
    let mut reply = Reply::new(if header.control.0 == 0 { 0 } else { header.control.1 });
    let mut name_length = 0u32;
    if let Some(message) = &received.message {
        if kernel.sockets.get(ends.1).settings.pass_credentials {
            reply.add_sender(message.sender);
        }
        let is_peek = flags & MSG_PEEK != 0;
        if !message.rights.is_empty() && !is_peek {
            let cloexec = flags & MSG_CMSG_CLOEXEC != 0;
            install(kernel, caller, (&message.rights, cloexec), &mut reply);
        }
        if header.name.0 != 0
            && let Some(from) = shown_sender(kernel, ends.1, message)
        {
            let bytes = from.encode();
            name_length = bytes.len() as u32;
            let room = bytes.len().min(header.name.1 as usize);
            give(kernel, caller, header.name.0, &bytes[..room])?;
        }
    }
    if reply.is_cut {
        out |= MSG_CTRUNC;
    }
    if !reply.bytes.is_empty() {
        give(kernel, caller, header.control.0, &reply.bytes)?;
    }
    give(kernel, caller, address + 8, &name_length.to_le_bytes())?;
    give(kernel, caller, address + 40, &(reply.bytes.len() as u64).to_le_bytes())?;
    give(kernel, caller, address + 48, &(out | flags & MSG_CMSG_CLOEXEC).to_le_bytes())?;
    Ok(received.value as i64)
}

/// `scm_detach_fds`: descriptors for what was sent, as many as there is room for; the rest is closed.
fn install(
    kernel: &mut Kernel,
    caller: &Caller,
    (rights, cloexec): (&[Id<OpenFile>], bool),
    reply: &mut Reply,
) {
    let mut fds = Vec::new();
    for file in rights {
        let fd = kernel.free_fd(caller.process, Fd(0));
        match fd {
            Ok(fd) if fds.len() < reply.room_for_rights() => {
                kernel.open_fd(caller.process, fd, *file, cloexec);
                fds.push(fd);
            }
            Ok(_) | Err(_) => reply.is_cut = true,
        }
    }
    if !fds.is_empty() {
        reply.add_rights(&fds);
    }
    kernel.drop_rights(rights);
}

/// Takes what has arrived, or sleeps.
fn receive(
    kernel: &mut Kernel,
    caller: &Caller,
    ends: (Id<OpenFile>, Id<Socket>),
    (segments, flags): (&Segments, u32),
) -> Result<Received, Refusal> {
    let socket = kernel.sockets.get(ends.1);
    if socket.received.is_empty() {
        if segments.total == 0 && !socket.has_boundaries() {
            return Ok(Received { value: 0, flags: 0, message: None });
        }
        kernel.nothing_to_read(caller, ends, flags & MSG_DONTWAIT != 0)?;
        return Ok(Received { value: 0, flags: 0, message: None });
    }
    if kernel.sockets.get(ends.1).has_boundaries() {
        receive_message(kernel, caller, ends.1, (segments, flags))
    } else {
        receive_bytes(kernel, caller, ends, (segments, flags))
    }
}

/// One datagram; what does not fit is lost.
fn receive_message(
    kernel: &mut Kernel,
    caller: &Caller,
    id: Id<Socket>,
    (segments, flags): (&Segments, u32),
) -> Result<Received, Refusal> {
    let Some(message) = kernel.sockets.get(id).received.front().cloned() else {
        return Ok(Received { value: 0, flags: 0, message: None });
    };
    let length = message.bytes.len();
    let count = length.min(segments.total);
    let (done, fault) = segments.copy_out(kernel, caller, 0, &message.bytes[..count]);
    segments.book_out(kernel, caller, Place::Socket(id), (0, done));
    if let Some(bad) = fault {
        return Err(bad.into());
    }
    if flags & MSG_PEEK == 0 {
        kernel.sockets.get_mut(id).received.pop_front();
        made_room(kernel, id);
    }
    let is_cut = length > count;
    let value = if is_cut && flags & MSG_TRUNC != 0 { length } else { count };
    let out = if is_cut { MSG_TRUNC } else { 0 };
    Ok(Received { value, flags: out, message: Some(message) })
}

/// Senders who wait for room look again.
fn made_room(kernel: &mut Kernel, id: Id<Socket>) {
    let socket = kernel.sockets.get(id);
    match (socket.kind, socket.peer()) {
        (Kind::Datagram, _) => {
            let writable = socket.writable;
            let by = kernel.acting_thread();
            kernel.wake_all(writable, by);
            let senders: Vec<Id<Socket>> = kernel
                .sockets
                .iter()
                .filter(|(_, other)| other.peer() == Some(id))
                .map(|(other, _)| other)
                .collect();
            for sender in senders {
                kernel.socket_became_writable(sender, 0);
            }
        }
        (Kind::Stream | Kind::Packet, Some(peer)) => kernel.socket_became_writable(peer, 0),
        (Kind::Stream | Kind::Packet, None) => {}
    }
}

/// Bytes of a stream, across writes, but not across what control messages belong to.
fn receive_bytes(
    kernel: &mut Kernel,
    caller: &Caller,
    ends: (Id<OpenFile>, Id<Socket>),
    (segments, flags): (&Segments, u32),
) -> Result<Received, Refusal> {
    let id = ends.1;
    let is_peek = flags & MSG_PEEK != 0;
    if flags & MSG_WAITALL != 0 && !is_peek {
        let socket = kernel.sockets.get(id);
        let can_come = !socket.is_read_shut && socket.error.is_none();
        let has_all = socket.queued() >= segments.total.min(super::BUFFER);
        if can_come && !has_all && socket.received.iter().all(|one| one.rights.is_empty()) {
            // Waits until all of it is there; nothing has been taken yet.
            kernel.nothing_to_read(caller, ends, flags & MSG_DONTWAIT != 0)?;
        }
    }
    let queue = &kernel.sockets.get(id).received;
    let was_full = !kernel.sockets.get(id).has_room_for(1);
    let mut bytes = Vec::new();
    let mut first: Option<Message> = None;
    for message in queue {
        let joins = first.as_ref().is_none_or(|first| {
            first.rights.is_empty() && message.rights.is_empty() && first.sender == message.sender
        });
        if !joins || (bytes.len() >= segments.total && first.is_some()) {
            break;
        }
        let part = message.rest();
        bytes.extend_from_slice(&part[..part.len().min(segments.total - bytes.len())]);
        first.get_or_insert_with(|| message.clone());
    }
    let (count, fault) = segments.copy_out(kernel, caller, 0, &bytes);
    segments.book_out(kernel, caller, Place::Socket(id), (0, count));
    if let (0, Some(bad)) = (count, fault) {
        return Err(bad.into());
    }
    if !is_peek {
        consume(kernel, id, count);
        if was_full || count > 0 {
            made_room(kernel, id);
        }
    }
    Ok(Received { value: count, flags: 0, message: first })
}

fn consume(kernel: &mut Kernel, id: Id<Socket>, count: usize) {
    let mut left = count;
    let socket = kernel.sockets.get_mut(id);
    // The rights of the first message have been handed out.
    if let Some(message) = socket.received.front_mut() {
        message.rights = Vec::new();
    }
    while let Some(message) = socket.received.front_mut() {
        let part = message.rest().len().min(left);
        message.taken += part;
        left -= part;
        if !message.rest().is_empty() {
            break;
        }
        socket.received.pop_front();
        if left == 0 {
            break;
        }
    }
}

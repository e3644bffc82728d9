//! Making, naming, connecting and ending sockets.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use vitrine_abi::files::{AT_FDCWD, O_CLOEXEC, O_NONBLOCK, O_RDWR};
use vitrine_abi::{Errno, Fd};

use super::address::AF_UNSPEC;
use super::{Address, BUFFER, Family, Identity, Kind, Settings, Socket, State};
use crate::attempt::{Resume, Sleep, SleepReason, WakeReason, Why};
use crate::fd::{FileKind, OpenFile, Special};
use crate::fs::{Content, Follow, NewInode, Refusal};
use crate::kernel::{Caller, Kernel};
use crate::syscall::files::{self, Step, file_of, give, handlers};
use crate::table::Id;

handlers! {
    /// socket(2).
    socket => do_socket;
    /// socketpair(2).
    socketpair => do_socketpair;
    /// bind(2).
    bind => do_bind;
    /// listen(2).
    listen => do_listen;
    /// accept(2).
    accept => do_accept;
    /// accept4(2).
    accept4 => do_accept4;
    /// connect(2).
    connect => do_connect;
    /// getsockname(2).
    getsockname => do_getsockname;
    /// getpeername(2).
    getpeername => do_getpeername;
    /// shutdown(2).
    shutdown => do_shutdown;
}

const IPPROTO_TCP: u32 = 6;
const IPPROTO_UDP: u32 = 17;
const NETLINK_ROUTE: u32 = 0;
/// `net.core.somaxconn`.
const SOMAXCONN: usize = 4096;
/// `sizeof(struct sockaddr_storage)`.
const MAX_ADDRESS: u64 = 128;

/// The socket behind a descriptor, or `ENOTSOCK`.
pub(super) fn socket_of(
    kernel: &Kernel,
    caller: &Caller,
    fd: u64,
) -> Result<(Id<OpenFile>, Id<Socket>), Refusal> {
    let file = file_of(kernel, caller, fd)?;
    match kernel.files.get(file).kind {
        FileKind::Special(Special::Socket(socket)) => Ok((file, socket)),
        _ => Err(Refusal::Fail(Errno::Enotsock, Why::WrongKind(file))),
    }
}

impl Kernel {
    /// Who acts.
    pub(super) fn identity(&self, caller: &Caller) -> Identity {
        let process = self.process(caller.process);
        Identity { pid: process.pid, uid: process.euid, gid: process.egid }
    }

    fn new_socket(&mut self, caller: &Caller, family: Family, kind: Kind) -> Id<Socket> {
        let buffers = match (family, kind) {
            // net.ipv4.tcp_wmem and tcp_rmem.
            (Family::Inet | Family::Inet6, Kind::Stream) => (16_384, 131_072),
            _ => (BUFFER as u32, BUFFER as u32),
        };
        let socket = Socket {
            family,
            kind,
            state: State::Idle,
            local: Address::none(family),
            remote: (family == Family::Netlink).then_some(Address::Netlink(0)),
            inode: None,
            received: VecDeque::new(),
            is_read_shut: false,
            is_write_shut: false,
            error: None,
            is_connecting: false,
            settings: Settings { buffers, ..Settings::default() },
            owner: self.identity(caller),
            peer_owner: None,
            readable: self.new_queue(),
            writable: self.new_queue(),
        };
        self.sockets.insert(socket)
    }

    /// A descriptor for a socket that has none.
    fn open_socket(&mut self, caller: &Caller, fd: Fd, socket: Id<Socket>, flags: u32) {
        let kind = FileKind::Special(Special::Socket(socket));
        let path = format!("socket:[{}]", 20_000 + socket.number());
        let file = OpenFile::new(kind, O_RDWR | flags & O_NONBLOCK, path.as_bytes());
        let file = self.files.insert(file);
        self.open_fd(caller.process, fd, file, flags & O_CLOEXEC != 0);
    }
}

/// Family, type and flags of socket(2) and socketpair(2).
fn checked(domain: u64, kind: u64, protocol: u64) -> Result<(Family, Kind, u32), Refusal> {
    let (kind, protocol) = (kind as u32, protocol as u32);
    let flags = kind & (O_CLOEXEC | O_NONBLOCK);
    let family = match domain as u32 {
        1 => Family::Unix,
        2 => Family::Inet,
        10 => Family::Inet6,
        16 => Family::Netlink,
        17 | 40 => {
            return Err(Refusal::unsupported(&format!("socket: address family {}", domain as u32)));
        }
        _ => return Err(Refusal::fail(Errno::Eafnosupport)),
    };
    let kind = match (kind & !flags, family) {
        (1 | 5, Family::Netlink) => return Err(Refusal::fail(Errno::Esocktnosupport)),
        (1, _) => Kind::Stream,
        (2, _) | (3, Family::Netlink) => Kind::Datagram,
        (5, Family::Unix) => Kind::Packet,
        (3, Family::Inet | Family::Inet6) => {
            return Err(Refusal::Fail(Errno::Eperm, Why::Permission));
        }
        (3, Family::Unix) => Kind::Datagram,
        (4 | 5, _) => return Err(Refusal::fail(Errno::Esocktnosupport)),
        _ => return Err(Refusal::bad("type")),
    };
    let fits = match (family, kind) {
        (Family::Unix, _) => protocol == 0 || protocol == 1,
        (Family::Netlink, _) => protocol == NETLINK_ROUTE,
        (_, Kind::Stream) => protocol == 0 || protocol == IPPROTO_TCP,
        (_, Kind::Datagram) => protocol == 0 || protocol == IPPROTO_UDP,
        (_, Kind::Packet) => false,
    };
    match family {
        _ if fits => Ok((family, kind, flags)),
        Family::Netlink => Err(Refusal::unsupported("socket: netlink but for NETLINK_ROUTE")),
        _ => Err(Refusal::fail(Errno::Eprotonosupport)),
    }
}

fn do_socket(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let (family, kind, flags) = checked(args[0], args[1], args[2])?;
    let fd = kernel.free_fd(caller.process, Fd(0))?;
    let socket = kernel.new_socket(caller, family, kind);
    kernel.open_socket(caller, fd, socket, flags);
    Ok(i64::from(fd.0))
}

fn do_socketpair(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [domain, kind, protocol, pair, ..] = args;
    let (family, kind, flags) = checked(domain, kind, protocol)?;
    if family != Family::Unix {
        return Err(Refusal::fail(Errno::Eopnotsupp));
    }
    let first = kernel.free_fd(caller.process, Fd(0))?;
    let second = kernel.free_fd(caller.process, Fd(first.0 + 1))?;
    let mut bytes = [0; 8];
    bytes[..4].copy_from_slice(&first.0.to_le_bytes());
    bytes[4..].copy_from_slice(&second.0.to_le_bytes());
    give(kernel, caller, pair, &bytes)?;
    let ends = [(); 2].map(|()| kernel.new_socket(caller, family, kind));
    for (end, other) in [(ends[0], ends[1]), (ends[1], ends[0])] {
        let owner = kernel.identity(caller);
        let socket = kernel.sockets.get_mut(end);
        socket.state = State::Connected(other);
        socket.remote = Some(Address::Unnamed);
        socket.peer_owner = Some(owner);
    }
    kernel.open_socket(caller, first, ends[0], flags);
    kernel.open_socket(caller, second, ends[1], flags);
    Ok(0)
}

/// The bytes of a `struct sockaddr` argument.
pub(super) fn address_bytes(
    kernel: &mut Kernel,
    caller: &Caller,
    address: u64,
    length: u64,
) -> Result<Vec<u8>, Refusal> {
    if length > MAX_ADDRESS {
        return Err(Refusal::bad("addrlen"));
    }
    let mut bytes = vec![0; length as usize];
    kernel.copy_from_user(caller, address, &mut bytes)?;
    Ok(bytes)
}

fn do_bind(kernel: &mut Kernel, caller: &Caller, [fd, address, length, ..]: [u64; 6]) -> Step {
    let (_, id) = socket_of(kernel, caller, fd)?;
    let bytes = address_bytes(kernel, caller, address, u64::from(length as u32))?;
    let socket = kernel.sockets.get(id);
    let address = Address::decode(socket.family, &bytes)?;
    if socket.is_internet() {
        if socket.local.port() != 0 {
            return Err(Refusal::bad("sockfd"));
        }
        kernel.check_binding(caller, id, &address)?;
        let address = if address.port() == 0 { kernel.free_port(id, &address)? } else { address };
        kernel.sockets.get_mut(id).local = address;
        return Ok(0);
    }
    if let Address::Netlink(number) = address {
        return kernel.bind_netlink(caller, id, number);
    }
    if socket.local != Address::Unnamed {
        return Err(Refusal::bad("sockfd"));
    }
    match &address {
        Address::Path(path) => bind_path(kernel, caller, id, path)?,
        Address::Abstract(_) => {
            if kernel.sockets.iter().any(|(_, other)| other.local == address) {
                return Err(Refusal::fail(Errno::Eaddrinuse));
            }
        }
        _ => return Err(Refusal::unsupported("bind: an automatic abstract name")),
    }
    kernel.sockets.get_mut(id).local = address;
    Ok(0)
}

/// A UNIX socket gets a name in the tree.
fn bind_path(
    kernel: &mut Kernel,
    caller: &Caller,
    id: Id<Socket>,
    path: &[u8],
) -> Result<(), Refusal> {
    let in_use = |refusal| match refusal {
        Refusal::Fail(Errno::Eexist, why) => Refusal::Fail(Errno::Eaddrinuse, why),
        other => other,
    };
    let walked = files::walk(kernel, caller, AT_FDCWD as u64, path, Follow::Never)?;
    let (directory, name) = kernel.fs.place_for(&walked, false).map_err(in_use)?;
    let who = kernel.credentials(caller.process);
    let permissions = 0o777 & !kernel.process(caller.process).umask;
    let new =
        NewInode { content: Content::Socket, permissions, who: &who, now: kernel.wall_clock() };
    let inode = kernel.fs.create(directory, name, new)?;
    kernel.fs.inodes.get_mut(inode).opens += 1;
    kernel.sockets.get_mut(id).inode = Some(inode);
    Ok(())
}

fn do_listen(kernel: &mut Kernel, caller: &Caller, [fd, backlog, ..]: [u64; 6]) -> Step {
    let (_, id) = socket_of(kernel, caller, fd)?;
    let owner = kernel.identity(caller);
    // A negative number is a very large one.
    let backlog = (backlog as u32 as usize).min(SOMAXCONN);
    let socket = kernel.sockets.get(id);
    if socket.kind == Kind::Datagram {
        return Err(Refusal::fail(Errno::Eopnotsupp));
    }
    if socket.family == Family::Unix && socket.local == Address::Unnamed {
        return Err(Refusal::bad("sockfd"));
    }
    match &socket.state {
        State::Idle | State::Listening { .. } => {}
        State::Connected(_) | State::Directed | State::Orphaned => {
            return Err(Refusal::bad("sockfd"));
        }
    }
    if socket.is_internet() && socket.local.port() == 0 {
        let none = Address::none(socket.family);
        let local = kernel.free_port(id, &none)?;
        kernel.sockets.get_mut(id).local = local;
    }
    let socket = kernel.sockets.get_mut(id);
    socket.owner = owner;
    socket.state = match core::mem::replace(&mut socket.state, State::Idle) {
        State::Listening { waiting, .. } => State::Listening { backlog, waiting },
        _ => State::Listening { backlog, waiting: VecDeque::new() },
    };
    Ok(0)
}

fn do_accept(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    do_accept4(kernel, caller, [args[0], args[1], args[2], 0, 0, 0])
}

fn do_accept4(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [fd, address, length, flags, ..] = args;
    let flags = flags as u32;
    if flags & !(O_CLOEXEC | O_NONBLOCK) != 0 {
        return Err(Refusal::bad("flags"));
    }
    let (file, id) = socket_of(kernel, caller, fd)?;
    let socket = kernel.sockets.get(id);
    if socket.kind == Kind::Datagram {
        return Err(Refusal::fail(Errno::Eopnotsupp));
    }
    let State::Listening { waiting, .. } = &socket.state else {
        return Err(Refusal::bad("sockfd"));
    };
    let Some(end) = waiting.front().copied() else {
        return Err(wait_readable(kernel, caller, (file, id), SleepReason::SocketAccept(id)));
    };
    let new = kernel.free_fd(caller.process, Fd(0))?;
    if let State::Listening { waiting, .. } = &mut kernel.sockets.get_mut(id).state {
        waiting.pop_front();
    }
    let remote = kernel.sockets.get(end).remote.clone();
    kernel.open_socket(caller, new, end, flags);
    // Somebody may sleep in connect(2) for want of room.
    let writable = kernel.sockets.get(id).writable;
    kernel.wake_all(writable, Some(caller.thread));
    if address != 0 {
        let remote = remote.unwrap_or(Address::Unnamed);
        give_address(kernel, caller, &remote, (address, length))?;
    }
    Ok(i64::from(new.0))
}

/// Sleeps until there is something to read or accept: for SO_RCVTIMEO at most.
pub(super) fn wait_readable(
    kernel: &mut Kernel,
    caller: &Caller,
    (file, id): (Id<OpenFile>, Id<Socket>),
    reason: SleepReason,
) -> Refusal {
    let socket = kernel.sockets.get(id);
    let timed_out = caller.woken == Some(WakeReason::TimedOut);
    if kernel.files.get(file).is_nonblocking() || timed_out {
        return Refusal::Fail(Errno::Eagain, Why::Errno);
    }
    let deadline_ns = match (caller.resume, socket.settings.timeouts_ns.0) {
        (Resume::Until { deadline_ns }, _) => deadline_ns,
        (_, 0) => None,
        (_, length) => Some(kernel.now_ns().saturating_add(length)),
    };
    let on = vec![socket.readable];
    Refusal::Sleep(Sleep { resume: Resume::Until { deadline_ns }, on, deadline_ns, reason })
}

/// Fills the caller's address buffer as far as it reaches, and tells the whole length.
pub(super) fn give_address(
    kernel: &mut Kernel,
    caller: &Caller,
    address: &Address,
    (buffer, length): (u64, u64),
) -> Result<(), Refusal> {
    let room = kernel.read_user_u32(caller, length)? as i32;
    if room < 0 {
        return Err(Refusal::bad("addrlen"));
    }
    let bytes = address.encode();
    give(kernel, caller, buffer, &bytes[..bytes.len().min(room as usize)])?;
    give(kernel, caller, length, &(bytes.len() as u32).to_le_bytes())
}

fn do_connect(kernel: &mut Kernel, caller: &Caller, [fd, address, length, ..]: [u64; 6]) -> Step {
    let (file, id) = socket_of(kernel, caller, fd)?;
    let bytes = address_bytes(kernel, caller, address, u64::from(length as u32))?;
    let socket = kernel.sockets.get(id);
    let is_datagram = socket.kind == Kind::Datagram;
    let family = bytes.first_chunk::<2>().map(|tag| u16::from_le_bytes(*tag));
    if family == Some(AF_UNSPEC) && is_datagram {
        let socket = kernel.sockets.get_mut(id);
        socket.state = State::Idle;
        socket.remote = None;
        return Ok(0);
    }
    let to = Address::decode(socket.family, &bytes)?;
    if is_datagram {
        return connect_datagram(kernel, caller, id, &to);
    }
    match &kernel.sockets.get(id).state {
        State::Idle => {}
        State::Connected(_) | State::Orphaned if kernel.sockets.get(id).is_connecting => {
            kernel.sockets.get_mut(id).is_connecting = false;
            return Ok(0);
        }
        State::Connected(_) | State::Orphaned | State::Directed => {
            return Err(Refusal::fail(Errno::Eisconn));
        }
        State::Listening { .. } if kernel.sockets.get(id).is_internet() => {
            return Err(Refusal::fail(Errno::Eisconn));
        }
        State::Listening { .. } => return Err(Refusal::bad("sockfd")),
    }
    if let Some(error) = kernel.sockets.get_mut(id).error.take() {
        return Err(Refusal::fail(error));
    }
    kernel.connect_stream(caller, (file, id), &to)
}

fn connect_datagram(kernel: &mut Kernel, caller: &Caller, id: Id<Socket>, to: &Address) -> Step {
    let socket = kernel.sockets.get(id);
    if socket.is_internet() {
        let to = to.destination();
        if !to.is_local() {
            return Err(Refusal::fail(Errno::Enetunreach));
        }
        kernel.bind_automatically(id, &to)?;
        let family = kernel.sockets.get(id).family;
        let socket = kernel.sockets.get_mut(id);
        if socket.local.is_any() {
            socket.local = super::stream::own_side(&to, socket.local.port()).seen_by(family);
        }
        socket.remote = Some(to);
        socket.state = State::Directed;
        return Ok(0);
    }
    if let Address::Netlink(number) = to {
        return kernel.connect_netlink(caller, id, *number);
    }
    let kind = socket.kind;
    let peer = kernel.unix_socket(caller, to, kind)?;
    let socket = kernel.sockets.get_mut(id);
    socket.state = State::Connected(peer);
    socket.remote = Some(to.clone());
    Ok(0)
}

fn do_getsockname(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let (_, id) = socket_of(kernel, caller, args[0])?;
    let local = kernel.sockets.get(id).local.clone();
    give_address(kernel, caller, &local, (args[1], args[2]))?;
    Ok(0)
}

fn do_getpeername(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let (_, id) = socket_of(kernel, caller, args[0])?;
    let socket = kernel.sockets.get(id);
    let is_connected = match socket.state {
        State::Connected(_) | State::Directed => true,
        // After a reset there is no peer; after its end there still is one.
        State::Orphaned => !(socket.is_internet() && socket.is_write_shut),
        State::Idle | State::Listening { .. } => false,
    };
    let is_connected = is_connected || socket.family == Family::Netlink;
    let Some(remote) = socket.remote.clone().filter(|_| is_connected) else {
        return Err(Refusal::fail(Errno::Enotconn));
    };
    give_address(kernel, caller, &remote, (args[1], args[2]))?;
    Ok(0)
}

fn do_shutdown(kernel: &mut Kernel, caller: &Caller, [fd, how, ..]: [u64; 6]) -> Step {
    let (_, id) = socket_of(kernel, caller, fd)?;
    let (reads, writes) = match how as u32 {
        0 => (true, false),
        1 => (false, true),
        2 => (true, true),
        _ => return Err(Refusal::bad("how")),
    };
    let socket = kernel.sockets.get(id);
    if socket.family == Family::Netlink {
        return Err(Refusal::fail(Errno::Eopnotsupp));
    }
    if let State::Listening { .. } = socket.state {
        return Err(Refusal::unsupported("shutdown: of a listening socket"));
    }
    if socket.state == State::Idle && socket.is_internet() {
        return Err(Refusal::fail(Errno::Enotconn));
    }
    let (peer, is_unix) = (socket.peer(), socket.family == Family::Unix);
    let socket = kernel.sockets.get_mut(id);
    socket.is_read_shut |= reads;
    socket.is_write_shut |= writes;
    if let Some(peer) = peer
        && kernel.sockets.get(peer).peer() == Some(id)
    {
        let other = kernel.sockets.get_mut(peer);
        other.is_read_shut |= writes;
        // Over TCP the other side may go on sending; what it sends is thrown away.
        other.is_write_shut |= reads && is_unix;
        kernel.socket_hung_up(peer);
    }
    kernel.socket_hung_up(id);
    Ok(0)
}

/// Sleeps in connect(2) until the listener's queue has room.
pub(super) fn wait_for_backlog(
    kernel: &Kernel,
    file: Id<OpenFile>,
    listener: Id<Socket>,
) -> Refusal {
    if kernel.files.get(file).is_nonblocking() {
        return Refusal::Fail(Errno::Eagain, Why::Errno);
    }
    Refusal::Sleep(Sleep {
        resume: Resume::FromStart,
        on: vec![kernel.sockets.get(listener).writable],
        deadline_ns: None,
        reason: SleepReason::SocketConnect(listener),
    })
}

impl Kernel {
    /// The accepted end of a connection: a socket like the listener.
    pub(super) fn accepted_end(&mut self, caller: &Caller, listener: Id<Socket>) -> Id<Socket> {
        let Socket { family, kind, owner, settings, .. } = self.sockets.get(listener).clone();
        let end = self.new_socket(caller, family, kind);
        let socket = self.sockets.get_mut(end);
        socket.owner = owner;
        socket.settings = settings;
        end
    }
}

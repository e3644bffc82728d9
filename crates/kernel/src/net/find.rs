//! Who is bound where: names, ports, and what a new binding conflicts with.

use alloc::vec::Vec;

use vitrine_abi::Errno;

use crate::attempt::Why;
use crate::fs::{Content, Follow, Refusal};
use crate::kernel::{Caller, Kernel};
use crate::net::{Address, Family, Kind, Socket, State};
use crate::syscall::files;
use crate::table::Id;

/// TCP_TIMEWAIT_LEN.
pub(super) const TIME_WAIT_NS: u64 = 60_000_000_000;
/// `net.ipv4.ip_local_port_range`.
const EPHEMERAL: core::ops::Range<u16> = 32_768..61_000;
/// Ports below belong to root: `net.ipv4.ip_unprivileged_port_start`.
const FIRST_FREE: u16 = 1024;

impl Kernel {
    /// The socket of a type that gets what is sent to an address; the more specific binding wins.
    pub(super) fn bound_receiver(&self, kind: Kind, to: &Address) -> Option<Id<Socket>> {
        let fits = |socket: &Socket| {
            socket.is_internet()
                && socket.kind == kind
                && socket.local.port() != 0
                && socket.local.receives(to, socket.settings.v6_only)
                && match kind {
                    Kind::Stream => matches!(socket.state, State::Listening { .. }),
                    Kind::Datagram | Kind::Packet => true,
                }
        };
        let mut found: Vec<_> = self.sockets.iter().filter(|(_, socket)| fits(socket)).collect();
        found.sort_by_key(|(id, socket)| (socket.local.is_any(), *id));
        found.first().map(|(id, _)| *id)
    }

    /// Of datagram sockets, the one that is connected to the sender comes first.
    pub(super) fn datagram_receiver(&self, to: &Address, from: &Address) -> Option<Id<Socket>> {
        let connected = self.sockets.iter().find(|(_, socket)| {
            socket.kind == Kind::Datagram
                && socket.is_internet()
                && socket.local.receives(to, socket.settings.v6_only)
                && socket.remote.as_ref().is_some_and(|remote| {
                    remote.seen_by(Family::Inet6) == from.seen_by(Family::Inet6)
                })
        });
        let found =
            connected.map(|(id, _)| id).or_else(|| self.bound_receiver(Kind::Datagram, to))?;
        let socket = self.sockets.get(found);
        let is_strange = socket
            .remote
            .as_ref()
            .is_some_and(|remote| remote.seen_by(Family::Inet6) != from.seen_by(Family::Inet6));
        (!is_strange).then_some(found)
    }

    /// The UNIX socket under a name: `ENOENT`, `ECONNREFUSED` as connect(2) says.
    pub(super) fn unix_socket(
        &self,
        caller: &Caller,
        address: &Address,
        kind: Kind,
    ) -> Result<Id<Socket>, Refusal> {
        let refused = Refusal::Fail(Errno::Econnrefused, Why::Errno);
        let found = match address {
            Address::Path(path) => {
                let at = vitrine_abi::files::AT_FDCWD as u64;
                let target = files::find(self, caller, at, path, Follow::Yes)?;
                let crate::fs::Target::Inode(inode) = target else { return Err(refused) };
                let who = self.credentials(caller.process);
                self.fs.require(&who, inode, crate::fs::Want::WRITE)?;
                if !matches!(self.fs.inode(inode).content, Content::Socket) {
                    return Err(refused);
                }
                self.sockets.iter().find(|(_, socket)| socket.inode == Some(inode))
            }
            Address::Abstract(_) => {
                self.sockets.iter().find(|(_, s)| s.local == *address && s.is_named())
            }
            Address::Unnamed | Address::V4(..) | Address::V6(..) | Address::Netlink(_) => {
                return Err(Refusal::bad("addr"));
            }
        };
        let (id, socket) = found.ok_or(refused)?;
        if socket.kind != kind {
            return Err(Refusal::fail(Errno::Eprototype));
        }
        Ok(id)
    }

    /// Whether a binding may be made: `inet_csk_get_port`, `udp_lib_get_port`.
    pub(super) fn check_binding(
        &self,
        caller: &Caller,
        id: Id<Socket>,
        address: &Address,
    ) -> Result<(), Refusal> {
        let socket = self.sockets.get(id);
        let port = address.port();
        if port != 0 && port < FIRST_FREE && self.process(caller.process).euid != 0 {
            return Err(Refusal::Fail(Errno::Eacces, Why::Permission));
        }
        if !address.is_any() && !address.is_local() {
            return Err(Refusal::fail(Errno::Eaddrnotavail));
        }
        if port != 0 && self.is_taken(id, socket, address) {
            return Err(Refusal::fail(Errno::Eaddrinuse));
        }
        Ok(())
    }

    fn is_taken(&self, id: Id<Socket>, socket: &Socket, address: &Address) -> bool {
        let overlaps = |other: &Address, v6_only: bool| {
            other.port() == address.port()
                && (other.receives(&address.destination(), v6_only)
                    || address.receives(&other.destination(), socket.settings.v6_only)
                    || (other.is_any()
                        && address.is_any()
                        && same_version(other, address, v6_only || socket.settings.v6_only)))
        };
        let conflicts = |other: &Socket| {
            let both_reuse = socket.settings.reuse_address && other.settings.reuse_address;
            let is_allowed = match socket.kind {
                Kind::Stream => both_reuse && !matches!(other.state, State::Listening { .. }),
                Kind::Datagram | Kind::Packet => both_reuse,
            };
            let share_port = socket.settings.reuse_port && other.settings.reuse_port;
            !is_allowed && !share_port
        };
        let taken = self.sockets.iter().any(|(other_id, other)| {
            other_id != id
                && other.kind == socket.kind
                && other.is_internet()
                && overlaps(&other.local, other.settings.v6_only)
                && conflicts(other)
        });
        let now = self.now_ns();
        let lingers = socket.kind == Kind::Stream
            && !socket.settings.reuse_address
            && self.lingering.iter().any(|(local, until)| *until > now && overlaps(local, false));
        taken || lingers
    }

    /// A port that nobody uses, for an address without one.
    pub(super) fn free_port(
        &mut self,
        id: Id<Socket>,
        address: &Address,
    ) -> Result<Address, Refusal> {
        let length = EPHEMERAL.len() as u32;
        for step in 0..length {
            let port = EPHEMERAL.start + ((self.next_port + step) % length) as u16;
            let candidate = address.with_port(port);
            if !self.is_taken(id, self.sockets.get(id), &candidate) {
                self.next_port = (self.next_port + step + 1) % length;
                return Ok(candidate);
            }
        }
        Err(Refusal::fail(Errno::Eaddrinuse))
    }

    /// A socket without an address gets one before it sends or connects.
    pub(super) fn bind_automatically(
        &mut self,
        id: Id<Socket>,
        to: &Address,
    ) -> Result<(), Refusal> {
        let socket = self.sockets.get(id);
        if !socket.is_internet() || socket.local.port() != 0 {
            return Ok(());
        }
        let wanted = if socket.local.is_any() && socket.kind == Kind::Stream {
            to.with_port(0)
        } else {
            socket.local.clone()
        };
        let family = socket.family;
        let local = self.free_port(id, &wanted)?.seen_by(family);
        self.sockets.get_mut(id).local = local;
        Ok(())
    }
}

/// `0.0.0.0` and `::` are both "any": they conflict unless IPv6 keeps to itself.
fn same_version(a: &Address, b: &Address, v6_only: bool) -> bool {
    matches!((a, b), (Address::V4(..), Address::V4(..)) | (Address::V6(..), Address::V6(..)))
        || !v6_only
}

impl Socket {
    fn is_named(&self) -> bool {
        self.local != Address::Unnamed
    }
}

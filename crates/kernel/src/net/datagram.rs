//! Datagrams: UDP over loopback, and UNIX datagrams.

use alloc::vec;

use vitrine_abi::Errno;

use super::message::{Outgoing, Sent};
use super::stream::own_side;
use super::{Address, Family, Kind, Message, Socket, State, UDP_MOST};
use crate::attempt::{Resume, Sleep, SleepReason, Why};
use crate::fd::OpenFile;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::table::Id;

impl Kernel {
    /// sendto(2) of one datagram.
    pub(super) fn send_datagram(
        &mut self,
        caller: &Caller,
        (file, id): (Id<OpenFile>, Id<Socket>),
        outgoing: &Outgoing<'_>,
    ) -> Result<Sent, Refusal> {
        let socket = self.sockets.get(id);
        if socket.family == Family::Netlink {
            return self.send_netlink(caller, id, outgoing);
        }
        if socket.is_internet() {
            return self.send_udp(caller, id, outgoing);
        }
        let target = match (&outgoing.to, &socket.state) {
            (Some(to), _) => self.unix_socket(caller, to, Kind::Datagram)?,
            (None, State::Connected(peer)) => *peer,
            (None, State::Orphaned) => return Err(Refusal::fail(Errno::Econnrefused)),
            (None, State::Idle | State::Listening { .. } | State::Directed) => {
                return Err(Refusal::fail(Errno::Enotconn));
            }
        };
        let receiver = self.sockets.get(target);
        if receiver.peer().is_some_and(|other| other != id) {
            return Err(Refusal::fail(Errno::Eperm));
        }
        if socket.is_write_shut || receiver.is_read_shut {
            self.send_signal_to_thread(caller.thread, vitrine_abi::Signal::PIPE);
            return Err(Refusal::fail(Errno::Epipe));
        }
        if outgoing.total() > socket.settings.buffers.0 as usize {
            return Err(Refusal::fail(Errno::Emsgsize));
        }
        if !receiver.has_room_for(outgoing.total()) {
            if self.files.get(file).is_nonblocking() || outgoing.dont_wait {
                return Err(Refusal::Fail(Errno::Eagain, Why::Errno));
            }
            return Err(Refusal::Sleep(Sleep {
                resume: Resume::FromStart,
                on: vec![receiver.writable],
                deadline_ns: None,
                reason: SleepReason::SocketFull(target),
            }));
        }
        let from = socket.local.clone();
        self.deliver(caller, (id, target), from, outgoing)
    }

    fn send_udp(
        &mut self,
        caller: &Caller,
        id: Id<Socket>,
        outgoing: &Outgoing<'_>,
    ) -> Result<Sent, Refusal> {
        let socket = self.sockets.get(id);
        let Some(to) = outgoing.to.clone().or_else(|| socket.remote.clone()) else {
            return Err(Refusal::fail(Errno::Edestaddrreq));
        };
        if to.port() == 0 {
            return Err(Refusal::bad("dest_addr"));
        }
        if outgoing.total() > UDP_MOST {
            return Err(Refusal::fail(Errno::Emsgsize));
        }
        let is_broadcast = matches!(to, Address::V4([255, 255, 255, 255], _));
        if is_broadcast && !socket.settings.broadcast {
            return Err(Refusal::Fail(Errno::Eacces, Why::Permission));
        }
        if let Some(error) = self.sockets.get_mut(id).error.take() {
            return Err(Refusal::fail(error));
        }
        let to = to.destination();
        if !to.is_local() {
            return Err(Refusal::fail(Errno::Enetunreach));
        }
        self.bind_automatically(id, &to)?;
        let socket = self.sockets.get(id);
        let from = if socket.local.is_any() {
            own_side(&to, socket.local.port())
        } else {
            socket.local.clone()
        };
        match self.datagram_receiver(&to, &from) {
            Some(target) if self.sockets.get(target).has_room_for(outgoing.total()) => {
                let family = self.sockets.get(target).family;
                self.deliver(caller, (id, target), from.seen_by(family), outgoing)
            }
            Some(_) => Ok(Sent::all(outgoing.total())),
            None => {
                // "Port unreachable" comes back; only a connected socket is told.
                if self.sockets.get(id).state == State::Directed {
                    self.sockets.get_mut(id).error = Some(Errno::Econnrefused);
                    self.socket_became_readable(id, crate::poll::POLLERR);
                }
                Ok(Sent::all(outgoing.total()))
            }
        }
    }

    fn deliver(
        &mut self,
        caller: &Caller,
        (id, target): (Id<Socket>, Id<Socket>),
        from: Address,
        outgoing: &Outgoing<'_>,
    ) -> Result<Sent, Refusal> {
        let (bytes, fault) = outgoing.segments.copy_in(self, caller, 0, outgoing.total());
        if let Some(bad) = fault {
            return Err(bad.into());
        }
        let count = bytes.len();
        let message = Message {
            bytes: bytes.into(),
            taken: 0,
            from,
            rights: outgoing.rights.clone(),
            sender: outgoing.sender,
        };
        for file in &message.rights {
            self.files.get_mut(*file).refs += 1;
        }
        self.sockets.get_mut(target).received.push_back(message);
        outgoing.book(self, caller, id, (0, count));
        self.socket_became_readable(target, 0);
        Ok(Sent::all(count))
    }
}

//! Connections: TCP over loopback, and UNIX streams and packets.

use alloc::vec;

use vitrine_abi::{Errno, Signal};

use super::address::LOOPBACK;
use super::calls::wait_for_backlog;
use super::message::{Outgoing, Sent};
use super::{Address, BUFFER, Kind, Message, Socket, State};
use crate::attempt::{Resume, Sleep, SleepReason, WakeReason, Why};
use crate::fd::OpenFile;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::syscall::files::Step;
use crate::table::Id;

/// The sender's address for packets to `to`.
pub(super) fn own_side(to: &Address, port: u16) -> Address {
    match to {
        Address::V4(..) => Address::V4(LOOPBACK, port),
        other => other.with_port(port),
    }
}

impl Kernel {
    /// connect(2) of an idle stream: a new end waits at the listener.
    pub(super) fn connect_stream(
        &mut self,
        caller: &Caller,
        (file, id): (Id<OpenFile>, Id<Socket>),
        to: &Address,
    ) -> Step {
        let socket = self.sockets.get(id);
        let (family, kind) = (socket.family, socket.kind);
        let is_nonblocking = self.files.get(file).is_nonblocking();
        let to = to.destination();
        let listener = if socket.is_internet() {
            if !to.is_local() {
                return Err(Refusal::fail(Errno::Enetunreach));
            }
            match self.bound_receiver(kind, &to) {
                Some(listener) => {
                    self.bind_automatically(id, &to)?;
                    listener
                }
                None if is_nonblocking => {
                    self.sockets.get_mut(id).error = Some(Errno::Econnrefused);
                    return Err(Refusal::fail(Errno::Einprogress));
                }
                None => return Err(Refusal::fail(Errno::Econnrefused)),
            }
        } else {
            self.unix_socket(caller, &to, kind)?
        };
        let State::Listening { backlog, waiting } = &self.sockets.get(listener).state else {
            return Err(Refusal::fail(Errno::Econnrefused));
        };
        if waiting.len() > *backlog {
            return Err(wait_for_backlog(self, file, listener));
        }
        let end = self.accepted_end(caller, listener);
        let identity = self.identity(caller);
        let (listener_owner, listener_family, bound) = {
            let listener = self.sockets.get(listener);
            (listener.owner, listener.family, listener.local.clone())
        };
        let socket = self.sockets.get_mut(id);
        let is_internet = socket.is_internet();
        if is_internet && socket.local.is_any() {
            socket.local = own_side(&to, socket.local.port()).seen_by(family);
        }
        socket.state = State::Connected(end);
        socket.remote = Some(to.clone());
        socket.peer_owner = Some(listener_owner);
        socket.is_connecting = is_internet && is_nonblocking;
        let local = socket.local.clone();
        let accepted = self.sockets.get_mut(end);
        accepted.state = State::Connected(id);
        accepted.local = if is_internet { to.seen_by(listener_family) } else { bound };
        accepted.remote = Some(local.seen_by(listener_family));
        accepted.peer_owner = Some(identity);
        if let State::Listening { waiting, .. } = &mut self.sockets.get_mut(listener).state {
            waiting.push_back(end);
        }
        self.socket_became_readable(listener, 0);
        if is_internet && is_nonblocking {
            return Err(Refusal::fail(Errno::Einprogress));
        }
        Ok(0)
    }

    /// Puts bytes into the peer's queue; sleeps while there is no room.
    pub(super) fn send_stream(
        &mut self,
        caller: &Caller,
        (file, id): (Id<OpenFile>, Id<Socket>),
        outgoing: &Outgoing<'_>,
    ) -> Result<Sent, Refusal> {
        let done = match caller.resume {
            Resume::Moved { done } => done,
            Resume::FromStart | Resume::Until { .. } | Resume::Created { .. } => 0,
        };
        let socket = self.sockets.get(id);
        let is_internet = socket.is_internet();
        if let Some(error) = socket.error.filter(|_| is_internet) {
            self.sockets.get_mut(id).error = None;
            if error == Errno::Epipe {
                return self.broken_pipe(caller, done, outgoing);
            }
            return Err(Refusal::fail(error));
        }
        if socket.is_write_shut {
            return self.broken_pipe(caller, done, outgoing);
        }
        let peer = match socket.state {
            State::Connected(peer) => peer,
            State::Orphaned if is_internet => {
                // The answer to this segment is a reset.
                let socket = self.sockets.get_mut(id);
                socket.is_write_shut = true;
                socket.error = Some(Errno::Epipe);
                return Ok(Sent::all(outgoing.total()));
            }
            State::Orphaned => return self.broken_pipe(caller, done, outgoing),
            State::Idle | State::Listening { .. } | State::Directed if is_internet => {
                return self.broken_pipe(caller, done, outgoing);
            }
            State::Idle | State::Listening { .. } | State::Directed => {
                return Err(Refusal::fail(Errno::Enotconn));
            }
        };
        let has_boundaries = socket.has_boundaries();
        let total = outgoing.total();
        let queued = self.sockets.get(peer).queued();
        let room = match (has_boundaries, queued) {
            (true, 0) => total,
            (true, queued) if queued + total > BUFFER => 0,
            (true, _) => total,
            (false, queued) => BUFFER.saturating_sub(queued).min(total - done),
        };
        if room == 0 && total > done {
            return self.wait_for_room((file, id), done, outgoing);
        }
        if total == 0 && !has_boundaries {
            return Ok(Sent::all(0));
        }
        let (bytes, fault) = outgoing.segments.copy_in(self, caller, done, room);
        if bytes.is_empty()
            && let Some(bad) = fault
        {
            return Err(bad.into());
        }
        let count = bytes.len();
        let from = self.sockets.get(id).local.clone();
        let first = done == 0;
        let message = Message {
            bytes: bytes.into(),
            taken: 0,
            from,
            rights: if first { outgoing.rights.clone() } else { vec![] },
            sender: outgoing.sender,
        };
        for file in &message.rights {
            self.files.get_mut(*file).refs += 1;
        }
        let receiver = self.sockets.get_mut(peer);
        if receiver.is_read_shut {
            let rights = message.rights;
            self.drop_rights(&rights);
        } else {
            receiver.received.push_back(message);
        }
        outgoing.book(self, caller, id, (done, count));
        self.socket_became_readable(peer, 0);
        let done = done + count;
        if done < total && fault.is_none() {
            return self.wait_for_room((file, id), done, outgoing);
        }
        Ok(Sent::all(done))
    }

    fn wait_for_room(
        &mut self,
        (file, id): (Id<OpenFile>, Id<Socket>),
        done: usize,
        outgoing: &Outgoing<'_>,
    ) -> Result<Sent, Refusal> {
        if self.files.get(file).is_nonblocking() || outgoing.dont_wait {
            if done > 0 {
                return Ok(Sent::all(done));
            }
            return Err(Refusal::Fail(Errno::Eagain, Why::Errno));
        }
        Err(Refusal::Sleep(Sleep {
            resume: Resume::Moved { done },
            on: vec![self.sockets.get(id).writable],
            deadline_ns: None,
            reason: SleepReason::SocketFull(id),
        }))
    }

    fn broken_pipe(
        &mut self,
        caller: &Caller,
        done: usize,
        outgoing: &Outgoing<'_>,
    ) -> Result<Sent, Refusal> {
        if done > 0 {
            return Ok(Sent::all(done));
        }
        if !outgoing.no_signal {
            self.send_signal_to_thread(caller.thread, Signal::PIPE);
        }
        Err(Refusal::fail(Errno::Epipe))
    }

    /// Why nothing can be read from a connection now: an end, an error, or a sleep.
    pub(super) fn nothing_to_read(
        &mut self,
        caller: &Caller,
        (file, id): (Id<OpenFile>, Id<Socket>),
        dont_wait: bool,
    ) -> Result<(), Refusal> {
        let socket = self.sockets.get(id);
        if let Some(error) = socket.error
            && !(error == Errno::Epipe && socket.is_read_shut)
        {
            self.sockets.get_mut(id).error = None;
            return Err(Refusal::fail(error));
        }
        if socket.is_read_shut {
            return Ok(());
        }
        let is_stream = socket.kind != Kind::Datagram;
        match socket.state {
            State::Idle | State::Listening { .. } if is_stream => {
                return Err(if socket.is_internet() || socket.kind == Kind::Packet {
                    Refusal::fail(Errno::Enotconn)
                } else {
                    Refusal::bad("sockfd")
                });
            }
            State::Orphaned if is_stream => return Ok(()),
            State::Idle
            | State::Listening { .. }
            | State::Connected(_)
            | State::Directed
            | State::Orphaned => {}
        }
        if dont_wait {
            return Err(Refusal::Fail(Errno::Eagain, Why::Errno));
        }
        let resumed = match caller.resume {
            // How much MSG_WAITALL has got is not a deadline.
            Resume::Moved { .. } => Caller { resume: Resume::FromStart, ..*caller },
            Resume::FromStart | Resume::Until { .. } | Resume::Created { .. } => *caller,
        };
        let is_timeout = matches!(caller.woken, Some(WakeReason::TimedOut));
        let resumed = Caller { woken: resumed.woken.filter(|_| is_timeout), ..resumed };
        Err(super::calls::wait_readable(self, &resumed, (file, id), SleepReason::SocketEmpty(id)))
    }
}

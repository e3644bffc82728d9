//! getsockopt(2) and setsockopt(2).

use alloc::format;
use alloc::vec::Vec;

use vitrine_abi::Errno;

use super::calls::socket_of;
use super::{Family, Kind, Settings, Socket, State};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::syscall::files::{Step, give, handlers};

handlers! {
    /// setsockopt(2).
    setsockopt => do_setsockopt;
    /// getsockopt(2).
    getsockopt => do_getsockopt;
}

const SOL_SOCKET: u32 = 1;
const IPPROTO_TCP: u32 = 6;
const IPPROTO_IPV6: u32 = 41;
// asm-generic/socket.h.
const SO_REUSEADDR: u32 = 2;
const SO_TYPE: u32 = 3;
const SO_ERROR: u32 = 4;
const SO_BROADCAST: u32 = 6;
const SO_SNDBUF: u32 = 7;
const SO_RCVBUF: u32 = 8;
const SO_KEEPALIVE: u32 = 9;
const SO_LINGER: u32 = 13;
const SO_REUSEPORT: u32 = 15;
const SO_PASSCRED: u32 = 16;
const SO_PEERCRED: u32 = 17;
const SO_RCVTIMEO: u32 = 20;
const SO_SNDTIMEO: u32 = 21;
const SO_ACCEPTCONN: u32 = 30;
const SO_PROTOCOL: u32 = 38;
const SO_DOMAIN: u32 = 39;
const TCP_NODELAY: u32 = 1;
const IPV6_V6ONLY: u32 = 26;
/// `net.core.wmem_max`: what a request is cut to before it is doubled.
const MOST_BUFFER: u32 = 212_992;
const LEAST_BUFFER: u32 = 2_304;

fn do_setsockopt(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [fd, level, name, value, length, _] = args;
    let (_, id) = socket_of(kernel, caller, fd)?;
    let (level, name, length) = (level as u32, name as u32, length as u32);
    let option = known(kernel.sockets.get(id), level, name)?;
    let needed = match option {
        (SOL_SOCKET, SO_LINGER) => 8,
        (SOL_SOCKET, SO_RCVTIMEO | SO_SNDTIMEO) => 16,
        _ => 4,
    };
    if length < needed {
        return Err(Refusal::bad("optlen"));
    }
    let mut bytes = [0; 16];
    kernel.copy_from_user(caller, value, &mut bytes[..needed as usize])?;
    let number = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    let second = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
    let is_on = number != 0;
    let settings = &mut kernel.sockets.get_mut(id).settings;
    match option {
        (SOL_SOCKET, SO_REUSEADDR) => settings.reuse_address = is_on,
        (SOL_SOCKET, SO_REUSEPORT) => settings.reuse_port = is_on,
        (SOL_SOCKET, SO_BROADCAST) => settings.broadcast = is_on,
        (SOL_SOCKET, SO_KEEPALIVE) => settings.keep_alive = is_on,
        (SOL_SOCKET, SO_PASSCRED) => settings.pass_credentials = is_on,
        (SOL_SOCKET, SO_LINGER) => settings.linger = (number, second),
        (SOL_SOCKET, SO_SNDBUF) => settings.buffers.0 = doubled(number),
        (SOL_SOCKET, SO_RCVBUF) => settings.buffers.1 = doubled(number),
        (SOL_SOCKET, SO_RCVTIMEO) => settings.timeouts_ns.0 = timeout(&bytes)?,
        (SOL_SOCKET, SO_SNDTIMEO) => settings.timeouts_ns.1 = timeout(&bytes)?,
        (IPPROTO_TCP, TCP_NODELAY) => settings.no_delay = is_on,
        (IPPROTO_IPV6, IPV6_V6ONLY) => settings.v6_only = is_on,
        _ => return Err(Refusal::fail(Errno::Enoprotoopt)),
    }
    Ok(0)
}

/// socket(7): "The kernel doubles this value".
fn doubled(wanted: u32) -> u32 {
    (wanted.min(MOST_BUFFER) * 2).max(LEAST_BUFFER)
}

/// `struct timeval` in ns; 0 is for ever.
fn timeout(bytes: &[u8; 16]) -> Result<u64, Refusal> {
    let word = |at: usize| i64::from_le_bytes(bytes[at..at + 8].try_into().expect("8 bytes"));
    let (seconds, micros) = (word(0), word(8));
    if !(0..1_000_000).contains(&micros) {
        return Err(Refusal::fail(Errno::Edom));
    }
    let seconds = u64::try_from(seconds).unwrap_or(0);
    Ok(seconds.saturating_mul(1_000_000_000).saturating_add(micros as u64 * 1_000))
}

/// Level and name, if the option is one that Vitrine has.
fn known(socket: &Socket, level: u32, name: u32) -> Result<(u32, u32), Refusal> {
    let has = match level {
        SOL_SOCKET => matches!(
            name,
            SO_REUSEADDR..=SO_ERROR
                | SO_BROADCAST..=SO_KEEPALIVE
                | SO_LINGER
                | SO_REUSEPORT..=SO_PEERCRED
                | SO_RCVTIMEO
                | SO_SNDTIMEO
                | SO_ACCEPTCONN
                | SO_PROTOCOL
                | SO_DOMAIN
        ),
        IPPROTO_TCP if socket.is_internet() && socket.kind == Kind::Stream => name == TCP_NODELAY,
        IPPROTO_IPV6 if socket.family == Family::Inet6 => name == IPV6_V6ONLY,
        _ if socket.family == Family::Unix => return Err(Refusal::fail(Errno::Eopnotsupp)),
        _ => false,
    };
    if has {
        return Ok((level, name));
    }
    Err(Refusal::unsupported(&format!("socket option {name} of level {level}")))
}

fn do_getsockopt(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [fd, level, name, value, length, _] = args;
    let (_, id) = socket_of(kernel, caller, fd)?;
    let room = kernel.read_user_u32(caller, length)? as i32;
    if room < 0 {
        return Err(Refusal::bad("optlen"));
    }
    let option = known(kernel.sockets.get(id), level as u32, name as u32)?;
    let bytes = answer(kernel.sockets.get(id), option)?;
    if option == (SOL_SOCKET, SO_ERROR) {
        kernel.sockets.get_mut(id).error = None;
    }
    let count = bytes.len().min(room as usize);
    give(kernel, caller, value, &bytes[..count])?;
    give(kernel, caller, length, &(count as u32).to_le_bytes())?;
    Ok(0)
}

fn answer(socket: &Socket, option: (u32, u32)) -> Result<Vec<u8>, Refusal> {
    let Settings { linger, buffers, timeouts_ns, .. } = socket.settings;
    let settings = &socket.settings;
    let protocol = match (socket.family, socket.kind) {
        (Family::Unix, _) => 0,
        (_, Kind::Stream) => IPPROTO_TCP,
        (_, Kind::Datagram | Kind::Packet) => 17,
    };
    let number = match option {
        (SOL_SOCKET, SO_REUSEADDR) => u32::from(settings.reuse_address),
        (SOL_SOCKET, SO_TYPE) => match socket.kind {
            Kind::Stream => 1,
            Kind::Datagram => 2,
            Kind::Packet => 5,
        },
        (SOL_SOCKET, SO_ERROR) => socket.error.map_or(0, |error| error as u32),
        (SOL_SOCKET, SO_BROADCAST) => u32::from(settings.broadcast),
        (SOL_SOCKET, SO_SNDBUF) => buffers.0,
        (SOL_SOCKET, SO_RCVBUF) => buffers.1,
        (SOL_SOCKET, SO_KEEPALIVE) => u32::from(settings.keep_alive),
        (SOL_SOCKET, SO_REUSEPORT) => u32::from(settings.reuse_port),
        (SOL_SOCKET, SO_PASSCRED) => u32::from(settings.pass_credentials),
        (SOL_SOCKET, SO_ACCEPTCONN) => u32::from(matches!(socket.state, State::Listening { .. })),
        (SOL_SOCKET, SO_PROTOCOL) => protocol,
        (SOL_SOCKET, SO_DOMAIN) => u32::from(socket.family.number()),
        (IPPROTO_TCP, TCP_NODELAY) => u32::from(settings.no_delay),
        (IPPROTO_IPV6, IPV6_V6ONLY) => u32::from(settings.v6_only),
        (SOL_SOCKET, SO_LINGER) => {
            return Ok([linger.0.to_le_bytes(), linger.1.to_le_bytes()].concat());
        }
        (SOL_SOCKET, SO_PEERCRED) => {
            let none = (0, u32::MAX, u32::MAX);
            let who = socket.peer_owner.map_or(none, |who| (who.pid.0, who.uid, who.gid));
            return Ok([who.0.to_le_bytes(), who.1.to_le_bytes(), who.2.to_le_bytes()].concat());
        }
        (SOL_SOCKET, SO_RCVTIMEO | SO_SNDTIMEO) => {
            let ns = if option.1 == SO_RCVTIMEO { timeouts_ns.0 } else { timeouts_ns.1 };
            let (seconds, micros) = (ns / 1_000_000_000, ns % 1_000_000_000 / 1_000);
            return Ok([seconds.to_le_bytes(), micros.to_le_bytes()].concat());
        }
        _ => return Err(Refusal::fail(Errno::Enoprotoopt)),
    };
    Ok(number.to_le_bytes().to_vec())
}

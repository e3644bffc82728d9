//! The only network interface, `lo`, as ioctl(2) of any socket tells of it: netdevice(7), net/core/dev_ioctl.c.

use alloc::format;
use alloc::vec::Vec;

use vitrine_abi::Errno;

use super::Address;
use super::address::LOOPBACK;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::syscall::files::{Step, give};

/// Its name.
pub(super) const NAME: &[u8; 3] = b"lo\0";
/// Its number.
pub(super) const INDEX: u32 = 1;
/// IFF_UP, IFF_LOOPBACK, IFF_RUNNING.
pub(super) const RUNNING: u16 = 0x49;
/// The longest packet.
pub(super) const MTU: u32 = 65_536;
/// `txqlen`.
pub(super) const TX_QUEUE: u32 = 1_000;

const SIOCGIFNAME: u32 = 0x8910;
const SIOCGIFCONF: u32 = 0x8912;
const SIOCGIFFLAGS: u32 = 0x8913;
const SIOCGIFADDR: u32 = 0x8915;
const SIOCGIFDSTADDR: u32 = 0x8917;
const SIOCGIFBRDADDR: u32 = 0x8919;
const SIOCGIFNETMASK: u32 = 0x891b;
const SIOCGIFMETRIC: u32 = 0x891d;
const SIOCGIFMTU: u32 = 0x8921;
const SIOCGIFHWADDR: u32 = 0x8927;
const SIOCGIFINDEX: u32 = 0x8933;
const SIOCGIFTXQLEN: u32 = 0x8942;
/// IFNAMSIZ; `struct ifreq` is a name and a union of 24 bytes.
const NAME_SIZE: usize = 16;
const REQUEST: usize = 40;

/// ioctl(2) of a socket.
pub(crate) fn interface_ioctl(
    kernel: &mut Kernel,
    caller: &Caller,
    request: u32,
    arg: u64,
) -> Step {
    if request == SIOCGIFCONF {
        return list(kernel, caller, arg);
    }
    let mut bytes = [0; REQUEST];
    kernel.copy_from_user(caller, arg, &mut bytes)?;
    if request == SIOCGIFNAME {
        if bytes[NAME_SIZE..NAME_SIZE + 4] != INDEX.to_le_bytes() {
            return Err(Refusal::fail(Errno::Enodev));
        }
        give(kernel, caller, arg, NAME)?;
        return Ok(0);
    }
    let internet = |ip: [u8; 4]| Address::V4(ip, 0).encode();
    let value = match request {
        SIOCGIFFLAGS => RUNNING.to_le_bytes().to_vec(),
        SIOCGIFADDR | SIOCGIFDSTADDR => internet(LOOPBACK),
        SIOCGIFBRDADDR => internet([0; 4]),
        SIOCGIFNETMASK => internet([255, 0, 0, 0]),
        SIOCGIFMETRIC => 0_u32.to_le_bytes().to_vec(),
        SIOCGIFMTU => MTU.to_le_bytes().to_vec(),
        // ARPHRD_LOOPBACK, and no address.
        SIOCGIFHWADDR => [&772_u16.to_le_bytes()[..], &[0; 14]].concat(),
        SIOCGIFINDEX => INDEX.to_le_bytes().to_vec(),
        SIOCGIFTXQLEN => TX_QUEUE.to_le_bytes().to_vec(),
        _ => return Err(Refusal::unsupported(&format!("ioctl: {request:#x} on a socket"))),
    };
    if !bytes.starts_with(NAME) {
        return Err(Refusal::fail(Errno::Enodev));
    }
    give(kernel, caller, arg + NAME_SIZE as u64, &value)?;
    Ok(0)
}

/// SIOCGIFCONF: the interfaces that have IPv4 addresses, as many as there is room for, or only the bytes they take.
fn list(kernel: &mut Kernel, caller: &Caller, arg: u64) -> Step {
    let room = kernel.read_user_u32(caller, arg)?;
    let buffer = kernel.read_user_u64(caller, arg + 8)?;
    let mut length = REQUEST as u32;
    if buffer != 0 && room < length {
        length = 0;
    } else if buffer != 0 {
        let mut entry: Vec<u8> = NAME.to_vec();
        entry.resize(NAME_SIZE, 0);
        entry.extend(Address::V4(LOOPBACK, 0).encode());
        entry.resize(REQUEST, 0);
        give(kernel, caller, buffer, &entry)?;
    }
    give(kernel, caller, arg, &length.to_le_bytes())?;
    Ok(0)
}

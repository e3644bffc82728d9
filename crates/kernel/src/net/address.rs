//! Socket addresses: `struct sockaddr` and what it means. unix(7), ip(7), ipv6(7).

use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::Errno;

use crate::fs::Refusal;
use crate::net::Family;

/// `AF_UNSPEC`.
pub(crate) const AF_UNSPEC: u16 = 0;
/// `sizeof(sun_path)`.
const UNIX_PATH: usize = 108;
/// 127.0.0.1.
pub(crate) const LOOPBACK: [u8; 4] = [127, 0, 0, 1];

/// Where a socket can be found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// A UNIX socket without a name.
    Unnamed,
    /// A UNIX socket in the tree, under the path that bind(2) was given.
    Path(Arc<[u8]>),
    /// A UNIX socket in the abstract name space.
    Abstract(Arc<[u8]>),
    /// IPv4.
    V4([u8; 4], u16),
    /// IPv6.
    V6([u8; 16], u16),
    /// A netlink socket's number: `nl_pid`; the kernel's is 0.
    Netlink(u32),
}

/// The IPv4 address inside `::ffff:a.b.c.d`.
pub(crate) fn mapped(ip: &[u8; 16]) -> Option<[u8; 4]> {
    let (prefix, v4) = ip.split_at(12);
    (prefix == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]).then(|| [v4[0], v4[1], v4[2], v4[3]])
}

fn map(ip: [u8; 4]) -> [u8; 16] {
    let mut mapped = [0; 16];
    mapped[10..12].fill(0xff);
    mapped[12..].copy_from_slice(&ip);
    mapped
}

impl Address {
    /// No address yet: what getsockname(2) tells of a new socket.
    pub(crate) fn none(family: Family) -> Address {
        match family {
            Family::Unix => Address::Unnamed,
            Family::Inet => Address::V4([0; 4], 0),
            Family::Inet6 => Address::V6([0; 16], 0),
            Family::Netlink => Address::Netlink(0),
        }
    }

    /// From the bytes that the program gave.
    pub(crate) fn decode(family: Family, bytes: &[u8]) -> Result<Address, Refusal> {
        let Some((tag, rest)) = bytes.split_at_checked(2) else {
            return Err(Refusal::bad("addrlen"));
        };
        let tag = u16::from_le_bytes([tag[0], tag[1]]);
        let fits = tag == family.number();
        match family {
            Family::Unix if fits => match rest {
                [] => Ok(Address::Unnamed),
                _ if rest.len() > UNIX_PATH => Err(Refusal::bad("addrlen")),
                [0, name @ ..] => Ok(Address::Abstract(name.into())),
                _ => {
                    let end = rest.iter().position(|byte| *byte == 0).unwrap_or(rest.len());
                    Ok(Address::Path(rest[..end].into()))
                }
            },
            Family::Netlink if fits && bytes.len() >= 12 => {
                let word = |at: usize| {
                    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
                };
                if word(8) != 0 {
                    return Err(Refusal::unsupported("netlink: multicast groups"));
                }
                Ok(Address::Netlink(word(4)))
            }
            Family::Unix | Family::Netlink => Err(Refusal::bad("addr")),
            // An IPv6 socket also takes an IPv4 address nowhere; the family must fit.
            Family::Inet | Family::Inet6 if !fits => Err(Refusal::fail(Errno::Eafnosupport)),
            Family::Inet => match rest.first_chunk::<6>() {
                Some([p, q, ip @ ..]) if bytes.len() >= 16 => {
                    Ok(Address::V4(*ip, u16::from_be_bytes([*p, *q])))
                }
                _ => Err(Refusal::bad("addrlen")),
            },
            Family::Inet6 => match rest.first_chunk::<22>() {
                Some([p, q, _, _, _, _, ip @ ..]) => {
                    Ok(Address::V6(*ip, u16::from_be_bytes([*p, *q])))
                }
                None => Err(Refusal::bad("addrlen")),
            },
        }
    }

    /// As `struct sockaddr`.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self {
            Address::Unnamed => bytes.extend(Family::Unix.number().to_le_bytes()),
            Address::Path(path) => {
                bytes.extend(Family::Unix.number().to_le_bytes());
                bytes.extend_from_slice(path);
                bytes.push(0);
            }
            Address::Abstract(name) => {
                bytes.extend(Family::Unix.number().to_le_bytes());
                bytes.push(0);
                bytes.extend_from_slice(name);
            }
            Address::V4(ip, port) => {
                bytes.extend(Family::Inet.number().to_le_bytes());
                bytes.extend(port.to_be_bytes());
                bytes.extend_from_slice(ip);
                bytes.resize(16, 0);
            }
            Address::V6(ip, port) => {
                bytes.extend(Family::Inet6.number().to_le_bytes());
                bytes.extend(port.to_be_bytes());
                bytes.extend([0; 4]);
                bytes.extend_from_slice(ip);
                bytes.extend([0; 4]);
            }
            Address::Netlink(number) => {
                bytes.extend(u32::from(Family::Netlink.number()).to_le_bytes());
                bytes.extend(number.to_le_bytes());
                bytes.extend([0; 4]);
            }
        }
        bytes
    }

    /// The port of an internet address.
    pub fn port(&self) -> u16 {
        match self {
            Address::V4(_, port) | Address::V6(_, port) => *port,
            Address::Unnamed | Address::Path(_) | Address::Abstract(_) | Address::Netlink(_) => 0,
        }
    }

    /// The same address with another port.
    pub(crate) fn with_port(&self, port: u16) -> Address {
        match self {
            Address::V4(ip, _) => Address::V4(*ip, port),
            Address::V6(ip, _) => Address::V6(*ip, port),
            other => other.clone(),
        }
    }

    /// Whether it stands for every address of the machine.
    pub(crate) fn is_any(&self) -> bool {
        match self {
            Address::V4(ip, _) => *ip == [0; 4],
            Address::V6(ip, _) => *ip == [0; 16],
            Address::Unnamed | Address::Path(_) | Address::Abstract(_) | Address::Netlink(_) => {
                false
            }
        }
    }

    /// As IPv4, if the address is one, mapped or not.
    fn as_v4(&self) -> Option<[u8; 4]> {
        match self {
            Address::V4(ip, _) => Some(*ip),
            Address::V6(ip, _) => mapped(ip),
            Address::Unnamed | Address::Path(_) | Address::Abstract(_) | Address::Netlink(_) => {
                None
            }
        }
    }

    /// As a socket of this family sees it: IPv6 sockets see IPv4 peers as `::ffff:a.b.c.d`.
    pub(crate) fn seen_by(&self, family: Family) -> Address {
        match (family, self) {
            (Family::Inet6, Address::V4(ip, port)) => Address::V6(map(*ip), *port),
            (Family::Inet, Address::V6(ip, port)) => match mapped(ip) {
                Some(ip) => Address::V4(ip, *port),
                None => self.clone(),
            },
            (_, other) => other.clone(),
        }
    }

    /// Where a packet to this address goes: the unspecified address means this machine.
    pub(crate) fn destination(&self) -> Address {
        match self {
            Address::V4([0, 0, 0, 0], port) => Address::V4(LOOPBACK, *port),
            Address::V6(ip, port) if *ip == [0; 16] => {
                let mut one = [0; 16];
                one[15] = 1;
                Address::V6(one, *port)
            }
            other => other.clone(),
        }
    }

    /// Whether the machine itself has this address: only the loopback interface is up.
    pub(crate) fn is_local(&self) -> bool {
        match (self.as_v4(), self) {
            (Some([127, ..]), _) => true,
            (Some(_), _) => false,
            (None, Address::V6(ip, _)) => ip[..15] == [0; 15] && ip[15] == 1,
            (None, _) => true,
        }
    }

    /// Whether a socket that is bound to `self` gets what is sent to `to`. `v6_only` is that of the bound socket.
    pub(crate) fn receives(&self, to: &Address, v6_only: bool) -> bool {
        if self.port() != to.port() {
            return false;
        }
        match (self, to.as_v4()) {
            (Address::V4(ip, _), Some(to)) => *ip == [0; 4] || *ip == to,
            (Address::V4(..), None) => false,
            (Address::V6(ip, _), Some(v4)) => {
                (*ip == [0; 16] && !v6_only)
                    || mapped(ip).is_some_and(|ip| ip == v4 || ip == [0; 4])
            }
            (Address::V6(ip, _), None) => {
                *ip == [0; 16] || matches!(to, Address::V6(to, _) if to == ip)
            }
            (
                Address::Unnamed | Address::Path(_) | Address::Abstract(_) | Address::Netlink(_),
                _,
            ) => self == to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_survive_their_layout() {
        let v4 = Address::V4([127, 0, 0, 1], 8080);
        let bytes = v4.encode();
        assert_eq!(bytes[..8], [2, 0, 0x1f, 0x90, 127, 0, 0, 1]);
        assert_eq!(Address::decode(Family::Inet, &bytes), Ok(v4));
        let path = Address::Path(b"/tmp/s"[..].into());
        assert_eq!(Address::decode(Family::Unix, &path.encode()), Ok(path));
        assert!(Address::decode(Family::Inet, &[10, 0, 0, 0]).is_err());
    }

    #[test]
    fn an_ipv6_socket_for_all_also_gets_ipv4() {
        let any = Address::V6([0; 16], 80);
        let to = Address::V4(LOOPBACK, 80);
        assert!(any.receives(&to, false));
        assert!(!any.receives(&to, true));
        assert!(!any.receives(&Address::V4(LOOPBACK, 81), false));
        assert_eq!(to.seen_by(Family::Inet6).seen_by(Family::Inet), to);
    }
}

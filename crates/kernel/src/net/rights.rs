//! Control messages: SCM_RIGHTS and SCM_CREDENTIALS. cmsg(3), unix(7).

use alloc::vec;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Fd, Pid};

use super::Identity;
use crate::attempt::Why;
use crate::fd::{FileKind, OpenFile, Special};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::table::Id;

const SOL_SOCKET: u32 = 1;
const SCM_RIGHTS: u32 = 1;
const SCM_CREDENTIALS: u32 = 2;
/// `struct cmsghdr`: length, level, type.
const HEADER: usize = 16;
/// SCM_MAX_FD.
const MOST_RIGHTS: usize = 253;
/// Control messages take no more than this: `net.core.optmem_max`.
const MOST_BYTES: u64 = 131_072;

/// What a sender's control messages say.
#[derive(Clone, Debug, Default)]
pub(super) struct Control {
    pub rights: Vec<Id<OpenFile>>,
    pub sender: Option<Identity>,
}

/// Reads the control messages of sendmsg(2).
pub(super) fn read_control(
    kernel: &mut Kernel,
    caller: &Caller,
    (address, length): (u64, u64),
) -> Result<Control, Refusal> {
    let mut control = Control::default();
    if address == 0 || length == 0 {
        return Ok(control);
    }
    if length > MOST_BYTES {
        return Err(Refusal::fail(Errno::Enobufs));
    }
    let mut bytes = vec![0; length as usize];
    kernel.copy_from_user(caller, address, &mut bytes)?;
    let mut rest = &bytes[..];
    while rest.len() >= HEADER {
        let word = |at: usize| u32::from_le_bytes(rest[at..at + 4].try_into().expect("4 bytes"));
        let size = word(0) as usize;
        let (level, kind) = (word(8), word(12));
        if size < HEADER || size > rest.len() {
            return Err(Refusal::bad("msg_control"));
        }
        let data = &rest[HEADER..size];
        match (level, kind) {
            (SOL_SOCKET, SCM_RIGHTS) => add_rights(kernel, caller, data, &mut control)?,
            (SOL_SOCKET, SCM_CREDENTIALS) => {
                control.sender = Some(credentials(kernel, caller, data)?);
            }
            (SOL_SOCKET, _) => return Err(Refusal::bad("cmsg_type")),
            _ => return Err(Refusal::unsupported("sendmsg: control messages of this level")),
        }
        rest = rest.get(size.next_multiple_of(8)..).unwrap_or_default();
    }
    Ok(control)
}

fn add_rights(
    kernel: &Kernel,
    caller: &Caller,
    data: &[u8],
    control: &mut Control,
) -> Result<(), Refusal> {
    let (numbers, _) = data.as_chunks::<4>();
    if numbers.len() + control.rights.len() > MOST_RIGHTS {
        return Err(Refusal::bad("SCM_RIGHTS"));
    }
    for number in numbers {
        let file = kernel.file_of(caller.process, Fd(i32::from_le_bytes(*number)))?;
        if let FileKind::Special(Special::Socket(_)) = kernel.files.get(file).kind {
            // Sockets inside sockets would need Linux's collector of unreachable ones.
            return Err(Refusal::unsupported("sendmsg: SCM_RIGHTS of a UNIX socket"));
        }
        control.rights.push(file);
    }
    Ok(())
}

/// Who it claims to be: its own ids, or root's claim.
fn credentials(kernel: &Kernel, caller: &Caller, data: &[u8]) -> Result<Identity, Refusal> {
    let (words, _) = data.as_chunks::<4>();
    let [pid, uid, gid] = words else { return Err(Refusal::bad("SCM_CREDENTIALS")) };
    let pid = Pid(i32::from_le_bytes(*pid));
    let (uid, gid) = (u32::from_le_bytes(*uid), u32::from_le_bytes(*gid));
    let own = kernel.process(caller.process);
    let is_own = pid == own.pid
        && (uid == own.uid || uid == own.euid)
        && (gid == own.gid || gid == own.egid);
    if !is_own && own.euid != 0 {
        return Err(Refusal::Fail(Errno::Eperm, Why::Permission));
    }
    Ok(Identity { pid, uid, gid })
}

/// Control messages for recvmsg(2), as many as fit; whether some did not.
pub(super) struct Reply {
    pub bytes: Vec<u8>,
    pub is_cut: bool,
    room: usize,
}

impl Reply {
    pub(super) fn new(room: u64) -> Self {
        Reply { bytes: Vec::new(), is_cut: false, room: room.min(MOST_BYTES) as usize }
    }

    fn add(&mut self, kind: u32, data: &[u8]) {
        let at = self.bytes.len();
        if at + HEADER + data.len() > self.room {
            self.is_cut = true;
            return;
        }
        self.bytes.extend_from_slice(&((HEADER + data.len()) as u64).to_le_bytes());
        self.bytes.extend_from_slice(&SOL_SOCKET.to_le_bytes());
        self.bytes.extend_from_slice(&kind.to_le_bytes());
        self.bytes.extend_from_slice(data);
        let padded = self.bytes.len().next_multiple_of(8).min(self.room);
        self.bytes.resize(padded, 0);
    }

    pub(super) fn add_sender(&mut self, sender: Identity) {
        let mut data = [0; 12];
        data[..4].copy_from_slice(&sender.pid.0.to_le_bytes());
        data[4..8].copy_from_slice(&sender.uid.to_le_bytes());
        data[8..].copy_from_slice(&sender.gid.to_le_bytes());
        self.add(SCM_CREDENTIALS, &data);
    }

    /// How many descriptors still fit.
    pub(super) fn room_for_rights(&self) -> usize {
        self.room.saturating_sub(self.bytes.len() + HEADER) / 4
    }

    pub(super) fn add_rights(&mut self, fds: &[Fd]) {
        let data: Vec<u8> = fds.iter().flat_map(|fd| fd.0.to_le_bytes()).collect();
        self.add(SCM_RIGHTS, &data);
    }
}

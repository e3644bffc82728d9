//! System V message queues: msgget(2), msgsnd(2), msgrcv(2), msgctl(2).

use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid};

use super::identifier::{IPC_NOWAIT, Wish, gone, ints, longs, set_permissions};
use super::{Identifiers, IpcWait, Permissions};
use crate::attempt::{Resume, Sleep, SleepReason, Why};
use crate::event::Place;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::syscall::files::{Step, give, handlers};
use crate::table::Id;
use crate::wait::WaitQueue;

handlers! {
    /// msgget(2).
    msgget => do_msgget;
    /// msgsnd(2).
    msgsnd => do_msgsnd;
    /// msgrcv(2).
    msgrcv => do_msgrcv;
    /// msgctl(2).
    msgctl => do_msgctl;
}

/// MSGMAX: bytes of a message.
const MOST: u64 = 8192;
/// MSGMNB: bytes of a queue.
const QUEUE_BYTES: u64 = 16_384;
/// MSGMNI.
const QUEUES: usize = 32_000;
const MSG_NOERROR: u32 = 0o10_000;
const MSG_EXCEPT: u32 = 0o20_000;
const MSG_COPY: u32 = 0o40_000;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Letter {
    /// Its type, above 0.
    pub kind: i64,
    /// Its text.
    pub bytes: Arc<[u8]>,
}

/// A queue.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct MessageQueue {
    /// Messages, oldest first.
    pub letters: VecDeque<Letter>,
    /// Bytes that it may hold.
    pub limit: u64,
    /// Who wait for a message.
    pub receivers: Id<WaitQueue>,
    /// Who wait for room.
    pub senders: Id<WaitQueue>,
    /// Last sender and last receiver.
    pub last: (Pid, Pid),
    /// Times of the last msgsnd(2), msgrcv(2) and change, in seconds since 1970.
    pub times: (u64, u64, u64),
}

impl MessageQueue {
    /// Bytes in it.
    pub fn bytes(&self) -> u64 {
        self.letters.iter().map(|letter| letter.bytes.len() as u64).sum()
    }

    /// Where the message is that msgrcv(2) asks for.
    fn position(&self, kind: i64, except: bool) -> Option<usize> {
        match kind {
            0 => (!self.letters.is_empty()).then_some(0),
            1.. if except => self.letters.iter().position(|letter| letter.kind != kind),
            1.. => self.letters.iter().position(|letter| letter.kind == kind),
            _ => {
                let most = kind.checked_neg().unwrap_or(i64::MAX);
                let fitting = self.letters.iter().enumerate().filter(|(_, one)| one.kind <= most);
                fitting.min_by_key(|(at, one)| (one.kind, *at)).map(|(at, _)| at)
            }
        }
    }
}

fn table(kernel: &mut Kernel) -> &mut Identifiers<MessageQueue> {
    &mut kernel.ipc.messages
}

fn do_msgget(kernel: &mut Kernel, caller: &Caller, [key, flags, ..]: [u64; 6]) -> Step {
    let wish = Wish { key: key as i32, flags: flags as u32, limit: QUEUES };
    let make = |kernel: &mut Kernel| {
        Ok(MessageQueue {
            letters: VecDeque::new(),
            limit: QUEUE_BYTES,
            receivers: kernel.new_queue(),
            senders: kernel.new_queue(),
            last: (Pid(0), Pid(0)),
            times: (0, 0, kernel.ipc_time()),
        })
    };
    kernel.ipc_get(caller, &wish, table, (|_: &MessageQueue| Ok(()), make))
}

fn sleep(queue: Id<WaitQueue>, wait: IpcWait) -> Refusal {
    Refusal::Sleep(Sleep {
        resume: Resume::FromStart,
        on: vec![queue],
        deadline_ns: None,
        reason: SleepReason::Ipc(wait),
    })
}

fn do_msgsnd(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [id, address, size, flags, ..] = args;
    let id = id as i32;
    let kind = kernel.read_user_u64(caller, address)? as i64;
    if size > MOST || id < 0 {
        return Err(Refusal::bad("msgsz"));
    }
    if kind < 1 {
        return Err(Refusal::bad("mtype"));
    }
    let Some((own, _)) = kernel.ipc.messages.get(id) else { return Err(gone(caller)) };
    let own = *own;
    kernel.check_ipc(caller, &own, 0o222)?;
    let mut bytes = vec![0; size as usize];
    kernel.copy_from_user(caller, address + 8, &mut bytes)?;
    let (now, pid) = (kernel.ipc_time(), caller.process);
    let Some(queue) = kernel.ipc.messages.get_mut(id) else { return Err(gone(caller)) };
    let fits = queue.bytes() + size <= queue.limit && (queue.letters.len() as u64) < queue.limit;
    if !fits {
        if flags as u32 & IPC_NOWAIT != 0 {
            return Err(Refusal::Fail(Errno::Eagain, Why::Limit("msg_qbytes")));
        }
        return Err(sleep(queue.senders, IpcWait::Room(id)));
    }
    queue.letters.push_back(Letter { kind, bytes: bytes.into() });
    queue.last.0 = pid;
    queue.times.0 = now;
    let receivers = queue.receivers;
    let user = Place::User { process: caller.process, address: address + 8 };
    kernel.ledger(caller, user, Place::Kernel, size);
    // Everybody looks whether the type is the wanted one.
    kernel.wake_all(receivers, Some(caller.thread));
    Ok(0)
}

fn do_msgrcv(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [id, address, size, kind, flags, _] = args;
    let (id, kind, flags) = (id as i32, kind as i64, flags as u32);
    if id < 0 || (size as i64) < 0 {
        return Err(Refusal::bad("msgsz"));
    }
    if flags & MSG_COPY != 0 {
        return Err(Refusal::unsupported("msgrcv: MSG_COPY"));
    }
    let Some((own, queue)) = kernel.ipc.messages.get(id) else { return Err(gone(caller)) };
    kernel.check_ipc(caller, own, 0o444)?;
    let Some(at) = queue.position(kind, flags & MSG_EXCEPT != 0) else {
        if flags & IPC_NOWAIT != 0 {
            return Err(Refusal::Fail(Errno::Enomsg, Why::Errno));
        }
        return Err(sleep(queue.receivers, IpcWait::Message(id)));
    };
    let letter = queue.letters[at].clone();
    let length = letter.bytes.len() as u64;
    if length > size && flags & MSG_NOERROR == 0 {
        return Err(Refusal::fail(Errno::E2big));
    }
    let count = length.min(size);
    let (now, pid) = (kernel.ipc_time(), caller.process);
    if let Some(queue) = kernel.ipc.messages.get_mut(id) {
        queue.letters.remove(at);
        queue.last.1 = pid;
        queue.times.1 = now;
        let senders = queue.senders;
        kernel.wake_all(senders, Some(caller.thread));
    }
    kernel.copy_to_user(caller, address, &letter.kind.to_le_bytes())?;
    give(kernel, caller, address + 8, &letter.bytes[..count as usize])?;
    Ok(count as i64)
}

fn do_msgctl(kernel: &mut Kernel, caller: &Caller, [id, command, buffer, ..]: [u64; 6]) -> Step {
    const IPC_RMID: u32 = 0;
    const IPC_SET: u32 = 1;
    const IPC_STAT: u32 = 2;
    const IPC_INFO: u32 = 3;
    const MSG_STAT: u32 = 11;
    const MSG_INFO: u32 = 12;
    const MSG_STAT_ANY: u32 = 13;
    let (id, command) = (id as i32, command as u32);
    match command {
        IPC_INFO | MSG_INFO => {
            give(kernel, caller, buffer, &info(kernel, command == MSG_INFO))?;
            return Ok(kernel.ipc.messages.highest());
        }
        _ => {}
    }
    let by_place = matches!(command, MSG_STAT | MSG_STAT_ANY);
    let found = if by_place { kernel.ipc.messages.at_place(id) } else { Some(id) };
    let found = found.and_then(|id| Some((id, kernel.ipc.messages.get(id)?)));
    let Some((id, (own, queue))) = found else { return Err(gone(caller)) };
    match command {
        IPC_STAT | MSG_STAT | MSG_STAT_ANY => {
            if command != MSG_STAT_ANY {
                kernel.check_ipc(caller, own, 0o444)?;
            }
            let bytes = status(own, queue);
            give(kernel, caller, buffer, &bytes)?;
            Ok(if by_place { i64::from(id) } else { 0 })
        }
        IPC_RMID => {
            kernel.check_ipc_owner(caller, own)?;
            let (receivers, senders) = (queue.receivers, queue.senders);
            kernel.ipc.messages.remove(id);
            for queue in [receivers, senders] {
                kernel.wake_all(queue, Some(caller.thread));
                kernel.drop_queue(queue);
            }
            Ok(0)
        }
        IPC_SET => {
            kernel.check_ipc_owner(caller, own)?;
            set(kernel, caller, id, buffer)
        }
        _ => Err(Refusal::bad("cmd")),
    }
}

fn set(kernel: &mut Kernel, caller: &Caller, id: i32, buffer: u64) -> Step {
    let mut bytes = [0; 120];
    kernel.copy_from_user(caller, buffer, &mut bytes)?;
    let limit = u64::from_le_bytes(bytes[88..96].try_into().expect("8 bytes"));
    if limit > QUEUE_BYTES && kernel.process(caller.process).euid != 0 {
        return Err(Refusal::Fail(Errno::Eperm, Why::Limit("MSGMNB")));
    }
    let now = kernel.ipc_time();
    if let Some(own) = kernel.ipc.messages.permissions_mut(id) {
        set_permissions(own, &bytes);
    }
    if let Some(queue) = kernel.ipc.messages.get_mut(id) {
        queue.limit = limit;
        queue.times.2 = now;
        let (receivers, senders) = (queue.receivers, queue.senders);
        kernel.wake_all(receivers, Some(caller.thread));
        kernel.wake_all(senders, Some(caller.thread));
    }
    Ok(0)
}

/// `struct msqid64_ds`.
fn status(own: &Permissions, queue: &MessageQueue) -> Vec<u8> {
    let mut bytes = own.bytes(0);
    let (sent, received, changed) = queue.times;
    let count = queue.letters.len() as u64;
    bytes.extend(longs(&[sent, received, changed, queue.bytes(), count, queue.limit]));
    bytes.extend(ints(&[queue.last.0.0, queue.last.1.0]));
    bytes.extend(longs(&[0, 0]));
    bytes
}

/// `struct msginfo`: limits, or what is in use.
fn info(kernel: &Kernel, in_use: bool) -> Vec<u8> {
    let queues = &kernel.ipc.messages;
    let letters: usize = queues.iter().map(|(_, _, queue)| queue.letters.len()).sum();
    let bytes: u64 = queues.iter().map(|(_, _, queue)| queue.bytes()).sum();
    let (pool, map, most) = if in_use {
        (queues.len() as i32, letters as i32, bytes as i32)
    } else {
        (512_000, QUEUE_BYTES as i32, QUEUE_BYTES as i32)
    };
    ints(&[pool, map, MOST as i32, QUEUE_BYTES as i32, QUEUES as i32, 16, most, 0xffff])
}

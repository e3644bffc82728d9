//! POSIX message queues: the calls. mq_open(3), mq_send(3), mq_receive(3), mq_notify(3), mq_getattr(3), mq_unlink(3).

use alloc::vec;
use alloc::vec::Vec;

use vitrine_abi::files::{O_ACCMODE, O_CREAT, O_EXCL, O_NONBLOCK, O_RDONLY, O_WRONLY};
use vitrine_abi::{Errno, Fd, Signal};

use super::identifier::longs;
use super::named::COOKIE;
use super::{IpcWait, NamedLetter, NamedQueue, Notification, NotifiedBy};
use crate::attempt::{Resume, Sleep, SleepReason, WakeReason, Why};
use crate::event::Place;
use crate::fd::{FileKind, OpenFile, Special};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::net::netlink_socket;
use crate::poll::{Source, WRITABLE};
use crate::syscall::files::{Step, fd_of, file_of, give, handlers, path_of};
use crate::table::Id;
use crate::time::{Counts, deadline};
use crate::wait::WaitQueue;

handlers! {
    /// mq_open(2).
    mq_open => do_mq_open;
    /// mq_unlink(2).
    mq_unlink => do_mq_unlink;
    /// mq_timedsend(2).
    mq_timedsend => do_mq_timedsend;
    /// mq_timedreceive(2).
    mq_timedreceive => do_mq_timedreceive;
    /// mq_notify(2).
    mq_notify => do_mq_notify;
    /// mq_getsetattr(2).
    mq_getsetattr => do_mq_getsetattr;
}

/// /proc/sys/fs/mqueue: msg_max and msg_default, msgsize_max and msgsize_default, queues_max.
const LETTERS: u64 = 10;
const BYTES: u64 = 8192;
const QUEUES: usize = 256;
/// MQ_PRIO_MAX.
const PRIORITIES: u64 = 32_768;
/// `struct mq_attr`.
const ATTRIBUTES: usize = 64;

fn do_mq_open(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [name, flags, mode, attributes, ..] = args;
    let flags = flags as u32;
    let name = path_of(kernel, caller, name)?;
    if name.contains(&b'/') || name.is_empty() {
        return Err(Refusal::Fail(Errno::Eacces, Why::BadArgument("name")));
    }
    let fd = kernel.free_fd(caller.process, Fd(0))?;
    let id = match kernel.ipc.names.get(&name).copied() {
        Some(_) if flags & O_CREAT != 0 && flags & O_EXCL != 0 => {
            return Err(Refusal::Fail(Errno::Eexist, Why::Errno));
        }
        Some(id) => {
            check(kernel, caller, id, flags)?;
            id
        }
        None if flags & O_CREAT != 0 => create(kernel, caller, &name, (mode as u32, attributes))?,
        None => return Err(Refusal::Fail(Errno::Enoent, Why::Errno)),
    };
    kernel.ipc.named.get_mut(id).opens += 1;
    let kind = FileKind::Special(Special::Queue(id));
    let status = flags & (O_ACCMODE | O_NONBLOCK);
    let path = [b"/", &name[..]].concat();
    let file = kernel.files.insert(OpenFile::new(kind, status, &path));
    kernel.open_fd(caller.process, fd, file, true);
    Ok(i64::from(fd.0))
}

fn check(kernel: &Kernel, caller: &Caller, id: Id<NamedQueue>, flags: u32) -> Result<(), Refusal> {
    let wanted = match flags & O_ACCMODE {
        O_RDONLY => 4,
        O_WRONLY => 2,
        2 => 6,
        _ => return Err(Refusal::bad("oflag")),
    };
    let queue = kernel.ipc.named.get(id);
    let process = kernel.process(caller.process);
    let granted = if process.euid == queue.owner.0 {
        queue.mode >> 6
    } else if process.egid == queue.owner.1 {
        queue.mode >> 3
    } else {
        queue.mode
    };
    if wanted & !granted != 0 && process.euid != 0 {
        return Err(Refusal::Fail(Errno::Eacces, Why::Permission));
    }
    Ok(())
}

fn create(
    kernel: &mut Kernel,
    caller: &Caller,
    name: &[u8],
    (mode, attributes): (u32, u64),
) -> Result<Id<NamedQueue>, Refusal> {
    if kernel.ipc.named.len() >= QUEUES {
        return Err(Refusal::Fail(Errno::Enospc, Why::Limit("queues_max")));
    }
    let (mut most_letters, mut most_bytes) = (LETTERS, BYTES);
    if attributes != 0 {
        let mut bytes = [0; ATTRIBUTES];
        kernel.copy_from_user(caller, attributes, &mut bytes)?;
        let word = |at: usize| i64::from_le_bytes(bytes[at..at + 8].try_into().expect("8 bytes"));
        let is_privileged = kernel.process(caller.process).euid == 0;
        let fits = |value: i64, most: u64| {
            value > 0 && (value as u64 <= most || is_privileged && value as u64 <= 1 << 16)
        };
        if !fits(word(8), LETTERS) || !fits(word(16), BYTES) {
            return Err(Refusal::bad("attr"));
        }
        (most_letters, most_bytes) = (word(8) as u64, word(16) as u64);
    }
    let process = kernel.process(caller.process);
    let queue = NamedQueue {
        letters: Vec::new(),
        most_letters,
        most_bytes,
        owner: (process.euid, process.egid),
        mode: mode & 0o777 & !process.umask,
        opens: 0,
        is_named: true,
        notification: None,
        receivers: kernel.new_queue(),
        senders: kernel.new_queue(),
    };
    let id = kernel.ipc.named.insert(queue);
    kernel.ipc.names.insert(name.to_vec(), id);
    Ok(id)
}

fn do_mq_unlink(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let name = path_of(kernel, caller, args[0])?;
    let Some(id) = kernel.ipc.names.get(&name).copied() else {
        return Err(Refusal::Fail(Errno::Enoent, Why::Errno));
    };
    let euid = kernel.process(caller.process).euid;
    if euid != 0 && euid != kernel.ipc.named.get(id).owner.0 {
        return Err(Refusal::Fail(Errno::Eacces, Why::Permission));
    }
    kernel.ipc.names.remove(&name);
    kernel.ipc.named.get_mut(id).is_named = false;
    kernel.drop_named_queue(id);
    Ok(0)
}

fn queue_of(
    kernel: &Kernel,
    caller: &Caller,
    fd: u64,
) -> Result<(Id<OpenFile>, Id<NamedQueue>), Refusal> {
    let file = file_of(kernel, caller, fd)?;
    match kernel.files.get(file).kind {
        FileKind::Special(Special::Queue(queue)) => Ok((file, queue)),
        _ => Err(Refusal::Fail(Errno::Ebadf, Why::WrongKind(file))),
    }
}

fn wait(
    kernel: &Kernel,
    caller: &Caller,
    (file, queue): (Id<OpenFile>, Id<WaitQueue>),
    (deadline_ns, wait): (Option<u64>, IpcWait),
) -> Refusal {
    if kernel.files.get(file).is_nonblocking() {
        return Refusal::Fail(Errno::Eagain, Why::Errno);
    }
    let is_over = deadline_ns.is_some_and(|deadline| deadline <= kernel.now_ns());
    if is_over || caller.woken == Some(WakeReason::TimedOut) {
        return Refusal::Fail(Errno::Etimedout, Why::Errno);
    }
    Refusal::Sleep(Sleep {
        resume: Resume::Until { deadline_ns },
        on: vec![queue],
        deadline_ns,
        reason: SleepReason::Ipc(wait),
    })
}

fn do_mq_timedsend(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [fd, buffer, length, priority, timeout, _] = args;
    let priority = priority as u32;
    if u64::from(priority) >= PRIORITIES {
        return Err(Refusal::bad("msg_prio"));
    }
    let deadline_ns = deadline(kernel, caller, timeout, Counts::FromEpoch)?;
    let (file, id) = queue_of(kernel, caller, fd)?;
    if !kernel.files.get(file).is_writable() {
        return Err(Refusal::Fail(Errno::Ebadf, Why::WrongMode(fd_of(fd))));
    }
    let queue = kernel.ipc.named.get(id);
    if length > queue.most_bytes {
        return Err(Refusal::fail(Errno::Emsgsize));
    }
    if queue.letters.len() as u64 >= queue.most_letters {
        let on = (file, queue.senders);
        return Err(wait(kernel, caller, on, (deadline_ns, IpcWait::NamedRoom(id))));
    }
    let mut bytes = vec![0; length as usize];
    kernel.copy_from_user(caller, buffer, &mut bytes)?;
    let user = Place::User { process: caller.process, address: buffer };
    kernel.ledger(caller, user, Place::Kernel, length);
    let uid = kernel.process(caller.process).uid;
    let letter = NamedLetter { priority, bytes: bytes.into() };
    kernel.post_letter(id, letter, (caller.process, uid));
    Ok(0)
}

fn do_mq_timedreceive(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [fd, buffer, length, priority, timeout, _] = args;
    let deadline_ns = deadline(kernel, caller, timeout, Counts::FromEpoch)?;
    let (file, id) = queue_of(kernel, caller, fd)?;
    if !kernel.files.get(file).is_readable() {
        return Err(Refusal::Fail(Errno::Ebadf, Why::WrongMode(fd_of(fd))));
    }
    let queue = kernel.ipc.named.get(id);
    if length < queue.most_bytes {
        return Err(Refusal::fail(Errno::Emsgsize));
    }
    let Some(letter) = queue.letters.first().cloned() else {
        let on = (file, queue.receivers);
        return Err(wait(kernel, caller, on, (deadline_ns, IpcWait::NamedMessage(id))));
    };
    give(kernel, caller, buffer, &letter.bytes)?;
    if priority != 0 {
        give(kernel, caller, priority, &letter.priority.to_le_bytes())?;
    }
    let queue = kernel.ipc.named.get_mut(id);
    queue.letters.remove(0);
    let senders = queue.senders;
    kernel.wake_one(senders, Some(caller.thread));
    kernel.readiness_changed(Source::Special(Special::Queue(id)), WRITABLE);
    Ok(letter.bytes.len() as i64)
}

fn do_mq_notify(kernel: &mut Kernel, caller: &Caller, [fd, event, ..]: [u64; 6]) -> Step {
    const SIGEV_SIGNAL: u32 = 0;
    const SIGEV_NONE: u32 = 1;
    const SIGEV_THREAD: u32 = 2;
    let wanted = if event == 0 {
        None
    } else {
        let value = kernel.read_user_u64(caller, event)?;
        let number = kernel.read_user_u32(caller, event + 8)?;
        let by = match kernel.read_user_u32(caller, event + 12)? {
            SIGEV_NONE => NotifiedBy::Nothing,
            SIGEV_SIGNAL => {
                let signal = Signal::new(i64::from(number));
                NotifiedBy::Signal(signal.ok_or(Refusal::bad("sigev_signo"))?, value)
            }
            SIGEV_THREAD => {
                let mut cookie = [0; COOKIE];
                kernel.copy_from_user(caller, value, &mut cookie)?;
                NotifiedBy::Socket(netlink_socket(kernel, caller, number)?, cookie)
            }
            _ => return Err(Refusal::bad("sigev_notify")),
        };
        Some(Notification { process: caller.process, by })
    };
    let (_, id) = queue_of(kernel, caller, fd)?;
    let queue = kernel.ipc.named.get_mut(id);
    match (wanted, queue.notification) {
        (None, _) => kernel.forget_notification(id, caller.process),
        (Some(_), Some(_)) => return Err(Refusal::fail(Errno::Ebusy)),
        (Some(wanted), None) => queue.notification = Some(wanted),
    }
    Ok(0)
}

fn do_mq_getsetattr(kernel: &mut Kernel, caller: &Caller, [fd, new, old, ..]: [u64; 6]) -> Step {
    let flags = if new == 0 { None } else { Some(kernel.read_user_u64(caller, new)?) };
    let nonblocking = u64::from(O_NONBLOCK);
    if flags.is_some_and(|flags| flags & !nonblocking != 0) {
        return Err(Refusal::bad("newattr"));
    }
    let (file, id) = queue_of(kernel, caller, fd)?;
    let queue = kernel.ipc.named.get(id);
    let now = u64::from(kernel.files.get(file).flags & O_NONBLOCK);
    let mut bytes = longs(&[now, queue.most_letters, queue.most_bytes, queue.letters.len() as u64]);
    bytes.resize(ATTRIBUTES, 0);
    if let Some(flags) = flags {
        let file = kernel.files.get_mut(file);
        file.flags = file.flags & !O_NONBLOCK | flags as u32 & O_NONBLOCK;
    }
    if old != 0 {
        give(kernel, caller, old, &bytes)?;
    }
    Ok(0)
}

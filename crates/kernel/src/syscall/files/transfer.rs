//! read(2), write(2) and relatives.

use vitrine_abi::files::Timespec;
use vitrine_abi::{Errno, Fd, Signal};

use super::segments::{Segments, moved};
use super::{Step, fd_of, file_of, handlers};
use crate::attempt::Why;
use crate::event::Place;
use crate::fd::{FileKind, OpenFile, Special, Stream};
use crate::fs::{Content, Inode, Magic, ProcNode, Refusal};
use crate::kernel::{Caller, Kernel};
use crate::table::Id;
use crate::task::Rlimit;
use crate::{net, poll};

handlers! {
    /// read(2).
    read => do_read;
    /// write(2).
    write => do_write;
    /// readv(2).
    readv => do_readv;
    /// writev(2).
    writev => do_writev;
    /// pread(2).
    pread64 => do_pread;
    /// pwrite(2).
    pwrite64 => do_pwrite;
    /// preadv(2).
    preadv => do_preadv;
    /// pwritev(2).
    pwritev => do_pwritev;
    /// preadv2(2).
    preadv2 => do_preadv2;
    /// pwritev2(2).
    pwritev2 => do_pwritev2;
}

/// Bytes that are moved at a time; keeps the host's memory small.
const BATCH: usize = 1 << 20;

/// A transfer as the call asks for it.
pub(super) struct Transfer<'a> {
    pub file: Id<OpenFile>,
    pub segments: &'a Segments,
    /// From pread(2): where; the description's offset otherwise.
    pub position: Option<u64>,
}

fn do_read(kernel: &mut Kernel, caller: &Caller, [fd, buffer, count, ..]: [u64; 6]) -> Step {
    let file = readable(kernel, caller, fd)?;
    let segments = Segments::one(buffer, count)?;
    read_from(kernel, caller, Transfer { file, segments: &segments, position: None })
}

fn do_write(kernel: &mut Kernel, caller: &Caller, [fd, buffer, count, ..]: [u64; 6]) -> Step {
    let file = writable(kernel, caller, fd)?;
    let segments = Segments::one(buffer, count)?;
    write_to(kernel, caller, Transfer { file, segments: &segments, position: None })
}

fn do_readv(kernel: &mut Kernel, caller: &Caller, [fd, vector, count, ..]: [u64; 6]) -> Step {
    file_of(kernel, caller, fd)?;
    let segments = Segments::read(kernel, caller, vector, count)?;
    let file = readable(kernel, caller, fd)?;
    read_from(kernel, caller, Transfer { file, segments: &segments, position: None })
}

fn do_writev(kernel: &mut Kernel, caller: &Caller, [fd, vector, count, ..]: [u64; 6]) -> Step {
    file_of(kernel, caller, fd)?;
    let segments = Segments::read(kernel, caller, vector, count)?;
    let file = writable(kernel, caller, fd)?;
    write_to(kernel, caller, Transfer { file, segments: &segments, position: None })
}

fn do_pread(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [fd, buffer, count, position, ..] = args;
    let position = Some(at_position(kernel, caller, fd, position)?);
    let file = readable(kernel, caller, fd)?;
    let segments = Segments::one(buffer, count)?;
    read_from(kernel, caller, Transfer { file, segments: &segments, position })
}

fn do_pwrite(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [fd, buffer, count, position, ..] = args;
    let position = Some(at_position(kernel, caller, fd, position)?);
    let file = writable(kernel, caller, fd)?;
    let segments = Segments::one(buffer, count)?;
    write_to(kernel, caller, Transfer { file, segments: &segments, position })
}

fn do_preadv(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [fd, vector, count, position, ..] = args;
    let position = Some(at_position(kernel, caller, fd, position)?);
    let segments = Segments::read(kernel, caller, vector, count)?;
    let file = readable(kernel, caller, fd)?;
    read_from(kernel, caller, Transfer { file, segments: &segments, position })
}

fn do_pwritev(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [fd, vector, count, position, ..] = args;
    let position = Some(at_position(kernel, caller, fd, position)?);
    let segments = Segments::read(kernel, caller, vector, count)?;
    let file = writable(kernel, caller, fd)?;
    write_to(kernel, caller, Transfer { file, segments: &segments, position })
}

fn do_preadv2(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    no_flags(args)?;
    if args[3] == u64::MAX {
        do_readv(kernel, caller, args)
    } else {
        do_preadv(kernel, caller, args)
    }
}

fn do_pwritev2(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    no_flags(args)?;
    if args[3] == u64::MAX {
        do_writev(kernel, caller, args)
    } else {
        do_pwritev(kernel, caller, args)
    }
}

fn no_flags(args: [u64; 6]) -> Result<(), Refusal> {
    if args[5] == 0 { Ok(()) } else { Err(Refusal::unsupported("preadv2, pwritev2: RWF flags")) }
}

pub(super) fn readable(kernel: &Kernel, caller: &Caller, fd: u64) -> Result<Id<OpenFile>, Refusal> {
    let file = file_of(kernel, caller, fd)?;
    if kernel.files.get(file).is_readable() { Ok(file) } else { Err(wrong_mode(fd_of(fd))) }
}

pub(super) fn writable(kernel: &Kernel, caller: &Caller, fd: u64) -> Result<Id<OpenFile>, Refusal> {
    let file = file_of(kernel, caller, fd)?;
    if kernel.files.get(file).is_writable() { Ok(file) } else { Err(wrong_mode(fd_of(fd))) }
}

fn wrong_mode(fd: Fd) -> Refusal {
    Refusal::Fail(Errno::Ebadf, Why::WrongMode(fd))
}

/// The position of pread(2): `EINVAL` below 0, then `EBADF`, then `ESPIPE`.
fn at_position(kernel: &Kernel, caller: &Caller, fd: u64, position: u64) -> Result<u64, Refusal> {
    if (position as i64) < 0 {
        return Err(Refusal::bad("offset"));
    }
    let file = file_of(kernel, caller, fd)?;
    match kernel.files.get(file).kind {
        FileKind::Inode(_) => Ok(position),
        FileKind::PipeRead(_)
        | FileKind::PipeWrite(_)
        | FileKind::PipeBoth(_)
        | FileKind::Terminal
        | FileKind::HostInput
        | FileKind::HostOutput(_)
        | FileKind::Special(_) => Err(Refusal::Fail(Errno::Espipe, Why::WrongKind(file))),
    }
}

fn read_from(kernel: &mut Kernel, caller: &Caller, transfer: Transfer<'_>) -> Step {
    let Transfer { file, segments, .. } = transfer;
    match kernel.files.get(file).kind {
        FileKind::PipeRead(pipe) | FileKind::PipeBoth(pipe) => {
            super::pipe::read(kernel, caller, (file, pipe), segments)
        }
        FileKind::Terminal | FileKind::HostInput => {
            super::terminal::read(kernel, caller, file, segments)
        }
        FileKind::Inode(inode) => match &kernel.fs.inode(inode).content {
            Content::Regular(_) => read_regular(kernel, caller, inode, transfer),
            Content::Magic(Magic::Text) => read_text(kernel, caller, inode, transfer),
            Content::Directory(_) | Content::Magic(_) => {
                Err(Refusal::Fail(Errno::Eisdir, Why::WrongKind(file)))
            }
            Content::Device(device) => super::device::read(kernel, caller, *device, segments),
            Content::Symlink(_) | Content::Fifo(_) | Content::Socket => {
                Err(Refusal::fail(Errno::Einval))
            }
        },
        FileKind::Special(special) => read_special(kernel, caller, (file, special), segments),
        FileKind::PipeWrite(_) | FileKind::HostOutput(_) => Err(Refusal::fail(Errno::Ebadf)),
    }
}

pub(super) fn write_to(kernel: &mut Kernel, caller: &Caller, transfer: Transfer<'_>) -> Step {
    let Transfer { file, segments, .. } = transfer;
    match kernel.files.get(file).kind {
        FileKind::PipeWrite(pipe) | FileKind::PipeBoth(pipe) => {
            super::pipe::write(kernel, caller, (file, pipe), segments)
        }
        FileKind::Terminal => super::terminal::write(kernel, caller, Stream::Terminal, segments),
        FileKind::HostOutput(stream) => super::terminal::write(kernel, caller, stream, segments),
        FileKind::Inode(inode) => match &kernel.fs.inode(inode).content {
            Content::Regular(_) => write_regular(kernel, caller, inode, transfer),
            Content::Device(device) => super::device::write(kernel, caller, *device, segments),
            Content::Directory(_)
            | Content::Magic(_)
            | Content::Symlink(_)
            | Content::Fifo(_)
            | Content::Socket => Err(Refusal::fail(Errno::Einval)),
        },
        FileKind::Special(special) => write_special(kernel, caller, (file, special), segments),
        FileKind::PipeRead(_) | FileKind::HostInput => Err(Refusal::fail(Errno::Ebadf)),
    }
}

fn read_special(
    kernel: &mut Kernel,
    caller: &Caller,
    (file, special): (Id<OpenFile>, Special),
    segments: &Segments,
) -> Step {
    match special {
        Special::Socket(socket) => net::read_socket(kernel, caller, (file, socket), segments),
        Special::Counter(counter) => poll::read_counter(kernel, caller, (file, counter), segments),
        Special::Timer(timer) => poll::read_timer(kernel, caller, (file, timer), segments),
        Special::Signals(signals) => poll::read_signals(kernel, caller, (file, signals), segments),
        Special::Epoll(_) | Special::Process(_) => {
            Err(Refusal::Fail(Errno::Einval, Why::WrongKind(file)))
        }
        Special::Queue(_) => Err(Refusal::unsupported("read: of a message queue")),
    }
}

fn write_special(
    kernel: &mut Kernel,
    caller: &Caller,
    (file, special): (Id<OpenFile>, Special),
    segments: &Segments,
) -> Step {
    match special {
        Special::Socket(socket) => net::write_socket(kernel, caller, (file, socket), segments),
        Special::Counter(counter) => poll::write_counter(kernel, caller, (file, counter), segments),
        Special::Timer(_)
        | Special::Epoll(_)
        | Special::Queue(_)
        | Special::Signals(_)
        | Special::Process(_) => Err(Refusal::Fail(Errno::Einval, Why::WrongKind(file))),
    }
}

fn read_regular(
    kernel: &mut Kernel,
    caller: &Caller,
    inode: Id<Inode>,
    transfer: Transfer<'_>,
) -> Step {
    let Transfer { file, segments, position } = transfer;
    let start = position.unwrap_or(kernel.files.get(file).offset);
    kernel.pull_shared(inode);
    let (mut done, mut fault) = (0, None);
    while done < segments.total && fault.is_none() {
        let Some(data) = kernel.fs.regular(inode) else { break };
        let bytes = data.read(start + done as u64, (segments.total - done).min(BATCH));
        if bytes.is_empty() {
            break;
        }
        let (count, bad) = segments.copy_out(kernel, caller, done, &bytes);
        segments.book_out(kernel, caller, Place::File(inode), (done, count));
        done += count;
        fault = bad;
    }
    if position.is_none() && done > 0 {
        kernel.files.get_mut(file).offset = start + done as u64;
    }
    if segments.total > 0 {
        touch(kernel, inode);
    }
    moved(done, fault)
}

/// A text of /proc, worked out anew for each read; `ESRCH` once its process is gone.
fn read_text(
    kernel: &mut Kernel,
    caller: &Caller,
    inode: Id<Inode>,
    transfer: Transfer<'_>,
) -> Step {
    let Transfer { file, segments, position } = transfer;
    let text = match ProcNode::of(inode) {
        Some(ProcNode::Text(text, pid)) => kernel.proc_text(text, pid),
        Some(ProcNode::TaskText(text, tid)) => kernel.task_text(text, tid),
        Some(
            ProcNode::Directory(_)
            | ProcNode::Tasks(_)
            | ProcNode::Task(_)
            | ProcNode::Descriptors(_)
            | ProcNode::Link(..),
        )
        | None => None,
    };
    let Some(text) = text else { return Err(Refusal::fail(Errno::Esrch)) };
    let start = position.unwrap_or(kernel.files.get(file).offset);
    let rest = text.get(start as usize..).unwrap_or_default();
    let bytes = &rest[..rest.len().min(segments.total)];
    let (count, fault) = segments.copy_out(kernel, caller, 0, bytes);
    segments.book_out(kernel, caller, Place::Kernel, (0, count));
    if position.is_none() {
        kernel.files.get_mut(file).offset = start + count as u64;
    }
    moved(count, fault)
}

/// Sets the access time as mount(8) describes `relatime`: only if it is not younger than the last
/// change, or a day old.
pub(super) fn touch(kernel: &mut Kernel, inode: Id<Inode>) {
    const DAY_S: i64 = 86_400;
    if ProcNode::of(inode).is_some() {
        return;
    }
    let now = kernel.wall_clock();
    let found = kernel.fs.inode(inode);
    let (read, changed): (Timespec, Timespec) = (found.atime, found.mtime.max(found.ctime));
    if read <= changed || now.seconds - read.seconds >= DAY_S {
        kernel.fs.inodes.get_mut(inode).atime = now;
    }
}

fn write_regular(
    kernel: &mut Kernel,
    caller: &Caller,
    inode: Id<Inode>,
    transfer: Transfer<'_>,
) -> Step {
    let Transfer { file, segments, position } = transfer;
    if segments.total == 0 {
        return Ok(0);
    }
    let description = kernel.files.get(file);
    let start = if description.is_append() {
        kernel.fs.inode(inode).size()
    } else {
        position.unwrap_or(description.offset)
    };
    let room = room_at(kernel, caller, start)?.min(segments.total as u64) as usize;
    kernel.pull_shared(inode);
    let (mut done, mut fault) = (0, None);
    while done < room && fault.is_none() {
        let (bytes, bad) = segments.copy_in(kernel, caller, done, (room - done).min(BATCH));
        let now = kernel.wall_clock();
        let count = match kernel.fs.write(inode, start + done as u64, &bytes, now) {
            Ok(count) => count,
            Err(_) if done > 0 => 0,
            Err(refusal) => return Err(refusal),
        };
        segments.book_in(kernel, caller, Place::File(inode), (done, count));
        kernel.push_shared(inode, start + done as u64, count as u64);
        done += count;
        fault = bad;
        if count < bytes.len() {
            break;
        }
    }
    if position.is_none() && done > 0 {
        kernel.files.get_mut(file).offset = start + done as u64;
    }
    moved(done, fault)
}

/// Bytes that may be written from `start` on: `EFBIG` at the end of all files, and with SIGXFSZ
/// at the process's own limit (`generic_write_check_limits`).
fn room_at(kernel: &mut Kernel, caller: &Caller, start: u64) -> Result<u64, Refusal> {
    let limit = kernel.process(caller.process).rlimits[Rlimit::FSIZE].soft;
    if start >= limit {
        kernel.send_signal_to_thread(caller.thread, Signal::XFSZ);
        return Err(Refusal::Fail(Errno::Efbig, Why::Limit("RLIMIT_FSIZE")));
    }
    let end = limit.min(i64::MAX as u64);
    match end.checked_sub(start) {
        Some(room) if room > 0 => Ok(room),
        _ => Err(Refusal::fail(Errno::Efbig)),
    }
}

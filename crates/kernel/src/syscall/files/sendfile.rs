//! sendfile(2): from a file to another descriptor without user memory, as `do_sendfile` and
//! fs/splice.c of Linux 6.18 have it.

use alloc::vec;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid, Signal};

use super::segments::Segments;
use super::transfer::{Transfer, readable, touch, writable, write_to};
use super::{Step, give, handlers};
use crate::attempt::{Resume, Sleep, SleepReason, Why};
use crate::event::Place;
use crate::fd::{FileKind, OpenFile, Special};
use crate::fs::{Content, Inode, Magic, ProcNode, ProcText, Refusal};
use crate::kernel::{Caller, Kernel};
use crate::pipe::Pipe;
use crate::poll::{READABLE, Source};
use crate::table::Id;

handlers! {
    /// sendfile(2).
    sendfile => do_sendfile;
}

/// `MAX_RW_COUNT`: no call moves more bytes.
const MOST: u64 = 0x7fff_f000;
/// More than any file or pipe here holds.
const MOST_AT_ONCE: usize = 64 << 20;

/// What is read: where from, and how much at most.
#[derive(Clone, Copy)]
struct Part {
    input: Id<OpenFile>,
    position: u64,
    count: usize,
}

fn do_sendfile(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [out, input, offset, count, ..] = args;
    let given = match offset {
        0 => None,
        address => Some(kernel.read_user_u64(caller, address)?),
    };
    let input = readable(kernel, caller, input)?;
    let file = kernel.files.get(input);
    if given.is_some() && !has_position(file.kind) {
        return Err(Refusal::Fail(Errno::Espipe, Why::WrongKind(input)));
    }
    let position = given.unwrap_or(file.offset);
    if (position as i64) < 0 || (count as i64) < 0 {
        return Err(Refusal::bad("offset"));
    }
    let out = writable(kernel, caller, out)?;
    let count = (count.min(MOST) as usize).min(MOST_AT_ONCE);
    let part = Part { input, position, count };
    let moved = match kernel.files.get(out).kind {
        FileKind::PipeWrite(pipe) | FileKind::PipeBoth(pipe) => {
            to_pipe(kernel, caller, (out, pipe), part)
        }
        FileKind::Inode(_)
        | FileKind::Terminal
        | FileKind::HostOutput(_)
        | FileKind::PipeRead(_)
        | FileKind::HostInput
        | FileKind::Special(_) => to_others(kernel, caller, out, part),
    }?;
    if moved > 0 {
        let end = position + moved as u64;
        match given {
            Some(_) => give(kernel, caller, offset, &end.to_le_bytes())?,
            None => kernel.files.get_mut(input).offset = end,
        }
    }
    Ok(moved)
}

/// FMODE_PREAD.
fn has_position(kind: FileKind) -> bool {
    match kind {
        FileKind::Inode(_) => true,
        FileKind::PipeRead(_)
        | FileKind::PipeWrite(_)
        | FileKind::PipeBoth(_)
        | FileKind::Terminal
        | FileKind::HostInput
        | FileKind::HostOutput(_)
        | FileKind::Special(_) => false,
    }
}

/// The regular file behind the input, or a text about the system; those about a process cannot be spliced.
fn source(kernel: &Kernel, part: Part) -> Result<Id<Inode>, Refusal> {
    let FileKind::Inode(inode) = kernel.files.get(part.input).kind else {
        return Err(Refusal::Fail(Errno::Einval, Why::WrongKind(part.input)));
    };
    match kernel.fs.inode(inode).content {
        Content::Regular(_) => Ok(inode),
        Content::Magic(Magic::Text) if system_text(inode).is_some() => Ok(inode),
        Content::Device(_) => Err(Refusal::unsupported("sendfile: from a device")),
        Content::Magic(_)
        | Content::Directory(_)
        | Content::Symlink(_)
        | Content::Fifo(_)
        | Content::Socket => Err(Refusal::Fail(Errno::Einval, Why::WrongKind(part.input))),
    }
}

fn to_others(kernel: &mut Kernel, caller: &Caller, out: Id<OpenFile>, part: Part) -> Step {
    if kernel.files.get(out).is_append() {
        return Err(Refusal::bad("out_fd"));
    }
    let inode = source(kernel, part)?;
    let bytes = bytes_of(kernel, inode, part);
    if bytes.is_empty() {
        return Ok(0);
    }
    let segments = Segments::of_file(inode, bytes);
    let is_socket = matches!(kernel.files.get(out).kind, FileKind::Special(Special::Socket(_)));
    let transfer = Transfer { file: out, segments: &segments, position: None };
    match write_to(kernel, caller, transfer) {
        // The input's offset could not be set when a signal ends the sleep.
        Err(Refusal::Sleep(_)) if is_socket => {
            let what = "sendfile: more than fits into the socket's buffer";
            Err(Refusal::unsupported(what))
        }
        other => other,
    }
}

/// The text of /proc that is about no process.
fn system_text(inode: Id<Inode>) -> Option<(ProcText, Pid)> {
    let ProcNode::Text(text, pid) = ProcNode::of(inode)? else { return None };
    (pid.0 == 0).then_some((text, pid))
}

fn bytes_of(kernel: &mut Kernel, inode: Id<Inode>, part: Part) -> Vec<u8> {
    if let Some((text, pid)) = system_text(inode) {
        let text = kernel.proc_text(text, pid).unwrap_or_default();
        let rest = text.get(part.position as usize..).unwrap_or_default();
        return rest[..rest.len().min(part.count)].to_vec();
    }
    kernel.pull_shared(inode);
    if part.count > 0 {
        touch(kernel, inode);
    }
    let data = kernel.fs.regular(inode);
    data.map(|data| data.read(part.position, part.count)).unwrap_or_default()
}

/// `splice_file_to_pipe`: sleeps while the pipe is full, then puts in what fits, once.
fn to_pipe(
    kernel: &mut Kernel,
    caller: &Caller,
    (out, id): (Id<OpenFile>, Id<Pipe>),
    part: Part,
) -> Step {
    let pipe = kernel.pipes.get(id);
    if super::pipe::readers(kernel, pipe) == 0 {
        kernel.send_signal_to_thread(caller.thread, Signal::PIPE);
        return Err(Refusal::Fail(Errno::Epipe, Why::NoReaders(id)));
    }
    if pipe.is_full() {
        if kernel.files.get(out).is_nonblocking() {
            return Err(Refusal::Fail(Errno::Eagain, Why::PipeFull(id)));
        }
        return Err(Refusal::Sleep(Sleep {
            resume: Resume::FromStart,
            on: vec![pipe.writable],
            deadline_ns: None,
            reason: SleepReason::PipeFull(id),
        }));
    }
    if matches!(kernel.files.get(part.input).kind, FileKind::Terminal | FileKind::Special(_)) {
        return Err(Refusal::unsupported("sendfile: from a terminal or a socket to a pipe"));
    }
    let (was_empty, readable) = (pipe.is_empty(), pipe.readable);
    let inode = source(kernel, part)?;
    let bytes = bytes_of(kernel, inode, part);
    let count = kernel.pipes.get_mut(id).splice(part.position, &bytes);
    kernel.ledger(caller, Place::File(inode), Place::Pipe(id), count as u64);
    if count > 0 {
        if was_empty {
            kernel.wake_one(readable, Some(caller.thread));
        }
        kernel.readiness_changed(Source::Pipe(id), READABLE);
    }
    Ok(count as i64)
}

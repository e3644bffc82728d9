//! pipe2(2), and reading from and writing to pipes and FIFOs: fs/pipe.c of Linux 6.18.

use alloc::format;
use alloc::vec;

use vitrine_abi::files::{O_CLOEXEC, O_DIRECT, O_NONBLOCK, O_RDONLY, O_WRONLY};
use vitrine_abi::{Errno, Fd, Signal};

use super::segments::{Segments, moved};
use super::{Step, give, handlers};
use crate::attempt::{Resume, Sleep, SleepReason, WakeReason, Why};
use crate::event::Place;
use crate::fd::{FileKind, OpenFile};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::pipe::Pipe;
use crate::poll::{READABLE, Source, WRITABLE};
use crate::table::Id;

handlers! {
    /// pipe(2).
    pipe2 => do_pipe2;
}

/// pipe2(2): both accepts `O_DIRECT` (not simulated) and `O_NOTIFICATION_PIPE` (= `O_EXCL`).
const O_NOTIFICATION_PIPE: u32 = 0o200;
/// Numbers of the inodes behind pipes start here.
const FIRST_INO: u64 = 10_000;

fn do_pipe2(kernel: &mut Kernel, caller: &Caller, [fds, flags, ..]: [u64; 6]) -> Step {
    let flags = flags as u32;
    if flags & !(O_CLOEXEC | O_NONBLOCK | O_DIRECT | O_NOTIFICATION_PIPE) != 0 {
        return Err(Refusal::bad("flags"));
    }
    if flags & O_DIRECT != 0 {
        return Err(Refusal::unsupported("pipe2: O_DIRECT"));
    }
    if flags & O_NOTIFICATION_PIPE != 0 {
        return Err(Refusal::unsupported("pipe2: O_NOTIFICATION_PIPE"));
    }
    let process = caller.process;
    let first = kernel.free_fd(process, Fd(0))?;
    let second = kernel.free_fd(process, Fd(first.0 + 1))?;
    let mut bytes = [0; 8];
    bytes[..4].copy_from_slice(&first.0.to_le_bytes());
    bytes[4..].copy_from_slice(&second.0.to_le_bytes());
    give(kernel, caller, fds, &bytes)?;

    let pipe = new_pipe(kernel, caller);
    let path = format!("pipe:[{}]", kernel.pipes.get(pipe).ino);
    let cloexec = flags & O_CLOEXEC != 0;
    let status = flags & O_NONBLOCK;
    for (fd, kind, mode) in
        [(first, FileKind::PipeRead(pipe), O_RDONLY), (second, FileKind::PipeWrite(pipe), O_WRONLY)]
    {
        let file = kernel.files.insert(OpenFile::new(kind, mode | status, path.as_bytes()));
        kernel.open_fd(process, fd, file, cloexec);
    }
    let pipe = kernel.pipes.get_mut(pipe);
    pipe.readers = 1;
    pipe.writers = 1;
    Ok(0)
}

/// An empty pipe without ends.
pub(super) fn new_pipe(kernel: &mut Kernel, caller: &Caller) -> Id<Pipe> {
    let (readable, writable) = (kernel.new_queue(), kernel.new_queue());
    let owner = kernel.process(caller.process);
    let owner = (owner.euid, owner.egid);
    let born_ns = kernel.now_ns();
    let id = kernel.pipes.insert(Pipe { owner, born_ns, ..Pipe::new(readable, writable, 0) });
    kernel.pipes.get_mut(id).ino = FIRST_INO + u64::from(id.number());
    id
}

/// Descriptions open for writing, and those that an open(2) is about to make.
fn writers(kernel: &Kernel, pipe: &Pipe) -> u32 {
    pipe.writers + pipe.fifo.map_or(0, |fifo| kernel.woken_from(fifo.opening_writers))
}

pub(super) fn readers(kernel: &Kernel, pipe: &Pipe) -> u32 {
    pipe.readers + pipe.fifo.map_or(0, |fifo| kernel.woken_from(fifo.opening_readers))
}

fn was_woken(caller: &Caller) -> bool {
    matches!(caller.woken, Some(WakeReason::Queue { .. }))
}

/// `pipe_read`: takes what is there; sleeps while there is nothing and a writer exists.
pub(super) fn read(
    kernel: &mut Kernel,
    caller: &Caller,
    (file, id): (Id<OpenFile>, Id<Pipe>),
    segments: &Segments,
) -> Step {
    if segments.total == 0 {
        return Ok(0);
    }
    let pipe = kernel.pipes.get(id);
    if pipe.is_empty() {
        if writers(kernel, pipe) == 0 {
            return Ok(0);
        }
        if kernel.files.get(file).is_nonblocking() {
            return Err(Refusal::Fail(Errno::Eagain, Why::PipeEmpty(id)));
        }
        return Err(Refusal::Sleep(Sleep {
            resume: Resume::FromStart,
            on: vec![pipe.readable],
            deadline_ns: None,
            reason: SleepReason::PipeEmpty(id),
        }));
    }
    let bytes = pipe.peek(segments.total);
    let (copied, fault) = segments.copy_out(kernel, caller, 0, &bytes);
    let count = kernel.pipes.get(id).whole_reads(bytes.len(), copied);
    segments.book_out(kernel, caller, Place::Pipe(id), (0, count));
    let pipe = kernel.pipes.get_mut(id);
    let has_new_room = pipe.consume(count);
    let (readable, writable, has_more) = (pipe.readable, pipe.writable, !pipe.is_empty());
    if has_new_room {
        kernel.wake_one(writable, Some(caller.thread));
        kernel.readiness_changed(Source::Pipe(id), WRITABLE);
    }
    if was_woken(caller) && has_more {
        kernel.wake_one(readable, Some(caller.thread));
    }
    moved(count, fault)
}

/// `pipe_write`: puts in what fits; sleeps until the rest does.
pub(super) fn write(
    kernel: &mut Kernel,
    caller: &Caller,
    (file, id): (Id<OpenFile>, Id<Pipe>),
    segments: &Segments,
) -> Step {
    if segments.total == 0 {
        return Ok(0);
    }
    let (done, is_first) = match caller.resume {
        Resume::Moved { done } => (done, false),
        Resume::FromStart | Resume::Until { .. } | Resume::Created { .. } => (0, true),
    };
    let pipe = kernel.pipes.get(id);
    if readers(kernel, pipe) == 0 {
        kernel.send_signal_to_thread(caller.thread, Signal::PIPE);
        if done > 0 {
            return Ok(done as i64);
        }
        return Err(Refusal::Fail(Errno::Epipe, Why::NoReaders(id)));
    }
    let (readable, writable, was_empty) = (pipe.readable, pipe.writable, pipe.is_empty());
    let plan = pipe.plan(segments.total - done, is_first);
    let (bytes, fault) = segments.copy_in(kernel, caller, done, plan.bytes());
    let count = plan.whole(bytes.len());
    segments.book_in(kernel, caller, Place::Pipe(id), (done, count));
    kernel.pipes.get_mut(id).append(plan, &bytes[..count]);
    let done = done + count;
    let is_over = done == segments.total || fault.is_some();
    // Whoever waits for bytes is told when the pipe was empty, or before the writer sleeps.
    if was_empty && count > 0 {
        kernel.wake_one(readable, Some(caller.thread));
    }
    // Edge-triggered epoll hears of every write.
    if count > 0 {
        kernel.readiness_changed(Source::Pipe(id), READABLE);
    }
    if is_over {
        if was_woken(caller) && !kernel.pipes.get(id).is_full() {
            kernel.wake_one(writable, Some(caller.thread));
        }
        return moved(done, fault);
    }
    if kernel.files.get(file).is_nonblocking() {
        if done > 0 {
            return Ok(done as i64);
        }
        return Err(Refusal::Fail(Errno::Eagain, Why::PipeFull(id)));
    }
    Err(Refusal::Sleep(Sleep {
        resume: Resume::Moved { done },
        on: vec![writable],
        deadline_ns: None,
        reason: SleepReason::PipeFull(id),
    }))
}

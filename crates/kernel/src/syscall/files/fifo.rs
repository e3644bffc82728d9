//! Opening a FIFO: fifo(7), `fifo_open` of fs/pipe.c.
//!
//! Who opens one side sleeps until somebody opens the other. Linux counts the sleeper as an end
//! already; here the partner finds it in the queue, and counts it from the wake-up on.

use alloc::vec;

use vitrine_abi::Errno;
use vitrine_abi::files::{O_ACCMODE, O_NONBLOCK, O_RDONLY, O_WRONLY};

use crate::attempt::{Resume, Sleep, SleepReason, WakeReason, Why};
use crate::fd::FileKind;
use crate::fs::{Content, Inode, Refusal};
use crate::kernel::{Caller, Kernel};
use crate::pipe::{Fifo, Pipe};
use crate::table::Id;
use crate::wait::WaitQueue;

pub(super) fn open(
    kernel: &mut Kernel,
    caller: &Caller,
    inode: Id<Inode>,
    flags: u32,
) -> Result<FileKind, Refusal> {
    let is_nonblocking = flags & O_NONBLOCK != 0;
    let mode = flags & O_ACCMODE;
    let (id, fifo) = match attached(kernel, inode) {
        Some(found) => found,
        None if mode == O_WRONLY && is_nonblocking => return Err(no_reader()),
        None => attach(kernel, caller, inode),
    };
    let by = Some(caller.thread);
    let pipe = kernel.pipes.get(id);
    match mode {
        O_RDONLY => {
            let has_partner = has_end(kernel, pipe.writers, fifo.opening_writers)
                || was_met(caller, fifo.opening_readers);
            if !has_partner && !is_nonblocking {
                return Err(wait(id, fifo.opening_readers));
            }
            kernel.pipes.get_mut(id).readers += 1;
            kernel.wake_all(fifo.opening_writers, by);
            Ok(FileKind::PipeRead(id))
        }
        O_WRONLY => {
            let has_partner = has_end(kernel, pipe.readers, fifo.opening_readers)
                || was_met(caller, fifo.opening_writers);
            if !has_partner && is_nonblocking {
                return Err(no_reader());
            }
            if !has_partner {
                return Err(wait(id, fifo.opening_writers));
            }
            kernel.pipes.get_mut(id).writers += 1;
            kernel.wake_all(fifo.opening_readers, by);
            Ok(FileKind::PipeWrite(id))
        }
        _ => {
            let pipe = kernel.pipes.get_mut(id);
            pipe.readers += 1;
            pipe.writers += 1;
            kernel.wake_all(fifo.opening_readers, by);
            kernel.wake_all(fifo.opening_writers, by);
            Ok(FileKind::PipeBoth(id))
        }
    }
}

fn no_reader() -> Refusal {
    Refusal::Fail(Errno::Enxio, Why::Errno)
}

fn wait(id: Id<Pipe>, queue: Id<WaitQueue>) -> Refusal {
    Refusal::Sleep(Sleep {
        resume: Resume::FromStart,
        on: vec![queue],
        deadline_ns: None,
        reason: SleepReason::FifoPartner(id),
    })
}

/// Whether the other side is open, or somebody sleeps in open(2) for it.
fn has_end(kernel: &Kernel, open: u32, queue: Id<WaitQueue>) -> bool {
    open > 0 || !kernel.queues.get(queue).waiters.is_empty() || kernel.woken_from(queue) > 0
}

/// Whether a partner woke this very open(2): that counts, though it may have closed again.
fn was_met(caller: &Caller, queue: Id<WaitQueue>) -> bool {
    matches!(caller.woken, Some(WakeReason::Queue { queue: from, .. }) if from == queue)
}

fn attached(kernel: &Kernel, inode: Id<Inode>) -> Option<(Id<Pipe>, Fifo)> {
    let Content::Fifo(Some(id)) = kernel.fs.inode(inode).content else { return None };
    Some((id, kernel.pipes.get(id).fifo?))
}

fn attach(kernel: &mut Kernel, caller: &Caller, inode: Id<Inode>) -> (Id<Pipe>, Fifo) {
    let id = super::pipe::new_pipe(kernel, caller);
    let (opening_readers, opening_writers) = (kernel.new_queue(), kernel.new_queue());
    let fifo = Fifo { inode, opening_readers, opening_writers };
    let pipe = kernel.pipes.get_mut(id);
    pipe.fifo = Some(fifo);
    pipe.ino = u64::from(inode.number());
    kernel.fs.inodes.get_mut(inode).content = Content::Fifo(Some(id));
    (id, fifo)
}

//! Reading from and writing to the terminal, or the host's pipes in its place.

use alloc::vec;

use super::Step;
use super::segments::{Segments, moved};
use crate::attempt::{Resume, Sleep, SleepReason, Why};
use crate::event::Place;
use crate::fd::{FileKind, OpenFile, Stream};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::table::Id;
use vitrine_abi::{Errno, Signal};

const BATCH: usize = 1 << 20;

/// One line, or what there is; sleeps while there is nothing.
pub(super) fn read(
    kernel: &mut Kernel,
    caller: &Caller,
    file: Id<OpenFile>,
    segments: &Segments,
) -> Step {
    if segments.total == 0 {
        return Ok(0);
    }
    let description = kernel.files.get(file);
    let from_terminal = description.kind == FileKind::Terminal;
    let is_nonblocking = description.is_nonblocking();
    if from_terminal {
        kernel.check_foreground(caller, Signal::TTIN)?;
    }
    let Some(bytes) = kernel.terminal.peek(from_terminal, segments.total) else {
        if is_nonblocking {
            return Err(Refusal::Fail(Errno::Eagain, Why::Errno));
        }
        return Err(Refusal::Sleep(Sleep {
            resume: Resume::FromStart,
            on: vec![kernel.terminal.readable],
            deadline_ns: None,
            reason: SleepReason::TerminalInput,
        }));
    };
    let (count, fault) = segments.copy_out(kernel, caller, 0, &bytes);
    segments.book_out(kernel, caller, Place::Terminal, (0, count));
    kernel.terminal.consume(from_terminal, count);
    moved(count, fault)
}

/// Output is never full, but a run that has written too much is over.
pub(super) fn write(
    kernel: &mut Kernel,
    caller: &Caller,
    stream: Stream,
    segments: &Segments,
) -> Step {
    if stream == Stream::Terminal && kernel.terminal.line.stops_background_output() {
        kernel.check_foreground(caller, Signal::TTOU)?;
    }
    let (mut done, mut fault) = (0, None);
    while done < segments.total && fault.is_none() {
        if kernel.terminal.output.is_exhausted() {
            return Err(Refusal::unsupported("more than 16 MiB of output"));
        }
        let batch = (segments.total - done).min(BATCH);
        let (bytes, bad) = segments.copy_in(kernel, caller, done, batch);
        segments.book_in(kernel, caller, Place::Terminal, (done, bytes.len()));
        if !bytes.is_empty() {
            kernel.show(stream, Some(caller.thread), &bytes);
        }
        done += bytes.len();
        fault = bad;
    }
    moved(done, fault)
}

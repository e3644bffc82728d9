//! The memory devices: null(4), full(4), random(4). drivers/char/mem.c.

use alloc::vec;
use vitrine_abi::Errno;

use super::Step;
use super::segments::{Segments, moved};
use crate::event::Place;
use crate::fs::{Device, Refusal};
use crate::kernel::{Caller, Kernel};

/// Bytes that are made at a time.
const BATCH: usize = 1 << 16;

pub(super) fn read(
    kernel: &mut Kernel,
    caller: &Caller,
    device: Device,
    segments: &Segments,
) -> Step {
    let is_random = match device {
        Device::Null => return Ok(0),
        Device::Zero | Device::Full => false,
        Device::Random | Device::Urandom => true,
        Device::Tty | Device::Pts => return Err(Refusal::fail(Errno::Eio)),
    };
    let (mut done, mut fault) = (0, None);
    while done < segments.total && fault.is_none() {
        let mut bytes = vec![0; (segments.total - done).min(BATCH)];
        if is_random {
            kernel.chooser.random_bytes(&mut bytes);
        }
        let (count, bad) = segments.copy_out(kernel, caller, done, &bytes);
        segments.book_out(kernel, caller, Place::Kernel, (done, count));
        done += count;
        fault = bad;
    }
    moved(done, fault)
}

/// What is written to null, zero and random is not even looked at (random: deviates, it is not
/// mixed in, so that runs compare). `write_full` refuses even nothing.
pub(super) fn write(
    _kernel: &mut Kernel,
    _caller: &Caller,
    device: Device,
    segments: &Segments,
) -> Step {
    match device {
        Device::Null | Device::Zero | Device::Random | Device::Urandom => Ok(segments.total as i64),
        Device::Full => Err(Refusal::fail(Errno::Enospc)),
        Device::Tty | Device::Pts => Err(Refusal::fail(Errno::Eio)),
    }
}

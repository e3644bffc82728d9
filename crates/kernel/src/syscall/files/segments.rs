//! A call's buffers in user memory: one for read(2), several for readv(2).

use alloc::vec;
use alloc::vec::Vec;

use crate::attempt::Why;
use crate::event::Place;
use crate::fs::{Inode, Refusal};
use crate::kernel::{Caller, Kernel};
use crate::mm::BadAddress;
use crate::table::Id;
use vitrine_abi::Errno;

/// `MAX_RW_COUNT`: no call moves more bytes.
const MOST: u64 = 0x7fff_f000;
/// `UIO_MAXIOV`.
const MOST_SEGMENTS: u64 = 1024;

/// Buffers, in order.
#[derive(Clone, Debug)]
pub(crate) struct Segments {
    parts: Parts,
    /// Bytes of all together.
    pub total: usize,
}

/// Address and length of each; the common case takes no allocation.
#[derive(Clone, Debug)]
enum Parts {
    One((u64, u64)),
    Many(Vec<(u64, u64)>),
    /// No user memory: bytes of a file, for sendfile(2).
    File(Id<Inode>, Vec<u8>),
}

impl Parts {
    fn as_slice(&self) -> &[(u64, u64)] {
        match self {
            Parts::One(part) => core::slice::from_ref(part),
            Parts::Many(parts) => parts,
            Parts::File(..) => &[],
        }
    }
}

/// `access_ok`: user addresses have the upper half of all numbers above them.
fn check_range(address: u64, length: u64) -> Result<(), Refusal> {
    match address.checked_add(length) {
        Some(end) if end <= i64::MAX as u64 => Ok(()),
        _ => Err(Refusal::Fail(Errno::Efault, Why::BadAddress(address))),
    }
}

impl Segments {
    /// One buffer.
    pub(crate) fn one(address: u64, length: u64) -> Result<Self, Refusal> {
        check_range(address, length)?;
        let length = length.min(MOST);
        Ok(Segments { parts: Parts::One((address, length)), total: length as usize })
    }

    /// What was read from a file, to be written elsewhere.
    pub(crate) fn of_file(inode: Id<Inode>, bytes: Vec<u8>) -> Self {
        Segments { total: bytes.len(), parts: Parts::File(inode, bytes) }
    }

    /// `import_iovec`: an array of `struct iovec`.
    pub(crate) fn read(
        kernel: &mut Kernel,
        caller: &Caller,
        address: u64,
        count: u64,
    ) -> Result<Self, Refusal> {
        if count > MOST_SEGMENTS {
            return Err(Refusal::bad("iovcnt"));
        }
        let mut bytes = vec![0; count as usize * 16];
        kernel.copy_from_user(caller, address, &mut bytes)?;
        let (words, _) = bytes.as_chunks::<8>();
        let (mut parts, mut total) = (Vec::new(), 0);
        for pair in words.chunks_exact(2) {
            let (base, length) = (u64::from_le_bytes(pair[0]), u64::from_le_bytes(pair[1]));
            if (length as i64) < 0 {
                return Err(Refusal::bad("iov_len"));
            }
            check_range(base, length)?;
            let length = length.min(MOST - total);
            parts.push((base, length));
            total += length;
        }
        Ok(Segments { parts: Parts::Many(parts), total: total as usize })
    }

    /// The pieces of user memory behind `count` bytes from `skip` on: address and length.
    fn pieces(&self, skip: usize, count: usize) -> impl Iterator<Item = (u64, usize)> {
        let (mut skip, mut left) = (skip, count);
        self.parts.as_slice().iter().filter_map(move |(address, length)| {
            let length = *length as usize;
            let passed = skip.min(length);
            skip -= passed;
            let here = (length - passed).min(left);
            left -= here;
            (here > 0).then_some((address.wrapping_add(passed as u64), here))
        })
    }

    /// Copies `bytes` out to the caller, from position `skip` of the buffers on. Answers how many
    /// bytes arrived, and what stopped it.
    pub(crate) fn copy_out(
        &self,
        kernel: &mut Kernel,
        caller: &Caller,
        skip: usize,
        bytes: &[u8],
    ) -> (usize, Option<BadAddress>) {
        let mut done = 0;
        for (address, length) in self.pieces(skip, bytes.len()) {
            let part = &bytes[done..done + length];
            if let Err(bad) = kernel.copy_to_user(caller, address, part) {
                return (done + bad.copied, Some(bad));
            }
            done += length;
        }
        (done, None)
    }

    /// Copies `count` bytes in from the caller.
    pub(crate) fn copy_in(
        &self,
        kernel: &mut Kernel,
        caller: &Caller,
        skip: usize,
        count: usize,
    ) -> (Vec<u8>, Option<BadAddress>) {
        if let Parts::File(_, bytes) = &self.parts {
            return (bytes.iter().skip(skip).take(count).copied().collect(), None);
        }
        let mut bytes = vec![0; count];
        let mut done = 0;
        for (address, length) in self.pieces(skip, count) {
            let part = &mut bytes[done..done + length];
            if let Err(bad) = kernel.copy_from_user(caller, address, part) {
                bytes.truncate(done + bad.copied);
                return (bytes, Some(bad));
            }
            done += length;
        }
        (bytes, None)
    }

    /// Books bytes that went from `from` to the buffers.
    pub(crate) fn book_out(
        &self,
        kernel: &mut Kernel,
        caller: &Caller,
        from: Place,
        (skip, count): (usize, usize),
    ) {
        for (address, length) in self.pieces(skip, count) {
            let to = Place::User { process: caller.process, address };
            kernel.ledger(caller, from, to, length as u64);
        }
    }

    /// Books bytes that went from the buffers to `to`.
    pub(crate) fn book_in(
        &self,
        kernel: &mut Kernel,
        caller: &Caller,
        to: Place,
        (skip, count): (usize, usize),
    ) {
        if let Parts::File(inode, _) = self.parts {
            kernel.ledger(caller, Place::File(inode), to, count as u64);
        }
        for (address, length) in self.pieces(skip, count) {
            let from = Place::User { process: caller.process, address };
            kernel.ledger(caller, from, to, length as u64);
        }
    }
}

/// What a transfer answers: the bytes that count, or the fault if there are none.
pub(crate) fn moved(count: usize, fault: Option<BadAddress>) -> Result<i64, Refusal> {
    match fault {
        Some(bad) if count == 0 => Err(bad.into()),
        _ => Ok(count as i64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_skip_and_stop_inside_buffers() {
        let parts = Parts::Many(vec![(100, 10), (0, 0), (200, 5), (300, 7)]);
        let segments = Segments { parts, total: 22 };
        let pieces: Vec<_> = segments.pieces(8, 10).collect();
        assert_eq!(pieces, [(108, 2), (200, 5), (300, 3)]);
        assert_eq!(segments.pieces(22, 0).count(), 0);
    }
}

//! Pipes and FIFOs: a ring of page slots, as fs/pipe.c of Linux 6.18 has it. pipe(7).
//!
//! A write appends to the last slot when its odd part fits there; everything else takes whole
//! slots. So a pipe of 16 slots is full with 15 full pages and one byte. Here is the ring itself;
//! who sleeps and who is woken is in the system calls.

use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::files::PAGE_SIZE;

use crate::fs::Inode;
use crate::table::Id;
use crate::wait::WaitQueue;

/// Slots of a new pipe: `PIPE_DEF_BUFFERS`.
pub const DEFAULT_SLOTS: u32 = 16;
/// Writes up to this many bytes are not torn apart: pipe(7).
pub const PIPE_BUF: usize = 4096;
/// The largest `F_SETPIPE_SZ` without privilege, in bytes: /proc/sys/fs/pipe-max-size.
pub const MAX_SIZE: u64 = 1 << 20;

/// A pipe or an opened FIFO.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Pipe {
    /// Slots that hold bytes; the oldest first.
    pub slots: VecDeque<Slot>,
    /// How many slots there may be; a power of two.
    pub slot_limit: u32,
    /// Descriptions open for reading.
    pub readers: u32,
    /// Descriptions open for writing.
    pub writers: u32,
    /// Readers sleep here.
    pub readable: Id<WaitQueue>,
    /// Writers sleep here.
    pub writable: Id<WaitQueue>,
    /// For a FIFO, its place in the tree; none for pipe2(2).
    pub fifo: Option<Fifo>,
    /// Number that stat(2) shows.
    pub ino: u64,
    /// Owner: uid and gid.
    pub owner: (u32, u32),
    /// Virtual time when it was made, ns since boot.
    pub born_ns: u64,
}

/// What a FIFO has besides a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fifo {
    /// Its inode.
    pub inode: Id<Inode>,
    /// Those who sleep in open(2) for reading, until somebody opens for writing.
    pub opening_readers: Id<WaitQueue>,
    /// Those who sleep in open(2) for writing.
    pub opening_writers: Id<WaitQueue>,
}

/// One page of a pipe.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Slot {
    /// The page up to its last byte in use; what lies behind it does not exist for anybody.
    page: Arc<Vec<u8>>,
    offset: usize,
    mergeable: bool,
}

impl Slot {
    /// The bytes that wait to be read.
    pub fn bytes(&self) -> &[u8] {
        &self.page[self.offset..]
    }

    /// Where in its page they start.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Whether a write may append to it.
    pub fn is_mergeable(&self) -> bool {
        self.mergeable
    }
}

/// How the next write of some length would be laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Bytes appended to the last slot.
    pub merged: usize,
    /// Bytes put into new slots.
    pub fresh: usize,
}

impl Plan {
    /// Bytes that fit now.
    pub(crate) fn bytes(self) -> usize {
        self.merged + self.fresh
    }

    /// How much of the plan is carried out when copying from the user stopped after `copied`
    /// bytes: a merge is all or nothing, and so is each page.
    pub(crate) fn whole(self, copied: usize) -> usize {
        if copied >= self.bytes() {
            self.bytes()
        } else if copied < self.merged {
            0
        } else {
            self.merged + (copied - self.merged) / PAGE_SIZE * PAGE_SIZE
        }
    }
}

impl Pipe {
    /// An empty pipe without ends.
    pub(crate) fn new(readable: Id<WaitQueue>, writable: Id<WaitQueue>, ino: u64) -> Self {
        Pipe {
            slots: VecDeque::new(),
            slot_limit: DEFAULT_SLOTS,
            readers: 0,
            writers: 0,
            readable,
            writable,
            fifo: None,
            ino,
            owner: (0, 0),
            born_ns: 0,
        }
    }

    /// Whether nothing can be read.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Whether every slot is in use.
    pub fn is_full(&self) -> bool {
        self.slots.len() >= self.slot_limit as usize
    }

    /// Bytes that wait to be read.
    pub fn queued(&self) -> usize {
        self.slots.iter().map(|slot| slot.bytes().len()).sum()
    }

    /// Bytes it can hold at best: `F_GETPIPE_SZ`.
    pub fn capacity(&self) -> u64 {
        u64::from(self.slot_limit) * PAGE_SIZE as u64
    }

    /// Lays out a write of `total` bytes. `first` says that nothing of it has been written yet:
    /// only then its odd part may go into the last slot (`pipe_write`).
    pub(crate) fn plan(&self, total: usize, first: bool) -> Plan {
        let odd = total % PAGE_SIZE;
        let fits_last = |slot: &Slot| slot.mergeable && slot.page.len() + odd <= PAGE_SIZE;
        let merged =
            if first && odd > 0 && self.slots.back().is_some_and(fits_last) { odd } else { 0 };
        let room = (self.slot_limit as usize).saturating_sub(self.slots.len()) * PAGE_SIZE;
        Plan { merged, fresh: room.min(total - merged) }
    }

    /// Puts bytes in as planned; `bytes` is what [`Plan::whole`] allows.
    pub(crate) fn append(&mut self, plan: Plan, bytes: &[u8]) {
        let (merged, fresh) = bytes.split_at(plan.merged.min(bytes.len()));
        if let (Some(slot), false) = (self.slots.back_mut(), merged.is_empty()) {
            Arc::make_mut(&mut slot.page).extend_from_slice(merged);
        }
        for chunk in fresh.chunks(PAGE_SIZE) {
            debug_assert!(!self.is_full(), "a full pipe takes no slot");
            let page = Arc::new(chunk.to_vec());
            self.slots.push_back(Slot { page, offset: 0, mergeable: true });
        }
    }

    /// Puts pages of a file in, as far as there are slots: each keeps its place in the page, and no
    /// write appends to it (`splice_folio_into_pipe`, mm/filemap.c). Answers how many bytes fit.
    pub(crate) fn splice(&mut self, position: u64, bytes: &[u8]) -> usize {
        let mut done = 0;
        while done < bytes.len() && !self.is_full() {
            let offset = ((position + done as u64) % PAGE_SIZE as u64) as usize;
            let part = &bytes[done..bytes.len().min(done + PAGE_SIZE - offset)];
            let mut page = Vec::with_capacity(offset + part.len());
            page.resize(offset, 0);
            page.extend_from_slice(part);
            self.slots.push_back(Slot { page: Arc::new(page), offset, mergeable: false });
            done += part.len();
        }
        done
    }

    /// The next `limit` bytes at most, left in place.
    pub(crate) fn peek(&self, limit: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(limit.min(self.queued()));
        for slot in &self.slots {
            let part = slot.bytes();
            out.extend_from_slice(&part[..part.len().min(limit - out.len())]);
            if out.len() == limit {
                break;
            }
        }
        out
    }

    /// Of `wanted` bytes that were peeked, how many count when copying to the user stopped after
    /// `copied`: `pipe_read` takes from a slot only what it could copy completely.
    pub(crate) fn whole_reads(&self, wanted: usize, copied: usize) -> usize {
        let mut taken = 0;
        for slot in &self.slots {
            let part = slot.bytes().len().min(wanted - taken);
            if taken + part > copied {
                break;
            }
            taken += part;
        }
        taken
    }

    /// Takes bytes out. Answers whether a full pipe got a free slot: then writers are woken.
    pub(crate) fn consume(&mut self, bytes: usize) -> bool {
        let was_full = self.is_full();
        let mut left = bytes;
        while left > 0
            && let Some(slot) = self.slots.front_mut()
        {
            let part = slot.bytes().len().min(left);
            slot.offset += part;
            left -= part;
            if slot.bytes().is_empty() {
                self.slots.pop_front();
            }
        }
        was_full && !self.is_full()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pipe() -> Pipe {
        Pipe::new(Id::from_number(1), Id::from_number(2), 1)
    }

    fn write(pipe: &mut Pipe, bytes: &[u8]) -> usize {
        let plan = pipe.plan(bytes.len(), true);
        pipe.append(plan, &bytes[..plan.bytes()]);
        plan.bytes()
    }

    #[test]
    fn small_writes_share_a_slot_and_large_ones_take_their_own() {
        let mut pipe = pipe();
        write(&mut pipe, &[1; 100]);
        write(&mut pipe, &[2; 100]);
        assert_eq!(pipe.slots.len(), 1);
        write(&mut pipe, &[3; 4000]);
        assert_eq!(pipe.slots.len(), 2, "4000 do not fit beside 200");
        assert_eq!(pipe.queued(), 4200);
        // The odd part of a large write goes beside the 4000; the rest takes whole pages.
        write(&mut pipe, &[4; 4096 + 50]);
        let lengths: Vec<_> = pipe.slots.iter().map(|slot| slot.bytes().len()).collect();
        assert_eq!(lengths, [200, 4050, 4096]);
    }

    #[test]
    fn spliced_pages_take_slots_of_their_own() {
        let mut pipe = pipe();
        assert_eq!(pipe.splice(4090, &[1; 10]), 10);
        assert_eq!(pipe.slots.iter().map(|slot| slot.bytes().len()).collect::<Vec<_>>(), [6, 4]);
        write(&mut pipe, &[2; 3]);
        assert_eq!(pipe.slots.len(), 3);
        assert_eq!(pipe.splice(0, &[3; 70_000]), 13 * PAGE_SIZE);
        assert!(pipe.is_full());
    }

    #[test]
    fn fifteen_pages_and_a_byte_are_a_full_pipe() {
        let mut pipe = pipe();
        assert_eq!(write(&mut pipe, &[0; 15 * 4096]), 15 * 4096);
        assert_eq!(write(&mut pipe, &[1]), 1);
        assert!(pipe.is_full());
        assert_eq!(write(&mut pipe, &[0; 8192]), 0);
        assert_eq!(write(&mut pipe, &[2; 4095]), 4095, "the last slot still has room");
        assert_eq!(write(&mut pipe, &[3]), 0);
        assert_eq!(pipe.queued(), 65_536);
    }

    #[test]
    fn reading_frees_a_slot_only_with_its_last_byte() {
        let mut pipe = pipe();
        write(&mut pipe, &[7; 65_536]);
        assert!(!pipe.consume(1));
        assert!(!pipe.consume(4094));
        assert!(pipe.consume(1));
        assert!(!pipe.consume(4096), "it was not full any more");
    }

    #[test]
    fn a_failed_copy_counts_whole_slots_and_loses_nothing() {
        let mut pipe = pipe();
        write(&mut pipe, &[1; 4096]);
        write(&mut pipe, &[2; 10]);
        assert_eq!(pipe.whole_reads(4100, 4095), 0);
        assert_eq!(pipe.whole_reads(4100, 4099), 4096);
        assert_eq!(pipe.whole_reads(4100, 4100), 4100);
        let plan = pipe.plan(4096 + 20, true);
        assert_eq!(plan, Plan { merged: 20, fresh: 4096 });
        assert_eq!((plan.whole(19), plan.whole(4000), plan.whole(4116)), (0, 20, 4116));
        assert_eq!(pipe.peek(usize::MAX).len(), 4106);
    }
}

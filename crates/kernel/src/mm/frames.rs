//! Physical memory: frames in one arena, their reference counts, and cheap snapshots.
//!
//! A snapshot freezes the frames that were written since the last one into `Arc`s and shares all
//! others; restoring copies back only what differs. Whoever lets user code write must call
//! [`PhysicalMemory::mark_dirty`] first, and again after each snapshot.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::array;
use core::hash::{Hash, Hasher};

/// Bytes in a page and in a frame.
pub const PAGE: usize = 4096;
/// The bytes of a frame.
pub type Page = [u8; PAGE];

const CHUNK: usize = 64;

/// Index of a physical frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Frame(pub u32);

impl Frame {
    fn index(self) -> usize {
        self.0 as usize
    }
}

/// A frame as a snapshot sees it.
#[derive(Debug)]
struct FrozenPage {
    hash: u64,
    bytes: Page,
}

#[derive(Clone, Debug)]
struct Chunk {
    frozen: [Option<Arc<FrozenPage>>; CHUNK],
}

/// All frames of the machine.
#[derive(Clone, Debug, Default)]
pub struct PhysicalMemory {
    /// The arena; may be longer than `refs` after a restore.
    pages: Vec<Page>,
    /// Page-table entries that map each frame; 0 is free.
    refs: Vec<u32>,
    /// Free frames below `refs.len()`; the last one is given next.
    free: Vec<u32>,
    limit: u32,
    frozen: Vec<Arc<Chunk>>,
    is_dirty: Vec<bool>,
    dirty: Vec<u32>,
}

/// All frames at one moment. Cheap to clone.
#[derive(Clone, Debug)]
pub struct MemorySnapshot {
    refs: Arc<[u32]>,
    free: Arc<[u32]>,
    limit: u32,
    frozen: Arc<[Arc<Chunk>]>,
}

impl PhysicalMemory {
    /// Memory of at most `limit` frames; they take host memory as they are used.
    pub fn new(limit: u32) -> Self {
        PhysicalMemory { limit, ..Self::default() }
    }

    /// How many frames the machine has.
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// How many frames are in use.
    pub fn used(&self) -> u32 {
        (self.refs.len() - self.free.len()) as u32
    }

    /// How many page-table entries map the frame.
    pub fn references(&self, frame: Frame) -> u32 {
        self.refs.get(frame.index()).copied().unwrap_or(0)
    }

    /// The bytes of a frame in use.
    #[inline]
    pub fn page(&self, frame: Frame) -> &Page {
        &self.pages[frame.0 as usize]
    }

    /// The bytes of a frame in use, for writing. The frame must be marked dirty.
    #[inline]
    pub fn page_mut(&mut self, frame: Frame) -> &mut Page {
        &mut self.pages[frame.0 as usize]
    }

    /// Notes that the frame will be written.
    #[inline]
    pub fn mark_dirty(&mut self, frame: Frame) {
        let index = frame.index();
        if !self.is_dirty[index] {
            self.is_dirty[index] = true;
            self.dirty.push(frame.0);
        }
    }

    /// A frame of zeroes with one reference; `None` when memory is full.
    pub(crate) fn allocate(&mut self) -> Option<Frame> {
        let frame = self.take_free()?;
        *self.page_mut(frame) = [0; PAGE];
        Some(frame)
    }

    /// A copy of a frame, with one reference.
    pub(crate) fn allocate_copy(&mut self, of: Frame) -> Option<Frame> {
        let frame = self.take_free()?;
        self.pages.copy_within(of.index()..=of.index(), frame.index());
        Some(frame)
    }

    fn take_free(&mut self) -> Option<Frame> {
        let frame = match self.free.pop() {
            Some(frame) => frame,
            None if self.refs.len() < self.limit as usize => {
                self.refs.push(0);
                if self.pages.len() < self.refs.len() {
                    self.pages.push([0; PAGE]);
                    self.is_dirty.push(false);
                }
                (self.refs.len() - 1) as u32
            }
            None => return None,
        };
        self.refs[frame as usize] = 1;
        self.mark_dirty(Frame(frame));
        Some(Frame(frame))
    }

    /// One more page-table entry maps the frame.
    pub(crate) fn share(&mut self, frame: Frame) {
        self.refs[frame.index()] += 1;
    }

    /// One page-table entry less; the last one frees the frame.
    pub(crate) fn release(&mut self, frame: Frame) {
        let refs = &mut self.refs[frame.index()];
        *refs -= 1;
        if *refs == 0 {
            self.free.push(frame.0);
        }
    }

    /// Frames with their reference counts, the free ones too.
    pub fn frames(&self) -> impl Iterator<Item = (Frame, u32)> {
        self.refs.iter().enumerate().map(|(index, refs)| (Frame(index as u32), *refs))
    }

    /// Freezes what was written since the last snapshot. Every hart must flush its TLB then.
    pub fn snapshot(&mut self) -> MemorySnapshot {
        self.freeze();
        MemorySnapshot {
            refs: self.refs.as_slice().into(),
            free: self.free.as_slice().into(),
            limit: self.limit,
            frozen: self.frozen.as_slice().into(),
        }
    }

    fn freeze(&mut self) {
        let chunks = self.refs.len().div_ceil(CHUNK);
        if self.frozen.len() < chunks {
            let empty = Arc::new(Chunk { frozen: array::from_fn(|_| None) });
            self.frozen.resize(chunks, empty);
        }
        for frame in core::mem::take(&mut self.dirty) {
            let index = frame as usize;
            self.is_dirty[index] = false;
            if index >= self.refs.len() {
                continue;
            }
            let page = (self.refs[index] > 0).then(|| {
                let bytes = self.pages[index];
                Arc::new(FrozenPage { hash: hash_page(&bytes), bytes })
            });
            Arc::make_mut(&mut self.frozen[index / CHUNK]).frozen[index % CHUNK] = page;
        }
    }

    /// Goes to the moment of the snapshot. Every hart must flush its TLB then.
    pub fn restore(&mut self, snapshot: &MemorySnapshot) {
        for frame in core::mem::take(&mut self.dirty) {
            let index = frame as usize;
            self.is_dirty[index] = false;
            let chunk = snapshot.frozen.get(index / CHUNK);
            if let Some(page) = chunk.and_then(|chunk| chunk.frozen[index % CHUNK].as_ref()) {
                self.pages[index] = page.bytes;
            }
        }
        let needed = snapshot.refs.len();
        if self.pages.len() < needed {
            self.pages.resize(needed, [0; PAGE]);
            self.is_dirty.resize(needed, false);
        }
        for (number, chunk) in snapshot.frozen.iter().enumerate() {
            let here = self.frozen.get(number);
            if here.is_some_and(|here| Arc::ptr_eq(here, chunk)) {
                continue;
            }
            for (at, page) in chunk.frozen.iter().enumerate() {
                let Some(page) = page else { continue };
                let old = here.and_then(|here| here.frozen[at].as_ref());
                if !old.is_some_and(|old| Arc::ptr_eq(old, page)) {
                    self.pages[number * CHUNK + at] = page.bytes;
                }
            }
        }
        self.refs = snapshot.refs.to_vec();
        self.free = snapshot.free.to_vec();
        self.limit = snapshot.limit;
        self.frozen = snapshot.frozen.to_vec();
    }

    /// A number for the bytes of a frame in use. Freezes; every hart must flush.
    pub fn hash_frame(&mut self, frame: Frame) -> u64 {
        self.freeze();
        let chunk = self.frozen.get(frame.index() / CHUNK);
        let page = chunk.and_then(|chunk| chunk.frozen[frame.index() % CHUNK].as_ref());
        page.map_or(0, |page| page.hash)
    }

    /// Feeds the state of all frames in use into `hasher`. Freezes; every hart must flush.
    pub fn hash_frames(&mut self, hasher: &mut impl Hasher) {
        self.freeze();
        self.limit.hash(hasher);
        self.free.hash(hasher);
        for (index, refs) in self.refs.iter().enumerate() {
            refs.hash(hasher);
            if *refs > 0 {
                let page = self.frozen[index / CHUNK].frozen[index % CHUNK].as_ref();
                page.map_or(0, |page| page.hash).hash(hasher);
            }
        }
    }
}

/// Four lanes of multiply-and-rotate over little-endian words: the same on every host.
fn hash_page(page: &Page) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [K, K ^ 1, K ^ 2, K ^ 3];
    for block in page.chunks_exact(32) {
        for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            let word = u64::from_le_bytes(word.try_into().expect("8 bytes"));
            *lane = (*lane ^ word).wrapping_mul(K).rotate_left(29);
        }
    }
    lanes.into_iter().fold(0, |hash: u64, lane| (hash ^ lane).wrapping_mul(K).rotate_left(31))
}

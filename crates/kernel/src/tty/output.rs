//! All that the machine has shown, in order. Part of the state, so that it rewinds.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::hash::{Hash, Hasher};

use vitrine_abi::Tid;

use crate::fd::Stream;
use crate::fs::{mix, mix_bytes};

/// Bytes of output after which a run is over; each write counts [`CHUNK_COST`] in addition.
pub(crate) const OUTPUT_LIMIT: u64 = 16 << 20;
const CHUNK_COST: u64 = 64;
const SEGMENT: usize = 256;

/// One write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Where it went.
    pub stream: Stream,
    /// Who wrote it; none for the echo of typed characters.
    pub thread: Option<Tid>,
    /// When, in ns since boot.
    pub time_ns: u64,
    /// What.
    pub bytes: Arc<[u8]>,
}

/// The output so far. Only ever grows at the end; clones share all full segments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutputLog {
    full: Arc<Vec<Arc<[Chunk]>>>,
    last: Vec<Chunk>,
    cost: u64,
    history: u64,
}

impl Hash for OutputLog {
    // The history stands for the content: equal writes in equal order.
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.len(), self.history).hash(state);
    }
}

impl OutputLog {
    /// Number of writes.
    pub fn len(&self) -> usize {
        self.full.len() * SEGMENT + self.last.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The writes from the one with this index on.
    pub fn since(&self, index: usize) -> impl Iterator<Item = &Chunk> {
        let full = self.full.get(index / SEGMENT..).unwrap_or_default();
        let in_full = full.iter().flat_map(|segment| segment.iter());
        let skip = index - (index / SEGMENT).min(self.full.len()) * SEGMENT;
        in_full.chain(&self.last).skip(skip)
    }

    /// Whether another write may exceed the limit.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.cost >= OUTPUT_LIMIT
    }

    pub(crate) fn append(&mut self, chunk: Chunk) {
        self.cost += CHUNK_COST + chunk.bytes.len() as u64;
        let start = mix(mix(self.history, chunk.time_ns), chunk.stream as u64);
        self.history = mix_bytes(start, &chunk.bytes);
        self.last.push(chunk);
        if self.last.len() == SEGMENT {
            let segment = core::mem::take(&mut self.last).into();
            Arc::make_mut(&mut self.full).push(segment);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_can_be_drained_by_index() {
        let mut log = OutputLog::default();
        for number in 0..600_u32 {
            let bytes = number.to_le_bytes()[..].into();
            log.append(Chunk { stream: Stream::Stdout, thread: None, time_ns: 0, bytes });
        }
        for start in [0, 1, 255, 256, 300, 512, 599, 600] {
            let rest: Vec<_> = log.since(start).collect();
            assert_eq!(rest.len(), 600 - start);
            if let Some(first) = rest.first() {
                assert_eq!(*first.bytes, (start as u32).to_le_bytes());
            }
        }
    }
}

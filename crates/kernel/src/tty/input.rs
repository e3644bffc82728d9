//! What the host feeds to a stdin that is a pipe.

use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Bytes from the host that nobody has read yet. A clone shares them.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct HostInput {
    chunks: VecDeque<Arc<[u8]>>,
    /// Bytes of the first chunk that were read.
    taken: usize,
    /// Whether the host may feed more.
    pub open: bool,
}

impl HostInput {
    /// Adds bytes at the end.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.chunks.push_back(bytes.into());
        }
    }

    /// Bytes that wait to be read.
    pub fn queued(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum::<usize>() - self.taken
    }

    pub(crate) fn peek(&self, limit: usize) -> Option<Vec<u8>> {
        if self.chunks.is_empty() && self.open {
            return None;
        }
        let mut out = Vec::new();
        let mut skip = self.taken;
        for chunk in &self.chunks {
            let part = &chunk[skip..];
            out.extend_from_slice(&part[..part.len().min(limit - out.len())]);
            skip = 0;
            if out.len() == limit {
                break;
            }
        }
        Some(out)
    }

    pub(crate) fn consume(&mut self, bytes: usize) {
        self.taken += bytes;
        while let Some(first) = self.chunks.front()
            && self.taken >= first.len()
        {
            self.taken -= first.len();
            self.chunks.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_in_order_and_then_the_end() {
        let mut input = HostInput { open: true, ..HostInput::default() };
        assert_eq!(input.peek(5), None);
        input.feed(b"abc");
        input.feed(b"de");
        assert_eq!(input.peek(4).as_deref(), Some(&b"abcd"[..]));
        input.consume(4);
        assert_eq!((input.queued(), input.peek(9)), (1, Some(b"e".to_vec())));
        input.consume(1);
        input.open = false;
        assert_eq!(input.peek(9), Some(Vec::new()));
    }
}

//! The content of a regular file: pages, and holes where nothing was ever written.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::hash::{Hash, Hasher};

/// Bytes of one page.
pub type Page = [u8; PAGE];
/// A page of zeroes.
pub const ZERO_PAGE: Page = [0; PAGE];

const PAGE: usize = vitrine_abi::files::PAGE_SIZE;

/// A file's bytes. Clones share the pages.
#[derive(Clone, Debug, Default)]
pub struct FileData {
    size: u64,
    pages: BTreeMap<u64, Arc<Page>>,
    /// A hash of all writes so far. Two runs with equal histories have equal content, so a digest
    /// of the machine need not read every file again.
    history: u64,
}

impl PartialEq for FileData {
    fn eq(&self, other: &Self) -> bool {
        self.size == other.size && self.pages == other.pages
    }
}

impl Hash for FileData {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.size, self.history).hash(state);
    }
}

/// One step of a simple multiplicative hash.
pub(crate) fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Mixes bytes into a hash.
pub(crate) fn mix_bytes(hash: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(hash, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(mix(hash, bytes.len() as u64), |hash, byte| mix(hash, u64::from(*byte)))
}

/// Splits `length` bytes from `offset` on at page borders: page number, start in it, count.
fn parts(offset: u64, length: usize) -> impl Iterator<Item = (u64, usize, usize)> {
    let mut done = 0;
    core::iter::from_fn(move || {
        let at = offset + done as u64;
        let start = (at % PAGE as u64) as usize;
        let count = (length - done).min(PAGE - start);
        done += count;
        (count > 0).then_some((at / PAGE as u64, start, count))
    })
}

impl FileData {
    /// A file with this content.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut data = FileData::default();
        data.write(0, bytes);
        data
    }

    /// Length in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Pages that are not holes.
    pub fn pages(&self) -> u64 {
        self.pages.len() as u64
    }

    /// The page with this number, unless it is a hole.
    pub fn page(&self, number: u64) -> Option<&Arc<Page>> {
        self.pages.get(&number)
    }

    /// At most `length` bytes from `offset` on; fewer at the end of the file.
    pub fn read(&self, offset: u64, length: usize) -> Vec<u8> {
        let left = self.size.saturating_sub(offset);
        let length = usize::try_from(left).unwrap_or(usize::MAX).min(length);
        let mut out = Vec::with_capacity(length);
        for (number, start, count) in parts(offset, length) {
            match self.pages.get(&number) {
                Some(page) => out.extend_from_slice(&page[start..start + count]),
                None => out.resize(out.len() + count, 0),
            }
        }
        out
    }

    /// How many of `length` bytes at `offset` can be written with `free` new pages.
    pub(crate) fn fits(&self, offset: u64, length: usize, free: u64) -> usize {
        let mut free = free;
        let mut fits = 0;
        for (number, _, count) in parts(offset, length) {
            if !self.pages.contains_key(&number) {
                if free == 0 {
                    break;
                }
                free -= 1;
            }
            fits += count;
        }
        fits
    }

    /// Writes at `offset`, past the end too. Answers how many pages are new.
    pub(crate) fn write(&mut self, offset: u64, bytes: &[u8]) -> u64 {
        let before = self.pages();
        let mut rest = bytes;
        for (number, start, count) in parts(offset, bytes.len()) {
            let (part, tail) = rest.split_at(count);
            rest = tail;
            let page = self.pages.entry(number).or_insert_with(|| Arc::new(ZERO_PAGE));
            Arc::make_mut(page)[start..start + count].copy_from_slice(part);
        }
        if !bytes.is_empty() {
            self.size = self.size.max(offset + bytes.len() as u64);
            self.history = mix_bytes(mix(self.history, offset), bytes);
        }
        self.pages() - before
    }

    /// Sets the length; what is cut off reads as zero should the file grow again. Answers how
    /// many pages are free now.
    pub(crate) fn truncate(&mut self, size: u64) -> u64 {
        let before = self.pages();
        self.pages.split_off(&size.div_ceil(PAGE as u64));
        let tail = (size % PAGE as u64) as usize;
        if tail > 0
            && let Some(page) = self.pages.get_mut(&(size / PAGE as u64))
        {
            Arc::make_mut(page)[tail..].fill(0);
        }
        self.size = size;
        self.history = mix(self.history, !size);
        before - self.pages()
    }

    /// The first byte at or after `offset` that is not in a hole: `SEEK_DATA`.
    pub fn next_data(&self, offset: u64) -> Option<u64> {
        let (number, _) = self.pages.range(offset / PAGE as u64..).next()?;
        Some(offset.max(number * PAGE as u64)).filter(|found| *found < self.size)
    }

    /// The first byte at or after `offset` that is in a hole, or the end: `SEEK_HOLE`.
    pub fn next_hole(&self, offset: u64) -> Option<u64> {
        if offset >= self.size {
            return None;
        }
        let mut number = offset / PAGE as u64;
        if !self.pages.contains_key(&number) {
            return Some(offset);
        }
        while self.pages.contains_key(&number) {
            number += 1;
        }
        Some((number * PAGE as u64).min(self.size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_read_as_zero_and_take_no_page() {
        let mut data = FileData::default();
        assert_eq!(data.write(10_000, b"xyz"), 1);
        assert_eq!((data.size(), data.pages()), (10_003, 1));
        assert_eq!(data.read(9_999, 10), b"\0xyz");
        assert_eq!(data.next_data(0), Some(8192));
        assert_eq!(data.next_hole(8192), Some(10_003));
        assert_eq!(data.next_hole(5), Some(5));
        assert_eq!(data.next_data(20_000), None);
    }

    #[test]
    fn what_was_cut_off_does_not_come_back() {
        let mut data = FileData::from_bytes(&[9; 9000]);
        assert_eq!(data.truncate(5000), 1);
        assert_eq!(data.truncate(9000), 0);
        assert_eq!(data.read(4998, 4), [9, 9, 0, 0]);
    }

    #[test]
    fn a_huge_offset_costs_one_page() {
        let mut data = FileData::default();
        data.write(1 << 45, b"far");
        assert_eq!(data.pages(), 1);
        assert_eq!(data.fits(0, 10_000, 1), 4096);
    }

    #[test]
    fn equal_histories_are_told_apart_from_others() {
        let run = |offset: u64| {
            let mut data = FileData::default();
            data.write(offset, b"abc");
            data.history
        };
        assert_eq!(run(0), run(0));
        assert_ne!(run(0), run(1));
    }
}

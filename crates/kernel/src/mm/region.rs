//! Regions (Linux: VMAs): what an address range is for and what it may be used for.

use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;
use core::hash::{Hash, Hasher};

use crate::fs::Inode;
use crate::mm::PAGE_SIZE;
use crate::table::Id;

/// PROT_READ, PROT_WRITE, PROT_EXEC: mmap(2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Protection {
    /// Loads.
    pub read: bool,
    /// Stores.
    pub write: bool,
    /// Instruction fetches.
    pub execute: bool,
}

impl Protection {
    /// `rw-`.
    pub const RW: Protection = Protection { read: true, write: true, execute: false };
    /// `r-x`.
    pub const RX: Protection = Protection { read: true, write: false, execute: true };

    /// From the bits of mmap(2). A writable page is readable: the hardware has no other.
    pub fn from_bits(bits: u64) -> Self {
        let write = bits & 2 != 0;
        Protection { read: bits & 1 != 0 || write, write, execute: bits & 4 != 0 }
    }
}

impl fmt::Display for Protection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = |yes, letter| if yes { letter } else { "-" };
        f.write_str(letter(self.read, "r"))?;
        f.write_str(letter(self.write, "w"))?;
        f.write_str(letter(self.execute, "x"))
    }
}

/// What a region holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RegionKind {
    /// Fixed code of the program file: private, never writable, wholly present.
    Text,
    /// Other parts of the program file, and its bss.
    Data,
    /// Between the end of the program and brk(2).
    Heap,
    /// The first thread's stack; grows down.
    Stack,
    /// mmap(2) without a file.
    Anonymous,
    /// mmap(2) of a file.
    File,
    /// A System V segment by its identifier: shmat(2).
    Segment(i32),
    /// Provided by the kernel: the return path of signal handlers.
    Vdso,
}

/// The file behind a private region.
#[derive(Clone, Debug, PartialEq)]
pub struct Backing {
    /// Which file.
    pub inode: Id<Inode>,
    /// Its path when it was mapped.
    pub path: String,
    /// Its bytes when it was mapped. Deviates: a later write to the file does not show in pages
    /// that were not touched yet (mmap(2) leaves that unspecified).
    pub content: Arc<[u8]>,
    /// File offset of the region's start.
    pub offset: u64,
    /// File offset from which on the pages hold zeroes.
    pub limit: u64,
}

impl Hash for Backing {
    // The content follows from the inode and when it was mapped; hashing it would dominate.
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.inode, self.offset, self.limit, self.content.len() as u64).hash(state);
    }
}

/// A range of addresses with one purpose.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Region {
    /// First address.
    pub start: u64,
    /// First address after it.
    pub end: u64,
    /// What user code may do.
    pub protection: Protection,
    /// MAP_SHARED: writes are seen by all who map it. Such pages are present from the start.
    pub shared: bool,
    /// What it holds.
    pub kind: RegionKind,
    /// The file behind it; else zeroes.
    pub backing: Option<Backing>,
}

impl Region {
    /// Bytes.
    pub fn length(&self) -> u64 {
        self.end - self.start
    }

    /// Whether the address is inside.
    pub fn contains(&self, address: u64) -> bool {
        (self.start..self.end).contains(&address)
    }

    /// File offset of an address inside.
    pub(crate) fn file_offset(&self, address: u64) -> u64 {
        self.backing.as_ref().map_or(0, |backing| backing.offset + (address - self.start))
    }

    /// The part from `start` to `end`, which lies inside.
    pub(crate) fn part(&self, start: u64, end: u64) -> Region {
        let mut part = self.clone();
        if let Some(backing) = &mut part.backing {
            backing.offset += start - self.start;
        }
        part.start = start;
        part.end = end;
        part
    }

    /// Whether `next` continues this region, so that one region can stand for both.
    pub(crate) fn joins(&self, next: &Region) -> bool {
        self.end == next.start
            && self.protection == next.protection
            && self.shared == next.shared
            && self.kind == next.kind
            && self.kind != RegionKind::Stack
            && match (&self.backing, &next.backing) {
                (None, None) => true,
                (Some(a), Some(b)) => {
                    a.inode == b.inode
                        && Arc::ptr_eq(&a.content, &b.content)
                        && a.limit == b.limit
                        && a.offset + self.length() == b.offset
                }
                (None, Some(_)) | (Some(_), None) => false,
            }
    }

    /// The name that /proc/PID/maps shows; empty if none.
    pub fn name(&self) -> &str {
        match (self.kind, &self.backing) {
            (_, Some(backing)) => &backing.path,
            (RegionKind::Heap, None) => "[heap]",
            (RegionKind::Stack, None) => "[stack]",
            (RegionKind::Vdso, None) => "[vdso]",
            (RegionKind::Segment(_), None) => "/SYSV",
            (_, None) => "",
        }
    }

    /// The bytes of the page at `page_address` as the file has them, zeroes after its end;
    /// `None` past the last page of the file (SIGBUS).
    pub fn file_page(&self, page_address: u64) -> Option<[u8; PAGE_SIZE as usize]> {
        let backing = self.backing.as_ref()?;
        let offset = self.file_offset(page_address);
        let size = backing.content.len() as u64;
        if offset >= size {
            return None;
        }
        let end = (offset + PAGE_SIZE).min(size).min(backing.limit.max(offset));
        let bytes = &backing.content[offset as usize..end as usize];
        let mut page = [0; PAGE_SIZE as usize];
        page[..bytes.len()].copy_from_slice(bytes);
        Some(page)
    }
}

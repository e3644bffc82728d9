//! A directory: names, and the order in which getdents64(2) tells them.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::fs::Inode;
use crate::table::Id;

/// The names in a directory.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Directory {
    /// Where `..` leads; `/` is its own parent.
    pub parent: Id<Inode>,
    entries: BTreeMap<Arc<[u8]>, DirEntry>,
    next_cookie: u64,
}

/// What a name refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DirEntry {
    /// The inode.
    pub inode: Id<Inode>,
    /// Place in the listing; newer names have higher ones.
    pub cookie: u64,
}

/// A position behind all names: `DIR_OFFSET_EOD` of fs/libfs.c, Linux 6.18.
pub(crate) const END_COOKIE: u64 = 0x7fff_ffff;
/// The first name's position; 0 and 1 are `.` and `..`.
const FIRST_COOKIE: u64 = 3;

impl Directory {
    /// An empty directory.
    pub(crate) fn new(parent: Id<Inode>) -> Self {
        Directory { parent, entries: BTreeMap::new(), next_cookie: FIRST_COOKIE }
    }

    /// What the name refers to.
    pub fn get(&self, name: &[u8]) -> Option<Id<Inode>> {
        self.entries.get(name).map(|entry| entry.inode)
    }

    /// Number of names, `.` and `..` not counted.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds no names but `.` and `..`.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The names in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], DirEntry)> {
        self.entries.iter().map(|(name, entry)| (&**name, *entry))
    }

    /// The names from position `from` on in the order of tmpfs: the newest first.
    pub fn listing(&self, from: u64) -> Vec<(&[u8], DirEntry)> {
        let mut all: Vec<_> = self.iter().collect();
        if from > FIRST_COOKIE - 1 {
            all.retain(|(_, entry)| entry.cookie <= from);
        }
        all.sort_by_key(|(_, entry)| core::cmp::Reverse(entry.cookie));
        all
    }

    /// The name of an inode in here.
    pub fn name_of(&self, inode: Id<Inode>) -> Option<&[u8]> {
        self.iter().find(|(_, entry)| entry.inode == inode).map(|(name, _)| name)
    }

    /// Makes a name, or lets an existing one refer to another inode (then it keeps its place).
    pub(crate) fn set(&mut self, name: &[u8], inode: Id<Inode>) {
        if let Some(entry) = self.entries.get_mut(name) {
            entry.inode = inode;
            return;
        }
        let cookie = self.next_cookie;
        self.next_cookie += 1;
        self.entries.insert(name.into(), DirEntry { inode, cookie });
    }

    /// Takes a name away.
    pub(crate) fn remove(&mut self, name: &[u8]) {
        self.entries.remove(name);
    }
}

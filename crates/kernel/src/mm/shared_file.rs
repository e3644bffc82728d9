//! Pages of files that are mapped with MAP_SHARED: mmap(2), msync(2).
//!
//! While somebody maps a file shared, its touched pages are frames that all mappings use, and read(2) and write(2) go through
//! them: before a read the file takes over what programs have stored ([`Kernel::pull_shared`]), after a write the frames are
//! brought up to date ([`Kernel::push_shared`]).

use alloc::collections::BTreeMap;
use alloc::collections::btree_map::Entry;
use alloc::vec::Vec;

use vitrine_abi::Errno;

use crate::attempt::{Attempt, Why};
use crate::fs::{Content, Inode};
use crate::kernel::{Caller, Kernel};
use crate::mm::calls::user_range;
use crate::mm::{FaultKind, Frame, PAGE, PAGE_SIZE, page_number};
use crate::table::Id;

/// Frames by file and page number; each holds a reference of its own.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct SharedPages {
    files: BTreeMap<Id<Inode>, BTreeMap<u64, Frame>>,
}

impl SharedPages {
    /// All frames that files hold.
    pub(crate) fn frames(&self) -> impl Iterator<Item = Frame> {
        self.files.values().flat_map(|pages| pages.values().copied())
    }
}

impl Kernel {
    /// A shared mapping of the file begins: the inode stays, whatever happens to its name and descriptors.
    pub(super) fn hold_shared_file(&mut self, inode: Id<Inode>) {
        self.sweep_shared_files();
        if let Entry::Vacant(place) = self.shared_pages.files.entry(inode) {
            place.insert(BTreeMap::new());
            self.fs.inodes.get_mut(inode).opens += 1;
        }
    }

    /// The frame of a file's page, for one more page-table entry.
    pub(super) fn shared_frame(&mut self, inode: Id<Inode>, page: u64) -> Result<Frame, FaultKind> {
        let Some(data) = self.fs.regular(inode) else { return Err(FaultKind::BeyondFile) };
        if page * PAGE_SIZE >= data.size() {
            return Err(FaultKind::BeyondFile);
        }
        let pages = self.shared_pages.files.entry(inode).or_default();
        if let Some(frame) = pages.get(&page).copied() {
            self.memory.share(frame);
            return Ok(frame);
        }
        let bytes = data.read(page * PAGE_SIZE, PAGE);
        let frame = self.memory.allocate().ok_or(FaultKind::NoMemory)?;
        self.memory.page_mut(frame)[..bytes.len()].copy_from_slice(&bytes);
        self.memory.share(frame);
        pages.insert(page, frame);
        self.spend(self.cost.copy_ns(PAGE_SIZE));
        Ok(frame)
    }

    /// The file takes over what was stored through mappings.
    pub(crate) fn pull_shared(&mut self, inode: Id<Inode>) {
        if self.shared_pages.files.is_empty() {
            return;
        }
        let Some(pages) = self.shared_pages.files.get(&inode) else { return };
        if let Content::Regular(data) = &mut self.fs.inodes.get_mut(inode).content {
            for (page, frame) in pages {
                let start = page * PAGE_SIZE;
                let count = data.size().saturating_sub(start).min(PAGE_SIZE) as usize;
                let bytes = &self.memory.page(*frame)[..count];
                if data.read(start, count) != bytes {
                    self.fs.used_pages += data.write(start, bytes);
                }
            }
        }
    }

    /// Mappings see what was written into the file.
    pub(crate) fn push_shared(&mut self, inode: Id<Inode>, offset: u64, length: u64) {
        let Some(pages) = self.shared_pages.files.get(&inode) else { return };
        let Some(data) = self.fs.regular(inode) else { return };
        let touched = offset / PAGE_SIZE..(offset + length).div_ceil(PAGE_SIZE);
        for (page, frame) in pages.range(touched) {
            let bytes = data.read(page * PAGE_SIZE, PAGE);
            self.memory.mark_dirty(*frame);
            let target = self.memory.page_mut(*frame);
            target[..bytes.len()].copy_from_slice(&bytes);
            target[bytes.len()..].fill(0);
        }
    }

    /// The file was cut: pages behind its end are gone from every mapping, and touching them is SIGBUS.
    pub(crate) fn cut_shared(&mut self, inode: Id<Inode>) {
        let Some(pages) = self.shared_pages.files.get_mut(&inode) else { return };
        let size = self.fs.regular(inode).map_or(0, crate::fs::FileData::size);
        let gone: Vec<Frame> = pages.split_off(&size.div_ceil(PAGE_SIZE)).into_values().collect();
        let spaces: Vec<_> = self.spaces.iter().map(|(id, _)| id).collect();
        for space in spaces.into_iter().filter(|_| !gone.is_empty()) {
            let table = &self.spaces.get(space).table;
            let mapped: Vec<u64> = table
                .iter()
                .filter(|(_, entry)| gone.contains(&entry.frame))
                .map(|(page, _)| page)
                .collect();
            for page in mapped {
                if let Some(entry) = self.spaces.get_mut(space).table.remove(page) {
                    self.memory.release(entry.frame);
                    self.spaces.get_mut(space).generation += 1;
                }
            }
        }
        for frame in gone {
            self.memory.release(frame);
        }
        // What is left of the last page reads as zeroes.
        self.push_shared(inode, size.saturating_sub(1), 1);
    }

    /// Files that nobody maps any more give their frames back.
    pub(crate) fn sweep_shared_files(&mut self) {
        let is_mapped = |inode: &Id<Inode>| {
            let mut regions = self.spaces.iter().flat_map(|(_, space)| space.regions.iter());
            regions.any(|region| {
                region.shared && region.backing.as_ref().is_some_and(|one| one.inode == *inode)
            })
        };
        let held = self.shared_pages.files.keys().copied();
        let unused: Vec<Id<Inode>> = held.filter(|inode| !is_mapped(inode)).collect();
        for inode in unused {
            self.pull_shared(inode);
            for frame in self.shared_pages.files.remove(&inode).unwrap_or_default().into_values() {
                self.memory.release(frame);
            }
            self.fs.put(inode);
        }
    }
}

/// msync(2): the file takes over what was stored; there is no disk behind it.
pub(crate) fn msync(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    const MS_ASYNC: u64 = 1;
    const MS_INVALIDATE: u64 = 2;
    const MS_SYNC: u64 = 4;
    let [start, length, flags, ..] = args;
    let both = MS_ASYNC | MS_SYNC;
    if flags & !(both | MS_INVALIDATE) != 0 || flags & both == both {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("flags"));
    }
    let Some((start, end)) = user_range(start, length) else {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("addr"));
    };
    let space = kernel.spaces.get(kernel.process(caller.process).space);
    let covered: u64 = space
        .regions
        .iter()
        .map(|region| region.end.min(end).saturating_sub(region.start.max(start)))
        .sum();
    let inodes: Vec<Id<Inode>> = space
        .regions
        .iter()
        .filter(|region| region.shared && region.start < end && start < region.end)
        .filter_map(|region| region.backing.as_ref().map(|backing| backing.inode))
        .collect();
    for inode in inodes {
        kernel.pull_shared(inode);
    }
    if page_number(covered) < page_number(end - start) {
        return Attempt::Fail(Errno::Enomem, Why::BadAddress(start));
    }
    Attempt::Done(0)
}

//! The file system: one tree in memory, as tmpfs is, with devices and a sliver of /proc.
//!
//! [`FileSystem`] holds the inodes; [`Inode`] is a file, directory, link, FIFO or device; paths are
//! walked in `walk.rs`, names come and go in `names.rs`, and `setup.rs` builds the first tree.
//! Nothing here knows descriptors' offsets or user memory: that is the system calls' business.

mod data;
mod directory;
mod inode;
mod names;
mod permission;
mod proc;
mod refusal;
mod setup;
mod stat;
mod walk;

pub use data::{FileData, Page, ZERO_PAGE};
pub use directory::{DirEntry, Directory};
pub use inode::{Content, Device, Inode, Magic};
pub use permission::Credentials;
pub use proc::{ProcInodes, ProcText};
pub use setup::{FilesConfig, HostFile, StdinKind};

pub(crate) use directory::END_COOKIE;
pub(crate) use setup::USER;

pub(crate) use data::{mix, mix_bytes};
pub(crate) use names::{NewInode, RenameFlags};
pub(crate) use permission::Want;
pub(crate) use proc::{ProcLink, ProcNode};
pub(crate) use refusal::Refusal;
pub(crate) use stat::{anonymous_stat, pipe_stat};
pub(crate) use walk::{Follow, Last, Target, Viewer, Walked};

use vitrine_abi::Errno;
use vitrine_abi::files::Timespec;

use crate::attempt::Why;
use crate::table::{Id, Table};

/// Pages that all files together may have: 64 MiB.
pub const PAGE_LIMIT: u64 = 16_384;
/// Files that may exist.
pub const INODE_LIMIT: usize = 16_384;
/// Longest name of one file, in bytes: `NAME_MAX`.
pub const NAME_MAX: usize = 255;
/// Symbolic links that one path may lead through: path_resolution(7).
pub const LINK_MAX: u32 = 40;

/// All inodes.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct FileSystem {
    /// By inode number.
    pub inodes: Table<Inode>,
    /// `/`.
    pub root: Id<Inode>,
    /// The device that is the terminal.
    pub terminal: Id<Inode>,
    /// What /proc needs of the tree.
    pub proc: ProcInodes,
    /// Pages in use.
    pub used_pages: u64,
}

impl FileSystem {
    /// An inode that exists.
    pub fn inode(&self, id: Id<Inode>) -> &Inode {
        match ProcNode::of(id) {
            Some(ProcNode::Directory(_) | ProcNode::Tasks(_) | ProcNode::Task(_)) => {
                self.inodes.get(self.proc.directory)
            }
            Some(ProcNode::Descriptors(_)) => self.inodes.get(self.proc.descriptors),
            Some(ProcNode::Text(..) | ProcNode::TaskText(..)) => self.inodes.get(self.proc.text),
            Some(ProcNode::Link(..)) => self.inodes.get(self.proc.link),
            None => self.inodes.get(id),
        }
    }

    /// One description more is open on the inode.
    pub(crate) fn take(&mut self, id: Id<Inode>) {
        if ProcNode::of(id).is_none() {
            self.inodes.get_mut(id).opens += 1;
        }
    }

    /// The content of a regular file, if it is one.
    pub fn regular(&self, id: Id<Inode>) -> Option<&FileData> {
        match &self.inodes.find(id)?.content {
            Content::Regular(data) => Some(data),
            Content::Directory(_)
            | Content::Symlink(_)
            | Content::Fifo(_)
            | Content::Socket
            | Content::Device(_)
            | Content::Magic(_) => None,
        }
    }

    /// Writes into a regular file: as many of `bytes` as there is space for. Answers the count,
    /// or `ENOSPC` if not one fits.
    pub(crate) fn write(
        &mut self,
        id: Id<Inode>,
        offset: u64,
        bytes: &[u8],
        now: Timespec,
    ) -> Result<usize, Refusal> {
        let free = PAGE_LIMIT.saturating_sub(self.used_pages);
        let inode = self.inodes.get_mut(id);
        let Content::Regular(data) = &mut inode.content else {
            return Err(Refusal::fail(Errno::Einval));
        };
        let fits = data.fits(offset, bytes.len(), free);
        if fits == 0 && !bytes.is_empty() {
            return Err(Refusal::Fail(Errno::Enospc, Why::Limit("64 MiB of files")));
        }
        self.used_pages += data.write(offset, &bytes[..fits]);
        inode.mtime = now;
        inode.ctime = now;
        // A write by others takes the right to run as the owner away: chmod(2), write(2).
        inode.drop_set_id_bits();
        Ok(fits)
    }

    /// Cuts or extends a regular file.
    pub(crate) fn truncate(&mut self, id: Id<Inode>, size: u64, now: Timespec) {
        let inode = self.inodes.get_mut(id);
        if let Content::Regular(data) = &mut inode.content {
            self.used_pages -= data.truncate(size);
            inode.mtime = now;
            inode.ctime = now;
            inode.drop_set_id_bits();
        }
    }

    /// One description less is open on the inode.
    pub(crate) fn put(&mut self, id: Id<Inode>) {
        if ProcNode::of(id).is_some() {
            return;
        }
        self.inodes.get_mut(id).opens -= 1;
        self.forget_if_unused(id);
    }

    /// Frees an inode without a name that nobody has open. Directories stay: a process may
    /// still have one as its working directory.
    pub(crate) fn forget_if_unused(&mut self, id: Id<Inode>) {
        let inode = self.inodes.get(id);
        if inode.nlink > 0 || inode.opens > 0 || inode.directory().is_some() {
            return;
        }
        if let Content::Regular(data) = &inode.content {
            self.used_pages -= data.pages();
        }
        self.inodes.remove(id);
    }

    /// The first fact that does not hold, in words.
    pub fn broken_invariant(&self) -> Option<alloc::string::String> {
        let pages: u64 =
            self.inodes.iter().filter_map(|(id, _)| Some(self.regular(id)?.pages())).sum();
        (pages != self.used_pages).then(|| {
            alloc::format!("files have {pages} pages, but {} are counted", self.used_pages)
        })
    }
}

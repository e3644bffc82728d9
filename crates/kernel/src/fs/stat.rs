//! What stat(2) tells about a file.

use vitrine_abi::files::{S_IFIFO, Stat, Timespec};

use crate::fs::{Content, FileSystem, Inode};
use crate::pipe::Pipe;
use crate::table::Id;

/// Device number of the tree.
const TREE_DEVICE: (u32, u32) = (0, 40);
/// Device number of pipes.
const PIPE_DEVICE: (u32, u32) = (0, 15);
const BLOCK: u32 = 4096;

impl FileSystem {
    /// What stat(2) tells about an inode.
    pub fn stat(&self, id: Id<Inode>) -> Stat {
        let inode = self.inode(id);
        let (rdev, pages) = match &inode.content {
            Content::Device(device) => (device.number(), 0),
            Content::Regular(data) => ((0, 0), data.pages()),
            Content::Directory(_)
            | Content::Symlink(_)
            | Content::Fifo(_)
            | Content::Socket
            | Content::Magic(_) => ((0, 0), 0),
        };
        Stat {
            dev: TREE_DEVICE,
            ino: u64::from(id.number()),
            mode: inode.mode(),
            nlink: inode.nlink,
            uid: inode.uid,
            gid: inode.gid,
            rdev,
            size: inode.size(),
            blksize: BLOCK,
            blocks: pages * u64::from(BLOCK / 512),
            atime: inode.atime,
            mtime: inode.mtime,
            ctime: inode.ctime,
            btime: inode.btime,
        }
    }
}

/// What fstat(2) tells about an end of a pipe that has no name.
pub(crate) fn pipe_stat(pipe: &Pipe, born: Timespec) -> Stat {
    anonymous_stat(pipe.ino, pipe.owner, born)
}

/// A pipe with this number.
pub(crate) fn anonymous_stat(ino: u64, owner: (u32, u32), born: Timespec) -> Stat {
    Stat {
        dev: PIPE_DEVICE,
        ino,
        mode: S_IFIFO | 0o600,
        nlink: 1,
        uid: owner.0,
        gid: owner.1,
        blksize: BLOCK,
        atime: born,
        mtime: born,
        ctime: born,
        btime: born,
        ..Stat::default()
    }
}

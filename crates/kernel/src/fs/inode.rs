//! Inodes: what a name refers to.

use alloc::sync::Arc;

use vitrine_abi::files::{
    S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFREG, S_IFSOCK, S_ISGID, S_ISUID, Timespec,
};

use crate::fs::{Directory, FileData};
use crate::pipe::Pipe;
use crate::table::Id;

/// A file of any kind.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Inode {
    /// What it is, with what it holds.
    pub content: Content,
    /// Permission bits with set-id and sticky, 0 … 07777.
    pub permissions: u32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Names that refer to it; a directory counts `.` and its children's `..` too.
    pub nlink: u32,
    /// Descriptions that are open on it.
    pub opens: u32,
    /// Last read.
    pub atime: Timespec,
    /// Last change of the content.
    pub mtime: Timespec,
    /// Last change of the inode.
    pub ctime: Timespec,
    /// Made.
    pub btime: Timespec,
}

/// What an inode is.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Content {
    /// Bytes.
    Regular(FileData),
    /// Names.
    Directory(Directory),
    /// A path.
    Symlink(Arc<[u8]>),
    /// A FIFO, with its pipe while it is open.
    Fifo(Option<Id<Pipe>>),
    /// The name of a UNIX socket.
    Socket,
    /// A character device.
    Device(Device),
    /// Something of /proc that depends on who looks.
    Magic(Magic),
}

/// The devices there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Device {
    /// `/dev/null`: takes all, gives nothing.
    Null,
    /// `/dev/zero`: endless zeroes.
    Zero,
    /// `/dev/full`: no space, ever.
    Full,
    /// `/dev/random`.
    Random,
    /// `/dev/urandom`.
    Urandom,
    /// `/dev/tty`: the caller's terminal.
    Tty,
    /// `/dev/pts/0`: the terminal itself.
    Pts,
}

/// Entries of /proc/self.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Magic {
    /// `exe`: a link to the program.
    Executable,
    /// `cwd`: a link to the working directory.
    WorkingDirectory,
    /// `fd`: a directory of links, one per descriptor.
    Descriptors,
    /// The directory of another process.
    Process,
    /// A text that is worked out when it is read.
    Text,
    /// A link of another process.
    Link,
}

impl Device {
    /// Major and minor number: Documentation/admin-guide/devices.txt of Linux.
    pub fn number(self) -> (u32, u32) {
        match self {
            Device::Null => (1, 3),
            Device::Zero => (1, 5),
            Device::Full => (1, 7),
            Device::Random => (1, 8),
            Device::Urandom => (1, 9),
            Device::Tty => (5, 0),
            Device::Pts => (136, 0),
        }
    }
}

impl Inode {
    /// An inode without a name.
    pub(crate) fn new(
        content: Content,
        permissions: u32,
        owner: (u32, u32),
        now: Timespec,
    ) -> Self {
        let (uid, gid) = owner;
        Inode {
            content,
            permissions,
            uid,
            gid,
            nlink: 0,
            opens: 0,
            atime: now,
            mtime: now,
            ctime: now,
            btime: now,
        }
    }

    /// Kind and permissions, as stat(2) shows them.
    pub fn mode(&self) -> u32 {
        let kind = match &self.content {
            Content::Regular(_) => S_IFREG,
            Content::Magic(Magic::Text) => S_IFREG,
            Content::Directory(_) | Content::Magic(Magic::Descriptors | Magic::Process) => S_IFDIR,
            Content::Symlink(_)
            | Content::Magic(Magic::Executable | Magic::WorkingDirectory | Magic::Link) => S_IFLNK,
            Content::Fifo(_) => S_IFIFO,
            Content::Socket => S_IFSOCK,
            Content::Device(_) => S_IFCHR,
        };
        kind | self.permissions
    }

    /// Whether paths may lead through it.
    pub fn is_directory(&self) -> bool {
        self.mode() & vitrine_abi::files::S_IFMT == S_IFDIR
    }

    /// Whether it is a symbolic link.
    pub fn is_symlink(&self) -> bool {
        self.mode() & vitrine_abi::files::S_IFMT == S_IFLNK
    }

    /// Its names, if it is a directory of the tree.
    pub fn directory(&self) -> Option<&Directory> {
        if let Content::Directory(directory) = &self.content { Some(directory) } else { None }
    }

    pub(crate) fn directory_mut(&mut self) -> &mut Directory {
        let Content::Directory(directory) = &mut self.content else {
            unreachable!("only directories hold names")
        };
        directory
    }

    /// Length in bytes, as stat(2) shows it. A directory counts 20 bytes per name, `.` and `..`
    /// included: mm/shmem.c, `BOGO_DIRENT_SIZE`.
    pub fn size(&self) -> u64 {
        match &self.content {
            Content::Regular(data) => data.size(),
            Content::Directory(directory) => 20 * (directory.len() as u64 + 2),
            Content::Symlink(target) => target.len() as u64,
            Content::Fifo(_) | Content::Socket | Content::Device(_) | Content::Magic(_) => 0,
        }
    }

    /// Clears set-user-id, and set-group-id where the group may execute.
    pub(crate) fn drop_set_id_bits(&mut self) {
        self.permissions &= !S_ISUID;
        if self.permissions & 0o010 != 0 {
            self.permissions &= !S_ISGID;
        }
    }
}

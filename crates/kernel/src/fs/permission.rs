//! Who may do what: path_resolution(7), inode(7).

use alloc::vec::Vec;

use vitrine_abi::Errno;
use vitrine_abi::files::S_ISVTX;

use crate::attempt::Why;
use crate::fs::{FileSystem, Inode, Refusal};
use crate::table::Id;

/// In whose name a file is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Credentials {
    /// User.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Further groups.
    pub groups: Vec<u32>,
}

/// What somebody wants of a file, as the bits of one digit of a mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Want(pub u32);

impl Want {
    pub(crate) const READ: Want = Want(4);
    pub(crate) const WRITE: Want = Want(2);
    pub(crate) const EXECUTE: Want = Want(1);
    /// To make or remove a name in a directory.
    pub(crate) const CHANGE: Want = Want(3);
}

impl Credentials {
    /// Whether this is the super-user.
    pub fn is_root(&self) -> bool {
        self.uid == 0
    }

    pub(crate) fn is_in(&self, group: u32) -> bool {
        self.gid == group || self.groups.contains(&group)
    }

    /// Whether the caller may change modes and times.
    pub(crate) fn owns(&self, inode: &Inode) -> bool {
        self.is_root() || self.uid == inode.uid
    }

    /// `generic_permission` of fs/namei.c: one digit counts, the owner's, the group's or the
    /// others'. The super-user may do anything but execute what nobody may.
    pub(crate) fn may(&self, inode: &Inode, want: Want) -> bool {
        if self.is_root() {
            return want.0 & 1 == 0 || inode.is_directory() || inode.permissions & 0o111 != 0;
        }
        let digit = if self.uid == inode.uid {
            inode.permissions >> 6
        } else if self.is_in(inode.gid) {
            inode.permissions >> 3
        } else {
            inode.permissions
        };
        want.0 & !digit == 0
    }
}

impl FileSystem {
    /// `EACCES` unless the caller may.
    pub(crate) fn require(
        &self,
        who: &Credentials,
        inode: Id<Inode>,
        want: Want,
    ) -> Result<(), Refusal> {
        if who.may(self.inode(inode), want) {
            Ok(())
        } else {
            Err(Refusal::Fail(Errno::Eacces, Why::Permission))
        }
    }

    /// In a sticky directory only the owners remove names: `check_sticky`.
    pub(crate) fn require_unsticky(
        &self,
        who: &Credentials,
        directory: Id<Inode>,
        victim: Id<Inode>,
    ) -> Result<(), Refusal> {
        let (directory, victim) = (self.inode(directory), self.inode(victim));
        let is_kept =
            directory.permissions & S_ISVTX != 0 && !who.owns(victim) && who.uid != directory.uid;
        if is_kept { Err(Refusal::Fail(Errno::Eperm, Why::Permission)) } else { Ok(()) }
    }
}

//! Names come and go: create, link, unlink, rename. The checks are in Linux's order
//! (fs/namei.c, `may_create`, `may_delete`, `do_renameat2`).

use vitrine_abi::Errno;
use vitrine_abi::files::{S_ISGID, Timespec};

use crate::attempt::Why;
use crate::fs::walk::shown;
use crate::fs::{
    Content, Credentials, Directory, FileSystem, INODE_LIMIT, Inode, Last, Refusal, Target, Walked,
    Want,
};
use crate::table::Id;

/// What a new inode is like.
#[derive(Clone, Debug)]
pub(crate) struct NewInode<'a> {
    pub content: Content,
    /// After the umask.
    pub permissions: u32,
    pub who: &'a Credentials,
    pub now: Timespec,
}

/// Flags of renameat2(2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RenameFlags {
    /// The new name must not exist.
    pub no_replace: bool,
    /// Both exist and change places.
    pub exchange: bool,
}

fn exists(name: &[u8]) -> Refusal {
    Refusal::Fail(Errno::Eexist, Why::Exists(shown(name)))
}

impl FileSystem {
    /// The place for a new name: `EEXIST` if it is taken, or is `.`, `..` or `/`; a final slash
    /// is allowed for directories only (`filename_create`).
    pub(crate) fn place_for<'w>(
        &self,
        walked: &'w Walked,
        is_directory: bool,
    ) -> Result<(Id<Inode>, &'w [u8]), Refusal> {
        let Last::Name(name) = &walked.last else {
            return Err(exists(b"."));
        };
        if walked.found.is_some() {
            return Err(exists(name));
        }
        if walked.slash && !is_directory {
            return Err(Refusal::Fail(Errno::Enoent, Why::NoEntry(shown(name))));
        }
        Ok((walked.directory, name))
    }

    /// Whether the caller may make a name in the directory (`may_create`).
    pub(crate) fn may_create(
        &self,
        who: &Credentials,
        directory: Id<Inode>,
    ) -> Result<(), Refusal> {
        if !self.is_attached(directory) {
            return Err(Refusal::fail(Errno::Enoent));
        }
        self.require(who, directory, Want::CHANGE)
    }

    /// Makes an inode under a name that is free; a directory gets its `..`.
    pub(crate) fn create(
        &mut self,
        directory: Id<Inode>,
        name: &[u8],
        new: NewInode<'_>,
    ) -> Result<Id<Inode>, Refusal> {
        self.may_create(new.who, directory)?;
        if self.inodes.len() >= INODE_LIMIT {
            return Err(Refusal::Fail(Errno::Enospc, Why::Limit("16,384 files")));
        }
        let parent = self.inode(directory);
        let inherits_group = parent.permissions & S_ISGID != 0;
        let gid = if inherits_group { parent.gid } else { new.who.gid };
        let mut inode = Inode::new(new.content, new.permissions, (new.who.uid, gid), new.now);
        let is_directory = inode.directory().is_some();
        if is_directory && inherits_group {
            inode.permissions |= S_ISGID;
        }
        inode.nlink = 1 + u32::from(is_directory);
        let id = self.inodes.insert(inode);
        if is_directory {
            self.inodes.get_mut(id).directory_mut().parent = directory;
        }
        self.enter(directory, name, id, new.now);
        Ok(id)
    }

    /// A directory's content before it has its place.
    pub(crate) fn empty_directory(&self) -> Content {
        Content::Directory(Directory::new(self.root))
    }

    /// One more name for an inode: link(2).
    pub(crate) fn link(
        &mut self,
        who: &Credentials,
        inode: Id<Inode>,
        place: (Id<Inode>, &[u8]),
        now: Timespec,
    ) -> Result<(), Refusal> {
        let (directory, name) = place;
        self.may_create(who, directory)?;
        if self.inode(inode).is_directory() {
            return Err(Refusal::fail(Errno::Eperm));
        }
        let target = self.inodes.get_mut(inode);
        target.nlink += 1;
        target.ctime = now;
        self.enter(directory, name, inode, now);
        Ok(())
    }

    /// unlink(2).
    pub(crate) fn unlink(
        &mut self,
        who: &Credentials,
        walked: &Walked,
        now: Timespec,
    ) -> Result<(), Refusal> {
        let Last::Name(name) = &walked.last else {
            return Err(Refusal::fail(Errno::Eisdir));
        };
        let target = walked.existing()?;
        if walked.slash {
            let is_directory = self.leads_to_directory(target);
            return Err(Refusal::fail(if is_directory { Errno::Eisdir } else { Errno::Enotdir }));
        }
        let victim = self.victim(who, walked.directory, target)?;
        if self.inode(victim).is_directory() {
            return Err(Refusal::fail(Errno::Eisdir));
        }
        self.leave(walked.directory, name, now);
        self.lose_name(victim, now);
        Ok(())
    }

    /// rmdir(2).
    pub(crate) fn remove_directory(
        &mut self,
        who: &Credentials,
        walked: &Walked,
        now: Timespec,
    ) -> Result<(), Refusal> {
        let name = match &walked.last {
            Last::Name(name) => name,
            Last::Dot => return Err(Refusal::fail(Errno::Einval)),
            Last::DotDot => return Err(Refusal::fail(Errno::Enotempty)),
            Last::Root => return Err(Refusal::fail(Errno::Ebusy)),
        };
        let victim = self.victim(who, walked.directory, walked.existing()?)?;
        let Some(names) = self.inode(victim).directory() else {
            return Err(Refusal::fail(Errno::Enotdir));
        };
        if !names.is_empty() {
            return Err(Refusal::fail(Errno::Enotempty));
        }
        self.leave(walked.directory, name, now);
        self.inodes.get_mut(walked.directory).nlink -= 1;
        self.inodes.get_mut(victim).nlink = 0;
        Ok(())
    }

    /// rename(2).
    pub(crate) fn rename(
        &mut self,
        who: &Credentials,
        (from, to): (&Walked, &Walked),
        flags: RenameFlags,
        now: Timespec,
    ) -> Result<(), Refusal> {
        let Last::Name(old_name) = &from.last else { return Err(Refusal::fail(Errno::Ebusy)) };
        let Last::Name(new_name) = &to.last else {
            let errno = if flags.no_replace { Errno::Eexist } else { Errno::Ebusy };
            return Err(Refusal::fail(errno));
        };
        let source = from.existing()?;
        if flags.no_replace && to.found.is_some() {
            return Err(exists(new_name));
        }
        if flags.exchange {
            to.existing()?;
        }
        let source_is_directory = self.leads_to_directory(source);
        if !source_is_directory && (from.slash || (!flags.exchange && to.slash)) {
            return Err(Refusal::fail(Errno::Enotdir));
        }
        self.check_no_cycle(source, to.directory, Errno::Einval)?;
        if let Some(target) = to.found {
            let errno = if flags.exchange { Errno::Einval } else { Errno::Enotempty };
            self.check_no_cycle(target, from.directory, errno)?;
        }
        if from.found == to.found {
            return Ok(());
        }
        let source = self.victim(who, from.directory, source)?;
        let Some(target) = to.found else {
            self.may_create(who, to.directory)?;
            self.move_name((from.directory, old_name), (to.directory, new_name), source, now);
            return Ok(());
        };
        let target = self.victim(who, to.directory, target)?;
        let target_is_directory = self.inode(target).is_directory();
        if flags.exchange {
            self.exchange((from.directory, old_name), (to.directory, new_name), now);
            return Ok(());
        }
        match (source_is_directory, target_is_directory) {
            (true, false) => return Err(Refusal::fail(Errno::Enotdir)),
            (false, true) => return Err(Refusal::fail(Errno::Eisdir)),
            (true, true) | (false, false) => {}
        }
        if self.inode(target).directory().is_some_and(|names| !names.is_empty()) {
            return Err(Refusal::fail(Errno::Enotempty));
        }
        self.move_name((from.directory, old_name), (to.directory, new_name), source, now);
        if target_is_directory {
            self.inodes.get_mut(to.directory).nlink -= 1;
            self.inodes.get_mut(target).nlink = 0;
        } else {
            self.lose_name(target, now);
        }
        Ok(())
    }

    /// The inode whose name is to go, after `may_delete`.
    fn victim(
        &self,
        who: &Credentials,
        directory: Id<Inode>,
        target: Target,
    ) -> Result<Id<Inode>, Refusal> {
        self.require(who, directory, Want::CHANGE)?;
        let Target::Inode(victim) = target else { return Err(Refusal::fail(Errno::Eperm)) };
        self.require_unsticky(who, directory, victim)?;
        if victim == self.root {
            return Err(Refusal::fail(Errno::Ebusy));
        }
        Ok(victim)
    }

    /// A directory cannot move into itself.
    fn check_no_cycle(&self, moved: Target, into: Id<Inode>, errno: Errno) -> Result<(), Refusal> {
        let mut at = into;
        loop {
            if Target::Inode(at) == moved {
                return Err(Refusal::fail(errno));
            }
            match self.inode(at).directory() {
                Some(names) if at != self.root => at = names.parent,
                _ => return Ok(()),
            }
        }
    }

    /// A directory gets a name.
    fn enter(&mut self, directory: Id<Inode>, name: &[u8], inode: Id<Inode>, now: Timespec) {
        let is_directory = self.inode(inode).directory().is_some();
        let parent = self.inodes.get_mut(directory);
        parent.directory_mut().set(name, inode);
        parent.nlink += u32::from(is_directory);
        parent.mtime = now;
        parent.ctime = now;
    }

    /// A directory loses a name.
    fn leave(&mut self, directory: Id<Inode>, name: &[u8], now: Timespec) {
        let parent = self.inodes.get_mut(directory);
        parent.directory_mut().remove(name);
        parent.mtime = now;
        parent.ctime = now;
    }

    /// An inode that is no directory has one name less.
    fn lose_name(&mut self, victim: Id<Inode>, now: Timespec) {
        let inode = self.inodes.get_mut(victim);
        inode.nlink -= 1;
        inode.ctime = now;
        self.forget_if_unused(victim);
    }

    fn move_name(
        &mut self,
        from: (Id<Inode>, &[u8]),
        to: (Id<Inode>, &[u8]),
        inode: Id<Inode>,
        now: Timespec,
    ) {
        self.leave(from.0, from.1, now);
        self.enter(to.0, to.1, inode, now);
        self.inodes.get_mut(inode).ctime = now;
        if self.inode(inode).directory().is_some() {
            self.inodes.get_mut(from.0).nlink -= 1;
            self.inodes.get_mut(inode).directory_mut().parent = to.0;
        }
    }

    fn exchange(&mut self, from: (Id<Inode>, &[u8]), to: (Id<Inode>, &[u8]), now: Timespec) {
        let at = |fs: &Self, (directory, name): (Id<Inode>, &[u8])| {
            fs.inode(directory).directory().and_then(|names| names.get(name))
        };
        let (Some(first), Some(second)) = (at(self, from), at(self, to)) else { return };
        for (place, other, inode) in [(from, to, second), (to, from, first)] {
            self.inodes.get_mut(place.0).directory_mut().set(place.1, inode);
            if self.inode(inode).directory().is_some() {
                self.inodes.get_mut(other.0).nlink -= 1;
                self.inodes.get_mut(place.0).nlink += 1;
                self.inodes.get_mut(inode).directory_mut().parent = place.0;
            }
            self.inodes.get_mut(place.0).mtime = now;
            self.inodes.get_mut(inode).ctime = now;
        }
    }
}

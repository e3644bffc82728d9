//! Making and removing names: mkdir(2), unlink(2), rename(2), link(2), symlink(2), mknod(2).

use vitrine_abi::Errno;
use vitrine_abi::files::{
    AT_EMPTY_PATH, AT_FDCWD, AT_REMOVEDIR, AT_SYMLINK_FOLLOW, S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO,
    S_IFMT, S_IFREG, S_IFSOCK,
};

use super::{Step, find, handlers, path_of, walk};
use crate::attempt::Why;
use crate::fs::{Content, FileData, Follow, Inode, NewInode, Refusal, RenameFlags, Target, Walked};
use crate::kernel::{Caller, Kernel};
use crate::table::Id;

handlers! {
    /// mkdir(2).
    mkdirat => do_mkdirat;
    /// mknod(2).
    mknodat => do_mknodat;
    /// symlink(2).
    symlinkat => do_symlinkat;
    /// link(2).
    linkat => do_linkat;
    /// unlink(2), rmdir(2).
    unlinkat => do_unlinkat;
    /// rename(2).
    renameat2 => do_renameat2;
}

const RENAME_NOREPLACE: u32 = 1;
const RENAME_EXCHANGE: u32 = 2;
const RENAME_WHITEOUT: u32 = 4;

fn do_mkdirat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [dirfd, path, mode, ..] = args;
    let path = path_of(kernel, caller, path)?;
    let walked = walk(kernel, caller, dirfd, &path, Follow::Never)?;
    kernel.fs.place_for(&walked, true)?;
    let content = kernel.fs.empty_directory();
    let permissions = masked(kernel, caller, mode as u32 & 0o1777);
    make(kernel, caller, &walked, (content, permissions))?;
    Ok(0)
}

fn do_mknodat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [dirfd, path, mode, device, ..] = args;
    let mode = mode as u32;
    let content = match mode & S_IFMT {
        0 | S_IFREG => Content::Regular(FileData::default()),
        S_IFIFO => Content::Fifo(None),
        // Number 0:0 is what overlay file systems hide names with; anybody may make it.
        S_IFCHR if device == 0 => return Err(Refusal::unsupported("mknod: a whiteout")),
        S_IFSOCK => return Err(Refusal::unsupported("mknod: a socket")),
        S_IFCHR | S_IFBLK if kernel.process(caller.process).euid == 0 => {
            return Err(Refusal::unsupported("mknod: a device"));
        }
        S_IFCHR | S_IFBLK | S_IFDIR => {
            return Err(Refusal::Fail(Errno::Eperm, Why::Permission));
        }
        _ => return Err(Refusal::bad("mode")),
    };
    let path = path_of(kernel, caller, path)?;
    let walked = walk(kernel, caller, dirfd, &path, Follow::Never)?;
    kernel.fs.place_for(&walked, false)?;
    let permissions = masked(kernel, caller, mode & 0o7777);
    make(kernel, caller, &walked, (content, permissions))?;
    Ok(0)
}

fn do_symlinkat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [target, dirfd, path, ..] = args;
    let target = path_of(kernel, caller, target)?;
    if target.is_empty() {
        return Err(Refusal::fail(Errno::Enoent));
    }
    let path = path_of(kernel, caller, path)?;
    let walked = walk(kernel, caller, dirfd, &path, Follow::Never)?;
    kernel.fs.place_for(&walked, false)?;
    make(kernel, caller, &walked, (Content::Symlink(target.into()), 0o777))?;
    Ok(0)
}

fn do_linkat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [old_dirfd, old_path, new_dirfd, new_path, flags, _] = args;
    let flags = flags as u32;
    if flags & !(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH) != 0 {
        return Err(Refusal::bad("flags"));
    }
    if flags & AT_EMPTY_PATH != 0 {
        return Err(Refusal::unsupported("linkat: AT_EMPTY_PATH"));
    }
    let follow = if flags & AT_SYMLINK_FOLLOW != 0 { Follow::Yes } else { Follow::No };
    let old = path_of(kernel, caller, old_path)?;
    let old = find(kernel, caller, old_dirfd, &old, follow)?;
    let new = path_of(kernel, caller, new_path)?;
    let new = walk(kernel, caller, new_dirfd, &new, Follow::Never)?;
    let (directory, name) = kernel.fs.place_for(&new, false)?;
    let Target::Inode(inode) = old else { return Err(Refusal::fail(Errno::Exdev)) };
    let who = kernel.credentials(caller.process);
    let now = kernel.wall_clock();
    kernel.fs.link(&who, inode, (directory, name), now)?;
    Ok(0)
}

fn do_unlinkat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [dirfd, path, flags, ..] = args;
    let flags = flags as u32;
    if flags & !AT_REMOVEDIR != 0 {
        return Err(Refusal::bad("flags"));
    }
    let path = path_of(kernel, caller, path)?;
    let walked = walk(kernel, caller, dirfd, &path, Follow::Never)?;
    let who = kernel.credentials(caller.process);
    let now = kernel.wall_clock();
    if flags & AT_REMOVEDIR != 0 {
        kernel.fs.remove_directory(&who, &walked, now)?;
    } else {
        kernel.fs.unlink(&who, &walked, now)?;
    }
    Ok(0)
}

fn do_renameat2(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [old_dirfd, old_path, new_dirfd, new_path, flags, _] = args;
    let flags = flags as u32;
    if flags & !(RENAME_NOREPLACE | RENAME_EXCHANGE | RENAME_WHITEOUT) != 0 {
        return Err(Refusal::bad("flags"));
    }
    if flags & RENAME_EXCHANGE != 0 && flags & !RENAME_EXCHANGE != 0 {
        return Err(Refusal::bad("flags"));
    }
    if flags & RENAME_WHITEOUT != 0 {
        return Err(Refusal::unsupported("renameat2: RENAME_WHITEOUT"));
    }
    let old = path_of(kernel, caller, old_path)?;
    let new = path_of(kernel, caller, new_path)?;
    let from = walk(kernel, caller, old_dirfd, &old, Follow::Never)?;
    let to = walk(kernel, caller, new_dirfd, &new, Follow::Never)?;
    let flags = RenameFlags {
        no_replace: flags & RENAME_NOREPLACE != 0,
        exchange: flags & RENAME_EXCHANGE != 0,
    };
    let who = kernel.credentials(caller.process);
    let now = kernel.wall_clock();
    kernel.fs.rename(&who, (&from, &to), flags, now)?;
    Ok(0)
}

fn masked(kernel: &Kernel, caller: &Caller, mode: u32) -> u32 {
    mode & !kernel.process(caller.process).umask
}

/// Makes an inode at a place that was found free.
fn make(
    kernel: &mut Kernel,
    caller: &Caller,
    walked: &Walked,
    (content, permissions): (Content, u32),
) -> Result<Id<Inode>, Refusal> {
    let who = kernel.credentials(caller.process);
    let is_directory = matches!(content, Content::Directory(_));
    let (directory, name) = kernel.fs.place_for(walked, is_directory)?;
    let now = kernel.wall_clock();
    kernel.fs.create(directory, name, NewInode { content, permissions, who: &who, now })
}

/// The working directory as a `dirfd` argument.
pub(super) const HERE: u64 = AT_FDCWD as u64;

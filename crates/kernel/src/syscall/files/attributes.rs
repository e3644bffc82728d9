//! chmod(2), chown(2), utimensat(2), truncate(2), fsync(2), umask(2).

use vitrine_abi::Errno;
use vitrine_abi::files::{AT_EMPTY_PATH, AT_FDCWD, AT_SYMLINK_NOFOLLOW, S_ISGID, Timespec};

use super::names::HERE;
use super::{Step, fd_of, file_of, find_inode, handlers, inode_behind, path_of};
use crate::attempt::Why;
use crate::fd::FileKind;
use crate::fs::{Content, Follow, Inode, Refusal, Want};
use crate::kernel::{Caller, Kernel};
use crate::table::Id;
use crate::task::Rlimit;

handlers! {
    /// truncate(2).
    truncate => do_truncate;
    /// truncate(2).
    ftruncate => do_ftruncate;
    /// chmod(2).
    fchmod => do_fchmod;
    /// chmod(2).
    fchmodat => do_fchmodat;
    /// chown(2).
    fchown => do_fchown;
    /// chown(2).
    fchownat => do_fchownat;
    /// utimensat(2).
    utimensat => do_utimensat;
    /// fsync(2).
    fsync => do_fsync;
    /// sync(2).
    sync => do_sync;
    /// posix_fadvise(2).
    fadvise64 => do_fadvise;
    /// umask(2).
    umask => do_umask;
}

fn do_truncate(kernel: &mut Kernel, caller: &Caller, [path, length, ..]: [u64; 6]) -> Step {
    if (length as i64) < 0 {
        return Err(Refusal::bad("length"));
    }
    let path = path_of(kernel, caller, path)?;
    let inode = find_inode(kernel, caller, HERE, &path, Follow::Yes)?;
    match &kernel.fs.inode(inode).content {
        Content::Regular(_) => {}
        Content::Directory(_) | Content::Magic(_) => return Err(Refusal::fail(Errno::Eisdir)),
        Content::Symlink(_) | Content::Fifo(_) | Content::Socket | Content::Device(_) => {
            return Err(Refusal::bad("path"));
        }
    }
    let who = kernel.credentials(caller.process);
    kernel.fs.require(&who, inode, Want::WRITE)?;
    if kernel.is_executed(inode) {
        return Err(Refusal::fail(Errno::Etxtbsy));
    }
    set_length(kernel, caller, inode, length)
}

fn do_ftruncate(kernel: &mut Kernel, caller: &Caller, [fd, length, ..]: [u64; 6]) -> Step {
    if (length as i64) < 0 {
        return Err(Refusal::bad("length"));
    }
    let id = file_of(kernel, caller, fd)?;
    let file = kernel.files.get(id);
    match file.kind {
        FileKind::Inode(inode) if kernel.fs.regular(inode).is_some() && file.is_writable() => {
            set_length(kernel, caller, inode, length)
        }
        _ => Err(Refusal::Fail(Errno::Einval, Why::WrongKind(id))),
    }
}

fn set_length(kernel: &mut Kernel, caller: &Caller, inode: Id<Inode>, length: u64) -> Step {
    let limit = kernel.process(caller.process).rlimits[Rlimit::FSIZE].soft;
    if length > kernel.fs.inode(inode).size() && length > limit {
        kernel.send_signal_to_thread(caller.thread, vitrine_abi::Signal::XFSZ);
        return Err(Refusal::Fail(Errno::Efbig, Why::Limit("RLIMIT_FSIZE")));
    }
    let now = kernel.wall_clock();
    kernel.pull_shared(inode);
    kernel.fs.truncate(inode, length, now);
    kernel.cut_shared(inode);
    Ok(0)
}

fn do_fchmod(kernel: &mut Kernel, caller: &Caller, [fd, mode, ..]: [u64; 6]) -> Step {
    let inode = inode_behind(kernel, file_of(kernel, caller, fd)?)?;
    change_mode(kernel, caller, inode, mode as u32)
}

fn do_fchmodat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [dirfd, path, mode, ..] = args;
    let path = path_of(kernel, caller, path)?;
    let inode = find_inode(kernel, caller, dirfd, &path, Follow::Yes)?;
    change_mode(kernel, caller, inode, mode as u32)
}

fn not_permitted() -> Refusal {
    Refusal::Fail(Errno::Eperm, Why::Permission)
}

fn change_mode(kernel: &mut Kernel, caller: &Caller, id: Id<Inode>, mode: u32) -> Step {
    let who = kernel.credentials(caller.process);
    let now = kernel.wall_clock();
    if !who.owns(kernel.fs.inode(id)) {
        return Err(not_permitted());
    }
    let inode = kernel.fs.inodes.get_mut(id);
    inode.permissions = mode & 0o7777;
    // Who is not in the file's group cannot make others run with it: `setattr_copy`.
    if !who.is_root() && !who.is_in(inode.gid) {
        inode.permissions &= !S_ISGID;
    }
    inode.ctime = now;
    Ok(0)
}

fn do_fchown(kernel: &mut Kernel, caller: &Caller, [fd, uid, gid, ..]: [u64; 6]) -> Step {
    let inode = inode_behind(kernel, file_of(kernel, caller, fd)?)?;
    change_owner(kernel, caller, inode, (uid as u32, gid as u32))
}

fn do_fchownat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [dirfd, path, uid, gid, flags, _] = args;
    let flags = flags as u32;
    if flags & !(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) != 0 {
        return Err(Refusal::bad("flags"));
    }
    let path = path_of(kernel, caller, path)?;
    let inode = if path.is_empty() && flags & AT_EMPTY_PATH != 0 {
        inode_behind(kernel, file_of(kernel, caller, dirfd)?)?
    } else {
        let follow = if flags & AT_SYMLINK_NOFOLLOW != 0 { Follow::No } else { Follow::Yes };
        find_inode(kernel, caller, dirfd, &path, follow)?
    };
    change_owner(kernel, caller, inode, (uid as u32, gid as u32))
}

/// `chown_ok`, `chgrp_ok` of fs/attr.c: the owner may only choose among the own groups.
fn change_owner(
    kernel: &mut Kernel,
    caller: &Caller,
    id: Id<Inode>,
    (uid, gid): (u32, u32),
) -> Step {
    const KEEP: u32 = u32::MAX;
    let who = kernel.credentials(caller.process);
    let now = kernel.wall_clock();
    let inode = kernel.fs.inode(id);
    let is_owner = who.uid == inode.uid;
    let uid_is_fine = uid == KEEP || (is_owner && uid == inode.uid);
    let gid_is_fine = gid == KEEP || (is_owner && (gid == inode.gid || who.is_in(gid)));
    let is_allowed = who.is_root() || (uid_is_fine && gid_is_fine);
    if !is_allowed {
        return Err(not_permitted());
    }
    let inode = kernel.fs.inodes.get_mut(id);
    if uid != KEEP {
        inode.uid = uid;
    }
    if gid != KEEP {
        inode.gid = gid;
    }
    if !inode.is_directory() {
        inode.drop_set_id_bits();
    }
    inode.ctime = now;
    Ok(0)
}

fn do_utimensat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    const UTIME_NOW: i64 = 0x3fff_ffff;
    const UTIME_OMIT: i64 = 0x3fff_fffe;
    let [dirfd, path, times, flags, ..] = args;
    let flags = flags as u32;
    let mut wanted = [Timespec { seconds: 0, nanoseconds: UTIME_NOW }; 2];
    if times != 0 {
        for (slot, at) in wanted.iter_mut().zip([times, times.wrapping_add(16)]) {
            slot.seconds = kernel.read_user_u64(caller, at)? as i64;
            slot.nanoseconds = kernel.read_user_u64(caller, at.wrapping_add(8))? as i64;
        }
    }
    if wanted.iter().all(|time| time.nanoseconds == UTIME_OMIT) {
        return Ok(0);
    }
    let is_possible = |time: &Timespec| {
        (0..1_000_000_000).contains(&time.nanoseconds)
            || [UTIME_NOW, UTIME_OMIT].contains(&time.nanoseconds)
    };
    if !wanted.iter().all(is_possible) {
        return Err(Refusal::bad("times"));
    }
    if flags & !(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) != 0 {
        return Err(Refusal::bad("flags"));
    }
    let id = if path == 0 && dirfd as i32 != AT_FDCWD {
        inode_behind(kernel, kernel.file_of(caller.process, fd_of(dirfd))?)?
    } else {
        let path = path_of(kernel, caller, path)?;
        let follow = if flags & AT_SYMLINK_NOFOLLOW != 0 { Follow::No } else { Follow::Yes };
        find_inode(kernel, caller, dirfd, &path, follow)?
    };
    let who = kernel.credentials(caller.process);
    let inode = kernel.fs.inode(id);
    if !who.owns(inode) {
        // Others may only set both to now, and only if they may write: utimensat(2).
        if wanted.iter().any(|time| time.nanoseconds != UTIME_NOW) {
            return Err(not_permitted());
        }
        kernel.fs.require(&who, id, Want::WRITE)?;
    }
    let now = kernel.wall_clock();
    let inode = kernel.fs.inodes.get_mut(id);
    let resolve = |wanted: Timespec, old: Timespec| match wanted.nanoseconds {
        UTIME_NOW => now,
        UTIME_OMIT => old,
        _ => wanted,
    };
    inode.atime = resolve(wanted[0], inode.atime);
    inode.mtime = resolve(wanted[1], inode.mtime);
    inode.ctime = now;
    Ok(0)
}

/// Everything is on the "disk" at once; only the kind of file matters.
fn do_fsync(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let id = file_of(kernel, caller, args[0])?;
    let is_in_tree = match kernel.files.get(id).kind {
        FileKind::Inode(inode) => !matches!(kernel.fs.inode(inode).content, Content::Device(_)),
        FileKind::PipeRead(_)
        | FileKind::PipeWrite(_)
        | FileKind::PipeBoth(_)
        | FileKind::Terminal
        | FileKind::HostInput
        | FileKind::HostOutput(_)
        | FileKind::Special(_) => false,
    };
    if is_in_tree { Ok(0) } else { Err(Refusal::Fail(Errno::Einval, Why::WrongKind(id))) }
}

fn do_sync(_kernel: &mut Kernel, _caller: &Caller, _args: [u64; 6]) -> Step {
    Ok(0)
}

fn do_fadvise(kernel: &mut Kernel, caller: &Caller, [fd, _, length, advice, ..]: [u64; 6]) -> Step {
    const POSIX_FADV_NOREUSE: u64 = 5;
    let id = file_of(kernel, caller, fd)?;
    match kernel.files.get(id).kind {
        FileKind::PipeRead(_)
        | FileKind::PipeWrite(_)
        | FileKind::PipeBoth(_)
        | FileKind::HostInput
        | FileKind::Special(_)
        | FileKind::HostOutput(_) => Err(Refusal::Fail(Errno::Espipe, Why::WrongKind(id))),
        FileKind::Inode(_) | FileKind::Terminal => {
            if (length as i64) < 0 || advice > POSIX_FADV_NOREUSE {
                return Err(Refusal::bad("advice"));
            }
            Ok(0)
        }
    }
}

fn do_umask(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let old = kernel.process(caller.process).umask;
    kernel.set_in_fs_group(caller.process, |process| process.umask = args[0] as u32 & 0o777);
    Ok(i64::from(old))
}

//! stat(2), statx(2), access(2), readlink(2), statfs(2): asking about files.

use vitrine_abi::Errno;
use vitrine_abi::files::{
    AT_EACCESS, AT_EMPTY_PATH, AT_FDCWD, AT_NO_AUTOMOUNT, AT_STATX_SYNC_TYPE, AT_SYMLINK_NOFOLLOW,
    PAGE_SIZE, S_IFREG, S_IFSOCK, Stat, Timespec,
};

use super::{Step, file_of, find, give, handlers, path_of};
use crate::attempt::Why;
use crate::event::Place;
use crate::fd::{FileKind, OpenFile, Special, host_ino};
use crate::fs::{
    Credentials, Follow, INODE_LIMIT, Inode, PAGE_LIMIT, ProcNode, Refusal, Target, Want,
    anonymous_stat, pipe_stat,
};
use crate::kernel::{Caller, Kernel};
use crate::table::Id;
use crate::time::BOOT_EPOCH_S;

handlers! {
    /// stat(2).
    newfstatat => do_newfstatat;
    /// stat(2).
    fstat => do_fstat;
    /// statx(2).
    statx => do_statx;
    /// statfs(2).
    statfs => do_statfs;
    /// statfs(2).
    fstatfs => do_fstatfs;
    /// access(2).
    faccessat => do_faccessat;
    /// access(2).
    faccessat2 => do_faccessat2;
    /// readlink(2).
    readlinkat => do_readlinkat;
}

fn do_fstat(kernel: &mut Kernel, caller: &Caller, [fd, buffer, ..]: [u64; 6]) -> Step {
    let stat = stat_file(kernel, file_of(kernel, caller, fd)?);
    give(kernel, caller, buffer, &stat.to_bytes())?;
    Ok(0)
}

fn do_newfstatat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [dirfd, path, buffer, flags, ..] = args;
    let stat = stat_at(kernel, caller, (dirfd, path), flags as u32)?;
    give(kernel, caller, buffer, &stat.to_bytes())?;
    Ok(0)
}

fn do_statx(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    /// `STATX__RESERVED`.
    const RESERVED: u64 = 0x8000_0000;
    let [dirfd, path, flags, mask, buffer, _] = args;
    if mask & RESERVED != 0 {
        return Err(Refusal::bad("mask"));
    }
    let flags = flags as u32;
    if flags & AT_STATX_SYNC_TYPE == AT_STATX_SYNC_TYPE {
        return Err(Refusal::bad("flags"));
    }
    let stat = stat_at(kernel, caller, (dirfd, path), flags & !AT_STATX_SYNC_TYPE)?;
    give(kernel, caller, buffer, &stat.to_statx_bytes())?;
    Ok(0)
}

fn stat_at(
    kernel: &mut Kernel,
    caller: &Caller,
    (dirfd, path): (u64, u64),
    flags: u32,
) -> Result<Stat, Refusal> {
    if flags & !(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH) != 0 {
        return Err(Refusal::bad("flags"));
    }
    let may_be_empty = flags & AT_EMPTY_PATH != 0;
    // vfs_empty_path() of Linux 6.11: no path at all is an empty one.
    let path = if may_be_empty && path == 0 {
        alloc::vec::Vec::new()
    } else {
        path_of(kernel, caller, path)?
    };
    if path.is_empty() && may_be_empty {
        if dirfd as i32 == AT_FDCWD {
            return Ok(kernel.fs.stat(kernel.process(caller.process).cwd));
        }
        return Ok(stat_file(kernel, file_of(kernel, caller, dirfd)?));
    }
    let follow = if flags & AT_SYMLINK_NOFOLLOW != 0 { Follow::No } else { Follow::Yes };
    match find(kernel, caller, dirfd, &path, follow)? {
        Target::Inode(inode) => Ok(stat_inode(kernel, caller, inode)),
        Target::Descriptor(pid, fd) => {
            let file = kernel.file_of(pid, fd)?;
            let mut stat = stat_file(kernel, file);
            if follow == Follow::No {
                stat.mode = vitrine_abi::files::S_IFLNK | 0o700;
                stat.size = 64;
            }
            Ok(stat)
        }
    }
}

/// What stat(2) tells about a path. What is in /proc of a process is its effective user's
/// (`task_dump_owner`, fs/proc/base.c); files of one that is not dumpable are root's.
fn stat_inode(kernel: &Kernel, caller: &Caller, inode: Id<Inode>) -> Stat {
    let stat = kernel.fs.stat(inode);
    let (pid, is_directory) = match ProcNode::of(inode) {
        Some(ProcNode::Directory(pid) | ProcNode::Tasks(pid)) => (pid, true),
        Some(ProcNode::Descriptors(pid)) => (pid, false),
        Some(ProcNode::Task(tid)) => (kernel.process_of_task(tid), true),
        Some(ProcNode::TaskText(_, tid)) => (kernel.process_of_task(tid), false),
        Some(ProcNode::Text(_, pid) | ProcNode::Link(_, pid)) => (pid, false),
        None if inode == kernel.fs.proc.own => (caller.process, true),
        None => return stat,
    };
    match kernel.processes.find(pid) {
        Some(process)
            if is_directory || (process.settings.dumpable == 1 && !process.is_zombie()) =>
        {
            Stat { uid: process.euid, gid: process.egid, ..stat }
        }
        Some(_) | None => stat,
    }
}

/// What fstat(2) tells about a description.
fn stat_file(kernel: &Kernel, file: Id<OpenFile>) -> Stat {
    let OpenFile { kind, inode, .. } = kernel.files.get(file);
    let at = |ns: u64| Timespec::from_ns(BOOT_EPOCH_S * 1_000_000_000 + ns);
    match (inode, kind) {
        (Some(inode), _) | (None, FileKind::Inode(inode)) => kernel.fs.stat(*inode),
        (None, FileKind::PipeRead(pipe) | FileKind::PipeWrite(pipe) | FileKind::PipeBoth(pipe)) => {
            let pipe = kernel.pipes.get(*pipe);
            pipe_stat(pipe, at(pipe.born_ns))
        }
        (None, FileKind::Terminal) => kernel.fs.stat(kernel.fs.terminal),
        (None, FileKind::Special(special)) => special_stat(*special, at(0)),
        (None, FileKind::HostInput | FileKind::HostOutput(_)) => {
            anonymous_stat(host_ino(*kind), crate::fs::USER, at(0))
        }
    }
}

/// Sockets have a kind and a mode of their own; the others share an inode without either (`anon_inode`).
fn special_stat(special: Special, born: Timespec) -> Stat {
    let (ino, mode) = match special {
        Special::Socket(socket) => (20_000 + u64::from(socket.number()), S_IFSOCK | 0o777),
        Special::Queue(queue) => (30_000 + u64::from(queue.number()), S_IFREG | 0o600),
        Special::Epoll(_) | Special::Counter(_) | Special::Timer(_) | Special::Signals(_) => {
            (9_000, 0o600)
        }
        // pidfs_init_inode of fs/pidfs.c.
        Special::Process(pid) => (40_000 + pid.0 as u64, 0o700),
    };
    Stat { mode, ..anonymous_stat(ino, crate::fs::USER, born) }
}

fn do_faccessat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [dirfd, path, mode, ..] = args;
    access(kernel, caller, (dirfd, path), (mode as u32, 0))
}

fn do_faccessat2(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [dirfd, path, mode, flags, ..] = args;
    access(kernel, caller, (dirfd, path), (mode as u32, flags as u32))
}

/// Asks with the real ids unless `AT_EACCESS` is given: access(2).
fn access(
    kernel: &mut Kernel,
    caller: &Caller,
    (dirfd, path): (u64, u64),
    (mode, flags): (u32, u32),
) -> Step {
    if mode & !7 != 0 {
        return Err(Refusal::bad("mode"));
    }
    if flags & !(AT_EACCESS | AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) != 0 {
        return Err(Refusal::bad("flags"));
    }
    let path = path_of(kernel, caller, path)?;
    let target = if path.is_empty() && flags & AT_EMPTY_PATH != 0 {
        let inode = kernel.files.get(file_of(kernel, caller, dirfd)?).inode;
        inode.map(Target::Inode)
    } else {
        let follow = if flags & AT_SYMLINK_NOFOLLOW != 0 { Follow::No } else { Follow::Yes };
        Some(find(kernel, caller, dirfd, &path, follow)?)
    };
    let process = kernel.process(caller.process);
    let mut who = kernel.credentials(caller.process);
    if flags & AT_EACCESS == 0 {
        who = Credentials { uid: process.uid, gid: process.gid, ..who };
    }
    // What has no place in the tree is the caller's own pipe: 0600.
    if let Some(Target::Inode(inode)) = target
        && !who.may(kernel.fs.inode(inode), Want(mode))
    {
        return Err(Refusal::Fail(Errno::Eacces, Why::Permission));
    }
    Ok(0)
}

fn do_readlinkat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [dirfd, path, buffer, size, ..] = args;
    if (size as i32) <= 0 {
        return Err(Refusal::bad("bufsiz"));
    }
    let path = path_of(kernel, caller, path)?;
    let target = find(kernel, caller, dirfd, &path, Follow::No)?;
    let who = kernel.credentials(caller.process);
    let viewer = kernel.viewer(caller.process, &who);
    let text = kernel.fs.read_link(&viewer, target)?;
    let count = text.len().min(size as i32 as usize);
    give(kernel, caller, buffer, &text[..count])?;
    Ok(count as i64)
}

fn do_statfs(kernel: &mut Kernel, caller: &Caller, [path, buffer, ..]: [u64; 6]) -> Step {
    let path = path_of(kernel, caller, path)?;
    find(kernel, caller, AT_FDCWD as u64, &path, Follow::Yes)?;
    give_statfs(kernel, caller, buffer)
}

fn do_fstatfs(kernel: &mut Kernel, caller: &Caller, [fd, buffer, ..]: [u64; 6]) -> Step {
    let file = file_of(kernel, caller, fd)?;
    if kernel.files.get(file).inode.is_none() {
        return Err(Refusal::unsupported("fstatfs: a pipe"));
    }
    give_statfs(kernel, caller, buffer)
}

/// `struct statfs` of riscv64: 15 words.
fn give_statfs(kernel: &mut Kernel, caller: &Caller, buffer: u64) -> Step {
    /// `TMPFS_MAGIC` of linux/magic.h.
    const TMPFS: u64 = 0x0102_1994;
    let free = PAGE_LIMIT - kernel.fs.used_pages;
    let inodes = INODE_LIMIT as u64;
    let free_inodes = inodes.saturating_sub(kernel.fs.inodes.len() as u64);
    let page = PAGE_SIZE as u64;
    let words =
        [TMPFS, page, PAGE_LIMIT, free, free, inodes, free_inodes, 0, 255, page, 0, 0, 0, 0, 0];
    let bytes: alloc::vec::Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    kernel.copy_to_user(caller, buffer, &bytes)?;
    let to = Place::User { process: caller.process, address: buffer };
    kernel.ledger(caller, Place::Kernel, to, bytes.len() as u64);
    Ok(0)
}

//! lseek(2), getdents64(2), and the working directory.

use alloc::format;
use alloc::vec::Vec;

use vitrine_abi::files::{AT_FDCWD, S_IFDIR, S_IFLNK, dirent64};
use vitrine_abi::{Errno, Fd, Pid};

use super::{Step, file_of, find_inode, give, handlers, path_of};
use crate::attempt::Why;
use crate::fd::{FileKind, OpenFile};
use crate::fs::{Content, END_COOKIE, Follow, Inode, Magic, ProcNode, Refusal, Want};
use crate::kernel::{Caller, Kernel};
use crate::table::Id;
use crate::task::Process;

handlers! {
    /// lseek(2).
    lseek => do_lseek;
    /// getdents(2).
    getdents64 => do_getdents64;
    /// getcwd(3).
    getcwd => do_getcwd;
    /// chdir(2).
    chdir => do_chdir;
    /// chdir(2).
    fchdir => do_fchdir;
}

const SEEK_SET: u32 = 0;
const SEEK_CUR: u32 = 1;
const SEEK_END: u32 = 2;
const SEEK_DATA: u32 = 3;
const SEEK_HOLE: u32 = 4;

fn do_lseek(kernel: &mut Kernel, caller: &Caller, [fd, offset, whence, ..]: [u64; 6]) -> Step {
    let id = file_of(kernel, caller, fd)?;
    let (offset, whence) = (offset as i64, whence as u32);
    if whence > SEEK_HOLE {
        return Err(Refusal::bad("whence"));
    }
    let file = kernel.files.get(id);
    let FileKind::Inode(inode) = file.kind else {
        return Err(Refusal::Fail(Errno::Espipe, Why::WrongKind(id)));
    };
    let inode = kernel.fs.inode(inode);
    let current = file.offset as i64;
    let target = match &inode.content {
        // null_lseek: the position is always 0.
        Content::Device(_) => Some(0),
        Content::Directory(_) | Content::Magic(_) => match whence {
            SEEK_SET => Some(offset),
            SEEK_CUR => current.checked_add(offset),
            _ => None,
        },
        Content::Regular(data) => {
            let size = data.size() as i64;
            let beyond = Refusal::fail(Errno::Enxio);
            match whence {
                SEEK_SET => Some(offset),
                SEEK_CUR => current.checked_add(offset),
                SEEK_END => size.checked_add(offset),
                _ if offset < 0 || offset >= size => return Err(beyond),
                SEEK_DATA => Some(data.next_data(offset as u64).ok_or(beyond)? as i64),
                _ => Some(data.next_hole(offset as u64).ok_or(beyond)? as i64),
            }
        }
        Content::Symlink(_) | Content::Fifo(_) | Content::Socket => None,
    };
    let Some(target) = target.filter(|target| *target >= 0) else {
        return Err(Refusal::bad("offset"));
    };
    if target != current {
        kernel.files.get_mut(id).offset = target as u64;
    }
    Ok(target)
}

/// One record that getdents64 is to give.
struct Record {
    inode: u64,
    mode: u32,
    name: Vec<u8>,
    /// Where a later call goes on if this record is the first that did not fit.
    at: u64,
}

fn do_getdents64(kernel: &mut Kernel, caller: &Caller, [fd, buffer, size, ..]: [u64; 6]) -> Step {
    let id = file_of(kernel, caller, fd)?;
    let file = kernel.files.get(id);
    let FileKind::Inode(inode) = file.kind else {
        return Err(Refusal::Fail(Errno::Enotdir, Why::WrongKind(id)));
    };
    let records = match &kernel.fs.inode(inode).content {
        Content::Directory(_) if kernel.fs.is_attached(inode) => {
            let mut records = tree_records(kernel, inode, file.offset);
            records.extend(proc_records(kernel, caller, inode, file.offset));
            records
        }
        Content::Directory(_) => return Err(Refusal::fail(Errno::Enoent)),
        Content::Magic(Magic::Process) => proc_records(kernel, caller, inode, file.offset),
        Content::Magic(Magic::Descriptors) => {
            descriptor_records(kernel, caller, inode, file.offset)?
        }
        Content::Regular(_)
        | Content::Symlink(_)
        | Content::Fifo(_)
        | Content::Socket
        | Content::Device(_)
        | Content::Magic(_) => return Err(Refusal::Fail(Errno::Enotdir, Why::WrongKind(id))),
    };
    let mut bytes = Vec::new();
    let mut next = file.offset;
    for (index, record) in records.iter().enumerate() {
        let after = records.get(index + 1).map_or(END_COOKIE, |record| record.at);
        let entry = dirent64(record.inode, after, record.mode, &record.name);
        if bytes.len() as u64 + entry.len() as u64 > u64::from(size as u32) {
            if bytes.is_empty() {
                return Err(Refusal::bad("count"));
            }
            break;
        }
        bytes.extend_from_slice(&entry);
        next = after;
    }
    if bytes.is_empty() {
        return Ok(0);
    }
    give(kernel, caller, buffer, &bytes)?;
    kernel.files.get_mut(id).offset = next;
    super::transfer::touch(kernel, inode);
    Ok(bytes.len() as i64)
}

fn dots(kernel: &Kernel, inode: Id<Inode>, offset: u64) -> Vec<Record> {
    let parent = kernel.fs.inode(inode).directory().map_or(inode, |names| names.parent);
    let number = |inode: Id<Inode>| u64::from(inode.number());
    let dot = Record { inode: number(inode), mode: S_IFDIR, name: b".".to_vec(), at: 0 };
    let dot_dot = Record { inode: number(parent), mode: S_IFDIR, name: b"..".to_vec(), at: 1 };
    [dot, dot_dot].into_iter().filter(|record| record.at >= offset).collect()
}

/// Positions of names that /proc makes: after all names of the tree.
const FIRST_MADE: u64 = 1 << 40;

fn tree_records(kernel: &Kernel, inode: Id<Inode>, offset: u64) -> Vec<Record> {
    let mut records = dots(kernel, inode, offset);
    let Some(names) = kernel.fs.inode(inode).directory() else { return records };
    if offset == END_COOKIE || offset >= FIRST_MADE {
        return records;
    }
    records.extend(names.listing(offset).into_iter().map(|(name, entry)| Record {
        inode: u64::from(entry.inode.number()),
        mode: kernel.fs.inode(entry.inode).mode(),
        name: name.to_vec(),
        at: entry.cookie,
    }));
    records
}

/// What a directory of /proc has besides the tree's names.
fn proc_records(kernel: &Kernel, caller: &Caller, inode: Id<Inode>, offset: u64) -> Vec<Record> {
    let names = kernel.fs.proc_names(inode, &kernel.processes, caller.process);
    let is_own = kernel.fs.inode(inode).directory().is_some();
    let mut records = if is_own { Vec::new() } else { dots(kernel, inode, offset) };
    let made = names.into_iter().enumerate().map(|(index, (name, entry))| Record {
        inode: u64::from(entry.number()),
        mode: kernel.fs.inode(entry).mode(),
        name,
        at: FIRST_MADE + index as u64,
    });
    records.extend(made.filter(|record| offset != END_COOKIE && record.at >= offset));
    records
}

/// /proc/PID/fd: a link per descriptor, at two plus its number.
fn descriptor_records(
    kernel: &Kernel,
    caller: &Caller,
    inode: Id<Inode>,
    offset: u64,
) -> Result<Vec<Record>, Refusal> {
    let mut records = dots(kernel, inode, offset);
    let pid = match ProcNode::of(inode) {
        Some(ProcNode::Descriptors(pid)) => pid,
        _ => caller.process,
    };
    let who = kernel.credentials(caller.process);
    let process = kernel.fs.may_look_into(&kernel.viewer(caller.process, &who), pid)?;
    let table = kernel.fd_tables.get(process.fd_table);
    let links = table.iter().map(|(Fd(fd), _)| Record {
        inode: 1_000_000 + fd as u64,
        mode: S_IFLNK,
        name: format!("{fd}").into_bytes(),
        at: 2 + fd as u64,
    });
    records.extend(links.filter(|record| record.at >= offset));
    Ok(records)
}

fn do_getcwd(kernel: &mut Kernel, caller: &Caller, [buffer, size, ..]: [u64; 6]) -> Step {
    let cwd = kernel.process(caller.process).cwd;
    if !kernel.fs.is_attached(cwd) {
        return Err(Refusal::fail(Errno::Enoent));
    }
    let mut path = kernel.fs.path_of(cwd);
    path.push(0);
    if path.len() as u64 > size {
        return Err(Refusal::Fail(Errno::Erange, Why::BadArgument("size")));
    }
    give(kernel, caller, buffer, &path)?;
    Ok(path.len() as i64)
}

fn do_chdir(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let path = path_of(kernel, caller, args[0])?;
    let inode = find_inode(kernel, caller, AT_FDCWD as u64, &path, Follow::Yes)?;
    enter(kernel, caller, inode)
}

fn do_fchdir(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let id = file_of(kernel, caller, args[0])?;
    let OpenFile { kind, .. } = kernel.files.get(id);
    let FileKind::Inode(inode) = *kind else {
        return Err(Refusal::Fail(Errno::Enotdir, Why::WrongKind(id)));
    };
    enter(kernel, caller, inode)
}

fn enter(kernel: &mut Kernel, caller: &Caller, inode: Id<Inode>) -> Step {
    match &kernel.fs.inode(inode).content {
        Content::Directory(_) => {}
        Content::Magic(Magic::Descriptors | Magic::Process) => {
            return Err(Refusal::unsupported("chdir: into /proc"));
        }
        Content::Regular(_)
        | Content::Symlink(_)
        | Content::Fifo(_)
        | Content::Socket
        | Content::Device(_)
        | Content::Magic(_) => return Err(Refusal::fail(Errno::Enotdir)),
    }
    let who = kernel.credentials(caller.process);
    kernel.fs.require(&who, inode, Want::EXECUTE)?;
    kernel.set_in_fs_group(caller.process, |process| process.cwd = inode);
    Ok(0)
}

impl Kernel {
    /// Sets what processes have in common by CLONE_FS: the working directory or the umask.
    pub(super) fn set_in_fs_group(&mut self, pid: Pid, set: impl Fn(&mut Process)) {
        let group = self.process(pid).fs_group;
        let members = self.processes.iter().filter(|(_, process)| process.fs_group == group);
        let members: Vec<Pid> = members.map(|(pid, _)| pid).collect();
        for pid in members {
            set(self.process_mut(pid));
        }
    }
}

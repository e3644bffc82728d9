//! openat(2): fs/open.c and fs/namei.c.

use alloc::format;
use alloc::vec::Vec;

use vitrine_abi::files::{
    O_ACCMODE, O_ASYNC, O_CLOEXEC, O_CREAT, O_DIRECT, O_DIRECTORY, O_EXCL, O_LARGEFILE, O_NOATIME,
    O_NOCTTY, O_NOFOLLOW, O_PATH, O_RDONLY, O_TMPFILE_BIT, O_TRUNC, O_WRONLY,
};
use vitrine_abi::{Errno, Fd};

use super::{Step, base_of, fifo, handlers, path_of};
use crate::attempt::Why;
use crate::fd::{FileKind, OpenFile};
use crate::fs::{
    Content, Device, FileData, Follow, Inode, Last, NewInode, Refusal, Target, Walked, Want,
};
use crate::kernel::{Caller, Kernel};
use crate::table::Id;

handlers! {
    /// open(2).
    openat => do_openat;
}

/// `O_SYNC` and relatives, kept in the description but without effect: nothing is ever only in
/// memory here.
const NOT_KEPT: u32 = O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_CLOEXEC;

/// Flags and mode of one call.
#[derive(Clone, Copy)]
struct Request {
    flags: u32,
    mode: u32,
}

impl Request {
    fn has(self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// What the caller wants of a file that is there.
    fn wants(self) -> Want {
        let access = match self.flags & O_ACCMODE {
            O_RDONLY => Want::READ.0,
            O_WRONLY => Want::WRITE.0,
            _ => Want::READ.0 | Want::WRITE.0,
        };
        Want(access | if self.has(O_TRUNC) { Want::WRITE.0 } else { 0 })
    }
}

fn do_openat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Step {
    let [dirfd, path, flags, mode, ..] = args;
    let request = checked(flags as u32, mode as u32)?;
    let path = path_of(kernel, caller, path)?;
    if path.is_empty() {
        return Err(Refusal::Fail(Errno::Enoent, Why::NoEntry("".into())));
    }
    let fd = kernel.free_fd(caller.process, Fd(0))?;
    let base = base_of(kernel, caller, dirfd, &path)?;
    let does_not_follow = request.has(O_NOFOLLOW) || (request.has(O_CREAT) && request.has(O_EXCL));
    let follow = if does_not_follow { Follow::No } else { Follow::Yes };
    let who = kernel.credentials(caller.process);
    let walked = kernel.fs.walk(&kernel.viewer(caller.process, &who), base, &path, follow)?;
    let file = match (walked.found, &walked.last) {
        (Some(target), _) => open_existing(kernel, caller, (&walked, target), request)?,
        (None, Last::Name(_)) if request.has(O_CREAT) => create(kernel, caller, &walked, request)?,
        (None, _) => {
            walked.existing()?;
            return Err(Refusal::fail(Errno::Enoent));
        }
    };
    kernel.open_fd(caller.process, fd, file, request.has(O_CLOEXEC));
    Ok(i64::from(fd.0))
}

/// `build_open_flags`: what is impossible, and what is not simulated.
fn checked(flags: u32, mode: u32) -> Result<Request, Refusal> {
    if flags & O_PATH != 0 {
        return Err(Refusal::unsupported("open: O_PATH"));
    }
    if flags & O_TMPFILE_BIT != 0 {
        return Err(Refusal::unsupported("open: O_TMPFILE"));
    }
    if flags & O_DIRECTORY != 0 && flags & O_CREAT != 0 {
        return Err(Refusal::bad("flags"));
    }
    if flags & O_DIRECT != 0 {
        return Err(Refusal::unsupported("open: O_DIRECT"));
    }
    if flags & O_ASYNC != 0 {
        return Err(Refusal::unsupported("open: O_ASYNC"));
    }
    Ok(Request { flags, mode: mode & 0o7777 })
}

fn create(
    kernel: &mut Kernel,
    caller: &Caller,
    walked: &Walked,
    request: Request,
) -> Result<Id<OpenFile>, Refusal> {
    let Last::Name(name) = &walked.last else { return Err(Refusal::fail(Errno::Eisdir)) };
    if walked.slash {
        return Err(Refusal::fail(Errno::Eisdir));
    }
    let who = kernel.credentials(caller.process);
    let permissions = request.mode & !kernel.process(caller.process).umask;
    let content = Content::Regular(FileData::default());
    let new = NewInode { content, permissions, who: &who, now: kernel.wall_clock() };
    let inode = kernel.fs.create(walked.directory, name, new)?;
    let path = kernel.fs.path_in(walked.directory, name);
    Ok(describe(kernel, FileKind::Inode(inode), (request, inode), &path))
}

fn open_existing(
    kernel: &mut Kernel,
    caller: &Caller,
    (walked, target): (&Walked, Target),
    request: Request,
) -> Result<Id<OpenFile>, Refusal> {
    if request.has(O_CREAT) && request.has(O_EXCL) {
        let name = if let Last::Name(name) = &walked.last { &name[..] } else { b"." };
        let name = alloc::string::String::from_utf8_lossy(name).into_owned();
        return Err(Refusal::Fail(Errno::Eexist, Why::Exists(name)));
    }
    let (inode, path) = match target {
        Target::Inode(inode) => (inode, path_to(kernel, walked, inode)),
        Target::Descriptor(pid, fd) => {
            let file = kernel.file_of(pid, fd)?;
            let description = kernel.files.get(file);
            match description.inode {
                Some(inode) => (inode, description.path.to_vec()),
                None => return reopen(kernel, file, request),
            }
        }
    };
    check_existing(kernel, caller, (walked, inode), request)?;
    if request.wants().0 & Want::WRITE.0 != 0 && kernel.is_executed(inode) {
        return Err(Refusal::fail(Errno::Etxtbsy));
    }
    let kind = match &kernel.fs.inode(inode).content {
        Content::Regular(_) => {
            if request.has(O_TRUNC) {
                let now = kernel.wall_clock();
                kernel.fs.truncate(inode, 0, now);
                kernel.cut_shared(inode);
            }
            FileKind::Inode(inode)
        }
        Content::Device(Device::Tty) if kernel.has_terminal(caller.process) => FileKind::Terminal,
        Content::Device(Device::Pts) if kernel.terminal.is_tty => FileKind::Terminal,
        Content::Device(Device::Tty) => return Err(Refusal::fail(Errno::Enxio)),
        Content::Device(Device::Pts) => return Err(Refusal::fail(Errno::Eio)),
        Content::Socket => return Err(Refusal::fail(Errno::Enxio)),
        Content::Fifo(_) => fifo::open(kernel, caller, inode, request.flags)?,
        Content::Directory(_) | Content::Device(_) | Content::Magic(_) | Content::Symlink(_) => {
            FileKind::Inode(inode)
        }
    };
    Ok(describe(kernel, kind, (request, inode), &path))
}

/// The absolute path under which something was found.
fn path_to(kernel: &Kernel, walked: &Walked, inode: Id<Inode>) -> Vec<u8> {
    match &walked.last {
        Last::Name(name) => kernel.fs.path_in(walked.directory, name),
        Last::Dot | Last::DotDot | Last::Root => kernel.fs.path_of(inode),
    }
}

/// `do_open` and `may_open` of fs/namei.c.
fn check_existing(
    kernel: &Kernel,
    caller: &Caller,
    (walked, inode): (&Walked, Id<Inode>),
    request: Request,
) -> Result<(), Refusal> {
    let found = kernel.fs.inode(inode);
    let is_directory = found.is_directory();
    if request.has(O_CREAT) && (is_directory || walked.slash) {
        return Err(Refusal::fail(Errno::Eisdir));
    }
    if !is_directory && (request.has(O_DIRECTORY) || walked.slash) {
        return Err(Refusal::fail(Errno::Enotdir));
    }
    if found.is_symlink() {
        return Err(Refusal::fail(Errno::Eloop));
    }
    let wants = request.wants();
    if is_directory && wants.0 & Want::WRITE.0 != 0 {
        return Err(Refusal::fail(Errno::Eisdir));
    }
    let who = kernel.credentials(caller.process);
    kernel.fs.require(&who, inode, wants)?;
    if request.has(O_NOATIME) && !who.owns(found) {
        return Err(Refusal::Fail(Errno::Eperm, Why::Permission));
    }
    Ok(())
}

/// Makes the description of a file in the tree.
fn describe(
    kernel: &mut Kernel,
    kind: FileKind,
    (request, inode): (Request, Id<Inode>),
    path: &[u8],
) -> Id<OpenFile> {
    kernel.fs.take(inode);
    let flags = request.flags & !NOT_KEPT | O_LARGEFILE;
    let mut file = OpenFile::new(kind, flags, path);
    file.inode = Some(inode);
    kernel.files.insert(file)
}

/// Opens what a link in /proc/self/fd leads to and what has no name: another description of it.
fn reopen(
    kernel: &mut Kernel,
    file: Id<OpenFile>,
    request: Request,
) -> Result<Id<OpenFile>, Refusal> {
    let old = kernel.files.get(file);
    let kind = match (old.kind, request.flags & O_ACCMODE) {
        (FileKind::PipeRead(pipe) | FileKind::PipeWrite(pipe), mode) => {
            let (kind, readers, writers) = match mode {
                O_RDONLY => (FileKind::PipeRead(pipe), 1, 0),
                O_WRONLY => (FileKind::PipeWrite(pipe), 0, 1),
                _ => (FileKind::PipeBoth(pipe), 1, 1),
            };
            let pipe = kernel.pipes.get_mut(pipe);
            pipe.readers += readers;
            pipe.writers += writers;
            kind
        }
        (FileKind::HostInput, O_RDONLY) => FileKind::HostInput,
        (FileKind::HostOutput(stream), O_WRONLY) => FileKind::HostOutput(stream),
        (other, _) => {
            return Err(Refusal::unsupported(&format!("open: another way into {other:?}")));
        }
    };
    let path = kernel.files.get(file).path.clone();
    let flags = request.flags & !NOT_KEPT | O_LARGEFILE;
    Ok(kernel.files.insert(OpenFile::new(kind, flags, &path)))
}

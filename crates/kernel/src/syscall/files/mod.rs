//! System calls on descriptors, files, pipes and the terminal: decode, validate in Linux's order,
//! act. What they have in common is here.

mod attributes;
mod device;
mod directory;
mod fcntl;
mod fifo;
mod ioctl;
mod names;
mod open;
mod pipe;
pub(crate) mod segments;
mod sendfile;
mod stat;
mod table;
mod terminal;
mod transfer;

use alloc::vec::Vec;

use vitrine_abi::files::AT_FDCWD;
use vitrine_abi::{Errno, Fd};

use crate::attempt::{Attempt, Why};
use crate::event::Place;
use crate::fd::{FileKind, OpenFile};
use crate::fs::{Follow, Inode, ProcNode, Refusal, Target, Walked};
use crate::kernel::{Caller, Kernel};
use crate::mm::BadAddress;
use crate::table::Id;

pub(crate) use attributes::*;
pub(crate) use directory::*;
pub(crate) use fcntl::fcntl;
pub(crate) use ioctl::ioctl;
pub(crate) use names::*;
pub(crate) use open::openat;
pub(crate) use pipe::pipe2;
pub(crate) use sendfile::sendfile;
pub(crate) use stat::*;
pub(crate) use table::*;
pub(crate) use transfer::*;

/// What a call's own function answers; [`settle`] makes an attempt of it.
pub(crate) type Step = Result<i64, Refusal>;

pub(crate) fn settle(step: Step) -> Attempt {
    match step {
        Ok(value) => Attempt::Done(value),
        Err(refusal) => refusal.into(),
    }
}

/// Defines handlers: each decodes nothing and calls the function of the same name in a `Step`.
macro_rules! handlers {
    ($($(#[$doc:meta])* $name:ident => $step:ident;)*) => {$(
        $(#[$doc])*
        pub(crate) fn $name(
            kernel: &mut $crate::kernel::Kernel,
            caller: &$crate::kernel::Caller,
            args: [u64; 6],
        ) -> $crate::attempt::Attempt {
            $crate::syscall::files::settle($step(kernel, caller, args))
        }
    )*};
}
pub(crate) use handlers;

impl From<BadAddress> for Refusal {
    fn from(bad: BadAddress) -> Self {
        Refusal::Fail(Errno::Efault, Why::BadAddress(bad.address))
    }
}

/// A descriptor argument: its upper half is ignored, as Linux does.
pub(crate) fn fd_of(arg: u64) -> Fd {
    Fd(arg as i32)
}

/// The description behind a descriptor argument, or `EBADF`.
pub(crate) fn file_of(kernel: &Kernel, caller: &Caller, arg: u64) -> Result<Id<OpenFile>, Refusal> {
    kernel.file_of(caller.process, fd_of(arg))
}

/// A path argument.
pub(crate) fn path_of(
    kernel: &mut Kernel,
    caller: &Caller,
    address: u64,
) -> Result<Vec<u8>, Refusal> {
    kernel.read_user_string(caller, address).map_err(|errno| match errno {
        Errno::Efault => Refusal::Fail(errno, Why::BadAddress(address)),
        other => Refusal::fail(other),
    })
}

/// Fills a structure of the caller.
pub(crate) fn give(
    kernel: &mut Kernel,
    caller: &Caller,
    address: u64,
    bytes: &[u8],
) -> Result<(), Refusal> {
    kernel.copy_to_user(caller, address, bytes)?;
    let to = Place::User { process: caller.process, address };
    kernel.ledger(caller, Place::Kernel, to, bytes.len() as u64);
    Ok(())
}

/// Where a relative path starts: the directory behind `dirfd`. An absolute path needs none.
fn base_of(
    kernel: &Kernel,
    caller: &Caller,
    dirfd: u64,
    path: &[u8],
) -> Result<Id<Inode>, Refusal> {
    if dirfd as i32 == AT_FDCWD || path.starts_with(b"/") {
        return Ok(kernel.process(caller.process).cwd);
    }
    let file = kernel.files.get(file_of(kernel, caller, dirfd)?);
    match file.kind {
        FileKind::Inode(inode) => Ok(inode),
        FileKind::PipeRead(_)
        | FileKind::PipeWrite(_)
        | FileKind::PipeBoth(_)
        | FileKind::Terminal
        | FileKind::HostInput
        | FileKind::HostOutput(_)
        | FileKind::Special(_) => Err(Refusal::fail(Errno::Enotdir)),
    }
}

/// Walks a path up to its last component.
pub(crate) fn walk(
    kernel: &Kernel,
    caller: &Caller,
    dirfd: u64,
    path: &[u8],
    follow: Follow,
) -> Result<Walked, Refusal> {
    let who = kernel.credentials(caller.process);
    let viewer = kernel.viewer(caller.process, &who);
    // getname() refuses an empty path before the descriptor is looked at.
    if path.is_empty() {
        return Err(Refusal::Fail(Errno::Enoent, Why::NoEntry("".into())));
    }
    kernel.fs.walk(&viewer, base_of(kernel, caller, dirfd, path)?, path, follow)
}

/// Walks a path to something that exists.
pub(crate) fn find(
    kernel: &Kernel,
    caller: &Caller,
    dirfd: u64,
    path: &[u8],
    follow: Follow,
) -> Result<Target, Refusal> {
    let walked = walk(kernel, caller, dirfd, path, follow)?;
    let target = walked.existing()?;
    if walked.slash && !kernel.fs.leads_to_directory(target) {
        return Err(Refusal::fail(Errno::Enotdir));
    }
    Ok(target)
}

/// The inode of something that exists in the tree; what has no inode there cannot be changed.
fn find_inode(
    kernel: &Kernel,
    caller: &Caller,
    dirfd: u64,
    path: &[u8],
    follow: Follow,
) -> Result<Id<Inode>, Refusal> {
    match find(kernel, caller, dirfd, path, follow)? {
        Target::Inode(inode) if ProcNode::of(inode).is_some() => Err(in_proc()),
        Target::Inode(inode) => Ok(inode),
        Target::Descriptor(pid, fd) => inode_behind(kernel, kernel.file_of(pid, fd)?),
    }
}

fn in_proc() -> Refusal {
    Refusal::unsupported("changing what is in /proc, or going there")
}

/// The inode behind a description.
fn inode_behind(kernel: &Kernel, file: Id<OpenFile>) -> Result<Id<Inode>, Refusal> {
    let inode = kernel.files.get(file).inode;
    if inode.is_some_and(|inode| ProcNode::of(inode).is_some()) {
        return Err(in_proc());
    }
    inode.ok_or_else(|| Refusal::unsupported("changing the attributes of a pipe without a name"))
}

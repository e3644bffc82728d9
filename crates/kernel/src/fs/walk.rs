//! From a path to a file: path_resolution(7).

use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Fd, Pid, Tid};

use crate::attempt::Why;
use crate::fd::{FdEntry, FdTable, OpenFile};
use crate::fs::{
    Content, Credentials, FileSystem, Inode, LINK_MAX, Magic, NAME_MAX, ProcLink, ProcNode,
    Refusal, Want,
};
use crate::table::{ById, Id, Table};
use crate::task::{Process, Thread};

/// Who walks: what a path means to a process.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Viewer<'a> {
    pub who: &'a Credentials,
    pub cwd: Id<Inode>,
    pub pid: Pid,
    /// /proc.
    pub processes: &'a ById<Pid, Process>,
    /// /proc/PID/task.
    pub threads: &'a ById<Tid, Thread>,
    /// /proc/self/exe.
    pub executable: &'a [u8],
    /// /proc/PID/fd.
    pub fd_tables: &'a Table<FdTable>,
    pub files: &'a Table<OpenFile>,
}

/// What happens to a symbolic link at the end of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Follow {
    /// It is followed.
    Yes,
    /// It is what is looked for, unless a slash behind it asks for what it leads to.
    No,
    /// It is the name that counts, slash or not: what makes and removes names.
    Never,
}

/// Where a path ends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Walked {
    /// The directory in which the last name is looked up.
    pub directory: Id<Inode>,
    /// The last component.
    pub last: Last,
    /// Whether the path ends in a slash: it must be a directory then.
    pub slash: bool,
    /// What is there, if anything.
    pub found: Option<Target>,
}

/// The last component of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Last {
    Name(Vec<u8>),
    Dot,
    DotDot,
    Root,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Inode(Id<Inode>),
    /// A link in /proc/PID/fd.
    Descriptor(Pid, Fd),
}

/// `name` for people.
pub(crate) fn shown(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

/// `ENOENT` for this component.
pub(crate) fn no_entry(name: &[u8]) -> Refusal {
    Refusal::Fail(Errno::Enoent, Why::NoEntry(shown(name)))
}

/// The components of a path that are still ahead, the next one last.
struct Ahead {
    names: Vec<Vec<u8>>,
    slash: bool,
}

impl Ahead {
    fn push(&mut self, path: &[u8]) {
        if self.names.is_empty() {
            self.slash |= path.ends_with(b"/");
        }
        let parts = path.split(|byte| *byte == b'/').filter(|part| !part.is_empty());
        self.names.extend(parts.rev().map(<[u8]>::to_vec));
    }
}

impl FileSystem {
    /// Walks a path up to its last component, and looks that up too.
    pub(crate) fn walk(
        &self,
        viewer: &Viewer<'_>,
        base: Id<Inode>,
        path: &[u8],
        follow: Follow,
    ) -> Result<Walked, Refusal> {
        if path.is_empty() {
            return Err(no_entry(path));
        }
        let mut directory = if path[0] == b'/' { self.root } else { base };
        let mut ahead = Ahead { names: Vec::new(), slash: false };
        ahead.push(path);
        let mut links = 0;
        while let Some(name) = ahead.names.pop() {
            let is_last = ahead.names.is_empty();
            if !self.inode(directory).is_directory() {
                return Err(Refusal::fail(Errno::Enotdir));
            }
            self.require(viewer.who, directory, Want::EXECUTE)?;
            let found = self.lookup(viewer, directory, &name)?;
            let must_be_followed = !is_last
                || match follow {
                    Follow::Yes => true,
                    Follow::No => ahead.slash,
                    Follow::Never => false,
                };
            if let Some(target) = found
                && must_be_followed
                && let Some(link) = self.link_text(viewer, target, is_last)?
            {
                links += 1;
                if links > LINK_MAX {
                    return Err(Refusal::fail(Errno::Eloop));
                }
                if link.starts_with(b"/") {
                    directory = self.root;
                }
                ahead.push(&link);
                if ahead.names.is_empty() {
                    break;
                }
                continue;
            }
            if is_last {
                let last = match &name[..] {
                    b"." => Last::Dot,
                    b".." => Last::DotDot,
                    _ => Last::Name(name),
                };
                return Ok(Walked { directory, last, slash: ahead.slash, found });
            }
            directory = self.pass(viewer, found, &name)?;
        }
        let found = Some(Target::Inode(self.root));
        Ok(Walked { directory: self.root, last: Last::Root, slash: false, found })
    }

    pub(crate) fn leads_to_directory(&self, target: Target) -> bool {
        matches!(target, Target::Inode(inode) if self.inode(inode).is_directory())
    }

    fn lookup(
        &self,
        viewer: &Viewer<'_>,
        directory: Id<Inode>,
        name: &[u8],
    ) -> Result<Option<Target>, Refusal> {
        if name.len() > NAME_MAX {
            return Err(Refusal::fail(Errno::Enametoolong));
        }
        if name == b"." {
            return Ok(Some(Target::Inode(directory)));
        }
        if name != b".."
            && let Some(found) = self.proc_entry(viewer, directory, name)
        {
            return Ok(Some(Target::Inode(found)));
        }
        match &self.inode(directory).content {
            Content::Directory(names) if name == b".." => Ok(Some(Target::Inode(names.parent))),
            Content::Directory(names) => match names.get(name) {
                Some(inode) => Ok(Some(Target::Inode(inode))),
                None if directory == self.proc.root && name.iter().all(u8::is_ascii_digit) => {
                    Ok(None)
                }
                None if self.is_proc(directory) => {
                    let mut what = shown(&self.path_of(directory));
                    what.push('/');
                    what.push_str(&shown(name));
                    Err(Refusal::unsupported(&what))
                }
                None => Ok(None),
            },
            Content::Magic(Magic::Process | Magic::Descriptors) if name == b".." => {
                Ok(Some(Target::Inode(self.above_in_proc(viewer, directory))))
            }
            Content::Magic(Magic::Process)
                if matches!(ProcNode::of(directory), Some(ProcNode::Tasks(_))) =>
            {
                Ok(None)
            }
            Content::Magic(Magic::Process) => {
                let of = match ProcNode::of(directory) {
                    Some(ProcNode::Task(_)) => "/proc/PID/task/TID/",
                    _ => "of another process, /proc/PID/",
                };
                let what = alloc::format!("{of}{}", shown(name));
                Err(Refusal::unsupported(&what))
            }
            Content::Magic(Magic::Descriptors) => {
                let fd = core::str::from_utf8(name).ok().and_then(|text| text.parse().ok()).map(Fd);
                let pid = match ProcNode::of(directory) {
                    Some(ProcNode::Descriptors(pid)) => pid,
                    _ => viewer.pid,
                };
                self.may_look_into(viewer, pid)?;
                let fd = fd.filter(|fd| viewer.descriptor(pid, *fd).is_some());
                Ok(fd.map(|fd| Target::Descriptor(pid, fd)))
            }
            Content::Regular(_)
            | Content::Symlink(_)
            | Content::Fifo(_)
            | Content::Socket
            | Content::Device(_)
            | Content::Magic(_) => Err(Refusal::fail(Errno::Enotdir)),
        }
    }

    /// Where a symbolic link leads, if the target is one. A link to a descriptor at the end of a
    /// path is not text: it leads to the very file.
    fn link_text(
        &self,
        viewer: &Viewer<'_>,
        target: Target,
        is_last: bool,
    ) -> Result<Option<Vec<u8>>, Refusal> {
        match target {
            Target::Descriptor(..) if is_last => Ok(None),
            Target::Descriptor(..) => self.read_link(viewer, target).map(Some),
            Target::Inode(inode) if self.inode(inode).is_symlink() => {
                self.read_link(viewer, target).map(Some)
            }
            Target::Inode(_) => Ok(None),
        }
    }

    /// readlink(2): the text of a link; `EINVAL` for anything else.
    pub(crate) fn read_link(
        &self,
        viewer: &Viewer<'_>,
        target: Target,
    ) -> Result<Vec<u8>, Refusal> {
        match target {
            Target::Descriptor(pid, fd) => {
                let entry = viewer.descriptor(pid, fd).ok_or(Refusal::fail(Errno::Enoent))?;
                Ok(viewer.files.get(entry.file).path.to_vec())
            }
            Target::Inode(inode) => match &self.inode(inode).content {
                Content::Symlink(text) => Ok(text.to_vec()),
                Content::Magic(Magic::Executable) => Ok(viewer.executable.to_vec()),
                Content::Magic(Magic::WorkingDirectory) => Ok(self.path_of(viewer.cwd)),
                Content::Magic(Magic::Link) => self.link_of_process(viewer, inode),
                Content::Regular(_)
                | Content::Directory(_)
                | Content::Fifo(_)
                | Content::Socket
                | Content::Device(_)
                | Content::Magic(Magic::Descriptors | Magic::Process | Magic::Text) => {
                    Err(Refusal::fail(Errno::Einval))
                }
            },
        }
    }

    /// A link of another process. One that has ended has none, and strangers see none.
    fn link_of_process(&self, viewer: &Viewer<'_>, link: Id<Inode>) -> Result<Vec<u8>, Refusal> {
        let Some(ProcNode::Link(link, pid)) = ProcNode::of(link) else {
            return Err(Refusal::fail(Errno::Einval));
        };
        let process = self.may_look_into(viewer, pid)?;
        Ok(match link {
            ProcLink::Executable => process.executable.as_bytes().to_vec(),
            ProcLink::WorkingDirectory => self.path_of(process.cwd),
            ProcLink::Root => b"/".to_vec(),
        })
    }

    /// A process that has not ended, if its ids allow to see what it has open, or `EACCES`.
    pub(crate) fn may_look_into<'a>(
        &self,
        viewer: &Viewer<'a>,
        pid: Pid,
    ) -> Result<&'a Process, Refusal> {
        let process = viewer.processes.find(pid).filter(|process| !process.is_zombie());
        let process = process.ok_or(Refusal::fail(Errno::Enoent))?;
        let who = viewer.who.uid;
        // ptrace_may_access: kernel/ptrace.c.
        let ids = [process.uid, process.euid, process.suid];
        if pid != viewer.pid && who != 0 && ids != [who; 3] {
            return Err(Refusal::Fail(Errno::Eacces, Why::Permission));
        }
        Ok(process)
    }

    /// `..` of a directory that /proc makes.
    fn above_in_proc(&self, viewer: &Viewer<'_>, directory: Id<Inode>) -> Id<Inode> {
        match ProcNode::of(directory) {
            Some(ProcNode::Tasks(pid) | ProcNode::Descriptors(pid)) => {
                ProcNode::Directory(pid).id()
            }
            Some(ProcNode::Task(tid)) => {
                let pid = viewer.threads.find(tid).map_or(Pid(tid.0), |thread| thread.process);
                ProcNode::Tasks(pid).id()
            }
            _ if directory == self.proc.descriptors => self.proc.own,
            _ => self.proc.root,
        }
    }

    /// The directory through which a path goes on.
    fn pass(
        &self,
        viewer: &Viewer<'_>,
        found: Option<Target>,
        name: &[u8],
    ) -> Result<Id<Inode>, Refusal> {
        match found {
            Some(Target::Inode(inode)) => Ok(inode),
            Some(Target::Descriptor(pid, fd)) => {
                let entry = viewer.descriptor(pid, fd).ok_or(no_entry(name))?;
                viewer.files.get(entry.file).inode.ok_or(Refusal::fail(Errno::Enotdir))
            }
            None => Err(no_entry(name)),
        }
    }

    fn is_proc(&self, directory: Id<Inode>) -> bool {
        let root = self.inode(self.root).directory();
        let proc = root.and_then(|root| root.get(b"proc"));
        let mut at = directory;
        while at != self.root {
            if Some(at) == proc {
                return true;
            }
            match self.inode(at).directory() {
                Some(names) if names.parent != at => at = names.parent,
                _ => return false,
            }
        }
        false
    }

    /// The absolute path of a directory; one that was removed has ` (deleted)` behind its name.
    pub fn path_of(&self, directory: Id<Inode>) -> Vec<u8> {
        let mut names: Vec<&[u8]> = Vec::new();
        let mut at = directory;
        match ProcNode::of(directory) {
            Some(ProcNode::Directory(pid)) => return alloc::format!("/proc/{pid}").into_bytes(),
            Some(ProcNode::Tasks(pid)) => return alloc::format!("/proc/{pid}/task").into_bytes(),
            Some(ProcNode::Descriptors(pid)) => {
                return alloc::format!("/proc/{pid}/fd").into_bytes();
            }
            // That is a name of it too, though its process may have another number.
            Some(ProcNode::Task(tid)) => {
                return alloc::format!("/proc/{tid}/task/{tid}").into_bytes();
            }
            Some(ProcNode::Text(..) | ProcNode::TaskText(..) | ProcNode::Link(..)) | None => {}
        }
        while at != self.root {
            let Some(parent) = self.inode(at).directory().map(|names| names.parent) else {
                break;
            };
            let name = self.inode(parent).directory().and_then(|names| names.name_of(at));
            names.push(name.unwrap_or(b"? (deleted)"));
            at = parent;
        }
        if names.is_empty() {
            return b"/".to_vec();
        }
        names.iter().rev().flat_map(|name| [b"/", *name].concat()).collect()
    }

    /// The absolute path of a name in a directory.
    pub fn path_in(&self, directory: Id<Inode>, name: &[u8]) -> Vec<u8> {
        let mut path = self.path_of(directory);
        if path.last() != Some(&b'/') {
            path.push(b'/');
        }
        path.extend_from_slice(name);
        path
    }

    /// Whether the directory still has a place in the tree.
    pub fn is_attached(&self, directory: Id<Inode>) -> bool {
        directory == self.root || self.inode(directory).nlink > 0
    }
}

impl Viewer<'_> {
    /// A descriptor of a process; one that has ended has none.
    fn descriptor(&self, pid: Pid, fd: Fd) -> Option<FdEntry> {
        let process = self.processes.find(pid).filter(|process| !process.is_zombie())?;
        self.fd_tables.find(process.fd_table)?.get(fd)
    }
}

impl Walked {
    /// What is there, or `ENOENT`.
    pub(crate) fn existing(&self) -> Result<Target, Refusal> {
        self.found.ok_or_else(|| match &self.last {
            Last::Name(name) => no_entry(name),
            Last::Dot | Last::DotDot | Last::Root => Refusal::fail(Errno::Enoent),
        })
    }
}

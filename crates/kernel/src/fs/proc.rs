//! The parts of /proc that are worked out when somebody looks: proc(5).
//!
//! Their inodes are not kept: the number says what the file is about. Two inodes of the tree
//! stand for all of them, one for directories and one for texts.

use vitrine_abi::Pid;

use crate::fs::walk::Viewer;
use crate::fs::{FileSystem, Inode};
use crate::table::Id;

/// A text of /proc.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProcText {
    /// `PID/stat`.
    Stat,
    /// `PID/statm`.
    Statm,
    /// `PID/status`.
    Status,
    /// `PID/maps`.
    Maps,
    /// `PID/cmdline`.
    Cmdline,
    /// `PID/comm`.
    Comm,
    /// `PID/environ`.
    Environ,
    /// `PID/limits`.
    Limits,
    /// `PID/smaps_rollup`.
    Rollup,
    /// `uptime`.
    Uptime,
    /// `loadavg`.
    Loadavg,
    /// `meminfo`.
    Meminfo,
    /// `stat`.
    System,
    /// `cpuinfo`.
    Cpuinfo,
    /// `version`.
    Version,
    /// `sys/kernel/pid_max`.
    PidMax,
}

/// Texts of a process.
const OF_PROCESS: [(&str, ProcText); 9] = [
    ("cmdline", ProcText::Cmdline),
    ("comm", ProcText::Comm),
    ("environ", ProcText::Environ),
    ("limits", ProcText::Limits),
    ("maps", ProcText::Maps),
    ("smaps_rollup", ProcText::Rollup),
    ("stat", ProcText::Stat),
    ("statm", ProcText::Statm),
    ("status", ProcText::Status),
];
/// Texts of the system.
const OF_SYSTEM: [(&str, ProcText); 6] = [
    ("cpuinfo", ProcText::Cpuinfo),
    ("loadavg", ProcText::Loadavg),
    ("meminfo", ProcText::Meminfo),
    ("stat", ProcText::System),
    ("uptime", ProcText::Uptime),
    ("version", ProcText::Version),
];
/// Texts in sys/kernel.
const OF_KERNEL: [(&str, ProcText); 1] = [("pid_max", ProcText::PidMax)];

/// Numbers from here on are no inodes of the tree: then 7 bits for what, 24 for whose.
const FIRST: u32 = 1 << 31;
const WHAT: u32 = 24;

/// What such a number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProcNode {
    /// The directory of a process.
    Directory(Pid),
    /// A text, of a process or (pid 0) of the system.
    Text(ProcText, Pid),
    /// A link of a process.
    Link(ProcLink, Pid),
}

/// A link of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProcLink {
    /// `exe`.
    Executable,
    /// `cwd`.
    WorkingDirectory,
    /// `root`.
    Root,
}

/// Links of a process.
const LINKS: [(&str, ProcLink); 3] =
    [("cwd", ProcLink::WorkingDirectory), ("exe", ProcLink::Executable), ("root", ProcLink::Root)];
/// What numbers say for the first link; texts are below.
const FIRST_LINK: usize = 120;

impl ProcNode {
    /// The node behind an inode's number, if it is one.
    pub(crate) fn of(id: Id<Inode>) -> Option<ProcNode> {
        let number = id.number().checked_sub(FIRST)?;
        let pid = Pid((number & ((1 << WHAT) - 1)) as i32);
        match (number >> WHAT) as usize {
            0 => Some(ProcNode::Directory(pid)),
            what if what >= FIRST_LINK => {
                LINKS.get(what - FIRST_LINK).map(|(_, link)| ProcNode::Link(*link, pid))
            }
            what => texts().nth(what - 1).map(|(_, text)| ProcNode::Text(text, pid)),
        }
    }

    pub(crate) fn id(self) -> Id<Inode> {
        let (what, pid) = match self {
            ProcNode::Directory(pid) => (0, pid),
            ProcNode::Link(link, pid) => {
                let index = LINKS.iter().position(|(_, other)| *other == link);
                ((FIRST_LINK + index.unwrap_or(0)) as u32, pid)
            }
            ProcNode::Text(text, pid) => {
                let index = texts().position(|(_, other)| other == text);
                (index.map_or(0, |index| index as u32 + 1), pid)
            }
        };
        Id::from_number(FIRST | what << WHAT | pid.0 as u32)
    }
}

fn texts() -> impl Iterator<Item = (&'static str, ProcText)> {
    OF_PROCESS.into_iter().chain(OF_SYSTEM).chain(OF_KERNEL)
}

fn find(list: &[(&str, ProcText)], name: &[u8]) -> Option<ProcText> {
    list.iter().find(|(other, _)| other.as_bytes() == name).map(|(_, text)| *text)
}

impl FileSystem {
    /// What a name in a directory of /proc leads to, if it is one of the names made here.
    pub(crate) fn proc_entry(
        &self,
        viewer: &Viewer<'_>,
        directory: Id<Inode>,
        name: &[u8],
    ) -> Option<Id<Inode>> {
        let text = |text, pid| ProcNode::Text(text, pid).id();
        if directory == self.proc.root {
            let pid = core::str::from_utf8(name).ok().and_then(|name| name.parse().ok()).map(Pid);
            if let Some(pid) = pid.filter(|pid| viewer.processes.find(*pid).is_some()) {
                // One's own directory has links too, which are looked up under its other name.
                let own = pid == viewer.pid;
                return Some(if own { self.proc.own } else { ProcNode::Directory(pid).id() });
            }
            return find(&OF_SYSTEM, name).map(|found| text(found, Pid(0)));
        }
        if directory == self.proc.kernel {
            return find(&OF_KERNEL, name).map(|found| text(found, Pid(0)));
        }
        if directory == self.proc.own {
            return find(&OF_PROCESS, name).map(|found| text(found, viewer.pid));
        }
        match ProcNode::of(directory)? {
            ProcNode::Directory(pid) => {
                let link = LINKS.iter().find(|(other, _)| other.as_bytes() == name);
                find(&OF_PROCESS, name)
                    .map(|found| text(found, pid))
                    .or(link.map(|(_, link)| ProcNode::Link(*link, pid).id()))
            }
            ProcNode::Text(..) | ProcNode::Link(..) => None,
        }
    }

    /// Names in a directory of /proc that are made here, with what they lead to.
    pub(crate) fn proc_names(
        &self,
        directory: Id<Inode>,
        processes: impl Iterator<Item = Pid>,
        own: Pid,
    ) -> alloc::vec::Vec<(alloc::vec::Vec<u8>, Id<Inode>)> {
        let list = |list: &[(&str, ProcText)], pid| {
            let entry = |(name, text): &(&str, ProcText)| {
                (name.as_bytes().to_vec(), ProcNode::Text(*text, pid).id())
            };
            list.iter().map(entry).collect()
        };
        if directory == self.proc.root {
            let mut names: alloc::vec::Vec<_> = list(&OF_SYSTEM, Pid(0));
            let number = |pid: Pid| alloc::format!("{pid}").into_bytes();
            names.extend(processes.map(|pid| (number(pid), ProcNode::Directory(pid).id())));
            names
        } else if directory == self.proc.kernel {
            list(&OF_KERNEL, Pid(0))
        } else if directory == self.proc.own {
            list(&OF_PROCESS, own)
        } else {
            match ProcNode::of(directory) {
                Some(ProcNode::Directory(pid)) => {
                    let mut names: alloc::vec::Vec<_> = list(&OF_PROCESS, pid);
                    let id = |link| ProcNode::Link(link, pid).id();
                    names.extend(LINKS.map(|(name, link)| (name.as_bytes().to_vec(), id(link))));
                    names
                }
                Some(ProcNode::Text(..) | ProcNode::Link(..)) | None => alloc::vec::Vec::new(),
            }
        }
    }
}

/// Inodes of the tree that /proc needs.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub struct ProcInodes {
    /// `/proc`.
    pub root: Id<Inode>,
    /// `/proc/self`.
    pub own: Id<Inode>,
    /// `/proc/sys/kernel`.
    pub kernel: Id<Inode>,
    /// Stands for the directories of other processes.
    pub directory: Id<Inode>,
    /// Stands for all texts.
    pub text: Id<Inode>,
    /// Stands for the links of other processes.
    pub link: Id<Inode>,
}

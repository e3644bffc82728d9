//! The parts of /proc that are worked out when somebody looks: proc(5).
//!
//! Their inodes are not kept: the number says what the file is about. Two inodes of the tree
//! stand for all of them, one for directories and one for texts.

use vitrine_abi::{Pid, Tid};

use crate::fs::walk::Viewer;
use crate::fs::{FileSystem, Inode};
use crate::table::{ById, Id};
use crate::task::Process;

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
    /// `PID/smaps`.
    Smaps,
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
const OF_PROCESS: [(&str, ProcText); 10] = [
    ("cmdline", ProcText::Cmdline),
    ("comm", ProcText::Comm),
    ("environ", ProcText::Environ),
    ("limits", ProcText::Limits),
    ("maps", ProcText::Maps),
    ("smaps", ProcText::Smaps),
    ("smaps_rollup", ProcText::Rollup),
    ("stat", ProcText::Stat),
    ("statm", ProcText::Statm),
    ("status", ProcText::Status),
];
/// Texts of a thread.
const OF_THREAD: [(&str, ProcText); 3] =
    [("comm", ProcText::Comm), ("stat", ProcText::Stat), ("status", ProcText::Status)];
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
    /// `task`: the threads of a process.
    Tasks(Pid),
    /// The directory of a thread.
    Task(Tid),
    /// `fd` of another process.
    Descriptors(Pid),
    /// A text of a thread.
    TaskText(ProcText, Tid),
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
/// What numbers say for texts of threads, for directories, and for the first link.
const FIRST_OF_THREAD: usize = 100;
const TASKS: usize = 110;
const TASK: usize = 111;
const DESCRIPTORS: usize = 112;
const FIRST_LINK: usize = 120;

impl ProcNode {
    /// The node behind an inode's number, if it is one.
    pub(crate) fn of(id: Id<Inode>) -> Option<ProcNode> {
        let number = id.number().checked_sub(FIRST)?;
        let pid = Pid((number & ((1 << WHAT) - 1)) as i32);
        match (number >> WHAT) as usize {
            0 => Some(ProcNode::Directory(pid)),
            TASKS => Some(ProcNode::Tasks(pid)),
            TASK => Some(ProcNode::Task(Tid(pid.0))),
            DESCRIPTORS => Some(ProcNode::Descriptors(pid)),
            what if what >= FIRST_LINK => {
                LINKS.get(what - FIRST_LINK).map(|(_, link)| ProcNode::Link(*link, pid))
            }
            what if what >= FIRST_OF_THREAD => {
                let text = OF_THREAD.get(what - FIRST_OF_THREAD);
                text.map(|(_, text)| ProcNode::TaskText(*text, Tid(pid.0)))
            }
            what => texts().nth(what - 1).map(|(_, text)| ProcNode::Text(text, pid)),
        }
    }

    pub(crate) fn id(self) -> Id<Inode> {
        let (what, pid) = match self {
            ProcNode::Directory(pid) => (0, pid),
            ProcNode::Tasks(pid) => (TASKS as u32, pid),
            ProcNode::Task(tid) => (TASK as u32, Pid(tid.0)),
            ProcNode::Descriptors(pid) => (DESCRIPTORS as u32, pid),
            ProcNode::TaskText(text, tid) => {
                let index = OF_THREAD.iter().position(|(_, other)| *other == text);
                ((FIRST_OF_THREAD + index.unwrap_or(0)) as u32, Pid(tid.0))
            }
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
            // A thread can be named there, though it is not listed: proc(5), /proc/tid.
            if let Some(tid) = pid.map(|pid| Tid(pid.0))
                && viewer.threads.find(tid).is_some()
            {
                return Some(ProcNode::Task(tid).id());
            }
            return find(&OF_SYSTEM, name).map(|found| text(found, Pid(0)));
        }
        if directory == self.proc.kernel {
            return find(&OF_KERNEL, name).map(|found| text(found, Pid(0)));
        }
        if directory == self.proc.own {
            if name == b"task" {
                return Some(ProcNode::Tasks(viewer.pid).id());
            }
            return find(&OF_PROCESS, name).map(|found| text(found, viewer.pid));
        }
        match ProcNode::of(directory)? {
            ProcNode::Directory(pid) if name == b"task" => Some(ProcNode::Tasks(pid).id()),
            ProcNode::Directory(pid) if name == b"fd" => Some(ProcNode::Descriptors(pid).id()),
            ProcNode::Directory(pid) => {
                let link = LINKS.iter().find(|(other, _)| other.as_bytes() == name);
                find(&OF_PROCESS, name)
                    .map(|found| text(found, pid))
                    .or(link.map(|(_, link)| ProcNode::Link(*link, pid).id()))
            }
            ProcNode::Tasks(pid) => {
                let tid = core::str::from_utf8(name).ok()?.parse().ok().map(Tid)?;
                let thread = viewer.threads.find(tid).filter(|thread| thread.process == pid)?;
                Some(ProcNode::Task(thread.tid).id())
            }
            ProcNode::Task(tid) => {
                find(&OF_THREAD, name).map(|text| ProcNode::TaskText(text, tid).id())
            }
            ProcNode::Descriptors(_)
            | ProcNode::TaskText(..)
            | ProcNode::Text(..)
            | ProcNode::Link(..) => None,
        }
    }

    /// Names in a directory of /proc that are made here, with what they lead to.
    pub(crate) fn proc_names(
        &self,
        directory: Id<Inode>,
        processes: &ById<Pid, Process>,
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
            names.extend(processes.ids().map(|pid| (number(pid), ProcNode::Directory(pid).id())));
            names
        } else if directory == self.proc.kernel {
            list(&OF_KERNEL, Pid(0))
        } else if directory == self.proc.own {
            let mut names: alloc::vec::Vec<_> = list(&OF_PROCESS, own);
            names.push((b"task".to_vec(), ProcNode::Tasks(own).id()));
            names
        } else {
            match ProcNode::of(directory) {
                Some(ProcNode::Directory(pid)) => {
                    let mut names: alloc::vec::Vec<_> = list(&OF_PROCESS, pid);
                    let id = |link| ProcNode::Link(link, pid).id();
                    names.extend(LINKS.map(|(name, link)| (name.as_bytes().to_vec(), id(link))));
                    names.push((b"fd".to_vec(), ProcNode::Descriptors(pid).id()));
                    names.push((b"task".to_vec(), ProcNode::Tasks(pid).id()));
                    names
                }
                Some(ProcNode::Tasks(pid)) => {
                    let threads = processes.find(pid).map_or(&[][..], |process| &process.threads);
                    let entry = |tid: &Tid| {
                        (alloc::format!("{tid}").into_bytes(), ProcNode::Task(*tid).id())
                    };
                    threads.iter().map(entry).collect()
                }
                Some(ProcNode::Task(tid)) => {
                    let entry = |(name, text): (&str, ProcText)| {
                        (name.as_bytes().to_vec(), ProcNode::TaskText(text, tid).id())
                    };
                    OF_THREAD.into_iter().map(entry).collect()
                }
                Some(
                    ProcNode::Descriptors(_)
                    | ProcNode::TaskText(..)
                    | ProcNode::Text(..)
                    | ProcNode::Link(..),
                )
                | None => alloc::vec::Vec::new(),
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
    /// `/proc/self/fd`, which stands for those of other processes too.
    pub descriptors: Id<Inode>,
    /// Stands for all texts.
    pub text: Id<Inode>,
    /// Stands for the links of other processes.
    pub link: Id<Inode>,
}

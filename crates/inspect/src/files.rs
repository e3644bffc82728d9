//! Views of open file descriptions, pipes, inodes and output.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use vitrine_kernel::fd::{FileKind, OpenFile, Special, Stream};
use vitrine_kernel::fs::{Content, Inode};
use vitrine_kernel::pipe::Pipe;
use vitrine_kernel::{Event, Id, Kernel};

use crate::lang::say;
use crate::moment::Scene;
use crate::strace::open_flags;
use crate::{FileView, InodeView, Lang, ObjectRef, OutputView, PipeView};

/// Bytes of a pipe that are previewed.
const PREVIEW: usize = 48;

fn path_text(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}

/// What a description is, briefly: "tty", "pipe #2 read", "/w/data.txt".
pub(crate) fn file_label(scene: &Scene, file: &OpenFile) -> String {
    let lang = scene.lang;
    match file.kind {
        FileKind::PipeRead(pipe) => {
            let pipe = pipe.number();
            say!(lang, "pipe #{pipe} read", "管道 #{pipe} 读端")
        }
        FileKind::PipeWrite(pipe) => {
            let pipe = pipe.number();
            say!(lang, "pipe #{pipe} write", "管道 #{pipe} 写端")
        }
        FileKind::PipeBoth(pipe) => {
            let pipe = pipe.number();
            say!(lang, "pipe #{pipe} both", "管道 #{pipe} 两端")
        }
        FileKind::Special(special) => special_label(special, lang),
        FileKind::Inode(_) => path_text(&file.path),
        FileKind::Terminal => "tty".into(),
        FileKind::HostInput => "stdin".into(),
        FileKind::HostOutput(Stream::Stdout) => "stdout".into(),
        FileKind::HostOutput(Stream::Stderr) => "stderr".into(),
        FileKind::HostOutput(Stream::Terminal) => "tty".into(),
    }
}

fn target(file: &OpenFile) -> ObjectRef {
    match file.kind {
        FileKind::PipeRead(pipe) | FileKind::PipeWrite(pipe) | FileKind::PipeBoth(pipe) => {
            ObjectRef::Pipe(pipe.number())
        }
        FileKind::Inode(inode) => ObjectRef::Inode(inode.number()),
        FileKind::Terminal | FileKind::HostInput | FileKind::HostOutput(_) => ObjectRef::Terminal,
        FileKind::Special(_) => ObjectRef::Kernel,
    }
}

/// What has only a descriptor, briefly.
fn special_label(special: Special, lang: Lang) -> String {
    match special {
        Special::Socket(socket) => {
            let socket = socket.number();
            say!(lang, "socket #{socket}", "套接字 #{socket}")
        }
        Special::Epoll(epoll) => {
            let epoll = epoll.number();
            format!("epoll #{epoll}")
        }
        Special::Counter(counter) => {
            let counter = counter.number();
            format!("eventfd #{counter}")
        }
        Special::Signals(file) => {
            let file = file.number();
            format!("signalfd #{file}")
        }
        Special::Queue(queue) => {
            let queue = queue.number();
            say!(lang, "message queue #{queue}", "消息队列 #{queue}")
        }
        Special::Process(pid) => format!("pidfd {pid}"),
        Special::Timer(timer) => {
            let timer = timer.number();
            format!("timerfd #{timer}")
        }
    }
}

/// All open file descriptions by id.
pub(crate) fn files(scene: &Scene) -> Vec<FileView> {
    let touched = |id: Id<OpenFile>| {
        scene.events.iter().any(|event| {
            matches!(event, Event::FdOpened { file, .. } | Event::FdClosed { file, .. }
                if *file == id)
        })
    };
    let view = |(id, file): (Id<OpenFile>, &OpenFile)| FileView {
        id: id.number(),
        label: file_label(scene, file),
        flags: open_flags(u64::from(file.flags)),
        offset: matches!(file.kind, FileKind::Inode(_)).then_some(file.offset),
        refs: file.refs,
        target: target(file),
        writes: file.is_writable() && !file.is_readable(),
        fresh: touched(id),
    };
    scene.machine.kernel().files.iter().map(view).collect()
}

/// All pipes by id.
pub(crate) fn pipes(scene: &Scene) -> Vec<PipeView> {
    let kernel = scene.machine.kernel();
    let view = |(id, pipe): (Id<Pipe>, &Pipe)| {
        let slots: Vec<u32> = pipe.slots.iter().map(|slot| slot.bytes().len() as u32).collect();
        let bytes = pipe.slots.iter().flat_map(|slot| slot.bytes()).copied();
        let head: Vec<u8> = bytes.take(PREVIEW).collect();
        PipeView {
            id: id.number(),
            bytes: slots.iter().map(|length| u64::from(*length)).sum(),
            slots,
            slot_count: pipe.slot_limit,
            capacity: u64::from(pipe.slot_limit) * 4096,
            readers: pipe.readers,
            writers: pipe.writers,
            preview: format!("{}", head.escape_ascii()),
            path: pipe.fifo.map_or(String::new(), |fifo| path_of(kernel, fifo.inode)),
        }
    };
    kernel.pipes.iter().map(view).collect()
}

/// Inodes that an open file description refers to, by id.
pub(crate) fn inodes(scene: &Scene) -> Vec<InodeView> {
    let kernel = scene.machine.kernel();
    let mut used: Vec<Id<Inode>> = kernel
        .files
        .iter()
        .filter_map(|(_, file)| match file.kind {
            FileKind::Inode(inode) => Some(inode),
            _ => None,
        })
        .collect();
    used.sort_unstable();
    used.dedup();
    let lang = scene.lang;
    let view = |id: Id<Inode>| {
        let inode = kernel.fs.inode(id);
        InodeView {
            id: id.number(),
            path: path_of(kernel, id),
            kind: match inode.content {
                Content::Regular(_) => say!(lang, "regular file", "普通文件"),
                Content::Directory(_) => say!(lang, "directory", "目录"),
                Content::Symlink(_) | Content::Magic(_) => say!(lang, "symbolic link", "符号链接"),
                Content::Device(_) => say!(lang, "character device", "字符设备"),
                Content::Fifo { .. } => say!(lang, "FIFO", "FIFO"),
                Content::Socket => say!(lang, "socket", "套接字"),
            },
            size: inode.size(),
            links: inode.nlink,
        }
    };
    used.into_iter().map(view).collect()
}

/// The name under which a description of this inode was opened.
fn path_of(kernel: &Kernel, inode: Id<Inode>) -> String {
    let open = kernel.files.iter().find(|(_, file)| file.inode == Some(inode));
    open.map_or(String::new(), |(_, file)| path_text(&file.path))
}

/// What was written to the terminal or the host, in order.
pub(crate) fn output(kernel: &Kernel) -> Vec<OutputView> {
    let stream = |stream: Stream| match stream {
        Stream::Stdout => 1,
        Stream::Stderr => 2,
        Stream::Terminal => 0,
    };
    kernel
        .terminal
        .output
        .since(0)
        .map(|chunk| OutputView {
            stream: stream(chunk.stream),
            thread: chunk.thread.map_or(0, |tid| tid.0),
            time_ns: chunk.time_ns,
            text: String::from_utf8_lossy(&chunk.bytes).to_string(),
        })
        .collect()
}

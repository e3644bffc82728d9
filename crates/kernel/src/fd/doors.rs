//! The doors through which references to open file descriptions come and go: one for each.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::files::{O_RDONLY, O_RDWR, O_WRONLY, Timespec};
use vitrine_abi::{Errno, Fd, Pid, Tid};

use crate::attempt::{WakeReason, Why};
use crate::event::Event;
use crate::fd::{FdEntry, FdTable, FileKind, OpenFile, Special, Stream};
use crate::fs::{Content, Credentials, Follow, Inode, Refusal, Target, Viewer, Want};
use crate::kernel::{Caller, Kernel};
use crate::pipe::Pipe;
use crate::poll::{POLLERR, POLLHUP, READABLE, Source, WRITABLE};
use crate::table::Id;
use crate::task::Rlimit;
use crate::time::{BOOT_EPOCH_S, NANOS};
use crate::wait::WaitQueue;

/// Number of the inode behind a stdin, stdout or stderr of the host.
const HOST_INO: u64 = 4000;

/// A file that may be executed.
pub(crate) struct Executable {
    pub inode: Id<Inode>,
    /// Its absolute path.
    pub path: String,
    pub content: Arc<[u8]>,
}

impl Kernel {
    /// Wall-clock time, for the times of files.
    pub(crate) fn wall_clock(&self) -> Timespec {
        Timespec::from_ns(BOOT_EPOCH_S * NANOS as u64 + self.now_ns())
    }

    /// The open file description behind a descriptor of the process, or `EBADF`.
    pub(crate) fn file_of(&self, process: Pid, fd: Fd) -> Result<Id<OpenFile>, Refusal> {
        let table = self.fd_tables.get(self.process(process).fd_table);
        let entry = table.get(fd).ok_or(Refusal::Fail(Errno::Ebadf, Why::BadFd(fd)))?;
        Ok(entry.file)
    }

    /// The lowest free descriptor from `from` on, or `EMFILE`.
    pub(crate) fn free_fd(&self, process: Pid, from: Fd) -> Result<Fd, Refusal> {
        let owner = self.process(process);
        let fd = self.fd_tables.get(owner.fd_table).lowest_free(from);
        if (fd.0 as u64) < owner.rlimits[Rlimit::NOFILE].soft {
            Ok(fd)
        } else {
            Err(Refusal::Fail(Errno::Emfile, Why::Limit("RLIMIT_NOFILE")))
        }
    }

    /// Makes a free descriptor refer to a description.
    pub(crate) fn open_fd(&mut self, process: Pid, fd: Fd, file: Id<OpenFile>, cloexec: bool) {
        let table = self.process(process).fd_table;
        let table = self.fd_tables.get_mut(table);
        debug_assert!(table.get(fd).is_none(), "the descriptor is free");
        table.set(fd, Some(FdEntry { file, cloexec }));
        self.files.get_mut(file).refs += 1;
        self.emit(Event::FdOpened { process, fd, file });
    }

    /// Closes a descriptor, or `EBADF`.
    pub(crate) fn close_fd(&mut self, process: Pid, fd: Fd) -> Result<(), Refusal> {
        let file = self.file_of(process, fd)?;
        let table = self.process(process).fd_table;
        self.fd_tables.get_mut(table).set(fd, None);
        self.closed_by(process, file);
        self.put_file(file, Some((process, fd)));
        Ok(())
    }

    /// What a process gives up with any descriptor: its record locks, and to be told of messages.
    fn closed_by(&mut self, process: Pid, file: Id<OpenFile>) {
        let OpenFile { kind, inode, .. } = *self.files.get(file);
        if let Some(inode) = inode {
            self.drop_process_locks(process, inode);
        }
        if let FileKind::Special(Special::Queue(queue)) = kind {
            self.forget_notification(queue, process);
        }
    }

    /// Takes one reference away; the last one closes what the description is open on.
    pub(crate) fn put_file(&mut self, file: Id<OpenFile>, from: Option<(Pid, Fd)>) {
        let description = self.files.get_mut(file);
        description.refs -= 1;
        let OpenFile { kind, inode, refs: refs_left, .. } = *description;
        if let Some((process, fd)) = from {
            self.emit(Event::FdClosed { process, fd, file, refs_left });
        }
        if refs_left > 0 {
            return;
        }
        self.forget_interests(file);
        self.drop_description_locks(file);
        self.files.remove(file);
        self.emit(Event::FileReleased { file });
        match kind {
            FileKind::PipeRead(pipe) => self.close_pipe_ends(pipe, 1, 0),
            FileKind::PipeWrite(pipe) => self.close_pipe_ends(pipe, 0, 1),
            FileKind::PipeBoth(pipe) => self.close_pipe_ends(pipe, 1, 1),
            FileKind::Special(special) => self.drop_special(special),
            FileKind::Inode(_)
            | FileKind::Terminal
            | FileKind::HostInput
            | FileKind::HostOutput(_) => {}
        }
        if let Some(inode) = inode {
            self.fs.put(inode);
        }
    }

    fn drop_special(&mut self, special: Special) {
        match special {
            Special::Socket(socket) => self.close_socket(socket),
            Special::Epoll(epoll) => self.drop_epoll(epoll),
            Special::Counter(counter) => {
                self.counters_of_events.remove(counter);
            }
            Special::Timer(timer) => {
                self.timer_files.remove(timer);
            }
            Special::Signals(file) => {
                self.signal_files.remove(file);
            }
            Special::Queue(queue) => self.close_named_queue(queue),
            Special::Process(pid) => return self.drop_pidfd(pid),
        }
        self.forget_source(Source::Special(special));
    }

    /// `pipe_release` of fs/pipe.c: when one side is gone, everybody on the other one looks again.
    fn close_pipe_ends(&mut self, id: Id<Pipe>, readers: u32, writers: u32) {
        let pipe = self.pipes.get_mut(id);
        pipe.readers -= readers;
        pipe.writers -= writers;
        let Pipe { readable, writable, fifo, readers: readers_left, writers: writers_left, .. } =
            *pipe;
        for (closed, left, write_end) in
            [(readers, readers_left, false), (writers, writers_left, true)]
        {
            if closed > 0 && left == 0 {
                self.emit(Event::PipeEndClosed { pipe: id, write_end });
            }
        }
        if readers_left > 0 && writers_left > 0 {
            return;
        }
        let by = self.acting_thread();
        self.wake_all(readable, by);
        self.wake_all(writable, by);
        self.readiness_changed(Source::Pipe(id), READABLE | WRITABLE | POLLHUP | POLLERR);
        if readers_left > 0 || writers_left > 0 {
            return;
        }
        let Some(fifo) = fifo else {
            self.pipes.remove(id);
            self.forget_source(Source::Pipe(id));
            self.drop_queue(readable);
            self.drop_queue(writable);
            return;
        };
        // A FIFO keeps its ring, with what nobody has read, for those who sleep in open(2).
        if self.is_opening(fifo.opening_readers) || self.is_opening(fifo.opening_writers) {
            return;
        }
        self.pipes.remove(id);
        self.forget_source(Source::Pipe(id));
        if let Content::Fifo(slot) = &mut self.fs.inodes.get_mut(fifo.inode).content {
            *slot = None;
        }
        for queue in [readable, writable, fifo.opening_readers, fifo.opening_writers] {
            self.drop_queue(queue);
        }
    }

    fn is_opening(&self, queue: Id<WaitQueue>) -> bool {
        !self.queues.get(queue).waiters.is_empty() || self.woken_from(queue) > 0
    }

    /// Threads that were woken from a queue and have not tried again yet.
    pub(crate) fn woken_from(&self, queue: Id<WaitQueue>) -> u32 {
        let woken = |call: &crate::task::InCall| matches!(call.woken, Some(WakeReason::Queue { queue: from, .. }) if from == queue);
        self.threads.iter().filter(|(_, thread)| thread.call.as_ref().is_some_and(woken)).count()
            as u32
    }

    /// A copy of a table for a new process: every description gets one reference more. fork(2).
    pub(crate) fn fork_fd_table(&mut self, table: Id<FdTable>) -> Id<FdTable> {
        let entries = self.fd_tables.get(table).entries.clone();
        for entry in entries.iter().flatten() {
            self.files.get_mut(entry.file).refs += 1;
        }
        self.fd_tables.insert(FdTable { entries, users: 1 })
    }

    /// One process more uses the table: clone(2) with `CLONE_FILES`.
    pub(crate) fn share_fd_table(&mut self, table: Id<FdTable>) -> Id<FdTable> {
        self.fd_tables.get_mut(table).users += 1;
        table
    }

    /// A process ends: if nobody else uses its table, all descriptors are closed in order.
    pub(crate) fn drop_fd_table(&mut self, process: Pid, table: Id<FdTable>) {
        let users = &mut self.fd_tables.get_mut(table).users;
        *users -= 1;
        if *users > 0 {
            return;
        }
        let Some(gone) = self.fd_tables.remove(table) else { return };
        for (fd, entry) in gone.iter() {
            self.closed_by(process, entry.file);
            self.put_file(entry.file, Some((process, fd)));
        }
    }

    /// execve(2): the process gets a table of its own and loses what is marked close-on-exec.
    pub(crate) fn close_on_exec(&mut self, process: Pid) {
        self.unshare_fd_table(process);
        let table = self.fd_tables.get(self.process(process).fd_table);
        let marked: Vec<Fd> =
            table.iter().filter(|(_, entry)| entry.cloexec).map(|(fd, _)| fd).collect();
        for fd in marked {
            // It was open a moment ago.
            let _ = self.close_fd(process, fd);
        }
    }

    /// A table that others share is replaced by a copy of its own.
    pub(crate) fn unshare_fd_table(&mut self, process: Pid) {
        let table = self.process(process).fd_table;
        if self.fd_tables.get(table).users > 1 {
            let own = self.fork_fd_table(table);
            self.fd_tables.get_mut(table).users -= 1;
            self.process_mut(process).fd_table = own;
        }
    }

    /// A table with 0, 1 and 2 as the configuration has them, for the first program.
    pub(crate) fn standard_fd_table(&mut self) -> Id<FdTable> {
        let files: [Id<OpenFile>; 3] = if self.terminal.is_tty {
            let mut file = OpenFile::new(FileKind::Terminal, O_RDWR, b"/dev/pts/0");
            let device = self.fs.terminal;
            file.inode = Some(device);
            self.fs.inodes.get_mut(device).opens += 1;
            [self.files.insert(OpenFile { refs: 3, ..file }); 3]
        } else {
            let kinds = [
                (FileKind::HostInput, O_RDONLY),
                (FileKind::HostOutput(Stream::Stdout), O_WRONLY),
                (FileKind::HostOutput(Stream::Stderr), O_WRONLY),
            ];
            kinds.map(|(kind, flags)| {
                let path = alloc::format!("pipe:[{}]", host_ino(kind));
                let file = OpenFile::new(kind, flags, path.as_bytes());
                self.files.insert(OpenFile { refs: 1, ..file })
            })
        };
        let entries = files.map(|file| Some(FdEntry { file, cloexec: false })).to_vec();
        self.fd_tables.insert(FdTable { entries, users: 1 })
    }

    /// What paths mean to a process.
    pub(crate) fn viewer<'a>(&'a self, process: Pid, who: &'a Credentials) -> Viewer<'a> {
        let process = self.process(process);
        Viewer {
            who,
            cwd: process.cwd,
            pid: process.pid,
            processes: &self.processes,
            executable: process.executable.as_bytes(),
            threads: &self.threads,
            fd_tables: &self.fd_tables,
            files: &self.files,
        }
    }

    /// In whose name a process uses files.
    pub(crate) fn credentials(&self, process: Pid) -> Credentials {
        let process = self.process(process);
        Credentials { uid: process.euid, gid: process.egid, groups: Vec::new() }
    }

    /// The file that execve(2) is to run.
    pub(crate) fn lookup_executable(
        &self,
        caller: &Caller,
        path: &[u8],
    ) -> Result<Executable, (Errno, Why)> {
        let plain = |refusal| match refusal {
            Refusal::Fail(errno, why) => (errno, why),
            Refusal::Sleep(_) | Refusal::Unsupported(_) => (Errno::Enoent, Why::Errno),
        };
        let who = self.credentials(caller.process);
        let viewer = self.viewer(caller.process, &who);
        let walked = self.fs.walk(&viewer, viewer.cwd, path, Follow::Yes).map_err(plain)?;
        let (inode, open_path) = match walked.existing().map_err(plain)? {
            Target::Inode(inode) => (inode, None),
            Target::Descriptor(pid, fd) => {
                let file = self.file_of(pid, fd).map_err(plain)?;
                let OpenFile { inode, path, .. } = self.files.get(file);
                let inode = inode.ok_or((Errno::Eacces, Why::Permission))?;
                (inode, Some(path.to_vec()))
            }
        };
        let Some(data) = self.fs.regular(inode) else {
            return Err((Errno::Eacces, Why::Permission));
        };
        if walked.slash {
            return Err((Errno::Enotdir, Why::Errno));
        }
        self.fs.require(&who, inode, Want::EXECUTE).map_err(plain)?;
        // deny_write_access of fs/exec.c.
        let is_written =
            |file: &OpenFile| file.kind == FileKind::Inode(inode) && file.is_writable();
        if self.files.iter().any(|(_, file)| is_written(file)) {
            return Err((Errno::Etxtbsy, Why::Errno));
        }
        let path = match (open_path, &walked.last) {
            (Some(path), _) => path,
            (None, crate::fs::Last::Name(name)) => self.fs.path_in(walked.directory, name),
            (None, _) => path.to_vec(),
        };
        let content = data.read(0, usize::MAX).into();
        Ok(Executable { inode, path: String::from_utf8_lossy(&path).into_owned(), content })
    }

    /// Whether a process runs this file, so that nobody may write to it: execve(2), ETXTBSY.
    pub(crate) fn is_executed(&self, inode: Id<Inode>) -> bool {
        let is_program = |region: &crate::mm::Region| {
            region.kind == crate::mm::RegionKind::Text
                && region.backing.as_ref().is_some_and(|backing| backing.inode == inode)
        };
        self.fs.inode(inode).permissions & 0o111 != 0
            && self.spaces.iter().any(|(_, space)| space.regions.iter().any(is_program))
    }

    /// The first fact about descriptors and descriptions that does not hold, in words.
    pub(crate) fn broken_files(&self) -> Option<String> {
        for (id, file) in self.files.iter() {
            let entries = self.fd_tables.iter().flat_map(|(_, table)| table.entries.iter());
            let named = entries.flatten().filter(|entry| entry.file == id).count();
            let under_way = self.sockets.iter().flat_map(|(_, socket)| socket.received.iter());
            let sent = under_way.flat_map(|message| &message.rights).filter(|one| **one == id);
            let named = named + sent.count();
            if named != file.refs as usize {
                let refs = file.refs;
                return Some(alloc::format!("{id:?} has refs = {refs}, but {named} descriptors"));
            }
        }
        for (id, pipe) in self.pipes.iter() {
            let count = |read: bool| {
                let ends = self.files.iter().filter(|(_, file)| match file.kind {
                    FileKind::PipeRead(pipe) => read && pipe == id,
                    FileKind::PipeWrite(pipe) => !read && pipe == id,
                    FileKind::PipeBoth(pipe) => pipe == id,
                    FileKind::Inode(_)
                    | FileKind::Terminal
                    | FileKind::HostInput
                    | FileKind::HostOutput(_)
                    | FileKind::Special(_) => false,
                });
                ends.count() as u32
            };
            if (pipe.readers, pipe.writers) != (count(true), count(false)) {
                return Some(alloc::format!("{id:?} counts its ends wrongly"));
            }
        }
        self.fs.broken_invariant()
    }

    /// Who runs on the acting CPU.
    pub(crate) fn acting_thread(&self) -> Option<Tid> {
        self.cpus[self.acting as usize].current
    }
}

/// Number of the inode that stands for a host's end.
pub(crate) fn host_ino(kind: FileKind) -> u64 {
    HOST_INO
        + match kind {
            FileKind::HostOutput(Stream::Stdout) => 1,
            FileKind::HostOutput(Stream::Stderr) => 2,
            FileKind::HostOutput(Stream::Terminal)
            | FileKind::HostInput
            | FileKind::PipeRead(_)
            | FileKind::PipeWrite(_)
            | FileKind::PipeBoth(_)
            | FileKind::Inode(_)
            | FileKind::Special(_)
            | FileKind::Terminal => 0,
        }
}

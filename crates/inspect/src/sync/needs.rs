//! What each sleeper needs to go on, and who could give it.
//!
//! A sleeper goes on when every one of its needs is met (AND), and a need is met by any one of those who can (OR). Where the
//! state names them (an owner, a descriptor), only they count; otherwise everybody who shares the memory, or everybody.

use alloc::vec;
use alloc::vec::Vec;

use vitrine_abi::{Fd, Pid, Tid};
use vitrine_kernel::fd::{FileKind, Special};
use vitrine_kernel::ipc::{IpcWait, Undo};
use vitrine_kernel::locks::Owner;
use vitrine_kernel::mm::AddressSpace;
use vitrine_kernel::net::{Kind, Socket, State};
use vitrine_kernel::pipe::Pipe;
use vitrine_kernel::sched::Due;
use vitrine_kernel::task::{Thread, ThreadState};
use vitrine_kernel::{FutexKey, Id, Kernel, Sleep, SleepReason};

use super::object::{Facts, Object};
use super::walk::{location, within};
use super::{Hold, Resource, Sight, SyncKind};

/// Why a thread does not go on.
pub(crate) struct Wait {
    pub(crate) tid: i32,
    pub(crate) pid: i32,
    pub(crate) space: Id<AddressSpace>,
    pub(crate) resource: Resource,
    /// All of them must be met.
    pub(crate) needs: Vec<Need>,
    /// When its call ends by itself.
    pub(crate) deadline_ns: Option<u64>,
    /// When a timer of its process sends a signal.
    pub(crate) signal_ns: Option<u64>,
    /// Input would wake it.
    pub(crate) input: bool,
}

/// One need: any of these ways meets it.
pub(crate) struct Need {
    /// Threads that the state names.
    pub(crate) ways: Vec<Way>,
    /// Who else might.
    pub(crate) others: Others,
    /// How they would.
    pub(crate) how: How,
}

/// A thread that could meet a need.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Way {
    pub(crate) tid: i32,
    /// Its process, and the descriptor by which it would, if there is one.
    pub(crate) fd: Option<(i32, i32)>,
    pub(crate) how: How,
}

/// Who might meet a need although nothing names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Others {
    Nobody,
    /// Any other thread that shares this memory.
    Sharing(Id<AddressSpace>),
    Anyone,
}

/// How a need is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Unlock,
    UnlockRead,
    Signal,
    Arrive,
    Post,
    Initialise,
    Wake,
    EndThread,
    EndProcess,
    ExecOrEnd,
    Write,
    Read,
    OpenOther,
    UnlockFile,
    ChangeSemaphore,
    SendMessage,
    TakeMessage,
    Connect,
    Accept,
    Kill,
    Continue,
    SetTimer,
    MakeReady,
}

/// Numbers of calls: asm-generic/unistd.h.
const EPOLL_PWAIT: u32 = 22;
const READ: u32 = 63;
const READV: u32 = 65;
const PSELECT6: u32 = 72;
const PPOLL: u32 = 73;
const EPOLL_PWAIT2: u32 = 441;

/// Every thread that sleeps or is stopped.
pub(crate) fn waits(sight: &Sight) -> Vec<Wait> {
    sight.kernel().threads.iter().filter_map(|(_, thread)| wait(sight, thread)).collect()
}

/// Why this thread does not go on; `None` if it can.
pub(crate) fn wait(sight: &Sight, thread: &Thread) -> Option<Wait> {
    let kernel = sight.kernel();
    let (tid, pid) = (thread.tid.0, thread.process.0);
    let mut wait = Wait {
        tid,
        pid,
        space: kernel.process(thread.process).space,
        resource: Resource::Signal(tid),
        needs: Vec::new(),
        deadline_ns: None,
        signal_ns: signal_ns(kernel, thread.process),
        input: false,
    };
    match &thread.state {
        ThreadState::Running(_) | ThreadState::Ready(_) => return None,
        ThreadState::Stopped => {
            wait.signal_ns = None;
            wait.need(Vec::new(), Others::Anyone, How::Continue);
        }
        ThreadState::Sleeping(sleep) => {
            wait.deadline_ns = sleep.deadline_ns;
            fill(sight, thread, sleep, &mut wait);
        }
    }
    Some(wait)
}

/// When a timer of a process sends it a signal, the first one.
fn signal_ns(kernel: &Kernel, process: Pid) -> Option<u64> {
    kernel.timers.iter().find_map(|(at_ns, due)| match due {
        Due::RealTimer(pid) | Due::Timer(pid, _) => (pid == process).then_some(at_ns),
        Due::Wake(_) => None,
    })
}

impl Wait {
    fn need(&mut self, ways: Vec<Way>, others: Others, how: How) {
        self.needs.push(Need { ways, others, how });
    }

    fn only(&mut self, ways: Vec<Way>, how: How) {
        self.need(ways, Others::Nobody, how);
    }

    fn anyone(&mut self, how: How) {
        self.need(Vec::new(), Others::Anyone, how);
    }
}

fn way(tid: i32, how: How) -> Way {
    Way { tid, fd: None, how }
}

fn fill(sight: &Sight, thread: &Thread, sleep: &Sleep, wait: &mut Wait) {
    let kernel = sight.kernel();
    match sleep.reason {
        SleepReason::Futex(address) => futex(sight, thread, address, wait),
        SleepReason::PipeEmpty(pipe) => {
            wait.resource = Resource::Pipe(pipe.number());
            let (ways, others) = pipe_ends(kernel, pipe, true);
            wait.need(ways, others, How::Write);
        }
        SleepReason::PipeFull(pipe) => {
            wait.resource = Resource::Pipe(pipe.number());
            let (ways, others) = pipe_ends(kernel, pipe, false);
            wait.need(ways, others, How::Read);
        }
        SleepReason::FifoPartner(pipe) => {
            wait.resource = Resource::FifoPartner(pipe.number());
            wait.anyone(How::OpenOther);
        }
        SleepReason::TerminalInput => {
            wait.resource = Resource::Terminal;
            wait.input = true;
        }
        SleepReason::Child(which) => children(kernel, thread, which, wait),
        SleepReason::Vfork(pid) => {
            wait.resource = Resource::ProcessEnd(pid.0);
            wait.only(threads_of(kernel, pid, How::ExecOrEnd), How::ExecOrEnd);
        }
        SleepReason::Time | SleepReason::Io => {
            wait.resource = Resource::Time(wait.tid);
            if sleep.deadline_ns.is_none() {
                wait.anyone(How::SetTimer);
            }
        }
        SleepReason::Signal => wait.anyone(How::Kill),
        SleepReason::Poll => descriptors(sight, thread, wait),
        SleepReason::Ipc(what) => ipc(kernel, what, wait),
        SleepReason::FileLock(owner) => file_lock(kernel, thread, owner, wait),
        SleepReason::SocketEmpty(id) => socket(kernel, id, How::Write, wait),
        SleepReason::SocketFull(id) => socket(kernel, id, How::Read, wait),
        SleepReason::SocketAccept(id) => {
            wait.resource = Resource::Socket(id.number());
            wait.anyone(How::Connect);
        }
        SleepReason::SocketConnect(id) => {
            wait.resource = Resource::Socket(id.number());
            wait.only(ends_of_socket(kernel, id, How::Accept), How::Accept);
        }
    }
}

/// The object in which this thread waits.
pub(crate) fn object_of<'s>(sight: &'s Sight, thread: &Thread) -> Option<&'s Object> {
    let ThreadState::Sleeping(sleep) = &thread.state else { return None };
    let SleepReason::Futex(address) = sleep.reason else { return None };
    let at = location(sight.kernel(), thread.process, address)?;
    sight.objects.iter().find(|one| within(one.found.at, one.found.size, at))
}

fn futex(sight: &Sight, thread: &Thread, address: u64, wait: &mut Wait) {
    let kernel = sight.kernel();
    let at = location(kernel, thread.process, address);
    // Who shares the word. What lies in a shared mapping may be mapped by anybody.
    let others = match at {
        Some(FutexKey::Shared(..)) => Others::Anyone,
        Some(FutexKey::Private(..)) | None => Others::Sharing(wait.space),
    };
    let ended = |other: &Thread| {
        let space = kernel.processes.find(other.process).map(|process| process.space);
        other.clear_child_tid == address && space == Some(wait.space)
    };
    if let Some((tid, _)) = kernel.threads.iter().find(|(_, other)| ended(other)) {
        wait.resource = Resource::ThreadEnd(tid.0);
        wait.only(vec![way(tid.0, How::EndThread)], How::EndThread);
        return;
    }
    let Some(object) = object_of(sight, thread) else {
        wait.resource = Resource::Memory { pid: wait.pid, address };
        wait.need(Vec::new(), others, How::Wake);
        return;
    };
    wait.resource = resource_of(object);
    in_object(kernel, object, others, wait);
}

pub(crate) fn resource_of(object: &Object) -> Resource {
    Resource::Memory { pid: object.found.pid.0, address: object.found.address }
}

fn in_object(kernel: &Kernel, object: &Object, others: Others, wait: &mut Wait) {
    let by = |how: How| -> Vec<Way> {
        object.holders.iter().map(|holder| way(holder.tid, how)).collect()
    };
    match object.found.kind {
        SyncKind::Mutex | SyncKind::Spinlock => match object.holders.first() {
            // Whoever has it; nobody, if that thread has ended.
            Some(holder) => {
                let alive = kernel.threads.find(Tid(holder.tid)).is_some();
                wait.only(if alive { by(How::Unlock) } else { Vec::new() }, How::Unlock);
            }
            None => wait.need(Vec::new(), others, How::Unlock),
        },
        SyncKind::Condition => wait.need(Vec::new(), others, How::Signal),
        SyncKind::Barrier => wait.need(Vec::new(), others, How::Arrive),
        SyncKind::Semaphore => wait.need(by(How::Post), others, How::Post),
        SyncKind::Once if object.holders.is_empty() => {
            wait.need(Vec::new(), others, How::Initialise);
        }
        SyncKind::Once => wait.only(by(How::Initialise), How::Initialise),
        SyncKind::ReadWriteLock => {
            let Facts::ReadWrite { readers, .. } = object.facts else {
                return wait.need(Vec::new(), others, How::Unlock);
            };
            let mut known = 0;
            for holder in &object.holders {
                let how = if holder.hold == Hold::Owns { How::Unlock } else { How::UnlockRead };
                known += if holder.hold == Hold::Owns { 0 } else { holder.count };
                wait.only(vec![way(holder.tid, how)], how);
            }
            if known < readers || object.holders.is_empty() {
                wait.need(Vec::new(), others, How::UnlockRead);
            }
        }
    }
}

pub(crate) fn threads_of(kernel: &Kernel, pid: Pid, how: How) -> Vec<Way> {
    let threads = kernel.processes.find(pid).map_or(&[][..], |process| &process.threads);
    threads.iter().map(|tid| way(tid.0, how)).collect()
}

/// The threads that have a descriptor of such a description.
fn with_descriptor(kernel: &Kernel, how: How, fits: impl Fn(FileKind) -> bool) -> Vec<Way> {
    let mut found = Vec::new();
    for (pid, process) in kernel.processes.iter() {
        let Some(table) = kernel.fd_tables.find(process.fd_table) else { continue };
        let mut fitting = table.iter().filter(|(_, entry)| fits(kernel.files.get(entry.file).kind));
        if let Some((fd, _)) = fitting.next() {
            let fd = Some((pid.0, fd.0));
            found.extend(process.threads.iter().map(|tid| Way { tid: tid.0, fd, how }));
        }
    }
    found
}

/// Who has the other end of a pipe. Descriptions that are under way in a message have no descriptor: then anybody might.
fn pipe_ends(kernel: &Kernel, pipe: Id<Pipe>, writers: bool) -> (Vec<Way>, Others) {
    let (end, how) = if writers {
        (FileKind::PipeWrite(pipe), How::Write)
    } else {
        (FileKind::PipeRead(pipe), How::Read)
    };
    let fits = |kind| kind == end || kind == FileKind::PipeBoth(pipe);
    let ways = with_descriptor(kernel, how, fits);
    let under_way = kernel
        .sockets
        .iter()
        .flat_map(|(_, socket)| &socket.received)
        .flat_map(|message| &message.rights)
        .any(|file| kernel.files.find(*file).is_some_and(|file| fits(file.kind)));
    (ways, if under_way { Others::Anyone } else { Others::Nobody })
}

fn children(kernel: &Kernel, thread: &Thread, which: Option<Pid>, wait: &mut Wait) {
    let all = &kernel.process(thread.process).children;
    wait.resource = match which {
        Some(pid) => Resource::ProcessEnd(pid.0),
        None => Resource::AnyChild(wait.pid),
    };
    let fitting = all.iter().filter(|pid| which.is_none_or(|wanted| wanted == **pid));
    let ways = fitting.flat_map(|pid| threads_of(kernel, *pid, How::EndProcess)).collect();
    wait.only(ways, How::EndProcess);
}

fn ipc(kernel: &Kernel, what: IpcWait, wait: &mut Wait) {
    let (resource, how) = match what {
        IpcWait::Message(queue) => (Resource::Messages(queue), How::SendMessage),
        IpcWait::Room(queue) => (Resource::Messages(queue), How::TakeMessage),
        IpcWait::Semaphores(set) => (Resource::Semaphores(set), How::ChangeSemaphore),
        IpcWait::NamedMessage(queue) => (Resource::NamedQueue(queue.number()), How::SendMessage),
        IpcWait::NamedRoom(queue) => (Resource::NamedQueue(queue.number()), How::TakeMessage),
    };
    wait.resource = resource;
    let ways = match what {
        IpcWait::Semaphores(set) => takers(kernel, set, wait.tid),
        IpcWait::Message(_)
        | IpcWait::Room(_)
        | IpcWait::NamedMessage(_)
        | IpcWait::NamedRoom(_) => Vec::new(),
    };
    wait.need(ways, Others::Anyone, how);
}

/// Who has taken the semaphore for which a thread waits, with SEM_UNDO: only that is written down.
fn takers(kernel: &Kernel, id: i32, tid: i32) -> Vec<Way> {
    let Some((_, set)) = kernel.ipc.semaphores.get(id) else { return Vec::new() };
    let own = set.waiting.iter().find(|one| one.thread.0 == tid);
    let Some(number) = own.map(|one| one.number) else { return Vec::new() };
    let fits = |undo: &&Undo| (undo.set, undo.number) == (id, number) && undo.change > 0;
    let all = kernel.ipc.undo.iter().filter(fits);
    all.flat_map(|undo| threads_of(kernel, undo.process, How::ChangeSemaphore)).collect()
}

/// The threads behind the owner of a file lock.
pub(crate) fn lock_owners(kernel: &Kernel, owner: Owner, how: How) -> Vec<Way> {
    match owner {
        Owner::Process(pid) => threads_of(kernel, pid, how),
        Owner::Description(file) | Owner::Whole(file) => {
            let mut found = Vec::new();
            for (pid, process) in kernel.processes.iter() {
                let Some(table) = kernel.fd_tables.find(process.fd_table) else { continue };
                if let Some((fd, _)) = table.iter().find(|(_, entry)| entry.file == file) {
                    let fd = Some((pid.0, fd.0));
                    found.extend(process.threads.iter().map(|tid| Way { tid: tid.0, fd, how }));
                }
            }
            found
        }
    }
}

fn file_lock(kernel: &Kernel, thread: &Thread, seen: Owner, wait: &mut Wait) {
    let blockers = kernel.lock_blockers(thread);
    let inode = blockers.first().map(|lock| lock.inode);
    wait.resource = Resource::FileLock(inode.map_or(0, Id::number));
    let mut owners: Vec<Owner> = Vec::new();
    for lock in &blockers {
        if !owners.contains(&lock.owner) {
            owners.push(lock.owner);
        }
    }
    if owners.is_empty() {
        owners.push(seen);
    }
    // Every lock that is in the way must go.
    for owner in owners {
        wait.only(lock_owners(kernel, owner, How::UnlockFile), How::UnlockFile);
    }
}

fn socket(kernel: &Kernel, id: Id<Socket>, how: How, wait: &mut Wait) {
    wait.resource = Resource::Socket(id.number());
    let (ways, others) = socket_partners(kernel, id, how);
    wait.need(ways, others, how);
}

/// Who could send to a socket (`How::Write`), or make room for what it sends (`How::Read`).
fn socket_partners(kernel: &Kernel, id: Id<Socket>, how: How) -> (Vec<Way>, Others) {
    let Some(socket) = kernel.sockets.find(id) else { return (Vec::new(), Others::Anyone) };
    match (socket.kind, socket.peer(), how) {
        // The receiver of datagrams itself is what has no room.
        (Kind::Datagram, _, How::Read) => (ends_of_socket(kernel, id, how), Others::Nobody),
        (Kind::Stream | Kind::Packet, Some(peer), _) => {
            (ends_of_socket(kernel, peer, how), Others::Nobody)
        }
        (Kind::Datagram | Kind::Stream | Kind::Packet, _, _) => (Vec::new(), Others::Anyone),
    }
}

/// Who has a descriptor of this socket; before it is accepted, who could accept it.
fn ends_of_socket(kernel: &Kernel, id: Id<Socket>, how: How) -> Vec<Way> {
    let of = |id: Id<Socket>, how: How| {
        with_descriptor(kernel, how, |kind| kind == FileKind::Special(Special::Socket(id)))
    };
    let own = of(id, how);
    if !own.is_empty() {
        return own;
    }
    let listener = kernel.sockets.iter().find(|(_, one)| match &one.state {
        State::Listening { waiting, .. } => waiting.contains(&id),
        State::Idle | State::Connected(_) | State::Directed | State::Orphaned => false,
    });
    listener.map_or(Vec::new(), |(listener, _)| of(listener, How::Accept))
}

/// A descriptor that is watched: whether for reading, for writing.
type Watched = (Fd, bool, bool);

fn descriptors(sight: &Sight, thread: &Thread, wait: &mut Wait) {
    let kernel = sight.kernel();
    wait.resource = Resource::Descriptors(wait.tid);
    let watched = watched(sight, thread);
    let mut need = Need { ways: Vec::new(), others: Others::Nobody, how: How::MakeReady };
    let table = kernel.fd_tables.find(kernel.process(thread.process).fd_table);
    for (fd, reads, writes) in &watched {
        let entry = table.and_then(|table| table.get(*fd));
        let Some(file) = entry.and_then(|entry| kernel.files.find(entry.file)) else { continue };
        ready_by(kernel, file.kind, (*reads, *writes), (&mut need, wait));
    }
    if watched.is_empty() {
        // Without descriptors it is a sleep, as pause(2) is one in some libraries.
        wait.resource = match wait.deadline_ns {
            Some(_) => Resource::Time(wait.tid),
            None => Resource::Signal(wait.tid),
        };
        need = Need { ways: Vec::new(), others: Others::Anyone, how: How::Kill };
    }
    wait.needs.push(need);
}

/// Adds who could make a description ready.
fn ready_by(
    kernel: &Kernel,
    kind: FileKind,
    (reads, writes): (bool, bool),
    (need, wait): (&mut Need, &mut Wait),
) {
    let mut add = |(ways, others): (Vec<Way>, Others)| {
        need.ways.extend(ways);
        if need.others == Others::Nobody {
            need.others = others;
        }
    };
    match kind {
        FileKind::PipeRead(pipe) => add(pipe_ends(kernel, pipe, true)),
        FileKind::PipeWrite(pipe) => add(pipe_ends(kernel, pipe, false)),
        FileKind::PipeBoth(pipe) => {
            add(pipe_ends(kernel, pipe, true));
            add(pipe_ends(kernel, pipe, false));
        }
        FileKind::Terminal | FileKind::HostInput | FileKind::HostOutput(_) => {
            wait.input |= reads;
        }
        FileKind::Special(Special::Socket(id)) => {
            let listens = matches!(
                kernel.sockets.find(id).map(|socket| &socket.state),
                Some(State::Listening { .. })
            );
            if listens {
                add((Vec::new(), Others::Anyone));
            } else {
                for how in [(reads, How::Write), (writes, How::Read)] {
                    if how.0 {
                        add(socket_partners(kernel, id, how.1));
                    }
                }
            }
        }
        FileKind::Special(Special::Counter(_)) => {
            let how = if reads { How::Write } else { How::Read };
            add((with_descriptor(kernel, how, |other| other == kind), Others::Nobody));
        }
        FileKind::Inode(_)
        | FileKind::Special(
            Special::Epoll(_)
            | Special::Timer(_)
            | Special::Signals(_)
            | Special::Queue(_)
            | Special::Process(_),
        ) => add((Vec::new(), Others::Anyone)),
    }
}

/// What poll(2), select(2), epoll_wait(2), or a read or write of an eventfd waits for.
fn watched(sight: &Sight, thread: &Thread) -> Vec<Watched> {
    let kernel = sight.kernel();
    let Some(inside) = thread.call else { return Vec::new() };
    let (number, args) = (inside.call.number, inside.call.args);
    let read = |address: u64, length: u64| {
        let mut bytes = vec![0; length.min(1 << 16) as usize];
        let got = sight.machine.read_memory(thread.process, address, &mut bytes);
        bytes.truncate(got);
        bytes
    };
    match number {
        PPOLL => {
            let bytes = read(args[0], args[1].saturating_mul(8));
            let entry = |entry: &[u8]| {
                let fd = i32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
                (Fd(fd), entry[4] & 1 != 0, entry[4] & 4 != 0)
            };
            bytes.chunks_exact(8).map(entry).filter(|(fd, ..)| fd.0 >= 0).collect()
        }
        PSELECT6 => {
            let count = (args[0] as i32).clamp(0, 1 << 16) as u64;
            let set = |address: u64| match address {
                0 => Vec::new(),
                _ => read(address, count.div_ceil(8)),
            };
            let (reads, writes) = (set(args[1]), set(args[2]));
            let has = |set: &[u8], fd: u64| {
                set.get(fd as usize / 8).is_some_and(|byte| byte >> (fd % 8) & 1 != 0)
            };
            let of = |fd| (Fd(fd as i32), has(&reads, fd), has(&writes, fd));
            (0..count).map(of).filter(|(_, reads, writes)| *reads || *writes).collect()
        }
        EPOLL_PWAIT | EPOLL_PWAIT2 => {
            let table = kernel.fd_tables.find(kernel.process(thread.process).fd_table);
            let entry = table.and_then(|table| table.get(Fd(args[0] as i32)));
            let kind = entry.and_then(|entry| kernel.files.find(entry.file)).map(|file| file.kind);
            let Some(FileKind::Special(Special::Epoll(id))) = kind else { return Vec::new() };
            let interests = kernel.epolls.find(id).map_or(&[][..], |epoll| &epoll.interests);
            let of = |one: &vitrine_kernel::poll::Interest| {
                (one.fd, one.events & 1 != 0, one.events & 4 != 0)
            };
            interests.iter().map(of).collect()
        }
        _ => {
            let reads = matches!(number, READ | READV);
            vec![(Fd(args[0] as i32), reads, !reads)]
        }
    }
}

//! What the kernel's events order.

use vitrine_abi::{Fd, Pid, Signal, Tid};
use vitrine_kernel::fd::{FileKind, OpenFile, Special};
use vitrine_kernel::syscall::{Call, call_name};
use vitrine_kernel::{Event, Place, SignalEffect, WakeReason};
use vitrine_machine::Acted;

use super::code::Duty;
use super::order::Object;
use super::shadow::{Kind, PageKey};
use super::{MOST_BYTES, Races, Range, World};

/// fcntl(2): F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW.
const SET_LOCK: [u32; 4] = [6, 7, 37, 38];
/// fcntl(2): struct flock's `l_type` of an unlock.
const F_UNLCK: i16 = 2;
/// flock(2).
const LOCK_UN: u64 = 8;
/// semctl(2).
const SETVAL: u64 = 16;
const SETALL: u64 = 17;
/// futex(2): without the flags for private ones and for the clock.
const FUTEX_COMMAND: u64 = 127;

/// What was sent without a connection: to any socket that receives it.
const DATAGRAMS: Object = Object::Socket(u32::MAX);
/// What connect(2) hands to accept(2).
const CONNECTIONS: Object = Object::Socket(u32::MAX - 1);

impl Races {
    pub(super) fn happens(&mut self, at: &Acted<'_>, event: &Event) {
        match event {
            Event::ThreadCreated { creator, thread } => self.thread_begins(at, *creator, *thread),
            Event::Forked { parent, child, .. } => {
                // Without a copy of the memory (CLONE_VM) it is one more thread in it.
                let space = at.kernel.processes.find(*child).map(|child| child.space);
                let shares = |id| at.kernel.spaces.find(id).is_some_and(|space| space.users > 1);
                if let Some(space) = space.filter(|id| shares(*id)) {
                    self.places.crowd(space);
                }
                self.know(at, *parent);
                self.order.start(Some(*parent), Tid::from(*child), *child);
                self.note_end(at, Tid::from(*child));
            }
            Event::ThreadExited { thread } => self.thread_ends(at, *thread),
            Event::ThreadRenamed { from, to } => {
                self.order.rename(*from, *to, Pid(to.0));
                if let Some(walk) = self.walks.remove(from) {
                    self.walks.insert(*to, walk);
                }
            }
            Event::Executed { thread, .. } => {
                self.walks.remove(thread);
                self.ends.remove(thread);
                self.sweep(at);
            }
            Event::Reaped { process, .. } => {
                if let Some(actor) = at.actor {
                    self.order.acquire(actor, Object::Process(process.0));
                }
            }
            Event::Woken { thread, by: WakeReason::Queue { by: Some(by), .. } } => {
                let insider = self.walks.get(by).is_some_and(|walk| {
                    walk.duty == Some(Duty::Nothing) && self.sleeps_on_futex(at, *thread)
                });
                if !insider {
                    self.order.pass(*by, *thread);
                }
            }
            Event::LockHandedOver { from, to, .. } => self.order.pass(*from, *to),
            Event::LockOwnerDied { thread, address } => {
                if let Some(word) = self.word(at, *thread, *address) {
                    self.order.release(*thread, word);
                }
            }
            Event::SignalSent { signal, to, from: Some(from) } => {
                self.order.release(*from, Object::Signal(to.0, signal.number()));
            }
            Event::SignalDelivered { signal, thread, effect: SignalEffect::Handler(_) } => {
                self.signal_arrives(at, *thread, *signal);
                if let Some(walk) = self.walks.get_mut(thread) {
                    walk.interrupt();
                }
            }
            Event::Copied { thread: Some(thread), from, to, bytes, .. } => {
                self.copied(at, *thread, (*from, *to), *bytes);
            }
            Event::CallEntered { thread, call } => self.call_begins(at, *thread, call),
            Event::CallReturned { thread, call, result: Ok(result) } => {
                self.call_ends(at, *thread, call, *result);
            }
            Event::Mapped { process, start, length }
            | Event::Unmapped { process, start, length } => {
                if let Some(process) = at.kernel.processes.find(*process) {
                    let space = process.space.number();
                    let first = PageKey::Private(space, start >> 12);
                    let last = PageKey::Private(space, (start + length.saturating_sub(1)) >> 12);
                    self.order.drop_pages(first, last);
                }
                self.drop_shared(at);
            }
            _ => {}
        }
    }

    fn thread_begins(&mut self, at: &Acted<'_>, creator: Tid, thread: Tid) {
        let Some(new) = at.kernel.threads.find(thread) else { return };
        self.places.crowd(at.kernel.process(new.process).space);
        self.know(at, creator);
        self.order.start(Some(creator), thread, new.process);
        self.note_end(at, thread);
        // The memory of a thread that ended is given to a new one when its word became 0.
        if let Some(word) = self.ends.get(&thread) {
            self.order.acquire(thread, *word);
        }
    }

    /// The first thread is known once it has company.
    fn know(&mut self, at: &Acted<'_>, thread: Tid) {
        if !self.order.is_known(thread) {
            let process = at.kernel.threads.find(thread).map_or(Pid(0), |one| one.process);
            self.order.start(None, thread, process);
        }
    }

    /// Where a thread's end will be announced: set_tid_address(2).
    fn note_end(&mut self, at: &Acted<'_>, thread: Tid) {
        let address = at.kernel.threads.find(thread).map_or(0, |one| one.clear_child_tid);
        match self.word(at, thread, address) {
            Some(word) if address != 0 => {
                self.ends.insert(thread, word);
            }
            _ => {
                self.ends.remove(&thread);
            }
        }
    }

    fn thread_ends(&mut self, at: &Acted<'_>, thread: Tid) {
        if let Some(word) = self.ends.remove(&thread) {
            self.order.release(thread, word);
        }
        if let Some(process) = self.order.process(thread) {
            self.order.release(thread, Object::Process(process.0));
            if at.kernel.processes.find(process).is_none_or(|one| one.threads.is_empty()) {
                let touched = (process, Object::FIRST)..=(process, Object::LAST);
                for (_, object) in self.touched.range(touched) {
                    self.order.release(thread, *object);
                }
                self.touched.retain(|(owner, _)| *owner != process);
            }
        }
        self.order.end(thread);
        self.walks.remove(&thread);
        self.sweep(at);
    }

    /// Spaces that are gone, and frames that nobody maps any more.
    fn sweep(&mut self, at: &Acted<'_>) {
        for space in self.places.sweep(at.kernel) {
            let (first, last) = (PageKey::Private(space, 0), PageKey::Private(space, u64::MAX));
            self.order.drop_pages(first, last);
        }
        self.drop_shared(at);
    }

    fn drop_shared(&mut self, at: &Acted<'_>) {
        for frame in self.order.shared_frames() {
            let frame = vitrine_kernel::mm::Frame(frame);
            if at.kernel.memory.references(frame) == 0 {
                let page = PageKey::Shared(frame.0);
                self.order.drop_pages(page, page);
            }
        }
    }

    fn sleeps_on_futex(&self, at: &Acted<'_>, thread: Tid) -> bool {
        let call = at.kernel.threads.find(thread).and_then(|thread| thread.call);
        call.is_some_and(|inside| call_name(inside.call.number) == Some("futex"))
    }

    fn signal_arrives(&mut self, at: &Acted<'_>, thread: Tid, signal: Signal) {
        if let Some(one) = at.kernel.threads.find(thread) {
            self.order.acquire(thread, Object::Signal(one.process.0, signal.number()));
        }
    }

    /// The word at an address of a thread's memory.
    fn word(&mut self, at: &Acted<'_>, thread: Tid, address: u64) -> Option<Object> {
        let process = at.kernel.threads.find(thread)?.process;
        let space = at.kernel.processes.find(process)?.space;
        let page = self.places.page(at.kernel, space, address)?;
        Some(Object::Word(page, (address % 4096 / 4) as u16))
    }

    /// The kernel has copied for a thread: between its memory and an object.
    fn copied(&mut self, at: &Acted<'_>, thread: Tid, (from, to): (Place, Place), bytes: u64) {
        if let Some(object) = object_of(from) {
            self.order.acquire(thread, object);
        }
        if let Place::Socket(_) = from {
            self.order.acquire(thread, DATAGRAMS);
        }
        match to {
            // It is the sender's own socket that is named.
            Place::Socket(id) => {
                let peer = at.kernel.sockets.find(id).and_then(|socket| socket.peer());
                let to = peer.map_or(DATAGRAMS, |peer| Object::Socket(peer.number()));
                self.order.release(thread, to);
            }
            _ => {
                if let Some(object) = object_of(to) {
                    self.order.release(thread, object);
                }
            }
        }
        // Buffers of the library itself do not count.
        let Some(walk) = self.walks.get(&thread) else { return };
        let call = match walk.duty {
            None | Some(Duty::Calls) => walk.call,
            Some(_) => return,
        };
        for (place, write) in [(from, false), (to, true)] {
            let Place::User { process, address } = place else { continue };
            let Some(process) = at.kernel.processes.find(process) else { continue };
            let world = World { kernel: at.kernel, space: process.space, thread, step: at.step };
            let kind = Kind { write, atomic: false };
            let range = Range { address, size: bytes.min(MOST_BYTES), kind, pc: call };
            self.access(&world, range);
        }
    }

    fn call_begins(&mut self, at: &Acted<'_>, thread: Tid, call: &Call) {
        let args = call.args;
        match call_name(call.number) {
            Some("rt_sigreturn") => {
                if let Some(walk) = self.walks.get_mut(&thread) {
                    walk.resume();
                }
            }
            Some("semop" | "semtimedop") if self.semaphores(at, thread, call).0 => {
                self.order.release(thread, Object::Semaphores(args[0]));
            }
            Some("semctl") if matches!(args[2] & 0xff, SETVAL | SETALL) => {
                self.order.release(thread, Object::Semaphores(args[0]));
            }
            Some("connect") => self.order.release(thread, CONNECTIONS),
            Some("msgsnd") => self.order.release(thread, Object::Messages(args[0])),
            Some("mq_timedsend") => {
                if let Some(queue) = self.queue(at, thread, args[0]) {
                    self.order.release(thread, queue);
                }
            }
            Some("flock") if args[1] & LOCK_UN != 0 => self.unlock(at, thread, args[0]),
            Some("close") => self.unlock(at, thread, args[0]),
            Some("fcntl") if self.file_lock(at, thread, call) == Some(F_UNLCK) => {
                self.unlock(at, thread, args[0]);
            }
            Some("futex") if args[1] & FUTEX_COMMAND == 7 => {
                if let Some(word) = self.word(at, thread, args[0]) {
                    self.order.release(thread, word);
                }
            }
            _ => {}
        }
    }

    fn call_ends(&mut self, at: &Acted<'_>, thread: Tid, call: &Call, result: i64) {
        let args = call.args;
        let process = at.kernel.threads.find(thread).map(|one| one.process);
        match call_name(call.number) {
            Some("set_tid_address") => self.note_end(at, thread),
            Some("semop" | "semtimedop") => {
                let object = Object::Semaphores(args[0]);
                if self.semaphores(at, thread, call).1 {
                    self.order.acquire(thread, object);
                }
                self.touched.extend(process.map(|process| (process, object)));
            }
            Some("accept" | "accept4") => self.order.acquire(thread, CONNECTIONS),
            Some("msgrcv") => self.order.acquire(thread, Object::Messages(args[0])),
            Some("mq_timedreceive") => {
                if let Some(queue) = self.queue(at, thread, args[0]) {
                    self.order.acquire(thread, queue);
                }
            }
            Some("flock") if args[1] & LOCK_UN == 0 => self.lock(at, thread, args[0]),
            Some("fcntl") if self.file_lock(at, thread, call).is_some_and(|it| it != F_UNLCK) => {
                self.lock(at, thread, args[0]);
            }
            // LOCK_PI, TRYLOCK_PI, LOCK_PI2.
            Some("futex") if matches!(args[1] & FUTEX_COMMAND, 6 | 8 | 13) => {
                if let Some(word) = self.word(at, thread, args[0]) {
                    self.order.acquire(thread, word);
                }
            }
            Some("rt_sigtimedwait") => {
                if let Some(signal) = Signal::new(result) {
                    self.signal_arrives(at, thread, signal);
                }
            }
            Some("read" | "readv") => match self.special(at, thread, args[0]) {
                Some(Special::Counter(id)) => {
                    self.order.acquire(thread, Object::Counter(id.number()));
                }
                Some(Special::Signals(_)) => {
                    for number in 1..=64 {
                        let process = process.map_or(0, |process| process.0);
                        self.order.acquire(thread, Object::Signal(process, number));
                    }
                }
                _ => {}
            },
            Some("write" | "writev") => {
                if let Some(Special::Counter(id)) = self.special(at, thread, args[0]) {
                    self.order.release(thread, Object::Counter(id.number()));
                }
            }
            _ => {}
        }
    }

    fn lock(&mut self, at: &Acted<'_>, thread: Tid, fd: u64) {
        let Some(object) = lock_of(at, thread, fd) else { return };
        self.order.acquire(thread, object);
        if let Some(one) = at.kernel.threads.find(thread) {
            self.touched.insert((one.process, object));
        }
    }

    /// Releases a file's locks; closing a file that nobody locked releases nothing.
    fn unlock(&mut self, at: &Acted<'_>, thread: Tid, fd: u64) {
        let Some(object) = lock_of(at, thread, fd) else { return };
        let process = at.kernel.threads.find(thread).map(|one| one.process);
        if process.is_some_and(|process| self.touched.contains(&(process, object))) {
            self.order.release(thread, object);
        }
    }

    /// Whether operations on semaphores give something back, and whether they wait.
    fn semaphores(&self, at: &Acted<'_>, thread: Tid, call: &Call) -> (bool, bool) {
        const MOST: u64 = 500;
        const SIZE: u64 = 6;
        let mut found = (false, false);
        for number in 0..call.args[2].min(MOST) {
            // struct sembuf: number, operation, flags.
            let address = call.args[1] + number * SIZE + 2;
            match read_i16(at, thread, address) {
                Some(operation) if operation > 0 => found.0 = true,
                Some(_) => found.1 = true,
                None => break,
            }
        }
        found
    }

    /// `l_type` of a call that sets a lock of a file.
    fn file_lock(&self, at: &Acted<'_>, thread: Tid, call: &Call) -> Option<i16> {
        let command = call.args[1] as u32;
        SET_LOCK.contains(&command).then(|| read_i16(at, thread, call.args[2]))?
    }

    fn special(&self, at: &Acted<'_>, thread: Tid, fd: u64) -> Option<Special> {
        match open_file(at, thread, fd)?.kind {
            FileKind::Special(special) => Some(special),
            _ => None,
        }
    }

    fn queue(&self, at: &Acted<'_>, thread: Tid, fd: u64) -> Option<Object> {
        match self.special(at, thread, fd)? {
            Special::Queue(id) => Some(Object::Queue(id.number())),
            _ => None,
        }
    }
}

fn object_of(place: Place) -> Option<Object> {
    match place {
        Place::Pipe(id) => Some(Object::Pipe(id.number())),
        Place::Socket(id) => Some(Object::Socket(id.number())),
        Place::File(id) => Some(Object::File(id.number())),
        Place::User { .. } | Place::Terminal | Place::Kernel => None,
    }
}

fn lock_of(at: &Acted<'_>, thread: Tid, fd: u64) -> Option<Object> {
    open_file(at, thread, fd)?.inode.map(|inode| Object::Lock(inode.number()))
}

fn open_file<'a>(at: &Acted<'a>, thread: Tid, fd: u64) -> Option<&'a OpenFile> {
    let process = at.kernel.threads.find(thread)?.process;
    let table = at.kernel.processes.find(process)?.fd_table;
    let entry = at.kernel.fd_tables.find(table)?.get(Fd(fd as i32))?;
    at.kernel.files.find(entry.file)
}

fn read_i16(at: &Acted<'_>, thread: Tid, address: u64) -> Option<i16> {
    let process = at.kernel.threads.find(thread)?.process;
    let space = at.kernel.spaces.find(at.kernel.processes.find(process)?.space)?;
    let mut bytes = [0; 2];
    let done = space.peek(&at.kernel.memory, address, &mut bytes);
    (done == 2).then(|| i16::from_le_bytes(bytes))
}

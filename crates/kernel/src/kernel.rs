//! The kernel: all its objects in one place, and the few things that every part uses.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::hash::{Hash, Hasher};

use vitrine_abi::{Pid, Tid};

use crate::attempt::{Resume, Unsupported, WakeReason};
use crate::chooser::Chooser;
use crate::cost::CostModel;
use crate::counters::Counters;
use crate::event::{Copier, CpuId, Event, ExitStatus, Place};
use crate::futex::FutexKey;
use crate::mm::{AddressSpace, PhysicalMemory, SharedPages};
use crate::sched::{Cpu, Scheduler, Timers, Turn};
use crate::table::{ById, Id, Table};
use crate::task::{Process, Thread};
use crate::wait::WaitQueue;
use crate::{fd, fs, ipc, locks, net, pipe, poll, tty};

/// The whole state of the simulated kernel, user memory included. Plain data.
///
/// A clone copies all frames; [`PhysicalMemory::snapshot`] is the cheap way for those.
#[derive(Clone, Debug)]
pub struct Kernel {
    /// What things cost.
    pub cost: CostModel,
    /// Totals since boot.
    pub counters: Counters,
    /// Everything undetermined.
    pub chooser: Chooser,
    /// Threads that have not ended.
    pub threads: ById<Tid, Thread>,
    /// Processes, zombies included.
    pub processes: ById<Pid, Process>,
    /// Address spaces.
    pub spaces: Table<AddressSpace>,
    /// Frames.
    pub memory: PhysicalMemory,
    /// Descriptor tables.
    pub fd_tables: Table<fd::FdTable>,
    /// Open file descriptions.
    pub files: Table<fd::OpenFile>,
    /// Pipes and FIFOs.
    pub pipes: Table<pipe::Pipe>,
    /// Sockets.
    pub sockets: Table<net::Socket>,
    /// Addresses of connections that ended a moment ago, and until when they are kept: TIME_WAIT.
    pub lingering: Vec<(net::Address, u64)>,
    /// Where the search for a free port goes on.
    pub(crate) next_port: u32,
    /// Who waits for readiness.
    pub pollers: poll::Pollers,
    /// epoll(7) instances.
    pub epolls: Table<poll::Epoll>,
    /// eventfd(2) objects.
    pub counters_of_events: Table<poll::Counter>,
    /// timerfd_create(2) objects.
    pub timer_files: Table<poll::TimerFile>,
    /// signalfd(2) objects.
    pub signal_files: Table<poll::SignalFile>,
    /// System V and POSIX objects.
    pub ipc: ipc::Ipc,
    /// Locks on files.
    pub locks: locks::Locks,
    /// Pages of files that are mapped shared.
    pub shared_pages: SharedPages,
    /// Inodes and directories.
    pub fs: fs::FileSystem,
    /// The terminal, or the host's ends of stdin, stdout and stderr.
    pub terminal: tty::Terminal,
    /// All wait queues.
    pub queues: Table<WaitQueue>,
    /// Queues of futex(2), while somebody waits.
    pub futexes: BTreeMap<FutexKey, Id<WaitQueue>>,
    /// CPUs by index.
    pub cpus: Vec<Cpu>,
    /// Sleepers with a deadline, and timers.
    pub timers: Timers,
    /// Processes with a timer or a limit of CPU time.
    pub cpu_timed: u32,
    /// Policy, conventions and jobs.
    pub sched: Scheduler,
    /// For how long one CPU runs user code before the others catch up, in ns.
    pub quantum_ns: u64,
    /// The CPU that runs user code now, and until when.
    pub turn: Option<Turn>,
    /// The CPU that acts in this step.
    pub acting: CpuId,
    /// What the program asked for that is not simulated: the run is over.
    pub unsupported: Option<(Tid, Unsupported)>,
    /// How the first program ended, and when, in ns since boot.
    pub first_exit: Option<(ExitStatus, u64)>,
    /// Has called sched_yield(2) and leaves its CPU as soon as the call has returned.
    pub(crate) yields: Option<Tid>,
    pub(crate) next_pid: i32,
    /// Threads and zombies: what RLIMIT_NPROC counts.
    pub(crate) tasks: u64,
    /// Whether anybody reads the events; not part of the state.
    pub(crate) watched: bool,
    /// Events of this step; not part of the state.
    pub(crate) events: Vec<Event>,
}

/// The context of one attempt at a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Caller {
    /// The calling thread.
    pub thread: Tid,
    /// Its process.
    pub process: Pid,
    /// The CPU it is on.
    pub cpu: CpuId,
    /// How far an earlier attempt had got.
    pub resume: Resume,
    /// Why it tries again; `None` at the first attempt.
    pub woken: Option<WakeReason>,
}

impl Hash for Kernel {
    /// Everything but the frames ([`PhysicalMemory::hash_frames`]) and what nobody can see.
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.cost, &self.counters, &self.chooser).hash(state);
        (&self.threads, &self.processes, &self.spaces).hash(state);
        (&self.fd_tables, &self.files, &self.pipes, &self.fs, &self.terminal).hash(state);
        (&self.sockets, &self.lingering, self.next_port, &self.pollers).hash(state);
        (&self.ipc, &self.locks, &self.shared_pages, &self.signal_files).hash(state);
        (&self.epolls, &self.counters_of_events, &self.timer_files).hash(state);
        (&self.queues, &self.futexes, &self.cpus, &self.timers).hash(state);
        (&self.sched, self.quantum_ns, self.turn, self.acting).hash(state);
        (&self.unsupported, self.first_exit, self.next_pid, self.tasks, self.cpu_timed).hash(state);
    }
}

impl Kernel {
    /// Virtual time on the acting CPU, in ns since boot.
    pub fn now_ns(&self) -> u64 {
        self.cpus[self.acting as usize].clock_ns
    }

    /// Notes what happened. Costs nothing when nobody watches.
    #[inline(always)]
    pub(crate) fn emit(&mut self, event: Event) {
        if self.watched {
            self.events.push(event);
        }
    }

    /// Says whether events are kept from now on.
    pub fn watch(&mut self, watched: bool) {
        self.watched = watched;
    }

    /// The events since the last call.
    pub fn take_events(&mut self) -> Vec<Event> {
        core::mem::take(&mut self.events)
    }

    /// Moves the events since the last call to the end of `into`.
    pub fn drain_events(&mut self, into: &mut Vec<Event>) {
        into.append(&mut self.events);
    }

    /// Lets virtual time pass on the acting CPU.
    pub(crate) fn spend(&mut self, cost_ns: u64) {
        let cpu = &mut self.cpus[self.acting as usize];
        cpu.clock_ns += cost_ns;
        cpu.kernel_ns += cost_ns;
    }

    /// Books bytes that the CPU copied for `caller`: event, cost, counter.
    pub(crate) fn ledger(&mut self, caller: &Caller, from: Place, to: Place, bytes: u64) {
        if bytes == 0 {
            return;
        }
        let cost_ns = self.cost.copy_ns(bytes);
        self.spend(cost_ns);
        self.counters.bytes_cpu += bytes;
        let thread = Some(caller.thread);
        self.emit(Event::Copied { thread, from, to, bytes, by: Copier::Cpu, cost_ns });
    }

    /// A process that exists, zombies included. Asking for another is a bug of the kernel.
    pub fn process(&self, pid: Pid) -> &Process {
        self.processes.get(pid)
    }

    pub(crate) fn process_mut(&mut self, pid: Pid) -> &mut Process {
        self.processes.get_mut(pid)
    }

    /// A thread that has not ended. Asking for another is a bug of the kernel.
    pub fn thread(&self, tid: Tid) -> &Thread {
        self.threads.get(tid)
    }

    pub(crate) fn thread_mut(&mut self, tid: Tid) -> &mut Thread {
        self.threads.get_mut(tid)
    }

    /// A new, empty wait queue.
    pub(crate) fn new_queue(&mut self) -> Id<WaitQueue> {
        self.queues.insert(WaitQueue::default())
    }

    /// Takes a wait queue away whose object is gone. Nobody sleeps on it any more.
    pub(crate) fn drop_queue(&mut self, queue: Id<WaitQueue>) {
        let gone = self.queues.remove(queue);
        debug_assert!(gone.is_none_or(|queue| queue.waiters.is_empty()), "sleepers are lost");
    }
}

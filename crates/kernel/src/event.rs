//! What happened in a step, and why: the only thing from which pictures and sentences are made.

use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Fd, Pid, Signal, Tid};

use crate::attempt::{SleepReason, Unsupported, WakeReason, Why};
use crate::fd::OpenFile;
use crate::fs::Inode;
use crate::net::Socket;
use crate::pipe::Pipe;
use crate::syscall::Call;
use crate::table::Id;
use crate::wait::WaitQueue;

/// Index of a CPU, from 0.
pub type CpuId = u32;

/// One thing that the kernel or a device did. Times are virtual ns; sizes are bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A thread entered the kernel with this call (first attempt only).
    CallEntered {
        /// The caller.
        thread: Tid,
        /// Number, name and arguments.
        call: Call,
    },
    /// A call returned to user space.
    CallReturned {
        /// The caller.
        thread: Tid,
        /// The call as it was entered.
        call: Call,
        /// Its value, or the error with its reason.
        result: Result<i64, (Errno, Why)>,
    },
    /// The CPU crossed the glass.
    ModeSwitch {
        /// Where.
        cpu: CpuId,
        /// Who.
        thread: Tid,
        /// True: user → kernel; false: kernel → user.
        into_kernel: bool,
        /// What it cost.
        cost_ns: u64,
    },
    /// A thread went to sleep inside a call.
    Slept {
        /// Who.
        thread: Tid,
        /// On which queues.
        on: Vec<Id<WaitQueue>>,
        /// What it waits for.
        reason: SleepReason,
        /// When it wakes by itself.
        deadline_ns: Option<u64>,
    },
    /// A sleeper was made ready.
    Woken {
        /// Who.
        thread: Tid,
        /// By what, by whom.
        by: WakeReason,
    },
    /// A ready thread was put at the end of a run queue.
    Enqueued {
        /// Who.
        thread: Tid,
        /// Whose queue.
        cpu: CpuId,
    },
    /// A thread that became ready takes a CPU from another one, at the next user instruction.
    Preempts {
        /// Where.
        cpu: CpuId,
        /// Who leaves.
        running: Tid,
        /// For whom.
        by: Tid,
        /// Why that one goes first.
        why: PreemptReason,
    },
    /// A thread changed from one CPU to another.
    Migrated {
        /// Who.
        thread: Tid,
        /// The CPU where it ran or waited.
        from: CpuId,
        /// Its new CPU.
        to: CpuId,
        /// Why.
        why: MigrateReason,
    },
    /// A CPU took another thread (or none).
    ContextSwitch {
        /// Where.
        cpu: CpuId,
        /// The thread that left; `None` was idle.
        from: Option<Tid>,
        /// The thread that came; `None` is idle.
        to: Option<Tid>,
        /// Whether the page table changed too.
        address_space: bool,
        /// Why the old one left.
        why: SwitchReason,
        /// What it cost.
        cost_ns: u64,
    },
    /// The timer interrupted a CPU.
    Tick {
        /// Where.
        cpu: CpuId,
        /// Whose slice it is.
        thread: Option<Tid>,
        /// Whether the slice is used up.
        slice_over: bool,
    },
    /// fork(2), clone(2) of a process: the child's page table shares every private page.
    Forked {
        /// Who called.
        parent: Tid,
        /// The new process.
        child: Pid,
        /// Pages that both now share copy-on-write.
        shared_pages: u32,
    },
    /// clone(2) of a thread.
    ThreadCreated {
        /// Who called.
        creator: Tid,
        /// The new thread.
        thread: Tid,
    },
    /// execve(2) replaced the program.
    Executed {
        /// Who.
        thread: Tid,
        /// The file.
        path: String,
    },
    /// A thread ended.
    ThreadExited {
        /// Who.
        thread: Tid,
    },
    /// The last thread of a process ended: it is a zombie until waited for.
    ProcessExited {
        /// Which.
        process: Pid,
        /// How.
        status: ExitStatus,
        /// Who will be told.
        parent: Pid,
    },
    /// wait4(2) collected a zombie (or it was collected by itself).
    Reaped {
        /// Which.
        process: Pid,
        /// By whom.
        parent: Pid,
    },
    /// An orphan got a new parent.
    Reparented {
        /// The orphan.
        process: Pid,
        /// Its parent, which ended.
        from: Pid,
        /// Its new parent.
        to: Pid,
    },
    /// A page was touched that the page table does not allow (yet).
    PageFault {
        /// Who.
        thread: Tid,
        /// The address touched.
        address: u64,
        /// Whether it was a write.
        write: bool,
        /// What the kernel did.
        outcome: FaultOutcome,
    },
    /// Bytes were copied.
    Copied {
        /// On whose behalf; `None` for a device.
        thread: Option<Tid>,
        /// From where.
        from: Place,
        /// To where.
        to: Place,
        /// How many.
        bytes: u64,
        /// By the CPU or by a device.
        by: Copier,
        /// What it cost.
        cost_ns: u64,
    },
    /// A descriptor was made.
    FdOpened {
        /// In whose table.
        process: Pid,
        /// Its number.
        fd: Fd,
        /// What it refers to.
        file: Id<OpenFile>,
    },
    /// A descriptor was closed.
    FdClosed {
        /// In whose table.
        process: Pid,
        /// Its number.
        fd: Fd,
        /// What it referred to.
        file: Id<OpenFile>,
        /// References that remain.
        refs_left: u32,
    },
    /// The last reference to an open file description is gone.
    FileReleased {
        /// Which.
        file: Id<OpenFile>,
    },
    /// One end of a pipe has no description any more.
    PipeEndClosed {
        /// Which pipe.
        pipe: Id<Pipe>,
        /// True for the write end: readers will see end of file.
        write_end: bool,
    },
    /// A region was added to an address space.
    Mapped {
        /// Whose.
        process: Pid,
        /// First address.
        start: u64,
        /// Bytes.
        length: u64,
    },
    /// A region was taken out.
    Unmapped {
        /// Whose.
        process: Pid,
        /// First address.
        start: u64,
        /// Bytes.
        length: u64,
    },
    /// A signal became pending.
    SignalSent {
        /// The signal.
        signal: Signal,
        /// To whom.
        to: Pid,
        /// From whom; `None` from the kernel.
        from: Option<Tid>,
    },
    /// A timer that a process has set sends its signal.
    TimerExpired {
        /// Whose.
        process: Pid,
        /// Its number from timer_create(2); `None` is one of setitimer(2).
        timer: Option<i32>,
        /// What it sends.
        signal: Signal,
    },
    /// A process has reached a resource limit that a signal enforces.
    LimitReached {
        /// Which.
        process: Pid,
        /// The manual's name of the limit.
        limit: &'static str,
        /// What it gets.
        signal: Signal,
    },
    /// A waiter of one futex waits for another one now, and was not woken.
    Requeued {
        /// Who.
        thread: Tid,
        /// Where it waited.
        from: Id<WaitQueue>,
        /// Where it waits.
        to: Id<WaitQueue>,
    },
    /// A wait of futex(2) ends although nobody woke the thread, as the call may.
    SpuriousWake {
        /// Who.
        thread: Tid,
        /// Address of the word.
        address: u64,
    },
    /// A lock goes from its owner straight to the longest waiter.
    LockHandedOver {
        /// Who unlocked it, or ended.
        from: Tid,
        /// Who owns it now.
        to: Tid,
        /// Address of its word.
        address: u64,
    },
    /// A thread ended while it held a robust lock: the word says so to the next owner.
    LockOwnerDied {
        /// Who.
        thread: Tid,
        /// Address of the word.
        address: u64,
    },
    /// execve(2) in another thread than the first: it has the process's number from now on.
    ThreadRenamed {
        /// The number that it had.
        from: Tid,
        /// The number that it has.
        to: Tid,
    },
    /// The terminal belongs to nobody any more: its session leader has ended or let it go.
    TerminalReleased {
        /// The session.
        session: Pid,
    },
    /// A process of a background group wants to use the terminal.
    BackgroundJob {
        /// Who.
        thread: Tid,
        /// SIGTTIN or SIGTTOU, to its whole group.
        signal: Signal,
    },
    /// A signal took effect.
    SignalDelivered {
        /// The signal.
        signal: Signal,
        /// On whom.
        thread: Tid,
        /// What happened.
        effect: SignalEffect,
    },
    /// No frame was left: the process is killed, as by Linux's OOM killer.
    OutOfMemory {
        /// Which.
        process: Pid,
    },
    /// The terminal showed bytes.
    TerminalOutput {
        /// How many.
        bytes: u64,
    },
    /// Every CPU idles until this time.
    ClockAdvanced {
        /// Virtual ns since boot.
        to_ns: u64,
    },
    /// The program asked for something that is not simulated: the run ends here.
    NotSimulated {
        /// Who asked.
        thread: Tid,
        /// What.
        what: Unsupported,
    },
}

/// Why a CPU changed its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SwitchReason {
    /// The old thread sleeps.
    Blocked,
    /// Its time slice is over and others wait.
    SliceOver,
    /// It gave the CPU away: sched_yield(2).
    Yielded,
    /// It ended.
    Exited,
    /// It was stopped by a signal.
    Stopped,
    /// The CPU was idle.
    WasIdle,
    /// A thread that should run first became ready.
    Preempted,
    /// SCHED_DEADLINE: its budget is used up.
    Throttled,
}

/// Why a thread that became ready goes before the running one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PreemptReason {
    /// Its scheduling class comes first.
    Class,
    /// Its priority is better.
    Priority,
    /// What is left of its CPU burst is shorter.
    ShorterRest,
    /// Its level of the feedback queue is higher.
    Level,
    /// The policy gives the CPU to whoever wakes.
    Woken,
    /// The running one is SCHED_IDLE.
    Idle,
    /// CFS: its virtual run time is behind by this much.
    VirtualTime {
        /// In virtual ns.
        lead_ns: i64,
    },
    /// Its (virtual) deadline is earlier by this much.
    Deadline {
        /// In (virtual) ns.
        lead_ns: i64,
    },
    /// EEVDF: the running one's request is served.
    Served,
}

/// Why a thread changed its CPU.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MigrateReason {
    /// It woke, and this CPU idled.
    Woken,
    /// This CPU had nothing to do.
    Idle,
    /// This CPU had less to do.
    Balance,
    /// It may no longer run on the old one: sched_setaffinity(2).
    Affinity,
}

/// How a process ended, as wait(2) reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExitStatus {
    /// exit(3) with this status, 0 … 255.
    Exited(u8),
    /// Ended by this signal.
    Signaled {
        /// The signal.
        signal: Signal,
        /// Whether Linux would have dumped core.
        core: bool,
    },
}

/// What became of a page fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultOutcome {
    /// A frame of zeroes was mapped.
    ZeroPage,
    /// A page of the program file was mapped.
    FilePage(Id<Inode>),
    /// The shared frame was copied for the writer.
    CowCopied,
    /// The writer was the last owner: the page became writable without a copy.
    CowReused,
    /// The stack grew down to this address.
    StackGrown,
    /// No right to be there: this signal.
    Signal(Signal),
}

/// Where bytes come from and go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A buffer of a process.
    User {
        /// Whose.
        process: Pid,
        /// Address.
        address: u64,
    },
    /// A pipe's page slots.
    Pipe(Id<Pipe>),
    /// A socket's queue.
    Socket(Id<Socket>),
    /// A file's pages in the page cache.
    File(Id<Inode>),
    /// The terminal.
    Terminal,
    /// The kernel itself (structures, zeroes, random bytes).
    Kernel,
}

/// Who moves the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copier {
    /// The CPU, byte by byte.
    Cpu,
    /// A device, by DMA.
    Dma,
}

/// What a signal did to a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalEffect {
    /// A handler at this address will run.
    Handler(u64),
    /// Nothing.
    Ignored,
    /// The process ends.
    Killed,
    /// The process stops.
    Stopped,
    /// The process goes on.
    Continued,
}

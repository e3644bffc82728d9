//! Processes and threads: what they are, and the calls that make, change and end them.

mod clone;
mod credentials;
mod elf;
mod exec;
mod exit;
mod identity;
mod pidfd;
mod prctl;
mod report;
mod robust;
mod script;
mod sleep;
mod usage;
mod wait;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::{Pid, Registers, Signal, Tid};

use crate::attempt::{Resume, Sleep, WakeReason};
use crate::event::{CpuId, ExitStatus};
use crate::fd::FdTable;
use crate::fs::Inode;
use crate::mm::AddressSpace;
use crate::sched::Entity;
use crate::signal::{AlternateStack, Handlers, Pending, SignalSet};
use crate::syscall::Call;
use crate::table::Id;
use crate::time::ProcessTimers;
use crate::wait::WaitQueue;

pub(crate) use clone::{clone, clone3};
pub(crate) use credentials::*;
pub use elf::ElfError;
pub use exec::{ExecError, Program};
pub(crate) use exec::{execve, execveat};
pub(crate) use exit::{exit, exit_group};
pub(crate) use identity::*;
pub(crate) use pidfd::{pidfd_open, pidfd_send_signal};
pub use prctl::Settings;
pub(crate) use prctl::prctl;
pub(crate) use robust::{get_robust_list, set_robust_list};
pub use usage::Usage;
pub(crate) use usage::{getrusage, times};
pub(crate) use wait::{wait4, waitid};

/// The first process: built in, without user code. It adopts orphans and reaps them at once.
pub const INIT: Pid = Pid(1);
/// The first program.
pub const FIRST: Pid = Pid(100);

/// A thread: what the scheduler knows.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Thread {
    /// Its number; the first thread of a process has the process's number.
    pub tid: Tid,
    /// Its process.
    pub process: Pid,
    /// Its name, at most 15 bytes: pthread_setname_np(3).
    pub name: String,
    /// What it is doing. Changed only in `task/sleep.rs` and `sched`.
    pub state: ThreadState,
    /// Its registers while it is not on a CPU. Inside a call, `pc` is the `ecall` itself.
    pub registers: Registers,
    /// The call it is in, from entry to return.
    pub call: Option<InCall>,
    /// The CPU it is on, or on whose queue it is, or where it ran last.
    pub cpu: CpuId,
    /// Since when it is in its state, in ns since boot.
    pub since_ns: u64,
    /// Blocked signals.
    pub mask: SignalSet,
    /// The mask to restore after rt_sigsuspend(2), once a handler was set up.
    pub saved_mask: Option<SignalSet>,
    /// Signals sent to this thread alone.
    pub pending: Pending,
    /// What it sleeps for in rt_sigtimedwait(2), although it may block it.
    pub awaited: SignalSet,
    /// Something must be looked at before user code goes on: a signal, the end of the process.
    pub attention: bool,
    /// Where handlers run that ask for it: sigaltstack(2).
    pub alternate_stack: Option<AlternateStack>,
    /// Where to write 0 and wake a futex when it ends: set_tid_address(2). 0 is nowhere.
    pub clear_child_tid: u64,
    /// Head of its list of robust locks, 0 for none: set_robust_list(2).
    pub robust_list: u64,
    /// What the scheduler knows about it.
    pub sched: Entity,
    /// What it has used, without the time since it was last switched in.
    pub usage: Usage,
    /// Its CPU's clock, and that CPU's time in the kernel, when it was last switched in.
    pub(crate) on_cpu_since: (u64, u64),
}

impl Thread {
    /// A thread that does nothing yet and is on no queue.
    pub(crate) fn new(tid: Tid, process: Pid, cpu: CpuId, now_ns: u64) -> Self {
        Thread {
            tid,
            process,
            name: String::new(),
            state: ThreadState::Stopped,
            registers: Registers::default(),
            call: None,
            cpu,
            since_ns: now_ns,
            mask: SignalSet::default(),
            saved_mask: None,
            pending: Pending::default(),
            awaited: SignalSet::default(),
            attention: false,
            alternate_stack: None,
            clear_child_tid: 0,
            robust_list: 0,
            sched: Entity::new(),
            usage: Usage::default(),
            on_cpu_since: (now_ns, 0),
        }
    }
}

/// What a thread is doing.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum ThreadState {
    /// It is on this CPU.
    Running(CpuId),
    /// It is in this CPU's run queue.
    Ready(CpuId),
    /// It sleeps inside its call.
    Sleeping(Sleep),
    /// A signal stopped it.
    Stopped,
}

/// A call between entry and return.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub struct InCall {
    /// Number and arguments.
    pub call: Call,
    /// How far it has got.
    pub resume: Resume,
    /// Why it will try again; `None` while it makes its first attempt or sleeps.
    pub woken: Option<WakeReason>,
    /// A signal came and the call would sleep again: first the signal, then the rest.
    pub interrupted: bool,
}

/// A process: what its threads share.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Process {
    /// Its number.
    pub pid: Pid,
    /// Its parent; 0 for init.
    pub parent: Pid,
    /// Its children, zombies included, in order of birth.
    pub children: Vec<Pid>,
    /// Its threads that have not ended.
    pub threads: Vec<Tid>,
    /// Process group: setpgid(2).
    pub group: Pid,
    /// Session: setsid(2).
    pub session: Pid,
    /// Whether the session's controlling terminal, if there is one, is its own too.
    pub has_terminal: bool,
    /// Name of its program, at most 15 bytes, as `ps` shows it.
    pub name: String,
    /// Path of its program: /proc/self/exe.
    pub executable: String,
    /// Its arguments as execve(2) got them.
    pub arguments: Arc<[Vec<u8>]>,
    /// Its environment as execve(2) got it.
    pub environment: Arc<[Vec<u8>]>,
    /// Its memory; gone once it is a zombie.
    pub space: Id<AddressSpace>,
    /// Its descriptors; gone once it is a zombie.
    pub fd_table: Id<FdTable>,
    /// Processes with the same number here have working directory and umask in common: CLONE_FS of
    /// clone(2). It is the number of the first of them, which may have ended.
    pub fs_group: Pid,
    /// Its working directory.
    pub cwd: Id<Inode>,
    /// File mode creation mask: umask(2).
    pub umask: u32,
    /// Real user id.
    pub uid: u32,
    /// Real group id.
    pub gid: u32,
    /// Effective user id.
    pub euid: u32,
    /// Effective group id.
    pub egid: u32,
    /// Saved user id.
    pub suid: u32,
    /// Saved group id.
    pub sgid: u32,
    /// Further groups: getgroups(2).
    pub groups: Arc<[u32]>,
    /// What prctl(2) has set.
    pub settings: Settings,
    /// Resource limits by number: getrlimit(2).
    pub rlimits: Arc<[Rlimit; Rlimit::COUNT]>,
    /// What it does with signals.
    pub handlers: Arc<Handlers>,
    /// Signals sent to the process as a whole.
    pub pending: Pending,
    /// How it ended or is ending; a zombie is one without threads.
    pub exit: Option<ExitStatus>,
    /// Sent to the parent at the end; SIGCHLD after fork(2).
    pub exit_signal: Option<Signal>,
    /// Parents wait here for a child to change state.
    pub child_changed: Id<WaitQueue>,
    /// The parent that sleeps in vfork(2) until this process lets go of its memory.
    pub vfork_done: Option<Id<WaitQueue>>,
    /// Whether it has called execve(2) since fork: setpgid(2) by the parent then fails.
    pub has_executed: bool,
    /// Stopped by this signal, and whether a wait has reported it.
    pub stopped: Option<(Signal, bool)>,
    /// Continued, and no wait has reported it yet.
    pub continued: bool,
    /// Virtual time of birth.
    pub born_ns: u64,
    /// What threads that have ended used.
    pub usage: Usage,
    /// What children that were waited for used.
    pub children_usage: Usage,
    /// Timers that send signals: setitimer(2), timer_create(2).
    pub timers: ProcessTimers,
}

impl Process {
    /// Whether it has ended and nobody has waited for it yet.
    pub fn is_zombie(&self) -> bool {
        self.exit.is_some() && self.threads.is_empty()
    }
}

/// A resource limit: getrlimit(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rlimit {
    /// What the kernel enforces.
    pub soft: u64,
    /// Up to where the process may raise it.
    pub hard: u64,
}

impl Rlimit {
    /// RLIM_NLIMITS.
    pub const COUNT: usize = 16;
    /// RLIM_INFINITY.
    pub const INFINITY: u64 = u64::MAX;
    /// RLIMIT_CPU, in seconds.
    pub const CPU: usize = 0;
    /// RLIMIT_FSIZE: largest file, in bytes.
    pub const FSIZE: usize = 1;
    /// RLIMIT_DATA, in bytes.
    pub const DATA: usize = 2;
    /// RLIMIT_STACK, in bytes.
    pub const STACK: usize = 3;
    /// RLIMIT_CORE, in bytes.
    pub const CORE: usize = 4;
    /// RLIMIT_NPROC: processes of the user.
    pub const NPROC: usize = 6;
    /// RLIMIT_NOFILE: one more than the highest descriptor.
    pub const NOFILE: usize = 7;
    /// RLIMIT_AS: address space, in bytes.
    pub const AS: usize = 9;
    /// RLIMIT_SIGPENDING: signals that wait in queues of the user.
    pub const SIGPENDING: usize = 11;
    /// RLIMIT_NICE: 20 less the nice value that may be reached.
    pub const NICE: usize = 13;
    /// RLIMIT_RTPRIO: highest real-time priority.
    pub const RTPRIO: usize = 14;

    /// The limits of the first program: those of a login on Debian, but few processes.
    pub fn defaults() -> [Rlimit; Rlimit::COUNT] {
        let endless = Rlimit { soft: Self::INFINITY, hard: Self::INFINITY };
        let mut all = [endless; Self::COUNT];
        all[Self::STACK].soft = 8 << 20;
        all[Self::CORE].soft = 0;
        // A runaway fork(2) stops early; who wants more threads may ask for them.
        all[Self::NPROC] = Rlimit { soft: 256, hard: 32_768 };
        all[Self::NOFILE] = Rlimit { soft: 1024, hard: 524_288 };
        // RLIMIT_MSGQUEUE, RLIMIT_NICE, RLIMIT_RTPRIO: include/asm-generic/resource.h.
        all[12] = Rlimit { soft: 819_200, hard: 819_200 };
        all[Self::SIGPENDING] = Rlimit { soft: 7_000, hard: 7_000 };
        all[Self::NICE] = Rlimit { soft: 0, hard: 0 };
        all[Self::RTPRIO] = Rlimit { soft: 0, hard: 0 };
        all
    }
}

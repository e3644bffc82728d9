//! The views: plain data, complete for drawing one moment. Numbers are raw (ns, bytes, ids);
//! strings are already in the asked language. Order is stable from step to step.

use alloc::string::String;
use alloc::vec::Vec;

use crate::{BankerView, Graph, SyncObject};

/// Something that can be selected, pointed at and linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectRef {
    /// A thread by tid.
    Thread(i32),
    /// A process by pid.
    Process(i32),
    /// A descriptor of a process: pid, fd.
    Fd(i32, i32),
    /// An open file description.
    File(u32),
    /// A pipe.
    Pipe(u32),
    /// An inode.
    Inode(u32),
    /// A CPU.
    Cpu(u32),
    /// A synchronisation object or a futex word in a process's memory: pid, address.
    Memory(i32, u64),
    /// The terminal (or the host's end of stdin, stdout, stderr).
    Terminal,
    /// The kernel's own memory.
    Kernel,
}

/// Everything a page or a text view shows of one step.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Steps made since boot; 0 is the freshly booted machine.
    pub step: u64,
    /// Virtual time in ns since boot.
    pub time_ns: u64,
    /// What this step was, in words.
    pub sentence: Sentence,
    /// What happened in this step, in order.
    pub events: Vec<EventView>,
    /// Copies made in this step, as parcels that travel.
    pub parcels: Vec<Parcel>,
    /// Processes by pid, zombies included, init included.
    pub processes: Vec<ProcessView>,
    /// Threads by tid.
    pub threads: Vec<ThreadView>,
    /// CPUs by index.
    pub cpus: Vec<CpuView>,
    /// The policy for ordinary threads, and whose conventions hold.
    pub policy: PolicyView,
    /// Wait queues on which somebody sleeps.
    pub wait_queues: Vec<WaitQueueView>,
    /// Synchronisation objects in programs' memory; those of globals first.
    pub sync_objects: Vec<SyncObject>,
    /// Who waits for whom; `None` while nobody waits and nothing is held.
    pub graph: Option<Graph>,
    /// Bankers in programs' memory (`<vitrine/banker.h>`).
    pub bankers: Vec<BankerView>,
    /// Open file descriptions by id.
    pub files: Vec<FileView>,
    /// Pipes by id.
    pub pipes: Vec<PipeView>,
    /// Inodes that an open file description refers to.
    pub inodes: Vec<InodeView>,
    /// What was written to terminal or host so far, in order.
    pub output: Vec<OutputView>,
    /// Totals since boot.
    pub counters: Counters,
    /// How the run stands.
    pub standing: Standing,
}

/// The step's sentence with its cause.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// What happened: "101 writes 5 bytes into pipe #2."
    pub what: String,
    /// Why, or what follows: "The pipe was empty and 100 waits for it, so 100 is woken."
    pub why: String,
    /// Where to read about it: "pipe(7)"; may be empty.
    pub source: String,
    /// What kind of event it is, for colour and shape.
    pub kind: EventKind,
    /// Who did it.
    pub subject: Option<ObjectRef>,
}

/// Families of events: colour, shape and timeline ticks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// A user instruction (no event of the kernel).
    #[default]
    Instruction,
    /// A system call was entered or returned.
    Call,
    /// Mode switch between user and kernel.
    Mode,
    /// A thread fell asleep.
    Sleep,
    /// A thread was woken or made ready.
    Wake,
    /// A CPU took another thread.
    Switch,
    /// Timer tick.
    Tick,
    /// A process or thread began, changed program or ended.
    Process,
    /// Page fault, mapping.
    Memory,
    /// Bytes copied.
    Copy,
    /// Descriptors, files, pipes opened or closed.
    File,
    /// Signals.
    Signal,
    /// Output to the terminal or the host.
    Output,
    /// The clock jumped because all CPUs were idle.
    Clock,
    /// Something is not simulated.
    Unsupported,
    /// A watch found a deadlock, starvation or a livelock.
    Finding,
}

/// One event in words.
#[derive(Clone, Debug, PartialEq)]
pub struct EventView {
    /// Its family.
    pub kind: EventKind,
    /// In words.
    pub text: String,
    /// Who or what it is about.
    pub subject: Option<ObjectRef>,
}

/// Bytes on their way in this step.
#[derive(Clone, Debug, PartialEq)]
pub struct Parcel {
    /// From where.
    pub from: ObjectRef,
    /// To where.
    pub to: ObjectRef,
    /// How many bytes.
    pub bytes: u64,
    /// Moved by a device instead of the CPU.
    pub dma: bool,
}

/// One process.
#[derive(Clone, Debug, PartialEq)]
pub struct ProcessView {
    /// Its id.
    pub pid: i32,
    /// Its parent's id; 0 for init.
    pub parent: i32,
    /// Process group.
    pub group: i32,
    /// Session.
    pub session: i32,
    /// Name of its program.
    pub name: String,
    /// Stable colour index: 0, 1, 2 … in order of birth.
    pub colour: u32,
    /// Set once all its threads have ended, until it is reaped: "exited 0", "killed by SIGPIPE".
    pub zombie: Option<String>,
    /// Its threads' tids.
    pub threads: Vec<i32>,
    /// Its children's pids.
    pub children: Vec<i32>,
    /// Its descriptors, in order of number.
    pub fds: Vec<FdView>,
    /// Its regions, in order of address.
    pub regions: Vec<RegionView>,
    /// Present pages whose frame another address space maps too.
    pub pages_shared: u64,
    /// Present pages that are its alone.
    pub pages_private: u64,
}

/// One row of a descriptor table.
#[derive(Clone, Debug, PartialEq)]
pub struct FdView {
    /// The number.
    pub fd: i32,
    /// The open file description.
    pub file: u32,
    /// What it is, briefly: "tty", "pipe #2 read", "/w/data.txt".
    pub label: String,
    /// Closed by execve(2).
    pub cloexec: bool,
    /// Opened in this step.
    pub fresh: bool,
}

/// One region (VMA) of an address space.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionView {
    /// First address.
    pub start: u64,
    /// First address after it.
    pub end: u64,
    /// "rw-p" as in /proc/PID/maps.
    pub permissions: String,
    /// `[heap]`, `[stack]`, a path, or empty.
    pub name: String,
    /// What it holds, for the memory bar.
    pub kind: RegionKind,
    /// Its present pages, in order (bounded to the first 4,096).
    pub pages: Vec<PageView>,
}

/// What a region holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionKind {
    /// Program code and constants.
    Text,
    /// Program data and bss.
    Data,
    /// The brk heap.
    Heap,
    /// A stack.
    Stack,
    /// Anonymous mapping.
    Anonymous,
    /// File mapping.
    File,
    /// Provided by the kernel.
    Kernel,
}

/// One present page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageView {
    /// Its virtual address.
    pub address: u64,
    /// The frame behind it.
    pub frame: u32,
    /// How many page-table entries map the frame.
    pub owners: u32,
    /// Whether a write would be allowed now without a fault.
    pub writable: bool,
    /// Mapped or copied in this step.
    pub fresh: bool,
}

/// One thread.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadView {
    /// Its id.
    pub tid: i32,
    /// Its process.
    pub pid: i32,
    /// The process's colour.
    pub colour: u32,
    /// What it is doing.
    pub state: ThreadState,
    /// The state and its reason in one sentence.
    pub reason: String,
    /// The call it is in, strace-like: "read(3, …, 64)"; empty in user space.
    pub call: String,
    /// If it sleeps: on what, since when, who can end it.
    pub waits: Option<Waiting>,
    /// Its place in the source: the innermost frame of the learner's program.
    pub position: Option<SourcePosition>,
    /// Its call stack, innermost first (bounded to 64).
    pub frames: Vec<FrameView>,
    /// pc, for the assembly view.
    pub pc: u64,
    /// What the scheduler knows about it; zombies have nothing.
    pub scheduling: Option<SchedulingView>,
}

/// The states of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadState {
    /// On this CPU.
    Running(u32),
    /// In this CPU's run queue.
    Ready(u32),
    /// Sleeps until an event.
    Blocked,
    /// Stopped by a signal.
    Stopped,
    /// Ended, not yet reaped.
    Zombie,
}

/// Why a thread sleeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The object it waits for.
    pub object: Option<ObjectRef>,
    /// Virtual time at which it fell asleep.
    pub since_ns: u64,
    /// Step at which it fell asleep: a target for "jump there".
    pub since_step: Option<u64>,
    /// When it wakes by itself.
    pub deadline_ns: Option<u64>,
    /// Why, in a sentence.
    pub why: String,
    /// Who or what could wake it, each with how.
    pub wakers: Vec<Waker>,
}

/// One way out of a sleep.
#[derive(Clone, Debug, PartialEq)]
pub struct Waker {
    /// Who.
    pub who: ObjectRef,
    /// How, in words: "by writing to fd 4", "by closing fd 4, the last write end".
    pub how: String,
}

/// A place in the source.
#[derive(Clone, Debug, PartialEq)]
pub struct SourcePosition {
    /// File name.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Function.
    pub function: String,
}

/// One frame of a call stack.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameView {
    /// Function name, or an address in hexadecimal.
    pub function: String,
    /// Where in the source; `None` without debug information.
    pub position: Option<SourcePosition>,
    /// Whether the function belongs to the C library.
    pub library: bool,
    /// Parameters and locals in scope.
    pub locals: Vec<LocalView>,
}

/// One variable and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalView {
    /// Name.
    pub name: String,
    /// C type.
    pub ty: String,
    /// Value as C would write it: `{ 3, 4 }`, `"hello"`, `0x3ff8`.
    pub value: String,
    /// Differs from the step before.
    pub changed: bool,
}

/// How the machine schedules ordinary threads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyView {
    /// Its name on the command line: `eevdf`.
    pub name: &'static str,
    /// What it does, in a few words.
    pub title: String,
    /// The profile whose conventions hold: `linux`.
    pub profile: &'static str,
    /// Its parameters: name and value.
    pub parameters: Vec<(&'static str, String)>,
}

/// What the scheduler knows about a thread.
#[derive(Clone, Debug, PartialEq)]
pub struct SchedulingView {
    /// As ps(1) shows it: TS, FF, RR, B, IDL, DLN.
    pub class: &'static str,
    /// Real-time priority, if it has one.
    pub priority: Option<u8>,
    /// Niceness.
    pub nice: i8,
    /// CPUs on which it may run; `None` is all.
    pub affinity: Option<u64>,
    /// CPU time in ns.
    pub ran_ns: u64,
    /// Time in run queues in ns.
    pub waited_ns: u64,
    /// What its policy goes by: name and value, such as `vruntime`, `1.2 ms`.
    pub figures: Vec<(&'static str, String)>,
}

/// One CPU.
#[derive(Clone, Debug, PartialEq)]
pub struct CpuView {
    /// Index.
    pub id: u32,
    /// The thread on it.
    pub running: Option<i32>,
    /// Whether it executes kernel code in this step.
    pub in_kernel: bool,
    /// Time until the scheduler looks at its thread again, in ns; `None` is never.
    pub slice_left_ns: Option<u64>,
    /// Its run queue, next first.
    pub queue: Vec<i32>,
}

/// A wait queue with sleepers.
#[derive(Clone, Debug, PartialEq)]
pub struct WaitQueueView {
    /// "waits for pipe #2", "waits for a child".
    pub label: String,
    /// The object that owns the queue.
    pub object: Option<ObjectRef>,
    /// The sleepers, the longest first.
    pub threads: Vec<i32>,
}

/// An open file description.
#[derive(Clone, Debug, PartialEq)]
pub struct FileView {
    /// Its id.
    pub id: u32,
    /// "read end", "write end", "terminal", a path.
    pub label: String,
    /// "O_RDONLY", "O_WRONLY|O_APPEND" …
    pub flags: String,
    /// File offset, where it has one.
    pub offset: Option<u64>,
    /// Descriptors that refer to it.
    pub refs: u32,
    /// What it refers to.
    pub target: ObjectRef,
    /// Whether data flows from the target to the reader (read end) or into it (write end).
    pub writes: bool,
    /// References changed in this step.
    pub fresh: bool,
}

/// A pipe.
#[derive(Clone, Debug, PartialEq)]
pub struct PipeView {
    /// Its id.
    pub id: u32,
    /// Bytes in each used page slot, oldest first.
    pub slots: Vec<u32>,
    /// Number of slots (16 by default).
    pub slot_count: u32,
    /// Bytes in it.
    pub bytes: u64,
    /// Bytes that fit at most.
    pub capacity: u64,
    /// Open read ends (descriptions).
    pub readers: u32,
    /// Open write ends (descriptions).
    pub writers: u32,
    /// The first bytes as text.
    pub preview: String,
    /// A path, if it is a FIFO.
    pub path: String,
}

/// An inode in use.
#[derive(Clone, Debug, PartialEq)]
pub struct InodeView {
    /// Its id.
    pub id: u32,
    /// A path that leads to it.
    pub path: String,
    /// "regular file", "directory", "character device".
    pub kind: String,
    /// Bytes.
    pub size: u64,
    /// Hard links.
    pub links: u32,
}

/// One piece of output.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputView {
    /// 1 stdout, 2 stderr, 0 terminal.
    pub stream: u8,
    /// Who wrote it (0: echo).
    pub thread: i32,
    /// When.
    pub time_ns: u64,
    /// The bytes, lossily as text.
    pub text: String,
}

/// Totals since boot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// User instructions.
    pub instructions: u64,
    /// System calls entered.
    pub calls: u64,
    /// Crossings of the glass, both directions.
    pub mode_switches: u64,
    /// A CPU took another thread.
    pub context_switches: u64,
    /// … of which the page table changed too.
    pub address_space_switches: u64,
    /// Page faults.
    pub page_faults: u64,
    /// Pages copied by copy-on-write.
    pub cow_copies: u64,
    /// Sleepers woken.
    pub wakeups: u64,
    /// Bytes copied by the CPU.
    pub bytes_cpu: u64,
    /// Bytes moved by devices.
    pub bytes_dma: u64,
}

/// How the run stands at a moment.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// It goes on.
    Running,
    /// Threads sleep until input arrives.
    WaitsForInput,
    /// It is over: "exited 0", "killed by SIGSEGV".
    Ended(String),
    /// Every thread sleeps and nothing can happen any more.
    Stuck(String),
    /// The program asked for something that is not simulated.
    Unsupported(String),
}

/// The timeline: what every CPU and thread did over the known run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lanes {
    /// Virtual time where the known run ends.
    pub end_ns: u64,
    /// CPUs first, then threads by tid.
    pub lanes: Vec<Lane>,
    /// Events worth a tick, in order of time.
    pub ticks: Vec<LaneTick>,
}

/// One row of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Whose: `Cpu` or `Thread`.
    pub object: ObjectRef,
    /// Colour index for thread lanes.
    pub colour: u32,
    /// Segments without overlap, in order.
    pub segments: Vec<Segment>,
}

/// A stretch of time in one state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// From, in ns.
    pub start_ns: u64,
    /// To, in ns.
    pub end_ns: u64,
    /// The step at its start.
    pub step: u64,
    /// The state.
    pub state: LaneState,
    /// On a CPU lane: which thread (and its colour).
    pub thread: Option<(i32, u32)>,
}

/// States as the timeline draws them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneState {
    /// On a CPU.
    Running,
    /// In a run queue.
    Ready,
    /// Asleep.
    Blocked,
    /// Stopped by a signal.
    Stopped,
    /// Ended, not reaped.
    Zombie,
    /// CPU without a thread.
    Idle,
}

/// A mark on a thread's lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneTick {
    /// When.
    pub time_ns: u64,
    /// At which step.
    pub step: u64,
    /// Family.
    pub kind: EventKind,
    /// On whose lane.
    pub thread: i32,
}

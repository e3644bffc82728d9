//! Setting up: init, the tree of files, and the first program.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use vitrine_abi::{Pid, Tid};

use crate::chooser::Chooser;
use crate::cost::CostModel;
use crate::counters::Counters;
use crate::fd::FdTable;
use crate::fs::{FileSystem, FilesConfig, Inode};
use crate::kernel::Kernel;
use crate::mm::{AddressSpace, PhysicalMemory};
use crate::sched::{Cpu, Rules, Scheduler, Timers};
use crate::signal::{Handlers, Pending};
use crate::table::{ById, Id, Table};
use crate::task::{ExecError, FIRST, INIT, Process, Program, Rlimit, Settings, Thread, Usage};
use crate::time::ProcessTimers;
use crate::tty::Terminal;

/// What a machine starts with.
#[derive(Clone, Debug)]
pub struct BootConfig {
    /// CPUs, 1 … 64.
    pub cpus: u32,
    /// How threads are scheduled, or the jobs to run in place of a program.
    pub rules: Rules,
    /// For how long one CPU runs user code before the others catch up, in ns.
    pub quantum_ns: u64,
    /// What things cost.
    pub cost: CostModel,
    /// Frames of memory.
    pub memory_frames: u32,
    /// Everything undetermined.
    pub chooser: Chooser,
    /// Terminal or pipes, stdin, files of the host.
    pub files: FilesConfig,
    /// Where the program file is put.
    pub program_path: String,
    /// The program: an ELF file.
    pub program: Arc<[u8]>,
    /// argv.
    pub arguments: Vec<Vec<u8>>,
    /// envp.
    pub environment: Vec<Vec<u8>>,
}

/// Why a machine does not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BootError {
    /// The program cannot be executed.
    Exec(ExecError),
    /// A file cannot be put where it should be; in words.
    Files(String),
    /// How it is to be scheduled makes no sense; in words.
    Rules(String),
}

/// What is foretold of a program's first CPU burst, in ns: a long one.
const FIRST_BURST_NS: u64 = 10_000_000;

fn chooser(plain: Chooser, rules: &Rules) -> Chooser {
    let chooser = plain.with_draws(rules.draws.clone()).with_spurious(rules.spurious);
    if rules.shuffle { chooser.shuffled() } else { chooser }
}

impl Kernel {
    /// A kernel with init and the first program, ready to run on CPU 0.
    pub fn boot(config: BootConfig) -> Result<Kernel, BootError> {
        let mut queues = Table::default();
        let readable = queues.insert(Default::default());
        let child_changed = queues.insert(Default::default());
        let terminal = Terminal::new(&config.files, readable, FIRST);
        let fs = FileSystem::build(&config.files).map_err(BootError::Files)?;
        let (root, cwd) = (fs.root, fs.at("/w").unwrap_or(fs.root));
        let program_inode = fs.at(&config.program_path).unwrap_or(root);
        let mut kernel = Kernel {
            cost: config.cost,
            counters: Counters::default(),
            chooser: chooser(config.chooser, &config.rules),
            threads: ById::default(),
            processes: ById::default(),
            spaces: Table::default(),
            memory: PhysicalMemory::new(config.memory_frames),
            fd_tables: Table::default(),
            files: Table::default(),
            pipes: Table::default(),
            sockets: Table::default(),
            signal_files: Table::default(),
            ipc: Default::default(),
            locks: Default::default(),
            shared_pages: Default::default(),
            lingering: Vec::new(),
            next_port: 0,
            pollers: Default::default(),
            epolls: Table::default(),
            counters_of_events: Table::default(),
            timer_files: Table::default(),
            fs,
            terminal,
            queues,
            futexes: Default::default(),
            cpus: (0..config.cpus.clamp(1, 64)).map(|_| Cpu::new()).collect(),
            timers: Timers::default(),
            sched: Scheduler::new(config.rules),
            quantum_ns: config.quantum_ns.max(1),
            turn: None,
            acting: 0,
            unsupported: None,
            first_exit: None,
            yields: None,
            next_pid: FIRST.0 + 1,
            tasks: 1,
            cpu_timed: 0,
            watched: false,
            events: Vec::new(),
        };
        let space = kernel.spaces.insert(AddressSpace { users: 1, ..AddressSpace::default() });
        let fd_table = kernel.fd_tables.insert(FdTable { users: 1, ..FdTable::default() });
        let init = init_process(space, fd_table, root, child_changed);
        kernel.processes.insert(INIT, init);
        let program = Program {
            inode: program_inode,
            content: config.program,
            path: config.program_path.as_bytes().to_vec(),
            full_path: config.program_path,
            arguments: config.arguments,
            environment: config.environment,
        };
        if kernel.sched.jobs.is_empty() {
            kernel.first_program(program, cwd).map_err(BootError::Exec)?;
        } else {
            // Jobs are counted when they arrive.
            kernel.tasks = 0;
        }
        kernel.type_ahead(&config.files);
        kernel.counters = Counters::default();
        for cpu in &mut kernel.cpus {
            cpu.clock_ns = 0;
        }
        Ok(kernel)
    }

    fn first_program(&mut self, program: Program, cwd: Id<Inode>) -> Result<(), ExecError> {
        let init = self.process(INIT).clone();
        let space = self.spaces.insert(AddressSpace { users: 1, ..AddressSpace::default() });
        let process = Process {
            pid: FIRST,
            parent: INIT,
            threads: alloc::vec![Tid::from(FIRST)],
            group: FIRST,
            session: FIRST,
            has_terminal: true,
            fs_group: FIRST,
            cwd,
            uid: 1000,
            gid: 1000,
            euid: 1000,
            egid: 1000,
            suid: 1000,
            sgid: 1000,
            space,
            fd_table: self.standard_fd_table(),
            child_changed: self.new_queue(),
            ..init
        };
        self.processes.insert(FIRST, process);
        self.process_mut(INIT).children.push(FIRST);
        let first = Tid::from(FIRST);
        let mut thread = Thread::new(first, FIRST, 0, 0);
        thread.sched.burst_ns = FIRST_BURST_NS;
        self.threads.insert(first, thread);
        self.exec(first, program)?;
        self.enqueue_new(first);
        Ok(())
    }
}

/// Init: root's, without threads or memory.
fn init_process(
    space: Id<AddressSpace>,
    fd_table: Id<FdTable>,
    cwd: Id<Inode>,
    child_changed: Id<crate::wait::WaitQueue>,
) -> Process {
    Process {
        pid: INIT,
        parent: Pid(0),
        children: Vec::new(),
        threads: Vec::new(),
        group: INIT,
        session: INIT,
        has_terminal: false,
        name: "init".into(),
        executable: "/sbin/init".into(),
        arguments: Arc::new([b"init".to_vec()]),
        environment: Arc::new([]),
        space,
        fd_table,
        fs_group: INIT,
        cwd,
        umask: 0o022,
        uid: 0,
        gid: 0,
        euid: 0,
        egid: 0,
        suid: 0,
        sgid: 0,
        groups: Arc::new([]),
        settings: Settings::default(),
        rlimits: Arc::new(Rlimit::defaults()),
        handlers: Arc::new(Handlers::default()),
        pending: Pending::default(),
        exit: None,
        exit_signal: None,
        child_changed,
        vfork_done: None,
        has_executed: false,
        stopped: None,
        continued: false,
        born_ns: 0,
        usage: Usage::default(),
        children_usage: Usage::default(),
        timers: ProcessTimers::default(),
    }
}

impl fmt::Display for BootError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BootError::Exec(ExecError::Elf(error)) => error.fmt(f),
            BootError::Exec(ExecError::TooLong) => f.write_str("the arguments are too long"),
            BootError::Exec(ExecError::NoMemory) => {
                f.write_str("the program does not fit into the machine's memory")
            }
            BootError::Files(what) | BootError::Rules(what) => f.write_str(what),
        }
    }
}

impl core::error::Error for BootError {}

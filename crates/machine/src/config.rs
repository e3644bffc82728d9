//! What a machine is built from.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_kernel::fs::{FilesConfig, HostFile, StdinKind};
use vitrine_kernel::sched::round_robin::RoundRobin;
use vitrine_kernel::sched::{PolicyKind, Profile, Rules};
use vitrine_kernel::{BootConfig, Chooser, CostModel};

/// A machine before it is switched on. The same configuration gives the same run.
#[derive(Clone, Debug)]
pub struct Config {
    /// CPUs, 1 … 64.
    pub cpus: u32,
    /// Length of a time slice in ns. Linux's EEVDF gives 2.8 ms on 8 CPUs (kernel/sched/fair.c,
    /// `sysctl_sched_base_slice` and its scaling).
    pub slice_ns: u64,
    /// Policy, conventions and jobs; `None` is round robin with `slice_ns`.
    pub rules: Option<Rules>,
    /// For how long one CPU runs user code while others wait whose clocks are behind, in ns: how
    /// finely programs on several CPUs interleave.
    pub quantum_ns: u64,
    /// Where random numbers come from.
    pub seed: u64,
    /// What things cost.
    pub cost: CostModel,
    /// Frames of 4,096 bytes.
    pub memory_frames: u32,
    /// Whether descriptors 0, 1 and 2 are a terminal; pipes to the host otherwise.
    pub tty: bool,
    /// Descriptor 0.
    pub stdin: Stdin,
    /// Files to put into the tree; relative paths start at the working directory, `/w`.
    pub files: Vec<HostFile>,
    /// argv.
    pub args: Vec<Vec<u8>>,
    /// envp.
    pub env: Vec<Vec<u8>>,
    /// The program: a static ELF file.
    pub program: Arc<[u8]>,
    /// The path at which it is put and called.
    pub program_path: String,
    /// Choices that differ from the default: index of the choice, candidate; in order of index.
    pub choices: Arc<[(u64, u32)]>,
}

/// What can be read from descriptor 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stdin {
    /// What is there from the start.
    pub bytes: Vec<u8>,
    /// End of file after that; otherwise more may come by [`Machine::input`](crate::Machine::input).
    pub closed: bool,
}

impl Default for Config {
    fn default() -> Self {
        let env = ["PATH=/usr/bin:/bin", "HOME=/w", "PWD=/w"];
        Config {
            cpus: 1,
            slice_ns: 3_000_000,
            rules: None,
            quantum_ns: 100,
            seed: 0,
            cost: CostModel::default(),
            memory_frames: 65_536,
            tty: false,
            stdin: Stdin { bytes: Vec::new(), closed: true },
            files: Vec::new(),
            args: Vec::from([b"./prog".to_vec()]),
            env: env.iter().map(|entry| entry.as_bytes().to_vec()).collect(),
            program: Arc::new([]),
            program_path: "/w/prog".into(),
            choices: Arc::new([]),
        }
    }
}

impl Config {
    fn rules(&self) -> Rules {
        let plain = || {
            let slice_ns = self.slice_ns.max(1);
            Rules::new(PolicyKind::RoundRobin(RoundRobin { slice_ns }), Profile::Linux)
        };
        self.rules.clone().unwrap_or_else(plain)
    }

    /// The kernel's part of it.
    pub(crate) fn kernel(&self) -> BootConfig {
        let bytes = self.stdin.bytes.clone();
        let stdin =
            if self.stdin.closed { StdinKind::Bytes(bytes) } else { StdinKind::Open(bytes) };
        let mut files = self.files.clone();
        files.push(HostFile {
            path: self.program_path.clone(),
            permissions: 0o755,
            bytes: self.program.to_vec(),
        });
        BootConfig {
            cpus: self.cpus,
            rules: self.rules(),
            quantum_ns: self.quantum_ns,
            cost: self.cost.clone(),
            memory_frames: self.memory_frames,
            chooser: Chooser::new(self.seed, self.choices.clone()),
            files: FilesConfig { tty: self.tty, stdin, files },
            program_path: self.program_path.clone(),
            program: self.program.clone(),
            arguments: self.args.clone(),
            environment: self.env.clone(),
        }
    }
}

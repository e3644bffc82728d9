//! What threads and processes have used: getrusage(2), times(2), wait4(2).

use vitrine_abi::{Errno, Pid, Tid};

use crate::attempt::{Attempt, Why};
use crate::kernel::{Caller, Kernel};
use crate::mm::PAGE_SIZE;
use crate::task::ThreadState;
use crate::time::{NANOS, USER_HZ, give_words};

/// Bytes of struct rusage.
const RUSAGE_SIZE: usize = 144;

/// Resources used so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Usage {
    /// ns on a CPU, in user code and in the kernel.
    pub cpu_ns: u64,
    /// … of which in the kernel.
    pub system_ns: u64,
    /// Page faults without input or output; there are no others.
    pub minor_faults: u64,
    /// Times that it left the CPU because it had to wait.
    pub voluntary_switches: u64,
    /// Times that the CPU was taken away from it.
    pub involuntary_switches: u64,
    /// Most pages that were present at once.
    pub resident_pages: u64,
}

impl Usage {
    /// ns in user code.
    pub fn user_ns(&self) -> u64 {
        self.cpu_ns.saturating_sub(self.system_ns)
    }

    /// User and system time in ticks of USER_HZ.
    pub(crate) fn ticks(&self) -> (u64, u64) {
        let tick_ns = NANOS as u64 / USER_HZ;
        (self.user_ns() / tick_ns, self.system_ns / tick_ns)
    }

    pub(crate) fn add(&mut self, other: &Usage) {
        self.cpu_ns += other.cpu_ns;
        self.system_ns += other.system_ns;
        self.minor_faults += other.minor_faults;
        self.voluntary_switches += other.voluntary_switches;
        self.involuntary_switches += other.involuntary_switches;
        self.resident_pages = self.resident_pages.max(other.resident_pages);
    }

    /// struct rusage, as 64-bit words.
    pub(super) fn words(&self) -> [u64; RUSAGE_SIZE / 8] {
        let micros = |ns: u64| (ns / NANOS as u64, ns / 1_000 % 1_000_000);
        let mut words = [0; RUSAGE_SIZE / 8];
        (words[0], words[1]) = micros(self.user_ns());
        (words[2], words[3]) = micros(self.system_ns);
        words[4] = self.resident_pages * (PAGE_SIZE / 1024);
        words[8] = self.minor_faults;
        words[16] = self.voluntary_switches;
        words[17] = self.involuntary_switches;
        words
    }
}

impl Kernel {
    /// What a thread has used up to now, also while it runs.
    pub fn thread_usage(&self, tid: Tid) -> Usage {
        let thread = self.thread(tid);
        let mut usage = thread.usage;
        if let ThreadState::Running(cpu) = thread.state {
            let cpu = &self.cpus[cpu as usize];
            usage.cpu_ns += cpu.clock_ns.saturating_sub(thread.on_cpu_since.0);
            usage.system_ns += cpu.kernel_ns.saturating_sub(thread.on_cpu_since.1);
        }
        usage
    }

    /// What a process has used up to now, ended threads included.
    pub fn process_usage(&self, pid: Pid) -> Usage {
        let process = self.process(pid);
        let mut usage = process.usage;
        for tid in &process.threads {
            usage.add(&self.thread_usage(*tid));
        }
        let space = self.spaces.find(process.space).filter(|_| !process.threads.is_empty());
        let resident = space.map_or(0, |space| space.table.present());
        usage.resident_pages = usage.resident_pages.max(resident);
        usage
    }
}

pub(crate) fn getrusage(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let usage = match args[0] as i32 {
        0 => kernel.process_usage(caller.process),
        1 => {
            let process = kernel.process_usage(caller.process);
            let resident_pages = process.resident_pages;
            Usage { resident_pages, ..kernel.thread_usage(caller.thread) }
        }
        -1 => kernel.process(caller.process).children_usage,
        _ => return Attempt::Fail(Errno::Einval, Why::BadArgument("who")),
    };
    give_words(kernel, caller, args[1], &usage.words(), 0)
}

/// times(2).
pub(crate) fn times(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let uptime = (kernel.now_ns() / (NANOS as u64 / USER_HZ)) as i64;
    if args[0] == 0 {
        return Attempt::Done(uptime);
    }
    let (user, system) = kernel.process_usage(caller.process).ticks();
    let (children_user, children_system) = kernel.process(caller.process).children_usage.ticks();
    give_words(kernel, caller, args[0], &[user, system, children_user, children_system], uptime)
}

//! The texts of /proc, from the state: proc(5).

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;

use vitrine_abi::{Pid, Signal, Tid};

use crate::fs::ProcText;
use crate::kernel::Kernel;
use crate::mm::{AddressSpace, PAGE_SIZE, Region};
use crate::sched::Class;
use crate::signal::SignalSet;
use crate::task::{Process, Rlimit, Thread, ThreadState, Usage};
use crate::time::{BOOT_EPOCH_S, NANOS, USER_HZ};

/// Rows of `limits`: name, resource, unit.
const LIMITS: [(&str, usize, &str); 16] = [
    ("Max cpu time", 0, "seconds"),
    ("Max file size", 1, "bytes"),
    ("Max data size", 2, "bytes"),
    ("Max stack size", 3, "bytes"),
    ("Max core file size", 4, "bytes"),
    ("Max resident set", 5, "bytes"),
    ("Max processes", 6, "processes"),
    ("Max open files", 7, "files"),
    ("Max locked memory", 8, "bytes"),
    ("Max address space", 9, "bytes"),
    ("Max file locks", 10, "locks"),
    ("Max pending signals", 11, "signals"),
    ("Max msgqueue size", 12, "bytes"),
    ("Max nice priority", 13, ""),
    ("Max realtime priority", 14, ""),
    ("Max realtime timeout", 15, "us"),
];

impl Kernel {
    /// A text of /proc; `None` if its process is gone.
    pub fn proc_text(&self, text: ProcText, pid: Pid) -> Option<Vec<u8>> {
        let of_system = match text {
            ProcText::Uptime => Some(self.uptime_text()),
            ProcText::Loadavg => Some(self.loadavg_text()),
            ProcText::Meminfo => Some(self.meminfo_text()),
            ProcText::System => Some(self.system_text()),
            ProcText::Cpuinfo => Some(self.cpuinfo_text()),
            ProcText::Version => Some("Linux version 6.18.0 (vitrine) #1 SMP Vitrine\n".into()),
            ProcText::PidMax => Some("4194304\n".into()),
            ProcText::Stat
            | ProcText::Statm
            | ProcText::Status
            | ProcText::Maps
            | ProcText::Cmdline
            | ProcText::Comm
            | ProcText::Environ
            | ProcText::Limits
            | ProcText::Smaps
            | ProcText::Rollup => None,
        };
        if let Some(text) = of_system {
            return Some(text.into_bytes());
        }
        let process = self.processes.find(pid)?;
        let zeroes = |strings: &[Vec<u8>]| {
            strings.iter().flat_map(|string| [&string[..], b"\0"].concat()).collect()
        };
        Some(match text {
            ProcText::Cmdline if process.is_zombie() => Vec::new(),
            ProcText::Environ if process.is_zombie() => Vec::new(),
            ProcText::Cmdline => zeroes(&process.arguments),
            ProcText::Environ => zeroes(&process.environment),
            ProcText::Comm => format!("{}\n", process.name).into_bytes(),
            ProcText::Stat => self.stat_text(&self.task_of(process)).into_bytes(),
            ProcText::Statm => self.statm_text(process).into_bytes(),
            ProcText::Status => self.status_text(&self.task_of(process)).into_bytes(),
            ProcText::Maps => self.space_of(process).map_or(Vec::new(), maps_text),
            ProcText::Limits => limits_text(process).into_bytes(),
            ProcText::Smaps => self.smaps_text(process).into_bytes(),
            ProcText::Rollup => self.rollup_text(process).into_bytes(),
            ProcText::Uptime
            | ProcText::Loadavg
            | ProcText::Meminfo
            | ProcText::System
            | ProcText::Cpuinfo
            | ProcText::Version
            | ProcText::PidMax => Vec::new(),
        })
    }

    /// A text of a thread; `None` if it has ended.
    pub(crate) fn task_text(&self, text: ProcText, tid: Tid) -> Option<Vec<u8>> {
        let thread = self.threads.find(tid)?;
        let process = self.process(thread.process);
        let usage = self.thread_usage(tid);
        let name = &thread.name;
        let task = Task { process, thread: Some(thread), id: tid.0, name, usage };
        Some(match text {
            ProcText::Stat => self.stat_text(&task).into_bytes(),
            ProcText::Status => self.status_text(&task).into_bytes(),
            ProcText::Comm => format!("{name}\n").into_bytes(),
            _ => return None,
        })
    }

    /// The process of a thread; of one that has ended, nobody's.
    pub(crate) fn process_of_task(&self, tid: Tid) -> Pid {
        self.threads.find(tid).map_or(Pid(0), |thread| thread.process)
    }

    /// A process as such, told by its first thread.
    fn task_of<'a>(&'a self, process: &'a Process) -> Task<'a> {
        let thread = process.threads.first().map(|tid| self.thread(*tid));
        let usage = self.process_usage(process.pid);
        Task { process, thread, id: process.pid.0, name: &process.name, usage }
    }

    fn space_of(&self, process: &Process) -> Option<&AddressSpace> {
        self.spaces.find(process.space).filter(|_| !process.threads.is_empty())
    }

    /// The letter and the word of a task's state.
    fn state_of(&self, task: &Task<'_>) -> (char, &'static str) {
        let process = task.process;
        if process.is_zombie() {
            return ('Z', "zombie");
        }
        if process.stopped.is_some() {
            return ('T', "stopped");
        }
        let Some(thread) = task.thread else { return ('S', "sleeping") };
        match &thread.state {
            ThreadState::Running(_) | ThreadState::Ready(_) => ('R', "running"),
            ThreadState::Stopped => ('T', "stopped"),
            ThreadState::Sleeping(sleep) => match sleep.reason {
                crate::attempt::SleepReason::Vfork(_) => ('D', "disk sleep"),
                _ => ('S', "sleeping"),
            },
        }
    }

    /// Pending, blocked, ignored and caught signals.
    fn signals_of(&self, task: &Task<'_>) -> [SignalSet; 5] {
        let Task { process, thread, .. } = *task;
        let own = thread.map_or(SignalSet::default(), |thread| thread.pending.set());
        let blocked = thread.map_or(SignalSet::default(), |thread| thread.mask);
        let ignored = process.handlers.set_where(|action| action.handler == 1);
        let caught = process.handlers.set_where(|action| action.handler > 1);
        [own, process.pending.set(), blocked, ignored, caught]
    }

    /// proc_pid_stat(5): 52 fields. Addresses of code and stack are not told, as to strangers.
    fn stat_text(&self, task: &Task<'_>) -> String {
        let Task { process, thread: first, usage, .. } = *task;
        let (user, system) = usage.ticks();
        let (child_user, child_system) = process.children_usage.ticks();
        let (nice, class) =
            first.map_or((0, Class::Other), |one| (one.sched.nice, one.sched.class));
        let has_terminal = self.has_terminal(process.pid);
        let (terminal, foreground) =
            if has_terminal { (136 << 8, self.terminal.foreground.0) } else { (0, -1) };
        let [own, shared, blocked, ignored, caught] = self.signals_of(task);
        let pages = self.space_of(process).map_or(0, AddressSpace::pages);
        let resident = self.space_of(process).map_or(0, |space| space.table.present());
        let born = process.born_ns / (NANOS as u64 / USER_HZ);
        // Of the low 31 signals.
        let low = |set: SignalSet| set.0 & 0x7fff_ffff;
        let priority = match class {
            Class::Deadline(_) => -101,
            Class::Fifo(priority) | Class::RoundRobin(priority) => -1 - i64::from(priority),
            Class::Other | Class::Batch | Class::Idle => 20 + i64::from(nice),
        };
        let signal = process.exit_signal.map_or(0, Signal::number);
        format!(
            "{} ({}) {} {} {} {} {terminal} {foreground} 0 {} {} 0 0 {user} {system} {child_user} \
             {child_system} {priority} {nice} {} 0 {born} {} {resident} {} 0 0 0 0 0 {} {} {} {} 0 \
             0 0 {signal} {} {} {} 0 0 0 0 0 0 0 0 0 0 0\n",
            task.id,
            task.name,
            self.state_of(task).0,
            process.parent,
            process.group,
            process.session,
            usage.minor_faults,
            process.children_usage.minor_faults,
            process.threads.len(),
            pages * PAGE_SIZE,
            Rlimit::INFINITY,
            low(own.with(shared)),
            low(blocked),
            low(ignored),
            low(caught),
            first.map_or(0, |one| one.cpu),
            class.priority(),
            class.number(),
        )
    }

    fn statm_text(&self, process: &Process) -> String {
        let Some(space) = self.space_of(process) else { return "0 0 0 0 0 0 0\n".into() };
        let of = |wanted: fn(&Region) -> bool| -> u64 {
            let regions = space.regions.iter().filter(|region| wanted(region));
            regions.map(|region| region.length() / PAGE_SIZE).sum()
        };
        let text = of(|region| region.kind == crate::mm::RegionKind::Text);
        let data = of(|region| region.protection.write);
        let shared = of(|region| region.shared);
        let (all, resident) = (space.pages(), space.table.present());
        format!("{all} {resident} {shared} {text} 0 {data} 0\n")
    }

    /// proc_pid_smaps(5), `smaps_rollup`: what is in memory, by who else has it and whether it was
    /// written to. Pages of the program's file that nobody can write to are clean.
    fn rollup_text(&self, process: &Process) -> String {
        let Some(space) = self.space_of(process) else { return String::new() };
        let mut all = Resident::default();
        for region in &space.regions {
            self.count_resident(space, region, &mut all);
        }
        let (start, end) = match (space.regions.first(), space.regions.last()) {
            (Some(first), Some(last)) => (first.start, last.end),
            _ => (0, 0),
        };
        let mut text = format!("{start:08x}-{end:08x} ---p 00000000 00:00 0 ");
        text = format!("{text:<73}[rollup]\n");
        all.write(&mut text);
        text
    }

    /// proc_pid_smaps(5), as far as `smaps_rollup` goes.
    fn smaps_text(&self, process: &Process) -> String {
        let Some(space) = self.space_of(process) else { return String::new() };
        let mut text = String::new();
        for region in &space.regions {
            push_mapping(&mut text, region);
            for (name, kib) in [
                ("Size:", region.length() / 1024),
                ("KernelPageSize:", PAGE_SIZE / 1024),
                ("MMUPageSize:", PAGE_SIZE / 1024),
            ] {
                push_kib(&mut text, name, kib);
            }
            let mut resident = Resident::default();
            self.count_resident(space, region, &mut resident);
            resident.write(&mut text);
        }
        text
    }

    fn count_resident(&self, space: &AddressSpace, region: &Region, sum: &mut Resident) {
        let kib = PAGE_SIZE / 1024;
        let is_file = region.backing.is_some() && !region.protection.write;
        for (_, entry) in space.table.range(region.start / PAGE_SIZE, region.end / PAGE_SIZE) {
            let users = u64::from(self.memory.references(entry.frame).max(1));
            let count = match (users > 1, is_file) {
                (true, true) => &mut sum.shared_clean,
                (true, false) => &mut sum.shared_dirty,
                (false, true) => &mut sum.own_clean,
                (false, false) => &mut sum.own_dirty,
            };
            *count += kib;
            sum.proportional += kib * 1024 / users;
            sum.anonymous += if region.backing.is_none() { kib } else { 0 };
        }
    }

    /// proc_pid_status(5).
    fn status_text(&self, task: &Task<'_>) -> String {
        let Task { process, usage, .. } = *task;
        let mut text = String::new();
        let (letter, word) = self.state_of(task);
        let groups: Vec<String> = process.groups.iter().map(|group| format!("{group} ")).collect();
        let descriptors = self.fd_tables.find(process.fd_table);
        let slots = descriptors.map_or(0, |table| table.entries.len().max(64).next_power_of_two());
        let peak = self.process_usage(process.pid).resident_pages;
        let mut row = |name: &str, value: String| {
            let _ = writeln!(text, "{name}:\t{value}");
        };
        row("Name", task.name.into());
        row("Umask", format!("{:04o}", process.umask));
        row("State", format!("{letter} ({word})"));
        row("Tgid", process.pid.0.to_string());
        row("Ngid", "0".into());
        row("Pid", task.id.to_string());
        row("PPid", process.parent.0.to_string());
        row("TracerPid", "0".into());
        let (uid, euid, suid) = (process.uid, process.euid, process.suid);
        let (gid, egid, sgid) = (process.gid, process.egid, process.sgid);
        row("Uid", format!("{uid}\t{euid}\t{suid}\t{euid}"));
        row("Gid", format!("{gid}\t{egid}\t{sgid}\t{egid}"));
        row("FDSize", format!("{slots}"));
        row("Groups", groups.concat());
        if let Some(space) = self.space_of(process) {
            let kib = PAGE_SIZE / 1024;
            row("VmSize", format!("{:8} kB", space.pages() * kib));
            row("VmHWM", format!("{:8} kB", peak * kib));
            row("VmRSS", format!("{:8} kB", space.table.present() * kib));
        }
        row("Threads", format!("{}", process.threads.len()));
        let queued = self.queued_signals(process.uid);
        row("SigQ", format!("{queued}/{}", process.rlimits[Rlimit::SIGPENDING].soft));
        let names = ["SigPnd", "ShdPnd", "SigBlk", "SigIgn", "SigCgt"];
        for (name, set) in names.into_iter().zip(self.signals_of(task)) {
            row(name, format!("{:016x}", set.0));
        }
        row("NoNewPrivs", format!("{}", u8::from(process.settings.no_new_privileges)));
        row("Cpus_allowed", format!("{:x}", self.cpus_allowed(task.thread)));
        row("voluntary_ctxt_switches", format!("{}", usage.voluntary_switches));
        row("nonvoluntary_ctxt_switches", format!("{}", usage.involuntary_switches));
        text
    }

    fn cpus_allowed(&self, thread: Option<&Thread>) -> u64 {
        let all = u64::MAX >> (64 - self.cpus.len());
        thread.map_or(all, |thread| thread.sched.affinity) & all
    }

    fn uptime_text(&self) -> String {
        let hundredths = |ns: u64| {
            let all = ns / 10_000_000;
            format!("{}.{:02}", all / 100, all % 100)
        };
        let idle = self.cpus.iter().map(|cpu| cpu.idle_ns).sum();
        format!("{} {}\n", hundredths(self.now_ns()), hundredths(idle))
    }

    /// proc_loadavg(5): the averages are not kept and say 0.
    fn loadavg_text(&self) -> String {
        let is_ready =
            |state: &ThreadState| matches!(state, ThreadState::Running(_) | ThreadState::Ready(_));
        let ready = self.threads.iter().filter(|(_, thread)| is_ready(&thread.state)).count();
        let last = self.next_pid - 1;
        format!("0.00 0.00 0.00 {ready}/{} {last}\n", self.threads.len())
    }

    fn meminfo_text(&self) -> String {
        let kib = PAGE_SIZE / 1024;
        let total = u64::from(self.memory.limit()) * kib;
        let free = total - u64::from(self.memory.used()) * kib;
        let cached = self.fs.used_pages * kib;
        let rows = [
            ("MemTotal", total),
            ("MemFree", free),
            ("MemAvailable", free),
            ("Buffers", 0),
            ("Cached", cached),
            ("SwapTotal", 0),
            ("SwapFree", 0),
        ];
        let row = |(name, kib): &(&str, u64)| format!("{:<16}{kib:8} kB\n", format!("{name}:"));
        rows.iter().map(row).collect()
    }

    /// proc_stat(5): user time, system time and idle time of all CPUs and of each.
    fn system_text(&self) -> String {
        let tick = NANOS as u64 / USER_HZ;
        let times = |cpu: &crate::sched::Cpu| {
            let user = cpu.clock_ns.saturating_sub(cpu.kernel_ns + cpu.idle_ns);
            [user / tick, 0, cpu.kernel_ns / tick, cpu.idle_ns / tick, 0, 0, 0, 0, 0, 0]
        };
        let line = |name: String, times: [u64; 10]| {
            let words: Vec<String> = times.iter().map(|time| format!(" {time}")).collect();
            format!("{name}{}\n", words.concat())
        };
        let all = self
            .cpus
            .iter()
            .map(times)
            .fold([0; 10], |sum, one| core::array::from_fn(|index| sum[index] + one[index]));
        let mut text = line("cpu ".into(), all);
        for (index, cpu) in self.cpus.iter().enumerate() {
            text.push_str(&line(format!("cpu{index}"), times(cpu)));
        }
        let running = self.cpus.iter().filter(|cpu| cpu.current.is_some()).count();
        let _ = write!(
            text,
            "ctxt {}\nbtime {BOOT_EPOCH_S}\nprocesses {}\nprocs_running {running}\n\
             procs_blocked 0\n",
            self.counters.context_switches,
            self.counters.forks + 1,
        );
        text
    }

    fn cpuinfo_text(&self) -> String {
        let one = |index: usize| {
            format!(
                "processor\t: {index}\nhart\t\t: {index}\nisa\t\t: rv64imafdc\nmmu\t\t: sv39\n\n"
            )
        };
        (0..self.cpus.len()).map(one).collect()
    }
}

/// A process, or one of its threads, as `stat` and `status` tell it.
struct Task<'a> {
    process: &'a Process,
    thread: Option<&'a Thread>,
    id: i32,
    name: &'a str,
    usage: Usage,
}

/// What is in memory, in KiB; the proportional part in bytes.
#[derive(Default)]
struct Resident {
    shared_clean: u64,
    shared_dirty: u64,
    own_clean: u64,
    own_dirty: u64,
    proportional: u64,
    anonymous: u64,
}

impl Resident {
    fn write(&self, text: &mut String) {
        for (name, kib) in [
            ("Rss:", self.shared_clean + self.shared_dirty + self.own_clean + self.own_dirty),
            ("Pss:", self.proportional / 1024),
            ("Shared_Clean:", self.shared_clean),
            ("Shared_Dirty:", self.shared_dirty),
            ("Private_Clean:", self.own_clean),
            ("Private_Dirty:", self.own_dirty),
            ("Anonymous:", self.anonymous),
            ("Swap:", 0),
        ] {
            push_kib(text, name, kib);
        }
    }
}

fn push_kib(text: &mut String, name: &str, kib: u64) {
    let _ = writeln!(text, "{name:<16}{kib:8} kB");
}

/// proc_pid_maps(5).
fn maps_text(space: &AddressSpace) -> Vec<u8> {
    let mut text = String::new();
    for region in &space.regions {
        push_mapping(&mut text, region);
    }
    text.into_bytes()
}

/// One line of `maps`. Device numbers are 00:01, the one file system.
fn push_mapping(text: &mut String, region: &Region) {
    let (offset, inode) =
        region.backing.as_ref().map_or((0, 0), |backing| (backing.offset, backing.inode.number()));
    let device = if inode == 0 { "00:00" } else { "00:01" };
    let sharing = if region.shared { 's' } else { 'p' };
    let range = format!("{:08x}-{:08x}", region.start, region.end);
    let line = format!("{range} {}{sharing} {offset:08x} {device} {inode} ", region.protection);
    let line = format!("{line:<73}{}", region.name());
    text.push_str(line.trim_end());
    text.push('\n');
}

/// proc_pid_limits(5).
fn limits_text(process: &Process) -> String {
    let mut text =
        format!("{:<26}{:<21}{:<21}{:<10}\n", "Limit", "Soft Limit", "Hard Limit", "Units");
    let value = |limit: u64| match limit {
        Rlimit::INFINITY => "unlimited".into(),
        limit => format!("{limit}"),
    };
    for (name, resource, unit) in LIMITS {
        let Rlimit { soft, hard } = process.rlimits[resource];
        let (soft, hard): (String, String) = (value(soft), value(hard));
        let _ = writeln!(text, "{name:<25} {soft:<20} {hard:<20} {unit:<10}");
    }
    text
}

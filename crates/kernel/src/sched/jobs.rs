//! Jobs of a workload: processes without a program, whose CPU and I/O bursts stand in a table.
//!
//! A job is a process with one thread, on the same queues, clocks and timers as any other; only
//! its user code is a number of ns. So textbook examples run on the kernel that runs programs, and
//! with the costs set to 0 their times are exact.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::{Pid, Signal, Tid};

use crate::attempt::{Resume, Sleep, SleepReason};
use crate::event::{Event, ExitStatus};
use crate::kernel::Kernel;
use crate::mm::AddressSpace;
use crate::sched::policy::Entry;
use crate::sched::{Class, Entity};
use crate::syscall::Call;
use crate::task::{FIRST, INIT, InCall, Process, Thread};

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JobSpec {
    /// Its name.
    pub name: String,
    /// When it arrives, in ns since boot.
    pub arrival_ns: u64,
    /// What it does, in order.
    pub phases: Vec<Phase>,
    /// Priority for the priority policies; smaller comes first.
    pub urgency: i32,
    /// Tickets for lottery and stride; by niceness if absent.
    pub tickets: Option<u32>,
    /// Niceness.
    pub nice: i8,
    /// CPUs on which it may run.
    pub affinity: u64,
    /// Its scheduling class.
    pub class: Class,
}

/// A burst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// CPU time in ns.
    Cpu(u64),
    /// I/O in ns: the job sleeps; devices serve all at once.
    Io(u64),
}

/// A job and how it has fared.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Job {
    /// Its row.
    pub spec: Arc<JobSpec>,
    /// The phase it is in.
    pub phase: usize,
    /// What is left of a CPU burst, in ns.
    pub left_ns: u64,
    /// When it first had a CPU.
    pub first_run_ns: Option<u64>,
    /// When it ended.
    pub finished_ns: Option<u64>,
    /// Time in run queues; final once it has ended.
    pub waited_ns: u64,
    /// CPU time; final once it has ended.
    pub ran_ns: u64,
}

impl Job {
    /// A job that has not arrived. It needs a CPU to begin anything, and bursts of the same kind
    /// are one burst.
    pub(crate) fn new(spec: JobSpec) -> Self {
        let mut phases: Vec<Phase> = alloc::vec![Phase::Cpu(0)];
        for phase in &spec.phases {
            match (phases.last_mut(), phase) {
                (Some(Phase::Cpu(before)), Phase::Cpu(ns))
                | (Some(Phase::Io(before)), Phase::Io(ns)) => *before += ns,
                _ => phases.push(*phase),
            }
        }
        let spec = JobSpec { phases, ..spec };
        Job {
            spec: Arc::new(spec),
            phase: 0,
            left_ns: 0,
            first_run_ns: None,
            finished_ns: None,
            waited_ns: 0,
            ran_ns: 0,
        }
    }
}

/// The thread of the job at this place of the table.
fn tid_of(job: u32) -> Tid {
    Tid(FIRST.0 + job as i32)
}

impl Kernel {
    /// The next job arrives.
    pub(super) fn arrive(&mut self) {
        let Some(index) = self.sched.arrivals.pop_front() else { return };
        let tid = tid_of(index);
        let pid = Pid(tid.0);
        let spec = self.sched.jobs[index as usize].spec.clone();
        let space = self.spaces.insert(AddressSpace { users: 1, ..AddressSpace::default() });
        let fd_table = self.fork_fd_table(self.process(INIT).fd_table);
        let now = self.now_ns();
        let process = Process {
            pid,
            parent: INIT,
            children: Vec::new(),
            threads: alloc::vec![tid],
            group: pid,
            session: pid,
            has_terminal: false,
            name: spec.name.chars().take(15).collect(),
            executable: String::new(),
            arguments: Arc::new([spec.name.clone().into_bytes()]),
            space,
            fd_table,
            exit_signal: Some(Signal::CHLD),
            child_changed: self.new_queue(),
            born_ns: now,
            ..self.process(INIT).clone()
        };
        self.processes.insert(pid, process);
        self.process_mut(INIT).children.push(pid);
        let sched = Entity {
            class: spec.class,
            nice: spec.nice,
            affinity: spec.affinity,
            job: Some(index),
            urgency: spec.urgency,
            tickets: spec.tickets,
            ..Entity::new()
        };
        self.tasks += 1;
        self.threads.insert(tid, Thread { sched, ..Thread::new(tid, pid, self.acting, now) });
        self.emit(Event::Forked { parent: Tid(INIT.0), child: pid, shared_pages: 0 });
        self.next_phase(tid, index);
        self.enqueue_new(tid);
    }

    /// The job on the acting CPU computes until the CPU's clock shows `until_ns`.
    pub fn burst(&mut self, tid: Tid, until_ns: u64) {
        let Some(index) = self.thread(tid).sched.job else { return };
        if self.thread(tid).call.is_some() {
            self.thread_mut(tid).call = None;
        }
        let ran_ns = until_ns.saturating_sub(self.now_ns());
        self.spend(ran_ns);
        let job = &mut self.sched.jobs[index as usize];
        job.left_ns -= ran_ns.min(job.left_ns);
        if job.left_ns == 0 {
            job.phase += 1;
            self.next_phase(tid, index);
        }
    }

    /// How long the job on a CPU can compute until its phase ends.
    pub(super) fn burst_left_ns(&self, index: u32) -> u64 {
        self.sched.jobs[index as usize].left_ns
    }

    /// A job takes up its phase: it computes, does I/O, or ends.
    fn next_phase(&mut self, tid: Tid, index: u32) {
        let job = &mut self.sched.jobs[index as usize];
        match job.spec.phases.get(job.phase).copied() {
            Some(Phase::Cpu(ns)) => {
                job.left_ns = ns;
                self.thread_mut(tid).sched.burst_ns = ns;
            }
            Some(Phase::Io(ns)) => {
                // The next burst is known before it begins: policies ask for it on waking.
                let next = job.spec.phases.get(job.phase + 1).copied();
                job.phase += 1;
                if let Some(Phase::Cpu(ns)) = next {
                    job.left_ns = ns;
                }
                self.start_io(tid, ns);
                if let Some(Phase::Cpu(ns)) = next {
                    self.thread_mut(tid).sched.burst_ns = ns;
                }
            }
            None => self.finish_job(tid, index),
        }
    }

    fn start_io(&mut self, tid: Tid, ns: u64) {
        // nanosleep(2): what a program does in place of a device that it does not have.
        const NANOSLEEP: u32 = 101;
        let deadline_ns = Some(self.now_ns() + ns);
        let resume = Resume::Until { deadline_ns };
        let call = Call { number: NANOSLEEP, args: [0; 6] };
        let inside = InCall { call, resume, woken: None, interrupted: false };
        self.thread_mut(tid).call = Some(inside);
        let reason = SleepReason::Io;
        self.sleep(tid, Sleep { resume, on: Vec::new(), deadline_ns, reason });
    }

    fn finish_job(&mut self, tid: Tid, index: u32) {
        let now = self.now_ns();
        let pid = self.thread(tid).process;
        self.process_mut(pid).exit = Some(ExitStatus::Exited(0));
        self.end_thread(tid);
        self.sched.jobs[index as usize].finished_ns = Some(now);
        if self.sched.jobs.iter().all(|job| job.finished_ns.is_some()) {
            self.first_exit = Some((ExitStatus::Exited(0), now));
        }
    }

    /// A job's figures are kept when its thread goes.
    pub(crate) fn keep_figures(&mut self, thread: &Thread) {
        if let Some(index) = thread.sched.job {
            let job = &mut self.sched.jobs[index as usize];
            job.waited_ns = thread.sched.waited_ns;
            job.ran_ns = thread.usage.cpu_ns;
        }
    }

    /// A job that gets a CPU for the first time.
    pub(super) fn note_first_run(&mut self, tid: Tid) {
        if let Some(index) = self.thread(tid).sched.job {
            let now = self.now_ns();
            self.sched.jobs[index as usize].first_run_ns.get_or_insert(now);
        }
    }

    /// Puts a thread that is ready, but on no queue, onto one.
    pub(super) fn enqueue_again(&mut self, tid: Tid, how: Entry) {
        let cpu = self.choose_cpu(tid);
        self.set_ready(tid, cpu, how);
        self.check_preemption(cpu, tid);
    }
}

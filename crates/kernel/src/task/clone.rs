//! clone(2): new processes and threads.

use alloc::format;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid, Registers, Signal, Tid};

use crate::attempt::{Attempt, Resume, Sleep, SleepReason, Unsupported, Why};
use crate::event::Event;
use crate::kernel::{Caller, Kernel};
use crate::mm::AddressSpace;
use crate::signal::Pending;
use crate::table::Id;
use crate::task::{Process, Rlimit, Thread, ThreadState};

const CSIGNAL: u64 = 0xff;
const VM: u64 = 0x100;
const FS: u64 = 0x200;
const FILES: u64 = 0x400;
const SIGHAND: u64 = 0x800;
const VFORK: u64 = 0x4000;
const THREAD: u64 = 0x1_0000;
const SYSVSEM: u64 = 0x4_0000;
const SETTLS: u64 = 0x8_0000;
const PARENT_SETTID: u64 = 0x10_0000;
const CHILD_CLEARTID: u64 = 0x20_0000;
const DETACHED: u64 = 0x40_0000;
const CHILD_SETTID: u64 = 0x100_0000;

/// What pthread_create of the C libraries asks for.
const THREAD_FLAGS: u64 = VM | FS | FILES | SIGHAND | THREAD;

/// Flags that Vitrine does not simulate, by name: linux/sched.h.
const UNSUPPORTED: [(u64, &str); 12] = [
    (0x1000, "CLONE_PIDFD"),
    (0x2000, "CLONE_PTRACE"),
    (0x8000, "CLONE_PARENT"),
    (0x2_0000, "CLONE_NEWNS"),
    (0x80_0000, "CLONE_UNTRACED"),
    (0x200_0000, "CLONE_NEWCGROUP"),
    (0x400_0000, "CLONE_NEWUTS"),
    (0x800_0000, "CLONE_NEWIPC"),
    (0x1000_0000, "CLONE_NEWUSER"),
    (0x2000_0000, "CLONE_NEWPID"),
    (0x4000_0000, "CLONE_NEWNET"),
    (0x8000_0000, "CLONE_IO"),
];

/// The arguments, in the order of riscv64: clone(2), "C library/kernel differences".
#[derive(Clone, Copy)]
struct Wishes {
    flags: u64,
    stack: u64,
    tls: u64,
    child_tid: u64,
}

pub(crate) fn clone(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if let Resume::Created { child } = caller.resume {
        return kernel.wait_for_vfork(child);
    }
    let [flags, stack, parent_tid, tls, child_tid, _] = args;
    let wishes = Wishes { flags, stack, tls, child_tid };
    if let Some((_, name)) = UNSUPPORTED.iter().find(|(bit, _)| flags & bit != 0) {
        return Attempt::Unsupported(Unsupported::new(format!("clone: {name}")));
    }
    if flags & SIGHAND != 0 && flags & VM == 0 || flags & THREAD != 0 && flags & SIGHAND == 0 {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("flags"));
    }
    if flags & THREAD != 0 && flags & THREAD_FLAGS != THREAD_FLAGS {
        return Attempt::Unsupported(Unsupported::new("clone: a thread that shares less"));
    }
    if flags & THREAD == 0 && flags & (FS | SIGHAND) != 0 {
        return Attempt::Unsupported(Unsupported::new("clone: CLONE_FS or CLONE_SIGHAND"));
    }
    if flags & THREAD == 0 && flags & VM != 0 && flags & VFORK == 0 && stack == 0 {
        return Attempt::Unsupported(Unsupported::new("clone: CLONE_VM without a stack"));
    }
    let tid = kernel.unused_tid();
    let limit = kernel.process(caller.process).rlimits[Rlimit::NPROC].soft;
    // init and zombies count too, as RLIMIT_NPROC counts all tasks of the user.
    if kernel.tasks() >= limit {
        return Attempt::Fail(Errno::Eagain, Why::Limit("RLIMIT_NPROC"));
    }
    if flags & PARENT_SETTID != 0 {
        let written = kernel.copy_to_user(caller, parent_tid, &tid.0.to_le_bytes());
        if let Err(bad) = written {
            return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
        }
    }
    if flags & THREAD != 0 {
        return kernel.new_thread(caller, tid, wishes);
    }
    kernel.fork(caller, Pid(tid.0), wishes)
}

impl Kernel {
    /// Threads and zombies of the user: init's is not among them.
    fn tasks(&self) -> u64 {
        let zombies = self.processes.iter().filter(|(_, process)| process.is_zombie()).count();
        (self.threads.len() + zombies) as u64
    }

    fn unused_tid(&mut self) -> Tid {
        let tid = Tid(self.next_pid);
        self.next_pid += 1;
        tid
    }

    fn fork(&mut self, caller: &Caller, pid: Pid, wishes: Wishes) -> Attempt {
        self.counters.forks += 1;
        let parent = self.process(caller.process).clone();
        let (space, shared_pages) = self.fork_space(parent.space, wishes.flags);
        let fd_table = if wishes.flags & FILES != 0 {
            self.share_fd_table(parent.fd_table)
        } else {
            self.fork_fd_table(parent.fd_table)
        };
        let vfork_done = (wishes.flags & VFORK != 0).then(|| self.new_queue());
        let now = self.now_ns();
        let child = Process {
            pid,
            parent: parent.pid,
            children: Vec::new(),
            threads: alloc::vec![Tid::from(pid)],
            space,
            fd_table,
            pending: Pending::default(),
            exit: None,
            exit_signal: Signal::new((wishes.flags & CSIGNAL) as i64),
            child_changed: self.new_queue(),
            vfork_done,
            has_executed: false,
            stopped: None,
            continued: false,
            born_ns: now,
            cpu_ns: 0,
            children_cpu_ns: 0,
            ..parent
        };
        self.processes.insert(pid, child);
        self.process_mut(caller.process).children.push(pid);
        let cost_ns = self.cost.fork_ns + u64::from(shared_pages) * self.cost.fork_page_ns;
        self.spend(cost_ns);
        self.emit(Event::Forked { parent: caller.thread, child: pid, shared_pages });
        self.start_thread(caller, Tid::from(pid), pid, wishes);
        if wishes.flags & VFORK != 0 {
            return self.wait_for_vfork(pid);
        }
        Attempt::Done(i64::from(pid.0))
    }

    fn fork_space(&mut self, id: Id<AddressSpace>, flags: u64) -> (Id<AddressSpace>, u32) {
        let space = self.spaces.get_mut(id);
        if flags & VM != 0 {
            space.users += 1;
            return (id, 0);
        }
        let (copy, shared) = space.fork(&mut self.memory);
        (self.spaces.insert(copy), shared)
    }

    fn new_thread(&mut self, caller: &Caller, tid: Tid, wishes: Wishes) -> Attempt {
        self.process_mut(caller.process).threads.push(tid);
        self.emit(Event::ThreadCreated { creator: caller.thread, thread: tid });
        self.start_thread(caller, tid, caller.process, wishes);
        Attempt::Done(i64::from(tid.0))
    }

    /// The new thread continues where its creator called, with 0 in `a0`.
    fn start_thread(&mut self, caller: &Caller, tid: Tid, process: Pid, wishes: Wishes) {
        let creator = self.thread(caller.thread);
        let mut registers = creator.registers.clone();
        registers.pc += 4;
        registers.x[Registers::A0] = 0;
        if wishes.stack != 0 {
            registers.x[Registers::SP] = wishes.stack;
        }
        if wishes.flags & SETTLS != 0 {
            registers.x[Registers::TP] = wishes.tls;
        }
        let vm = wishes.flags & VM != 0;
        let clears = wishes.flags & CHILD_CLEARTID != 0;
        let now = self.now_ns();
        let thread = Thread {
            tid,
            process,
            state: ThreadState::Stopped,
            registers,
            call: None,
            cpu: self.acting,
            since_ns: now,
            mask: creator.mask,
            saved_mask: None,
            pending: Pending::default(),
            attention: false,
            alternate_stack: creator.alternate_stack.filter(|_| !vm),
            clear_child_tid: if clears { wishes.child_tid } else { 0 },
            robust_list: (0, 0),
            cpu_ns: 0,
            on_cpu_since_ns: now,
        };
        self.threads.insert(tid, thread);
        if wishes.flags & CHILD_SETTID != 0 {
            let child = Caller { thread: tid, process, ..*caller };
            // schedule_tail ignores a bad address too: kernel/sched/core.c.
            let _ = self.copy_to_user(&child, wishes.child_tid, &tid.0.to_le_bytes());
        }
        let _ = (SYSVSEM, DETACHED); // Accepted without effect: there is nothing to share.
        self.enqueue_new(tid);
    }

    /// vfork(2): the parent sleeps until the child calls execve(2) or ends.
    fn wait_for_vfork(&mut self, child: Pid) -> Attempt {
        let queue = self.processes.find(child).and_then(|process| process.vfork_done);
        match queue {
            Some(queue) => Attempt::Sleep(Sleep {
                resume: Resume::Created { child },
                on: alloc::vec![queue],
                deadline_ns: None,
                reason: SleepReason::Vfork(child),
            }),
            None => Attempt::Done(i64::from(child.0)),
        }
    }

    /// The child of vfork(2) no longer uses its parent's memory.
    pub(crate) fn vfork_is_done(&mut self, pid: Pid, by: Option<Tid>) {
        if let Some(queue) = self.process_mut(pid).vfork_done.take() {
            self.wake_all(queue, by);
            self.drop_queue(queue);
        }
    }

    /// One user of the address space less; the last one frees it.
    pub(crate) fn drop_space(&mut self, id: Id<AddressSpace>) {
        let space = self.spaces.get_mut(id);
        space.users -= 1;
        if space.users == 0 {
            space.clear(&mut self.memory);
            self.spaces.remove(id);
        }
    }
}

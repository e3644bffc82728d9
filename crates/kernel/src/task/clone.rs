//! clone(2), clone3(2): new processes and threads.

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Fd, Pid, Registers, Signal, Tid};

use crate::attempt::{Attempt, Resume, Sleep, SleepReason, Unsupported, Why};
use crate::event::Event;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::mm::AddressSpace;
use crate::signal::{Pending, SignalSet};
use crate::table::Id;
use crate::task::{Process, Rlimit, Thread, ThreadState, Usage};
use crate::time::ProcessTimers;

const CSIGNAL: u64 = 0xff;
const VM: u64 = 0x100;
const FS: u64 = 0x200;
const FILES: u64 = 0x400;
const SIGHAND: u64 = 0x800;
const VFORK: u64 = 0x4000;
const PARENT: u64 = 0x8000;
const THREAD: u64 = 0x1_0000;
const SETTLS: u64 = 0x8_0000;
const PARENT_SETTID: u64 = 0x10_0000;
const CHILD_CLEARTID: u64 = 0x20_0000;
const DETACHED: u64 = 0x40_0000;
const CHILD_SETTID: u64 = 0x100_0000;
const PIDFD: u64 = 0x1000;
const NEWNS: u64 = 0x2_0000;
/// clone3(2) only.
const CLEAR_SIGHAND: u64 = 0x1_0000_0000;
const INTO_CGROUP: u64 = 0x2_0000_0000;

/// What pthread_create of the C libraries asks for.
const THREAD_FLAGS: u64 = VM | FS | FILES | SIGHAND | THREAD;

/// Flags that Vitrine does not simulate, by name: linux/sched.h. CLONE_SYSVSEM is without effect
/// as long as nothing has an undo list.
const UNSUPPORTED: [(u64, &str); 11] = [
    (0x2000, "CLONE_PTRACE"),
    (NEWNS, "CLONE_NEWNS"),
    (0x80_0000, "CLONE_UNTRACED"),
    (0x200_0000, "CLONE_NEWCGROUP"),
    (0x400_0000, "CLONE_NEWUTS"),
    (0x800_0000, "CLONE_NEWIPC"),
    (0x1000_0000, "CLONE_NEWUSER"),
    (0x2000_0000, "CLONE_NEWPID"),
    (0x4000_0000, "CLONE_NEWNET"),
    (0x8000_0000, "CLONE_IO"),
    (INTO_CGROUP, "CLONE_INTO_CGROUP"),
];

/// What the caller wants, from clone(2) or clone3(2).
#[derive(Clone, Copy)]
struct Wishes {
    flags: u64,
    exit_signal: Option<Signal>,
    /// The new stack pointer; 0 keeps the caller's.
    stack: u64,
    tls: u64,
    parent_tid: u64,
    child_tid: u64,
    /// Where the descriptor's number goes: CLONE_PIDFD.
    pidfd: u64,
}

fn invalid(argument: &'static str) -> Attempt {
    Attempt::Fail(Errno::Einval, Why::BadArgument(argument))
}

/// clone(2); the order of arguments is that of riscv64: "C library/kernel differences".
pub(crate) fn clone(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if let Resume::Created { child } = caller.resume {
        return kernel.wait_for_vfork(child);
    }
    let [flags, stack, parent_tid, tls, child_tid, _] = args;
    // The upper half is ignored: kernel/fork.c.
    let flags = flags & 0xffff_ffff;
    let exit_signal = Signal::new((flags & CSIGNAL) as i64);
    let flags = flags & !CSIGNAL;
    let pidfd = parent_tid;
    make(kernel, caller, Wishes { flags, exit_signal, stack, tls, parent_tid, child_tid, pidfd })
}

/// clone3(2): struct clone_args has 8 words at first, and grew to 11.
pub(crate) fn clone3(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    const FIRST_SIZE: u64 = 64;
    const WORDS: usize = 11;
    if let Resume::Created { child } = caller.resume {
        return kernel.wait_for_vfork(child);
    }
    let [address, size, ..] = args;
    if size < FIRST_SIZE {
        return invalid("size");
    }
    if size > crate::mm::PAGE_SIZE {
        return Attempt::Fail(Errno::E2big, Why::BadArgument("size"));
    }
    let mut bytes = alloc::vec![0; size as usize];
    if let Err(bad) = kernel.copy_from_user(caller, address, &mut bytes) {
        return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
    }
    let mut words = [0; WORDS];
    for (word, chunk) in words.iter_mut().zip(bytes.chunks_exact(8)) {
        *word = u64::from_le_bytes(chunk.try_into().expect("8 bytes"));
    }
    if bytes.iter().skip(8 * WORDS).any(|byte| *byte != 0) {
        return Attempt::Fail(Errno::E2big, Why::BadArgument("cl_args"));
    }
    let [flags, pidfd, child_tid, parent_tid, signal, base, length, tls, tids, tid_count, _] =
        words;
    if flags & (CSIGNAL | DETACHED) != 0 || flags >> 34 != 0 {
        return invalid("flags");
    }
    if tids != 0 || tid_count != 0 {
        return Attempt::Unsupported(Unsupported::new("clone3: set_tid"));
    }
    if signal & !CSIGNAL != 0 || signal > u64::from(Signal::MAX) {
        return invalid("exit_signal");
    }
    if flags & SIGHAND != 0 && flags & CLEAR_SIGHAND != 0
        || flags & (THREAD | PARENT) != 0 && signal != 0
        || (base == 0) != (length == 0)
    {
        return invalid("cl_args");
    }
    let exit_signal = Signal::new(signal as i64);
    let stack = base.wrapping_add(length);
    make(kernel, caller, Wishes { flags, exit_signal, stack, tls, parent_tid, child_tid, pidfd })
}

/// The checks that both calls share, in the order of kernel/fork.c.
fn make(kernel: &mut Kernel, caller: &Caller, wishes: Wishes) -> Attempt {
    let Wishes { flags, stack, .. } = wishes;
    // One word cannot hold both: kernel_clone.
    if flags & PIDFD != 0 && flags & PARENT_SETTID != 0 && wishes.pidfd == wishes.parent_tid {
        return invalid("flags");
    }
    let lacks = |flag: u64, needed: u64| flags & flag != 0 && flags & needed == 0;
    if lacks(THREAD, SIGHAND) || lacks(SIGHAND, VM) {
        return invalid("flags");
    }
    if flags & NEWNS != 0 && flags & FS != 0 {
        return invalid("flags");
    }
    if flags & PIDFD != 0 && flags & DETACHED != 0 {
        return invalid("flags");
    }
    if let Some((_, name)) = UNSUPPORTED.iter().find(|(bit, _)| flags & bit != 0) {
        return Attempt::Unsupported(Unsupported::new(format!("clone: {name}")));
    }
    if flags & THREAD != 0 && flags & THREAD_FLAGS != THREAD_FLAGS {
        return Attempt::Unsupported(Unsupported::new("clone: a thread that shares less"));
    }
    if flags & THREAD != 0 && flags & PIDFD != 0 {
        return Attempt::Unsupported(Unsupported::new("clone: CLONE_PIDFD of a thread"));
    }
    if flags & THREAD == 0 && flags & SIGHAND != 0 {
        return Attempt::Unsupported(Unsupported::new("clone: CLONE_SIGHAND of a process"));
    }
    if flags & VM != 0 && flags & VFORK == 0 && stack == 0 {
        return Attempt::Unsupported(Unsupported::new("clone: CLONE_VM without a stack"));
    }
    // Zombies count too, as RLIMIT_NPROC counts all tasks of the user.
    let limit = kernel.process(caller.process).rlimits[Rlimit::NPROC].soft;
    if kernel.tasks >= limit && !kernel.process(caller.process).is_privileged() {
        return Attempt::Fail(Errno::Eagain, Why::Limit("RLIMIT_NPROC"));
    }
    let pidfd = match kernel.announce_pidfd(caller, &wishes) {
        Ok(pidfd) => pidfd,
        Err(refusal) => return refusal.into(),
    };
    let tid = kernel.unused_tid();
    if flags & PARENT_SETTID != 0 {
        // put_user's result is not looked at: kernel_clone, kernel/fork.c.
        let _ = kernel.copy_to_user(caller, wishes.parent_tid, &tid.0.to_le_bytes());
    }
    if flags & THREAD != 0 {
        return kernel.new_thread(caller, tid, wishes);
    }
    kernel.fork(caller, (Pid(tid.0), pidfd), wishes)
}

impl Kernel {
    fn unused_tid(&mut self) -> Tid {
        let tid = Tid(self.next_pid);
        self.next_pid += 1;
        tid
    }

    /// CLONE_PIDFD: tells the number under which the child's descriptor will be.
    fn announce_pidfd(&mut self, caller: &Caller, wishes: &Wishes) -> Result<Option<Fd>, Refusal> {
        if wishes.flags & PIDFD == 0 {
            return Ok(None);
        }
        let fd = self.free_fd(caller.process, Fd(0))?;
        self.copy_to_user(caller, wishes.pidfd, &fd.0.to_le_bytes())?;
        Ok(Some(fd))
    }

    fn fork(
        &mut self,
        caller: &Caller,
        (pid, pidfd): (Pid, Option<Fd>),
        wishes: Wishes,
    ) -> Attempt {
        self.counters.forks += 1;
        let parent = self.process(caller.process).clone();
        let (space, shared_pages) = self.fork_space(parent.space, wishes.flags);
        let fd_table = if wishes.flags & FILES != 0 {
            self.share_fd_table(parent.fd_table)
        } else {
            self.fork_fd_table(parent.fd_table)
        };
        let vfork_done = (wishes.flags & VFORK != 0).then(|| self.new_queue());
        // CLONE_PARENT: the child is a sibling, and tells its parent as the caller would.
        let (family, exit_signal) = if wishes.flags & PARENT != 0 {
            (parent.parent, parent.exit_signal)
        } else {
            (parent.pid, wishes.exit_signal)
        };
        let handlers = if wishes.flags & CLEAR_SIGHAND != 0 {
            Arc::new(parent.handlers.after_exec())
        } else {
            parent.handlers.clone()
        };
        let now = self.now_ns();
        let child = Process {
            pid,
            parent: family,
            children: Vec::new(),
            threads: alloc::vec![Tid::from(pid)],
            space,
            fd_table,
            fs_group: if wishes.flags & FS != 0 { parent.fs_group } else { pid },
            pending: Pending::default(),
            exit: None,
            exit_signal,
            handlers,
            settings: parent.settings.for_child(),
            timers: ProcessTimers::default(),
            usage: Usage::default(),
            children_usage: Usage::default(),
            child_changed: self.new_queue(),
            vfork_done,
            has_executed: false,
            stopped: None,
            continued: false,
            born_ns: now,
            ..parent
        };
        self.processes.insert(pid, child);
        self.process_mut(family).children.push(pid);
        let cost_ns = self.cost.fork_ns + u64::from(shared_pages) * self.cost.fork_page_ns;
        self.spend(cost_ns);
        self.emit(Event::Forked { parent: caller.thread, child: pid, shared_pages });
        if let Some(fd) = pidfd {
            self.give_pidfd(caller, fd, (pid, 0));
        }
        self.start_thread(caller, Tid::from(pid), pid, wishes);
        self.plan_cpu_alarm(pid);
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
        let vforks = wishes.flags & VFORK != 0;
        let clears = wishes.flags & CHILD_CLEARTID != 0;
        let now = self.now_ns();
        let thread = Thread {
            tid,
            process,
            name: creator.name.clone(),
            state: ThreadState::Stopped,
            registers,
            call: None,
            cpu: self.acting,
            since_ns: now,
            mask: creator.mask,
            saved_mask: None,
            pending: Pending::default(),
            awaited: SignalSet::default(),
            attention: false,
            alternate_stack: creator.alternate_stack.filter(|_| !vm || vforks),
            clear_child_tid: if clears { wishes.child_tid } else { 0 },
            robust_list: 0,
            sched: creator.sched.of_child(),
            usage: Usage::default(),
            on_cpu_since: (now, 0),
        };
        self.tasks += 1;
        self.threads.insert(tid, thread);
        if wishes.flags & CHILD_SETTID != 0 {
            let child = Caller { thread: tid, process, ..*caller };
            // schedule_tail ignores a bad address too: kernel/sched/core.c.
            let _ = self.copy_to_user(&child, wishes.child_tid, &tid.0.to_le_bytes());
        }
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

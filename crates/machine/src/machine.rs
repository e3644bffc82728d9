//! The step loop.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use vitrine_abi::{Pid, Registers, Signal, Tid};
use vitrine_cpu::{Access, Stop, Trap};
use vitrine_kernel::sched::Action;
use vitrine_kernel::syscall::{Call, Outcome};
use vitrine_kernel::{BootError, CpuId, Event, ExitStatus, Kernel, Unsupported};

use crate::config::Config;
use crate::observed::Sights;
use crate::processor::{Core, View, touch};
use crate::texts::Texts;

/// Virtual time that remaining processes get after the first program has ended, in ns.
const GRACE_NS: u64 = 1_000_000_000;

/// How a run stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// It can go on.
    Running,
    /// The first program has ended like this, and nothing else goes on.
    Exited(ExitStatus),
    /// Everything sleeps, and input would wake a reader.
    WaitsForInput,
    /// Everything sleeps, and nothing can wake anybody.
    Deadlocked,
    /// The program asked for something that is not simulated.
    Unsupported {
        /// Who asked.
        thread: Tid,
        /// What.
        what: Unsupported,
    },
}

/// A host with its kernel, its harts and its memory.
pub struct Machine {
    pub(crate) kernel: Kernel,
    pub(crate) cores: Vec<Core>,
    pub(crate) steps: u64,
    pub(crate) texts: Texts,
    /// What the observed mode knows of code.
    pub(crate) sights: Sights,
    /// Events of the step, on their way out.
    events: Vec<Event>,
}

/// What came of letting a hart run.
pub(crate) struct Ran {
    pub(crate) retired: u64,
    pub(crate) trap: Option<Trap>,
}

impl Machine {
    /// A machine whose first program stands at its first instruction.
    pub fn boot(config: &Config) -> Result<Machine, BootError> {
        let kernel = Kernel::boot(config.kernel())?;
        let cores = kernel.cpus.iter().map(|_| Core::default()).collect();
        let (texts, sights) = (Texts::default(), Sights::default());
        Ok(Machine { kernel, cores, steps: 0, texts, sights, events: Vec::new() })
    }

    /// The kernel, to look at.
    pub fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    /// Steps made since boot.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Makes exactly one step, unless the run is over, and adds its events to `events`. A user
    /// instruction that needs no kernel has none.
    pub fn step(&mut self, events: &mut Vec<Event>) -> Status {
        self.kernel.watch(true);
        let status = self.advance(1, &mut |_, _, event: &Event| {
            events.push(event.clone());
            ControlFlow::Continue(())
        });
        if status == Status::Running { self.standing() } else { status }
    }

    /// Makes at most `max_steps` steps. Hands every event to `sink`, with the number of steps
    /// made when it had happened and the virtual time in ns.
    pub fn run(&mut self, max_steps: u64, sink: &mut impl FnMut(u64, u64, &Event)) -> Status {
        self.run_until(max_steps, &mut |step, time_ns, event: &Event| {
            sink(step, time_ns, event);
            ControlFlow::Continue(())
        })
    }

    /// As [`Machine::run`], but the run ends after a step for one of whose events `sink` answers
    /// `Break`.
    pub fn run_until(
        &mut self,
        max_steps: u64,
        sink: &mut impl FnMut(u64, u64, &Event) -> ControlFlow<()>,
    ) -> Status {
        self.kernel.watch(true);
        self.advance(max_steps, sink)
    }

    /// Makes at most `max_steps` steps that nobody watches; the fastest way.
    pub fn run_unwatched(&mut self, max_steps: u64) -> Status {
        self.kernel.watch(false);
        self.advance(max_steps, &mut |_, _, _: &Event| ControlFlow::Continue(()))
    }

    /// How the run stands, without making a step.
    pub fn standing(&self) -> Status {
        let kernel = &self.kernel;
        if let Some((thread, what)) = &kernel.unsupported {
            return Status::Unsupported { thread: *thread, what: what.clone() };
        }
        let busy = kernel.cpus.iter().filter(|cpu| cpu.is_busy()).map(|cpu| cpu.clock_ns).min();
        let next = busy.or_else(|| kernel.next_due_ns());
        match (kernel.first_exit, next) {
            (Some((status, at_ns)), Some(next)) if next > at_ns + GRACE_NS => {
                Status::Exited(status)
            }
            (_, Some(_)) => Status::Running,
            (Some((status, _)), None) => Status::Exited(status),
            (None, None) if kernel.waits_for_input() => Status::WaitsForInput,
            (None, None) => Status::Deadlocked,
        }
    }

    fn advance(
        &mut self,
        max_steps: u64,
        sink: &mut impl FnMut(u64, u64, &Event) -> ControlFlow<()>,
    ) -> Status {
        let end = self.steps.saturating_add(max_steps);
        loop {
            let status = self.standing();
            if status != Status::Running || self.steps >= end {
                return status;
            }
            // While nothing but user code and calls happens, the standing cannot change by time.
            let Some((cpu, action)) = self.kernel.next_action() else { return self.standing() };
            self.kernel.acting = cpu;
            if let Action::User { thread, until_ns } = action {
                let ran = self.run_user(cpu, until_ns, end - self.steps);
                if !self.ran(cpu, thread, ran) {
                    continue;
                }
            } else {
                self.perform(cpu, action);
            }
            let mut flow = ControlFlow::Continue(());
            self.finish_step(cpu, &mut |kernel: &Kernel, step, event: &Event| {
                if sink(step, kernel.now_ns(), event).is_break() {
                    flow = ControlFlow::Break(());
                }
            });
            if flow.is_break() {
                return self.standing();
            }
        }
    }

    /// Books user code that ran; false if no trap ended it, so that no step is finished.
    #[inline]
    pub(crate) fn ran(&mut self, cpu: CpuId, thread: Tid, ran: Ran) -> bool {
        self.account(cpu, ran.retired);
        let Some(trap) = ran.trap else { return false };
        self.kernel.turn = None;
        self.trap(cpu, thread, trap);
        true
    }

    /// An action that is not user code.
    #[inline]
    pub(crate) fn perform(&mut self, cpu: CpuId, action: Action) {
        match action {
            Action::User { .. } => unreachable!("user code runs on a hart"),
            Action::Timer => self.kernel.timer(),
            Action::CpuTimer(thread) => self.kernel.cpu_timer(thread),
            Action::Switch => self.kernel.switch(),
            Action::Tick => self.kernel.tick(),
            Action::Preempt => self.kernel.preempt(),
            Action::Burst { thread, until_ns } => self.kernel.burst(thread, until_ns),
            Action::Deliver(thread) => {
                self.save(cpu, thread);
                self.kernel.deliver_signal(thread);
                self.reload(cpu, thread);
            }
            Action::Retry(thread) => {
                let outcome = self.kernel.retry_call(thread);
                self.after_call(cpu, thread, outcome);
            }
        }
    }

    /// The end of a step in which the kernel acted.
    #[inline]
    pub(crate) fn finish_step(&mut self, cpu: CpuId, sink: &mut impl FnMut(&Kernel, u64, &Event)) {
        self.steps += 1;
        self.follow(cpu);
        self.kernel.drain_events(&mut self.events);
        for event in self.events.drain(..) {
            sink(&self.kernel, self.steps, &event);
        }
        #[cfg(debug_assertions)]
        self.check();
    }

    /// Lets a hart run until the CPU's clock shows `until_ns`, `most` instructions have retired,
    /// or it traps.
    #[inline]
    pub(crate) fn run_user(&mut self, cpu: CpuId, until_ns: u64, most: u64) -> Ran {
        let fuel = self.prepare_user(cpu, until_ns, most);
        let core = &mut self.cores[cpu as usize];
        let space = self.kernel.spaces.get(core.space.expect("prepared"));
        let text = self.texts.get(space.text_id);
        let mut view = View { space, memory: &mut self.kernel.memory };
        let (retired, stop) = core.hart.run(&mut view, text, fuel);
        let trap = match stop {
            Stop::Trap(trap) => Some(trap),
            Stop::OutOfFuel => None,
        };
        Ran { retired, trap }
    }

    /// Makes a hart ready to run, and says how many instructions it may.
    #[inline]
    pub(crate) fn prepare_user(&mut self, cpu: CpuId, until_ns: u64, most: u64) -> u64 {
        let kernel = &mut self.kernel;
        let core = &mut self.cores[cpu as usize];
        let left_ns = until_ns - kernel.cpus[cpu as usize].clock_ns;
        let id = core.space.expect("a CPU with a thread has an address space");
        let space = kernel.spaces.get(id);
        if core.translations != Some((id, space.generation)) {
            core.hart.flush_tlb();
            core.translations = Some((id, space.generation));
        }
        if let Some(turn) = kernel.turn {
            // CSR `time` counts at 10 MHz and stands still within a turn.
            core.hart.time = turn.from_ns / 100;
        }
        left_ns.div_ceil(kernel.cost.instruction_ns.max(1)).min(most)
    }

    fn account(&mut self, cpu: CpuId, retired: u64) {
        self.steps += retired;
        self.kernel.counters.instructions += retired;
        let cost = self.kernel.cost.instruction_ns.max(1);
        self.kernel.cpus[cpu as usize].clock_ns += retired * cost;
    }

    fn trap(&mut self, cpu: CpuId, thread: Tid, trap: Trap) {
        let hart = &self.cores[cpu as usize].hart;
        let pc = hart.pc();
        match trap {
            Trap::Ecall => {
                let args = core::array::from_fn(|n| hart.x(Registers::A0 + n));
                let call = Call { number: hart.x(Registers::A7) as u32, args };
                if call.row().is_some_and(|row| row.registers) {
                    self.save(cpu, thread);
                }
                let outcome = self.kernel.enter_call(thread, call);
                self.after_call(cpu, thread, outcome);
            }
            Trap::PageFault { address, access } => {
                self.kernel.page_fault(thread, address, touch(access));
            }
            // si_code values: TRAP_BRKPT, ILL_ILLOPC, BUS_ADRALN; sigaction(2).
            Trap::Breakpoint => self.kernel.fault_signal(thread, Signal::TRAP, 1, pc),
            Trap::IllegalInstruction { .. } => {
                self.kernel.fault_signal(thread, Signal::ILL, 1, pc);
            }
            Trap::Misaligned { address, access } => {
                debug_assert!(access != Access::Fetch || !address.is_multiple_of(2));
                self.kernel.fault_signal(thread, Signal::BUS, 1, address);
            }
        }
    }

    fn after_call(&mut self, cpu: CpuId, thread: Tid, outcome: Outcome) {
        match outcome {
            Outcome::Return(value) => {
                let hart = &mut self.cores[cpu as usize].hart;
                hart.set_x(Registers::A0, value);
                hart.set_pc(hart.pc().wrapping_add(4));
                self.kernel.finish_yield(thread);
            }
            Outcome::Stay => {}
            Outcome::Reload => self.reload(cpu, thread),
        }
    }

    /// Registers of the thread on a CPU, from the hart to the thread.
    fn save(&mut self, cpu: CpuId, thread: Tid) {
        if let Some(saved) = self.kernel.threads.find_mut(thread) {
            saved.registers = self.cores[cpu as usize].hart.registers();
        }
    }

    /// The kernel has set the thread's registers anew; it may have left the CPU, or ended.
    fn reload(&mut self, cpu: CpuId, thread: Tid) {
        let core = &mut self.cores[cpu as usize];
        let current = self.kernel.cpus[cpu as usize].current == Some(thread);
        match self.kernel.threads.find(thread) {
            Some(changed) => {
                core.hart.set_registers(&changed.registers);
                let process = self.kernel.process(changed.process);
                core.space = Some(process.space);
            }
            None => core.loaded = None,
        }
        if !current {
            core.loaded = None;
        }
    }

    /// After an action on a CPU: if another thread is on it now, registers change places.
    #[inline]
    fn follow(&mut self, cpu: CpuId) {
        let current = self.kernel.cpus[cpu as usize].current;
        let loaded = self.cores[cpu as usize].loaded;
        if current == loaded {
            return;
        }
        if let Some(old) = loaded {
            self.save(cpu, old);
        }
        let core = &mut self.cores[cpu as usize];
        core.loaded = current;
        if let Some(new) = current {
            let thread = self.kernel.thread(new);
            core.hart.set_registers(&thread.registers);
            core.hart.clear_reservation();
            core.space = Some(self.kernel.process(thread.process).space);
        }
    }

    #[cfg(debug_assertions)]
    fn check(&self) {
        // To look at everything takes longer the more there is, and so happens less often.
        let threads = self.kernel.threads.len() as u64;
        let every = if threads < 8 { 1 } else { threads.max(64) };
        if self.steps.is_multiple_of(every)
            && let Some(broken) = self.kernel.broken_invariant()
        {
            panic!("step {}: {broken}", self.steps);
        }
    }

    /// Bytes arrive from outside, for the terminal or descriptor 0. Their effects show with the
    /// events of the next step.
    pub fn input(&mut self, bytes: &[u8]) {
        self.kernel.watch(true);
        self.kernel.terminal_input(bytes);
    }

    /// A signal comes from outside, as from another terminal; false if no process takes it. Its
    /// effects show with the events of the next step.
    pub fn signal(&mut self, to: Pid, signal: Signal) -> bool {
        self.kernel.watch(true);
        self.kernel.signal_from_outside(to, signal)
    }

    /// Nothing more will arrive from outside.
    pub fn end_of_input(&mut self) {
        self.kernel.watch(true);
        self.kernel.end_of_input();
    }

    /// A thread's registers, wherever they are; all zero once it has ended.
    pub fn registers(&self, thread: Tid) -> Registers {
        if let Some(core) = self.cores.iter().find(|core| core.loaded == Some(thread)) {
            return core.hart.registers();
        }
        self.kernel.threads.find(thread).map_or_else(Registers::default, |t| t.registers.clone())
    }

    /// The next instruction of the thread on the CPU that acted last.
    pub fn acting_pc(&self) -> Option<u64> {
        let core = &self.cores[self.kernel.acting as usize];
        core.loaded.map(|_| core.hart.pc())
    }

    /// The bytes that a process would read at `address`, without any fault; gives their number.
    pub fn read_memory(&self, process: Pid, address: u64, into: &mut [u8]) -> usize {
        let process = self.kernel.processes.find(process);
        match process.and_then(|process| self.kernel.spaces.find(process.space)) {
            Some(space) => space.peek(&self.kernel.memory, address, into),
            None => 0,
        }
    }
}

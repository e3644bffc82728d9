//! The stack frame of a signal handler: struct rt_sigframe, arch/riscv/kernel/signal.c.
//!
//! siginfo_t (128 bytes), then ucontext_t: flags, link, stack (24 bytes), mask (8 bytes, padded
//! to 128), and from 176 on pc, x1 … x31, f0 … f31, fcsr.

use vitrine_abi::{Registers, Tid};

use crate::attempt::{Resume, WakeReason};
use crate::kernel::{Caller, Kernel};
use crate::mm::BadAddress;
use crate::signal::{AlternateStack, INFO_SIZE, SignalAction, SignalInfo, SignalSet};

/// SS_AUTODISARM.
pub(super) const DISARMS: u32 = 1 << 31;
/// SS_DISABLE.
pub(super) const DISABLE: u32 = 2;

const CONTEXT_REGISTERS: usize = INFO_SIZE + 176;
const CONTEXT_FLOATS: usize = CONTEXT_REGISTERS + 32 * 8;
const CONTEXT_FCSR: usize = CONTEXT_FLOATS + 32 * 8;
const FRAME_SIZE: usize = CONTEXT_FLOATS + 528;

impl Kernel {
    /// The caller that stands for a thread when the kernel acts on its behalf.
    pub(crate) fn caller_of(&self, tid: Tid) -> Caller {
        let process = self.thread(tid).process;
        let (resume, woken) = (Resume::FromStart, None::<WakeReason>);
        Caller { thread: tid, process, cpu: self.acting, resume, woken }
    }

    /// Puts the frame on the user stack and points the registers at the handler. `mask` is what
    /// the handler's return restores.
    pub(crate) fn push_signal_frame(
        &mut self,
        tid: Tid,
        info: SignalInfo,
        action: SignalAction,
        mask: SignalSet,
    ) -> Result<(), BadAddress> {
        let thread = self.thread(tid);
        let mut registers = thread.registers.clone();
        let sp = registers.x[Registers::SP];
        let stack = thread.alternate_stack;
        let inside = stack.is_some_and(|stack| stack.holds(sp));
        let top = match stack {
            Some(stack) if action.flags & SignalAction::ONSTACK != 0 && !inside => {
                stack.start + stack.size
            }
            Some(_) | None => sp,
        };
        let frame = top.wrapping_sub(FRAME_SIZE as u64) & !15;
        if let Some(stack) = stack
            && inside
            && frame < stack.start
        {
            // The handlers' stack has no room for another: sigsp of include/linux/signal.h.
            return Err(BadAddress { address: frame, copied: 0 });
        }
        let bytes = frame_bytes(&registers, info, stack, mask);
        let space = self.process(thread.process).space;
        let signal_return = self.spaces.get(space).signal_return;
        self.copy_to_user(&self.caller_of(tid), frame, &bytes)?;
        registers.pc = action.handler;
        registers.x[1] = signal_return;
        registers.x[Registers::SP] = frame;
        registers.x[Registers::A0] = u64::from(info.signal.number());
        registers.x[Registers::A0 + 1] = frame;
        registers.x[Registers::A0 + 2] = frame + INFO_SIZE as u64;
        let thread = self.thread_mut(tid);
        thread.registers = registers;
        if stack.is_some_and(|stack| stack.disarms) {
            thread.alternate_stack = None;
        }
        Ok(())
    }

    /// Takes the registers and the mask back from the frame at `sp`.
    pub(crate) fn pop_signal_frame(&mut self, tid: Tid) -> Result<(), BadAddress> {
        let frame = self.thread(tid).registers.x[Registers::SP];
        let mut bytes = [0; FRAME_SIZE];
        self.copy_from_user(&self.caller_of(tid), frame, &mut bytes)?;
        let word = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("8 bytes"));
        let mut registers = Registers { pc: word(CONTEXT_REGISTERS), ..Registers::default() };
        for index in 1..32 {
            registers.x[index] = word(CONTEXT_REGISTERS + 8 * index);
        }
        for index in 0..32 {
            registers.f[index] = word(CONTEXT_FLOATS + 8 * index);
        }
        registers.fcsr = word(CONTEXT_FCSR) as u32 & 0xff;
        let mask = SignalSet(word(INFO_SIZE + 40)).without(SignalSet::unblockable());
        let flags = word(INFO_SIZE + 24) as u32;
        let (start, size) = (word(INFO_SIZE + 16), word(INFO_SIZE + 32));
        let sp = registers.x[Registers::SP];
        let thread = self.thread_mut(tid);
        thread.registers = registers;
        thread.mask = mask;
        // restore_altstack: as sigaltstack(2) with this stack pointer, errors ignored.
        if !thread.alternate_stack.is_some_and(|stack| stack.holds(sp)) {
            let disarms = flags & DISARMS != 0;
            let stack = AlternateStack { start, size, disarms };
            thread.alternate_stack = (flags & DISABLE == 0).then_some(stack);
        }
        Ok(())
    }
}

fn frame_bytes(
    registers: &Registers,
    info: SignalInfo,
    stack: Option<AlternateStack>,
    mask: SignalSet,
) -> [u8; FRAME_SIZE] {
    let mut bytes = [0; FRAME_SIZE];
    let mut put = |at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    put(0, &info.to_bytes());
    let [start, flags, size] = stack_words(stack, registers.x[Registers::SP]);
    put(INFO_SIZE + 16, &start.to_le_bytes());
    put(INFO_SIZE + 24, &flags.to_le_bytes());
    put(INFO_SIZE + 32, &size.to_le_bytes());
    put(INFO_SIZE + 40, &mask.0.to_le_bytes());
    put(CONTEXT_REGISTERS, &registers.pc.to_le_bytes());
    for index in 1..32 {
        put(CONTEXT_REGISTERS + 8 * index, &registers.x[index].to_le_bytes());
    }
    for index in 0..32 {
        put(CONTEXT_FLOATS + 8 * index, &registers.f[index].to_le_bytes());
    }
    put(CONTEXT_FCSR, &registers.fcsr.to_le_bytes());
    bytes
}

/// stack_t: address, flags, size, as seen with this stack pointer.
pub(super) fn stack_words(stack: Option<AlternateStack>, sp: u64) -> [u64; 3] {
    const ON_STACK: u32 = 1;
    let Some(stack) = stack else { return [0, u64::from(DISABLE), 0] };
    let on = if stack.holds(sp) { ON_STACK } else { 0 };
    let disarms = if stack.disarms { DISARMS } else { 0 };
    [stack.start, u64::from(on | disarms), stack.size]
}

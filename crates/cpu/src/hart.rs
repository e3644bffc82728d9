//! The hart: registers, reservation, counters, and the door through which it runs.

use core::fmt;

use vitrine_abi::Registers;

use crate::execute::{Exit, execute};
use crate::memory::{Access, Memory};
use crate::op::{Code, Op};
use crate::text::{Arena, Entry, MAX_BLOCK, Text};
use crate::tlb::Tlb;

/// Why an instruction could not be completed by the hart alone. `pc` is that instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trap {
    /// `ecall`: a system call. The caller goes on at `pc + 4`.
    Ecall,
    /// `ebreak` (4 bytes) or `c.ebreak` (2 bytes).
    Breakpoint,
    /// Bits that are no instruction of RV64GC in user mode; 16 of them for a short one.
    IllegalInstruction {
        /// The instruction.
        bits: u32,
    },
    /// The walk of the page table said no.
    PageFault {
        /// The first byte of the access that could not be translated: the address of the access,
        /// or, if it straddles two pages and only the second fails, the start of that page.
        address: u64,
        /// What was wanted.
        access: Access,
    },
    /// An atomic at an address that is not a multiple of its size, or an odd `pc`.
    Misaligned {
        /// The address.
        address: u64,
        /// What was wanted.
        access: Access,
    },
}

/// Why [`Hart::run`] returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// An instruction needs the kernel; it has not retired.
    Trap(Trap),
    /// As many instructions as asked for have retired.
    OutOfFuel,
}

/// A load reservation, made by `lr` and used up by `sc`.
///
/// Deviates: hardware loses the reservation when another hart writes to the bytes; here `sc`
/// fails when they no longer hold the value that `lr` saw. A change there and back (ABA) in
/// between goes unnoticed, as under qemu's user mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reservation {
    pub(crate) address: u64,
    pub(crate) value: u64,
    /// Bytes: 4 or 8.
    pub(crate) size: u8,
}

/// One RV64GC hart in user mode.
///
/// Equality, `Debug` and `Clone` are about the architectural state; a clone starts with an empty
/// TLB.
pub struct Hart {
    /// `x0` … `x31`; index 32 takes writes to `x0`. 64 entries so that a 6-bit mask replaces the
    /// bounds check.
    pub(crate) x: [u64; 64],
    pub(crate) f: [u64; 32],
    pub(crate) pc: u64,
    pub(crate) fcsr: u32,
    pub(crate) reservation: Option<Reservation>,
    /// Instructions retired since [`Hart::new`]: the CSRs `instret` and `cycle`.
    pub(crate) retired: u64,
    /// What the CSR `time` reads as; the owner of the clock sets it.
    pub time: u64,
    pub(crate) tlb: Tlb,
}

impl Hart {
    /// A hart with all registers zero.
    pub fn new() -> Self {
        Self {
            x: [0; 64],
            f: [0; 32],
            pc: 0,
            fcsr: 0,
            reservation: None,
            retired: 0,
            time: 0,
            tlb: Tlb::new(),
        }
    }

    /// A copy of all user registers.
    pub fn registers(&self) -> Registers {
        let mut x = [0; 32];
        x.copy_from_slice(&self.x[..32]);
        Registers { x, f: self.f, pc: self.pc, fcsr: self.fcsr }
    }

    /// Replaces all user registers. The reservation stays: a context switch also calls
    /// [`clear_reservation`](Hart::clear_reservation).
    pub fn set_registers(&mut self, registers: &Registers) {
        self.x[..32].copy_from_slice(&registers.x);
        self.x[0] = 0;
        self.f = registers.f;
        self.pc = registers.pc;
        self.fcsr = registers.fcsr & 0xff;
    }

    /// Integer register `n` (0 … 31).
    #[inline]
    pub fn x(&self, n: usize) -> u64 {
        self.x[n & 31]
    }

    /// Sets integer register `n` (0 … 31); `x0` stays 0.
    #[inline]
    pub fn set_x(&mut self, n: usize, value: u64) {
        if n & 31 != 0 {
            self.x[n & 31] = value;
        }
    }

    /// Address of the next instruction.
    #[inline]
    pub fn pc(&self) -> u64 {
        self.pc
    }

    /// Sets the address of the next instruction.
    #[inline]
    pub fn set_pc(&mut self, pc: u64) {
        self.pc = pc;
    }

    /// Instructions retired since [`Hart::new`].
    pub fn retired(&self) -> u64 {
        self.retired
    }

    /// Forgets all walks: the address space or a mapping changed, or frames became copy-on-write.
    pub fn flush_tlb(&mut self) {
        self.tlb.flush();
    }

    /// Forgets the walks of one page.
    pub fn flush_page(&mut self, vpn: u64) {
        self.tlb.flush_page(vpn);
    }

    /// Drops the reservation of `lr`, as a context switch does: the next `sc` fails.
    pub fn clear_reservation(&mut self) {
        self.reservation = None;
    }

    /// Runs until a trap or until `fuel` instructions have retired; says how many did, and why it
    /// stopped.
    ///
    /// The count is exact: running once with `fuel` n equals running n times with 1.
    pub fn run<M: Memory>(&mut self, memory: &mut M, text: &mut Text, fuel: u64) -> (u64, Stop) {
        let mut left = fuel;
        let mut unlinked = None;
        while left > 0 {
            let before = left;
            let exit = match text.enter(memory, self.pc) {
                Err(trap) => Exit::Trap(trap),
                Ok(Entry::Once(op)) => {
                    unlinked = None;
                    self.execute_once(memory, op, &mut left)
                }
                Ok(Entry::At(index)) => {
                    if let Some(from) = unlinked.take() {
                        text.link(from, index);
                    }
                    if left > MAX_BLOCK {
                        execute::<M, false>(self, memory, text.arena(), index, &mut left)
                    } else {
                        execute::<M, true>(self, memory, text.arena(), index, &mut left)
                    }
                }
            };
            self.retired += before - left;
            match exit {
                Exit::Limit | Exit::Lookup => {}
                Exit::Unlinked(from) => unlinked = (!text.make_room()).then_some(from),
                Exit::FenceI => text.invalidate(),
                Exit::Trap(trap) => return (fuel - left, Stop::Trap(trap)),
            }
        }
        (fuel - left, Stop::OutOfFuel)
    }

    /// Executes an instruction that is not in the text.
    fn execute_once<M: Memory>(&mut self, memory: &mut M, op: Op, left: &mut u64) -> Exit {
        let after = Op { len: 0, ..Op::new(Code::Goto, 0) };
        let ops = [after, op, after];
        let pcs = [0, self.pc, self.pc.wrapping_add(u64::from(op.len))];
        let arena = Arena { ops: &ops, pcs: &pcs, jumps: &[] };
        let mut one = 1;
        let exit = execute::<M, true>(self, memory, arena, 1, &mut one);
        *left -= 1 - one;
        match exit {
            // The index is one of this little arena.
            Exit::Unlinked(_) => Exit::Lookup,
            exit => exit,
        }
    }
}

impl Default for Hart {
    fn default() -> Self {
        Self::new()
    }
}

impl Clone for Hart {
    fn clone(&self) -> Self {
        Self { tlb: Tlb::new(), ..*self }
    }
}

impl PartialEq for Hart {
    fn eq(&self, other: &Self) -> bool {
        self.registers() == other.registers()
            && self.reservation == other.reservation
            && self.retired == other.retired
            && self.time == other.time
    }
}

impl fmt::Debug for Hart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hart")
            .field("registers", &self.registers())
            .field("reservation", &self.reservation)
            .field("retired", &self.retired)
            .field("time", &self.time)
            .finish()
    }
}

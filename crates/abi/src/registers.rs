//! The user-visible registers of an RV64GC hart.

/// All that a context switch saves: 32 integer and 32 floating-point registers, pc and fcsr.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Registers {
    /// `x0` … `x31`; `x[0]` is 0.
    pub x: [u64; 32],
    /// `f0` … `f31`, as bits; single precision is NaN-boxed.
    pub f: [u64; 32],
    /// Address of the next instruction.
    pub pc: u64,
    /// Rounding mode and exception flags.
    pub fcsr: u32,
}

impl Registers {
    /// Index of the stack pointer.
    pub const SP: usize = 2;
    /// Index of the thread pointer.
    pub const TP: usize = 4;
    /// Index of the frame pointer (`s0`).
    pub const FP: usize = 8;
    /// Index of the first argument and the result.
    pub const A0: usize = 10;
    /// Index of the register that carries the system call number.
    pub const A7: usize = 17;
}

//! A decoded instruction: 16 bytes, ready to be executed without looking at its bits again.

/// What an [`Op`] does. Names are the manual's, except where a comment says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Code {
    /// Not an instruction: goes on at `target`, or wherever the op's `pc` is if that is 0.
    Goto,
    /// `imm` holds the bits.
    Illegal,
    Ecall,
    Breakpoint,
    FenceI,
    /// `rd` = the 64 bits of `target` and `imm`: `lui` and `auipc`.
    Constant,
    Addi,
    Slti,
    Sltiu,
    Xori,
    Ori,
    Andi,
    Slli,
    Srli,
    Srai,
    Addiw,
    Slliw,
    Srliw,
    Sraiw,
    Add,
    Sub,
    Sll,
    Slt,
    Sltu,
    Xor,
    Srl,
    Sra,
    Or,
    And,
    Addw,
    Subw,
    Sllw,
    Srlw,
    Sraw,
    Mul,
    Mulh,
    Mulhsu,
    Mulhu,
    Div,
    Divu,
    Rem,
    Remu,
    Mulw,
    Divw,
    Divuw,
    Remw,
    Remuw,
    Beq,
    Bne,
    Blt,
    Bge,
    Bltu,
    Bgeu,
    /// `jal` to x0.
    Jump,
    Jal,
    Jalr,
    Lb,
    Lh,
    Lw,
    Ld,
    Lbu,
    Lhu,
    Lwu,
    Sb,
    Sh,
    Sw,
    Sd,
    Flw,
    Fld,
    Fsw,
    Fsd,
    FaddD,
    FsubD,
    FmulD,
    /// All other computing of the F and D extensions; `imm` holds the bits.
    Float,
    /// The A extension; `imm` is funct5, `c` the size in bytes.
    Atomic,
    /// `csrr*`; `imm` holds the bits, `c` funct3, `a` the register or the immediate.
    Csr,
}

/// Where writes to `x0` go: an entry of the register array that nobody reads.
pub(crate) const SINK: u8 = 32;

/// A decoded instruction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Op {
    /// What the fast loop executes: the instruction, or it fused with its successor.
    pub(crate) code: Code,
    /// What the exact loop executes: this instruction alone.
    pub(crate) plain: Code,
    /// Register written: 0 … 31 for f registers, 1 … 32 for x registers ([`SINK`]).
    pub(crate) rd: u8,
    /// First source register.
    pub(crate) a: u8,
    /// Second source register.
    pub(crate) b: u8,
    /// Small operand, by code.
    pub(crate) c: u8,
    /// Bytes of the instruction: 2 or 4; 0 for [`Code::Goto`].
    pub(crate) len: u8,
    pub(crate) imm: i32,
    /// Arena index of the destination of a jump or branch; 0: not known yet.
    pub(crate) target: u32,
}

impl Op {
    pub(crate) fn new(code: Code, imm: i32) -> Self {
        Self { code, plain: code, rd: SINK, a: 0, b: 0, c: 0, len: 4, imm, target: 0 }
    }

    /// Whether it may jump to `imm` bytes from its own address.
    pub(crate) fn branches(&self) -> bool {
        matches!(
            self.plain,
            Code::Beq
                | Code::Bne
                | Code::Blt
                | Code::Bge
                | Code::Bltu
                | Code::Bgeu
                | Code::Jump
                | Code::Jal
        )
    }

    /// Whether control never reaches the next instruction by falling through.
    pub(crate) fn ends_block(&self) -> bool {
        matches!(
            self.plain,
            Code::Goto
                | Code::Illegal
                | Code::Ecall
                | Code::Breakpoint
                | Code::FenceI
                | Code::Jump
                | Code::Jal
                | Code::Jalr
        )
    }
}

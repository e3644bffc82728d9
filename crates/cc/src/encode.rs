//! Instruction words of RV64GC without the compressed ones (RISC-V unprivileged specification).

/// A register: 0 to 31 are `x0` to `x31`, 32 to 63 `f0` to `f31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Reg(pub(crate) u8);

pub(crate) const ZERO: Reg = Reg(0);
pub(crate) const RA: Reg = Reg(1);
pub(crate) const SP: Reg = Reg(2);
pub(crate) const TP: Reg = Reg(4);
pub(crate) const T0: Reg = Reg(5);
pub(crate) const S0: Reg = Reg(8);
pub(crate) const A0: Reg = Reg(10);
pub(crate) const A7: Reg = Reg(17);
pub(crate) const T6: Reg = Reg(31);
pub(crate) const FA0: Reg = Reg(42);
pub(crate) const FT11: Reg = Reg(63);

impl Reg {
    pub(crate) fn is_float(self) -> bool {
        self.0 >= 32
    }

    fn bits(self) -> u32 {
        u32::from(self.0 & 31)
    }
}

/// Whether an offset fits into a 12-bit immediate.
pub(crate) fn fits12(value: i64) -> bool {
    (-2048..2048).contains(&value)
}

/// Opcode, funct3 and funct7 of a register-register operation.
pub(crate) type ROp = (u32, u32, u32);
/// Opcode and funct3.
pub(crate) type IOp = (u32, u32);

pub(crate) const ADD: ROp = (0x33, 0, 0);
pub(crate) const SUB: ROp = (0x33, 0, 0x20);
pub(crate) const SLL: ROp = (0x33, 1, 0);
pub(crate) const SLT: ROp = (0x33, 2, 0);
pub(crate) const SLTU: ROp = (0x33, 3, 0);
pub(crate) const XOR: ROp = (0x33, 4, 0);
pub(crate) const SRL: ROp = (0x33, 5, 0);
pub(crate) const SRA: ROp = (0x33, 5, 0x20);
pub(crate) const OR: ROp = (0x33, 6, 0);
pub(crate) const AND: ROp = (0x33, 7, 0);
pub(crate) const MUL: ROp = (0x33, 0, 1);
pub(crate) const MULH: ROp = (0x33, 1, 1);
pub(crate) const MULHSU: ROp = (0x33, 2, 1);
pub(crate) const MULHU: ROp = (0x33, 3, 1);
pub(crate) const DIV: ROp = (0x33, 4, 1);
pub(crate) const DIVU: ROp = (0x33, 5, 1);
pub(crate) const REM: ROp = (0x33, 6, 1);
pub(crate) const REMU: ROp = (0x33, 7, 1);
pub(crate) const ADDW: ROp = (0x3b, 0, 0);
pub(crate) const SUBW: ROp = (0x3b, 0, 0x20);
pub(crate) const SLLW: ROp = (0x3b, 1, 0);
pub(crate) const SRLW: ROp = (0x3b, 5, 0);
pub(crate) const SRAW: ROp = (0x3b, 5, 0x20);
pub(crate) const MULW: ROp = (0x3b, 0, 1);
pub(crate) const DIVW: ROp = (0x3b, 4, 1);
pub(crate) const DIVUW: ROp = (0x3b, 5, 1);
pub(crate) const REMW: ROp = (0x3b, 6, 1);
pub(crate) const REMUW: ROp = (0x3b, 7, 1);

pub(crate) const ADDI: IOp = (0x13, 0);
pub(crate) const SLTI: IOp = (0x13, 2);
pub(crate) const SLTIU: IOp = (0x13, 3);
pub(crate) const XORI: IOp = (0x13, 4);
pub(crate) const ORI: IOp = (0x13, 6);
pub(crate) const ANDI: IOp = (0x13, 7);
pub(crate) const ADDIW: IOp = (0x1b, 0);
pub(crate) const JALR: IOp = (0x67, 0);
pub(crate) const LB: IOp = (0x03, 0);
pub(crate) const LH: IOp = (0x03, 1);
pub(crate) const LW: IOp = (0x03, 2);
pub(crate) const LD: IOp = (0x03, 3);
pub(crate) const LBU: IOp = (0x03, 4);
pub(crate) const LHU: IOp = (0x03, 5);
pub(crate) const LWU: IOp = (0x03, 6);
pub(crate) const FLW: IOp = (0x07, 2);
pub(crate) const FLD: IOp = (0x07, 3);
pub(crate) const SB: IOp = (0x23, 0);
pub(crate) const SH: IOp = (0x23, 1);
pub(crate) const SW: IOp = (0x23, 2);
pub(crate) const SD: IOp = (0x23, 3);
pub(crate) const FSW: IOp = (0x27, 2);
pub(crate) const FSD: IOp = (0x27, 3);
pub(crate) const BEQ: IOp = (0x63, 0);
pub(crate) const BNE: IOp = (0x63, 1);
pub(crate) const BLT: IOp = (0x63, 4);
pub(crate) const BGE: IOp = (0x63, 5);
pub(crate) const BLTU: IOp = (0x63, 6);
pub(crate) const BGEU: IOp = (0x63, 7);

pub(crate) const ECALL: u32 = 0x73;
pub(crate) const EBREAK: u32 = 0x0010_0073;
/// `fence rw, rw`
pub(crate) const FENCE: u32 = 0x0330_000f;
pub(crate) const LUI: u32 = 0x37;
pub(crate) const AUIPC: u32 = 0x17;

pub(crate) fn r((opcode, funct3, funct7): ROp, rd: Reg, rs1: Reg, rs2: Reg) -> u32 {
    funct7 << 25 | rs2.bits() << 20 | rs1.bits() << 15 | funct3 << 12 | rd.bits() << 7 | opcode
}

pub(crate) fn i((opcode, funct3): IOp, rd: Reg, rs1: Reg, imm: i64) -> u32 {
    (imm as u32 & 0xfff) << 20 | rs1.bits() << 15 | funct3 << 12 | rd.bits() << 7 | opcode
}

pub(crate) fn s((opcode, funct3): IOp, value: Reg, base: Reg, imm: i64) -> u32 {
    let imm = imm as u32;
    (imm >> 5 & 0x7f) << 25
        | value.bits() << 20
        | base.bits() << 15
        | funct3 << 12
        | (imm & 31) << 7
        | opcode
}

pub(crate) fn b((opcode, funct3): IOp, rs1: Reg, rs2: Reg, offset: i64) -> u32 {
    b_offset(offset) | rs2.bits() << 20 | rs1.bits() << 15 | funct3 << 12 | opcode
}

/// The offset bits of a branch.
pub(crate) fn b_offset(offset: i64) -> u32 {
    let imm = offset as u32;
    (imm >> 12 & 1) << 31 | (imm >> 5 & 0x3f) << 25 | (imm >> 1 & 0xf) << 8 | (imm >> 11 & 1) << 7
}

/// `lui` or `auipc`; the immediate is the value's upper 20 bits.
pub(crate) fn u(opcode: u32, rd: Reg, upper: i64) -> u32 {
    (upper as u32 & 0xfffff) << 12 | rd.bits() << 7 | opcode
}

pub(crate) fn jal(rd: Reg, offset: i64) -> u32 {
    j_offset(offset) | rd.bits() << 7 | 0x6f
}

/// The offset bits of `jal`.
pub(crate) fn j_offset(offset: i64) -> u32 {
    let imm = offset as u32;
    (imm >> 20 & 1) << 31
        | (imm >> 1 & 0x3ff) << 21
        | (imm >> 11 & 1) << 20
        | (imm >> 12 & 0xff) << 12
}

/// Shifts by a constant: `slli`, `srli`, `srai` and, if `word`, their 32-bit forms.
pub(crate) fn shift(
    funct3: u32,
    arithmetic: bool,
    word: bool,
    (rd, rs1): (Reg, Reg),
    amount: u32,
) -> u32 {
    let opcode = if word { 0x1b } else { 0x13 };
    u32::from(arithmetic) << 30
        | (amount & 63) << 20
        | rs1.bits() << 15
        | funct3 << 12
        | rd.bits() << 7
        | opcode
}

/// A floating-point operation: funct7 (with the format's bit), rounding mode or funct3.
pub(crate) fn f(funct7: u32, rm: u32, rd: Reg, rs1: Reg, rs2: Reg) -> u32 {
    r((0x53, rm, funct7), rd, rs1, rs2)
}

/// An atomic operation with acquire and release.
pub(crate) fn amo(funct5: u32, double: bool, rd: Reg, address: Reg, value: Reg) -> u32 {
    r((0x2f, if double { 3 } else { 2 }, funct5 << 2 | 3), rd, address, value)
}

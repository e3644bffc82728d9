//! From instruction bits to [`Op`]: RV64IMAFD, Zicsr, Zifencei; short ones are widened first.
//!
//! Encodings: The RISC-V Instruction Set Manual, Volume I, chapter "RV32/64G Instruction Set
//! Listings".

mod compressed;

use crate::float;
use crate::op::{Code, Op, SINK};

/// Decodes the instruction that starts with `bits` at `pc`; the upper half of `bits` counts only
/// if [`is_long`] says so.
pub(crate) fn decode(bits: u32, pc: u64) -> Op {
    if is_long(bits as u16) {
        return decode_long(bits, pc).unwrap_or(Op::new(Code::Illegal, bits as i32));
    }
    let half = bits as u16;
    let mut op = compressed::expand(half)
        .and_then(|long| decode_long(long, pc))
        .unwrap_or(Op::new(Code::Illegal, i32::from(half)));
    op.len = 2;
    op
}

/// Whether an instruction that begins with these 16 bits has 16 more.
pub(crate) fn is_long(half: u16) -> bool {
    half & 3 == 3
}

fn field(bits: u32, low: u32, width: u32) -> u32 {
    (bits >> low) & ((1 << width) - 1)
}

fn rd(bits: u32) -> u8 {
    field(bits, 7, 5) as u8
}

/// The x register that is written, with x0 replaced by the sink.
fn rd_x(bits: u32) -> u8 {
    if rd(bits) == 0 { SINK } else { rd(bits) }
}

fn imm_i(bits: u32) -> i32 {
    bits as i32 >> 20
}

fn imm_s(bits: u32) -> i32 {
    (bits as i32 >> 25 << 5) | field(bits, 7, 5) as i32
}

fn imm_b(bits: u32) -> i32 {
    (bits as i32 >> 31 << 12)
        | (field(bits, 7, 1) << 11) as i32
        | (field(bits, 25, 6) << 5) as i32
        | (field(bits, 8, 4) << 1) as i32
}

fn imm_j(bits: u32) -> i32 {
    (bits as i32 >> 31 << 20)
        | (field(bits, 12, 8) << 12) as i32
        | (field(bits, 20, 1) << 11) as i32
        | (field(bits, 21, 10) << 1) as i32
}

fn decode_long(bits: u32, pc: u64) -> Option<Op> {
    let funct3 = field(bits, 12, 3);
    let (rs1, rs2) = (field(bits, 15, 5) as u8, field(bits, 20, 5) as u8);
    let x = |code, imm| Op { rd: rd_x(bits), a: rs1, b: rs2, ..Op::new(code, imm) };
    let constant =
        |value: u64| Op { target: (value >> 32) as u32, ..x(Code::Constant, value as i32) };
    let upper = i64::from((bits & 0xffff_f000) as i32) as u64;
    Some(match field(bits, 0, 7) {
        0x37 => constant(upper),
        0x17 => constant(pc.wrapping_add(upper)),
        0x6f if rd(bits) == 0 => x(Code::Jump, imm_j(bits)),
        0x6f => x(Code::Jal, imm_j(bits)),
        0x67 if funct3 == 0 => x(Code::Jalr, imm_i(bits)),
        0x63 => x(branch(funct3)?, imm_b(bits)),
        0x03 => x(load(funct3)?, imm_i(bits)),
        0x23 => x(store(funct3)?, imm_s(bits)),
        0x13 => immediate(bits, x(Code::Addi, imm_i(bits)))?,
        0x1b => immediate_word(bits, x(Code::Addiw, imm_i(bits)))?,
        0x33 => x(register(funct3, field(bits, 25, 7))?, 0),
        0x3b => x(register_word(funct3, field(bits, 25, 7))?, 0),
        0x0f => match funct3 {
            0 => Op { rd: SINK, ..x(Code::Addi, 0) },
            1 => x(Code::FenceI, 0),
            _ => return None,
        },
        0x73 => system(bits, x(Code::Csr, 0))?,
        0x2f => Op { c: size_of_atomic(bits)?, ..x(Code::Atomic, field(bits, 27, 5) as i32) },
        0x07 => Op { rd: rd(bits), ..x(float_size(funct3, Code::Flw, Code::Fld)?, imm_i(bits)) },
        0x27 => x(float_size(funct3, Code::Fsw, Code::Fsd)?, imm_s(bits)),
        0x43 | 0x47 | 0x4b | 0x4f | 0x53 if float::is_valid(bits) => {
            let code = match bits & 0xfe00_007f {
                0x0200_0053 => Code::FaddD,
                0x0a00_0053 => Code::FsubD,
                0x1200_0053 => Code::FmulD,
                _ => Code::Float,
            };
            Op { rd: rd(bits), ..x(code, bits as i32) }
        }
        _ => return None,
    })
}

fn branch(funct3: u32) -> Option<Code> {
    Some(match funct3 {
        0 => Code::Beq,
        1 => Code::Bne,
        4 => Code::Blt,
        5 => Code::Bge,
        6 => Code::Bltu,
        7 => Code::Bgeu,
        _ => return None,
    })
}

fn load(funct3: u32) -> Option<Code> {
    Some(match funct3 {
        0 => Code::Lb,
        1 => Code::Lh,
        2 => Code::Lw,
        3 => Code::Ld,
        4 => Code::Lbu,
        5 => Code::Lhu,
        6 => Code::Lwu,
        _ => return None,
    })
}

fn store(funct3: u32) -> Option<Code> {
    Some(match funct3 {
        0 => Code::Sb,
        1 => Code::Sh,
        2 => Code::Sw,
        3 => Code::Sd,
        _ => return None,
    })
}

fn float_size(funct3: u32, single: Code, double: Code) -> Option<Code> {
    match funct3 {
        2 => Some(single),
        3 => Some(double),
        _ => None,
    }
}

fn immediate(bits: u32, op: Op) -> Option<Op> {
    let code = match field(bits, 12, 3) {
        0 => Code::Addi,
        2 => Code::Slti,
        3 => Code::Sltiu,
        4 => Code::Xori,
        6 => Code::Ori,
        7 => Code::Andi,
        funct3 => {
            let code = match (funct3, field(bits, 26, 6)) {
                (1, 0) => Code::Slli,
                (5, 0) => Code::Srli,
                (5, 0x10) => Code::Srai,
                _ => return None,
            };
            return Some(Op { code, plain: code, imm: field(bits, 20, 6) as i32, ..op });
        }
    };
    Some(Op { code, plain: code, ..op })
}

fn immediate_word(bits: u32, op: Op) -> Option<Op> {
    let code = match (field(bits, 12, 3), field(bits, 25, 7)) {
        (0, _) => return Some(op),
        (1, 0) => Code::Slliw,
        (5, 0) => Code::Srliw,
        (5, 0x20) => Code::Sraiw,
        _ => return None,
    };
    Some(Op { code, plain: code, imm: field(bits, 20, 5) as i32, ..op })
}

fn register(funct3: u32, funct7: u32) -> Option<Code> {
    Some(match (funct7, funct3) {
        (0, 0) => Code::Add,
        (0, 1) => Code::Sll,
        (0, 2) => Code::Slt,
        (0, 3) => Code::Sltu,
        (0, 4) => Code::Xor,
        (0, 5) => Code::Srl,
        (0, 6) => Code::Or,
        (0, 7) => Code::And,
        (0x20, 0) => Code::Sub,
        (0x20, 5) => Code::Sra,
        (1, 0) => Code::Mul,
        (1, 1) => Code::Mulh,
        (1, 2) => Code::Mulhsu,
        (1, 3) => Code::Mulhu,
        (1, 4) => Code::Div,
        (1, 5) => Code::Divu,
        (1, 6) => Code::Rem,
        (1, 7) => Code::Remu,
        _ => return None,
    })
}

fn register_word(funct3: u32, funct7: u32) -> Option<Code> {
    Some(match (funct7, funct3) {
        (0, 0) => Code::Addw,
        (0, 1) => Code::Sllw,
        (0, 5) => Code::Srlw,
        (0x20, 0) => Code::Subw,
        (0x20, 5) => Code::Sraw,
        (1, 0) => Code::Mulw,
        (1, 4) => Code::Divw,
        (1, 5) => Code::Divuw,
        (1, 6) => Code::Remw,
        (1, 7) => Code::Remuw,
        _ => return None,
    })
}

/// Zicsr's six, `ecall` and `ebreak`. Which CSRs exist is seen when it executes.
fn system(bits: u32, op: Op) -> Option<Op> {
    match (bits, field(bits, 12, 3)) {
        (0x0000_0073, _) => Some(Op::new(Code::Ecall, 0)),
        (0x0010_0073, _) => Some(Op::new(Code::Breakpoint, 0)),
        (_, 0 | 4) => None,
        (_, funct3) => Some(Op { c: funct3 as u8, imm: bits as i32, ..op }),
    }
}

fn size_of_atomic(bits: u32) -> Option<u8> {
    let known = match field(bits, 27, 5) {
        2 => field(bits, 20, 5) == 0,
        0 | 1 | 3 | 4 | 8 | 12 | 16 | 20 | 24 | 28 => true,
        _ => false,
    };
    match field(bits, 12, 3) {
        2 if known => Some(4),
        3 if known => Some(8),
        _ => None,
    }
}

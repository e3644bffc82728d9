//! The C extension: every 16-bit instruction stands for one of 32 bits.
//!
//! Encodings: The RISC-V Instruction Set Manual, Volume I, chapter "C" (RV64 columns).

/// Gathers bits: each pair says which bit of the instruction goes to which bit of the immediate.
fn gather(half: u32, places: &[(u32, u32)]) -> u32 {
    places.iter().fold(0, |value, &(from, to)| value | ((half >> from) & 1) << to)
}

/// A 6-bit immediate in bits 12 and 6:2, sign-extended.
fn imm6(half: u32) -> i32 {
    let value = (half >> 12 & 1) << 5 | (half >> 2 & 31);
    (value << 26) as i32 >> 26
}

fn sign_extend(value: u32, width: u32) -> i32 {
    (value << (32 - width)) as i32 >> (32 - width)
}

fn i_type(opcode: u32, funct3: u32, rd: u32, rs1: u32, imm: i32) -> u32 {
    (imm as u32) << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode
}

fn r_type(opcode: u32, funct3: u32, funct7: u32, registers: (u32, u32, u32)) -> u32 {
    let (rd, rs1, rs2) = registers;
    funct7 << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode
}

fn s_type(opcode: u32, funct3: u32, rs1: u32, rs2: u32, imm: u32) -> u32 {
    (imm >> 5 & 127) << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | (imm & 31) << 7 | opcode
}

fn b_type(funct3: u32, rs1: u32, imm: i32) -> u32 {
    let imm = imm as u32;
    (imm >> 12 & 1) << 31
        | (imm >> 5 & 63) << 25
        | rs1 << 15
        | funct3 << 12
        | (imm >> 1 & 15) << 8
        | (imm >> 11 & 1) << 7
        | 0x63
}

fn jump(imm: i32) -> u32 {
    let imm = imm as u32;
    (imm >> 20 & 1) << 31
        | (imm >> 1 & 1023) << 21
        | (imm >> 11 & 1) << 20
        | (imm >> 12 & 255) << 12
        | 0x6f
}

const LOAD: u32 = 0x03;
const LOAD_FP: u32 = 0x07;
const IMMEDIATE: u32 = 0x13;
const IMMEDIATE_WORD: u32 = 0x1b;
const STORE: u32 = 0x23;
const STORE_FP: u32 = 0x27;
const REGISTER: u32 = 0x33;
const LUI: u32 = 0x37;
const REGISTER_WORD: u32 = 0x3b;
const JALR: u32 = 0x67;
const EBREAK: u32 = 0x0010_0073;

/// The 32-bit instruction that a 16-bit one stands for; `None`: reserved.
pub(super) fn expand(half: u16) -> Option<u32> {
    let half = u32::from(half);
    match half & 3 {
        0 => quadrant0(half),
        1 => quadrant1(half),
        2 => quadrant2(half),
        _ => None,
    }
}

/// Loads and stores with 3-bit register fields, and `c.addi4spn`.
fn quadrant0(half: u32) -> Option<u32> {
    let (rs1, low) = ((half >> 7 & 7) + 8, (half >> 2 & 7) + 8);
    let word = gather(half, &[(6, 2), (10, 3), (11, 4), (12, 5), (5, 6)]);
    let double = gather(half, &[(10, 3), (11, 4), (12, 5), (5, 6), (6, 7)]);
    Some(match half >> 13 {
        0 => {
            let places = [(6, 2), (5, 3), (11, 4), (12, 5), (7, 6), (8, 7), (9, 8), (10, 9)];
            let imm = gather(half, &places);
            if imm == 0 {
                return None;
            }
            i_type(IMMEDIATE, 0, low, 2, imm as i32)
        }
        1 => i_type(LOAD_FP, 3, low, rs1, double as i32),
        2 => i_type(LOAD, 2, low, rs1, word as i32),
        3 => i_type(LOAD, 3, low, rs1, double as i32),
        5 => s_type(STORE_FP, 3, rs1, low, double),
        6 => s_type(STORE, 2, rs1, low, word),
        7 => s_type(STORE, 3, rs1, low, double),
        _ => return None,
    })
}

/// Immediates, arithmetic, jumps and branches.
fn quadrant1(half: u32) -> Option<u32> {
    let rd = half >> 7 & 31;
    let near = (half >> 7 & 7) + 8;
    let imm = imm6(half);
    let places = [(3, 1), (4, 2), (10, 3), (11, 4), (2, 5), (5, 6), (6, 7), (12, 8)];
    let branch = sign_extend(gather(half, &places), 9);
    Some(match half >> 13 {
        0 => i_type(IMMEDIATE, 0, rd, rd, imm),
        1 if rd == 0 => return None,
        1 => i_type(IMMEDIATE_WORD, 0, rd, rd, imm),
        2 => i_type(IMMEDIATE, 0, rd, 0, imm),
        3 if imm == 0 => return None,
        3 if rd == 2 => {
            let imm = gather(half, &[(6, 4), (2, 5), (5, 6), (3, 7), (4, 8), (12, 9)]);
            i_type(IMMEDIATE, 0, 2, 2, sign_extend(imm, 10))
        }
        3 => (imm as u32) << 12 | rd << 7 | LUI,
        4 => return arithmetic(half, near),
        5 => {
            let places = [
                (3, 1),
                (4, 2),
                (5, 3),
                (11, 4),
                (2, 5),
                (7, 6),
                (6, 7),
                (9, 8),
                (10, 9),
                (8, 10),
                (12, 11),
            ];
            jump(sign_extend(gather(half, &places), 12))
        }
        6 => b_type(0, near, branch),
        _ => b_type(1, near, branch),
    })
}

fn arithmetic(half: u32, rd: u32) -> Option<u32> {
    let shift = imm6(half) & 63;
    let registers = (rd, rd, (half >> 2 & 7) + 8);
    Some(match (half >> 10 & 3, half >> 12 & 1, half >> 5 & 3) {
        (0, _, _) => i_type(IMMEDIATE, 5, rd, rd, shift),
        (1, _, _) => i_type(IMMEDIATE, 5, rd, rd, shift | 0x400),
        (2, _, _) => i_type(IMMEDIATE, 7, rd, rd, imm6(half)),
        (_, 0, 0) => r_type(REGISTER, 0, 0x20, registers),
        (_, 0, 1) => r_type(REGISTER, 4, 0, registers),
        (_, 0, 2) => r_type(REGISTER, 6, 0, registers),
        (_, 0, 3) => r_type(REGISTER, 7, 0, registers),
        (_, 1, 0) => r_type(REGISTER_WORD, 0, 0x20, registers),
        (_, 1, 1) => r_type(REGISTER_WORD, 0, 0, registers),
        _ => return None,
    })
}

/// Loads and stores relative to the stack pointer, moves, indirect jumps.
fn quadrant2(half: u32) -> Option<u32> {
    let (rd, rs2) = (half >> 7 & 31, half >> 2 & 31);
    let load_word = gather(half, &[(4, 2), (5, 3), (6, 4), (12, 5), (2, 6), (3, 7)]) as i32;
    let load_double = gather(half, &[(5, 3), (6, 4), (12, 5), (2, 6), (3, 7), (4, 8)]) as i32;
    let store_word = gather(half, &[(9, 2), (10, 3), (11, 4), (12, 5), (7, 6), (8, 7)]);
    let store_double = gather(half, &[(10, 3), (11, 4), (12, 5), (7, 6), (8, 7), (9, 8)]);
    Some(match half >> 13 {
        0 => i_type(IMMEDIATE, 1, rd, rd, imm6(half) & 63),
        1 => i_type(LOAD_FP, 3, rd, 2, load_double),
        2 if rd != 0 => i_type(LOAD, 2, rd, 2, load_word),
        3 if rd != 0 => i_type(LOAD, 3, rd, 2, load_double),
        4 => match (half >> 12 & 1, rd, rs2) {
            (0, 0, 0) => return None,
            (0, _, 0) => i_type(JALR, 0, 0, rd, 0),
            (0, _, _) => r_type(REGISTER, 0, 0, (rd, 0, rs2)),
            (_, 0, 0) => EBREAK,
            (_, _, 0) => i_type(JALR, 0, 1, rd, 0),
            (_, _, _) => r_type(REGISTER, 0, 0, (rd, rd, rs2)),
        },
        5 => s_type(STORE_FP, 3, 2, rs2, store_double),
        6 => s_type(STORE, 2, 2, rs2, store_word),
        7 => s_type(STORE, 3, 2, rs2, store_double),
        _ => return None,
    })
}

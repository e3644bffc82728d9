//! The interpreter's loop: one `match` over decoded instructions.

use crate::access::{load, store};
use crate::hart::{Hart, Trap};
use crate::memory::Memory;
use crate::op::{Code, Op};
use crate::text::{Arena, MAX_BLOCK};
use crate::{atomic, csr, float};

/// Why the loop ended; `hart.pc` is where to go on.
pub(crate) enum Exit {
    /// The fuel is used up, or so low that only the exact loop may go on.
    Limit,
    /// The jump at this arena index leads to something that it does not know yet.
    Unlinked(usize),
    /// An indirect jump led to something that was not a destination lately.
    Lookup,
    /// The instruction at `hart.pc` did not complete.
    Trap(Trap),
    /// `fence.i` retired.
    FenceI,
}

fn sign_extend(word: u32) -> u64 {
    i64::from(word as i32) as u64
}

/// Runs from arena index `start` and takes what retires off `left`.
///
/// Instructions are counted where control jumps: up to there they lie side by side. The loop that
/// is not `EXACT` looks at the fuel only then and leaves while more than [`MAX_BLOCK`] is left
/// (and needs more than that to begin with); the exact one stops after any instruction.
///
/// The length of this function is its point: one `match` compiles to one jump table with all
/// state in registers.
#[inline(never)]
pub(crate) fn execute<M: Memory, const EXACT: bool>(
    hart: &mut Hart,
    memory: &mut M,
    arena: Arena<'_>,
    start: usize,
    left: &mut u64,
) -> Exit {
    let ops = arena.ops;
    let fuel = *left;
    let mut remaining = fuel;
    let mut start = start;
    let mut i = start;
    let mut stop = start.wrapping_add(remaining as usize);

    /// Ends the loop before the instruction at `i`.
    macro_rules! leave {
        ($exit:expr) => {{
            *left = remaining - (i - start) as u64;
            hart.pc = arena.pcs[i];
            return $exit;
        }};
    }
    /// Ends the loop if the instruction at `i` traps.
    macro_rules! attempt {
        ($result:expr) => {
            match $result {
                Ok(value) => value,
                Err(trap) => leave!(Exit::Trap(trap)),
            }
        };
    }
    /// Goes on at an arena index after `$retired` instructions of this block.
    macro_rules! go {
        ($target:expr, $retired:expr) => {{
            remaining -= $retired as u64;
            i = $target;
            start = i;
            if EXACT {
                stop = i.wrapping_add(remaining as usize);
            } else if remaining <= MAX_BLOCK {
                leave!(Exit::Limit);
            }
            continue;
        }};
    }
    /// Ends the loop after the jump at `i`, whose destination is not in the arena.
    macro_rules! depart {
        ($pc:expr, $retired:expr, $exit:expr) => {{
            *left = remaining - $retired as u64;
            hart.pc = $pc;
            return $exit;
        }};
    }
    macro_rules! jump {
        ($op:ident) => {{
            let retired = i + 1 - start;
            if $op.target == 0 {
                let pc = arena.pcs[i].wrapping_add(i64::from($op.imm) as u64);
                depart!(pc, retired, Exit::Unlinked(i));
            }
            go!($op.target as usize, retired)
        }};
    }
    macro_rules! x {
        ($number:expr) => {
            hart.x[($number & 63) as usize]
        };
    }
    macro_rules! branch {
        ($op:ident, |$a:ident, $b:ident| $condition:expr) => {{
            let ($a, $b) = (x!($op.a), x!($op.b));
            if $condition {
                jump!($op);
            }
        }};
    }
    macro_rules! register {
        ($op:ident, |$a:ident, $b:ident| $value:expr) => {{
            let ($a, $b) = (x!($op.a), x!($op.b));
            x!($op.rd) = $value;
        }};
    }
    macro_rules! immediate {
        ($op:ident, |$a:ident, $b:ident| $value:expr) => {{
            let ($a, $b) = (x!($op.a), i64::from($op.imm) as u64);
            x!($op.rd) = $value;
        }};
    }
    macro_rules! loaded {
        ($op:ident, $type:ty) => {{
            let address = x!($op.a).wrapping_add(i64::from($op.imm) as u64);
            <$type>::from_le_bytes(attempt!(load(&mut hart.tlb, memory, address)))
        }};
    }
    macro_rules! store {
        ($op:ident, $value:expr) => {{
            let address = x!($op.a).wrapping_add(i64::from($op.imm) as u64);
            attempt!(store(&mut hart.tlb, memory, address, $value.to_le_bytes()));
        }};
    }
    macro_rules! float {
        ($op:ident, $operation:path) => {{
            let bits = $op.imm as u32;
            let Some(rounding) = float::rounding(hart.fcsr, bits) else {
                leave!(Exit::Trap(Trap::IllegalInstruction { bits }));
            };
            let (a, b) = (hart.f[($op.a & 31) as usize], hart.f[($op.b & 31) as usize]);
            hart.f[($op.rd & 31) as usize] = $operation(rounding, &mut hart.fcsr, a, b);
        }};
    }

    loop {
        if EXACT && i == stop {
            leave!(Exit::Limit);
        }
        let op: &Op = &ops[i];
        match if EXACT { op.plain } else { op.code } {
            Code::Goto => {
                if op.target == 0 {
                    leave!(Exit::Unlinked(i));
                }
                go!(op.target as usize, i - start)
            }
            Code::Illegal => {
                leave!(Exit::Trap(Trap::IllegalInstruction { bits: op.imm as u32 }))
            }
            Code::Ecall => leave!(Exit::Trap(Trap::Ecall)),
            Code::Breakpoint => leave!(Exit::Trap(Trap::Breakpoint)),
            Code::FenceI => {
                let pc = arena.pcs[i].wrapping_add(u64::from(op.len));
                depart!(pc, i + 1 - start, Exit::FenceI)
            }
            Code::Constant => x!(op.rd) = u64::from(op.target) << 32 | u64::from(op.imm as u32),
            Code::Addi => immediate!(op, |a, b| a.wrapping_add(b)),
            Code::Slti => immediate!(op, |a, b| u64::from((a as i64) < b as i64)),
            Code::Sltiu => immediate!(op, |a, b| u64::from(a < b)),
            Code::Xori => immediate!(op, |a, b| a ^ b),
            Code::Ori => immediate!(op, |a, b| a | b),
            Code::Andi => immediate!(op, |a, b| a & b),
            Code::Slli => immediate!(op, |a, b| a << (b & 63)),
            Code::Srli => immediate!(op, |a, b| a >> (b & 63)),
            Code::Srai => immediate!(op, |a, b| (a as i64 >> (b & 63)) as u64),
            Code::Addiw => immediate!(op, |a, b| sign_extend(a.wrapping_add(b) as u32)),
            Code::Slliw => immediate!(op, |a, b| sign_extend((a as u32) << (b & 31))),
            Code::Srliw => immediate!(op, |a, b| sign_extend(a as u32 >> (b & 31))),
            Code::Sraiw => immediate!(op, |a, b| (a as i32 >> (b & 31)) as i64 as u64),
            Code::Add => register!(op, |a, b| a.wrapping_add(b)),
            Code::Sub => register!(op, |a, b| a.wrapping_sub(b)),
            Code::Sll => register!(op, |a, b| a << (b & 63)),
            Code::Slt => register!(op, |a, b| u64::from((a as i64) < b as i64)),
            Code::Sltu => register!(op, |a, b| u64::from(a < b)),
            Code::Xor => register!(op, |a, b| a ^ b),
            Code::Srl => register!(op, |a, b| a >> (b & 63)),
            Code::Sra => register!(op, |a, b| (a as i64 >> (b & 63)) as u64),
            Code::Or => register!(op, |a, b| a | b),
            Code::And => register!(op, |a, b| a & b),
            Code::Addw => register!(op, |a, b| sign_extend(a.wrapping_add(b) as u32)),
            Code::Subw => register!(op, |a, b| sign_extend(a.wrapping_sub(b) as u32)),
            Code::Sllw => register!(op, |a, b| sign_extend((a as u32) << (b & 31))),
            Code::Srlw => register!(op, |a, b| sign_extend(a as u32 >> (b & 31))),
            Code::Sraw => register!(op, |a, b| (a as i32 >> (b & 31)) as i64 as u64),
            Code::Mul => register!(op, |a, b| a.wrapping_mul(b)),
            Code::Mulh => register!(op, |a, b| multiply::signed(a, b)),
            Code::Mulhsu => register!(op, |a, b| multiply::mixed(a, b)),
            Code::Mulhu => register!(op, |a, b| multiply::unsigned(a, b)),
            Code::Div => register!(op, |a, b| divide::signed(a, b)),
            Code::Divu => register!(op, |a, b| a.checked_div(b).unwrap_or(u64::MAX)),
            Code::Rem => register!(op, |a, b| divide::remainder(a, b)),
            Code::Remu => register!(op, |a, b| a.checked_rem(b).unwrap_or(a)),
            Code::Mulw => register!(op, |a, b| sign_extend(a.wrapping_mul(b) as u32)),
            Code::Divw => register!(op, |a, b| divide::signed_word(a, b)),
            Code::Divuw => register!(op, |a, b| divide::unsigned_word(a, b)),
            Code::Remw => register!(op, |a, b| divide::remainder_word(a, b)),
            Code::Remuw => register!(op, |a, b| divide::unsigned_remainder_word(a, b)),
            Code::Beq => branch!(op, |a, b| a == b),
            Code::Bne => branch!(op, |a, b| a != b),
            Code::Blt => branch!(op, |a, b| (a as i64) < b as i64),
            Code::Bge => branch!(op, |a, b| a as i64 >= b as i64),
            Code::Bltu => branch!(op, |a, b| a < b),
            Code::Bgeu => branch!(op, |a, b| a >= b),
            Code::Jump => jump!(op),
            Code::Jal => {
                x!(op.rd) = arena.pcs[i].wrapping_add(u64::from(op.len));
                jump!(op)
            }
            Code::Jalr => {
                let pc = x!(op.a).wrapping_add(i64::from(op.imm) as u64) & !1;
                x!(op.rd) = arena.pcs[i].wrapping_add(u64::from(op.len));
                match arena.recent(pc) {
                    Some(target) => go!(target, i + 1 - start),
                    None => depart!(pc, i + 1 - start, Exit::Lookup),
                }
            }
            Code::Lb => x!(op.rd) = loaded!(op, i8) as u64,
            Code::Lh => x!(op.rd) = loaded!(op, i16) as u64,
            Code::Lw => x!(op.rd) = loaded!(op, i32) as u64,
            Code::Ld => x!(op.rd) = loaded!(op, u64),
            Code::Lbu => x!(op.rd) = u64::from(loaded!(op, u8)),
            Code::Lhu => x!(op.rd) = u64::from(loaded!(op, u16)),
            Code::Lwu => x!(op.rd) = u64::from(loaded!(op, u32)),
            Code::Sb => store!(op, (x!(op.b) as u8)),
            Code::Sh => store!(op, (x!(op.b) as u16)),
            Code::Sw => store!(op, (x!(op.b) as u32)),
            Code::Sd => store!(op, x!(op.b)),
            Code::Flw => {
                let value = loaded!(op, u32);
                hart.f[(op.rd & 31) as usize] = u64::from(value) | 0xffff_ffff_0000_0000;
            }
            Code::Fld => hart.f[(op.rd & 31) as usize] = loaded!(op, u64),
            Code::Fsw => store!(op, (hart.f[(op.b & 31) as usize] as u32)),
            Code::Fsd => store!(op, hart.f[(op.b & 31) as usize]),
            Code::FaddD => float!(op, float::add),
            Code::FsubD => float!(op, float::sub),
            Code::FmulD => float!(op, float::mul),
            Code::Float => {
                let bits = op.imm as u32;
                if float::execute(hart, bits).is_none() {
                    leave!(Exit::Trap(Trap::IllegalInstruction { bits }));
                }
            }
            Code::Atomic => attempt!(atomic::execute(hart, memory, op)),
            Code::Csr => {
                let retired = hart.retired + (fuel - remaining) + (i - start) as u64;
                if csr::execute(hart, op, retired).is_none() {
                    leave!(Exit::Trap(Trap::IllegalInstruction { bits: op.imm as u32 }));
                }
            }
        }
        i += 1;
    }
}

/// High halves of products.
mod multiply {
    pub(super) fn signed(a: u64, b: u64) -> u64 {
        ((i128::from(a as i64) * i128::from(b as i64)) >> 64) as u64
    }

    pub(super) fn mixed(a: u64, b: u64) -> u64 {
        ((i128::from(a as i64) * i128::from(b)) >> 64) as u64
    }

    pub(super) fn unsigned(a: u64, b: u64) -> u64 {
        ((u128::from(a) * u128::from(b)) >> 64) as u64
    }
}

/// Division, which never traps: by zero it gives all ones and the dividend as remainder; the one
/// overflow wraps.
mod divide {
    use super::sign_extend;

    pub(super) fn signed(a: u64, b: u64) -> u64 {
        if b == 0 { u64::MAX } else { (a as i64).wrapping_div(b as i64) as u64 }
    }

    pub(super) fn remainder(a: u64, b: u64) -> u64 {
        if b == 0 { a } else { (a as i64).wrapping_rem(b as i64) as u64 }
    }

    pub(super) fn signed_word(a: u64, b: u64) -> u64 {
        let (a, b) = (a as i32, b as i32);
        if b == 0 { u64::MAX } else { a.wrapping_div(b) as u64 }
    }

    pub(super) fn remainder_word(a: u64, b: u64) -> u64 {
        let (a, b) = (a as i32, b as i32);
        (if b == 0 { a } else { a.wrapping_rem(b) }) as u64
    }

    pub(super) fn unsigned_word(a: u64, b: u64) -> u64 {
        sign_extend((a as u32).checked_div(b as u32).unwrap_or(u32::MAX))
    }

    pub(super) fn unsigned_remainder_word(a: u64, b: u64) -> u64 {
        sign_extend((a as u32).checked_rem(b as u32).unwrap_or(a as u32))
    }
}

//! The F and D extensions, except loads and stores: decoding of their bits, and execution.

mod fast;
mod soft;

use core::cmp::Ordering;

use crate::hart::Hart;
pub(crate) use fast::{add, mul, sub};
use soft::{Context, DOUBLE, Format, Kind, NV, Rounding, SINGLE};

const DYNAMIC: u32 = 7;

fn funct7(bits: u32) -> u32 {
    bits >> 25
}

fn rm(bits: u32) -> u32 {
    bits >> 12 & 7
}

fn rs2(bits: u32) -> u32 {
    bits >> 20 & 31
}

fn opcode(bits: u32) -> u32 {
    bits & 0x7f
}

/// Whether these bits, of one of the opcodes `0x43`, `0x47`, `0x4b`, `0x4f`, `0x53`, are an
/// instruction, whatever `frm` holds.
pub(crate) fn is_valid(bits: u32) -> bool {
    let rounding = rm(bits) == DYNAMIC || Rounding::from_bits(rm(bits)).is_some();
    if opcode(bits) != 0x53 {
        return rounding && bits >> 25 & 3 <= 1;
    }
    match funct7(bits) {
        0x00 | 0x01 | 0x04 | 0x05 | 0x08 | 0x09 | 0x0c | 0x0d => rounding,
        0x2c | 0x2d => rounding && rs2(bits) == 0,
        0x20 => rounding && rs2(bits) == 1,
        0x21 => rounding && rs2(bits) == 0,
        0x60 | 0x61 | 0x68 | 0x69 => rounding && rs2(bits) < 4,
        0x10 | 0x11 | 0x50 | 0x51 => rm(bits) < 3,
        0x14 | 0x15 => rm(bits) < 2,
        0x70 | 0x71 => rm(bits) < 2 && rs2(bits) == 0,
        0x78 | 0x79 => rm(bits) == 0 && rs2(bits) == 0,
        _ => false,
    }
}

/// Whether the `rm` field is a rounding mode (and not part of the operation).
fn rounds(bits: u32) -> bool {
    opcode(bits) != 0x53
        || !matches!(
            funct7(bits),
            0x10 | 0x11 | 0x14 | 0x15 | 0x50 | 0x51 | 0x70 | 0x71 | 0x78 | 0x79
        )
}

/// A single-precision operand: anything not NaN-boxed reads as the canonical NaN.
fn unbox(register: u64) -> u64 {
    if register >> 32 == 0xffff_ffff { register & 0xffff_ffff } else { SINGLE.nan() }
}

fn read(format: Format, register: u64) -> u64 {
    if format == SINGLE { unbox(register) } else { register }
}

fn boxed(format: Format, bits: u64) -> u64 {
    if format == SINGLE { bits | 0xffff_ffff_0000_0000 } else { bits }
}

/// The rounding mode in force; `None`: the instruction says dynamic and `frm` is reserved.
#[inline]
pub(crate) fn rounding(fcsr: u32, bits: u32) -> Option<Rounding> {
    let mode = rm(bits);
    Rounding::from_bits(if mode == DYNAMIC { fcsr >> 5 & 7 } else { mode })
}

/// Executes a valid instruction; `None`: illegal because `frm` is reserved.
pub(crate) fn execute(hart: &mut Hart, bits: u32) -> Option<()> {
    let rounding = if rounds(bits) { rounding(hart.fcsr, bits)? } else { Rounding::NearestEven };
    let format = if bits >> 25 & 1 == 0 { SINGLE } else { DOUBLE };
    let mut instruction = Instruction {
        bits,
        format,
        a: hart.f[(bits >> 15 & 31) as usize],
        b: hart.f[(bits >> 20 & 31) as usize],
        x: hart.x[(bits >> 15 & 31) as usize],
        context: Context { rounding, flags: 0 },
    };
    let rd = (bits >> 7 & 31) as usize;
    if let Some(value) = instruction.integer_result() {
        if rd != 0 {
            hart.x[rd] = value;
        }
    } else {
        let c = hart.f[(bits >> 27) as usize];
        hart.f[rd] = boxed(format, instruction.float_result(c));
    }
    hart.fcsr |= instruction.context.flags;
    Some(())
}

/// An instruction with its operands.
struct Instruction {
    bits: u32,
    format: Format,
    a: u64,
    b: u64,
    x: u64,
    context: Context,
}

impl Instruction {
    /// The result of the instructions that write an x register.
    fn integer_result(&mut self) -> Option<u64> {
        if opcode(self.bits) != 0x53 {
            return None;
        }
        let format = self.format;
        Some(match (funct7(self.bits) & !1, rm(self.bits)) {
            (0x50, which) => u64::from(self.compare(which)),
            (0x60, _) => self.float_to_integer(),
            (0x70, 0) if format == SINGLE => i64::from(self.a as i32) as u64,
            (0x70, 0) => self.a,
            (0x70, _) => classify(format, read(format, self.a)),
            _ => return None,
        })
    }

    /// feq, flt, fle: rm 2, 1, 0.
    fn compare(&mut self, which: u32) -> bool {
        let format = self.format;
        let (a, b) = (read(format, self.a), read(format, self.b));
        let (left, right) = (format.unpack(a), format.unpack(b));
        if left.is_nan() || right.is_nan() {
            if which != 2 || left.is_signalling() || right.is_signalling() {
                self.context.flags |= NV;
            }
            return false;
        }
        // −0 equals +0.
        let order = order(format, a, b);
        match which {
            0 => order != Ordering::Greater,
            1 => order == Ordering::Less,
            _ => order == Ordering::Equal,
        }
    }

    fn float_to_integer(&mut self) -> u64 {
        let range = match rs2(self.bits) {
            0 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            1 => (0, i128::from(u32::MAX)),
            2 => (i128::from(i64::MIN), i128::from(i64::MAX)),
            _ => (0, i128::from(u64::MAX)),
        };
        let value = self.context.float_to_integer(self.format, read(self.format, self.a), range);
        // 32-bit results are sign-extended, unsigned ones too.
        if rs2(self.bits) < 2 { i64::from(value as i32) as u64 } else { value as u64 }
    }

    /// The result of the instructions that write an f register, not yet boxed.
    fn float_result(&mut self, c: u64) -> u64 {
        let format = self.format;
        let sign = format.sign_bit();
        let (a, b, c) = (read(format, self.a), read(format, self.b), read(format, c));
        let context = &mut self.context;
        match opcode(self.bits) {
            0x43 => return context.fused(format, (a, b), c),
            0x47 => return context.fused(format, (a, b), c ^ sign),
            0x4b => return context.fused(format, (a ^ sign, b), c),
            0x4f => return context.fused(format, (a ^ sign, b), c ^ sign),
            _ => {}
        }
        match (funct7(self.bits) & !1, rm(self.bits)) {
            (0x00, _) => context.add(format, a, b),
            (0x04, _) => context.sub(format, a, b),
            (0x08, _) => context.mul(format, a, b),
            (0x0c, _) => context.div(format, a, b),
            (0x2c, _) => context.sqrt(format, a),
            (0x10, 0) => a & !sign | b & sign,
            (0x10, 1) => a & !sign | !b & sign,
            (0x10, _) => a ^ b & sign,
            (0x14, which) => self.least_or_most(which == 1),
            (0x20, _) if format == SINGLE => context.convert(DOUBLE, SINGLE, self.a),
            (0x20, _) => context.convert(SINGLE, DOUBLE, unbox(self.a)),
            (0x68, _) => {
                let value = match rs2(self.bits) {
                    0 => i128::from(self.x as i32),
                    1 => i128::from(self.x as u32),
                    2 => i128::from(self.x as i64),
                    _ => i128::from(self.x),
                };
                context.integer_to_float(format, value)
            }
            // fmv.w.x and fmv.d.x; is_valid lets nothing else come here.
            _ if format == SINGLE => self.x & 0xffff_ffff,
            _ => self.x,
        }
    }

    /// minimumNumber and maximumNumber of IEEE 754-2019: a NaN loses, −0 < +0.
    fn least_or_most(&mut self, most: bool) -> u64 {
        let format = self.format;
        let (a, b) = (read(format, self.a), read(format, self.b));
        let (left, right) = (format.unpack(a), format.unpack(b));
        if left.is_signalling() || right.is_signalling() {
            self.context.flags |= NV;
        }
        match (left.is_nan(), right.is_nan()) {
            (true, true) => return format.nan(),
            (true, false) => return b,
            (false, true) => return a,
            (false, false) => {}
        }
        let a_is_less = match order(format, a, b) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal => left.sign,
        };
        if a_is_less != most { a } else { b }
    }
}

/// The order of two numbers that are no NaNs.
fn order(format: Format, a: u64, b: u64) -> Ordering {
    let key = |bits: u64| {
        let magnitude = (bits & (format.sign_bit() - 1)) as i64;
        if bits & format.sign_bit() == 0 { magnitude } else { -magnitude }
    };
    key(a).cmp(&key(b))
}

/// The ten classes of `fclass`, one bit each.
fn classify(format: Format, bits: u64) -> u64 {
    let number = format.unpack(bits);
    1 << match (number.kind, number.sign) {
        (Kind::Infinity, true) => 0,
        (Kind::Normal(_), true) => 1,
        (Kind::Subnormal(_), true) => 2,
        (Kind::Zero, true) => 3,
        (Kind::Zero, false) => 4,
        (Kind::Subnormal(_), false) => 5,
        (Kind::Normal(_), false) => 6,
        (Kind::Infinity, false) => 7,
        (Kind::SignallingNan, _) => 8,
        (Kind::QuietNan, _) => 9,
    }
}

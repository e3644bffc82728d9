//! Arithmetic on two registers, or a register and a constant.

use super::Generator;
use crate::encode::{self as enc, Reg, ZERO, fits12};
use crate::tree::{BinaryOp, Expr};
use crate::types::Ty;

impl Generator<'_> {
    pub(super) fn binary(&mut self, op: BinaryOp, a: &Expr, b: &Expr, want: Option<Reg>) -> Reg {
        if a.ty.is_float() {
            return self.float_binary(op, a, b, want);
        }
        let size = self.size(a.ty);
        if let Some(value) = b.as_int() {
            let value = if self.size(b.ty) == 4 { i64::from(value as i32) } else { value };
            if self.has_immediate(op, value, a.ty) {
                let reg = self.value(a, want);
                self.immediate(op, reg, value, a.ty);
                return reg;
            }
        }
        let (x, y) = self.operands(a, b, want);
        self.integer(op, (x, x, y), size == 4, self.is_signed(a.ty));
        self.free(y);
        x
    }

    /// Both operands in registers, the first one in `want` if given. What the second one's
    /// evaluation would destroy waits in the frame.
    pub(super) fn operands(&mut self, a: &Expr, b: &Expr, want: Option<Reg>) -> (Reg, Reg) {
        let x = self.value(a, want);
        if !self.too_heavy(b.need) {
            let y = self.value(b, None);
            return (x, y);
        }
        let slot = self.spill(x);
        let y = self.value(b, None);
        let x = match want {
            Some(want) => {
                self.take(want);
                want
            }
            None => self.alloc(a.ty.is_float()),
        };
        self.load_frame(x, slot);
        (x, y)
    }

    fn has_immediate(&self, op: BinaryOp, value: i64, ty: Ty) -> bool {
        let power = value > 0 && (value as u64).is_power_of_two();
        match op {
            BinaryOp::Add
            | BinaryOp::And
            | BinaryOp::Or
            | BinaryOp::Xor
            | BinaryOp::Lt
            | BinaryOp::Ge => fits12(value),
            BinaryOp::Sub => fits12(value.wrapping_neg()),
            BinaryOp::Shl | BinaryOp::Shr => (0..self.size(ty) as i64 * 8).contains(&value),
            BinaryOp::Mul => power || value == 0,
            BinaryOp::Div => power,
            BinaryOp::Rem => power && value <= 2048,
            BinaryOp::Eq | BinaryOp::Ne => fits12(value.wrapping_neg()),
            BinaryOp::Le | BinaryOp::Gt => fits12(value.wrapping_add(1)) && value != -1,
        }
    }

    fn immediate(&mut self, op: BinaryOp, reg: Reg, value: i64, ty: Ty) {
        let word = self.size(ty) <= 4;
        let signed = self.is_signed(ty);
        let add = if word { enc::ADDIW } else { enc::ADDI };
        let less = if signed { enc::SLTI } else { enc::SLTIU };
        let log = value.trailing_zeros();
        match op {
            BinaryOp::Add => self.i(add, reg, reg, value),
            BinaryOp::Sub => self.i(add, reg, reg, -value),
            BinaryOp::And => self.i(enc::ANDI, reg, reg, value),
            BinaryOp::Or => self.i(enc::ORI, reg, reg, value),
            BinaryOp::Xor => self.i(enc::XORI, reg, reg, value),
            BinaryOp::Shl => self.code.word(enc::shift(1, false, word, (reg, reg), value as u32)),
            BinaryOp::Shr => self.code.word(enc::shift(5, signed, word, (reg, reg), value as u32)),
            BinaryOp::Mul if value == 0 => self.li(reg, 0),
            BinaryOp::Mul => self.code.word(enc::shift(1, false, word, (reg, reg), log)),
            BinaryOp::Div if signed => self.divide_by_power(reg, log, word),
            BinaryOp::Div => self.code.word(enc::shift(5, false, word, (reg, reg), log)),
            BinaryOp::Rem if signed => self.remainder_by_power(reg, log, word),
            BinaryOp::Rem => self.i(enc::ANDI, reg, reg, value - 1),
            BinaryOp::Lt => self.i(less, reg, reg, value),
            BinaryOp::Ge => {
                self.i(less, reg, reg, value);
                self.i(enc::XORI, reg, reg, 1);
            }
            BinaryOp::Le => self.i(less, reg, reg, value + 1),
            BinaryOp::Gt => {
                self.i(less, reg, reg, value + 1);
                self.i(enc::XORI, reg, reg, 1);
            }
            BinaryOp::Eq | BinaryOp::Ne => {
                if value != 0 {
                    self.i(add, reg, reg, -value);
                }
                if op == BinaryOp::Eq {
                    self.i(enc::SLTIU, reg, reg, 1);
                } else {
                    self.r(enc::SLTU, reg, ZERO, reg);
                }
            }
        }
    }

    /// The bias that makes a shift round towards zero: 2^log - 1 for negative values, in `t6`.
    fn bias(&mut self, reg: Reg, log: u32, word: bool) {
        let bits = if word { 32 } else { 64 };
        self.code.word(enc::shift(5, true, word, (enc::T6, reg), bits - 1));
        self.code.word(enc::shift(5, false, word, (enc::T6, enc::T6), bits - log));
        self.r(if word { enc::ADDW } else { enc::ADD }, reg, reg, enc::T6);
    }

    fn divide_by_power(&mut self, reg: Reg, log: u32, word: bool) {
        if log == 0 {
            return;
        }
        self.bias(reg, log, word);
        self.code.word(enc::shift(5, true, word, (reg, reg), log));
    }

    fn remainder_by_power(&mut self, reg: Reg, log: u32, word: bool) {
        if log == 0 {
            return self.li(reg, 0);
        }
        self.bias(reg, log, word);
        self.i(enc::ANDI, reg, reg, (1 << log) - 1);
        self.r(if word { enc::SUBW } else { enc::SUB }, reg, reg, enc::T6);
    }

    pub(super) fn integer(
        &mut self,
        op: BinaryOp,
        (rd, a, b): (Reg, Reg, Reg),
        word: bool,
        signed: bool,
    ) {
        let pick = |narrow, wide| if word { narrow } else { wide };
        let less = if signed { enc::SLT } else { enc::SLTU };
        let plain = match op {
            BinaryOp::Add => pick(enc::ADDW, enc::ADD),
            BinaryOp::Sub => pick(enc::SUBW, enc::SUB),
            BinaryOp::Mul => pick(enc::MULW, enc::MUL),
            BinaryOp::Div if signed => pick(enc::DIVW, enc::DIV),
            BinaryOp::Div => pick(enc::DIVUW, enc::DIVU),
            BinaryOp::Rem if signed => pick(enc::REMW, enc::REM),
            BinaryOp::Rem => pick(enc::REMUW, enc::REMU),
            BinaryOp::And => enc::AND,
            BinaryOp::Or => enc::OR,
            BinaryOp::Xor => enc::XOR,
            BinaryOp::Shl => pick(enc::SLLW, enc::SLL),
            BinaryOp::Shr if signed => pick(enc::SRAW, enc::SRA),
            BinaryOp::Shr => pick(enc::SRLW, enc::SRL),
            BinaryOp::Lt => less,
            BinaryOp::Gt => return self.r(less, rd, b, a),
            BinaryOp::Le | BinaryOp::Ge => {
                let (x, y) = if op == BinaryOp::Le { (b, a) } else { (a, b) };
                self.r(less, rd, x, y);
                return self.i(enc::XORI, rd, rd, 1);
            }
            BinaryOp::Eq | BinaryOp::Ne => {
                self.r(enc::XOR, rd, a, b);
                if op == BinaryOp::Eq {
                    self.i(enc::SLTIU, rd, rd, 1);
                } else {
                    self.r(enc::SLTU, rd, ZERO, rd);
                }
                return;
            }
        };
        self.r(plain, rd, a, b);
    }

    fn float_binary(&mut self, op: BinaryOp, a: &Expr, b: &Expr, want: Option<Reg>) -> Reg {
        let double = u32::from(a.ty != Ty::FLOAT);
        if op.is_comparison() {
            let (x, y) = self.operands(a, b, None);
            let rd = match want {
                Some(want) => want,
                None => self.alloc_int(),
            };
            self.float_compare(op, rd, (x, y), double);
            self.free(x);
            self.free(y);
            return rd;
        }
        let (x, y) = self.operands(a, b, want);
        let base = match op {
            BinaryOp::Add => 0x00,
            BinaryOp::Sub => 0x04,
            BinaryOp::Mul => 0x08,
            _ => 0x0c,
        };
        self.code.word(enc::f(base | double, 7, x, x, y));
        self.free(y);
        x
    }

    /// `rd = a op b`; comparisons with a NaN are false, `!=` is true.
    fn float_compare(&mut self, op: BinaryOp, rd: Reg, (a, b): (Reg, Reg), double: u32) {
        let (rm, x, y) = match op {
            BinaryOp::Eq | BinaryOp::Ne => (2, a, b),
            BinaryOp::Lt => (1, a, b),
            BinaryOp::Gt => (1, b, a),
            BinaryOp::Le => (0, a, b),
            _ => (0, b, a),
        };
        self.code.word(enc::f(0x50 | double, rm, rd, x, y));
        if op == BinaryOp::Ne {
            self.i(enc::XORI, rd, rd, 1);
        }
    }

    pub(super) fn negate(&mut self, inner: &Expr, ty: Ty, want: Option<Reg>) -> Reg {
        let reg = self.value(inner, want);
        if ty.is_float() {
            let op = if ty == Ty::FLOAT { 0x10 } else { 0x11 };
            self.code.word(enc::f(op, 1, reg, reg, reg));
        } else {
            let op = if self.size(ty) == 4 { enc::SUBW } else { enc::SUB };
            self.r(op, reg, ZERO, reg);
        }
        reg
    }
}

//! Conditions as branches.

use super::Generator;
use crate::code::{Item, Label};
use crate::encode::{self as enc, Reg, ZERO};
use crate::tree::{BinaryOp, Expr, ExprKind};
use crate::types::Ty;

impl Generator<'_> {
    /// Jumps to `target` if the truth of `expr` is `sense`; falls through otherwise.
    pub(super) fn branch(&mut self, expr: &Expr, target: Label, sense: bool) {
        match &expr.kind {
            ExprKind::Int(value) => {
                if (*value != 0) == sense {
                    self.code.jump(target);
                }
            }
            ExprKind::LogicalNot(inner) => self.branch(inner, target, !sense),
            ExprKind::LogicalAnd(a, b) | ExprKind::LogicalOr(a, b) => {
                let and = matches!(expr.kind, ExprKind::LogicalAnd(..));
                if and == sense {
                    // Both sides must agree to jump: the first one may decide against.
                    let past = self.code.new_label();
                    self.branch(a, past, !sense);
                    self.branch(b, target, sense);
                    self.code.place(past);
                } else {
                    self.branch(a, target, sense);
                    self.branch(b, target, sense);
                }
            }
            ExprKind::Binary(op, a, b) if op.is_comparison() && !a.ty.is_float() => {
                self.compare(*op, (a, b), target, sense)
            }
            // Widening keeps zero zero.
            ExprKind::Cast(inner) if self.keeps_truth(inner.ty, expr.ty) => {
                self.branch(inner, target, sense)
            }
            ExprKind::Comma(a, b) => {
                self.effect(a);
                self.branch(b, target, sense);
            }
            _ => {
                let reg = self.value(expr, None);
                let reg = self.float_truth(reg, expr.ty);
                self.free(reg);
                self.branch_op(if sense { enc::BNE } else { enc::BEQ }, reg, ZERO, target);
            }
        }
    }

    fn keeps_truth(&self, from: Ty, to: Ty) -> bool {
        let integers = !from.is_float() && !to.is_float() && self.types.is_scalar(from);
        integers && (to.is_bool() || self.size(to) >= self.size(from))
    }

    pub(super) fn branch_op(&mut self, op: enc::IOp, a: Reg, b: Reg, target: Label) {
        self.code.items.push(Item::Branch(op, a, b, target));
    }

    /// For a float: whether it is not zero, in an integer register.
    fn float_truth(&mut self, reg: Reg, ty: Ty) -> Reg {
        if !ty.is_float() {
            return reg;
        }
        let double = u32::from(ty != Ty::FLOAT);
        let rd = self.alloc_int();
        self.code.word(enc::f(0x78 | double, 0, enc::FT11, ZERO, ZERO));
        self.code.word(enc::f(0x50 | double, 2, rd, reg, enc::FT11));
        self.i(enc::XORI, rd, rd, 1);
        self.free(reg);
        rd
    }

    fn compare(&mut self, op: BinaryOp, (a, b): (&Expr, &Expr), target: Label, sense: bool) {
        let signed = self.is_signed(a.ty);
        let (x, y) = if b.as_int() == Some(0) {
            // `(x & c) != 0` and the like: the register itself is compared.
            let truth = matches!(op, BinaryOp::Eq | BinaryOp::Ne);
            if truth && matches!(a.kind, ExprKind::Binary(inner, ..) if inner.is_comparison()) {
                return self.branch(a, target, sense == (op == BinaryOp::Ne));
            }
            (self.value(a, None), ZERO)
        } else {
            self.operands(a, b, None)
        };
        self.free(x);
        if y != ZERO {
            self.free(y);
        }
        let op = if sense { op } else { inverse(op) };
        let (less, not_less) = if signed { (enc::BLT, enc::BGE) } else { (enc::BLTU, enc::BGEU) };
        let (op, x, y) = match op {
            BinaryOp::Eq => (enc::BEQ, x, y),
            BinaryOp::Ne => (enc::BNE, x, y),
            BinaryOp::Lt => (less, x, y),
            BinaryOp::Ge => (not_less, x, y),
            BinaryOp::Gt => (less, y, x),
            _ => (not_less, y, x),
        };
        self.branch_op(op, x, y, target);
    }

    /// The truth of `!`, `&&` and `||` as 0 or 1.
    pub(super) fn truth(&mut self, expr: &Expr, want: Option<Reg>) -> Reg {
        if let ExprKind::LogicalNot(inner) = &expr.kind
            && !inner.ty.is_float()
        {
            let reg = self.value(inner, want);
            self.i(enc::SLTIU, reg, reg, 1);
            return reg;
        }
        let (no, end) = (self.code.new_label(), self.code.new_label());
        self.branch(expr, no, false);
        let rd = self.target(want, Ty::INT);
        self.li(rd, 1);
        self.code.jump(end);
        self.code.place(no);
        self.li(rd, 0);
        self.code.place(end);
        rd
    }
}

fn inverse(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Eq => BinaryOp::Ne,
        BinaryOp::Ne => BinaryOp::Eq,
        BinaryOp::Lt => BinaryOp::Ge,
        BinaryOp::Ge => BinaryOp::Lt,
        BinaryOp::Gt => BinaryOp::Le,
        _ => BinaryOp::Gt,
    }
}

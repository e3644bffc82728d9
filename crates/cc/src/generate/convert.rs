//! Conversions between scalar types.

use super::Generator;
use crate::check::convert::bits_of;
use crate::encode::{self as enc, Reg, ZERO};
use crate::tree::{Expr, ExprKind};
use crate::types::Ty;

impl Generator<'_> {
    pub(super) fn cast(&mut self, inner: &Expr, to: Ty, want: Option<Reg>) -> Reg {
        let from = inner.ty;
        if to.is_void() {
            self.effect(inner);
            return self.nothing(want);
        }
        if self.types.in_memory(from) || from.is_void() {
            self.effect(inner);
            return self.nothing(want);
        }
        if from.is_float() || to.is_float() {
            return self.float_cast(inner, to, want);
        }
        // An `unsigned int` in memory is widened by its load.
        if let ExprKind::Load(object) = &inner.kind
            && self.size(to) == 8
            && self.size(from) == 4
            && !self.is_signed(from)
            && bits_of(object).is_none()
        {
            let addr = self.addr(object, want);
            let rd = match want {
                Some(want) => want,
                None if addr.owned => addr.base,
                None => self.alloc_int(),
            };
            self.load_with(enc::LWU, rd, &addr);
            if addr.owned && addr.base != rd {
                self.free(addr.base);
            }
            return rd;
        }
        let reg = self.value(inner, want);
        self.integer_cast(reg, from, to);
        reg
    }

    fn integer_cast(&mut self, reg: Reg, from: Ty, to: Ty) {
        let (have, want) = (self.size(from), self.size(to));
        if to.is_bool() {
            if !from.is_bool() {
                self.r(enc::SLTU, reg, ZERO, reg);
            }
            return;
        }
        let same_sign = self.is_signed(from) == self.is_signed(to);
        match want {
            8 if have == 4 && !self.is_signed(from) => {
                self.code.word(enc::shift(1, false, false, (reg, reg), 32));
                self.code.word(enc::shift(5, false, false, (reg, reg), 32));
            }
            8 => {}
            4 if have == 8 => self.i(enc::ADDIW, reg, reg, 0),
            4 => {}
            // An unsigned byte fits into any 16 bits.
            2 if have == 1 && (same_sign || !self.is_signed(from)) => {}
            1 if have == 1 && same_sign => {}
            2 if have == 2 && same_sign => {}
            _ => self.truncate(reg, to),
        }
    }

    /// Cuts a register to a type of 1, 2 or 4 bytes.
    pub(super) fn truncate(&mut self, reg: Reg, ty: Ty) {
        let signed = self.is_signed(ty);
        match self.size(ty) {
            1 if !signed => self.i(enc::ANDI, reg, reg, 255),
            4 => self.i(enc::ADDIW, reg, reg, 0),
            8 => {}
            size => {
                let amount = 64 - size as u32 * 8;
                self.code.word(enc::shift(1, false, false, (reg, reg), amount));
                self.code.word(enc::shift(5, signed, false, (reg, reg), amount));
            }
        }
    }

    fn float_cast(&mut self, inner: &Expr, to: Ty, want: Option<Reg>) -> Reg {
        let from = inner.ty;
        let double = u32::from(from != Ty::FLOAT);
        if from.is_float() && to.is_float() {
            let reg = self.value(inner, want);
            match (from == Ty::FLOAT, to == Ty::FLOAT) {
                (true, false) => self.code.word(enc::f(0x21, 0, reg, reg, Reg(0))),
                (false, true) => self.code.word(enc::f(0x20, 7, reg, reg, Reg(1))),
                _ => {}
            }
            return reg;
        }
        if to.is_float() {
            let reg = self.value(inner, None);
            let rd = self.target(want, to);
            let kind = match (self.size(from) == 8, self.is_signed(from)) {
                (false, true) => 0,
                // Unsigned types below 32 bits are positive ints.
                (false, false) => u8::from(self.size(from) == 4),
                (true, true) => 2,
                (true, false) => 3,
            };
            let op = if to == Ty::FLOAT { 0x68 } else { 0x69 };
            self.code.word(enc::f(op, 7, rd, reg, Reg(kind)));
            self.free(reg);
            return rd;
        }
        let reg = self.value(inner, None);
        let rd = match want {
            Some(want) => want,
            None => self.alloc_int(),
        };
        if to.is_bool() {
            self.code.word(enc::f(0x78 | double, 0, enc::FT11, ZERO, ZERO));
            self.code.word(enc::f(0x50 | double, 2, rd, reg, enc::FT11));
            self.i(enc::XORI, rd, rd, 1);
            self.free(reg);
            return rd;
        }
        let size = self.size(to);
        let kind = match (size, self.is_signed(to)) {
            (8, true) => 2,
            (8, false) => 3,
            (4, false) => 1,
            (4, true) => 0,
            _ => 2,
        };
        self.code.word(enc::f(0x60 | double, 1, rd, reg, Reg(kind)));
        self.free(reg);
        if size < 4 {
            self.truncate(rd, to);
        }
        rd
    }
}

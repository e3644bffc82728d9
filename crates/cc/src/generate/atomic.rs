//! Atomic operations as loops of load-reserved and store-conditional (A extension).

use vitrine_debug_info::AtomicOrder;

use super::Generator;
use crate::encode::{self as enc, Reg, ZERO};
use crate::tree::RmwOp;
use crate::types::Ty;

/// Load-reserved and store-conditional.
const LR: u32 = 2;
const SC: u32 = 3;

/// A byte or half inside its aligned word.
struct Part {
    /// Address of the word.
    word: Reg,
    /// Bits to shift by.
    shift: Reg,
    mask: Reg,
}

impl Generator<'_> {
    /// Splits an address into word, shift and mask; `address` is used up.
    fn part(&mut self, address: Reg, size: u8) -> Part {
        let (shift, mask) = (self.alloc_int(), self.alloc_int());
        self.i(enc::ANDI, shift, address, 3);
        self.code.word(enc::shift(1, false, false, (shift, shift), 3));
        self.i(enc::ANDI, address, address, -4);
        self.li(mask, if size == 1 { 0xff } else { 0xffff });
        self.r(enc::SLL, mask, mask, shift);
        Part { word: address, shift, mask }
    }

    fn release_part(&mut self, part: &Part) {
        for reg in [part.word, part.shift, part.mask] {
            self.free(reg);
        }
    }

    /// `new = old op value`
    fn apply(&mut self, op: RmwOp, new: Reg, old: Reg, value: Reg) {
        match op {
            RmwOp::Swap => self.mv(new, value),
            RmwOp::Add => self.r(enc::ADD, new, old, value),
            RmwOp::Sub => self.r(enc::SUB, new, old, value),
            RmwOp::And => self.r(enc::AND, new, old, value),
            RmwOp::Or => self.r(enc::OR, new, old, value),
            RmwOp::Xor => self.r(enc::XOR, new, old, value),
            RmwOp::Nand => {
                self.r(enc::AND, new, old, value);
                self.i(enc::XORI, new, new, -1);
            }
        }
    }

    pub(super) fn rmw_loop(
        &mut self,
        (op, order): (RmwOp, AtomicOrder),
        size: u8,
        (address, value): (Reg, Reg),
        ty: Ty,
    ) -> Reg {
        let relaxed = AtomicOrder::default();
        let (old, new) = (self.alloc_int(), self.alloc_int());
        let again = self.code.new_label();
        if size >= 4 {
            self.code.place(again);
            self.code.atomic(relaxed, None);
            self.code.word(enc::amo(LR, size == 8, old, address, ZERO));
            self.apply(op, new, old, value);
            self.code.atomic(order, None);
            self.code.word(enc::amo(SC, size == 8, new, address, new));
            self.branch_op(enc::BNE, new, ZERO, again);
            self.free(address);
        } else {
            let part = self.part(address, size);
            self.r(enc::SLL, value, value, part.shift);
            let place = Some((size, part.shift.0));
            self.code.place(again);
            self.code.atomic(relaxed, place);
            self.code.word(enc::amo(LR, false, old, part.word, ZERO));
            self.apply(op, new, old, value);
            // Only the part's bits are taken from the new word.
            self.r(enc::XOR, new, new, old);
            self.r(enc::AND, new, new, part.mask);
            self.r(enc::XOR, new, new, old);
            self.code.atomic(order, place);
            self.code.word(enc::amo(SC, false, new, part.word, new));
            self.branch_op(enc::BNE, new, ZERO, again);
            self.r(enc::AND, old, old, part.mask);
            self.r(enc::SRL, old, old, part.shift);
            self.truncate(old, ty);
            self.release_part(&part);
        }
        self.free(new);
        self.free(value);
        old
    }

    /// Compare and swap; the old value.
    pub(super) fn atomic_cas(
        &mut self,
        (size, success, failure): (u8, AtomicOrder, AtomicOrder),
        (address, expected, value): (Reg, Reg, Reg),
        ty: Ty,
    ) -> Reg {
        let old = self.alloc_int();
        let (again, end) = (self.code.new_label(), self.code.new_label());
        if size >= 4 {
            let flag = self.alloc_int();
            self.code.place(again);
            self.code.atomic(failure, None);
            self.code.word(enc::amo(LR, size == 8, old, address, ZERO));
            self.branch_op(enc::BNE, old, expected, end);
            self.code.atomic(success, None);
            self.code.word(enc::amo(SC, size == 8, flag, address, value));
            self.branch_op(enc::BNE, flag, ZERO, again);
            self.code.place(end);
            self.free(flag);
            self.free(address);
        } else {
            let part = self.part(address, size);
            let flag = self.alloc_int();
            self.r(enc::SLL, expected, expected, part.shift);
            self.r(enc::AND, expected, expected, part.mask);
            self.r(enc::SLL, value, value, part.shift);
            self.r(enc::AND, value, value, part.mask);
            let place = Some((size, part.shift.0));
            self.code.place(again);
            self.code.atomic(failure, place);
            self.code.word(enc::amo(LR, false, old, part.word, ZERO));
            self.r(enc::AND, flag, old, part.mask);
            self.branch_op(enc::BNE, flag, expected, end);
            self.r(enc::XOR, flag, old, flag);
            self.r(enc::OR, flag, flag, value);
            self.code.atomic(success, place);
            self.code.word(enc::amo(SC, false, flag, part.word, flag));
            self.branch_op(enc::BNE, flag, ZERO, again);
            self.code.place(end);
            self.r(enc::AND, old, old, part.mask);
            self.r(enc::SRL, old, old, part.shift);
            self.truncate(old, ty);
            self.free(flag);
            self.release_part(&part);
        }
        self.free(expected);
        self.free(value);
        old
    }
}

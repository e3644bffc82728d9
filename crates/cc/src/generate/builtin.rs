//! Builtins as instructions.

use vitrine_debug_info::AtomicOrder;

use super::Generator;
use crate::encode::{self as enc, Reg, S0, SP, TP, ZERO};
use crate::tree::{BinaryOp, Builtin, Checked, Expr, RmwOp};
use crate::types::Ty;

impl Generator<'_> {
    /// Evaluates all arguments into registers of their own.
    fn all(&mut self, args: &[Expr]) -> Vec<Reg> {
        let mut slots = Vec::new();
        for (index, arg) in args.iter().enumerate() {
            let reg = self.value(arg, None);
            let later = args[index + 1..].iter().any(|arg| arg.need > 4);
            slots.push(if later { Err((self.spill(reg), reg.is_float())) } else { Ok(reg) });
        }
        let load = |slot: Result<Reg, (i64, bool)>, p: &mut Self| match slot {
            Ok(reg) => reg,
            Err((slot, float)) => {
                let reg = p.alloc(float);
                p.load_frame(reg, slot);
                reg
            }
        };
        slots.into_iter().map(|slot| load(slot, self)).collect()
    }

    pub(super) fn builtin(&mut self, builtin: Builtin, args: &[Expr], ty: Ty) -> Reg {
        match builtin {
            Builtin::Syscall => self.syscall(args),
            Builtin::Unreachable | Builtin::Trap => {
                self.code.word(enc::EBREAK);
                self.nothing(None)
            }
            Builtin::Alloca => {
                let bytes = self.value(&args[0], None);
                self.grow_stack(bytes);
                self.mv(bytes, SP);
                bytes
            }
            Builtin::FrameAddress => {
                let reg = self.alloc_int();
                self.mv(reg, S0);
                reg
            }
            Builtin::ReturnAddress => {
                let reg = self.alloc_int();
                self.load_at(enc::LD, reg, S0, -8);
                reg
            }
            Builtin::ThreadPointer => {
                let reg = self.alloc_int();
                self.mv(reg, TP);
                reg
            }
            Builtin::Bswap(size) => self.bswap(&args[0], size, ty),
            Builtin::Clz(bits) => self.clz(&args[0], bits),
            Builtin::Ctz(bits) => self.ctz(&args[0], bits),
            Builtin::Popcount(bits) => {
                let reg = self.value(&args[0], None);
                self.popcount(reg, bits)
            }
            Builtin::VaStart => {
                let list = self.value(&args[0], None);
                let start = self.alloc_int();
                let offset = self.variadic_start;
                self.add_constant(start, S0, offset);
                self.store_at(enc::SD, start, list, 0);
                self.free(start);
                list
            }
            Builtin::Fence(order) => {
                self.code.atomic(order.unwrap_or_default(), None);
                self.code.word(enc::FENCE);
                self.nothing(None)
            }
            Builtin::AtomicRmw(op, size, order) => {
                let regs = self.all(args);
                self.atomic_rmw((op, order), size, (regs[0], regs[1]), ty)
            }
            Builtin::AtomicLoad(order) => {
                let address = self.value(&args[0], None);
                self.fence_of_access();
                let rd = if ty.is_float() { self.alloc(true) } else { address };
                let op = self.load_op(ty);
                self.code.atomic(order, None);
                self.load_at(op, rd, address, 0);
                if rd != address {
                    self.free(address);
                }
                self.fence_of_access();
                rd
            }
            Builtin::AtomicStore(order) => {
                let regs = self.all(args);
                self.fence_of_access();
                self.code.atomic(order, None);
                self.store(regs[1], &super::address::plain(regs[0]), ty, None);
                self.fence_of_access();
                self.free(regs[0]);
                regs[1]
            }
            Builtin::AtomicCas(size, success, failure) => {
                let regs = self.all(args);
                self.atomic_cas((size, success, failure), (regs[0], regs[1], regs[2]), ty)
            }
            Builtin::Ffs(bits) => self.ffs(&args[0], bits),
            Builtin::Class(classes) => {
                let reg = self.value(&args[0], None);
                let double = u32::from(args[0].ty != Ty::FLOAT);
                let out = self.alloc_int();
                self.code.word(enc::f(0x70 | double, 1, out, reg, ZERO));
                self.i(enc::ANDI, out, out, i64::from(classes));
                self.r(enc::SLTU, out, ZERO, out);
                self.free(reg);
                out
            }
            Builtin::InfinitySign => {
                let reg = self.value(&args[0], None);
                let double = u32::from(args[0].ty != Ty::FLOAT);
                let (out, minus) = (self.alloc_int(), self.alloc_int());
                self.code.word(enc::f(0x70 | double, 1, out, reg, ZERO));
                self.i(enc::ANDI, minus, out, 1);
                self.code.word(enc::shift(5, false, false, (out, out), 7));
                self.i(enc::ANDI, out, out, 1);
                self.r(enc::SUB, out, out, minus);
                self.free(minus);
                self.free(reg);
                out
            }
            Builtin::SignBit => {
                let reg = self.value(&args[0], None);
                let double = u32::from(args[0].ty != Ty::FLOAT);
                let out = self.alloc_int();
                self.code.word(enc::f(0x70 | double, 0, out, reg, ZERO));
                // A float is sign-extended by the move.
                self.code.word(enc::shift(5, false, false, (out, out), 63));
                self.free(reg);
                out
            }
            Builtin::Overflow(checked) => {
                let signed = [0, 1].map(|index| self.is_signed(args[index].ty));
                let regs = self.all(args);
                self.overflow(checked, &regs, signed)
            }
            Builtin::Sqrt | Builtin::Fabs => {
                let reg = self.value(&args[0], None);
                let double = u32::from(ty != Ty::FLOAT);
                let word = if builtin == Builtin::Sqrt {
                    enc::f(0x2c | double, 7, reg, reg, ZERO)
                } else {
                    enc::f(0x10 | double, 2, reg, reg, reg)
                };
                self.code.word(word);
                reg
            }
        }
    }

    /// `ecall`: the number in `a7`, arguments from `a0` on, the result in `a0`.
    fn syscall(&mut self, args: &[Expr]) -> Reg {
        let mut slots = Vec::new();
        let simple = |arg: &Expr| arg.need <= 4;
        for arg in args {
            slots.push(if simple(arg) {
                None
            } else {
                let reg = self.value(arg, None);
                Some(self.spill(reg))
            });
        }
        let mut used = Vec::new();
        for (index, (arg, slot)) in args.iter().zip(slots).enumerate() {
            let reg = if index == 0 { enc::A7 } else { Reg(9 + index as u8) };
            self.take(reg);
            used.push(reg);
            match slot {
                Some(slot) => self.load_frame(reg, slot),
                None => {
                    self.value(arg, Some(reg));
                }
            }
        }
        self.code.word(enc::ECALL);
        used.into_iter().for_each(|reg| self.free(reg));
        self.take(enc::A0);
        enc::A0
    }

    fn bswap(&mut self, arg: &Expr, size: u8, ty: Ty) -> Reg {
        let reg = self.value(arg, None);
        let (out, byte) = (self.alloc_int(), self.alloc_int());
        self.li(out, 0);
        for index in 0..u32::from(size) {
            self.code.word(enc::shift(5, false, false, (byte, reg), index * 8));
            self.i(enc::ANDI, byte, byte, 255);
            self.code.word(enc::shift(1, false, false, (out, out), 8));
            self.r(enc::OR, out, out, byte);
        }
        if size == 4 {
            self.truncate(out, ty);
        }
        self.free(reg);
        self.free(byte);
        out
    }

    /// Bits set, by clearing the lowest one again and again.
    fn popcount(&mut self, reg: Reg, bits: u8) -> Reg {
        let (count, less) = (self.alloc_int(), self.alloc_int());
        if bits == 32 {
            self.code.word(enc::shift(1, false, false, (reg, reg), 32));
        }
        let (again, end) = (self.code.new_label(), self.code.new_label());
        self.li(count, 0);
        self.code.place(again);
        self.branch_op(enc::BEQ, reg, ZERO, end);
        self.i(enc::ADDI, less, reg, -1);
        self.r(enc::AND, reg, reg, less);
        self.i(enc::ADDI, count, count, 1);
        self.code.jump(again);
        self.code.place(end);
        self.free(reg);
        self.free(less);
        count
    }

    fn ctz(&mut self, arg: &Expr, bits: u8) -> Reg {
        let reg = self.value(arg, None);
        // (x & -x) - 1 has a bit for every trailing zero.
        let low = self.alloc_int();
        self.r(enc::SUB, low, ZERO, reg);
        self.r(enc::AND, reg, reg, low);
        self.i(enc::ADDI, reg, reg, -1);
        self.free(low);
        self.popcount(reg, bits)
    }

    /// `ctz + 1`, or 0 where no bit is set.
    fn ffs(&mut self, arg: &Expr, bits: u8) -> Reg {
        let reg = self.value(arg, None);
        let any = self.alloc_int();
        if bits == 32 {
            self.code.word(enc::shift(1, false, false, (any, reg), 32));
        } else {
            self.mv(any, reg);
        }
        // Ones up to the lowest bit: x ^ (x - 1); none if there is no bit.
        self.r(enc::SLTU, any, ZERO, any);
        self.r(enc::SUB, any, ZERO, any);
        let less = self.alloc_int();
        self.i(enc::ADDI, less, reg, -1);
        self.r(enc::XOR, reg, reg, less);
        self.r(enc::AND, reg, reg, any);
        self.free(less);
        self.free(any);
        self.popcount(reg, bits)
    }

    /// Computes with 128 bits, `hi` being the upper half, and compares with what is left of the result in its type.
    fn overflow(&mut self, checked: Checked, regs: &[Reg], signed: [bool; 2]) -> Reg {
        let (a, b) = (regs[0], regs[1]);
        let (hi, t) = (self.alloc_int(), self.alloc_int());
        let sign = |p: &mut Self, to: Reg, from: Reg, signed: bool| {
            if signed {
                p.code.word(enc::shift(5, true, false, (to, from), 63));
            } else {
                p.li(to, 0);
            }
        };
        match checked.op {
            BinaryOp::Mul => {
                match signed {
                    [true, true] => self.r(enc::MULH, hi, a, b),
                    [true, false] => self.r(enc::MULHSU, hi, a, b),
                    [false, true] => self.r(enc::MULHSU, hi, b, a),
                    [false, false] => self.r(enc::MULHU, hi, a, b),
                }
                self.r(enc::MUL, a, a, b);
            }
            op => {
                sign(self, hi, a, signed[0]);
                sign(self, t, b, signed[1]);
                let is_sub = op == BinaryOp::Sub;
                let step = if is_sub { enc::SUB } else { enc::ADD };
                self.r(step, hi, hi, t);
                if is_sub {
                    self.r(enc::SLTU, t, a, b);
                }
                self.r(step, a, a, b);
                if !is_sub {
                    self.r(enc::SLTU, t, a, b);
                }
                self.r(step, hi, hi, t);
            }
        }
        let index = checked.size.trailing_zeros() as usize;
        if let Some(&place) = regs.get(2) {
            self.store_at([enc::SB, enc::SH, enc::SW, enc::SD][index], a, place, 0);
            self.free(place);
        }
        self.mv(t, a);
        if checked.size < 8 {
            let amount = 64 - u32::from(checked.size) * 8;
            self.code.word(enc::shift(1, false, false, (t, t), amount));
            self.code.word(enc::shift(5, checked.signed, false, (t, t), amount));
        }
        self.r(enc::XOR, a, a, t);
        sign(self, t, t, checked.signed);
        self.r(enc::XOR, hi, hi, t);
        self.r(enc::OR, a, a, hi);
        self.r(enc::SLTU, a, ZERO, a);
        for reg in [b, hi, t] {
            self.free(reg);
        }
        a
    }

    fn clz(&mut self, arg: &Expr, bits: u8) -> Reg {
        let reg = self.value(arg, None);
        let count = self.alloc_int();
        if bits == 32 {
            self.code.word(enc::shift(1, false, false, (reg, reg), 32));
        }
        let (again, end) = (self.code.new_label(), self.code.new_label());
        self.li(count, 0);
        self.li(enc::T6, i64::from(bits));
        self.code.place(again);
        self.branch_op(enc::BLT, reg, ZERO, end);
        self.branch_op(enc::BEQ, count, enc::T6, end);
        self.code.word(enc::shift(1, false, false, (reg, reg), 1));
        self.i(enc::ADDI, count, count, 1);
        self.code.jump(again);
        self.code.place(end);
        self.free(reg);
        count
    }

    /// A fence that belongs to a load or store: for the other threads it is that one that orders.
    fn fence_of_access(&mut self) {
        self.code.atomic(AtomicOrder::default(), None);
        self.code.word(enc::FENCE);
    }

    fn atomic_rmw(
        &mut self,
        (op, order): (RmwOp, AtomicOrder),
        size: u8,
        (address, value): (Reg, Reg),
        ty: Ty,
    ) -> Reg {
        let funct5 = match op {
            RmwOp::Swap => Some(1),
            RmwOp::Add | RmwOp::Sub => Some(0),
            RmwOp::And => Some(0xc),
            RmwOp::Or => Some(8),
            RmwOp::Xor => Some(4),
            RmwOp::Nand => None,
        };
        if let (Some(funct5), true) = (funct5, size >= 4) {
            if op == RmwOp::Sub {
                self.r(enc::SUB, value, ZERO, value);
            }
            self.code.atomic(order, None);
            self.code.word(enc::amo(funct5, size == 8, value, address, value));
            self.free(address);
            return value;
        }
        self.rmw_loop((op, order), size, (address, value), ty)
    }
}

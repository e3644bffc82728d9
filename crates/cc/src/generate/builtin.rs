//! Builtins as instructions.

use super::Generator;
use crate::encode::{self as enc, Reg, S0, SP, TP, ZERO};
use crate::tree::{Builtin, Expr, RmwOp};
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
            Builtin::Fence => {
                self.code.word(enc::FENCE);
                self.nothing(None)
            }
            Builtin::AtomicRmw(op, size) => {
                let regs = self.all(args);
                self.atomic_rmw(op, size, (regs[0], regs[1]), ty)
            }
            Builtin::AtomicLoad(_) => {
                let address = self.value(&args[0], None);
                self.code.word(enc::FENCE);
                let rd = if ty.is_float() { self.alloc(true) } else { address };
                let op = self.load_op(ty);
                self.load_at(op, rd, address, 0);
                if rd != address {
                    self.free(address);
                }
                self.code.word(enc::FENCE);
                rd
            }
            Builtin::AtomicStore(_) => {
                let regs = self.all(args);
                self.code.word(enc::FENCE);
                self.store(regs[1], &super::address::plain(regs[0]), ty, None);
                self.code.word(enc::FENCE);
                self.free(regs[0]);
                regs[1]
            }
            Builtin::AtomicCas(size) => {
                let regs = self.all(args);
                self.atomic_cas(size, (regs[0], regs[1], regs[2]), ty)
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

    fn atomic_rmw(&mut self, op: RmwOp, size: u8, (address, value): (Reg, Reg), ty: Ty) -> Reg {
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
            self.code.word(enc::amo(funct5, size == 8, value, address, value));
            self.free(address);
            return value;
        }
        self.rmw_loop(op, size, (address, value), ty)
    }
}

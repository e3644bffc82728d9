//! Objects: addresses, loads, stores, bit-fields, copies.

use super::{Addr, Generator, Off};
use crate::code::Target;
use crate::encode::{self as enc, Reg, S0, TP, ZERO, fits12};
use crate::object::RelocationKind as Rel;
use crate::tree::{BinaryOp, Expr, ExprKind};
use crate::types::{Bits, Ty};

impl Generator<'_> {
    /// The address of an object, or of a struct value. `want` may serve as base register.
    pub(super) fn addr(&mut self, expr: &Expr, want: Option<Reg>) -> Addr {
        match &expr.kind {
            ExprKind::Local(id) => Addr { base: S0, owned: false, off: Off::Imm(self.local(*id)) },
            ExprKind::Global(id) => {
                let (base, owned) = self.base(want);
                let target = Target::Global(*id);
                let high = self.code.items.len();
                if self.is_thread(*id) {
                    self.reloc(enc::u(enc::LUI, base, 0), Rel::TpHi20, target.clone(), 0);
                    self.r(enc::ADD, base, base, TP);
                    return Addr { base, owned, off: Off::TpLo(target, 0, high) };
                }
                // `shifted` corrects its offset.
                self.reloc(enc::u(enc::LUI, base, 0), Rel::Hi20, target.clone(), 0);
                Addr { base, owned, off: Off::Lo(target, 0, high) }
            }
            ExprKind::Quad(bits) => {
                let (base, owned) = self.base(want);
                let target = self.constant_place((*bits, 16));
                let high = self.code.items.len();
                self.reloc(enc::u(enc::LUI, base, 0), Rel::Hi20, target.clone(), 0);
                Addr { base, owned, off: Off::Lo(target, 0, high) }
            }
            ExprKind::Deref(pointer) => self.pointer(pointer, want),
            ExprKind::Member { base, offset, .. } => {
                let addr = self.addr(base, want);
                self.shifted(addr, *offset as i64)
            }
            ExprKind::Load(object) => self.addr(object, want),
            ExprKind::Cast(inner) if self.types.in_memory(expr.ty) => self.addr(inner, want),
            ExprKind::Comma(left, right) => {
                self.effect(left);
                self.addr(right, want)
            }
            ExprKind::Assign { place, value } => {
                self.copy_record(place, value);
                if place.calls() {
                    // The value was copied from its own place, which still holds it.
                    return self.addr(value, want);
                }
                self.addr(place, want)
            }
            ExprKind::Conditional(condition, a, b) => self.conditional_addr(condition, a, b),
            ExprKind::Statements(list, Some(value)) => {
                self.statements(list);
                self.addr(value, want)
            }
            ExprKind::Call(call) => {
                let slot = self.call_record(call, expr.ty, expr.loc);
                Addr { base: S0, owned: false, off: Off::Imm(slot) }
            }
            // Anything else that has an address is a pointer's value.
            _ => {
                let base = self.value(expr, want);
                Addr { base, owned: want.is_none(), off: Off::Imm(0) }
            }
        }
    }

    fn base(&mut self, want: Option<Reg>) -> (Reg, bool) {
        match want.filter(|reg| !reg.is_float()) {
            Some(reg) => (reg, false),
            None => (self.alloc_int(), true),
        }
    }

    /// What a pointer points to.
    fn pointer(&mut self, pointer: &Expr, want: Option<Reg>) -> Addr {
        match &pointer.kind {
            ExprKind::AddressOf(object) => self.addr(object, want),
            ExprKind::Cast(inner) if self.size(inner.ty) == 8 && !self.is_float(inner.ty) => {
                self.pointer(inner, want)
            }
            ExprKind::Binary(BinaryOp::Add, inner, offset) if offset.as_int().is_some() => {
                let addr = self.pointer(inner, want);
                self.shifted(addr, offset.as_int().unwrap_or(0))
            }
            ExprKind::Binary(BinaryOp::Sub, inner, offset) if offset.as_int().is_some() => {
                let addr = self.pointer(inner, want);
                self.shifted(addr, offset.as_int().unwrap_or(0).wrapping_neg())
            }
            // An element of an array that is there: its address keeps the offset for the access.
            ExprKind::Binary(BinaryOp::Add, array, index)
                if matches!(array.kind, ExprKind::AddressOf(_))
                    && !self.too_heavy(index.need.saturating_add(1)) =>
            {
                let addr = self.pointer(array, None);
                let index = self.value(index, None);
                let want = want.filter(|reg| !reg.is_float());
                let base = want.unwrap_or(if addr.owned { addr.base } else { index });
                self.r(enc::ADD, base, addr.base, index);
                for reg in [index, addr.base] {
                    if reg != base && (reg == index || addr.owned) {
                        self.free(reg);
                    }
                }
                Addr { base, owned: want.is_none(), off: addr.off }
            }
            _ => {
                let want = want.filter(|reg| !reg.is_float());
                let base = self.value(pointer, want);
                Addr { base, owned: want.is_none(), off: Off::Imm(0) }
            }
        }
    }

    /// The address moved by some bytes.
    fn shifted(&mut self, mut addr: Addr, by: i64) -> Addr {
        match &mut addr.off {
            Off::Imm(off) => *off = off.wrapping_add(by),
            Off::Lo(_, addend, high) | Off::TpLo(_, addend, high) => {
                // Both halves must name the same place: correct the one already emitted.
                *addend = addend.wrapping_add(by);
                if let Some(crate::code::Item::Reloc(.., total)) = self.code.items.get_mut(*high) {
                    *total = *addend;
                }
            }
        }
        addr
    }

    /// The address in a register of its own.
    pub(super) fn address_of(&mut self, expr: &Expr, want: Option<Reg>) -> Reg {
        let addr = self.addr(expr, want);
        self.materialise(addr, want)
    }

    pub(super) fn materialise(&mut self, addr: Addr, want: Option<Reg>) -> Reg {
        let rd = match want {
            Some(want) => want,
            None if addr.owned => addr.base,
            None => self.alloc_int(),
        };
        match &addr.off {
            Off::Imm(0) => self.mv(rd, addr.base),
            Off::Imm(off) => self.add_constant(rd, addr.base, *off),
            Off::Lo(target, addend, _) => {
                self.reloc(enc::i(enc::ADDI, rd, addr.base, 0), Rel::Lo12I, target.clone(), *addend)
            }
            Off::TpLo(target, addend, _) => self.reloc(
                enc::i(enc::ADDI, rd, addr.base, 0),
                Rel::TpLo12I,
                target.clone(),
                *addend,
            ),
        }
        if addr.owned && addr.base != rd {
            self.free(addr.base);
        }
        rd
    }

    pub(super) fn release(&mut self, addr: &Addr) {
        if addr.owned {
            self.free(addr.base);
        }
    }

    /// The load instruction for a type.
    pub(super) fn load_op(&self, ty: Ty) -> enc::IOp {
        match (self.size(ty), ty.is_float(), self.is_signed(ty)) {
            (4, true, _) => enc::FLW,
            (_, true, _) => enc::FLD,
            (1, _, true) => enc::LB,
            (1, _, false) => enc::LBU,
            (2, _, true) => enc::LH,
            (2, _, false) => enc::LHU,
            (4, ..) => enc::LW,
            _ => enc::LD,
        }
    }

    fn store_op(&self, ty: Ty) -> enc::IOp {
        match (self.size(ty), ty.is_float()) {
            (4, true) => enc::FSW,
            (_, true) => enc::FSD,
            (1, _) => enc::SB,
            (2, _) => enc::SH,
            (4, _) => enc::SW,
            _ => enc::SD,
        }
    }

    /// One load instruction; the address stays usable.
    pub(super) fn load_with(&mut self, op: enc::IOp, rd: Reg, addr: &Addr) {
        match &addr.off {
            Off::Imm(off) => self.load_at(op, rd, addr.base, *off),
            Off::Lo(target, addend, _) => {
                self.reloc(enc::i(op, rd, addr.base, 0), Rel::Lo12I, target.clone(), *addend)
            }
            Off::TpLo(target, addend, _) => {
                self.reloc(enc::i(op, rd, addr.base, 0), Rel::TpLo12I, target.clone(), *addend)
            }
        }
    }

    pub(super) fn store_with(&mut self, op: enc::IOp, value: Reg, addr: &Addr) {
        match &addr.off {
            Off::Imm(off) => self.store_at(op, value, addr.base, *off),
            Off::Lo(target, addend, _) => {
                self.reloc(enc::s(op, value, addr.base, 0), Rel::Lo12S, target.clone(), *addend)
            }
            Off::TpLo(target, addend, _) => {
                self.reloc(enc::s(op, value, addr.base, 0), Rel::TpLo12S, target.clone(), *addend)
            }
        }
    }

    /// Reads a scalar object into `rd`.
    pub(super) fn load(&mut self, rd: Reg, addr: &Addr, ty: Ty, bits: Option<Bits>) {
        let Some(bits) = bits else {
            return self.load_with(self.load_op(ty), rd, addr);
        };
        let unit = [enc::LBU, enc::LHU, enc::LWU, enc::LD][bits.unit.trailing_zeros() as usize];
        self.load_with(unit, rd, addr);
        self.extract(rd, rd, bits, self.is_signed(ty));
    }

    /// The bits of a field out of its unit; 32-bit results sign-extended.
    fn extract(&mut self, rd: Reg, rs: Reg, bits: Bits, signed: bool) {
        let (shift, width) = (u32::from(bits.shift), u32::from(bits.width));
        if !signed && shift == 0 && width <= 11 {
            self.i(enc::ANDI, rd, rs, (1 << width) - 1);
            return;
        }
        self.code.word(enc::shift(1, false, false, (rd, rs), 64 - width - shift));
        let signed = signed || width == 32;
        self.code.word(enc::shift(5, signed, false, (rd, rd), 64 - width));
    }

    /// Writes a scalar object; `value` is left as it is.
    pub(super) fn store(&mut self, value: Reg, addr: &Addr, ty: Ty, bits: Option<Bits>) {
        let Some(bits) = bits else {
            return self.store_with(self.store_op(ty), value, addr);
        };
        let index = bits.unit.trailing_zeros() as usize;
        let load = [enc::LBU, enc::LHU, enc::LWU, enc::LD][index];
        let store = [enc::SB, enc::SH, enc::SW, enc::SD][index];
        let (shift, width) = (u32::from(bits.shift), u32::from(bits.width));
        let old = self.alloc_int();
        let new = self.alloc_int();
        let mask = (u64::MAX >> (64 - width)) << shift;
        self.load_with(load, old, addr);
        if fits12(!mask as i64) {
            self.i(enc::ANDI, old, old, !mask as i64);
        } else {
            self.li(new, !mask as i64);
            self.r(enc::AND, old, old, new);
        }
        self.code.word(enc::shift(1, false, false, (new, value), 64 - width));
        self.code.word(enc::shift(5, false, false, (new, new), 64 - width - shift));
        self.r(enc::OR, old, old, new);
        self.store_with(store, old, addr);
        self.free(old);
        self.free(new);
    }

    /// A value cut to what a bit-field of it would hold.
    pub(super) fn cut(&mut self, reg: Reg, ty: Ty, bits: Bits) {
        let signed = self.is_signed(ty);
        self.extract(reg, reg, Bits { shift: 0, ..bits }, signed);
    }

    /// `place = value` for structs.
    pub(super) fn copy_record(&mut self, place: &Expr, value: &Expr) {
        let (size, align) = (self.size(place.ty), self.types.align(place.ty));
        if place.calls() {
            let source = self.address_of(value, None);
            let slot = self.spill(source);
            let target = self.address_of(place, None);
            let source = self.alloc_int();
            self.load_frame(source, slot);
            let (to, from) = (plain(target), plain(source));
            self.copy(&to, &from, size, align);
            self.free(target);
            self.free(source);
            return;
        }
        let source = self.addr(value, None);
        let source = self.copyable(source, size);
        if self.too_heavy(place.need.saturating_add(4)) {
            let reg = self.materialise(source, None);
            let slot = self.spill(reg);
            let target = self.address_of(place, None);
            let source = self.alloc_int();
            self.load_frame(source, slot);
            let (to, from) = (plain(target), plain(source));
            self.copy(&to, &from, size, align);
            self.free(target);
            self.free(source);
            return;
        }
        let target = self.addr(place, None);
        let target = self.copyable(target, size);
        self.copy(&target, &source, size, align);
        self.release(&target);
        self.release(&source);
    }

    /// An address whose following `size` bytes can be reached too.
    pub(super) fn copyable(&mut self, addr: Addr, size: u64) -> Addr {
        match addr.off {
            Off::Imm(off) if fits12(off) && fits12(off + size.min(128) as i64) => addr,
            _ => {
                let base = self.materialise(addr, None);
                Addr { base, owned: true, off: Off::Imm(0) }
            }
        }
    }

    /// Copies bytes between addresses with immediate offsets.
    pub(super) fn copy(&mut self, to: &Addr, from: &Addr, size: u64, align: u64) {
        let (Off::Imm(to_off), Off::Imm(from_off)) = (&to.off, &from.off) else { return };
        let (to_off, from_off) = (*to_off, *from_off);
        if size / align.min(8) > 16 {
            return self.copy_loop((to, to_off), (from, from_off), size, align);
        }
        let scratch = self.alloc_int();
        let mut at = 0;
        while at < size {
            let step = chunk(size - at, align);
            let index = step.trailing_zeros() as usize;
            self.load_at(
                [enc::LBU, enc::LHU, enc::LW, enc::LD][index],
                scratch,
                from.base,
                from_off + at as i64,
            );
            self.store_at(
                [enc::SB, enc::SH, enc::SW, enc::SD][index],
                scratch,
                to.base,
                to_off + at as i64,
            );
            at += step;
        }
        self.free(scratch);
    }

    fn copy_loop(
        &mut self,
        (to, to_off): (&Addr, i64),
        (from, from_off): (&Addr, i64),
        size: u64,
        align: u64,
    ) {
        let step = align.min(8);
        let (target, source, value, end) =
            (self.alloc_int(), self.alloc_int(), self.alloc_int(), self.alloc_int());
        self.add_constant(target, to.base, to_off);
        self.add_constant(source, from.base, from_off);
        let whole = size / step * step;
        self.add_constant(end, source, whole as i64);
        let again = self.code.new_label();
        self.code.place(again);
        let index = step.trailing_zeros() as usize;
        self.load_at([enc::LBU, enc::LHU, enc::LW, enc::LD][index], value, source, 0);
        self.store_at([enc::SB, enc::SH, enc::SW, enc::SD][index], value, target, 0);
        self.i(enc::ADDI, source, source, step as i64);
        self.i(enc::ADDI, target, target, step as i64);
        self.code.items.push(crate::code::Item::Branch(enc::BNE, source, end, again));
        let mut at = 0;
        while whole + at < size {
            self.load_at(enc::LBU, value, source, at as i64);
            self.store_at(enc::SB, value, target, at as i64);
            at += 1;
        }
        for reg in [target, source, value, end] {
            self.free(reg);
        }
    }

    /// Zeroes part of the frame.
    pub(super) fn zero_frame(&mut self, offset: i64, size: u64, align: u64) {
        let step = align.min(8);
        if size / step > 16 {
            let (target, end) = (self.alloc_int(), self.alloc_int());
            let whole = size / step * step;
            self.add_constant(target, S0, offset);
            self.add_constant(end, target, whole as i64);
            let again = self.code.new_label();
            self.code.place(again);
            let index = step.trailing_zeros() as usize;
            self.store_at([enc::SB, enc::SH, enc::SW, enc::SD][index], ZERO, target, 0);
            self.i(enc::ADDI, target, target, step as i64);
            self.code.items.push(crate::code::Item::Branch(enc::BNE, target, end, again));
            for at in 0..size - whole {
                self.store_at(enc::SB, ZERO, target, at as i64);
            }
            self.free(target);
            self.free(end);
            return;
        }
        let mut at = 0;
        while at < size {
            let part = chunk(size - at, align);
            self.store_at(
                [enc::SB, enc::SH, enc::SW, enc::SD][part.trailing_zeros() as usize],
                ZERO,
                S0,
                offset + at as i64,
            );
            at += part;
        }
    }
}

/// The address in a register.
pub(super) fn plain(base: Reg) -> Addr {
    Addr { base, owned: false, off: Off::Imm(0) }
}

/// The largest access that fits.
fn chunk(left: u64, align: u64) -> u64 {
    let mut step = align.min(8);
    while step > left {
        step /= 2;
    }
    step
}

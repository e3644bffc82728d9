//! Expressions into registers.

use super::{Addr, Generator, Held, Off};
use crate::check::convert::bits_of;
use crate::encode::{self as enc, Reg, S0, ZERO};
use crate::tree::{Expr, ExprKind, InitItem, LocalId};
use crate::types::Ty;

impl Generator<'_> {
    /// Evaluates a scalar into a register that the caller then owns; into `want` if given, which
    /// the caller has taken and which holds nothing yet.
    pub(super) fn value(&mut self, expr: &Expr, want: Option<Reg>) -> Reg {
        if expr.calls()
            && let Some(want) = want
        {
            self.free(want);
            let reg = self.value(expr, None);
            if reg != want {
                self.free(reg);
                self.take(want);
                self.mv(want, reg);
            }
            return want;
        }
        match &expr.kind {
            ExprKind::Int(value) => self.int_constant(*value, expr.ty, want),
            ExprKind::Float(value) => self.float_constant(*value, expr.ty, want),
            ExprKind::Quad(_) => self.address_of(expr, want),
            ExprKind::Load(object) => self.load_object(object, expr.ty, want),
            ExprKind::AddressOf(object) => self.address_of(object, want),
            ExprKind::Cast(inner) => self.cast(inner, expr.ty, want),
            ExprKind::Neg(inner) => self.negate(inner, expr.ty, want),
            ExprKind::Not(inner) => {
                let reg = self.value(inner, want);
                self.i(enc::XORI, reg, reg, -1);
                if self.size(expr.ty) < 4 {
                    self.truncate(reg, expr.ty);
                }
                reg
            }
            ExprKind::Binary(op, a, b) => self.binary(*op, a, b, want),
            ExprKind::LogicalNot(_) | ExprKind::LogicalAnd(..) | ExprKind::LogicalOr(..) => {
                self.truth(expr, want)
            }
            ExprKind::Conditional(condition, a, b) => self.conditional(condition, a, b, want),
            ExprKind::Assign { place, value } => self.assign(place, value, want, true),
            ExprKind::Update { place, value, result_is_old } => {
                let reg = self.update(place, value, *result_is_old, true);
                self.settle(reg, want)
            }
            ExprKind::Held => self.held_value(want, expr.ty),
            ExprKind::Comma(left, right) => {
                // `want` holds nothing, but is not to be used by the left side.
                self.effect(left);
                self.value(right, want)
            }
            ExprKind::Call(call) => self.call_scalar(call, expr.ty, expr.loc),
            ExprKind::Builtin(builtin, args) => self.builtin(*builtin, args, expr.ty),
            ExprKind::Statements(list, value) => {
                self.statements(list);
                match value {
                    Some(value) => self.value(value, want),
                    None => self.nothing(want),
                }
            }
            ExprKind::Init { .. } => {
                self.effect(expr);
                self.nothing(want)
            }
            ExprKind::Local(_)
            | ExprKind::Global(_)
            | ExprKind::Deref(_)
            | ExprKind::Member { .. } => self.load_object(expr, expr.ty, want),
        }
    }

    /// Moves a result to where it is wanted.
    fn settle(&mut self, reg: Reg, want: Option<Reg>) -> Reg {
        match want {
            Some(want) if want != reg => {
                self.mv(want, reg);
                self.free(reg);
                want
            }
            _ => reg,
        }
    }

    /// A register for something without a value.
    pub(super) fn nothing(&mut self, want: Option<Reg>) -> Reg {
        match want {
            Some(want) => want,
            None => self.alloc_int(),
        }
    }

    pub(super) fn target(&mut self, want: Option<Reg>, ty: Ty) -> Reg {
        match want {
            Some(want) => want,
            None => self.alloc(ty.is_float()),
        }
    }

    fn int_constant(&mut self, value: i64, ty: Ty, want: Option<Reg>) -> Reg {
        let rd = self.target(want, ty);
        let value = if self.size(ty) == 4 { i64::from(value as i32) } else { value };
        self.li(rd, value);
        rd
    }

    fn float_constant(&mut self, value: f64, ty: Ty, want: Option<Reg>) -> Reg {
        let rd = self.target(want, ty);
        let single = ty == Ty::FLOAT;
        let bits = if single { u64::from((value as f32).to_bits()) } else { value.to_bits() };
        let move_op = if single { 0x78 } else { 0x79 };
        if bits == 0 {
            self.code.word(enc::f(move_op, 0, rd, ZERO, ZERO));
            return rd;
        }
        let signed = if single { i64::from(bits as u32 as i32) } else { bits as i64 };
        let words = super::li_words(enc::T6, signed);
        if words.len() <= 2 {
            words.into_iter().for_each(|word| self.code.word(word));
            self.code.word(enc::f(move_op, 0, rd, enc::T6, ZERO));
            return rd;
        }
        let target = self.constant_place((u128::from(bits), if single { 4 } else { 8 }));
        self.reloc(
            enc::u(enc::LUI, enc::T6, 0),
            crate::object::RelocationKind::Hi20,
            target.clone(),
            0,
        );
        let op = if single { enc::FLW } else { enc::FLD };
        self.reloc(enc::i(op, rd, enc::T6, 0), crate::object::RelocationKind::Lo12I, target, 0);
        rd
    }

    /// Where a constant lies in read-only data.
    pub(super) fn constant_place(&mut self, constant: super::FloatConstant) -> crate::code::Target {
        let index = match self.constants.iter().position(|&old| old == constant) {
            Some(index) => index,
            None => {
                self.constants.push(constant);
                self.constants.len() - 1
            }
        };
        crate::code::Target::Name(format!(".LC{index}"))
    }

    fn load_object(&mut self, object: &Expr, ty: Ty, want: Option<Reg>) -> Reg {
        let addr = self.addr(object, want);
        let rd = match want {
            Some(want) => want,
            None if addr.owned && !ty.is_float() => addr.base,
            None => self.alloc(ty.is_float()),
        };
        self.load(rd, &addr, ty, bits_of(object));
        if addr.owned && addr.base != rd {
            self.free(addr.base);
        }
        rd
    }

    /// `c ? a : b` of a scalar.
    fn conditional(&mut self, condition: &Expr, a: &Expr, b: &Expr, want: Option<Reg>) -> Reg {
        let (other, end) = (self.code.new_label(), self.code.new_label());
        self.branch(condition, other, false);
        let first = self.value(a, want);
        self.code.jump(end);
        self.code.place(other);
        if want.is_none() {
            self.free(first);
        }
        let second = self.value(b, want);
        if second != first {
            self.free(second);
            self.take(first);
            self.mv(first, second);
        }
        self.code.place(end);
        first
    }

    pub(super) fn conditional_addr(&mut self, condition: &Expr, a: &Expr, b: &Expr) -> Addr {
        let (other, end) = (self.code.new_label(), self.code.new_label());
        self.branch(condition, other, false);
        let first = self.address_of(a, None);
        self.code.jump(end);
        self.code.place(other);
        self.free(first);
        let second = self.address_of(b, None);
        self.free(second);
        self.take(first);
        self.mv(first, second);
        self.code.place(end);
        Addr { base: first, owned: true, off: Off::Imm(0) }
    }

    /// `place = value`; the value is evaluated first.
    pub(super) fn assign(
        &mut self,
        place: &Expr,
        value: &Expr,
        want: Option<Reg>,
        wanted: bool,
    ) -> Reg {
        if self.types.in_memory(place.ty) {
            self.copy_record(place, value);
            return self.nothing(want);
        }
        let bits = bits_of(place);
        let zero = value.as_int() == Some(0) && !wanted;
        let mut reg = if zero { ZERO } else { self.value(value, want) };
        if self.too_heavy(place.need.saturating_add(2)) && place.need > 1 {
            let slot = if zero { None } else { Some(self.spill(reg)) };
            let base = self.address_of(place, None);
            if let Some(slot) = slot {
                reg = want.unwrap_or_else(|| self.alloc(value.ty.is_float()));
                self.take(reg);
                self.load_frame(reg, slot);
            }
            self.store(reg, &super::address::plain(base), place.ty, bits);
            self.free(base);
        } else {
            let addr = self.addr(place, None);
            self.store(reg, &addr, place.ty, bits);
            self.release(&addr);
        }
        if let Some(bits) = bits
            && wanted
        {
            self.cut(reg, place.ty, bits);
        }
        reg
    }

    /// `place op= value` and its kin.
    pub(super) fn update(
        &mut self,
        place: &Expr,
        value: &Expr,
        result_is_old: bool,
        wanted: bool,
    ) -> Reg {
        let bits = bits_of(place);
        let ty = place.ty.bare();
        let old_wanted = result_is_old && wanted;
        let addr = self.addr(place, None);
        let heavy = self.too_heavy(value.need.saturating_add(4));
        // A base that must survive a call goes to the frame.
        let spilled = if heavy && addr.owned { Some(self.spill(addr.base)) } else { None };
        if old_wanted {
            return self.update_old(place, value, (addr, spilled));
        }
        self.held.push(match spilled {
            Some(slot) => Held::Spilled { slot, off: addr.off.clone(), ty, bits },
            None => Held::Memory { addr: Addr { owned: false, ..addr.clone() }, ty, bits },
        });
        let new = self.value(value, None);
        self.held.pop();
        self.store_back(new, (addr, spilled), ty, bits);
        if let Some(bits) = bits
            && wanted
        {
            self.cut(new, ty, bits);
        }
        new
    }

    fn update_old(
        &mut self,
        place: &Expr,
        value: &Expr,
        (addr, spilled): (Addr, Option<i64>),
    ) -> Reg {
        let bits = bits_of(place);
        let ty = place.ty.bare();
        let old = self.alloc(ty.is_float());
        match spilled {
            Some(slot) => {
                let base = self.alloc_int();
                self.load_frame(base, slot);
                self.load(old, &Addr { base, owned: false, off: addr.off.clone() }, ty, bits);
                self.free(base);
            }
            None => self.load(old, &addr, ty, bits),
        }
        let heavy = self.too_heavy(value.need.saturating_add(2));
        let slot = if heavy { Some(self.spill(old)) } else { None };
        self.held.push(match slot {
            Some(slot) => Held::Slot(slot),
            None => Held::Value(old),
        });
        let new = self.value(value, None);
        self.held.pop();
        self.store_back(new, (addr, spilled), ty, bits);
        self.free(new);
        let Some(slot) = slot else { return old };
        let old = self.alloc(ty.is_float());
        self.load_frame(old, slot);
        old
    }

    fn store_back(
        &mut self,
        new: Reg,
        (addr, spilled): (Addr, Option<i64>),
        ty: Ty,
        bits: Option<crate::types::Bits>,
    ) {
        match spilled {
            Some(slot) => {
                let base = self.alloc_int();
                self.load_frame(base, slot);
                self.store(new, &Addr { base, owned: false, off: addr.off }, ty, bits);
                self.free(base);
            }
            None => {
                self.store(new, &addr, ty, bits);
                self.release(&addr);
            }
        }
    }

    fn held_value(&mut self, want: Option<Reg>, ty: Ty) -> Reg {
        let Some(held) = self.held.last().cloned() else { return self.nothing(want) };
        let rd = self.target(want, ty);
        match held {
            Held::Value(reg) => self.mv(rd, reg),
            Held::Memory { addr, ty, bits } => self.load(rd, &addr, ty, bits),
            Held::Slot(slot) => self.load_frame(rd, slot),
            Held::Spilled { slot, off, ty, bits } => {
                let base = self.alloc_int();
                self.load_frame(base, slot);
                self.load(rd, &Addr { base, owned: false, off }, ty, bits);
                self.free(base);
            }
        }
        rd
    }

    /// Evaluates for its effect alone.
    pub(super) fn effect(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Assign { place, value } if self.types.in_memory(place.ty) => {
                self.copy_record(place, value)
            }
            ExprKind::Assign { place, value } => {
                let reg = self.assign(place, value, None, false);
                if reg != ZERO {
                    self.free(reg);
                }
            }
            ExprKind::Update { place, value, .. } => {
                let reg = self.update(place, value, false, false);
                self.free(reg);
            }
            ExprKind::Cast(inner) => self.effect(inner),
            ExprKind::Comma(left, right) => {
                self.effect(left);
                self.effect(right);
            }
            ExprKind::Call(call) => self.call_effect(call, expr.ty, expr.loc),
            ExprKind::Conditional(condition, a, b) => {
                let (other, end) = (self.code.new_label(), self.code.new_label());
                self.branch(condition, other, false);
                self.effect(a);
                self.code.jump(end);
                self.code.place(other);
                self.effect(b);
                self.code.place(end);
            }
            ExprKind::LogicalAnd(..) | ExprKind::LogicalOr(..) => {
                let end = self.code.new_label();
                self.branch(expr, end, true);
                self.code.place(end);
            }
            ExprKind::Statements(list, value) => {
                self.statements(list);
                if let Some(value) = value {
                    self.effect(value);
                }
            }
            ExprKind::Init { local, zero, items } => self.init(*local, *zero, items),
            _ if !expr.has_effect() && !is_volatile(expr) => {}
            _ if self.types.in_memory(expr.ty) => {
                let addr = self.addr(expr, None);
                self.release(&addr);
            }
            _ => {
                let reg = self.value(expr, None);
                self.free(reg);
            }
        }
    }

    /// Initialises a local.
    fn init(&mut self, local: LocalId, zero: bool, items: &[InitItem]) {
        let offset = self.local(local);
        let info = &self.function.locals[local.0 as usize];
        if zero {
            self.zero_frame(offset, self.types.size(info.ty), info.align);
        }
        for item in items {
            if zero && item.value.as_int() == Some(0) && item.bits.is_none() {
                continue;
            }
            let at = offset + item.offset as i64;
            self.init_item(item, at, local);
        }
    }

    fn init_item(&mut self, item: &InitItem, at: i64, local: LocalId) {
        let ty = item.value.ty;
        let to = Addr { base: S0, owned: false, off: Off::Imm(at) };
        if self.types.in_memory(ty) || self.types.is_array(ty) {
            let string = self.types.is_array(ty);
            let room = self
                .types
                .size(self.function.locals[local.0 as usize].ty)
                .saturating_sub(item.offset);
            let size = self.size(ty).min(room);
            let align = if string && at % 8 == 0 { 8 } else { self.types.align(ty) };
            let from = self.addr(&item.value, None);
            let from = self.copyable(from, size);
            let to = self.copyable(to, size);
            self.copy(&to, &from, size, align);
            self.release(&from);
            self.release(&to);
            return;
        }
        let zero = item.value.as_int() == Some(0);
        let reg = if zero { ZERO } else { self.value(&item.value, None) };
        self.store(reg, &to, ty, item.bits);
        if !zero {
            self.free(reg);
        }
    }
}

/// Whether reading it matters: a volatile object.
fn is_volatile(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Load(object) => object.ty.quals & crate::types::VOLATILE != 0,
        _ => false,
    }
}

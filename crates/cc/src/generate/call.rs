//! Calls: arguments into their places, the result out of its.

use super::abi::{Assignment, Passing, Where};
use super::address::plain;
use super::{Addr, Generator, Off};
use crate::code::Target;
use crate::encode::{self as enc, Reg, S0, SP};
use crate::object::RelocationKind as Rel;
use crate::source::Loc;
use crate::tree::{Call, Expr, ExprKind};
use crate::types::Ty;

/// An argument that needs more registers is evaluated before any register is loaded.
const SIMPLE: u8 = 4;

/// Where an argument's value waits.
enum Ready {
    /// Still to be evaluated, straight into its place.
    Later,
    /// A scalar in the frame.
    Slot(i64),
    /// A struct in the frame, or the copy whose address is passed.
    Record(i64),
}

impl Generator<'_> {
    pub(super) fn call_scalar(&mut self, call: &Call, ty: Ty, loc: Loc) -> Reg {
        if self.types.in_memory(ty) {
            let slot = self.call_record(call, ty, loc);
            let reg = self.alloc_int();
            self.add_constant(reg, S0, slot);
            return reg;
        }
        self.call(call, loc, None);
        let reg = if ty.is_float() { enc::FA0 } else { enc::A0 };
        self.take(reg);
        reg
    }

    pub(super) fn call_effect(&mut self, call: &Call, ty: Ty, loc: Loc) {
        if self.types.in_memory(ty) {
            self.call_record(call, ty, loc);
        } else {
            self.call(call, loc, None);
        }
    }

    /// A call that returns a struct: the frame offset of the result.
    pub(super) fn call_record(&mut self, call: &Call, ty: Ty, loc: Loc) -> i64 {
        let size = self.size(ty);
        let slot = self.slot(size.next_multiple_of(8), self.types.align(ty));
        let passing = Assignment::default().next(self.types, ty, true);
        if passing.by_reference {
            self.call(call, loc, Some(slot));
            return slot;
        }
        self.call(call, loc, None);
        for piece in &passing.pieces {
            if let Where::Register(reg) = piece.place {
                self.store_piece(reg, slot + piece.offset as i64, piece.size);
            }
        }
        // The registers' upper bits mean nothing: members must be read from memory.
        let barrier = self.code.new_label();
        self.code.place(barrier);
        slot
    }

    /// Stores a register's part of a struct; whole words, as the room allows.
    pub(super) fn store_piece(&mut self, reg: Reg, slot: i64, size: u64) {
        let op = match (reg.is_float(), size) {
            (true, 4) => enc::FSW,
            (true, _) => enc::FSD,
            (false, 1) => enc::SB,
            (false, 2) => enc::SH,
            (false, 4) => enc::SW,
            (false, _) => enc::SD,
        };
        self.store_at(op, reg, S0, slot);
    }

    /// Emits the call; `result` is the frame offset of a result returned in memory.
    fn call(&mut self, call: &Call, loc: Loc, result: Option<i64>) {
        let mut assignment = Assignment::default();
        if result.is_some() {
            assignment.ints = 1;
        }
        let passings: Vec<Passing> = call
            .args
            .iter()
            .enumerate()
            .map(|(index, arg)| assignment.next(self.types, arg.ty, index < call.named))
            .collect();
        let ready = self.prepare_all(&call.args, &passings);
        let direct = direct(&call.callee, self);
        let callee_slot = match &direct {
            None if call.callee.need > SIMPLE => {
                let reg = self.value(&call.callee, None);
                Some(self.spill(reg))
            }
            _ => None,
        };
        let stack = (assignment.stack as u64).next_multiple_of(16) as i64;
        if stack > 0 {
            self.add_constant(SP, SP, -stack);
        }
        let mut used = Vec::new();
        for plain in [false, true] {
            for ((arg, passing), ready) in call.args.iter().zip(&passings).zip(&ready).rev() {
                if is_plain(arg) == plain {
                    self.pass(arg, passing, ready, &mut used);
                }
            }
        }
        if let Some(slot) = result {
            self.add_constant(enc::A0, S0, slot);
        }
        self.line(loc, false);
        match direct {
            Some(target) => self.reloc(enc::jal(enc::RA, 0), Rel::Jal, target, 0),
            None => {
                let reg = match callee_slot {
                    Some(slot) => {
                        let reg = self.alloc_int();
                        self.load_frame(reg, slot);
                        reg
                    }
                    None => self.value(&call.callee, None),
                };
                self.i(enc::JALR, enc::RA, reg, 0);
                self.free(reg);
            }
        }
        for reg in used {
            self.free(reg);
        }
        if stack > 0 {
            self.add_constant(SP, SP, stack);
        }
    }

    /// Evaluates what cannot go straight into its place, from the last argument to the first, as
    /// GCC does (C leaves the order open, programs show it): constants and variables are read at
    /// the very end, anything else at its turn.
    fn prepare_all(&mut self, args: &[Expr], passings: &[Passing]) -> Vec<Ready> {
        let mut ready = Vec::with_capacity(args.len());
        for (index, (arg, passing)) in args.iter().zip(passings).enumerate().rev() {
            let later_calls = args[..index].iter().any(Expr::calls);
            let waits = later_calls
                && !is_plain(arg)
                && arg.need <= SIMPLE
                && !self.types.in_memory(arg.ty);
            ready.push(if waits {
                let reg = self.value(arg, None);
                Ready::Slot(self.spill(reg))
            } else {
                self.prepare(arg, passing)
            });
        }
        ready.reverse();
        ready
    }

    /// Evaluates an argument that cannot go straight into its registers.
    fn prepare(&mut self, arg: &Expr, passing: &Passing) -> Ready {
        if self.types.in_memory(arg.ty) {
            let (size, align) = (self.size(arg.ty), self.types.align(arg.ty));
            let odd = !matches!(size % 8, 0 | 1 | 2 | 4);
            if !passing.by_reference && arg.need <= SIMPLE && !odd {
                return Ready::Later;
            }
            // First the value: it may itself need temporaries of the frame.
            let from = self.addr(arg, None);
            let from = self.copyable(from, size);
            let slot = self.slot(size.next_multiple_of(8), align);
            let to = Addr { base: S0, owned: false, off: Off::Imm(slot) };
            let to = self.copyable(to, size);
            self.copy(&to, &from, size, align);
            self.release(&from);
            self.release(&to);
            return Ready::Record(slot);
        }
        if arg.need <= SIMPLE {
            return Ready::Later;
        }
        let reg = self.value(arg, None);
        Ready::Slot(self.spill(reg))
    }

    /// Loads an argument into its registers or onto the stack.
    fn pass(&mut self, arg: &Expr, passing: &Passing, ready: &Ready, used: &mut Vec<Reg>) {
        if self.types.in_memory(arg.ty) {
            return self.pass_record(arg, passing, ready, used);
        }
        let Some(piece) = passing.pieces.first() else { return };
        let float = arg.ty.is_float();
        match piece.place {
            Where::Register(reg) if reg.is_float() == float => {
                self.take(reg);
                used.push(reg);
                match ready {
                    Ready::Slot(slot) => self.load_frame(reg, *slot),
                    _ => {
                        self.value(arg, Some(reg));
                    }
                }
            }
            Where::Register(reg) => {
                // A float in an integer register.
                let value = self.argument_value(arg, ready);
                let op = if arg.ty == Ty::FLOAT { 0x70 } else { 0x71 };
                self.code.word(enc::f(op, 0, reg, value, enc::ZERO));
                self.free(value);
                self.take(reg);
                used.push(reg);
            }
            Where::Stack(at) => {
                let value = self.argument_value(arg, ready);
                self.store_at(if float { enc::FSD } else { enc::SD }, value, SP, at);
                self.free(value);
            }
        }
    }

    fn argument_value(&mut self, arg: &Expr, ready: &Ready) -> Reg {
        match ready {
            Ready::Slot(slot) => {
                let reg = self.alloc(arg.ty.is_float());
                self.load_frame(reg, *slot);
                reg
            }
            _ => self.value(arg, None),
        }
    }

    fn pass_record(&mut self, arg: &Expr, passing: &Passing, ready: &Ready, used: &mut Vec<Reg>) {
        if passing.pieces.is_empty() {
            return self.effect(arg);
        }
        let from = match ready {
            Ready::Record(slot) => Addr { base: S0, owned: false, off: Off::Imm(*slot) },
            _ => self.addr(arg, None),
        };
        if passing.by_reference {
            let address = self.materialise(from, None);
            self.place_int(passing.pieces[0].place, address, used);
            return;
        }
        let base = self.materialise(from, None);
        for piece in &passing.pieces {
            match piece.place {
                Where::Register(reg) => {
                    self.load_piece(reg, base, piece.offset as i64, piece.size);
                    self.take(reg);
                    used.push(reg);
                }
                Where::Stack(at) => {
                    let reg = self.alloc_int();
                    self.load_piece(reg, base, piece.offset as i64, piece.size);
                    self.store_at(enc::SD, reg, SP, at);
                    self.free(reg);
                }
            }
        }
        self.free(base);
    }

    fn place_int(&mut self, place: Where, value: Reg, used: &mut Vec<Reg>) {
        match place {
            Where::Register(reg) => {
                self.mv(reg, value);
                self.free(value);
                self.take(reg);
                used.push(reg);
            }
            Where::Stack(at) => {
                self.store_at(enc::SD, value, SP, at);
                self.free(value);
            }
        }
    }

    pub(super) fn load_piece(&mut self, reg: Reg, base: Reg, offset: i64, size: u64) {
        let op = match (reg.is_float(), size) {
            (true, 4) => enc::FLW,
            (true, _) => enc::FLD,
            (false, 1) => enc::LBU,
            (false, 2) => enc::LHU,
            (false, 4) => enc::LW,
            (false, _) => enc::LD,
        };
        self.load_at(op, reg, base, offset);
    }

    /// `return value;` of a struct.
    pub(super) fn return_record(&mut self, value: &Expr) {
        let ty = value.ty;
        let (size, align) = (self.size(ty), self.types.align(ty));
        let odd = !matches!(size % 8, 0 | 1 | 2 | 4);
        if let Some(slot) = self.result_slot {
            let from = self.addr(value, None);
            let from = self.copyable(from, size);
            let target = self.alloc_int();
            self.load_frame(target, slot);
            self.copy(&plain(target), &from, size, align);
            self.mv(enc::A0, target);
            self.free(target);
            self.release(&from);
            return;
        }
        let passing = Assignment::default().next(self.types, ty, true);
        let mut from = self.addr(value, None);
        if odd {
            let source = self.copyable(from, size);
            let slot = self.slot(size.next_multiple_of(8), align);
            let to = Addr { base: S0, owned: false, off: Off::Imm(slot) };
            let to = self.copyable(to, size);
            self.copy(&to, &source, size, align);
            self.release(&source);
            self.release(&to);
            from = Addr { base: S0, owned: false, off: Off::Imm(slot) };
        }
        let base = self.materialise(from, None);
        // The base must not be one of the result registers.
        self.mv(enc::T6, base);
        self.free(base);
        for piece in &passing.pieces {
            if let Where::Register(reg) = piece.place {
                self.load_piece(reg, enc::T6, piece.offset as i64, piece.size);
            }
        }
    }
}

/// Whether an argument is a constant, an address or a variable of the function.
fn is_plain(arg: &Expr) -> bool {
    match &arg.kind {
        ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Quad(_) => true,
        ExprKind::Load(object) => matches!(object.kind, ExprKind::Local(_)),
        ExprKind::AddressOf(object) => {
            matches!(object.kind, ExprKind::Local(_) | ExprKind::Global(_))
        }
        ExprKind::Cast(inner) => is_plain(inner),
        _ => false,
    }
}

/// The function itself, if the callee names one.
fn direct(callee: &Expr, generator: &Generator<'_>) -> Option<Target> {
    match &callee.kind {
        ExprKind::AddressOf(object) => match object.kind {
            ExprKind::Global(id) if generator.unit.globals[id.0 as usize].function => {
                Some(Target::Global(id))
            }
            _ => None,
        },
        ExprKind::Cast(inner) => direct(inner, generator),
        _ => None,
    }
}

//! Prologue, parameters, epilogue.
//!
//! `s0` is the stack pointer at entry (in a variadic function 64 bytes below: the registers of the
//! arguments are saved above it, next to those on the stack). `ra` is at `s0 - 8`, the caller's
//! `s0` at `s0 - 16`, locals and temporaries below.

use super::abi::{Assignment, Where};
use super::address::plain;
use super::up;
use super::{Addr, Generator, Off};
use crate::code::{Code, Item};
use crate::encode::{self as enc, RA, Reg, S0, SP, fits12};

/// Holds `sp` at entry while a frame is aligned.
const T1: Reg = Reg(6);

impl Generator<'_> {
    /// Gives every local its place in the frame.
    pub(super) fn lay_out_locals(&mut self) {
        let function = self.function;
        for local in &function.locals {
            let array = self.types.is_array(local.ty) && !self.types.is_variable(local.ty);
            let variable = self.types.is_variable(local.ty);
            let mut size = if variable { 8 } else { self.types.size(local.ty) };
            let mut align = if variable { 8 } else { local.align.max(1) };
            // Whole words, so that strings and structs are copied by words.
            if (array || self.types.in_memory(local.ty)) && size >= 8 {
                align = align.max(if size >= 16 { 16 } else { 8 });
            }
            if self.types.in_memory(local.ty) {
                size = size.next_multiple_of(8);
                align = align.max(8);
            }
            self.frame = up(self.frame + size as i64, align as i64);
            self.offsets.push(-self.frame);
        }
        self.frame = up(self.frame, 8);
        // Variable arguments must stay next to those on the stack: `s0` cannot move there.
        let most = function.locals.iter().map(|local| local.align).max().unwrap_or(1);
        if most > 16 && !self.variadic {
            self.realigned = Some((most as i64, self.permanent_slot()));
        }
    }

    /// Stores the parameters into their locals.
    pub(super) fn store_parameters(&mut self) {
        let mut assignment = Assignment::default();
        let returned = Assignment::default().next(self.types, self.ret, true);
        if !self.ret.is_void() && returned.by_reference {
            assignment.ints = 1;
            let slot = self.permanent_slot();
            self.store_frame(enc::A0, slot);
            self.result_slot = Some(slot);
        }
        let above = if self.variadic { 64 } else { 0 };
        let mut copies = Vec::new();
        let mut from_stack = Vec::new();
        for &id in &self.function.params {
            let ty = self.function.locals[id.0 as usize].ty;
            let passing = assignment.next(self.types, ty, true);
            let home = self.local(id);
            if passing.by_reference {
                let slot = self.permanent_slot();
                match passing.pieces[0].place {
                    Where::Register(reg) => self.store_frame(reg, slot),
                    Where::Stack(at) => from_stack.push((at + above, slot, 8, false)),
                }
                copies.push((slot, home, ty));
                continue;
            }
            for piece in &passing.pieces {
                let at = home + piece.offset as i64;
                match piece.place {
                    Where::Register(reg) => self.store_piece(reg, at, piece.size),
                    Where::Stack(from) => {
                        from_stack.push((from + above, at, piece.size, self.types.in_memory(ty)))
                    }
                }
            }
        }
        let mut entry = S0;
        if let (Some((_, slot)), false) = (self.realigned, from_stack.is_empty()) {
            entry = T1;
            self.load_frame(entry, slot);
        }
        for (from, to, size, whole) in from_stack {
            self.load_at(enc::LD, enc::T0, entry, from);
            self.store_piece(enc::T0, to, if whole && size > 4 { 8 } else { size });
        }
        for (slot, home, ty) in copies {
            let source = self.alloc_int();
            self.load_frame(source, slot);
            let to = Addr { base: S0, owned: false, off: Off::Imm(home) };
            let size = self.size(ty);
            let to = self.copyable(to, size);
            self.copy(&to, &plain(source), size, self.types.align(ty));
            self.release(&to);
            self.free(source);
        }
        if self.variadic {
            for number in assignment.ints..8 {
                self.store_at(enc::SD, Reg(10 + number), S0, i64::from(number) * 8);
            }
            self.variadic_start = if assignment.ints < 8 {
                i64::from(assignment.ints) * 8
            } else {
                64 + assignment.stack
            };
        }
    }

    /// Eight bytes of the frame for the whole function.
    pub(super) fn permanent_slot(&mut self) -> i64 {
        self.frame += 8;
        -self.frame
    }

    fn total(&self) -> i64 {
        (self.frame + self.max_temp + 15) / 16 * 16
    }

    /// Puts the prologue before the body's code and the epilogue behind it.
    pub(super) fn finish(mut self) -> Code {
        let total = self.total();
        let extra = if self.variadic { 64 } else { 0 };
        for index in std::mem::take(&mut self.releases) {
            let low = (-total << 52) >> 52;
            let high = (-total - low) >> 12;
            self.code.items[index] = Item::Word(enc::u(enc::LUI, enc::T6, high));
            self.code.items[index + 1] = Item::Word(enc::i(enc::ADDIW, enc::T6, enc::T6, low));
            self.code.items[index + 2] = Item::Word(enc::r(enc::ADD, SP, S0, enc::T6));
        }
        let body = std::mem::take(&mut self.code.items);
        let all = total + extra;
        if let Some((align, _)) = self.realigned {
            self.mv(T1, SP);
            self.li(enc::T0, -align);
            self.r(enc::AND, SP, SP, enc::T0);
        }
        if fits12(-all) && all < 2048 {
            self.i(enc::ADDI, SP, SP, -all);
            self.store_at(enc::SD, RA, SP, total - 8);
            self.store_at(enc::SD, S0, SP, total - 16);
            self.i(enc::ADDI, S0, SP, total);
            self.code.items.push(Item::Body(true));
        } else {
            self.i(enc::ADDI, SP, SP, -(16 + extra));
            self.store_at(enc::SD, RA, SP, 8);
            self.store_at(enc::SD, S0, SP, 0);
            self.i(enc::ADDI, S0, SP, 16);
            self.code.items.push(Item::Body(true));
            self.li(enc::T6, total - 16);
            self.r(enc::SUB, SP, SP, enc::T6);
        }
        if let Some((_, slot)) = self.realigned {
            self.store_frame(T1, slot);
        }
        let mut code = std::mem::take(&mut self.code.items);
        code.extend(body);
        code.push(Item::Label(self.epilogue));
        code.push(Item::Line(self.function.end, true));
        let dynamic = self.function.has_vla;
        if let Some((_, slot)) = self.realigned {
            self.load_frame(T1, slot);
        }
        if fits12(-all) && all < 2048 && !dynamic {
            self.load_at(enc::LD, RA, SP, total - 8);
            self.load_at(enc::LD, S0, SP, total - 16);
            // Up to here `s0` is this function's.
            self.code.items.push(Item::Body(false));
            self.i(enc::ADDI, SP, SP, all);
        } else {
            self.i(enc::ADDI, SP, S0, -16);
            self.load_at(enc::LD, RA, SP, 8);
            self.load_at(enc::LD, S0, SP, 0);
            self.code.items.push(Item::Body(false));
            self.i(enc::ADDI, SP, SP, 16 + extra);
        }
        if self.realigned.is_some() {
            self.mv(SP, T1);
        }
        self.i(enc::JALR, enc::ZERO, RA, 0);
        code.append(&mut self.code.items);
        self.code.items = code;
        self.code
    }
}

//! Statements.

use super::Generator;
use crate::code::{Item, Label};
use crate::encode::{self as enc, Reg, SP, ZERO, fits12};
use crate::tree::{Case, Expr, LocalId, Stmt, StmtKind};
use crate::types::Ty;

impl Generator<'_> {
    pub(super) fn statements(&mut self, list: &[Stmt]) {
        let levels = self.vla_levels.len();
        list.iter().for_each(|stmt| self.statement(stmt));
        self.vla_levels.truncate(levels);
    }

    pub(super) fn statement(&mut self, stmt: &Stmt) {
        let (mark, taken) = (self.temp, self.taken);
        let marks = !matches!(
            stmt.kind,
            StmtKind::Block(..)
                | StmtKind::Label(_)
                | StmtKind::Declare(_)
                | StmtKind::Nothing
                | StmtKind::Loop { .. }
                | StmtKind::ReleaseVlas
        );
        if marks {
            self.line(stmt.loc, true);
        }
        match &stmt.kind {
            StmtKind::Expr(expr) => self.effect(expr),
            StmtKind::Block(list, locals) => self.block(list, locals),
            StmtKind::Declare(local) => self.code.items.push(Item::Scope(local.0, true)),
            StmtKind::AllocateVla { pointer, size } => self.allocate_vla(*pointer, *size),
            StmtKind::ReleaseVlas => self.release_vlas(),
            StmtKind::If(arms, otherwise) => self.if_statement(arms, otherwise.as_deref()),
            StmtKind::Loop { .. } => self.loop_statement(stmt),
            StmtKind::Switch { value, cases, default, body, end } => {
                let end = self.label(*end);
                let default = default.map_or(end, |label| self.label(label));
                self.switch(value, cases, default);
                self.statement(body);
                self.code.place(end);
            }
            StmtKind::Label(id) => {
                let label = self.label(*id);
                self.code.place(label);
                let symbol = self.function.label_symbols.iter().find(|(other, _)| other == id);
                if let Some(&(_, global)) = symbol {
                    let name = self.unit.globals[global.0 as usize].name.clone();
                    self.code.items.push(Item::Symbol(name));
                }
            }
            StmtKind::Goto(label) => {
                let label = self.label(*label);
                self.code.jump(label);
            }
            StmtKind::GotoPointer(expr) => {
                let reg = self.value(expr, None);
                self.i(enc::JALR, ZERO, reg, 0);
                self.free(reg);
            }
            StmtKind::Return(value) => self.return_statement(value.as_ref()),
            StmtKind::Asm(asm) => self.inline_asm(asm, stmt.loc),
            StmtKind::Nothing => {}
        }
        debug_assert_eq!(self.taken, taken, "a register is kept in {}", stmt.loc.0);
        // The slot that a block's variable arrays need lives as long as the block.
        if !matches!(stmt.kind, StmtKind::ReleaseVlas) {
            self.temp = mark;
        }
    }

    fn block(&mut self, list: &[Stmt], locals: &[LocalId]) {
        self.statements(list);
        for local in locals {
            self.code.items.push(Item::Scope(local.0, false));
        }
    }

    fn if_statement(&mut self, arms: &[(Expr, Stmt)], otherwise: Option<&Stmt>) {
        let end = self.code.new_label();
        for (index, (condition, then)) in arms.iter().enumerate() {
            if index > 0 {
                self.line(condition.loc, true);
            }
            let next = self.code.new_label();
            let mark = self.temp;
            self.branch(condition, next, false);
            self.temp = mark;
            self.statement(then);
            if index + 1 < arms.len() || otherwise.is_some() {
                self.code.jump(end);
            }
            self.code.place(next);
        }
        if let Some(otherwise) = otherwise {
            self.statement(otherwise);
        }
        self.code.place(end);
    }

    fn loop_statement(&mut self, stmt: &Stmt) {
        let StmtKind::Loop { condition, step, body, next, end, test_first } = &stmt.kind else {
            return;
        };
        let (next, end) = (self.label(*next), self.label(*end));
        let (test, top) = (self.code.new_label(), self.code.new_label());
        if let (true, Some(condition)) = (*test_first, condition) {
            self.line(stmt.loc, true);
            if condition.calls() {
                self.code.jump(test);
            } else {
                // Tested once more at the bottom: a jump less, and the loop is one straight piece.
                self.branch(condition, end, false);
            }
        }
        self.code.place(top);
        self.statement(body);
        self.code.place(next);
        if let Some(step) = step {
            let mark = self.temp;
            self.line(step.loc, true);
            self.effect(step);
            self.temp = mark;
        }
        self.code.place(test);
        match condition {
            Some(condition) => {
                let mark = self.temp;
                self.line(condition.loc, true);
                self.branch(condition, top, true);
                self.temp = mark;
            }
            None => self.code.jump(top),
        }
        self.code.place(end);
    }

    fn return_statement(&mut self, value: Option<&Expr>) {
        if let Some(value) = value {
            if self.types.in_memory(value.ty) {
                self.return_record(value);
            } else {
                let target = if value.ty.is_float() { enc::FA0 } else { enc::A0 };
                self.take(target);
                let reg = self.value(value, Some(target));
                self.free(reg);
            }
        }
        let epilogue = self.epilogue;
        self.code.jump(epilogue);
    }

    fn switch(&mut self, value: &Expr, cases: &[Case], default: Label) {
        let reg = self.value(value, None);
        let signed = self.is_signed(value.ty);
        // As registers hold them: 32-bit values sign-extended.
        let word = self.size(value.ty) == 4;
        let mut sorted: Vec<(i64, i64, Label)> = cases
            .iter()
            .filter(|case| {
                if signed { case.low <= case.high } else { case.low as u64 <= case.high as u64 }
            })
            .map(|case| (case.low, case.high, self.label(case.label)))
            .collect();
        sorted.sort_by_key(|&(low, ..)| if signed { low as i128 } else { i128::from(low as u64) });
        self.search(reg, &sorted, default, (signed, word));
        self.free(reg);
    }

    /// Binary search over sorted cases, down to tables and single comparisons.
    fn search(
        &mut self,
        reg: Reg,
        cases: &[(i64, i64, Label)],
        default: Label,
        (signed, word): (bool, bool),
    ) {
        let register = |value: i64| if word { i64::from(value as i32) } else { value };
        let (Some(first), Some(last)) = (cases.first(), cases.last()) else {
            return self.code.jump(default);
        };
        let span = last.1.wrapping_sub(first.0) as u64;
        if cases.len() >= 5 && span < 4 * cases.len() as u64 && span < 4096 {
            return self.table(reg, cases, default, (register(first.0), word));
        }
        if cases.len() <= 4 {
            for &(low, high, label) in cases {
                if low == high {
                    self.branch_if_equal(reg, register(low), label);
                } else {
                    let scratch = self.alloc_int();
                    self.li(enc::T6, register(low));
                    self.r(if word { enc::SUBW } else { enc::SUB }, scratch, reg, enc::T6);
                    self.li(enc::T6, register(high.wrapping_sub(low)));
                    self.branch_op(enc::BGEU, enc::T6, scratch, label);
                    self.free(scratch);
                }
            }
            return self.code.jump(default);
        }
        let middle = cases.len() / 2;
        let upper = self.code.new_label();
        self.li(enc::T6, register(cases[middle].0));
        self.branch_op(if signed { enc::BGE } else { enc::BGEU }, reg, enc::T6, upper);
        self.search(reg, &cases[..middle], default, (signed, word));
        self.code.place(upper);
        self.search(reg, &cases[middle..], default, (signed, word));
    }

    fn branch_if_equal(&mut self, reg: Reg, value: i64, label: Label) {
        if value == 0 {
            return self.branch_op(enc::BEQ, reg, ZERO, label);
        }
        self.li(enc::T6, value);
        self.branch_op(enc::BEQ, reg, enc::T6, label);
    }

    /// A table of jumps: no relocations, and the code stays where it is.
    fn table(
        &mut self,
        reg: Reg,
        cases: &[(i64, i64, Label)],
        default: Label,
        (low, word): (i64, bool),
    ) {
        let index = self.alloc_int();
        let sub = if word { enc::SUBW } else { enc::SUB };
        if fits12(-low) {
            self.i(if word { enc::ADDIW } else { enc::ADDI }, index, reg, -low);
        } else {
            self.li(enc::T6, low);
            self.r(sub, index, reg, enc::T6);
        }
        let count = cases[cases.len() - 1].1.wrapping_sub(cases[0].0) + 1;
        self.li(enc::T6, count);
        self.branch_op(enc::BGEU, index, enc::T6, default);
        self.code.word(enc::shift(1, false, false, (index, index), 2));
        self.code.word(enc::u(enc::AUIPC, enc::T6, 0));
        self.r(enc::ADD, enc::T6, enc::T6, index);
        self.i(enc::JALR, ZERO, enc::T6, 12);
        self.free(index);
        let mut next = cases[0].0;
        for &(from, to, label) in cases {
            while next < from {
                self.code.items.push(Item::Entry(default));
                next += 1;
            }
            while next <= to {
                self.code.items.push(Item::Entry(label));
                next += 1;
            }
        }
    }

    fn allocate_vla(&mut self, pointer: LocalId, size: LocalId) {
        let bytes = self.alloc_int();
        let offset = self.local(size);
        self.load_frame(bytes, offset);
        self.grow_stack(bytes);
        let home = self.local(pointer);
        self.store_frame(SP, home);
        if let Some(&level) = self.vla_levels.last() {
            self.store_frame(SP, level);
        }
        self.free(bytes);
    }

    /// Takes `bytes` (a register, changed) from the stack.
    pub(super) fn grow_stack(&mut self, bytes: Reg) {
        self.i(enc::ADDI, bytes, bytes, 15);
        self.i(enc::ANDI, bytes, bytes, -16);
        self.r(enc::SUB, SP, SP, bytes);
    }

    /// At the start of a block with variable arrays: what an earlier pass through it (left by a
    /// jump) may have taken is given back.
    fn release_vlas(&mut self) {
        match self.vla_levels.last().copied() {
            Some(outer) => self.load_frame(SP, outer),
            None => {
                self.releases.push(self.code.items.len());
                for _ in 0..3 {
                    self.code.word(0);
                }
            }
        }
        let level = self.slot(8, 8);
        self.store_frame(SP, level);
        self.vla_levels.push(level);
    }

    /// The whole function.
    pub(super) fn body(&mut self) {
        self.lay_out_locals();
        self.store_parameters();
        for &param in &self.function.params {
            self.code.items.push(Item::Scope(param.0, true));
        }
        let function = self.function;
        self.statement(&function.body);
        let name = &self.unit.globals[function.global.0 as usize].name;
        if name == "main" && self.ret == Ty::INT {
            // C11 5.1.2.2.3: reaching the end of main returns 0.
            self.i(enc::ADDI, enc::A0, ZERO, 0);
        }
    }
}

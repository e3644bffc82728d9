//! `asm` with operands: locals into registers, the text with the registers' names, results back.

use super::{FLOAT_POOL, Generator, INT_POOL};
use crate::encode::{Reg, S0};
use crate::messages::MessageId as M;
use crate::source::Loc;
use crate::tree::{Asm, AsmForm, AsmOperand};

/// Names of the integer registers by number; float registers follow.
const NAMES: [&str; 64] = [
    "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4",
    "a5", "a6", "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4",
    "t5", "t6", "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0", "fa1",
    "fa2", "fa3", "fa4", "fa5", "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8",
    "fs9", "fs10", "fs11", "ft8", "ft9", "ft10", "ft11",
];

fn register(name: &str) -> Option<Reg> {
    let numbered = name.strip_prefix('x').and_then(|number| number.parse().ok());
    let named = NAMES.iter().position(|other| *other == name).map(|number| number as u8);
    named.or(numbered).filter(|&number| number < 64).map(Reg)
}

impl Generator<'_> {
    pub(super) fn inline_asm(&mut self, asm: &Asm, loc: Loc) {
        if asm.operands.is_empty() {
            return self.assemble_text(&asm.text.replace("%%", "%"), loc);
        }
        let Some(registers) = self.asm_registers(asm) else {
            let problem = crate::assemble::Problem { id: M::AsmOperands, word: asm.text.clone() };
            return self.asm_problems.push((problem, loc));
        };
        for (operand, reg) in asm.operands.iter().zip(&registers) {
            if operand.input {
                self.move_operand(operand, *reg, false);
            }
        }
        self.assemble_text(&fill(asm, &registers), loc);
        for (operand, reg) in asm.operands.iter().zip(&registers) {
            if operand.output {
                self.move_operand(operand, *reg, true);
            }
        }
    }

    fn assemble_text(&mut self, text: &str, loc: Loc) {
        if let Err(problem) = crate::assemble::assemble(text, &mut self.code) {
            self.asm_problems.push((problem, loc));
        }
    }

    /// A register for each operand: those asked for first, then whatever nobody else uses.
    fn asm_registers(&mut self, asm: &Asm) -> Option<Vec<Reg>> {
        let mut used: Vec<Reg> = asm.clobbers.iter().filter_map(|name| register(name)).collect();
        let mut found: Vec<Option<Reg>> = Vec::new();
        for operand in &asm.operands {
            let asked = operand.register.as_deref().map(register);
            used.extend(asked.flatten());
            found.push(match asked {
                Some(None) => return None,
                Some(asked) => asked,
                None => None,
            });
        }
        for (index, operand) in asm.operands.iter().enumerate() {
            if found[index].is_some() {
                continue;
            }
            found[index] = Some(match operand.form {
                AsmForm::Immediate(_) => crate::encode::ZERO,
                AsmForm::Same(other) => found[other]?,
                AsmForm::Register | AsmForm::Memory => {
                    let ty = self.function.locals[operand.local.0 as usize].ty;
                    let pool: &[u8] = if ty.is_float() { &FLOAT_POOL } else { &INT_POOL };
                    let free = pool.iter().map(|&number| Reg(number));
                    let reg = free.into_iter().find(|reg| !used.contains(reg))?;
                    used.push(reg);
                    reg
                }
            });
        }
        found.into_iter().collect()
    }

    fn move_operand(&mut self, operand: &AsmOperand, reg: Reg, store: bool) {
        let ty = self.function.locals[operand.local.0 as usize].ty;
        let addr =
            super::Addr { base: S0, owned: false, off: super::Off::Imm(self.local(operand.local)) };
        if store {
            self.store(reg, &addr, ty, None);
        } else {
            self.load(reg, &addr, ty, None);
        }
    }
}

/// The text with operands instead of `%0`, `%z1` …
fn fill(asm: &Asm, registers: &[Reg]) -> String {
    let mut out = String::new();
    let mut chars = asm.text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let mut next = chars.next();
        if next.is_some_and(|c| c.is_ascii_alphabetic()) {
            next = chars.next();
        }
        let Some(index) = next.and_then(|c| c.to_digit(10)).map(|index| index as usize) else {
            out.extend(next);
            continue;
        };
        let Some(operand) = asm.operands.get(index) else { continue };
        match operand.form {
            AsmForm::Immediate(number) => out.push_str(&number.to_string()),
            AsmForm::Memory => out.push_str(&format!("0({})", NAMES[registers[index].0 as usize])),
            AsmForm::Register | AsmForm::Same(_) => {
                out.push_str(NAMES[registers[index].0 as usize]);
            }
        }
    }
    out
}

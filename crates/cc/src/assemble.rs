//! A small assembler for `asm("…")`: what start-up code, `setjmp` and signal returns need.

use std::collections::HashMap;

use crate::code::{Code, Item, Label, Target};
use crate::encode::{self as enc, RA, Reg, ZERO};
use crate::messages::MessageId as M;
use crate::object::RelocationKind as Rel;

/// A line that could not be read: the sentence and its word.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) id: M,
    pub(crate) word: String,
}

/// What else the text said.
#[derive(Default)]
pub(crate) struct Assembled {
    /// Names that other units see.
    pub(crate) globals: Vec<String>,
}

struct Assembler<'c> {
    code: &'c mut Code,
    names: HashMap<String, Label>,
    /// `1:` … `9:` by number: label of the last and of the next one.
    last: HashMap<u32, Label>,
    next: HashMap<u32, Label>,
    out: Assembled,
}

type Line = Result<(), M>;

/// Appends the instructions of `text`.
pub(crate) fn assemble(text: &str, code: &mut Code) -> Result<Assembled, Problem> {
    let mut asm = Assembler {
        code,
        names: HashMap::new(),
        last: HashMap::new(),
        next: HashMap::new(),
        out: Assembled::default(),
    };
    let lines = || text.split(['\n', ';']).map(|line| line.split('#').next().unwrap_or("").trim());
    for line in lines() {
        let mut rest = line;
        while let Some((name, behind)) = label(rest) {
            if name.parse::<u32>().is_err() {
                let label = asm.code.new_label();
                asm.names.insert(name.to_owned(), label);
            }
            rest = behind;
        }
    }
    for line in lines() {
        asm.line(line).map_err(|id| Problem { id, word: line.to_owned() })?;
    }
    if !asm.next.is_empty() {
        return Err(Problem {
            id: M::AsmLabel,
            word: asm.next.keys().min().map_or(String::new(), ToString::to_string),
        });
    }
    Ok(asm.out)
}

/// `name:` at the start of a line, and what follows.
fn label(line: &str) -> Option<(&str, &str)> {
    let (name, behind) = line.split_once(':')?;
    let name = name.trim();
    let fits = !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$'));
    fits.then_some((name, behind.trim()))
}

/// A register by its number or ABI name.
fn register(name: &str) -> Result<Reg, M> {
    const NAMES: [&str; 32] = [
        "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4",
        "a5", "a6", "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4",
        "t5", "t6",
    ];
    const FLOATS: [&str; 32] = [
        "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0", "fa1", "fa2",
        "fa3", "fa4", "fa5", "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8", "fs9",
        "fs10", "fs11", "ft8", "ft9", "ft10", "ft11",
    ];
    if name == "fp" {
        return Ok(enc::S0);
    }
    let by_name = |list: &[&str]| list.iter().position(|&one| one == name).map(|at| at as u8);
    let by_number = |letter: char| {
        name.strip_prefix(letter)
            .and_then(|digits| digits.parse::<u8>().ok())
            .filter(|&number| number < 32)
    };
    let int = by_name(&NAMES).or_else(|| by_number('x'));
    let float = by_name(&FLOATS).or_else(|| by_number('f'));
    int.or(float.map(|number| number + 32)).map(Reg).ok_or(M::AsmOperands)
}

fn number(text: &str) -> Result<i64, M> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let value = match digits.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16).ok(),
        None if digits.contains('*') => digits.split('*').try_fold(1u64, |all, part| {
            part.trim().parse::<u64>().ok().map(|n| all.wrapping_mul(n))
        }),
        None => digits.parse().ok(),
    };
    let value = value.ok_or(M::AsmOperands)? as i64;
    Ok(if negative { value.wrapping_neg() } else { value })
}

/// An immediate of 12 bits.
fn imm12(text: &str) -> Result<i64, M> {
    number(text).and_then(|value| if enc::fits12(value) { Ok(value) } else { Err(M::AsmOperands) })
}

/// `offset(base)`
fn memory(text: &str) -> Result<(Reg, i64), M> {
    let (offset, base) =
        text.strip_suffix(')').and_then(|text| text.split_once('(')).ok_or(M::AsmOperands)?;
    let offset = offset.trim();
    Ok((register(base.trim())?, if offset.is_empty() { 0 } else { imm12(offset)? }))
}

fn r_op(name: &str) -> Option<enc::ROp> {
    Some(match name {
        "add" => enc::ADD,
        "sub" => enc::SUB,
        "sll" => enc::SLL,
        "slt" => enc::SLT,
        "sltu" => enc::SLTU,
        "xor" => enc::XOR,
        "srl" => enc::SRL,
        "sra" => enc::SRA,
        "or" => enc::OR,
        "and" => enc::AND,
        "mul" => enc::MUL,
        "mulh" => (0x33, 1, 1),
        "mulhu" => (0x33, 3, 1),
        "div" => enc::DIV,
        "divu" => enc::DIVU,
        "rem" => enc::REM,
        "remu" => enc::REMU,
        "addw" => enc::ADDW,
        "subw" => enc::SUBW,
        "mulw" => enc::MULW,
        "sllw" => enc::SLLW,
        "srlw" => enc::SRLW,
        "sraw" => enc::SRAW,
        _ => return None,
    })
}

fn i_op(name: &str) -> Option<enc::IOp> {
    Some(match name {
        "addi" => enc::ADDI,
        "addiw" => enc::ADDIW,
        "slti" => enc::SLTI,
        "sltiu" => enc::SLTIU,
        "xori" => enc::XORI,
        "ori" => enc::ORI,
        "andi" => enc::ANDI,
        _ => return None,
    })
}

fn load_op(name: &str) -> Option<enc::IOp> {
    Some(match name {
        "lb" => enc::LB,
        "lh" => enc::LH,
        "lw" => enc::LW,
        "ld" => enc::LD,
        "lbu" => enc::LBU,
        "lhu" => enc::LHU,
        "lwu" => enc::LWU,
        "flw" => enc::FLW,
        "fld" => enc::FLD,
        _ => return None,
    })
}

fn store_op(name: &str) -> Option<enc::IOp> {
    Some(match name {
        "sb" => enc::SB,
        "sh" => enc::SH,
        "sw" => enc::SW,
        "sd" => enc::SD,
        "fsw" => enc::FSW,
        "fsd" => enc::FSD,
        _ => return None,
    })
}

/// Branch, and whether its operands are swapped.
fn branch_op(name: &str) -> Option<(enc::IOp, bool)> {
    Some(match name {
        "beq" => (enc::BEQ, false),
        "bne" => (enc::BNE, false),
        "blt" => (enc::BLT, false),
        "bge" => (enc::BGE, false),
        "bltu" => (enc::BLTU, false),
        "bgeu" => (enc::BGEU, false),
        "bgt" => (enc::BLT, true),
        "ble" => (enc::BGE, true),
        "bgtu" => (enc::BLTU, true),
        "bleu" => (enc::BGEU, true),
        _ => return None,
    })
}

impl Assembler<'_> {
    fn line(&mut self, line: &str) -> Line {
        let mut rest = line;
        while let Some((name, behind)) = label(rest) {
            self.define(name);
            rest = behind;
        }
        if rest.is_empty() {
            return Ok(());
        }
        let (name, operands) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let operands: Vec<&str> =
            operands.split(',').map(str::trim).filter(|one| !one.is_empty()).collect();
        if name.starts_with('.') {
            return self.directive(name, &operands);
        }
        self.instruction(name, &operands)
    }

    fn define(&mut self, name: &str) {
        if let Ok(digit) = name.parse::<u32>() {
            let label = self.next.remove(&digit).unwrap_or_else(|| self.code.new_label());
            self.last.insert(digit, label);
            self.code.place(label);
        } else if let Some(&label) = self.names.get(name) {
            self.code.place(label);
            self.code.items.push(Item::Symbol(name.to_owned()));
        }
    }

    /// A label of this text, if the name is one.
    fn target(&mut self, name: &str) -> Result<Option<Label>, M> {
        let digits = name.trim_end_matches(['b', 'f']);
        if let (Ok(digit), true) = (digits.parse::<u32>(), digits.len() + 1 == name.len()) {
            if name.ends_with('b') {
                return self.last.get(&digit).copied().map(Some).ok_or(M::AsmLabel);
            }
            let code = &mut *self.code;
            return Ok(Some(*self.next.entry(digit).or_insert_with(|| code.new_label())));
        }
        Ok(self.names.get(name).copied())
    }

    fn directive(&mut self, name: &str, operands: &[&str]) -> Line {
        match name {
            ".globl" | ".global" | ".weak" => {
                self.out.globals.extend(operands.iter().map(|&name| name.to_owned()));
                Ok(())
            }
            ".align" | ".p2align" | ".balign" => {
                let value = operands.first().map_or(Ok(0), |text| number(text))?;
                let align = if name == ".balign" { value } else { 1 << value.clamp(0, 12) };
                if align > 0 && (align as u64).is_power_of_two() && align <= 4096 {
                    self.code.items.push(Item::Align(align as u64));
                    return Ok(());
                }
                Err(M::AsmOperands)
            }
            ".byte" | ".half" | ".2byte" | ".word" | ".long" | ".4byte" | ".dword" | ".quad"
            | ".8byte" => {
                let size = match name {
                    ".byte" => 1,
                    ".half" | ".2byte" => 2,
                    ".word" | ".long" | ".4byte" => 4,
                    _ => 8,
                };
                for text in operands {
                    match number(text) {
                        Ok(value) => {
                            self.code.items.push(Item::Bytes(value.to_le_bytes()[..size].to_vec()))
                        }
                        Err(_) if size == 8 => {
                            self.code.items.push(Item::Reloc(
                                0,
                                Rel::Abs64,
                                Target::Name((*text).to_owned()),
                                0,
                            ));
                        }
                        Err(id) => return Err(id),
                    }
                }
                Ok(())
            }
            ".text" | ".type" | ".size" | ".option" | ".hidden" | ".local" | ".attribute" => Ok(()),
            ".section" if operands.first().is_some_and(|one| one.starts_with(".text")) => Ok(()),
            _ if name.starts_with(".cfi") => Ok(()),
            _ => Err(M::AsmUnknown),
        }
    }

    fn instruction(&mut self, name: &str, operands: &[&str]) -> Line {
        let at = |index: usize| operands.get(index).copied().ok_or(M::AsmOperands);
        let reg = |index: usize| at(index).and_then(register);
        if let Some(op) = r_op(name) {
            self.code.word(enc::r(op, reg(0)?, reg(1)?, reg(2)?));
        } else if let Some(op) = i_op(name) {
            let word = enc::i(op, reg(0)?, reg(1)?, imm12(at(2)?)?);
            self.code.word(word);
        } else if let Some(op) = load_op(name) {
            let (base, offset) = memory(at(1)?)?;
            self.code.word(enc::i(op, reg(0)?, base, offset));
        } else if let Some(op) = store_op(name) {
            let (base, offset) = memory(at(1)?)?;
            self.code.word(enc::s(op, reg(0)?, base, offset));
        } else if let Some((op, swapped)) = branch_op(name) {
            let (a, b) = if swapped { (reg(1)?, reg(0)?) } else { (reg(0)?, reg(1)?) };
            self.branch(op, (a, b), at(2)?)?;
        } else {
            return self.other(name, operands);
        }
        Ok(())
    }

    fn branch(&mut self, op: enc::IOp, (a, b): (Reg, Reg), to: &str) -> Line {
        let label = self.target(to)?.ok_or(M::AsmLabel)?;
        self.code.items.push(Item::Branch(op, a, b, label));
        Ok(())
    }

    fn jump(&mut self, rd: Reg, to: &str) -> Line {
        match self.target(to)? {
            Some(label) if rd == ZERO => self.code.items.push(Item::Entry(label)),
            _ => self.code.items.push(Item::Reloc(
                enc::jal(rd, 0),
                Rel::Jal,
                Target::Name(to.to_owned()),
                0,
            )),
        }
        Ok(())
    }

    fn other(&mut self, name: &str, operands: &[&str]) -> Line {
        let at = |index: usize| operands.get(index).copied().ok_or(M::AsmOperands);
        let reg = |index: usize| at(index).and_then(register);
        let word = match name {
            "beqz" => return self.branch(enc::BEQ, (reg(0)?, ZERO), at(1)?),
            "bnez" => return self.branch(enc::BNE, (reg(0)?, ZERO), at(1)?),
            "bltz" => return self.branch(enc::BLT, (reg(0)?, ZERO), at(1)?),
            "bgez" => return self.branch(enc::BGE, (reg(0)?, ZERO), at(1)?),
            "blez" => return self.branch(enc::BGE, (ZERO, reg(0)?), at(1)?),
            "bgtz" => return self.branch(enc::BLT, (ZERO, reg(0)?), at(1)?),
            "j" | "tail" => return self.jump(ZERO, at(0)?),
            "call" => return self.jump(RA, at(0)?),
            "jal" if operands.len() == 1 => return self.jump(RA, at(0)?),
            "jal" => return self.jump(reg(0)?, at(1)?),
            "li" => {
                for word in crate::generate::li_words(reg(0)?, number(at(1)?)?) {
                    self.code.word(word);
                }
                return Ok(());
            }
            "la" | "lla" => {
                let (rd, target) = (reg(0)?, Target::Name(at(1)?.to_owned()));
                self.code.items.push(Item::Reloc(
                    enc::u(enc::LUI, rd, 0),
                    Rel::Hi20,
                    target.clone(),
                    0,
                ));
                self.code.items.push(Item::Reloc(
                    enc::i(enc::ADDI, rd, rd, 0),
                    Rel::Lo12I,
                    target,
                    0,
                ));
                return Ok(());
            }
            "jr" => enc::i(enc::JALR, ZERO, reg(0)?, 0),
            "jalr" if operands.len() == 1 => enc::i(enc::JALR, RA, reg(0)?, 0),
            "jalr" => match memory(at(1)?) {
                Ok((base, offset)) => enc::i(enc::JALR, reg(0)?, base, offset),
                Err(_) => enc::i(enc::JALR, reg(0)?, reg(1)?, imm12(at(2).unwrap_or("0"))?),
            },
            "ret" => enc::i(enc::JALR, ZERO, RA, 0),
            "mv" => enc::i(enc::ADDI, reg(0)?, reg(1)?, 0),
            "not" => enc::i(enc::XORI, reg(0)?, reg(1)?, -1),
            "neg" => enc::r(enc::SUB, reg(0)?, ZERO, reg(1)?),
            "negw" => enc::r(enc::SUBW, reg(0)?, ZERO, reg(1)?),
            "seqz" => enc::i(enc::SLTIU, reg(0)?, reg(1)?, 1),
            "snez" => enc::r(enc::SLTU, reg(0)?, ZERO, reg(1)?),
            "sext.w" => enc::i(enc::ADDIW, reg(0)?, reg(1)?, 0),
            "nop" => enc::i(enc::ADDI, ZERO, ZERO, 0),
            "ecall" => enc::ECALL,
            "ebreak" | "unimp" => enc::EBREAK,
            "fence" => enc::FENCE,
            "fence.i" => 0x100f,
            "pause" => 0x0100_000f,
            "lui" => enc::u(enc::LUI, reg(0)?, number(at(1)?)?),
            "auipc" => enc::u(enc::AUIPC, reg(0)?, number(at(1)?)?),
            "slli" | "srli" | "srai" | "slliw" | "srliw" | "sraiw" => {
                let amount = number(at(2)?)?;
                let word = name.ends_with('w');
                if !(0..if word { 32 } else { 64 }).contains(&amount) {
                    return Err(M::AsmOperands);
                }
                let funct3 = if name.starts_with("sl") { 1 } else { 5 };
                enc::shift(funct3, name.starts_with("sra"), word, (reg(0)?, reg(1)?), amount as u32)
            }
            "fmv.d" => enc::f(0x11, 0, reg(0)?, reg(1)?, reg(1)?),
            "fmv.s" => enc::f(0x10, 0, reg(0)?, reg(1)?, reg(1)?),
            "fmv.x.d" => enc::f(0x71, 0, reg(0)?, reg(1)?, ZERO),
            "fmv.d.x" => enc::f(0x79, 0, reg(0)?, reg(1)?, ZERO),
            "fmv.x.w" => enc::f(0x70, 0, reg(0)?, reg(1)?, ZERO),
            "fmv.w.x" => enc::f(0x78, 0, reg(0)?, reg(1)?, ZERO),
            "fsqrt.d" => enc::f(0x2d, 7, reg(0)?, reg(1)?, ZERO),
            // csrrs rd, fcsr, x0 and csrrw x0, fcsr, rs
            "frcsr" => enc::i((0x73, 2), reg(0)?, ZERO, 3),
            "fscsr" => enc::i((0x73, 1), ZERO, reg(0)?, 3),
            _ => return self.atomic(name, operands),
        };
        self.code.word(word);
        Ok(())
    }

    fn atomic(&mut self, name: &str, operands: &[&str]) -> Line {
        let mut parts = name.split('.');
        let (Some(op), Some(width)) = (parts.next(), parts.next()) else {
            return Err(M::AsmUnknown);
        };
        let funct5 = match op {
            "lr" => 2,
            "sc" => 3,
            "amoswap" => 1,
            "amoadd" => 0,
            "amoxor" => 4,
            "amoand" => 0xc,
            "amoor" => 8,
            _ => return Err(M::AsmUnknown),
        };
        let at = |index: usize| operands.get(index).copied().ok_or(M::AsmOperands);
        let address = operands.last().ok_or(M::AsmOperands)?;
        let address =
            register(address.trim_start_matches(|c: char| c != '(').trim_matches(['(', ')']))?;
        let value = if op == "lr" { ZERO } else { register(at(1)?)? };
        self.code.word(enc::amo(funct5, width == "d", register(at(0)?)?, address, value));
        Ok(())
    }
}

//! How to find the caller's frame at every instruction, read off the prologues and epilogues that `generate` writes.

use gimli::write::{
    Address, CallFrameInstruction as Rule, CommonInformationEntry, FrameDescriptionEntry,
    FrameTable,
};
use gimli::{Encoding, Format, Register};
use vitrine_debug_info as debug;

use crate::Object;

/// DWARF's registers of RISC-V have the machine's numbers.
const RA: Register = Register(1);
const SP: Register = Register(2);
const S0: Register = Register(8);

/// The table for `.debug_frame`; `code` makes an address of an offset in the text.
pub(super) fn table(object: &Object, code: impl Fn(u64) -> Address) -> FrameTable {
    let mut table = FrameTable::default();
    // Version 4 is that of DWARF 4 and 5.
    let encoding = Encoding { format: Format::Dwarf32, version: 4, address_size: 8 };
    let mut cie = CommonInformationEntry::new(encoding, 1, -8, RA);
    cie.add_instruction(Rule::Cfa(SP, 0));
    let cie = table.add_cie(cie);
    for function in &object.debug.functions {
        let mut entry =
            FrameDescriptionEntry::new(code(function.low), (function.high - function.low) as u32);
        for (offset, rule) in rules(object, function) {
            entry.add_instruction(offset as u32, rule);
        }
        table.add_fde(cie, entry);
    }
    table
}

/// Rules with the offset in the function from which they hold.
fn rules(object: &Object, function: &debug::Function) -> Vec<(u64, Rule)> {
    let mut rules = Vec::new();
    let mut frame = 0;
    let mut pointed = false;
    for (at, word) in words(object, (function.low, function.body)) {
        let next = at + 4 - function.low;
        if let Some(amount) = addi(word, SP, SP)
            && !pointed
        {
            frame -= amount;
            rules.push((next, Rule::CfaOffset(frame)));
        } else if let Some((register, offset)) = saved(word) {
            rules.push((next, Rule::Offset(register, offset - frame)));
        } else if let Some(amount) = addi(word, S0, SP) {
            rules.push((next, Rule::Cfa(S0, frame - amount)));
            pointed = true;
        }
    }
    if !pointed {
        return rules;
    }
    // The epilogue begins when the caller's frame pointer is back; then the stack pointer follows.
    for (at, word) in words(object, (function.epilogue, function.high)) {
        let (from, next) = (function.epilogue - function.low, at + 4 - function.low);
        if let Some(amount) = addi(word, SP, SP) {
            rules.push((from, Rule::Cfa(SP, amount)));
            rules.push((from, Rule::SameValue(S0)));
            rules.push((next, Rule::CfaOffset(0)));
            break;
        }
    }
    rules
}

/// The 32-bit instructions between two offsets, with their offsets.
fn words(object: &Object, (from, to): (u64, u64)) -> impl Iterator<Item = (u64, u32)> {
    let bytes = object.text.get(from as usize..to as usize).unwrap_or(&[]);
    let words = bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word));
    words.enumerate().map(move |(index, word)| (from + 4 * index as u64, word))
}

/// The amount of `addi rd, rs, amount`.
fn addi(word: u32, rd: Register, rs: Register) -> Option<i32> {
    let fixed = 0x13 | u32::from(rd.0) << 7 | u32::from(rs.0) << 15;
    (word & 0xf_ffff == fixed).then_some(word as i32 >> 20)
}

/// `sd ra, offset(sp)` or `sd s0, offset(sp)`.
fn saved(word: u32) -> Option<(Register, i32)> {
    let register = [RA, S0].into_iter().find(|one| u32::from(one.0) == word >> 20 & 31)?;
    let offset = (word as i32 >> 25) << 5 | (word >> 7 & 31) as i32;
    (word & 0x000f_f07f == 0x0001_3023).then_some((register, offset))
}

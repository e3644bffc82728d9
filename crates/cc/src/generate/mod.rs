//! The typed tree to RV64 instructions (lp64d).
//!
//! Locals live in the frame, below `s0`; expressions are evaluated in temporary registers, which
//! hold nothing across a call. 32-bit values are kept sign-extended whatever their type, smaller
//! ones extended as their type says. `need` of an expression decides what is spilled.

mod abi;
mod address;
mod arith;
mod assembly;
mod atomic;
mod branch;
mod builtin;
mod call;
mod convert;
mod expr;
mod frame;
mod stmt;
pub(crate) mod unit;

use crate::code::{Code, Item, Label, Target};
use crate::encode::{self as enc, Reg, S0, ZERO, fits12};
use crate::object::RelocationKind;
use crate::tree::{Function, GlobalId, LabelId, LocalId, Unit};
use crate::types::{Bits, Ty, Types};

/// Temporary integer registers, first choice first; `t6` is kept for the code sequences.
const INT_POOL: [u8; 14] = [5, 6, 7, 28, 29, 30, 17, 16, 15, 14, 13, 12, 11, 10];
/// Temporary float registers; `ft11` is kept.
const FLOAT_POOL: [u8; 19] =
    [32, 33, 34, 35, 36, 37, 38, 39, 60, 61, 62, 49, 48, 47, 46, 45, 44, 43, 42];

/// Where an object is, as an instruction can say it.
#[derive(Clone, Debug)]
pub(crate) struct Addr {
    base: Reg,
    /// Whether `base` is a temporary to be freed.
    owned: bool,
    off: Off,
}

/// Offset of an access.
#[derive(Clone, Debug)]
pub(crate) enum Off {
    Imm(i64),
    /// The low part of a global's address plus an offset; where the high part was emitted.
    Lo(Target, i64, usize),
    /// The low part of its offset from the thread pointer.
    TpLo(Target, i64, usize),
}

/// The old value of an update in progress.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    Value(Reg),
    Memory {
        addr: Addr,
        ty: Ty,
        bits: Option<Bits>,
    },
    /// The base register is in the frame.
    Spilled {
        slot: i64,
        off: Off,
        ty: Ty,
        bits: Option<Bits>,
    },
    /// The value is in the frame.
    Slot(i64),
}

/// A floating-point constant that has its place in read-only data: bits and bytes.
pub(crate) type FloatConstant = (u128, u8);

/// The generator of one function.
pub(crate) struct Generator<'a> {
    pub(crate) types: &'a Types,
    pub(crate) unit: &'a Unit,
    pub(crate) function: &'a Function,
    pub(crate) code: Code,
    /// Bit per register: taken.
    taken: u64,
    /// Bytes of the frame used by locals, and by temporaries right now and at most.
    frame: i64,
    temp: i64,
    max_temp: i64,
    pub(crate) offsets: Vec<i64>,
    labels: Vec<Label>,
    epilogue: Label,
    held: Vec<Held>,
    /// Slot with the address of the result, if it is returned in memory.
    result_slot: Option<i64>,
    ret: Ty,
    variadic: bool,
    /// Offset from `s0` of the first variable argument.
    variadic_start: i64,
    /// Slots with `sp` after the variable arrays of each open block.
    vla_levels: Vec<i64>,
    /// For locals aligned to more than the stack is: that alignment, and the slot of `sp` at entry.
    realigned: Option<(i64, i64)>,
    /// Item indices where `sp` is computed from the frame size.
    releases: Vec<usize>,
    constants: &'a mut Vec<FloatConstant>,
    /// What the assembler could not read.
    pub(crate) asm_problems: Vec<(crate::assemble::Problem, crate::source::Loc)>,
}

impl<'a> Generator<'a> {
    pub(crate) fn new(
        types: &'a Types,
        unit: &'a Unit,
        function: &'a Function,
        constants: &'a mut Vec<FloatConstant>,
    ) -> Self {
        let ty = unit.globals[function.global.0 as usize].ty;
        let signature = types.function(ty);
        let mut code = Code::default();
        let labels = (0..function.labels).map(|_| code.new_label()).collect();
        let epilogue = code.new_label();
        Self {
            types,
            unit,
            function,
            code,
            taken: 0,
            frame: 16,
            temp: 0,
            max_temp: 0,
            offsets: Vec::new(),
            labels,
            epilogue,
            held: Vec::new(),
            result_slot: None,
            ret: signature.as_ref().map_or(Ty::VOID, |f| f.ret),
            variadic: signature.is_some_and(|f| f.variadic),
            variadic_start: 0,
            vla_levels: Vec::new(),
            realigned: None,
            releases: Vec::new(),
            constants,
            asm_problems: Vec::new(),
        }
    }

    fn label(&self, id: LabelId) -> Label {
        self.labels[id.0 as usize]
    }

    fn local(&self, id: LocalId) -> i64 {
        self.offsets[id.0 as usize]
    }

    // Registers.

    fn is_taken(&self, reg: Reg) -> bool {
        self.taken >> reg.0 & 1 == 1
    }

    fn take(&mut self, reg: Reg) {
        self.taken |= 1 << reg.0;
    }

    fn free(&mut self, reg: Reg) {
        self.taken &= !(1 << reg.0);
    }

    /// A free register of the kind; `need` has made sure that there is one.
    fn alloc(&mut self, float: bool) -> Reg {
        let pool: &[u8] = if float { &FLOAT_POOL } else { &INT_POOL };
        let found = pool.iter().map(|&number| Reg(number)).find(|&reg| !self.is_taken(reg));
        let reg = found.unwrap_or(if float { enc::FT11 } else { enc::T6 });
        debug_assert!(found.is_some(), "out of registers in {}", self.function.loc.0);
        self.take(reg);
        reg
    }

    fn alloc_int(&mut self) -> Reg {
        self.alloc(false)
    }

    fn available(&self) -> usize {
        let free = |pool: &[u8]| pool.iter().filter(|&&number| !self.is_taken(Reg(number))).count();
        free(&INT_POOL).min(free(&FLOAT_POOL))
    }

    /// Whether evaluating something of this need would run out of registers, or lose them.
    fn too_heavy(&self, need: u8) -> bool {
        need == crate::tree::CALLS || usize::from(need) + 1 > self.available()
    }

    // The frame.

    /// A temporary of the frame, until the statement ends.
    fn slot(&mut self, size: u64, align: u64) -> i64 {
        self.temp = up(self.temp + size as i64, align.max(8) as i64);
        self.max_temp = self.max_temp.max(self.temp);
        -(self.frame + self.temp)
    }

    /// Puts a register's value into the frame and frees it.
    fn spill(&mut self, reg: Reg) -> i64 {
        let slot = self.slot(8, 8);
        self.store_frame(reg, slot);
        self.free(reg);
        slot
    }

    fn store_frame(&mut self, reg: Reg, slot: i64) {
        let op = if reg.is_float() { enc::FSD } else { enc::SD };
        self.store_at(op, reg, S0, slot);
    }

    fn load_frame(&mut self, reg: Reg, slot: i64) {
        let op = if reg.is_float() { enc::FLD } else { enc::LD };
        self.load_at(op, reg, S0, slot);
    }

    // Instructions.

    fn r(&mut self, op: enc::ROp, rd: Reg, a: Reg, b: Reg) {
        self.code.word(enc::r(op, rd, a, b));
    }

    fn i(&mut self, op: enc::IOp, rd: Reg, a: Reg, imm: i64) {
        self.code.word(enc::i(op, rd, a, imm));
    }

    /// A load at any offset.
    fn load_at(&mut self, op: enc::IOp, rd: Reg, base: Reg, off: i64) {
        if fits12(off) {
            if let Some(stored) = self.just_stored(op, base, off) {
                return self.mv(rd, stored);
            }
            self.code.word(enc::i(op, rd, base, off));
        } else {
            self.add_constant(enc::T6, base, off);
            self.code.word(enc::i(op, rd, enc::T6, 0));
        }
    }

    /// The register that the instruction just before stored to this very place of the frame.
    fn just_stored(&self, op: enc::IOp, base: Reg, off: i64) -> Option<Reg> {
        let last = self.code.items.iter().rev().find(|item| !matches!(item, Item::Line(..)))?;
        let Item::Word(word) = last else { return None };
        let (store, float) = match op {
            // Not of bytes and halves: another type may have stored them, extended its own way.
            enc::LW => (enc::SW, false),
            enc::LD => (enc::SD, false),
            enc::FLW => (enc::FSW, true),
            enc::FLD => (enc::FSD, true),
            _ => return None,
        };
        let number = (word >> 20 & 31) as u8;
        let reg = Reg(if float { number + 32 } else { number });
        // 32-bit values are sign-extended whatever their type.
        (base == S0 && enc::s(store, reg, base, off) == *word).then_some(reg)
    }

    fn store_at(&mut self, op: enc::IOp, value: Reg, base: Reg, off: i64) {
        if fits12(off) {
            self.code.word(enc::s(op, value, base, off));
        } else {
            self.add_constant(enc::T6, base, off);
            self.code.word(enc::s(op, value, enc::T6, 0));
        }
    }

    /// `rd = base + constant`; `rd` may be `t6`, `base` may not.
    fn add_constant(&mut self, rd: Reg, base: Reg, value: i64) {
        if fits12(value) {
            self.i(enc::ADDI, rd, base, value);
        } else {
            self.li(enc::T6, value);
            self.r(enc::ADD, rd, base, enc::T6);
        }
    }

    fn mv(&mut self, rd: Reg, rs: Reg) {
        if rd == rs {
            return;
        }
        match (rd.is_float(), rs.is_float()) {
            (false, false) => self.i(enc::ADDI, rd, rs, 0),
            // fsgnj.d, fmv.x.d, fmv.d.x
            (true, true) => self.code.word(enc::f(0x11, 0, rd, rs, rs)),
            (false, true) => self.code.word(enc::f(0x71, 0, rd, rs, ZERO)),
            (true, false) => self.code.word(enc::f(0x79, 0, rd, rs, ZERO)),
        }
    }

    /// Loads a constant.
    fn li(&mut self, rd: Reg, value: i64) {
        for word in li_words(rd, value) {
            self.code.word(word);
        }
    }

    fn line(&mut self, loc: crate::source::Loc, statement: bool) {
        self.code.items.push(Item::Line(loc, statement));
    }

    fn reloc(&mut self, word: u32, kind: RelocationKind, target: Target, addend: i64) {
        self.code.items.push(Item::Reloc(word, kind, target, addend));
    }

    fn is_thread(&self, id: GlobalId) -> bool {
        self.unit.globals[id.0 as usize].thread
    }

    fn is_float(&self, ty: Ty) -> bool {
        ty.is_float()
    }

    fn is_signed(&self, ty: Ty) -> bool {
        self.types.is_signed(ty)
    }

    fn size(&self, ty: Ty) -> u64 {
        self.types.size(ty)
    }
}

/// The next multiple of a power of two.
fn up(value: i64, align: i64) -> i64 {
    (value + align - 1) & -align
}

/// The instructions that load a constant.
pub(crate) fn li_words(rd: Reg, value: i64) -> Vec<u32> {
    if fits12(value) {
        return vec![enc::i(enc::ADDI, rd, ZERO, value)];
    }
    if i32::try_from(value).is_ok() {
        let low = (value << 52) >> 52;
        let high = value.wrapping_sub(low) >> 12;
        let mut words = vec![enc::u(enc::LUI, rd, high)];
        if low != 0 {
            words.push(enc::i(enc::ADDIW, rd, rd, low));
        }
        return words;
    }
    let low = (value << 52) >> 52;
    let rest = value.wrapping_sub(low);
    let zeros = rest.trailing_zeros();
    let mut words = li_words(rd, rest >> zeros);
    words.push(enc::shift(1, false, false, (rd, rd), zeros));
    if low != 0 {
        words.push(enc::i(enc::ADDI, rd, rd, low));
    }
    words
}

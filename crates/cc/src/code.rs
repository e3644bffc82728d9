//! One function's instructions before addresses are known: labels, branches that may grow.

use vitrine_debug_info::{AtomicAccess, AtomicOrder};

use crate::encode::{self, IOp, Reg, ZERO};
use crate::object::RelocationKind;
use crate::source::Loc;
use crate::tree::GlobalId;

/// A place to jump to within the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Label(pub(crate) u32);

/// What a relocation refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Global(GlobalId),
    /// By name: assembly.
    Name(String),
}

/// An instruction or a mark between instructions.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Word(u32),
    /// An instruction with a relocation.
    Reloc(u32, RelocationKind, Target, i64),
    Branch(IOp, Reg, Reg, Label),
    Jump(Label),
    /// A jump that is an entry of a table: never left out.
    Entry(Label),
    Label(Label),
    /// A statement (true) or call begins here.
    Line(Loc, bool),
    /// The next instruction is an atomic operation of C, or part of one.
    Atomic(AtomicOrder, Option<(u8, u8)>),
    /// A variable's scope begins or ends here.
    Scope(u32, bool),
    /// The body begins, or the epilogue.
    Body(bool),
    /// A symbol is defined here (assembly).
    Symbol(String),
    /// Raw bytes (assembly data).
    Bytes(Vec<u8>),
    Align(u64),
}

/// Result of laying out a function.
#[derive(Default)]
pub(crate) struct Laid {
    pub(crate) bytes: Vec<u8>,
    pub(crate) relocations: Vec<(u64, RelocationKind, Target, i64)>,
    pub(crate) lines: Vec<(u64, Loc, bool)>,
    pub(crate) scopes: Vec<(u32, bool, u64)>,
    pub(crate) body: u64,
    pub(crate) epilogue: u64,
    pub(crate) symbols: Vec<(String, u64)>,
    pub(crate) atomics: Vec<AtomicAccess>,
}

/// Items being collected.
#[derive(Default)]
pub(crate) struct Code {
    pub(crate) items: Vec<Item>,
    pub(crate) labels: u32,
}

impl Code {
    pub(crate) fn word(&mut self, word: u32) {
        self.items.push(Item::Word(word));
    }

    /// Tells that the next instruction does an atomic operation, in which bytes of its word.
    pub(crate) fn atomic(&mut self, order: AtomicOrder, part: Option<(u8, u8)>) {
        self.items.push(Item::Atomic(order, part));
    }

    pub(crate) fn new_label(&mut self) -> Label {
        self.labels += 1;
        Label(self.labels - 1)
    }

    pub(crate) fn place(&mut self, label: Label) {
        self.items.push(Item::Label(label));
    }

    pub(crate) fn jump(&mut self, label: Label) {
        // Behind a jump nothing is reached.
        if !matches!(self.items.last(), Some(Item::Jump(_))) {
            self.items.push(Item::Jump(label));
        }
    }

    /// Gives every item its address; branches that reach too far become a pair. `None` if the
    /// code is too large even for that, or a label is missing.
    pub(crate) fn lay_out(&self) -> Option<Laid> {
        let skip = self.useless_jumps();
        let mut long = vec![false; self.items.len()];
        let mut addresses = vec![u64::MAX; self.labels as usize];
        loop {
            let mut at = 0u64;
            let mut places = Vec::with_capacity(self.items.len());
            for (index, item) in self.items.iter().enumerate() {
                places.push(at);
                if let Item::Label(label) = item {
                    addresses[label.0 as usize] = at;
                }
                at += if skip[index] { 0 } else { size(item, at, long[index]) };
            }
            let mut grown = false;
            for (index, item) in self.items.iter().enumerate() {
                if let Item::Branch(.., label) = item
                    && !long[index]
                {
                    let target = addresses[label.0 as usize];
                    if !(-4096..4096).contains(&(target.wrapping_sub(places[index]) as i64)) {
                        long[index] = true;
                        grown = true;
                    }
                }
            }
            if !grown {
                return self.emit(&addresses, &long, &skip);
            }
        }
    }

    /// Jumps to the place right behind them.
    fn useless_jumps(&self) -> Vec<bool> {
        let mut skip = vec![false; self.items.len()];
        for (index, item) in self.items.iter().enumerate() {
            let Item::Jump(label) = item else { continue };
            for next in &self.items[index + 1..] {
                match next {
                    Item::Label(other) if other == label => {
                        skip[index] = true;
                        break;
                    }
                    Item::Label(_) | Item::Scope(..) | Item::Body(_) => {}
                    _ => break,
                }
            }
        }
        skip
    }

    fn emit(&self, addresses: &[u64], long: &[bool], skip: &[bool]) -> Option<Laid> {
        let mut laid = Laid::default();
        for (index, item) in self.items.iter().enumerate() {
            let at = laid.bytes.len() as u64;
            if skip[index] {
                continue;
            }
            let to = |label: &Label, from: u64| -> Option<i64> {
                let target = addresses[label.0 as usize];
                let offset = target.wrapping_sub(from) as i64;
                (target != u64::MAX && (-(1 << 20)..1 << 20).contains(&offset)).then_some(offset)
            };
            match item {
                Item::Word(word) => laid.bytes.extend(word.to_le_bytes()),
                Item::Reloc(word, kind, target, addend) => {
                    laid.relocations.push((at, *kind, target.clone(), *addend));
                    if *kind == RelocationKind::Abs64 {
                        laid.bytes.extend([0; 8]);
                    } else {
                        laid.bytes.extend(word.to_le_bytes());
                    }
                }
                Item::Branch((opcode, funct3), a, b, label) => {
                    if long[index] {
                        let inverted = encode::b((*opcode, funct3 ^ 1), *a, *b, 8);
                        laid.bytes.extend(inverted.to_le_bytes());
                        laid.bytes.extend(encode::jal(ZERO, to(label, at + 4)?).to_le_bytes());
                    } else {
                        laid.bytes.extend(
                            encode::b((*opcode, *funct3), *a, *b, to(label, at)?).to_le_bytes(),
                        );
                    }
                }
                Item::Jump(label) | Item::Entry(label) => {
                    laid.bytes.extend(encode::jal(ZERO, to(label, at)?).to_le_bytes())
                }
                Item::Label(_) => {}
                Item::Atomic(order, part) => {
                    laid.atomics.push(AtomicAccess { address: at, order: *order, part: *part });
                }
                Item::Line(loc, statement) => laid.lines.push((at, *loc, *statement)),
                Item::Scope(local, begins) => laid.scopes.push((*local, *begins, at)),
                Item::Body(true) => laid.body = at,
                Item::Body(false) => laid.epilogue = at,
                Item::Symbol(name) => laid.symbols.push((name.clone(), at)),
                Item::Bytes(bytes) => laid.bytes.extend(bytes),
                Item::Align(_) => {
                    let pad = size(item, at, false) as usize;
                    laid.bytes.resize(laid.bytes.len() + pad, 0);
                }
            }
        }
        Some(laid)
    }
}

fn size(item: &Item, at: u64, long: bool) -> u64 {
    match item {
        Item::Reloc(_, RelocationKind::Abs64, ..) => 8,
        Item::Word(_) | Item::Reloc(..) | Item::Jump(_) | Item::Entry(_) => 4,
        Item::Branch(..) => {
            if long {
                8
            } else {
                4
            }
        }
        Item::Bytes(bytes) => bytes.len() as u64,
        Item::Align(align) => at.next_multiple_of(*align) - at,
        Item::Label(_)
        | Item::Line(..)
        | Item::Atomic(..)
        | Item::Scope(..)
        | Item::Body(_)
        | Item::Symbol(_) => 0,
    }
}

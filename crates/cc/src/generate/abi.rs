//! Where arguments and results go (RISC-V psABI, "Integer" and "Hardware Floating-point Calling
//! Convention", lp64d).

use crate::encode::Reg;
use crate::types::{Ty, TypeKind, Types};

/// Where one part of a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    Register(Reg),
    /// Offset from the first stack argument.
    Stack(i64),
}

/// One part of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) place: Where,
    pub(crate) offset: u64,
    pub(crate) size: u64,
}

/// How a value is passed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passing {
    pub(crate) pieces: Vec<Piece>,
    /// The pieces are a pointer to the value.
    pub(crate) by_reference: bool,
}

/// Registers and stack used so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assignment {
    pub(crate) ints: u8,
    pub(crate) floats: u8,
    pub(crate) stack: i64,
}

/// A scalar part of a struct.
#[derive(Clone, Copy)]
struct Leaf {
    float: bool,
    offset: u64,
    size: u64,
}

impl Assignment {
    fn int(&mut self, offset: u64, size: u64) -> Piece {
        let place = if self.ints < 8 {
            self.ints += 1;
            Where::Register(Reg(9 + self.ints))
        } else {
            self.stack += 8;
            Where::Stack(self.stack - 8)
        };
        Piece { place, offset, size }
    }

    fn float(&mut self, offset: u64, size: u64) -> Piece {
        self.floats += 1;
        Piece { place: Where::Register(Reg(41 + self.floats)), offset, size }
    }

    /// The place of the next argument; a variable one uses integer registers only.
    pub(crate) fn next(&mut self, types: &Types, ty: Ty, named: bool) -> Passing {
        let size = types.size(ty);
        if !types.in_memory(ty) {
            let float = ty.is_float() && named && self.floats < 8;
            let piece = if float { self.float(0, size) } else { self.int(0, size) };
            return Passing { pieces: vec![piece], by_reference: false };
        }
        if size == 0 {
            return Passing::default();
        }
        if size > 16 {
            return Passing { pieces: vec![self.int(0, 8)], by_reference: true };
        }
        if named && let Some(pieces) = self.in_float_registers(types, ty) {
            return Passing { pieces, by_reference: false };
        }
        if types.align(ty) > 8 {
            if !named && self.ints < 8 {
                self.ints = self.ints.next_multiple_of(2);
            }
            if self.ints >= 8 {
                self.stack = (self.stack as u64).next_multiple_of(16) as i64;
            }
        }
        let mut pieces = vec![self.int(0, size.min(8))];
        if size > 8 {
            pieces.push(self.int(8, size - 8));
        }
        Passing { pieces, by_reference: false }
    }

    fn in_float_registers(&mut self, types: &Types, ty: Ty) -> Option<Vec<Piece>> {
        let mut leaves = Vec::new();
        flatten(types, ty, 0, &mut leaves)?;
        let floats = leaves.iter().filter(|leaf| leaf.float).count() as u8;
        let ints = leaves.len() as u8 - floats;
        if floats == 0 || ints > 1 || self.floats + floats > 8 || self.ints + ints > 8 {
            return None;
        }
        let place = |leaf: &Leaf| {
            if leaf.float {
                self.float(leaf.offset, leaf.size)
            } else {
                self.int(leaf.offset, leaf.size)
            }
        };
        Some(leaves.iter().map(place).collect())
    }
}

/// The scalars of a struct, if there are at most two and no union among them.
fn flatten(types: &Types, ty: Ty, offset: u64, leaves: &mut Vec<Leaf>) -> Option<()> {
    match types.kind(ty) {
        TypeKind::Record(index) => {
            let record = &types.records[*index as usize];
            if record.union {
                return None;
            }
            for field in &record.fields {
                flatten(types, field.ty, offset + field.offset, leaves)?;
            }
        }
        TypeKind::Array(element, Some(length)) => {
            if *length > 2 {
                return None;
            }
            for index in 0..*length {
                flatten(types, *element, offset + index * types.size(*element), leaves)?;
            }
        }
        TypeKind::Array(_, None) => {}
        TypeKind::LDouble => return None,
        _ => leaves.push(Leaf { float: ty.is_float(), offset, size: types.size(ty) }),
    }
    (leaves.len() <= 2).then_some(())
}

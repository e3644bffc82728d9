//! C types as the debugger's types: only those that variables need.

use std::collections::HashMap;

use vitrine_debug_info as debug;

use crate::intern::Interner;
use crate::types::{Ty, TypeKind, Types};

/// Types within types.
const MAX_DEPTH: usize = 300;

/// Debug types of one object, by C type.
#[derive(Default)]
pub(crate) struct TypeTable {
    list: Vec<debug::Type>,
    index: HashMap<u32, debug::TypeId>,
    depth: usize,
}

impl TypeTable {
    pub(crate) fn finish(self) -> Vec<debug::Type> {
        self.list
    }

    /// The debug type of a C type; added with all it refers to.
    pub(crate) fn of(&mut self, types: &Types, names: &Interner, ty: Ty) -> debug::TypeId {
        if let Some(&id) = self.index.get(&ty.id) {
            return id;
        }
        // Its place is taken first: records refer to themselves.
        let id = self.list.len() as debug::TypeId;
        self.list.push(debug::Type::Void);
        self.index.insert(ty.id, id);
        // A chain of records longer than any honest one stays unknown beyond this.
        if self.depth < MAX_DEPTH {
            self.depth += 1;
            let made = self.make(types, names, ty);
            self.depth -= 1;
            self.list[id as usize] = made;
        }
        id
    }

    pub(crate) fn pointer_to(&mut self, types: &Types, names: &Interner, ty: Ty) -> debug::TypeId {
        let target = self.of(types, names, ty);
        self.list.push(debug::Type::Pointer(target));
        self.list.len() as debug::TypeId - 1
    }

    fn make(&mut self, types: &Types, names: &Interner, ty: Ty) -> debug::Type {
        match types.kind(ty).clone() {
            TypeKind::Void => debug::Type::Void,
            TypeKind::Float => debug::Type::Float { size: 4 },
            TypeKind::Double => debug::Type::Float { size: 8 },
            TypeKind::LDouble => debug::Type::Float { size: 16 },
            TypeKind::Pointer(to) => debug::Type::Pointer(self.of(types, names, to)),
            TypeKind::Array(element, length) => {
                debug::Type::Array { element: self.of(types, names, element), length }
            }
            TypeKind::Vla(element, _) => {
                debug::Type::Array { element: self.of(types, names, element), length: None }
            }
            TypeKind::Function(_) => debug::Type::Function(types.text(names, ty)),
            TypeKind::Record(index) => {
                let record = &types.records[index as usize];
                let (size, union) = (record.size, record.union);
                let members = record.fields.iter().map(|field| debug::Member {
                    name: field.name.map_or(String::new(), |name| names.str(name).to_owned()),
                    ty: self.of(types, names, field.ty),
                    offset: field.offset,
                    bits: field.bits.map(|bits| (bits.shift, bits.width)),
                });
                let members = members.collect();
                let named = record.tag.is_some() || record.alias.is_some();
                let name = if named { types.base_name(names, ty) } else { String::new() };
                debug::Type::Record { name, size, union, members }
            }
            TypeKind::Enum(index) => {
                let one = &types.enums[index as usize];
                let constants = one
                    .constants
                    .iter()
                    .map(|&(name, value)| (names.str(name).to_owned(), value))
                    .collect();
                debug::Type::Enum { name: types.base_name(names, ty), constants }
            }
            _ => debug::Type::Integer {
                name: types.base_name(names, ty.bare()),
                size: types.size(ty) as u32,
                signed: types.is_signed(ty),
            },
        }
    }
}

//! C types as entries of a DWARF unit.

use gimli::constants as dw;
use gimli::write::{AttributeValue as Value, StringTable, Unit, UnitEntryId};
use vitrine_debug_info::{Type, TypeId};

/// The entry of each type; none for `void`.
#[derive(Default)]
pub(super) struct TypeEntries {
    entries: Vec<Option<UnitEntryId>>,
}

impl TypeEntries {
    pub(super) fn of(&self, ty: TypeId) -> Option<UnitEntryId> {
        self.entries.get(ty as usize).copied().flatten()
    }

    /// Adds all types; their entries are there before what they hold, as records name themselves.
    pub(super) fn add(&mut self, unit: &mut Unit, strings: &mut StringTable, types: &[Type]) {
        let root = unit.root();
        for ty in types {
            self.entries.push(tag(ty).map(|tag| unit.add(root, tag)));
        }
        for (index, ty) in types.iter().enumerate() {
            if let Some(id) = self.entries[index] {
                self.fill(unit, strings, (ty, id));
            }
        }
    }

    fn fill(&self, unit: &mut Unit, strings: &mut StringTable, (ty, id): (&Type, UnitEntryId)) {
        let (name, size, target) = outline(ty);
        let entry = unit.get_mut(id);
        if !name.is_empty() {
            entry.set(dw::DW_AT_name, Value::StringRef(strings.add(name)));
        }
        if let Some(size) = size {
            entry.set(dw::DW_AT_byte_size, Value::Udata(size));
        }
        if let Some(target) = target.and_then(|target| self.of(target)) {
            entry.set(dw::DW_AT_type, Value::UnitRef(target));
        }
        match ty {
            Type::Integer { name, signed, .. } => {
                let encoding = match (name.as_str(), signed) {
                    ("_Bool", _) => dw::DW_ATE_boolean,
                    ("char" | "unsigned char", false) => dw::DW_ATE_unsigned_char,
                    ("char" | "signed char", true) => dw::DW_ATE_signed_char,
                    (_, true) => dw::DW_ATE_signed,
                    (_, false) => dw::DW_ATE_unsigned,
                };
                entry.set(dw::DW_AT_encoding, Value::Encoding(encoding));
            }
            Type::Float { .. } => {
                entry.set(dw::DW_AT_encoding, Value::Encoding(dw::DW_ATE_float));
            }
            Type::Function(_) => entry.set(dw::DW_AT_prototyped, Value::FlagPresent),
            Type::Array { length, .. } => {
                let range = unit.add(id, dw::DW_TAG_subrange_type);
                if let Some(length) = length {
                    unit.get_mut(range).set(dw::DW_AT_count, Value::Udata(*length));
                }
            }
            Type::Enum { constants, .. } => {
                for (name, value) in constants {
                    let one = unit.add(id, dw::DW_TAG_enumerator);
                    let name = Value::StringRef(strings.add(name.as_str()));
                    unit.get_mut(one).set(dw::DW_AT_name, name);
                    unit.get_mut(one).set(dw::DW_AT_const_value, Value::Sdata(*value));
                }
            }
            Type::Record { .. } => self.members(unit, strings, (ty, id)),
            Type::Void | Type::Pointer(_) | Type::Typedef { .. } => {}
        }
    }

    fn members(&self, unit: &mut Unit, strings: &mut StringTable, (ty, id): (&Type, UnitEntryId)) {
        let Type::Record { members, .. } = ty else { return };
        for member in members {
            let one = unit.add(id, dw::DW_TAG_member);
            let entry = unit.get_mut(one);
            if !member.name.is_empty() {
                entry.set(dw::DW_AT_name, Value::StringRef(strings.add(member.name.as_str())));
            }
            if let Some(ty) = self.of(member.ty) {
                entry.set(dw::DW_AT_type, Value::UnitRef(ty));
            }
            match member.bits {
                Some((shift, width)) => {
                    entry.set(dw::DW_AT_bit_size, Value::Udata(width.into()));
                    let offset = member.offset * 8 + u64::from(shift);
                    entry.set(dw::DW_AT_data_bit_offset, Value::Udata(offset));
                }
                None => {
                    entry.set(dw::DW_AT_data_member_location, Value::Udata(member.offset));
                }
            }
        }
    }
}

fn tag(ty: &Type) -> Option<dw::DwTag> {
    Some(match ty {
        Type::Void => return None,
        Type::Integer { .. } | Type::Float { .. } => dw::DW_TAG_base_type,
        Type::Pointer(_) => dw::DW_TAG_pointer_type,
        Type::Array { .. } => dw::DW_TAG_array_type,
        Type::Record { union: false, .. } => dw::DW_TAG_structure_type,
        Type::Record { .. } => dw::DW_TAG_union_type,
        Type::Enum { .. } => dw::DW_TAG_enumeration_type,
        Type::Function(_) => dw::DW_TAG_subroutine_type,
        Type::Typedef { .. } => dw::DW_TAG_typedef,
    })
}

/// Name, size and the type that it is made of.
fn outline(ty: &Type) -> (&str, Option<u64>, Option<TypeId>) {
    let tagged = |name| -> &str {
        let plain =
            ["struct ", "union ", "enum "].iter().find_map(|word| str::strip_prefix(name, word));
        plain.unwrap_or(name)
    };
    match ty {
        Type::Void | Type::Function(_) => ("", None, None),
        Type::Integer { name, size, .. } => (name, Some((*size).into()), None),
        Type::Float { size } => {
            let name = match size {
                4 => "float",
                8 => "double",
                _ => "long double",
            };
            (name, Some((*size).into()), None)
        }
        Type::Pointer(target) => ("", Some(8), Some(*target)),
        Type::Array { element, .. } => ("", None, Some(*element)),
        Type::Record { name, size, .. } => (tagged(name), Some(*size), None),
        Type::Enum { name, .. } => (tagged(name), Some(4), None),
        Type::Typedef { name, target } => (name, None, Some(*target)),
    }
}

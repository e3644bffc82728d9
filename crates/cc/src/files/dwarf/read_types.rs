//! Types of a DWARF unit as the debugger's types.

use gimli::constants as dw;
use gimli::read::{AttributeValue as Value, DebuggingInformationEntry as Entry, Unit};
use vitrine_debug_info::{Member, Type, TypeId};

use super::read::{Collector, Slice};

/// Types within types.
const MAX_DEPTH: usize = 100;

type Die<'d> = Entry<Slice<'d>>;

impl<'d> Collector<'d> {
    /// The type that an entry names; `void` if it names none.
    pub(super) fn type_of(
        &mut self,
        unit: &Unit<Slice<'d>>,
        number: usize,
        (entry, depth): (&Die<'d>, usize),
    ) -> TypeId {
        let mut reference = entry.attr_value(dw::DW_AT_type);
        if reference.is_none()
            && let Some(Value::UnitRef(origin)) = entry.attr_value(dw::DW_AT_abstract_origin)
        {
            reference = unit.entry(origin).ok().and_then(|entry| entry.attr_value(dw::DW_AT_type));
        }
        let offset = match reference {
            Some(Value::UnitRef(offset)) if depth < MAX_DEPTH => offset,
            _ => return self.void(),
        };
        if let Some(&id) = self.types.get(&(number, offset.0)) {
            return id;
        }
        let Ok(entry) = unit.entry(offset) else { return self.void() };
        // Its place is taken first: records refer to themselves.
        let id = self.out.types.len() as TypeId;
        self.out.types.push(Type::Void);
        self.types.insert((number, offset.0), id);
        let made = self.make(unit, number, (&entry, depth + 1));
        self.out.types[id as usize] = made;
        id
    }

    fn void(&mut self) -> TypeId {
        let next = self.out.types.len() as TypeId;
        let id = *self.types.entry((usize::MAX, 0)).or_insert(next);
        if id == next {
            self.out.types.push(Type::Void);
        }
        id
    }

    fn text(&self, unit: &Unit<Slice<'d>>, entry: &Die<'d>) -> String {
        let value = entry.attr_value(dw::DW_AT_name);
        let text = value.and_then(|value| self.dwarf.attr_string(unit, value).ok());
        text.map_or(String::new(), |text| text.to_string_lossy().into_owned())
    }

    fn make(
        &mut self,
        unit: &Unit<Slice<'d>>,
        number: usize,
        (entry, depth): (&Die<'d>, usize),
    ) -> Type {
        let name = self.text(unit, entry);
        let size = count(entry, dw::DW_AT_byte_size).unwrap_or(0);
        let tagged =
            |word: &str| if name.is_empty() { String::new() } else { format!("{word} {name}") };
        match entry.tag() {
            dw::DW_TAG_base_type => base(entry, name, size as u32),
            dw::DW_TAG_pointer_type => Type::Pointer(self.type_of(unit, number, (entry, depth))),
            dw::DW_TAG_typedef => {
                Type::Typedef { name, target: self.type_of(unit, number, (entry, depth)) }
            }
            dw::DW_TAG_const_type
            | dw::DW_TAG_volatile_type
            | dw::DW_TAG_restrict_type
            | dw::DW_TAG_atomic_type => {
                let target = self.type_of(unit, number, (entry, depth));
                self.out.types.get(target as usize).cloned().unwrap_or(Type::Void)
            }
            dw::DW_TAG_array_type => self.array(unit, number, (entry, depth)),
            dw::DW_TAG_structure_type => {
                self.record(unit, number, (entry, depth, tagged("struct")))
            }
            dw::DW_TAG_union_type => self.record(unit, number, (entry, depth, tagged("union"))),
            dw::DW_TAG_enumeration_type => {
                let constants = children(unit, entry, dw::DW_TAG_enumerator);
                let constants = constants.iter().map(|one| {
                    let value = one.attr_value(dw::DW_AT_const_value);
                    (self.text(unit, one), value.and_then(|value| value.sdata_value()).unwrap_or(0))
                });
                Type::Enum { constants: constants.collect(), name: tagged("enum") }
            }
            dw::DW_TAG_subroutine_type => Type::Function("()".to_owned()),
            _ => Type::Void,
        }
    }

    /// Dimensions from the outermost one.
    fn array(
        &mut self,
        unit: &Unit<Slice<'d>>,
        number: usize,
        (entry, depth): (&Die<'d>, usize),
    ) -> Type {
        let mut element = self.type_of(unit, number, (entry, depth));
        let ranges = children(unit, entry, dw::DW_TAG_subrange_type);
        let length = |range: &Die<'d>| {
            let upper = count(range, dw::DW_AT_upper_bound).and_then(|last| last.checked_add(1));
            count(range, dw::DW_AT_count).or(upper)
        };
        for range in ranges.iter().skip(1).rev() {
            self.out.types.push(Type::Array { element, length: length(range) });
            element = self.out.types.len() as TypeId - 1;
        }
        Type::Array { element, length: ranges.first().and_then(length) }
    }

    fn record(
        &mut self,
        unit: &Unit<Slice<'d>>,
        number: usize,
        (entry, depth, name): (&Die<'d>, usize, String),
    ) -> Type {
        let mut members = Vec::new();
        for child in children(unit, entry, dw::DW_TAG_member) {
            let ty = self.type_of(unit, number, (&child, depth));
            let place = count(&child, dw::DW_AT_data_member_location).unwrap_or(0);
            let width =
                count(&child, dw::DW_AT_bit_size).and_then(|width| u8::try_from(width).ok());
            let bit = count(&child, dw::DW_AT_data_bit_offset);
            let (offset, bits) = match (width, bit) {
                (Some(width), Some(bit)) => {
                    let unit_bits = 8 * self.size(ty).max(1);
                    let offset = bit / unit_bits * (unit_bits / 8);
                    (offset, Some(((bit - offset * 8) as u8, width)))
                }
                _ => (place, None),
            };
            members.push(Member { name: self.text(unit, &child), ty, offset, bits });
        }
        let size = count(entry, dw::DW_AT_byte_size).unwrap_or(0);
        let union = entry.tag() == dw::DW_TAG_union_type;
        Type::Record { name, size, union, members }
    }

    /// Bytes of the types that bit-fields have.
    fn size(&self, ty: TypeId) -> u64 {
        let mut ty = self.out.types.get(ty as usize);
        for _ in 0..MAX_DEPTH {
            match ty {
                Some(Type::Typedef { target, .. }) => ty = self.out.types.get(*target as usize),
                Some(Type::Integer { size, .. }) => return u64::from(*size),
                _ => break,
            }
        }
        4
    }
}

fn base(entry: &Die<'_>, name: String, size: u32) -> Type {
    let encoding = match entry.attr_value(dw::DW_AT_encoding) {
        Some(Value::Encoding(encoding)) => encoding,
        _ => dw::DW_ATE_signed,
    };
    match encoding {
        dw::DW_ATE_float => Type::Float { size },
        dw::DW_ATE_signed | dw::DW_ATE_signed_char => Type::Integer { name, size, signed: true },
        _ => Type::Integer { name, size, signed: false },
    }
}

fn count(entry: &Die<'_>, name: dw::DwAt) -> Option<u64> {
    entry.attr_value(name).and_then(|value| value.udata_value())
}

/// The entries directly below one, of one kind.
fn children<'d>(unit: &Unit<Slice<'d>>, entry: &Die<'d>, tag: dw::DwTag) -> Vec<Die<'d>> {
    let mut found = Vec::new();
    let Ok(mut tree) = unit.entries_tree(Some(entry.offset())) else { return found };
    let Ok(root) = tree.root() else { return found };
    let mut list = root.children();
    while let Ok(Some(child)) = list.next() {
        if child.entry().tag() == tag {
            found.push(child.entry().clone());
        }
    }
    found
}

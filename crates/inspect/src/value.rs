//! Values of variables, written as C would write them.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use vitrine_debug_info::{DebugInfo, Member, Type, TypeId};

/// Reads guest memory: fills the buffer from the address and answers how many bytes it could.
pub(crate) type Read<'a> = &'a dyn Fn(u64, &mut [u8]) -> usize;

/// Elements of an array and members of a record that are shown at most.
const MAX_ELEMENTS: u64 = 16;
/// Records and arrays inside each other are shown to this depth.
const MAX_DEPTH: u32 = 3;
/// Characters of a string that are shown at most.
const MAX_STRING: usize = 64;

/// What is not in memory (yet).
const ABSENT: &str = "–";

/// What is known of an object of this type at this address, beyond its bytes.
pub(crate) type Known<'a> = &'a dyn Fn(TypeId, u64) -> Option<String>;

pub(crate) struct Values<'a> {
    pub(crate) debug: &'a DebugInfo,
    pub(crate) read: Read<'a>,
    pub(crate) known: Known<'a>,
}

impl Values<'_> {
    /// The value of type `ty` at `address`.
    pub(crate) fn render(&self, ty: TypeId, address: u64) -> String {
        self.followed(ty, address, 0)
    }

    /// A value; of a pointer also what it points to, once.
    fn followed(&self, ty: TypeId, address: u64, depth: u32) -> String {
        let value = self.at_depth(ty, address, depth);
        let Some(Type::Pointer(target)) = self.debug.resolve(ty) else { return value };
        let shown = match self.debug.resolve(*target) {
            Some(Type::Integer { size, .. }) => *size > 1,
            Some(Type::Float { .. } | Type::Enum { .. } | Type::Record { .. }) => true,
            Some(Type::Pointer(_) | Type::Array { .. }) => true,
            None | Some(Type::Void | Type::Function(_) | Type::Typedef { .. }) => false,
        };
        match self.integer(address, 8, false) {
            Some(to) if shown && to != 0 && self.bytes::<1>(to).is_some() => {
                format!("{value} → {}", self.at_depth(*target, to, depth + 1))
            }
            _ => value,
        }
    }

    fn at_depth(&self, ty: TypeId, address: u64, depth: u32) -> String {
        if let Some(text) = (self.known)(ty, address) {
            return text;
        }
        match self.debug.resolve(ty) {
            None | Some(Type::Void | Type::Typedef { .. }) => ABSENT.into(),
            Some(Type::Function(_)) => self.code(address),
            Some(Type::Integer { name, size, signed }) => self
                .integer(address, *size, *signed)
                .map_or(ABSENT.into(), |value| integer_text(name, *size, *signed, value)),
            Some(Type::Float { size }) => self.float(address, *size),
            Some(Type::Enum { constants, .. }) => {
                let Some(value) = self.integer(address, 4, true) else { return ABSENT.into() };
                let value = value as i64;
                let name = constants.iter().find(|(_, constant)| *constant == value);
                name.map_or_else(|| value.to_string(), |(name, _)| name.clone())
            }
            Some(Type::Pointer(target)) => self.pointer(*target, address),
            Some(Type::Array { element, length }) => {
                self.array(*element, length.unwrap_or(0), address, depth)
            }
            Some(Type::Record { union, members, .. }) => {
                self.record(members, *union, address, depth)
            }
        }
    }

    fn bytes<const N: usize>(&self, address: u64) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        ((self.read)(address, &mut bytes) == N).then_some(bytes)
    }

    /// An integer of `size` bytes, extended to 64 bits by its sign.
    fn integer(&self, address: u64, size: u32, signed: bool) -> Option<u64> {
        let raw = match size {
            1 => u64::from(self.bytes::<1>(address)?[0]),
            2 => u64::from(u16::from_le_bytes(self.bytes(address)?)),
            4 => u64::from(u32::from_le_bytes(self.bytes(address)?)),
            _ => u64::from_le_bytes(self.bytes(address)?),
        };
        let shift = 64 - 8 * size.min(8);
        Some(if signed { ((raw << shift) as i64 >> shift) as u64 } else { raw })
    }

    fn float(&self, address: u64, size: u32) -> String {
        let value = match size {
            4 => self.bytes(address).map(|bytes| f64::from(f32::from_le_bytes(bytes))),
            16 => return self.bytes(address).map_or(ABSENT.into(), long_double),
            _ => self.bytes(address).map(f64::from_le_bytes),
        };
        value.map_or(ABSENT.into(), |value| format!("{value}"))
    }

    fn code(&self, address: u64) -> String {
        match self.debug.function_at(address) {
            Some(function) if function.low == address => function.name.clone(),
            _ => format!("{address:#x}"),
        }
    }

    fn pointer(&self, target: TypeId, address: u64) -> String {
        let Some(value) = self.integer(address, 8, false) else { return ABSENT.into() };
        if value == 0 {
            return "NULL".into();
        }
        match self.debug.resolve(target) {
            Some(Type::Integer { size: 1, .. }) => match self.string(value) {
                Some(text) => format!("{value:#x} {text}"),
                None => format!("{value:#x}"),
            },
            Some(Type::Function(_)) => self.code(value),
            _ => format!("{value:#x}"),
        }
    }

    /// The NUL-terminated printable string at `address`, quoted.
    fn string(&self, address: u64) -> Option<String> {
        let mut bytes = [0; MAX_STRING];
        let got = (self.read)(address, &mut bytes);
        let end = bytes[..got].iter().position(|byte| *byte == 0);
        let shown = &bytes[..end.unwrap_or(got)];
        let is_text = core::str::from_utf8(shown).is_ok() || end.is_none();
        let printable = shown.iter().all(|byte| *byte >= 0x20 || b"\n\t\r\x1b".contains(byte));
        (got > 0 && is_text && printable).then(|| quoted(shown, end.is_none()))
    }

    fn array(&self, element: TypeId, length: u64, address: u64, depth: u32) -> String {
        if let Some(Type::Integer { size: 1, .. }) = self.debug.resolve(element) {
            return self.char_array(length, address);
        }
        if depth >= MAX_DEPTH {
            return "{ … }".into();
        }
        let size = self.size_of(element, 0);
        let shown = length.min(MAX_ELEMENTS);
        let mut parts: Vec<String> = (0..shown)
            .map(|index| self.at_depth(element, address.wrapping_add(index * size), depth + 1))
            .collect();
        if shown < length {
            parts.push(format!("… ({length})"));
        }
        format!("{{ {} }}", parts.join(", "))
    }

    fn char_array(&self, length: u64, address: u64) -> String {
        let mut bytes = alloc::vec![0; length.min(MAX_STRING as u64) as usize];
        let got = (self.read)(address, &mut bytes);
        bytes.truncate(got);
        if bytes.is_empty() {
            return ABSENT.into();
        }
        let end = bytes.iter().position(|byte| *byte == 0);
        let text = quoted(&bytes[..end.unwrap_or(bytes.len())], end.is_none() && length > 64);
        format!("{text} ({length})")
    }

    fn record(&self, members: &[Member], union: bool, address: u64, depth: u32) -> String {
        if depth >= MAX_DEPTH {
            return "{ … }".into();
        }
        let separator = if union { " | " } else { ", " };
        let mut parts = Vec::new();
        for member in members.iter().take(MAX_ELEMENTS as usize) {
            let at = address.wrapping_add(member.offset);
            let value = match member.bits {
                Some(bits) => self.bit_field(member.ty, at, bits),
                // One step into a list says which element is next.
                None if depth == 0 => self.followed(member.ty, at, depth + 1),
                None => self.at_depth(member.ty, at, depth + 1),
            };
            let dot = if member.name.is_empty() { "" } else { " = " };
            parts.push(format!("{}{dot}{value}", member.name));
        }
        if members.len() as u64 > MAX_ELEMENTS {
            parts.push("…".into());
        }
        format!("{{ {} }}", parts.join(separator))
    }

    fn bit_field(&self, ty: TypeId, address: u64, (offset, width): (u8, u8)) -> String {
        let signed = matches!(self.debug.resolve(ty), Some(Type::Integer { signed: true, .. }));
        let size = self.size_of(ty, 0) as u32;
        let Some(unit) = self.integer(address, size, false) else { return ABSENT.into() };
        if width == 0 || u32::from(offset) + u32::from(width) > 64 {
            return ABSENT.into();
        }
        let raised = unit << (64 - u32::from(offset) - u32::from(width));
        let shift = 64 - u32::from(width);
        if signed { ((raised as i64) >> shift).to_string() } else { (raised >> shift).to_string() }
    }

    pub(crate) fn size_of(&self, ty: TypeId, depth: u32) -> u64 {
        match self.debug.resolve(ty) {
            None | Some(Type::Void | Type::Function(_) | Type::Typedef { .. }) => 1,
            Some(Type::Integer { size, .. } | Type::Float { size }) => u64::from(*size),
            Some(Type::Enum { .. }) => 4,
            Some(Type::Pointer(_)) => 8,
            Some(Type::Record { size, .. }) => *size,
            // Arrays of arrays are finite, but the table may be damaged.
            Some(Type::Array { .. }) if depth > 32 => 0,
            Some(Type::Array { element, length }) => {
                self.size_of(*element, depth + 1).saturating_mul(length.unwrap_or(0))
            }
        }
    }

    /// The C spelling of a type.
    pub(crate) fn type_name(&self, ty: TypeId) -> String {
        self.declare(ty, String::new(), 0)
    }

    /// `int (*)[3]` and the like: the declarator grows outwards around `inner`.
    fn declare(&self, ty: TypeId, inner: String, depth: u32) -> String {
        let spaced = |name: &str| {
            if inner.is_empty() { name.to_string() } else { format!("{name} {inner}") }
        };
        if depth > 32 {
            return spaced("…");
        }
        match self.debug.types.get(ty as usize) {
            None => spaced("?"),
            Some(Type::Void) => spaced("void"),
            Some(
                Type::Integer { name, .. }
                | Type::Typedef { name, .. }
                | Type::Record { name, .. }
                | Type::Enum { name, .. },
            ) => spaced(name),
            Some(Type::Float { size: 4 }) => spaced("float"),
            Some(Type::Float { size: 16 }) => spaced("long double"),
            Some(Type::Float { .. }) => spaced("double"),
            Some(Type::Function(text)) => format!("{text}{inner}"),
            Some(Type::Array { element, length }) => {
                let length = length.map_or(String::new(), |length| length.to_string());
                self.declare(*element, format!("{inner}[{length}]"), depth + 1)
            }
            Some(Type::Pointer(target)) => {
                let is_array =
                    matches!(self.debug.types.get(*target as usize), Some(Type::Array { .. }));
                let star = if is_array { format!("(*{inner})") } else { format!("*{inner}") };
                self.declare(*target, star, depth + 1)
            }
        }
    }
}

fn integer_text(name: &str, size: u32, signed: bool, value: u64) -> String {
    let number = if signed { (value as i64).to_string() } else { value.to_string() };
    let is_char = size == 1 && name.contains("char");
    match char::from_u32(value as u32) {
        Some(symbol) if is_char && (' '..='~').contains(&symbol) => format!("{number} '{symbol}'"),
        _ if name == "_Bool" => String::from(if value == 0 { "false" } else { "true" }),
        _ => number,
    }
}

fn quoted(bytes: &[u8], cut: bool) -> String {
    let mut text = String::from("\"");
    for symbol in String::from_utf8_lossy(bytes).chars() {
        match symbol {
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            other if other.is_control() => text.push_str(&format!("\\x{:02x}", other as u32)),
            other => text.push(other),
        }
    }
    text.push('"');
    if cut {
        text.push('…');
    }
    text
}

/// A `long double`, binary128, as the nearest double; what is none is told by its exponent.
fn long_double(bytes: [u8; 16]) -> String {
    let bits = u128::from_le_bytes(bytes);
    let sign = ((bits >> 127) as u64) << 63;
    let exponent = (bits >> 112 & 0x7fff) as i32 - 16_383;
    let fraction = bits << 16;
    let magnitude = match exponent {
        16_384 if fraction == 0 => f64::INFINITY.to_bits(),
        16_384 => f64::NAN.to_bits(),
        -1022..1023 => {
            // The last bit that is left out rounds; a carry goes on into the exponent.
            (((exponent + 1023) as u64) << 52)
                + (fraction >> 76) as u64
                + (fraction >> 75 & 1) as u64
        }
        -16_383 if fraction == 0 => 0,
        _ => return format!("{}≈2^{exponent}", if sign == 0 { "" } else { "-" }),
    };
    format!("{}", f64::from_bits(sign | magnitude))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn int() -> Type {
        Type::Integer { name: "int".into(), size: 4, signed: true }
    }

    #[track_caller]
    fn check(types: Vec<Type>, ty: TypeId, memory: &[u8], name: &str, value: &str) {
        let debug = DebugInfo { types, ..DebugInfo::default() };
        let read = |address: u64, into: &mut [u8]| {
            let from = memory.get(address as usize..).unwrap_or(&[]);
            let count = from.len().min(into.len());
            into[..count].copy_from_slice(&from[..count]);
            count
        };
        let values = Values { debug: &debug, read: &read, known: &|_, _| None };
        assert_eq!((values.type_name(ty).as_str(), values.render(ty, 0).as_str()), (name, value));
    }

    #[test]
    fn values_read_as_in_c() {
        let char_type = Type::Integer { name: "char".into(), size: 1, signed: false };
        check(vec![int()], 0, &[0xff; 4], "int", "-1");
        check(vec![int()], 0, &[0xff; 3], "int", "–");
        let array = Type::Array { element: 0, length: Some(2) };
        check(vec![int(), array], 1, &[3, 0, 0, 0, 4, 0, 0, 0], "int [2]", "{ 3, 4 }");
        let text = Type::Array { element: 0, length: Some(8) };
        check(vec![char_type.clone(), text], 1, b"hi\n\0\0\0\0\0", "char [8]", "\"hi\\n\" (8)");
        check(vec![int(), Type::Pointer(0)], 1, &[0; 8], "int *", "NULL");
        let pointer = [&8u64.to_le_bytes()[..], b"hello\0"].concat();
        check(vec![char_type, Type::Pointer(0)], 1, &pointer, "char *", "0x8 \"hello\"");
    }

    #[test]
    fn pointers_show_what_they_point_to() {
        let pointer = [&8u64.to_le_bytes()[..], &5u32.to_le_bytes()].concat();
        check(vec![int(), Type::Pointer(0)], 1, &pointer, "int *", "0x8 → 5");
        check(vec![int(), Type::Pointer(0)], 1, &99u64.to_le_bytes(), "int *", "0x63");
        // A list that is a ring.
        let member = |name: &str, ty, offset| Member { name: name.into(), ty, offset, bits: None };
        let node = Type::Record {
            name: "struct node".into(),
            size: 16,
            union: false,
            members: vec![member("value", 0, 0), member("next", 2, 8)],
        };
        let types = vec![int(), node, Type::Pointer(1)];
        let ring = [7u64.to_le_bytes(), 0u64.to_le_bytes()].concat();
        check(types.clone(), 1, &ring, "struct node", "{ value = 7, next = NULL }");
        let ring =
            [16u64.to_le_bytes(), 16u64.to_le_bytes(), 9u64.to_le_bytes(), 16u64.to_le_bytes()];
        let text = "0x10 → { value = 9, next = 0x10 }";
        check(types, 2, &ring.concat(), "struct node *", text);
    }

    #[test]
    fn records_show_members_and_bit_fields() {
        let member = |name: &str, offset, bits| Member { name: name.into(), ty: 0, offset, bits };
        let point = Type::Record {
            name: "struct point".into(),
            size: 8,
            union: false,
            members: vec![member("x", 0, None), member("low", 4, Some((0, 3)))],
        };
        let memory = [7, 0, 0, 0, 0b1110, 0, 0, 0];
        check(vec![int(), point], 1, &memory, "struct point", "{ x = 7, low = -2 }");
    }
}

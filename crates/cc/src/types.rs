//! C types of one translation unit: interned, so that equal types have equal numbers.

use std::rc::Rc;

use crate::hash::Map;
use crate::intern::{Interner, Sym};
use crate::tree::LocalId;

/// A type with its qualifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Ty {
    pub(crate) id: u32,
    pub(crate) quals: u8,
}

pub(crate) const CONST: u8 = 1;
pub(crate) const VOLATILE: u8 = 2;
pub(crate) const RESTRICT: u8 = 4;
pub(crate) const ATOMIC: u8 = 8;

/// What a type is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TypeKind {
    Void,
    Bool,
    Char,
    SChar,
    UChar,
    Short,
    UShort,
    Int,
    UInt,
    Long,
    ULong,
    LLong,
    ULLong,
    Float,
    Double,
    /// Held as a double in 8 bytes.
    LDouble,
    Pointer(Ty),
    /// Element and length; no length: incomplete.
    Array(Ty, Option<u64>),
    /// Element; its size in bytes is computed at run time into the local.
    Vla(Ty, LocalId),
    Function(Rc<FunctionType>),
    /// Index into [`Types::records`].
    Record(u32),
    /// Index into [`Types::enums`].
    Enum(u32),
}

/// Return and parameter types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FunctionType {
    pub(crate) ret: Ty,
    pub(crate) params: Vec<Ty>,
    pub(crate) variadic: bool,
    /// `()`: nothing is known of the parameters.
    pub(crate) unknown: bool,
}

/// A bit-field's place in its storage unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    /// Bytes of the unit: 1, 2, 4 or 8.
    pub(crate) unit: u8,
    pub(crate) shift: u8,
    pub(crate) width: u8,
}

/// A member of a struct or union.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// `None` for an anonymous record.
    pub(crate) name: Option<Sym>,
    pub(crate) ty: Ty,
    pub(crate) offset: u64,
    pub(crate) bits: Option<Bits>,
}

/// A struct or union.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) tag: Option<Sym>,
    /// The first typedef name given to it, for records without a tag.
    pub(crate) alias: Option<Sym>,
    pub(crate) union: bool,
    pub(crate) complete: bool,
    pub(crate) size: u64,
    pub(crate) align: u64,
    pub(crate) fields: Vec<Field>,
}

/// An enumeration.
#[derive(Clone, Debug, Default)]
pub(crate) struct Enumeration {
    pub(crate) tag: Option<Sym>,
    pub(crate) alias: Option<Sym>,
    pub(crate) complete: bool,
    /// Whether a constant is negative: then it is like `int`, else like `unsigned`.
    pub(crate) signed: bool,
    pub(crate) constants: Vec<(Sym, i64)>,
}

macro_rules! basic {
    ($($name:ident $kind:ident $number:literal)*) => {
        impl Ty {
            $(pub(crate) const $name: Ty = Ty { id: $number, quals: 0 };)*
        }
        const BASIC: &[TypeKind] = &[$(TypeKind::$kind),*];
    };
}
basic! {
    VOID Void 0  BOOL Bool 1  CHAR Char 2  SCHAR SChar 3  UCHAR UChar 4  SHORT Short 5  USHORT UShort 6
    INT Int 7  UINT UInt 8  LONG Long 9  ULONG ULong 10  LLONG LLong 11  ULLONG ULLong 12
    FLOAT Float 13  DOUBLE Double 14  LDOUBLE LDouble 15
}

impl Ty {
    /// Without qualifiers.
    pub(crate) fn bare(self) -> Ty {
        Ty { quals: 0, ..self }
    }

    pub(crate) fn with(self, quals: u8) -> Ty {
        Ty { quals: self.quals | quals, ..self }
    }

    pub(crate) fn is_const(self) -> bool {
        self.quals & CONST != 0
    }

    pub(crate) fn is_atomic(self) -> bool {
        self.quals & ATOMIC != 0
    }

    pub(crate) fn is_void(self) -> bool {
        self.id == Ty::VOID.id
    }

    pub(crate) fn is_bool(self) -> bool {
        self.id == Ty::BOOL.id
    }

    pub(crate) fn is_float(self) -> bool {
        (Ty::FLOAT.id..=Ty::LDOUBLE.id).contains(&self.id)
    }
}

/// The table of types.
pub(crate) struct Types {
    kinds: Vec<TypeKind>,
    /// Derivations within each type: what recursion over it costs.
    depths: Vec<u16>,
    index: Map<TypeKind, u32>,
    pub(crate) records: Vec<Record>,
    pub(crate) enums: Vec<Enumeration>,
    /// Plain `char` is signed.
    signed_char: bool,
}

/// No type is nested deeper.
pub(crate) const MAX_TYPE_DEPTH: u16 = 100;
/// No array type is larger.
pub(crate) const MAX_SIZE: u64 = 1 << 62;
/// No struct or union is larger: its bits are counted.
pub(crate) const MAX_RECORD: u64 = 1 << 46;
/// No object is defined that is larger.
pub(crate) const MAX_OBJECT: u64 = 1 << 28;

impl Types {
    pub(crate) fn new(signed_char: bool) -> Self {
        let index =
            BASIC.iter().enumerate().map(|(number, kind)| (kind.clone(), number as u32)).collect();
        Self {
            kinds: BASIC.to_vec(),
            depths: vec![0; BASIC.len()],
            index,
            records: Vec::new(),
            enums: Vec::new(),
            signed_char,
        }
    }

    pub(crate) fn make(&mut self, kind: TypeKind) -> Ty {
        if let Some(&id) = self.index.get(&kind) {
            return Ty { id, quals: 0 };
        }
        let id = self.kinds.len() as u32;
        let inner = match &kind {
            TypeKind::Pointer(to) | TypeKind::Array(to, _) | TypeKind::Vla(to, _) => {
                self.depth(*to)
            }
            TypeKind::Function(function) => function
                .params
                .iter()
                .fold(self.depth(function.ret), |all, &ty| all.max(self.depth(ty))),
            _ => 0,
        };
        self.depths.push(inner.saturating_add(1));
        self.kinds.push(kind.clone());
        self.index.insert(kind, id);
        Ty { id, quals: 0 }
    }

    pub(crate) fn pointer(&mut self, to: Ty) -> Ty {
        self.make(TypeKind::Pointer(to))
    }

    pub(crate) fn array(&mut self, element: Ty, length: u64) -> Ty {
        self.make(TypeKind::Array(element, Some(length)))
    }

    pub(crate) fn new_record(&mut self, tag: Option<Sym>, union: bool) -> Ty {
        self.records.push(Record { tag, union, align: 1, ..Record::default() });
        self.make(TypeKind::Record(self.records.len() as u32 - 1))
    }

    pub(crate) fn new_enum(&mut self, tag: Option<Sym>) -> Ty {
        self.enums.push(Enumeration { tag, ..Enumeration::default() });
        self.make(TypeKind::Enum(self.enums.len() as u32 - 1))
    }

    pub(crate) fn kind(&self, ty: Ty) -> &TypeKind {
        &self.kinds[ty.id as usize]
    }

    /// Derivations and records within the type.
    pub(crate) fn depth(&self, ty: Ty) -> u16 {
        self.depths[ty.id as usize]
    }

    /// Notes how deep a record's members go.
    pub(crate) fn deepen(&mut self, record: Ty, members: u16) {
        let depth = &mut self.depths[record.id as usize];
        *depth = (*depth).max(members.saturating_add(1));
    }

    /// What a pointer points to.
    pub(crate) fn pointee(&self, ty: Ty) -> Option<Ty> {
        match self.kind(ty) {
            TypeKind::Pointer(to) => Some(*to),
            _ => None,
        }
    }

    /// The element of an array; qualifiers of the array belong to it.
    pub(crate) fn element(&self, ty: Ty) -> Option<Ty> {
        match self.kind(ty) {
            TypeKind::Array(element, _) | TypeKind::Vla(element, _) => Some(element.with(ty.quals)),
            _ => None,
        }
    }

    pub(crate) fn function(&self, ty: Ty) -> Option<Rc<FunctionType>> {
        match self.kind(ty) {
            TypeKind::Function(function) => Some(function.clone()),
            _ => None,
        }
    }

    pub(crate) fn record(&self, ty: Ty) -> Option<&Record> {
        match self.kind(ty) {
            TypeKind::Record(index) => Some(&self.records[*index as usize]),
            _ => None,
        }
    }

    pub(crate) fn is_integer(&self, ty: Ty) -> bool {
        (Ty::BOOL.id..=Ty::ULLONG.id).contains(&ty.id) || matches!(self.kind(ty), TypeKind::Enum(_))
    }

    pub(crate) fn is_arithmetic(&self, ty: Ty) -> bool {
        ty.is_float() || self.is_integer(ty)
    }

    pub(crate) fn is_pointer(&self, ty: Ty) -> bool {
        matches!(self.kind(ty), TypeKind::Pointer(_))
    }

    pub(crate) fn is_scalar(&self, ty: Ty) -> bool {
        self.is_arithmetic(ty) || self.is_pointer(ty)
    }

    pub(crate) fn is_record(&self, ty: Ty) -> bool {
        matches!(self.kind(ty), TypeKind::Record(_))
    }

    /// Whether values are kept in memory: records, and long doubles, for which there are no registers.
    pub(crate) fn in_memory(&self, ty: Ty) -> bool {
        self.is_record(ty) || ty.bare() == Ty::LDOUBLE
    }

    pub(crate) fn is_array(&self, ty: Ty) -> bool {
        matches!(self.kind(ty), TypeKind::Array(..) | TypeKind::Vla(..))
    }

    pub(crate) fn is_function(&self, ty: Ty) -> bool {
        matches!(self.kind(ty), TypeKind::Function(_))
    }

    /// Whether integers of the type (or pointers) are signed.
    pub(crate) fn is_signed(&self, ty: Ty) -> bool {
        match self.kind(ty) {
            TypeKind::SChar
            | TypeKind::Short
            | TypeKind::Int
            | TypeKind::Long
            | TypeKind::LLong => true,
            TypeKind::Char => self.signed_char,
            TypeKind::Enum(index) => self.enums[*index as usize].signed,
            _ => false,
        }
    }

    /// Whether the size depends on run-time values.
    pub(crate) fn is_variable(&self, ty: Ty) -> bool {
        match self.kind(ty) {
            TypeKind::Vla(..) => true,
            TypeKind::Array(element, _) => self.is_variable(*element),
            _ => false,
        }
    }

    /// Whether the size is known (variable-length arrays count as known).
    pub(crate) fn is_complete(&self, ty: Ty) -> bool {
        match self.kind(ty) {
            TypeKind::Void | TypeKind::Function(_) => false,
            TypeKind::Array(element, length) => length.is_some() && self.is_complete(*element),
            TypeKind::Record(index) => self.records[*index as usize].complete,
            _ => true,
        }
    }

    /// Bytes; `void` and functions count as 1 as in GNU C, incomplete and variable types as 0.
    pub(crate) fn size(&self, ty: Ty) -> u64 {
        match self.kind(ty) {
            TypeKind::Void | TypeKind::Function(_) => 1,
            TypeKind::Bool | TypeKind::Char | TypeKind::SChar | TypeKind::UChar => 1,
            TypeKind::Short | TypeKind::UShort => 2,
            TypeKind::Int | TypeKind::UInt | TypeKind::Float | TypeKind::Enum(_) => 4,
            TypeKind::Long | TypeKind::ULong | TypeKind::LLong | TypeKind::ULLong => 8,
            TypeKind::Double | TypeKind::Pointer(_) => 8,
            // The ABI's size, of which only the first half is used: it holds a double.
            TypeKind::LDouble => 16,
            TypeKind::Array(element, length) => {
                self.size(*element).saturating_mul(length.unwrap_or(0))
            }
            TypeKind::Vla(..) => 0,
            TypeKind::Record(index) => self.records[*index as usize].size,
        }
    }

    /// Bytes, a power of two.
    pub(crate) fn align(&self, ty: Ty) -> u64 {
        match self.kind(ty) {
            TypeKind::Array(element, _) | TypeKind::Vla(element, _) => self.align(*element),
            TypeKind::Record(index) => self.records[*index as usize].align.max(1),
            _ => self.size(ty).max(1),
        }
    }

    /// The type that small integers become in expressions (C11 6.3.1.1).
    pub(crate) fn promoted(&self, ty: Ty) -> Ty {
        match self.kind(ty) {
            TypeKind::Bool | TypeKind::Char | TypeKind::SChar | TypeKind::UChar => Ty::INT,
            TypeKind::Short | TypeKind::UShort => Ty::INT,
            TypeKind::Enum(index) => {
                if self.enums[*index as usize].signed {
                    Ty::INT
                } else {
                    Ty::UINT
                }
            }
            _ => ty.bare(),
        }
    }

    /// The common type of two arithmetic operands (C11 6.3.1.8).
    pub(crate) fn common(&self, a: Ty, b: Ty) -> Ty {
        if a.is_float() || b.is_float() {
            let rank = |ty: Ty| if ty.is_float() { ty.id } else { 0 };
            return Ty { id: rank(a).max(rank(b)), quals: 0 };
        }
        let (a, b) = (self.promoted(a), self.promoted(b));
        // Ids grow with rank, the unsigned one right after its signed one.
        let (low, high) = if a.id <= b.id { (a, b) } else { (b, a) };
        let loses =
            self.is_signed(high) && !self.is_signed(low) && self.size(low) >= self.size(high);
        if loses { Ty { id: high.id + 1, quals: 0 } } else { high }
    }

    /// A value brought into the range of an integer type.
    pub(crate) fn wrap(&self, ty: Ty, value: i64) -> i64 {
        if ty.is_bool() {
            return i64::from(value != 0);
        }
        match (self.size(ty), self.is_signed(ty)) {
            (1, true) => i64::from(value as i8),
            (1, false) => i64::from(value as u8),
            (2, true) => i64::from(value as i16),
            (2, false) => i64::from(value as u16),
            (4, true) => i64::from(value as i32),
            (4, false) => i64::from(value as u32),
            _ => value,
        }
    }

    /// A member by name, also inside anonymous records: its fields from outside in, with offset.
    pub(crate) fn find_field(&self, record: Ty, name: Sym) -> Option<Field> {
        let fields = &self.record(record)?.fields;
        for field in fields {
            if field.name == Some(name) {
                return Some(field.clone());
            }
            if field.name.is_none()
                && let Some(inner) = self.find_field(field.ty, name)
            {
                return Some(Field {
                    offset: inner.offset + field.offset,
                    ty: inner.ty.with(field.ty.quals),
                    ..inner
                });
            }
        }
        None
    }

    /// Whether two types are the same for assignment and redeclaration; qualifiers of the outermost
    /// level are ignored.
    pub(crate) fn compatible(&self, a: Ty, b: Ty) -> bool {
        if a.id == b.id {
            return true;
        }
        match (self.kind(a), self.kind(b)) {
            (TypeKind::Pointer(a), TypeKind::Pointer(b)) => {
                a.quals & !RESTRICT == b.quals & !RESTRICT && self.compatible(*a, *b)
            }
            (TypeKind::Array(a, n), TypeKind::Array(b, m)) => {
                (n.is_none() || m.is_none() || n == m) && self.compatible(*a, *b)
            }
            (
                TypeKind::Array(a, _) | TypeKind::Vla(a, _),
                TypeKind::Array(b, _) | TypeKind::Vla(b, _),
            ) => self.compatible(*a, *b),
            (TypeKind::Function(a), TypeKind::Function(b)) => {
                self.compatible(a.ret, b.ret)
                    && (a.unknown
                        || b.unknown
                        || a.variadic == b.variadic
                            && a.params.len() == b.params.len()
                            && a.params.iter().zip(&b.params).all(|(&a, &b)| self.compatible(a, b)))
            }
            (TypeKind::Enum(index), other) | (other, TypeKind::Enum(index)) => {
                let signed = self.enums[*index as usize].signed;
                *other == if signed { TypeKind::Int } else { TypeKind::UInt }
                    || *other == TypeKind::Int
            }
            _ => false,
        }
    }

    /// The type as C text.
    pub(crate) fn text(&self, names: &Interner, ty: Ty) -> String {
        self.declare(names, ty, String::new())
    }

    /// `inner` declared with the type: declarators nest from inside out.
    fn declare(&self, names: &Interner, ty: Ty, inner: String) -> String {
        let mut quals = String::new();
        for (bit, word) in [(CONST, "const "), (VOLATILE, "volatile "), (ATOMIC, "_Atomic ")] {
            if ty.quals & bit != 0 {
                quals.push_str(word);
            }
        }
        let base = match self.kind(ty) {
            TypeKind::Pointer(to) => {
                let star = format!(
                    "*{}{inner}",
                    if quals.is_empty() { String::new() } else { format!(" {quals}") }
                );
                let wrap = self.is_array(*to) || self.is_function(*to);
                return self.declare(names, *to, if wrap { format!("({star})") } else { star });
            }
            TypeKind::Array(element, length) => {
                let length = length.map_or(String::new(), |length| length.to_string());
                return self.declare(names, element.with(ty.quals), format!("{inner}[{length}]"));
            }
            TypeKind::Vla(element, _) => {
                return self.declare(names, *element, format!("{inner}[*]"));
            }
            TypeKind::Function(function) => {
                let mut params: Vec<String> =
                    function.params.iter().map(|&ty| self.text(names, ty)).collect();
                if function.variadic {
                    params.push("...".to_owned());
                } else if params.is_empty() && !function.unknown {
                    params.push("void".to_owned());
                }
                return self.declare(
                    names,
                    function.ret,
                    format!("{inner}({})", params.join(", ")),
                );
            }
            _ => self.base_name(names, ty),
        };
        let space = if inner.is_empty() { "" } else { " " };
        format!("{quals}{base}{space}{inner}")
    }

    /// The name of a type that is not derived from another.
    pub(crate) fn base_name(&self, names: &Interner, ty: Ty) -> String {
        let tagged = |word: &str, tag: Option<Sym>, alias: Option<Sym>| match (tag, alias) {
            (Some(tag), _) => format!("{word} {}", names.str(tag)),
            (None, Some(alias)) => names.str(alias).to_owned(),
            (None, None) => format!("{word} {{…}}"),
        };
        let plain = match self.kind(ty) {
            TypeKind::Void => "void",
            TypeKind::Bool => "_Bool",
            TypeKind::Char => "char",
            TypeKind::SChar => "signed char",
            TypeKind::UChar => "unsigned char",
            TypeKind::Short => "short",
            TypeKind::UShort => "unsigned short",
            TypeKind::Int => "int",
            TypeKind::UInt => "unsigned int",
            TypeKind::Long => "long",
            TypeKind::ULong => "unsigned long",
            TypeKind::LLong => "long long",
            TypeKind::ULLong => "unsigned long long",
            TypeKind::Float => "float",
            TypeKind::Double => "double",
            TypeKind::LDouble => "long double",
            TypeKind::Record(index) => {
                let record = &self.records[*index as usize];
                return tagged(
                    if record.union { "union" } else { "struct" },
                    record.tag,
                    record.alias,
                );
            }
            TypeKind::Enum(index) => {
                let one = &self.enums[*index as usize];
                return tagged("enum", one.tag, one.alias);
            }
            TypeKind::Pointer(_)
            | TypeKind::Array(..)
            | TypeKind::Vla(..)
            | TypeKind::Function(_) => "",
        };
        plain.to_owned()
    }
}

//! Where a program's instructions and variables come from in its source.
//!
//! The compiler writes a [`DebugInfo`] beside the ELF file; views read it to say "line 12 of
//! pipe.c, in `main`, `n` is 5". Addresses are guest virtual addresses of a static, non-PIE ELF.
//! This crate holds the data and look-ups on it; it reads no memory and knows no compiler.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Index into [`DebugInfo::types`].
pub type TypeId = u32;

/// Everything a debugger needs of one linked program.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DebugInfo {
    /// Source files by index; text is kept for the program's own files, empty for the library's.
    pub files: Vec<SourceFile>,
    /// Sorted by address; an entry holds until the next one's address.
    pub lines: Vec<LineEntry>,
    /// Sorted by `low`.
    pub functions: Vec<Function>,
    /// Variables with static storage.
    pub globals: Vec<Variable>,
    /// Types that variables and other types name by [`TypeId`].
    pub types: Vec<Type>,
    /// Instructions that do atomic operations, sorted by address. Empty if the compiler has not
    /// told.
    pub atomics: Vec<AtomicAccess>,
}

/// An instruction that a compiler made for an atomic operation of C, or a fence.
///
/// A load or store that is not among them is not atomic for C, however it looks to the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtomicAccess {
    /// Its address.
    pub address: u64,
    /// What it orders.
    pub order: AtomicOrder,
    /// For an object smaller than the word that is touched: its bytes, and the register that holds
    /// by how many bits it is shifted in the word.
    pub part: Option<(u8, u8)>,
}

/// What an atomic operation orders: C11 7.17.3. Neither is a relaxed one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtomicOrder {
    /// What follows it stays behind it.
    pub acquire: bool,
    /// What is before it stays before it.
    pub release: bool,
}

/// One file of the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceFile {
    /// The name as the compiler was given it.
    pub name: String,
    /// The whole text; empty for library files.
    pub text: String,
    /// Whether the file belongs to the C library rather than to the learner's program.
    pub library: bool,
}

/// From `address` on, instructions belong to this place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineEntry {
    /// Guest address of the first instruction.
    pub address: u64,
    /// Index into [`DebugInfo::files`].
    pub file: u32,
    /// Line, from 1; 0 where the code has no source.
    pub line: u32,
    /// Column in characters, from 1; 0 when unknown.
    pub column: u32,
    /// Whether a statement begins here: where "step by line" stops.
    pub statement: bool,
}

/// One function's code and variables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Function {
    /// The name in C.
    pub name: String,
    /// First address of its code.
    pub low: u64,
    /// First address after its code.
    pub high: u64,
    /// From here to `epilogue` the frame pointer (`s0`) is this function's.
    pub body: u64,
    /// First address at which the frame pointer is the caller's again.
    pub epilogue: u64,
    /// Index into [`DebugInfo::files`].
    pub file: u32,
    /// Line of the definition, from 1.
    pub line: u32,
    /// Parameters and locals, in order of declaration.
    pub variables: Vec<Variable>,
}

/// A named object of the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variable {
    /// The name in C.
    pub name: String,
    /// Its type.
    pub ty: TypeId,
    /// Where its bytes are.
    pub place: Place,
    /// Code addresses in which the name is in scope; empty range means everywhere.
    pub scope: (u64, u64),
    /// Whether it is a parameter.
    pub parameter: bool,
}

/// Where a variable lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// At this many bytes from the frame pointer `s0`.
    Frame(i64),
    /// At this guest address.
    Address(u64),
    /// At this many bytes from the thread pointer `tp`.
    Thread(i64),
}

/// A C type, as far as showing values needs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Type {
    /// `void`
    Void,
    /// An integer type (also `_Bool` and `char`), with its C spelling.
    Integer {
        /// C spelling, such as `unsigned long`.
        name: String,
        /// Bytes.
        size: u32,
        /// Two's complement if true.
        signed: bool,
    },
    /// `float`, `double` or `long double`, by size in bytes.
    Float {
        /// Bytes: 4, 8 or 16.
        size: u32,
    },
    /// A pointer to another type.
    Pointer(TypeId),
    /// An array; `None` is an incomplete or variable length.
    Array {
        /// Element type.
        element: TypeId,
        /// Number of elements.
        length: Option<u64>,
    },
    /// A structure or union.
    Record {
        /// `struct point`, `union u`; empty tag for an anonymous one.
        name: String,
        /// Bytes.
        size: u64,
        /// Whether the members overlap.
        union: bool,
        /// Members in order.
        members: Vec<Member>,
    },
    /// An enumeration (4 bytes) with its constants.
    Enum {
        /// `enum colour`
        name: String,
        /// Names and values.
        constants: Vec<(String, i64)>,
    },
    /// A function type, as C text.
    Function(String),
    /// A `typedef` name for another type.
    Typedef {
        /// The name.
        name: String,
        /// What it stands for.
        target: TypeId,
    },
}

/// One member of a structure or union.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Name; empty for an anonymous record.
    pub name: String,
    /// Its type.
    pub ty: TypeId,
    /// Byte offset in the record.
    pub offset: u64,
    /// For a bit-field: offset and width in bits within the storage unit at `offset`.
    pub bits: Option<(u8, u8)>,
}

impl DebugInfo {
    /// The source place of the instruction at `address`, if the program has one for it.
    pub fn line_at(&self, address: u64) -> Option<&LineEntry> {
        self.function_at(address)?;
        let after = self.lines.partition_point(|entry| entry.address <= address);
        self.lines[..after].last().filter(|entry| entry.line != 0)
    }

    /// The function whose code contains `address`.
    pub fn function_at(&self, address: u64) -> Option<&Function> {
        let after = self.functions.partition_point(|function| function.low <= address);
        self.functions[..after].last().filter(|function| address < function.high)
    }

    /// Whether `address` lies in a file of the C library (or in code without a source).
    pub fn in_library(&self, address: u64) -> bool {
        self.line_at(address)
            .and_then(|entry| self.files.get(entry.file as usize))
            .is_none_or(|file| file.library)
    }

    /// Whether a statement of one of the program's own files begins at `address`.
    pub fn statement_at(&self, address: u64) -> bool {
        let entry = self.lines.binary_search_by_key(&address, |entry| entry.address);
        let Ok(index) = entry else { return false };
        let entry = &self.lines[index];
        entry.statement && self.files.get(entry.file as usize).is_some_and(|file| !file.library)
    }

    /// The type behind typedefs.
    pub fn resolve(&self, mut ty: TypeId) -> Option<&Type> {
        // A chain longer than the table would be a cycle.
        for _ in 0..=self.types.len() {
            match self.types.get(ty as usize)? {
                Type::Typedef { target, .. } => ty = *target,
                other => return Some(other),
            }
        }
        None
    }
}

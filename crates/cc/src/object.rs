//! A compiled translation unit before linking.

use vitrine_debug_info as debug;

/// Where a symbol's bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Text,
    ReadOnly,
    Data,
    Bss,
    ThreadData,
    ThreadBss,
    /// Addresses of functions that run before `main`.
    InitArray,
    /// Addresses of functions that run at exit.
    FiniArray,
}

impl Section {
    /// Position in [`SECTIONS`].
    pub(crate) fn index(self) -> usize {
        SECTIONS.iter().position(|&one| one == self).unwrap_or(0)
    }
}

/// How many kinds of section there are.
pub(crate) const SECTION_COUNT: usize = 8;

/// All sections, in the order they have in memory.
pub(crate) const SECTIONS: [Section; SECTION_COUNT] = [
    Section::Text,
    Section::ReadOnly,
    Section::ThreadData,
    Section::ThreadBss,
    Section::InitArray,
    Section::FiniArray,
    Section::Data,
    Section::Bss,
];

/// Index into [`Object::symbols`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SymbolId(pub(crate) u32);

/// A named address.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    pub(crate) name: String,
    /// Section and offset; `None` if another object defines it.
    pub(crate) place: Option<(Section, u64)>,
    pub(crate) size: u64,
    pub(crate) external: bool,
    pub(crate) weak: bool,
    pub(crate) function: bool,
}

/// How a relocation changes the bytes at its place (names of the RISC-V psABI).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RelocationKind {
    /// `R_RISCV_64`
    Abs64,
    /// `R_RISCV_HI20`
    Hi20,
    /// `R_RISCV_LO12_I`
    Lo12I,
    /// `R_RISCV_LO12_S`
    Lo12S,
    /// `R_RISCV_JAL`
    Jal,
    /// `R_RISCV_TPREL_HI20`
    TpHi20,
    /// `R_RISCV_TPREL_LO12_I`
    TpLo12I,
    /// `R_RISCV_TPREL_LO12_S`
    TpLo12S,
    /// One that only other compilers write.
    #[cfg(feature = "files")]
    Foreign {
        /// Its number in the psABI, or one of `files::relocate`'s.
        number: u32,
        /// The offset that it is relative to: of itself, or of the `auipc` that it completes.
        base: u64,
    },
}

/// A place to be filled in when addresses are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Relocation {
    pub(crate) section: Section,
    pub(crate) offset: u64,
    pub(crate) kind: RelocationKind,
    pub(crate) symbol: SymbolId,
    pub(crate) addend: i64,
}

/// Debug information with offsets into the object's own text section.
#[derive(Clone, Debug, Default)]
pub(crate) struct ObjectDebug {
    pub(crate) files: Vec<debug::SourceFile>,
    pub(crate) lines: Vec<debug::LineEntry>,
    pub(crate) functions: Vec<debug::Function>,
    /// Globals with the symbol that gives their address; thread-local ones have an offset from it.
    pub(crate) globals: Vec<(debug::Variable, SymbolId)>,
    pub(crate) types: Vec<debug::Type>,
    pub(crate) atomics: Vec<debug::AtomicAccess>,
}

/// A compiled translation unit.
#[derive(Clone, Debug, Default)]
pub struct Object {
    pub(crate) name: String,
    pub(crate) text: Vec<u8>,
    pub(crate) read_only: Vec<u8>,
    pub(crate) data: Vec<u8>,
    pub(crate) bss: u64,
    pub(crate) thread_data: Vec<u8>,
    pub(crate) thread_bss: u64,
    pub(crate) init_array: Vec<u8>,
    pub(crate) fini_array: Vec<u8>,
    /// Entries of these arrays, by section and offset, that have another priority than 65535.
    pub(crate) priorities: std::collections::BTreeMap<(usize, u64), u16>,
    /// Sections for debuggers.
    #[cfg(feature = "files")]
    pub(crate) unloaded: Vec<crate::files::unloaded::Unloaded>,
    /// Alignment of the sections beyond the usual 16, by position in [`SECTIONS`].
    pub(crate) aligns: [u64; SECTION_COUNT],
    pub(crate) symbols: Vec<Symbol>,
    pub(crate) relocations: Vec<Relocation>,
    pub(crate) debug: ObjectDebug,
}

impl Object {
    /// The name of the source it was made of.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The user's files that were read to compile it: the unit and what it includes.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let own = self.debug.files.iter().filter(|file| !file.library);
        own.map(|file| file.name.as_str())
    }

    pub(crate) fn size(&self, section: Section) -> u64 {
        match section {
            Section::Bss => self.bss,
            Section::ThreadBss => self.thread_bss,
            _ => self.contents(section).len() as u64,
        }
    }

    /// Bytes of a section; none for those that hold only zeros.
    pub(crate) fn contents(&self, section: Section) -> &[u8] {
        match section {
            Section::Text => &self.text,
            Section::ReadOnly => &self.read_only,
            Section::Data => &self.data,
            Section::ThreadData => &self.thread_data,
            Section::InitArray => &self.init_array,
            Section::FiniArray => &self.fini_array,
            Section::Bss | Section::ThreadBss => &[],
        }
    }

    /// Bytes of a section; `None` for those that hold only zeros.
    pub(crate) fn bytes(&mut self, section: Section) -> Option<&mut Vec<u8>> {
        match section {
            Section::Text => Some(&mut self.text),
            Section::ReadOnly => Some(&mut self.read_only),
            Section::Data => Some(&mut self.data),
            Section::ThreadData => Some(&mut self.thread_data),
            Section::InitArray => Some(&mut self.init_array),
            Section::FiniArray => Some(&mut self.fini_array),
            Section::Bss | Section::ThreadBss => None,
        }
    }

    /// The priority of an entry of `.init_array` or `.fini_array`.
    pub(crate) fn priority(&self, section: Section, offset: u64) -> u16 {
        self.priorities.get(&(section.index(), offset)).copied().unwrap_or(u16::MAX)
    }

    /// Room for `size` bytes at an alignment; the offset.
    pub(crate) fn reserve(&mut self, section: Section, bytes: &[u8], size: u64, align: u64) -> u64 {
        let index = section.index();
        self.aligns[index] = self.aligns[index].max(align);
        match self.bytes(section) {
            Some(list) => {
                let at = (list.len() as u64).next_multiple_of(align);
                list.resize(at as usize, 0);
                list.extend_from_slice(bytes);
                list.resize((at + size.max(bytes.len() as u64)) as usize, 0);
                at
            }
            None => {
                let total =
                    if section == Section::Bss { &mut self.bss } else { &mut self.thread_bss };
                let at = total.next_multiple_of(align);
                *total = at + size;
                at
            }
        }
    }
}

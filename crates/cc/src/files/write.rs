//! Objects as ELF relocatables that GNU's linker and others read (psABI, "ELF Object Files").

use std::collections::BTreeMap;

use object::write::{self, Relocation as Entry, SectionId, SymbolSection};
use object::{
    Architecture, BinaryFormat, Endianness, FileFlags, RelocationFlags, SectionFlags, SectionKind,
    SymbolFlags, SymbolKind, SymbolScope, elf,
};

use super::read::FileError;
use super::relocate::r;
use super::unloaded::UnloadedTarget;
use crate::Object;
use crate::object::{Relocation, RelocationKind, SECTIONS, Section, Symbol, SymbolId};

struct Writer<'o> {
    object: &'o Object,
    out: write::Object<'static>,
    /// By position in [`SECTIONS`].
    sections: Vec<SectionId>,
    /// Of [`Object::unloaded`].
    unloaded: Vec<SectionId>,
    symbols: Vec<write::SymbolId>,
    /// Entries of arrays that have a section of their own for their priority: where they went, and the others' new offsets.
    moved: BTreeMap<(usize, u64), (SectionId, u64)>,
}

/// The bytes of the object file.
pub fn write_object(object: &Object) -> Result<Vec<u8>, FileError> {
    let mut out = write::Object::new(BinaryFormat::Elf, Architecture::Riscv64, Endianness::Little);
    out.flags = FileFlags::Elf {
        os_abi: elf::ELFOSABI_NONE,
        abi_version: 0,
        e_flags: elf::EF_RISCV_FLOAT_ABI_DOUBLE | elf::EF_RISCV_RVC,
    };
    let (sections, unloaded, symbols) = (Vec::new(), Vec::new(), Vec::new());
    let moved = BTreeMap::new();
    let mut writer = Writer { object, out, sections, unloaded, symbols, moved };
    let too_large = |_| FileError::TooLarge(object.name.clone());
    writer.sections();
    writer.symbols();
    writer.relocations().map_err(too_large)?;
    writer.out.write().map_err(too_large)
}

/// Name and kind of a section, and its type if the kind does not say it.
fn header(section: Section) -> (&'static str, SectionKind, Option<elf::SectionType>) {
    match section {
        Section::Text => (".text", SectionKind::Text, None),
        Section::ReadOnly => (".rodata", SectionKind::ReadOnlyData, None),
        Section::Data => (".data", SectionKind::Data, None),
        Section::Bss => (".bss", SectionKind::UninitializedData, None),
        Section::ThreadData => (".tdata", SectionKind::Tls, None),
        Section::ThreadBss => (".tbss", SectionKind::UninitializedTls, None),
        Section::InitArray => (".init_array", SectionKind::Data, Some(elf::SHT_INIT_ARRAY)),
        Section::FiniArray => (".fini_array", SectionKind::Data, Some(elf::SHT_FINI_ARRAY)),
    }
}

impl Writer<'_> {
    fn sections(&mut self) {
        for section in SECTIONS {
            let (name, kind, special) = header(section);
            let id = self.out.add_section(Vec::new(), name.into(), kind);
            let align = self.object.aligns[section.index()].max(if section == Section::Text {
                4
            } else {
                1
            });
            match section {
                Section::Bss | Section::ThreadBss => {
                    self.out.append_section_bss(id, self.object.size(section), align);
                }
                Section::InitArray | Section::FiniArray => self.array(section, id),
                _ => {
                    self.out.append_section_data(id, self.object.contents(section), align);
                }
            }
            if let Some(sh_type) = special {
                let sh_flags = elf::SHF_ALLOC | elf::SHF_WRITE;
                self.out.section_mut(id).flags = SectionFlags::Elf { sh_type, sh_flags };
            }
            self.sections.push(id);
        }
        for section in &self.object.unloaded {
            let id =
                self.out.add_section(Vec::new(), section.name.clone().into(), SectionKind::Debug);
            self.out.append_section_data(id, &section.bytes, 1);
            self.unloaded.push(id);
        }
        let comment =
            self.out.add_section(Vec::new(), b".comment".to_vec(), SectionKind::OtherString);
        let text = concat!("\0Vitrine cc ", env!("CARGO_PKG_VERSION"), "\0");
        self.out.append_section_data(comment, text.as_bytes(), 1);
        // The stack need not be executable.
        self.out.add_section(Vec::new(), b".note.GNU-stack".to_vec(), SectionKind::Other);
    }

    /// Functions to be called: those with a priority go to sections that are named after it.
    fn array(&mut self, section: Section, plain: SectionId) {
        let object = self.object;
        let (name, kind, special) = header(section);
        for offset in (0..object.size(section)).step_by(8) {
            let priority = object.priority(section, offset);
            let id = if priority == u16::MAX {
                plain
            } else {
                let id =
                    self.out.add_section(Vec::new(), format!("{name}.{priority:05}").into(), kind);
                let sh_flags = elf::SHF_ALLOC | elf::SHF_WRITE;
                let sh_type = special.unwrap_or(elf::SHT_PROGBITS);
                self.out.section_mut(id).flags = SectionFlags::Elf { sh_type, sh_flags };
                id
            };
            let from = offset as usize;
            let to = (from + 8).min(object.contents(section).len());
            let at = self.out.append_section_data(id, &object.contents(section)[from..to], 8);
            self.moved.insert((section.index(), offset), (id, at));
        }
    }

    fn symbols(&mut self) {
        self.out.add_file_symbol(self.object.name.clone().into());
        // What others define is thread-local if it is used as such.
        let thread = |number: usize| {
            self.object.relocations.iter().any(|one| {
                let kinds =
                    [RelocationKind::TpHi20, RelocationKind::TpLo12I, RelocationKind::TpLo12S];
                one.symbol.0 as usize == number && kinds.contains(&one.kind)
            })
        };
        for (number, symbol) in self.object.symbols.iter().enumerate() {
            let id = match symbol.place {
                // What only the compiler named stands for a place in its section.
                Some((section, _)) if hidden(symbol) => {
                    self.out.section_symbol(self.sections[section.index()])
                }
                _ => {
                    let mut entry = entry(symbol, &self.sections);
                    if symbol.place.is_none() && thread(number) {
                        entry.kind = SymbolKind::Tls;
                    }
                    self.out.add_symbol(entry)
                }
            };
            self.symbols.push(id);
        }
    }

    /// The symbol of the file, and what its place adds.
    fn target(&self, id: SymbolId) -> (write::SymbolId, i64) {
        let symbol = &self.object.symbols[id.0 as usize];
        let offset = symbol.place.filter(|_| hidden(symbol)).map_or(0, |(_, offset)| offset);
        (self.symbols[id.0 as usize], offset as i64)
    }

    fn relocations(&mut self) -> write::Result<()> {
        for relocation in &self.object.relocations {
            let (symbol, add) = self.target(relocation.symbol);
            let flags = RelocationFlags::Elf { r_type: elf::RelocationType(number(relocation)) };
            let addend = relocation.addend.wrapping_add(add);
            let index = relocation.section.index();
            let here = (self.sections[index], relocation.offset);
            let moved = self.moved.get(&(index, relocation.offset));
            let (section, offset) = moved.copied().unwrap_or(here);
            let entry = Entry { offset, symbol, addend, flags };
            self.out.add_relocation(section, entry)?;
        }
        for (index, section) in self.object.unloaded.iter().enumerate() {
            for &(offset, number, target, addend) in &section.relocations {
                let (symbol, add) = match target {
                    UnloadedTarget::Symbol(id) => self.target(id),
                    UnloadedTarget::Section(own) => {
                        (self.out.section_symbol(self.unloaded[own]), 0)
                    }
                };
                let flags = RelocationFlags::Elf { r_type: elf::RelocationType(number) };
                let addend = addend.wrapping_add(add);
                let entry = Entry { offset, symbol, addend, flags };
                self.out.add_relocation(self.unloaded[index], entry)?;
            }
        }
        Ok(())
    }
}

/// Whether only the compiler gave it a name.
fn hidden(symbol: &Symbol) -> bool {
    !symbol.external && (symbol.name.is_empty() || symbol.name.starts_with(".L"))
}

fn entry(symbol: &Symbol, sections: &[SectionId]) -> write::Symbol {
    let thread = matches!(symbol.place, Some((Section::ThreadData | Section::ThreadBss, _)));
    let kind = match (symbol.function, thread, symbol.place) {
        (_, _, None) => SymbolKind::Unknown,
        (true, ..) => SymbolKind::Text,
        (_, true, _) => SymbolKind::Tls,
        _ => SymbolKind::Data,
    };
    let section = match symbol.place {
        Some((section, _)) => SymbolSection::Section(sections[section.index()]),
        None => SymbolSection::Undefined,
    };
    write::Symbol {
        name: symbol.name.clone().into(),
        value: symbol.place.map_or(0, |(_, offset)| offset),
        size: symbol.size,
        kind,
        scope: if symbol.external { SymbolScope::Dynamic } else { SymbolScope::Compilation },
        weak: symbol.weak,
        section,
        flags: SymbolFlags::None,
    }
}

/// The number in the psABI.
fn number(relocation: &Relocation) -> u32 {
    match relocation.kind {
        RelocationKind::Abs64 => r::ABS64,
        RelocationKind::Hi20 => r::HI20,
        RelocationKind::Lo12I => r::LO12_I,
        RelocationKind::Lo12S => r::LO12_S,
        RelocationKind::Jal => r::JAL,
        RelocationKind::TpHi20 => r::TPREL_HI20,
        RelocationKind::TpLo12I => r::TPREL_LO12_I,
        RelocationKind::TpLo12S => r::TPREL_LO12_S,
        RelocationKind::Foreign { number, .. } => number,
    }
}

//! ELF relocatables of any compiler as objects of the linker.
//!
//! Sections are sorted into the linker's few kinds. Marks for link-time relaxation are passed over, except that the
//! padding in front of aligned code, which an assembler makes as large as it could be needed, is cut to what it must be.

use std::collections::HashMap;
use std::fmt;

use object::read::elf::{ElfFile64, ElfSection64, SectionHeader as _, Sym as _};
use object::{LittleEndian, Object as _, ObjectSection, ObjectSymbol, RelocationTarget, elf};

use super::relocate::{is_known, r};
use super::unloaded::{Unloaded, UnloadedTarget};
use crate::Object;
use crate::object::{Relocation, RelocationKind, Section, Symbol, SymbolId};

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// Not an ELF file, cut, or it contradicts itself.
    Damaged(String),
    /// An ELF file of another machine, ABI or kind (a program, a shared library).
    WrongKind(String),
    /// An archive that only names its members (`ar T`).
    ThinArchive(String),
    /// A relocation that a static program has no use for, such as of `-fpic` thread-local storage.
    Relocation(String, u32),
    /// It does not fit into an object file.
    TooLarge(String),
}

impl fmt::Display for FileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileError::Damaged(name) => {
                write!(out, "{name}: file not recognized: not an object, or damaged")
            }
            FileError::WrongKind(name) => {
                write!(out, "{name}: not a relocatable object for riscv64 with the lp64d ABI")
            }
            FileError::ThinArchive(name) => write!(out, "{name}: thin archives are not supported"),
            FileError::Relocation(name, number) => {
                write!(
                    out,
                    "{name}: relocation {number} is not supported (position-independent code?)"
                )
            }
            FileError::TooLarge(name) => write!(out, "{name}: too large"),
        }
    }
}

impl std::error::Error for FileError {}

type ElfFile<'d> = ElfFile64<'d, LittleEndian>;
type ElfSection<'d, 'f> = ElfSection64<'d, 'f, LittleEndian>;

/// Larger sections are refused.
const MAX_SECTION: u64 = 1 << 28;
/// Larger alignments are refused.
const MAX_ALIGN: u64 = 1 << 16;

/// What became of a section.
enum Placed {
    Loaded {
        section: Section,
        base: u64,
        /// As the file has it.
        size: u64,
        cuts: Vec<Cut>,
    },
    /// Position in [`Object::unloaded`].
    Unloaded(usize),
}

/// Bytes that are left out of a section.
#[derive(Clone, Copy)]
struct Cut {
    offset: u64,
    size: u64,
}

struct Reader<'d> {
    name: &'d str,
    file: ElfFile<'d>,
    out: Object,
    /// By section number.
    placed: HashMap<usize, Placed>,
    /// By symbol number.
    symbols: HashMap<usize, SymbolId>,
}

/// Reads a relocatable object.
pub fn read_object(name: &str, bytes: &[u8]) -> Result<Object, FileError> {
    let damaged = || FileError::Damaged(name.to_owned());
    let file = ElfFile::parse(bytes).map_err(|_| damaged())?;
    let header = file.elf_header();
    let flags = header.e_flags.get(LittleEndian);
    let fits = header.e_machine.get(LittleEndian) == elf::EM_RISCV
        && header.e_type.get(LittleEndian) == elf::ET_REL
        && flags.0 & elf::EF_RISCV_FLOAT_ABI == elf::EF_RISCV_FLOAT_ABI_DOUBLE.0
        && flags.0 & elf::EF_RISCV_RVE.0 == 0;
    if !fits {
        return Err(FileError::WrongKind(name.to_owned()));
    }
    let out = Object { name: name.to_owned(), ..Object::default() };
    let mut reader = Reader { name, file, out, placed: HashMap::new(), symbols: HashMap::new() };
    reader.sections()?;
    reader.symbols()?;
    reader.relocations()?;
    Ok(reader.out)
}

/// Where a section of the file belongs; `None` for what the program does not need.
fn kind(section: &ElfSection<'_, '_>) -> Option<Section> {
    let header = section.elf_section_header();
    let flags = header.sh_flags(LittleEndian);
    let has = |flag: elf::SectionFlags| flags.0 & flag.0 != 0;
    let zeros = header.sh_type(LittleEndian) == elf::SHT_NOBITS;
    if !has(elf::SHF_ALLOC) || section.name().is_ok_and(|name| name.starts_with(".eh_frame")) {
        return None;
    }
    Some(match header.sh_type(LittleEndian) {
        elf::SHT_INIT_ARRAY | elf::SHT_PREINIT_ARRAY => Section::InitArray,
        elf::SHT_FINI_ARRAY => Section::FiniArray,
        elf::SHT_NOTE => return None,
        _ if has(elf::SHF_EXECINSTR) => Section::Text,
        _ if has(elf::SHF_TLS) && zeros => Section::ThreadBss,
        _ if has(elf::SHF_TLS) => Section::ThreadData,
        _ if zeros => Section::Bss,
        _ if has(elf::SHF_WRITE) => Section::Data,
        _ => Section::ReadOnly,
    })
}

/// The relocations of a section: offset, number, symbol, addend.
fn relocations_of(section: &ElfSection<'_, '_>) -> Vec<(u64, u32, usize, i64)> {
    let list = section.relocations().map(|(offset, relocation)| {
        let number = match relocation.flags() {
            object::RelocationFlags::Elf { r_type } => r_type.0,
            _ => 0,
        };
        let symbol = match relocation.target() {
            RelocationTarget::Symbol(index) => index.0,
            _ => 0,
        };
        (offset, number, symbol, relocation.addend())
    });
    list.collect()
}

/// What is cut from a section whose start is aligned: padding beyond the alignment that it is for.
fn cuts(section: &ElfSection<'_, '_>) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut gone = 0;
    for (offset, number, _, addend) in relocations_of(section) {
        let Ok(padding) = u64::try_from(addend) else { continue };
        if number != r::ALIGN || padding > MAX_ALIGN || offset > section.size() {
            continue;
        }
        let align = (padding + 1).next_power_of_two();
        let here = offset.saturating_sub(gone);
        let needed = (here.next_multiple_of(align) - here).min(padding);
        if needed < padding {
            cuts.push(Cut { offset: offset + needed, size: padding - needed });
            gone += padding - needed;
        }
    }
    cuts
}

/// Where an offset is after the cuts.
fn moved(cuts: &[Cut], offset: u64) -> u64 {
    let before = cuts.iter().take_while(|cut| cut.offset < offset);
    offset - before.map(|cut| cut.size.min(offset - cut.offset)).sum::<u64>()
}

/// `.init_array.00101`: the entries' priority is in the section's name.
fn priorities(out: &mut Object, name: &str, kind: Section, (base, size): (u64, u64)) {
    let arrays = matches!(kind, Section::InitArray | Section::FiniArray);
    let number = name.rsplit('.').next().and_then(|number| number.parse::<u16>().ok());
    if let Some(priority) = number.filter(|_| arrays) {
        let offsets = (base..base + size).step_by(8);
        out.priorities.extend(offsets.map(|offset| ((kind.index(), offset), priority)));
    }
}

impl Reader<'_> {
    fn damaged(&self) -> FileError {
        FileError::Damaged(self.name.to_owned())
    }

    fn sections(&mut self) -> Result<(), FileError> {
        for section in self.file.sections() {
            let name = section.name().map_err(|_| self.damaged())?.to_owned();
            let Some(kind) = kind(&section) else {
                let flags = section.elf_section_header().sh_flags(LittleEndian);
                let compressed = flags.0 & elf::SHF_COMPRESSED.0 != 0;
                if name.starts_with(".debug_") && !compressed {
                    let bytes = section.data().map_err(|_| self.damaged())?.to_vec();
                    let placed = Placed::Unloaded(self.out.unloaded.len());
                    self.placed.insert(section.index().0, placed);
                    self.out.unloaded.push(Unloaded { name, bytes, relocations: Vec::new() });
                }
                continue;
            };
            let align = section.align().max(1);
            if section.size() > MAX_SECTION || align > MAX_ALIGN || !align.is_power_of_two() {
                return Err(FileError::TooLarge(self.name.to_owned()));
            }
            let data = section.data().map_err(|_| self.damaged())?;
            let cuts = if kind == Section::Text { cuts(&section) } else { Vec::new() };
            let mut kept = data.to_vec();
            for cut in cuts.iter().rev() {
                let (from, to) = (cut.offset as usize, (cut.offset + cut.size) as usize);
                if to > kept.len() {
                    return Err(self.damaged());
                }
                kept.drain(from..to);
            }
            let zeros = matches!(kind, Section::Bss | Section::ThreadBss);
            let size = if zeros { section.size() } else { kept.len() as u64 };
            let base = self.out.reserve(kind, &kept, size, align);
            priorities(&mut self.out, &name, kind, (base, size));
            let placed = Placed::Loaded { section: kind, base, size: section.size(), cuts };
            self.placed.insert(section.index().0, placed);
        }
        Ok(())
    }

    fn symbols(&mut self) -> Result<(), FileError> {
        for symbol in self.file.symbols() {
            let raw = symbol.elf_symbol();
            let (section, kind) = (raw.st_shndx(LittleEndian), raw.st_type());
            if kind == elf::STT_FILE {
                continue;
            }
            let name = symbol.name().map_err(|_| self.damaged())?.to_owned();
            let external = raw.st_bind() != elf::STB_LOCAL;
            let mut weak = raw.st_bind() == elf::STB_WEAK;
            let mut size = symbol.size();
            let mut place = None;
            if section == elf::SHN_COMMON {
                // A tentative definition: storage here, unless another object defines it.
                let align = symbol.address().clamp(1, MAX_ALIGN).next_power_of_two();
                let offset = self.out.reserve(Section::Bss, &[], size.min(MAX_SECTION), align);
                (place, weak) = (Some((Section::Bss, offset)), true);
            } else if let Some(index) = symbol.section_index()
                && let Some(Placed::Loaded { section, base, size: whole, cuts }) =
                    self.placed.get(&index.0)
            {
                if symbol.address() > *whole {
                    return Err(self.damaged());
                }
                let begin = moved(cuts, symbol.address());
                let end = moved(cuts, symbol.address().saturating_add(size));
                size = end.saturating_sub(begin);
                place = Some((*section, base + begin));
            }
            let function = kind == elf::STT_FUNC;
            let id = SymbolId(self.out.symbols.len() as u32);
            self.out.symbols.push(Symbol { name, place, size, external, weak, function });
            self.symbols.insert(symbol.index().0, id);
        }
        Ok(())
    }

    fn relocations(&mut self) -> Result<(), FileError> {
        let sections = self.file.sections();
        let lists: Vec<_> =
            sections.map(|section| (section.index().0, relocations_of(&section))).collect();
        for (section, list) in lists {
            match self.placed.get(&section) {
                Some(Placed::Loaded { size, .. })
                    if list.iter().any(|&(offset, ..)| offset > *size) =>
                {
                    return Err(self.damaged());
                }
                Some(Placed::Loaded { section: kind, base, cuts, .. }) => {
                    let (kind, base, cuts) = (*kind, *base, cuts.clone());
                    self.loaded(&list, (kind, base, &cuts))?;
                }
                Some(&Placed::Unloaded(index)) => self.unloaded(&list, index)?,
                None => {}
            }
        }
        Ok(())
    }

    fn symbol(&self, number: usize) -> Result<SymbolId, FileError> {
        self.symbols.get(&number).copied().ok_or_else(|| self.damaged())
    }

    fn unsupported(&self, number: u32) -> FileError {
        FileError::Relocation(self.name.to_owned(), number)
    }

    fn loaded(
        &mut self,
        list: &[(u64, u32, usize, i64)],
        (section, base, cuts): (Section, u64, &[Cut]),
    ) -> Result<(), FileError> {
        let at = |offset: u64| base + moved(cuts, offset);
        // The halves with the lower bits name the place of the upper half.
        let uppers: HashMap<u64, (u32, usize, i64)> = list
            .iter()
            .filter(|one| matches!(one.1, r::PCREL_HI20 | r::GOT_HI20 | r::TLS_GOT_HI20))
            .map(|&(offset, number, symbol, addend)| (at(offset), (number, symbol, addend)))
            .collect();
        for &(offset, number, symbol, addend) in list {
            if matches!(number, r::RELAX | r::ALIGN | r::TPREL_ADD) {
                continue;
            }
            if !is_known(number) {
                return Err(self.unsupported(number));
            }
            let offset = at(offset);
            let mut found = Relocation {
                section,
                offset,
                kind: foreign(number, offset),
                symbol: self.symbol(symbol)?,
                addend,
            };
            if matches!(number, r::PCREL_LO12_I | r::PCREL_LO12_S) {
                let label = &self.out.symbols[found.symbol.0 as usize];
                let place = label.place.ok_or_else(|| self.damaged())?.1;
                let &(upper, symbol, addend) = uppers.get(&place).ok_or_else(|| self.damaged())?;
                let number = match (upper, number) {
                    (r::GOT_HI20, r::PCREL_LO12_I) => r::GOT_LO12,
                    (r::TLS_GOT_HI20, r::PCREL_LO12_I) => r::TLS_GOT_LO12,
                    (r::PCREL_HI20, number) => number,
                    _ => return Err(self.unsupported(upper)),
                };
                (found.symbol, found.addend) = (self.symbol(symbol)?, addend);
                found.kind = foreign(number, place);
            }
            self.out.relocations.push(found);
        }
        Ok(())
    }

    fn unloaded(&mut self, list: &[(u64, u32, usize, i64)], index: usize) -> Result<(), FileError> {
        for &(offset, number, symbol, addend) in list {
            if offset > self.out.unloaded[index].bytes.len() as u64 {
                return Err(self.damaged());
            }
            if !is_known(number) && number != r::TLS_DTPREL64 {
                return Err(self.unsupported(number));
            }
            let section = self
                .file
                .symbol_by_index(object::SymbolIndex(symbol))
                .ok()
                .and_then(|symbol| Some((symbol.section_index()?, symbol.address())));
            let own = section.and_then(|(at, value)| match self.placed.get(&at.0) {
                Some(&Placed::Unloaded(own)) => Some((own, value)),
                _ => None,
            });
            let (target, addend) = match own {
                Some((own, value)) => {
                    (UnloadedTarget::Section(own), addend.wrapping_add(value as i64))
                }
                None => (UnloadedTarget::Symbol(self.symbol(symbol)?), addend),
            };
            self.out.unloaded[index].relocations.push((offset, number, target, addend));
        }
        Ok(())
    }
}

/// The linker's own kind where there is one.
fn foreign(number: u32, base: u64) -> RelocationKind {
    match number {
        r::ABS64 => RelocationKind::Abs64,
        _ => RelocationKind::Foreign { number, base },
    }
}

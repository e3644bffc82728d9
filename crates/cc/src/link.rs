//! Objects and the library's archive into one static program.

use std::collections::{HashMap, HashSet};

use vitrine_debug_info as debug;

use crate::archive::Compiling;
use crate::diagnostics::{Diagnostic, Message, MessageId as M};
use crate::elf;
use crate::encode as enc;
use crate::object::{
    Object, Relocation, RelocationKind, SECTION_COUNT, SECTIONS, Section, Symbol, SymbolId,
};
use crate::{Archive, Program};

/// Where the program begins in memory.
const BASE: u64 = 0x10000;
/// Sections are page-aligned where their protection changes.
const PAGE: u64 = 0x1000;
/// No section is larger.
const MAX_SECTION: u64 = 1 << 30;

/// Symbols that the linker itself defines.
const SYNTHETIC: &[&str] = &[
    "_start",
    "__bss_start",
    "_end",
    "end",
    "_edata",
    "__global_pointer$",
    "__tdata_start",
    "__tdata_size",
    "__tls_size",
    "__tls_align",
    "_etext",
    "__executable_start",
    "__ehdr_start",
    "__init_array_start",
    "__init_array_end",
    "__fini_array_start",
    "__fini_array_end",
];

/// An address range with its section.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Range {
    pub(crate) low: u64,
    pub(crate) size: u64,
}

/// The program laid out in memory.
pub(crate) struct Layout {
    /// By position in [`SECTIONS`].
    pub(crate) sections: [Range; SECTION_COUNT],
    /// Where each object's part of each section begins.
    pub(crate) parts: Vec<[u64; SECTION_COUNT]>,
    pub(crate) entry: u64,
}

pub(crate) struct Linker<'o> {
    pub(crate) objects: Vec<&'o Object>,
    /// Definition of each external name: object and symbol.
    defined: HashMap<&'o str, (usize, SymbolId)>,
    problems: Vec<Diagnostic>,
}

/// Whether the file of the program keeps what only debuggers read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Symbols and DWARF stay.
    Kept,
    /// They are left out (`-s`).
    Stripped,
}

/// Links objects with the archive's members that they need.
pub fn link(objects: &[Object], archive: &Archive) -> Result<Program, Vec<Diagnostic>> {
    link_with(objects, archive, Names::Kept)
}

/// Like [`link()`], with a choice of what the file holds.
pub fn link_with(
    objects: &[Object],
    archive: &Archive,
    names: Names,
) -> Result<Program, Vec<Diagnostic>> {
    let start = start_object();
    let mut linker = Linker { objects: Vec::new(), defined: HashMap::new(), problems: Vec::new() };
    for object in objects.iter().chain(std::iter::once(&start)) {
        linker.add(object, false);
    }
    linker.resolve(archive);
    if !linker.problems.is_empty() {
        return Err(linker.problems);
    }
    let Some(layout) = linker.lay_out() else {
        return Err(vec![Diagnostic::without_place(M::ProgramTooLarge, &[])]);
    };
    let bytes = linker.relocated(&layout)?;
    let symbols = linker.symbols(&layout);
    let debug = linker.debug(&layout);
    #[cfg(feature = "files")]
    let unloaded = crate::files::unloaded::merge(&linker, &layout)?;
    #[cfg(not(feature = "files"))]
    let unloaded = Vec::new();
    let elf = match names {
        Names::Kept => elf::write(&layout, &bytes, &symbols, &unloaded),
        Names::Stripped => elf::write(&layout, &bytes, &[], &[]),
    };
    Ok(Program { elf, debug, warnings: Vec::new() })
}

/// `_start`: no caller, the initial stack as argument, then the library.
fn start_object() -> Object {
    let mut code = crate::code::Code::default();
    let text = "_start:\n.option norelax\nla gp, __global_pointer$\nli s0, 0\nli ra, 0\nmv a0, sp\nandi sp, sp, -16\ncall __libc_start\nebreak";
    let mut object = Object { name: "start".to_owned(), ..Object::default() };
    if crate::assemble::assemble(text, &mut code).is_err() {
        return object;
    }
    let Some(laid) = code.lay_out() else { return object };
    object.text = laid.bytes;
    let size = object.text.len() as u64;
    object.symbols.push(Symbol {
        name: "_start".to_owned(),
        place: Some((Section::Text, 0)),
        size,
        external: true,
        weak: false,
        function: true,
    });
    for (offset, kind, target, addend) in laid.relocations {
        let crate::code::Target::Name(name) = target else { continue };
        let found = object.symbols.iter().position(|symbol| symbol.name == name);
        let index = found.unwrap_or_else(|| {
            object.symbols.push(Symbol {
                name,
                place: None,
                size: 0,
                external: true,
                weak: false,
                function: false,
            });
            object.symbols.len() - 1
        });
        let symbol = SymbolId(index as u32);
        object.relocations.push(Relocation {
            section: Section::Text,
            offset,
            kind,
            symbol,
            addend,
        });
    }
    object.debug.functions.push(debug::Function {
        name: "_start".to_owned(),
        low: 0,
        high: size,
        body: 0,
        epilogue: 0,
        file: 0,
        line: 0,
        variables: Vec::new(),
    });
    object
}

/// The largest alignment an object wants for a section.
fn widest(objects: &[&Object], index: usize) -> u64 {
    objects.iter().map(|object| object.aligns[index]).max().unwrap_or(0).max(16)
}

/// Parts are apart by 16 bytes; tables of addresses have no gaps.
fn tight(section: Section) -> u64 {
    if matches!(section, Section::InitArray | Section::FiniArray) { 8 } else { 16 }
}

impl<'o> Linker<'o> {
    /// Adds an object. A program's own definition wins over the library's.
    fn add(&mut self, object: &'o Object, member: bool) {
        let index = self.objects.len();
        self.objects.push(object);
        for (number, symbol) in object.symbols.iter().enumerate() {
            if symbol.place.is_none() || !symbol.external {
                continue;
            }
            let id = SymbolId(number as u32);
            match self.defined.get(symbol.name.as_str()).copied() {
                None => {
                    self.defined.insert(&symbol.name, (index, id));
                }
                Some((other, old)) => {
                    let old_weak = self.objects[other].symbols[old.0 as usize].weak;
                    if old_weak && !symbol.weak && !member {
                        self.defined.insert(&symbol.name, (index, id));
                    } else if !old_weak && !symbol.weak && !member {
                        let names = [
                            &*symbol.name,
                            self.objects[other].name.as_str(),
                            object.name.as_str(),
                        ];
                        self.problems.push(Diagnostic::without_place(M::DuplicateSymbol, &names));
                    }
                }
            }
        }
    }

    /// Takes members of the archive until every name is defined.
    fn resolve(&mut self, archive: &'o Archive) {
        let mut taken = HashSet::new();
        let mut compiling = Compiling::default();
        let mut reported: Vec<&str> = Vec::new();
        let mut next = 0;
        while next < self.objects.len() {
            let object = self.objects[next];
            next += 1;
            for (number, symbol) in object.symbols.iter().enumerate() {
                let name = symbol.name.as_str();
                if symbol.place.is_some()
                    || self.defined.contains_key(name)
                    || SYNTHETIC.contains(&name)
                {
                    continue;
                }
                let referenced =
                    object.relocations.iter().any(|one| one.symbol.0 as usize == number);
                if !referenced {
                    continue;
                }
                match archive.find(name, &mut compiling) {
                    Some((member, object)) if taken.insert(member) => self.add(object, true),
                    _ if symbol.weak => {}
                    _ if reported.contains(&name) => {}
                    _ => {
                        reported.push(name);
                        self.undefined(object, SymbolId(number as u32), archive);
                    }
                }
            }
        }
        self.problems.append(&mut compiling.problems);
    }

    fn undefined(&mut self, object: &Object, id: SymbolId, archive: &Archive) {
        let name = object.symbols[id.0 as usize].name.as_str();
        let mut problem = Diagnostic::without_place(M::UndefinedSymbol, &[name]);
        // The place of the first use, from the line table.
        let used =
            object.relocations.iter().find(|one| one.symbol == id && one.section == Section::Text);
        if let Some(used) = used {
            let lines = &object.debug.lines;
            let after = lines.partition_point(|entry| entry.address <= used.offset);
            if let Some(entry) = lines[..after].last() {
                problem.file = object.debug.files[entry.file as usize].name.clone();
                problem.line = entry.line;
                problem.column = entry.column;
                problem.length = name.chars().count() as u32;
            } else {
                // Without lines, at least which object it is.
                problem.file = object.name.clone();
            }
        }
        if name == "main" {
            problem.help = Some(Message::new(M::HelpNoMain, &[]));
        } else {
            let names = self.defined.keys().copied().chain(archive.names());
            if let Some(near) = crate::literal::nearest(name, names) {
                problem.help = Some(Message::new(M::DidYouMean, &[&near]));
            }
        }
        self.problems.push(problem);
    }

    fn lay_out(&self) -> Option<Layout> {
        let mut layout = Layout {
            sections: [Range::default(); SECTION_COUNT],
            parts: vec![[0; SECTION_COUNT]; self.objects.len()],
            entry: 0,
        };
        let mut at = BASE + elf::headers_size();
        for (index, &section) in SECTIONS.iter().enumerate() {
            // Data begins on a new page: other protection. What only reads shares the code's.
            let align =
                if section == Section::ThreadData { PAGE } else { widest(&self.objects, index) };
            at = at.next_multiple_of(align);
            let low = at;
            for (object, part) in self.objects.iter().zip(&mut layout.parts) {
                at = at.next_multiple_of(object.aligns[index].max(tight(section)));
                part[index] = at;
                at = at.checked_add(object.size(section))?;
                if at - low > MAX_SECTION {
                    return None;
                }
            }
            layout.sections[index] = Range { low, size: at - low };
        }
        if let Some(&(object, id)) = self.defined.get("_start") {
            layout.entry = self.place(&layout, object, id)?;
        }
        Some(layout)
    }

    fn place(&self, layout: &Layout, object: usize, id: SymbolId) -> Option<u64> {
        let (section, offset) = self.objects[object].symbols[id.0 as usize].place?;
        Some(layout.parts[object][section.index()] + offset)
    }

    /// The address of a symbol as an object sees it; weak ones without definition are 0.
    pub(crate) fn address(&self, layout: &Layout, object: usize, id: SymbolId) -> u64 {
        let symbol = &self.objects[object].symbols[id.0 as usize];
        if !symbol.external {
            return self.place(layout, object, id).unwrap_or(0);
        }
        match self.defined.get(symbol.name.as_str()) {
            Some(&(object, id)) => self.place(layout, object, id).unwrap_or(0),
            None => synthetic(layout, &symbol.name).unwrap_or(0),
        }
    }

    /// The bytes of all sections that have some, with relocations applied.
    fn relocated(&self, layout: &Layout) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
        let mut bytes: Vec<Vec<u8>> = Vec::new();
        for (index, &section) in SECTIONS.iter().enumerate() {
            let range = layout.sections[index];
            let mut out = Vec::new();
            if !matches!(section, Section::Bss | Section::ThreadBss) {
                out.resize(range.size as usize, 0);
                for (object, part) in self.objects.iter().zip(&layout.parts) {
                    let from = (part[index] - range.low) as usize;
                    let source = object.contents(section);
                    out[from..from + source.len()].copy_from_slice(source);
                }
            }
            bytes.push(out);
        }
        for (number, object) in self.objects.iter().enumerate() {
            for relocation in &object.relocations {
                let index = relocation.section.index();
                let part = layout.parts[number][index];
                let place = part + relocation.offset;
                let target = self
                    .address(layout, number, relocation.symbol)
                    .wrapping_add(relocation.addend as u64);
                let at = (place - layout.sections[index].low) as usize;
                let thread = layout.sections[Section::ThreadData.index()].low;
                // What completes an `auipc` is relative to that one.
                #[cfg(feature = "files")]
                let place = match relocation.kind {
                    RelocationKind::Foreign { base, .. } => part + base,
                    _ => place,
                };
                if apply(&mut bytes[index], at, relocation.kind, (place, target, thread)).is_none()
                {
                    return Err(vec![Diagnostic::without_place(M::ProgramTooLarge, &[])]);
                }
            }
        }
        for section in [Section::InitArray, Section::FiniArray] {
            self.sort_by_priority(layout, section, &mut bytes[section.index()]);
        }
        Ok(bytes)
    }

    /// Functions that are called before `main` and at exit, across all objects, in the order of their priorities.
    fn sort_by_priority(&self, layout: &Layout, section: Section, bytes: &mut [u8]) {
        if self.objects.iter().all(|object| object.priorities.is_empty()) {
            return;
        }
        let index = section.index();
        let mut entries = Vec::new();
        for (object, part) in self.objects.iter().zip(&layout.parts) {
            let from = (part[index] - layout.sections[index].low) as usize;
            for offset in (0..object.size(section)).step_by(8) {
                let at = from + offset as usize;
                let Some(entry) = bytes[at..].first_chunk::<8>() else { continue };
                entries.push((object.priority(section, offset), *entry));
            }
        }
        entries.sort_by_key(|(priority, _)| *priority);
        for ((_, entry), place) in entries.iter().zip(bytes.chunks_exact_mut(8)) {
            place.copy_from_slice(entry);
        }
    }

    /// Symbols for the ELF file: name, address, size, section, whether a function, whether global.
    fn symbols(&self, layout: &Layout) -> Vec<elf::SymbolEntry> {
        let mut out = Vec::new();
        for (number, object) in self.objects.iter().enumerate() {
            for (index, symbol) in object.symbols.iter().enumerate() {
                let Some((section, _)) = symbol.place else { continue };
                if symbol.name.starts_with(".L") {
                    continue;
                }
                out.push(elf::SymbolEntry {
                    name: symbol.name.clone(),
                    address: self.place(layout, number, SymbolId(index as u32)).unwrap_or(0),
                    size: symbol.size,
                    section: section.index(),
                    function: symbol.function,
                    global: symbol.external,
                });
            }
        }
        for name in SYNTHETIC {
            if let Some(address) = synthetic(layout, name)
                && !name.starts_with("__t")
            {
                let section = Section::Bss.index();
                out.push(elf::SymbolEntry {
                    name: (*name).to_owned(),
                    address,
                    size: 0,
                    section,
                    function: false,
                    global: true,
                });
            }
        }
        out
    }

    fn debug(&self, layout: &Layout) -> debug::DebugInfo {
        let mut out = debug::DebugInfo::default();
        let mut files: HashMap<&str, u32> = HashMap::new();
        let text = Section::Text.index();
        let thread = layout.sections[Section::ThreadData.index()].low;
        for (number, object) in self.objects.iter().enumerate() {
            let base = layout.parts[number][text];
            let types = out.types.len() as debug::TypeId;
            let used: Vec<bool> = {
                let mut used = vec![false; object.debug.files.len()];
                object.debug.lines.iter().for_each(|line| used[line.file as usize] = true);
                used
            };
            let mut numbers = Vec::new();
            for (file, used) in object.debug.files.iter().zip(used) {
                let keep = used || !file.library && !file.name.starts_with('<');
                numbers.push(match files.get(file.name.as_str()) {
                    Some(&number) => number,
                    None if keep => {
                        out.files.push(file.clone());
                        files.insert(&file.name, out.files.len() as u32 - 1);
                        out.files.len() as u32 - 1
                    }
                    None => 0,
                });
            }
            out.types.extend(object.debug.types.iter().map(|ty| shifted_type(ty, types)));
            out.lines.extend(object.debug.lines.iter().map(|line| debug::LineEntry {
                address: line.address + base,
                file: numbers[line.file as usize],
                ..*line
            }));
            let atomics = object.debug.atomics.iter();
            out.atomics.extend(
                atomics.map(|one| debug::AtomicAccess { address: one.address + base, ..*one }),
            );
            out.functions.extend(object.debug.functions.iter().map(|function| {
                let variables = function.variables.iter().map(|variable| debug::Variable {
                    ty: variable.ty + types,
                    scope: (variable.scope.0 + base, variable.scope.1 + base),
                    ..variable.clone()
                });
                debug::Function {
                    low: function.low + base,
                    high: function.high + base,
                    body: function.body + base,
                    epilogue: function.epilogue + base,
                    file: numbers.get(function.file as usize).copied().unwrap_or(0),
                    variables: variables.collect(),
                    ..function.clone()
                }
            }));
            for (variable, symbol) in &object.debug.globals {
                let address = self.place(layout, number, *symbol).unwrap_or(0);
                let place = match variable.place {
                    debug::Place::Thread(_) => debug::Place::Thread(address as i64 - thread as i64),
                    _ => debug::Place::Address(address),
                };
                out.globals.push(debug::Variable {
                    ty: variable.ty + types,
                    place,
                    ..variable.clone()
                });
            }
        }
        out.lines.sort_by_key(|line| line.address);
        out.functions.sort_by_key(|function| function.low);
        out.atomics.sort_by_key(|one| one.address);
        out
    }
}

/// Addresses the linker itself knows.
fn synthetic(layout: &Layout, name: &str) -> Option<u64> {
    let range = |section: Section| layout.sections[section.index()];
    let (data, bss) = (range(Section::Data), range(Section::Bss));
    let (tdata, tbss) = (range(Section::ThreadData), range(Section::ThreadBss));
    Some(match name {
        "__bss_start" => bss.low,
        "_edata" => data.low + data.size,
        "_end" | "end" => bss.low + bss.size,
        "__global_pointer$" => data.low + 0x800,
        "__tdata_start" => tdata.low,
        "__tdata_size" => tdata.size,
        "__tls_size" => tbss.low + tbss.size - tdata.low,
        "__tls_align" => 16,
        "_etext" => range(Section::Text).low + range(Section::Text).size,
        "__init_array_start" => range(Section::InitArray).low,
        "__init_array_end" => range(Section::InitArray).low + range(Section::InitArray).size,
        "__fini_array_start" => range(Section::FiniArray).low,
        "__fini_array_end" => range(Section::FiniArray).low + range(Section::FiniArray).size,
        "__executable_start" | "__ehdr_start" => BASE,
        _ => return None,
    })
}

fn shifted_type(ty: &debug::Type, by: debug::TypeId) -> debug::Type {
    match ty.clone() {
        debug::Type::Pointer(to) => debug::Type::Pointer(to + by),
        debug::Type::Array { element, length } => {
            debug::Type::Array { element: element + by, length }
        }
        debug::Type::Record { name, size, union, members } => {
            let members = members
                .into_iter()
                .map(|member| debug::Member { ty: member.ty + by, ..member })
                .collect();
            debug::Type::Record { name, size, union, members }
        }
        debug::Type::Typedef { name, target } => debug::Type::Typedef { name, target: target + by },
        other => other,
    }
}

/// Fills in one place; `None` if the value does not fit.
fn apply(
    bytes: &mut [u8],
    at: usize,
    kind: RelocationKind,
    (place, target, thread): (u64, u64, u64),
) -> Option<()> {
    #[cfg(feature = "files")]
    if let RelocationKind::Foreign { number, .. } = kind {
        return crate::files::relocate::apply(bytes, at, number, (place, target, thread));
    }
    let word =
        |bytes: &[u8]| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let fits = |value: i64| i32::try_from(value.wrapping_add(0x800)).ok().map(|_| value);
    // Variant I: the thread pointer is at the start of the thread's block.
    let offset = target.wrapping_sub(thread) as i64;
    let high = |value: i64| (value.wrapping_add(0x800) >> 12) as u32;
    let new = match kind {
        RelocationKind::Abs64 => {
            bytes.get_mut(at..at + 8)?.copy_from_slice(&target.to_le_bytes());
            return Some(());
        }
        #[cfg(feature = "files")]
        RelocationKind::Foreign { .. } => return None,
        RelocationKind::Hi20 => word(bytes) & 0xfff | high(fits(target as i64)?) << 12,
        RelocationKind::TpHi20 => word(bytes) & 0xfff | high(fits(offset)?) << 12,
        RelocationKind::Lo12I => word(bytes) & 0xf_ffff | (target as u32 & 0xfff) << 20,
        RelocationKind::TpLo12I => word(bytes) & 0xf_ffff | (offset as u32 & 0xfff) << 20,
        RelocationKind::Lo12S => {
            word(bytes) & 0x01ff_f07f | enc::s((0, 0), enc::ZERO, enc::ZERO, target as i64)
        }
        RelocationKind::TpLo12S => {
            word(bytes) & 0x01ff_f07f | enc::s((0, 0), enc::ZERO, enc::ZERO, offset)
        }
        RelocationKind::Jal => {
            let distance = target.wrapping_sub(place) as i64;
            if target != 0 && !(-(1 << 20)..1 << 20).contains(&distance) {
                return None;
            }
            word(bytes) & 0xfff | enc::j_offset(distance)
        }
    };
    bytes.get_mut(at..at + 4)?.copy_from_slice(&new.to_le_bytes());
    Some(())
}

//! DWARF 5 of an object (dwarfstd.org), for gdb, objdump and whoever else reads it; `-g` adds it.

mod frames;
mod read;
mod read_types;
mod types;

use std::collections::HashMap;

use gimli::write::{
    Address, AttributeValue as Value, Dwarf, EndianVec, Expression, FileId, LineProgram,
    LineString, RelocateWriter, Relocation, RelocationTarget, Sections, Unit, UnitEntryId,
};
use gimli::{Encoding, Format, LineEncoding, LittleEndian, Register, SectionId, constants as dw};
use vitrine_debug_info as debug;

use super::read::FileError;
use super::relocate::r;
use super::unloaded::{Unloaded, UnloadedTarget};
use crate::Object;
use crate::object::{Section, Symbol, SymbolId};
pub use read::debug_info;
use types::TypeEntries;

const ENCODING: Encoding = Encoding { format: Format::Dwarf32, version: 5, address_size: 8 };
/// Where the library's headers are said to lie.
const LIBRARY_FOLDER: &str = "/vitrine";
/// Symbols of thread-local variables are marked so on their way through the writer.
const THREAD: usize = 1 << 40;
/// The frame pointer, `s0` (psABI, "DWARF Register Numbers").
const FRAME_POINTER: Register = Register(8);

/// The bytes of one section, and what must be filled in.
#[derive(Clone)]
struct Bytes {
    bytes: EndianVec<LittleEndian>,
    relocations: Vec<Relocation>,
}

impl RelocateWriter for Bytes {
    type Writer = EndianVec<LittleEndian>;

    fn writer(&self) -> &Self::Writer {
        &self.bytes
    }

    fn writer_mut(&mut self) -> &mut Self::Writer {
        &mut self.bytes
    }

    fn relocate(&mut self, relocation: Relocation) {
        self.relocations.push(relocation);
    }
}

/// Adds the sections `.debug_…`; `folder` is where relative file names begin.
pub fn attach_dwarf(object: &mut Object, folder: &str) -> Result<(), FileError> {
    let start = SymbolId(object.symbols.len() as u32);
    object.symbols.push(Symbol {
        name: ".Ltext0".to_owned(),
        place: Some((Section::Text, 0)),
        size: 0,
        external: false,
        weak: false,
        function: false,
    });
    let sections =
        sections(object, start, folder).map_err(|_| FileError::TooLarge(object.name.clone()))?;
    let mut list: Vec<(SectionId, Bytes)> = Vec::new();
    let _: Result<(), ()> = sections.for_each(|id, bytes| {
        if !bytes.bytes.slice().is_empty() {
            list.push((id, bytes.clone()));
        }
        Ok(())
    });
    let position = |wanted| list.iter().position(|(id, _)| *id == wanted).unwrap_or(0);
    let made = list.iter().map(|(id, bytes)| {
        let relocations = bytes.relocations.iter().map(|one| {
            let (target, thread) = match one.target {
                RelocationTarget::Symbol(number) => {
                    (UnloadedTarget::Symbol(SymbolId(number as u32)), number & THREAD != 0)
                }
                RelocationTarget::Section(id) => (UnloadedTarget::Section(position(id)), false),
            };
            let number = match (one.size, thread) {
                (_, true) => r::TLS_DTPREL64,
                (4, _) => r::ABS32,
                _ => r::ABS64,
            };
            (one.offset as u64, number, target, one.addend)
        });
        Unloaded {
            name: id.name().to_owned(),
            bytes: bytes.bytes.slice().to_vec(),
            relocations: relocations.collect(),
        }
    });
    object.unloaded = made.collect();
    Ok(())
}

struct Describer<'o> {
    object: &'o Object,
    /// The symbol at the start of the text.
    start: SymbolId,
    dwarf: Dwarf,
    unit: Unit,
    files: HashMap<u32, FileId>,
    types: TypeEntries,
}

fn sections(
    object: &Object,
    start: SymbolId,
    folder: &str,
) -> Result<Sections<Bytes>, gimli::write::Error> {
    let mut dwarf = Dwarf::new();
    let mut text = |text: &str| LineString::new(text, ENCODING, &mut dwarf.line_strings);
    let program = LineProgram::new(
        ENCODING,
        LineEncoding::default(),
        text(folder),
        None,
        text(&object.name),
        None,
    );
    let unit = Unit::new(ENCODING, program);
    let (files, types) = (HashMap::new(), TypeEntries::default());
    let mut describer = Describer { object, start, dwarf, unit, files, types };
    describer.unit_entry(folder);
    describer.types.add(&mut describer.unit, &mut describer.dwarf.strings, &object.debug.types);
    describer.lines();
    for function in &object.debug.functions {
        describer.function(function);
    }
    for (variable, symbol) in &object.debug.globals {
        describer.global(variable, *symbol);
    }
    let frames = frames::table(object, |offset| describer.code(offset));
    let mut dwarf = describer.dwarf;
    dwarf.units.add(describer.unit);
    let empty = Bytes { bytes: EndianVec::new(LittleEndian), relocations: Vec::new() };
    let mut sections = Sections::new(empty);
    dwarf.write(&mut sections)?;
    frames.write_debug_frame(&mut sections.debug_frame)?;
    Ok(sections)
}

impl Describer<'_> {
    /// A place in the object's code.
    fn code(&self, offset: u64) -> Address {
        Address::Symbol { symbol: self.start.0 as usize, addend: offset as i64 }
    }

    fn string(&mut self, text: &str) -> Value {
        Value::StringRef(self.dwarf.strings.add(text))
    }

    fn unit_entry(&mut self, folder: &str) {
        let producer = self.string(concat!("Vitrine cc ", env!("CARGO_PKG_VERSION")));
        let (name, folder) = (self.string(&self.object.name), self.string(folder));
        let (low, size) = (self.code(0), self.object.text.len() as u64);
        let root = self.unit.root();
        let entry = self.unit.get_mut(root);
        entry.set(dw::DW_AT_producer, producer);
        entry.set(dw::DW_AT_language, Value::Language(dw::DW_LANG_C11));
        entry.set(dw::DW_AT_name, name);
        entry.set(dw::DW_AT_comp_dir, folder);
        entry.set(dw::DW_AT_low_pc, Value::Address(low));
        entry.set(dw::DW_AT_high_pc, Value::Udata(size));
    }

    fn file(&mut self, index: u32) -> FileId {
        if let Some(&id) = self.files.get(&index) {
            return id;
        }
        let file = &self.object.debug.files[index as usize];
        let library = file.library && file.name != self.object.name;
        let name = LineString::new(file.name.as_str(), ENCODING, &mut self.dwarf.line_strings);
        let folder = if library {
            let text = LineString::new(LIBRARY_FOLDER, ENCODING, &mut self.dwarf.line_strings);
            self.unit.line_program.add_directory(text)
        } else {
            self.unit.line_program.default_directory()
        };
        let id = self.unit.line_program.add_file(name, folder, None);
        self.files.insert(index, id);
        id
    }

    fn lines(&mut self) {
        let object = self.object;
        let mut lines = object.debug.lines.clone();
        if lines.is_empty() {
            return;
        }
        lines.sort_by_key(|line| line.address);
        let functions = &object.debug.functions;
        let first_statement = |function: &debug::Function| {
            let from = lines.partition_point(|line| line.address < function.body);
            lines[from..].iter().find(|line| line.statement).map(|line| line.address)
        };
        let bodies: Vec<u64> = functions.iter().filter_map(first_statement).collect();
        let begin = self.code(0);
        self.unit.line_program.begin_sequence(Some(begin));
        for line in &lines {
            let file = self.file(line.file);
            let row = self.unit.line_program.row();
            row.address_offset = line.address;
            (row.file, row.line) = (file, line.line.into());
            row.column = line.column.into();
            row.is_statement = line.statement;
            row.prologue_end = bodies.contains(&line.address);
            self.unit.line_program.generate_row();
        }
        self.unit.line_program.end_sequence(object.text.len() as u64);
    }

    fn function(&mut self, function: &debug::Function) {
        let root = self.unit.root();
        let id = self.unit.add(root, dw::DW_TAG_subprogram);
        let name = self.string(&function.name);
        let file = self.file(function.file);
        let low = self.code(function.low);
        let symbols = &self.object.symbols;
        let place = Some((Section::Text, function.low));
        let external = symbols.iter().any(|one| one.place == place && one.external);
        let mut base = Expression::new();
        base.op_breg(FRAME_POINTER, 0);
        let entry = self.unit.get_mut(id);
        entry.set(dw::DW_AT_name, name);
        entry.set(dw::DW_AT_decl_file, Value::FileIndex(Some(file)));
        entry.set(dw::DW_AT_decl_line, Value::Udata(function.line.into()));
        entry.set(dw::DW_AT_low_pc, Value::Address(low));
        entry.set(dw::DW_AT_high_pc, Value::Udata(function.high - function.low));
        entry.set(dw::DW_AT_frame_base, Value::Exprloc(base));
        if external {
            entry.set(dw::DW_AT_external, Value::FlagPresent);
        }
        self.variables(function, id);
    }

    /// Parameters, then the locals in blocks that are their scopes.
    fn variables(&mut self, function: &debug::Function, id: UnitEntryId) {
        for variable in function.variables.iter().filter(|variable| variable.parameter) {
            self.variable(variable, id, dw::DW_TAG_formal_parameter);
        }
        let mut locals: Vec<&debug::Variable> =
            function.variables.iter().filter(|variable| !variable.parameter).collect();
        locals.sort_by_key(|variable| (variable.scope.0, u64::MAX - variable.scope.1));
        let mut blocks = vec![((function.low, function.high), id)];
        for variable in locals {
            let (begin, end) = variable.scope;
            if begin >= end {
                continue;
            }
            while blocks.len() > 1
                && blocks.last().is_some_and(|&((low, high), _)| begin < low || end > high)
            {
                blocks.pop();
            }
            let Some(&(range, parent)) = blocks.last() else { continue };
            let block =
                if range == variable.scope { parent } else { self.block(parent, (begin, end)) };
            if block != parent {
                blocks.push(((begin, end), block));
            }
            self.variable(variable, block, dw::DW_TAG_variable);
        }
    }

    fn block(&mut self, parent: UnitEntryId, (begin, end): (u64, u64)) -> UnitEntryId {
        let low = self.code(begin);
        let block = self.unit.add(parent, dw::DW_TAG_lexical_block);
        let entry = self.unit.get_mut(block);
        entry.set(dw::DW_AT_low_pc, Value::Address(low));
        entry.set(dw::DW_AT_high_pc, Value::Udata(end - begin));
        block
    }

    fn variable(&mut self, variable: &debug::Variable, parent: UnitEntryId, tag: dw::DwTag) {
        let debug::Place::Frame(offset) = variable.place else { return };
        let mut place = Expression::new();
        place.op_fbreg(offset);
        self.named(variable, (parent, tag), place);
    }

    fn named(
        &mut self,
        variable: &debug::Variable,
        (parent, tag): (UnitEntryId, dw::DwTag),
        place: Expression,
    ) -> UnitEntryId {
        let name = self.string(&variable.name);
        let id = self.unit.add(parent, tag);
        let entry = self.unit.get_mut(id);
        entry.set(dw::DW_AT_name, name);
        if let Some(ty) = self.types.of(variable.ty) {
            entry.set(dw::DW_AT_type, Value::UnitRef(ty));
        }
        entry.set(dw::DW_AT_location, Value::Exprloc(place));
        id
    }

    fn global(&mut self, variable: &debug::Variable, symbol: SymbolId) {
        let thread = matches!(variable.place, debug::Place::Thread(_));
        let number = symbol.0 as usize | if thread { THREAD } else { 0 };
        let mut place = Expression::new();
        place.op_addr(Address::Symbol { symbol: number, addend: 0 });
        if thread {
            place.op(dw::DW_OP_form_tls_address);
        }
        let root = self.unit.root();
        let id = self.named(variable, (root, dw::DW_TAG_variable), place);
        if self.object.symbols[symbol.0 as usize].external {
            self.unit.get_mut(id).set(dw::DW_AT_external, Value::FlagPresent);
        }
    }
}

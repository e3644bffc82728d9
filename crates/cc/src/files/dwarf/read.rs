//! The debug information of a program that any compiler made: its DWARF, and its symbols for the rest.
//!
//! Variables are shown where the frame pointer or a fixed address says they are; what an optimiser keeps in registers, or
//! moves about, is left out. Damaged parts are passed over: there is always an answer.

use std::collections::{BTreeMap, HashMap};

use gimli::read::{
    AttributeValue as Value, CfaRule, DebuggingInformationEntry as Entry, Dwarf, EndianSlice,
    Operation, Unit, UnwindContext, UnwindSection,
};
use gimli::{BaseAddresses, CieOrFde, LittleEndian, constants as dw};
use object::read::elf::ElfFile64;
use object::{Object as _, ObjectSection as _, ObjectSymbol as _, SymbolKind};
use vitrine_debug_info::{DebugInfo, Function, LineEntry, Place, SourceFile, TypeId, Variable};

use super::{FRAME_POINTER, LIBRARY_FOLDER};

pub(super) type Slice<'d> = EndianSlice<'d, LittleEndian>;
type File<'d> = ElfFile64<'d, object::LittleEndian>;

/// The function that something lies in, if it is one with a frame, and its scope there.
type Around = (Option<usize>, (u64, u64));

/// Blocks inside each other.
const MAX_DEPTH: usize = 200;

/// A function's frame: from where to where the frame pointer is its own, and the distance from
/// there to the stack pointer at entry.
#[derive(Clone, Copy)]
struct Framed {
    body: u64,
    epilogue: u64,
    distance: i64,
}

pub(super) struct Collector<'d> {
    pub(super) dwarf: Dwarf<Slice<'d>>,
    pub(super) out: DebugInfo,
    /// By unit and offset in it.
    pub(super) types: HashMap<(usize, usize), TypeId>,
    files: HashMap<(String, bool), u32>,
    frames: BTreeMap<u64, Framed>,
    /// Whether the unit is of Vitrine's compiler: its frame base is the frame pointer, others' the
    /// stack pointer at entry.
    own: bool,
}

/// What a program's file says about its source; functions without lines are the library's.
pub fn debug_info(elf: &[u8]) -> DebugInfo {
    let Ok(file) = File::parse(elf) else { return DebugInfo::default() };
    let section = |id: gimli::SectionId| -> Result<Slice<'_>, gimli::Error> {
        let data = file.section_by_name(id.name()).and_then(|section| section.data().ok());
        Ok(EndianSlice::new(data.unwrap_or(&[]), LittleEndian))
    };
    let Ok(dwarf) = Dwarf::load(section) else { return DebugInfo::default() };
    let mut collector = Collector {
        dwarf,
        out: DebugInfo::default(),
        types: HashMap::new(),
        files: HashMap::new(),
        frames: frames(&file),
        own: false,
    };
    let mut headers = collector.dwarf.units();
    let mut number = 0;
    while let Ok(Some(header)) = headers.next() {
        if let Ok(unit) = collector.dwarf.unit(header) {
            // What cannot be read ends the unit, not the reading.
            let _ = collector.unit(&unit, number);
        }
        number += 1;
    }
    collector.symbols(&file);
    let mut out = collector.out;
    // At one address the line that begins there counts, not the end of what was before.
    out.lines.sort_by_key(|line| (line.address, line.line != 0));
    out.lines.dedup_by(|next, kept| {
        let same = next.address == kept.address;
        if same {
            let statement = next.statement || kept.statement && kept.line == next.line;
            *kept = LineEntry { statement, ..*next };
        }
        same
    });
    out.functions.sort_by_key(|function| function.low);
    out
}

/// Where frame pointers are set up, by the address of the function.
fn frames(file: &File<'_>) -> BTreeMap<u64, Framed> {
    let mut found = BTreeMap::new();
    let section = |name: &str| file.section_by_name(name);
    let data = |name: &str| section(name).and_then(|one| one.data().ok()).unwrap_or(&[]);
    let bases =
        BaseAddresses::default().set_eh_frame(section(".eh_frame").map_or(0, |one| one.address()));
    let eh_frame = gimli::EhFrame::new(data(".eh_frame"), LittleEndian);
    rows_of(&eh_frame, &bases, &mut found);
    let debug_frame = gimli::DebugFrame::new(data(".debug_frame"), LittleEndian);
    rows_of(&debug_frame, &bases, &mut found);
    found
}

fn rows_of<'d, S: UnwindSection<Slice<'d>>>(
    section: &S,
    bases: &BaseAddresses,
    found: &mut BTreeMap<u64, Framed>,
) where
    S::Offset: gimli::UnwindOffset<usize>,
{
    let mut entries = section.entries(bases);
    let mut context = UnwindContext::new();
    while let Ok(Some(entry)) = entries.next() {
        let CieOrFde::Fde(partial) = entry else { continue };
        let Ok(fde) = partial.parse(S::cie_from_offset) else { continue };
        let Ok(mut rows) = fde.rows(section, bases, &mut context) else { continue };
        let mut framed: Option<Framed> = None;
        while let Ok(Some(row)) = rows.next_row() {
            let CfaRule::RegisterAndOffset { register, offset } = *row.cfa() else { continue };
            if register != FRAME_POINTER {
                continue;
            }
            let body = framed.map_or(row.start_address(), |framed| framed.body);
            framed = Some(Framed { body, epilogue: row.end_address(), distance: offset });
        }
        if let Some(framed) = framed {
            found.insert(fde.initial_address(), framed);
        }
    }
}

impl<'d> Collector<'d> {
    fn unit(&mut self, unit: &Unit<Slice<'d>>, number: usize) -> gimli::Result<()> {
        self.own = is_own(&self.dwarf, unit);
        self.lines(unit)?;
        let mut entries = unit.entries();
        // Functions and blocks around the entry: depth, function, scope.
        let mut around: Vec<(isize, Option<usize>, (u64, u64))> = Vec::new();
        while let Some(entry) = entries.next_dfs()? {
            let depth = entry.depth();
            while around.last().is_some_and(|&(outer, ..)| outer >= depth) {
                around.pop();
            }
            let inside = around.last().copied();
            match entry.tag() {
                dw::DW_TAG_subprogram if around.len() < MAX_DEPTH => {
                    let function = self.function(unit, entry);
                    let scope = function.map_or((0, 0), |index| {
                        (self.out.functions[index].low, self.out.functions[index].high)
                    });
                    around.push((depth, function, scope));
                }
                // Its variables belong to no frame of their own.
                dw::DW_TAG_inlined_subroutine if around.len() < MAX_DEPTH => {
                    around.push((depth, None, (0, 0)));
                }
                dw::DW_TAG_lexical_block if around.len() < MAX_DEPTH => {
                    if let Some((_, function, scope)) = inside {
                        around.push((
                            depth,
                            function,
                            range(unit, &self.dwarf, entry).unwrap_or(scope),
                        ));
                    }
                }
                dw::DW_TAG_variable | dw::DW_TAG_formal_parameter => {
                    let function = inside.map(|(_, function, scope)| (function, scope));
                    self.variable(unit, number, (entry, function));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn file(&mut self, name: String, library: bool) -> u32 {
        if let Some(&index) = self.files.get(&(name.clone(), library)) {
            return index;
        }
        let index = self.out.files.len() as u32;
        self.out.files.push(SourceFile { name: name.clone(), text: String::new(), library });
        self.files.insert((name, library), index);
        index
    }

    /// A file of the line program, by its path from the folder of the compilation.
    fn unit_file(&mut self, unit: &Unit<Slice<'d>>, index: u64) -> u32 {
        let text = |value: Value<Slice<'d>>| {
            self.dwarf.attr_string(unit, value).map(|text| text.to_string_lossy().into_owned())
        };
        let found = unit.line_program.as_ref().and_then(|program| {
            let header = program.header();
            let file = header.file(index)?;
            let name = text(file.path_name()).ok()?;
            let folder = file.directory(header).and_then(|folder| text(folder).ok());
            Some((name, folder.unwrap_or_default()))
        });
        let Some((name, folder)) = found else { return self.file(String::new(), true) };
        let own = unit.comp_dir.map(|text| text.to_string_lossy().into_owned()).unwrap_or_default();
        let path = match folder.as_str() {
            _ if name.starts_with('/') || folder.is_empty() || folder == own => name,
            LIBRARY_FOLDER => return self.file(name, true),
            folder => format!("{folder}/{name}"),
        };
        let path = match path.strip_prefix(&format!("{own}/")) {
            Some(inner) if !own.is_empty() => inner.to_owned(),
            _ => path,
        };
        let library = path.starts_with("/usr/");
        self.file(path, library)
    }

    fn lines(&mut self, unit: &Unit<Slice<'d>>) -> gimli::Result<()> {
        let Some(program) = unit.line_program.clone() else { return Ok(()) };
        let mut rows = program.rows();
        let mut numbers: HashMap<u64, u32> = HashMap::new();
        while let Some((_, row)) = rows.next_row()? {
            let end = row.end_sequence();
            let line = row.line().filter(|_| !end).map_or(0, |line| line.get() as u32);
            let column = match row.column() {
                gimli::ColumnType::Column(column) => column.get() as u32,
                gimli::ColumnType::LeftEdge => 0,
            };
            let index = row.file_index();
            let file = match numbers.get(&index) {
                Some(&file) => file,
                None => {
                    let file = self.unit_file(unit, index);
                    numbers.insert(index, file);
                    file
                }
            };
            let statement = row.is_stmt() && line != 0;
            self.out.lines.push(LineEntry {
                address: row.address(),
                file,
                line,
                column,
                statement,
            });
        }
        Ok(())
    }

    /// The name, perhaps given where the function was declared or inlined from.
    fn name(
        &self,
        unit: &Unit<Slice<'d>>,
        entry: &Entry<Slice<'d>>,
        depth: usize,
    ) -> Option<String> {
        if let Some(value) = entry.attr_value(dw::DW_AT_name) {
            let text = self.dwarf.attr_string(unit, value).ok()?;
            return Some(text.to_string_lossy().into_owned());
        }
        let other = [dw::DW_AT_abstract_origin, dw::DW_AT_specification]
            .into_iter()
            .find_map(|name| entry.attr_value(name))?;
        match other {
            Value::UnitRef(offset) if depth < 4 => {
                self.name(unit, &unit.entry(offset).ok()?, depth + 1)
            }
            _ => None,
        }
    }

    fn function(&mut self, unit: &Unit<Slice<'d>>, entry: &Entry<Slice<'d>>) -> Option<usize> {
        let (low, high) = range(unit, &self.dwarf, entry)?;
        let name = self.name(unit, entry, 0)?;
        let number = |name| entry.attr_value(name).and_then(|value| value.udata_value());
        let line = number(dw::DW_AT_decl_line).unwrap_or(0) as u32;
        let file = match entry.attr_value(dw::DW_AT_decl_file) {
            Some(Value::FileIndex(index)) => self.unit_file(unit, index),
            _ => self.file(String::new(), true),
        };
        let frame = self.frames.get(&low).copied();
        let (body, epilogue) = frame.map_or((low, low), |frame| (frame.body, frame.epilogue));
        let variables = Vec::new();
        self.out.functions.push(Function {
            name,
            low,
            high,
            body,
            epilogue,
            file,
            line,
            variables,
        });
        Some(self.out.functions.len() - 1)
    }

    fn variable(
        &mut self,
        unit: &Unit<Slice<'d>>,
        number: usize,
        (entry, around): (&Entry<Slice<'d>>, Option<Around>),
    ) {
        let Some(name) = self.name(unit, entry, 0) else { return };
        let function = around.and_then(|(function, _)| function);
        let Some(place) = self.place(unit, entry, function) else { return };
        let local = matches!(place, Place::Frame(_));
        if local && function.is_none() {
            return;
        }
        let ty = self.type_of(unit, number, (entry, 0));
        let parameter = entry.tag() == dw::DW_TAG_formal_parameter;
        let scope = around.map_or((0, 0), |(_, scope)| scope);
        match function {
            Some(index) => {
                let variable = Variable { name, ty, place, scope, parameter };
                self.out.functions[index].variables.push(variable);
            }
            None => {
                let variable = Variable { name, ty, place, scope: (0, 0), parameter: false };
                self.out.globals.push(variable);
            }
        }
    }

    /// Where it is, if that is one place for its whole life.
    fn place(
        &self,
        unit: &Unit<Slice<'d>>,
        entry: &Entry<Slice<'d>>,
        function: Option<usize>,
    ) -> Option<Place> {
        let expression = entry.attr_value(dw::DW_AT_location)?.exprloc_value()?;
        let mut operations = expression.operations(unit.encoding());
        let first = operations.next().ok()??;
        let second = operations.next().ok()?;
        match (first, second) {
            (Operation::Address { address }, None) => Some(Place::Address(address)),
            // The linker counts such offsets from 0x800 (psABI, "Thread Local Storage").
            (
                Operation::Address { address: offset }
                | Operation::UnsignedConstant { value: offset },
                Some(Operation::TLS),
            ) => Some(Place::Thread(offset.wrapping_add(0x800) as i64)),
            (Operation::FrameOffset { offset }, None) => {
                let function = &self.out.functions[function?];
                let distance = self.frames.get(&function.low)?.distance;
                let add = if self.own { 0 } else { distance };
                Some(Place::Frame(offset.wrapping_add(add)))
            }
            _ => None,
        }
    }

    /// Functions that have no entry of their own, from the symbol table.
    fn symbols(&mut self, file: &File<'_>) {
        let mut known: Vec<(u64, u64)> =
            self.out.functions.iter().map(|one| (one.low, one.high)).collect();
        known.sort_unstable();
        let nowhere = self.file(String::new(), true);
        let mut added = BTreeMap::new();
        for symbol in file.symbols() {
            let (low, size) = (symbol.address(), symbol.size());
            let before = known.partition_point(|&(start, _)| start <= low);
            let inside = known[..before].last().is_some_and(|&(_, end)| low < end);
            let named = symbol.name().ok().filter(|name| !name.is_empty());
            if let (SymbolKind::Text, false, Some(name), Some(high)) =
                (symbol.kind(), inside || size == 0, named, low.checked_add(size))
            {
                added.entry(low).or_insert((high, name.to_owned()));
            }
        }
        for (low, (high, name)) in added {
            let frame = self.frames.get(&low).copied();
            let (body, epilogue) = frame.map_or((low, low), |frame| (frame.body, frame.epilogue));
            let variables = Vec::new();
            let function =
                Function { name, low, high, body, epilogue, file: nowhere, line: 0, variables };
            self.out.functions.push(function);
            let column = 0;
            let entry =
                LineEntry { address: low, file: nowhere, line: 0, column, statement: false };
            // A line of a unit at the same address counts more.
            self.out.lines.push(entry);
        }
    }
}

/// Whether Vitrine's compiler wrote the unit.
fn is_own(dwarf: &Dwarf<Slice<'_>>, unit: &Unit<Slice<'_>>) -> bool {
    let mut entries = unit.entries();
    let Ok(Some(root)) = entries.next_dfs() else { return false };
    let producer = root.attr_value(dw::DW_AT_producer);
    let text = producer.and_then(|value| dwarf.attr_string(unit, value).ok());
    text.is_some_and(|text| text.slice().starts_with(b"Vitrine cc "))
}

/// The addresses of a function or block that lies in one piece.
fn range<'d>(
    unit: &Unit<Slice<'d>>,
    dwarf: &Dwarf<Slice<'d>>,
    entry: &Entry<Slice<'d>>,
) -> Option<(u64, u64)> {
    let mut ranges = dwarf.die_ranges(unit, entry).ok()?;
    let first = ranges.next().ok()??;
    (first.begin < first.end && first.begin != 0).then_some((first.begin, first.end))
}

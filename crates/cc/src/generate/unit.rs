//! A whole unit into an object: what is used of it, data, functions, debug information.

use std::collections::HashMap;

use vitrine_debug_info as debug;

use super::{FloatConstant, Generator};
use crate::code::{Code, Laid, Target};
use crate::debug::TypeTable;
use crate::diagnostics::Session;
use crate::messages::MessageId as M;
use crate::object::{Object, Relocation, RelocationKind, Section, Symbol, SymbolId};
use crate::parse::ParsedUnit;
use crate::tree::{Function, GlobalId};

struct Builder<'a> {
    session: &'a mut Session,
    parsed: &'a ParsedUnit,
    object: Object,
    symbols: HashMap<GlobalId, SymbolId>,
    names: HashMap<String, SymbolId>,
    constants: Vec<FloatConstant>,
    types: TypeTable,
    library: bool,
}

/// Generates the object of a checked unit.
pub(crate) fn generate(
    session: &mut Session,
    parsed: &ParsedUnit,
    name: &str,
    library: bool,
) -> Object {
    let mut builder = Builder {
        session,
        parsed,
        object: Object { name: name.to_owned(), ..Object::default() },
        symbols: HashMap::new(),
        names: HashMap::new(),
        constants: Vec::new(),
        types: TypeTable::default(),
        library,
    };
    builder.run();
    builder.object
}

impl Builder<'_> {
    fn run(&mut self) {
        let used = self.used();
        self.warn_unused(&used);
        self.debug_files();
        for (index, &used) in used.iter().enumerate() {
            if used {
                self.data(GlobalId(index as u32));
            }
        }
        let parsed = self.parsed;
        for function in &parsed.unit.functions {
            if used[function.global.0 as usize] {
                self.function(function);
            }
        }
        for (text, loc) in &parsed.unit.assembly {
            self.assembly(text, *loc);
        }
        self.float_constants();
        self.aliases();
        self.called_by_start(&used);
        self.object.debug.types = std::mem::take(&mut self.types).finish();
    }

    /// Which globals are needed: those others see, and what they name.
    fn used(&self) -> Vec<bool> {
        let globals = &self.parsed.unit.globals;
        let mut used = vec![false; globals.len()];
        let bodies: HashMap<GlobalId, &Function> =
            self.parsed.unit.functions.iter().map(|one| (one.global, one)).collect();
        let root = |global: &crate::tree::Global| {
            let visible = global.external
                && !(global.function && global.inline)
                && (global.defined || global.alias_of.is_some());
            let data = !global.external && !global.function && global.defined && global.named;
            let called = global.constructor.is_some() || global.destructor.is_some();
            (global.keep || called) && global.defined || visible || data
        };
        let mut work: Vec<usize> =
            (0..globals.len()).filter(|&index| root(&globals[index])).collect();
        while let Some(index) = work.pop() {
            if std::mem::replace(&mut used[index], true) {
                continue;
            }
            if let Some(function) = bodies.get(&GlobalId(index as u32)) {
                work.extend(function.uses.iter().map(|id| id.0 as usize));
            }
            if let Some(data) = &globals[index].data {
                work.extend(data.pointers.iter().map(|pointer| pointer.target.0 as usize));
            }
        }
        used
    }

    fn warn_unused(&mut self, used: &[bool]) {
        for (index, global) in self.parsed.unit.globals.iter().enumerate() {
            if !used[index]
                && global.function
                && global.defined
                && !global.inline
                && !global.external
                && !global.mentioned
            {
                self.session.warn(
                    global.loc,
                    global.name.chars().count() as u32,
                    M::UnusedFunction,
                    &[&global.name],
                );
            }
        }
    }

    fn debug_files(&mut self) {
        let library = self.library;
        let files = self.session.map.files().iter().map(|file| {
            let library = library || file.library;
            let text = if library { String::new() } else { file.text.to_string() };
            debug::SourceFile { name: file.name.clone(), text, library }
        });
        self.object.debug.files = files.collect();
    }

    fn symbol(&mut self, id: GlobalId) -> SymbolId {
        if let Some(&symbol) = self.symbols.get(&id) {
            return symbol;
        }
        let global = &self.parsed.unit.globals[id.0 as usize];
        let external = global.external;
        // Assembly may have named it before.
        let symbol = match self.names.get(&global.name) {
            Some(&symbol) if external => symbol,
            _ => {
                let symbol = Symbol {
                    name: global.name.clone(),
                    place: None,
                    size: 0,
                    external,
                    weak: global.weak || global.inline && global.function && external,
                    function: global.function,
                };
                self.object.symbols.push(symbol);
                SymbolId(self.object.symbols.len() as u32 - 1)
            }
        };
        self.symbols.insert(id, symbol);
        self.names.insert(global.name.clone(), symbol);
        symbol
    }

    fn name(&mut self, name: &str) -> SymbolId {
        if let Some(&symbol) = self.names.get(name) {
            return symbol;
        }
        let external = !name.starts_with(".L");
        self.object.symbols.push(Symbol {
            name: name.to_owned(),
            place: None,
            size: 0,
            external,
            weak: false,
            function: false,
        });
        let symbol = SymbolId(self.object.symbols.len() as u32 - 1);
        self.names.insert(name.to_owned(), symbol);
        symbol
    }

    fn target(&mut self, target: &Target) -> SymbolId {
        match target {
            Target::Global(id) => self.symbol(*id),
            Target::Name(name) => self.name(name),
        }
    }

    /// Storage of an object defined here.
    fn data(&mut self, id: GlobalId) {
        let parsed = self.parsed;
        let global = &parsed.unit.globals[id.0 as usize];
        if !global.defined || global.function {
            return;
        }
        let symbol = self.symbol(id);
        let zero = global.data.as_ref().is_none_or(|data| {
            data.pointers.is_empty() && data.bytes.iter().all(|&byte| byte == 0)
        });
        let section = match (global.thread, zero, global.section_readonly) {
            (true, true, _) => Section::ThreadBss,
            (true, false, _) => Section::ThreadData,
            (false, _, true) => Section::ReadOnly,
            (false, true, _) => Section::Bss,
            _ => Section::Data,
        };
        let bytes: &[u8] = global.data.as_ref().map_or(&[], |data| &data.bytes);
        let size = parsed.types.size(global.ty).max(bytes.len() as u64);
        // Strings and arrays at words: they are copied by words.
        let align = global.align.max(if size >= 16 {
            16
        } else if size >= 8 {
            8
        } else {
            1
        });
        let offset = self.object.reserve(section, bytes, size, align);
        for pointer in global.data.iter().flat_map(|data| &data.pointers) {
            let target = self.symbol(pointer.target);
            self.object.relocations.push(Relocation {
                section,
                offset: offset + pointer.offset,
                kind: RelocationKind::Abs64,
                symbol: target,
                addend: pointer.addend,
            });
        }
        let entry = &mut self.object.symbols[symbol.0 as usize];
        entry.place = Some((section, offset));
        entry.size = size;
        if global.named {
            let ty = self.types.of(&parsed.types, &self.session.names, global.ty);
            let place =
                if global.thread { debug::Place::Thread(0) } else { debug::Place::Address(0) };
            // Static locals are called `function.name.number` by the linker.
            let name = global.name.split('.').nth(1).unwrap_or(&global.name).to_owned();
            let variable = debug::Variable { name, ty, place, scope: (0, 0), parameter: false };
            self.object.debug.globals.push((variable, symbol));
        }
    }

    fn function(&mut self, function: &Function) {
        let parsed = self.parsed;
        let mut generator =
            Generator::new(&parsed.types, &parsed.unit, function, &mut self.constants);
        generator.body();
        let problems = std::mem::take(&mut generator.asm_problems);
        let offsets = generator.offsets.clone();
        let code = if function.naked { generator.code } else { generator.finish() };
        for (problem, loc) in problems {
            self.session.error(loc, problem.id, &[&problem.word]);
        }
        let symbol = self.symbol(function.global);
        let name = parsed.unit.globals[function.global.0 as usize].name.clone();
        let Some(laid) = code.lay_out() else {
            self.session.error(function.loc, M::FunctionTooLarge, &[&name]);
            return;
        };
        let low = self.place_code(&laid);
        let high = self.object.text.len() as u64;
        let entry = &mut self.object.symbols[symbol.0 as usize];
        entry.place = Some((Section::Text, low));
        entry.size = high - low;
        entry.function = true;
        for (name, offset) in &laid.symbols {
            let globals = &parsed.unit.globals;
            let of = |&&(_, id): &&(_, GlobalId)| globals[id.0 as usize].name == *name;
            if let Some(&(_, id)) = function.label_symbols.iter().find(of) {
                let symbol = self.symbol(id);
                self.object.symbols[symbol.0 as usize].place = Some((Section::Text, low + offset));
            }
        }
        self.lines(&laid, low, function.loc);
        let variables = if self.library {
            Vec::new()
        } else {
            self.variables(function, &offsets, &laid, (low, high))
        };
        let place = self.session.map.place(function.loc);
        self.object.debug.functions.push(debug::Function {
            name,
            low,
            high,
            body: low + laid.body,
            epilogue: low + laid.epilogue,
            file: place.file as u32,
            line: place.line,
            variables,
        });
    }

    /// Appends laid-out code to the text; its offset.
    fn place_code(&mut self, laid: &Laid) -> u64 {
        let low = self.object.reserve(Section::Text, &laid.bytes, laid.bytes.len() as u64, 4);
        let atomics = laid.atomics.iter();
        let here = atomics.map(|one| debug::AtomicAccess { address: low + one.address, ..*one });
        self.object.debug.atomics.extend(here);
        for (offset, kind, target, addend) in &laid.relocations {
            let symbol = self.target(target);
            let (section, offset) = (Section::Text, low + offset);
            self.object.relocations.push(Relocation {
                section,
                offset,
                kind: *kind,
                symbol,
                addend: *addend,
            });
        }
        low
    }

    fn lines(&mut self, laid: &Laid, low: u64, begin: crate::source::Loc) {
        let first = (0, begin, false);
        for &(offset, loc, statement) in std::iter::once(&first).chain(&laid.lines) {
            let place = self.session.map.place(loc);
            let entry = debug::LineEntry {
                address: low + offset,
                file: place.file as u32,
                line: place.line,
                column: place.column,
                statement,
            };
            // Of several marks at one address the last one holds; a statement stays one.
            match self.object.debug.lines.last_mut() {
                Some(last) if last.address == entry.address => {
                    let statement = entry.statement || last.statement && last.line == entry.line;
                    *last = debug::LineEntry { statement, ..entry };
                }
                _ => self.object.debug.lines.push(entry),
            }
        }
    }

    fn variables(
        &mut self,
        function: &Function,
        offsets: &[i64],
        laid: &Laid,
        (low, high): (u64, u64),
    ) -> Vec<debug::Variable> {
        let parsed = self.parsed;
        let mut out = Vec::new();
        // Parameters have their values when the first statement begins.
        let first = laid.lines.iter().find(|line| line.2 && line.0 >= laid.body);
        let stored = first.map_or(laid.body, |line| line.0);
        for (index, local) in function.locals.iter().enumerate() {
            if local.name.is_empty() {
                continue;
            }
            let mark = |begins| {
                laid.scopes
                    .iter()
                    .find(|&&(id, kind, _)| id as usize == index && kind == begins)
                    .map(|one| one.2)
            };
            let scope = match (mark(true), mark(false)) {
                _ if local.parameter => (low + stored, low + laid.epilogue),
                (Some(begin), Some(end)) => (low + begin, low + end),
                (Some(begin), None) => (low + begin, high),
                _ => continue,
            };
            let ty = if parsed.types.is_variable(local.ty) {
                let element = parsed.types.element(local.ty).unwrap_or(local.ty);
                self.types.pointer_to(&parsed.types, &self.session.names, element)
            } else {
                self.types.of(&parsed.types, &self.session.names, local.ty)
            };
            let place = debug::Place::Frame(offsets[index]);
            out.push(debug::Variable {
                name: local.name.clone(),
                ty,
                place,
                scope,
                parameter: local.parameter,
            });
        }
        out
    }

    /// Top-level assembly: its labels become symbols.
    fn assembly(&mut self, text: &str, loc: crate::source::Loc) {
        let mut code = Code::default();
        let assembled = match crate::assemble::assemble(text, &mut code) {
            Ok(assembled) => assembled,
            Err(problem) => {
                self.session.error(loc, problem.id, &[&problem.word]);
                return;
            }
        };
        let Some(laid) = code.lay_out() else {
            self.session.error(loc, M::FunctionTooLarge, &["asm"]);
            return;
        };
        let low = self.place_code(&laid);
        let high = self.object.text.len() as u64;
        self.lines(&laid, low, loc);
        let place = self.session.map.place(loc);
        for (index, (name, offset)) in laid.symbols.iter().enumerate() {
            let end = laid.symbols.get(index + 1).map_or(high, |next| low + next.1);
            let symbol = self.name(name);
            let entry = &mut self.object.symbols[symbol.0 as usize];
            entry.place = Some((Section::Text, low + offset));
            entry.size = end - low - offset;
            entry.function = true;
            entry.external = assembled.globals.contains(name);
            let begin = low + offset;
            self.object.debug.functions.push(debug::Function {
                name: name.clone(),
                low: begin,
                high: end,
                // No frame of its own: the body is empty.
                body: begin,
                epilogue: begin,
                file: place.file as u32,
                line: place.line,
                variables: Vec::new(),
            });
        }
    }

    fn float_constants(&mut self) {
        for (index, (bits, size)) in std::mem::take(&mut self.constants).into_iter().enumerate() {
            let bytes = &bits.to_le_bytes()[..usize::from(size)];
            let offset =
                self.object.reserve(Section::ReadOnly, bytes, u64::from(size), u64::from(size));
            let symbol = self.name(&format!(".LC{index}"));
            self.object.symbols[symbol.0 as usize].place = Some((Section::ReadOnly, offset));
        }
    }

    /// Functions that start-up and exit call: their addresses in tables.
    fn called_by_start(&mut self, used: &[bool]) {
        for (index, global) in self.parsed.unit.globals.iter().enumerate() {
            let kinds =
                [(global.constructor, Section::InitArray), (global.destructor, Section::FiniArray)];
            for (priority, section) in kinds {
                let Some(priority) = priority.filter(|_| used[index]) else { continue };
                let offset = self.object.reserve(section, &[0; 8], 8, 8);
                if priority != u16::MAX {
                    self.object.priorities.insert((section.index(), offset), priority);
                }
                let symbol = self.symbol(GlobalId(index as u32));
                let kind = RelocationKind::Abs64;
                self.object.relocations.push(Relocation {
                    section,
                    offset,
                    kind,
                    symbol,
                    addend: 0,
                });
            }
        }
    }

    fn aliases(&mut self) {
        for (index, global) in self.parsed.unit.globals.iter().enumerate() {
            let Some(target) = &global.alias_of else { continue };
            let target = self.name(target);
            let symbol = self.symbol(GlobalId(index as u32));
            let from = self.object.symbols[target.0 as usize].clone();
            let entry = &mut self.object.symbols[symbol.0 as usize];
            entry.place = from.place;
            entry.size = from.size;
            entry.function = from.function;
        }
    }
}

//! An object as assembly text (`-S`), for readers and for GNU's assembler.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use super::disassemble::{distance, instruction};
use crate::Object;
use crate::object::{Relocation, RelocationKind, SECTIONS, Section, Symbol};

/// Whether the text says where lines begin (`.loc`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Only in comments.
    Comments,
    /// Also for the assembler's debug information (`-g`).
    Directives,
}

struct Printer<'o> {
    object: &'o Object,
    out: String,
    lines: Lines,
    /// By section and offset.
    relocations: HashMap<(usize, u64), &'o Relocation>,
}

/// The whole object as text.
pub fn assembly(object: &Object, lines: Lines) -> String {
    let relocations = object.relocations.iter();
    let relocations = relocations.map(|one| ((one.section.index(), one.offset), one)).collect();
    let mut printer = Printer { object, out: String::new(), lines, relocations };
    // Instructions keep the size that they were laid out with.
    let _ = write!(
        printer.out,
        "\t.file\t{:?}\n\t.option\tnopic\n\t.option\tnorelax\n\t.option\tnorvc\n",
        object.name
    );
    for section in SECTIONS {
        if object.size(section) > 0 {
            printer.section(section);
        }
    }
    for symbol in &object.symbols {
        if symbol.place.is_none() && symbol.external && symbol.weak {
            let _ = writeln!(printer.out, "\t.weak\t{}", symbol.name);
        }
    }
    printer.out.push_str("\t.section\t.note.GNU-stack,\"\",@progbits\n");
    printer.out
}

impl Printer<'_> {
    fn section(&mut self, section: Section) {
        let name = match section {
            Section::Text => ".text",
            Section::ReadOnly => ".section\t.rodata",
            Section::Data => ".data",
            Section::Bss => ".bss",
            Section::ThreadData => ".section\t.tdata,\"awT\",@progbits",
            Section::ThreadBss => ".section\t.tbss,\"awT\",@nobits",
            Section::InitArray => ".section\t.init_array,\"aw\"",
            Section::FiniArray => ".section\t.fini_array,\"aw\"",
        };
        let align = self.object.aligns[section.index()].max(4);
        let _ = write!(self.out, "\t{name}\n\t.balign\t{align}\n");
        let object = self.object;
        let mut symbols: BTreeMap<u64, Vec<&Symbol>> = BTreeMap::new();
        for symbol in &object.symbols {
            if let Some((place, offset)) = symbol.place
                && place == section
            {
                symbols.entry(offset).or_default().push(symbol);
            }
        }
        if section == Section::Text {
            self.code(&symbols);
        } else {
            self.data(section, &symbols);
        }
    }

    /// The symbols that begin here.
    fn labels(&mut self, symbols: Option<&Vec<&Symbol>>, kind: &str) {
        for symbol in symbols.into_iter().flatten() {
            let name = &symbol.name;
            if symbol.external {
                let bind = if symbol.weak { "weak" } else { "globl" };
                let _ = writeln!(self.out, "\t.{bind}\t{name}");
            }
            if !name.starts_with(".L") {
                let _ = writeln!(self.out, "\t.type\t{name}, @{kind}");
                let _ = writeln!(self.out, "\t.size\t{name}, {}", symbol.size);
            }
            let _ = writeln!(self.out, "{name}:");
        }
    }

    fn name(&self, relocation: &Relocation) -> String {
        let name = &self.object.symbols[relocation.symbol.0 as usize].name;
        match relocation.addend {
            0 => name.clone(),
            addend => format!("{name}{addend:+}"),
        }
    }

    /// What stands for an instruction's immediate.
    fn operand(&self, relocation: &Relocation) -> String {
        let name = self.name(relocation);
        match relocation.kind {
            RelocationKind::Hi20 => format!("%hi({name})"),
            RelocationKind::Lo12I | RelocationKind::Lo12S => format!("%lo({name})"),
            RelocationKind::TpHi20 => format!("%tprel_hi({name})"),
            RelocationKind::TpLo12I | RelocationKind::TpLo12S => format!("%tprel_lo({name})"),
            RelocationKind::Jal | RelocationKind::Abs64 | RelocationKind::Foreign { .. } => name,
        }
    }

    fn code(&mut self, symbols: &BTreeMap<u64, Vec<&Symbol>>) {
        let object = self.object;
        let text = Section::Text.index();
        let words: Vec<u32> =
            object.text.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect();
        let target = |index: usize, word: u32| -> Option<u64> {
            let at = 4 * index as u64;
            let local = !self.relocations.contains_key(&(text, at));
            let to = at.wrapping_add_signed(distance(word)?);
            (local && to % 4 == 0 && to / 4 < words.len() as u64).then_some(to)
        };
        let targets: Vec<Option<u64>> =
            words.iter().enumerate().map(|(index, &word)| target(index, word)).collect();
        let labels: BTreeSet<u64> = targets.iter().flatten().copied().collect();
        let mut lines = object.debug.lines.iter().peekable();
        let mut skip = false;
        for (index, &word) in words.iter().enumerate() {
            let at = 4 * index as u64;
            self.labels(symbols.get(&at), "function");
            if labels.contains(&at) {
                let _ = writeln!(self.out, ".L{at:x}:");
            }
            while let Some(line) = lines.next_if(|line| line.address <= at) {
                self.line(line);
            }
            if std::mem::take(&mut skip) {
                continue;
            }
            let relocation = self.relocations.get(&(text, at)).copied();
            if let Some(relocation) = relocation
                && relocation.kind == RelocationKind::Abs64
            {
                let _ = writeln!(self.out, "\t.dword\t{}", self.name(relocation));
                skip = true;
                continue;
            }
            let symbol = relocation.map(|one| self.operand(one));
            let symbol = symbol.or_else(|| targets[index].map(|to| format!(".L{to:x}")));
            let line = instruction(word, symbol.as_deref());
            let line = line.unwrap_or_else(|| format!(".word {word:#x}")).replacen(' ', "\t", 1);
            let _ = writeln!(self.out, "\t{line}");
        }
        self.bytes(&object.text[4 * words.len()..]);
    }

    fn line(&mut self, line: &vitrine_debug_info::LineEntry) {
        let Some(file) = self.object.debug.files.get(line.file as usize) else { return };
        if self.lines == Lines::Directives {
            let number = line.file + 1;
            let marked = format!("\t.file\t{number} {:?}\n", file.name);
            if !self.out.contains(&marked) {
                self.out.push_str(&marked);
            }
            let _ = writeln!(self.out, "\t.loc\t{number} {} {}", line.line, line.column);
        }
        let text = file.text.lines().nth((line.line as usize).saturating_sub(1));
        if let (true, Some(text)) = (line.statement, text) {
            let _ = writeln!(self.out, "# {}:{}: {}", file.name, line.line, text.trim());
        }
    }

    fn data(&mut self, section: Section, symbols: &BTreeMap<u64, Vec<&Symbol>>) {
        let object = self.object;
        let bytes = object.contents(section);
        let size = object.size(section);
        let places = self.relocations.keys().filter(|(index, _)| *index == section.index());
        let mut stops: BTreeSet<u64> = places.map(|&(_, offset)| offset).collect();
        stops.extend(symbols.keys());
        stops.insert(size);
        let mut at = 0;
        while at < size {
            self.labels(
                symbols.get(&at),
                if bytes.is_empty() && section == Section::ThreadBss {
                    "tls_object"
                } else {
                    "object"
                },
            );
            if let Some(relocation) = self.relocations.get(&(section.index(), at)) {
                let priority = object.priority(section, at);
                if priority != u16::MAX {
                    let name = if section == Section::InitArray { "init" } else { "fini" };
                    let place = format!(".{name}_array");
                    let entry = self.name(relocation);
                    let _ = writeln!(
                        self.out,
                        "\t.section\t{place}.{priority:05},\"aw\"\n\t.dword\t{entry}\n\t.section\t{place},\"aw\"",
                    );
                    at += 8;
                    continue;
                }
                let _ = writeln!(self.out, "\t.dword\t{}", self.name(relocation));
                at += 8;
                continue;
            }
            let end = stops.range(at + 1..).next().copied().unwrap_or(size);
            if bytes.is_empty() {
                let _ = writeln!(self.out, "\t.zero\t{}", end - at);
            } else {
                self.bytes(&bytes[at as usize..end as usize]);
            }
            at = end;
        }
        // Labels of what has no bytes.
        self.labels(symbols.get(&size), "object");
    }

    /// Text as text, zeros as a count, other bytes as numbers.
    fn bytes(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            let text = bytes.iter().take_while(|byte| **byte != 0).count();
            let plain = |byte: &u8| byte.is_ascii_graphic() || matches!(byte, b' ' | b'\n' | b'\t');
            let used = if zeros > 0 {
                let _ = writeln!(self.out, "\t.zero\t{zeros}");
                zeros
            } else if bytes[..text].iter().all(plain) {
                let ended = text < bytes.len();
                let directive = if ended { "string" } else { "ascii" };
                let content = String::from_utf8_lossy(&bytes[..text]);
                let _ = writeln!(self.out, "\t.{directive}\t\"{}\"", content.escape_default());
                text + usize::from(ended)
            } else {
                let count = text.min(16);
                let list: Vec<String> =
                    bytes[..count].iter().map(|byte| byte.to_string()).collect();
                let _ = writeln!(self.out, "\t.byte\t{}", list.join(","));
                count
            };
            bytes = &bytes[used..];
        }
    }
}

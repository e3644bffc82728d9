//! The linked program as an ELF file (System V gABI, RISC-V psABI): static, at fixed addresses.

use crate::link::Layout;
use crate::object::{SECTIONS, Section};

/// A symbol for the file's table.
pub(crate) struct SymbolEntry {
    pub(crate) name: String,
    pub(crate) address: u64,
    pub(crate) size: u64,
    /// Position in [`SECTIONS`].
    pub(crate) section: usize,
    pub(crate) function: bool,
    pub(crate) global: bool,
}

const EHDR: u64 = 64;
const PHDR: u64 = 56;
const SHDR: usize = 64;
/// Two loads, the stack, thread-local storage.
const PHDRS: u64 = 4;
/// Compressed instructions may appear, doubles are passed in float registers.
const FLAGS: u32 = 0x5;

/// Bytes of the headers, which are loaded in front of the text.
pub(crate) fn headers_size() -> u64 {
    EHDR + PHDRS * PHDR
}

struct Writer(Vec<u8>);

impl Writer {
    fn u16(&mut self, value: u16) {
        self.0.extend(value.to_le_bytes());
    }

    fn u32(&mut self, value: u32) {
        self.0.extend(value.to_le_bytes());
    }

    fn u64(&mut self, value: u64) {
        self.0.extend(value.to_le_bytes());
    }

    fn words(&mut self, values: &[u64]) {
        values.iter().for_each(|&value| self.u64(value));
    }
}

fn find(section: Section) -> usize {
    SECTIONS.iter().position(|&one| one == section).unwrap_or(0)
}

/// The file: headers and bytes by address, then symbols and section headers.
pub(crate) fn write(layout: &Layout, bytes: &[Vec<u8>], symbols: &[SymbolEntry]) -> Vec<u8> {
    const BASE: u64 = 0x10000;
    let range = |section| layout.sections[find(section)];
    let (tdata, tbss) = (range(Section::ThreadData), range(Section::ThreadBss));
    let (data, bss) = (range(Section::Data), range(Section::Bss));
    let read_only = range(Section::ReadOnly);
    let text_end = read_only.low + read_only.size;
    let mut out = Writer(Vec::new());
    header(&mut out, layout.entry);
    // PT_LOAD, flags R+X / R+W; the file is the memory image from the base on.
    let data_offset = tdata.low - BASE;
    program_header(&mut out, (1, 5), (0, BASE), (text_end - BASE, text_end - BASE), 0x1000);
    let file_size = data.low + data.size - tdata.low;
    program_header(
        &mut out,
        (1, 6),
        (data_offset, tdata.low),
        (file_size, bss.low + bss.size - tdata.low),
        0x1000,
    );
    let tls = tbss.low + tbss.size - tdata.low;
    let has_tls = tdata.size + tbss.size > 0;
    // PT_TLS, or PT_NULL without thread-local objects.
    let kind = if has_tls { 7 } else { 0 };
    program_header(
        &mut out,
        (kind, 4),
        (data_offset, tdata.low),
        (tdata.size, if has_tls { tls } else { 0 }),
        16,
    );
    // PT_GNU_STACK: not executable.
    program_header(&mut out, (0x6474_e551, 6), (0, 0), (0, 0), 16);
    for (index, content) in bytes.iter().enumerate() {
        if content.is_empty() {
            continue;
        }
        out.0.resize((layout.sections[index].low - BASE) as usize, 0);
        out.0.extend(content);
    }
    out.0.resize(out.0.len().max((data.low + data.size - BASE) as usize), 0);
    tables(&mut out, layout, symbols);
    out.0
}

fn header(out: &mut Writer, entry: u64) {
    // 64 bits, little-endian, version 1, System V.
    out.0.extend([0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    out.u16(2);
    out.u16(243);
    out.u32(1);
    out.words(&[entry, EHDR, 0]);
    out.u32(FLAGS);
    for value in [EHDR as u16, PHDR as u16, PHDRS as u16, SHDR as u16, 0, 0] {
        out.u16(value);
    }
}

fn program_header(
    out: &mut Writer,
    (kind, flags): (u32, u32),
    (offset, address): (u64, u64),
    (file, memory): (u64, u64),
    align: u64,
) {
    out.u32(kind);
    out.u32(flags);
    out.words(&[offset, address, address, file, memory, align]);
}

/// Symbol table, names and section headers, at the end of the file.
fn tables(out: &mut Writer, layout: &Layout, symbols: &[SymbolEntry]) {
    const BASE: u64 = 0x10000;
    const NAMES: [&str; 6] = [".text", ".rodata", ".tdata", ".tbss", ".data", ".bss"];
    let mut names = vec![0u8];
    let mut ordered: Vec<&SymbolEntry> = symbols.iter().filter(|symbol| !symbol.global).collect();
    let first_global = ordered.len() + 1;
    ordered.extend(symbols.iter().filter(|symbol| symbol.global));
    out.0.resize(out.0.len().next_multiple_of(8), 0);
    let symtab = out.0.len() as u64;
    out.0.extend([0; 24]);
    for symbol in &ordered {
        out.u32(names.len() as u32);
        names.extend(symbol.name.bytes());
        names.push(0);
        let thread = matches!(SECTIONS[symbol.section], Section::ThreadData | Section::ThreadBss);
        // STT_FUNC, STT_TLS or STT_OBJECT.
        let kind = if symbol.function {
            2
        } else if thread {
            6
        } else {
            1
        };
        out.0.push(u8::from(symbol.global) << 4 | kind);
        out.0.push(0);
        out.u16(symbol.section as u16 + 1);
        let address = if thread {
            symbol.address - layout.sections[find(Section::ThreadData)].low
        } else {
            symbol.address
        };
        out.words(&[address, symbol.size]);
    }
    let strtab = out.0.len() as u64;
    let names_size = names.len() as u64;
    out.0.extend(&names);
    let mut section_names = vec![0u8];
    let mut name_at = |name: &str| {
        let at = section_names.len() as u32;
        section_names.extend(name.bytes());
        section_names.push(0);
        at
    };
    let numbers: Vec<u32> =
        NAMES.into_iter().chain([".symtab", ".strtab", ".shstrtab"]).map(&mut name_at).collect();
    let shstrtab = out.0.len() as u64;
    out.0.extend(&section_names);
    out.0.resize(out.0.len().next_multiple_of(8), 0);
    let table = out.0.len() as u64;
    out.0.extend([0; SHDR]);
    for (index, &section) in SECTIONS.iter().enumerate() {
        let range = layout.sections[index];
        // SHF_ALLOC with EXECINSTR, WRITE and TLS.
        let (kind, flags) = match section {
            Section::Text => (1, 6),
            Section::ReadOnly => (1, 2),
            Section::Data => (1, 3),
            Section::Bss => (8, 3),
            Section::ThreadData => (1, 0x403),
            Section::ThreadBss => (8, 0x403),
        };
        section_header(
            out,
            (numbers[index], kind),
            [flags, range.low, range.low - BASE, range.size],
            (0, 0),
            [16, 0],
        );
    }
    section_header(
        out,
        (numbers[6], 2),
        [0, 0, symtab, strtab - symtab],
        (8, first_global as u32),
        [8, 24],
    );
    section_header(out, (numbers[7], 3), [0, 0, strtab, names_size], (0, 0), [1, 0]);
    section_header(
        out,
        (numbers[8], 3),
        [0, 0, shstrtab, section_names.len() as u64],
        (0, 0),
        [1, 0],
    );
    out.0[40..48].copy_from_slice(&table.to_le_bytes());
    out.0[60..62].copy_from_slice(&10u16.to_le_bytes());
    out.0[62..64].copy_from_slice(&9u16.to_le_bytes());
}

fn section_header(
    out: &mut Writer,
    (name, kind): (u32, u32),
    main: [u64; 4],
    (link, info): (u32, u32),
    last: [u64; 2],
) {
    out.u32(name);
    out.u32(kind);
    out.words(&main);
    out.u32(link);
    out.u32(info);
    out.words(&last);
}

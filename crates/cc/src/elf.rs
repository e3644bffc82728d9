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
const SHDR: u64 = 64;
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

/// A section that is not loaded, with its name.
pub(crate) type Unloaded = (String, Vec<u8>);

/// The file: headers and bytes by address, then symbols, what debuggers read, and section headers.
pub(crate) fn write(
    layout: &Layout,
    bytes: &[Vec<u8>],
    symbols: &[SymbolEntry],
    unloaded: &[Unloaded],
) -> Vec<u8> {
    const BASE: u64 = 0x10000;
    let range = |section: Section| layout.sections[section.index()];
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
    tables(&mut out, layout, symbols, unloaded);
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

/// A section header without what is the same for all.
struct Header {
    name: String,
    kind: u32,
    flags: u64,
    address: u64,
    offset: u64,
    size: u64,
    link: u32,
    info: u32,
    align: u64,
    entry: u64,
}

impl Header {
    /// A section that is only in the file (gABI: `SHT_PROGBITS`, `SHT_SYMTAB`, `SHT_STRTAB`).
    fn unloaded(name: &str, kind: u32, offset: usize, size: usize) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            flags: 0,
            address: 0,
            offset: offset as u64,
            size: size as u64,
            link: 0,
            info: 0,
            align: 1,
            entry: 0,
        }
    }

    fn loaded(layout: &Layout, section: Section) -> Self {
        const BASE: u64 = 0x10000;
        let range = layout.sections[section.index()];
        // SHF_ALLOC with EXECINSTR, WRITE and TLS.
        let (name, kind, flags) = match section {
            Section::Text => (".text", 1, 6),
            Section::ReadOnly => (".rodata", 1, 2),
            Section::Data => (".data", 1, 3),
            Section::Bss => (".bss", 8, 3),
            Section::ThreadData => (".tdata", 1, 0x403),
            Section::ThreadBss => (".tbss", 8, 0x403),
            Section::InitArray => (".init_array", 14, 3),
            Section::FiniArray => (".fini_array", 15, 3),
        };
        let mut header =
            Self::unloaded(name, kind, (range.low - BASE) as usize, range.size as usize);
        (header.flags, header.address, header.align) = (flags, range.low, 16);
        if matches!(section, Section::InitArray | Section::FiniArray) {
            header.entry = 8;
        }
        header
    }
}

/// Symbol table, names and section headers, at the end of the file.
fn tables(out: &mut Writer, layout: &Layout, symbols: &[SymbolEntry], unloaded: &[Unloaded]) {
    let mut headers = vec![Header { align: 0, ..Header::unloaded("", 0, 0, 0) }];
    headers.extend(SECTIONS.iter().map(|&section| Header::loaded(layout, section)));
    for (name, bytes) in unloaded {
        headers.push(Header::unloaded(name, 1, out.0.len(), bytes.len()));
        out.0.extend(bytes);
    }
    let mut names = vec![0u8];
    out.0.resize(out.0.len().next_multiple_of(8), 0);
    let start = out.0.len();
    let first_global = symbol_table(out, layout, symbols, &mut names);
    let (strings, size) = (headers.len() as u32 + 1, out.0.len() - start);
    headers.push(Header {
        link: strings,
        info: first_global,
        align: 8,
        entry: 24,
        ..Header::unloaded(".symtab", 2, start, size)
    });
    headers.push(Header::unloaded(".strtab", 3, out.0.len(), names.len()));
    out.0.extend(&names);
    headers.push(Header::unloaded(".shstrtab", 3, out.0.len(), 0));
    let mut section_names = Vec::new();
    let mut offsets = Vec::new();
    for header in &headers {
        offsets.push(section_names.len() as u32);
        section_names.extend(header.name.bytes());
        section_names.push(0);
    }
    out.0.extend(&section_names);
    if let Some(last) = headers.last_mut() {
        last.size = section_names.len() as u64;
    }
    out.0.resize(out.0.len().next_multiple_of(8), 0);
    let table = out.0.len() as u64;
    for (header, name) in headers.iter().zip(offsets) {
        out.u32(name);
        out.u32(header.kind);
        out.words(&[header.flags, header.address, header.offset, header.size]);
        out.u32(header.link);
        out.u32(header.info);
        out.words(&[header.align, header.entry]);
    }
    let count = headers.len() as u16;
    out.0[40..48].copy_from_slice(&table.to_le_bytes());
    out.0[60..62].copy_from_slice(&count.to_le_bytes());
    out.0[62..64].copy_from_slice(&(count - 1).to_le_bytes());
}

/// Writes the symbols, local ones first; the number of the first global one.
fn symbol_table(
    out: &mut Writer,
    layout: &Layout,
    symbols: &[SymbolEntry],
    names: &mut Vec<u8>,
) -> u32 {
    let mut ordered: Vec<&SymbolEntry> = symbols.iter().filter(|symbol| !symbol.global).collect();
    let first_global = ordered.len() as u32 + 1;
    ordered.extend(symbols.iter().filter(|symbol| symbol.global));
    out.0.extend([0; 24]);
    for symbol in &ordered {
        out.u32(names.len() as u32);
        names.extend(symbol.name.bytes());
        names.push(0);
        let thread = matches!(SECTIONS[symbol.section], Section::ThreadData | Section::ThreadBss);
        // STT_FUNC, STT_TLS or STT_OBJECT.
        let kind = match (symbol.function, thread) {
            (true, _) => 2,
            (_, true) => 6,
            _ => 1,
        };
        out.0.push(u8::from(symbol.global) << 4 | kind);
        out.0.push(0);
        out.u16(symbol.section as u16 + 1);
        // The symbol of a thread-local object is its offset in the template.
        let base = if thread { layout.sections[Section::ThreadData.index()].low } else { 0 };
        out.words(&[symbol.address - base, symbol.size]);
    }
    first_global
}

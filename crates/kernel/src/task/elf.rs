//! Reading an ELF file as far as execve(2) needs it.

use alloc::vec::Vec;
use core::fmt;

/// Why a file cannot be executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElfError {
    /// It does not begin with the ELF magic.
    NotElf,
    /// It ends before its headers or segments do.
    Truncated,
    /// It is for another machine or word size.
    WrongMachine,
    /// It is no executable (an object file, a core).
    NotExecutable,
    /// It names an interpreter: link with `-static`.
    Dynamic,
    /// Its segments overlap, are outside of user space or are malformed otherwise.
    BadSegments,
}

impl fmt::Display for ElfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ElfError::NotElf => "this is not an ELF file",
            ElfError::Truncated => "the ELF file is damaged: it ends too early",
            ElfError::WrongMachine => "the ELF file is not for 64-bit little-endian RISC-V",
            ElfError::NotExecutable => "the ELF file is not an executable",
            ElfError::Dynamic => "the ELF file needs a dynamic loader; link it with -static",
            ElfError::BadSegments => "the ELF file is damaged: its segments make no sense",
        })
    }
}

/// A loadable segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) offset: u64,
    pub(crate) address: u64,
    pub(crate) file_size: u64,
    pub(crate) memory_size: u64,
    /// PROT_ bits (not the PF_ bits of the file, whose order differs).
    pub(crate) protection: u64,
}

/// What the headers say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Elf {
    pub(crate) entry: u64,
    pub(crate) position_independent: bool,
    pub(crate) segments: Vec<Segment>,
    /// Address of the program headers in memory, before relocation; 0 if not loaded.
    pub(crate) headers: u64,
    pub(crate) header_count: u16,
}

const HEADER: usize = 64;
const PROGRAM_HEADER: usize = 56;
const MACHINE_RISCV: u16 = 243;
const PT_LOAD: u32 = 1;
const PT_INTERP: u32 = 3;

/// Reads the headers: elf(5).
pub(crate) fn parse(file: &[u8]) -> Result<Elf, ElfError> {
    if !file.starts_with(b"\x7fELF") {
        return Err(ElfError::NotElf);
    }
    if file.len() < HEADER {
        return Err(ElfError::Truncated);
    }
    if file[4] != 2 || file[5] != 1 || half(file, 18)? != MACHINE_RISCV {
        return Err(ElfError::WrongMachine);
    }
    let kind = half(file, 16)?;
    if !matches!(kind, 2 | 3) || half(file, 54)? as usize != PROGRAM_HEADER {
        return Err(ElfError::NotExecutable);
    }
    let table = double(file, 32)?;
    let header_count = half(file, 56)?;
    let mut elf = Elf {
        entry: double(file, 24)?,
        position_independent: kind == 3,
        segments: Vec::new(),
        headers: 0,
        header_count,
    };
    for index in 0..u64::from(header_count) {
        let at = usize::try_from(table).map_err(|_| ElfError::Truncated)?;
        let at = at.checked_add(index as usize * PROGRAM_HEADER).ok_or(ElfError::Truncated)?;
        match word(file, at)? {
            PT_INTERP => return Err(ElfError::Dynamic),
            PT_LOAD => elf.segments.push(segment(file, at)?),
            _ => {}
        }
    }
    if elf.segments.is_empty() {
        return Err(ElfError::NotExecutable);
    }
    let holds = |s: &&Segment| (s.offset..s.offset + s.file_size).contains(&table);
    if let Some(segment) = elf.segments.iter().find(holds) {
        elf.headers = segment.address + (table - segment.offset);
    }
    Ok(elf)
}

fn segment(file: &[u8], at: usize) -> Result<Segment, ElfError> {
    let flags = u64::from(word(file, at + 4)?);
    let segment = Segment {
        offset: double(file, at + 8)?,
        address: double(file, at + 16)?,
        file_size: double(file, at + 32)?,
        memory_size: double(file, at + 40)?,
        protection: (flags & 4) >> 2 | flags & 2 | (flags & 1) << 2,
    };
    let end = segment.offset.checked_add(segment.file_size).ok_or(ElfError::BadSegments)?;
    if end > file.len() as u64 {
        return Err(ElfError::Truncated);
    }
    let last = segment.address.checked_add(segment.memory_size).ok_or(ElfError::BadSegments)?;
    let congruent = segment.offset % 4096 == segment.address % 4096;
    if last > crate::mm::MMAP_BASE || !congruent || segment.file_size > segment.memory_size {
        return Err(ElfError::BadSegments);
    }
    Ok(segment)
}

fn bytes<const N: usize>(file: &[u8], at: usize) -> Result<[u8; N], ElfError> {
    let end = at.checked_add(N).ok_or(ElfError::Truncated)?;
    let slice = file.get(at..end).ok_or(ElfError::Truncated)?;
    slice.try_into().map_err(|_| ElfError::Truncated)
}

fn half(file: &[u8], at: usize) -> Result<u16, ElfError> {
    bytes(file, at).map(u16::from_le_bytes)
}

fn word(file: &[u8], at: usize) -> Result<u32, ElfError> {
    bytes(file, at).map(u32::from_le_bytes)
}

fn double(file: &[u8], at: usize) -> Result<u64, ElfError> {
    bytes(file, at).map(u64::from_le_bytes)
}

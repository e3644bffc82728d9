//! Relocations of the RISC-V psABI that this compiler does not write itself but others do.

use crate::encode as enc;

/// Relocation numbers of the psABI ("Relocations", table 4).
pub(crate) mod r {
    pub(crate) const ABS32: u32 = 1;
    pub(crate) const ABS64: u32 = 2;
    pub(crate) const TLS_DTPREL64: u32 = 9;
    pub(crate) const BRANCH: u32 = 16;
    pub(crate) const JAL: u32 = 17;
    pub(crate) const CALL: u32 = 18;
    pub(crate) const CALL_PLT: u32 = 19;
    pub(crate) const GOT_HI20: u32 = 20;
    pub(crate) const TLS_GOT_HI20: u32 = 21;
    pub(crate) const PCREL_HI20: u32 = 23;
    pub(crate) const PCREL_LO12_I: u32 = 24;
    pub(crate) const PCREL_LO12_S: u32 = 25;
    pub(crate) const HI20: u32 = 26;
    pub(crate) const LO12_I: u32 = 27;
    pub(crate) const LO12_S: u32 = 28;
    pub(crate) const TPREL_HI20: u32 = 29;
    pub(crate) const TPREL_LO12_I: u32 = 30;
    pub(crate) const TPREL_LO12_S: u32 = 31;
    pub(crate) const TPREL_ADD: u32 = 32;
    pub(crate) const ADD8: u32 = 33;
    pub(crate) const ADD16: u32 = 34;
    pub(crate) const ADD64: u32 = 36;
    pub(crate) const SUB8: u32 = 37;
    pub(crate) const SUB16: u32 = 38;
    pub(crate) const SUB64: u32 = 40;
    pub(crate) const ALIGN: u32 = 43;
    pub(crate) const RVC_BRANCH: u32 = 44;
    pub(crate) const RVC_JUMP: u32 = 45;
    pub(crate) const RELAX: u32 = 51;
    pub(crate) const SUB6: u32 = 52;
    pub(crate) const SET6: u32 = 53;
    pub(crate) const SET8: u32 = 54;
    pub(crate) const SET16: u32 = 55;
    pub(crate) const SET32: u32 = 56;
    pub(crate) const PCREL32: u32 = 57;
    pub(crate) const PLT32: u32 = 59;
    pub(crate) const SET_ULEB128: u32 = 60;
    pub(crate) const SUB_ULEB128: u32 = 61;
    /// Not the psABI's: the load that completes `GOT_HI20`. There is no table of addresses in a
    /// static program, so the load becomes the addition that gives the address itself.
    pub(crate) const GOT_LO12: u32 = 0x100;
    /// Not the psABI's: the load that completes `TLS_GOT_HI20`, likewise.
    pub(crate) const TLS_GOT_LO12: u32 = 0x101;
}

/// Whether [`apply`] can do it, or it means nothing here.
pub(crate) fn is_known(number: u32) -> bool {
    matches!(
        number,
        r::ABS32 | r::ABS64 | r::BRANCH..=r::TLS_GOT_HI20 | r::PCREL_HI20..=r::SUB64 | r::ALIGN..=r::RVC_JUMP
            | r::RELAX..=r::PCREL32 | r::PLT32..=r::SUB_ULEB128
    )
}

/// Fills in one place of `bytes`; `None` if the value does not fit or the place is outside.
///
/// `place` is what distances count from, `target` symbol and addend, `thread` the start of
/// thread-local storage.
pub(crate) fn apply(
    bytes: &mut [u8],
    at: usize,
    number: u32,
    (place, target, thread): (u64, u64, u64),
) -> Option<()> {
    let distance = target.wrapping_sub(place) as i64;
    let offset = target.wrapping_sub(thread) as i64;
    match number {
        r::RELAX | r::ALIGN | r::TPREL_ADD => Some(()),
        r::ABS32 | r::ABS64 | r::ADD8..=r::SUB64 | r::SUB6..=r::SET32 => {
            number_at(bytes, at, number, target)
        }
        r::PCREL32 | r::PLT32 => put(bytes, at, 4, i32::try_from(distance).ok()? as u64),
        r::SET_ULEB128 => uleb(bytes, at, |_| target),
        r::SUB_ULEB128 => uleb(bytes, at, |old| old.wrapping_sub(target)),
        r::RVC_BRANCH | r::RVC_JUMP => compressed(bytes, at, number, distance),
        r::CALL | r::CALL_PLT => {
            let auipc = get(bytes, at, 4)? as u32 & 0xfff | high(distance)? << 12;
            let jalr = get(bytes, at + 4, 4)? as u32 & 0xf_ffff | low(distance) << 20;
            put(bytes, at, 4, u64::from(auipc))?;
            put(bytes, at + 4, 4, u64::from(jalr))
        }
        _ => {
            let word = get(bytes, at, 4)? as u32;
            let word = instruction(word, number, (target as i64, distance, offset))?;
            put(bytes, at, 4, u64::from(word))
        }
    }
}

/// One 32-bit instruction with its immediate.
fn instruction(word: u32, number: u32, (target, distance, offset): (i64, i64, i64)) -> Option<u32> {
    const ADDI: u32 = 0x13;
    let upper = |value: i64| high(value).map(|bits| word & 0xfff | bits << 12);
    let load = |value: i64| word & 0xf_ffff | low(value) << 20;
    let store = |value: i64| word & 0x01ff_f07f | enc::s((0, 0), enc::ZERO, enc::ZERO, value);
    // The opcode and funct3 of a load become those of an addition.
    let addition = |value: i64| load(value) & !0x707f | ADDI;
    Some(match number {
        r::BRANCH if (-4096..4096).contains(&distance) => {
            word & 0x01ff_f07f | enc::b((0, 0), enc::ZERO, enc::ZERO, distance)
        }
        r::JAL if (-(1 << 20)..1 << 20).contains(&distance) => {
            word & 0xfff | enc::j_offset(distance)
        }
        r::GOT_HI20 | r::PCREL_HI20 => upper(distance)?,
        // auipc becomes lui: the offset from the thread pointer is known.
        r::TLS_GOT_HI20 => upper(offset)? & !0x7f | 0x37,
        r::HI20 => upper(target)?,
        r::TPREL_HI20 => upper(offset)?,
        r::PCREL_LO12_I => load(distance),
        r::PCREL_LO12_S => store(distance),
        r::LO12_I => load(target),
        r::LO12_S => store(target),
        r::TPREL_LO12_I => load(offset),
        r::TPREL_LO12_S => store(offset),
        r::GOT_LO12 => addition(distance),
        r::TLS_GOT_LO12 => addition(offset),
        _ => return None,
    })
}

fn high(value: i64) -> Option<u32> {
    let rounded = value.checked_add(0x800)?;
    i32::try_from(rounded).ok().map(|value| (value >> 12) as u32)
}

fn low(value: i64) -> u32 {
    value as u32 & 0xfff
}

/// A plain number: set, added to or taken from what is there.
fn number_at(bytes: &mut [u8], at: usize, number: u32, target: u64) -> Option<()> {
    let size = match number {
        r::ADD8 | r::SUB8 | r::SET8 | r::SET6 | r::SUB6 => 1,
        r::ADD16 | r::SUB16 | r::SET16 => 2,
        r::ABS64 | r::ADD64 | r::SUB64 => 8,
        _ => 4,
    };
    let old = get(bytes, at, size)?;
    let new = match number {
        r::ADD8..=r::ADD64 => old.wrapping_add(target),
        r::SUB8..=r::SUB64 => old.wrapping_sub(target),
        // The two upper bits of the byte belong to the instruction of .debug_frame.
        r::SET6 => old & 0xc0 | target & 0x3f,
        r::SUB6 => old & 0xc0 | old.wrapping_sub(target) & 0x3f,
        _ => target,
    };
    put(bytes, at, size, new)
}

/// A number of seven bits a byte; it keeps its length.
fn uleb(bytes: &mut [u8], at: usize, new: impl Fn(u64) -> u64) -> Option<()> {
    let rest = bytes.get_mut(at..)?;
    let length = rest.iter().position(|byte| byte & 0x80 == 0)? + 1;
    let digits = rest.get_mut(..length)?;
    let join = |all: u64, byte: &u8| all << 7 | u64::from(byte & 0x7f);
    let mut value = new(digits.iter().rev().fold(0, join));
    for digit in digits.iter_mut() {
        *digit = *digit & 0x80 | (value & 0x7f) as u8;
        value >>= 7;
    }
    (value == 0).then_some(())
}

/// `c.beqz`, `c.bnez` and `c.j` (unprivileged manual, "C" extension, formats CB and CJ).
fn compressed(bytes: &mut [u8], at: usize, number: u32, distance: i64) -> Option<()> {
    let word = get(bytes, at, 2)?;
    let bit = |from: u32, to: u32| (distance as u64 >> from & 1) << to;
    let bits = |list: &[(u32, u32)]| list.iter().map(|&(from, to)| bit(from, to)).sum::<u64>();
    let new = if number == r::RVC_JUMP {
        let fields = [
            (11, 12),
            (4, 11),
            (9, 10),
            (8, 9),
            (10, 8),
            (6, 7),
            (7, 6),
            (3, 5),
            (2, 4),
            (1, 3),
            (5, 2),
        ];
        (-2048..2048).contains(&distance).then(|| word & 0xe003 | bits(&fields))?
    } else {
        let fields = [(8, 12), (4, 11), (3, 10), (7, 6), (6, 5), (2, 4), (1, 3), (5, 2)];
        (-256..256).contains(&distance).then(|| word & 0xe383 | bits(&fields))?
    };
    put(bytes, at, 2, new)
}

fn get(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    let mut word = [0; 8];
    word[..size].copy_from_slice(bytes.get(at..at.checked_add(size)?)?);
    Some(u64::from_le_bytes(word))
}

fn put(bytes: &mut [u8], at: usize, size: usize, value: u64) -> Option<()> {
    bytes.get_mut(at..at.checked_add(size)?)?.copy_from_slice(&value.to_le_bytes()[..size]);
    Some(())
}

//! Values of number, character and string literals (C11 6.4.4, 6.4.5); nearest spelling.

use crate::messages::MessageId as M;

/// A number's value and type suffix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    Integer {
        value: u64,
        unsigned: bool,
        longs: u8,
        decimal: bool,
    },
    /// Suffix `f`.
    Float(f64),
    Double(f64),
    /// The bits of binary128.
    LongDouble(u128),
}

/// Width of a character literal's elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    Char,
    Char16,
    Char32,
    Wide,
}

/// The value of a preprocessing number.
pub(crate) fn number(text: &str) -> Result<Number, M> {
    let lower = text.to_ascii_lowercase();
    let hex = lower.starts_with("0x");
    let float = if hex {
        lower.contains(['.', 'p'])
    } else {
        lower.contains(['.', 'e']) && !lower.starts_with("0b")
    };
    if float {
        return floating(&lower, hex);
    }
    let (digits, radix) = if hex {
        (&lower[2..], 16)
    } else if let Some(rest) = lower.strip_prefix("0b") {
        (rest, 2)
    } else if lower.len() > 1 && lower.starts_with('0') {
        (&lower[1..], 8)
    } else {
        (&lower[..], 10)
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let (digits, suffix) = digits.split_at(end);
    if suffix.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(if radix == 8 { M::BadOctal } else { M::BadNumber });
    }
    if digits.is_empty() && radix != 8 {
        return Err(M::BadNumber);
    }
    // `lL` is none.
    if text.contains("lL") || text.contains("Ll") {
        return Err(M::BadSuffix);
    }
    let (unsigned, longs) = match suffix {
        "" => (false, 0),
        "u" => (true, 0),
        "l" => (false, 1),
        "ul" | "lu" => (true, 1),
        "ll" => (false, 2),
        "ull" | "llu" => (true, 2),
        _ => return Err(M::BadSuffix),
    };
    let value = match digits {
        "" => 0,
        _ => u64::from_str_radix(digits, radix).map_err(|_| M::NumberTooLarge)?,
    };
    Ok(Number::Integer { value, unsigned, longs, decimal: radix == 10 })
}

fn floating(lower: &str, hex: bool) -> Result<Number, M> {
    let (digits, suffix) = match lower.strip_suffix(['f', 'l']) {
        Some(digits) if !hex || lower.contains('p') => (digits, lower.as_bytes()[lower.len() - 1]),
        _ => (lower, 0),
    };
    let value = if hex { hex_float(digits)? } else { decimal_float(digits)? };
    if suffix == b'l' {
        let bits = crate::check::quad::read(digits).ok_or(M::BadNumber)?;
        return Ok(Number::LongDouble(bits));
    }
    Ok(match suffix {
        b'f' => {
            // One rounding, not two.
            let single =
                if hex { value as f32 } else { digits.parse::<f32>().map_err(|_| M::BadNumber)? };
            Number::Float(f64::from(single))
        }
        _ => Number::Double(value),
    })
}

fn decimal_float(digits: &str) -> Result<f64, M> {
    let fits = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'+' | b'-'));
    if !fits {
        return Err(M::BadSuffix);
    }
    digits.parse().map_err(|_| M::BadNumber)
}

fn hex_float(text: &str) -> Result<f64, M> {
    let (mantissa, exponent) = text[2..].split_once('p').ok_or(M::BadNumber)?;
    let mut exponent: i64 = exponent.parse().map_err(|_| M::BadNumber)?;
    let mut value = 0u64;
    let mut point = false;
    for c in mantissa.chars() {
        if c == '.' && !point {
            point = true;
            continue;
        }
        let digit = c.to_digit(16).ok_or(M::BadNumber)?;
        if value >> 60 == 0 {
            value = value << 4 | u64::from(digit);
            exponent -= if point { 4 } else { 0 };
        } else if !point {
            exponent += 4;
        }
    }
    let half = (exponent / 2).clamp(-1100, 1100) as i32;
    let rest = (exponent - i64::from(half)).clamp(-1100, 1100) as i32;
    Ok(value as f64 * 2f64.powi(half) * 2f64.powi(rest))
}

/// The value and width of a character literal with its quotes.
pub(crate) fn character(spelled: &str, signed: bool) -> Result<(i64, Width), M> {
    let (width, body) = prefix(spelled, '\'');
    let mut units = Vec::new();
    decode(body, width, &mut units)?;
    match (units.as_slice(), width) {
        ([], _) => Err(M::EmptyCharacter),
        ([one], Width::Char) if signed => Ok((i64::from(*one as u8 as i8), width)),
        // `char` is unsigned on RISC-V; several characters make a number as in GCC.
        (_, Width::Char) if units.len() <= 4 => {
            let value = units.iter().fold(0u32, |value, &unit| value << 8 | unit & 0xff);
            Ok((i64::from(value as i32), width))
        }
        // Of several the last one counts, as in GCC.
        ([.., one], Width::Wide) => Ok((i64::from(*one as i32), width)),
        ([.., one], Width::Char16 | Width::Char32) => Ok((i64::from(*one), width)),
        _ => Err(M::CharacterTooLong),
    }
}

/// Splits a literal into width and what stands between its quotes.
fn prefix(spelled: &str, quote: char) -> (Width, &str) {
    let start = spelled.find(quote).unwrap_or(0);
    let width = match &spelled[..start] {
        "L" => Width::Wide,
        "u" => Width::Char16,
        "U" => Width::Char32,
        _ => Width::Char,
    };
    let end = spelled.len().saturating_sub(1).max(start + 1).min(spelled.len());
    (width, spelled.get(start + 1..end).unwrap_or(""))
}

/// The units of a string literal, without the ending zero.
pub(crate) fn string(
    spelled: &str,
    units: &mut Vec<u32>,
    wanted: Option<Width>,
) -> Result<Width, M> {
    let (width, body) = prefix(spelled, '"');
    decode(body, wanted.unwrap_or(width), units)?;
    Ok(width)
}

/// The width of a string literal.
pub(crate) fn string_width(spelled: &str) -> Width {
    prefix(spelled, '"').0
}

/// Whether a character or string literal has a backslash before a character that needs none.
pub(crate) fn has_unknown_escape(spelled: &str) -> bool {
    let mut chars = spelled.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.next().is_some_and(|c| !"ntrabfveE\\'\"?01234567xuU".contains(c)) {
            return true;
        }
    }
    false
}

fn decode(body: &str, width: Width, units: &mut Vec<u32>) -> Result<(), M> {
    let mut chars = body.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            push_char(c, width, units);
            continue;
        }
        let escape = chars.next().ok_or(M::BadEscape)?;
        let unit = match escape {
            'n' => 10,
            't' => 9,
            'r' => 13,
            'a' => 7,
            'b' => 8,
            'f' => 12,
            'v' => 11,
            'e' | 'E' => 27,
            '\\' | '\'' | '"' | '?' => escape as u32,
            '0'..='7' => {
                let mut value = escape as u32 - '0' as u32;
                for _ in 0..2 {
                    let Some(digit) = chars.peek().and_then(|c| c.to_digit(8)) else { break };
                    value = value * 8 + digit;
                    chars.next();
                }
                value
            }
            'x' => {
                let mut value = None;
                while let Some(digit) = chars.peek().and_then(|c| c.to_digit(16)) {
                    value = Some(value.unwrap_or(0u32).wrapping_mul(16).wrapping_add(digit));
                    chars.next();
                }
                value.ok_or(M::BadEscape)?
            }
            'u' | 'U' => {
                let count = if escape == 'u' { 4 } else { 8 };
                let mut value = 0u32;
                for _ in 0..count {
                    let digit = chars.next().and_then(|c| c.to_digit(16)).ok_or(M::BadEscape)?;
                    value = value << 4 | digit;
                }
                push_char(char::from_u32(value).ok_or(M::BadEscape)?, width, units);
                continue;
            }
            // GCC warns, and takes the character itself.
            other => {
                push_char(other, width, units);
                continue;
            }
        };
        units.push(if width == Width::Char { unit & 0xff } else { unit });
    }
    Ok(())
}

fn push_char(c: char, width: Width, units: &mut Vec<u32>) {
    match width {
        Width::Char => units.extend(c.encode_utf8(&mut [0; 4]).bytes().map(u32::from)),
        Width::Char16 => {
            units.extend(c.encode_utf16(&mut [0; 2]).iter().map(|&unit| u32::from(unit)))
        }
        Width::Char32 | Width::Wide => units.push(c as u32),
    }
}

/// The candidate that `word` was probably meant to be.
pub(crate) fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<String> {
    let limit = match word.chars().count() {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    let scored = candidates.filter_map(|candidate| {
        let distance = edit_distance(word, candidate, limit)?;
        Some((distance, candidate.len(), candidate))
    });
    scored.min().map(|(_, _, candidate)| candidate.to_owned())
}

/// Edits (insert, delete, replace, swap neighbours) between two words, if at most `limit`.
fn edit_distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit * 4 || a.len() > 64 || b.len() > 64 {
        return None;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = usize::from(a[i - 1] != b[j - 1]);
                let mut best =
                    (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + change);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(rows[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    let distance = rows[a.len()][b.len()];
    (distance <= limit && distance > 0).then_some(distance)
}

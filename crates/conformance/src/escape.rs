//! Output as lines of readable text: every byte that is no plain UTF-8 is written as `\xNN`, the backslash as `\\`.

/// Marks a line of output.
const LINE: &str = "| ";
/// Marks output that ends without a newline.
const OPEN_LINE: &str = "|\\ ";

/// The lines of a recording for some output.
pub(crate) fn to_lines(bytes: &[u8]) -> Vec<String> {
    let mut lines = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(body) => lines.push(format!("{LINE}{}", escape(body))),
            None => lines.push(format!("{OPEN_LINE}{}", escape(line))),
        }
    }
    lines
}

/// The output that a recording's line stands for; `None` if it is no such line.
pub(crate) fn from_line(line: &str) -> Option<Vec<u8>> {
    if let Some(body) = line.strip_prefix(OPEN_LINE) {
        return unescape(body);
    }
    let body = line.strip_prefix(LINE).or_else(|| line.strip_prefix('|'))?;
    let mut bytes = unescape(body)?;
    bytes.push(b'\n');
    Some(bytes)
}

fn escape(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' => text.push_str("\\\\"),
                '\t' => text.push_str("\\t"),
                c if c.is_control() => {
                    let mut room = [0; 4];
                    for byte in c.encode_utf8(&mut room).bytes() {
                        text.push_str(&format!("\\x{byte:02x}"));
                    }
                }
                c => text.push(c),
            }
        }
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    // Editors like to cut blanks at the end of lines.
    if text.ends_with(' ') {
        text.pop();
        text.push_str("\\x20");
    }
    text
}

/// The bytes of a text with the escapes `\\`, `\n`, `\t`, `\"` and `\xNN`.
pub(crate) fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let code = rest[at + 1..].chars().next()?;
        rest = &rest[at + 1 + code.len_utf8()..];
        match code {
            '\\' | '"' => bytes.push(code as u8),
            'n' => bytes.push(b'\n'),
            't' => bytes.push(b'\t'),
            'x' => {
                bytes.push(u8::from_str_radix(rest.get(..2)?, 16).ok()?);
                rest = &rest[2..];
            }
            _ => return None,
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8]) {
        let back: Vec<u8> =
            to_lines(bytes).iter().flat_map(|line| from_line(line).expect("we wrote it")).collect();
        assert_eq!(back, bytes);
    }

    #[test]
    fn output_survives_being_written_down() {
        check(b"");
        check(b"one\ntwo\n");
        check(b"one\n\n  no end");
        check(b"blank \n  \n \nopen ");
        check(b"\\ \x00\x01\x7f\xff\xc3\xa9 tab\there\r\n");
    }

    #[test]
    fn recordings_are_readable() {
        assert_eq!(to_lines(b"a b\n\xffz"), ["| a b", "|\\ \\xffz"]);
    }
}

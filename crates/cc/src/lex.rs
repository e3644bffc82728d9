//! Text to preprocessing tokens (C11 6.4), with backslash-newline removed first.

use crate::diagnostics::Session;
use crate::intern::{Sym, sym};
use crate::messages::MessageId as M;
use crate::source::Loc;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Ident,
    Number,
    /// With prefix and quotes in its spelling.
    Str,
    /// With prefix and quotes in its spelling.
    Char,
    Punct,
    /// A character that C has no use for.
    Other,
    /// A quote without its partner, up to the end of the line.
    BadQuote,
    /// Inside the preprocessor: the end of a macro's replacement; `sym` is the macro.
    EndMacro,
    /// Inside the preprocessor: the end of a list that is expanded by itself.
    EndList,
    Eof,
}

/// A preprocessing token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) sym: Sym,
    pub(crate) loc: Loc,
    /// First on its line.
    pub(crate) bol: bool,
    /// White space before it.
    pub(crate) space: bool,
    /// A macro's name inside its own expansion: never expanded again.
    pub(crate) fixed: bool,
}

impl Token {
    pub(crate) fn is(&self, punct: Sym) -> bool {
        self.sym == punct && matches!(self.kind, Kind::Punct | Kind::Ident)
    }

    pub(crate) fn eof(loc: Loc) -> Self {
        Self { kind: Kind::Eof, sym: sym::EMPTY, loc, bol: true, space: false, fixed: false }
    }
}

/// All tokens of a file, the last one [`Kind::Eof`].
pub(crate) fn lex(session: &mut Session, file: usize) -> Vec<Token> {
    let original = session.map.file(file).text.clone();
    let (spliced, splices) = splice(&original);
    let text: &str = spliced.as_deref().unwrap_or(&original);
    let mut lexer = Lexer {
        session,
        file,
        text,
        at: 0,
        splices: &splices,
        next_splice: 0,
        removed: 0,
        tokens: Vec::with_capacity(text.len() / 4 + 1),
        bol: true,
        space: false,
    };
    while lexer.step() {}
    lexer.tokens
}

/// A text without backslash-newlines, and (offset, bytes removed before it) pairs.
fn splice(text: &str) -> (Option<String>, Vec<(usize, usize)>) {
    if !text.contains("\\\n") && !text.contains("\\\r\n") {
        return (None, Vec::new());
    }
    let mut out = String::with_capacity(text.len());
    let mut splices = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let tail = &rest[at + 1..];
        let skipped = if tail.starts_with('\n') {
            2
        } else if tail.starts_with("\r\n") {
            3
        } else {
            0
        };
        if skipped == 0 {
            out.push_str(&rest[..=at]);
            rest = tail;
            continue;
        }
        out.push_str(&rest[..at]);
        rest = &rest[at + skipped..];
        splices.push((out.len(), text.len() - rest.len() - out.len()));
    }
    out.push_str(rest);
    (Some(out), splices)
}

struct Lexer<'a> {
    session: &'a mut Session,
    file: usize,
    text: &'a str,
    at: usize,
    splices: &'a [(usize, usize)],
    next_splice: usize,
    removed: usize,
    tokens: Vec<Token>,
    bol: bool,
    space: bool,
}

/// Longest first.
const PUNCTUATORS: &[&str] = &[
    "...", "<<=", ">>=", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=",
    "-=", "*=", "/=", "%=", "&=", "|=", "^=", "##", "<:", ":>", "<%", "%>", "%:",
];

fn is_ident_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// Full-width forms and CJK punctuation: typed by accident, never part of a name.
pub(crate) fn full_width(c: char) -> bool {
    matches!(c as u32, 0x2018..=0x201f | 0x3000..=0x303f | 0xff00..=0xffef | 0xa0)
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn loc(&mut self, offset: usize) -> Loc {
        while self.next_splice < self.splices.len() && self.splices[self.next_splice].0 <= offset {
            self.removed = self.splices[self.next_splice].1;
            self.next_splice += 1;
        }
        self.session.map.loc(self.file, offset + self.removed)
    }

    fn push(&mut self, kind: Kind, end: usize) {
        let spelled = &self.text[self.at..end];
        let canonical = match (kind, spelled) {
            (Kind::Punct, "<:") => "[",
            (Kind::Punct, ":>") => "]",
            (Kind::Punct, "<%") => "{",
            (Kind::Punct, "%>") => "}",
            (Kind::Punct, "%:") => "#",
            _ => spelled,
        };
        let sym = self.session.names.intern(canonical);
        let loc = self.loc(self.at);
        self.tokens.push(Token { kind, sym, loc, bol: self.bol, space: self.space, fixed: false });
        self.bol = false;
        self.space = false;
        self.at = end;
    }

    /// One token or one stretch of white space; false at the end.
    fn step(&mut self) -> bool {
        let byte = self.peek(0);
        match byte {
            _ if self.at >= self.text.len() => {
                let loc = self.loc(self.at);
                self.tokens.push(Token { space: self.space, ..Token::eof(loc) });
                return false;
            }
            b'\n' => {
                self.bol = true;
                self.space = false;
                self.at += 1;
            }
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => {
                self.space = true;
                self.at += 1;
            }
            b'/' if self.peek(1) == b'/' => {
                self.at += self.text[self.at..].find('\n').unwrap_or(self.text.len() - self.at);
                self.space = true;
            }
            b'/' if self.peek(1) == b'*' => self.block_comment(),
            b'0'..=b'9' => self.number(),
            b'.' if self.peek(1).is_ascii_digit() => self.number(),
            b'"' | b'\'' => self.quoted(0),
            b'L' | b'U' if matches!(self.peek(1), b'"' | b'\'') => self.quoted(1),
            b'u' if matches!(self.peek(1), b'"' | b'\'') => self.quoted(1),
            b'u' if self.peek(1) == b'8' && self.peek(2) == b'"' => self.quoted(2),
            _ if is_ident_byte(byte) => self.identifier(),
            _ => self.punctuator(),
        }
        true
    }

    fn block_comment(&mut self) {
        match self.text[self.at + 2..].find("*/") {
            Some(length) => self.at += length + 4,
            None => {
                let loc = self.loc(self.at);
                self.session.error(loc, M::UnterminatedComment, &[]);
                self.session.help(M::HelpCloseComment, &[]);
                self.at = self.text.len();
            }
        }
        self.space = true;
    }

    fn number(&mut self) {
        let bytes = self.text.as_bytes();
        let mut end = self.at + 1;
        while end < bytes.len() {
            let exponent = matches!(bytes[end - 1], b'e' | b'E' | b'p' | b'P')
                && matches!(bytes[end], b'+' | b'-');
            if !(exponent
                || bytes[end].is_ascii_alphanumeric()
                || matches!(bytes[end], b'.' | b'_'))
            {
                break;
            }
            end += 1;
        }
        self.push(Kind::Number, end);
    }

    fn quoted(&mut self, prefix: usize) {
        let bytes = self.text.as_bytes();
        let quote = bytes[self.at + prefix];
        let mut end = self.at + prefix + 1;
        loop {
            match bytes.get(end) {
                None | Some(b'\n') => return self.push(Kind::BadQuote, end),
                Some(b'\\') if bytes.get(end + 1).is_some_and(|&next| next != b'\n') => end += 2,
                Some(&byte) if byte == quote => break,
                Some(_) => end += 1,
            }
        }
        self.push(if quote == b'"' { Kind::Str } else { Kind::Char }, end + 1);
    }

    fn identifier(&mut self) {
        let mut end = self.at;
        for c in self.text[self.at..].chars() {
            let part = if c.is_ascii() { is_ident_byte(c as u8) } else { !full_width(c) };
            if !part {
                break;
            }
            end += c.len_utf8();
        }
        if end > self.at {
            return self.push(Kind::Ident, end);
        }
        let length = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
        self.push(Kind::Other, self.at + length);
    }

    fn punctuator(&mut self) {
        let rest = &self.text[self.at..];
        let pair = matches!(
            self.peek(1),
            b'.' | b'<' | b'>' | b'-' | b'+' | b'=' | b'&' | b'|' | b'#' | b':' | b'%'
        );
        let long = PUNCTUATORS.iter().filter(|_| pair).find(|&&text| rest.starts_with(text));
        let length = long.map_or(1, |text| text.len());
        let known = long.is_some() || b"()[]{};,:?.+-*/%&|^~!<>=#".contains(&self.peek(0));
        self.push(if known { Kind::Punct } else { Kind::Other }, self.at + length);
    }
}

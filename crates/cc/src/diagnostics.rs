//! What the compiler says about a program: data for any view, and a plain text with a caret.

use std::rc::Rc;

use crate::hash::Map;
use crate::intern::Interner;
use crate::lex::Token;
pub use crate::messages::MessageId;
use crate::source::{Loc, SourceMap};

/// Language of a rendered message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// No program comes of it.
    Error,
    /// The program is built, but probably does not do what was meant.
    Warning,
}

/// A sentence of the catalogue with its words filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Which sentence.
    pub id: MessageId,
    /// Its words, in the order of the placeholders `{0}`, `{1}` …
    pub arguments: Vec<String>,
}

impl Message {
    pub(crate) fn new(id: MessageId, arguments: &[&str]) -> Self {
        Self { id, arguments: arguments.iter().map(|&word| word.to_owned()).collect() }
    }

    /// The sentence in `lang`.
    pub fn text(&self, lang: Lang) -> String {
        let mut out = String::new();
        let mut rest = self.id.template(lang);
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}') else { break };
            let word = rest[open + 1..open + close]
                .parse()
                .ok()
                .and_then(|n: usize| self.arguments.get(n));
            out.push_str(word.map_or("?", String::as_str));
            rest = &rest[open + close + 1..];
        }
        out.push_str(rest);
        out
    }
}

/// A second place that belongs to a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// File name.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is there.
    pub message: Message,
}

/// One error or warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// File name as the compiler was given it; empty when no file is to blame (linking).
    pub file: String,
    /// Line, from 1; 0 without a file.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Characters to underline, at least 1.
    pub length: u32,
    /// What is wrong.
    pub message: Message,
    /// What a learner can do about it.
    pub help: Option<Message>,
    /// Further places.
    pub notes: Vec<Note>,
}

impl Diagnostic {
    pub(crate) fn without_place(id: MessageId, arguments: &[&str]) -> Self {
        Self {
            severity: Severity::Error,
            file: String::new(),
            line: 0,
            column: 0,
            length: 1,
            message: Message::new(id, arguments),
            help: None,
            notes: Vec::new(),
        }
    }

    /// The message in `lang`, without place, help and notes.
    pub fn text(&self, lang: Lang) -> String {
        self.message.text(lang)
    }

    /// Plain text: place, message, the source line with a caret, help and notes. `source` is the
    /// text of [`Diagnostic::file`], if at hand.
    pub fn render(&self, source: Option<&str>, lang: Lang) -> String {
        let word = match (self.severity, lang) {
            (Severity::Error, Lang::English) => "error: ",
            (Severity::Warning, Lang::English) => "warning: ",
            (Severity::Error, Lang::Chinese) => "错误：",
            (Severity::Warning, Lang::Chinese) => "警告：",
        };
        let mut out = String::new();
        if !self.file.is_empty() {
            out.push_str(&format!("{}:{}:{}: ", self.file, self.line, self.column));
        }
        out.push_str(word);
        out.push_str(&self.text(lang));
        out.push('\n');
        let line = source.and_then(|text| text.lines().nth((self.line as usize).wrapping_sub(1)));
        if let Some(line) = line {
            out.push_str(&caret(line, self.line, self.column, self.length));
        }
        let (help, note) = match lang {
            Lang::English => ("help: ", "note: "),
            Lang::Chinese => ("提示：", "说明："),
        };
        for extra in &self.notes {
            let text = extra.message.text(lang);
            out.push_str(&format!(
                "{}:{}:{}: {note}{text}\n",
                extra.file, extra.line, extra.column
            ));
        }
        if let Some(message) = &self.help {
            out.push_str(&format!("  {help}{}\n", message.text(lang)));
        }
        out
    }
}

/// The line under its number, and a line with carets below the columns.
fn caret(line: &str, number: u32, column: u32, length: u32) -> String {
    let shown: String = line.chars().take(200).map(|c| if c == '\t' { ' ' } else { c }).collect();
    let before: String =
        line.chars().take(column as usize - 1).map(|c| if wide(c) { '　' } else { ' ' }).collect();
    let room = shown.chars().count().saturating_sub(column as usize - 1).max(1);
    let marks = "^".repeat((length as usize).clamp(1, room));
    format!("{number:>5} | {shown}\n      | {before}{marks}\n")
}

fn wide(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6)
}

/// An error has been recorded; the caller gives up its construct and recovers further out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reported;

/// A diagnostic before places become lines and columns.
pub(crate) struct Found {
    pub(crate) severity: Severity,
    pub(crate) loc: Loc,
    pub(crate) length: u32,
    pub(crate) message: Message,
    pub(crate) help: Option<Message>,
    pub(crate) notes: Vec<(Loc, Message)>,
}

/// What all phases of one translation unit share.
pub(crate) struct Session {
    pub(crate) map: SourceMap,
    pub(crate) names: Interner,
    /// Tokens of the files read so far, by number.
    pub(crate) lexed: Map<usize, Rc<[Token]>>,
    /// Plain `char` is signed.
    pub(crate) signed_char: bool,
    /// What C forbids but compilers put up with is an error.
    pub(crate) pedantic_errors: bool,
    /// Whether the last report was recorded: help and notes belong to it.
    recorded: bool,
    found: Vec<Found>,
    errors: usize,
}

/// After so many errors the rest says nothing new.
const MAX_ERRORS: usize = 60;
/// So many warnings at most.
const MAX_WARNINGS: usize = 200;

impl Session {
    pub(crate) fn new() -> Self {
        Self {
            map: SourceMap::default(),
            names: Interner::new(),
            lexed: Map::default(),
            signed_char: false,
            pedantic_errors: false,
            recorded: false,
            found: Vec::new(),
            errors: 0,
        }
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many errors there are so far.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    /// Whether to stop altogether.
    pub(crate) fn enough(&self) -> bool {
        self.errors >= MAX_ERRORS
    }

    /// Records an error at a token.
    pub(crate) fn error_at(&mut self, token: Token, id: MessageId, arguments: &[&str]) -> Reported {
        let length = self.names.str(token.sym).chars().count() as u32;
        self.report(Severity::Error, token.loc, length, Message::new(id, arguments))
    }

    /// Records an error at a place.
    pub(crate) fn error(&mut self, loc: Loc, id: MessageId, arguments: &[&str]) -> Reported {
        self.report(Severity::Error, loc, 1, Message::new(id, arguments))
    }

    /// Records a warning, unless the place is in the library.
    pub(crate) fn warn(&mut self, loc: Loc, length: u32, id: MessageId, arguments: &[&str]) {
        self.recorded = false;
        if !self.map.in_library(loc) && self.found.len() < MAX_ERRORS + MAX_WARNINGS {
            let strict = self.pedantic_errors && id.violates_a_constraint();
            let severity = if strict { Severity::Error } else { Severity::Warning };
            self.report(severity, loc, length, Message::new(id, arguments));
        }
    }

    /// Records what every compiler accepts and C forbids: silently, unless that was asked for.
    pub(crate) fn pedantic(&mut self, loc: Loc, id: MessageId, arguments: &[&str]) {
        self.recorded = false;
        if self.pedantic_errors && !self.map.in_library(loc) {
            self.report(Severity::Error, loc, 1, Message::new(id, arguments));
        }
    }

    fn report(&mut self, severity: Severity, loc: Loc, length: u32, message: Message) -> Reported {
        if severity == Severity::Error {
            self.errors += 1;
        }
        let again = self.found.iter().any(|old| old.loc == loc && old.message == message);
        self.recorded = !again && self.errors <= MAX_ERRORS;
        if self.recorded {
            self.found.push(Found {
                severity,
                loc,
                length,
                message,
                help: None,
                notes: Vec::new(),
            });
        }
        Reported
    }

    /// Adds help to the diagnostic just recorded.
    pub(crate) fn help(&mut self, id: MessageId, arguments: &[&str]) {
        if let Some(last) = self.found.last_mut().filter(|_| self.recorded) {
            last.help.get_or_insert_with(|| Message::new(id, arguments));
        }
    }

    /// Adds a second place to the diagnostic just recorded.
    pub(crate) fn note(&mut self, loc: Loc, id: MessageId, arguments: &[&str]) {
        if let Some(last) = self.found.last_mut().filter(|_| self.recorded) {
            last.notes.push((loc, Message::new(id, arguments)));
        }
    }

    /// The diagnostics with lines and columns, in order of place.
    pub(crate) fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        self.errors = 0;
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|one| one.loc);
        let map = &self.map;
        found.into_iter().map(|one| finish(map, one)).collect()
    }
}

fn finish(map: &SourceMap, one: Found) -> Diagnostic {
    let place = map.place(one.loc);
    let notes = one.notes.into_iter().map(|(loc, message)| {
        let place = map.place(loc);
        Note {
            file: map.file(place.file).name.clone(),
            line: place.line,
            column: place.column,
            message,
        }
    });
    Diagnostic {
        severity: one.severity,
        file: map.files().get(place.file).map_or(String::new(), |file| file.name.clone()),
        line: place.line,
        column: place.column,
        length: one.length.max(1),
        message: one.message,
        help: one.help,
        notes: notes.collect(),
    }
}

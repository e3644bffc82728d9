//! The preprocessor's output as text, with the line markers that compilers read (GCC's manual of cpp, "Preprocessor
//! Output").

use super::Preprocessed;
use crate::diagnostics::Session;
use crate::lex::{Kind, Token};

/// Blank lines up to so many are printed; further away a marker is shorter.
const MAX_BLANK: u32 = 8;

/// What `-E` gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreprocessedText {
    /// The tokens, with `# line "file" flags` where the place jumps.
    pub text: String,
    /// `#define` of every macro that there is at the end, sorted by name.
    pub macros: String,
    /// The unit and the user's files that it includes, in order of first use.
    pub files: Vec<String>,
}

struct Printer<'s> {
    session: &'s Session,
    out: String,
    /// Name of the file and line that the output is at.
    at: Option<(String, u32)>,
    /// Files that are being read, the unit first, and the line of the `#include` in the one before.
    stack: Vec<(usize, u32)>,
    /// The token before, if it stands on this line.
    before: Option<Token>,
}

/// Prints the tokens.
pub(crate) fn print(session: &Session, input: &Preprocessed) -> PreprocessedText {
    let mut printer =
        Printer { session, out: String::new(), at: None, stack: Vec::new(), before: None };
    let mut packs = input.packs.iter().peekable();
    let mut borders = input.borders.iter().peekable();
    for (index, &token) in input.tokens.iter().enumerate() {
        while let Some(border) = borders.next_if(|border| border.at <= index) {
            match border.enters {
                Some((file, from)) => printer.enter(file, session.map.line(from).1),
                None => printer.leave(),
            }
        }
        while let Some((_, value)) = packs.next_if(|&&(at, _)| at <= index) {
            let value = if *value == 0 { String::new() } else { value.to_string() };
            printer.end_line();
            printer.out.push_str(&format!("#pragma pack({value})\n"));
            printer.at = None;
        }
        if token.kind != Kind::Eof {
            printer.token(token);
        }
    }
    printer.end_line();
    let own = session.map.files().iter().filter(|file| !file.library);
    let files = own.map(|file| file.name.clone()).collect();
    PreprocessedText { text: printer.out, macros: input.macros.clone(), files }
}

impl Printer<'_> {
    fn token(&mut self, token: Token) {
        match self.before {
            // An argument's tokens stay on the line of the macro that took it.
            Some(before) if !token.bol => {
                let length = self.session.names.str(before.sym).len() as u32;
                // Expansion brings tokens together that were apart; they must not become one.
                if token.space || before.loc.0 + length != token.loc.0 {
                    self.out.push(' ');
                }
            }
            _ => self.go_to(token),
        }
        self.out.push_str(self.session.names.str(token.sym));
        self.before = Some(token);
    }

    fn end_line(&mut self) {
        if self.before.take().is_some() {
            self.out.push('\n');
            if let Some((_, line)) = &mut self.at {
                *line += 1;
            }
        }
    }

    /// Begins a line at the token's place.
    fn go_to(&mut self, token: Token) {
        self.end_line();
        let (name, line) = self.session.map.presumed(token.loc);
        let near = match &self.at {
            Some((at, from)) if *at == name => {
                line.checked_sub(*from).filter(|&blank| blank <= MAX_BLANK)
            }
            _ => None,
        };
        match near {
            Some(blank) => (0..blank).for_each(|_| self.out.push('\n')),
            None => self.marker((&name, line), ""),
        }
        self.at = Some((name, line));
        let column = self.session.map.place(token.loc).column;
        (1..column).for_each(|_| self.out.push(' '));
    }

    /// A file begins: readers take the line before the marker for that of the `#include`.
    fn enter(&mut self, file: usize, from: u32) {
        self.end_line();
        if let Some(&(outer, _)) = self.stack.last() {
            let name = self.session.map.file(outer).name.clone();
            if self.at.as_ref() != Some(&(name.clone(), from)) {
                self.marker((&name, from), "");
            }
        }
        let flag = if self.stack.is_empty() { "" } else { " 1" };
        self.stack.push((file, from));
        let name = self.session.map.file(file).name.clone();
        self.marker((&name, 1), flag);
        self.at = Some((name, 1));
    }

    /// A file ends: on with the line behind its `#include`.
    fn leave(&mut self) {
        self.end_line();
        let Some((_, from)) = self.stack.pop() else { return };
        let Some(&(file, _)) = self.stack.last() else { return };
        let name = self.session.map.file(file).name.clone();
        self.marker((&name, from + 1), " 2");
        self.at = Some((name, from + 1));
    }

    fn marker(&mut self, (name, line): (&str, u32), flag: &str) {
        let library =
            self.stack.last().is_some_and(|&(file, _)| self.session.map.file(file).library);
        let system = if library { " 3" } else { "" };
        let name = name.replace('\\', "\\\\").replace('"', "\\\"");
        self.out.push_str(&format!("# {line} \"{name}\"{flag}{system}\n"));
    }
}

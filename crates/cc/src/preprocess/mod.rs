//! Translation phases 3 to 6: directives, includes and macros; from a file to a list of tokens.
//!
//! A macro is disabled from its expansion until the marker behind its replacement is reached;
//! a name met meanwhile is never expanded again (C11 6.10.3.4).

mod condition;
mod directives;
mod list;
mod macros;
mod predefined;
pub(crate) mod print;

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use crate::Options;
use crate::diagnostics::{Reported, Session};
use crate::hash::Map;
use crate::intern::{Sym, sym};
use crate::lex::{Kind, Token, lex};
use crate::messages::MessageId as M;
use crate::source::Loc;

/// More tokens than any honest program has.
const MAX_TOKENS: usize = 4_000_000;
/// Files within files.
const MAX_INCLUDE_DEPTH: usize = 64;
/// Macro arguments within macro arguments.
const MAX_ARGUMENT_DEPTH: usize = 100;

/// A header that is given as text.
#[derive(Clone, Copy)]
pub(crate) struct Header<'a> {
    pub(crate) text: &'a str,
    pub(crate) library: bool,
}

/// Where `#include` looks.
pub(crate) struct Headers<'a> {
    /// By path: the library's, and those that came with the program.
    pub(crate) known: HashMap<&'a str, Header<'a>>,
    /// Reads a file of the user's; `None` if there is none.
    pub(crate) read: &'a dyn Fn(&str) -> Option<String>,
}

/// A header that was found.
pub(crate) struct Found<'a> {
    pub(crate) path: String,
    pub(crate) text: Cow<'a, str>,
    pub(crate) library: bool,
}

/// What the preprocessor leaves.
pub(crate) struct Preprocessed {
    /// All tokens; the last is [`Kind::Eof`].
    pub(crate) tokens: Vec<Token>,
    /// `#pragma pack`: from this token on, members are aligned to at most so many bytes (0: no limit).
    pub(crate) packs: Vec<(usize, u64)>,
    /// Where files begin and end.
    pub(crate) borders: Vec<Border>,
    /// For `-dM`: the macros at the end, if they were asked for.
    pub(crate) macros: String,
}

/// A file begins or ends.
#[derive(Clone, Copy)]
pub(crate) struct Border {
    /// Before this token.
    pub(crate) at: usize,
    /// The file that begins, and the place of its `#include`; `None` at its end.
    pub(crate) enters: Option<(usize, Loc)>,
}

#[derive(Clone)]
struct Macro {
    /// `None` for an object-like macro.
    params: Option<Vec<Sym>>,
    /// Name of the variable arguments, if any.
    variadic: Option<Sym>,
    body: Rc<[Token]>,
    loc: Loc,
    dynamic: Option<Dynamic>,
}

/// Macros whose value depends on where they stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dynamic {
    File,
    Line,
    Counter,
    IncludeLevel,
}

/// A file being read.
struct Reading {
    tokens: Rc<[Token]>,
    next: usize,
    file: usize,
    /// Conditionals open when the file began.
    conditions: usize,
}

/// `#if` … `#endif`.
struct Condition {
    hash: Token,
    /// Whether one of its groups has been taken.
    taken: bool,
    seen_else: bool,
}

pub(crate) struct Preprocessor<'s, 'a> {
    session: &'s mut Session,
    headers: &'s Headers<'a>,
    options: &'s Options,
    macros: Map<Sym, Macro>,
    /// How often each macro is being expanded right now.
    disabled: Map<Sym, u32>,
    once: Vec<usize>,
    reading: Vec<Reading>,
    /// Tokens to read before the file's, last one first.
    pending: Vec<Token>,
    conditions: Vec<Condition>,
    packs: Vec<(usize, u64)>,
    borders: Vec<Border>,
    pack_stack: Vec<u64>,
    /// `#pragma push_macro`: names with what they meant.
    saved_macros: Vec<(Sym, Option<Macro>)>,
    pack: u64,
    counter: u32,
    spent: usize,
    argument_depth: usize,
    output: Vec<Token>,
}

/// Preprocesses `file` with the macros and include folders of `options`.
pub(crate) fn preprocess<'a>(
    session: &mut Session,
    headers: &Headers<'a>,
    options: &Options,
    file: usize,
) -> Preprocessed {
    let mut cpp = Preprocessor {
        session,
        headers,
        options,
        macros: Map::default(),
        disabled: Map::default(),
        once: Vec::new(),
        reading: Vec::new(),
        pending: Vec::new(),
        conditions: Vec::new(),
        packs: Vec::new(),
        borders: Vec::new(),
        pack_stack: Vec::new(),
        saved_macros: Vec::new(),
        pack: 0,
        counter: 0,
        spent: 0,
        argument_depth: 0,
        output: Vec::new(),
    };
    cpp.predefine(&options.defines);
    for name in &options.undefines {
        let name = cpp.session.names.intern(name);
        cpp.macros.remove(&name);
    }
    cpp.enter(file, Loc(0));
    cpp.enter_forced(file);
    cpp.run();
    let macros = if options.lists_macros { cpp.listing() } else { String::new() };
    Preprocessed { tokens: cpp.output, packs: cpp.packs, borders: cpp.borders, macros }
}

impl Preprocessor<'_, '_> {
    fn run(&mut self) {
        loop {
            match self.next_expanded() {
                Ok(token) if token.kind == Kind::Eof => {
                    self.output.push(token);
                    return;
                }
                Ok(token) => self.output.push(token),
                Err(Reported) => {
                    if self.spent > MAX_TOKENS || self.session.enough() {
                        self.output.push(Token::eof(Loc(1)));
                        return;
                    }
                }
            }
        }
    }

    /// A file's tokens; each file is read once.
    fn lexed(&mut self, file: usize) -> Rc<[Token]> {
        if let Some(tokens) = self.session.lexed.get(&file) {
            return tokens.clone();
        }
        let tokens: Rc<[Token]> = lex(self.session, file).into();
        self.session.lexed.insert(file, tokens.clone());
        tokens
    }

    fn enter(&mut self, file: usize, from: Loc) {
        self.borders.push(Border { at: self.output.len(), enters: Some((file, from)) });
        let tokens = self.lexed(file);
        let conditions = self.conditions.len();
        self.reading.push(Reading { tokens, next: 0, file, conditions });
    }

    /// Counts work, so that macros and includes cannot run away.
    fn spend(&mut self, tokens: usize, loc: Loc) -> Result<(), Reported> {
        self.spent += tokens;
        if self.spent > MAX_TOKENS {
            self.pending.clear();
            return Err(self.session.error(loc, M::TooManyTokens, &[]));
        }
        Ok(())
    }

    /// The next token of the current file, not taking it.
    fn peek_file(&self) -> Token {
        match self.reading.last() {
            Some(reading) => reading.tokens[reading.next.min(reading.tokens.len() - 1)],
            None => Token::eof(Loc(1)),
        }
    }

    fn advance_file(&mut self) -> Token {
        let token = self.peek_file();
        if token.kind != Kind::Eof
            && let Some(reading) = self.reading.last_mut()
        {
            reading.next += 1;
        }
        token
    }

    /// Next token before macro expansion; directives are obeyed on the way.
    fn next_raw(&mut self) -> Result<Token, Reported> {
        loop {
            if let Some(token) = self.pending.pop() {
                if token.kind == Kind::EndMacro {
                    if let Some(count) = self.disabled.get_mut(&token.sym) {
                        *count = count.saturating_sub(1);
                    }
                    continue;
                }
                return Ok(token);
            }
            let token = self.advance_file();
            if token.kind == Kind::Eof {
                self.close_conditions();
                if self.reading.len() <= 1 {
                    return Ok(token);
                }
                self.reading.pop();
                self.borders.push(Border { at: self.output.len(), enters: None });
                continue;
            }
            self.spend(1, token.loc)?;
            if token.bol && token.is(sym::HASH) {
                self.directive(token)?;
                continue;
            }
            return Ok(token);
        }
    }

    /// Reports conditionals that the ending file leaves open.
    fn close_conditions(&mut self) {
        let Some(reading) = self.reading.last() else { return };
        while self.conditions.len() > reading.conditions {
            if let Some(open) = self.conditions.pop() {
                self.session.error_at(open.hash, M::UnterminatedIf, &[]);
                self.session.help(M::HelpEndif, &[]);
            }
        }
    }

    fn next_expanded(&mut self) -> Result<Token, Reported> {
        loop {
            let token = self.next_raw()?;
            if token.kind != Kind::Ident || token.fixed || !self.expand(token)? {
                if token.kind == Kind::Ident && token.sym == sym::UNDERPRAGMA {
                    self.underscore_pragma(token)?;
                    continue;
                }
                return Ok(self.settle(token));
            }
        }
    }

    /// A disabled macro's name stays as it is for ever.
    fn settle(&self, token: Token) -> Token {
        let disabled = token.kind == Kind::Ident
            && self.disabled.get(&token.sym).is_some_and(|&count| count > 0);
        Token { fixed: token.fixed || disabled, ..token }
    }

    /// `_Pragma("…")` is read and forgotten.
    fn underscore_pragma(&mut self, token: Token) -> Result<(), Reported> {
        for wanted in [sym::LPAREN, sym::EMPTY, sym::RPAREN] {
            let next = self.next_raw()?;
            let fits = if wanted == sym::EMPTY { next.kind == Kind::Str } else { next.is(wanted) };
            if !fits {
                return Err(self.session.error_at(token, M::BadPragma, &[]));
            }
        }
        Ok(())
    }

    /// Expands a list by itself: macro arguments and the lines of `#if`, `#include`, `#line`.
    fn expand_list(&mut self, list: &[Token], loc: Loc) -> Result<Vec<Token>, Reported> {
        if self.argument_depth >= MAX_ARGUMENT_DEPTH {
            return Err(self.session.error(loc, M::MacroTooDeep, &[]));
        }
        self.spend(list.len(), loc)?;
        self.argument_depth += 1;
        let outer = std::mem::take(&mut self.pending);
        let end = Token { kind: Kind::EndList, ..Token::eof(loc) };
        self.pending.push(end);
        self.pending.extend(list.iter().rev());
        let mut out = Vec::new();
        let result = loop {
            match self.next_expanded() {
                Ok(token) if token.kind == Kind::EndList => break Ok(out),
                Ok(token) if token.kind == Kind::Eof => break Ok(out),
                Ok(token) => out.push(token),
                Err(reported) => break Err(reported),
            }
        };
        self.pending = outer;
        self.argument_depth -= 1;
        result
    }
}

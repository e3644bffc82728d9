//! From tokens to the typed tree, in one pass: parsing here, the language's rules in `check`.
//!
//! A syntax or type error gives up the statement or declaration it is in and goes on behind it.

mod assembly;
mod atomic;
mod builtin;
mod declaration;
mod declarator;
mod expression;
mod external;
mod float_builtin;
mod implicit;
mod initializer;
mod local;
mod overflow;
mod primary;
mod record;
mod scope;
mod statement;
mod static_data;

pub(crate) use atomic::{ACQUIRE, BOTH, RELEASE};

use crate::diagnostics::{Reported, Session};
use crate::intern::{Sym, is_keyword, sym};
use crate::lex::{Kind, Token, full_width};
use crate::messages::MessageId as M;
use crate::preprocess::Preprocessed;
use crate::source::Loc;
use crate::tree::{Expr, Global, GlobalId, LabelId, Local, LocalId, Unit};
use crate::types::{Ty, Types};

pub(crate) use builtin::is_builtin;
pub(crate) use scope::{Entity, Scopes};

pub(crate) type Parsed<T> = Result<T, Reported>;

/// Constructs nested deeper are refused.
const MAX_NESTING: usize = 120;

/// A checked unit and the types it uses.
pub(crate) struct ParsedUnit {
    pub(crate) unit: Unit,
    pub(crate) types: Types,
}

pub(crate) struct Parser<'s> {
    pub(crate) session: &'s mut Session,
    tokens: Vec<Token>,
    packs: Vec<(usize, u64)>,
    at: usize,
    nesting: usize,
    pub(crate) types: Types,
    pub(crate) scopes: Scopes,
    pub(crate) unit: Unit,
    /// The function whose body is being read.
    pub(crate) body: Option<Body>,
    /// Names reported as unknown: once is enough.
    unknown: Vec<Sym>,
    strings: std::collections::HashMap<Vec<u8>, GlobalId>,
    statics: u32,
    /// Inside `sizeof` and `typeof`: nothing here is evaluated.
    pub(crate) unevaluated: usize,
    /// Sizes of variable arrays met in the statement being read.
    pub(crate) pending_sizes: Vec<Expr>,
    /// The initialiser about to be read is a struct's own, without braces.
    unbraced_record: bool,
    /// Names with linkage, whether in scope or not (C11 6.2.2).
    linked: std::collections::HashMap<Sym, (GlobalId, Loc)>,
}

/// State of the function being read.
pub(crate) struct Body {
    pub(crate) name: String,
    pub(crate) global: GlobalId,
    pub(crate) ret: Ty,
    pub(crate) locals: Vec<Local>,
    pub(crate) used: Vec<bool>,
    pub(crate) places: Vec<Loc>,
    pub(crate) labels: u32,
    pub(crate) named_labels: std::collections::HashMap<Sym, NamedLabel>,
    pub(crate) breaks: Vec<LabelId>,
    pub(crate) continues: Vec<LabelId>,
    pub(crate) switches: Vec<statement::OpenSwitch>,
    pub(crate) uses: Vec<GlobalId>,
    pub(crate) has_vla: bool,
    pub(crate) block_has_vla: bool,
    pub(crate) label_symbols: Vec<(LabelId, GlobalId)>,
    pub(crate) variadic: bool,
    /// Parameters written as arrays.
    pub(crate) array_params: Vec<LocalId>,
}

pub(crate) struct NamedLabel {
    pub(crate) id: LabelId,
    pub(crate) defined: bool,
    pub(crate) used: Option<Token>,
    pub(crate) token: Token,
}

/// Parses and checks a preprocessed unit.
pub(crate) fn parse(session: &mut Session, input: Preprocessed) -> ParsedUnit {
    let types = Types::new(session.signed_char);
    let mut parser = Parser {
        session,
        tokens: input.tokens,
        packs: input.packs,
        at: 0,
        nesting: 0,
        types,
        scopes: Scopes::new(),
        unit: Unit::default(),
        body: None,
        unknown: Vec::new(),
        strings: std::collections::HashMap::new(),
        statics: 0,
        unevaluated: 0,
        pending_sizes: Vec::new(),
        unbraced_record: false,
        linked: std::collections::HashMap::new(),
    };
    parser.translation_unit();
    ParsedUnit { unit: parser.unit, types: parser.types }
}

impl Parser<'_> {
    pub(crate) fn peek(&self) -> Token {
        self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    pub(crate) fn peek_at(&self, ahead: usize) -> Token {
        self.tokens[(self.at + ahead).min(self.tokens.len() - 1)]
    }

    pub(crate) fn is(&self, punct: Sym) -> bool {
        self.peek().is(punct)
    }

    pub(crate) fn next(&mut self) -> Token {
        let token = self.peek();
        if token.kind != Kind::Eof {
            self.at += 1;
        }
        token
    }

    pub(crate) fn take(&mut self, punct: Sym) -> bool {
        let found = self.is(punct);
        if found {
            self.at += 1;
        }
        found
    }

    pub(crate) fn is_name(&self) -> bool {
        let token = self.peek();
        token.kind == Kind::Ident && !is_keyword(token.sym)
    }

    pub(crate) fn text(&self, symbol: Sym) -> std::rc::Rc<str> {
        self.session.names.text(symbol)
    }

    pub(crate) fn type_text(&self, ty: Ty) -> String {
        self.types.text(&self.session.names, ty)
    }

    /// Takes `punct` or reports that it is missing.
    pub(crate) fn expect(&mut self, punct: Sym) -> Parsed<Token> {
        if self.is(punct) {
            return Ok(self.next());
        }
        Err(self.expected(punct))
    }

    /// Reports that `punct` should have come here. What is missing at the end of a line is
    /// reported behind the last token, where it should have been typed.
    pub(crate) fn expected(&mut self, punct: Sym) -> Reported {
        let token = self.peek();
        if let Some(reported) = self.stray(token) {
            return reported;
        }
        let text = self.text(punct);
        let before = self.at.checked_sub(1).map(|at| self.tokens[at]);
        let reported = match before {
            Some(before)
                if matches!(punct, sym::SEMI | sym::RPAREN | sym::RBRACKET | sym::COMMA) =>
            {
                let length = self.session.names.str(before.sym).len() as u32;
                let behind = Loc(before.loc.0 + length);
                self.session.error(
                    behind,
                    M::ExpectedBehind,
                    &[&text, &self.session.names.text(before.sym)],
                )
            }
            _ if token.kind == Kind::Eof => {
                self.session.error_at(token, M::ExpectedAtEnd, &[&text])
            }
            _ => {
                let found = self.text(token.sym);
                self.session.error_at(token, M::ExpectedFound, &[&text, &found])
            }
        };
        if punct == sym::SEMI {
            self.session.help(M::HelpSemicolon, &[]);
        }
        reported
    }

    /// Reports a token that no C program can contain.
    pub(crate) fn stray(&mut self, token: Token) -> Option<Reported> {
        let text = self.text(token.sym);
        match token.kind {
            Kind::BadQuote => {
                let reported = self.session.error_at(token, M::UnterminatedQuote, &[]);
                self.session
                    .help(M::HelpCloseQuote, &[&text.chars().next().unwrap_or('"').to_string()]);
                Some(reported)
            }
            Kind::Other => {
                let reported = self.session.error_at(token, M::StrayCharacter, &[&text]);
                if text.chars().any(full_width) {
                    self.session.help(M::HelpFullWidth, &[&text]);
                }
                Some(reported)
            }
            _ => None,
        }
    }

    /// Reports that something else was expected here.
    pub(crate) fn unexpected(&mut self, id: M) -> Reported {
        let token = self.peek();
        if let Some(reported) = self.stray(token) {
            return reported;
        }
        if token.kind == Kind::Eof {
            return self.session.error_at(token, M::UnexpectedEnd, &[]);
        }
        let found = self.text(token.sym);
        self.session.error_at(token, id, &[&found])
    }

    pub(crate) fn error(&mut self, loc: Loc, id: M, arguments: &[&str]) -> Reported {
        self.session.error(loc, id, arguments)
    }

    /// Runs `inner` one level deeper.
    pub(crate) fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.nesting >= MAX_NESTING {
            let token = self.peek();
            // Everything that follows is inside: nothing good comes of going on.
            self.at = self.tokens.len() - 1;
            return Err(self.session.error_at(token, M::TooDeep, &[]));
        }
        self.nesting += 1;
        let result = inner(self);
        self.nesting -= 1;
        result
    }

    /// Refuses expressions that later passes could not walk.
    pub(crate) fn bounded(&mut self, expr: Expr) -> Parsed<Expr> {
        if expr.depth > crate::tree::MAX_DEPTH {
            self.error(expr.loc, M::TooDeep, &[]);
            // Dropping it must not recurse deeper than it was built.
            return Err(Reported);
        }
        Ok(expr)
    }

    /// After an error in the statement that began at token `start`: goes behind the statement, with
    /// the braces that it opened, or behind the head of a `for`.
    pub(crate) fn recover_from(&mut self, start: usize) {
        let read = &self.tokens[start..self.at.min(self.tokens.len())];
        if read[0].sym == sym::FOR
            && let Some(head) = self.closing(start + 1)
            && self.at <= head
        {
            self.at = head + 1;
            return;
        }
        let mut open = 0usize;
        for token in read {
            match token.sym {
                sym::LBRACE => open += 1,
                sym::RBRACE => open = open.saturating_sub(1),
                _ => {}
            }
        }
        while open > 0 && self.peek().kind != Kind::Eof {
            match self.next().sym {
                sym::LBRACE => open += 1,
                sym::RBRACE => open -= 1,
                _ => {}
            }
        }
        let read = &self.tokens[start..self.at.min(self.tokens.len())];
        // Behind `({ … }` the statement goes on.
        if self.is(sym::RPAREN) || !read_block(read) {
            self.recover();
        }
        // The `else` of the `if` given up: what follows is a statement.
        if self.tokens[start].sym == sym::IF {
            self.take(sym::ELSE);
        }
    }

    /// Index of the `)` that closes the `(` at `open`, if it comes before any `{`.
    fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0usize;
        for (index, token) in self.tokens.iter().enumerate().skip(open) {
            match token.sym {
                sym::LPAREN => depth += 1,
                sym::RPAREN if depth <= 1 => return Some(index),
                sym::RPAREN => depth -= 1,
                sym::LBRACE | sym::RBRACE => return None,
                _ => {}
            }
        }
        None
    }

    /// After an error: goes behind the next `;`, or before the `}` that ends the block.
    pub(crate) fn recover(&mut self) {
        let mut depth = 0usize;
        // The block is that of `do`: `while (…);` belongs to it.
        let mut of_do = false;
        loop {
            let token = self.peek();
            match token.sym {
                _ if token.kind == Kind::Eof => return,
                sym::SEMI if depth == 0 => {
                    self.next();
                    return;
                }
                sym::LBRACE => {
                    of_do = depth == 0 && self.at > 0 && self.tokens[self.at - 1].sym == sym::DO
                        || depth > 0 && of_do;
                    depth += 1;
                }
                sym::RBRACE if depth == 0 => return,
                sym::RBRACE => {
                    depth -= 1;
                    let behind = self.peek_at(1).sym;
                    let goes_on = matches!(behind, sym::RPAREN | sym::COMMA | sym::SEMI)
                        || of_do && behind == sym::WHILE;
                    if depth == 0 && !goes_on {
                        self.next();
                        return;
                    }
                }
                _ => {}
            }
            self.next();
        }
    }

    /// The alignment limit of `#pragma pack` at the current token.
    pub(crate) fn pack_limit(&self) -> Option<u64> {
        let after = self.packs.partition_point(|&(at, _)| at <= self.at);
        self.packs[..after].last().map(|&(_, value)| value).filter(|&value| value > 0)
    }

    /// A new object with automatic storage.
    pub(crate) fn new_local(&mut self, name: String, ty: Ty, loc: Loc) -> LocalId {
        let align = self.types.align(ty);
        let Some(body) = &mut self.body else { return LocalId(0) };
        body.used.push(name.is_empty());
        body.places.push(loc);
        body.locals.push(Local { name, ty, align, parameter: false, register: None });
        LocalId(body.locals.len() as u32 - 1)
    }

    pub(crate) fn new_label(&mut self) -> LabelId {
        let Some(body) = &mut self.body else { return LabelId(0) };
        body.labels += 1;
        LabelId(body.labels - 1)
    }

    pub(crate) fn new_global(&mut self, global: Global) -> GlobalId {
        self.unit.globals.push(global);
        GlobalId(self.unit.globals.len() as u32 - 1)
    }

    pub(crate) fn global(&self, id: GlobalId) -> &Global {
        &self.unit.globals[id.0 as usize]
    }

    pub(crate) fn global_mut(&mut self, id: GlobalId) -> &mut Global {
        &mut self.unit.globals[id.0 as usize]
    }

    /// Notes that the code being read names a global.
    pub(crate) fn use_global(&mut self, id: GlobalId) {
        self.unit.globals[id.0 as usize].mentioned |= self.unevaluated > 0;
        if let Some(body) = &mut self.body {
            if self.unevaluated == 0 {
                body.uses.push(id);
            }
        } else {
            self.unit.globals[id.0 as usize].keep = true;
        }
    }
}

/// Whether tokens end with a block rather than with an initialiser's braces.
fn read_block(tokens: &[Token]) -> bool {
    let control = matches!(
        tokens[0].sym,
        sym::IF | sym::WHILE | sym::FOR | sym::DO | sym::SWITCH | sym::ELSE | sym::LBRACE
    );
    control && tokens.last().is_some_and(|last| last.is(sym::RBRACE))
}

/// A global with nothing special about it.
pub(crate) fn plain_global(name: String, ty: Ty, loc: Loc) -> Global {
    Global {
        name,
        ty,
        external: false,
        weak: false,
        inline: false,
        function: false,
        defined: false,
        data: None,
        thread: false,
        noreturn: false,
        keep: false,
        constructor: None,
        destructor: None,
        align: 1,
        loc,
        named: false,
        section_readonly: false,
        mentioned: false,
        implicit: false,
        alias_of: None,
    }
}

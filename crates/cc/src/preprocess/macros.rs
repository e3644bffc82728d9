//! Macro expansion: arguments, `#`, `##`, `__VA_ARGS__`.

use std::rc::Rc;

use super::{Dynamic, Macro, Preprocessor};
use crate::diagnostics::Reported;
use crate::intern::{Sym, sym};
use crate::lex::{Kind, Token};
use crate::messages::MessageId as M;

/// One argument as written and, once needed, expanded.
struct Argument {
    raw: Vec<Token>,
    expanded: Option<Rc<[Token]>>,
}

impl Preprocessor<'_, '_> {
    /// Replaces `name` if it is a macro that may be expanded here; false otherwise.
    pub(super) fn expand(&mut self, name: Token) -> Result<bool, Reported> {
        if self.disabled.get(&name.sym).is_some_and(|&count| count > 0) {
            return Ok(false);
        }
        let Some(found) = self.macros.get(&name.sym) else { return Ok(false) };
        let found = found.clone();
        if let Some(kind) = found.dynamic {
            let token = self.dynamic(kind, name);
            self.pending.push(token);
            return Ok(true);
        }
        let replacement = match &found.params {
            None => self.substitute(&found, &[], &mut [], name)?,
            Some(params) => {
                if !self.followed_by_paren()? {
                    return Ok(false);
                }
                let mut arguments = self.arguments(&found, params, name)?;
                self.substitute(&found, params, &mut arguments, name)?
            }
        };
        self.spend(replacement.len() + 1, name.loc)?;
        *self.disabled.entry(name.sym).or_insert(0) += 1;
        self.pending.push(Token { kind: Kind::EndMacro, ..name });
        self.pending.extend(replacement.iter().rev());
        Ok(true)
    }

    /// Whether the next token is `(`; it is taken if so.
    fn followed_by_paren(&mut self) -> Result<bool, Reported> {
        // Markers of ended macros are passed only if the parenthesis is there.
        let mut at = self.pending.len();
        while at > 0 && self.pending[at - 1].kind == Kind::EndMacro {
            at -= 1;
        }
        if at > 0 {
            if !self.pending[at - 1].is(sym::LPAREN) {
                return Ok(false);
            }
            self.next_raw()?;
            return Ok(true);
        }
        let next = self.peek_file();
        if next.is(sym::LPAREN) {
            self.next_raw()?;
            return Ok(true);
        }
        if next.bol && next.is(sym::HASH) {
            let token = self.next_raw()?;
            let paren = token.is(sym::LPAREN);
            if !paren {
                self.pending.push(token);
            }
            return Ok(paren);
        }
        Ok(false)
    }

    fn arguments(
        &mut self,
        found: &Macro,
        params: &[Sym],
        name: Token,
    ) -> Result<Vec<Argument>, Reported> {
        let mut list = vec![Vec::new()];
        let mut depth = 0usize;
        loop {
            let token = self.next_raw()?;
            if matches!(token.kind, Kind::Eof | Kind::EndList) {
                self.pending.push(token);
                let reported = self.session.error_at(name, M::UnterminatedMacroCall, &[]);
                let text = self.session.names.text(name.sym);
                self.session.help(M::HelpCloseParen, &[&text]);
                return Err(reported);
            }
            if token.is(sym::LPAREN) {
                depth += 1;
            } else if token.is(sym::RPAREN) {
                if depth == 0 {
                    break;
                }
                depth -= 1;
            } else if token.is(sym::COMMA) && depth == 0 {
                let rest = found.variadic.is_some() && list.len() > params.len();
                if !rest {
                    list.push(Vec::new());
                    continue;
                }
            }
            let settled =
                Token { space: token.space || token.bol, bol: false, ..self.settle(token) };
            if let Some(last) = list.last_mut() {
                last.push(settled);
            }
        }
        let wanted = params.len() + usize::from(found.variadic.is_some());
        if list.len() == 1 && params.is_empty() && found.variadic.is_none() && list[0].is_empty() {
            list.clear();
        }
        if list.len() + 1 == wanted && found.variadic.is_some() {
            list.push(Vec::new());
        }
        if list.len() != wanted {
            let text = self.session.names.text(name.sym);
            let (got, wanted) = (list.len().to_string(), wanted.to_string());
            let reported = self.session.error_at(name, M::MacroArguments, &[&text, &wanted, &got]);
            self.session.note(found.loc, M::NoteDefinedHere, &[&text]);
            return Err(reported);
        }
        Ok(list.into_iter().map(|raw| Argument { raw, expanded: None }).collect())
    }

    fn substitute(
        &mut self,
        found: &Macro,
        params: &[Sym],
        arguments: &mut [Argument],
        name: Token,
    ) -> Result<Vec<Token>, Reported> {
        let mut out: Vec<Token> = Vec::with_capacity(found.body.len());
        let body = found.body.clone();
        self.substitute_body(&body, (found, params), (arguments, name), &mut out)?;
        if let Some(first) = out.first_mut() {
            first.space = name.space;
            first.bol = name.bol;
        }
        Ok(out)
    }

    fn substitute_body(
        &mut self,
        body: &[Token],
        (found, params): (&Macro, &[Sym]),
        (arguments, name): (&mut [Argument], Token),
        out: &mut Vec<Token>,
    ) -> Result<(), Reported> {
        let index_of = |token: &Token| -> Option<usize> {
            if token.kind != Kind::Ident {
                return None;
            }
            let at = params.iter().position(|&param| param == token.sym);
            at.or_else(|| (found.variadic == Some(token.sym)).then_some(params.len()))
        };
        let function_like = found.params.is_some();
        let mut at = 0;
        // Whether the last thing put out was an empty argument: `##` then joins nothing.
        let mut empty_left = false;
        while at < body.len() {
            let token = body[at];
            let here = |token: Token| Token { loc: name.loc, bol: false, ..token };
            if function_like
                && token.is(sym::HASH)
                && let Some(index) = body.get(at + 1).and_then(index_of)
            {
                out.push(here(self.stringise(&arguments[index].raw, token)));
                empty_left = false;
                at += 2;
            } else if token.is(sym::HASHHASH) && at > 0 && at + 1 < body.len() {
                let right = body[at + 1];
                let right_argument = index_of(&right);
                let comma = out.last().is_some_and(|last| last.is(sym::COMMA));
                if let Some(index) = right_argument {
                    let raw = arguments[index].raw.clone();
                    if comma && index == params.len() {
                        // GNU: `, ## __VA_ARGS__` loses the comma when there are no arguments.
                        if raw.is_empty() {
                            out.pop();
                        }
                        let list = self.argument(arguments, index, name)?;
                        self.spend(list.len(), name.loc)?;
                        out.extend(list.iter());
                    } else if let Some((&first, rest)) = raw.split_first() {
                        self.join(out, first, empty_left, name);
                        out.extend(rest);
                        empty_left = false;
                    }
                } else {
                    self.join(out, here(right), empty_left, name);
                    empty_left = false;
                }
                at += 2;
            } else if token.sym == sym::VA_OPT
                && found.variadic.is_some()
                && body.get(at + 1).is_some_and(|next| next.is(sym::LPAREN))
            {
                let end = closing(body, at + 1);
                if !arguments[params.len()].raw.is_empty() {
                    self.substitute_body(
                        &body[at + 2..end],
                        (found, params),
                        (arguments, name),
                        out,
                    )?;
                }
                at = end + 1;
            } else if let Some(index) = index_of(&token) {
                let pasted = body.get(at + 1).is_some_and(|next| next.is(sym::HASHHASH));
                let start = out.len();
                if pasted {
                    out.extend(&arguments[index].raw);
                } else {
                    let list = self.argument(arguments, index, name)?;
                    self.spend(list.len(), name.loc)?;
                    out.extend(list.iter());
                }
                empty_left = out.len() == start;
                if let Some(first) = out.get_mut(start) {
                    first.space = token.space;
                }
                at += 1;
            } else {
                out.push(here(token));
                empty_left = false;
                at += 1;
            }
        }
        Ok(())
    }

    fn argument(
        &mut self,
        arguments: &mut [Argument],
        index: usize,
        name: Token,
    ) -> Result<Rc<[Token]>, Reported> {
        if let Some(list) = &arguments[index].expanded {
            return Ok(list.clone());
        }
        let list: Rc<[Token]> = self.expand_list(&arguments[index].raw, name.loc)?.into();
        arguments[index].expanded = Some(list.clone());
        Ok(list)
    }

    /// `a ## b`.
    fn join(&mut self, out: &mut Vec<Token>, right: Token, empty_left: bool, name: Token) {
        let Some(left) = (if empty_left { None } else { out.pop() }) else {
            out.push(right);
            return;
        };
        let text =
            format!("{}{}", self.session.names.str(left.sym), self.session.names.str(right.sym));
        let kind = match (left.kind, right.kind) {
            (Kind::Ident, Kind::Ident | Kind::Number) => Some(Kind::Ident),
            (Kind::Number, Kind::Ident | Kind::Number) => Some(Kind::Number),
            (Kind::Number, Kind::Punct)
                if matches!(right.sym, sym::DOT | sym::MINUS | sym::PLUS) =>
            {
                Some(Kind::Number)
            }
            (Kind::Punct, Kind::Number) if left.sym == sym::DOT => Some(Kind::Number),
            (Kind::Ident, Kind::Str | Kind::Char) => Some(right.kind),
            (Kind::Punct, Kind::Punct) => {
                let symbol = self.session.names.intern(&text);
                (symbol < sym::AUTO && symbol != sym::EMPTY).then_some(Kind::Punct)
            }
            _ => None,
        };
        match kind {
            Some(kind) => {
                let sym = self.session.names.intern(&text);
                out.push(Token { kind, sym, loc: name.loc, fixed: false, ..left });
            }
            None => {
                self.session.error_at(name, M::BadPaste, &[&text]);
                out.push(left);
                out.push(right);
            }
        }
    }

    /// `#x`: the argument as a string literal.
    fn stringise(&mut self, raw: &[Token], hash: Token) -> Token {
        let mut text = String::from("\"");
        for (index, token) in raw.iter().enumerate() {
            if index > 0 && token.space {
                text.push(' ');
            }
            let spelled = self.session.names.str(token.sym);
            if matches!(token.kind, Kind::Str | Kind::Char) {
                for c in spelled.chars() {
                    if matches!(c, '"' | '\\') {
                        text.push('\\');
                    }
                    text.push(c);
                }
            } else {
                text.push_str(spelled);
            }
        }
        text.push('"');
        Token { kind: Kind::Str, sym: self.session.names.intern(&text), ..hash }
    }

    fn dynamic(&mut self, kind: Dynamic, name: Token) -> Token {
        let (name_here, line) = self.session.map.presumed(name.loc);
        let (kind, text) = match kind {
            Dynamic::File => {
                let quoted = name_here.replace('\\', "\\\\").replace('"', "\\\"");
                (Kind::Str, format!("\"{quoted}\""))
            }
            Dynamic::Line => (Kind::Number, line.to_string()),
            Dynamic::Counter => {
                self.counter += 1;
                (Kind::Number, (self.counter - 1).to_string())
            }
            Dynamic::IncludeLevel => (Kind::Number, (self.reading.len() - 1).to_string()),
        };
        Token { kind, sym: self.session.names.intern(&text), ..name }
    }
}

/// Index of the parenthesis that closes the one at `open`, or the list's end.
fn closing(body: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, token) in body.iter().enumerate().skip(open) {
        if token.is(sym::LPAREN) {
            depth += 1;
        } else if token.is(sym::RPAREN) {
            depth -= 1;
            if depth == 0 {
                return at;
            }
        }
    }
    body.len()
}

//! Lines that begin with `#`.

use std::borrow::Cow;
use std::rc::Rc;

use super::{Condition, Found, MAX_INCLUDE_DEPTH, Macro, Preprocessor};
use crate::diagnostics::Reported;
use crate::intern::{Sym, sym};
use crate::lex::{Kind, Token};
use crate::literal;
use crate::messages::MessageId as M;

impl<'a> Preprocessor<'_, 'a> {
    /// Obeys the directive after `hash`.
    pub(super) fn directive(&mut self, hash: Token) -> Result<(), Reported> {
        let line = self.rest_of_line();
        let Some((&name, rest)) = line.split_first() else { return Ok(()) };
        match name.sym {
            sym::DEFINE => self.define(name, rest),
            sym::UNDEF => {
                let target = self.macro_name(name, rest)?;
                self.macros.remove(&target.sym);
                Ok(())
            }
            sym::INCLUDE | sym::INCLUDE_NEXT => self.include(name, rest),
            sym::IF => {
                let holds = self.condition(name, rest);
                self.begin_condition(hash, holds);
                Ok(())
            }
            sym::IFDEF | sym::IFNDEF => {
                let target = self.macro_name(name, rest);
                let defined = target.is_ok_and(|target| self.macros.contains_key(&target.sym));
                self.begin_condition(hash, defined == (name.sym == sym::IFDEF));
                Ok(())
            }
            // Reached the end of a group that was taken: skip the others.
            sym::ELIF | sym::ELSE => self.end_taken_group(name),
            sym::ENDIF => match self.own_condition() {
                true => {
                    self.conditions.pop();
                    Ok(())
                }
                false => Err(self.session.error_at(name, M::StrayConditional, &["#endif"])),
            },
            sym::ERROR | sym::WARNING => {
                let text = self.spell(rest);
                if name.sym == sym::ERROR {
                    return Err(self.session.error_at(name, M::ErrorDirective, &[&text]));
                }
                self.session.warn(name.loc, 7, M::WarningDirective, &[&text]);
                Ok(())
            }
            sym::PRAGMA => {
                self.pragma(rest);
                Ok(())
            }
            sym::LINE => self.line_directive(name, rest),
            // `# 12 "file.c"`: what other preprocessors leave.
            _ if name.kind == Kind::Number => self.line_directive(hash, &line),
            // What a preprocessor leaves: `# 12 "file.h" 1 3`.
            _ if name.kind == Kind::Number => self.line_directive(name, &line),
            _ => {
                let text = self.session.names.text(name.sym);
                Err(self.session.error_at(name, M::UnknownDirective, &[&text]))
            }
        }
    }

    fn rest_of_line(&mut self) -> Vec<Token> {
        let mut line = Vec::new();
        loop {
            let next = self.peek_file();
            if next.bol || next.kind == Kind::Eof {
                return line;
            }
            line.push(self.advance_file());
        }
    }

    /// Tokens as text, with single spaces where there was white space.
    fn spell(&self, tokens: &[Token]) -> String {
        let mut text = String::new();
        for (index, token) in tokens.iter().enumerate() {
            if index > 0 && token.space {
                text.push(' ');
            }
            text.push_str(self.session.names.str(token.sym));
        }
        text
    }

    fn macro_name(&mut self, directive: Token, rest: &[Token]) -> Result<Token, Reported> {
        match rest.first() {
            Some(&name) if name.kind == Kind::Ident && name.sym != sym::DEFINED => Ok(name),
            Some(&other) => Err(self.session.error_at(other, M::ExpectedMacroName, &[])),
            None => Err(self.session.error_at(directive, M::ExpectedMacroName, &[])),
        }
    }

    fn define(&mut self, directive: Token, rest: &[Token]) -> Result<(), Reported> {
        let name = self.macro_name(directive, rest)?;
        let mut rest = &rest[1..];
        let (mut params, mut variadic) = (None, None);
        if rest.first().is_some_and(|open| open.is(sym::LPAREN) && !open.space) {
            let (list, rest_name, used) = self.parameters(name, &rest[1..])?;
            (params, variadic) = (Some(list), rest_name);
            rest = &rest[1 + used..];
        }
        let edge =
            [rest.first(), rest.last()].into_iter().flatten().find(|token| token.is(sym::HASHHASH));
        if let Some(&token) = edge {
            return Err(self.session.error_at(token, M::PasteAtEdge, &[]));
        }
        let body: Rc<[Token]> = rest.into();
        let new = Macro { params, variadic, body, loc: name.loc, dynamic: None };
        if let Some(old) = self.macros.get(&name.sym)
            && (old.params != new.params || !same_tokens(&old.body, &new.body))
        {
            let (old_loc, text) = (old.loc, self.session.names.text(name.sym));
            let length = text.chars().count() as u32;
            self.session.warn(name.loc, length, M::MacroRedefined, &[&text]);
            if !self.session.map.in_library(name.loc) && old_loc.0 != 0 {
                self.session.note(old_loc, M::NoteDefinedHere, &[&text]);
            }
        }
        self.macros.insert(name.sym, new);
        Ok(())
    }

    /// Parameters up to and with `)`: names, name of the variable part, tokens used.
    pub(super) fn parameters(
        &mut self,
        name: Token,
        rest: &[Token],
    ) -> Result<(Vec<Sym>, Option<Sym>, usize), Reported> {
        let mut params = Vec::new();
        let mut at = 0;
        if rest.first().is_some_and(|token| token.is(sym::RPAREN)) {
            return Ok((params, None, 1));
        }
        loop {
            let bad = rest.get(at).copied().unwrap_or(name);
            match rest.get(at) {
                Some(token)
                    if token.is(sym::ELLIPSIS)
                        && rest.get(at + 1).is_some_and(|next| next.is(sym::RPAREN)) =>
                {
                    return Ok((params, Some(sym::VA_ARGS), at + 2));
                }
                Some(token) if token.kind == Kind::Ident => {
                    let next = rest.get(at + 1);
                    if next.is_some_and(|next| next.is(sym::ELLIPSIS))
                        && rest.get(at + 2).is_some_and(|next| next.is(sym::RPAREN))
                    {
                        return Ok((params, Some(token.sym), at + 3));
                    }
                    params.push(token.sym);
                    if next.is_some_and(|next| next.is(sym::RPAREN)) {
                        return Ok((params, None, at + 2));
                    }
                    if next.is_some_and(|next| next.is(sym::COMMA)) {
                        at += 2;
                        continue;
                    }
                }
                _ => {}
            }
            return Err(self.session.error_at(bad, M::BadMacroParameters, &[]));
        }
    }

    fn include(&mut self, directive: Token, rest: &[Token]) -> Result<(), Reported> {
        let mut line = rest.to_vec();
        if line.first().is_some_and(|first| first.kind == Kind::Ident) {
            line = self.expand_list(rest, directive.loc)?;
        }
        let Some(&first) = line.first() else {
            let reported = self.session.error_at(directive, M::BadInclude, &[]);
            self.session.help(M::HelpInclude, &[]);
            return Err(reported);
        };
        let (name, quoted) = if first.kind == Kind::Str {
            (self.session.names.str(first.sym).trim_matches('"').to_owned(), true)
        } else if first.is(sym::LT)
            && let Some(end) = line.iter().position(|token| token.is(sym::GT))
        {
            (self.spell(&line[1..end]), false)
        } else {
            let reported = self.session.error_at(first, M::BadInclude, &[]);
            self.session.help(M::HelpInclude, &[]);
            return Err(reported);
        };
        if self.reading.len() >= MAX_INCLUDE_DEPTH {
            return Err(self.session.error_at(directive, M::IncludeTooDeep, &[]));
        }
        let Some(header) = self.find_header(&name, quoted) else {
            return Err(self.missing_header(first, &name, quoted));
        };
        if self.session.map.end() + header.text.len() as u64 > u64::from(u32::MAX / 2) {
            return Err(self.session.error_at(directive, M::TooManyTokens, &[]));
        }
        let file = self.session.map.add(&header.path, &header.text, header.library);
        if !self.once.contains(&file) {
            self.enter(file, directive.loc);
        }
        Ok(())
    }

    /// `"x"` is looked for beside the including file first, then like `<x>`: in the include folders,
    /// then among the library's headers.
    pub(super) fn find_header(&self, name: &str, quoted: bool) -> Option<Found<'a>> {
        if quoted && let Some(reading) = self.reading.last() {
            let from = self.session.map.file(reading.file);
            let folder = from.name.rfind('/').map_or("", |slash| &from.name[..=slash]);
            let beside = normal_path(&format!("{folder}{name}"));
            let found = self.known_header(&beside);
            let found =
                if from.library { found } else { found.or_else(|| self.read_header(beside)) };
            if found.is_some() {
                return found;
            }
        }
        let quote_folders = if quoted { &self.options.quote_folders[..] } else { &[] };
        let mut folders = quote_folders.iter().chain(&self.options.include_folders);
        folders
            .find_map(|folder| self.read_header(normal_path(&format!("{folder}/{name}"))))
            .or_else(|| self.known_header(&normal_path(name)))
    }

    fn known_header(&self, path: &str) -> Option<Found<'a>> {
        let &header = self.headers.known.get(path)?;
        let text = Cow::Borrowed(header.text);
        Some(Found { path: path.to_owned(), text, library: header.library })
    }

    fn read_header(&self, path: String) -> Option<Found<'a>> {
        let text = (self.headers.read)(&path)?;
        Some(Found { path, text: Cow::Owned(text), library: false })
    }

    /// Files of `-include` are read before the unit's own file, the first one first.
    pub(super) fn enter_forced(&mut self, main: usize) {
        for name in self.options.forced_includes.iter().rev() {
            match self.find_header(name, true) {
                Some(header) => {
                    let file = self.session.map.add(&header.path, &header.text, header.library);
                    self.enter(file, self.session.map.loc(main, 0));
                }
                None => {
                    let loc = self.session.map.loc(main, 0);
                    self.session.error(loc, M::HeaderNotFound, &[name]);
                }
            }
        }
    }

    fn missing_header(&mut self, at: Token, name: &str, quoted: bool) -> Reported {
        let reported = self.session.error_at(at, M::HeaderNotFound, &[name]);
        if quoted && name.ends_with(".c") {
            self.session.help(M::HelpNoIncludeC, &[]);
        } else if let Some(near) = literal::nearest(name, self.headers.known.keys().copied()) {
            self.session.help(M::DidYouMean, &[&near]);
        }
        reported
    }

    fn pragma(&mut self, rest: &[Token]) {
        let Some(first) = rest.first() else { return };
        if first.sym == sym::ONCE {
            if let Some(reading) = self.reading.last() {
                self.once.push(reading.file);
            }
        } else if matches!(first.sym, sym::PUSH_MACRO | sym::POP_MACRO) {
            let name = rest.get(2).map(|token| self.session.names.text(token.sym));
            if let Some(name) = name {
                let name = self.session.names.intern(name.trim_matches('"'));
                self.save_macro(name, first.sym == sym::PUSH_MACRO);
            }
        } else if first.sym == sym::PACK {
            let mut value = None;
            for token in &rest[1..] {
                match token.sym {
                    sym::PUSH => self.pack_stack.push(self.pack),
                    sym::POP => value = Some(self.pack_stack.pop().unwrap_or(0)),
                    _ if token.kind == Kind::Number => {
                        value = self.session.names.str(token.sym).parse().ok()
                    }
                    _ => {}
                }
            }
            if rest.len() == 3 {
                value = Some(0);
            }
            if let Some(value) = value.filter(|&value| value <= 16) {
                self.pack = value;
                self.packs.push((self.output.len(), value));
            }
        }
    }

    fn save_macro(&mut self, name: Sym, push: bool) {
        if push {
            self.saved_macros.push((name, self.macros.get(&name).cloned()));
            return;
        }
        let Some(at) = self.saved_macros.iter().rposition(|(saved, _)| *saved == name) else {
            return;
        };
        match self.saved_macros.remove(at).1 {
            Some(old) => self.macros.insert(name, old),
            None => self.macros.remove(&name),
        };
    }

    fn line_directive(&mut self, directive: Token, rest: &[Token]) -> Result<(), Reported> {
        let line = self.expand_list(rest, directive.loc)?;
        let number = line.first().and_then(|token| self.session.names.str(token.sym).parse().ok());
        let Some(number) = number else {
            return Err(self.session.error_at(directive, M::BadLineDirective, &[]));
        };
        let name = line.get(1).filter(|token| token.kind == Kind::Str);
        let name = name.map(|token| self.session.names.str(token.sym).trim_matches('"').to_owned());
        self.session.map.renumber(directive.loc, number, name);
        Ok(())
    }

    /// Whether the innermost conditional was opened in the file being read.
    fn own_condition(&self) -> bool {
        self.reading.last().is_some_and(|reading| self.conditions.len() > reading.conditions)
    }

    fn begin_condition(&mut self, hash: Token, holds: bool) {
        self.conditions.push(Condition { hash, taken: holds, seen_else: false });
        if !holds {
            self.skip_groups();
        }
    }

    fn end_taken_group(&mut self, name: Token) -> Result<(), Reported> {
        if !self.own_condition() {
            let text = format!("#{}", self.session.names.str(name.sym));
            return Err(self.session.error_at(name, M::StrayConditional, &[&text]));
        }
        if let Some(open) = self.conditions.last_mut() {
            open.taken = true;
            open.seen_else |= name.sym == sym::ELSE;
        }
        self.skip_groups();
        Ok(())
    }

    /// Skips lines until a group of the innermost conditional is to be read, or its `#endif`.
    fn skip_groups(&mut self) {
        let mut nested = 0usize;
        loop {
            let token = self.advance_file();
            if token.kind == Kind::Eof {
                return;
            }
            if !(token.bol && token.is(sym::HASH)) {
                continue;
            }
            let name = self.peek_file();
            if name.bol {
                continue;
            }
            match name.sym {
                sym::IF | sym::IFDEF | sym::IFNDEF => nested += 1,
                sym::ENDIF if nested > 0 => nested -= 1,
                sym::ENDIF => {
                    self.rest_of_line();
                    self.conditions.pop();
                    return;
                }
                sym::ELIF | sym::ELSE if nested == 0 && self.take_group(name) => return,
                _ => {}
            }
        }
    }

    /// At `#elif` or `#else` of the innermost conditional: whether its group is to be read.
    fn take_group(&mut self, name: Token) -> bool {
        let line = self.rest_of_line();
        let Some(open) = self.conditions.last() else { return true };
        let (taken, seen_else) = (open.taken, open.seen_else);
        if seen_else {
            self.session.error_at(name, M::ElseAfterElse, &[]);
        }
        let holds = !taken && (name.sym == sym::ELSE || self.condition(name, &line[1..]));
        if let Some(open) = self.conditions.last_mut() {
            open.taken |= holds;
            open.seen_else |= name.sym == sym::ELSE;
        }
        holds
    }
}

fn same_tokens(a: &[Token], b: &[Token]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.kind == b.kind && a.sym == b.sym)
}

/// A path without `.` and `..` parts.
pub(crate) fn normal_path(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            "" if !parts.is_empty() => {}
            ".." if parts.last().is_some_and(|last| *last != ".." && !last.is_empty()) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

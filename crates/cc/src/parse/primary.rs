//! Names, literals, parentheses, `_Generic`, compound literals (C11 6.5.1, 6.5.2.5).

use super::{Entity, Parsed, Parser, plain_global};
use crate::intern::{is_keyword, sym};
use crate::lex::{Kind, Token};
use crate::literal::{self, Number, Width};
use crate::messages::MessageId as M;
use crate::source::Loc;
use crate::tree::{Data, Expr, ExprKind, GlobalId, LocalId};
use crate::types::{CONST, Ty, TypeKind};

impl Parser<'_> {
    pub(crate) fn primary(&mut self) -> Parsed<Expr> {
        let token = self.peek();
        match token.kind {
            Kind::Number => {
                self.next();
                self.number(token)
            }
            Kind::Char => {
                self.next();
                self.character(token)
            }
            Kind::Str => self.string(),
            Kind::Ident if token.sym == sym::GENERIC => {
                self.next();
                self.generic(token)
            }
            Kind::Ident if !is_keyword(token.sym) => {
                self.next();
                self.name(token)
            }
            Kind::Punct if token.sym == sym::LPAREN => {
                self.next();
                if self.is(sym::LBRACE) {
                    let expr = self.statement_expression(token)?;
                    self.expect(sym::RPAREN)?;
                    return Ok(expr);
                }
                let expr = self.expression()?;
                self.expect(sym::RPAREN)?;
                Ok(expr)
            }
            _ => Err(self.unexpected(M::ExpectedExpression)),
        }
    }

    fn number(&mut self, token: Token) -> Parsed<Expr> {
        let text = self.text(token.sym);
        let loc = token.loc;
        let float = |value, ty| Ok(Expr::new(ExprKind::Float(value), ty, loc));
        match literal::number(&text) {
            Ok(Number::Float(value)) => float(value, Ty::FLOAT),
            Ok(Number::Double(value)) => float(value, Ty::DOUBLE),
            Ok(Number::LongDouble(bits)) => Ok(Expr::new(ExprKind::Quad(bits), Ty::LDOUBLE, loc)),
            Ok(Number::Integer { value, unsigned, longs, decimal }) => {
                let fits_int = value <= i32::MAX as u64;
                let fits_uint = value <= u64::from(u32::MAX);
                let fits_long = value <= i64::MAX as u64;
                let ty = match (longs, unsigned) {
                    (0, false) if fits_int => Ty::INT,
                    (0, false) if fits_uint && !decimal => Ty::UINT,
                    (0, true) if fits_uint => Ty::UINT,
                    (0 | 1, false) if fits_long => Ty::LONG,
                    (2.., false) if fits_long => Ty::LLONG,
                    (2.., _) => Ty::ULLONG,
                    _ => Ty::ULONG,
                };
                Ok(Expr::int(value as i64, ty, loc))
            }
            Err(id) => Err(self.session.error_at(token, id, &[&text])),
        }
    }

    fn character(&mut self, token: Token) -> Parsed<Expr> {
        let text = self.text(token.sym);
        self.warn_escape(token, &text);
        match literal::character(&text, self.session.signed_char) {
            Ok((value, width)) => {
                let ty = match width {
                    Width::Char | Width::Wide => Ty::INT,
                    Width::Char16 => Ty::USHORT,
                    Width::Char32 => Ty::UINT,
                };
                if width == Width::Char && !(-128..256).contains(&value) {
                    self.session.warn(
                        token.loc,
                        text.chars().count() as u32,
                        M::MultiCharacter,
                        &[],
                    );
                    self.session.help(M::HelpDoubleQuotes, &[]);
                }
                Ok(Expr::int(value, ty, token.loc))
            }
            Err(id) => Err(self.session.error_at(token, id, &[&text])),
        }
    }

    fn warn_escape(&mut self, token: Token, text: &str) {
        if literal::has_unknown_escape(text) {
            let length = text.chars().count() as u32;
            self.session.warn(token.loc, length, M::UnknownEscape, &[text]);
        }
    }

    /// Adjacent string literals as one object.
    fn string(&mut self) -> Parsed<Expr> {
        let first = self.peek();
        let (bytes, element) = self.string_bytes()?;
        let id = self.string_object(bytes, element, first.loc);
        let ty = self.global(id).ty;
        Ok(Expr::new(ExprKind::Global(id), ty, first.loc))
    }

    /// Bytes of adjacent string literals with the ending zero, and the element type.
    pub(crate) fn string_bytes(&mut self) -> Parsed<(Vec<u8>, Ty)> {
        let mut parts = Vec::new();
        while self.peek().kind == Kind::Str {
            parts.push(self.next());
        }
        let widths = parts.iter().map(|part| literal::string_width(&self.text(part.sym)));
        let width = widths.fold(Width::Char, |all, one| if one == Width::Char { all } else { one });
        let mut units = Vec::new();
        for part in parts {
            let text = self.text(part.sym);
            self.warn_escape(part, &text);
            if let Err(id) = literal::string(&text, &mut units, Some(width)) {
                return Err(self.session.error_at(part, id, &[&text]));
            }
        }
        units.push(0);
        let (element, size) = match width {
            Width::Char => (Ty::CHAR, 1),
            Width::Char16 => (Ty::USHORT, 2),
            Width::Char32 => (Ty::UINT, 4),
            Width::Wide => (Ty::INT, 4),
        };
        let bytes =
            units.iter().flat_map(|unit| unit.to_le_bytes().into_iter().take(size)).collect();
        Ok((bytes, element))
    }

    /// A read-only object for a string; equal strings share it.
    pub(crate) fn string_object(&mut self, bytes: Vec<u8>, element: Ty, loc: Loc) -> GlobalId {
        let mut key = bytes.clone();
        key.push(element.id as u8);
        if let Some(&id) = self.strings.get(&key) {
            self.use_global(id);
            return id;
        }
        let length = bytes.len() as u64 / self.types.size(element);
        let ty = self.types.array(element, length);
        let name = format!(".L.str{}", self.strings.len());
        let mut global = plain_global(name, ty, loc);
        global.defined = true;
        global.section_readonly = true;
        global.align = self.types.size(element);
        global.data = Some(Data { bytes, pointers: Vec::new() });
        let id = self.new_global(global);
        self.strings.insert(key, id);
        self.use_global(id);
        id
    }

    fn name(&mut self, token: Token) -> Parsed<Expr> {
        let loc = token.loc;
        match self.scopes.find(token.sym) {
            Some((Entity::Local(id), _)) => Ok(self.local_object(id, loc)),
            Some((Entity::Global(id), _)) => {
                self.use_global(id);
                let ty = self.global(id).ty;
                Ok(Expr::new(ExprKind::Global(id), ty, loc))
            }
            Some((Entity::Constant(value, ty), _)) => Ok(Expr::int(value, ty, loc)),
            // A parameter inside its own declaration: only its type matters.
            Some((Entity::Parameter(ty), _)) => Ok(Expr::new(ExprKind::Held, ty, loc)),
            Some((Entity::Typedef(_), _)) => {
                let text = self.text(token.sym);
                Err(self.session.error_at(token, M::TypeAsValue, &[&text]))
            }
            None => self.unknown_name(token),
        }
    }

    pub(crate) fn local_object(&mut self, id: LocalId, loc: Loc) -> Expr {
        let mut ty = Ty::INT;
        if let Some(body) = &mut self.body {
            ty = body.locals[id.0 as usize].ty;
            body.used[id.0 as usize] = true;
        }
        if let Some((pointer, array)) = self.vla_of(ty, id) {
            let place = Expr::new(ExprKind::Local(id), pointer, loc);
            let load = Expr::new(ExprKind::Load(Box::new(place)), pointer, loc);
            return Expr::new(ExprKind::Deref(Box::new(load)), array, loc);
        }
        Expr::new(ExprKind::Local(id), ty, loc)
    }

    /// A variable array's local holds a pointer to it.
    fn vla_of(&mut self, ty: Ty, _id: LocalId) -> Option<(Ty, Ty)> {
        if !matches!(self.types.kind(ty), TypeKind::Vla(..)) {
            return None;
        }
        Some((self.types.pointer(ty), ty))
    }

    fn unknown_name(&mut self, token: Token) -> Parsed<Expr> {
        let text = self.text(token.sym);
        if matches!(token.sym, sym::FUNC | sym::FUNCTION | sym::PRETTY) && self.body.is_some() {
            return Ok(self.func_name(token.loc));
        }
        if self.is(sym::LPAREN)
            && (text.starts_with("__builtin_")
                || text.starts_with("__atomic_")
                || text.starts_with("__sync_"))
        {
            return self.builtin(token);
        }
        if self.is(sym::LPAREN) && &*text == "alloca" {
            self.session.warn(token.loc, 6, M::ImplicitFunction, &[&text]);
            self.help_header(&text);
            let name = self.session.names.intern("__builtin_alloca");
            return self.builtin(Token { sym: name, ..token });
        }
        if self.is(sym::LPAREN) {
            return self.implicit_function(token);
        }
        let again = self.unknown.contains(&token.sym);
        if again {
            return Err(crate::diagnostics::Reported);
        }
        self.unknown.push(token.sym);
        let reported = self.session.error_at(token, M::UnknownName, &[&text]);
        self.help_unknown(&text);
        Err(reported)
    }

    /// `__func__`
    fn func_name(&mut self, loc: Loc) -> Expr {
        let name = self.body.as_ref().map_or(String::new(), |body| body.name.clone());
        let mut bytes = name.into_bytes();
        bytes.push(0);
        let id = self.string_object(bytes, Ty::CHAR, loc);
        let ty = self.global(id).ty.with(CONST);
        Expr::new(ExprKind::Global(id), ty, loc)
    }

    fn generic(&mut self, token: Token) -> Parsed<Expr> {
        self.expect(sym::LPAREN)?;
        self.unevaluated += 1;
        let control = self.assignment().and_then(|expr| self.rvalue(expr));
        self.unevaluated -= 1;
        let control = control?;
        let mut chosen = None;
        let mut fallback = None;
        while self.take(sym::COMMA) {
            let ty = if self.take(sym::DEFAULT) { None } else { Some(self.type_name()?) };
            self.expect(sym::COLON)?;
            let expr = self.assignment()?;
            match ty {
                None => fallback = Some(expr),
                Some(ty)
                    if chosen.is_none() && ty.quals == 0 && same_type(self, ty, control.ty) =>
                {
                    chosen = Some(expr)
                }
                Some(_) => {}
            }
        }
        self.expect(sym::RPAREN)?;
        match chosen.or(fallback) {
            Some(expr) => Ok(expr),
            None => {
                let text = self.type_text(control.ty);
                Err(self.session.error_at(token, M::NoGenericMatch, &[&text]))
            }
        }
    }

    /// `(type){ … }`
    pub(crate) fn compound_literal(&mut self, ty: Ty, token: Token) -> Parsed<Expr> {
        let loc = token.loc;
        if self.body.is_none() || self.unevaluated > 0 {
            let (ty, items) = self.initializer(ty)?;
            let name = format!(".L.literal{}", self.statics);
            self.statics += 1;
            let mut global = plain_global(name, ty, loc);
            global.defined = true;
            global.align = self.types.align(ty);
            global.data = Some(self.static_data(ty, items)?);
            let id = self.new_global(global);
            self.use_global(id);
            return Ok(Expr::new(ExprKind::Global(id), ty, loc));
        }
        let (ty, items) = self.initializer(ty)?;
        let local = self.new_local(String::new(), ty, loc);
        let init = self.local_init(local, ty, items, loc)?;
        let object = Expr::new(ExprKind::Local(local), ty, loc);
        Ok(Expr::new(ExprKind::Comma(Box::new(init), Box::new(object)), ty, loc))
    }
}

/// For `_Generic`: enumerations match the integer type they are made of.
fn same_type(p: &Parser<'_>, a: Ty, b: Ty) -> bool {
    p.types.compatible(a, b)
        && (p.types.is_pointer(a)
            || a.id == b.id
            || matches!(p.types.kind(b), TypeKind::Enum(_))
            || !p.types.is_integer(a))
}

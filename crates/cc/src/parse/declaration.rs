//! Declaration specifiers and attributes (C11 6.7).

use super::{Entity, Parsed, Parser};
use crate::intern::{Sym, sym};
use crate::lex::{Kind, Token};
use crate::messages::MessageId as M;
use crate::source::Loc;
use crate::types::{ATOMIC, CONST, RESTRICT, Ty, VOLATILE};

/// Storage class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Storage {
    #[default]
    None,
    Typedef,
    Extern,
    Static,
    Auto,
}

/// What attributes ask for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attributes {
    pub(crate) packed: bool,
    pub(crate) align: Option<u64>,
    pub(crate) noreturn: bool,
    pub(crate) unused: bool,
    pub(crate) naked: bool,
    pub(crate) weak: bool,
    pub(crate) keep: bool,
    /// With their priority.
    pub(crate) constructor: Option<u16>,
    pub(crate) destructor: Option<u16>,
    pub(crate) alias: Option<String>,
    /// `asm("a0")` behind a declarator.
    pub(crate) register: Option<String>,
}

/// What stands before the declarators.
#[derive(Clone, Debug)]
pub(crate) struct Specifiers {
    pub(crate) ty: Ty,
    pub(crate) storage: Storage,
    pub(crate) thread: bool,
    pub(crate) inline: bool,
    pub(crate) attributes: Attributes,
    pub(crate) loc: Loc,
}

/// Words of basic types seen so far.
#[derive(Default)]
struct Words {
    base: Option<Sym>,
    longs: u8,
    short: bool,
    signed: bool,
    unsigned: bool,
    any: bool,
}

impl Parser<'_> {
    /// Whether a declaration (or type name) begins here.
    pub(crate) fn starts_type(&self) -> bool {
        self.is_type_token(self.peek())
    }

    pub(crate) fn is_type_token(&self, token: Token) -> bool {
        if token.kind != Kind::Ident {
            return false;
        }
        match token.sym {
            sym::AUTO
            | sym::CHAR
            | sym::CONST
            | sym::CONST2
            | sym::CONST3
            | sym::DOUBLE
            | sym::ENUM => true,
            sym::EXTERN
            | sym::FLOAT
            | sym::INLINE
            | sym::INLINE2
            | sym::INLINE3
            | sym::INT
            | sym::LONG => true,
            sym::REGISTER
            | sym::RESTRICT
            | sym::RESTRICT2
            | sym::RESTRICT3
            | sym::SHORT
            | sym::SIGNED => true,
            sym::SIGNED2
            | sym::STATIC
            | sym::STRUCT
            | sym::TYPEDEF
            | sym::UNION
            | sym::UNSIGNED => true,
            sym::VOID
            | sym::VOLATILE
            | sym::VOLATILE2
            | sym::VOLATILE3
            | sym::ALIGNAS
            | sym::ATOMIC => true,
            sym::BOOL
            | sym::COMPLEX
            | sym::NORETURN
            | sym::THREAD_LOCAL
            | sym::THREAD2
            | sym::TYPEOF => true,
            sym::TYPEOF2
            | sym::TYPEOF3
            | sym::VA_LIST
            | sym::EXTENSION
            | sym::ATTRIBUTE
            | sym::ATTRIBUTE2 => true,
            sym::STATIC_ASSERT | sym::INT128 => true,
            name => matches!(self.scopes.find(name), Some((Entity::Typedef(_), _))),
        }
    }

    pub(crate) fn specifiers(&mut self) -> Parsed<Specifiers> {
        let first = self.peek();
        let mut spec = Specifiers {
            ty: Ty::INT,
            storage: Storage::None,
            thread: false,
            inline: false,
            attributes: Attributes::default(),
            loc: first.loc,
        };
        let mut words = Words::default();
        let mut quals = 0;
        let mut found: Option<Ty> = None;
        loop {
            let token = self.peek();
            if token.kind != Kind::Ident {
                break;
            }
            match token.sym {
                sym::TYPEDEF => self.storage(&mut spec, Storage::Typedef)?,
                sym::EXTERN => self.storage(&mut spec, Storage::Extern)?,
                sym::STATIC => self.storage(&mut spec, Storage::Static)?,
                sym::AUTO | sym::REGISTER => self.storage(&mut spec, Storage::Auto)?,
                sym::THREAD_LOCAL | sym::THREAD2 => spec.thread = true,
                sym::INLINE | sym::INLINE2 | sym::INLINE3 => spec.inline = true,
                sym::NORETURN => spec.attributes.noreturn = true,
                sym::CONST | sym::CONST2 | sym::CONST3 => quals |= CONST,
                sym::VOLATILE | sym::VOLATILE2 | sym::VOLATILE3 => quals |= VOLATILE,
                sym::RESTRICT | sym::RESTRICT2 | sym::RESTRICT3 => quals |= RESTRICT,
                sym::EXTENSION => {}
                sym::ATTRIBUTE | sym::ATTRIBUTE2 => {
                    self.attributes(&mut spec.attributes)?;
                    continue;
                }
                sym::ALIGNAS => {
                    self.alignas(&mut spec.attributes)?;
                    continue;
                }
                sym::ATOMIC if self.peek_at(1).is(sym::LPAREN) && found.is_none() && !words.any => {
                    self.next();
                    self.next();
                    let inner = self.type_name()?;
                    self.expect(sym::RPAREN)?;
                    found = Some(inner.with(ATOMIC));
                    continue;
                }
                sym::ATOMIC => quals |= ATOMIC,
                sym::COMPLEX | sym::INT128 => {
                    let text = self.text(token.sym);
                    return Err(self.session.error_at(token, M::UnsupportedType, &[&text]));
                }
                sym::STRUCT
                | sym::UNION
                | sym::ENUM
                | sym::TYPEOF
                | sym::TYPEOF2
                | sym::TYPEOF3
                | sym::VA_LIST => {
                    if found.is_some() || words.any {
                        return Err(self.session.error_at(token, M::TwoTypes, &[]));
                    }
                    found = Some(self.compound_specifier(token)?);
                    continue;
                }
                sym::VOID
                | sym::CHAR
                | sym::INT
                | sym::FLOAT
                | sym::DOUBLE
                | sym::BOOL
                | sym::SHORT
                | sym::LONG
                | sym::SIGNED
                | sym::SIGNED2
                | sym::UNSIGNED => {
                    if found.is_some() || !words.add(token.sym) {
                        return Err(self.session.error_at(token, M::TwoTypes, &[]));
                    }
                }
                name => match self.scopes.find(name) {
                    Some((Entity::Typedef(ty), _)) if found.is_none() && !words.any => {
                        found = Some(ty)
                    }
                    _ => break,
                },
            }
            self.next();
        }
        spec.ty = match found {
            Some(ty) => ty,
            None if words.any => words.ty(),
            // `const x;`, `static x;`, `typedef t;`: int, as in old C.
            None if self.implies_int(quals, &spec) => {
                let token = self.peek();
                let text = self.text(token.sym);
                self.session.warn(token.loc, text.chars().count() as u32, M::ImplicitInt, &[&text]);
                Ty::INT
            }
            None => return Err(self.no_type(first)),
        };
        spec.ty = spec.ty.with(quals);
        Ok(spec)
    }

    /// Whether what has been read declares something even without a type.
    fn implies_int(&self, quals: u8, spec: &Specifiers) -> bool {
        let any =
            quals != 0 || spec.storage != Storage::None || spec.inline || spec.attributes.noreturn;
        any && (self.is_name() || self.is(sym::SEMI) || self.is(sym::STAR))
    }

    /// Reports a declaration without a type.
    fn no_type(&mut self, first: Token) -> crate::diagnostics::Reported {
        let token = self.peek();
        if let Some(reported) = self.stray(token) {
            return reported;
        }
        if token.kind != Kind::Ident || crate::intern::is_keyword(token.sym) {
            return self.unexpected(M::ExpectedDeclaration);
        }
        let text = self.text(token.sym);
        let reported = self.session.error_at(token, M::UnknownType, &[&text]);
        if !self.help_header(&text) {
            let all: Vec<_> = self.scopes.all_names().collect();
            let typedefs = all
                .into_iter()
                .filter(|&name| matches!(self.scopes.find(name), Some((Entity::Typedef(_), _))));
            let texts: Vec<_> = typedefs.map(|name| self.text(name)).collect();
            let keywords = [
                "int", "char", "void", "long", "double", "float", "unsigned", "struct", "return",
                "static", "const",
            ];
            let candidates = texts.iter().map(|text| &**text).chain(keywords);
            if let Some(near) = crate::literal::nearest(&text, candidates) {
                self.session.help(M::DidYouMean, &[&near]);
            } else if token.loc == first.loc && self.scopes.find_tag(token.sym).is_some() {
                self.session.help(M::HelpStructTag, &[&text]);
            }
        }
        reported
    }

    fn storage(&mut self, spec: &mut Specifiers, storage: Storage) -> Parsed<()> {
        if spec.storage != Storage::None && spec.storage != storage {
            let token = self.peek();
            return Err(self.session.error_at(token, M::TwoStorageClasses, &[]));
        }
        spec.storage = storage;
        Ok(())
    }

    fn compound_specifier(&mut self, token: Token) -> Parsed<Ty> {
        self.next();
        match token.sym {
            sym::STRUCT => self.nested(|p| p.record_specifier(false)),
            sym::UNION => self.nested(|p| p.record_specifier(true)),
            sym::ENUM => self.enum_specifier(),
            sym::VA_LIST => Ok(self.types.pointer(Ty::VOID)),
            _ => {
                self.expect(sym::LPAREN)?;
                let ty = if self.starts_type() {
                    self.type_name()?
                } else {
                    self.unevaluated += 1;
                    let expr = self.expression();
                    self.unevaluated -= 1;
                    expr?.ty
                };
                self.expect(sym::RPAREN)?;
                Ok(ty)
            }
        }
    }

    fn alignas(&mut self, attributes: &mut Attributes) -> Parsed<()> {
        let token = self.next();
        self.expect(sym::LPAREN)?;
        let align = if self.starts_type() {
            let ty = self.type_name()?;
            self.types.align(ty) as i64
        } else {
            self.constant_integer()?
        };
        self.expect(sym::RPAREN)?;
        self.set_align(attributes, align, token)
    }

    fn set_align(&mut self, attributes: &mut Attributes, align: i64, token: Token) -> Parsed<()> {
        if align == 0 {
            return Ok(());
        }
        if align < 0 || !(align as u64).is_power_of_two() || align > 4096 {
            return Err(self.session.error_at(token, M::BadAlignment, &[&align.to_string()]));
        }
        attributes.align = Some(attributes.align.unwrap_or(1).max(align as u64));
        Ok(())
    }

    /// Any number of `__attribute__((…))`.
    pub(crate) fn attributes(&mut self, attributes: &mut Attributes) -> Parsed<()> {
        while self.is(sym::ATTRIBUTE) || self.is(sym::ATTRIBUTE2) {
            self.next();
            self.expect(sym::LPAREN)?;
            self.expect(sym::LPAREN)?;
            while !self.is(sym::RPAREN) {
                if self.take(sym::COMMA) {
                    continue;
                }
                self.attribute(attributes)?;
            }
            self.expect(sym::RPAREN)?;
            self.expect(sym::RPAREN)?;
        }
        Ok(())
    }

    fn attribute(&mut self, attributes: &mut Attributes) -> Parsed<()> {
        let name = self.next();
        if name.kind != Kind::Ident {
            return Err(self.session.error_at(name, M::ExpectedName, &[]));
        }
        let text = self.text(name.sym);
        match text.trim_matches('_') {
            "packed" => attributes.packed = true,
            "noreturn" => attributes.noreturn = true,
            "unused" | "maybe_unused" => attributes.unused = true,
            "used" => attributes.keep = true,
            "constructor" => attributes.constructor = Some(self.priority()?),
            "destructor" => attributes.destructor = Some(self.priority()?),
            "naked" => attributes.naked = true,
            "weak" => attributes.weak = true,
            "alias" if self.take(sym::LPAREN) => {
                let target = self.next();
                attributes.alias = Some(self.text(target.sym).trim_matches('"').to_owned());
                self.expect(sym::RPAREN)?;
            }
            "aligned" => {
                let align = if self.take(sym::LPAREN) {
                    let align = self.constant_integer()?;
                    self.expect(sym::RPAREN)?;
                    align
                } else {
                    16
                };
                self.set_align(attributes, align, name)?;
            }
            _ => {}
        }
        // Arguments of attributes that mean nothing here.
        if self.is(sym::LPAREN) {
            let mut depth = 0usize;
            loop {
                let token = self.next();
                if token.kind == Kind::Eof {
                    return Err(self.expected(sym::RPAREN));
                }
                if token.is(sym::LPAREN) {
                    depth += 1;
                } else if token.is(sym::RPAREN) {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// `(101)` behind `constructor`: 0 to 65535, where 65535 is what others have.
    fn priority(&mut self) -> Parsed<u16> {
        if !self.take(sym::LPAREN) {
            return Ok(u16::MAX);
        }
        if self.take(sym::RPAREN) {
            return Ok(u16::MAX);
        }
        let token = self.peek();
        let value = self.constant_integer()?;
        self.expect(sym::RPAREN)?;
        u16::try_from(value)
            .map_err(|_| self.session.error_at(token, M::BadPriority, &[&value.to_string()]))
    }

    /// `_Static_assert(condition, "text");`
    pub(crate) fn static_assert(&mut self) -> Parsed<()> {
        let token = self.next();
        self.expect(sym::LPAREN)?;
        let holds = self.constant_integer()? != 0;
        let mut message = String::new();
        if self.take(sym::COMMA) {
            let text = self.next();
            message = self.text(text.sym).trim_matches('"').to_owned();
        }
        self.expect(sym::RPAREN)?;
        if !holds {
            self.session.error_at(token, M::StaticAssert, &[&message]);
        }
        self.expect(sym::SEMI)?;
        Ok(())
    }
}

impl Words {
    /// False if the word does not fit those before it.
    fn add(&mut self, word: Sym) -> bool {
        self.any = true;
        match word {
            sym::SIGNED | sym::SIGNED2 => {
                let first = !self.signed;
                self.signed = true;
                first && self.fits()
            }
            sym::UNSIGNED => {
                let first = !self.unsigned;
                self.unsigned = true;
                first && self.fits()
            }
            sym::SHORT => {
                let first = !self.short;
                self.short = true;
                first && self.fits()
            }
            sym::LONG => {
                self.longs += 1;
                self.fits()
            }
            _ => {
                let first = self.base.is_none();
                self.base = Some(word);
                first && self.fits()
            }
        }
    }

    /// Whether the words so far can be part of one type (C11 6.7.2p2).
    fn fits(&self) -> bool {
        let sign = self.signed || self.unsigned;
        let width = self.short || self.longs > 0;
        let contrary = self.signed && self.unsigned || self.short && self.longs > 0;
        let together = !contrary && self.longs <= 2;
        together
            && match self.base {
                None | Some(sym::INT) => true,
                Some(sym::CHAR) => !width,
                Some(sym::DOUBLE) => !sign && !self.short && self.longs <= 1,
                Some(_) => !sign && !width,
            }
    }

    fn ty(&self) -> Ty {
        match self.base {
            Some(sym::VOID) => Ty::VOID,
            Some(sym::BOOL) => Ty::BOOL,
            Some(sym::CHAR) if self.signed => Ty::SCHAR,
            Some(sym::CHAR) if self.unsigned => Ty::UCHAR,
            Some(sym::CHAR) => Ty::CHAR,
            Some(sym::FLOAT) => Ty::FLOAT,
            Some(sym::DOUBLE) if self.longs > 0 => Ty::LDOUBLE,
            Some(sym::DOUBLE) => Ty::DOUBLE,
            _ => match (self.short, self.longs, self.unsigned) {
                (true, _, false) => Ty::SHORT,
                (true, _, true) => Ty::USHORT,
                (_, 0, false) => Ty::INT,
                (_, 0, true) => Ty::UINT,
                (_, 1, false) => Ty::LONG,
                (_, 1, true) => Ty::ULONG,
                (_, _, false) => Ty::LLONG,
                (_, _, true) => Ty::ULLONG,
            },
        }
    }
}

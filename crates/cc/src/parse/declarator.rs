//! Declarators: pointers, arrays and functions around a name (C11 6.7.6), and type names.

use super::declaration::{Attributes, Storage};
use super::{Entity, Parsed, Parser};
use crate::intern::{Sym, is_keyword, sym};
use crate::lex::{Kind, Token};
use crate::messages::MessageId as M;
use crate::tree::{Expr, ExprKind};
use crate::types::{ATOMIC, CONST, FunctionType, MAX_SIZE, RESTRICT, Ty, TypeKind, VOLATILE};

/// A name with its type.
#[derive(Clone, Debug)]
pub(crate) struct Declarator {
    /// `None` for an abstract one.
    pub(crate) name: Option<Token>,
    pub(crate) ty: Ty,
    /// Parameters of the function declared, if it is one.
    pub(crate) params: Option<Vec<Param>>,
    pub(crate) attributes: Attributes,
}

/// A parameter as written.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) name: Option<Token>,
    pub(crate) ty: Ty,
    /// Written as an array, though it is a pointer.
    pub(crate) array: bool,
    /// Index of its first token: lengths of arrays in it are read again when the function begins.
    at: usize,
}

/// A derivation read after a name, applied from the last one inwards.
enum Suffix {
    Array(Option<u64>),
    Variable(Expr),
    Function { params: Vec<Param>, variadic: bool, unknown: bool },
}

impl Parser<'_> {
    pub(crate) fn type_name(&mut self) -> Parsed<Ty> {
        let start = self.peek();
        let spec = self.specifiers()?;
        if spec.storage != Storage::None || spec.inline || spec.thread {
            let text = self.text(start.sym);
            return Err(self.session.error_at(start, M::NameInTypeName, &[&text]));
        }
        let declarator = self.declarator(spec.ty)?;
        if let Some(name) = declarator.name {
            let text = self.text(name.sym);
            return Err(self.session.error_at(name, M::NameInTypeName, &[&text]));
        }
        Ok(declarator.ty)
    }

    fn pointers(&mut self, mut ty: Ty) -> Parsed<Ty> {
        while self.take(sym::STAR) {
            ty = self.types.pointer(ty);
            self.check_depth(ty)?;
            loop {
                let quals = match self.peek().sym {
                    sym::CONST | sym::CONST2 | sym::CONST3 => CONST,
                    sym::VOLATILE | sym::VOLATILE2 | sym::VOLATILE3 => VOLATILE,
                    sym::RESTRICT | sym::RESTRICT2 | sym::RESTRICT3 => RESTRICT,
                    sym::ATOMIC => ATOMIC,
                    sym::ATTRIBUTE | sym::ATTRIBUTE2 => {
                        self.attributes(&mut Attributes::default())?;
                        continue;
                    }
                    _ => break,
                };
                if self.peek().kind != Kind::Ident {
                    break;
                }
                self.next();
                ty = ty.with(quals);
            }
        }
        Ok(ty)
    }

    fn check_depth(&mut self, ty: Ty) -> Parsed<()> {
        if self.types.depth(ty) <= crate::types::MAX_TYPE_DEPTH {
            return Ok(());
        }
        let loc = self.peek().loc;
        Err(self.error(loc, M::TooDeep, &[]))
    }

    /// A declarator, with or without a name.
    pub(crate) fn declarator(&mut self, base: Ty) -> Parsed<Declarator> {
        self.nested(|p| p.declarator_inner(base))
    }

    fn declarator_inner(&mut self, base: Ty) -> Parsed<Declarator> {
        let mut attributes = Attributes::default();
        self.attributes(&mut attributes)?;
        let base = self.pointers(base)?;
        self.attributes(&mut attributes)?;
        if self.is(sym::LPAREN) && self.is_grouping() {
            // The part in parentheses applies to what follows them: read that first.
            self.next();
            let inside = self.at;
            self.skip_parens()?;
            let suffixes = self.suffixes()?;
            let after = self.at;
            let outer_params = params_of(&suffixes);
            let ty = self.apply(base, suffixes)?;
            self.at = inside;
            let mut declarator = self.declarator(ty)?;
            self.expect(sym::RPAREN)?;
            self.at = after;
            if declarator.params.is_none() && declarator.ty == ty {
                declarator.params = outer_params;
            }
            self.after_declarator(&mut declarator.attributes)?;
            return Ok(declarator);
        }
        let name = if self.is_name() { Some(self.next()) } else { None };
        let suffixes = self.suffixes()?;
        let params = params_of(&suffixes);
        let ty = self.apply(base, suffixes)?;
        self.after_declarator(&mut attributes)?;
        Ok(Declarator { name, ty, params, attributes })
    }

    /// `asm("name")` (obeyed on register variables) and attributes.
    fn after_declarator(&mut self, attributes: &mut Attributes) -> Parsed<()> {
        if self.is(sym::ASM) || self.is(sym::ASM2) || self.is(sym::ASM3) {
            self.next();
            self.expect(sym::LPAREN)?;
            attributes.register =
                Some(self.text(self.peek().sym).trim_matches('"').trim_matches('%').to_owned());
            self.skip_parens()?;
        }
        self.attributes(attributes)
    }

    /// Whether `(` groups a declarator rather than opening parameters.
    fn is_grouping(&self) -> bool {
        let next = self.peek_at(1);
        if matches!(next.sym, sym::STAR | sym::LPAREN | sym::LBRACKET | sym::ATTRIBUTE | sym::CARET)
        {
            return true;
        }
        next.kind == Kind::Ident && !is_keyword(next.sym) && !self.is_type_token(next)
    }

    /// Goes behind the `)` that closes the parenthesis just opened.
    fn skip_parens(&mut self) -> Parsed<()> {
        let mut depth = 1usize;
        while depth > 0 {
            let token = self.peek();
            match token.sym {
                _ if token.kind == Kind::Eof => return Err(self.expected(sym::RPAREN)),
                sym::LPAREN => depth += 1,
                sym::RPAREN => depth -= 1,
                sym::LBRACE | sym::SEMI => return Err(self.expected(sym::RPAREN)),
                _ => {}
            }
            self.next();
        }
        Ok(())
    }

    fn suffixes(&mut self) -> Parsed<Vec<Suffix>> {
        let mut suffixes = Vec::new();
        loop {
            if self.take(sym::LBRACKET) {
                suffixes.push(self.array_suffix()?);
            } else if self.take(sym::LPAREN) {
                suffixes.push(self.nested(Self::function_suffix)?);
            } else {
                return Ok(suffixes);
            }
        }
    }

    fn array_suffix(&mut self) -> Parsed<Suffix> {
        while matches!(
            self.peek().sym,
            sym::STATIC
                | sym::CONST
                | sym::RESTRICT
                | sym::RESTRICT2
                | sym::VOLATILE
                | sym::RESTRICT3
        ) {
            self.next();
        }
        if self.take(sym::RBRACKET) {
            return Ok(Suffix::Array(None));
        }
        if self.is(sym::STAR) && self.peek_at(1).is(sym::RBRACKET) {
            self.next();
            self.next();
            return Ok(Suffix::Array(None));
        }
        let start = self.peek();
        let length = self.assignment()?;
        let length = self.rvalue(length)?;
        self.expect(sym::RBRACKET)?;
        if !self.types.is_integer(length.ty) {
            let text = self.type_text(length.ty);
            return Err(self.session.error_at(start, M::ArraySizeNotInteger, &[&text]));
        }
        match self.constant_value(&length) {
            Some(value) if value < 0 && self.types.is_signed(length.ty) => {
                Err(self.session.error_at(start, M::ArraySizeNegative, &[&value.to_string()]))
            }
            Some(value) => Ok(Suffix::Array(Some(value as u64))),
            None => Ok(Suffix::Variable(length)),
        }
    }

    fn function_suffix(&mut self) -> Parsed<Suffix> {
        let mut params = Vec::new();
        if self.take(sym::RPAREN) {
            return Ok(Suffix::Function { params, variadic: false, unknown: true });
        }
        if self.is(sym::VOID) && self.peek_at(1).is(sym::RPAREN) {
            self.next();
            self.next();
            return Ok(Suffix::Function { params, variadic: false, unknown: false });
        }
        if let Some(params) = self.identifier_list()? {
            return Ok(Suffix::Function { params, variadic: false, unknown: true });
        }
        let depth = self.scopes.depth();
        self.scopes.push();
        let result = self.params(&mut params);
        self.scopes.truncate(depth);
        let variadic = result?;
        Ok(Suffix::Function { params, variadic, unknown: false })
    }

    /// `f(a, b)` of a definition as before 1989: names only, their types follow.
    fn identifier_list(&mut self) -> Parsed<Option<Vec<Param>>> {
        let mut ahead = 0;
        loop {
            let name = self.peek_at(ahead);
            let plain = name.kind == Kind::Ident && !is_keyword(name.sym);
            if !plain || self.is_type_token(name) {
                return Ok(None);
            }
            ahead += 2;
            match self.peek_at(ahead - 1).sym {
                sym::COMMA => {}
                sym::RPAREN => break,
                _ => return Ok(None),
            }
        }
        let behind = self.peek_at(ahead);
        if !(behind.is(sym::LBRACE) || self.is_type_token(behind)) {
            return Ok(None);
        }
        let mut params: Vec<Param> = Vec::new();
        while !self.take(sym::RPAREN) {
            let (at, name) = (self.at, self.next());
            if params.iter().any(|other| other.name.is_some_and(|other| other.sym == name.sym)) {
                let text = self.text(name.sym);
                return Err(self.session.error_at(name, M::Redefined, &[&text]));
            }
            params.push(Param { name: Some(name), ty: Ty::INT, array: false, at });
            self.take(sym::COMMA);
        }
        Ok(Some(params))
    }

    /// The declarations between an old definition's `)` and its `{`.
    pub(crate) fn old_parameter_types(&mut self, params: &mut [Param]) -> Parsed<()> {
        while !self.is(sym::LBRACE) {
            let spec = self.specifiers()?;
            loop {
                let at = self.at;
                let declarator = self.declarator(spec.ty)?;
                let Some(name) = declarator.name else {
                    return Err(self.unexpected(M::ExpectedName));
                };
                let ty = self.adjusted_parameter(declarator.ty);
                let param = params
                    .iter_mut()
                    .find(|param| param.name.is_some_and(|param| param.sym == name.sym));
                let Some(param) = param else {
                    let text = self.text(name.sym);
                    return Err(self.session.error_at(name, M::NoSuchParameter, &[&text]));
                };
                (param.ty, param.at) = (ty, at);
                if !self.take(sym::COMMA) {
                    break;
                }
            }
            self.expect(sym::SEMI)?;
        }
        Ok(())
    }

    /// Parameters up to and with `)`; whether `...` ends them.
    fn params(&mut self, params: &mut Vec<Param>) -> Parsed<bool> {
        loop {
            if self.take(sym::ELLIPSIS) {
                self.expect(sym::RPAREN)?;
                return Ok(true);
            }
            let at = self.at;
            let start = self.peek();
            if !self.starts_type()
                && start.kind == Kind::Ident
                && self.peek_at(1).is(sym::COMMA) | self.peek_at(1).is(sym::RPAREN)
            {
                let text = self.text(start.sym);
                return Err(self.session.error_at(start, M::UnknownType, &[&text]));
            }
            let spec = self.specifiers()?;
            if !matches!(spec.storage, Storage::None | Storage::Auto) {
                return Err(self.session.error_at(start, M::StorageOfParameter, &[]));
            }
            let declarator = self.declarator(spec.ty)?;
            let ty = self.adjusted_parameter(declarator.ty);
            if ty.is_void() {
                return Err(self.session.error_at(start, M::VoidVariable, &[]));
            }
            if let Some(name) = declarator.name {
                if self.scopes.find_here(name.sym).is_some() {
                    let text = self.text(name.sym);
                    return Err(self.session.error_at(name, M::Redefined, &[&text]));
                }
                self.scopes.declare(name.sym, Entity::Parameter(ty), name.loc);
            }
            let array = self.types.is_array(declarator.ty);
            params.push(Param { name: declarator.name, ty, array, at });
            if params.len() > 255 {
                return Err(self.session.error_at(start, M::TooDeep, &[]));
            }
            if !self.take(sym::COMMA) {
                self.expect(sym::RPAREN)?;
                return Ok(false);
            }
        }
    }

    /// The type of a parameter in the function's own scope, where lengths that name other
    /// parameters can be computed.
    pub(crate) fn parameter_in_body(&mut self, param: &Param) -> Parsed<Ty> {
        let mut inner = param.ty;
        while let Some(to) = self.types.pointee(inner) {
            inner = to;
        }
        if !matches!(self.types.kind(inner), TypeKind::Array(_, None)) {
            return Ok(param.ty);
        }
        let after = std::mem::replace(&mut self.at, param.at);
        let spec = self.specifiers()?;
        let declarator = self.declarator(spec.ty)?;
        self.at = after;
        Ok(self.adjusted_parameter(declarator.ty))
    }

    /// Arrays and functions as parameters are pointers.
    fn adjusted_parameter(&mut self, ty: Ty) -> Ty {
        if let Some(element) = self.types.element(ty) {
            return self.types.pointer(element);
        }
        if self.types.is_function(ty) {
            return self.types.pointer(ty);
        }
        ty
    }

    fn apply(&mut self, base: Ty, suffixes: Vec<Suffix>) -> Parsed<Ty> {
        let mut ty = base;
        let loc = self.peek().loc;
        for suffix in suffixes.into_iter().rev() {
            ty = match suffix {
                Suffix::Array(length) => self.array_of(ty, length)?,
                Suffix::Variable(length) => self.variable_array(ty, length)?,
                Suffix::Function { params, variadic, unknown } => {
                    if self.types.is_array(ty) || self.types.is_function(ty) {
                        let text = self.type_text(ty);
                        return Err(self.error(loc, M::BadReturnType, &[&text]));
                    }
                    let known = params.iter().filter(|_| !unknown);
                    let params = known.map(|param| param.ty.bare()).collect();
                    let function = FunctionType { ret: ty.bare(), params, variadic, unknown };
                    self.types.make(TypeKind::Function(std::rc::Rc::new(function)))
                }
            };
            self.check_depth(ty)?;
        }
        Ok(ty)
    }

    fn array_of(&mut self, element: Ty, length: Option<u64>) -> Parsed<Ty> {
        let loc = self.peek().loc;
        if self.types.is_function(element) || element.is_void() || !self.types.is_complete(element)
        {
            let text = self.type_text(element);
            return Err(self.error(loc, M::BadElementType, &[&text]));
        }
        if self.types.is_variable(element) {
            let count = length.unwrap_or(0) as i64;
            return self.variable_array(element, Expr::int(count, Ty::LONG, loc));
        }
        let size = self.types.size(element).max(1);
        if length.is_some_and(|length| length > MAX_SIZE / size) {
            return Err(self.error(loc, M::ArrayTooLarge, &[]));
        }
        Ok(self.types.make(TypeKind::Array(element, length)))
    }

    /// An array whose length is known at run time: its size is computed here into a hidden local.
    fn variable_array(&mut self, element: Ty, length: Expr) -> Parsed<Ty> {
        let loc = length.loc;
        if self.body.is_none() {
            if self.scopes.at_file_level() {
                return Err(self.error(loc, M::ArraySizeNotConstant, &[]));
            }
            // Parameters before the body: only the outermost length, which says nothing.
            return Ok(self.types.make(TypeKind::Array(element, None)));
        }
        let size = self.new_local(String::new(), Ty::ULONG, loc);
        let element_size = self.size_expr(element, loc);
        let length = self.convert(length, Ty::ULONG);
        let bytes =
            self.arithmetic(crate::tree::BinaryOp::Mul, length, element_size, (Ty::ULONG, loc));
        let place = Expr::new(ExprKind::Local(size), Ty::ULONG, loc);
        let store = ExprKind::Assign { place: Box::new(place), value: Box::new(bytes) };
        self.pending_sizes.push(Expr::new(store, Ty::ULONG, loc));
        Ok(self.types.make(TypeKind::Vla(element, size)))
    }

    /// `sizeof` a type as an expression: a constant, or what a variable array's size came out as.
    pub(crate) fn size_expr(&mut self, ty: Ty, loc: crate::source::Loc) -> Expr {
        match self.types.kind(ty) {
            TypeKind::Vla(_, size) => {
                let place = Expr::new(ExprKind::Local(*size), Ty::ULONG, loc);
                Expr::new(ExprKind::Load(Box::new(place)), Ty::ULONG, loc)
            }
            _ => Expr::int(self.types.size(ty) as i64, Ty::ULONG, loc),
        }
    }

    /// Names a typedef for a record or enum without a tag, for messages and the debugger.
    pub(crate) fn name_anonymous(&mut self, ty: Ty, name: Sym) {
        match *self.types.kind(ty) {
            TypeKind::Record(index) => {
                self.types.records[index as usize].alias.get_or_insert(name);
            }
            TypeKind::Enum(index) => {
                self.types.enums[index as usize].alias.get_or_insert(name);
            }
            _ => {}
        }
    }
}

/// Parameters of the innermost derivation, if it is a function.
fn params_of(suffixes: &[Suffix]) -> Option<Vec<Param>> {
    match suffixes.first() {
        Some(Suffix::Function { params, .. }) => Some(params.clone()),
        _ => None,
    }
}

//! Expressions: precedence, unary and postfix operators (C11 6.5).

use super::{Parsed, Parser};
use crate::check::convert::bits_of;
use crate::intern::sym;
use crate::lex::Token;
use crate::messages::MessageId as M;
use crate::tree::{BinaryOp, Expr, ExprKind};
use crate::types::Ty;

impl Parser<'_> {
    /// With commas.
    pub(crate) fn expression(&mut self) -> Parsed<Expr> {
        let mut left = self.assignment()?;
        while self.is(sym::COMMA) {
            let token = self.next();
            let right = self.assignment()?;
            let left_value = self.rvalue(left)?;
            let right = self.rvalue(right)?;
            let ty = right.ty;
            left = self.bounded(Expr::new(
                ExprKind::Comma(Box::new(left_value), Box::new(right)),
                ty,
                token.loc,
            ))?;
        }
        Ok(left)
    }

    pub(crate) fn assignment(&mut self) -> Parsed<Expr> {
        self.nested(Self::assignment_inner)
    }

    fn assignment_inner(&mut self) -> Parsed<Expr> {
        let left = self.conditional_inner()?;
        let token = self.peek();
        if token.kind != crate::lex::Kind::Punct {
            return Ok(left);
        }
        let op = match token.sym {
            sym::EQ => {
                self.next();
                let right = self.assignment()?;
                return self.assign(left, right, token);
            }
            sym::PLUSEQ => BinaryOp::Add,
            sym::MINUSEQ => BinaryOp::Sub,
            sym::STAREQ => BinaryOp::Mul,
            sym::SLASHEQ => BinaryOp::Div,
            sym::PERCENTEQ => BinaryOp::Rem,
            sym::AMPEQ => BinaryOp::And,
            sym::PIPEEQ => BinaryOp::Or,
            sym::CARETEQ => BinaryOp::Xor,
            sym::SHLEQ => BinaryOp::Shl,
            sym::SHREQ => BinaryOp::Shr,
            _ => return Ok(left),
        };
        self.next();
        let right = self.assignment()?;
        self.update(op, left, right, (token, false))
    }

    /// Without commas and assignments: what constant expressions are.
    pub(crate) fn conditional_expression(&mut self) -> Parsed<Expr> {
        self.nested(Self::conditional_inner)
    }

    fn conditional_inner(&mut self) -> Parsed<Expr> {
        let condition = self.binary_level(0)?;
        if !self.is(sym::QUESTION) {
            return Ok(condition);
        }
        let token = self.next();
        if self.take(sym::COLON) {
            return self.elvis(condition, token);
        }
        let then = self.expression()?;
        self.expect(sym::COLON)?;
        let other = self.conditional_expression()?;
        self.conditional(condition, then, other, token)
    }

    /// GNU `a ?: b`.
    fn elvis(&mut self, condition: Expr, token: Token) -> Parsed<Expr> {
        let condition = self.rvalue(condition)?;
        let other = self.conditional_expression()?;
        if self.body.is_none() || !condition.has_effect() {
            return self.conditional(condition.clone(), condition, other, token);
        }
        let (ty, loc) = (condition.ty, condition.loc);
        let kept = self.new_local(String::new(), ty, loc);
        let place = Expr::new(ExprKind::Local(kept), ty, loc);
        let store = ExprKind::Assign { place: Box::new(place.clone()), value: Box::new(condition) };
        let store = Expr::new(store, ty, loc);
        self.conditional(store, place, other, token)
    }

    fn binary_level(&mut self, least: u8) -> Parsed<Expr> {
        let mut left = self.cast()?;
        loop {
            let token = self.peek();
            let Some((level, op)) = operator(token) else { return Ok(left) };
            if level < least {
                return Ok(left);
            }
            self.next();
            let right = self.nested(|p| p.binary_level(level + 1))?;
            let expr = match op {
                Operator::And => self.logical(true, left, right, token.loc)?,
                Operator::Or => self.logical(false, left, right, token.loc)?,
                Operator::Plain(op) => self.binary(op, left, right, token)?,
            };
            left = self.bounded(expr)?;
        }
    }

    fn cast(&mut self) -> Parsed<Expr> {
        if !(self.is(sym::LPAREN) && self.is_type_token(self.peek_at(1))) {
            return self.unary();
        }
        let token = self.next();
        let ty = self.type_name()?;
        self.expect(sym::RPAREN)?;
        if self.is(sym::LBRACE) {
            let literal = self.compound_literal(ty, token)?;
            return self.postfix(literal);
        }
        let expr = self.nested(Self::cast)?;
        self.explicit_cast(expr, ty, token)
    }

    fn explicit_cast(&mut self, expr: Expr, ty: Ty, token: Token) -> Parsed<Expr> {
        let expr = self.rvalue(expr)?;
        let from = expr.ty;
        if ty.is_void() {
            return Ok(Expr::new(ExprKind::Cast(Box::new(expr)), Ty::VOID, token.loc));
        }
        let pointer_and_float = self.types.is_pointer(ty) && from.is_float()
            || ty.is_float() && self.types.is_pointer(from);
        let same_record = self.types.is_record(ty) && self.types.compatible(ty, from);
        if same_record {
            self.session.pedantic(token.loc, M::CastToRecord, &[]);
            return Ok(expr);
        }
        if !self.types.is_scalar(ty) || !self.types.is_scalar(from) || pointer_and_float {
            let (have, want) = (self.type_text(from), self.type_text(ty));
            return Err(self.session.error_at(token, M::BadCast, &[&have, &want]));
        }
        Ok(self.convert(expr, ty))
    }

    fn unary(&mut self) -> Parsed<Expr> {
        let token = self.peek();
        match token.sym {
            sym::PLUSPLUS | sym::MINUSMINUS => {
                self.next();
                let place = self.nested(Self::unary)?;
                let op = if token.sym == sym::PLUSPLUS { BinaryOp::Add } else { BinaryOp::Sub };
                self.update(op, place, Expr::int(1, Ty::INT, token.loc), (token, false))
            }
            sym::AMP => {
                self.next();
                let expr = self.nested(Self::cast)?;
                self.address_of(expr, token)
            }
            sym::STAR => {
                self.next();
                let expr = self.nested(Self::cast)?;
                self.deref(expr, token.loc)
            }
            sym::PLUS => {
                self.next();
                let expr = self.nested(Self::cast)?;
                let expr = self.rvalue(expr)?;
                if !self.types.is_arithmetic(expr.ty) {
                    let text = self.type_text(expr.ty);
                    return Err(self.session.error_at(token, M::BadOperand, &["+", &text]));
                }
                Ok(if expr.ty.is_float() { expr } else { self.promote(expr) })
            }
            sym::MINUS | sym::TILDE => {
                self.next();
                let expr = self.nested(Self::cast)?;
                self.negate(expr, token, token.sym == sym::TILDE)
            }
            sym::BANG => {
                self.next();
                let expr = self.nested(Self::cast)?;
                self.logical_not(expr, token.loc)
            }
            sym::ANDAND => {
                self.next();
                let name = self.next();
                self.label_address(name)
            }
            sym::EXTENSION => {
                self.next();
                self.nested(Self::cast)
            }
            sym::SIZEOF => {
                self.next();
                self.sizeof(token)
            }
            sym::ALIGNOF | sym::ALIGNOF2 => {
                self.next();
                self.alignof()
            }
            _ => {
                let primary = self.primary()?;
                self.postfix(primary)
            }
        }
    }

    fn address_of(&mut self, expr: Expr, token: Token) -> Parsed<Expr> {
        if self.types.is_function(expr.ty) {
            return self.rvalue(expr);
        }
        if bits_of(&expr).is_some() {
            return Err(self.session.error_at(token, M::AddressOfBitField, &[]));
        }
        if !self.is_object(&expr) {
            return Err(self.session.error_at(token, M::AddressOfValue, &[]));
        }
        let ty = self.types.pointer(expr.ty);
        // `&*p` is `p`.
        if let ExprKind::Deref(pointer) = expr.kind {
            return Ok(Expr { ty, ..*pointer });
        }
        Ok(Expr::new(ExprKind::AddressOf(Box::new(expr)), ty, token.loc))
    }

    fn sizeof(&mut self, token: Token) -> Parsed<Expr> {
        let ty = if self.is(sym::LPAREN) && self.is_type_token(self.peek_at(1)) {
            self.next();
            let ty = self.type_name()?;
            self.expect(sym::RPAREN)?;
            if self.is(sym::LBRACE) {
                let literal = self.compound_literal(ty, token)?;
                self.postfix(literal)?.ty
            } else {
                ty
            }
        } else {
            self.unevaluated += 1;
            let expr = self.nested(Self::unary);
            self.unevaluated -= 1;
            let expr = expr?;
            if bits_of(&expr).is_some() {
                return Err(self.session.error_at(token, M::AddressOfBitField, &[]));
            }
            self.warn_sizeof_parameter(&expr, token);
            expr.ty
        };
        if !self.types.is_complete(ty) && !ty.is_void() && !self.types.is_function(ty) {
            let text = self.type_text(ty);
            return Err(self.session.error_at(token, M::IncompleteType, &[&text]));
        }
        if ty.is_void() || self.types.is_function(ty) {
            self.session.pedantic(token.loc, M::VoidArithmetic, &[]);
        }
        Ok(self.size_expr(ty, token.loc))
    }

    fn warn_sizeof_parameter(&mut self, expr: &Expr, token: Token) {
        let (ExprKind::Local(id), Some(body)) = (&expr.kind, &self.body) else { return };
        if body.array_params.contains(id) {
            let name = body.locals[id.0 as usize].name.clone();
            self.session.warn(token.loc, 6, M::SizeofParameter, &[&name]);
            self.session.help(M::HelpSizeofParameter, &[]);
        }
    }

    fn alignof(&mut self) -> Parsed<Expr> {
        let token = self.peek();
        if self.is(sym::LPAREN) && self.is_type_token(self.peek_at(1)) {
            self.next();
            let ty = self.type_name()?;
            self.expect(sym::RPAREN)?;
            return Ok(Expr::int(self.types.align(ty) as i64, Ty::ULONG, token.loc));
        }
        self.unevaluated += 1;
        let expr = self.nested(Self::unary);
        self.unevaluated -= 1;
        let ty = expr?.ty;
        Ok(Expr::int(self.types.align(ty) as i64, Ty::ULONG, token.loc))
    }

    fn postfix(&mut self, mut expr: Expr) -> Parsed<Expr> {
        loop {
            let token = self.peek();
            match token.sym {
                sym::LBRACKET => {
                    self.next();
                    let index = self.expression()?;
                    self.expect(sym::RBRACKET)?;
                    expr = self.index(expr, index, token)?;
                }
                sym::LPAREN => {
                    self.next();
                    let args = self.arguments()?;
                    expr = self.call(expr, args, token)?;
                }
                sym::DOT => {
                    self.next();
                    let name = self.member_name()?;
                    expr = self.member(expr, name)?;
                }
                sym::ARROW => {
                    self.next();
                    let name = self.member_name()?;
                    let pointer = self.rvalue(expr)?;
                    if self.types.is_record(pointer.ty) {
                        let reported = self.session.error_at(token, M::ArrowOnRecord, &[]);
                        self.session.help(M::HelpDot, &[]);
                        return Err(reported);
                    }
                    let object = self.deref(pointer, token.loc)?;
                    expr = self.member(object, name)?;
                }
                sym::PLUSPLUS | sym::MINUSMINUS => {
                    self.next();
                    let op = if token.sym == sym::PLUSPLUS { BinaryOp::Add } else { BinaryOp::Sub };
                    expr =
                        self.update(op, expr, Expr::int(1, Ty::INT, token.loc), (token, true))?;
                }
                _ => return Ok(expr),
            }
            expr = self.bounded(expr)?;
        }
    }

    fn member_name(&mut self) -> Parsed<Token> {
        if self.is_name() {
            return Ok(self.next());
        }
        Err(self.unexpected(M::ExpectedMember))
    }

    fn index(&mut self, base: Expr, index: Expr, token: Token) -> Parsed<Expr> {
        let base = self.rvalue(base)?;
        let index = self.rvalue(index)?;
        let (base, index) =
            if self.types.is_pointer(base.ty) { (base, index) } else { (index, base) };
        if !self.types.is_pointer(base.ty) {
            let text = self.type_text(index.ty);
            return Err(self.session.error_at(token, M::NotIndexable, &[&text]));
        }
        if !self.types.is_integer(index.ty) {
            let text = self.type_text(index.ty);
            return Err(self.session.error_at(token, M::IndexNotInteger, &[&text]));
        }
        self.check_bounds(&base, &index, token);
        let pointer = self.offset_pointer(base, index, BinaryOp::Add, token.loc)?;
        self.deref(pointer, token.loc)
    }

    /// A constant index that is certainly outside a declared array.
    fn check_bounds(&mut self, base: &Expr, index: &Expr, token: Token) {
        let (ExprKind::AddressOf(object), Some(value)) = (&base.kind, index.as_int()) else {
            return;
        };
        if !matches!(object.kind, ExprKind::Local(_) | ExprKind::Global(_)) || self.unevaluated > 0
        {
            return;
        }
        if let crate::types::TypeKind::Array(_, Some(length)) = *self.types.kind(object.ty)
            && (value < 0 || value as u64 > length)
        {
            self.session.warn(
                token.loc,
                1,
                M::IndexOutside,
                &[&value.to_string(), &length.to_string()],
            );
        }
    }

    /// Arguments up to and with `)`.
    pub(crate) fn arguments(&mut self) -> Parsed<Vec<Expr>> {
        let mut args = Vec::new();
        if self.take(sym::RPAREN) {
            return Ok(args);
        }
        loop {
            args.push(self.assignment()?);
            if args.len() > 255 {
                return Err(self.unexpected(M::TooManyExpressions));
            }
            if !self.take(sym::COMMA) {
                self.expect(sym::RPAREN)?;
                return Ok(args);
            }
        }
    }
}

enum Operator {
    And,
    Or,
    Plain(BinaryOp),
}

/// Binding strength, from 1 for `||`.
fn operator(token: Token) -> Option<(u8, Operator)> {
    if token.kind != crate::lex::Kind::Punct {
        return None;
    }
    let plain = |level, op| Some((level, Operator::Plain(op)));
    match token.sym {
        sym::OROR => Some((1, Operator::Or)),
        sym::ANDAND => Some((2, Operator::And)),
        sym::PIPE => plain(3, BinaryOp::Or),
        sym::CARET => plain(4, BinaryOp::Xor),
        sym::AMP => plain(5, BinaryOp::And),
        sym::EQEQ => plain(6, BinaryOp::Eq),
        sym::NE => plain(6, BinaryOp::Ne),
        sym::LT => plain(7, BinaryOp::Lt),
        sym::GT => plain(7, BinaryOp::Gt),
        sym::LE => plain(7, BinaryOp::Le),
        sym::GE => plain(7, BinaryOp::Ge),
        sym::SHL => plain(8, BinaryOp::Shl),
        sym::SHR => plain(8, BinaryOp::Shr),
        sym::PLUS => plain(9, BinaryOp::Add),
        sym::MINUS => plain(9, BinaryOp::Sub),
        sym::STAR => plain(10, BinaryOp::Mul),
        sym::SLASH => plain(10, BinaryOp::Div),
        sym::PERCENT => plain(10, BinaryOp::Rem),
        _ => None,
    }
}

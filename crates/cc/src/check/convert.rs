//! Conversions: objects to values, arithmetic conversions, assignment (C11 6.3, 6.5.16.1).

use crate::intern::Sym;
use crate::messages::MessageId as M;
use crate::parse::{Parsed, Parser};
use crate::source::Loc;
use crate::tree::{BinaryOp, Expr, ExprKind};
use crate::types::{Bits, Ty};

/// What a value is assigned to, for messages.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    Assignment,
    Initializer,
    Return,
    /// Number from 1, and the function's name.
    Argument(usize, String),
}

impl Parser<'_> {
    /// Whether the expression is an object.
    pub(crate) fn is_object(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Local(_) | ExprKind::Global(_) | ExprKind::Deref(_) => true,
            ExprKind::Member { base, .. } => self.is_object(base),
            ExprKind::Comma(init, right) => {
                matches!(init.kind, ExprKind::Init { .. }) && self.is_object(right)
            }
            _ => false,
        }
    }

    /// The value of an expression: arrays and functions become pointers, objects are read.
    pub(crate) fn rvalue(&mut self, expr: Expr) -> Parsed<Expr> {
        let expr = self.bounded(expr)?;
        let loc = expr.loc;
        if let Some(element) = self.types.element(expr.ty) {
            let ty = self.types.pointer(element);
            return Ok(Expr::new(ExprKind::AddressOf(Box::new(expr)), ty, loc));
        }
        if self.types.is_function(expr.ty) {
            let ty = self.types.pointer(expr.ty);
            return Ok(Expr::new(ExprKind::AddressOf(Box::new(expr)), ty, loc));
        }
        let member_of_value = matches!(expr.kind, ExprKind::Member { .. });
        if !member_of_value && !self.is_object(&expr) {
            return Ok(expr);
        }
        if !self.types.is_complete(expr.ty) && !expr.ty.is_void() {
            let text = self.type_text(expr.ty);
            return Err(self.error(loc, M::IncompleteType, &[&text]));
        }
        let ty = expr.ty.bare();
        if expr.ty.is_atomic() && self.types.is_scalar(ty) {
            self.check_atomic(ty, loc)?;
            return Ok(self.atomic_load(expr));
        }
        let bits = bits_of(&expr);
        let loaded = Expr::new(ExprKind::Load(Box::new(expr)), ty, loc);
        // A bit-field narrower than int has int's values.
        Ok(match bits {
            Some(bits) if bits.width < 32 || bits.width == 32 && self.types.is_signed(ty) => {
                self.convert(loaded, Ty::INT)
            }
            _ => loaded,
        })
    }

    /// Changes a value's type; what is constant stays constant.
    pub(crate) fn convert(&mut self, expr: Expr, ty: Ty) -> Expr {
        let ty = ty.bare();
        if expr.ty == ty {
            return expr;
        }
        let loc = expr.loc;
        if ty == Ty::LDOUBLE && self.types.is_arithmetic(expr.ty) && expr.ty.bare() != ty {
            return self.quad_from_number(expr);
        }
        if expr.ty.bare() == Ty::LDOUBLE && ty != Ty::LDOUBLE && self.types.is_arithmetic(ty) {
            return self.number_from_quad(expr, ty);
        }
        match expr.kind {
            ExprKind::Quad(bits) if ty == Ty::LDOUBLE => {
                return Expr::new(ExprKind::Quad(bits), ty, loc);
            }
            ExprKind::Int(value) if self.types.is_integer(ty) || self.types.is_pointer(ty) => {
                return Expr::int(self.types.wrap(ty, value), ty, loc);
            }
            ExprKind::Int(value) if ty.is_float() => {
                let unsigned = !self.types.is_signed(expr.ty) && self.types.size(expr.ty) == 8;
                let value = match (unsigned, ty == Ty::FLOAT) {
                    (true, false) => value as u64 as f64,
                    (false, false) => value as f64,
                    (true, true) => f64::from(value as u64 as f32),
                    (false, true) => f64::from(value as f32),
                };
                return Expr::new(ExprKind::Float(value), ty, loc);
            }
            ExprKind::Float(value) if ty.is_float() => {
                let value = if ty == Ty::FLOAT { f64::from(value as f32) } else { value };
                return Expr::new(ExprKind::Float(value), ty, loc);
            }
            ExprKind::Float(value) if ty.is_bool() => {
                return Expr::int(i64::from(value != 0.0), ty, loc);
            }
            ExprKind::Float(value) if self.types.is_integer(ty) => {
                // Out of range it saturates, as the machine's instructions do.
                let whole = match (self.types.size(ty), self.types.is_signed(ty)) {
                    (8, false) => value as u64 as i64,
                    (4, false) => i64::from(value as u32),
                    (4, true) => i64::from(value as i32),
                    _ => value as i64,
                };
                return Expr::int(self.types.wrap(ty, whole), ty, loc);
            }
            _ => {}
        }
        Expr::new(ExprKind::Cast(Box::new(expr)), ty, loc)
    }

    /// Default promotions of an argument without a parameter.
    pub(crate) fn promote_argument(&mut self, expr: Expr) -> Expr {
        if expr.ty.bare() == Ty::FLOAT {
            return self.convert(expr, Ty::DOUBLE);
        }
        if self.types.is_integer(expr.ty) {
            let ty = self.types.promoted(expr.ty);
            return self.convert(expr, ty);
        }
        expr
    }

    pub(crate) fn promote(&mut self, expr: Expr) -> Expr {
        let ty = self.types.promoted(expr.ty);
        self.convert(expr, ty)
    }

    /// A value as the operand of `if`, `while`, `!`, `&&` …
    pub(crate) fn condition(&mut self, expr: Expr) -> Parsed<Expr> {
        let expr = self.rvalue(expr)?;
        if !self.types.is_scalar(expr.ty) {
            let text = self.type_text(expr.ty);
            return Err(self.error(expr.loc, M::NotScalar, &[&text]));
        }
        if expr.ty.bare() == Ty::LDOUBLE {
            return Ok(self.quad_truth(expr));
        }
        Ok(expr)
    }

    /// Whether the expression is a null pointer constant.
    pub(crate) fn is_null(&self, expr: &Expr) -> bool {
        let null_type = self.types.is_integer(expr.ty)
            || self.types.pointee(expr.ty).is_some_and(|to| to == Ty::VOID);
        expr.as_int() == Some(0) && null_type
    }

    /// Converts a value as if by assignment; wrong types are reported.
    pub(crate) fn assign_convert(&mut self, expr: Expr, ty: Ty, target: &Target) -> Parsed<Expr> {
        let from = expr.ty;
        if self.types.is_arithmetic(ty) && self.types.is_arithmetic(from) {
            self.warn_constant_range(&expr, ty);
            return Ok(self.convert(expr, ty));
        }
        if self.types.is_record(ty) && self.types.compatible(ty, from) {
            return Ok(expr);
        }
        if ty.is_bool() && self.types.is_pointer(from) {
            return Ok(self.convert(expr, ty));
        }
        if let Some(to) = self.types.pointee(ty) {
            if self.is_null(&expr) {
                return Ok(self.convert(expr, ty));
            }
            if let Some(source) = self.types.pointee(from) {
                self.check_pointers(&expr, to, source, (ty, target));
                return Ok(self.convert(expr, ty));
            }
            if self.types.is_integer(from) {
                self.mismatch(&expr, M::IntToPointer, (ty, target));
                return Ok(self.convert(expr, ty));
            }
        }
        if self.types.is_integer(ty) && self.types.is_pointer(from) {
            self.mismatch(&expr, M::PointerToInt, (ty, target));
            return Ok(self.convert(expr, ty));
        }
        let (have, want) = (self.type_text(from), self.type_text(ty));
        let reported = match target {
            Target::Assignment => self.error(expr.loc, M::CannotAssign, &[&have, &want]),
            Target::Initializer => self.error(expr.loc, M::CannotInitialize, &[&have, &want]),
            Target::Return => self.error(expr.loc, M::CannotReturn, &[&have, &want]),
            Target::Argument(number, name) => {
                self.error(expr.loc, M::CannotPass, &[&number.to_string(), name, &want, &have])
            }
        };
        Err(reported)
    }

    fn check_pointers(&mut self, expr: &Expr, to: Ty, source: Ty, context: (Ty, &Target)) {
        let same =
            self.types.compatible(to.bare(), source.bare()) || to.is_void() || source.is_void();
        // `char *` and `unsigned char *` are told apart by the standard, but by few programs.
        let signs = self.types.is_integer(to)
            && self.types.is_integer(source)
            && self.types.size(to) == self.types.size(source);
        if !same && signs {
            let (have, want) = (self.type_text(expr.ty), self.type_text(context.0));
            self.session.pedantic(expr.loc, M::PointerSigns, &[&have, &want]);
        }
        if !same && !signs {
            self.mismatch(expr, M::PointerMismatch, context);
            if let (Some(want), Some(have)) = (self.types.function(to), self.types.function(source))
            {
                let (want, have) = (self.type_text(want.ret), self.type_text(have.ret));
                if want != have {
                    self.session.help(M::HelpFunctionReturns, &[&want, &have]);
                }
            }
        } else if source.quals & !to.quals & crate::types::CONST != 0
            && !self.types.is_array(source)
        {
            self.mismatch(expr, M::DiscardsConst, context);
        }
    }

    /// A warning about a pointer that does not fit.
    fn mismatch(&mut self, expr: &Expr, id: M, (ty, target): (Ty, &Target)) {
        let (have, want) = (self.type_text(expr.ty), self.type_text(ty));
        self.session.warn(expr.loc, 1, id, &[&have, &want]);
        if let Target::Argument(number, name) = target
            && !self.session.map.in_library(expr.loc)
        {
            self.session.note(expr.loc, M::NoteArgument, &[&number.to_string(), name]);
        }
    }

    fn warn_constant_range(&mut self, expr: &Expr, ty: Ty) {
        let Some(value) = expr.as_int() else { return };
        if !self.types.is_integer(ty) || ty.is_bool() || self.types.size(ty) >= 8 {
            return;
        }
        let bits = self.types.size(ty) * 8;
        // Both readings of the bit pattern count as fitting: `char c = 255`, `unsigned u = -1`.
        if value >= 1 << bits || value < -(1 << (bits - 1)) {
            let (text, shown) = (self.type_text(ty), value.to_string());
            let kept = self.types.wrap(ty, value).to_string();
            self.session.warn(expr.loc, 1, M::ConstantTruncated, &[&shown, &text, &kept]);
        }
    }

    /// The common type of a conditional's branches or a comparison's pointers.
    pub(crate) fn composite_pointer(&mut self, a: &Expr, b: &Expr) -> Option<Ty> {
        match (self.types.pointee(a.ty), self.types.pointee(b.ty)) {
            (Some(_), None) if self.is_null(b) => Some(a.ty),
            (None, Some(_)) if self.is_null(a) => Some(b.ty),
            (Some(to), Some(_)) if self.is_null(b) && !to.is_void() => Some(a.ty),
            (Some(_), Some(to)) if self.is_null(a) && !to.is_void() => Some(b.ty),
            (Some(x), Some(y)) => {
                let quals = x.quals | y.quals;
                let to = if x.is_void() || y.is_void() { Ty::VOID } else { x.bare() };
                let fits = x.is_void() || y.is_void() || self.types.compatible(x.bare(), y.bare());
                fits.then(|| self.types.pointer(to.with(quals)))
            }
            _ => None,
        }
    }

    /// A member of a struct object or value.
    pub(crate) fn member(&mut self, base: Expr, name: crate::lex::Token) -> Parsed<Expr> {
        let loc = name.loc;
        if !self.types.is_record(base.ty) {
            return Err(self.member_of_other(&base, name));
        }
        let Some(field) = self.types.find_field(base.ty, name.sym) else {
            return Err(self.no_member(base.ty, name));
        };
        let quals = base.ty.quals & !crate::types::ATOMIC;
        let ty = field.ty.with(quals);
        Ok(member_at(base, field.offset, field.bits, ty, loc))
    }

    fn member_of_other(
        &mut self,
        base: &Expr,
        name: crate::lex::Token,
    ) -> crate::diagnostics::Reported {
        let (have, member) = (self.type_text(base.ty), self.text(name.sym));
        let reported = self.session.error_at(name, M::MemberOfOther, &[&member, &have]);
        if self.types.pointee(base.ty).is_some_and(|to| self.types.is_record(to)) {
            self.session.help(M::HelpArrow, &[]);
        }
        reported
    }

    fn no_member(&mut self, ty: Ty, name: crate::lex::Token) -> crate::diagnostics::Reported {
        let (have, member) = (self.type_text(ty), self.text(name.sym));
        if !self.types.is_complete(ty) {
            return self.session.error_at(name, M::IncompleteType, &[&have]);
        }
        let reported = self.session.error_at(name, M::NoMember, &[&have, &member]);
        let fields: Vec<Sym> = self
            .types
            .record(ty)
            .map_or(Vec::new(), |r| r.fields.iter().filter_map(|f| f.name).collect());
        let texts: Vec<_> = fields.into_iter().map(|name| self.text(name)).collect();
        if let Some(near) = crate::literal::nearest(&member, texts.iter().map(|text| &**text)) {
            self.session.help(M::DidYouMean, &[&near]);
        }
        reported
    }

    /// `*pointer`.
    pub(crate) fn deref(&mut self, pointer: Expr, loc: Loc) -> Parsed<Expr> {
        let pointer = self.rvalue(pointer)?;
        let Some(to) = self.types.pointee(pointer.ty) else {
            let text = self.type_text(pointer.ty);
            return Err(self.error(loc, M::NotPointer, &[&text]));
        };
        // `*&x` is `x`.
        match pointer.kind {
            ExprKind::AddressOf(inner) if inner.ty.id == to.id => Ok(Expr { ty: to, ..*inner }),
            _ => Ok(Expr::new(ExprKind::Deref(Box::new(pointer)), to, loc)),
        }
    }

    /// `pointer + index` in units of what is pointed to.
    pub(crate) fn offset_pointer(
        &mut self,
        pointer: Expr,
        index: Expr,
        op: BinaryOp,
        loc: Loc,
    ) -> Parsed<Expr> {
        let to = self.types.pointee(pointer.ty).unwrap_or(Ty::CHAR);
        if !self.types.is_complete(to) && !to.is_void() && !self.types.is_function(to) {
            let text = self.type_text(to);
            return Err(self.error(loc, M::IncompleteType, &[&text]));
        }
        if !self.types.is_complete(to) {
            self.session.pedantic(loc, M::VoidArithmetic, &[]);
        }
        let ty = pointer.ty;
        let index = self.convert(index, Ty::LONG);
        let size = self.size_expr(to, loc);
        let size = self.convert(size, Ty::LONG);
        let scaled = self.arithmetic(BinaryOp::Mul, index, size, (Ty::LONG, loc));
        Ok(self.arithmetic(op, pointer, scaled, (ty, loc)))
    }
}

/// Bit-field placement of an object expression.
pub(crate) fn bits_of(expr: &Expr) -> Option<Bits> {
    match &expr.kind {
        ExprKind::Member { bits, .. } => *bits,
        _ => None,
    }
}

/// A member, with nested members folded into one offset.
pub(crate) fn member_at(base: Expr, offset: u64, bits: Option<Bits>, ty: Ty, loc: Loc) -> Expr {
    match base.kind {
        ExprKind::Member { base: inner, offset: outer, bits: None } => {
            Expr::new(ExprKind::Member { base: inner, offset: outer + offset, bits }, ty, loc)
        }
        _ => Expr::new(ExprKind::Member { base: Box::new(base), offset, bits }, ty, loc),
    }
}

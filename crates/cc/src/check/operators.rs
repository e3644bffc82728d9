//! Operators on values: types of the result, folding of constants (C11 6.5).

use crate::diagnostics::Reported;
use crate::lex::Token;
use crate::messages::MessageId as M;
use crate::parse::{ACQUIRE, BOTH, Parsed, Parser, RELEASE};
use crate::source::Loc;
use crate::tree::{BinaryOp, Builtin, Expr, ExprKind, RmwOp};
use crate::types::Ty;

impl Parser<'_> {
    /// A node for `a op b` of type `ty`, both operands already converted; constants are folded.
    pub(crate) fn arithmetic(
        &mut self,
        op: BinaryOp,
        a: Expr,
        b: Expr,
        (ty, loc): (Ty, Loc),
    ) -> Expr {
        if a.ty.bare() == Ty::LDOUBLE && b.ty.bare() == Ty::LDOUBLE {
            return self.quad_arithmetic(op, a, b, loc);
        }
        if let (Some(x), Some(y)) = (a.as_int(), b.as_int())
            && let Some(value) = self.fold(op, a.ty, x, y)
        {
            return Expr::int(self.types.wrap(ty, value), ty, loc);
        }
        if let (ExprKind::Float(x), ExprKind::Float(y)) = (&a.kind, &b.kind)
            && let Some(kind) = fold_float(op, *x, *y, a.ty == Ty::FLOAT)
        {
            return Expr::new(kind, ty, loc);
        }
        match (op, b.as_int()) {
            (BinaryOp::Add | BinaryOp::Sub | BinaryOp::Or | BinaryOp::Xor, Some(0))
                if a.ty == ty =>
            {
                return a;
            }
            (BinaryOp::Shl | BinaryOp::Shr, Some(0)) if a.ty == ty => return a,
            (BinaryOp::Mul | BinaryOp::Div, Some(1)) if a.ty == ty => return a,
            // (p + 4) + 8 is p + 12: members of members and indices with constants.
            (BinaryOp::Add, Some(y)) => {
                if let ExprKind::Binary(BinaryOp::Add, inner, offset) = &a.kind
                    && let Some(x) = offset.as_int()
                    && self.types.size(ty) == 8
                {
                    let sum = Expr::int(x.wrapping_add(y), b.ty, loc);
                    return Expr::new(ExprKind::Binary(op, inner.clone(), Box::new(sum)), ty, loc);
                }
            }
            _ => {}
        }
        // Constants go to the right, where they fit into instructions.
        let commutes = matches!(
            op,
            BinaryOp::Add
                | BinaryOp::Mul
                | BinaryOp::And
                | BinaryOp::Or
                | BinaryOp::Xor
                | BinaryOp::Eq
                | BinaryOp::Ne
        );
        if commutes && a.as_int().is_some() && b.as_int().is_none() && !self.types.is_pointer(b.ty)
        {
            return self.arithmetic(op, b, a, (ty, loc));
        }
        Expr::new(ExprKind::Binary(op, Box::new(a), Box::new(b)), ty, loc)
    }

    /// `None` where the result is not defined (division by zero).
    fn fold(&self, op: BinaryOp, ty: Ty, x: i64, y: i64) -> Option<i64> {
        let signed = self.types.is_signed(ty);
        let bits = self.types.size(ty) * 8;
        let (ux, uy) = (x as u64, y as u64);
        Some(match op {
            BinaryOp::Add => x.wrapping_add(y),
            BinaryOp::Sub => x.wrapping_sub(y),
            BinaryOp::Mul => x.wrapping_mul(y),
            BinaryOp::Div | BinaryOp::Rem if y == 0 => return None,
            BinaryOp::Div if signed => x.wrapping_div(y),
            BinaryOp::Div => (ux / uy) as i64,
            BinaryOp::Rem if signed => x.wrapping_rem(y),
            BinaryOp::Rem => (ux % uy) as i64,
            BinaryOp::And => x & y,
            BinaryOp::Or => x | y,
            BinaryOp::Xor => x ^ y,
            BinaryOp::Shl | BinaryOp::Shr if y < 0 || uy >= bits => return None,
            BinaryOp::Shl => x.wrapping_shl(y as u32),
            BinaryOp::Shr if signed => x >> y,
            BinaryOp::Shr => (ux >> y) as i64,
            BinaryOp::Eq => i64::from(x == y),
            BinaryOp::Ne => i64::from(x != y),
            BinaryOp::Lt => i64::from(if signed { x < y } else { ux < uy }),
            BinaryOp::Le => i64::from(if signed { x <= y } else { ux <= uy }),
            BinaryOp::Gt => i64::from(if signed { x > y } else { ux > uy }),
            BinaryOp::Ge => i64::from(if signed { x >= y } else { ux >= uy }),
        })
    }

    /// `a op b` as written.
    pub(crate) fn binary(&mut self, op: BinaryOp, a: Expr, b: Expr, token: Token) -> Parsed<Expr> {
        let a = self.rvalue(a)?;
        let b = self.rvalue(b)?;
        let loc = token.loc;
        let numbers = self.types.is_arithmetic(a.ty) && self.types.is_arithmetic(b.ty);
        let integers = self.types.is_integer(a.ty) && self.types.is_integer(b.ty);
        match op {
            BinaryOp::Add | BinaryOp::Sub if !numbers => self.pointer_sum(op, a, b, token),
            BinaryOp::Shl | BinaryOp::Shr if integers => {
                let a = self.promote(a);
                let b = self.promote(b);
                if let Some(count) = b.as_int()
                    && (count < 0 || count as u64 >= self.types.size(a.ty) * 8)
                {
                    let text = self.type_text(a.ty);
                    self.session.warn(loc, 2, M::ShiftTooFar, &[&count.to_string(), &text]);
                }
                let ty = a.ty;
                Ok(self.arithmetic(op, a, b, (ty, loc)))
            }
            BinaryOp::And | BinaryOp::Or | BinaryOp::Xor | BinaryOp::Rem if integers => {
                self.usual(op, a, b, loc)
            }
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div if numbers => {
                self.usual(op, a, b, loc)
            }
            _ if op.is_comparison() => self.comparison(op, a, b, token),
            _ => Err(self.bad_operands(token, a.ty, b.ty)),
        }
    }

    pub(crate) fn bad_operands(&mut self, token: Token, a: Ty, b: Ty) -> Reported {
        let (a, b, op) = (self.type_text(a), self.type_text(b), self.text(token.sym));
        self.session.error_at(token, M::BadOperands, &[&op, &a, &b])
    }

    fn usual(&mut self, op: BinaryOp, a: Expr, b: Expr, loc: Loc) -> Parsed<Expr> {
        let ty = self.types.common(a.ty, b.ty);
        let a = self.convert(a, ty);
        let b = self.convert(b, ty);
        if matches!(op, BinaryOp::Div | BinaryOp::Rem)
            && b.as_int() == Some(0)
            && self.unevaluated == 0
        {
            self.session.warn(loc, 1, M::DivisionByZero, &[]);
        }
        Ok(self.arithmetic(op, a, b, (ty, loc)))
    }

    fn pointer_sum(&mut self, op: BinaryOp, a: Expr, b: Expr, token: Token) -> Parsed<Expr> {
        let loc = token.loc;
        match (self.types.pointee(a.ty), self.types.pointee(b.ty)) {
            (Some(_), None) if self.types.is_integer(b.ty) => self.offset_pointer(a, b, op, loc),
            (None, Some(_)) if self.types.is_integer(a.ty) && op == BinaryOp::Add => {
                self.offset_pointer(b, a, op, loc)
            }
            (Some(x), Some(y)) if op == BinaryOp::Sub => {
                if !self.types.compatible(x.bare(), y.bare()) {
                    return Err(self.bad_operands(token, a.ty, b.ty));
                }
                let a = self.convert(a, Ty::LONG);
                let b = self.convert(b, Ty::LONG);
                let bytes = self.arithmetic(op, a, b, (Ty::LONG, loc));
                if !self.types.is_complete(x) {
                    self.session.pedantic(loc, M::VoidArithmetic, &[]);
                }
                let size = self.size_expr(x, loc);
                let size = self.convert(size, Ty::LONG);
                if size.as_int() == Some(0) {
                    return Err(self.bad_operands(token, bytes.ty, size.ty));
                }
                Ok(self.arithmetic(BinaryOp::Div, bytes, size, (Ty::LONG, loc)))
            }
            _ => Err(self.bad_operands(token, a.ty, b.ty)),
        }
    }

    fn comparison(&mut self, op: BinaryOp, a: Expr, b: Expr, token: Token) -> Parsed<Expr> {
        let loc = token.loc;
        if self.types.is_arithmetic(a.ty) && self.types.is_arithmetic(b.ty) {
            let ty = self.types.common(a.ty, b.ty);
            self.warn_signs(op, &a, &b, token);
            self.warn_char(&a, &b, token);
            let a = self.convert(a, ty);
            let b = self.convert(b, ty);
            return Ok(self.arithmetic(op, a, b, (Ty::INT, loc)));
        }
        let (pa, pb) = (self.types.is_pointer(a.ty), self.types.is_pointer(b.ty));
        if !(pa || pb)
            || !self.types.is_scalar(a.ty)
            || !self.types.is_scalar(b.ty)
            || a.ty.is_float()
            || b.ty.is_float()
        {
            return Err(self.bad_operands(token, a.ty, b.ty));
        }
        if pa && pb {
            self.warn_text(&a, &b, token);
        }
        let relation = !matches!(op, BinaryOp::Eq | BinaryOp::Ne);
        let void = |ty| self.types.pointee(ty).is_none_or(|to| to.is_void());
        if relation && void(a.ty) != void(b.ty) {
            let (x, y) = (self.type_text(a.ty), self.type_text(b.ty));
            self.session.pedantic(loc, M::ComparePointers, &[&x, &y]);
        }
        if self.composite_pointer(&a, &b).is_none() {
            let (x, y) = (self.type_text(a.ty), self.type_text(b.ty));
            let id = if pa && pb { M::ComparePointers } else { M::ComparePointerInt };
            self.session.warn(loc, 2, id, &[&x, &y]);
        }
        let a = self.convert(a, Ty::ULONG);
        let b = self.convert(b, Ty::ULONG);
        Ok(self.arithmetic(op, a, b, (Ty::INT, loc)))
    }

    /// `i < n` with a signed variable and an unsigned one: the classic of loops over sizes.
    fn warn_signs(&mut self, op: BinaryOp, a: &Expr, b: &Expr, token: Token) {
        if !self.types.is_integer(a.ty) || !self.types.is_integer(b.ty) {
            return;
        }
        let common = self.types.common(a.ty, b.ty);
        if self.types.is_signed(common) {
            return;
        }
        // `read(…) == sizeof x` compares what was meant.
        let constant = |side: &Expr| side.as_int().is_some_and(|value| value >= 0);
        if matches!(op, BinaryOp::Eq | BinaryOp::Ne) && (constant(a) || constant(b)) {
            return;
        }
        for side in [a, b] {
            let promoted = self.types.promoted(side.ty);
            if self.types.is_signed(promoted)
                && side.as_int().is_none_or(|value| value < 0)
                && !is_unsigned_inside(self, side)
            {
                let (x, y) = (self.type_text(a.ty), self.type_text(b.ty));
                self.session.warn(token.loc, 2, M::CompareSigns, &[&x, &y]);
                return;
            }
        }
    }

    /// `char c; … c == EOF`: on RISC-V a char is never negative.
    fn warn_char(&mut self, a: &Expr, b: &Expr, token: Token) {
        for (side, other) in [(a, b), (b, a)] {
            let inner = match &side.kind {
                ExprKind::Cast(inner) => inner,
                _ => side,
            };
            let char = matches!(inner.ty.bare(), Ty::CHAR | Ty::UCHAR);
            if char
                && !self.types.is_signed(inner.ty)
                && inner.as_int().is_none()
                && other.as_int().is_some_and(|value| value < 0)
            {
                let text = self.type_text(inner.ty);
                self.session.warn(token.loc, 2, M::CharNeverNegative, &[&text]);
                self.session.help(M::HelpCharInt, &[]);
            }
        }
    }

    /// `name == "text"` compares addresses.
    fn warn_text(&mut self, a: &Expr, b: &Expr, token: Token) {
        let literal = |expr: &Expr| match &expr.kind {
            ExprKind::AddressOf(object) => matches!(object.kind, ExprKind::Global(id)
                if !self.global(id).named && self.global(id).name.starts_with(".L.str")),
            _ => false,
        };
        if literal(a) || literal(b) {
            self.session.warn(token.loc, 2, M::CompareString, &[]);
            self.session.help(M::HelpStrcmp, &[]);
        }
    }

    /// `!a`
    pub(crate) fn logical_not(&mut self, expr: Expr, loc: Loc) -> Parsed<Expr> {
        let expr = self.condition(expr)?;
        Ok(match expr.kind {
            ExprKind::Int(value) => Expr::int(i64::from(value == 0), Ty::INT, loc),
            ExprKind::Float(value) => Expr::int(i64::from(value == 0.0), Ty::INT, loc),
            _ => Expr::new(ExprKind::LogicalNot(Box::new(expr)), Ty::INT, loc),
        })
    }

    /// `a && b`, `a || b`
    pub(crate) fn logical(&mut self, and: bool, a: Expr, b: Expr, loc: Loc) -> Parsed<Expr> {
        let a = self.condition(a)?;
        let b = self.condition(b)?;
        if let Some(x) = a.as_int() {
            let decided = (x != 0) != and;
            if decided {
                return Ok(Expr::int(i64::from(!and), Ty::INT, loc));
            }
            if let Some(y) = b.as_int() {
                return Ok(Expr::int(i64::from(y != 0), Ty::INT, loc));
            }
        }
        let (a, b) = (Box::new(a), Box::new(b));
        let kind = if and { ExprKind::LogicalAnd(a, b) } else { ExprKind::LogicalOr(a, b) };
        Ok(Expr::new(kind, Ty::INT, loc))
    }

    /// `-a`, `~a`
    pub(crate) fn negate(&mut self, expr: Expr, token: Token, bitwise: bool) -> Parsed<Expr> {
        let expr = self.rvalue(expr)?;
        let fits = if bitwise {
            self.types.is_integer(expr.ty)
        } else {
            self.types.is_arithmetic(expr.ty)
        };
        if !fits {
            let (op, text) = (self.text(token.sym), self.type_text(expr.ty));
            return Err(self.session.error_at(token, M::BadOperand, &[&op, &text]));
        }
        let expr = if expr.ty.is_float() { expr } else { self.promote(expr) };
        let ty = expr.ty;
        if ty.bare() == Ty::LDOUBLE {
            return Ok(self.quad_negate(expr, token.loc));
        }
        Ok(match expr.kind {
            ExprKind::Int(value) => {
                let value = if bitwise { !value } else { value.wrapping_neg() };
                Expr::int(self.types.wrap(ty, value), ty, token.loc)
            }
            ExprKind::Float(value) => Expr::new(ExprKind::Float(-value), ty, token.loc),
            _ if bitwise => Expr::new(ExprKind::Not(Box::new(expr)), ty, token.loc),
            _ => Expr::new(ExprKind::Neg(Box::new(expr)), ty, token.loc),
        })
    }

    /// `c ? a : b`
    pub(crate) fn conditional(&mut self, c: Expr, a: Expr, b: Expr, token: Token) -> Parsed<Expr> {
        let c = self.condition(c)?;
        let a = self.rvalue(a)?;
        let b = self.rvalue(b)?;
        let ty = if self.types.is_arithmetic(a.ty) && self.types.is_arithmetic(b.ty) {
            self.types.common(a.ty, b.ty)
        } else if a.ty.is_void() || b.ty.is_void() {
            if a.ty.is_void() != b.ty.is_void() {
                let (x, y) = (self.type_text(a.ty), self.type_text(b.ty));
                self.session.pedantic(token.loc, M::BranchTypes, &[&x, &y]);
            }
            Ty::VOID
        } else if self.types.is_record(a.ty) && self.types.compatible(a.ty, b.ty) {
            a.ty.bare()
        } else if let Some(ty) = self.composite_pointer(&a, &b) {
            ty
        } else if self.types.is_scalar(a.ty)
            && self.types.is_scalar(b.ty)
            && !a.ty.is_float()
            && !b.ty.is_float()
        {
            let (x, y) = (self.type_text(a.ty), self.type_text(b.ty));
            self.session.warn(token.loc, 1, M::BranchTypes, &[&x, &y]);
            if self.types.is_pointer(a.ty) { a.ty } else { b.ty }
        } else {
            let (x, y) = (self.type_text(a.ty), self.type_text(b.ty));
            return Err(self.session.error_at(token, M::BranchTypes, &[&x, &y]));
        };
        let (a, b) = if self.types.is_record(ty) {
            (a, b)
        } else {
            (self.convert(a, ty), self.convert(b, ty))
        };
        let known = match c.kind {
            ExprKind::Int(value) => Some(value != 0),
            ExprKind::Float(value) => Some(value != 0.0),
            _ => None,
        };
        if let Some(holds) = known {
            return Ok(if holds { a } else { b });
        }
        Ok(Expr::new(ExprKind::Conditional(Box::new(c), Box::new(a), Box::new(b)), ty, token.loc))
    }

    /// Refuses what cannot be assigned to.
    pub(crate) fn check_assignable(&mut self, place: &Expr, token: Token) -> Parsed<()> {
        if !self.is_object(place)
            || self.types.is_array(place.ty)
            || self.types.is_function(place.ty)
        {
            let reported = if self.types.is_array(place.ty) {
                self.session.error_at(token, M::AssignArray, &[])
            } else {
                self.session.error_at(token, M::NotAssignable, &[])
            };
            if self.types.is_array(place.ty) {
                self.session.help(M::HelpCopyArray, &[]);
            }
            return Err(reported);
        }
        if place.ty.is_const() {
            let text = self.type_text(place.ty);
            return Err(self.session.error_at(token, M::AssignConst, &[&text]));
        }
        Ok(())
    }

    /// `place = value`
    pub(crate) fn assign(&mut self, place: Expr, value: Expr, token: Token) -> Parsed<Expr> {
        self.check_assignable(&place, token)?;
        let value = self.rvalue(value)?;
        let value = self.assign_convert(value, place.ty, &super::convert::Target::Assignment)?;
        let ty = place.ty.bare();
        if place.ty.is_atomic() && self.types.is_scalar(ty) {
            self.check_atomic(ty, token.loc)?;
            return Ok(self.atomic_store(place, value));
        }
        let kind = ExprKind::Assign { place: Box::new(place), value: Box::new(value) };
        Ok(Expr::new(kind, ty, token.loc))
    }

    /// `place op= value`, `++`, `--`
    pub(crate) fn update(
        &mut self,
        op: BinaryOp,
        place: Expr,
        value: Expr,
        (token, result_is_old): (Token, bool),
    ) -> Parsed<Expr> {
        self.check_assignable(&place, token)?;
        let ty = place.ty.bare();
        if !self.types.is_scalar(ty) {
            let (sign, text) = (self.text(token.sym), self.type_text(ty));
            return Err(self.session.error_at(token, M::BadOperand, &[&sign, &text]));
        }
        if place.ty.is_atomic() {
            self.check_atomic(ty, token.loc)?;
            return self.atomic_update(op, place, value, (token, result_is_old));
        }
        if ty == Ty::LDOUBLE {
            let value = self.rvalue(value)?;
            let fits = matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div);
            if !fits || !self.types.is_arithmetic(value.ty) || self.body.is_none() {
                return Err(self.bad_operands(token, ty, value.ty));
            }
            let value = self.convert(value, ty);
            return Ok(self.quad_update((op, token.loc), place, value, result_is_old));
        }
        let held = Expr::new(ExprKind::Held, ty, token.loc);
        let held = match super::convert::bits_of(&place) {
            Some(bits) if bits.width < 32 => self.convert(held, Ty::INT),
            _ => held,
        };
        let new = self.binary(op, held, value, token)?;
        let new = self.convert(new, ty);
        let kind = ExprKind::Update { place: Box::new(place), value: Box::new(new), result_is_old };
        Ok(Expr::new(kind, ty, token.loc))
    }

    fn address_of_object(&mut self, place: Expr) -> Expr {
        let (loc, ty) = (place.loc, self.types.pointer(place.ty));
        Expr::new(ExprKind::AddressOf(Box::new(place)), ty, loc)
    }

    /// No instruction reads or writes 16 bytes at once.
    pub(crate) fn check_atomic(&mut self, ty: Ty, loc: Loc) -> Parsed<()> {
        match ty.bare() {
            Ty::LDOUBLE => Err(self.error(loc, M::UnsupportedAtomic, &["long double"])),
            _ => Ok(()),
        }
    }

    pub(crate) fn atomic_load(&mut self, place: Expr) -> Expr {
        let (ty, loc) = (place.ty.bare(), place.loc);
        let address = self.address_of_object(place);
        Expr::new(ExprKind::Builtin(Builtin::AtomicLoad(ACQUIRE), vec![address]), ty, loc)
    }

    fn atomic_store(&mut self, place: Expr, value: Expr) -> Expr {
        let (ty, loc) = (place.ty.bare(), place.loc);
        let address = self.address_of_object(place);
        Expr::new(ExprKind::Builtin(Builtin::AtomicStore(RELEASE), vec![address, value]), ty, loc)
    }

    /// Read-modify-write of an `_Atomic` object: one `amo` instruction where there is one for it.
    fn atomic_update(
        &mut self,
        op: BinaryOp,
        place: Expr,
        value: Expr,
        (token, result_is_old): (Token, bool),
    ) -> Parsed<Expr> {
        let (ty, loc) = (place.ty.bare(), token.loc);
        let rmw = match op {
            BinaryOp::Add => RmwOp::Add,
            BinaryOp::Sub => RmwOp::Sub,
            BinaryOp::And => RmwOp::And,
            BinaryOp::Or => RmwOp::Or,
            BinaryOp::Xor => RmwOp::Xor,
            _ => return self.atomic_loop(op, place, value, (token, result_is_old)),
        };
        if !self.types.is_integer(ty) && !self.types.is_pointer(ty) || ty.is_bool() {
            return self.atomic_loop(op, place, value, (token, result_is_old));
        }
        let value = self.rvalue(value)?;
        let value = match self.types.pointee(ty) {
            Some(to) => {
                let index = self.convert(value, Ty::LONG);
                let size = Expr::int(self.types.size(to) as i64, Ty::LONG, loc);
                self.arithmetic(BinaryOp::Mul, index, size, (Ty::LONG, loc))
            }
            None => self.convert(value, ty),
        };
        let constant = value.as_int();
        let size = self.types.size(ty) as u8;
        let address = self.address_of_object(place);
        // The new value is the old one with the operation applied again: the operand is kept aside.
        if result_is_old || self.body.is_none() {
            return Ok(Expr::new(
                ExprKind::Builtin(Builtin::AtomicRmw(rmw, size, BOTH), vec![address, value]),
                ty,
                loc,
            ));
        }
        if let Some(constant) = constant {
            let operand = Expr::int(constant, value.ty, loc);
            let old = Expr::new(
                ExprKind::Builtin(Builtin::AtomicRmw(rmw, size, BOTH), vec![address, value]),
                ty,
                loc,
            );
            return Ok(self.arithmetic_as(op, old, operand, (ty, loc)));
        }
        let operand_ty = value.ty;
        let kept = self.new_local(String::new(), operand_ty, loc);
        let place = Expr::new(ExprKind::Local(kept), operand_ty, loc);
        let store = Expr::new(
            ExprKind::Assign { place: Box::new(place.clone()), value: Box::new(value) },
            operand_ty,
            loc,
        );
        let old = Expr::new(
            ExprKind::Builtin(Builtin::AtomicRmw(rmw, size, BOTH), vec![address, store]),
            ty,
            loc,
        );
        let operand = Expr::new(ExprKind::Load(Box::new(place)), operand_ty, loc);
        Ok(self.arithmetic_as(op, old, operand, (ty, loc)))
    }

    /// `a op b` computed in at least `int`, the result of type `ty`.
    pub(crate) fn arithmetic_as(
        &mut self,
        op: BinaryOp,
        a: Expr,
        b: Expr,
        (ty, loc): (Ty, Loc),
    ) -> Expr {
        let wide = if self.types.is_integer(ty) { self.types.promoted(ty) } else { Ty::ULONG };
        let a = self.convert(a, wide);
        let b = self.convert(b, wide);
        let sum = self.arithmetic(op, a, b, (wide, loc));
        self.convert(sum, ty)
    }
}

/// A signed expression that only widens an unsigned one cannot be negative.
fn is_unsigned_inside(p: &Parser<'_>, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Cast(inner) => {
            !p.types.is_signed(inner.ty) && p.types.size(inner.ty) < p.types.size(expr.ty)
        }
        ExprKind::Binary(op, ..) => op.is_comparison(),
        ExprKind::LogicalNot(_) | ExprKind::LogicalAnd(..) | ExprKind::LogicalOr(..) => true,
        _ => !p.types.is_signed(expr.ty),
    }
}

fn fold_float(op: BinaryOp, x: f64, y: f64, single: bool) -> Option<ExprKind> {
    let value = match op {
        BinaryOp::Add => x + y,
        BinaryOp::Sub => x - y,
        BinaryOp::Mul => x * y,
        BinaryOp::Div => x / y,
        BinaryOp::Eq => return Some(ExprKind::Int(i64::from(x == y))),
        BinaryOp::Ne => return Some(ExprKind::Int(i64::from(x != y))),
        BinaryOp::Lt => return Some(ExprKind::Int(i64::from(x < y))),
        BinaryOp::Le => return Some(ExprKind::Int(i64::from(x <= y))),
        BinaryOp::Gt => return Some(ExprKind::Int(i64::from(x > y))),
        BinaryOp::Ge => return Some(ExprKind::Int(i64::from(x >= y))),
        _ => return None,
    };
    // For single precision: rounding the double result once more gives the same (2p + 2 digits).
    Some(ExprKind::Float(if single { f64::from(value as f32) } else { value }))
}

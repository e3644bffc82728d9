//! Constant expressions: integers for sizes and cases, addresses for initialisers (C11 6.6).

use crate::messages::MessageId as M;
use crate::parse::{Parsed, Parser};
use crate::tree::{BinaryOp, Expr, ExprKind, GlobalId};
use crate::types::Ty;

/// The value of an initialiser of static storage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Constant {
    Int(i64),
    Float(f64),
    /// The bits of a long double.
    Quad(u128),
    Address(GlobalId, i64),
}

impl Parser<'_> {
    /// The integer value of a constant expression.
    pub(crate) fn constant_value(&self, expr: &Expr) -> Option<i64> {
        match self.constant(expr)? {
            Constant::Int(value) => Some(value),
            _ => None,
        }
    }

    /// Reads a constant integer expression.
    pub(crate) fn constant_integer(&mut self) -> Parsed<i64> {
        let expr = self.conditional_expression()?;
        let expr = self.rvalue(expr)?;
        if !self.types.is_integer(expr.ty) {
            return Err(self.error(expr.loc, M::NotConstant, &[]));
        }
        match self.constant_value(&expr) {
            Some(value) => Ok(value),
            None => Err(self.error(expr.loc, M::NotConstant, &[])),
        }
    }

    /// The value of an expression known when the program is linked.
    pub(crate) fn constant(&self, expr: &Expr) -> Option<Constant> {
        match &expr.kind {
            ExprKind::Int(value) => Some(Constant::Int(*value)),
            ExprKind::Float(value) => Some(Constant::Float(*value)),
            ExprKind::Quad(bits) => Some(Constant::Quad(*bits)),
            ExprKind::AddressOf(object) => self.constant_address(object),
            ExprKind::Cast(inner) => {
                let value = self.constant(inner)?;
                match value {
                    Constant::Float(value) if expr.ty == Ty::FLOAT => {
                        Some(Constant::Float(f64::from(value as f32)))
                    }
                    Constant::Float(_) if expr.ty.is_float() => Some(value),
                    Constant::Float(value) if expr.ty.is_bool() => {
                        Some(Constant::Int(i64::from(value != 0.0)))
                    }
                    Constant::Float(value) if self.types.is_integer(expr.ty) => {
                        Some(Constant::Int(self.types.wrap(expr.ty, value as i64)))
                    }
                    Constant::Int(value) if expr.ty.is_float() => {
                        let unsigned =
                            !self.types.is_signed(inner.ty) && self.types.size(inner.ty) == 8;
                        let wide = if unsigned { value as u64 as f64 } else { value as f64 };
                        let single = expr.ty == Ty::FLOAT;
                        Some(Constant::Float(if single { f64::from(wide as f32) } else { wide }))
                    }
                    Constant::Int(value) if !expr.ty.is_float() => {
                        Some(Constant::Int(self.types.wrap(expr.ty, value)))
                    }
                    Constant::Address(..)
                        if self.types.size(expr.ty) == 8 && !expr.ty.is_float() =>
                    {
                        Some(value)
                    }
                    Constant::Address(..) if expr.ty.is_bool() => Some(Constant::Int(1)),
                    _ => None,
                }
            }
            ExprKind::Binary(op, a, b) => {
                let (x, y) = (self.constant(a)?, self.constant(b)?);
                match (op, x, y) {
                    (BinaryOp::Add, Constant::Address(id, at), Constant::Int(by)) => {
                        Some(Constant::Address(id, at.wrapping_add(by)))
                    }
                    (BinaryOp::Add, Constant::Int(by), Constant::Address(id, at)) => {
                        Some(Constant::Address(id, at.wrapping_add(by)))
                    }
                    (BinaryOp::Sub, Constant::Address(id, at), Constant::Int(by)) => {
                        Some(Constant::Address(id, at.wrapping_sub(by)))
                    }
                    (BinaryOp::Sub, Constant::Address(a, x), Constant::Address(b, y)) if a == b => {
                        Some(Constant::Int(x.wrapping_sub(y)))
                    }
                    (BinaryOp::Div, Constant::Int(x), Constant::Int(y)) if y != 0 => {
                        Some(Constant::Int(x.wrapping_div(y)))
                    }
                    (BinaryOp::Ne, Constant::Address(..), Constant::Int(0)) => {
                        Some(Constant::Int(1))
                    }
                    (BinaryOp::Eq, Constant::Address(..), Constant::Int(0)) => {
                        Some(Constant::Int(0))
                    }
                    _ => None,
                }
            }
            ExprKind::LogicalAnd(a, b) => match (self.constant_value(a)?, b) {
                (0, _) => Some(Constant::Int(0)),
                (_, b) => Some(Constant::Int(i64::from(self.constant_value(b)? != 0))),
            },
            ExprKind::LogicalOr(a, b) => match (self.constant_value(a)?, b) {
                (0, b) => Some(Constant::Int(i64::from(self.constant_value(b)? != 0))),
                _ => Some(Constant::Int(1)),
            },
            ExprKind::Comma(a, b) => self.constant(a).and_then(|_| self.constant(b)),
            ExprKind::Conditional(c, a, b) => {
                if self.constant_value(c)? != 0 {
                    self.constant(a)
                } else {
                    self.constant(b)
                }
            }
            _ => None,
        }
    }

    fn constant_address(&self, object: &Expr) -> Option<Constant> {
        match &object.kind {
            ExprKind::Global(id) if !self.global(*id).thread => Some(Constant::Address(*id, 0)),
            ExprKind::Member { base, offset, bits: None } => match self.constant_address(base)? {
                Constant::Address(id, at) => {
                    Some(Constant::Address(id, at.wrapping_add(*offset as i64)))
                }
                Constant::Int(at) => Some(Constant::Int(at.wrapping_add(*offset as i64))),
                Constant::Float(_) | Constant::Quad(_) => None,
            },
            ExprKind::Deref(pointer) => self.constant(pointer),
            _ => None,
        }
    }
}

//! Builtins that ask about floating-point values: `__builtin_isnan` and its relatives.

use super::{Parsed, Parser};
use crate::lex::Token;
use crate::messages::MessageId as M;
use crate::tree::{BinaryOp, Builtin, Expr, ExprKind};
use crate::types::Ty;

/// Classes of the instruction `fclass`.
const NAN: u16 = 0x300;
const INFINITE: u16 = 0x081;
const FINITE: u16 = 0x07e;
const NORMAL: u16 = 0x042;

/// Names without `__builtin_`.
pub(super) const QUESTIONS: &[&str] = &[
    "isnan",
    "isnanf",
    "isinf",
    "isinff",
    "isfinite",
    "isnormal",
    "finite",
    "signbit",
    "signbitf",
    "isgreater",
    "isgreaterequal",
    "isless",
    "islessequal",
    "isunordered",
];

impl Parser<'_> {
    pub(super) fn float_question(
        &mut self,
        name: &str,
        args: Vec<Expr>,
        token: Token,
    ) -> Parsed<Expr> {
        let comparison = match name {
            "isgreater" => Some(BinaryOp::Gt),
            "isgreaterequal" => Some(BinaryOp::Ge),
            "isless" => Some(BinaryOp::Lt),
            "islessequal" => Some(BinaryOp::Le),
            _ => None,
        };
        let is_unordered = name == "isunordered";
        self.need_args(&args, if comparison.is_some() || is_unordered { 2 } else { 1 }, token)?;
        let mut values = Vec::new();
        for arg in args {
            let value = self.rvalue(arg)?;
            if !self.types.is_arithmetic(value.ty) {
                let (text, have) = (self.text(token.sym), self.type_text(value.ty));
                return Err(self.session.error_at(token, M::BadOperand, &[&text, &have]));
            }
            let ty = if value.ty.bare() == Ty::FLOAT { Ty::FLOAT } else { Ty::DOUBLE };
            values.push(self.convert(value, ty));
        }
        let first = values.remove(0);
        if let Some(op) = comparison {
            return self.binary(op, first, values.remove(0), token);
        }
        let class = |classes, value| {
            let kind = ExprKind::Builtin(Builtin::Class(classes), vec![value]);
            Expr::new(kind, Ty::INT, token.loc)
        };
        if is_unordered {
            let (a, b) = (class(NAN, first), class(NAN, values.remove(0)));
            return Ok(self.arithmetic(BinaryOp::Or, a, b, (Ty::INT, token.loc)));
        }
        Ok(match name {
            "isnan" | "isnanf" => class(NAN, first),
            "isinf" | "isinff" => class(INFINITE, first),
            "isnormal" => class(NORMAL, first),
            "isfinite" | "finite" => class(FINITE, first),
            _ => {
                let kind = ExprKind::Builtin(Builtin::SignBit, vec![first]);
                Expr::new(kind, Ty::INT, token.loc)
            }
        })
    }
}

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
    "isinf_sign",
    "fpclassify",
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
    /// The same about a long double: the library's functions.
    fn long_question(
        &mut self,
        name: &str,
        values: &mut Vec<Expr>,
        token: Token,
    ) -> Option<Parsed<Expr>> {
        let loc = token.loc;
        if values.iter().all(|value| value.ty != Ty::LDOUBLE) {
            return None;
        }
        let first = values.remove(0);
        let (op, number) = match name {
            "isnan" | "isnanf" => (BinaryOp::Eq, 0),
            "isinf" | "isinff" => (BinaryOp::Eq, 1),
            "isnormal" => (BinaryOp::Eq, 4),
            "isinf_sign" => return Some(Ok(self.quad_question("__isinfl", first, loc))),
            "isfinite" | "finite" => (BinaryOp::Gt, 1),
            "signbit" | "signbitf" => {
                return Some(Ok(self.quad_question("__signbitl", first, loc)));
            }
            "isunordered" => {
                let second = values.remove(0);
                let (first, second) =
                    (self.convert(first, Ty::LDOUBLE), self.convert(second, Ty::LDOUBLE));
                return Some(Ok(self.quad_unordered(first, second, loc)));
            }
            // Comparisons go on as such.
            _ => {
                values.insert(0, first);
                return None;
            }
        };
        // FP_NAN and so on: math.h.
        let class = self.quad_question("__fpclassifyl", first, loc);
        let number = Expr::int(number, Ty::INT, loc);
        Some(Ok(self.arithmetic(op, class, number, (Ty::INT, loc))))
    }

    /// `__builtin_fpclassify` with the five numbers of math.h.
    fn fpclassify(&mut self, mut args: Vec<Expr>, token: Token) -> Parsed<Expr> {
        self.need_args(&args, 6, token)?;
        let value = self.rvalue(args.remove(5))?;
        let numbers: Vec<Option<i64>> = args.iter().map(|arg| self.constant_value(arg)).collect();
        let text = self.text(token.sym);
        if !self.types.is_arithmetic(value.ty) || numbers != [0, 1, 4, 3, 2].map(Some) {
            let have = self.type_text(value.ty);
            return Err(self.session.error_at(token, M::BadOperand, &[&text, &have]));
        }
        let (name, ty) = match value.ty.bare() {
            Ty::FLOAT => ("__fpclassifyf", Ty::FLOAT),
            Ty::LDOUBLE => ("__fpclassifyl", Ty::LDOUBLE),
            _ => ("__fpclassify", Ty::DOUBLE),
        };
        let value = self.convert(value, ty);
        Ok(self.quad_question(name, value, token.loc))
    }

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
        if name == "fpclassify" {
            return self.fpclassify(args, token);
        }
        let is_unordered = name == "isunordered";
        self.need_args(&args, if comparison.is_some() || is_unordered { 2 } else { 1 }, token)?;
        let mut values = Vec::new();
        for arg in args {
            let value = self.rvalue(arg)?;
            if !self.types.is_arithmetic(value.ty) {
                let (text, have) = (self.text(token.sym), self.type_text(value.ty));
                return Err(self.session.error_at(token, M::BadOperand, &[&text, &have]));
            }
            let ty = match value.ty.bare() {
                Ty::FLOAT | Ty::LDOUBLE => value.ty.bare(),
                _ => Ty::DOUBLE,
            };
            values.push(self.convert(value, ty));
        }
        if let Some(answer) = self.long_question(name, &mut values, token) {
            return answer;
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
            "isinf_sign" => {
                let kind = ExprKind::Builtin(Builtin::InfinitySign, vec![first]);
                Expr::new(kind, Ty::INT, token.loc)
            }
            "isnormal" => class(NORMAL, first),
            "isfinite" | "finite" => class(FINITE, first),
            _ => {
                let kind = ExprKind::Builtin(Builtin::SignBit, vec![first]);
                Expr::new(kind, Ty::INT, token.loc)
            }
        })
    }
}

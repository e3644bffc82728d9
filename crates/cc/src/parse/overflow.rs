//! `__builtin_add_overflow` and its relatives: arithmetic that says whether the result fits.

use super::{Parsed, Parser};
use crate::lex::Token;
use crate::messages::MessageId as M;
use crate::tree::{BinaryOp, Builtin, Checked, Expr, ExprKind};
use crate::types::Ty;

/// A name such as `add_overflow`, `mul_overflow_p` or `usubl_overflow`.
struct Name {
    op: BinaryOp,
    /// The type of all operands, if the name has one.
    ty: Option<Ty>,
    stores: bool,
}

fn read(name: &str) -> Option<Name> {
    let (word, stores) = match name.strip_suffix("_overflow_p") {
        Some(word) => (word, false),
        None => (name.strip_suffix("_overflow")?, true),
    };
    let (op, rest) = [("add", BinaryOp::Add), ("sub", BinaryOp::Sub), ("mul", BinaryOp::Mul)]
        .into_iter()
        .find_map(|(text, op)| word.split_once(text).map(|rest| (op, rest)))?;
    let ty = match rest {
        ("", "") => None,
        ("s", "") => Some(Ty::INT),
        ("s", "l" | "ll") => Some(Ty::LONG),
        ("u", "") => Some(Ty::UINT),
        ("u", "l" | "ll") => Some(Ty::ULONG),
        _ => return None,
    };
    (stores || ty.is_none()).then_some(Name { op, ty, stores })
}

/// Whether it is one of these names, without `__builtin_`.
pub(super) fn is_overflow(name: &str) -> bool {
    read(name).is_some()
}

impl Parser<'_> {
    pub(super) fn overflow_builtin(
        &mut self,
        name: &str,
        args: Vec<Expr>,
        token: Token,
    ) -> Parsed<Expr> {
        let Some(name) = read(name) else {
            let text = self.text(token.sym);
            return Err(self.session.error_at(token, M::UnknownName, &[&text]));
        };
        self.need_args(&args, 3, token)?;
        if args.len() > 3 {
            let (text, got) = (self.text(token.sym), args.len().to_string());
            return Err(self.session.error_at(token, M::TooManyArguments, &[&text, "3", &got]));
        }
        let mut values = Vec::new();
        for arg in args {
            values.push(self.rvalue(arg)?);
        }
        let target = if name.stores {
            self.types.pointee(values[2].ty).unwrap_or(Ty::VOID)
        } else {
            values[2].ty
        };
        if let Some(ty) = name.ty {
            for value in values.iter_mut().take(2) {
                let operand = std::mem::replace(value, Expr::int(0, Ty::INT, token.loc));
                *value = self.convert(operand, ty);
            }
        }
        for ty in [values[0].ty, values[1].ty, target] {
            if !self.types.is_integer(ty) {
                let (text, have) = (self.text(token.sym), self.type_text(ty));
                return Err(self.session.error_at(token, M::BadOperand, &[&text, &have]));
            }
        }
        let checked = Checked {
            op: name.op,
            size: self.types.size(target) as u8,
            signed: self.types.is_signed(target),
        };
        if !name.stores {
            values.truncate(2);
        }
        for value in values.iter_mut().take(2) {
            let operand = std::mem::replace(value, Expr::int(0, Ty::INT, token.loc));
            let wide = if self.types.is_signed(operand.ty) { Ty::LONG } else { Ty::ULONG };
            *value = self.convert(operand, wide);
        }
        let kind = ExprKind::Builtin(Builtin::Overflow(checked), values);
        let result = Expr::new(kind, Ty::INT, token.loc);
        Ok(self.convert(result, Ty::BOOL))
    }
}

//! Function calls: arguments against parameters (C11 6.5.2.2).

use super::convert::Target;
use crate::lex::Token;
use crate::messages::MessageId as M;
use crate::parse::{Parsed, Parser};
use crate::tree::{Call, Expr, ExprKind};
use crate::types::Ty;

impl Parser<'_> {
    /// `callee(args)`
    pub(crate) fn call(&mut self, callee: Expr, args: Vec<Expr>, token: Token) -> Parsed<Expr> {
        let loc = callee.loc;
        let callee = self.rvalue(callee)?;
        let function = self.types.pointee(callee.ty).and_then(|to| self.types.function(to));
        let Some(function) = function else {
            let text = self.type_text(callee.ty);
            return Err(self.session.error_at(token, M::NotFunction, &[&text]));
        };
        let named_global = match &callee.kind {
            ExprKind::AddressOf(object) => match object.kind {
                ExprKind::Global(id) => Some(id),
                _ => None,
            },
            _ => None,
        };
        let name = named_global.map_or(String::new(), |id| self.global(id).name.clone());
        let wanted = function.params.len();
        let too_few = args.len() < wanted && !function.unknown;
        let too_many = args.len() > wanted && !function.variadic && !function.unknown;
        if too_few || too_many {
            let (wanted, got) = (wanted.to_string(), args.len().to_string());
            let id = if too_few { M::TooFewArguments } else { M::TooManyArguments };
            let reported = self.session.error(loc, id, &[&name, &wanted, &got]);
            if let Some(global) = named_global {
                let place = self.global(global).loc;
                self.session.note(place, M::NoteDeclaredHere, &[&name]);
            }
            return Err(reported);
        }
        let mut values = Vec::with_capacity(args.len());
        for (index, arg) in args.into_iter().enumerate() {
            let arg = self.rvalue(arg)?;
            if arg.ty.is_void() {
                return Err(self.error(arg.loc, M::VoidValue, &[]));
            }
            values.push(match function.params.get(index) {
                Some(&ty) if !function.unknown => {
                    self.assign_convert(arg, ty, &Target::Argument(index + 1, name.clone()))?
                }
                _ => self.promote_argument(arg),
            });
        }
        if !function.ret.is_void() && !self.types.is_complete(function.ret) {
            let text = self.type_text(function.ret);
            return Err(self.error(loc, M::IncompleteType, &[&text]));
        }
        if self.unevaluated == 0 {
            self.check_format(&name, &values);
        }
        let named = if function.variadic { wanted } else { values.len() };
        let call = Call { callee, args: values, named };
        let ret: Ty = function.ret.bare();
        let expr = Expr::new(ExprKind::Call(Box::new(call)), ret, loc);
        self.bounded(expr)
    }
}

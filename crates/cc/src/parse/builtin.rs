//! Functions the compiler itself knows: `__builtin_…`, `__atomic_…`, `__sync_…`.

use super::float_builtin::QUESTIONS;
use super::implicit::is_known_function;
use super::overflow::is_overflow;
use super::{Parsed, Parser};
use crate::intern::sym;
use crate::lex::Token;
use crate::messages::MessageId as M;
use crate::tree::{BinaryOp, Builtin, Expr, ExprKind};
use crate::types::Ty;

/// Builtins with their own syntax or types.
const SPECIAL: &[&str] = &[
    "__builtin_va_start",
    "__builtin_va_arg",
    "__builtin_va_copy",
    "__builtin_va_end",
    "__builtin_offsetof",
    "__builtin_types_compatible_p",
    "__builtin_choose_expr",
    "__builtin_constant_p",
    "__builtin_expect",
    "__builtin_syscall",
    "__builtin_unreachable",
    "__builtin_trap",
    "__builtin_alloca",
    "__builtin_frame_address",
    "__builtin_return_address",
    "__builtin_thread_pointer",
    "__builtin_bswap16",
    "__builtin_bswap32",
    "__builtin_bswap64",
    "__builtin_expect_with_probability",
    "__builtin_alloca_with_align",
    "__builtin_ffs",
    "__builtin_ffsl",
    "__builtin_ffsll",
    "__builtin_parity",
    "__builtin_parityl",
    "__builtin_parityll",
    "__builtin_infl",
    "__builtin_nanl",
    "__builtin_clz",
    "__builtin_clzl",
    "__builtin_clzll",
    "__builtin_ctz",
    "__builtin_ctzl",
    "__builtin_ctzll",
    "__builtin_popcount",
    "__builtin_popcountl",
    "__builtin_popcountll",
    "__builtin_sqrt",
    "__builtin_sqrtf",
    "__builtin_fabs",
    "__builtin_fabsf",
    "__builtin_inf",
    "__builtin_inff",
    "__builtin_huge_val",
    "__builtin_huge_valf",
    "__builtin_huge_vall",
    "__builtin_nan",
    "__builtin_nanf",
    "__builtin_prefetch",
    "__builtin_object_size",
    "__builtin_assume_aligned",
];

/// Whether `__has_builtin` says yes.
pub(crate) fn is_builtin(name: &str) -> bool {
    let own = name.strip_prefix("__builtin_").unwrap_or("");
    SPECIAL.contains(&name)
        || name.starts_with("__atomic_")
        || name.starts_with("__sync_")
        || is_overflow(own)
        || QUESTIONS.contains(&own)
        || is_known_function(own)
}

impl Parser<'_> {
    /// A call of a builtin whose name has been read.
    pub(crate) fn builtin(&mut self, token: Token) -> Parsed<Expr> {
        let text = self.text(token.sym);
        let loc = token.loc;
        self.next();
        match &*text {
            "__builtin_va_arg" => return self.va_arg(token),
            "__builtin_offsetof" => return self.offsetof(token),
            "__builtin_types_compatible_p" => {
                let a = self.type_name()?;
                self.expect(sym::COMMA)?;
                let b = self.type_name()?;
                self.expect(sym::RPAREN)?;
                let same = self.types.compatible(a, b);
                return Ok(Expr::int(i64::from(same), Ty::INT, loc));
            }
            "__builtin_choose_expr" => {
                let first = self.constant_integer()? != 0;
                self.expect(sym::COMMA)?;
                let a = self.assignment()?;
                self.expect(sym::COMMA)?;
                let b = self.assignment()?;
                self.expect(sym::RPAREN)?;
                return Ok(if first { a } else { b });
            }
            _ => {}
        }
        let name = text.strip_prefix("__builtin_").unwrap_or("");
        if !SPECIAL.contains(&&*text) && is_known_function(name) {
            let symbol = self.session.names.intern(name);
            let callee = self.known_function(Token { sym: symbol, ..token });
            let args = self.arguments()?;
            return self.call(callee, args, token);
        }
        let args = self.arguments()?;
        if is_overflow(name) {
            return self.overflow_builtin(name, args, token);
        }
        if QUESTIONS.contains(&name) {
            return self.float_question(name, args, token);
        }
        if text.starts_with("__atomic_") || text.starts_with("__sync_") {
            return self.atomic_builtin(&text, args, token);
        }
        self.plain_builtin(&text, args, token)
    }

    pub(super) fn need_args(&mut self, args: &[Expr], least: usize, token: Token) -> Parsed<()> {
        if args.len() >= least {
            return Ok(());
        }
        let text = self.text(token.sym);
        Err(self.session.error_at(
            token,
            M::TooFewArguments,
            &[&text, &least.to_string(), &args.len().to_string()],
        ))
    }

    fn plain_builtin(&mut self, text: &str, args: Vec<Expr>, token: Token) -> Parsed<Expr> {
        let loc = token.loc;
        let name = text.trim_start_matches("__builtin_");
        let arity = match name {
            "unreachable" | "trap" | "thread_pointer" | "inf" | "inff" | "infl" | "huge_val"
            | "huge_valf" | "huge_vall" => 0,
            "va_copy" | "expect" | "object_size" | "alloca_with_align" => 2,
            "expect_with_probability" => 3,
            _ => 1,
        };
        self.need_args(&args, arity, token)?;
        let mut values = Vec::new();
        if name == "constant_p" {
            let constant = self.constant(&args[0]).is_some();
            return Ok(Expr::int(i64::from(constant), Ty::INT, loc));
        }
        if name == "object_size" {
            return self.object_size(&args, token);
        }
        for arg in args {
            values.push(self.rvalue(arg)?);
        }
        let make = |builtin, args, ty| Ok(Expr::new(ExprKind::Builtin(builtin, args), ty, loc));
        let pointer = self.types.pointer(Ty::VOID);
        let float = |value: f64, ty| Ok(Expr::new(ExprKind::Float(value), ty, loc));
        match name {
            "va_start" => {
                let list = self.va_list_place(values.swap_remove(0))?;
                make(Builtin::VaStart, vec![list], Ty::VOID)
            }
            "va_end" | "prefetch" => {
                Ok(Expr::new(ExprKind::Cast(Box::new(values.swap_remove(0))), Ty::VOID, loc))
            }
            "va_copy" => {
                let source = values.swap_remove(1);
                let to = self.va_list_object(values.swap_remove(0))?;
                self.assign(to, source, token)
            }
            "expect" | "expect_with_probability" => {
                let value = self.convert(values.swap_remove(0), Ty::LONG);
                Ok(value)
            }
            "assume_aligned" => Ok(values.swap_remove(0)),
            "syscall" => {
                if values.len() > 7 {
                    return Err(self.session.error_at(
                        token,
                        M::TooManyArguments,
                        &[text, "7", &values.len().to_string()],
                    ));
                }
                let values =
                    values.into_iter().map(|value| self.convert(value, Ty::LONG)).collect();
                make(Builtin::Syscall, values, Ty::LONG)
            }
            "unreachable" => make(Builtin::Unreachable, values, Ty::VOID),
            "trap" => make(Builtin::Trap, values, Ty::VOID),
            "alloca" | "alloca_with_align" => {
                let size = self.convert(values.swap_remove(0), Ty::ULONG);
                if let Some(body) = &mut self.body {
                    body.has_vla = true;
                }
                make(Builtin::Alloca, vec![size], pointer)
            }
            "frame_address" => make(Builtin::FrameAddress, Vec::new(), pointer),
            "return_address" => make(Builtin::ReturnAddress, Vec::new(), pointer),
            "thread_pointer" => make(Builtin::ThreadPointer, Vec::new(), pointer),
            "bswap16" | "bswap32" | "bswap64" => {
                let (size, ty) = match name {
                    "bswap16" => (2, Ty::USHORT),
                    "bswap32" => (4, Ty::UINT),
                    _ => (8, Ty::ULONG),
                };
                let value = self.convert(values.swap_remove(0), ty);
                if let Some(constant) = value.as_int() {
                    let swapped = (constant as u64).swap_bytes() >> (64 - size * 8);
                    return Ok(Expr::int(self.types.wrap(ty, swapped as i64), ty, loc));
                }
                make(Builtin::Bswap(size as u8), vec![value], ty)
            }
            "clz" | "ctz" | "popcount" | "ffs" | "parity" | "clzl" | "ctzl" | "popcountl"
            | "ffsl" | "parityl" | "clzll" | "ctzll" | "popcountll" | "ffsll" | "parityll" => {
                let wide = name.ends_with('l');
                let value =
                    self.convert(values.swap_remove(0), if wide { Ty::ULONG } else { Ty::UINT });
                let bits = if wide { 64 } else { 32 };
                let builtin = match name.trim_end_matches('l') {
                    "clz" => Builtin::Clz(bits),
                    "ctz" => Builtin::Ctz(bits),
                    "ffs" => Builtin::Ffs(bits),
                    _ => Builtin::Popcount(bits),
                };
                let count = Expr::new(ExprKind::Builtin(builtin, vec![value]), Ty::INT, loc);
                if !name.starts_with("parity") {
                    return Ok(count);
                }
                let one = Expr::int(1, Ty::INT, loc);
                Ok(self.arithmetic(BinaryOp::And, count, one, (Ty::INT, loc)))
            }
            "sqrt" | "sqrtf" | "fabs" | "fabsf" => {
                let ty = if name.ends_with('f') { Ty::FLOAT } else { Ty::DOUBLE };
                let value = self.convert(values.swap_remove(0), ty);
                make(
                    if name.starts_with("sqrt") { Builtin::Sqrt } else { Builtin::Fabs },
                    vec![value],
                    ty,
                )
            }
            "inf" | "huge_val" => float(f64::INFINITY, Ty::DOUBLE),
            "huge_vall" | "infl" => Ok(self.quad_of(f64::INFINITY, loc)),
            "inff" | "huge_valf" => float(f64::INFINITY, Ty::FLOAT),
            "nan" => float(f64::NAN, Ty::DOUBLE),
            "nanf" => float(f64::NAN, Ty::FLOAT),
            "nanl" => Ok(self.quad_of(f64::NAN, loc)),
            _ => Err(self.session.error_at(token, M::UnknownName, &[text])),
        }
    }

    /// `__builtin_object_size`: known of a variable or a member that is named; otherwise as much as possible, or nothing.
    fn object_size(&mut self, args: &[Expr], token: Token) -> Parsed<Expr> {
        let kind = self.constant_value(&args[1]).unwrap_or(0);
        let object = match &args[0].kind {
            ExprKind::AddressOf(object) => object,
            _ => &args[0],
        };
        let is_named = matches!(object.kind, ExprKind::Local(_) | ExprKind::Global(_));
        let is_address = matches!(args[0].kind, ExprKind::AddressOf(_));
        let size = if is_named && (is_address || self.types.element(object.ty).is_some()) {
            self.types.size(object.ty) as i64
        } else if kind & 2 == 0 {
            -1
        } else {
            0
        };
        Ok(Expr::int(size, Ty::ULONG, token.loc))
    }

    /// The `va_list` object behind a value just read from it.
    fn va_list_object(&mut self, value: Expr) -> Parsed<Expr> {
        match value.kind {
            ExprKind::Load(object) => Ok(*object),
            _ => Err(self.error(value.loc, M::NotVaList, &[])),
        }
    }

    fn va_list_place(&mut self, value: Expr) -> Parsed<Expr> {
        let loc = value.loc;
        if !self.body.as_ref().is_some_and(|body| body.variadic) {
            return Err(self.error(loc, M::NotVariadic, &[]));
        }
        let object = self.va_list_object(value)?;
        let ty = self.types.pointer(object.ty);
        Ok(Expr::new(ExprKind::AddressOf(Box::new(object)), ty, loc))
    }

    /// `__builtin_va_arg(list, type)`: the list is a pointer to the next argument.
    fn va_arg(&mut self, token: Token) -> Parsed<Expr> {
        let loc = token.loc;
        let list = self.assignment()?;
        let list = self.rvalue(list)?;
        let list = self.va_list_object(list)?;
        self.expect(sym::COMMA)?;
        let ty = self.type_name()?;
        self.expect(sym::RPAREN)?;
        if !self.types.is_complete(ty) {
            let text = self.type_text(ty);
            return Err(self.error(loc, M::IncompleteType, &[&text]));
        }
        let promoted = self.types.promoted(ty);
        if self.types.is_integer(ty) && promoted != ty.bare() && self.types.size(ty) < 4
            || ty.bare() == Ty::FLOAT
        {
            let text = self.type_text(ty);
            self.session.warn(loc, 1, M::VaArgPromoted, &[&text]);
        }
        let (size, align) = (self.types.size(ty), self.types.align(ty));
        let by_reference = size > 16;
        let step = if by_reference { 8 } else { size.next_multiple_of(8) };
        let bytes = self.types.pointer(Ty::CHAR);
        let held = Expr::new(ExprKind::Held, list.ty.bare(), loc);
        let mut next = self.convert(held, Ty::ULONG);
        if align > 8 && !by_reference {
            next = self.arithmetic(
                BinaryOp::Add,
                next,
                Expr::int(15, Ty::ULONG, loc),
                (Ty::ULONG, loc),
            );
            next = self.arithmetic(
                BinaryOp::And,
                next,
                Expr::int(-16, Ty::ULONG, loc),
                (Ty::ULONG, loc),
            );
        }
        next = self.arithmetic(
            BinaryOp::Add,
            next,
            Expr::int(step as i64, Ty::ULONG, loc),
            (Ty::ULONG, loc),
        );
        let next = self.convert(next, list.ty.bare());
        let kind = ExprKind::Update {
            place: Box::new(list.clone()),
            value: Box::new(next),
            result_is_old: false,
        };
        let moved = Expr::new(kind, list.ty.bare(), loc);
        let moved = self.convert(moved, bytes);
        let back = Expr::int(-(step as i64), Ty::LONG, loc);
        let address = self.arithmetic(BinaryOp::Add, moved, back, (bytes, loc));
        let target = if by_reference { self.types.pointer(ty) } else { ty };
        let pointer = self.types.pointer(target);
        let address = self.convert(address, pointer);
        let object = Expr::new(ExprKind::Deref(Box::new(address)), target, loc);
        let value = self.rvalue(object)?;
        if by_reference {
            let object = Expr::new(ExprKind::Deref(Box::new(value)), ty, loc);
            return self.rvalue(object);
        }
        Ok(value)
    }

    /// `__builtin_offsetof(type, member.member[index])`
    fn offsetof(&mut self, token: Token) -> Parsed<Expr> {
        let mut ty = self.type_name()?;
        self.expect(sym::COMMA)?;
        let mut offset = 0i64;
        let mut first = true;
        while first || !self.take(sym::RPAREN) {
            if !first && self.take(sym::LBRACKET) {
                let index = self.constant_integer()?;
                self.expect(sym::RBRACKET)?;
                let Some(element) = self.types.element(ty) else {
                    return Err(self.session.error_at(token, M::BadDesignator, &[]));
                };
                offset = offset.wrapping_add(index.wrapping_mul(self.types.size(element) as i64));
                ty = element;
                continue;
            }
            if !first {
                self.expect(sym::DOT)?;
            }
            first = false;
            if !self.is_name() {
                return Err(self.unexpected(M::ExpectedMember));
            }
            let name = self.next();
            let Some(field) = self.types.find_field(ty, name.sym) else {
                let (text, have) = (self.text(name.sym), self.type_text(ty));
                return Err(self.session.error_at(name, M::NoMember, &[&have, &text]));
            };
            offset += field.offset as i64;
            ty = field.ty;
        }
        Ok(Expr::int(offset, Ty::ULONG, token.loc))
    }
}

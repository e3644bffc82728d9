//! `__atomic_…` and `__sync_…`: gcc's names for C11's atomic operations.

use vitrine_debug_info::AtomicOrder;

use super::{Parsed, Parser};
use crate::lex::Token;
use crate::messages::MessageId as M;
use crate::tree::{BinaryOp, Builtin, Expr, ExprKind, RmwOp, Stmt, StmtKind};
use crate::types::Ty;

/// Of operators on `_Atomic` objects: sequentially consistent, as C11 6.2.6.1p9 has it.
pub(crate) const BOTH: AtomicOrder = AtomicOrder { acquire: true, release: true };
pub(crate) const ACQUIRE: AtomicOrder = AtomicOrder { acquire: true, release: false };
pub(crate) const RELEASE: AtomicOrder = AtomicOrder { acquire: false, release: true };

/// What a memory_order says, which has gcc's numbers; one that is not constant is taken for the
/// strongest.
fn order_of(order: Option<&Expr>) -> AtomicOrder {
    match order.and_then(Expr::as_int) {
        Some(0) => AtomicOrder::default(),
        Some(1 | 2) => ACQUIRE,
        Some(3) => RELEASE,
        Some(_) | None => BOTH,
    }
}

/// The order among the arguments of an operation with one order.
fn order_among(name: &str, values: &[Expr]) -> AtomicOrder {
    match name {
        "sync_lock_test_and_set" => ACQUIRE,
        "sync_lock_release" => RELEASE,
        _ if name.starts_with("sync_") => BOTH,
        "atomic_load_n" | "atomic_test_and_set" | "atomic_clear" => order_of(values.get(1)),
        "atomic_exchange" => order_of(values.get(3)),
        _ => order_of(values.get(2)),
    }
}

impl Parser<'_> {
    pub(super) fn atomic_builtin(
        &mut self,
        text: &str,
        args: Vec<Expr>,
        token: Token,
    ) -> Parsed<Expr> {
        let loc = token.loc;
        let name = text.trim_start_matches("__");
        if matches!(name, "atomic_thread_fence" | "atomic_signal_fence" | "sync_synchronize") {
            let order = match name {
                "atomic_thread_fence" => Some(order_of(args.first())),
                "sync_synchronize" => Some(BOTH),
                _ => None,
            };
            let fence = ExprKind::Builtin(Builtin::Fence(order), Vec::new());
            return Ok(Expr::new(fence, Ty::VOID, loc));
        }
        if name == "atomic_is_lock_free" || name == "atomic_always_lock_free" {
            return Ok(Expr::int(1, Ty::BOOL, loc));
        }
        self.need_args(&args, 1, token)?;
        let mut values = Vec::new();
        for arg in args {
            values.push(self.rvalue(arg)?);
        }
        let Some(ty) = self.types.pointee(values[0].ty) else {
            let have = self.type_text(values[0].ty);
            return Err(self.error(values[0].loc, M::NotPointer, &[&have]));
        };
        let ty = if ty.is_void() { Ty::UCHAR } else { ty.bare() };
        let size = self.types.size(ty);
        if !matches!(size, 1 | 2 | 4 | 8) || !self.types.is_scalar(ty) || ty.is_float() {
            return Err(self.session.error_at(token, M::UnsupportedAtomic, &[text]));
        }
        self.atomic_operation(name, values, (ty, size as u8), token)
    }

    fn atomic_operation(
        &mut self,
        name: &str,
        mut values: Vec<Expr>,
        (ty, size): (Ty, u8),
        token: Token,
    ) -> Parsed<Expr> {
        let loc = token.loc;
        let make = |builtin, args, ty| Expr::new(ExprKind::Builtin(builtin, args), ty, loc);
        let order = order_among(name, &values);
        let load = AtomicOrder { release: false, ..order };
        let store = AtomicOrder { acquire: false, ..order };
        let rmw = [
            ("add", RmwOp::Add),
            ("sub", RmwOp::Sub),
            ("and", RmwOp::And),
            ("or", RmwOp::Or),
            ("xor", RmwOp::Xor),
            ("nand", RmwOp::Nand),
        ];
        for (word, op) in rmw {
            let old =
                name == format!("atomic_fetch_{word}") || name == format!("sync_fetch_and_{word}");
            let new =
                name == format!("atomic_{word}_fetch") || name == format!("sync_{word}_and_fetch");
            if !(old || new) {
                continue;
            }
            self.need_args(&values, 2, token)?;
            let address = values[0].clone();
            let operand = self.convert(values.swap_remove(1), ty);
            return self.fetch((op, order), (address, operand), (ty, size), new);
        }
        match name {
            "atomic_load_n" => Ok(make(Builtin::AtomicLoad(load), vec![values.swap_remove(0)], ty)),
            "atomic_store_n" | "atomic_exchange_n" | "sync_lock_test_and_set" => {
                self.need_args(&values, 2, token)?;
                let value = self.convert(values.swap_remove(1), ty);
                let address = values.swap_remove(0);
                if name == "atomic_store_n" {
                    let store = make(Builtin::AtomicStore(store), vec![address, value], ty);
                    return Ok(Expr::new(ExprKind::Cast(Box::new(store)), Ty::VOID, loc));
                }
                Ok(make(Builtin::AtomicRmw(RmwOp::Swap, size, order), vec![address, value], ty))
            }
            "sync_lock_release" | "atomic_clear" => {
                let store = make(
                    Builtin::AtomicStore(store),
                    vec![values.swap_remove(0), Expr::int(0, ty, loc)],
                    ty,
                );
                Ok(Expr::new(ExprKind::Cast(Box::new(store)), Ty::VOID, loc))
            }
            "atomic_test_and_set" => {
                let old = make(
                    Builtin::AtomicRmw(RmwOp::Swap, size, order),
                    vec![values.swap_remove(0), Expr::int(1, ty, loc)],
                    ty,
                );
                Ok(self.convert(old, Ty::BOOL))
            }
            "atomic_load" => {
                self.need_args(&values, 2, token)?;
                let value = make(Builtin::AtomicLoad(load), vec![values.remove(0)], ty);
                let to = self.deref(values.remove(0), loc)?;
                let stored = self.assign(to, value, token)?;
                Ok(Expr::new(ExprKind::Cast(Box::new(stored)), Ty::VOID, loc))
            }
            "atomic_store" | "atomic_exchange" => {
                self.need_args(&values, 2, token)?;
                let from = self.deref(values[1].clone(), loc)?;
                let value = self.rvalue(from)?;
                let value = self.convert(value, ty);
                let address = values[0].clone();
                if name == "atomic_store" {
                    let store = make(Builtin::AtomicStore(store), vec![address, value], ty);
                    return Ok(Expr::new(ExprKind::Cast(Box::new(store)), Ty::VOID, loc));
                }
                self.need_args(&values, 3, token)?;
                let old =
                    make(Builtin::AtomicRmw(RmwOp::Swap, size, order), vec![address, value], ty);
                let to = self.deref(values.swap_remove(2), loc)?;
                let stored = self.assign(to, old, token)?;
                Ok(Expr::new(ExprKind::Cast(Box::new(stored)), Ty::VOID, loc))
            }
            "sync_val_compare_and_swap" | "sync_bool_compare_and_swap" => {
                self.need_args(&values, 3, token)?;
                let new = self.convert(values.swap_remove(2), ty);
                let expected = self.convert(values.swap_remove(1), ty);
                let address = values.swap_remove(0);
                if name == "sync_val_compare_and_swap" {
                    return Ok(make(
                        Builtin::AtomicCas(size, BOTH, BOTH),
                        vec![address, expected, new],
                        ty,
                    ));
                }
                let kept = self.kept(expected)?;
                let old =
                    make(Builtin::AtomicCas(size, BOTH, BOTH), vec![address, kept.0, new], ty);
                Ok(Expr::new(
                    ExprKind::Binary(BinaryOp::Eq, Box::new(old), Box::new(kept.1)),
                    Ty::INT,
                    loc,
                ))
            }
            "atomic_compare_exchange_n" | "atomic_compare_exchange" => {
                self.need_args(&values, 3, token)?;
                self.compare_exchange(name.ends_with("_n"), values, (ty, size), token)
            }
            _ => {
                let text = self.text(token.sym);
                Err(self.session.error_at(token, M::UnknownName, &[&text]))
            }
        }
    }

    /// A read-modify-write that yields the old or the new value.
    pub(crate) fn fetch(
        &mut self,
        (op, order): (RmwOp, AtomicOrder),
        (address, operand): (Expr, Expr),
        (ty, size): (Ty, u8),
        new: bool,
    ) -> Parsed<Expr> {
        let loc = address.loc;
        let builtin = Builtin::AtomicRmw(op, size, order);
        let make = |args| Expr::new(ExprKind::Builtin(builtin, args), ty, loc);
        if !new {
            return Ok(make(vec![address, operand]));
        }
        let (store, load) = self.kept(operand)?;
        let old = make(vec![address, store]);
        let plain = match op {
            RmwOp::Add => BinaryOp::Add,
            RmwOp::Sub => BinaryOp::Sub,
            RmwOp::And | RmwOp::Nand => BinaryOp::And,
            RmwOp::Or => BinaryOp::Or,
            RmwOp::Xor => BinaryOp::Xor,
            RmwOp::Swap => return Ok(load),
        };
        let value = self.arithmetic_as(plain, old, load, (ty, loc));
        if op == RmwOp::Nand {
            let inverted = Expr::new(ExprKind::Not(Box::new(value)), ty, loc);
            return Ok(inverted);
        }
        Ok(value)
    }

    /// A read-modify-write that no instruction does: computed again until nobody has interfered.
    pub(crate) fn atomic_loop(
        &mut self,
        op: BinaryOp,
        place: Expr,
        value: Expr,
        (token, result_is_old): (Token, bool),
    ) -> Parsed<Expr> {
        let (ty, loc) = (place.ty.bare(), token.loc);
        let size = self.types.size(ty) as u8;
        if self.body.is_none() || ty.is_float() {
            let sign = self.text(token.sym);
            return Err(self.session.error_at(token, M::UnsupportedAtomic, &[&sign]));
        }
        let value = self.rvalue(value)?;
        let (keep_value, value) = self.kept(value)?;
        let pointer_ty = self.types.pointer(ty);
        let address = Expr::new(ExprKind::AddressOf(Box::new(place)), pointer_ty, loc);
        let (keep_address, address) = self.kept(address)?;
        let mut hidden = || {
            let id = self.new_local(String::new(), ty, loc);
            Expr::new(ExprKind::Local(id), ty, loc)
        };
        let (seen, old, new) = (hidden(), hidden(), hidden());
        let load = |object: &Expr| Expr::new(ExprKind::Load(Box::new(object.clone())), ty, loc);
        let set = |object: &Expr, value: Expr| {
            let (place, value) = (Box::new(object.clone()), Box::new(value));
            let expr = Expr::new(ExprKind::Assign { place, value }, ty, loc);
            Stmt { kind: StmtKind::Expr(expr), loc }
        };
        let result = self.binary(op, load(&old), value, token)?;
        let result = self.convert(result, ty);
        let first = Builtin::AtomicLoad(ACQUIRE);
        let first = Expr::new(ExprKind::Builtin(first, vec![address.clone()]), ty, loc);
        let exchange = vec![address, load(&old), load(&new)];
        let cas = Builtin::AtomicCas(size, BOTH, ACQUIRE);
        let exchange = Expr::new(ExprKind::Builtin(cas, exchange), ty, loc);
        let body = vec![set(&old, load(&seen)), set(&new, result), set(&seen, exchange)];
        let differs = ExprKind::Binary(BinaryOp::Ne, Box::new(load(&seen)), Box::new(load(&old)));
        let (next, end) = (self.new_label(), self.new_label());
        let again = StmtKind::Loop {
            condition: Some(Expr::new(differs, Ty::INT, loc)),
            step: None,
            body: Box::new(Stmt { kind: StmtKind::Block(body, Vec::new()), loc }),
            next,
            end,
            test_first: false,
        };
        let plain = |expr| Stmt { kind: StmtKind::Expr(expr), loc };
        let list = vec![
            plain(keep_value),
            plain(keep_address),
            set(&seen, first),
            Stmt { kind: again, loc },
        ];
        let answer = Box::new(load(if result_is_old { &old } else { &new }));
        self.bounded(Expr::new(ExprKind::Statements(list, Some(answer)), ty, loc))
    }

    /// A value kept in a hidden local: the expression that stores it, and one that reads it again.
    pub(crate) fn kept(&mut self, value: Expr) -> Parsed<(Expr, Expr)> {
        let (ty, loc) = (value.ty, value.loc);
        if value.as_int().is_some() {
            return Ok((value.clone(), value));
        }
        if self.body.is_none() {
            return Err(self.error(loc, M::NotConstant, &[]));
        }
        let local = self.new_local(String::new(), ty, loc);
        let place = Expr::new(ExprKind::Local(local), ty, loc);
        let store = ExprKind::Assign { place: Box::new(place.clone()), value: Box::new(value) };
        Ok((Expr::new(store, ty, loc), Expr::new(ExprKind::Load(Box::new(place)), ty, loc)))
    }

    /// `*expected` is compared, and replaced by the old value if that differs.
    fn compare_exchange(
        &mut self,
        by_value: bool,
        mut values: Vec<Expr>,
        (ty, size): (Ty, u8),
        token: Token,
    ) -> Parsed<Expr> {
        let loc = token.loc;
        let (success, failure) = (order_of(values.get(4)), order_of(values.get(5)));
        let failure = AtomicOrder { release: false, ..failure };
        let new = values.swap_remove(2);
        let new = if by_value {
            self.convert(new, ty)
        } else {
            let object = self.deref(new, loc)?;
            let value = self.rvalue(object)?;
            self.convert(value, ty)
        };
        let (keep_pointer, pointer) = self.kept(values.swap_remove(1))?;
        let address = values.swap_remove(0);
        let expected_object = self.deref(keep_pointer, loc)?;
        let expected = self.rvalue(expected_object)?;
        let expected = self.convert(expected, ty);
        let (keep_expected, expected) = self.kept(expected)?;
        let old = Expr::new(
            ExprKind::Builtin(
                Builtin::AtomicCas(size, success, failure),
                vec![address, keep_expected, new],
            ),
            ty,
            loc,
        );
        let (keep_old, old) = self.kept(old)?;
        let same = Expr::new(
            ExprKind::Binary(BinaryOp::Eq, Box::new(keep_old), Box::new(expected)),
            Ty::INT,
            loc,
        );
        let object = self.deref(pointer, loc)?;
        let stored =
            Expr::new(ExprKind::Assign { place: Box::new(object), value: Box::new(old) }, ty, loc);
        let zero = Expr::int(0, Ty::INT, loc);
        let failed = Expr::new(ExprKind::Comma(Box::new(stored), Box::new(zero)), Ty::INT, loc);
        let one = Expr::int(1, Ty::INT, loc);
        let kind = ExprKind::Conditional(Box::new(same), Box::new(one), Box::new(failed));
        let result = Expr::new(kind, Ty::INT, loc);
        Ok(self.convert(result, Ty::BOOL))
    }
}

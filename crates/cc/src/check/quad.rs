//! `long double`: binary128, computed by functions of the library (`__addtf3` and so on, as libgcc names them), since the
//! machine has no instructions for it. Constants are computed here.

use std::rc::Rc;

use rustc_apfloat::ieee::{Double, Quad, Single};
use rustc_apfloat::{Float, FloatConvert, Round};

use crate::parse::Parser;
use crate::source::Loc;
use crate::tree::{BinaryOp, Call, Expr, ExprKind};
use crate::types::{FunctionType, Ty, TypeKind};

const SIGN: u128 = 1 << 127;

/// A decimal or hexadecimal constant, without suffix.
pub(crate) fn read(text: &str) -> Option<u128> {
    text.parse::<Quad>().ok().map(Float::to_bits)
}

/// The nearest double.
pub(crate) fn to_double(bits: u128) -> f64 {
    let value: Double = Quad::from_bits(bits).convert(&mut false).value;
    f64::from_bits(value.to_bits() as u64)
}

pub(crate) fn of_double(value: f64) -> u128 {
    let wide: Quad = Double::from_bits(u128::from(value.to_bits())).convert(&mut false).value;
    wide.to_bits()
}

fn of_integer(value: i64, unsigned: bool) -> u128 {
    let wide = if unsigned {
        Quad::from_u128(u128::from(value as u64)).value
    } else {
        Quad::from_i128(i128::from(value)).value
    };
    wide.to_bits()
}

fn fold(op: BinaryOp, x: u128, y: u128) -> Option<ExprKind> {
    let (x, y) = (Quad::from_bits(x), Quad::from_bits(y));
    let value = match op {
        BinaryOp::Add => x.add_r(y, Round::NearestTiesToEven).value,
        BinaryOp::Sub => x.sub_r(y, Round::NearestTiesToEven).value,
        BinaryOp::Mul => x.mul_r(y, Round::NearestTiesToEven).value,
        BinaryOp::Div => x.div_r(y, Round::NearestTiesToEven).value,
        BinaryOp::Eq => return Some(ExprKind::Int(i64::from(x == y))),
        BinaryOp::Ne => return Some(ExprKind::Int(i64::from(x != y))),
        BinaryOp::Lt => return Some(ExprKind::Int(i64::from(x < y))),
        BinaryOp::Le => return Some(ExprKind::Int(i64::from(x <= y))),
        BinaryOp::Gt => return Some(ExprKind::Int(i64::from(x > y))),
        BinaryOp::Ge => return Some(ExprKind::Int(i64::from(x >= y))),
        _ => return None,
    };
    Some(ExprKind::Quad(value.to_bits()))
}

impl Parser<'_> {
    /// A call of a function of the library that has no declaration.
    fn quad_call(&mut self, name: &str, args: Vec<Expr>, (ret, loc): (Ty, Loc)) -> Expr {
        let params = args.iter().map(|arg| arg.ty.bare()).collect();
        let ty = FunctionType { ret, params, variadic: false, unknown: false };
        let ty = self.types.make(TypeKind::Function(Rc::new(ty)));
        let id = self.library_function(name, ty, loc);
        let function = Expr::new(ExprKind::Global(id), ty, loc);
        let pointer = self.types.pointer(ty);
        let callee = Expr::new(ExprKind::AddressOf(Box::new(function)), pointer, loc);
        let named = args.len();
        Expr::new(ExprKind::Call(Box::new(Call { callee, args, named })), ret, loc)
    }

    pub(crate) fn quad_of(&mut self, value: f64, loc: Loc) -> Expr {
        Expr::new(ExprKind::Quad(of_double(value)), Ty::LDOUBLE, loc)
    }

    /// A call of a function of the library that has no declaration, about a number.
    pub(crate) fn quad_question(&mut self, name: &str, value: Expr, loc: Loc) -> Expr {
        self.quad_call(name, vec![value], (Ty::INT, loc))
    }

    pub(crate) fn quad_unordered(&mut self, a: Expr, b: Expr, loc: Loc) -> Expr {
        self.quad_call("__unordtf2", vec![a, b], (Ty::INT, loc))
    }

    /// `a op b`, both of type `long double`.
    pub(crate) fn quad_arithmetic(&mut self, op: BinaryOp, a: Expr, b: Expr, loc: Loc) -> Expr {
        if let (ExprKind::Quad(x), ExprKind::Quad(y)) = (&a.kind, &b.kind)
            && let Some(kind) = fold(op, *x, *y)
        {
            let ty = if op.is_comparison() { Ty::INT } else { Ty::LDOUBLE };
            return Expr::new(kind, ty, loc);
        }
        let name = match op {
            BinaryOp::Add => "__addtf3",
            BinaryOp::Sub => "__subtf3",
            BinaryOp::Mul => "__multf3",
            BinaryOp::Div => "__divtf3",
            BinaryOp::Eq => "__eqtf2",
            BinaryOp::Ne => "__netf2",
            BinaryOp::Lt => "__lttf2",
            BinaryOp::Le => "__letf2",
            BinaryOp::Gt => "__gttf2",
            _ => "__getf2",
        };
        if !op.is_comparison() {
            return self.quad_call(name, vec![a, b], (Ty::LDOUBLE, loc));
        }
        let order = self.quad_call(name, vec![a, b], (Ty::INT, loc));
        self.arithmetic(op, order, Expr::int(0, Ty::INT, loc), (Ty::INT, loc))
    }

    /// `-a` of a `long double`.
    pub(crate) fn quad_negate(&mut self, expr: Expr, loc: Loc) -> Expr {
        match expr.kind {
            ExprKind::Quad(bits) => Expr::new(ExprKind::Quad(bits ^ SIGN), Ty::LDOUBLE, loc),
            _ => self.quad_call("__negtf2", vec![expr], (Ty::LDOUBLE, loc)),
        }
    }

    /// Whether a `long double` is not zero.
    pub(crate) fn quad_truth(&mut self, expr: Expr) -> Expr {
        let loc = expr.loc;
        let zero = Expr::new(ExprKind::Quad(0), Ty::LDOUBLE, loc);
        self.quad_arithmetic(BinaryOp::Ne, expr, zero, loc)
    }

    /// Conversion of a number to `long double`.
    pub(crate) fn quad_from_number(&mut self, expr: Expr) -> Expr {
        let loc = expr.loc;
        let from = expr.ty.bare();
        let unsigned = !self.types.is_signed(from);
        match expr.kind {
            ExprKind::Int(value) => {
                let unsigned = unsigned && self.types.size(from) == 8;
                return Expr::new(ExprKind::Quad(of_integer(value, unsigned)), Ty::LDOUBLE, loc);
            }
            ExprKind::Float(value) => {
                return Expr::new(ExprKind::Quad(of_double(value)), Ty::LDOUBLE, loc);
            }
            _ => {}
        }
        let (name, ty) = match (self.types.size(from), unsigned) {
            _ if from == Ty::FLOAT => ("__extendsftf2", Ty::FLOAT),
            _ if from == Ty::DOUBLE => ("__extenddftf2", Ty::DOUBLE),
            (8, true) => ("__floatunditf", Ty::ULONG),
            (8, false) => ("__floatditf", Ty::LONG),
            (4, true) => ("__floatunsitf", Ty::UINT),
            _ => ("__floatsitf", Ty::INT),
        };
        let operand = self.convert(expr, ty);
        self.quad_call(name, vec![operand], (Ty::LDOUBLE, loc))
    }

    /// Conversion of a `long double` to another arithmetic type.
    pub(crate) fn number_from_quad(&mut self, expr: Expr, ty: Ty) -> Expr {
        let loc = expr.loc;
        if ty.is_bool() {
            let truth = self.quad_truth(expr);
            return self.convert(truth, ty);
        }
        let unsigned = !self.types.is_signed(ty);
        if let ExprKind::Quad(bits) = expr.kind {
            return match () {
                () if ty == Ty::FLOAT => {
                    let single: Single = Quad::from_bits(bits).convert(&mut false).value;
                    let value = f32::from_bits(single.to_bits() as u32);
                    Expr::new(ExprKind::Float(f64::from(value)), ty, loc)
                }
                () if ty == Ty::DOUBLE => Expr::new(ExprKind::Float(to_double(bits)), ty, loc),
                // Out of range it saturates, as the functions do.
                () => {
                    let width = if self.types.size(ty) == 8 { 64 } else { 32 };
                    let quad = Quad::from_bits(bits);
                    let whole = if unsigned && self.types.size(ty) >= 4 {
                        quad.to_u128_r(width, Round::TowardZero, &mut false).value as i64
                    } else {
                        quad.to_i128_r(width, Round::TowardZero, &mut false).value as i64
                    };
                    Expr::int(self.types.wrap(ty, whole), ty, loc)
                }
            };
        }
        let (name, ret) = match (self.types.size(ty), unsigned) {
            _ if ty == Ty::FLOAT => ("__trunctfsf2", Ty::FLOAT),
            _ if ty == Ty::DOUBLE => ("__trunctfdf2", Ty::DOUBLE),
            (8, true) => ("__fixunstfdi", Ty::ULONG),
            (8, false) => ("__fixtfdi", Ty::LONG),
            (4, true) => ("__fixunstfsi", Ty::UINT),
            _ => ("__fixtfsi", Ty::INT),
        };
        let value = self.quad_call(name, vec![expr], (ret, loc));
        self.convert(value, ty)
    }

    /// `place op= value` of a `long double`: by way of the place's address, which is taken once.
    pub(crate) fn quad_update(
        &mut self,
        (op, loc): (BinaryOp, Loc),
        place: Expr,
        value: Expr,
        result_is_old: bool,
    ) -> Expr {
        let pointer = self.types.pointer(place.ty);
        let kept = self.new_local(String::new(), pointer, loc);
        let kept = Expr::new(ExprKind::Local(kept), pointer, loc);
        let address = Expr::new(ExprKind::AddressOf(Box::new(place)), pointer, loc);
        let keep = assignment(kept.clone(), address);
        let address = Expr::new(ExprKind::Load(Box::new(kept)), pointer, loc);
        let object = Expr::new(ExprKind::Deref(Box::new(address)), Ty::LDOUBLE, loc);
        let old = Expr::new(ExprKind::Load(Box::new(object.clone())), Ty::LDOUBLE, loc);
        let comma = |a: Expr, b: Expr| {
            let ty = b.ty;
            Expr::new(ExprKind::Comma(Box::new(a), Box::new(b)), ty, loc)
        };
        if !result_is_old {
            let new = self.quad_arithmetic(op, old, value, loc);
            return comma(keep, assignment(object, new));
        }
        let before = self.new_local(String::new(), Ty::LDOUBLE, loc);
        let before = Expr::new(ExprKind::Local(before), Ty::LDOUBLE, loc);
        let save = assignment(before.clone(), old);
        let saved = Expr::new(ExprKind::Load(Box::new(before)), Ty::LDOUBLE, loc);
        let new = self.quad_arithmetic(op, saved.clone(), value, loc);
        let store = assignment(object, new);
        comma(comma(keep, save), comma(store, saved))
    }
}

fn assignment(place: Expr, value: Expr) -> Expr {
    let (ty, loc) = (place.ty.bare(), place.loc);
    Expr::new(ExprKind::Assign { place: Box::new(place), value: Box::new(value) }, ty, loc)
}

//! The typed program: what parsing and checking leave for the code generator.
//!
//! Every conversion is a node of its own: [`ExprKind::Load`] turns an object into its value,
//! [`ExprKind::Cast`] changes a value's type, arrays have become pointers.

use vitrine_debug_info::AtomicOrder;

use crate::source::Loc;
use crate::types::{Bits, Ty};

/// Index into [`Function::locals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LocalId(pub(crate) u32);

/// Index into [`Unit::globals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct GlobalId(pub(crate) u32);

/// A place to jump to within a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LabelId(pub(crate) u32);

/// An expression.
#[derive(Clone, Debug)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) ty: Ty,
    pub(crate) loc: Loc,
    /// Registers its evaluation needs at most; [`CALLS`] if it may call a function.
    pub(crate) need: u8,
    /// Nodes from here down.
    pub(crate) depth: u16,
}

/// [`Expr::need`] of an expression during which no register keeps its value.
pub(crate) const CALLS: u8 = 255;

/// Expressions nested deeper than this are refused: later passes recurse on them.
pub(crate) const MAX_DEPTH: u16 = 600;

/// Operators on two values of one type (shifts: of any two integer types).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    And,
    Or,
    Xor,
    Shl,
    Shr,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl BinaryOp {
    pub(crate) fn is_comparison(self) -> bool {
        matches!(self, Self::Eq | Self::Ne | Self::Lt | Self::Le | Self::Gt | Self::Ge)
    }
}

/// Operations with a name instead of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Builtin {
    /// `ecall`: number and up to six arguments.
    Syscall,
    Unreachable,
    Trap,
    Alloca,
    FrameAddress,
    ReturnAddress,
    ThreadPointer,
    /// Bytes 2, 4 or 8.
    Bswap(u8),
    /// Of 32 or 64 bits.
    Clz(u8),
    Ctz(u8),
    Popcount(u8),
    /// Address of the `va_list`.
    VaStart,
    /// `None` orders nothing between threads: atomic_signal_fence.
    Fence(Option<AtomicOrder>),
    /// Address, value; the old value is the result. Bytes 1, 2, 4, 8.
    AtomicRmw(RmwOp, u8, AtomicOrder),
    /// Address.
    AtomicLoad(AtomicOrder),
    /// Address, value.
    AtomicStore(AtomicOrder),
    /// Address, expected value, new value; the old value is the result. Bytes; the orders of success
    /// and failure.
    AtomicCas(u8, AtomicOrder, AtomicOrder),
    /// Of float or double.
    Sqrt,
    Fabs,
    /// The number of the lowest bit that is set, from 1 on, or 0; of 32 or 64 bits.
    Ffs(u8),
    /// Whether a float or double is in one of these classes: `fclass`.
    Class(u16),
    /// 1 for infinity, -1 for minus infinity, 0 for other floats or doubles.
    InfinitySign,
    /// The sign bit of a float or double.
    SignBit,
    /// Operands of 64 bits, and where the result goes; whether it does not fit.
    Overflow(Checked),
}

/// `__builtin_add_overflow` and its relatives: the result has infinite precision, then it is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Checked {
    pub(crate) op: BinaryOp,
    /// The result's bytes and sign.
    pub(crate) size: u8,
    pub(crate) signed: bool,
}

/// What an atomic read-modify-write does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RmwOp {
    Swap,
    Add,
    Sub,
    And,
    Or,
    Xor,
    Nand,
}

/// A call.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// A pointer to the function.
    pub(crate) callee: Expr,
    pub(crate) args: Vec<Expr>,
    /// How many arguments have a parameter; the others are variable ones.
    pub(crate) named: usize,
}

/// A part of an object being initialised.
#[derive(Clone, Debug)]
pub(crate) struct InitItem {
    pub(crate) offset: u64,
    pub(crate) bits: Option<Bits>,
    /// A value of the part's type; for an array of characters, the string's object.
    pub(crate) value: Expr,
}

/// What an expression does.
#[derive(Clone, Debug)]
pub(crate) enum ExprKind {
    /// In the range of its type.
    Int(i64),
    /// A float or double.
    Float(f64),
    /// A long double: the bits of binary128.
    Quad(u128),

    // Objects.
    Local(LocalId),
    Global(GlobalId),
    Deref(Box<Expr>),
    Member {
        base: Box<Expr>,
        offset: u64,
        bits: Option<Bits>,
    },

    // Values.
    Load(Box<Expr>),
    AddressOf(Box<Expr>),
    Cast(Box<Expr>),
    Neg(Box<Expr>),
    Not(Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    LogicalNot(Box<Expr>),
    LogicalAnd(Box<Expr>, Box<Expr>),
    LogicalOr(Box<Expr>, Box<Expr>),
    Conditional(Box<Expr>, Box<Expr>, Box<Expr>),
    Assign {
        place: Box<Expr>,
        value: Box<Expr>,
    },
    /// `place op= …`: the place is found once; `value` has [`ExprKind::Held`] where its old value goes.
    Update {
        place: Box<Expr>,
        value: Box<Expr>,
        result_is_old: bool,
    },
    /// The old value of the innermost [`ExprKind::Update`].
    Held,
    /// An object if its right side is one.
    Comma(Box<Expr>, Box<Expr>),
    Call(Box<Call>),
    Builtin(Builtin, Vec<Expr>),
    /// Statements, then the value.
    Statements(Vec<Stmt>, Option<Box<Expr>>),
    /// Initialises a local: zeroes it first if some part has no item of its own.
    Init {
        local: LocalId,
        zero: bool,
        items: Vec<InitItem>,
    },
}

impl Expr {
    pub(crate) fn new(kind: ExprKind, ty: Ty, loc: Loc) -> Self {
        let (need, depth) = measure(&kind);
        Self { kind, ty, loc, need, depth }
    }

    pub(crate) fn int(value: i64, ty: Ty, loc: Loc) -> Self {
        Self::new(ExprKind::Int(value), ty, loc)
    }

    /// Whether evaluating it may call a function.
    pub(crate) fn calls(&self) -> bool {
        self.need == CALLS
    }

    pub(crate) fn as_int(&self) -> Option<i64> {
        match self.kind {
            ExprKind::Int(value) => Some(value),
            _ => None,
        }
    }

    /// The expressions directly inside, in order of evaluation; not those inside statements.
    pub(crate) fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Quad(_)
            | ExprKind::Local(_)
            | ExprKind::Global(_)
            | ExprKind::Held => Vec::new(),
            ExprKind::Deref(a)
            | ExprKind::Member { base: a, .. }
            | ExprKind::Load(a)
            | ExprKind::AddressOf(a)
            | ExprKind::Cast(a)
            | ExprKind::Neg(a)
            | ExprKind::Not(a)
            | ExprKind::LogicalNot(a) => vec![a],
            ExprKind::Binary(_, a, b)
            | ExprKind::LogicalAnd(a, b)
            | ExprKind::LogicalOr(a, b)
            | ExprKind::Comma(a, b)
            | ExprKind::Assign { place: b, value: a }
            | ExprKind::Update { place: a, value: b, .. } => vec![a, b],
            ExprKind::Conditional(a, b, c) => vec![a, b, c],
            ExprKind::Call(call) => std::iter::once(&call.callee).chain(&call.args).collect(),
            ExprKind::Builtin(_, args) => args.iter().collect(),
            ExprKind::Statements(_, value) => value.iter().map(|value| &**value).collect(),
            ExprKind::Init { items, .. } => items.iter().map(|item| &item.value).collect(),
        }
    }

    /// Whether evaluating it changes something.
    pub(crate) fn has_effect(&self) -> bool {
        match &self.kind {
            ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Quad(_)
            | ExprKind::Local(_)
            | ExprKind::Global(_)
            | ExprKind::Held => false,
            ExprKind::Deref(a)
            | ExprKind::Member { base: a, .. }
            | ExprKind::Load(a)
            | ExprKind::AddressOf(a)
            | ExprKind::Cast(a)
            | ExprKind::Neg(a)
            | ExprKind::Not(a)
            | ExprKind::LogicalNot(a) => a.has_effect(),
            ExprKind::Binary(_, a, b)
            | ExprKind::LogicalAnd(a, b)
            | ExprKind::LogicalOr(a, b)
            | ExprKind::Comma(a, b) => a.has_effect() || b.has_effect(),
            ExprKind::Conditional(a, b, c) => a.has_effect() || b.has_effect() || c.has_effect(),
            ExprKind::Assign { .. }
            | ExprKind::Update { .. }
            | ExprKind::Call(_)
            | ExprKind::Builtin(..)
            | ExprKind::Statements(..)
            | ExprKind::Init { .. } => true,
        }
    }
}

/// Registers and depth of a node from its parts.
fn measure(kind: &ExprKind) -> (u8, u16) {
    let mut depth = 0;
    let mut need = 1u8;
    let mut one = |expr: &Expr, beside: u8| {
        depth = depth.max(expr.depth);
        let sum = expr.need.saturating_add(beside);
        need = if expr.need == CALLS { CALLS } else { need.max(sum.min(CALLS - 1)) };
    };
    match kind {
        ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Quad(_)
        | ExprKind::Local(_)
        | ExprKind::Global(_)
        | ExprKind::Held => {}
        ExprKind::Deref(a)
        | ExprKind::Load(a)
        | ExprKind::AddressOf(a)
        | ExprKind::LogicalNot(a) => one(a, 0),
        ExprKind::Member { base: a, .. }
        | ExprKind::Cast(a)
        | ExprKind::Neg(a)
        | ExprKind::Not(a) => one(a, 1),
        ExprKind::Binary(_, a, b) => {
            one(a, 1);
            one(b, 2);
        }
        ExprKind::LogicalAnd(a, b) | ExprKind::LogicalOr(a, b) | ExprKind::Comma(a, b) => {
            one(a, 1);
            one(b, 1);
        }
        ExprKind::Conditional(a, b, c) => {
            one(a, 1);
            one(b, 1);
            one(c, 1);
        }
        ExprKind::Assign { place, value } | ExprKind::Update { place, value, .. } => {
            one(place, 2);
            one(value, 4);
        }
        ExprKind::Call(call) => {
            one(&call.callee, 0);
            call.args.iter().for_each(|arg| one(arg, 0));
            need = CALLS;
        }
        ExprKind::Builtin(_, args) => {
            args.iter().for_each(|arg| one(arg, 0));
            need = CALLS;
        }
        ExprKind::Statements(_, value) => {
            value.iter().for_each(|value| one(value, 0));
            need = CALLS;
        }
        ExprKind::Init { items, .. } => {
            items.iter().for_each(|item| one(&item.value, 3));
            need = CALLS;
        }
    }
    (need, depth.saturating_add(1))
}

/// Assembly inside a function. Its operands are locals: values are put there before, and fetched
/// from there behind.
#[derive(Clone, Debug)]
pub(crate) struct Asm {
    /// The instructions, with `%0` … for the operands.
    pub(crate) text: String,
    pub(crate) operands: Vec<AsmOperand>,
    /// Registers that the instructions change besides.
    pub(crate) clobbers: Vec<String>,
}

/// An operand of assembly.
#[derive(Clone, Debug)]
pub(crate) struct AsmOperand {
    pub(crate) local: LocalId,
    pub(crate) form: AsmForm,
    /// The register is loaded before.
    pub(crate) input: bool,
    /// The register is stored behind.
    pub(crate) output: bool,
    /// The register that the program asks for.
    pub(crate) register: Option<String>,
}

/// How an operand appears in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AsmForm {
    Register,
    /// The local holds an address: `0(register)`.
    Memory,
    /// A number.
    Immediate(i64),
    /// The register of an earlier operand.
    Same(usize),
}

/// A statement and where it begins.
#[derive(Clone, Debug)]
pub(crate) struct Stmt {
    pub(crate) kind: StmtKind,
    pub(crate) loc: Loc,
}

/// One `case`: the values from `low` to `high`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) label: LabelId,
}

/// What a statement does.
#[derive(Clone, Debug)]
pub(crate) enum StmtKind {
    Expr(Expr),
    /// Its statements; the locals' scope ends with it.
    Block(Vec<Stmt>, Vec<LocalId>),
    /// From here on the local is in scope.
    Declare(LocalId),
    /// Allocates a variable-length array: pointer to it, size in bytes.
    AllocateVla {
        pointer: LocalId,
        size: LocalId,
    },
    /// Gives back what variable-length arrays took, at the start of a block that has some.
    ReleaseVlas,
    /// `if … else if … else`.
    If(Vec<(Expr, Stmt)>, Option<Box<Stmt>>),
    Loop {
        condition: Option<Expr>,
        step: Option<Expr>,
        body: Box<Stmt>,
        next: LabelId,
        end: LabelId,
        test_first: bool,
    },
    Switch {
        value: Expr,
        cases: Vec<Case>,
        default: Option<LabelId>,
        body: Box<Stmt>,
        end: LabelId,
    },
    Label(LabelId),
    Goto(LabelId),
    /// `goto *pointer`.
    GotoPointer(Expr),
    Return(Option<Expr>),
    Asm(Asm),
    Nothing,
}

/// An object with automatic storage.
#[derive(Clone, Debug)]
pub(crate) struct Local {
    /// Empty for the compiler's own.
    pub(crate) name: String,
    pub(crate) ty: Ty,
    pub(crate) align: u64,
    pub(crate) parameter: bool,
    /// `register … asm("a0")`: where assembly wants it.
    pub(crate) register: Option<String>,
}

/// A function with a body.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) global: GlobalId,
    pub(crate) params: Vec<LocalId>,
    pub(crate) locals: Vec<Local>,
    pub(crate) labels: u32,
    pub(crate) body: Stmt,
    pub(crate) loc: Loc,
    pub(crate) end: Loc,
    /// Globals that the body names.
    pub(crate) uses: Vec<GlobalId>,
    /// Neither prologue nor epilogue: the body is assembly.
    pub(crate) naked: bool,
    pub(crate) has_vla: bool,
    /// Labels whose address is taken, and the symbols for them.
    pub(crate) label_symbols: Vec<(LabelId, GlobalId)>,
}

/// A pointer inside initialised data.
#[derive(Clone, Debug)]
pub(crate) struct DataPointer {
    pub(crate) offset: u64,
    pub(crate) target: GlobalId,
    pub(crate) addend: i64,
}

/// Initial bytes of a global.
#[derive(Clone, Debug, Default)]
pub(crate) struct Data {
    pub(crate) bytes: Vec<u8>,
    pub(crate) pointers: Vec<DataPointer>,
}

/// An object or function with a fixed address.
#[derive(Clone, Debug)]
pub(crate) struct Global {
    pub(crate) name: String,
    pub(crate) ty: Ty,
    /// Whether other units see it.
    pub(crate) external: bool,
    pub(crate) weak: bool,
    /// `inline` without `extern`: emitted only if this unit uses it.
    pub(crate) inline: bool,
    pub(crate) function: bool,
    /// Functions: has a body. Objects: has storage here, maybe without initialiser.
    pub(crate) defined: bool,
    pub(crate) data: Option<Data>,
    pub(crate) thread: bool,
    pub(crate) noreturn: bool,
    /// Kept although nobody seems to use it.
    pub(crate) keep: bool,
    /// Called before `main`: the priority, smaller ones earlier.
    pub(crate) constructor: Option<u16>,
    /// Called at exit, smaller ones later.
    pub(crate) destructor: Option<u16>,
    pub(crate) align: u64,
    pub(crate) loc: Loc,
    /// A name in the program, not a string literal or the like.
    pub(crate) named: bool,
    pub(crate) section_readonly: bool,
    /// Named where nothing is evaluated: not unused.
    pub(crate) mentioned: bool,
    /// Declared by being called.
    pub(crate) implicit: bool,
    /// The other name of `__attribute__((alias))`.
    pub(crate) alias_of: Option<String>,
}

/// A checked translation unit.
#[derive(Default)]
pub(crate) struct Unit {
    pub(crate) globals: Vec<Global>,
    pub(crate) functions: Vec<Function>,
    /// Top-level assembly.
    pub(crate) assembly: Vec<(String, Loc)>,
}

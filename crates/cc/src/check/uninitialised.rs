//! Variables that are read before anything can have given them a value.
//!
//! Only what is certain is said: no assignment stands before the use in the text, the address is
//! never taken before it, and no loop or jump leads back to it from an assignment.

use crate::source::Loc;
use crate::tree::{Expr, ExprKind, LabelId, Local, LocalId, Stmt, StmtKind};
use crate::types::{Ty, Types};

/// The first such use of each variable.
pub(crate) fn uses(types: &Types, locals: &[Local], body: &Stmt) -> Vec<(LocalId, Loc)> {
    let watched = |local: &Local| {
        let volatile = local.ty.quals & crate::types::VOLATILE != 0;
        !local.name.is_empty() && !local.parameter && types.is_scalar(local.ty) && !volatile
    };
    let mut walk = Walk {
        known: locals.iter().map(|local| !watched(local)).collect(),
        loops: Vec::new(),
        labels: Vec::new(),
        jumps_back: false,
        found: Vec::new(),
    };
    walk.stmt(body);
    if walk.jumps_back { Vec::new() } else { walk.found }
}

struct Walk {
    /// Per local: it may have a value by now, or is not looked at.
    known: Vec<bool>,
    /// What is assigned somewhere in each loop around here.
    loops: Vec<Vec<LocalId>>,
    labels: Vec<LabelId>,
    jumps_back: bool,
    found: Vec<(LocalId, Loc)>,
}

impl Walk {
    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Expr(expr) | StmtKind::GotoPointer(expr) => self.expr(expr),
            StmtKind::Block(list, _) => list.iter().for_each(|stmt| self.stmt(stmt)),
            StmtKind::If(arms, otherwise) => {
                for (condition, then) in arms {
                    self.expr(condition);
                    self.stmt(then);
                }
                otherwise.iter().for_each(|stmt| self.stmt(stmt));
            }
            StmtKind::Loop { condition, step, body, .. } => {
                let mut assigned = Vec::new();
                assigned_in(body, &mut assigned);
                let parts = condition.iter().chain(step);
                parts.for_each(|expr| assigned_by(expr, &mut assigned));
                self.loops.push(assigned);
                condition.iter().for_each(|expr| self.expr(expr));
                self.stmt(body);
                step.iter().for_each(|expr| self.expr(expr));
                self.loops.pop();
            }
            StmtKind::Switch { value, body, .. } => {
                self.expr(value);
                self.stmt(body);
            }
            StmtKind::Label(label) => self.labels.push(*label),
            StmtKind::Goto(label) => self.jumps_back |= self.labels.contains(label),
            StmtKind::Return(value) => value.iter().for_each(|value| self.expr(value)),
            StmtKind::Asm(asm) => asm.operands.iter().for_each(|one| self.give(one.local)),
            StmtKind::Declare(_)
            | StmtKind::AllocateVla { .. }
            | StmtKind::ReleaseVlas
            | StmtKind::Nothing => {}
        }
    }

    fn give(&mut self, local: LocalId) {
        self.known[local.0 as usize] = true;
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Assign { place, value } => {
                // `int x = x;` says "I know".
                let itself = local_of(place).is_some() && local_of(place) == read_of(value);
                if !itself {
                    self.expr(value);
                }
                match local_of(place) {
                    Some(local) => self.give(local),
                    None => self.expr(place),
                }
            }
            ExprKind::Update { place, value, .. } => {
                if let Some(local) = local_of(place) {
                    self.read(local, place.loc);
                }
                self.expr(value);
                self.expr(place);
            }
            ExprKind::AddressOf(object) => match local_of(object) {
                Some(local) => self.give(local),
                None => self.expr(object),
            },
            ExprKind::Load(object) => match local_of(object) {
                Some(local) => self.read(local, expr.loc),
                None => self.expr(object),
            },
            // `(void)x;` says "unused", not "read".
            ExprKind::Cast(inner) if expr.ty == Ty::VOID && read_of(inner).is_some() => {}
            ExprKind::Statements(list, value) => {
                list.iter().for_each(|stmt| self.stmt(stmt));
                value.iter().for_each(|value| self.expr(value));
            }
            ExprKind::Init { local, items, .. } => {
                items.iter().for_each(|item| self.expr(&item.value));
                self.give(*local);
            }
            _ => expr.children().into_iter().for_each(|part| self.expr(part)),
        }
    }

    fn read(&mut self, local: LocalId, loc: Loc) {
        if self.known[local.0 as usize] || self.loops.iter().any(|list| list.contains(&local)) {
            return;
        }
        self.give(local);
        self.found.push((local, loc));
    }
}

fn local_of(place: &Expr) -> Option<LocalId> {
    match place.kind {
        ExprKind::Local(local) => Some(local),
        _ => None,
    }
}

fn read_of(value: &Expr) -> Option<LocalId> {
    match &value.kind {
        ExprKind::Load(object) => local_of(object),
        _ => None,
    }
}

fn assigned_in(stmt: &Stmt, out: &mut Vec<LocalId>) {
    match &stmt.kind {
        StmtKind::Expr(expr) | StmtKind::GotoPointer(expr) => assigned_by(expr, out),
        StmtKind::Block(list, _) => list.iter().for_each(|stmt| assigned_in(stmt, out)),
        StmtKind::If(arms, otherwise) => {
            for (condition, then) in arms {
                assigned_by(condition, out);
                assigned_in(then, out);
            }
            otherwise.iter().for_each(|stmt| assigned_in(stmt, out));
        }
        StmtKind::Loop { condition, step, body, .. } => {
            condition.iter().chain(step).for_each(|expr| assigned_by(expr, out));
            assigned_in(body, out);
        }
        StmtKind::Switch { value, body, .. } => {
            assigned_by(value, out);
            assigned_in(body, out);
        }
        StmtKind::Return(value) => value.iter().for_each(|value| assigned_by(value, out)),
        StmtKind::Asm(asm) => out.extend(asm.operands.iter().map(|one| one.local)),
        StmtKind::Declare(_)
        | StmtKind::AllocateVla { .. }
        | StmtKind::ReleaseVlas
        | StmtKind::Label(_)
        | StmtKind::Goto(_)
        | StmtKind::Nothing => {}
    }
}

fn assigned_by(expr: &Expr, out: &mut Vec<LocalId>) {
    match &expr.kind {
        // An update reads first: it gives nothing its first value.
        ExprKind::Assign { place: object, .. } | ExprKind::AddressOf(object) => {
            out.extend(local_of(object));
        }
        ExprKind::Init { local, .. } => out.push(*local),
        ExprKind::Statements(list, _) => list.iter().for_each(|stmt| assigned_in(stmt, out)),
        _ => {}
    }
    expr.children().into_iter().for_each(|part| assigned_by(part, out));
}

//! `asm` inside functions, with the operands that RISC-V programs use: registers, memory, numbers.

use super::{Parsed, Parser};
use crate::intern::sym;
use crate::lex::{Kind, Token};
use crate::messages::MessageId as M;
use crate::source::Loc;
use crate::tree::{Asm, AsmForm, AsmOperand, Expr, ExprKind, LocalId, Stmt, StmtKind};
use crate::types::Ty;

/// What has been read of an `asm` statement.
#[derive(Default)]
struct Reading {
    operands: Vec<AsmOperand>,
    names: Vec<Option<String>>,
    before: Vec<Expr>,
    behind: Vec<Expr>,
}

impl Parser<'_> {
    /// `asm("…" : outputs : inputs : clobbers);`
    pub(super) fn asm_statement(&mut self) -> Parsed<Stmt> {
        let token = self.next();
        while matches!(
            self.peek().sym,
            sym::VOLATILE | sym::VOLATILE2 | sym::VOLATILE3 | sym::INLINE | sym::GOTO
        ) {
            self.next();
        }
        self.expect(sym::LPAREN)?;
        let mut text = self.asm_string()?;
        let mut reading = Reading::default();
        let mut clobbers = Vec::new();
        for section in 0..3 {
            if !self.take(sym::COLON) {
                break;
            }
            while !matches!(self.peek().sym, sym::COLON | sym::RPAREN) {
                if section == 2 {
                    clobbers.push(self.asm_string()?);
                } else {
                    self.asm_operand(section == 0, &mut reading)?;
                }
                if !self.take(sym::COMMA) {
                    break;
                }
            }
        }
        self.expect(sym::RPAREN)?;
        self.expect(sym::SEMI)?;
        for (index, name) in reading.names.iter().enumerate() {
            if let Some(name) = name {
                text = text.replace(&format!("%[{name}]"), &format!("%{index}"));
            }
        }
        let loc = token.loc;
        let stmt = |kind| Stmt { kind, loc };
        let asm = StmtKind::Asm(Asm { text, operands: reading.operands, clobbers });
        if reading.before.is_empty() && reading.behind.is_empty() {
            return Ok(stmt(asm));
        }
        let before = reading.before.into_iter().map(|expr| stmt(StmtKind::Expr(expr)));
        let behind = reading.behind.into_iter().map(|expr| stmt(StmtKind::Expr(expr)));
        let list = before.chain([stmt(asm)]).chain(behind).collect();
        Ok(stmt(StmtKind::Block(list, Vec::new())))
    }

    fn asm_string(&mut self) -> Parsed<String> {
        if self.peek().kind != Kind::Str {
            return Err(self.unexpected(M::ExpectedString));
        }
        let (bytes, _) = self.string_bytes()?;
        Ok(String::from_utf8_lossy(&bytes[..bytes.len() - 1]).into_owned())
    }

    /// `[name] "constraint" (expression)`
    fn asm_operand(&mut self, output: bool, reading: &mut Reading) -> Parsed<()> {
        let mut name = None;
        if self.take(sym::LBRACKET) {
            let word = self.next();
            name = Some(self.text(word.sym).to_string());
            self.expect(sym::RBRACKET)?;
        }
        let token = self.peek();
        let constraint = self.asm_string()?;
        self.expect(sym::LPAREN)?;
        let expr = self.expression()?;
        self.expect(sym::RPAREN)?;
        if reading.operands.len() >= 10 {
            return Err(self.session.error_at(token, M::UnsupportedAsm, &[&constraint]));
        }
        reading.names.push(name);
        let register = self.asked_register(&expr);
        let letters = constraint.trim_start_matches(['=', '+', '&', '%']);
        let operand = match (letters, output) {
            ("r" | "f" | "rm" | "g" | "ri" | "rJ" | "rI" | "rK", true) => {
                self.asm_output(expr, constraint.contains('+'), token, reading)?
            }
            ("m" | "A" | "o", _) => {
                let address = self.address_for_asm(expr, token)?;
                let local = self.keep_for_asm(address, reading)?;
                AsmOperand {
                    local,
                    form: AsmForm::Memory,
                    input: true,
                    output: false,
                    register: None,
                }
            }
            ("i" | "n" | "I" | "J" | "K", false) => {
                let value = self.rvalue(expr)?;
                let Some(number) = self.constant_value(&value) else {
                    return Err(self.error(value.loc, M::NotConstant, &[]));
                };
                let (local, form) = (LocalId(0), AsmForm::Immediate(number));
                AsmOperand { local, form, input: false, output: false, register: None }
            }
            ("r" | "f" | "rm" | "g" | "ri" | "rJ" | "rI" | "rK", false) => {
                let value = self.rvalue(expr)?;
                let local = self.keep_for_asm(value, reading)?;
                AsmOperand { local, form: AsmForm::Register, input: true, output: false, register }
            }
            (digit, false) if digit.parse().is_ok_and(|n: usize| n < reading.operands.len()) => {
                let value = self.rvalue(expr)?;
                let local = self.keep_for_asm(value, reading)?;
                let form = AsmForm::Same(digit.parse().unwrap_or(0));
                AsmOperand { local, form, input: true, output: false, register: None }
            }
            _ => return Err(self.session.error_at(token, M::UnsupportedAsm, &[&constraint])),
        };
        reading.operands.push(operand);
        Ok(())
    }

    fn asm_output(
        &mut self,
        place: Expr,
        input: bool,
        token: Token,
        reading: &mut Reading,
    ) -> Parsed<AsmOperand> {
        self.check_assignable(&place, token)?;
        if !self.types.is_scalar(place.ty) {
            let text = self.type_text(place.ty);
            return Err(self.error(place.loc, M::NotScalar, &[&text]));
        }
        let register = self.asked_register(&place);
        let (ty, loc) = (place.ty.bare(), place.loc);
        let local = if input {
            let value = self.rvalue(place.clone())?;
            self.keep_for_asm(value, reading)?
        } else {
            self.new_local(String::new(), ty, loc)
        };
        let object = Expr::new(ExprKind::Local(local), ty, loc);
        let result = Expr::new(ExprKind::Load(Box::new(object)), ty, loc);
        let stored = self.assign(place, result, token)?;
        reading.behind.push(stored);
        Ok(AsmOperand { local, form: AsmForm::Register, input, output: true, register })
    }

    /// The register of a variable declared with one.
    fn asked_register(&self, expr: &Expr) -> Option<String> {
        match (&expr.kind, &self.body) {
            (ExprKind::Local(id), Some(body)) => body.locals[id.0 as usize].register.clone(),
            _ => None,
        }
    }

    fn address_for_asm(&mut self, object: Expr, token: Token) -> Parsed<Expr> {
        if !self.is_object(&object) {
            return Err(self.session.error_at(token, M::AddressOfValue, &[]));
        }
        let (ty, loc) = (self.types.pointer(object.ty), object.loc);
        Ok(Expr::new(ExprKind::AddressOf(Box::new(object)), ty, loc))
    }

    /// A value put into a hidden local before the assembly.
    fn keep_for_asm(&mut self, value: Expr, reading: &mut Reading) -> Parsed<LocalId> {
        if !self.types.is_scalar(value.ty) {
            let text = self.type_text(value.ty);
            return Err(self.error(value.loc, M::NotScalar, &[&text]));
        }
        let (ty, loc): (Ty, Loc) = (value.ty.bare(), value.loc);
        let local = self.new_local(String::new(), ty, loc);
        let place = Box::new(Expr::new(ExprKind::Local(local), ty, loc));
        let kind = ExprKind::Assign { place, value: Box::new(value) };
        reading.before.push(Expr::new(kind, ty, loc));
        Ok(local)
    }
}

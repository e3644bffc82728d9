//! Statements and the declarations among them (C11 6.8).

use super::declaration::Attributes;
use super::{NamedLabel, Parsed, Parser, plain_global};
use crate::check::convert::Target;
use crate::intern::sym;
use crate::lex::{Kind, Token};
use crate::messages::MessageId as M;
use crate::tree::{Case, Expr, ExprKind, LabelId, LocalId, Stmt, StmtKind};
use crate::types::Ty;

/// A `switch` being read.
pub(crate) struct OpenSwitch {
    ty: Ty,
    cases: Vec<Case>,
    default: Option<LabelId>,
}

impl Parser<'_> {
    /// `{ … }` with a scope of its own.
    pub(crate) fn block(&mut self) -> Parsed<Stmt> {
        self.scopes.push();
        let result = self.block_in_scope();
        self.scopes.pop();
        result
    }

    /// `{ … }`; the scope is the caller's.
    pub(crate) fn block_in_scope(&mut self) -> Parsed<Stmt> {
        let open = self.expect(sym::LBRACE)?;
        let first_local = self.body.as_ref().map_or(0, |body| body.locals.len());
        let outer_vla =
            self.body.as_mut().is_some_and(|body| std::mem::take(&mut body.block_has_vla));
        let mut list = Vec::new();
        let mut dead = false;
        while !self.is(sym::RBRACE) {
            if self.peek().kind == Kind::Eof || self.session.enough() {
                let reported = self.session.error_at(self.peek(), M::UnclosedBrace, &[]);
                self.session.note(open.loc, M::NoteOpenBrace, &[]);
                return Err(reported);
            }
            let before = self.at;
            let depth = self.scopes.depth();
            if self.block_item(&mut list).is_err() {
                self.scopes.truncate(depth);
                self.pending_sizes.clear();
                if self.at == before {
                    self.next();
                }
                self.recover_from(before);
            }
            dead = dead || list.len() > MAX_STATEMENTS;
            if dead {
                return Err(self.unexpected(M::TooManyExpressions));
            }
        }
        self.next();
        let last_local = self.body.as_ref().map_or(0, |body| body.locals.len());
        if let Some(body) = &mut self.body {
            if body.block_has_vla {
                list.insert(0, Stmt { kind: StmtKind::ReleaseVlas, loc: open.loc });
            }
            body.block_has_vla = outer_vla;
        }
        let locals = (first_local..last_local).map(|index| LocalId(index as u32)).collect();
        Ok(Stmt { kind: StmtKind::Block(list, locals), loc: open.loc })
    }

    fn block_item(&mut self, list: &mut Vec<Stmt>) -> Parsed<()> {
        let label = self.is_name() && self.peek_at(1).is(sym::COLON);
        if self.starts_type() && !label {
            if self.is(sym::STATIC_ASSERT) {
                return self.static_assert();
            }
            // `__extension__` may begin an expression as well.
            let expression = self.is(sym::EXTENSION) && !self.is_type_token(self.peek_at(1));
            if !expression {
                return self.local_declaration(list);
            }
        }
        let stmt = self.statement()?;
        self.flush_sizes(list);
        list.push(stmt);
        Ok(())
    }

    /// Sizes of variable arrays are computed before the statement that names them.
    pub(super) fn flush_sizes(&mut self, list: &mut Vec<Stmt>) {
        for expr in std::mem::take(&mut self.pending_sizes) {
            let loc = expr.loc;
            list.push(Stmt { kind: StmtKind::Expr(expr), loc });
        }
    }

    pub(crate) fn statement(&mut self) -> Parsed<Stmt> {
        self.nested(Self::statement_inner)
    }

    fn statement_inner(&mut self) -> Parsed<Stmt> {
        let token = self.peek();
        let loc = token.loc;
        if token.kind == Kind::Ident {
            match token.sym {
                sym::IF => return self.if_statement(),
                sym::WHILE => return self.while_statement(),
                sym::DO => return self.do_statement(),
                sym::FOR => return self.for_statement(),
                sym::SWITCH => return self.switch_statement(),
                sym::CASE => return self.case_label(),
                sym::DEFAULT => return self.default_label(),
                sym::RETURN => return self.return_statement(),
                sym::BREAK | sym::CONTINUE => return self.jump_out(token),
                sym::GOTO => return self.goto_statement(),
                sym::ASM | sym::ASM2 | sym::ASM3 => return self.asm_statement(),
                sym::ATTRIBUTE | sym::ATTRIBUTE2 => {
                    self.attributes(&mut Attributes::default())?;
                    return self.statement();
                }
                sym::ELSE => {
                    let reported = self.session.error_at(token, M::StrayElse, &[]);
                    self.session.help(M::HelpStrayElse, &[]);
                    self.next();
                    return Err(reported);
                }
                _ if self.is_name() && self.peek_at(1).is(sym::COLON) => {
                    return self.named_label(token);
                }
                _ => {}
            }
        }
        if self.is(sym::LBRACE) {
            return self.block();
        }
        if self.take(sym::SEMI) {
            return Ok(Stmt { kind: StmtKind::Nothing, loc });
        }
        if self.starts_type() && !self.is(sym::EXTENSION) {
            let reported = self.session.error_at(token, M::DeclarationNotAllowed, &[]);
            self.session.help(M::HelpBraces, &[]);
            return Err(reported);
        }
        let expr = self.expression()?;
        let expr = self.rvalue(expr)?;
        self.expect(sym::SEMI)?;
        // The last one in `({ … })` is its value.
        if !(self.is(sym::RBRACE) && self.peek_at(1).is(sym::RPAREN)) {
            self.warn_unused_value(&expr);
        }
        Ok(Stmt { kind: StmtKind::Expr(expr), loc })
    }

    fn warn_unused_value(&mut self, expr: &Expr) {
        if !expr.has_effect() && !expr.ty.is_void() && !matches!(expr.kind, ExprKind::Int(_)) {
            let id = match expr.kind {
                ExprKind::Binary(crate::tree::BinaryOp::Eq, ..) => M::UnusedComparison,
                _ => M::UnusedValue,
            };
            self.session.warn(expr.loc, 1, id, &[]);
        }
    }

    fn parenthesised_condition(&mut self) -> Parsed<Expr> {
        self.expect(sym::LPAREN)?;
        let expr = self.expression()?;
        let plain_assignment =
            matches!(expr.kind, ExprKind::Assign { .. }) && self.unparenthesised_assignment();
        if plain_assignment {
            self.session.warn(expr.loc, 1, M::AssignInCondition, &[]);
            self.session.help(M::HelpAssignInCondition, &[]);
        }
        let expr = self.condition(expr)?;
        self.expect(sym::RPAREN)?;
        Ok(expr)
    }

    /// Whether the condition just read, up to the token before, had no parentheses of its own.
    fn unparenthesised_assignment(&self) -> bool {
        self.at > 0 && !self.tokens[self.at - 1].is(sym::RPAREN)
    }

    fn if_statement(&mut self) -> Parsed<Stmt> {
        let loc = self.peek().loc;
        let mut arms = Vec::new();
        let mut otherwise = None;
        loop {
            self.next();
            let condition = self.parenthesised_condition()?;
            if self.is(sym::SEMI) {
                let token = self.peek();
                self.session.warn(token.loc, 1, M::EmptyBody, &["if"]);
            }
            let then = self.statement()?;
            arms.push((condition, then));
            if !self.take(sym::ELSE) {
                break;
            }
            if !self.is(sym::IF) {
                otherwise = Some(Box::new(self.statement()?));
                break;
            }
        }
        Ok(Stmt { kind: StmtKind::If(arms, otherwise), loc })
    }

    /// Reads a loop's body between its labels.
    fn loop_body(&mut self) -> Parsed<(Stmt, LabelId, LabelId)> {
        let next = self.new_label();
        let end = self.new_label();
        if let Some(body) = &mut self.body {
            body.breaks.push(end);
            body.continues.push(next);
        }
        let result = self.statement();
        if let Some(body) = &mut self.body {
            body.breaks.pop();
            body.continues.pop();
        }
        Ok((result?, next, end))
    }

    /// `while (…);` and `for (…);` right before a block: the block was meant to be the body.
    fn warn_empty_loop(&mut self, word: &str) {
        let token = self.peek();
        if token.is(sym::SEMI) && self.peek_at(1).is(sym::LBRACE) {
            self.session.warn(token.loc, 1, M::EmptyBody, &[word]);
        }
    }

    fn while_statement(&mut self) -> Parsed<Stmt> {
        let token = self.next();
        let condition = self.parenthesised_condition()?;
        self.warn_empty_loop("while");
        let (body, next, end) = self.loop_body()?;
        let kind = StmtKind::Loop {
            condition: Some(condition),
            step: None,
            body: Box::new(body),
            next,
            end,
            test_first: true,
        };
        Ok(Stmt { kind, loc: token.loc })
    }

    fn do_statement(&mut self) -> Parsed<Stmt> {
        let token = self.next();
        let (body, next, end) = self.loop_body()?;
        if !self.take(sym::WHILE) {
            return Err(self.expected(sym::WHILE));
        }
        let condition = self.parenthesised_condition()?;
        self.expect(sym::SEMI)?;
        let kind = StmtKind::Loop {
            condition: Some(condition),
            step: None,
            body: Box::new(body),
            next,
            end,
            test_first: false,
        };
        Ok(Stmt { kind, loc: token.loc })
    }

    fn for_statement(&mut self) -> Parsed<Stmt> {
        let token = self.next();
        self.scopes.push();
        let result = self.for_parts(token);
        self.scopes.pop();
        result
    }

    fn for_parts(&mut self, token: Token) -> Parsed<Stmt> {
        let loc = token.loc;
        let first_local = self.body.as_ref().map_or(0, |body| body.locals.len());
        let mut list = Vec::new();
        self.expect(sym::LPAREN)?;
        if self.starts_type() {
            let start = self.peek();
            self.local_declaration(&mut list)?;
            let plain = list.iter().any(|stmt| matches!(stmt.kind, StmtKind::Declare(_)));
            if !plain {
                return Err(self.session.error_at(start, M::ForDeclaration, &[]));
            }
        } else if !self.take(sym::SEMI) {
            let expr = self.expression()?;
            let expr = self.rvalue(expr)?;
            list.push(Stmt { kind: StmtKind::Expr(expr), loc });
            self.expect(sym::SEMI)?;
        }
        let condition = if self.is(sym::SEMI) {
            None
        } else {
            let expr = self.expression()?;
            Some(self.condition(expr)?)
        };
        self.expect(sym::SEMI)?;
        let step = if self.is(sym::RPAREN) {
            None
        } else {
            let expr = self.expression()?;
            Some(self.rvalue(expr)?)
        };
        self.expect(sym::RPAREN)?;
        self.warn_empty_loop("for");
        let (body, next, end) = self.loop_body()?;
        self.flush_sizes(&mut list);
        let kind =
            StmtKind::Loop { condition, step, body: Box::new(body), next, end, test_first: true };
        list.push(Stmt { kind, loc });
        let last_local = self.body.as_ref().map_or(0, |body| body.locals.len());
        let locals = (first_local..last_local).map(|index| LocalId(index as u32)).collect();
        Ok(Stmt { kind: StmtKind::Block(list, locals), loc })
    }

    fn switch_statement(&mut self) -> Parsed<Stmt> {
        let token = self.next();
        self.expect(sym::LPAREN)?;
        let value = self.expression()?;
        let value = self.rvalue(value)?;
        if !self.types.is_integer(value.ty) {
            let text = self.type_text(value.ty);
            return Err(self.error(value.loc, M::SwitchNotInteger, &[&text]));
        }
        let value = self.promote(value);
        self.expect(sym::RPAREN)?;
        let end = self.new_label();
        let ty = value.ty;
        if let Some(body) = &mut self.body {
            body.breaks.push(end);
            body.switches.push(OpenSwitch { ty, cases: Vec::new(), default: None });
        }
        let result = self.statement();
        let Some(open) = self.body.as_mut().and_then(|body| {
            body.breaks.pop();
            body.switches.pop()
        }) else {
            return Err(crate::diagnostics::Reported);
        };
        let kind = StmtKind::Switch {
            value,
            cases: open.cases,
            default: open.default,
            body: Box::new(result?),
            end,
        };
        Ok(Stmt { kind, loc: token.loc })
    }

    fn case_label(&mut self) -> Parsed<Stmt> {
        let token = self.next();
        let low = self.constant_integer()?;
        let high = if self.take(sym::ELLIPSIS) { self.constant_integer()? } else { low };
        self.expect(sym::COLON)?;
        let label = self.new_label();
        let Some(ty) = self.body.as_ref().and_then(|body| body.switches.last()).map(|open| open.ty)
        else {
            return Err(self.session.error_at(token, M::CaseOutsideSwitch, &["case"]));
        };
        let (low, high) = (self.types.wrap(ty, low), self.types.wrap(ty, high));
        let open = self.body.as_mut().and_then(|body| body.switches.last_mut());
        let twice = open
            .as_ref()
            .is_some_and(|open| open.cases.iter().any(|case| case.low <= high && low <= case.high));
        if let Some(open) = open {
            open.cases.push(Case { low, high, label });
        }
        if twice {
            self.session.error_at(token, M::DuplicateCase, &[&low.to_string()]);
        }
        self.labelled(label, token)
    }

    fn default_label(&mut self) -> Parsed<Stmt> {
        let token = self.next();
        self.expect(sym::COLON)?;
        let label = self.new_label();
        match self.body.as_mut().and_then(|body| body.switches.last_mut()) {
            Some(open) if open.default.is_none() => open.default = Some(label),
            Some(_) => return Err(self.session.error_at(token, M::DuplicateCase, &["default"])),
            None => return Err(self.session.error_at(token, M::CaseOutsideSwitch, &["default"])),
        }
        self.labelled(label, token)
    }

    /// The statement after a label; a label may also stand alone at a block's end (C23), and
    /// before a declaration.
    fn labelled(&mut self, label: LabelId, token: Token) -> Parsed<Stmt> {
        let mut list = vec![Stmt { kind: StmtKind::Label(label), loc: token.loc }];
        if self.is(sym::RBRACE) {
            self.session.pedantic(token.loc, M::LabelBeforeDeclaration, &[]);
        } else {
            if self.starts_type() && !(self.is_name() && self.peek_at(1).is(sym::COLON)) {
                self.session.pedantic(token.loc, M::LabelBeforeDeclaration, &[]);
                self.local_declaration(&mut list)?;
            } else {
                let stmt = self.statement()?;
                self.flush_sizes(&mut list);
                list.push(stmt);
            }
        }
        Ok(Stmt { kind: StmtKind::Block(list, Vec::new()), loc: token.loc })
    }

    pub(crate) fn label_of(&mut self, name: Token, defines: bool) -> Parsed<LabelId> {
        let fresh = self.new_label();
        let Some(body) = &mut self.body else { return Ok(fresh) };
        let entry = body.named_labels.entry(name.sym).or_insert(NamedLabel {
            id: fresh,
            defined: false,
            used: None,
            token: name,
        });
        let twice = defines && entry.defined;
        entry.defined |= defines;
        if defines {
            entry.token = name;
        } else {
            entry.used = Some(name);
        }
        let id = entry.id;
        if twice {
            let text = self.text(name.sym);
            return Err(self.session.error_at(name, M::Redefined, &[&text]));
        }
        Ok(id)
    }

    fn named_label(&mut self, name: Token) -> Parsed<Stmt> {
        self.next();
        self.next();
        let label = self.label_of(name, true)?;
        self.attributes(&mut Attributes::default())?;
        self.labelled(label, name)
    }

    fn goto_statement(&mut self) -> Parsed<Stmt> {
        let token = self.next();
        if self.take(sym::STAR) {
            let expr = self.expression()?;
            let expr = self.rvalue(expr)?;
            self.expect(sym::SEMI)?;
            return Ok(Stmt { kind: StmtKind::GotoPointer(expr), loc: token.loc });
        }
        if !self.is_name() {
            return Err(self.unexpected(M::ExpectedName));
        }
        let name = self.next();
        let label = self.label_of(name, false)?;
        self.expect(sym::SEMI)?;
        Ok(Stmt { kind: StmtKind::Goto(label), loc: token.loc })
    }

    /// GNU `&&label`: a pointer for `goto *`, also in static tables.
    pub(crate) fn label_address(&mut self, name: Token) -> Parsed<Expr> {
        if self.body.is_none() || name.kind != Kind::Ident {
            return Err(self.session.error_at(name, M::ExpectedName, &[]));
        }
        let label = self.label_of(name, false)?;
        let known = self.body.as_ref().and_then(|body| {
            body.label_symbols.iter().find(|&&(other, _)| other == label).map(|&(_, id)| id)
        });
        let id = match known {
            Some(id) => id,
            None => {
                let text = format!(".L.label{}", self.statics);
                self.statics += 1;
                let id = self.new_global(plain_global(text, Ty::VOID, name.loc));
                if let Some(body) = &mut self.body {
                    body.label_symbols.push((label, id));
                }
                id
            }
        };
        let object = Expr::new(ExprKind::Global(id), Ty::VOID, name.loc);
        let ty = self.types.pointer(Ty::VOID);
        Ok(Expr::new(ExprKind::AddressOf(Box::new(object)), ty, name.loc))
    }

    fn jump_out(&mut self, token: Token) -> Parsed<Stmt> {
        self.next();
        let target = self.body.as_ref().and_then(|body| {
            let list = if token.sym == sym::BREAK { &body.breaks } else { &body.continues };
            list.last().copied()
        });
        let Some(label) = target else {
            let text = self.text(token.sym);
            return Err(self.session.error_at(token, M::JumpOutsideLoop, &[&text]));
        };
        self.expect(sym::SEMI)?;
        Ok(Stmt { kind: StmtKind::Goto(label), loc: token.loc })
    }

    fn return_statement(&mut self) -> Parsed<Stmt> {
        let token = self.next();
        let ret = self.body.as_ref().map_or(Ty::VOID, |body| body.ret);
        if self.take(sym::SEMI) {
            if !ret.is_void() {
                let text = self.type_text(ret);
                self.session.warn(token.loc, 6, M::ReturnWithoutValue, &[&text]);
            }
            return Ok(Stmt { kind: StmtKind::Return(None), loc: token.loc });
        }
        let value = self.expression()?;
        let value = self.rvalue(value)?;
        if ret.is_void() {
            self.expect(sym::SEMI)?;
            if !value.ty.is_void() {
                self.session.warn(token.loc, 6, M::ReturnFromVoid, &[]);
            }
            let list = vec![
                Stmt { kind: StmtKind::Expr(value), loc: token.loc },
                Stmt { kind: StmtKind::Return(None), loc: token.loc },
            ];
            return Ok(Stmt { kind: StmtKind::Block(list, Vec::new()), loc: token.loc });
        }
        self.warn_returned_address(&value);
        let value = self.assign_convert(value, ret, &Target::Return)?;
        self.expect(sym::SEMI)?;
        Ok(Stmt { kind: StmtKind::Return(Some(value)), loc: token.loc })
    }

    fn warn_returned_address(&mut self, value: &Expr) {
        if let ExprKind::AddressOf(object) = &value.kind
            && matches!(object.kind, ExprKind::Local(_))
        {
            self.session.warn(value.loc, 1, M::ReturnsLocalAddress, &[]);
        }
    }

    /// GNU `({ … })`.
    pub(crate) fn statement_expression(&mut self, token: Token) -> Parsed<Expr> {
        if self.body.is_none() {
            return Err(self.session.error_at(token, M::StatementsOutside, &[]));
        }
        let errors = self.session.errors();
        let block = self.nested(Self::block)?;
        if self.session.errors() > errors {
            return Err(crate::diagnostics::Reported);
        }
        let StmtKind::Block(mut list, _) = block.kind else {
            return Err(crate::diagnostics::Reported);
        };
        let mut value = None;
        if let Some(last) = list.pop() {
            match last.kind {
                StmtKind::Expr(expr) => value = Some(Box::new(expr)),
                _ => list.push(last),
            }
        }
        let ty = value.as_ref().map_or(Ty::VOID, |value| value.ty);
        let expr = Expr::new(ExprKind::Statements(list, value), ty, token.loc);
        self.bounded(expr)
    }
}

/// Statements in one block.
const MAX_STATEMENTS: usize = 200_000;

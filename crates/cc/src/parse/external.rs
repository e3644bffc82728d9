//! Declarations and definitions at file level (C11 6.9).

use std::collections::HashMap;

use super::declaration::{Attributes, Specifiers, Storage};
use super::declarator::Declarator;
use super::{Body, Entity, Parsed, Parser, plain_global};
use crate::intern::sym;
use crate::lex::{Kind, Token};
use crate::messages::MessageId as M;
use crate::tree::{Expr, ExprKind, Function, GlobalId, LocalId, Stmt, StmtKind};
use crate::types::{Ty, TypeKind};

impl Parser<'_> {
    pub(crate) fn translation_unit(&mut self) {
        while self.peek().kind != Kind::Eof && !self.session.enough() {
            let before = self.at;
            if self.external_declaration().is_err() {
                self.scopes.truncate(1);
                self.body = None;
                self.unevaluated = 0;
                self.nesting = 0;
                self.pending_sizes.clear();
                if self.at == before {
                    self.next();
                }
                self.recover_to_file_level();
            }
        }
        self.finish_tentative();
    }

    /// After an error at file level: behind the declaration, and behind a stray `}`.
    fn recover_to_file_level(&mut self) {
        self.recover();
        while self.is(sym::RBRACE) {
            self.next();
            self.take(sym::SEMI);
        }
    }

    fn external_declaration(&mut self) -> Parsed<()> {
        if self.take(sym::SEMI) {
            return Ok(());
        }
        match self.peek().sym {
            sym::ASM | sym::ASM2 | sym::ASM3 => return self.file_asm(),
            sym::STATIC_ASSERT => return self.static_assert(),
            sym::RBRACE => {
                let reported = self.session.error_at(self.peek(), M::StrayBrace, &[]);
                self.next();
                return Err(reported);
            }
            _ => {}
        }
        let spec = if self.is_name() && !self.starts_type() && self.peek_at(1).is(sym::LPAREN) {
            // `main() { … }`: int, as in old C, but said.
            let token = self.peek();
            let text = self.text(token.sym);
            self.session.warn(token.loc, text.chars().count() as u32, M::ImplicitInt, &[&text]);
            Specifiers {
                ty: Ty::INT,
                storage: Storage::None,
                thread: false,
                inline: false,
                attributes: Attributes::default(),
                loc: token.loc,
            }
        } else {
            self.specifiers()?
        };
        if self.take(sym::SEMI) {
            return Ok(());
        }
        loop {
            let mut declarator = self.declarator(spec.ty)?;
            let Some(name) = declarator.name else { return Err(self.unexpected(M::ExpectedName)) };
            if self.old_definition(&mut declarator)?
                || self.is(sym::LBRACE) && self.types.is_function(declarator.ty)
            {
                return self.function_definition(&spec, declarator, name);
            }
            if spec.storage == Storage::Typedef {
                self.declare_typedef(declarator.ty, name)?;
            } else {
                self.declare_global(&spec, &declarator, name)?;
            }
            if !self.take(sym::COMMA) {
                break;
            }
        }
        if self.is(sym::SEMI) {
            self.next();
            return Ok(());
        }
        Err(self.expected(sym::SEMI))
    }

    /// Reads the types of an old definition's parameters; whether it is one.
    fn old_definition(&mut self, declarator: &mut Declarator) -> Parsed<bool> {
        let function = self.types.function(declarator.ty).is_some_and(|function| function.unknown);
        match &mut declarator.params {
            Some(params) if function && !params.is_empty() => {
                self.old_parameter_types(params)?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn declare_typedef(&mut self, ty: Ty, name: Token) -> Parsed<()> {
        self.name_anonymous(ty, name.sym);
        if let Some((old, first)) = self.scopes.find_here(name.sym) {
            let same = matches!(old, Entity::Typedef(old) if self.types.compatible(old, ty));
            if !same {
                return Err(self.conflict(name, first));
            }
        }
        self.scopes.declare(name.sym, Entity::Typedef(ty), name.loc);
        Ok(())
    }

    fn conflict(&mut self, name: Token, first: crate::source::Loc) -> crate::diagnostics::Reported {
        let text = self.text(name.sym);
        let reported = self.session.error_at(name, M::ConflictingTypes, &[&text]);
        self.session.note(first, M::NoteDeclaredHere, &[&text]);
        reported
    }

    fn file_asm(&mut self) -> Parsed<()> {
        let token = self.next();
        while matches!(self.peek().sym, sym::VOLATILE | sym::VOLATILE2 | sym::VOLATILE3) {
            self.next();
        }
        self.expect(sym::LPAREN)?;
        if self.peek().kind != Kind::Str {
            return Err(self.unexpected(M::ExpectedString));
        }
        let (bytes, _) = self.string_bytes()?;
        let text = String::from_utf8_lossy(&bytes[..bytes.len() - 1]).into_owned();
        self.expect(sym::RPAREN)?;
        self.expect(sym::SEMI)?;
        self.unit.assembly.push((text, token.loc));
        Ok(())
    }

    /// The global of a name, new or declared before; types must agree.
    fn global_for(
        &mut self,
        spec: &Specifiers,
        ty: Ty,
        name: Token,
        attributes: &Attributes,
    ) -> Parsed<GlobalId> {
        // Something else of that name in the same scope.
        match self.scopes.find_here(name.sym) {
            None | Some((Entity::Global(_), _)) => {}
            Some((_, first)) => return Err(self.conflict(name, first)),
        }
        let id = match self.linked.get(&name.sym).copied() {
            Some((id, first)) => {
                let old_ty = self.global(id).ty;
                let compatible = self.types.compatible(old_ty, ty);
                if !compatible && self.global(id).implicit {
                    let text = self.text(name.sym);
                    self.session.warn(name.loc, 1, M::ConflictingTypes, &[&text]);
                    self.session.note(first, M::NoteDeclaredHere, &[&text]);
                } else if !compatible {
                    return Err(self.conflict(name, first));
                }
                self.global_mut(id).implicit = false;
                self.check_linkage(spec, (id, ty), name, first)?;
                let merged = self.merge_types(old_ty, ty);
                self.global_mut(id).ty = merged;
                id
            }
            None => {
                let mut global = plain_global(self.text(name.sym).to_string(), ty, name.loc);
                global.external = spec.storage != Storage::Static;
                global.function = self.types.is_function(ty);
                global.named = true;
                let id = self.new_global(global);
                self.linked.insert(name.sym, (id, name.loc));
                id
            }
        };
        self.scopes.declare(name.sym, Entity::Global(id), name.loc);
        let natural = if self.types.is_function(ty) { 4 } else { self.types.align(ty) };
        let global = self.global_mut(id);
        global.align = global
            .align
            .max(natural)
            .max(attributes.align.unwrap_or(1))
            .max(spec.attributes.align.unwrap_or(1));
        global.noreturn |= attributes.noreturn || spec.attributes.noreturn;
        global.weak |= attributes.weak || spec.attributes.weak;
        global.keep |=
            attributes.keep || spec.attributes.keep || attributes.unused || spec.attributes.unused;
        let first = attributes.constructor.or(spec.attributes.constructor);
        global.constructor = first.or(global.constructor);
        let last = attributes.destructor.or(spec.attributes.destructor);
        global.destructor = last.or(global.destructor);
        global.thread |= spec.thread;
        global.section_readonly = ty.is_const();
        if let Some(target) = attributes.alias.clone().or(spec.attributes.alias.clone()) {
            global.alias_of = Some(target);
        }
        Ok(id)
    }

    /// `static` and not `static` do not go together, except where C lets the first one stand.
    fn check_linkage(
        &mut self,
        spec: &Specifiers,
        (id, ty): (GlobalId, Ty),
        name: Token,
        first: crate::source::Loc,
    ) -> Parsed<()> {
        let was_external = self.global(id).external;
        let later_static = was_external && spec.storage == Storage::Static;
        let object = !self.types.is_function(ty);
        let later_external = !was_external && object && spec.storage == Storage::None;
        if later_static || later_external {
            let text = self.text(name.sym);
            let reported = self.session.error_at(name, M::ConflictingLinkage, &[&text]);
            self.session.note(first, M::NoteDeclaredHere, &[&text]);
            return Err(reported);
        }
        Ok(())
    }

    /// The declaration that says more wins.
    fn merge_types(&mut self, old: Ty, new: Ty) -> Ty {
        match (self.types.kind(old), self.types.kind(new)) {
            (TypeKind::Array(_, Some(_)), TypeKind::Array(_, None)) => old,
            (TypeKind::Function(_), TypeKind::Function(function)) if function.unknown => old,
            _ => new,
        }
    }

    /// A declaration of an object or function, maybe with an initialiser.
    pub(crate) fn declare_global(
        &mut self,
        spec: &Specifiers,
        declarator: &Declarator,
        name: Token,
    ) -> Parsed<()> {
        let mut ty = declarator.ty;
        if ty.is_void() {
            return Err(self.session.error_at(name, M::VoidVariable, &[]));
        }
        if self.types.is_function(ty)
            && spec.storage == Storage::Static
            && !self.scopes.at_file_level()
        {
            return Err(self.session.error_at(name, M::StaticFunctionInBlock, &[]));
        }
        let id = self.global_for(spec, ty, name, &declarator.attributes)?;
        if self.types.is_function(ty) {
            if self.is(sym::EQ) {
                return Err(self.expected(sym::SEMI));
            }
            if spec.inline {
                self.global_mut(id).inline = true;
            }
            return Ok(());
        }
        if self.is(sym::EQ) {
            let token = self.next();
            if self.global(id).data.is_some() {
                return Err(self.session.error_at(name, M::Redefined, &[&self.text(name.sym)]));
            }
            if !self.scopes.at_file_level() {
                return Err(self.session.error_at(token, M::ExternInitializer, &[]));
            }
            self.global_mut(id).defined = true;
            let (full, items) = self.initializer(ty)?;
            ty = full;
            let data = self.static_data(ty, items)?;
            let global = self.global_mut(id);
            global.ty = ty;
            global.data = Some(data);
        } else if spec.storage != Storage::Extern {
            self.global_mut(id).defined = true;
        }
        Ok(())
    }

    /// Objects defined without initialiser: incomplete arrays get one element.
    fn finish_tentative(&mut self) {
        for index in 0..self.unit.globals.len() {
            let (ty, defined, function, loc) = {
                let global = &self.unit.globals[index];
                (global.ty, global.defined, global.function, global.loc)
            };
            if !defined || function {
                continue;
            }
            if let TypeKind::Array(element, None) = *self.types.kind(ty) {
                self.unit.globals[index].ty = self.types.array(element, 1);
            } else if !self.types.is_complete(ty) {
                let text = self.type_text(ty);
                self.error(loc, M::IncompleteType, &[&text]);
            }
        }
    }

    fn function_definition(
        &mut self,
        spec: &Specifiers,
        declarator: Declarator,
        name: Token,
    ) -> Parsed<()> {
        let Some(function) = self.types.function(declarator.ty) else {
            return Err(crate::diagnostics::Reported);
        };
        if spec.storage == Storage::Typedef {
            return Err(self.expected(sym::SEMI));
        }
        let id = self.global_for(spec, declarator.ty, name, &declarator.attributes)?;
        if self.global(id).defined {
            let text = self.text(name.sym);
            let first = self.global(id).loc;
            self.session.error_at(name, M::Redefined, &[&text]);
            self.session.note(first, M::NoteDefinedHere, &[&text]);
        }
        let global = self.global_mut(id);
        global.defined = true;
        global.loc = name.loc;
        global.inline |= spec.inline && spec.storage != Storage::Extern;
        if !function.ret.is_void() && !self.types.is_complete(function.ret) {
            let text = self.type_text(function.ret);
            return Err(self.session.error_at(name, M::IncompleteType, &[&text]));
        }
        self.body = Some(Body {
            name: self.text(name.sym).to_string(),
            global: id,
            ret: function.ret,
            locals: Vec::new(),
            used: Vec::new(),
            places: Vec::new(),
            labels: 0,
            named_labels: HashMap::new(),
            breaks: Vec::new(),
            continues: Vec::new(),
            switches: Vec::new(),
            uses: Vec::new(),
            has_vla: false,
            block_has_vla: false,
            label_symbols: Vec::new(),
            variadic: function.variadic,
            array_params: Vec::new(),
        });
        self.scopes.push();
        let result = self.function_body(
            &declarator,
            name,
            spec.attributes.naked || declarator.attributes.naked,
        );
        self.scopes.truncate(1);
        self.body = None;
        result
    }

    fn function_body(&mut self, declarator: &Declarator, name: Token, naked: bool) -> Parsed<()> {
        let mut params = Vec::new();
        let mut first = Vec::new();
        let old = self.types.function(declarator.ty).is_some_and(|function| function.unknown);
        for param in declarator.params.iter().flatten() {
            let Some(token) = param.name else {
                let id = self.new_local(String::new(), param.ty, name.loc);
                params.push(id);
                continue;
            };
            if !self.types.is_complete(param.ty) {
                let text = self.type_text(param.ty);
                return Err(self.session.error_at(token, M::IncompleteType, &[&text]));
            }
            if self.scopes.find_here(token.sym).is_some() {
                let text = self.text(token.sym);
                return Err(self.session.error_at(token, M::Redefined, &[&text]));
            }
            let text = self.text(token.sym).to_string();
            let id = self.new_local(text, param.ty, token.loc);
            if let Some(body) = &mut self.body {
                body.locals[id.0 as usize].parameter = true;
                body.used[id.0 as usize] = true;
                body.array_params.extend(param.array.then_some(id));
            }
            self.scopes.declare(token.sym, Entity::Local(id), token.loc);
            params.push(if old && param.ty.bare() == Ty::FLOAT {
                self.narrowed_parameter(id, token, &mut first)
            } else {
                id
            });
        }
        let modern = declarator.params.iter().flatten().filter(|_| !old);
        for (param, id) in modern.zip(&params) {
            let ty = self.parameter_in_body(param)?;
            if let Some(body) = &mut self.body {
                body.locals[id.0 as usize].ty = ty;
            }
        }
        let sizes = std::mem::take(&mut self.pending_sizes);
        let mut stmt = self.block_in_scope()?;
        if let StmtKind::Block(list, _) = &mut stmt.kind {
            first.extend(sizes);
            let first =
                first.into_iter().map(|expr| Stmt { loc: expr.loc, kind: StmtKind::Expr(expr) });
            list.splice(0..0, first);
        }
        self.check_frame(name)?;
        let end = self.tokens[self.at.saturating_sub(1)].loc;
        let Some(body) = self.body.take() else { return Err(crate::diagnostics::Reported) };
        let mut labels: Vec<_> = body.named_labels.values().collect();
        labels.sort_by_key(|label| label.token.loc);
        for label in labels {
            let text = self.text(label.token.sym);
            match label.used {
                Some(token) if !label.defined => {
                    self.session.error_at(token, M::UnknownLabel, &[&text]);
                }
                None => self.session.warn(label.token.loc, 1, M::UnusedLabel, &[&text]),
                _ => {}
            }
        }
        for (index, local) in body.locals.iter().enumerate() {
            if !body.used[index] && !local.name.is_empty() && !self.session.has_errors() {
                let length = local.name.chars().count() as u32;
                self.session.warn(body.places[index], length, M::UnusedVariable, &[&local.name]);
            }
        }
        if !self.session.has_errors() {
            for (local, loc) in crate::check::uninitialised::uses(&self.types, &body.locals, &stmt)
            {
                let text = &body.locals[local.0 as usize].name;
                self.session.warn(loc, text.chars().count() as u32, M::Uninitialised, &[text]);
                self.session.help(M::HelpUninitialised, &[]);
            }
        }
        if !body.ret.is_void()
            && &*self.text(name.sym) != "main"
            && !naked
            && self.falls_through(&stmt)
        {
            let text = self.text(name.sym);
            self.session.warn(end, 1, M::MissingReturn, &[&text]);
            self.session.help(M::HelpReturn, &[]);
        }
        self.unit.functions.push(Function {
            global: body.global,
            params,
            locals: body.locals,
            labels: body.labels,
            body: stmt,
            loc: name.loc,
            end,
            uses: body.uses,
            naked,
            has_vla: body.has_vla,
            label_symbols: body.label_symbols,
        });
        Ok(())
    }

    /// The caller of an old definition passes a double for a float: it is received in a hidden
    /// local and converted first.
    fn narrowed_parameter(&mut self, id: LocalId, name: Token, first: &mut Vec<Expr>) -> LocalId {
        let loc = name.loc;
        let passed = self.new_local(String::new(), Ty::DOUBLE, loc);
        let object = Expr::new(ExprKind::Local(passed), Ty::DOUBLE, loc);
        let value = Expr::new(ExprKind::Load(Box::new(object)), Ty::DOUBLE, loc);
        let value = Box::new(self.convert(value, Ty::FLOAT));
        let place = Box::new(Expr::new(ExprKind::Local(id), Ty::FLOAT, loc));
        first.push(Expr::new(ExprKind::Assign { place, value }, Ty::FLOAT, loc));
        passed
    }

    /// Refuses locals that no stack could hold.
    fn check_frame(&mut self, name: Token) -> Parsed<()> {
        let locals = self.body.as_ref().map_or(&[][..], |body| &body.locals);
        let total =
            locals.iter().fold(0u64, |all, local| all.saturating_add(self.types.size(local.ty)));
        if total > crate::types::MAX_OBJECT {
            return Err(self.session.error_at(name, M::ArrayTooLarge, &[]));
        }
        Ok(())
    }

    /// Whether control may reach the end of the statement; generous with jumps.
    fn falls_through(&self, stmt: &Stmt) -> bool {
        match &stmt.kind {
            StmtKind::Return(_) | StmtKind::Goto(_) | StmtKind::GotoPointer(_) => false,
            StmtKind::Block(list, _) => {
                let mut reaches = true;
                for stmt in list {
                    reaches = match stmt.kind {
                        StmtKind::Label(_) => true,
                        _ if reaches || contains_label(stmt) => self.falls_through(stmt),
                        _ => false,
                    };
                }
                reaches
            }
            StmtKind::If(arms, otherwise) => {
                otherwise.as_ref().is_none_or(|stmt| self.falls_through(stmt))
                    || arms.iter().any(|(_, stmt)| self.falls_through(stmt))
            }
            StmtKind::Loop { condition, body, end, .. } => {
                let endless = condition
                    .as_ref()
                    .is_none_or(|condition| condition.as_int().is_some_and(|value| value != 0));
                !endless || jumps_to(body, *end)
            }
            StmtKind::Switch { default, body, end, .. } => {
                default.is_none() || jumps_to(body, *end) || self.falls_through(body)
            }
            StmtKind::Expr(expr) => !self.never_returns(expr),
            StmtKind::Asm(_) => false,
            _ => true,
        }
    }

    fn never_returns(&self, expr: &Expr) -> bool {
        use crate::tree::Builtin;
        match &expr.kind {
            ExprKind::Call(call) => match &call.callee.kind {
                ExprKind::AddressOf(object) => {
                    matches!(object.kind, ExprKind::Global(id) if self.global(id).noreturn)
                }
                _ => false,
            },
            ExprKind::Builtin(Builtin::Trap | Builtin::Unreachable, _) => true,
            ExprKind::Cast(inner) => self.never_returns(inner),
            ExprKind::Statements(list, value) => {
                list.iter().any(|stmt| !self.falls_through(stmt))
                    || value.as_ref().is_some_and(|value| self.never_returns(value))
            }
            _ => false,
        }
    }
}

fn contains_label(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Label(_) => true,
        StmtKind::Block(list, _) => list.iter().any(contains_label),
        StmtKind::If(arms, otherwise) => {
            arms.iter().any(|(_, stmt)| contains_label(stmt))
                || otherwise.as_ref().is_some_and(|stmt| contains_label(stmt))
        }
        StmtKind::Loop { body, .. } | StmtKind::Switch { body, .. } => contains_label(body),
        _ => false,
    }
}

fn jumps_to(stmt: &Stmt, label: crate::tree::LabelId) -> bool {
    match &stmt.kind {
        StmtKind::Goto(target) => *target == label,
        StmtKind::Block(list, _) => list.iter().any(|stmt| jumps_to(stmt, label)),
        StmtKind::If(arms, otherwise) => {
            arms.iter().any(|(_, stmt)| jumps_to(stmt, label))
                || otherwise.as_ref().is_some_and(|stmt| jumps_to(stmt, label))
        }
        StmtKind::Loop { body, .. } | StmtKind::Switch { body, .. } => jumps_to(body, label),
        _ => false,
    }
}

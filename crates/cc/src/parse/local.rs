//! Declarations inside functions: locals, their initialisers, static locals (C11 6.7, 6.2.4).

use super::declaration::{Specifiers, Storage};
use super::declarator::Declarator;
use super::{Entity, Parsed, Parser, plain_global};
use crate::check::convert::Target;
use crate::intern::sym;
use crate::lex::Token;
use crate::messages::MessageId as M;
use crate::tree::{Expr, ExprKind, LocalId, Stmt, StmtKind};
use crate::types::{Ty, TypeKind};

impl Parser<'_> {
    /// A declaration inside a function.
    pub(super) fn local_declaration(&mut self, list: &mut Vec<Stmt>) -> Parsed<()> {
        let spec = self.specifiers()?;
        if self.take(sym::SEMI) {
            return Ok(());
        }
        loop {
            let declarator = self.declarator(spec.ty)?;
            self.flush_sizes(list);
            let Some(name) = declarator.name else { return Err(self.unexpected(M::ExpectedName)) };
            self.declare_in_block(&spec, declarator, name, list)?;
            if !self.take(sym::COMMA) {
                break;
            }
        }
        self.expect(sym::SEMI)?;
        Ok(())
    }

    pub(super) fn declare_in_block(
        &mut self,
        spec: &Specifiers,
        declarator: Declarator,
        name: Token,
        list: &mut Vec<Stmt>,
    ) -> Parsed<()> {
        let ty = declarator.ty;
        if spec.storage == Storage::Typedef {
            self.name_anonymous(ty, name.sym);
            self.scopes.declare(name.sym, Entity::Typedef(ty), name.loc);
            return Ok(());
        }
        if spec.storage == Storage::Extern || self.types.is_function(ty) {
            return self.declare_global(spec, &declarator, name);
        }
        if let Some((old, first)) = self.scopes.find_here(name.sym) {
            let _ = old;
            let text = self.text(name.sym);
            let reported = self.session.error_at(name, M::Redefined, &[&text]);
            self.session.note(first, M::NoteDefinedHere, &[&text]);
            return Err(reported);
        }
        if ty.is_void() {
            return Err(self.session.error_at(name, M::VoidVariable, &[]));
        }
        if spec.storage == Storage::Static || spec.thread {
            return self.static_local(spec, &declarator, name);
        }
        let text = self.text(name.sym).to_string();
        let id = self.new_local(text, ty, name.loc);
        if let Some(align) = spec.attributes.align.max(declarator.attributes.align)
            && let Some(body) = &mut self.body
        {
            let local = &mut body.locals[id.0 as usize];
            local.align = local.align.max(align);
        }
        if let Some(body) = &mut self.body
            && (spec.attributes.unused || declarator.attributes.unused)
        {
            body.used[id.0 as usize] = true;
        }
        if let Some(body) = &mut self.body {
            body.locals[id.0 as usize].register = declarator.attributes.register.clone();
        }
        self.scopes.declare(name.sym, Entity::Local(id), name.loc);
        list.push(Stmt { kind: StmtKind::Declare(id), loc: name.loc });
        if let TypeKind::Vla(_, size) = *self.types.kind(ty) {
            if let Some(body) = &mut self.body {
                body.has_vla = true;
                body.block_has_vla = true;
            }
            if self.is(sym::EQ) {
                return Err(self.unexpected(M::VlaInitializer));
            }
            list.push(Stmt { kind: StmtKind::AllocateVla { pointer: id, size }, loc: name.loc });
            return Ok(());
        }
        self.init_local(id, ty, name, list)
    }

    fn init_local(&mut self, id: LocalId, ty: Ty, name: Token, list: &mut Vec<Stmt>) -> Parsed<()> {
        if !self.take(sym::EQ) {
            if !self.types.is_complete(ty) {
                let text = self.type_text(ty);
                return Err(self.session.error_at(name, M::IncompleteType, &[&text]));
            }
            return Ok(());
        }
        let aggregate = self.types.is_array(ty) || self.types.is_record(ty);
        if !aggregate && !self.is(sym::LBRACE) {
            let value = self.assignment()?;
            let value = self.rvalue(value)?;
            let value = self.assign_convert(value, ty, &Target::Initializer)?;
            self.flush_sizes(list);
            let place = Expr::new(ExprKind::Local(id), ty.bare(), name.loc);
            let kind = ExprKind::Assign { place: Box::new(place), value: Box::new(value) };
            let expr = Expr::new(kind, ty.bare(), name.loc);
            list.push(Stmt { kind: StmtKind::Expr(expr), loc: name.loc });
            return Ok(());
        }
        let (ty, items) = self.initializer(ty)?;
        if !self.types.is_complete(ty) {
            let text = self.type_text(ty);
            return Err(self.session.error_at(name, M::IncompleteType, &[&text]));
        }
        if let Some(body) = &mut self.body {
            body.locals[id.0 as usize].ty = ty;
        }
        let init = self.local_init(id, ty, items, name.loc)?;
        self.flush_sizes(list);
        list.push(Stmt { kind: StmtKind::Expr(init), loc: name.loc });
        Ok(())
    }

    pub(super) fn static_local(
        &mut self,
        spec: &Specifiers,
        declarator: &Declarator,
        name: Token,
    ) -> Parsed<()> {
        let function = self.body.as_ref().map_or(String::new(), |body| body.name.clone());
        let link_name = format!("{function}.{}.{}", self.text(name.sym), self.statics);
        self.statics += 1;
        let mut global = plain_global(link_name, declarator.ty, name.loc);
        global.defined = true;
        global.named = true;
        global.thread = spec.thread;
        global.section_readonly = declarator.ty.is_const();
        global.align = self.types.align(declarator.ty).max(spec.attributes.align.unwrap_or(1));
        let id = self.new_global(global);
        self.scopes.declare(name.sym, Entity::Global(id), name.loc);
        self.use_global(id);
        let mut ty = declarator.ty;
        if self.take(sym::EQ) {
            let (full, items) = self.initializer(ty)?;
            ty = full;
            let data = self.static_data(ty, items)?;
            self.global_mut(id).data = Some(data);
            self.global_mut(id).ty = ty;
        }
        if !self.types.is_complete(ty) || self.types.is_variable(ty) {
            let text = self.type_text(ty);
            return Err(self.session.error_at(name, M::IncompleteType, &[&text]));
        }
        Ok(())
    }
}

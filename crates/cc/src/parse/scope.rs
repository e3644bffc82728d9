//! Names in scope: ordinary identifiers and tags.

use crate::hash::Map;
use crate::intern::Sym;
use crate::source::Loc;
use crate::tree::{GlobalId, LocalId};
use crate::types::Ty;

/// What an ordinary identifier stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Entity {
    Typedef(Ty),
    Constant(i64, Ty),
    Local(LocalId),
    Global(GlobalId),
    /// A parameter of a function type that is no definition (yet).
    Parameter(Ty),
}

/// A struct, union or enum tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag {
    pub(crate) ty: Ty,
    pub(crate) loc: Loc,
}

#[derive(Default)]
struct Scope {
    names: Map<Sym, (Entity, Loc)>,
    tags: Map<Sym, Tag>,
}

/// The scopes from the file's to the innermost block's.
pub(crate) struct Scopes(Vec<Scope>);

impl Scopes {
    pub(crate) fn new() -> Self {
        Self(vec![Scope::default()])
    }

    pub(crate) fn push(&mut self) {
        self.0.push(Scope::default());
    }

    /// Leaves the innermost scope; the file's is never left.
    pub(crate) fn pop(&mut self) {
        if self.0.len() > 1 {
            self.0.pop();
        }
    }

    pub(crate) fn depth(&self) -> usize {
        self.0.len()
    }

    /// Back to `depth` after an error.
    pub(crate) fn truncate(&mut self, depth: usize) {
        self.0.truncate(depth.max(1));
    }

    pub(crate) fn at_file_level(&self) -> bool {
        self.0.len() == 1
    }

    pub(crate) fn find(&self, name: Sym) -> Option<(Entity, Loc)> {
        self.0.iter().rev().find_map(|scope| scope.names.get(&name).copied())
    }

    /// Only in the innermost scope.
    pub(crate) fn find_here(&self, name: Sym) -> Option<(Entity, Loc)> {
        self.0.last().and_then(|scope| scope.names.get(&name).copied())
    }

    pub(crate) fn declare(&mut self, name: Sym, entity: Entity, loc: Loc) {
        if let Some(scope) = self.0.last_mut() {
            scope.names.insert(name, (entity, loc));
        }
    }

    pub(crate) fn declare_at_file_level(&mut self, name: Sym, entity: Entity, loc: Loc) {
        self.0[0].names.insert(name, (entity, loc));
    }

    pub(crate) fn find_tag(&self, name: Sym) -> Option<Tag> {
        self.0.iter().rev().find_map(|scope| scope.tags.get(&name).copied())
    }

    pub(crate) fn find_tag_here(&self, name: Sym) -> Option<Tag> {
        self.0.last().and_then(|scope| scope.tags.get(&name).copied())
    }

    pub(crate) fn declare_tag(&mut self, name: Sym, tag: Tag) {
        if let Some(scope) = self.0.last_mut() {
            scope.tags.insert(name, tag);
        }
    }

    /// Every ordinary name in scope, for "did you mean".
    pub(crate) fn all_names(&self) -> impl Iterator<Item = Sym> + '_ {
        self.0.iter().flat_map(|scope| scope.names.keys().copied())
    }
}

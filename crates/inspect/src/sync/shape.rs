//! Which types are synchronisation objects, and where their members lie: by the names of types and members, so that
//! programs with Vitrine's C library and with glibc are both understood.

use alloc::vec;
use alloc::vec::Vec;

use vitrine_debug_info::{DebugInfo, Type, TypeId};

use super::SyncKind;

/// What the walk must know of every type.
pub(crate) struct Shapes<'a> {
    pub(crate) debug: &'a DebugInfo,
    kinds: Vec<Option<SyncKind>>,
    /// Whether a type contains an object, or leads to one.
    leads: Vec<bool>,
    /// Whether a type contains an object.
    contains: Vec<bool>,
}

fn kind_of(name: &str) -> Option<SyncKind> {
    Some(match name {
        "pthread_mutex_t" => SyncKind::Mutex,
        "pthread_cond_t" => SyncKind::Condition,
        "pthread_rwlock_t" => SyncKind::ReadWriteLock,
        "pthread_barrier_t" => SyncKind::Barrier,
        "sem_t" => SyncKind::Semaphore,
        "pthread_spinlock_t" | "__pthread_spinlock" => SyncKind::Spinlock,
        "pthread_once_t" => SyncKind::Once,
        _ => return None,
    })
}

/// What an object of this type is; also behind names that the program gave it.
pub(crate) fn kind_of_type(debug: &DebugInfo, mut ty: TypeId) -> Option<SyncKind> {
    for _ in 0..8 {
        match debug.types.get(ty as usize)? {
            Type::Typedef { name, target } => match kind_of(name) {
                Some(kind) => return Some(kind),
                None => ty = *target,
            },
            Type::Record { name, .. } | Type::Enum { name, .. } => return kind_of(name),
            Type::Void
            | Type::Integer { .. }
            | Type::Float { .. }
            | Type::Pointer(_)
            | Type::Array { .. }
            | Type::Function(_) => return None,
        }
    }
    None
}

impl<'a> Shapes<'a> {
    /// `None` if the program has no such type.
    pub(crate) fn new(debug: &'a DebugInfo) -> Option<Self> {
        let named = |ty: &Type| match ty {
            // Vitrine's compiler keeps only the names of types of their own.
            Type::Typedef { name, .. } | Type::Record { name, .. } | Type::Enum { name, .. } => {
                kind_of(name)
            }
            _ => None,
        };
        let kinds: Vec<_> = debug.types.iter().map(named).collect();
        if kinds.iter().all(Option::is_none) {
            return None;
        }
        let own: Vec<bool> = kinds.iter().map(Option::is_some).collect();
        let contains = spread(debug, own.clone(), false);
        let leads = spread(debug, own, true);
        Some(Shapes { debug, kinds, leads, contains })
    }

    /// What an object of this type is.
    pub(crate) fn kind(&self, ty: TypeId) -> Option<SyncKind> {
        kind_of_type(self.debug, ty)
    }

    /// A type of this kind, if the program has one.
    pub(crate) fn of_kind(&self, kind: SyncKind) -> Option<TypeId> {
        self.kinds.iter().position(|one| *one == Some(kind)).map(|at| at as TypeId)
    }

    /// Whether the program has another C library than Vitrine's, whose threads have a `struct __pthread`.
    pub(crate) fn is_foreign(&self) -> bool {
        let is_own = |ty: TypeId| matches!(self.debug.resolve(ty), Some(Type::Record { name, .. }) if name == "struct __pthread");
        !self.debug.globals.iter().any(|one| is_own(one.ty))
    }

    pub(crate) fn leads(&self, ty: TypeId) -> bool {
        self.leads.get(ty as usize).copied().unwrap_or(false)
    }

    pub(crate) fn contains(&self, ty: TypeId) -> bool {
        self.contains.get(ty as usize).copied().unwrap_or(false)
    }

    /// Whether an object lies at this offset of the type.
    pub(crate) fn covers(&self, ty: TypeId, offset: u64, depth: u32) -> bool {
        if depth > 16 || !self.contains(ty) {
            return false;
        }
        if self.kind(ty).is_some() {
            return offset < size_of(self.debug, ty, 0);
        }
        match self.debug.resolve(ty) {
            Some(Type::Record { members, .. }) => members.iter().any(|member| {
                offset >= member.offset && self.covers(member.ty, offset - member.offset, depth + 1)
            }),
            Some(Type::Array { element, length }) => {
                let size = size_of(self.debug, *element, 0).max(1);
                offset / size < length.unwrap_or(0)
                    && self.covers(*element, offset % size, depth + 1)
            }
            _ => false,
        }
    }
}

/// Marks every type that has a marked part, until nothing changes.
fn spread(debug: &DebugInfo, mut marked: Vec<bool>, through_pointers: bool) -> Vec<bool> {
    loop {
        let mut changed = false;
        for (at, ty) in debug.types.iter().enumerate() {
            let is = |part: &TypeId| marked.get(*part as usize).copied().unwrap_or(false);
            let now = match ty {
                Type::Pointer(target) => through_pointers && is(target),
                Type::Array { element, .. } => is(element),
                Type::Typedef { target, .. } => is(target),
                Type::Record { members, .. } => members.iter().any(|member| is(&member.ty)),
                Type::Void
                | Type::Integer { .. }
                | Type::Float { .. }
                | Type::Enum { .. }
                | Type::Function(_) => false,
            };
            if now && !marked[at] {
                marked[at] = true;
                changed = true;
            }
        }
        if !changed {
            return marked;
        }
    }
}

/// Bytes of a type; 0 where unknown.
pub(crate) fn size_of(debug: &DebugInfo, ty: TypeId, depth: u32) -> u64 {
    match debug.resolve(ty) {
        Some(Type::Integer { size, .. } | Type::Float { size }) => u64::from(*size),
        Some(Type::Enum { .. }) => 4,
        Some(Type::Pointer(_)) => 8,
        Some(Type::Record { size, .. }) => *size,
        Some(Type::Array { element, length }) if depth < 32 => {
            size_of(debug, *element, depth + 1).saturating_mul(length.unwrap_or(0))
        }
        Some(Type::Array { .. } | Type::Void | Type::Function(_) | Type::Typedef { .. }) | None => {
            0
        }
    }
}

/// Offset and type of a member, by name; glibc keeps what matters in a member `__data`.
pub(crate) fn member(debug: &DebugInfo, ty: TypeId, name: &str) -> Option<(u64, TypeId)> {
    let mut at = vec![(ty, 0_u64, 0)];
    while let Some((ty, base, depth)) = at.pop() {
        let Some(Type::Record { members, .. }) = debug.resolve(ty) else { continue };
        for member in members {
            if member.name == name {
                return Some((member.offset.wrapping_add(base), member.ty));
            }
            if depth < 2 && (member.name == "__data" || member.name.is_empty()) {
                at.push((member.ty, member.offset.wrapping_add(base), depth + 1));
            }
        }
    }
    None
}

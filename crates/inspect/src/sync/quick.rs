//! Parts of the graph for those who look often.

use alloc::collections::BTreeSet;

use vitrine_debug_info::DebugInfo;
use vitrine_kernel::FutexKey;
use vitrine_kernel::task::Thread;
use vitrine_machine::Machine;

use super::needs::{object_of, waits};
use super::shape::member;
use super::stuck::stuck;
use super::{Sight, SyncKind};
use crate::Lang;

/// Threads that nothing inside the machine can ever wake.
pub(crate) fn stuck_threads(machine: &Machine, debug: Option<&DebugInfo>) -> BTreeSet<i32> {
    let sight = Sight::new(machine, debug, Lang::En);
    stuck(machine.kernel(), &waits(&sight))
}

/// What the word `at` belongs to, in which this thread sleeps: `None` for something that any of those who share it could end.
/// Of a mutex, how far from the word the number of its owner stands; `Some(None)` where certain threads are waited for otherwise.
pub(crate) fn lock_of(
    machine: &Machine,
    debug: &DebugInfo,
    thread: &Thread,
    at: FutexKey,
) -> Option<Option<u64>> {
    let sight = Sight::new(machine, Some(debug), Lang::En);
    let object = object_of(&sight, thread)?;
    match object.found.kind {
        SyncKind::Condition | SyncKind::Barrier | SyncKind::Semaphore => None,
        SyncKind::ReadWriteLock | SyncKind::Spinlock | SyncKind::Once => Some(None),
        SyncKind::Mutex => {
            let (FutexKey::Private(_, start) | FutexKey::Shared(_, start)) = object.found.at;
            let (FutexKey::Private(_, word) | FutexKey::Shared(_, word)) = at;
            let owner = member(debug, object.found.ty, "__owner");
            Some(owner.map(|(offset, _)| start.wrapping_add(offset).wrapping_sub(word)))
        }
    }
}

//! SEM_UNDO: what a process has done to semaphores is taken back when it ends. semop(2).

use vitrine_abi::Pid;

use super::semaphore::MOST;
use crate::kernel::Kernel;

/// What one process's end adds to one semaphore.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Undo {
    /// The process.
    pub process: Pid,
    /// The set.
    pub set: i32,
    /// Which semaphore.
    pub number: usize,
    /// What is added.
    pub change: i32,
}

impl Kernel {
    pub(super) fn note_undo(&mut self, process: Pid, (set, number): (i32, usize), change: i32) {
        let same =
            |undo: &&mut Undo| (undo.process, undo.set, undo.number) == (process, set, number);
        match self.ipc.undo.iter_mut().find(same) {
            Some(undo) => undo.change += change,
            None => self.ipc.undo.push(Undo { process, set, number, change }),
        }
    }

    /// The set is gone.
    pub(super) fn forget_undo(&mut self, set: i32) {
        self.ipc.undo.retain(|undo| undo.set != set);
    }

    /// SETVAL and SETALL clear what would be undone.
    pub(super) fn clear_undo(&mut self, set: i32, number: usize) {
        self.ipc.undo.retain(|undo| (undo.set, undo.number) != (set, number));
    }

    /// `exit_sem`: the process ends.
    pub(crate) fn undo_semaphores(&mut self, process: Pid) {
        let mine = self.ipc.undo.extract_if(.., |undo| undo.process == process);
        let mine: alloc::vec::Vec<Undo> = mine.collect();
        for Undo { set, number, change, .. } in mine {
            let Some(found) = self.ipc.semaphores.get_mut(set) else { continue };
            let Some((value, last)) = found.semaphores.get_mut(number) else { continue };
            *value = (*value + change).clamp(0, MOST);
            *last = process;
            let waiters = found.waiters;
            let by = self.acting_thread();
            self.wake_all(waiters, by);
        }
    }
}

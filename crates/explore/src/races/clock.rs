//! Vector clocks.

use alloc::vec::Vec;

/// For each slot of a thread, up to which of its times everything is known to have happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clock(Vec<u32>);

impl Clock {
    pub(crate) fn get(&self, slot: u16) -> u32 {
        self.0.get(usize::from(slot)).copied().unwrap_or(0)
    }

    pub(crate) fn set(&mut self, slot: u16, time: u32) {
        let at = usize::from(slot);
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] = time;
    }

    /// Whatever one of the two knows.
    pub(crate) fn join(&mut self, other: &Clock) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (own, theirs) in self.0.iter_mut().zip(&other.0) {
            *own = (*own).max(*theirs);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

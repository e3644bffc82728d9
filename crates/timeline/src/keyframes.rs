//! Snapshots at uniform spacing, at most [`Keyframes::MAX`] of them.

use alloc::vec::Vec;

use vitrine_machine::Snapshot;

/// One entry point into the past.
#[derive(Clone)]
pub(crate) struct Keyframe {
    pub(crate) step: u64,
    pub(crate) snapshot: Snapshot,
    pub(crate) digest: u64,
}

/// Keyframes a power-of-two multiple of [`Keyframes::FIRST_SPACING`] apart. When there are too
/// many, every second one is dropped and the spacing doubles: memory stays bounded and the cost of
/// a seek is the same everywhere.
pub struct Keyframes {
    every: u64,
    frames: Vec<Keyframe>,
}

impl Keyframes {
    /// The most that are kept.
    pub const MAX: usize = 64;
    /// Steps between the first ones.
    pub const FIRST_SPACING: u64 = 1024;

    pub(crate) fn new(first: Keyframe) -> Self {
        Keyframes { every: Self::FIRST_SPACING, frames: alloc::vec![first] }
    }

    /// Steps from one keyframe to the next.
    pub fn spacing(&self) -> u64 {
        self.every
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.frames.len()
    }

    /// The first step after `step` that wants a keyframe.
    pub(crate) fn next_wanted(&self, step: u64) -> u64 {
        (step / self.every + 1) * self.every
    }

    pub(crate) fn is_wanted(&self, step: u64) -> bool {
        step.is_multiple_of(self.every) && self.frames.last().is_none_or(|last| last.step < step)
    }

    pub(crate) fn push(&mut self, frame: Keyframe) {
        self.frames.push(frame);
        if self.frames.len() > Self::MAX {
            self.every *= 2;
            let every = self.every;
            self.frames.retain(|frame| frame.step.is_multiple_of(every));
        }
    }

    /// The last keyframe at or before `step`; the first one is at step 0.
    pub(crate) fn before(&self, step: u64) -> &Keyframe {
        let after = self.frames.partition_point(|frame| frame.step <= step);
        &self.frames[after.max(1) - 1]
    }

    pub(crate) fn at(&self, step: u64) -> Option<&Keyframe> {
        let index = self.frames.binary_search_by_key(&step, |frame| frame.step).ok()?;
        self.frames.get(index)
    }

    /// Drops keyframes later than `step`.
    pub(crate) fn truncate(&mut self, step: u64) {
        self.frames.retain(|frame| frame.step <= step);
    }
}

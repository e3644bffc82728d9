//! Predecoded instructions of an address space's fixed executable pages.

/// Decoded instructions: derived data, never part of the state.
#[derive(Clone, Default)]
pub struct Text {}

impl Text {
    /// A text with nothing decoded.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets everything.
    pub fn invalidate(&mut self) {
        *self = Self::default();
    }
}

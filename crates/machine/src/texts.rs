//! Decoded programs, by the name of their fixed text. Derived data: never part of the state.

use alloc::vec::Vec;

use vitrine_cpu::Text;

/// Programs that are kept decoded.
const MOST: usize = 8;

/// The most recently used texts.
#[derive(Default)]
pub(crate) struct Texts {
    kept: Vec<(u64, Text)>,
}

impl Texts {
    /// The text of this name, empty if it is new; processes of one program share it.
    #[inline]
    pub(crate) fn get(&mut self, id: u64) -> &mut Text {
        if self.kept.first().is_none_or(|(first, _)| *first != id) {
            self.bring_forward(id);
        }
        &mut self.kept[0].1
    }

    fn bring_forward(&mut self, id: u64) {
        let text = match self.kept.iter().position(|(kept, _)| *kept == id) {
            Some(index) => self.kept.remove(index),
            None => {
                self.kept.truncate(MOST - 1);
                (id, Text::new())
            }
        };
        self.kept.insert(0, text);
    }
}

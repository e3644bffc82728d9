//! The one source of everything that is not determined by the program.
//!
//! Random bytes come from the seed. Every other choice has a default (the first candidate), which
//! a recording may override by the choice's index.

use alloc::sync::Arc;

/// Seeded random numbers and overridden choices; part of the state.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Chooser {
    random: u64,
    made: u64,
    overrides: Arc<[(u64, u32)]>,
    /// Numbers that a lottery draws before random ones, and how many it has drawn.
    draws: Arc<[u64]>,
    drawn: u32,
}

impl Chooser {
    /// Random numbers from `seed`; choices as in `overrides` (index of the choice, candidate), in
    /// order of index.
    pub fn new(seed: u64, overrides: Arc<[(u64, u32)]>) -> Self {
        let random = seed ^ 0x9e37_79b9_7f4a_7c15;
        Chooser { random, made: 0, overrides, draws: Arc::new([]), drawn: 0 }
    }

    /// The same, with the first numbers of every lottery given.
    pub fn with_draws(self, draws: Arc<[u64]>) -> Self {
        Chooser { draws, ..self }
    }

    /// The number of a lottery's next ticket: a given one as long as there are some.
    pub fn draw(&mut self) -> u64 {
        match self.draws.get(self.drawn as usize).copied() {
            Some(number) => {
                self.drawn += 1;
                number
            }
            None => self.random(),
        }
    }

    /// How many choices were made so far: the index of the next one.
    pub fn made(&self) -> u64 {
        self.made
    }

    /// Chooses among `candidates` (at least 1) by index; 0 unless the recording says otherwise.
    pub fn choose(&mut self, candidates: usize) -> usize {
        if candidates < 2 {
            return 0;
        }
        let index = self.made;
        self.made += 1;
        match self.overrides.binary_search_by_key(&index, |entry| entry.0) {
            Ok(at) => (self.overrides[at].1 as usize).min(candidates - 1),
            Err(_) => 0,
        }
    }

    /// The next random number. SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom
    /// number generators", OOPSLA 2014.
    pub fn random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Fills `into` with random bytes.
    pub fn random_bytes(&mut self, into: &mut [u8]) {
        for chunk in into.chunks_mut(8) {
            let bytes = self.random().to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

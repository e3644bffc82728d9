//! The one source of everything that is not determined by the program.
//!
//! Random bytes come from the seed. Every other choice has a default (the first candidate), which
//! a recording may override by the choice's index. A chooser that shuffles makes these choices at
//! random too, and says when threads are interrupted: another seed is another interleaving.

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
    /// Choices are made at random.
    shuffle: Option<Shuffle>,
    /// One in so many waits of futex(2) ends without a reason; 0 is none.
    spurious: u32,
}

/// How choices are made at random, for a while: some orders of events need two switches close
/// together, and others a thread that is left behind for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Shuffle {
    /// Occasions until this is drawn anew.
    left: u64,
    /// Stretches without a disturbance are shorter than 2 to this power, in ns.
    reach: u64,
    /// One in so many occasions changes the favourite, or lets a CPU stand still.
    calm: u64,
    /// Gives the threads their order: who of those that are ready is next.
    favour: u64,
}

impl Chooser {
    /// Random numbers from `seed`; choices as in `overrides` (index of the choice, candidate), in
    /// order of index.
    pub fn new(seed: u64, overrides: Arc<[(u64, u32)]>) -> Self {
        let random = seed ^ 0x9e37_79b9_7f4a_7c15;
        Chooser {
            random,
            made: 0,
            overrides,
            draws: Arc::new([]),
            drawn: 0,
            shuffle: None,
            spurious: 0,
        }
    }

    /// The same, with the first numbers of every lottery given.
    pub fn with_draws(self, draws: Arc<[u64]>) -> Self {
        Chooser { draws, ..self }
    }

    /// The same; one in `spurious` waits of futex(2) ends without a reason, none if it is 0.
    pub fn with_spurious(self, spurious: u32) -> Self {
        Chooser { spurious, ..self }
    }

    /// Whether a thread that would sleep in futex(2) returns instead.
    pub(crate) fn is_spurious(&mut self) -> bool {
        self.spurious > 0 && self.random().is_multiple_of(u64::from(self.spurious))
    }

    /// The same, with all choices at random.
    pub fn shuffled(mut self) -> Self {
        self.shuffle_anew();
        self
    }

    fn shuffle_anew(&mut self) {
        let mut below = |bound: u64| self.random() % bound;
        let left = 1 << below(9);
        let (reach, calm, favour) = (3 + below(18).min(below(18)), 1 << below(5), below(u64::MAX));
        self.shuffle = Some(Shuffle { left, reach, calm, favour });
    }

    /// Whether this occasion is one for a disturbance.
    fn occasion(&mut self) -> bool {
        let Some(shuffle) = &mut self.shuffle else { return false };
        let calm = shuffle.calm;
        shuffle.left -= 1;
        if shuffle.left == 0 {
            self.shuffle_anew();
        }
        self.random().is_multiple_of(calm)
    }

    /// Whether choices are made at random.
    pub(crate) fn shuffles(&self) -> bool {
        self.shuffle.is_some()
    }

    /// A stretch of time at random, short ones as likely as long ones; `most_ns` if it does not
    /// shuffle, and never more.
    pub(crate) fn stretch(&mut self, most_ns: u64) -> u64 {
        let Some(Shuffle { reach, .. }) = self.shuffle else { return most_ns };
        let below = 1_u64 << (self.random() % (reach + 1));
        most_ns.min(1 + self.random() % below)
    }

    /// For how long a CPU stands still before a turn, on a shuffling machine with several: as if
    /// for an interrupt or a cache miss. Mostly not at all.
    pub(crate) fn stall(&mut self) -> u64 {
        if self.occasion() { self.stretch(u64::MAX) } else { 0 }
    }

    /// The place of the next one in a queue when choices are made at random. One is favoured for a
    /// while, which leaves others behind (after Burckhardt, Kothari, Musuvathi, Nagarakatti, "A
    /// randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010).
    pub(crate) fn favourite(&mut self, queue: impl Iterator<Item = u32>) -> Option<usize> {
        if self.occasion() {
            let favour = self.random();
            self.shuffle = self.shuffle.map(|shuffle| Shuffle { favour, ..shuffle });
        }
        let Shuffle { favour, .. } = self.shuffle?;
        let key = |tid: u32| mix(favour ^ u64::from(tid));
        queue.enumerate().max_by_key(|(_, tid)| key(*tid)).map(|(at, _)| at)
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
            Err(_) if self.shuffles() => (self.random() % candidates as u64) as usize,
            Err(_) => 0,
        }
    }

    /// The next random number. SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom
    /// number generators", OOPSLA 2014.
    pub fn random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.random)
    }

    /// Fills `into` with random bytes.
    pub fn random_bytes(&mut self, into: &mut [u8]) {
        for chunk in into.chunks_mut(8) {
            let bytes = self.random().to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

//! Where each thread is in the program: in its own code, or in the library on whose behalf.

use alloc::vec::Vec;

use vitrine_abi::Registers;
use vitrine_machine::Seen;

use super::code::{Duty, Part, Whose};
use super::shadow::Kind;
use super::{MOST_BYTES, Races, Range};

/// Handlers inside handlers that are remembered.
const DEEPEST: usize = 64;

/// A block of memory that the allocator is making.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Where the caller goes on.
    pub(super) until: u64,
    /// Where its address will stand; `None`: in a0.
    answer: Option<u64>,
}

/// Where a thread is.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    part: Part,
    /// The function of the library that the program has called; `None` in its own code.
    pub(super) duty: Option<Duty>,
    /// The call of it.
    pub(super) call: u64,
    pub(super) locks_for_reading: bool,
    pub(super) ends_reading: bool,
    /// Locks that it has locked for reading, once for each time.
    reading: Vec<u64>,
    /// A block that is being made.
    pub(super) block: Option<Block>,
    /// What signal handlers have interrupted.
    interrupted: Vec<(Option<Duty>, u64, bool, bool)>,
}

impl Default for Walk {
    fn default() -> Self {
        let part = Part { low: 1, high: 0, whose: Whose::Library(Duty::Nothing) };
        Walk {
            part,
            duty: Some(Duty::Nothing),
            call: 0,
            locks_for_reading: false,
            ends_reading: false,
            reading: Vec::new(),
            block: None,
            interrupted: Vec::new(),
        }
    }
}

impl Walk {
    /// In a program of which nothing is known.
    pub(super) fn elsewhere() -> Walk {
        Walk::default()
    }

    pub(super) fn contains(&self, pc: u64) -> bool {
        (self.part.low..self.part.high).contains(&pc)
    }

    /// A signal handler begins.
    pub(super) fn interrupt(&mut self) {
        if self.interrupted.len() < DEEPEST {
            let state = (self.duty, self.call, self.locks_for_reading, self.ends_reading);
            self.interrupted.push(state);
        }
        self.leave();
    }

    /// It has returned.
    pub(super) fn resume(&mut self) {
        if let Some(state) = self.interrupted.pop() {
            (self.duty, self.call, self.locks_for_reading, self.ends_reading) = state;
            self.part = Walk::default().part;
            if self.duty.is_some() {
                // What goes on is inside the library: not an entry of its own.
                self.part.whose = Whose::Library(Duty::Nothing);
            }
        }
    }

    fn leave(&mut self) {
        self.duty = None;
        self.part = Walk::default().part;
        (self.locks_for_reading, self.ends_reading) = (false, false);
    }
}

impl Races {
    /// Another function than before, or the end of making a block.
    pub(super) fn walk_to(&mut self, at: &Seen<'_>, pc: u64) {
        let part = self.code.part(pc);
        let Some(walk) = self.walks.get_mut(&at.thread) else { return };
        walk.part = part;
        if let Some(block) = walk.block
            && block.until == pc
        {
            walk.block = None;
            self.block_begins(at, block);
        }
        let Some(walk) = self.walks.get_mut(&at.thread) else { return };
        match part.whose {
            Whose::Own => {
                let was = walk.duty.take();
                (walk.locks_for_reading, walk.ends_reading) = (false, false);
                if was.is_some() && !self.code.is_exact() {
                    self.order.take_fences_back(at.thread);
                }
            }
            Whose::Library(duty) => {
                if walk.duty.is_none() {
                    walk.duty = Some(duty);
                    walk.call = at.hart.x(1).wrapping_sub(1);
                    if !self.code.is_exact() {
                        self.order.set_fences_aside(at.thread);
                    }
                    self.called(at, (pc == part.low).then_some(duty));
                }
                if pc == part.low {
                    self.enters(at, duty);
                }
            }
        }
    }

    /// The allocator is called, by whomever.
    fn enters(&mut self, at: &Seen<'_>, duty: Duty) {
        let (until, first) = (at.hart.x(1), at.hart.x(Registers::A0));
        let answer = match duty {
            Duty::Frees => return self.block_ends(at),
            Duty::Allocates => None,
            Duty::AllocatesThere => Some(first),
            _ => return,
        };
        if let Some(walk) = self.walks.get_mut(&at.thread) {
            walk.block.get_or_insert(Block { until, answer });
        }
    }

    /// The program has called a function of the library.
    fn called(&mut self, at: &Seen<'_>, duty: Option<Duty>) {
        let Some(walk) = self.walks.get_mut(&at.thread) else { return };
        let lock = at.hart.x(Registers::A0);
        let held = walk.reading.iter().rposition(|one| *one == lock);
        match (duty, held) {
            (Some(Duty::LocksForReading), _) => {
                walk.locks_for_reading = true;
                walk.reading.push(lock);
                if walk.reading.len() > DEEPEST {
                    walk.reading.remove(0);
                }
            }
            (Some(Duty::LocksForWriting), Some(_)) => walk.reading.retain(|one| *one != lock),
            (Some(Duty::EndsLock), Some(held)) => {
                walk.ends_reading = true;
                walk.reading.remove(held);
            }
            _ => {}
        }
    }

    /// `free(a0)` is a write to all of the block: nobody may use it any more.
    fn block_ends(&mut self, at: &Seen<'_>) {
        let address = at.hart.x(Registers::A0);
        let Some(size) = block_size(at, address) else { return };
        if let Some(walk) = self.walks.get(&at.thread)
            && walk.duty == Some(Duty::Frees)
        {
            let kind = Kind { write: true, atomic: false };
            let (size, pc) = (size.min(MOST_BYTES), walk.call);
            self.access(&at.into(), Range { address, size, kind, pc });
        }
    }

    /// Whoever uses a new block has nothing to do with who used its bytes before: free(3)
    /// synchronises with the call that gives the memory out again (C11 7.22.3).
    fn block_begins(&mut self, at: &Seen<'_>, block: Block) {
        let address = match block.answer {
            None => Some(at.hart.x(Registers::A0)),
            Some(place) => word(at, place),
        };
        let Some(address) = address else { return };
        let Some(size) = block_size(at, address) else { return };
        let mut part = address;
        while part < address + size {
            let end = (address + size).min((part / 4096 + 1) * 4096);
            if let Some(page) = self.places.page(at.kernel, at.space, part) {
                self.order.shadows.forget(page, part % 4096, end - part);
            }
            part = end;
        }
    }
}

/// How long a block is. Both libraries keep the chunk's size, with flags in its lowest bits,
/// before it.
fn block_size(at: &Seen<'_>, address: u64) -> Option<u64> {
    const LARGEST: u64 = 1 << 30;
    if address == 0 || !address.is_multiple_of(8) {
        return None;
    }
    let size = (word(at, address.wrapping_sub(8))? & !15).checked_sub(8)?;
    (size <= LARGEST).then_some(size)
}

fn word(at: &Seen<'_>, address: u64) -> Option<u64> {
    let space = at.kernel.spaces.find(at.space)?;
    let mut bytes = [0; 8];
    let done = space.peek(&at.kernel.memory, address, &mut bytes);
    (done == 8).then(|| u64::from_le_bytes(bytes))
}

//! Data races: two accesses to the same bytes, by two threads, at least one a write and at least
//! one not atomic (C11 5.1.2.4p25), that nothing orders.
//!
//! [`Races`] observes one run. It knows what happened before what through clone(2), the end of
//! threads and processes, futexes, atomic operations and fences of C, signals, pipes, sockets,
//! files and their locks, and the objects of System V and POSIX; `volatile` is none of these.
//! Processes that share a mapping race like threads; copies after fork(2) do not.
//!
//! What it does not find: races that need another path through the program, and races that this
//! run happened to order, by a lock that was taken in between, say. Another seed may show them.

mod clock;
mod code;
mod events;
mod order;
mod places;
mod shadow;
mod walk;

#[cfg(test)]
mod tests;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use vitrine_abi::{Pid, Tid};
use vitrine_cpu::{Effect, Footprint};
use vitrine_kernel::mm::AddressSpace;
use vitrine_kernel::{Event, Id, Kernel};
use vitrine_machine::{Acted, Observer, Seen, Touched};

pub use code::{Code, FunctionOf, Site};
pub use order::Limit;

use code::Duty;
use order::{Object, Order, Orders, Touch};
use places::Places;
use shadow::{Access, GRANULE, Kind};
use walk::Walk;

/// Races that are kept, at most; all others are only counted.
const MOST_RACES: usize = 200;
/// Bytes of one copy by the kernel or of a freed block that are looked at, at most.
const MOST_BYTES: u64 = 1 << 16;

/// One of the two accesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Who.
    pub thread: Tid,
    /// Of which process.
    pub process: Pid,
    /// Steps made when it had happened.
    pub step: u64,
    /// The instruction in the program's own code: the access, or the call of the library function
    /// that made it.
    pub pc: u64,
    /// Whether it wrote.
    pub write: bool,
    /// Whether it was an atomic operation.
    pub atomic: bool,
}

/// Two accesses that nothing orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Race {
    /// First byte that both touched, as the second thread sees it.
    pub address: u64,
    /// Bytes that both touched.
    pub size: u8,
    /// What happened first in this run.
    pub first: Side,
    /// What happened second.
    pub second: Side,
}

/// Watches a run for data races.
#[derive(Default)]
pub struct Races {
    code: Code,
    order: Order,
    places: Places,
    walks: BTreeMap<Tid, Walk>,
    /// Locks and semaphores that end with their process.
    touched: BTreeSet<(Pid, Object)>,
    /// Where the end of each thread is announced.
    ends: BTreeMap<Tid, Object>,
    found: Vec<Race>,
    /// Pairs of instructions that were reported.
    known: BTreeSet<(u64, u64)>,
    again: u64,
    met: Vec<Access>,
}

/// Around an access.
struct World<'a> {
    kernel: &'a Kernel,
    space: Id<AddressSpace>,
    thread: Tid,
    step: u64,
}

impl<'a> From<&Seen<'a>> for World<'a> {
    fn from(seen: &Seen<'a>) -> World<'a> {
        let Seen { kernel, space, thread, step, .. } = *seen;
        World { kernel, space, thread, step }
    }
}

/// An access, before it is cut into granules.
#[derive(Clone, Copy)]
struct Range {
    address: u64,
    size: u64,
    kind: Kind,
    pc: u64,
}

impl Races {
    /// Nothing has run yet.
    pub fn new(code: Code) -> Races {
        Races { code, ..Races::default() }
    }

    /// What was found, in order of the second access: each pair of instructions once.
    pub fn found(&self) -> &[Race] {
        &self.found
    }

    /// How often known pairs raced again, or pairs for which there was no room.
    pub fn again(&self) -> u64 {
        self.again
    }

    /// Why accesses are no longer watched, if so.
    pub fn limit(&self) -> Option<Limit> {
        self.order.limit
    }

    /// Whether old accesses had to be forgotten, so that races may have been missed.
    pub fn has_forgotten(&self) -> bool {
        self.order.shadows.has_forgotten
    }

    /// Most pages of which accesses were remembered at a time, and the most host bytes for that.
    pub fn memory(&self) -> (usize, usize) {
        self.order.shadows.most()
    }

    /// Looks at an access and remembers it.
    fn access(&mut self, at: &World<'_>, range: Range) {
        let end = range.address.wrapping_add(range.size);
        let mut address = range.address;
        while address < end && self.order.limit.is_none() {
            let stop = end.min((address / GRANULE + 1) * GRANULE);
            let Some(page) = self.places.page(at.kernel, at.space, address) else {
                // The rest of a page that nobody else can see.
                address = end.min((address / 4096 + 1) * 4096);
                continue;
            };
            let first = address % GRANULE;
            let bytes = mask(first, stop - address);
            let touch = Touch { kind: range.kind, bytes, pc: range.pc, step: at.step };
            let met = &mut self.met;
            self.order.access(at.thread, (page, address % 4096), touch, &mut |old| met.push(*old));
            for old in core::mem::take(&mut self.met) {
                self.report(at, range, &old, (address - first, bytes));
            }
            address = stop;
        }
    }

    fn report(&mut self, at: &World<'_>, range: Range, old: &Access, (granule, bytes): (u64, u8)) {
        let pair = (old.pc.min(range.pc), old.pc.max(range.pc));
        if self.found.len() >= MOST_RACES || !self.known.insert(pair) {
            self.again += 1;
            return;
        }
        let common = old.bytes & bytes;
        let (thread, process) = self.order.owner(old);
        let side = |thread, process, step, (pc, kind): (u64, Kind)| Side {
            thread,
            process,
            step,
            pc,
            write: kind.write,
            atomic: kind.atomic,
        };
        let own = at.kernel.threads.find(at.thread).map_or(Pid(0), |thread| thread.process);
        self.found.push(Race {
            address: granule + u64::from(common.trailing_zeros()),
            size: common.count_ones() as u8,
            first: side(thread, process, old.step, (old.pc, old.kind)),
            second: side(at.thread, own, at.step, (range.pc, range.kind)),
        });
    }

    /// A touch by the program's own code.
    fn own_touch(&mut self, at: &Seen<'_>, touch: &Touched) {
        let site = self.code.site(touch.pc).copied();
        let print = &touch.footprint;
        let orders = site.map_or_else(|| self.asked(touch), |site| site.orders());
        let atomic = match print.effect {
            Effect::Fence => return self.order.fence(at.thread, orders),
            Effect::LoadReserved | Effect::StoreConditional | Effect::ReadModifyWrite => true,
            Effect::Load | Effect::Store if self.code.is_exact() => site.is_some(),
            Effect::Load => touch.before_acquire || self.was_written_atomically(at, touch),
            Effect::Store => touch.after_release,
        };
        let fails = print.effect == Effect::StoreConditional && !touch.stored;
        if fails {
            return;
        }
        let (mut address, mut size) = (touch.address, u64::from(print.size));
        if let Some((bytes, shift)) = site.and_then(|site| site.part) {
            address = address.wrapping_add(at.hart.x(shift.into()) / 8 % 4);
            size = bytes.into();
        }
        let kind = Kind { write: touch.stored, atomic };
        self.access(&at.into(), Range { address, size, kind, pc: touch.pc });
        if atomic {
            self.synchronise(at, touch, orders);
        }
    }

    /// What the instruction itself says. Deviates: gcc 12 leaves the release out of a
    /// compare-and-exchange whose failure is relaxed, in
    /// glibc's semaphores and locks too; an `sc` that asks for nothing is taken for such a one.
    fn asked(&self, touch: &Touched) -> Orders {
        let Footprint { effect, acquire, release, .. } = touch.footprint;
        let is_bare = effect == Effect::StoreConditional && !acquire && !self.code.is_exact();
        Orders { acquire, release: release || is_bare }
    }

    /// Without the compiler's word: a load of what atomic operations write may be relaxed.
    fn was_written_atomically(&mut self, at: &Seen<'_>, touch: &Touched) -> bool {
        let size = u64::from(touch.footprint.size);
        if !touch.address.is_multiple_of(size) {
            return false;
        }
        let Some(page) = self.places.page(at.kernel, at.space, touch.address) else { return false };
        let bytes = mask(touch.address % GRANULE, size);
        self.order.shadows.has_atomic_write((page, touch.address % 4096), bytes)
    }

    /// The words of an atomic access hand on what their writers released.
    fn synchronise(&mut self, at: &Seen<'_>, touch: &Touched, orders: Orders) {
        let Some(page) = self.places.page(at.kernel, at.space, touch.address) else { return };
        let first = touch.address % 4096 / 4;
        let last = (touch.address % 4096 + u64::from(touch.footprint.size) - 1) / 4;
        let (reads, ends_reading) = match self.walks.get(&at.thread) {
            Some(walk) => (walk.locks_for_reading, walk.ends_reading),
            None => (false, false),
        };
        for word in first..=last.min(1023) {
            let (word, readers) =
                (Object::Word(page, word as u16), Object::Readers(page, word as u16));
            let modifies = match touch.footprint.effect {
                Effect::Store => false,
                Effect::Load
                | Effect::LoadReserved
                | Effect::StoreConditional
                | Effect::ReadModifyWrite
                | Effect::Fence => {
                    self.order.load(at.thread, word, orders);
                    if !reads && !ends_reading {
                        self.order.load(at.thread, readers, orders);
                    }
                    true
                }
            };
            if touch.stored {
                let to = if ends_reading { readers } else { word };
                self.order.store(at.thread, to, orders, modifies || ends_reading);
            }
        }
    }

    /// A touch by a function of the library that orders threads. Without the compiler's word, each
    /// of its loads and stores may be a relaxed atomic one, which the fences around it order.
    fn ordering_touch(&mut self, at: &Seen<'_>, touch: &Touched) {
        let print = &touch.footprint;
        let site = self.code.site(touch.pc);
        let orders = site.map_or_else(|| self.asked(touch), |site| site.orders());
        match print.effect {
            Effect::Fence => self.order.fence(at.thread, orders),
            Effect::StoreConditional if !touch.stored => {}
            Effect::Load | Effect::Store if self.code.is_exact() && site.is_none() => {}
            Effect::Load | Effect::Store if !touch.address.is_multiple_of(4) => {}
            Effect::Load
            | Effect::Store
            | Effect::LoadReserved
            | Effect::StoreConditional
            | Effect::ReadModifyWrite => self.synchronise(at, touch, orders),
        }
    }
}

/// A bit for each of `count` bytes of a granule from `first` on.
fn mask(first: u64, count: u64) -> u8 {
    let ones = (1_u32 << count) - 1;
    (ones << first) as u8
}

impl Observer for Races {
    fn wants(&mut self, kernel: &Kernel, space: Id<AddressSpace>) -> bool {
        self.order.limit.is_none() && self.places.has_company(kernel, space)
    }

    fn arrives(&mut self, at: &Seen<'_>, pc: u64) {
        let known = self.places.is_known(at.kernel, at.space, &self.code.path);
        let walk = self.walks.entry(at.thread).or_default();
        if known && walk.block.is_none_or(|block| block.until != pc) && walk.contains(pc) {
            return;
        }
        if !self.order.is_known(at.thread) {
            let process = at.kernel.threads.find(at.thread).map_or(Pid(0), |one| one.process);
            self.order.start(None, at.thread, process);
        }
        if known {
            self.walk_to(at, pc);
        } else {
            *walk = Walk::elsewhere();
        }
    }

    fn touches(&mut self, at: &Seen<'_>, touch: &Touched) {
        let Some(walk) = self.walks.get(&at.thread) else { return };
        match walk.duty {
            None => self.own_touch(at, touch),
            Some(Duty::Copies) => {
                let kind = Kind { write: touch.stored, atomic: false };
                let (address, size) = (touch.address, touch.footprint.size.into());
                let pc = walk.call;
                self.access(&at.into(), Range { address, size, kind, pc });
            }
            Some(Duty::Orders | Duty::LocksForReading | Duty::LocksForWriting | Duty::EndsLock) => {
                self.ordering_touch(at, touch)
            }
            Some(
                Duty::Nothing | Duty::Calls | Duty::Frees | Duty::Allocates | Duty::AllocatesThere,
            ) => {}
        }
    }

    fn event(&mut self, at: &Acted<'_>, event: &Event) {
        self.happens(at, event);
    }
}

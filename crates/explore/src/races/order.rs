//! Happens-before by vector clocks, after FastTrack (Flanagan and Freund, PLDI 2009) and, for
//! relaxed atomics and fences, the rules of C11 5.1.2.4 and 7.17.4.
//!
//! Each thread has a slot in the clocks. A thread whose creator knows all that a thread before it
//! did takes that one's slot: so clocks stay as short as many threads are unordered at a time.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::mem;

use vitrine_abi::{Pid, Tid};

use super::clock::Clock;
use super::shadow::{Access, Kind, PageKey, Shadows};

/// Slots, at most.
const MOST_SLOTS: usize = 4096;
/// Host bytes for what is remembered of accesses, at most.
const MOST_BYTES: usize = 512 << 20;
/// Objects through which threads order each other, at most.
const MOST_OBJECTS: usize = 1 << 18;

/// Something through which one thread's past gets known to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Object {
    /// An aligned word of 4 bytes: its page and offset.
    Word(PageKey, u16),
    /// What ends of reading a readers-writer lock left at a word, for writers only.
    Readers(PageKey, u16),
    Pipe(u32),
    Socket(u32),
    /// The bytes of a file.
    File(u32),
    /// Locks of a file.
    Lock(u32),
    /// eventfd(2).
    Counter(u32),
    /// mq_open(3).
    Queue(u32),
    /// semget(2), by identifier.
    Semaphores(u64),
    /// msgget(2), by identifier.
    Messages(u64),
    /// Signals of one number to a process.
    Signal(i32, u8),
    /// What a process had done when it ended.
    Process(i32),
}

impl Object {
    /// The least of all.
    pub(crate) const FIRST: Object = Object::Word(PageKey::Private(0, 0), 0);
    /// The greatest of all.
    pub(crate) const LAST: Object = Object::Process(i32::MAX);
}

/// What an atomic access orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Orders {
    pub(crate) acquire: bool,
    pub(crate) release: bool,
}

/// An access, before it is known when it is on the clock of its thread.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Touch {
    pub(crate) kind: Kind,
    /// A bit for each byte of the granule.
    pub(crate) bytes: u8,
    pub(crate) pc: u64,
    pub(crate) step: u64,
}

/// Why accesses are no longer watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// There are more threads at a time than there is room for.
    Threads,
    /// More memory was touched than there is room for.
    Memory,
    /// More locks, pipes, signals … than there is room for.
    Objects,
}

#[derive(Clone, Debug, Default)]
struct Thread {
    slot: u16,
    clock: Clock,
    /// When it accessed memory last, on the clock of its slot.
    active: u32,
    /// What relaxed stores hand on: the clock at the last releasing fence.
    fenced: Clock,
    /// What relaxed loads have seen: known after the next acquiring fence.
    seen: Clock,
    /// `fenced` and `seen` of the caller while a library function runs.
    outer: Option<(Clock, Clock)>,
}

#[derive(Clone, Debug, Default)]
struct Slot {
    /// From which time on it was whose.
    owners: Vec<(u32, Tid, Pid)>,
    alive: bool,
    /// When its threads accessed memory last.
    active: u32,
    /// The time up to which it was used.
    last: u32,
}

/// Who knows of whose past, and what was accessed.
#[derive(Default)]
pub(crate) struct Order {
    threads: BTreeMap<Tid, Thread>,
    slots: Vec<Slot>,
    objects: BTreeMap<Object, Clock>,
    pub(crate) shadows: Shadows,
    pub(crate) limit: Option<Limit>,
}

impl Order {
    /// A thread begins; it knows what its creator knows.
    pub(crate) fn start(&mut self, creator: Option<Tid>, thread: Tid, process: Pid) {
        let mut clock = Clock::default();
        if let Some(creator) = creator.and_then(|creator| self.threads.get(&creator)) {
            clock = creator.clock.clone();
        }
        let knows =
            |slot: &(usize, &Slot)| !slot.1.alive && clock.get(slot.0 as u16) >= slot.1.active;
        let number = match self.slots.iter().enumerate().find(knows) {
            Some((number, _)) => number,
            None if self.slots.len() >= MOST_SLOTS => {
                self.limit = Some(Limit::Threads);
                return;
            }
            None => {
                self.slots.push(Slot::default());
                self.slots.len() - 1
            }
        };
        let slot = &mut self.slots[number];
        slot.alive = true;
        slot.owners.push((slot.last + 1, thread, process));
        clock.set(number as u16, slot.last + 1);
        let slot = number as u16;
        self.threads.insert(thread, Thread { slot, clock, ..Thread::default() });
        if let Some(creator) = creator {
            self.tick(creator);
        }
    }

    /// A thread has ended.
    pub(crate) fn end(&mut self, thread: Tid) {
        if let Some(gone) = self.threads.remove(&thread) {
            let slot = &mut self.slots[usize::from(gone.slot)];
            slot.alive = false;
            slot.active = slot.active.max(gone.active);
            slot.last = gone.clock.get(gone.slot);
        }
    }

    /// execve(2) gave the last thread of a process the process's number.
    pub(crate) fn rename(&mut self, from: Tid, to: Tid, process: Pid) {
        if let Some(thread) = self.threads.remove(&from) {
            let time = thread.clock.get(thread.slot);
            self.slots[usize::from(thread.slot)].owners.push((time, to, process));
            self.threads.insert(to, thread);
        }
    }

    pub(crate) fn is_known(&self, thread: Tid) -> bool {
        self.threads.contains_key(&thread)
    }

    /// How many threads were unordered at a time, at most.
    #[cfg(test)]
    pub(crate) fn slots(&self) -> usize {
        self.slots.len()
    }

    /// The process of a thread that has not ended.
    pub(crate) fn process(&self, thread: Tid) -> Option<Pid> {
        let slot = self.threads.get(&thread)?.slot;
        self.slots[usize::from(slot)].owners.last().map(|owner| owner.2)
    }

    /// Whose access it was.
    pub(crate) fn owner(&self, access: &Access) -> (Tid, Pid) {
        let owners = &self.slots[usize::from(access.slot)].owners;
        let after = owners.partition_point(|owner| owner.0 <= access.time);
        owners.get(after.wrapping_sub(1)).map_or((Tid(0), Pid(0)), |owner| (owner.1, owner.2))
    }

    /// What follows in this thread is not known to those who know what came before.
    fn tick(&mut self, thread: Tid) {
        if let Some(thread) = self.threads.get_mut(&thread) {
            let next = thread.clock.get(thread.slot) + 1;
            thread.clock.set(thread.slot, next);
        }
    }

    /// The thread's past is known to whoever acquires from the object from now on.
    pub(crate) fn release(&mut self, thread: Tid, object: Object) {
        let Some(from) = self.threads.get(&thread) else { return };
        if self.objects.len() >= MOST_OBJECTS && !self.objects.contains_key(&object) {
            self.limit = Some(Limit::Objects);
            return;
        }
        self.objects.entry(object).or_default().join(&from.clock);
        self.tick(thread);
    }

    /// What was released to the object is known to the thread.
    pub(crate) fn acquire(&mut self, thread: Tid, object: Object) {
        if let (Some(thread), Some(clock)) =
            (self.threads.get_mut(&thread), self.objects.get(&object))
        {
            thread.clock.join(clock);
        }
    }

    /// One thread's past is known to another at once.
    pub(crate) fn pass(&mut self, from: Tid, to: Tid) {
        let Some(clock) = self.threads.get(&from).map(|from| from.clock.clone()) else { return };
        if let Some(to) = self.threads.get_mut(&to) {
            to.clock.join(&clock);
            self.tick(from);
        }
    }

    /// An atomic load of what an object stands for.
    pub(crate) fn load(&mut self, thread: Tid, object: Object, orders: Orders) {
        let Some(clock) = self.objects.get(&object) else { return };
        let Some(thread) = self.threads.get_mut(&thread) else { return };
        if orders.acquire {
            thread.clock.join(clock);
        } else {
            thread.seen.join(clock);
        }
    }

    /// An atomic store; `modifies` is one that goes on from what it replaces (C11 5.1.2.4p10).
    pub(crate) fn store(&mut self, thread: Tid, object: Object, orders: Orders, modifies: bool) {
        let Some(from) = self.threads.get(&thread) else { return };
        let handed = if orders.release { &from.clock } else { &from.fenced };
        if !modifies && !handed.is_empty() {
            if let Some(clock) = self.objects.get_mut(&object) {
                clock.clear();
            }
        } else if !modifies {
            self.objects.remove(&object);
        }
        if handed.is_empty() {
            return;
        }
        if self.objects.len() >= MOST_OBJECTS && !self.objects.contains_key(&object) {
            self.limit = Some(Limit::Objects);
            return;
        }
        self.objects.entry(object).or_default().join(handed);
        self.tick(thread);
    }

    pub(crate) fn fence(&mut self, thread: Tid, orders: Orders) {
        let Some(thread) = self.threads.get_mut(&thread) else { return };
        if orders.acquire {
            thread.clock.join(&thread.seen);
        }
        if orders.release {
            thread.fenced.clone_from(&thread.clock);
            let next = thread.clock.get(thread.slot) + 1;
            thread.clock.set(thread.slot, next);
        }
    }

    /// A library function begins: its fences order nothing after its return.
    pub(crate) fn set_fences_aside(&mut self, thread: Tid) {
        if let Some(thread) = self.threads.get_mut(&thread) {
            let inner = (mem::take(&mut thread.fenced), mem::take(&mut thread.seen));
            thread.outer.get_or_insert(inner);
        }
    }

    /// It has returned.
    pub(crate) fn take_fences_back(&mut self, thread: Tid) {
        if let Some(thread) = self.threads.get_mut(&thread)
            && let Some(outer) = thread.outer.take()
        {
            (thread.fenced, thread.seen) = outer;
        }
    }

    /// An access to bytes of one granule; hands earlier ones that race with it to `race`.
    pub(crate) fn access(
        &mut self,
        thread: Tid,
        place: (PageKey, u64),
        touch: Touch,
        race: &mut impl FnMut(&Access),
    ) {
        let Some(thread) = self.threads.get_mut(&thread) else { return };
        let slot = thread.slot;
        let time = thread.clock.get(slot);
        thread.active = time;
        let Touch { kind, bytes, pc, step } = touch;
        let access = Access { step, pc, time, slot, bytes, kind };
        self.shadows.touch(place, access, &thread.clock, race);
        if self.shadows.bytes() > MOST_BYTES {
            self.limit = Some(Limit::Memory);
        }
    }

    /// A range of pages is gone, and the words in them.
    pub(crate) fn drop_pages(&mut self, first: PageKey, last: PageKey) {
        self.shadows.drop_pages(first, last);
        let words = Object::Word(first, 0)..=Object::Word(last, u16::MAX);
        let readers = Object::Readers(first, 0)..=Object::Readers(last, u16::MAX);
        for range in [words, readers] {
            let gone: Vec<Object> = self.objects.range(range).map(|(object, _)| *object).collect();
            for object in gone {
                self.objects.remove(&object);
            }
        }
    }

    /// Frames of shared mappings about which something is remembered.
    pub(crate) fn shared_frames(&self) -> Vec<u32> {
        let (first, last) = (PageKey::Shared(0), PageKey::Shared(u32::MAX));
        let words = self.objects.range(Object::Word(first, 0)..=Object::Word(last, u16::MAX));
        let pages = words.filter_map(|(object, _)| match object {
            Object::Word(page, _) => Some(*page),
            _ => None,
        });
        let mut frames: Vec<u32> = self
            .shadows
            .within(first, last)
            .into_iter()
            .chain(pages)
            .filter_map(|page| match page {
                PageKey::Shared(frame) => Some(frame),
                PageKey::Private(..) => None,
            })
            .collect();
        frames.sort_unstable();
        frames.dedup();
        frames
    }
}

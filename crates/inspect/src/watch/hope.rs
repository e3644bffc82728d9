//! A quick look at a sleeper: will it surely go on? Only when that cannot be said, the whole graph is looked at.
//!
//! It follows the same needs as the graph, but knows the objects in memory only by what was found when somebody first waited
//! for their words. A thread without hope may still go on; one with hope surely can.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use vitrine_abi::Tid;
use vitrine_debug_info::DebugInfo;
use vitrine_kernel::mm::AddressSpace;
use vitrine_kernel::task::{Thread, ThreadState};
use vitrine_kernel::{FutexKey, Id, SleepReason};
use vitrine_machine::Machine;

use crate::Lang;
use crate::sync::{Others, Sight, location, lock_of, wait};

/// Words that are remembered at most, and looks at one before it is found out again: memory is used anew.
const MAX_WORDS: usize = 4096;
const MAX_LOOKS: u32 = 512;
/// Owners that wait for owners are followed so far.
const MAX_DEPTH: u32 = 16;

/// What is known of the words that somebody waited for.
#[derive(Default)]
pub(super) struct Hopes {
    words: BTreeMap<FutexKey, (Word, u32)>,
}

/// What a futex word belongs to.
#[derive(Clone, Copy)]
enum Word {
    /// A mutex: how far from the word its owner's number stands.
    Lock(u64),
    /// Something that one of several threads alone could end.
    Unclear,
    /// Something that any of those who share it could end.
    Anybody,
}

/// One look.
struct Look<'a> {
    machine: &'a Machine,
    debug: Option<&'a DebugInfo>,
    seen: BTreeSet<Tid>,
}

impl Hopes {
    /// Whether this thread can surely go on.
    pub(super) fn has(&mut self, machine: &Machine, debug: Option<&DebugInfo>, tid: Tid) -> bool {
        let mut look = Look { machine, debug, seen: BTreeSet::new() };
        self.follow(&mut look, tid, 0)
    }

    fn follow(&mut self, look: &mut Look, tid: Tid, depth: u32) -> bool {
        let kernel = look.machine.kernel();
        let Some(thread) = kernel.threads.find(tid) else { return false };
        let sleep = match &thread.state {
            ThreadState::Running(_) | ThreadState::Ready(_) => return true,
            ThreadState::Stopped => return false,
            ThreadState::Sleeping(sleep) => sleep,
        };
        if sleep.deadline_ns.is_some() || sleep.reason == SleepReason::TerminalInput {
            return true;
        }
        if depth >= MAX_DEPTH || !look.seen.insert(tid) {
            return false;
        }
        match sleep.reason {
            SleepReason::Futex(address) => self.futex(look, thread, address, depth),
            _ => self.needs(look, thread, depth),
        }
    }

    fn needs(&mut self, look: &mut Look, thread: &Thread, depth: u32) -> bool {
        // Only futexes lead to objects in memory.
        let sight = Sight { machine: look.machine, lang: Lang::En, objects: Vec::new() };
        let Some(wait) = wait(&sight, thread) else { return true };
        if wait.input || wait.signal_ns.is_some() {
            return true;
        }
        wait.needs.iter().all(|need| {
            let others = match need.others {
                Others::Nobody => false,
                Others::Sharing(space) => runs(look.machine, Some(space)),
                Others::Anyone => runs(look.machine, None),
            };
            others || need.ways.iter().any(|way| self.follow(look, Tid(way.tid), depth + 1))
        })
    }

    fn futex(&mut self, look: &mut Look, thread: &Thread, address: u64, depth: u32) -> bool {
        let kernel = look.machine.kernel();
        let space = kernel.process(thread.process).space;
        let Some(at) = location(kernel, thread.process, address) else { return false };
        let whose = match at {
            FutexKey::Private(..) => Some(space),
            FutexKey::Shared(..) => None,
        };
        match self.word(look, thread, at) {
            Word::Anybody => {
                let ends = kernel.threads.iter().find(|(_, other)| {
                    other.clear_child_tid == address && kernel.process(other.process).space == space
                });
                match ends {
                    Some((tid, _)) => self.follow(look, tid, depth + 1),
                    None => runs(look.machine, whose),
                }
            }
            Word::Unclear => false,
            Word::Lock(offset) => {
                let mut bytes = [0; 4];
                look.machine.read_memory(thread.process, address.wrapping_add(offset), &mut bytes);
                match i32::from_le_bytes(bytes) {
                    0 => false,
                    owner => self.follow(look, Tid(owner), depth + 1),
                }
            }
        }
    }

    fn word(&mut self, look: &Look, thread: &Thread, at: FutexKey) -> Word {
        if let Some((word, looks)) = self.words.get_mut(&at)
            && *looks < MAX_LOOKS
        {
            *looks += 1;
            return *word;
        }
        let Some(debug) = look.debug else { return Word::Anybody };
        if self.words.len() >= MAX_WORDS {
            self.words.clear();
        }
        let word = match lock_of(look.machine, debug, thread, at) {
            None => Word::Anybody,
            Some(None) => Word::Unclear,
            Some(Some(offset)) => Word::Lock(offset),
        };
        self.words.insert(at, (word, 0));
        word
    }
}

/// Whether a thread (of this memory) can run.
fn runs(machine: &Machine, space: Option<Id<AddressSpace>>) -> bool {
    let kernel = machine.kernel();
    let fits = |tid: Tid| {
        let thread = kernel.threads.find(tid);
        thread.is_some_and(|thread| {
            space.is_none_or(|space| kernel.process(thread.process).space == space)
        })
    };
    kernel.cpus.iter().any(|cpu| cpu.current.is_some_and(fits) || cpu.waiting().any(fits))
}

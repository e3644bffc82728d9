//! The state of a synchronisation object, read out of memory.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::Tid;
use vitrine_debug_info::DebugInfo;
use vitrine_kernel::task::ThreadState;
use vitrine_kernel::{FutexKey, SleepReason};
use vitrine_machine::Machine;

use super::parts::{Block, Fields, blocks};
use super::shape::{Shapes, size_of};
use super::walk::{Found, location, walk, within};
use super::{Hold, Holder, SyncKind};
use crate::stack::Stack;

/// An object with its state.
pub(crate) struct Object {
    pub(crate) found: Found,
    pub(crate) facts: Facts,
    pub(crate) traits: Traits,
    pub(crate) holders: Vec<Holder>,
    /// In the order in which they would be woken.
    pub(crate) waiters: Vec<i32>,
    /// Of a condition variable: which mutex each waiter will want again.
    pub(crate) returns_to: Vec<(i32, FutexKey)>,
}

/// What memory says of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Facts {
    /// A mutex or spinlock: whether somebody has it.
    Lock { taken: bool, fate: Fate },
    /// Nothing but its waiters.
    Condition,
    /// Readers by number, and whether somebody writes.
    ReadWrite { readers: u32, writes: bool },
    /// How many it takes, and how many are there.
    Barrier { count: u32, arrived: u32 },
    /// Its value.
    Semaphore { value: u32 },
    /// How far the initialisation is.
    Once { runs: bool, done: bool },
    /// Its type tells nothing of its members.
    Unknown,
}

/// Robust mutexes whose owner has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Ordinary,
    /// Nobody has taken it over yet, or made it consistent.
    OwnerDied,
    /// It was unlocked without pthread_mutex_consistent(3).
    NotRecoverable,
}

/// Attributes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits {
    /// The type of a mutex: 1 recursive, 2 error-checking, 3 adaptive.
    pub(crate) kind: u32,
    pub(crate) robust: bool,
    pub(crate) inherits: bool,
    pub(crate) shared: bool,
    /// A readers-writer lock that lets writers go first.
    pub(crate) prefers_writers: bool,
}

/// FUTEX_TID_MASK and FUTEX_OWNER_DIED: linux/futex.h.
const TID: u32 = 0x3fff_ffff;
const OWNER_DIED: u32 = 0x4000_0000;
/// `__owner` of a robust mutex, in Vitrine's library and in glibc (nptl/pthreadP.h).
const INCONSISTENT: u32 = 0x7fff_ffff;
const NOT_RECOVERABLE: u32 = 0x7fff_fffe;
/// Bits of `__kind`, the same in both libraries.
const ROBUST: u32 = 16;
const INHERIT: u32 = 32;
const SHARED: u32 = 128;
/// `__word` of a readers-writer lock that is written under.
const WRITER: u32 = 0x7fff_ffff;

/// A thread that sleeps in futex(2).
struct Sleeper {
    tid: Tid,
    at: FutexKey,
    address: u64,
    /// Its queue, and its place there.
    order: (u32, usize),
}

/// All objects of all processes.
pub(crate) fn objects(machine: &Machine, debug: &DebugInfo) -> Vec<Object> {
    let Some(shapes) = Shapes::new(debug) else { return Vec::new() };
    let sleepers = sleepers(machine);
    let mut found = walk(machine, &shapes);
    add_nameless(machine, &shapes, &sleepers, &mut found);
    let blocks = blocks(machine, debug);
    let object = |one: Found| object(machine, &shapes, one, (&sleepers, &blocks));
    found.into_iter().map(object).collect()
}

fn sleepers(machine: &Machine) -> Vec<Sleeper> {
    let kernel = machine.kernel();
    let mut all = Vec::new();
    for (tid, thread) in kernel.threads.iter() {
        let ThreadState::Sleeping(sleep) = &thread.state else { continue };
        let SleepReason::Futex(address) = sleep.reason else { continue };
        let Some(at) = location(kernel, thread.process, address) else { continue };
        let place = |queue: &vitrine_kernel::Id<vitrine_kernel::WaitQueue>| {
            let waiters = &kernel.queues.find(*queue)?.waiters;
            Some((queue.number(), waiters.iter().position(|one| *one == tid)?))
        };
        let order = sleep.on.first().and_then(place).unwrap_or((u32::MAX, 0));
        all.push(Sleeper { tid, at, address, order });
    }
    all.sort_by_key(|one| one.order);
    all
}

/// Objects that no typed pointer leads to, but in which somebody waits: the function that it is in says what they are.
fn add_nameless(machine: &Machine, shapes: &Shapes, sleepers: &[Sleeper], found: &mut Vec<Found>) {
    for one in sleepers {
        if found.iter().any(|object| within(object.at, object.size, one.at)) {
            continue;
        }
        let pid = machine.kernel().thread(one.tid).process;
        let read = |address: u64, into: &mut [u8]| machine.read_memory(pid, address, into);
        let stack = Stack::plain(shapes.debug, &read);
        let functions = stack.functions(&machine.registers(one.tid));
        let Some(kind) = functions.iter().find_map(|name| waits_in(name)) else { continue };
        let Some(ty) = shapes.of_kind(kind) else { continue };
        let offset = match kind {
            SyncKind::Barrier => super::shape::member(shapes.debug, ty, "__round"),
            _ => super::shape::member(shapes.debug, ty, "__word")
                .or_else(|| super::shape::member(shapes.debug, ty, "__sequence"))
                .or_else(|| super::shape::member(shapes.debug, ty, "__value")),
        };
        let address = one.address.wrapping_sub(offset.map_or(0, |(offset, _)| offset));
        let Some(at) = location(machine.kernel(), pid, address) else { continue };
        let name = format!("*({} *){address:#x}", kind.c_name());
        let size = size_of(shapes.debug, ty, 0);
        found.push(Found { kind, ty, pid, address, at, size, name, function: String::new() });
    }
}

/// What a thread waits for that sleeps in this function of the library.
fn waits_in(function: &str) -> Option<SyncKind> {
    Some(match function {
        "pthread_mutex_clocklock" | "__mutex_lock_owned" => SyncKind::Mutex,
        "pthread_cond_wait" | "pthread_cond_timedwait" | "pthread_cond_clockwait" => {
            SyncKind::Condition
        }
        "pthread_rwlock_timedrdlock" | "pthread_rwlock_timedwrlock" => SyncKind::ReadWriteLock,
        "pthread_barrier_wait" => SyncKind::Barrier,
        "sem_clockwait" => SyncKind::Semaphore,
        "pthread_once" => SyncKind::Once,
        _ => return None,
    })
}

impl SyncKind {
    /// The name of its type.
    pub(crate) fn c_name(self) -> &'static str {
        match self {
            SyncKind::Mutex => "pthread_mutex_t",
            SyncKind::Condition => "pthread_cond_t",
            SyncKind::ReadWriteLock => "pthread_rwlock_t",
            SyncKind::Barrier => "pthread_barrier_t",
            SyncKind::Semaphore => "sem_t",
            SyncKind::Spinlock => "pthread_spinlock_t",
            SyncKind::Once => "pthread_once_t",
        }
    }
}

fn object(
    machine: &Machine,
    shapes: &Shapes,
    found: Found,
    (sleepers, blocks): (&[Sleeper], &BTreeMap<Tid, Block>),
) -> Object {
    let fields = Fields { machine, shapes, pid: found.pid, base: found.address };
    let (facts, traits, owner) = facts(&fields, found.kind, found.ty);
    let here = sleepers.iter().filter(|one| within(found.at, found.size, one.at));
    let waiters: Vec<i32> = here.map(|one| one.tid.0).collect();
    let mut holders: Vec<Holder> = Vec::new();
    holders.extend(owner);
    let hold = match found.kind {
        SyncKind::ReadWriteLock => Some(Hold::Reads),
        SyncKind::Semaphore => Some(Hold::Took),
        SyncKind::Spinlock | SyncKind::Once => Some(Hold::Owns),
        SyncKind::Mutex | SyncKind::Condition | SyncKind::Barrier => None,
    };
    for (tid, block) in blocks {
        let taken = block.taken.iter().filter(|(at, _)| *at == found.at);
        if let Some(hold) = hold {
            holders.extend(taken.map(|(_, count)| Holder { tid: tid.0, count: *count, hold }));
        }
    }
    let mutex_of = |tid: &i32| Some((*tid, blocks.get(&Tid(*tid))?.returns_to?));
    let returns_to = match found.kind {
        SyncKind::Condition => waiters.iter().filter_map(mutex_of).collect(),
        _ => Vec::new(),
    };
    Object { found, facts, traits, holders, waiters, returns_to }
}

fn facts(fields: &Fields, kind: SyncKind, ty: u32) -> (Facts, Traits, Option<Holder>) {
    let get = |name: &str| fields.get(ty, name);
    let plain = Traits::default();
    let unknown = (Facts::Unknown, plain, None);
    match kind {
        SyncKind::Mutex => mutex(&get).unwrap_or(unknown),
        SyncKind::Condition => {
            let shared = get("__flags").map_or(0, |flags| flags & 2)
                | get("__wrefs").map_or(0, |references| references & 1);
            (Facts::Condition, Traits { shared: shared != 0, ..plain }, None)
        }
        SyncKind::ReadWriteLock => read_write(&get).unwrap_or(unknown),
        SyncKind::Barrier => {
            let own = get("__count").zip(get("__arrived"));
            // glibc: struct pthread_barrier, sysdeps/nptl/internaltypes.h: in, current_round, count, shared, out.
            let glibc = || {
                get("__align")?;
                Some((fields.word(8)?, fields.word(0)?.wrapping_sub(fields.word(4)?)))
            };
            let shared = get("__shared").or_else(|| fields.word(12)).unwrap_or(0) != 0;
            own.or_else(glibc).map_or(unknown, |(count, arrived)| {
                (Facts::Barrier { count, arrived }, Traits { shared, ..plain }, None)
            })
        }
        SyncKind::Semaphore => {
            // glibc: struct new_sem, sysdeps/nptl/internaltypes.h: the value is the low half of `data`.
            let glibc = || get("__align").and_then(|_| fields.word(0));
            let shared = get("__shared").or_else(|| fields.word(8)).unwrap_or(0) != 0;
            get("__value").or_else(glibc).map_or(unknown, |value| {
                (Facts::Semaphore { value }, Traits { shared, ..plain }, None)
            })
        }
        SyncKind::Spinlock => fields.word(0).map_or(unknown, |word| {
            (Facts::Lock { taken: word != 0, fate: Fate::Ordinary }, plain, None)
        }),
        SyncKind::Once => fields.word(0).map_or(unknown, |word| {
            // Vitrine: 1 and 2 run, 3 is done; glibc: 1 runs, 2 is done, higher bits count forks.
            let (runs, done) = match fields.shapes.is_foreign() {
                true => (word & 1 != 0, word & 2 != 0),
                false => (word == 1 || word == 2, word == 3),
            };
            (Facts::Once { runs, done }, plain, None)
        }),
    }
}

fn mutex(get: &impl Fn(&str) -> Option<u32>) -> Option<(Facts, Traits, Option<Holder>)> {
    let word = get("__word").or_else(|| get("__lock"))?;
    let (owner, count, kind) = (get("__owner")?, get("__count")?, get("__kind")?);
    let traits = Traits {
        kind: kind & 3,
        robust: kind & ROBUST != 0,
        inherits: kind & INHERIT != 0,
        shared: kind & SHARED != 0,
        prefers_writers: false,
    };
    let is_owned = traits.robust || traits.inherits;
    let tid = if is_owned { word & TID } else { owner };
    let fate = match owner {
        NOT_RECOVERABLE if is_owned => Fate::NotRecoverable,
        INCONSISTENT if is_owned => Fate::OwnerDied,
        _ if is_owned && word & OWNER_DIED != 0 => Fate::OwnerDied,
        _ => Fate::Ordinary,
    };
    let taken = if is_owned { word & TID != 0 } else { word != 0 };
    let holder = Holder { tid: tid as i32, count: count.max(1), hold: Hold::Owns };
    let owner = (taken && tid != 0 && tid <= TID).then_some(holder);
    Some((Facts::Lock { taken, fate }, traits, owner))
}

fn read_write(get: &impl Fn(&str) -> Option<u32>) -> Option<(Facts, Traits, Option<Holder>)> {
    let shared = get("__shared")? != 0;
    let (readers, writer, prefers) = if let Some(word) = get("__word") {
        let writer = (word == WRITER).then(|| get("__writer")).flatten();
        (if word == WRITER { 0 } else { word }, writer, get("__kind")? == 2)
    } else {
        // glibc: nptl/pthread_rwlock_common.c; the low three bits are flags, bit 0 the writers' phase.
        let word = get("__readers")?;
        let writer = get("__cur_writer")?;
        let readers = if word & 1 != 0 { 0 } else { word >> 3 };
        (readers, (writer != 0).then_some(writer), get("__flags")? == 2)
    };
    let traits = Traits { shared, prefers_writers: prefers, ..Traits::default() };
    let holder = |tid: u32| Holder { tid: tid as i32, count: 1, hold: Hold::Owns };
    let owner = writer.filter(|tid| *tid != 0).map(holder);
    Some((Facts::ReadWrite { readers, writes: writer.is_some() }, traits, owner))
}

//! The order and the shadow against a naive computation of happens-before: random little programs
//! whose events come in a random order.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use proptest::prelude::*;
use vitrine_abi::{Pid, Tid};

use super::order::{Object, Order, Orders, Touch};
use super::shadow::{Kind, PageKey};

const THREADS: i32 = 4;
const PAGE: PageKey = PageKey::Private(1, 7);

/// What a thread does. Threads 1 … 3 are started by 0 at some time, and may be joined by it.
#[derive(Clone, Copy, Debug)]
enum Do {
    /// Bytes of a granule, by a mask.
    Access(u8, Kind),
    Lock(u8),
    Unlock(u8),
    Store(u8, Orders),
    Load(u8, Orders),
    Modify(u8, Orders),
    Fence(Orders),
    Start(i32),
    Join(i32),
}

fn orders() -> impl Strategy<Value = Orders> {
    (any::<bool>(), any::<bool>()).prop_map(|(acquire, release)| Orders { acquire, release })
}

fn action() -> impl Strategy<Value = Do> {
    let kind = (any::<bool>(), any::<bool>()).prop_map(|(write, atomic)| Kind { write, atomic });
    let mask = prop_oneof![Just(0x0f_u8), Just(0xf0), Just(0xff), Just(0x01), Just(0x18)];
    prop_oneof![
        8 => (mask, kind).prop_map(|(mask, kind)| Do::Access(mask, kind)),
        2 => (0_u8..2).prop_map(Do::Lock),
        2 => (0_u8..2).prop_map(Do::Unlock),
        1 => (0_u8..2, orders()).prop_map(|(word, orders)| Do::Store(word, orders)),
        1 => (0_u8..2, orders()).prop_map(|(word, orders)| Do::Load(word, orders)),
        1 => (0_u8..2, orders()).prop_map(|(word, orders)| Do::Modify(word, orders)),
        1 => orders().prop_map(Do::Fence),
        2 => (1..THREADS).prop_map(Do::Start),
        1 => (1..THREADS).prop_map(Do::Join),
    ]
}

/// A trace that can happen: only threads that live act, and one thread has a lock at a time.
fn possible(wanted: &[(i32, Do)]) -> Vec<(i32, Do)> {
    let mut alive = BTreeSet::from([0]);
    let mut started = BTreeSet::new();
    let mut held: BTreeMap<u8, i32> = BTreeMap::new();
    let mut trace = Vec::new();
    for (thread, what) in wanted {
        if !alive.contains(thread) {
            continue;
        }
        let allowed = match what {
            Do::Lock(lock) => held.insert(*lock, *thread).is_none_or(|owner| {
                held.insert(*lock, owner);
                false
            }),
            Do::Unlock(lock) if held.get(lock) == Some(thread) => {
                held.remove(lock);
                true
            }
            Do::Unlock(_) => false,
            Do::Start(new) => *thread == 0 && started.insert(*new) && alive.insert(*new),
            Do::Join(other) => {
                let holds = held.values().any(|owner| owner == other);
                *thread == 0 && !holds && alive.remove(other)
            }
            _ => true,
        };
        if allowed {
            trace.push((*thread, *what));
        }
    }
    trace
}

/// Pairs of accesses (by index) that nothing orders, by the transitive closure of all edges.
fn naive(trace: &[(i32, Do)]) -> BTreeSet<(usize, usize)> {
    let count = trace.len();
    let mut before: Vec<BTreeSet<usize>> = Vec::new();
    for later in 0..count {
        let direct = (0..later).filter(|earlier| edge(trace, *earlier, later));
        let mut all: BTreeSet<usize> = direct.collect();
        let through: Vec<usize> = all.iter().flat_map(|middle| before[*middle].clone()).collect();
        all.extend(through);
        before.push(all);
    }
    let mut races = BTreeSet::new();
    for later in 0..count {
        for earlier in 0..later {
            let (Do::Access(bytes, kind), Do::Access(other, theirs)) =
                (trace[earlier].1, trace[later].1)
            else {
                continue;
            };
            let conflict = bytes & other != 0
                && (kind.write || theirs.write)
                && !(kind.atomic && theirs.atomic);
            if conflict && trace[earlier].0 != trace[later].0 && !before[later].contains(&earlier) {
                races.insert((earlier, later));
            }
        }
    }
    races
}

/// Whether one event is directly before another: in the same thread, or by a rule of C11.
fn edge(trace: &[(i32, Do)], earlier: usize, later: usize) -> bool {
    let ((one, first), (two, second)) = (trace[earlier], trace[later]);
    if one == two {
        return true;
    }
    match (first, second) {
        (Do::Start(new), _) => two == new,
        (_, Do::Join(old)) => one == old,
        (Do::Unlock(a), Do::Lock(b)) => a == b,
        _ => synchronises(trace, earlier, later),
    }
}

/// C11 5.1.2.4p11 and 7.17.4: a store (or a fence before it) that releases, and a load (or a fence
/// after it) that acquires and reads from the store's release sequence.
fn synchronises(trace: &[(i32, Do)], earlier: usize, later: usize) -> bool {
    let is_release = match trace[earlier].1 {
        Do::Store(_, orders) | Do::Modify(_, orders) | Do::Fence(orders) => orders.release,
        _ => false,
    };
    let is_acquire = match trace[later].1 {
        Do::Load(_, orders) | Do::Modify(_, orders) | Do::Fence(orders) => orders.acquire,
        _ => false,
    };
    if !is_release || !is_acquire {
        return false;
    }
    let own =
        |from: usize, thread: i32| (from..trace.len()).filter(move |at| trace[*at].0 == thread);
    // The stores that hand it on: the release itself, or any store after a fence.
    let is_fence = |at: usize| matches!(trace[at].1, Do::Fence(_));
    let stores: Vec<usize> = if is_fence(earlier) {
        own(earlier, trace[earlier].0).filter(|at| writes(trace[*at].1).is_some()).collect()
    } else {
        alloc::vec![earlier]
    };
    let loads: Vec<usize> = if is_fence(later) {
        let reads = |at: &usize| reads(trace[*at].1).is_some();
        own(0, trace[later].0).filter(|at| *at < later).filter(reads).collect()
    } else {
        alloc::vec![later]
    };
    stores.iter().any(|store| loads.iter().any(|load| reads_from(trace, *store, *load)))
}

/// Whether a load reads what a store wrote, or what modifications went on from there.
fn reads_from(trace: &[(i32, Do)], store: usize, load: usize) -> bool {
    let Some(word) = writes(trace[store].1) else { return false };
    store < load
        && reads(trace[load].1) == Some(word)
        && trace[store + 1..load]
            .iter()
            .all(|(_, what)| !matches!(what, Do::Store(other, _) if *other == word))
}

fn writes(what: Do) -> Option<u8> {
    match what {
        Do::Store(word, _) | Do::Modify(word, _) => Some(word),
        _ => None,
    }
}

fn reads(what: Do) -> Option<u8> {
    match what {
        Do::Load(word, _) | Do::Modify(word, _) => Some(word),
        _ => None,
    }
}

/// Pairs of accesses that the clocks call racing. Steps are indices.
fn by_clocks(trace: &[(i32, Do)]) -> BTreeSet<(usize, usize)> {
    let mut order = Order::default();
    order.start(None, Tid(0), Pid(0));
    let mut races = BTreeSet::new();
    for (index, (thread, what)) in trace.iter().enumerate() {
        let thread = Tid(*thread);
        let word = |word: u8| Object::Word(PAGE, u16::from(word) + 512);
        let lock = |lock: u8| Object::Pipe(lock.into());
        match *what {
            Do::Access(bytes, kind) => {
                let mut met = |old: &super::Access| {
                    races.insert((old.step as usize, index));
                };
                let touch = Touch { kind, bytes, pc: 0, step: index as u64 };
                order.access(thread, (PAGE, 64), touch, &mut met);
            }
            Do::Lock(number) => order.acquire(thread, lock(number)),
            Do::Unlock(number) => order.release(thread, lock(number)),
            Do::Store(number, orders) => order.store(thread, word(number), orders, false),
            Do::Load(number, orders) => order.load(thread, word(number), orders),
            Do::Modify(number, orders) => {
                order.load(thread, word(number), orders);
                order.store(thread, word(number), orders, true);
            }
            Do::Fence(orders) => order.fence(thread, orders),
            Do::Start(new) => order.start(Some(thread), Tid(new), Pid(0)),
            Do::Join(old) => {
                order.release(Tid(old), Object::Counter(old as u32));
                order.acquire(thread, Object::Counter(old as u32));
                order.end(Tid(old));
            }
        }
    }
    races
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    /// The clocks find a race of each access that has one, and none that is not.
    #[test]
    fn clocks_agree_with_the_definition(
        wanted in prop::collection::vec((0..THREADS, action()), 0..60),
    ) {
        let trace = possible(&wanted);
        let (expected, found) = (naive(&trace), by_clocks(&trace));
        let invented: Vec<_> = found.difference(&expected).collect();
        prop_assert!(invented.is_empty(), "{invented:?} are ordered in {trace:#?}");
        let first = |races: &BTreeSet<(usize, usize)>| races.iter().map(|race| race.1).min();
        prop_assert_eq!(first(&found), first(&expected), "{:#?}", trace);
        // Of several racing partners one is enough; which one is told depends on what was forgotten
        // and what has been looked at in the same epoch.
        let second = |races: &BTreeSet<(usize, usize)>| {
            races.iter().map(|race| trace[race.1].0).collect::<BTreeSet<_>>()
        };
        prop_assert_eq!(second(&found), second(&expected), "{:#?}", trace);
    }
}

#[test]
fn a_slot_is_used_again_once_its_past_is_known() {
    let mut order = Order::default();
    order.start(None, Tid(1), Pid(1));
    for number in 2..500 {
        order.start(Some(Tid(1)), Tid(number), Pid(1));
        order.release(Tid(number), Object::Counter(0));
        order.end(Tid(number));
        order.acquire(Tid(1), Object::Counter(0));
    }
    assert_eq!(order.slots(), 2);
}

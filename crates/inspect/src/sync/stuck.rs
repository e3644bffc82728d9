//! Follows needs to their end: who can never go on, and who waits in a circle.
//!
//! The greatest set of threads each of which has a need that only threads of the set could meet, and no deadline: the knot of
//! an AND/OR graph. A circle alone is no deadlock where an alternative leads out of it.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::vec::Vec;

use vitrine_kernel::mm::AddressSpace;
use vitrine_kernel::{Id, Kernel};

use super::needs::{Need, Others, Wait};

/// Circles that are told at most.
const MAX_CYCLES: usize = 16;
/// Threads from which circles are looked for.
const MAX_STARTS: usize = 512;

/// Threads that can act or will, counted.
struct Free {
    all: usize,
    by_space: BTreeMap<Id<AddressSpace>, usize>,
    threads: BTreeSet<i32>,
}

impl Free {
    fn add(&mut self, tid: i32, space: Id<AddressSpace>) {
        if self.threads.insert(tid) {
            self.all += 1;
            *self.by_space.entry(space).or_default() += 1;
        }
    }

    fn meets(&self, need: &Need) -> bool {
        let others = match need.others {
            Others::Nobody => false,
            Others::Sharing(space) => self.by_space.get(&space).is_some_and(|count| *count > 0),
            Others::Anyone => self.all > 0,
        };
        others || need.ways.iter().any(|way| self.threads.contains(&way.tid))
    }
}

/// Threads that nothing inside the machine can wake, by tid.
pub(crate) fn stuck(kernel: &Kernel, waits: &[Wait]) -> BTreeSet<i32> {
    let waiting: BTreeSet<i32> = waits.iter().map(|wait| wait.tid).collect();
    let mut free = Free { all: 0, by_space: BTreeMap::new(), threads: BTreeSet::new() };
    for (tid, thread) in kernel.threads.iter().filter(|(tid, _)| !waiting.contains(&tid.0)) {
        free.add(tid.0, kernel.process(thread.process).space);
    }
    let ends = |wait: &Wait| wait.deadline_ns.or(wait.signal_ns).is_some() || wait.input;
    let mut left: Vec<&Wait> = waits.iter().collect();
    loop {
        let before = left.len();
        left.retain(|wait| {
            let goes_on = ends(wait) || wait.needs.iter().all(|need| free.meets(need));
            if goes_on {
                free.add(wait.tid, wait.space);
            }
            !goes_on
        });
        if left.len() == before {
            return left.iter().map(|wait| wait.tid).collect();
        }
    }
}

/// A circle: indices of waits, each waiting for the next; and whether the state names each next one.
pub(crate) struct Circle {
    pub(crate) waits: Vec<usize>,
    pub(crate) certain: bool,
}

/// The shortest circles through each thread. Those that the state names; if none of them is a deadlock but somebody is
/// stuck, also one among those who might help each other and are stuck.
pub(crate) fn circles(waits: &[Wait], stuck: &BTreeSet<i32>) -> Vec<Circle> {
    let index: BTreeMap<i32, usize> =
        waits.iter().enumerate().map(|(at, wait)| (wait.tid, at)).collect();
    let named: Vec<Vec<usize>> = waits
        .iter()
        .map(|wait| {
            let ways = wait.needs.iter().flat_map(|need| &need.ways);
            ways.filter_map(|way| index.get(&way.tid).copied()).collect()
        })
        .collect();
    let mut found = Vec::new();
    let mut known = BTreeSet::new();
    for start in 0..waits.len().min(MAX_STARTS) {
        if let Some(circle) = circle(start, &named)
            && found.len() < MAX_CYCLES
            && known.insert(circle.iter().copied().collect::<BTreeSet<_>>())
        {
            found.push(Circle { waits: first_to_front(circle), certain: true });
        }
    }
    // Deadlocks first.
    let is_deadlock =
        |circle: &Circle| circle.waits.iter().all(|at| stuck.contains(&waits[*at].tid));
    found.sort_by_key(|circle| !is_deadlock(circle));
    if !stuck.is_empty() && !found.first().is_some_and(is_deadlock) {
        let might = might(waits, stuck, &named);
        let starts = (0..waits.len()).filter(|at| stuck.contains(&waits[*at].tid));
        if let Some(circle) = starts.take(MAX_STARTS).find_map(|start| circle(start, &might)) {
            found.insert(0, Circle { waits: first_to_front(circle), certain: false });
        }
    }
    found
}

/// Edges among the stuck, with those who are not named.
fn might(waits: &[Wait], stuck: &BTreeSet<i32>, named: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let is_stuck = |at: &usize| stuck.contains(&waits[*at].tid);
    let edges = |(at, wait): (usize, &Wait)| {
        if !is_stuck(&at) {
            return Vec::new();
        }
        let mut to: Vec<usize> = named[at].iter().copied().filter(is_stuck).collect();
        for need in &wait.needs {
            let fits = |other: &usize| match need.others {
                Others::Nobody => false,
                Others::Sharing(space) => waits[*other].space == space,
                Others::Anyone => true,
            };
            to.extend(
                (0..waits.len()).filter(|other| *other != at && is_stuck(other) && fits(other)),
            );
        }
        to
    };
    waits.iter().enumerate().map(edges).collect()
}

/// The shortest way from a thread back to it.
fn circle(start: usize, edges: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut from: Vec<Option<usize>> = alloc::vec![None; edges.len()];
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for next in &edges[at] {
            if *next == start {
                let mut path = alloc::vec![at];
                let mut back = at;
                while back != start {
                    back = from[back]?;
                    path.push(back);
                }
                path.reverse();
                return Some(path);
            }
            if from[*next].is_none() {
                from[*next] = Some(at);
                queue.push_back(*next);
            }
        }
    }
    None
}

/// Waits are in order of tid: the lowest comes first.
fn first_to_front(mut circle: Vec<usize>) -> Vec<usize> {
    let lowest = circle.iter().enumerate().min_by_key(|(_, wait)| **wait).map_or(0, |(at, _)| at);
    circle.rotate_left(lowest);
    circle
}

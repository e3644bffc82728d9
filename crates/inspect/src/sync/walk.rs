//! Finds synchronisation objects in the memory of all processes: in globals, in locals of every thread's frames, and in what
//! typed pointers reach from there. Bounded in objects and in places looked at, whatever the memory holds.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::{Pid, Registers};
use vitrine_debug_info::{Place, Type, TypeId};
use vitrine_kernel::mm::{AddressSpace, PAGE_SIZE, Touch};
use vitrine_kernel::task::ThreadState;
use vitrine_kernel::{FutexKey, Id, Kernel, SleepReason};
use vitrine_machine::Machine;

use super::SyncKind;
use super::shape::{Shapes, size_of};
use crate::stack::Stack;

/// Objects that are found at most.
const MAX_OBJECTS: usize = 4096;
/// Places that are looked at, at most, in all processes together.
const MAX_PLACES: u32 = 100_000;
/// Elements of one array that are looked at.
const MAX_ELEMENTS: u64 = 1024;
/// Characters of a name.
const MAX_NAME: usize = 120;
/// Pointers behind one another.
const MAX_HOPS: u8 = 12;

/// Where an object was found.
pub(crate) struct Found {
    pub(crate) kind: SyncKind,
    pub(crate) ty: TypeId,
    pub(crate) pid: Pid,
    pub(crate) address: u64,
    /// The same for all processes that share the memory.
    pub(crate) at: FutexKey,
    pub(crate) size: u64,
    pub(crate) name: String,
    pub(crate) function: String,
}

/// What is at an address, for everybody who shares the memory. Unlike the kernel's name of a futex, it does not depend on
/// how a call asks.
pub(crate) fn location(kernel: &Kernel, pid: Pid, address: u64) -> Option<FutexKey> {
    let id = kernel.processes.find(pid)?.space;
    let space = kernel.spaces.find(id)?;
    let region = space.region(address)?;
    if region.shared
        && let Some(frame) = space.translate(address / PAGE_SIZE, Touch::Read)
    {
        return Some(FutexKey::Shared(frame.0, address % PAGE_SIZE));
    }
    Some(FutexKey::Private(id, address))
}

/// Whether `at` lies in the object of `size` bytes that begins at `start`.
pub(crate) fn within(start: FutexKey, size: u64, at: FutexKey) -> bool {
    let inside = |from: u64, to: u64| (from..from.saturating_add(size)).contains(&to);
    match (start, at) {
        (FutexKey::Private(space, from), FutexKey::Private(other, to)) => {
            space == other && inside(from, to)
        }
        (FutexKey::Shared(frame, from), FutexKey::Shared(other, to)) => {
            frame == other && inside(from, to)
        }
        (FutexKey::Private(..), FutexKey::Shared(..))
        | (FutexKey::Shared(..), FutexKey::Private(..)) => false,
    }
}

/// Something to look at.
struct Item {
    ty: TypeId,
    address: u64,
    name: String,
    function: String,
    /// The name is that of a pointer to it.
    is_behind: bool,
    hops: u8,
}

/// A pointer that was followed: there may be an array behind it.
struct Followed {
    name: String,
    function: String,
    target: TypeId,
    value: u64,
    hops: u8,
}

struct Walk<'a> {
    machine: &'a Machine,
    shapes: &'a Shapes<'a>,
    found: Vec<Found>,
    known: BTreeSet<FutexKey>,
    places: u32,
}

/// One process's part of the walk.
struct Part {
    pid: Pid,
    queue: VecDeque<Item>,
    seen: BTreeSet<(TypeId, u64)>,
    followed: Vec<Followed>,
    /// Addresses of futexes on which its threads sleep.
    asleep: Vec<u64>,
}

/// All objects; those of globals first.
pub(crate) fn walk(machine: &Machine, shapes: &Shapes) -> Vec<Found> {
    let mut walk =
        Walk { machine, shapes, found: Vec::new(), known: BTreeSet::new(), places: MAX_PLACES };
    let kernel = machine.kernel();
    let mut spaces: BTreeMap<Id<AddressSpace>, Pid> = BTreeMap::new();
    for (pid, process) in kernel.processes.iter() {
        if !process.threads.is_empty() && kernel.spaces.find(process.space).is_some() {
            spaces.entry(process.space).or_insert(pid);
        }
    }
    let mut pids: Vec<Pid> = spaces.into_values().collect();
    pids.sort_unstable();
    for pid in pids {
        walk.process(pid);
    }
    walk.found
}

impl Walk<'_> {
    fn process(&mut self, pid: Pid) {
        let mut part = Part {
            pid,
            queue: VecDeque::new(),
            seen: BTreeSet::new(),
            followed: Vec::new(),
            asleep: self.asleep(pid),
        };
        self.globals(&mut part);
        self.run(&mut part);
        self.locals(&mut part);
        self.run(&mut part);
        self.arrays(&mut part);
    }

    fn read(&self, pid: Pid, address: u64) -> Option<u64> {
        let mut bytes = [0; 8];
        let got = self.machine.read_memory(pid, address, &mut bytes);
        (got == 8).then(|| u64::from_le_bytes(bytes))
    }

    fn threads(&self, pid: Pid) -> Vec<Registers> {
        let kernel = self.machine.kernel();
        let space = kernel.process(pid).space;
        let sharing = kernel.threads.iter().filter(|(_, thread)| {
            kernel.processes.find(thread.process).is_some_and(|process| process.space == space)
        });
        sharing.map(|(tid, _)| self.machine.registers(tid)).collect()
    }

    fn globals(&self, part: &mut Part) {
        let leading = self.shapes.debug.globals.iter().filter(|one| self.shapes.leads(one.ty));
        for variable in leading {
            let mut add = |address| {
                part.queue.push_back(Item {
                    ty: variable.ty,
                    address,
                    name: variable.name.clone(),
                    function: String::new(),
                    is_behind: false,
                    hops: 0,
                });
            };
            match variable.place {
                Place::Address(address) => add(address),
                Place::Thread(offset) => {
                    for registers in self.threads(part.pid) {
                        add(registers.x[Registers::TP].wrapping_add_signed(offset));
                    }
                }
                Place::Frame(_) => {}
            }
        }
    }

    fn locals(&self, part: &mut Part) {
        let pid = part.pid;
        let read = |address: u64, into: &mut [u8]| self.machine.read_memory(pid, address, into);
        let stack = Stack::plain(self.shapes.debug, &read);
        for registers in self.threads(pid) {
            for (function, variable, address) in stack.locals(&registers) {
                if self.shapes.leads(variable.ty) {
                    part.queue.push_back(Item {
                        ty: variable.ty,
                        address,
                        name: variable.name.clone(),
                        function: function.into(),
                        is_behind: false,
                        hops: 0,
                    });
                }
            }
        }
    }

    fn run(&mut self, part: &mut Part) {
        while let Some(item) = part.queue.pop_front() {
            if self.places == 0 || self.found.len() >= MAX_OBJECTS {
                part.queue.clear();
                return;
            }
            self.places -= 1;
            if item.name.len() <= MAX_NAME && part.seen.insert((item.ty, item.address)) {
                self.look(part, item);
            }
        }
    }

    fn look(&mut self, part: &mut Part, item: Item) {
        if let Some(kind) = self.shapes.kind(item.ty) {
            return self.note(part.pid, kind, item);
        }
        let debug = self.shapes.debug;
        match debug.resolve(item.ty) {
            Some(Type::Record { members, .. }) => {
                for member in members.iter().filter(|one| self.shapes.leads(one.ty)) {
                    let (name, is_behind) = match (&*member.name, item.is_behind) {
                        ("", is_behind) => (item.name.clone(), is_behind),
                        (own, true) => (format!("{}->{own}", grouped(&item.name)), false),
                        (own, false) => (format!("{}.{own}", item.name), false),
                    };
                    part.queue.push_back(Item {
                        ty: member.ty,
                        address: item.address.wrapping_add(member.offset),
                        name,
                        function: item.function.clone(),
                        is_behind,
                        hops: item.hops,
                    });
                }
            }
            Some(Type::Array { element, length }) => {
                let size = size_of(debug, *element, 0);
                let base = if item.is_behind { format!("(*{})", item.name) } else { item.name };
                let length = length.unwrap_or(0);
                let index_of = |at: &u64| at.checked_sub(item.address)?.checked_div(size);
                // Of a long array also those in which somebody waits.
                let late = part.asleep.iter().filter_map(index_of);
                let late = late.filter(|index| (MAX_ELEMENTS..length).contains(index));
                let late: Vec<u64> = late.collect();
                for index in (0..length.min(MAX_ELEMENTS)).chain(late) {
                    part.queue.push_back(Item {
                        ty: *element,
                        address: item.address.wrapping_add(index.wrapping_mul(size)),
                        name: format!("{base}[{index}]"),
                        function: item.function.clone(),
                        is_behind: false,
                        hops: item.hops,
                    });
                }
            }
            Some(Type::Pointer(target)) => self.follow(part, item, *target),
            _ => {}
        }
    }

    fn follow(&self, part: &mut Part, item: Item, target: TypeId) {
        let name = if item.is_behind { format!("*{}", item.name) } else { item.name };
        let Some(value) = self.read(part.pid, item.address) else { return };
        if value == 0 || item.hops >= MAX_HOPS || self.read(part.pid, value).is_none() {
            return;
        }
        let hops = item.hops + 1;
        if self.shapes.contains(target) {
            let (name, function) = (name.clone(), item.function.clone());
            part.followed.push(Followed { name, function, target, value, hops });
        }
        let function = item.function;
        part.queue.push_back(Item {
            ty: target,
            address: value,
            name,
            function,
            is_behind: true,
            hops,
        });
    }

    fn note(&mut self, pid: Pid, kind: SyncKind, item: Item) {
        let Some(at) = location(self.machine.kernel(), pid, item.address) else { return };
        let size = size_of(self.shapes.debug, item.ty, 0);
        // What was not initialised yet lies anywhere.
        if !item.address.is_multiple_of(4) || !self.known.insert(at) {
            return;
        }
        let name = if item.is_behind { format!("*{}", item.name) } else { item.name };
        self.found.push(Found {
            kind,
            ty: item.ty,
            pid,
            address: item.address,
            at,
            size,
            name,
            function: item.function,
        });
    }

    fn asleep(&self, pid: Pid) -> Vec<u64> {
        let kernel = self.machine.kernel();
        let space = kernel.process(pid).space;
        let own = kernel.threads.iter().filter(|(_, thread)| {
            kernel.processes.find(thread.process).is_some_and(|process| process.space == space)
        });
        own.filter_map(|(_, thread)| match &thread.state {
            ThreadState::Sleeping(sleep) => match sleep.reason {
                SleepReason::Futex(address) => Some(address),
                _ => None,
            },
            ThreadState::Running(_) | ThreadState::Ready(_) | ThreadState::Stopped => None,
        })
        .collect()
    }

    /// Pointers may lead to the first of many. Where somebody waits inside a later element, the elements up to there exist.
    fn arrays(&mut self, part: &mut Part) {
        for address in part.asleep.clone() {
            let Some(at) = location(self.machine.kernel(), part.pid, address) else { continue };
            if !self.found.iter().any(|one| within(one.at, one.size, at)) {
                self.extend(part, address);
            }
        }
    }

    fn extend(&mut self, part: &mut Part, address: u64) {
        let shapes = self.shapes;
        let index = |one: &Followed| {
            let size = size_of(shapes.debug, one.target, 0).max(1);
            let offset = address.checked_sub(one.value)?;
            let fits = offset / size < MAX_ELEMENTS && shapes.covers(one.target, offset % size, 0);
            fits.then_some((offset / size, size))
        };
        let fitting = part.followed.iter().filter_map(|one| Some((index(one)?, one)));
        let Some(((last, size), array)) = fitting.min_by_key(|((last, _), _)| *last) else {
            return;
        };
        let Followed { name, function, target, value, hops } = array;
        let base = grouped(name);
        let (behind, member) = (format!("*{name}"), format!("{base}->"));
        for one in self.found.iter_mut().filter(|one| one.pid == part.pid) {
            if one.name == behind {
                one.name = format!("{base}[0]");
            } else if let Some(rest) = one.name.strip_prefix(&*member) {
                one.name = format!("{base}[0].{rest}");
            }
        }
        for index in 1..=last {
            part.queue.push_back(Item {
                ty: *target,
                address: value.wrapping_add(index.wrapping_mul(size)),
                name: format!("{base}[{index}]"),
                function: function.clone(),
                is_behind: false,
                hops: *hops,
            });
        }
        self.run(part);
    }
}

/// What stands before `->` or `[`.
fn grouped(name: &str) -> String {
    if name.starts_with('*') { format!("({name})") } else { name.into() }
}

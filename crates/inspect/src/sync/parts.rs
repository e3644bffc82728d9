//! Members of objects, and what each thread's own block says of what the thread has taken.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use vitrine_abi::{Pid, Registers, Tid};
use vitrine_debug_info::{DebugInfo, Place, Type, TypeId};
use vitrine_kernel::FutexKey;
use vitrine_machine::Machine;

use super::shape::{Shapes, member, size_of};
use super::walk::location;

/// The members of an object in memory.
pub(crate) struct Fields<'a> {
    pub(crate) machine: &'a Machine,
    pub(crate) shapes: &'a Shapes<'a>,
    pub(crate) pid: Pid,
    pub(crate) base: u64,
}

impl Fields<'_> {
    /// The low four bytes at an offset.
    pub(crate) fn word(&self, offset: u64) -> Option<u32> {
        word(self.machine, self.pid, self.base.wrapping_add(offset))
    }

    /// A member by its name.
    pub(crate) fn get(&self, ty: TypeId, name: &str) -> Option<u32> {
        let debug = self.shapes.debug;
        let (offset, ty) = member(debug, ty, name)?;
        match size_of(debug, ty, 0) {
            1 => Some(self.word(offset)? & 0xff),
            _ => self.word(offset),
        }
    }
}

fn word(machine: &Machine, pid: Pid, address: u64) -> Option<u32> {
    let mut bytes = [0; 4];
    (machine.read_memory(pid, address, &mut bytes) == 4).then(|| u32::from_le_bytes(bytes))
}

fn long(machine: &Machine, pid: Pid, address: u64) -> Option<u64> {
    let mut bytes = [0; 8];
    (machine.read_memory(pid, address, &mut bytes) == 8).then(|| u64::from_le_bytes(bytes))
}

/// What a thread's block says: `struct __pthread` of Vitrine's library, c/thread/self.c.
#[derive(Default)]
pub(crate) struct Block {
    /// What it has taken and not given back, and how often.
    pub(crate) taken: Vec<(FutexKey, u32)>,
    /// The mutex that it will lock again after a condition variable.
    pub(crate) returns_to: Option<FutexKey>,
}

/// Where things are in a block, from the library's own debug information.
struct Layout {
    /// From the thread pointer.
    block: i64,
    tid: u64,
    taken: u64,
    taken_count: u64,
    /// Size of an entry, and its parts.
    entry: (u64, u64, u64),
    entries: u64,
    returns_to: u64,
}

fn layout(debug: &DebugInfo) -> Option<Layout> {
    let is_block = |ty: TypeId| matches!(debug.resolve(ty), Some(Type::Record { name, .. }) if name == "struct __pthread");
    let block = debug.globals.iter().find(|one| is_block(one.ty))?;
    let Place::Thread(offset) = block.place else { return None };
    let (taken, list) = member(debug, block.ty, "taken")?;
    let Some(Type::Array { element, length }) = debug.resolve(list) else { return None };
    Some(Layout {
        block: offset,
        tid: member(debug, block.ty, "tid")?.0,
        taken,
        taken_count: member(debug, block.ty, "taken_count")?.0,
        entry: (
            size_of(debug, *element, 0),
            member(debug, *element, "object")?.0,
            member(debug, *element, "count")?.0,
        ),
        entries: length.unwrap_or(0),
        returns_to: member(debug, block.ty, "returns_to")?.0,
    })
}

/// The blocks of all threads; none for programs with another library.
pub(crate) fn blocks(machine: &Machine, debug: &DebugInfo) -> BTreeMap<Tid, Block> {
    let Some(layout) = layout(debug) else { return BTreeMap::new() };
    let threads = machine.kernel().threads.iter();
    threads
        .filter_map(|(tid, thread)| {
            let pointer = machine.registers(tid).x[Registers::TP];
            let base = pointer.wrapping_add_signed(layout.block);
            Some((tid, block(machine, (tid, thread.process), base, &layout)?))
        })
        .collect()
}

fn block(machine: &Machine, (tid, pid): (Tid, Pid), base: u64, layout: &Layout) -> Option<Block> {
    let kernel = machine.kernel();
    let own = word(machine, pid, base.wrapping_add(layout.tid))? as i32;
    // The first thread's is filled in when it is first needed; another number is no block yet.
    if own != tid.0 && own != 0 {
        return None;
    }
    let mut block = Block::default();
    let count = word(machine, pid, base.wrapping_add(layout.taken_count))?;
    for index in 0..u64::from(count).min(layout.entries) {
        let offset = layout.taken.wrapping_add(index.wrapping_mul(layout.entry.0));
        let entry = base.wrapping_add(offset);
        let object = long(machine, pid, entry.wrapping_add(layout.entry.1))?;
        let times = word(machine, pid, entry.wrapping_add(layout.entry.2))?;
        if times > 0
            && let Some(at) = location(kernel, pid, object)
        {
            block.taken.push((at, times));
        }
    }
    let mutex = long(machine, pid, base.wrapping_add(layout.returns_to))?;
    block.returns_to = (mutex != 0).then(|| location(kernel, pid, mutex)).flatten();
    Some(block)
}

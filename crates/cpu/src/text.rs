//! Predecoded instructions of an address space's fixed executable pages.
//!
//! Ops lie in one arena. A *block* is a run of instructions as they lie in memory, decoded when
//! control first reaches one that is not decoded yet, up to the next unconditional jump, the end
//! of the page or [`MAX_BLOCK`] instructions; [`Code::Goto`] leads on where none of them jumps.
//! So consecutive ops are consecutive instructions, and how many have retired is a difference of
//! indices. Jumps name their destination by arena index once it is known.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use crate::decode::{decode, is_long};
use crate::hart::Trap;
use crate::memory::{Access, Memory, PAGE_SIZE};
use crate::op::{Code, Op};

/// Instructions in a block, at most: after a jump, so many can run before the next look at the
/// fuel.
pub(crate) const MAX_BLOCK: u64 = 128;
/// Instructions decoded a second time, at most, before a block leads into an older one: a loop
/// that was entered in its middle should still be one block.
const MAX_OVERLAP: u32 = 24;
/// Ops in the arena, at most; beyond that it starts anew.
const MAX_OPS: usize = 1 << 22;
const JUMPS: usize = 1024;
/// Instructions can start at every second byte.
const STARTS: usize = PAGE_SIZE / 2;

/// An entry of the table of recent destinations.
#[derive(Clone, Copy)]
pub(crate) struct Jump {
    pc: u64,
    index: u32,
}

/// No instruction has an odd address.
const NO_JUMP: Jump = Jump { pc: 1, index: 0 };

/// The part of a [`Text`] that the interpreter's loop reads.
#[derive(Clone, Copy)]
pub(crate) struct Arena<'a> {
    pub(crate) ops: &'a [Op],
    /// The address of each op; of a [`Code::Goto`], the address to go on at.
    pub(crate) pcs: &'a [u64],
    pub(crate) jumps: &'a [Jump],
}

impl Arena<'_> {
    /// The arena index of a destination, if it was a destination lately.
    #[inline(always)]
    pub(crate) fn recent(&self, pc: u64) -> Option<usize> {
        let jump = self.jumps.get(slot(pc))?;
        (jump.pc == pc).then_some(jump.index as usize)
    }
}

fn slot(pc: u64) -> usize {
    (pc >> 1) as usize % JUMPS
}

/// How to go on at an address.
pub(crate) enum Entry {
    /// Decoded, at this arena index.
    At(usize),
    /// Not on a fixed page: good for one execution.
    Once(Op),
}

/// Decoded instructions of one program image: derived data, never part of the state, to be shared
/// or thrown away at any time.
///
/// Contract: a `Text` belongs to one lineage of page tables. Address spaces may share it as long
/// as every page that was present, executable and [fixed](Memory::is_fixed_text) in one of them
/// at the time of a run is still so, with the same bytes, in each of them whenever it runs. `fork`
/// keeps that true (the child's page table is a copy). `munmap`, `mprotect`, `mmap` over existing
/// pages and `execve` do not: the process gets a new `Text` then, or, if no other shares it,
/// [`invalidate`](Text::invalidate) is called. Pages that appear on demand are no concern: nothing
/// is decoded before its fetch has been allowed.
pub struct Text {
    ops: Vec<Op>,
    pcs: Vec<u64>,
    /// By page number and start within the page: the arena index, 0 for none.
    pages: BTreeMap<u64, Box<[u32; STARTS]>>,
    jumps: Vec<Jump>,
}

impl Text {
    /// A text with nothing decoded.
    pub fn new() -> Self {
        // Index 0 means "not known", so no instruction lives there.
        Self {
            ops: vec![Op::new(Code::Goto, 0)],
            pcs: vec![0],
            pages: BTreeMap::new(),
            jumps: vec![NO_JUMP; JUMPS],
        }
    }

    /// Forgets everything, as `fence.i` does.
    pub fn invalidate(&mut self) {
        self.ops.truncate(1);
        self.pcs.truncate(1);
        self.pages.clear();
        self.jumps.fill(NO_JUMP);
    }

    pub(crate) fn arena(&self) -> Arena<'_> {
        Arena { ops: &self.ops, pcs: &self.pcs, jumps: &self.jumps }
    }

    /// Finds or decodes the instruction at `pc`.
    pub(crate) fn enter<M: Memory>(&mut self, memory: &mut M, pc: u64) -> Result<Entry, Trap> {
        if let Some(index) = self.arena().recent(pc) {
            return Ok(Entry::At(index));
        }
        if !pc.is_multiple_of(2) {
            return Err(Trap::Misaligned { address: pc, access: Access::Fetch });
        }
        let index = match self.known(pc) {
            0 => match self.decode_block(memory, pc)? {
                Entry::At(index) => index as u32,
                once @ Entry::Once(_) => return Ok(once),
            },
            index => index,
        };
        self.jumps[slot(pc)] = Jump { pc, index };
        Ok(Entry::At(index as usize))
    }

    /// Starts anew if the arena has grown too large; then all indices are void.
    pub(crate) fn make_room(&mut self) -> bool {
        let full = self.ops.len() > MAX_OPS;
        if full {
            self.invalidate();
        }
        full
    }

    /// Tells the jump at arena index `from` that its destination is at `to`.
    pub(crate) fn link(&mut self, from: usize, to: usize) {
        if let Some(op) = self.ops.get_mut(from) {
            op.target = to as u32;
        }
    }

    /// The arena index of the instruction at an even address, or 0.
    fn known(&self, pc: u64) -> u32 {
        let starts = self.pages.get(&(pc / PAGE_SIZE as u64));
        starts.map_or(0, |starts| starts[pc as usize % PAGE_SIZE / 2])
    }

    fn decode_block<M: Memory>(&mut self, memory: &mut M, pc: u64) -> Result<Entry, Trap> {
        let first = fetch(memory, pc)?;
        if !first.fixed {
            return Ok(Entry::Once(decode(first.bits, pc)));
        }
        let start = self.ops.len();
        let vpn = pc / PAGE_SIZE as u64;
        if first.straddles {
            self.push(decode(first.bits, pc), pc);
            self.finish(pc.wrapping_add(4));
            return Ok(Entry::At(start));
        }
        let page = memory.page(first.frame);
        let mut at = pc;
        let mut overlap = 0;
        while let Some(bits) = bits_within(page, at, vpn)
            && overlap < MAX_OVERLAP
            && self.ops.len() < start + MAX_BLOCK as usize
        {
            overlap += u32::from(self.known(at) != 0);
            let op = decode(bits, at);
            self.push(op, at);
            if op.ends_block() {
                return Ok(Entry::At(start));
            }
            at = at.wrapping_add(u64::from(op.len));
        }
        self.finish(at);
        Ok(Entry::At(start))
    }

    /// Appends an instruction; the first of an address is the one to be found.
    fn push(&mut self, mut op: Op, pc: u64) {
        let starts = self
            .pages
            .entry(pc / PAGE_SIZE as u64)
            .or_insert_with(|| vec![0; STARTS].try_into().expect("as long as the array"));
        let start = &mut starts[pc as usize % PAGE_SIZE / 2];
        if *start == 0 {
            *start = self.ops.len() as u32;
        }
        if op.branches() {
            op.target = self.known(pc.wrapping_add(i64::from(op.imm) as u64));
        }
        self.ops.push(op);
        self.pcs.push(pc);
    }

    /// Ends a block in the middle of the code.
    fn finish(&mut self, next: u64) {
        let target = self.known(next);
        self.ops.push(Op { target, len: 0, ..Op::new(Code::Goto, 0) });
        self.pcs.push(next);
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::new()
    }
}

/// The instruction at `at` if it lies within page `vpn`.
fn bits_within(page: &[u8; PAGE_SIZE], at: u64, vpn: u64) -> Option<u32> {
    if at / PAGE_SIZE as u64 != vpn {
        return None;
    }
    let bytes = &page[at as usize % PAGE_SIZE..];
    let half = u16::from_le_bytes(*bytes.first_chunk()?);
    if is_long(half) {
        bytes.first_chunk().map(|b| u32::from_le_bytes(*b))
    } else {
        Some(half.into())
    }
}

/// What a fetch found.
struct Fetched {
    bits: u32,
    frame: crate::memory::Frame,
    /// Whether its page, or both its pages, are fixed.
    fixed: bool,
    straddles: bool,
}

/// Reads the instruction at an even address.
fn fetch<M: Memory>(memory: &mut M, pc: u64) -> Result<Fetched, Trap> {
    let vpn = pc / PAGE_SIZE as u64;
    let fault = |address| Trap::PageFault { address, access: Access::Fetch };
    let frame = memory.translate(vpn, Access::Fetch).ok_or(fault(pc))?;
    let fixed = memory.is_fixed_text(vpn);
    if let Some(bits) = bits_within(memory.page(frame), pc, vpn) {
        return Ok(Fetched { bits, frame, fixed, straddles: false });
    }
    let page = memory.page(frame);
    let low = [page[PAGE_SIZE - 2], page[PAGE_SIZE - 1]];
    let next = vpn.wrapping_add(1);
    let other = memory.translate(next, Access::Fetch).ok_or(fault(pc.wrapping_add(2)))?;
    let page = memory.page(other);
    let bits = u32::from_le_bytes([low[0], low[1], page[0], page[1]]);
    Ok(Fetched { bits, frame, fixed: fixed && memory.is_fixed_text(next), straddles: true })
}

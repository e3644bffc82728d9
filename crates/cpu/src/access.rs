//! Loads and stores: the fast path through the TLB, and the walk.

use crate::hart::Trap;
use crate::memory::{Access, Frame, Memory, PAGE_SIZE};
use crate::tlb::Tlb;

/// Reads N ≤ 8 bytes at any address.
#[inline(always)]
pub(crate) fn load<M: Memory, const N: usize>(
    tlb: &mut Tlb,
    memory: &mut M,
    address: u64,
) -> Result<[u8; N], Trap> {
    if let Some(frame) = tlb.load(address / PAGE_SIZE as u64) {
        let bytes = &memory.page(frame)[address as usize % PAGE_SIZE..];
        if let Some(bytes) = bytes.first_chunk::<N>() {
            return Ok(*bytes);
        }
    }
    let mut bytes = [0; N];
    load_slowly(tlb, memory, address, &mut bytes)?;
    Ok(bytes)
}

/// Writes N ≤ 8 bytes at any address; all or none.
#[inline(always)]
pub(crate) fn store<M: Memory, const N: usize>(
    tlb: &mut Tlb,
    memory: &mut M,
    address: u64,
    value: [u8; N],
) -> Result<(), Trap> {
    if let Some(frame) = tlb.store(address / PAGE_SIZE as u64) {
        let bytes = &mut memory.page_mut(frame)[address as usize % PAGE_SIZE..];
        if let Some(bytes) = bytes.first_chunk_mut::<N>() {
            *bytes = value;
            return Ok(());
        }
    }
    store_slowly(tlb, memory, address, &value)
}

#[cold]
#[inline(never)]
fn load_slowly<M: Memory>(
    tlb: &mut Tlb,
    memory: &mut M,
    address: u64,
    bytes: &mut [u8],
) -> Result<(), Trap> {
    let offset = address as usize % PAGE_SIZE;
    let first = bytes.len().min(PAGE_SIZE - offset);
    let frame = walk(tlb, memory, address, Access::Load)?;
    bytes[..first].copy_from_slice(&memory.page(frame)[offset..offset + first]);
    let rest = &mut bytes[first..];
    if !rest.is_empty() {
        let frame = walk(tlb, memory, address.wrapping_add(first as u64), Access::Load)?;
        rest.copy_from_slice(&memory.page(frame)[..rest.len()]);
    }
    Ok(())
}

#[cold]
#[inline(never)]
fn store_slowly<M: Memory>(
    tlb: &mut Tlb,
    memory: &mut M,
    address: u64,
    bytes: &[u8],
) -> Result<(), Trap> {
    let offset = address as usize % PAGE_SIZE;
    let (first, rest) = bytes.split_at(bytes.len().min(PAGE_SIZE - offset));
    let frame = walk(tlb, memory, address, Access::Store)?;
    if !rest.is_empty() {
        // Both walks come before the first write, so that a fault leaves memory as it was.
        let next = walk(tlb, memory, address.wrapping_add(first.len() as u64), Access::Store)?;
        memory.page_mut(next)[..rest.len()].copy_from_slice(rest);
    }
    memory.page_mut(frame)[offset..offset + first.len()].copy_from_slice(first);
    Ok(())
}

/// Walks the page table for `address` and remembers the answer.
fn walk<M: Memory>(
    tlb: &mut Tlb,
    memory: &mut M,
    address: u64,
    access: Access,
) -> Result<Frame, Trap> {
    let vpn = address / PAGE_SIZE as u64;
    let frame = memory.translate(vpn, access).ok_or(Trap::PageFault { address, access })?;
    match access {
        Access::Store => tlb.remember_store(vpn, frame),
        Access::Load | Access::Fetch => tlb.remember_load(vpn, frame),
    }
    Ok(frame)
}

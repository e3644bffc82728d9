//! The A extension. Between harts that are interleaved, each instruction is atomic by itself;
//! `aq` and `rl` ask for nothing more than the program order that all accesses have here.

use crate::access::{load, store};
use crate::hart::{Hart, Reservation, Trap};
use crate::memory::{Access, Memory};
use crate::op::Op;

const ADD: i32 = 0;
const SWAP: i32 = 1;
const LOAD_RESERVED: i32 = 2;
const STORE_CONDITIONAL: i32 = 3;
const XOR: i32 = 4;
const OR: i32 = 8;
const AND: i32 = 12;
const MIN: i32 = 16;
const MAX: i32 = 20;
const MIN_UNSIGNED: i32 = 24;

/// Executes one; `op.imm` is its funct5, `op.c` its size in bytes.
#[inline(never)]
pub(crate) fn execute<M: Memory>(hart: &mut Hart, memory: &mut M, op: &Op) -> Result<(), Trap> {
    let address = hart.x[op.a as usize & 63];
    let operand = hart.x[op.b as usize & 63];
    let access = if op.imm == LOAD_RESERVED { Access::Load } else { Access::Store };
    if !address.is_multiple_of(u64::from(op.c)) {
        return Err(Trap::Misaligned { address, access });
    }
    let result = match op.imm {
        LOAD_RESERVED => {
            let value = read(hart, memory, address, op.c)?;
            hart.reservation = Some(Reservation { address, value, size: op.c });
            value
        }
        STORE_CONDITIONAL => store_conditional(hart, memory, op.c, (address, operand))?,
        operation => {
            permit_store(hart, memory, address)?;
            let old = read(hart, memory, address, op.c)?;
            write(hart, memory, op.c, (address, combine(operation, op.c, old, operand)))?;
            old
        }
    };
    hart.x[op.rd as usize & 63] = result;
    Ok(())
}

/// 0 if it stored, 1 if not. A page without permission faults only if it would store.
fn store_conditional<M: Memory>(
    hart: &mut Hart,
    memory: &mut M,
    size: u8,
    (address, operand): (u64, u64),
) -> Result<u64, Trap> {
    let Some(reservation) = hart.reservation else { return Ok(1) };
    if (reservation.address, reservation.size) != (address, size) {
        hart.reservation = None;
        return Ok(1);
    }
    // The reservation survives a fault: the instruction is run again once the page is there.
    let holds = read(hart, memory, address, size)? == reservation.value;
    if holds {
        write(hart, memory, size, (address, operand))?;
    }
    hart.reservation = None;
    Ok(u64::from(!holds))
}

/// Asks for the permission to store before anything is read, so that a page that may only be read
/// reports a failed store. (This also breaks copy-on-write before the old value is read.)
fn permit_store<M: Memory>(hart: &mut Hart, memory: &mut M, address: u64) -> Result<(), Trap> {
    let vpn = address / crate::memory::PAGE_SIZE as u64;
    if hart.tlb.store(vpn).is_none() {
        let access = Access::Store;
        let frame = memory.translate(vpn, access).ok_or(Trap::PageFault { address, access })?;
        hart.tlb.remember_store(vpn, frame);
    }
    Ok(())
}

/// 4 bytes are sign-extended.
fn read<M: Memory>(hart: &mut Hart, memory: &mut M, address: u64, size: u8) -> Result<u64, Trap> {
    Ok(if size == 4 {
        i64::from(i32::from_le_bytes(load(&mut hart.tlb, memory, address)?)) as u64
    } else {
        u64::from_le_bytes(load(&mut hart.tlb, memory, address)?)
    })
}

fn write<M: Memory>(
    hart: &mut Hart,
    memory: &mut M,
    size: u8,
    (address, value): (u64, u64),
) -> Result<(), Trap> {
    if size == 4 {
        store(&mut hart.tlb, memory, address, (value as u32).to_le_bytes())
    } else {
        store(&mut hart.tlb, memory, address, value.to_le_bytes())
    }
}

/// The value that an atomic operation writes.
fn combine(operation: i32, size: u8, old: u64, operand: u64) -> u64 {
    // Sign extension keeps the order of 32-bit numbers, signed and unsigned.
    let operand = if size == 4 { i64::from(operand as i32) as u64 } else { operand };
    match operation {
        ADD => old.wrapping_add(operand),
        SWAP => operand,
        XOR => old ^ operand,
        OR => old | operand,
        AND => old & operand,
        MIN => (old as i64).min(operand as i64) as u64,
        MAX => (old as i64).max(operand as i64) as u64,
        MIN_UNSIGNED => old.min(operand),
        // amomaxu; the decoder lets nothing else come here.
        _ => old.max(operand),
    }
}

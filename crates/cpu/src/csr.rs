//! The control and status registers that user code sees.

use crate::hart::Hart;
use crate::op::Op;

const FFLAGS: u32 = 0x001;
const FRM: u32 = 0x002;
const FCSR: u32 = 0x003;
const CYCLE: u32 = 0xc00;
const TIME: u32 = 0xc01;
const INSTRET: u32 = 0xc02;

/// Executes one of the `csrr*`; `op.c` is its funct3, `retired` what `instret` reads as. `None`:
/// no such register, or it cannot be written.
#[inline(never)]
pub(crate) fn execute(hart: &mut Hart, op: &Op, retired: u64) -> Option<()> {
    let number = op.imm as u32 >> 20;
    let old = match number {
        FFLAGS => u64::from(hart.fcsr & 0x1f),
        FRM => u64::from(hart.fcsr >> 5),
        FCSR => u64::from(hart.fcsr),
        // One instruction, one cycle: costs are the machine's business.
        CYCLE | INSTRET => retired,
        TIME => hart.time,
        _ => return None,
    };
    let operand = if op.c & 4 == 0 { hart.x[op.a as usize & 63] } else { u64::from(op.a) };
    let new = match op.c & 3 {
        1 => Some(operand),
        // Setting or clearing with x0 or 0 is a mere read.
        _ if op.a == 0 => None,
        2 => Some(old | operand),
        _ => Some(old & !operand),
    };
    if let Some(new) = new {
        let new = new as u32;
        hart.fcsr = match number {
            FFLAGS => hart.fcsr & !0x1f | new & 0x1f,
            FRM => hart.fcsr & 0x1f | (new & 7) << 5,
            FCSR => new & 0xff,
            _ => return None,
        };
    }
    hart.x[op.rd as usize & 63] = old;
    Some(())
}

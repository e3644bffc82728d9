//! What an instruction does to memory, for those who watch a hart from outside.
//!
//! [`Hart::run`](crate::Hart::run) tells nobody which addresses it touched. Who must know steps the
//! hart so that it stops before each instruction with a footprint, and asks here beforehand.

use crate::decode::decode;
use crate::hart::Hart;
use crate::op::{Code, Op, SINK};

/// How an instruction touches memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A load.
    Load,
    /// A store.
    Store,
    /// `lr`.
    LoadReserved,
    /// `sc`.
    StoreConditional,
    /// `amo*`: load and store in one.
    ReadModifyWrite,
    /// `fence`.
    Fence,
}

/// An instruction that touches or orders memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    /// How.
    pub effect: Effect,
    /// Bytes; 0 for a fence.
    pub size: u8,
    /// Accesses after it stay after it: `aq`, or a fence that waits for loads before loads.
    pub acquire: bool,
    /// Accesses before it stay before it: `rl`, or a fence that waits for stores before stores.
    pub release: bool,
    base: u8,
    offset: i32,
    result: u8,
}

/// An instruction, as far as a watcher needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It computes, and the next instruction follows.
    Plain,
    /// It may go on anywhere: a jump, a branch, a trap.
    Leaves,
    /// It touches or orders memory, and the next instruction follows.
    Touches(Footprint),
}

impl Footprint {
    /// The first byte that it touches; the hart stands before it.
    pub fn address(&self, hart: &Hart) -> u64 {
        hart.x(self.base.into()).wrapping_add_signed(self.offset.into())
    }

    /// Whether [`address`](Self::address) is the same once the instruction has been made.
    pub fn keeps_address(&self) -> bool {
        self.effect == Effect::Store || self.result != self.base
    }

    /// Of an `sc` that the hart has just made: whether it stored. Unknown counts as yes.
    pub fn has_stored(&self, hart: &Hart) -> bool {
        self.result == SINK || hart.x(self.result.into()) == 0
    }
}

/// Looks at the instruction that starts with `bits` at `pc`; gives its length in bytes as well. The
/// upper half of `bits` counts only for a long instruction.
pub fn sight(bits: u32, pc: u64) -> (Sight, u8) {
    let op = decode(bits, pc);
    let touches = |effect, size| Footprint {
        effect,
        size,
        acquire: false,
        release: false,
        base: op.a,
        offset: op.imm,
        result: op.rd,
    };
    let found = match op.code {
        Code::Lb | Code::Lbu => touches(Effect::Load, 1),
        Code::Lh | Code::Lhu => touches(Effect::Load, 2),
        Code::Lw | Code::Lwu | Code::Flw => touches(Effect::Load, 4),
        Code::Ld | Code::Fld => touches(Effect::Load, 8),
        Code::Sb => touches(Effect::Store, 1),
        Code::Sh => touches(Effect::Store, 2),
        Code::Sw | Code::Fsw => touches(Effect::Store, 4),
        Code::Sd | Code::Fsd => touches(Effect::Store, 8),
        Code::Atomic => atomic(bits, &op),
        _ if op.ends_block() || op.branches() => return (Sight::Leaves, op.len),
        _ if op.len == 4 && bits & 0x707f == 0x0f => fence(bits, touches(Effect::Fence, 0)),
        _ => return (Sight::Plain, op.len),
    };
    (Sight::Touches(found), op.len)
}

/// `op.imm` is funct5; bits 26 and 25 are `aq` and `rl`.
fn atomic(bits: u32, op: &Op) -> Footprint {
    let effect = match op.imm {
        2 => Effect::LoadReserved,
        3 => Effect::StoreConditional,
        _ => Effect::ReadModifyWrite,
    };
    Footprint {
        effect,
        size: op.c,
        acquire: bits & 1 << 26 != 0,
        release: bits & 1 << 25 != 0,
        base: op.a,
        offset: 0,
        result: op.rd,
    }
}

/// The sets before and after which it stands: bits I, O, R, W. An empty one makes it a hint.
fn fence(bits: u32, plain: Footprint) -> Footprint {
    const READS: u32 = 2;
    const WRITES: u32 = 1;
    let (before, after) = (bits >> 24 & 15, bits >> 20 & 15);
    Footprint {
        acquire: before & READS != 0 && after & READS != 0,
        release: before & WRITES != 0 && after & WRITES != 0,
        ..plain
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, Sight, sight};

    #[track_caller]
    fn check(bits: u32, effect: Effect, size: u8, order: (bool, bool)) {
        let (Sight::Touches(found), _) = sight(bits, 0x1000) else { panic!("{bits:#x}") };
        let seen = (found.effect, found.size, (found.acquire, found.release));
        assert_eq!(seen, (effect, size, order), "{bits:#x}");
        assert!(found.keeps_address(), "{bits:#x}");
    }

    #[test]
    fn what_the_assembler_writes() {
        check(0x0005_a503, Effect::Load, 4, (false, false)); // lw a0, 0(a1)
        check(0x00a5_b423, Effect::Store, 8, (false, false)); // sd a0, 8(a1)
        check(0x0000_4188, Effect::Load, 4, (false, false)); // c.lw a0, 0(a1)
        check(0x1605_a52f, Effect::LoadReserved, 4, (true, true)); // lr.w.aqrl a0, (a1)
        check(0x1ac5_b52f, Effect::StoreConditional, 8, (false, true)); // sc.d.rl a0, a2, (a1)
        check(0x0cc5_a02f, Effect::ReadModifyWrite, 4, (true, false)); // amoswap.w.aq
        check(0x0330_000f, Effect::Fence, 0, (true, true)); // fence rw, rw
        check(0x0230_000f, Effect::Fence, 0, (true, false)); // fence r, rw
        check(0x0310_000f, Effect::Fence, 0, (false, true)); // fence rw, w
        check(0x0f50_000f, Effect::Fence, 0, (false, true)); // fence iorw, ow
        let (Sight::Touches(chain), _) = sight(0x0005_b583, 0) else { panic!("ld a1, 0(a1)") };
        assert!(!chain.keeps_address());
        assert_eq!(sight(0x0000_0013, 0), (Sight::Plain, 4)); // nop
        assert_eq!(sight(0x0000_8082, 0), (Sight::Leaves, 2)); // ret
        assert_eq!(sight(0x0000_0073, 0), (Sight::Leaves, 4)); // ecall
    }
}

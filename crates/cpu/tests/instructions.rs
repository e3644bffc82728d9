//! Single instructions, encoded by hand, and the hart's promises about traps, fuel and memory.

mod common;

use common::{FlatMemory, R, W, X};
use vitrine_cpu::{Access, Hart, Stop, Text, Trap};

const CODE: u64 = 0x1_0000;
const DATA: u64 = 0x2_0000;
const ECALL: u32 = 0x73;

/// Four pages of code at [`CODE`], four of data at [`DATA`].
struct Bench {
    hart: Hart,
    memory: FlatMemory,
    text: Text,
}

impl Bench {
    fn new(code: &[u32]) -> Self {
        let mut memory = FlatMemory::new(CODE, 0x4_0000);
        memory.map(CODE, 0x4000, R | X);
        memory.map(DATA, 0x4000, R | W);
        let bytes: Vec<u8> = code.iter().flat_map(|word| word.to_le_bytes()).collect();
        memory.write(CODE, &bytes);
        let mut hart = Hart::new();
        hart.set_pc(CODE);
        Self { hart, memory, text: Text::new() }
    }

    fn with(code: &[u32], registers: &[(usize, u64)]) -> Self {
        let mut bench = Self::new(code);
        registers.iter().for_each(|&(n, value)| bench.hart.set_x(n, value));
        bench
    }

    fn run(&mut self, fuel: u64) -> (u64, Stop) {
        self.hart.run(&mut self.memory, &mut self.text, fuel)
    }

    /// Runs to a trap.
    fn trap(&mut self) -> Trap {
        match self.run(10_000).1 {
            Stop::Trap(trap) => trap,
            Stop::OutOfFuel => panic!("no trap in 10,000 instructions"),
        }
    }
}

/// The result in x10 of one instruction with x11 and x12 as operands.
fn result(instruction: u32, a: u64, b: u64) -> u64 {
    let mut bench = Bench::with(&[instruction, ECALL], &[(11, a), (12, b)]);
    assert_eq!(bench.trap(), Trap::Ecall);
    assert_eq!(bench.hart.pc(), CODE + 4);
    bench.hart.x(10)
}

/// `op x10, x11, x12` of the opcode for registers.
fn r(funct7: u32, funct3: u32) -> u32 {
    funct7 << 25 | 12 << 20 | 11 << 15 | funct3 << 12 | 10 << 7 | 0x33
}

/// The same for words.
fn w(funct7: u32, funct3: u32) -> u32 {
    r(funct7, funct3) | 8
}

/// `op x10, x11, imm`.
fn i(funct3: u32, imm: i32) -> u32 {
    (imm as u32) << 20 | 11 << 15 | funct3 << 12 | 10 << 7 | 0x13
}

/// `op x10, offset(x11)`.
fn load(funct3: u32, offset: i32) -> u32 {
    i(funct3, offset) & !0x7f | 0x03
}

/// `op x12, 0(x11)`.
fn store(funct3: u32) -> u32 {
    12 << 20 | 11 << 15 | funct3 << 12 | 0x23
}

#[test]
fn arithmetic_wraps_and_sign_extends() {
    assert_eq!(result(r(0, 0), u64::MAX, 2), 1);
    assert_eq!(result(r(0x20, 0), 1, 2), u64::MAX);
    assert_eq!(result(w(0, 0), 0x7fff_ffff, 1), 0xffff_ffff_8000_0000);
    assert_eq!(result(i(0, -1), 0, 0), u64::MAX);
    assert_eq!(result(r(0, 2), u64::MAX, 0), 1);
    assert_eq!(result(r(0, 3), u64::MAX, 0), 0);
    assert_eq!(result(i(3, -1), 5, 0), 1);
}

#[test]
fn shifts_use_the_low_bits_of_the_amount() {
    assert_eq!(result(r(0, 1), 1, 65), 2);
    assert_eq!(result(r(0x20, 5), 1 << 63, 63), u64::MAX);
    assert_eq!(result(w(0, 5), 0xffff_ffff_8000_0000, 31), 1);
    assert_eq!(result(w(0x20, 5), 0x8000_0000, 33), 0xffff_ffff_c000_0000);
}

#[test]
fn division_never_traps() {
    let least = i64::MIN as u64;
    assert_eq!(result(r(1, 4), 7, 0), u64::MAX);
    assert_eq!(result(r(1, 6), 7, 0), 7);
    assert_eq!(result(r(1, 4), least, u64::MAX), least);
    assert_eq!(result(r(1, 6), least, u64::MAX), 0);
    assert_eq!(result(r(1, 5), 7, 0), u64::MAX);
    assert_eq!(result(w(1, 7), 0x8000_0001, 0), 0xffff_ffff_8000_0001);
    assert_eq!(result(w(1, 4), -7_i64 as u64, 2), -3_i64 as u64);
}

#[test]
fn products_have_high_halves() {
    assert_eq!(result(r(1, 3), u64::MAX, u64::MAX), u64::MAX - 1);
    assert_eq!(result(r(1, 1), u64::MAX, u64::MAX), 0);
    assert_eq!(result(r(1, 2), u64::MAX, u64::MAX), u64::MAX);
}

#[test]
fn x0_stays_zero() {
    // addi x0, x0, 5; addi x10, x0, 1; jal x0 is not needed for this.
    let mut bench = Bench::new(&[0x0050_0013, 0x0010_0513, ECALL]);
    assert_eq!(bench.trap(), Trap::Ecall);
    assert_eq!((bench.hart.x(0), bench.hart.x(10)), (0, 1));
    bench.hart.set_x(0, 7);
    assert_eq!(bench.hart.registers().x[0], 0);
}

#[test]
fn loads_extend_and_may_be_misaligned_and_straddle_pages() {
    let address = DATA + 0xffd;
    for (funct3, expected) in [
        (0, 0xffff_ffff_ffff_ff81_u64),
        (1, 0xffff_ffff_ffff_8281),
        (2, 0xffff_ffff_8483_8281),
        (3, 0x8887_8685_8483_8281),
        (4, 0x81),
        (5, 0x8281),
        (6, 0x8483_8281),
    ] {
        let mut bench = Bench::with(&[load(funct3, 0), ECALL], &[(11, address)]);
        bench.memory.write(address, &[0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88]);
        assert_eq!(bench.trap(), Trap::Ecall);
        assert_eq!(bench.hart.x(10), expected);
    }
}

#[test]
fn a_store_that_faults_in_its_second_page_writes_nothing() {
    let address = DATA + 0xffd;
    let mut bench = Bench::with(&[store(3)], &[(11, address), (12, u64::MAX)]);
    bench.memory.unmap(DATA + 0x1000);
    let fault = Trap::PageFault { address: DATA + 0x1000, access: Access::Store };
    assert_eq!(bench.run(9), (0, Stop::Trap(fault)));
    assert_eq!(bench.hart.pc(), CODE);
    assert_eq!(bench.memory.read(address, 3), [0; 3]);
    bench.memory.map(DATA + 0x1000, 1, R | W);
    assert_eq!(bench.run(1), (1, Stop::OutOfFuel));
    assert_eq!(bench.memory.read(address, 8), [0xff; 8]);
}

#[test]
fn a_page_that_was_loaded_from_still_needs_permission_for_stores() {
    let mut bench = Bench::with(&[load(3, 0), store(3)], &[(11, DATA)]);
    bench.memory.unmap(DATA);
    bench.memory.map(DATA, 1, R);
    let fault = Trap::PageFault { address: DATA, access: Access::Store };
    assert_eq!(bench.run(9), (1, Stop::Trap(fault)));
}

#[test]
fn a_changed_mapping_shows_after_a_flush() {
    let mut bench = Bench::with(&[load(3, 0), load(3, 0)], &[(11, DATA)]);
    assert_eq!(bench.run(1), (1, Stop::OutOfFuel));
    bench.memory.unmap(DATA);
    bench.hart.flush_tlb();
    let fault = Trap::PageFault { address: DATA, access: Access::Load };
    assert_eq!(bench.run(1), (0, Stop::Trap(fault)));
}

#[test]
fn traps_name_the_instruction() {
    assert_eq!(Bench::new(&[0x0010_0073]).trap(), Trap::Breakpoint);
    assert_eq!(Bench::new(&[0x9002]).trap(), Trap::Breakpoint);
    assert_eq!(Bench::new(&[0]).trap(), Trap::IllegalInstruction { bits: 0 });
    let bits = 0xffff_ffff;
    assert_eq!(Bench::new(&[bits]).trap(), Trap::IllegalInstruction { bits });
    // mret, csrr x10, mstatus and csrw cycle, x10 are not for users.
    for bits in [0x3020_0073, 0x3000_2573, 0xc005_1073] {
        assert_eq!(Bench::new(&[bits]).trap(), Trap::IllegalInstruction { bits });
    }
}

#[test]
fn fetches_need_permission_and_an_even_address() {
    let mut bench = Bench::new(&[]);
    bench.hart.set_pc(DATA);
    let fault = Trap::PageFault { address: DATA, access: Access::Fetch };
    assert_eq!(bench.trap(), fault);
    bench.hart.set_pc(CODE + 1);
    let misaligned = Trap::Misaligned { address: CODE + 1, access: Access::Fetch };
    assert_eq!(bench.trap(), misaligned);
}

#[test]
fn an_instruction_across_pages_faults_only_when_it_is_reached() {
    // c.nop; then addi x10, x0, 1 across the boundary.
    let mut bench = Bench::new(&[]);
    bench.memory.write(CODE + 0xffc, &[0x01, 0x00, 0x13, 0x05, 0x10, 0x00, 0x73, 0, 0, 0]);
    bench.memory.unmap(CODE + 0x1000);
    bench.hart.set_pc(CODE + 0xffc);
    let fault = Trap::PageFault { address: CODE + 0x1000, access: Access::Fetch };
    assert_eq!(bench.run(9), (1, Stop::Trap(fault)));
    assert_eq!(bench.hart.pc(), CODE + 0xffe);
    bench.memory.map(CODE + 0x1000, 1, R | X);
    assert_eq!(bench.run(9), (1, Stop::Trap(Trap::Ecall)));
    assert_eq!((bench.hart.x(10), bench.hart.pc()), (1, CODE + 0x1002));
}

#[test]
fn atomics_must_be_aligned_and_count_as_stores() {
    // amoadd.d x10, x12, (x11)
    let amoadd = 12 << 20 | 11 << 15 | 3 << 12 | 10 << 7 | 0x2f;
    let mut bench = Bench::with(&[amoadd, ECALL], &[(11, DATA), (12, 5)]);
    bench.memory.write(DATA, &[37]);
    assert_eq!(bench.trap(), Trap::Ecall);
    assert_eq!((bench.hart.x(10), bench.memory.read(DATA, 1)), (37, vec![42]));
    let mut bench = Bench::with(&[amoadd], &[(11, DATA + 4)]);
    assert_eq!(bench.trap(), Trap::Misaligned { address: DATA + 4, access: Access::Store });
    let mut bench = Bench::with(&[amoadd], &[(11, CODE)]);
    assert_eq!(bench.trap(), Trap::PageFault { address: CODE, access: Access::Store });
}

/// lr.d x10, (x11); then sc.d x10, x12, (x11).
const RESERVE: [u32; 3] = [0x1005_b52f, 0x18c5_b52f, ECALL];

#[test]
fn sc_succeeds_after_lr() {
    let mut bench = Bench::with(&RESERVE, &[(11, DATA), (12, 9)]);
    assert_eq!(bench.trap(), Trap::Ecall);
    assert_eq!((bench.hart.x(10), bench.memory.read(DATA, 1)), (0, vec![9]));
}

#[test]
fn sc_fails_after_a_switch_or_a_store_by_someone_else() {
    let disturb: [fn(&mut Bench); 2] =
        [|bench| bench.hart.clear_reservation(), |bench| bench.memory.write(DATA, &[1])];
    for disturb in disturb {
        let mut bench = Bench::with(&RESERVE, &[(11, DATA), (12, 9)]);
        assert_eq!(bench.run(1), (1, Stop::OutOfFuel));
        disturb(&mut bench);
        assert_eq!(bench.trap(), Trap::Ecall);
        assert_eq!(bench.hart.x(10), 1);
        assert_ne!(bench.memory.read(DATA, 1), [9]);
    }
}

#[test]
fn counters_read_what_has_retired_and_the_time_that_was_set() {
    // csrr x10, instret; csrr x12, time; csrr x13, cycle
    let mut bench = Bench::new(&[0x13, 0xc020_2573, 0xc010_2673, 0xc000_26f3, ECALL]);
    bench.hart.time = 77;
    assert_eq!(bench.trap(), Trap::Ecall);
    assert_eq!([10, 12, 13].map(|n| bench.hart.x(n)), [1, 77, 3]);
    assert_eq!(bench.hart.retired(), 4);
}

#[test]
fn floating_point_flags_and_boxes() {
    // fdiv.d f0, f1, f2; fadd.s f3, f4, f4
    let mut bench = Bench::new(&[0x1a20_8053, 0x0042_01d3, ECALL]);
    let mut registers = bench.hart.registers();
    registers.f[1] = 1.0_f64.to_bits();
    registers.f[2] = 3.0_f64.to_bits();
    // Not boxed, so it reads as the canonical NaN.
    registers.f[4] = 1.0_f64.to_bits();
    bench.hart.set_registers(&registers);
    assert_eq!(bench.trap(), Trap::Ecall);
    let registers = bench.hart.registers();
    assert_eq!(registers.f[0], (1.0_f64 / 3.0).to_bits());
    assert_eq!(registers.f[3], 0xffff_ffff_7fc0_0000);
    assert_eq!(registers.fcsr, 1);
}

#[test]
fn a_reserved_dynamic_rounding_mode_is_illegal() {
    // csrwi frm, 5; fadd.d f0, f1, f2, dyn
    let mut bench = Bench::new(&[0x0022_d073, 0x0220_f053]);
    assert_eq!(bench.trap(), Trap::IllegalInstruction { bits: 0x0220_f053 });
    assert_eq!(bench.hart.pc(), CODE + 4);
}

/// Counts x10 up to x11 and calls a function on the way:
/// loop: addi x10, x10, 1; jal x1, f; bne x10, x11, loop; ecall; f: jalr x0, 0(x1).
const LOOP: [u32; 5] = [0x0015_0513, 0x00c0_00ef, 0xfeb5_1ce3, ECALL, 0x0000_8067];

#[test]
fn fuel_is_exact() {
    let mut whole = Bench::with(&LOOP, &[(11, 300)]);
    assert_eq!(whole.run(u64::MAX), (1200, Stop::Trap(Trap::Ecall)));
    for slice in [1, 2, 3, 7, 127, 128, 129, 500, 1199, 1200] {
        let mut sliced = Bench::with(&LOOP, &[(11, 300)]);
        let mut retired = 0;
        while retired < 1200 {
            let (count, stop) = sliced.run(slice.min(1200 - retired));
            assert_eq!((count, stop), (slice.min(1200 - retired), Stop::OutOfFuel));
            retired += count;
        }
        assert_eq!(sliced.run(slice), (0, Stop::Trap(Trap::Ecall)));
        assert_eq!(sliced.hart, whole.hart, "slices of {slice}");
    }
}

#[test]
fn a_text_may_be_thrown_away_at_any_time() {
    let mut whole = Bench::with(&LOOP, &[(11, 50)]);
    assert_eq!(whole.run(u64::MAX), (200, Stop::Trap(Trap::Ecall)));
    let mut other = Bench::with(&LOOP, &[(11, 50)]);
    for _ in 0..40 {
        assert_eq!(other.run(5), (5, Stop::OutOfFuel));
        other.text.invalidate();
        other.hart = other.hart.clone();
    }
    assert_eq!(other.run(5), (0, Stop::Trap(Trap::Ecall)));
    assert_eq!(other.hart, whole.hart);
}

#[test]
fn code_on_a_writable_page_may_change_under_way() {
    // sw x12, 8(x11); addi x10, x0, 1; addi x10, x0, 2 (which becomes addi x10, x0, 3); ecall
    let code = [0x00c5_a423, 0x0010_0513, 0x0020_0513, ECALL];
    let mut bench = Bench::with(&code, &[(11, CODE), (12, 0x0030_0513)]);
    bench.memory.map(CODE, 1, W);
    assert_eq!(bench.run(9), (3, Stop::Trap(Trap::Ecall)));
    assert_eq!(bench.hart.x(10), 3);
}

#[test]
fn an_endless_straight_line_respects_its_fuel() {
    let mut bench = Bench::new(&[0x0015_0513; 0x1000]);
    assert_eq!(bench.run(3000), (3000, Stop::OutOfFuel));
    assert_eq!((bench.hart.x(10), bench.hart.pc()), (3000, CODE + 12_000));
}

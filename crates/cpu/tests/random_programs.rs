//! Random instruction sequences, compared with `qemu-riscv64`: registers, flags and memory after
//! each. `VITRINE_FUZZ_ROUNDS` sets the number of programs (12), `VITRINE_FUZZ_SEED` the first
//! seed (1).

mod common;

use std::fmt::Write;
use std::process::Command;

use common::{End, Process, cross_compile};

const SEQUENCES: usize = 120;
const STEPS: usize = 60;
/// Bytes of scratch memory around `x8`, from `x2` on.
const SCRATCH: usize = 768;
const DUMP: usize = SCRATCH + (30 + 32 + 1) * 8;

/// xorshift64*.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 8
    }

    fn below(&mut self, limit: u64) -> u32 {
        (self.next() % limit) as u32
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u64) as usize]
    }

    fn wide(&mut self) -> u64 {
        self.next() << 32 ^ self.next()
    }

    /// A register that may be written: not the scratch pointers, nor the frame's own.
    fn rd(&mut self) -> u32 {
        loop {
            let register = self.below(30);
            if register != 2 && register != 8 {
                return register;
            }
        }
    }

    /// One of x9 … x15, as compressed instructions name them.
    fn near(&mut self) -> u32 {
        1 + self.below(7)
    }

    /// Integers and floating-point numbers with a taste for the edges.
    fn value(&mut self) -> u64 {
        let double = [
            0,
            1,
            0x000f_ffff_ffff_ffff,
            0x0010_0000_0000_0000,
            0x3ff0_0000_0000_0000,
            0x3ff8_0000_0000_0000,
            0x4340_0000_0000_0000,
            0x43e0_0000_0000_0000,
            0x7fef_ffff_ffff_ffff,
            0x7ff0_0000_0000_0000,
            0x7ff0_0000_0000_0001,
            0x7ff8_0000_0000_0000,
        ];
        let single = [
            0,
            1,
            0x007f_ffff,
            0x0080_0000,
            0x3f80_0000,
            0x4b80_0000,
            0x5f00_0000,
            0x7f7f_ffff,
            0x7f80_0000,
            0x7f80_0001,
            0x7fc0_0000,
        ];
        let sign = u64::from(self.below(2));
        match self.below(10) {
            0 => self.pick(&double) | sign << 63,
            1 => self.pick(&single) | sign << 31 | 0xffff_ffff_0000_0000,
            // Near one another, so that sums cancel.
            2 | 3 => (0x3f0 + self.wide() % 0x20) << 52 | self.wide() >> 12 | sign << 63,
            4 | 5 => {
                let bits = (0x70 + self.wide() % 0x20) << 23 | self.wide() >> 41 | sign << 31;
                bits | 0xffff_ffff_0000_0000
            }
            6 => f64::from(self.below(2000) as i32 - 1000).to_bits(),
            // Subnormal products and quotients.
            7 => {
                self.pick(&[0x001, 0x036, 0x1ff, 0x200, 0x380, 0x390, 0x47e, 0x5ff, 0x7fe]) << 52
                    | self.wide() >> 12
                    | sign << 63
            }
            8 => u64::from(self.below(300)).wrapping_sub(150),
            _ => self.wide(),
        }
    }
}

/// A sequence under construction: assembler lines.
struct Sequence<'a> {
    random: &'a mut Random,
    lines: String,
}

impl Sequence<'_> {
    fn long(&mut self, bits: u32) {
        writeln!(self.lines, ".word {bits:#x}").expect("a string grows");
    }

    fn short(&mut self, bits: u32) {
        writeln!(self.lines, ".half {bits:#x}").expect("a string grows");
    }

    fn step(&mut self) {
        match self.random.below(20) {
            0..4 => self.integer(),
            4..6 => self.memory(),
            6 => self.atomic(),
            7..13 => self.float(),
            13 => self.csr(),
            14 => self.branch(),
            15 => self.short_memory(),
            _ => self.short_integer(),
        }
    }

    fn integer(&mut self) {
        let random = &mut *self.random;
        let (rd, rs1, rs2) = (random.rd() << 7, random.below(30) << 15, random.below(30) << 20);
        let bits = match random.below(5) {
            0 => random.pick(&[0x37, 0x17]) | rd | random.below(1 << 20) << 12,
            1 => {
                let (funct3, imm) = (random.below(8), random.below(1 << 12));
                let imm = match funct3 {
                    1 => imm & 0x3f,
                    5 => imm & 0x43f,
                    _ => imm,
                };
                0x13 | rd | rs1 | funct3 << 12 | imm << 20
            }
            2 => {
                let (funct3, imm) = (random.pick(&[0, 1, 5]), random.below(1 << 12));
                let imm = match funct3 {
                    1 => imm & 0x1f,
                    5 => imm & 0x41f,
                    _ => imm,
                };
                0x1b | rd | rs1 | funct3 << 12 | imm << 20
            }
            3 => {
                let funct3 = random.below(8);
                let funct7 =
                    random.pick(&[0, 1, 1, if funct3.is_multiple_of(5) { 0x20 } else { 0 }]);
                0x33 | rd | rs1 | rs2 | funct3 << 12 | funct7 << 25
            }
            _ => {
                let (funct7, funct3) = random.pick(&[
                    (0, 0),
                    (0, 1),
                    (0, 5),
                    (0x20, 0),
                    (0x20, 5),
                    (1, 0),
                    (1, 4),
                    (1, 5),
                    (1, 6),
                    (1, 7),
                ]);
                0x3b | rd | rs1 | rs2 | funct3 << 12 | funct7 << 25
            }
        };
        self.long(bits);
    }

    /// Loads and stores around x8, at any alignment.
    fn memory(&mut self) {
        let random = &mut *self.random;
        let offset = random.below(504).wrapping_sub(252);
        let (rd, any) = (random.rd(), random.below(30));
        let load = |opcode, rd: u32, funct3| {
            opcode | rd << 7 | funct3 << 12 | 8_u32 << 15 | (offset & 0xfff) << 20
        };
        let store = |opcode, funct3: u32| {
            let imm = (offset & 31) << 7 | (offset >> 5 & 127) << 25;
            opcode | funct3 << 12 | 8 << 15 | any << 20 | imm
        };
        let bits = match random.below(4) {
            0 => load(0x03, rd, random.below(7)),
            1 => load(0x07, any, random.pick(&[2, 3])),
            2 => store(0x23, random.below(4)),
            _ => store(0x27, random.pick(&[2, 3])),
        };
        self.long(bits);
    }

    fn atomic(&mut self) {
        let random = &mut *self.random;
        let size = random.pick(&[2, 3]) << 12 | 8 << 15 | random.below(4) << 25 | 0x2f;
        let rd = random.rd() << 7;
        let rs2 = random.below(30) << 20;
        if random.below(4) > 0 {
            let operation = random.pick(&[0, 1, 4, 8, 12, 16, 20, 24, 28]);
            self.long(size | rd | rs2 | operation << 27);
            return;
        }
        let between = random.below(3);
        let other = random.rd() << 7;
        self.long(size | rd | 2 << 27);
        (0..between).for_each(|_| self.memory());
        self.long(size | other | rs2 | 3 << 27);
    }

    fn float(&mut self) {
        let random = &mut *self.random;
        let format = random.below(2) << 25;
        let rm = random.pick(&[0, 0, 1, 2, 3, 4, 7, 7]) << 12;
        let (rd, rs1, rs2) =
            (random.below(32) << 7, random.below(32) << 15, random.below(32) << 20);
        let (rd_x, rs1_x) = (random.rd() << 7, random.below(30) << 15);
        let bits = match random.below(12) {
            0 | 1 => {
                random.pick(&[0x43, 0x47, 0x4b, 0x4f])
                    | random.below(32) << 27
                    | rd
                    | rs1
                    | rs2
                    | rm
            }
            2..6 => 0x53 | random.pick(&[0, 4, 8, 0xc]) << 25 | rd | rs1 | rs2 | rm,
            6 => 0x53 | 0x2c << 25 | rd | rs1 | rm,
            7 => {
                let (funct7, choices) = random.pick(&[(0x10, 3), (0x14, 2)]);
                0x53 | funct7 << 25 | rd | rs1 | rs2 | random.below(choices) << 12
            }
            8 => 0x53 | 0x50 << 25 | rd_x | rs1 | rs2 | random.below(3) << 12,
            9 => 0x53 | 0x60 << 25 | rd_x | rs1 | random.below(4) << 20 | rm,
            10 => match random.below(3) {
                0 => 0x53 | 0x70 << 25 | rd_x | rs1 | random.below(2) << 12,
                1 => 0x53 | 0x68 << 25 | rd | rs1_x | random.below(4) << 20 | rm,
                _ => 0x53 | 0x78 << 25 | rd | rs1_x,
            },
            // Between the formats: the source is the other one.
            _ => 0x53 | 0x20 << 25 | rd | rs1 | (!format >> 25 & 1) << 20 | rm,
        };
        self.long(bits | format);
    }

    /// fflags and frm, with immediates that leave frm valid.
    fn csr(&mut self) {
        let random = &mut *self.random;
        let rd = random.rd() << 7;
        let bits = match random.below(4) {
            0 => 5 << 12 | 2 << 20 | random.below(5) << 15,
            1 => random.pick(&[5, 6, 7]) << 12 | 1 << 20 | random.below(32) << 15,
            2 => 2 << 12 | 3 << 20,
            _ => 5 << 12 | 3 << 20 | random.below(32) << 15,
        };
        self.long(0x73 | rd | bits);
    }

    /// A forward jump, taken or not, over one long instruction.
    fn branch(&mut self) {
        let random = &mut *self.random;
        let (rs1, rs2) = (random.below(30) << 15, random.below(30) << 20);
        let near = random.near() << 7;
        match random.below(5) {
            0 => self.long(0x6f | 1 << 7 | 8 << 20),
            1 => self.short(0xa019),
            2 => {
                let funct3 = self.random.pick(&[6, 7]);
                self.short(funct3 << 13 | near | 3 << 3 | 1);
            }
            _ => {
                let funct3 = random.pick(&[0, 1, 4, 5, 6, 7]);
                self.long(0x63 | funct3 << 12 | rs1 | rs2 | 4 << 8);
            }
        }
        self.integer();
    }

    fn short_memory(&mut self) {
        let random = &mut *self.random;
        let (near, rd, any) = (random.near() << 2, random.rd().max(1) << 7, random.below(30) << 2);
        let offset = random.below(256);
        let near_offset = (offset & 7) << 10 | (offset >> 3 & 3) << 5;
        let (low, high) = ((offset & 31) << 2, (offset >> 5 & 1) << 12);
        let bits = match random.below(12) {
            0 => 1 << 13 | near | near_offset,
            1 => 2 << 13 | near | near_offset,
            2 => 3 << 13 | near | near_offset,
            3 => 5 << 13 | near | near_offset,
            4 => 6 << 13 | near | near_offset,
            5 => 7 << 13 | near | near_offset,
            6 => 1 << 13 | 2 | rd | low | high,
            7 => 2 << 13 | 2 | rd | low | high,
            8 => 3 << 13 | 2 | rd | low | high,
            9 => 5 << 13 | 2 | any | (offset & 63) << 7,
            10 => 6 << 13 | 2 | any | (offset & 63) << 7,
            _ => 7 << 13 | 2 | any | (offset & 63) << 7,
        };
        self.short(bits);
    }

    fn short_integer(&mut self) {
        let random = &mut *self.random;
        let (near, other) = (random.near() << 7, random.below(8) << 2);
        let (rd, rs2) = (random.rd().max(1) << 7, (random.below(29) + 1) << 2);
        let imm = random.below(32) << 2 | random.below(2) << 12;
        let nonzero = imm | 4;
        let bits = match random.below(10) {
            0 => 1 | rd | imm,
            1 => 1 << 13 | 1 | rd | imm,
            2 => 2 << 13 | 1 | rd | imm,
            3 => 3 << 13 | 1 | rd | nonzero,
            4 => 4 << 13 | 1 | near | imm | random.below(3) << 10,
            5 => 4 << 13 | 1 | near | other | 3 << 10 | random.below(4) << 5,
            6 => 4 << 13 | 1 | near | other | 7 << 10 | random.below(2) << 5,
            7 => 2 | rd | imm,
            8 => 4 << 13 | 2 | rd | rs2 | random.below(2) << 12,
            _ => (1 + random.below(255)) << 5 | random.near() << 2,
        };
        self.short(bits);
    }
}

/// A program of random sequences. Before each, all registers are loaded; after it, they are
/// written out with the scratch memory. x30 and x31 belong to this frame.
fn program(random: &mut Random) -> String {
    let mut source = String::from(".globl _start\n_start:\n");
    let mut data = String::from(".data\n.balign 16\nscratch:\n");
    for _ in 0..SCRATCH / 8 {
        writeln!(data, ".dword {:#x}", random.value()).expect("a string grows");
    }
    data.push_str("dump: .skip 504\n");
    for number in 0..SEQUENCES {
        writeln!(source, "la x31, start{number}\ncall x30, load_all").expect("a string grows");
        let mut sequence = Sequence { random, lines: String::new() };
        (0..STEPS).for_each(|_| sequence.step());
        source.push_str(&sequence.lines);
        source.push_str(".balign 4\ncall x30, dump_all\n");
        writeln!(data, "start{number}:").expect("a string grows");
        for _ in 0..30 + 32 {
            writeln!(data, ".dword {:#x}", random.value()).expect("a string grows");
        }
        let fcsr = random.below(5) << 5 | random.below(32);
        writeln!(data, ".dword {fcsr:#x}").expect("a string grows");
    }
    source.push_str("li a0, 0\nli a7, 93\necall\nload_all:\n");
    for n in 0..32 {
        writeln!(source, "fld f{n}, {}(x31)", 240 + n * 8).expect("a string grows");
    }
    source.push_str("ld x1, 496(x31)\nfscsr x1\n");
    (1..30).for_each(|n| writeln!(source, "ld x{n}, {}(x31)", n * 8).expect("a string grows"));
    source.push_str("la x2, scratch\naddi x8, x2, 256\njr x30\ndump_all:\nla x31, dump\n");
    (0..30).for_each(|n| writeln!(source, "sd x{n}, {}(x31)", n * 8).expect("a string grows"));
    for n in 0..32 {
        writeln!(source, "fsd f{n}, {}(x31)", 240 + n * 8).expect("a string grows");
    }
    writeln!(source, "frcsr x1\nsd x1, 496(x31)\nli a0, 1\nla a1, scratch\nli a2, {DUMP}")
        .expect("a string grows");
    source.push_str("li a7, 64\necall\njr x30\n");
    source + &data
}

/// In which sequence and where the two outputs differ first.
fn difference(ours: &[u8], theirs: &[u8]) -> Option<String> {
    if ours == theirs {
        return None;
    }
    let at = ours.iter().zip(theirs).take_while(|(a, b)| a == b).count() / 8 * 8;
    let words = |bytes: &[u8]| {
        bytes.get(at..at + 8).map(|b| u64::from_le_bytes(b.try_into().expect("8 bytes")))
    };
    let place = match at % DUMP {
        at if at < SCRATCH => format!("scratch + {at}"),
        at if at < SCRATCH + 240 => format!("x{}", (at - SCRATCH) / 8),
        at if at < SCRATCH + 496 => format!("f{}", (at - SCRATCH - 240) / 8),
        _ => String::from("fcsr"),
    };
    let (ours, theirs) = (words(ours), words(theirs));
    Some(format!("sequence {}: {place}: {ours:x?} here, {theirs:x?} under qemu", at / DUMP))
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().expect("a number"))
}

#[test]
fn random_sequences_do_what_they_do_under_qemu() {
    let folder = std::env::temp_dir().join(format!("vitrine-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the programs");
    let source = folder.join("program.S").to_string_lossy().into_owned();
    let elf = folder.join("program").to_string_lossy().into_owned();
    let first = setting("VITRINE_FUZZ_SEED", 1);
    for seed in first..first + setting("VITRINE_FUZZ_ROUNDS", 12) {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        std::fs::write(&source, program(&mut random)).expect("the source");
        cross_compile(&[
            "-march=rv64gc",
            "-static",
            "-nostdlib",
            "-Wl,--no-relax",
            "-o",
            &elf,
            &source,
        ]);
        let theirs = Command::new("qemu-riscv64")
            .arg(&elf)
            .output()
            .expect("qemu-riscv64 is needed: sudo apt-get install qemu-user");
        assert_eq!(theirs.status.code(), Some(0), "seed {seed} under qemu ({elf})");
        assert_eq!(theirs.stdout.len(), SEQUENCES * DUMP, "seed {seed} under qemu ({elf})");
        let file = std::fs::read(&elf).expect("the program");
        for slice in [1 << 20, 1 + seed % 5] {
            let mut process = Process::new(&file);
            assert_eq!(process.run(slice, 1 << 20), End::Exit(0), "seed {seed} ({elf})");
            let difference = difference(&process.output, &theirs.stdout);
            assert_eq!(difference, None, "seed {seed}, slices of {slice} ({elf})");
        }
    }
    std::fs::remove_dir_all(&folder).expect("the folder goes away");
}

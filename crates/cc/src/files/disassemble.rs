//! Instruction words that `generate` writes as the text that assemblers read. Others have no text here.

/// One instruction. `symbol` stands for the immediate if a relocation or label gives it.
pub(super) fn instruction(word: u32, symbol: Option<&str>) -> Option<String> {
    let fields = Fields { word, symbol };
    match word & 0x7f {
        0x33 | 0x3b => fields.register_operation(),
        0x13 | 0x1b => fields.immediate_operation(),
        0x03 | 0x07 => fields.load(),
        0x23 | 0x27 => fields.store(),
        0x63 => fields.branch(),
        0x6f => Some(match (fields.rd(), symbol?) {
            ("zero", to) => format!("j {to}"),
            ("ra", to) => format!("call {to}"),
            (rd, to) => format!("jal {rd},{to}"),
        }),
        0x67 if fields.funct3() == 0 => Some(match (fields.rd(), fields.rs1(), fields.imm()) {
            ("zero", "ra", 0) => "ret".to_owned(),
            ("zero", rs1, 0) => format!("jr {rs1}"),
            ("ra", rs1, 0) => format!("jalr {rs1}"),
            (rd, rs1, imm) => format!("jalr {rd},{imm}({rs1})"),
        }),
        0x37 => Some(format!("lui {},{}", fields.rd(), fields.upper())),
        0x17 => Some(format!("auipc {},{}", fields.rd(), fields.upper())),
        0x2f => fields.atomic(),
        0x53 => fields.float(),
        _ => match word {
            0x73 => Some("ecall".to_owned()),
            0x0010_0073 => Some("ebreak".to_owned()),
            0x0330_000f => Some("fence rw,rw".to_owned()),
            _ => None,
        },
    }
}

/// How far a branch or jump goes, if the word is one.
pub(super) fn distance(word: u32) -> Option<i64> {
    let sign = i64::from(word as i32 >> 31);
    let bits = |from: u32, count: u32| i64::from(word >> from & ((1 << count) - 1));
    match word & 0x7f {
        0x63 => Some(sign << 12 | bits(7, 1) << 11 | bits(25, 6) << 5 | bits(8, 4) << 1),
        0x6f => Some(sign << 20 | bits(12, 8) << 12 | bits(20, 1) << 11 | bits(21, 10) << 1),
        _ => None,
    }
}

const NAMES: [&str; 32] = [
    "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4",
    "a5", "a6", "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4",
    "t5", "t6",
];
const FLOATS: [&str; 32] = [
    "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0", "fa1", "fa2",
    "fa3", "fa4", "fa5", "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8", "fs9",
    "fs10", "fs11", "ft8", "ft9", "ft10", "ft11",
];

struct Fields<'s> {
    word: u32,
    symbol: Option<&'s str>,
}

impl Fields<'_> {
    fn number(&self, from: u32) -> usize {
        (self.word >> from & 31) as usize
    }

    fn rd(&self) -> &'static str {
        NAMES[self.number(7)]
    }

    fn rs1(&self) -> &'static str {
        NAMES[self.number(15)]
    }

    fn rs2(&self) -> &'static str {
        NAMES[self.number(20)]
    }

    fn funct3(&self) -> u32 {
        self.word >> 12 & 7
    }

    fn funct7(&self) -> u32 {
        self.word >> 25
    }

    fn imm(&self) -> i32 {
        self.word as i32 >> 20
    }

    fn upper(&self) -> String {
        self.symbol.map_or_else(|| format!("{:#x}", self.word >> 12), str::to_owned)
    }

    /// The immediate of loads and additions, or what stands for it.
    fn low(&self) -> String {
        self.symbol.map_or_else(|| self.imm().to_string(), str::to_owned)
    }

    fn register_operation(&self) -> Option<String> {
        let name = match (self.funct7(), self.funct3()) {
            (0, 0) => "add",
            (0x20, 0) => "sub",
            (0, 1) => "sll",
            (0, 2) => "slt",
            (0, 3) => "sltu",
            (0, 4) => "xor",
            (0, 5) => "srl",
            (0x20, 5) => "sra",
            (0, 6) => "or",
            (0, 7) => "and",
            (1, 0) => "mul",
            (1, 1) => "mulh",
            (1, 2) => "mulhsu",
            (1, 3) => "mulhu",
            (1, 4) => "div",
            (1, 5) => "divu",
            (1, 6) => "rem",
            (1, 7) => "remu",
            _ => return None,
        };
        let short = matches!(
            name,
            "add" | "sub" | "sll" | "srl" | "sra" | "mul" | "div" | "divu" | "rem" | "remu"
        );
        let word = self.word & 0x7f == 0x3b;
        let w = if word { "w" } else { "" };
        (short || !word).then(|| format!("{name}{w} {},{},{}", self.rd(), self.rs1(), self.rs2()))
    }

    fn immediate_operation(&self) -> Option<String> {
        let word = self.word & 0x7f == 0x1b;
        let (rd, rs1) = (self.rd(), self.rs1());
        let width = if word { 31 } else { 63 };
        let (amount, rest) = (self.word >> 20 & width, self.word >> 20 & 0xfff & !width);
        let name = match (self.funct3(), word, rest) {
            (0, false, _) if self.symbol.is_none() && rs1 == "zero" => {
                return Some(format!("li {rd},{}", self.imm()));
            }
            (0, false, _) if self.symbol.is_none() && self.imm() == 0 => {
                return Some(format!("mv {rd},{rs1}"));
            }
            (0, false, _) => "addi",
            (0, true, _) => "addiw",
            (2, false, _) => "slti",
            (3, false, _) => "sltiu",
            (4, false, _) => "xori",
            (6, false, _) => "ori",
            (7, false, _) => "andi",
            (1, _, 0) => "slli",
            (5, _, 0) => "srli",
            (5, _, 0x400) => "srai",
            _ => return None,
        };
        if matches!(name, "slli" | "srli" | "srai") {
            return Some(format!("{name}{} {rd},{rs1},{amount}", if word { "w" } else { "" }));
        }
        Some(format!("{name} {rd},{rs1},{}", self.low()))
    }

    fn load(&self) -> Option<String> {
        let float = self.word & 0x7f == 0x07;
        let name = match (float, self.funct3()) {
            (false, 0) => "lb",
            (false, 1) => "lh",
            (false, 2) => "lw",
            (false, 3) => "ld",
            (false, 4) => "lbu",
            (false, 5) => "lhu",
            (false, 6) => "lwu",
            (true, 2) => "flw",
            (true, 3) => "fld",
            _ => return None,
        };
        let rd = if float { FLOATS[self.number(7)] } else { self.rd() };
        Some(format!("{name} {rd},{}({})", self.low(), self.rs1()))
    }

    fn store(&self) -> Option<String> {
        let float = self.word & 0x7f == 0x27;
        let name = match (float, self.funct3()) {
            (false, 0) => "sb",
            (false, 1) => "sh",
            (false, 2) => "sw",
            (false, 3) => "sd",
            (true, 2) => "fsw",
            (true, 3) => "fsd",
            _ => return None,
        };
        let value = if float { FLOATS[self.number(20)] } else { self.rs2() };
        let offset = (self.word as i32 >> 25) << 5 | self.number(7) as i32;
        let offset = self.symbol.map_or_else(|| offset.to_string(), str::to_owned);
        Some(format!("{name} {value},{offset}({})", self.rs1()))
    }

    fn branch(&self) -> Option<String> {
        let name = match self.funct3() {
            0 => "beq",
            1 => "bne",
            4 => "blt",
            5 => "bge",
            6 => "bltu",
            7 => "bgeu",
            _ => return None,
        };
        Some(format!("{name} {},{},{}", self.rs1(), self.rs2(), self.symbol?))
    }

    fn atomic(&self) -> Option<String> {
        let width = match self.funct3() {
            2 => "w",
            3 => "d",
            _ => return None,
        };
        let order = ["", ".rl", ".aq", ".aqrl"][(self.funct7() & 3) as usize];
        let name = match self.funct7() >> 2 {
            0 => "amoadd",
            1 => "amoswap",
            2 => return Some(format!("lr.{width}{order} {},({})", self.rd(), self.rs1())),
            3 => "sc",
            4 => "amoxor",
            8 => "amoor",
            0xc => "amoand",
            0x10 => "amomin",
            0x14 => "amomax",
            0x18 => "amominu",
            0x1c => "amomaxu",
            _ => return None,
        };
        Some(format!("{name}.{width}{order} {},{},({})", self.rd(), self.rs2(), self.rs1()))
    }

    fn float(&self) -> Option<String> {
        let double = self.funct7() & 1 == 1;
        let format = if double { "d" } else { "s" };
        let int = ["w", "wu", "l", "lu"].get(self.number(20)).copied();
        let (fd, f1, f2) =
            (FLOATS[self.number(7)], FLOATS[self.number(15)], FLOATS[self.number(20)]);
        let (rd, rs1, rm) = (self.rd(), self.rs1(), self.funct3());
        let three = |name: &str| Some(format!("{name}.{format} {fd},{f1},{f2}"));
        match (self.funct7() & !3, rm) {
            (0, 7) => three("fadd"),
            (4, 7) => three("fsub"),
            (8, 7) => three("fmul"),
            (0xc, 7) => three("fdiv"),
            (0x10, 0) => three("fsgnj"),
            (0x10, 1) => three("fsgnjn"),
            (0x10, 2) => three("fsgnjx"),
            (0x14, 0) => three("fmin"),
            (0x14, 1) => three("fmax"),
            (0x2c, 7) => Some(format!("fsqrt.{format} {fd},{f1}")),
            (0x20, _) if double => Some(format!("fcvt.d.s {fd},{f1}")),
            (0x20, 7) => Some(format!("fcvt.s.d {fd},{f1}")),
            (0x50, 0) => Some(format!("fle.{format} {rd},{f1},{f2}")),
            (0x50, 1) => Some(format!("flt.{format} {rd},{f1},{f2}")),
            (0x50, 2) => Some(format!("feq.{format} {rd},{f1},{f2}")),
            (0x60, 1) => Some(format!("fcvt.{}.{format} {rd},{f1},rtz", int?)),
            (0x68, 7) => Some(format!("fcvt.{format}.{} {fd},{rs1}", int?)),
            (0x70, 0) => Some(format!("fmv.x.{} {rd},{f1}", if double { "d" } else { "w" })),
            (0x70, 1) => Some(format!("fclass.{format} {rd},{f1}")),
            (0x78, 0) => Some(format!("fmv.{}.x {fd},{rs1}", if double { "d" } else { "w" })),
            _ => None,
        }
    }
}

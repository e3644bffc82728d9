//! A memory for tests, and a loader of static ELF files into it.
#![allow(dead_code, reason = "each test uses its part")]

use vitrine_cpu::{Access, Frame, Hart, Memory, PAGE_SIZE, Page, Stop, Text, Trap};

/// May be read.
pub(crate) const R: u8 = 1;
/// May be written.
pub(crate) const W: u8 = 2;
/// May be executed.
pub(crate) const X: u8 = 4;

/// Pages from one base address on, each with its permissions; 0 is not mapped.
#[derive(Clone, PartialEq)]
pub(crate) struct FlatMemory {
    base: u64,
    pages: Vec<Page>,
    permissions: Vec<u8>,
}

impl FlatMemory {
    /// `size` bytes from `base` on (multiples of the page size), nothing mapped.
    pub(crate) fn new(base: u64, size: usize) -> Self {
        let pages = size / PAGE_SIZE;
        Self { base, pages: vec![[0; PAGE_SIZE]; pages], permissions: vec![0; pages] }
    }

    /// Permits accesses to all pages that the range touches.
    pub(crate) fn map(&mut self, address: u64, size: u64, permissions: u8) {
        let first = (address - self.base) as usize / PAGE_SIZE;
        let last = (address + size - 1 - self.base) as usize / PAGE_SIZE;
        for page in first..=last {
            self.permissions[page] |= permissions;
        }
    }

    /// Forbids all accesses to the page of an address.
    pub(crate) fn unmap(&mut self, address: u64) {
        self.permissions[(address - self.base) as usize / PAGE_SIZE] = 0;
    }

    /// Writes whatever the permissions.
    pub(crate) fn write(&mut self, address: u64, bytes: &[u8]) {
        for (at, &byte) in (address - self.base..).zip(bytes) {
            self.pages[at as usize / PAGE_SIZE][at as usize % PAGE_SIZE] = byte;
        }
    }

    /// Reads whatever the permissions.
    pub(crate) fn read(&self, address: u64, size: u64) -> Vec<u8> {
        (address - self.base..address - self.base + size)
            .map(|at| self.pages[at as usize / PAGE_SIZE][at as usize % PAGE_SIZE])
            .collect()
    }

    /// Maps the segments of a static ELF file; answers its entry point.
    pub(crate) fn load_elf(&mut self, file: &[u8]) -> u64 {
        let number = |at: usize, size: usize| {
            file[at..at + size].iter().rev().fold(0, |n, &byte| n << 8 | u64::from(byte))
        };
        assert_eq!(&file[..4], b"\x7fELF");
        let (headers, size, count) = (number(32, 8), number(54, 2), number(56, 2));
        for header in (0..count).map(|n| (headers + n * size) as usize) {
            if number(header, 4) != 1 {
                continue;
            }
            let flags = number(header + 4, 4) as u8;
            let (offset, address) = (number(header + 8, 8) as usize, number(header + 16, 8));
            let (in_file, in_memory) = (number(header + 32, 8), number(header + 40, 8));
            self.write(address, &file[offset..offset + in_file as usize]);
            // ELF: 1 execute, 2 write, 4 read.
            self.map(address, in_memory.max(1), flags >> 2 & R | flags & W | (flags & 1) << 2);
        }
        number(24, 8)
    }
}

impl Memory for FlatMemory {
    fn translate(&mut self, vpn: u64, access: Access) -> Option<Frame> {
        let page = vpn.checked_sub(self.base / PAGE_SIZE as u64)?;
        let wanted = match access {
            Access::Fetch => X,
            Access::Load => R,
            Access::Store => W,
        };
        let permissions = self.permissions.get(usize::try_from(page).ok()?)?;
        (permissions & wanted != 0).then_some(Frame(page as u32))
    }

    fn page(&self, frame: Frame) -> &Page {
        &self.pages[frame.0 as usize]
    }

    fn page_mut(&mut self, frame: Frame) -> &mut Page {
        &mut self.pages[frame.0 as usize]
    }

    fn is_fixed_text(&self, vpn: u64) -> bool {
        self.permissions[(vpn - self.base / PAGE_SIZE as u64) as usize] & W == 0
    }
}

/// A hart with a memory, and the two system calls that a test program needs.
pub(crate) struct Process {
    pub(crate) hart: Hart,
    pub(crate) memory: FlatMemory,
    pub(crate) text: Text,
    /// What it wrote.
    pub(crate) output: Vec<u8>,
    pub(crate) retired: u64,
}

/// How a program ended.
#[derive(Debug, PartialEq)]
pub(crate) enum End {
    /// exit(2) or exit_group(2) with this status.
    Exit(u64),
    Trap(Trap),
    OutOfFuel,
}

impl Process {
    /// Loads an ELF file; its stack lies at the end of 16 MiB from 64 KiB on.
    pub(crate) fn new(elf: &[u8]) -> Self {
        let (base, size) = (0x1_0000, 16 << 20);
        let mut memory = FlatMemory::new(base, size);
        let top = base + size as u64;
        memory.map(top - (1 << 20), 1 << 20, R | W);
        let mut hart = Hart::new();
        hart.set_pc(memory.load_elf(elf));
        hart.set_x(2, top - 256);
        Self { hart, memory, text: Text::new(), output: Vec::new(), retired: 0 }
    }

    /// Runs in slices of `slice` instructions until it ends or `fuel` slices are used up.
    pub(crate) fn run(&mut self, slice: u64, slices: u64) -> End {
        for _ in 0..slices {
            let (retired, stop) = self.hart.run(&mut self.memory, &mut self.text, slice);
            self.retired += retired;
            match stop {
                Stop::OutOfFuel => {}
                Stop::Trap(Trap::Ecall) => {
                    if let Some(status) = self.system_call() {
                        return End::Exit(status);
                    }
                }
                Stop::Trap(trap) => return End::Trap(trap),
            }
        }
        End::OutOfFuel
    }

    fn system_call(&mut self) -> Option<u64> {
        let [number, a0, a1, a2] = [17, 10, 11, 12].map(|n| self.hart.x(n));
        match number {
            64 => {
                self.output.extend(self.memory.read(a1, a2));
                self.hart.set_x(10, a2);
            }
            93 | 94 => return Some(a0),
            _ => self.hart.set_x(10, -38_i64 as u64),
        }
        self.hart.set_pc(self.hart.pc() + 4);
        None
    }
}

/// Runs the cross compiler; a test that needs it fails without it.
pub(crate) fn cross_compile(arguments: &[&str]) {
    let output = std::process::Command::new("riscv64-linux-gnu-gcc")
        .args(arguments)
        .output()
        .expect("riscv64-linux-gnu-gcc is needed: sudo apt-get install gcc-riscv64-linux-gnu");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "riscv64-linux-gnu-gcc {arguments:?}: {errors}");
}

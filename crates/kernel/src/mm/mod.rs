//! Memory: frames, page tables, regions, faults, and access to user memory.

mod calls;
mod fault;
mod frames;
mod map_calls;
mod page_table;
mod region;
mod shared_file;
mod space;
mod user;

pub use fault::{FaultKind, Touch};
pub use frames::{Frame, MemorySnapshot, PAGE, Page, PhysicalMemory};
pub use page_table::{PageTable, Pte};
pub use region::{Backing, Protection, Region, RegionKind};
pub use shared_file::SharedPages;
pub use space::AddressSpace;
pub use user::BadAddress;

pub(crate) use calls::*;
pub(crate) use map_calls::*;
pub(crate) use shared_file::msync;

/// log2 of the page size.
pub const PAGE_SHIFT: u32 = 12;
/// Bytes in a page, as addresses count.
pub const PAGE_SIZE: u64 = 1 << PAGE_SHIFT;
/// First address that user space cannot use: riscv Sv39, arch/riscv/include/asm/pgtable.h.
pub const TASK_SIZE: u64 = 0x40_0000_0000;
/// End of the first stack. Deviates: no randomisation of addresses, so that runs compare.
pub const STACK_TOP: u64 = TASK_SIZE - PAGE_SIZE;
/// Mappings without a wish go below this address, downwards.
pub const MMAP_BASE: u64 = STACK_TOP - (128 << 20);

/// The page number of an address.
pub fn page_number(address: u64) -> u64 {
    address >> PAGE_SHIFT
}

/// Down to a page border.
pub fn page_floor(address: u64) -> u64 {
    address & !(PAGE_SIZE - 1)
}

/// Up to a page border; `None` past the end of all addresses.
pub fn page_ceil(address: u64) -> Option<u64> {
    address.checked_add(PAGE_SIZE - 1).map(page_floor)
}

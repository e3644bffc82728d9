//! What things cost in virtual time. Costs are data: a scenario may change any of them.

/// Virtual costs in ns, unless the name says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CostModel {
    /// One user instruction; at least 1. An in-order RV64 core at 1 GHz with one instruction per
    /// cycle (SiFive U74 manual: dual issue at 1.2 GHz, so this is a round lower bound).
    pub instruction_ns: u64,
    /// One crossing of the glass, user → kernel or kernel → user. A null call takes about 100 ns
    /// both ways (lmbench `lat_syscall null` on current x86-64 and arm64 servers).
    pub mode_switch_ns: u64,
    /// Change of thread and page table. lmbench `lat_ctx -s 0 2`: 1.5 … 2 µs.
    pub process_switch_ns: u64,
    /// Change of thread inside one address space: the same without the page-table change.
    pub thread_switch_ns: u64,
    /// Exception entry, handling and return of a minor page fault (lmbench `lat_pagefault`,
    /// about 0.5 µs), without the copying.
    pub page_fault_ns: u64,
    /// Copying by the CPU, in ps per byte: 10 GB/s, a memcpy out of the cache.
    pub copy_ps_per_byte: u64,
    /// A timer interrupt: entry, accounting, return (about 1 µs on Linux with high-resolution
    /// timers off the fast path).
    pub tick_ns: u64,
    /// Copying page tables at fork, per present page.
    pub fork_page_ns: u64,
    /// The fixed part of fork: the new task's structures (lmbench `lat_proc fork`, 50 … 100 µs,
    /// most of it page tables and copy-on-write faults that are accounted for themselves).
    pub fork_ns: u64,
    /// The fixed part of execve: opening, mapping, clearing (lmbench `lat_proc exec` less fork).
    pub exec_ns: u64,
}

impl Default for CostModel {
    fn default() -> Self {
        CostModel {
            instruction_ns: 1,
            mode_switch_ns: 50,
            process_switch_ns: 1_500,
            thread_switch_ns: 1_000,
            page_fault_ns: 500,
            copy_ps_per_byte: 100,
            tick_ns: 1_000,
            fork_page_ns: 20,
            fork_ns: 20_000,
            exec_ns: 100_000,
        }
    }
}

impl CostModel {
    /// Nothing takes time but user instructions, and a switch to another thread so long.
    pub fn free(switch_ns: u64) -> Self {
        CostModel {
            instruction_ns: 1,
            mode_switch_ns: 0,
            process_switch_ns: switch_ns,
            thread_switch_ns: switch_ns,
            page_fault_ns: 0,
            copy_ps_per_byte: 0,
            tick_ns: 0,
            fork_page_ns: 0,
            fork_ns: 0,
            exec_ns: 0,
        }
    }

    /// What it costs the CPU to copy this many bytes, in ns, rounded up.
    pub fn copy_ns(&self, bytes: u64) -> u64 {
        bytes.saturating_mul(self.copy_ps_per_byte).div_ceil(1_000)
    }
}

//! Totals since boot, for `--stats`, lessons and tests.

/// Totals since boot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counters {
    /// User instructions retired.
    pub instructions: u64,
    /// System calls entered.
    pub calls: u64,
    /// Crossings of the glass, both directions.
    pub mode_switches: u64,
    /// A CPU took another thread.
    pub context_switches: u64,
    /// … of which the page table changed too.
    pub address_space_switches: u64,
    /// Page faults.
    pub page_faults: u64,
    /// Pages copied by copy-on-write.
    pub cow_copies: u64,
    /// Sleepers woken.
    pub wakeups: u64,
    /// Bytes copied by the CPU.
    pub bytes_cpu: u64,
    /// Bytes moved by devices.
    pub bytes_dma: u64,
    /// Processes made.
    pub forks: u64,
    /// Calls that Vitrine does not simulate.
    pub unsupported: u64,
}

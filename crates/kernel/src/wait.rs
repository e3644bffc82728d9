//! One arena of wait queues. Threads enter and leave the sleeping state only through
//! [`Kernel::sleep`](crate::Kernel) and [`Kernel::wake`](crate::Kernel), in `task/sleep.rs`.

use alloc::collections::VecDeque;

use vitrine_abi::Tid;

/// Threads that wait for one condition of one object, in order of arrival.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct WaitQueue {
    /// The sleepers; the longest first.
    pub waiters: VecDeque<Tid>,
}

//! Looking at a run while it is explored, and what was found: deadlocks, starvation, livelocks.
//!
//! Who judges knows more than this crate: a [`Watch`] is asked at the steps that it names. What it
//! found belongs to the log, and goes with it when the future is forgotten.

use alloc::vec::Vec;

use vitrine_kernel::Event;
use vitrine_machine::Machine;

/// Looks at a run while it is explored.
pub trait Watch {
    /// An event, with the steps made when it had happened and the virtual time in ns. True: look
    /// at the machine right after this step.
    fn wants(&mut self, step: u64, time_ns: u64, event: &Event) -> bool;

    /// Looks at the machine; the machine's state must stay as it is.
    fn look(&mut self, machine: &mut Machine) -> Vec<Finding>;

    /// What came after `step` is forgotten; these findings stay.
    fn forget_after(&mut self, step: u64, kept: &[Finding]);
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Steps made when it was so: seeking there shows it.
    pub step: u64,
    /// Virtual time in ns.
    pub time_ns: u64,
    /// What it is.
    pub kind: FindingKind,
    /// The threads that it is about, by tid.
    pub threads: Vec<i32>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// From here on these threads can never go on by themselves.
    Deadlock,
    /// The thread is ready since then, in ns, and others got the CPU.
    NoCpu {
        /// Since when.
        since_ns: u64,
    },
    /// Others took a lock before this thread, which waits for it, this often.
    Overtaken {
        /// How often.
        times: u32,
    },
    /// These threads run and get nowhere since `since_step`.
    Livelock {
        /// Where the state was the same, or where the last progress was.
        since_step: u64,
        /// The state is exactly what it was there; otherwise it is suspected.
        proved: bool,
    },
}

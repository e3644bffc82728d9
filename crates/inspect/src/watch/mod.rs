//! Watches that a timeline asks while it explores: deadlock, starvation, livelock. docs/deadlock.md says what is found
//! when, and with which bounds.

mod deadlock;
mod hope;
mod livelock;
mod starve;
mod text;

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_debug_info::DebugInfo;
use vitrine_kernel::Event;
use vitrine_machine::Machine;
use vitrine_timeline::{Finding, Watch};

pub use deadlock::DeadlockWatch;
pub use livelock::LivelockWatch;
pub use starve::{StarvationBounds, StarvationWatch};
pub use text::{finding_here, finding_text};

/// Several watches as one.
pub struct Watches {
    all: Vec<(Box<dyn Watch>, bool)>,
}

impl Watches {
    /// Deadlock, starvation within these bounds, and livelock.
    pub fn all(debug: Option<Arc<DebugInfo>>, bounds: StarvationBounds) -> Self {
        let all: [Box<dyn Watch>; 3] = [
            Box::new(DeadlockWatch::new(debug)),
            Box::new(StarvationWatch::new(bounds)),
            Box::new(LivelockWatch::default()),
        ];
        Watches { all: all.into_iter().map(|watch| (watch, false)).collect() }
    }
}

impl Watch for Watches {
    fn wants(&mut self, step: u64, time_ns: u64, event: &Event) -> bool {
        let mut any = false;
        for (watch, wants) in &mut self.all {
            *wants |= watch.wants(step, time_ns, event);
            any |= *wants;
        }
        any
    }

    fn look(&mut self, machine: &mut Machine) -> Vec<Finding> {
        let mut found = Vec::new();
        for (watch, wants) in &mut self.all {
            if core::mem::take(wants) {
                found.extend(watch.look(machine));
            }
        }
        found
    }

    fn forget_after(&mut self, step: u64, kept: &[Finding]) {
        for (watch, wants) in &mut self.all {
            *wants = false;
            watch.forget_after(step, kept);
        }
    }
}

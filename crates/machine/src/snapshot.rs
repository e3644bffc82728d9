//! All of a machine at one moment.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::hash::{Hash, Hasher};
use core::mem;

use vitrine_cpu::Hart;
use vitrine_kernel::mm::MemorySnapshot;
use vitrine_kernel::{Digest, Kernel};

use crate::machine::Machine;
use crate::processor::Core;

/// A machine at one moment. Cheap to clone; shares with others what did not change in between.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Without its frames.
    kernel: Arc<Kernel>,
    memory: MemorySnapshot,
    cores: Arc<[Core]>,
    steps: u64,
}

impl Snapshot {
    /// Steps that the machine had made.
    pub fn steps(&self) -> u64 {
        self.steps
    }
}

impl Machine {
    /// The present moment. Only frames that were written since the last snapshot are copied.
    pub fn snapshot(&mut self) -> Snapshot {
        let memory = mem::take(&mut self.kernel.memory);
        let kernel = Arc::new(self.kernel.clone());
        self.kernel.memory = memory;
        self.forget_translations();
        Snapshot {
            kernel,
            memory: self.kernel.memory.snapshot(),
            cores: self.cores.as_slice().into(),
            steps: self.steps,
        }
    }

    /// Goes to the moment of the snapshot. Only frames that differ are copied.
    pub fn restore(&mut self, snapshot: &Snapshot) {
        let mut memory = mem::take(&mut self.kernel.memory);
        memory.restore(&snapshot.memory);
        self.kernel = Kernel::clone(&snapshot.kernel);
        self.kernel.memory = memory;
        self.cores = snapshot.cores.to_vec();
        self.steps = snapshot.steps;
        self.forget_translations();
    }

    /// A number for the whole state: the same natively and in WASM.
    pub fn digest(&mut self) -> u64 {
        let mut digest = Digest::new();
        self.steps.hash(&mut digest);
        self.kernel.hash(&mut digest);
        self.kernel.memory.hash_frames(&mut digest);
        for core in &self.cores {
            core.loaded.hash(&mut digest);
            let Core { hart, .. } = core;
            (hart.retired(), hart.time).hash(&mut digest);
            if core.loaded.is_some() {
                Hart::registers(hart).hash(&mut digest);
            }
        }
        self.forget_translations();
        digest.finish()
    }

    /// Frames were frozen: harts must ask again before they write.
    pub(crate) fn forget_translations(&mut self) {
        let cores: &mut Vec<Core> = &mut self.cores;
        for core in cores {
            core.translations = None;
        }
    }
}

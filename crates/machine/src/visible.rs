//! The part of a machine's state from which programs decide what they do next, as a number: when it
//! comes back exactly, what lies in between can happen for ever.

use core::hash::{Hash, Hasher};

use vitrine_abi::{Registers, Tid};
use vitrine_kernel::Digest;
use vitrine_kernel::mm::PAGE_SIZE;
use vitrine_kernel::task::ThreadState;

use crate::machine::Machine;

/// Numbers for two parts of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visible {
    /// Memory, registers, what each thread does, descriptors, locks, pipes and run queues, but no
    /// clock and no counter.
    pub whole: u64,
    /// Writable memory without the threads' stacks.
    pub shared: u64,
}

impl Machine {
    /// What programs can see, now.
    pub fn visible(&mut self) -> Visible {
        let (mut whole, mut shared) = (Digest::new(), Digest::new());
        self.hash_memory(&mut whole, &mut shared);
        let kernel = &self.kernel;
        for (tid, thread) in kernel.threads.iter() {
            self.registers(tid).hash(&mut whole);
            (tid, thread.mask, &thread.pending).hash(&mut whole);
            thread.call.map(|inside| inside.call).hash(&mut whole);
            match &thread.state {
                ThreadState::Running(cpu) => (0, cpu).hash(&mut whole),
                ThreadState::Ready(cpu) => (1, cpu).hash(&mut whole),
                ThreadState::Sleeping(sleep) => (2, sleep.reason).hash(&mut whole),
                ThreadState::Stopped => 3.hash(&mut whole),
            }
        }
        for cpu in &kernel.cpus {
            (cpu.current, &cpu.urgent, &cpu.queue).hash(&mut whole);
        }
        (&kernel.fd_tables, &kernel.files, &kernel.pipes).hash(&mut whole);
        (&kernel.locks, &kernel.ipc).hash(&mut whole);
        self.forget_translations();
        Visible { whole: whole.finish(), shared: shared.finish() }
    }

    fn hash_memory(&mut self, whole: &mut Digest, shared: &mut Digest) {
        let tids: alloc::vec::Vec<Tid> = self.kernel.threads.ids().collect();
        let stacks = tids.iter().map(|tid| self.registers(*tid).x[Registers::SP]);
        let stacks: alloc::vec::Vec<u64> = stacks.collect();
        let kernel = &mut self.kernel;
        for (_, space) in kernel.spaces.iter() {
            for region in &space.regions {
                (region.start, region.end).hash(whole);
                let is_stack = stacks.iter().any(|pointer| region.contains(*pointer));
                let pages = (region.start / PAGE_SIZE, region.end / PAGE_SIZE);
                for (page, pte) in space.table.range(pages.0, pages.1) {
                    let bytes = kernel.memory.hash_frame(pte.frame);
                    (page, bytes).hash(whole);
                    if region.protection.write && !is_stack {
                        (page, bytes).hash(shared);
                    }
                }
            }
        }
    }
}

//! One CPU's hart, and the memory it sees.

use vitrine_abi::Tid;
use vitrine_cpu::{Access, Frame, Hart, Memory, Page};
use vitrine_kernel::Id;
use vitrine_kernel::mm::{self, AddressSpace, PhysicalMemory, Touch};

/// A hart and what it has loaded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Core {
    pub(crate) hart: Hart,
    /// The thread whose registers are in the hart.
    pub(crate) loaded: Option<Tid>,
    /// Its address space.
    pub(crate) space: Option<Id<AddressSpace>>,
    /// The translations that the TLB may hold belong to this space and generation.
    pub(crate) translations: Option<(Id<AddressSpace>, u64)>,
}

/// What a hart sees: one address space over all frames.
pub(crate) struct View<'a> {
    pub(crate) space: &'a AddressSpace,
    pub(crate) memory: &'a mut PhysicalMemory,
}

impl Memory for View<'_> {
    fn translate(&mut self, vpn: u64, access: Access) -> Option<Frame> {
        let frame = self.space.translate(vpn, touch(access))?;
        if access == Access::Store {
            self.memory.mark_dirty(frame);
        }
        Some(Frame(frame.0))
    }

    #[inline]
    fn page(&self, frame: Frame) -> &Page {
        self.memory.page(mm::Frame(frame.0))
    }

    #[inline]
    fn page_mut(&mut self, frame: Frame) -> &mut Page {
        self.memory.page_mut(mm::Frame(frame.0))
    }

    fn is_fixed_text(&self, vpn: u64) -> bool {
        self.space.is_fixed_text(vpn)
    }
}

pub(crate) fn touch(access: Access) -> Touch {
    match access {
        Access::Fetch => Touch::Execute,
        Access::Load => Touch::Read,
        Access::Store => Touch::Write,
    }
}

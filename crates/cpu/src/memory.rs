//! What a hart needs from the world: a page-table walk and pages.

/// Bytes in a page and in a frame.
pub const PAGE_SIZE: usize = 4096;

/// The bytes of a frame.
pub type Page = [u8; PAGE_SIZE];

/// Index of a physical frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Frame(pub u32);

/// What an access wants to do; decides which permission is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Reading an instruction.
    Fetch,
    /// Reading data.
    Load,
    /// Writing data; also every atomic read-modify-write.
    Store,
}

/// The memory of the address space that the hart runs in.
///
/// The hart keeps answers of [`translate`](Memory::translate) until
/// [`Hart::flush_tlb`](crate::Hart::flush_tlb): who changes a mapping, takes a permission away or
/// makes a frame copy-on-write must flush.
pub trait Memory {
    /// Walks the current page table for the virtual page number `vpn`; `None` is a page fault.
    ///
    /// An answer for [`Access::Store`] allows writing to the frame from then on, without further
    /// calls: mark it dirty here. Calls come at most once per page and kind between two flushes or
    /// more often; the number of calls must not influence the program.
    fn translate(&mut self, vpn: u64, access: Access) -> Option<Frame>;

    /// The bytes of a frame that [`translate`](Memory::translate) has returned.
    fn page(&self, frame: Frame) -> &Page;

    /// The bytes of a frame that [`translate`](Memory::translate) has returned for a store.
    fn page_mut(&mut self, frame: Frame) -> &mut Page;

    /// Whether the bytes of this executable page cannot change while it stays mapped as it is: it
    /// is private and not writable in this address space. Only such pages are decoded ahead into
    /// [`Text`](crate::Text); all others are decoded anew at every execution, so that code that
    /// writes code runs the same whatever the caches hold.
    fn is_fixed_text(&self, vpn: u64) -> bool;
}

//! Access to user memory from inside the kernel: copy_from_user, copy_to_user and relatives.
//!
//! Pages are faulted in and copy-on-write is broken on the way, as in Linux. Nothing is booked
//! as copied here: callers do that through [`Kernel::ledger`], because they know what it was.

use alloc::vec::Vec;

use vitrine_abi::Errno;

use crate::kernel::{Caller, Kernel};
use crate::mm::{FaultKind, Frame, PAGE_SIZE, TASK_SIZE, Touch, page_number};

/// PATH_MAX: linux/limits.h. The longest path, with its final zero.
const PATH_MAX: usize = 4096;

/// A user address that could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadAddress {
    /// Which.
    pub address: u64,
    /// Bytes that were copied before it.
    pub copied: usize,
}

impl Kernel {
    /// Fills `into` from the caller's memory.
    pub(crate) fn copy_from_user(
        &mut self,
        caller: &Caller,
        address: u64,
        into: &mut [u8],
    ) -> Result<(), BadAddress> {
        let mut done = 0;
        while done < into.len() {
            let at = address.wrapping_add(done as u64);
            let Some(frame) = self.user_page(caller, at, Touch::Read) else {
                return Err(BadAddress { address: at, copied: done });
            };
            let offset = (at % PAGE_SIZE) as usize;
            let count = (into.len() - done).min(PAGE_SIZE as usize - offset);
            let page = self.memory.page(frame);
            into[done..done + count].copy_from_slice(&page[offset..offset + count]);
            done += count;
        }
        Ok(())
    }

    /// Writes `bytes` into the caller's memory.
    pub(crate) fn copy_to_user(
        &mut self,
        caller: &Caller,
        address: u64,
        bytes: &[u8],
    ) -> Result<(), BadAddress> {
        let mut done = 0;
        while done < bytes.len() {
            let at = address.wrapping_add(done as u64);
            let Some(frame) = self.user_page(caller, at, Touch::Write) else {
                return Err(BadAddress { address: at, copied: done });
            };
            let offset = (at % PAGE_SIZE) as usize;
            let count = (bytes.len() - done).min(PAGE_SIZE as usize - offset);
            self.memory.mark_dirty(frame);
            let page = self.memory.page_mut(frame);
            page[offset..offset + count].copy_from_slice(&bytes[done..done + count]);
            done += count;
        }
        Ok(())
    }

    /// A string up to its zero: `EFAULT`, or `ENAMETOOLONG` from PATH_MAX on.
    pub(crate) fn read_user_string(
        &mut self,
        caller: &Caller,
        address: u64,
    ) -> Result<Vec<u8>, Errno> {
        match self.read_user_bytes_to_zero(caller, address, PATH_MAX) {
            Ok(Some(string)) => Ok(string),
            Ok(None) => Err(Errno::Enametoolong),
            Err(_) => Err(Errno::Efault),
        }
    }

    /// The bytes before the first zero; `None` if there is none among the first `most`.
    pub(crate) fn read_user_bytes_to_zero(
        &mut self,
        caller: &Caller,
        address: u64,
        most: usize,
    ) -> Result<Option<Vec<u8>>, BadAddress> {
        let mut string = Vec::new();
        while string.len() < most {
            let at = address.wrapping_add(string.len() as u64);
            let Some(frame) = self.user_page(caller, at, Touch::Read) else {
                return Err(BadAddress { address: at, copied: string.len() });
            };
            let offset = (at % PAGE_SIZE) as usize;
            let count = (PAGE_SIZE as usize - offset).min(most - string.len());
            let bytes = &self.memory.page(frame)[offset..offset + count];
            if let Some(end) = bytes.iter().position(|byte| *byte == 0) {
                string.extend_from_slice(&bytes[..end]);
                return Ok(Some(string));
            }
            string.extend_from_slice(bytes);
        }
        Ok(None)
    }

    /// A little-endian 64-bit word of the caller's memory.
    pub(crate) fn read_user_u64(
        &mut self,
        caller: &Caller,
        address: u64,
    ) -> Result<u64, BadAddress> {
        let mut bytes = [0; 8];
        self.copy_from_user(caller, address, &mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    /// A little-endian 32-bit word of the caller's memory.
    pub(crate) fn read_user_u32(
        &mut self,
        caller: &Caller,
        address: u64,
    ) -> Result<u32, BadAddress> {
        let mut bytes = [0; 4];
        self.copy_from_user(caller, address, &mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn user_page(&mut self, caller: &Caller, address: u64, touch: Touch) -> Option<Frame> {
        if address >= TASK_SIZE {
            return None;
        }
        let id = self.process(caller.process).space;
        if let Some(frame) = self.spaces.get(id).translate(page_number(address), touch) {
            return Some(frame);
        }
        match self.fault_in(caller.thread, id, address, touch) {
            Ok(frame) => Some(frame),
            Err(FaultKind::NoMemory) => {
                self.out_of_memory(caller.thread);
                None
            }
            Err(FaultKind::NotMapped | FaultKind::NotAllowed | FaultKind::BeyondFile) => None,
        }
    }
}

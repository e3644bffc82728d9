//! mmap(2) and mremap(2).

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;

use vitrine_abi::{Errno, Fd};

use crate::attempt::{Attempt, Unsupported, Why};
use crate::event::Event;
use crate::fd::FileKind;
use crate::kernel::{Caller, Kernel};
use crate::mm::calls::user_range;
use crate::mm::page_table::Pte;
use crate::mm::region::{Backing, Protection, Region, RegionKind};
use crate::mm::{AddressSpace, PAGE_SIZE, TASK_SIZE, page_ceil, page_number};
use crate::table::Id;
use crate::task::Rlimit;

const MAP_SHARED: u64 = 1;
const MAP_PRIVATE: u64 = 2;
const MAP_SHARED_VALIDATE: u64 = 3;
const MAP_FIXED: u64 = 0x10;
const MAP_ANONYMOUS: u64 = 0x20;
const MAP_GROWSDOWN: u64 = 0x100;
const MAP_HUGETLB: u64 = 0x4_0000;
const MAP_FIXED_NOREPLACE: u64 = 0x10_0000;

const MREMAP_MAYMOVE: u64 = 1;
const MREMAP_FIXED: u64 = 2;

fn invalid(argument: &'static str) -> Attempt {
    Attempt::Fail(Errno::Einval, Why::BadArgument(argument))
}

pub(crate) fn mmap(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [hint, length, protection, flags, fd, offset] = args;
    for (bit, name) in [(MAP_GROWSDOWN, "MAP_GROWSDOWN"), (MAP_HUGETLB, "MAP_HUGETLB")] {
        if flags & bit != 0 {
            return Attempt::Unsupported(Unsupported::new(format!("mmap: {name}")));
        }
    }
    if !offset.is_multiple_of(PAGE_SIZE) {
        return invalid("offset");
    }
    if length == 0 {
        return invalid("length");
    }
    let Some(length) = page_ceil(length).filter(|length| *length <= TASK_SIZE) else {
        return Attempt::Fail(Errno::Enomem, Why::Limit("address space"));
    };
    let shared = match flags & 0xf {
        MAP_SHARED | MAP_SHARED_VALIDATE => true,
        MAP_PRIVATE => false,
        _ => return invalid("flags"),
    };
    let backing = if flags & MAP_ANONYMOUS != 0 {
        None
    } else {
        let write = protection & 2 != 0;
        match kernel.file_backing(caller, (Fd(fd as i32), offset), shared, write) {
            Ok(backing) => Some(backing),
            Err(failed) => return failed,
        }
    };
    let space = kernel.process(caller.process).space;
    if !kernel.may_grow(caller, space, length) {
        return Attempt::Fail(Errno::Enomem, Why::Limit("memory"));
    }
    let start = match kernel.place(space, hint, length, flags) {
        Ok(start) => start,
        Err(failed) => return failed,
    };
    let kind = if backing.is_some() { RegionKind::File } else { RegionKind::Anonymous };
    let protection = Protection::from_bits(protection);
    let region = Region { start, end: start + length, protection, shared, kind, backing };
    kernel.add_mapping(caller, space, region)
}

impl Kernel {
    /// Where a mapping goes. A range that MAP_FIXED names is cleared first.
    fn place(
        &mut self,
        id: Id<AddressSpace>,
        hint: u64,
        length: u64,
        flags: u64,
    ) -> Result<u64, Attempt> {
        let (space, memory) = (self.spaces.get_mut(id), &mut self.memory);
        if flags & (MAP_FIXED | MAP_FIXED_NOREPLACE) != 0 {
            if !hint.is_multiple_of(PAGE_SIZE) {
                return Err(invalid("addr"));
            }
            let Some((start, end)) = user_range(hint, length) else {
                return Err(Attempt::Fail(Errno::Enomem, Why::BadArgument("addr")));
            };
            if flags & MAP_FIXED_NOREPLACE != 0 {
                if !space.is_free(start, end) {
                    return Err(Attempt::Fail(Errno::Eexist, Why::BadArgument("addr")));
                }
            } else {
                space.unmap(memory, start, end);
            }
            return Ok(start);
        }
        let hint = page_ceil(hint).unwrap_or(0);
        if hint != 0
            && let Some((start, end)) = user_range(hint, length)
            && space.is_free(start, end)
        {
            return Ok(start);
        }
        space.find_free(length).ok_or(Attempt::Fail(Errno::Enomem, Why::Limit("address space")))
    }

    fn add_mapping(&mut self, caller: &Caller, space: Id<AddressSpace>, region: Region) -> Attempt {
        let (start, length) = (region.start, region.length());
        let (shared, protection) = (region.shared, region.protection);
        // The pages of a file come when they are touched: the file knows their frames.
        let is_anonymous = region.backing.is_none();
        self.spaces.get_mut(space).insert(region);
        if shared && is_anonymous {
            // All who will share it must see the same frames, so they exist from the start.
            for page in page_number(start)..page_number(start + length) {
                let Some(frame) = self.memory.allocate() else {
                    let memory = &mut self.memory;
                    self.spaces.get_mut(space).unmap(memory, start, start + length);
                    return Attempt::Fail(Errno::Enomem, Why::Limit("memory"));
                };
                self.spaces.get_mut(space).map(page, frame, protection);
            }
        }
        self.emit(Event::Mapped { process: caller.process, start, length });
        Attempt::Done(start as i64)
    }

    /// Whether the address space may have `length` more bytes: RLIMIT_AS, and no mapping larger
    /// than all memory, as with overcommit_memory 0 (proc_sys_vm(5)).
    pub(crate) fn may_grow(&self, caller: &Caller, space: Id<AddressSpace>, length: u64) -> bool {
        let limit = self.process(caller.process).rlimits[Rlimit::AS].soft;
        let pages = self.spaces.get(space).pages();
        let total = (pages * PAGE_SIZE).saturating_add(length);
        total <= limit && length / PAGE_SIZE <= u64::from(self.memory.limit())
    }

    fn file_backing(
        &mut self,
        caller: &Caller,
        (fd, offset): (Fd, u64),
        shared: bool,
        write: bool,
    ) -> Result<Backing, Attempt> {
        let file = self.fd_tables.get(self.process(caller.process).fd_table).get(fd);
        let bad_fd = Attempt::Fail(Errno::Ebadf, Why::BadFd(fd));
        let id = file.ok_or(bad_fd)?.file;
        let file = self.files.get(id);
        if !file.is_readable() || (shared && write && !file.is_writable()) {
            return Err(Attempt::Fail(Errno::Eacces, Why::WrongMode(fd)));
        }
        let mappable = match file.kind {
            FileKind::Inode(inode) => self.fs.regular(inode).map(|data| (inode, data)),
            FileKind::PipeRead(_)
            | FileKind::PipeWrite(_)
            | FileKind::PipeBoth(_)
            | FileKind::Terminal
            | FileKind::HostInput
            | FileKind::HostOutput(_)
            | FileKind::Special(_) => None,
        };
        let Some((inode, _)) = mappable else {
            return Err(Attempt::Fail(Errno::Enodev, Why::WrongKind(id)));
        };
        let path = String::from_utf8_lossy(&file.path).into_owned();
        if shared {
            self.hold_shared_file(inode);
            let content = Arc::new([]);
            return Ok(Backing { inode, path, content, offset, limit: u64::MAX });
        }
        self.pull_shared(inode);
        let content = self.fs.regular(inode).map(|data| data.read(0, usize::MAX));
        let content = content.unwrap_or_default().into();
        Ok(Backing { inode, path, content, offset, limit: u64::MAX })
    }
}

pub(crate) fn mremap(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [old, old_length, new_length, flags, ..] = args;
    if flags & !MREMAP_MAYMOVE != 0 {
        if flags & MREMAP_FIXED != 0 {
            return Attempt::Unsupported(Unsupported::new("mremap: MREMAP_FIXED"));
        }
        return invalid("flags");
    }
    let lengths = (page_ceil(old_length), page_ceil(new_length));
    let ((Some(old_length), Some(new_length)), true) = (lengths, old.is_multiple_of(PAGE_SIZE))
    else {
        return invalid("old_address");
    };
    if new_length == 0 || old_length == 0 {
        return invalid("new_size");
    }
    let space = kernel.process(caller.process).space;
    let Some((start, end)) = user_range(old, old_length) else {
        return Attempt::Fail(Errno::Efault, Why::BadAddress(old));
    };
    let within = kernel.spaces.get(space).region(start).filter(|region| end <= region.end);
    let Some(region) = within.cloned() else {
        return Attempt::Fail(Errno::Efault, Why::BadAddress(old));
    };
    if new_length <= old_length {
        let memory = &mut kernel.memory;
        kernel.spaces.get_mut(space).unmap(memory, start + new_length, end);
        return Attempt::Done(old as i64);
    }
    if region.shared || region.kind == RegionKind::Text {
        return Attempt::Unsupported(Unsupported::new("mremap: of a shared or text mapping"));
    }
    let more = new_length - old_length;
    if !kernel.may_grow(caller, space, more) {
        return Attempt::Fail(Errno::Enomem, Why::Limit("memory"));
    }
    let fits = start.checked_add(new_length).is_some_and(|new_end| {
        new_end <= TASK_SIZE && region.end == end && kernel.spaces.get(space).is_free(end, new_end)
    });
    if fits {
        let grown = Region { start: end, end: end + more, ..region.part(start, end) };
        let mut grown = grown;
        if let Some(backing) = &mut grown.backing {
            backing.offset += old_length;
        }
        kernel.spaces.get_mut(space).insert(grown);
        return Attempt::Done(old as i64);
    }
    if flags & MREMAP_MAYMOVE == 0 {
        return Attempt::Fail(Errno::Enomem, Why::Limit("address space"));
    }
    kernel.move_mapping(space, region.part(start, end), new_length)
}

impl Kernel {
    /// Moves the pages of `region`, which is private, to a free place of `length` bytes.
    fn move_mapping(&mut self, id: Id<AddressSpace>, region: Region, length: u64) -> Attempt {
        let (space, memory) = (self.spaces.get_mut(id), &mut self.memory);
        let Some(target) = space.find_free(length) else {
            return Attempt::Fail(Errno::Enomem, Why::Limit("address space"));
        };
        let pages = page_number(region.start)..page_number(region.end);
        let entries: alloc::vec::Vec<(u64, Pte)> =
            space.table.range(pages.start, pages.end).collect();
        for (page, entry) in entries {
            space.table.remove(page);
            space.table.set(page - pages.start + page_number(target), entry);
        }
        space.unmap(memory, region.start, region.end);
        space.insert(Region { start: target, end: target + length, ..region });
        Attempt::Done(target as i64)
    }
}

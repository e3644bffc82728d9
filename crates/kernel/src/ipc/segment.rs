//! System V shared memory: shmget(2), shmat(2), shmdt(2), shmctl(2).

use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid};

use super::identifier::{Wish, gone, ints, longs, set_permissions};
use super::{Identifiers, Permissions};
use crate::attempt::Why;
use crate::event::Event;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::mm::{Frame, PAGE_SIZE, Protection, Region, RegionKind, page_ceil, page_number};
use crate::syscall::files::{Step, give, handlers};

handlers! {
    /// shmget(2).
    shmget => do_shmget;
    /// shmat(2).
    shmat => do_shmat;
    /// shmdt(2).
    shmdt => do_shmdt;
    /// shmctl(2).
    shmctl => do_shmctl;
}

/// SHMMAX and SHMALL: `ULONG_MAX - (1UL << 24)`.
const MOST: u64 = u64::MAX - (1 << 24);
/// SHMMNI.
const SEGMENTS: usize = 4096;
/// SHMLBA on riscv64.
const BOUNDARY: u64 = PAGE_SIZE;
const SHM_RDONLY: u32 = 0o10_000;
const SHM_RND: u32 = 0o20_000;
const SHM_REMAP: u32 = 0o40_000;
const SHM_EXEC: u32 = 0o100_000;
const SHM_HUGETLB: u32 = 0o4000;
/// In `shm_perm.mode`: it goes with its last attachment.
const SHM_DEST: u32 = 0o1000;

/// A segment. Its frames exist from the start, so that all who attach see the same.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Segment {
    /// Size that was asked for, in bytes.
    pub size: u64,
    /// Its pages; the segment holds a reference to each.
    pub frames: Vec<Frame>,
    /// IPC_RMID was called: it goes with its last attachment.
    pub is_doomed: bool,
    /// Creator, and who attached or detached last.
    pub processes: (Pid, Pid),
    /// Times of the last shmat(2), shmdt(2) and change, in seconds since 1970.
    pub times: (u64, u64, u64),
}

fn table(kernel: &mut Kernel) -> &mut Identifiers<Segment> {
    &mut kernel.ipc.segments
}

impl Kernel {
    /// How often a segment is attached.
    fn attachments(&self, id: i32) -> u64 {
        let kind = RegionKind::Segment(id);
        let regions = self.spaces.iter().flat_map(|(_, space)| space.regions.iter());
        regions.filter(|region| region.kind == kind).count() as u64
    }

    /// Doomed segments whose last attachment is gone, by an exit or execve(2) too.
    pub(crate) fn sweep_segments(&mut self) {
        let doomed = self.ipc.segments.iter().filter(|(_, _, segment)| segment.is_doomed);
        let doomed: Vec<i32> = doomed.map(|(id, _, _)| id).collect();
        for id in doomed {
            if self.attachments(id) > 0 {
                continue;
            }
            if let Some(segment) = self.ipc.segments.remove(id) {
                for frame in &segment.frames {
                    self.memory.release(*frame);
                }
            }
        }
    }

    /// References to frames that no page table has.
    pub(crate) fn segment_frames(&self) -> impl Iterator<Item = Frame> {
        self.ipc.segments.iter().flat_map(|(_, _, segment)| segment.frames.iter().copied())
    }
}

fn do_shmget(kernel: &mut Kernel, caller: &Caller, [key, size, flags, ..]: [u64; 6]) -> Step {
    kernel.sweep_segments();
    let flags = flags as u32;
    if flags & SHM_HUGETLB != 0 {
        return Err(Refusal::unsupported("shmget: SHM_HUGETLB"));
    }
    let wish = Wish { key: key as i32, flags, limit: SEGMENTS };
    let fits = |segment: &Segment| {
        if size > segment.size { Err(Refusal::bad("size")) } else { Ok(()) }
    };
    let make = |kernel: &mut Kernel| {
        if size == 0 || size > MOST {
            return Err(Refusal::bad("size"));
        }
        let no_memory = Refusal::Fail(Errno::Enomem, Why::Limit("memory"));
        let pages = page_ceil(size).ok_or(no_memory.clone())? / PAGE_SIZE;
        let free = u64::from(kernel.memory.limit() - kernel.memory.used());
        if pages > free {
            return Err(no_memory);
        }
        let frames = (0..pages).map_while(|_| kernel.memory.allocate()).collect();
        Ok(Segment {
            size,
            frames,
            is_doomed: false,
            processes: (caller.process, Pid(0)),
            times: (0, 0, kernel.ipc_time()),
        })
    };
    kernel.ipc_get(caller, &wish, table, (fits, make))
}

fn do_shmat(kernel: &mut Kernel, caller: &Caller, [id, address, flags, ..]: [u64; 6]) -> Step {
    kernel.sweep_segments();
    let (id, flags) = (id as i32, flags as u32);
    if flags & SHM_REMAP != 0 {
        return Err(Refusal::unsupported("shmat: SHM_REMAP"));
    }
    let address = match address % BOUNDARY {
        0 => address,
        odd if flags & SHM_RND != 0 => address - odd,
        _ => return Err(Refusal::bad("shmaddr")),
    };
    let Some((own, segment)) = kernel.ipc.segments.get(id) else { return Err(gone(caller)) };
    let write = flags & SHM_RDONLY == 0;
    kernel.check_ipc(caller, own, if write { 0o666 } else { 0o444 })?;
    let frames = segment.frames.clone();
    let length = frames.len() as u64 * PAGE_SIZE;
    let space = kernel.process(caller.process).space;
    if !kernel.may_grow(caller, space, length) {
        return Err(Refusal::Fail(Errno::Enomem, Why::Limit("memory")));
    }
    let start = if address == 0 {
        kernel.spaces.get(space).find_free(length)
    } else {
        let end = address.checked_add(length);
        end.filter(|end| kernel.spaces.get(space).is_free(address, *end)).map(|_| address)
    };
    let Some(start) = start else { return Err(Refusal::bad("shmaddr")) };
    let protection = Protection { read: true, write, execute: flags & SHM_EXEC != 0 };
    let region = Region {
        start,
        end: start + length,
        protection,
        shared: true,
        kind: RegionKind::Segment(id),
        backing: None,
    };
    kernel.spaces.get_mut(space).insert(region);
    for (page, frame) in (page_number(start)..).zip(frames) {
        kernel.memory.share(frame);
        kernel.spaces.get_mut(space).map(page, frame, protection);
    }
    let now = kernel.ipc_time();
    if let Some(segment) = kernel.ipc.segments.get_mut(id) {
        segment.times.0 = now;
        segment.processes.1 = caller.process;
    }
    kernel.emit(Event::Mapped { process: caller.process, start, length });
    Ok(start as i64)
}

fn do_shmdt(kernel: &mut Kernel, caller: &Caller, [address, ..]: [u64; 6]) -> Step {
    let space = kernel.process(caller.process).space;
    let region = kernel.spaces.get(space).region(address).cloned();
    let found = region.filter(|region| region.start == address);
    let Some(Region { kind: RegionKind::Segment(id), start, end, .. }) = found else {
        return Err(Refusal::bad("shmaddr"));
    };
    let memory = &mut kernel.memory;
    kernel.spaces.get_mut(space).unmap(memory, start, end);
    kernel.emit(Event::Unmapped { process: caller.process, start, length: end - start });
    let now = kernel.ipc_time();
    if let Some(segment) = kernel.ipc.segments.get_mut(id) {
        segment.times.1 = now;
        segment.processes.1 = caller.process;
    }
    kernel.sweep_segments();
    Ok(0)
}

fn do_shmctl(kernel: &mut Kernel, caller: &Caller, [id, command, buffer, ..]: [u64; 6]) -> Step {
    const IPC_RMID: u32 = 0;
    const IPC_SET: u32 = 1;
    const IPC_STAT: u32 = 2;
    const IPC_INFO: u32 = 3;
    const SHM_LOCK: u32 = 11;
    const SHM_UNLOCK: u32 = 12;
    const SHM_STAT: u32 = 13;
    const SHM_INFO: u32 = 14;
    const SHM_STAT_ANY: u32 = 15;
    kernel.sweep_segments();
    let (id, command) = (id as i32, command as u32);
    if matches!(command, IPC_INFO | SHM_INFO) {
        let bytes = if command == SHM_INFO { usage(kernel) } else { limits() };
        give(kernel, caller, buffer, &bytes)?;
        return Ok(kernel.ipc.segments.highest());
    }
    let by_place = matches!(command, SHM_STAT | SHM_STAT_ANY);
    let found = if by_place { kernel.ipc.segments.at_place(id) } else { Some(id) };
    let found = found.and_then(|id| Some((id, kernel.ipc.segments.get(id)?)));
    let Some((id, (own, segment))) = found else { return Err(gone(caller)) };
    match command {
        IPC_STAT | SHM_STAT | SHM_STAT_ANY => {
            if command != SHM_STAT_ANY {
                kernel.check_ipc(caller, own, 0o444)?;
            }
            let bytes = status(own, segment, kernel.attachments(id));
            give(kernel, caller, buffer, &bytes)?;
            Ok(if by_place { i64::from(id) } else { 0 })
        }
        IPC_RMID => {
            kernel.check_ipc_owner(caller, own)?;
            if let Some(own) = kernel.ipc.segments.permissions_mut(id) {
                // Nobody finds it by its key any more.
                own.key = 0;
            }
            if let Some(segment) = kernel.ipc.segments.get_mut(id) {
                segment.is_doomed = true;
            }
            kernel.sweep_segments();
            Ok(0)
        }
        IPC_SET => {
            kernel.check_ipc_owner(caller, own)?;
            let mut bytes = [0; 48];
            kernel.copy_from_user(caller, buffer, &mut bytes)?;
            let now = kernel.ipc_time();
            if let Some(own) = kernel.ipc.segments.permissions_mut(id) {
                set_permissions(own, &bytes);
            }
            if let Some(segment) = kernel.ipc.segments.get_mut(id) {
                segment.times.2 = now;
            }
            Ok(0)
        }
        // Nothing is ever swapped out.
        SHM_LOCK | SHM_UNLOCK => kernel.check_ipc_owner(caller, own).map(|()| 0),
        _ => Err(Refusal::bad("cmd")),
    }
}

/// `struct shmid64_ds`.
fn status(own: &Permissions, segment: &Segment, attachments: u64) -> Vec<u8> {
    let mut bytes = own.bytes(if segment.is_doomed { SHM_DEST } else { 0 });
    let (attached, detached, changed) = segment.times;
    bytes.extend(longs(&[segment.size, attached, detached, changed]));
    bytes.extend(ints(&[segment.processes.0.0, segment.processes.1.0]));
    bytes.extend(longs(&[attachments, 0, 0]));
    bytes
}

/// `struct shminfo64`.
fn limits() -> Vec<u8> {
    longs(&[MOST, 1, SEGMENTS as u64, SEGMENTS as u64, MOST, 0, 0, 0, 0])
}

/// `struct shm_info`.
fn usage(kernel: &Kernel) -> Vec<u8> {
    let segments = &kernel.ipc.segments;
    let pages: u64 = segments.iter().map(|(_, _, segment)| segment.frames.len() as u64).sum();
    let mut bytes = ints(&[segments.len() as i32, 0]);
    // Deviates: Linux counts a page as resident when it is touched for the first time.
    bytes.extend(longs(&[pages, 0, 0, 0, 0]));
    bytes
}

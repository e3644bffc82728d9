//! Views of processes and their memory.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use vitrine_kernel::fs::ProcText;
use vitrine_kernel::mm::{AddressSpace, PAGE_SIZE, Region};
use vitrine_kernel::task::Process;
use vitrine_kernel::{Event, mm};

use crate::files::file_label;
use crate::moment::{Scene, colour_of};
use crate::words;
use crate::{FdView, PageView, ProcessView, RegionKind, RegionView};

/// Pages of one region that are listed at most; the totals count all.
const MAX_PAGES: usize = 4096;

/// All processes by pid.
pub(crate) fn processes(scene: &Scene) -> Vec<ProcessView> {
    scene.machine.kernel().processes.iter().map(|(_, process)| view(scene, process)).collect()
}

fn view(scene: &Scene, process: &Process) -> ProcessView {
    let kernel = scene.machine.kernel();
    let space = kernel.spaces.find(process.space).filter(|_| !process.is_zombie());
    let zombie = process.exit.filter(|_| process.is_zombie());
    let regions = space.map_or(Vec::new(), |space| regions(scene, process, space));
    let (shared, private) = space.map_or((0, 0), |space| totals(scene, space));
    ProcessView {
        pid: process.pid.0,
        parent: process.parent.0,
        group: process.group.0,
        session: process.session.0,
        name: process.name.clone(),
        colour: colour_of(process.pid.0),
        zombie: zombie.map(|status| words::exit_status(status, scene.lang)),
        threads: process.threads.iter().map(|tid| tid.0).collect(),
        children: process.children.iter().map(|pid| pid.0).collect(),
        fds: descriptors(scene, process),
        regions,
        pages_shared: shared,
        pages_private: private,
    }
}

fn descriptors(scene: &Scene, process: &Process) -> Vec<FdView> {
    let kernel = scene.machine.kernel();
    let Some(table) = kernel.fd_tables.find(process.fd_table) else { return Vec::new() };
    let view = |(fd, entry): (vitrine_abi::Fd, vitrine_kernel::fd::FdEntry)| FdView {
        fd: fd.0,
        file: entry.file.number(),
        label: file_label(scene, kernel.files.get(entry.file)),
        cloexec: entry.cloexec,
        fresh: scene.events.iter().any(|event| {
            matches!(event, Event::FdOpened { process: of, fd: opened, .. }
                if *of == process.pid && *opened == fd)
        }),
    };
    table.iter().map(view).collect()
}

fn totals(scene: &Scene, space: &AddressSpace) -> (u64, u64) {
    let memory = &scene.machine.kernel().memory;
    let shared = space.table.iter().filter(|(_, pte)| memory.references(pte.frame) > 1).count();
    (shared as u64, space.table.present() - shared as u64)
}

fn regions(scene: &Scene, process: &Process, space: &AddressSpace) -> Vec<RegionView> {
    space.regions.iter().map(|region| region_view(scene, process, space, region)).collect()
}

fn region_view(
    scene: &Scene,
    process: &Process,
    space: &AddressSpace,
    region: &Region,
) -> RegionView {
    let memory = &scene.machine.kernel().memory;
    let present = space.table.range(region.start / PAGE_SIZE, region.end / PAGE_SIZE);
    let page = |(number, pte): (u64, mm::Pte)| PageView {
        address: number * PAGE_SIZE,
        frame: pte.frame.0,
        owners: memory.references(pte.frame),
        writable: pte.allowed.write,
        fresh: faulted(scene, process, number),
    };
    RegionView {
        start: region.start,
        end: region.end,
        permissions: permissions(region),
        name: region.name().to_string(),
        kind: match region.kind {
            mm::RegionKind::Text => RegionKind::Text,
            mm::RegionKind::Data => RegionKind::Data,
            mm::RegionKind::Heap => RegionKind::Heap,
            mm::RegionKind::Stack => RegionKind::Stack,
            mm::RegionKind::Anonymous | mm::RegionKind::Segment(_) => RegionKind::Anonymous,
            mm::RegionKind::File => RegionKind::File,
            mm::RegionKind::Vdso => RegionKind::Kernel,
        },
        pages: present.take(MAX_PAGES).map(page).collect(),
    }
}

/// Whether the page was faulted in or copied in this step.
fn faulted(scene: &Scene, process: &Process, number: u64) -> bool {
    scene.events.iter().any(|event| {
        matches!(event, Event::PageFault { thread, address, .. }
            if address / PAGE_SIZE == number && process.threads.contains(thread))
    })
}

/// "rw-p", as in /proc/PID/maps: proc_pid_maps(5).
pub(crate) fn permissions(region: &Region) -> String {
    format!("{}{}", region.protection, if region.shared { 's' } else { 'p' })
}

/// The text of /proc/PID/maps: proc_pid_maps(5).
pub fn maps(kernel: &vitrine_kernel::Kernel, pid: vitrine_abi::Pid) -> Option<String> {
    let text = kernel.proc_text(ProcText::Maps, pid)?;
    Some(String::from_utf8_lossy(&text).into_owned())
}

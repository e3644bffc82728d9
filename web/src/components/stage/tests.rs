//! Tests of the stage's layout: what survives a step keeps its place.

use super::layout::*;
use crate::session::*;
use crate::state::Lens;

fn process(pid: i32, fds: &[(i32, u32)]) -> ProcessView {
    let fd = |(fd, file): &(i32, u32)| FdView {
        fd: *fd,
        file: *file,
        label: String::new(),
        cloexec: false,
        fresh: false,
    };
    ProcessView {
        pid,
        parent: if pid == 100 { 1 } else { 100 },
        group: 100,
        session: 100,
        name: "main".into(),
        colour: (pid - 100) as u32,
        zombie: None,
        threads: vec![pid],
        children: vec![],
        fds: fds.iter().map(fd).collect(),
        regions: vec![],
        pages_shared: 0,
        pages_private: 0,
    }
}

fn file(id: u32, pipe: u32) -> FileView {
    let target = ObjectRef::Pipe(pipe);
    FileView {
        id,
        label: String::new(),
        flags: String::new(),
        offset: None,
        refs: 1,
        target,
        writes: false,
        fresh: false,
    }
}

fn moment(processes: Vec<ProcessView>, files: Vec<FileView>) -> Moment {
    Moment {
        step: 0,
        time_ns: 0,
        sentence: Sentence::default(),
        events: vec![],
        parcels: vec![],
        processes,
        threads: vec![],
        cpus: vec![],
        policy: PolicyView::default(),
        wait_queues: vec![],
        sync_objects: Vec::new(),
        graph: None,
        bankers: Vec::new(),
        files,
        pipes: vec![],
        inodes: vec![],
        output: vec![],
        counters: Counters::default(),
        standing: Standing::Running,
    }
}

/// A long life of processes and files that come and go, by a small generator of numbers.
#[test]
fn what_survives_a_step_never_moves() {
    for lens in Lens::ALL {
        let room = Room { width: 740.0, height: 620.0, processes: 5, cpus: 2, lens };
        let mut memory = Memory::default();
        let mut seed = 7_u32;
        let mut random = move |below: usize| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as usize % below
        };
        let mut now = moment(vec![process(100, &[(3, 3)])], vec![file(3, 1)]);
        let mut before = layout(&now, room, &mut memory);
        for round in 0..400 {
            match random(4) {
                0 if now.processes.len() < 5 => {
                    now.processes.push(process(101 + round, &[(3, 3), (4, 4)]))
                }
                1 if now.processes.len() > 1 => {
                    drop(now.processes.remove(1 + random(now.processes.len() - 1)))
                }
                2 if now.files.len() < 8 => {
                    now.files.push(file(10 + round as u32, 1 + random(3) as u32))
                }
                3 if now.files.len() > 1 => drop(now.files.remove(random(now.files.len()))),
                _ => {}
            }
            let after = layout(&now, room, &mut memory);
            for (pid, area) in &before.cards {
                let moved = after
                    .cards
                    .iter()
                    .find(|(other, _)| other == pid)
                    .is_some_and(|(_, there)| there != area);
                assert!(!moved, "card {pid} moved in round {round}");
            }
            for (id, area) in &before.files {
                let moved = after
                    .files
                    .iter()
                    .find(|(other, _)| other == id)
                    .is_some_and(|(_, there)| there != area);
                assert!(!moved, "file {id} moved in round {round}");
            }
            for (object, area) in &before.objects {
                let moved = after
                    .objects
                    .iter()
                    .find(|(other, _)| other == object)
                    .is_some_and(|(_, there)| there != area);
                assert!(!moved, "{object:?} moved in round {round}");
            }
            assert_eq!(after.glass, before.glass);
            before = after;
        }
    }
}

#[test]
fn going_back_puts_things_where_they_were() {
    let room = Room { width: 740.0, height: 620.0, processes: 3, cpus: 1, lens: Lens::Descriptors };
    let mut memory = Memory::default();
    let both = moment(vec![process(100, &[]), process(101, &[])], vec![]);
    let one = moment(vec![process(100, &[])], vec![]);
    let first = layout(&both, room, &mut memory);
    layout(&one, room, &mut memory);
    assert_eq!(layout(&both, room, &mut memory), first);
}

#[test]
fn a_fork_bomb_is_counted_instead_of_drawn() {
    let room =
        Room { width: 740.0, height: 620.0, processes: 5000, cpus: 1, lens: Lens::Descriptors };
    let processes = (100..5100).map(|pid| process(pid, &[(0, 1)])).collect();
    let layout = layout(&moment(processes, vec![]), room, &mut Memory::default());
    assert_eq!(layout.cards.len(), 8);
    assert_eq!(layout.more, 4992);
    assert!(layout.height < 2000.0);
}

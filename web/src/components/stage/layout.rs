//! Where things stand on the stage: a pure function of the moment, the room and the places before.
//!
//! A thing gets a slot when it first appears and keeps it as long as it lives; the slot's place depends on the room
//! alone. So nothing that survives a step moves, except tokens, whose moving is the news. A slot remembers its last
//! owner: going back in time puts things where they were.

use crate::session::{FileView, Moment, Node, ObjectRef, ProcessView, Resource, ThreadState};
use crate::state::Lens;

/// A box in the units of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) w: f64,
    pub(crate) h: f64,
}

impl Area {
    fn new(x: f64, y: f64, w: f64, h: f64) -> Area {
        Area { x, y, w, h }
    }
}

/// A field of equal cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Field {
    pub(crate) area: Area,
    /// Side of a cell with its gap.
    pub(crate) cell: f64,
    pub(crate) columns: usize,
}

/// Slots of one kind of thing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Slots<K>(Vec<(K, bool)>);

impl<K> Default for Slots<K> {
    fn default() -> Self {
        Slots(Vec::new())
    }
}

impl<K: Copy + PartialEq> Slots<K> {
    /// Frees the slots of what is gone and gives one to what is new.
    fn update(&mut self, present: impl Iterator<Item = K> + Clone) {
        for (key, here) in &mut self.0 {
            *here = present.clone().any(|other| other == *key);
        }
        for key in present {
            if self.0.iter().any(|(owner, _)| *owner == key) {
                continue;
            }
            match self.0.iter_mut().find(|(_, here)| !here) {
                Some(free) => *free = (key, true),
                None => self.0.push((key, true)),
            }
        }
    }

    /// The slot of a thing.
    pub(crate) fn of(&self, key: K) -> Option<usize> {
        self.0.iter().position(|(owner, here)| *here && *owner == key)
    }
}

/// What is remembered from one picture to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Memory {
    processes: Slots<i32>,
    tables: Slots<i32>,
    files: Slots<u32>,
    objects: Slots<ObjectRef>,
    waits: Slots<Option<ObjectRef>>,
    threads: Slots<i32>,
    resources: Slots<Resource>,
    pub(crate) frames: Slots<u32>,
}

/// The room that there is, the same for a whole run as long as the window keeps its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Room {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// How many processes the run has, as far as known.
    pub(crate) processes: usize,
    pub(crate) cpus: usize,
    pub(crate) lens: Lens,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Layout {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) glass: f64,
    pub(crate) devices: f64,
    pub(crate) cards: Vec<(i32, Area)>,
    /// Process, box of the whole table, rows that fit.
    pub(crate) tables: Vec<(i32, Area, usize)>,
    pub(crate) files: Vec<(u32, Area)>,
    pub(crate) objects: Vec<(ObjectRef, Area)>,
    pub(crate) cpus: Vec<Area>,
    pub(crate) queues: Vec<Area>,
    /// Index into the moment's wait queues, and the box.
    pub(crate) waits: Vec<(usize, Area)>,
    /// Thread, centre and scale.
    pub(crate) tokens: Vec<(i32, f64, f64, f64)>,
    pub(crate) frames: Option<Field>,
    pub(crate) terminal: Area,
    /// The threads of the graph of locks, and what they have or want.
    pub(crate) graph_threads: Vec<(i32, Area)>,
    pub(crate) graph_objects: Vec<(Resource, Area)>,
    /// Where the conditions for deadlock stand.
    pub(crate) conditions: Area,
    /// Processes that did not fit.
    pub(crate) more: usize,
}

/// Height of a descriptor row.
pub(crate) const ROW: f64 = 22.0;
const EDGE: f64 = 18.0;
const DEVICES: f64 = 46.0;
/// Full size of a token.
pub(crate) const TOKEN: (f64, f64) = (50.0, 32.0);

/// Processes that get a card: init only when it has adopted somebody.
pub(crate) fn shown(moment: &Moment) -> impl Iterator<Item = &ProcessView> + Clone {
    let adopted = moment.processes.iter().any(|process| process.parent == 1 && process.pid != 100);
    moment.processes.iter().filter(move |process| process.pid != 1 || adopted)
}

/// Descriptions with a picture of their own: the terminal's stand in the rows of the tables.
pub(crate) fn drawn_files(moment: &Moment) -> impl Iterator<Item = &FileView> + Clone {
    moment.files.iter().filter(|file| file.target != ObjectRef::Terminal)
}

/// Everything's place.
pub(crate) fn layout(moment: &Moment, room: Room, memory: &mut Memory) -> Layout {
    let mut layout = Layout { width: room.width, ..Layout::default() };
    match room.lens {
        Lens::Locks => place_graph(&mut layout, moment, room, memory),
        Lens::Descriptors | Lens::Memory | Lens::Scheduling => {
            place_cards(&mut layout, moment, room, memory);
        }
    }
    let top = layout.glass + 54.0;
    let bottom = match room.lens {
        Lens::Scheduling | Lens::Locks => place_lanes(&mut layout, moment, room, memory, top),
        Lens::Descriptors | Lens::Memory => place_column(&mut layout, moment, room, memory, top),
    };
    let bottom = match room.lens {
        Lens::Descriptors => place_files(&mut layout, moment, room, memory, top).max(bottom),
        Lens::Memory => place_frames(&mut layout, moment, room, memory, top).max(bottom),
        Lens::Scheduling | Lens::Locks => bottom,
    };
    layout.height = room.height.max(bottom + 64.0 + DEVICES);
    layout.devices = layout.height - DEVICES;
    layout.terminal =
        Area::new(118.0_f64.min(room.width - 110.0), layout.devices + 10.0, 92.0, 26.0);
    layout
}

fn place_cards(layout: &mut Layout, moment: &Moment, room: Room, memory: &mut Memory) {
    memory.processes.update(shown(moment).map(|process| process.pid));
    let narrow = room.width < 640.0;
    let columns = room.processes.clamp(2, if narrow { 2 } else { 4 });
    let rows = room.processes.clamp(1, 2 * columns).div_ceil(columns);
    let (left, top) = if narrow { (EDGE, 38.0) } else { (118.0, 42.0) };
    let gap = 16.0;
    let w = ((room.width - left - EDGE - gap * (columns as f64 - 1.0)) / columns as f64).min(262.0);
    let h = match (room.lens, rows) {
        (Lens::Memory, 1) => 158.0,
        (Lens::Memory, _) => 126.0,
        (_, 1) => 100.0,
        (..) => 78.0,
    };
    for process in shown(moment) {
        match memory.processes.of(process.pid) {
            Some(slot) if slot < rows * columns => {
                let (column, row) = ((slot % columns) as f64, (slot / columns) as f64);
                let area = Area::new(left + column * (w + gap), top + row * (h + 12.0), w, h);
                layout.cards.push((process.pid, area));
            }
            _ => layout.more += 1,
        }
    }
    layout.glass = top + rows as f64 * (h + 12.0) + 12.0;
}

/// Something that threads have or want, as the graph of locks shows it.
pub(crate) struct Drawn {
    pub(crate) resource: Resource,
    pub(crate) name: String,
    pub(crate) state: String,
    /// Somebody has it.
    pub(crate) taken: bool,
}

/// All of them: the objects in programs' memory, then whatever else somebody waits for.
pub(crate) fn resources(moment: &Moment) -> Vec<Drawn> {
    let own = moment.sync_objects.iter().map(|object| Drawn {
        resource: Resource::Memory { pid: object.pid, address: object.address },
        name: object.name.clone(),
        state: object.state.clone(),
        taken: !object.holders.is_empty(),
    });
    let mut all: Vec<Drawn> = own.collect();
    for node in moment.graph.iter().flat_map(|graph| &graph.nodes) {
        let Node::Object { resource, label, .. } = node else { continue };
        // Time is nobody's.
        if matches!(resource, Resource::Time(_)) {
            continue;
        }
        if all.iter().all(|drawn| drawn.resource != *resource) {
            let (resource, name) = (*resource, label.clone());
            all.push(Drawn { resource, name, state: String::new(), taken: false });
        }
    }
    all
}

/// Rows of the graph of locks.
const GRAPH_ROWS: usize = 12;

/// Threads on the left, objects on the right, the conditions below them.
fn place_graph(layout: &mut Layout, moment: &Moment, room: Room, memory: &mut Memory) {
    let alive = moment.threads.iter().filter(|thread| thread.state != ThreadState::Zombie);
    let alive = alive.filter(|thread| thread.pid != 1).map(|thread| thread.tid);
    memory.threads.update(alive.clone());
    let all: Vec<Resource> = resources(moment).into_iter().map(|drawn| drawn.resource).collect();
    memory.resources.update(all.iter().copied());
    let narrow = room.width < 640.0;
    let (left, top, pitch, h) = (if narrow { EDGE } else { 118.0 }, 38.0, 50.0, 42.0);
    let w = ((room.width - left - EDGE) * 0.36).clamp(130.0, 230.0);
    let right = room.width - EDGE - w;
    for tid in alive {
        match memory.threads.of(tid) {
            Some(slot) if slot < GRAPH_ROWS => {
                let y = top + slot as f64 * pitch;
                layout.graph_threads.push((tid, Area::new(left, y, w, h)));
            }
            _ => layout.more += 1,
        }
    }
    for resource in all {
        match memory.resources.of(resource) {
            Some(slot) if slot < GRAPH_ROWS => {
                let y = top + slot as f64 * pitch;
                layout.graph_objects.push((resource, Area::new(right, y, w, h)));
            }
            _ => layout.more += 1,
        }
    }
    // Slots are never given up, so the glass only ever sinks, and seldom.
    let rows = memory.threads.0.len().max(memory.resources.0.len()).clamp(3, GRAPH_ROWS);
    let y = top + rows as f64 * pitch + 4.0;
    let conditions = if room.width - left - EDGE < 560.0 { 50.0 } else { 26.0 };
    layout.conditions = Area::new(left, y, room.width - left - EDGE, conditions);
    layout.glass = y + conditions + 20.0;
}

/// CPUs, run queues and wait queues in a column on the left; answers where it ends.
fn place_column(
    layout: &mut Layout,
    moment: &Moment,
    room: Room,
    memory: &mut Memory,
    top: f64,
) -> f64 {
    let (cpu_h, queue_h) = match room.cpus {
        0 | 1 => (60.0, 34.0),
        2 => (44.0, 30.0),
        _ => (32.0, 26.0),
    };
    let mut y = top;
    for _ in 0..room.cpus {
        layout.cpus.push(Area::new(EDGE, y, 84.0, cpu_h));
        y += cpu_h + 20.0;
        layout.queues.push(Area::new(EDGE, y, 84.0, queue_h));
        y += queue_h + 24.0;
    }
    let bottom = place_waits(layout, moment, memory, |slot| {
        Area::new(EDGE, y + 4.0 + slot as f64 * 66.0, 84.0, 42.0)
    });
    place_tokens(layout, moment, cpu_h / 60.0);
    bottom.max(y)
}

/// A wide lane per CPU with its queue, the sleepers below; answers where it ends.
fn place_lanes(
    layout: &mut Layout,
    moment: &Moment,
    room: Room,
    memory: &mut Memory,
    top: f64,
) -> f64 {
    let lane = ((room.height - DEVICES - 146.0 - top) / room.cpus.max(1) as f64).clamp(66.0, 150.0);
    let h = lane - 26.0;
    for cpu in 0..room.cpus {
        let y = top + cpu as f64 * lane;
        layout.cpus.push(Area::new(EDGE, y, 132.0, h));
        layout.queues.push(Area::new(EDGE + 172.0, y, room.width - 2.0 * EDGE - 172.0, h));
    }
    let y = top + room.cpus as f64 * lane + 26.0;
    let w = 150.0_f64.min((room.width - 2.0 * EDGE - 14.0) / 2.0);
    let columns = ((room.width - 2.0 * EDGE + 14.0) / (w + 14.0)).floor().max(1.0) as usize;
    let bottom = place_waits(layout, moment, memory, |slot| {
        let (column, row) = ((slot % columns) as f64, (slot / columns) as f64);
        Area::new(EDGE + column * (w + 14.0), y + row * 76.0, w, 50.0)
    });
    place_tokens(layout, moment, (h / 42.0).min(1.5));
    bottom.max(y + 50.0)
}

fn place_waits(
    layout: &mut Layout,
    moment: &Moment,
    memory: &mut Memory,
    place: impl Fn(usize) -> Area,
) -> f64 {
    memory.waits.update(moment.wait_queues.iter().map(|queue| queue.object));
    let mut bottom = 0.0_f64;
    for (index, queue) in moment.wait_queues.iter().enumerate() {
        let Some(slot) = memory.waits.of(queue.object) else { continue };
        // Two queues of one object (readers and writers of a pipe) share its box.
        let area = place(slot);
        bottom = bottom.max(area.y + area.h);
        layout.waits.push((index, area));
    }
    bottom
}

fn place_tokens(layout: &mut Layout, moment: &Moment, scale: f64) {
    let middle = |area: &Area| (area.x + area.w / 2.0, area.y + area.h / 2.0);
    let mut tokens = Vec::new();
    for cpu in &moment.cpus {
        let index = cpu.id as usize;
        let (Some(area), Some(queue)) = (layout.cpus.get(index), layout.queues.get(index)) else {
            continue;
        };
        if let Some(tid) = cpu.running {
            let (x, y) = middle(area);
            tokens.push((
                tid,
                x,
                y,
                scale.min(area.w / (TOKEN.0 + 12.0)).min(area.h / (TOKEN.1 + 8.0)),
            ));
        }
        in_row(&mut tokens, queue, &cpu.queue);
    }
    for (index, area) in &layout.waits {
        let object = moment.wait_queues[*index].object;
        let sleepers: Vec<i32> = moment
            .wait_queues
            .iter()
            .filter(|queue| queue.object == object)
            .flat_map(|queue| queue.threads.iter().copied())
            .collect();
        in_row(&mut tokens, area, &sleepers);
    }
    tokens.sort_by_key(|token| token.0);
    tokens.dedup_by_key(|token| token.0);
    let alive = |tid: i32| {
        moment.threads.iter().any(|thread| thread.tid == tid && thread.state != ThreadState::Zombie)
    };
    tokens.retain(|token| alive(token.0));
    layout.tokens = tokens;
}

/// Tokens side by side in a box, as large as fits.
fn in_row(tokens: &mut Vec<(i32, f64, f64, f64)>, area: &Area, threads: &[i32]) {
    let scale = ((area.h - 10.0) / TOKEN.1).min(1.0);
    let full = TOKEN.0 * scale + 6.0;
    let pitch = full.min((area.w - 8.0) / threads.len().max(1) as f64);
    let left = if area.w < 100.0 {
        area.x + (area.w - pitch * threads.len() as f64) / 2.0
    } else {
        area.x + 8.0
    };
    for (index, tid) in threads.iter().enumerate() {
        let x = left + pitch * (index as f64 + 0.5);
        tokens.push((*tid, x, area.y + area.h / 2.0, scale * (pitch / full).max(0.35)));
    }
}

/// Descriptor tables, descriptions and what they refer to; answers where they end.
fn place_files(
    layout: &mut Layout,
    moment: &Moment,
    room: Room,
    memory: &mut Memory,
    top: f64,
) -> f64 {
    let with_tables =
        shown(moment).filter(|process| !process.fds.is_empty()).map(|process| process.pid);
    memory.tables.update(with_tables.clone());
    let tables = room.processes.clamp(1, 5);
    let available = (room.height - DEVICES - 84.0 - top).max(150.0 * tables.min(2) as f64);
    let fit = ((available / tables as f64 - 30.0) / ROW).floor().clamp(4.0, 9.0) as usize;
    let pitch = fit as f64 * ROW + 30.0;
    let narrow = room.width < 640.0;
    let (x, w) = if narrow { (112.0, 84.0) } else { (140.0, 128.0) };
    for pid in with_tables {
        let Some(slot) = memory.tables.of(pid).filter(|slot| *slot < tables) else { continue };
        layout.tables.push((
            pid,
            Area::new(x, top + slot as f64 * pitch, w, fit as f64 * ROW),
            fit,
        ));
    }
    let right = (room.width * if narrow { 0.26 } else { 0.3 }).clamp(110.0, 240.0);
    let object_x = room.width - EDGE - right;
    let file_w = if narrow { 94.0 } else { 146.0 };
    let file_x = x + w + (object_x - x - w - file_w) / 2.0;
    memory.files.update(drawn_files(moment).map(|file| file.id));
    for file in drawn_files(moment) {
        let Some(slot) = memory.files.of(file.id) else { continue };
        let y = top + 24.0 + slot as f64 * 84.0;
        layout.files.push((file.id, Area::new(file_x, y, file_w, 52.0)));
    }
    memory.objects.update(targets(moment).into_iter());
    for object in targets(moment) {
        let Some(slot) = memory.objects.of(object) else { continue };
        let y = top + 34.0 + slot as f64 * 132.0;
        layout.objects.push((object, Area::new(object_x, y, right, 92.0)));
    }
    let ends = layout
        .files
        .iter()
        .map(|(_, area)| area)
        .chain(layout.objects.iter().map(|(_, area)| area));
    ends.map(|area| area.y + area.h).fold(top + tables as f64 * pitch, f64::max)
}

/// The physical frames as a field of cells; answers where it ends.
fn place_frames(
    layout: &mut Layout,
    moment: &Moment,
    room: Room,
    memory: &mut Memory,
    top: f64,
) -> f64 {
    let mut frames: Vec<u32> = shown(moment)
        .flat_map(|process| &process.regions)
        .flat_map(|region| region.pages.iter().map(|page| page.frame))
        .collect();
    frames.sort_unstable();
    frames.dedup();
    memory.frames.update(frames.iter().copied());
    let area = Area::new(140.0, top + 14.0, room.width - 140.0 - EDGE, 0.0);
    // Slots are never given up, so the cells only ever get smaller, and seldom.
    let slots = memory.frames.0.len();
    let cell = match slots {
        0..=72 => 40.0,
        73..=220 => 28.0,
        221..=600 => 19.0,
        _ => 12.0,
    };
    let columns = ((area.w / cell).floor() as usize).max(4);
    let h = slots.div_ceil(columns).max(3) as f64 * cell;
    layout.frames = Some(Field { area: Area { h, ..area }, cell, columns });
    area.y + h
}

/// What the drawn descriptions refer to, once each.
fn targets(moment: &Moment) -> Vec<ObjectRef> {
    let mut targets: Vec<ObjectRef> = drawn_files(moment).map(|file| file.target).collect();
    targets.sort();
    targets.dedup();
    targets
}

//! The observed mode: a run in which somebody learns of every access to memory.
//!
//! The hart is stopped before each instruction that touches memory, so this is several times slower
//! than [`Machine::run`] and comes to the same states. What lies ahead is decoded once for each
//! address of fixed code ([`Sights`]); code that may change is looked at anew every time.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec;

use vitrine_abi::Tid;
use vitrine_cpu::{Access, Effect, Footprint, Hart, Memory, PAGE_SIZE, Sight, Stop, sight};
use vitrine_kernel::mm::AddressSpace;
use vitrine_kernel::sched::Action;
use vitrine_kernel::{CpuId, Event, Id, Kernel};

use crate::machine::{Machine, Ran, Status};
use crate::processor::View;

/// Who watches an observed run.
pub trait Observer {
    /// Whether user code of an address space needs to be told. Asked at every turn; without, it runs
    /// as fast as ever.
    fn wants(&mut self, kernel: &Kernel, space: Id<AddressSpace>) -> bool;

    /// User code goes on at an address that a jump, the kernel or a change of threads led to.
    fn arrives(&mut self, at: &Seen<'_>, pc: u64);

    /// An instruction has touched or ordered memory. The hart stands behind it.
    fn touches(&mut self, at: &Seen<'_>, touch: &Touched);

    /// The kernel did something in the step after which `at.step` steps have been made.
    fn event(&mut self, at: &Acted<'_>, event: &Event);
}

/// The world around an observed instruction.
pub struct Seen<'a> {
    /// The kernel.
    pub kernel: &'a Kernel,
    /// The hart.
    pub hart: &'a Hart,
    /// Whose instruction it is.
    pub thread: Tid,
    /// Its address space.
    pub space: Id<AddressSpace>,
    /// Steps made, this instruction's included.
    pub step: u64,
}

/// The world after an observed action of the kernel.
pub struct Acted<'a> {
    /// The kernel.
    pub kernel: &'a Kernel,
    /// The thread that was on the CPU that acted when the step began.
    pub actor: Option<Tid>,
    /// Steps made.
    pub step: u64,
}

/// What an instruction did to memory.
#[derive(Clone, Copy, Debug)]
pub struct Touched {
    /// The instruction's address.
    pub pc: u64,
    /// The first byte; meaningless for a fence.
    pub address: u64,
    /// How, and how many bytes.
    pub footprint: Footprint,
    /// Whether the instruction right before it (in memory) is a fence that releases.
    pub after_release: bool,
    /// Whether the instruction right after it is a fence that acquires.
    pub before_acquire: bool,
    /// Whether it stored: false for loads and for an `sc` that failed.
    pub stored: bool,
}

/// What lies ahead of an address.
#[derive(Clone, Copy)]
struct Ahead {
    /// Instructions that no watcher needs to see; the last one may jump.
    plain: u16,
    /// Whether the last of them may jump.
    leaves: bool,
    /// What comes then.
    touch: Option<(Footprint, u64)>,
    after_release: bool,
    before_acquire: bool,
}

/// Instructions that are looked at ahead, at most.
const FAR: u16 = 64;
/// Instructions can start at every second byte.
const STARTS: usize = PAGE_SIZE / 2;

/// What lies ahead in fixed code, by the name of the text and the page. Derived data.
#[derive(Default)]
pub(crate) struct Sights {
    text_id: u64,
    pages: BTreeMap<u64, Box<[Option<Ahead>]>>,
}

impl Sights {
    /// `None` when the instruction cannot be fetched: running it says why.
    fn ahead(&mut self, view: &mut View<'_>, pc: u64) -> Option<Ahead> {
        let vpn = pc / PAGE_SIZE as u64;
        let at = pc as usize % PAGE_SIZE / 2;
        if self.text_id != view.space.text_id {
            self.pages.clear();
            self.text_id = view.space.text_id;
        }
        if let Some(found) = self.pages.get(&vpn).and_then(|page| page[at]) {
            return Some(found);
        }
        let fixed = view.is_fixed_text(vpn);
        let found = look(view, pc, if fixed { FAR } else { 1 })?;
        if fixed {
            let page = self.pages.entry(vpn).or_insert_with(|| vec![None; STARTS].into());
            page[at] = Some(found);
        }
        Some(found)
    }
}

/// Looks at up to `far` instructions within the page of `pc`.
fn look(view: &mut View<'_>, pc: u64, far: u16) -> Option<Ahead> {
    let mut ahead =
        Ahead { plain: 0, leaves: false, touch: None, after_release: false, before_acquire: false };
    let mut at = pc;
    let mut previous = None;
    while ahead.plain < far && at / PAGE_SIZE as u64 == pc / PAGE_SIZE as u64 {
        let Some(bits) = fetch(view, at) else {
            return (at != pc).then_some(ahead);
        };
        let (sight, length) = sight(bits, at);
        let next = at.wrapping_add(length.into());
        match sight {
            Sight::Touches(footprint) => {
                ahead.touch = Some((footprint, at));
                let before = if at == pc { fence_before(view, pc) } else { previous };
                ahead.after_release = is_fence(before, |fence| fence.release);
                let after = fetch(view, next).map(|bits| vitrine_cpu::sight(bits, next).0);
                ahead.before_acquire = is_fence(after, |fence| fence.acquire);
                return Some(ahead);
            }
            Sight::Plain => ahead.plain += 1,
            Sight::Leaves => {
                ahead.plain += 1;
                ahead.leaves = true;
                return Some(ahead);
            }
        }
        previous = Some(sight);
        at = next;
    }
    Some(ahead)
}

/// A fence has four bytes, and no short instruction looks like its lower half.
fn fence_before(view: &mut View<'_>, pc: u64) -> Option<Sight> {
    let before = pc.wrapping_sub(4);
    fetch(view, before).map(|bits| sight(bits, before).0)
}

fn is_fence(found: Option<Sight>, which: impl Fn(&Footprint) -> bool) -> bool {
    match found {
        Some(Sight::Touches(one)) => one.effect == Effect::Fence && which(&one),
        Some(Sight::Plain | Sight::Leaves) | None => false,
    }
}

/// The bits at `pc`; the upper half is 0 where only two bytes can be fetched.
fn fetch(view: &mut View<'_>, pc: u64) -> Option<u32> {
    let half = |view: &mut View<'_>, at: u64| {
        let frame = view.translate(at / PAGE_SIZE as u64, Access::Fetch)?;
        let bytes = &view.page(frame)[at as usize % PAGE_SIZE..];
        bytes.first_chunk().map(|bytes| u32::from(u16::from_le_bytes(*bytes)))
    };
    let low = half(view, pc)?;
    let high = if low & 3 == 3 { half(view, pc.wrapping_add(2))? } else { 0 };
    Some(low | high << 16)
}

impl Machine {
    /// Makes at most `max_steps` steps, and tells `observer` every access to memory by user code
    /// and every event, in the order in which they happen.
    pub fn run_observed(&mut self, max_steps: u64, observer: &mut impl Observer) -> Status {
        self.kernel.watch(true);
        let end = self.steps.saturating_add(max_steps);
        loop {
            let status = self.standing();
            if status != Status::Running || self.steps >= end {
                return status;
            }
            let Some((cpu, action)) = self.kernel.next_action() else { return self.standing() };
            self.kernel.acting = cpu;
            let actor = self.kernel.cpus[cpu as usize].current;
            if let Action::User { thread, until_ns } = action {
                let most = end - self.steps;
                let space = self.cores[cpu as usize].space;
                let ran = match space.is_some_and(|space| observer.wants(&self.kernel, space)) {
                    true => self.watch_user((cpu, thread), until_ns, most, observer),
                    false => self.run_user(cpu, until_ns, most),
                };
                if !self.ran(cpu, thread, ran) {
                    continue;
                }
            } else {
                self.perform(cpu, action);
            }
            self.finish_step(cpu, &mut |kernel: &Kernel, step, event: &Event| {
                observer.event(&Acted { kernel, actor, step }, event);
            });
        }
    }

    /// As the ordinary run of user code, but with a stop at each touch of memory.
    fn watch_user(
        &mut self,
        (cpu, thread): (CpuId, Tid),
        until_ns: u64,
        most: u64,
        observer: &mut impl Observer,
    ) -> Ran {
        let fuel = self.prepare_user(cpu, until_ns, most);
        let mut left = fuel;
        let mut arrived = true;
        while left > 0 {
            let core = &mut self.cores[cpu as usize];
            let id = core.space.expect("a CPU with a thread has an address space");
            let pc = core.hart.pc();
            if arrived {
                let step = self.steps + fuel - left;
                let (kernel, hart) = (&self.kernel, &core.hart);
                observer.arrives(&Seen { kernel, hart, thread, space: id, step }, pc);
            }
            let space = self.kernel.spaces.get(id);
            let mut view = View { space, memory: &mut self.kernel.memory };
            let text = self.texts.get(space.text_id);
            let ahead = self.sights.ahead(&mut view, pc);
            // Where the address can be told afterwards, the touch is made in the same run.
            let along =
                ahead.and_then(|ahead| ahead.touch).is_some_and(|one| one.0.keeps_address());
            let wanted = ahead.map_or(1, |ahead| u64::from(ahead.plain)) + u64::from(along);
            let (retired, stop) = core.hart.run(&mut view, text, wanted.min(left));
            left -= retired;
            if let Stop::Trap(trap) = stop {
                return Ran { retired: fuel - left, trap: Some(trap) };
            }
            arrived = ahead.is_none_or(|ahead| ahead.leaves);
            let Some((footprint, at)) = ahead.and_then(|ahead| ahead.touch) else { continue };
            let made = retired == wanted;
            if !made || left == 0 && !along {
                continue;
            }
            let address = footprint.address(&core.hart);
            if !along {
                let (retired, stop) = core.hart.run(&mut view, text, 1);
                left -= retired;
                if let Stop::Trap(trap) = stop {
                    return Ran { retired: fuel - left, trap: Some(trap) };
                }
            }
            let Some(ahead) = ahead else { continue };
            let touch = Touched {
                pc: at,
                address,
                footprint,
                after_release: ahead.after_release,
                before_acquire: ahead.before_acquire,
                stored: match footprint.effect {
                    Effect::Store | Effect::ReadModifyWrite => true,
                    Effect::StoreConditional => footprint.has_stored(&core.hart),
                    Effect::Load | Effect::LoadReserved | Effect::Fence => false,
                },
            };
            let step = self.steps + fuel - left;
            let (kernel, hart) = (&self.kernel, &core.hart);
            observer.touches(&Seen { kernel, hart, thread, space: id, step }, &touch);
        }
        Ran { retired: fuel, trap: None }
    }
}

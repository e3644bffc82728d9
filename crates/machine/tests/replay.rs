//! One step at a time and many at once come to the same states; snapshots bring states back.

mod common;

use common::{config, elf, output, run};
use vitrine_cpu::Effect;
use vitrine_kernel::mm::AddressSpace;
use vitrine_kernel::sched::round_robin::RoundRobin;
use vitrine_kernel::sched::{PolicyKind, Profile, Rules};
use vitrine_kernel::{Event, Id, Kernel};
use vitrine_machine::{Acted, Config, Machine, Observer, Seen, Status, Touched};

/// SplitMix64, as the kernel's chooser has it: enough to vary a test.
struct Dice(vitrine_kernel::Chooser);

impl Dice {
    fn new(seed: u64) -> Self {
        Dice(vitrine_kernel::Chooser::new(seed, [].into()))
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0.random() % bound
    }
}

fn boot(config: &Config) -> Machine {
    Machine::boot(config).expect("the program boots")
}

type Log = Vec<(u64, u64, Event)>;

/// All events of a whole run, in chunks of random length.
fn in_chunks(config: &Config, seed: u64) -> (Log, u64, Status) {
    let mut dice = Dice::new(seed);
    let mut machine = boot(config);
    let mut log = Log::new();
    loop {
        let chunk = 1 + dice.below(3000);
        let status = machine
            .run(chunk, &mut |step, time, event: &Event| log.push((step, time, event.clone())));
        if status != Status::Running {
            return (log, machine.digest(), status);
        }
    }
}

#[test]
fn stepping_equals_running() {
    for (name, args, cpus) in [
        ("family", vec![], 1),
        ("crash", vec![], 1),
        ("round_trips", vec!["30"], 2),
        ("spin", vec!["3"], 2),
    ] {
        let short = name == "spin";
        let config = Config { cpus, slice_ns: 20_000, ..config(name, &args) };
        let limit = if short { 300_000 } else { 3_000_000 };
        let mut fast = boot(&config);
        let mut fast_log = Log::new();
        let fast_status = fast.run(limit, &mut |step, time, event: &Event| {
            fast_log.push((step, time, event.clone()))
        });
        let mut slow = boot(&config);
        let mut slow_log = Log::new();
        let mut slow_status = Status::Running;
        let mut events = Vec::new();
        while slow_status == Status::Running && slow.steps() < limit {
            slow_status = slow.step(&mut events);
            let (step, time) = (slow.steps(), slow.kernel().now_ns());
            slow_log.extend(events.drain(..).map(|event| (step, time, event)));
        }
        assert_eq!(fast.steps(), slow.steps(), "{name}");
        assert_eq!(fast_status, slow_status, "{name}");
        assert_eq!(fast_log.len(), slow_log.len(), "{name}");
        for (a, b) in fast_log.iter().zip(&slow_log) {
            assert_eq!(a, b, "{name}");
        }
        assert_eq!(fast.digest(), slow.digest(), "{name}");
    }
}

#[test]
fn chunks_do_not_matter() {
    for cpus in [1, 3] {
        let config = Config { cpus, slice_ns: 10_000, ..config("round_trips", &["60"]) };
        let first = in_chunks(&config, 1);
        for seed in 2..6 {
            assert_eq!(in_chunks(&config, seed), first, "seed {seed}, {cpus} CPUs");
        }
    }
}

#[test]
fn a_shuffled_run_is_as_determined() {
    let plain = PolicyKind::RoundRobin(RoundRobin { slice_ns: 1_000_000 });
    let rules = Rules { shuffle: true, ..Rules::new(plain, Profile::Linux) };
    let mut ends = Vec::new();
    for (cpus, seed) in [(1, 0), (1, 1), (3, 0), (3, 1)] {
        let plain = config("round_trips", &["20"]);
        let config = Config { cpus, seed, rules: Some(rules.clone()), ..plain };
        let first = in_chunks(&config, 1);
        for chunks in 2..5 {
            assert_eq!(in_chunks(&config, chunks), first, "seed {seed}, {cpus} CPUs");
        }
        ends.push(first.1);
    }
    assert!(ends[0] != ends[1] && ends[2] != ends[3], "another seed is another run");
}

#[test]
fn an_unwatched_run_comes_to_the_same_state() {
    let config = config("crash", &[]);
    let (mut unwatched, status) = run(&config);
    let (_, digest, watched_status) = in_chunks(&config, 9);
    assert_eq!(unwatched.digest(), digest);
    assert_eq!(status, watched_status);
}

#[test]
fn any_snapshot_can_be_entered_at_any_time() {
    for (name, args, cpus) in
        [("family", vec![], 1), ("memory", vec![], 1), ("round_trips", vec!["40"], 2)]
    {
        let config = Config { cpus, slice_ns: 20_000, ..config(name, &args) };
        let mut straight = boot(&config);
        let mut entries = vec![(straight.snapshot(), straight.digest())];
        while straight.run_unwatched(20_000) == Status::Running {
            entries.push((straight.snapshot(), straight.digest()));
        }
        let (end, text) = (straight.digest(), output(&straight));
        let mut dice = Dice::new(5);
        let mut other = boot(&config);
        for _ in 0..20 {
            let machine = if dice.below(2) == 0 { &mut straight } else { &mut other };
            let at = dice.below(entries.len() as u64) as usize;
            machine.restore(&entries[at].0);
            assert_eq!(machine.digest(), entries[at].1, "{name} at {at}");
            // On by some steps, so that frames are dirty, and sometimes to the end.
            machine.run_unwatched(dice.below(5000));
            if dice.below(4) == 0 {
                machine.run_unwatched(u64::MAX);
                assert_eq!(machine.digest(), end, "{name} from {at}");
                assert_eq!(output(machine), text, "{name} from {at}");
            }
        }
    }
}

#[test]
fn input_wakes_a_reader() {
    let mut config = Config { program: elf("echo"), tty: true, ..Config::default() };
    config.stdin.closed = false;
    let mut machine = boot(&config);
    assert_eq!(machine.run_unwatched(u64::MAX), Status::WaitsForInput);
    let waiting = machine.snapshot();
    machine.input(b"moin\n");
    assert_eq!(machine.run_unwatched(u64::MAX), Status::WaitsForInput);
    machine.end_of_input();
    let status = machine.run_unwatched(u64::MAX);
    assert!(matches!(status, Status::Exited(_)), "{status:?}");
    assert_eq!(output(&machine), "moin\n<moin>\nend\n");
    machine.restore(&waiting);
    assert_eq!(machine.standing(), Status::WaitsForInput);
}

#[test]
fn damaged_programs_are_refused() {
    let good = elf("hello");
    let boot = |bytes: &[u8]| Machine::boot(&Config { program: bytes.into(), ..Config::default() });
    for length in [0, 3, 20, 63, 64, 200, good.len() / 2] {
        assert!(boot(&good[..length]).is_err(), "the first {length} bytes boot");
    }
    let mut dice = Dice::new(11);
    for _ in 0..300 {
        let mut bytes = good.to_vec();
        for _ in 0..1 + dice.below(4) {
            let at = dice.below(400) as usize;
            bytes[at] = dice.below(256) as u8;
        }
        if let Ok(mut machine) = boot(&bytes) {
            // Whatever it does, it must not bring the machine down.
            machine.run_unwatched(20_000);
        }
    }
}

/// Counts what it is told.
#[derive(Default)]
struct Counter {
    loads: u64,
    stores: u64,
    atomics: u64,
    events: u64,
    last_step: u64,
}

impl Observer for Counter {
    fn wants(&mut self, _: &Kernel, _: Id<AddressSpace>) -> bool {
        true
    }

    fn arrives(&mut self, at: &Seen<'_>, pc: u64) {
        assert_eq!(at.hart.pc(), pc);
    }

    fn touches(&mut self, at: &Seen<'_>, touch: &Touched) {
        assert!(at.step > self.last_step, "each instruction is a step");
        self.last_step = at.step;
        match touch.footprint.effect {
            Effect::Load => self.loads += 1,
            Effect::Store => self.stores += 1,
            Effect::LoadReserved | Effect::StoreConditional | Effect::ReadModifyWrite => {
                self.atomics += 1;
            }
            Effect::Fence => {}
        }
    }

    fn event(&mut self, at: &Acted<'_>, _: &Event) {
        assert!(at.step >= self.last_step);
        self.events += 1;
    }
}

#[test]
fn an_observed_run_is_the_same_run() {
    for (name, args, cpus) in
        [("family", vec![], 1), ("crash", vec![], 1), ("round_trips", vec!["30"], 2)]
    {
        let config = Config { cpus, slice_ns: 20_000, ..config(name, &args) };
        let mut plain = boot(&config);
        let mut events = 0;
        let plain_status = plain.run(3_000_000, &mut |_, _, _: &Event| events += 1);
        let mut observed = boot(&config);
        let mut counter = Counter::default();
        let mut status = Status::Running;
        // Pieces of odd lengths, so that they end anywhere.
        for piece in (1..).step_by(97) {
            if status != Status::Running || observed.steps() >= plain.steps() {
                break;
            }
            status = observed.run_observed(piece, &mut counter);
        }
        assert_eq!((observed.steps(), status), (plain.steps(), plain_status), "{name}");
        assert_eq!(observed.digest(), plain.digest(), "{name}");
        assert_eq!(counter.events, events, "{name}");
        assert!(counter.loads > 100 && counter.stores > 100, "{name}: {}", counter.loads);
    }
}

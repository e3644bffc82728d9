//! An observed run is the same run, and every access is told, in order.

mod common;

use common::config;
use vitrine_cpu::Effect;
use vitrine_kernel::Event;
use vitrine_machine::{Acted, Config, Machine, Observer, Seen, Status, Touched};

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

fn boot(config: &Config) -> Machine {
    Machine::boot(config).expect("the program boots")
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

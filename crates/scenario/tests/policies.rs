//! Every policy, with a program and with a workload: links open and give the same run, and travel
//! through it finds the states of a straight run.

use proptest::prelude::*;
use vitrine_machine::{Config, Machine, Status};
use vitrine_scenario::{
    ClassName, JobRow, PolicyName, ProfileName, Program, Scenario, Session, Tuning, View, Workload,
    config, decode_link, encode_link,
};
use vitrine_timeline::{Recording, Timeline};
use vitrine_toolchain::build;

/// Processes that compute, sleep, yield, wait for each other and change their niceness.
const PROGRAM: &str = r#"
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
int main(void) {
    int ends[2];
    if (pipe(ends)) return 1;
    for (int child = 0; child < 3; child++)
        if (fork() == 0) {
            nice(child * 3);
            for (int round = 0; round < 4; round++) {
                volatile unsigned sum = 0;
                for (unsigned n = 0; n < 3000u * (child + 1); n++) sum += n;
                if (round == 1) sched_yield();
                struct timespec nap = {0, 20000 * (child + 1)};
                if (round == 2) nanosleep(&nap, NULL);
                char letter = 'a' + child;
                write(ends[1], &letter, 1);
            }
            exit(0);
        }
    close(ends[1]);
    char letter;
    while (read(ends[0], &letter, 1) == 1) putchar(letter);
    putchar('\n');
    while (wait(NULL) > 0) {}
    return 0;
}
"#;

fn program() -> Program {
    Program::C(vec![("main.c".into(), PROGRAM.into())])
}

/// Jobs with every key that a row can have.
fn workload() -> Program {
    let job =
        |arrival, bursts: &[u64]| JobRow { arrival, bursts: bursts.into(), ..JobRow::default() };
    let jobs = vec![
        JobRow { name: "first".into(), tickets: Some(30), priority: 2, ..job(0, &[5, 3, 4]) },
        JobRow { nice: 5, cpus: vec![0], ..job(1, &[7]) },
        JobRow { class: ClassName::Batch, priority: 1, ..job(2, &[2, 6, 2, 1, 3]) },
        JobRow { class: ClassName::Idle, ..job(2, &[3]) },
        JobRow { class: ClassName::Fifo, priority: 50, ..job(4, &[1, 2, 1]) },
        JobRow { class: ClassName::Rr, priority: 20, ..job(5, &[2]) },
        JobRow { class: ClassName::Deadline, budget: Some([1, 3, 4]), ..job(6, &[3]) },
    ];
    Program::Workload(Workload { jobs, ..Workload::default() })
}

fn scenario(policy: PolicyName, profile: ProfileName, program: &Program) -> Scenario {
    let tuning = match policy {
        PolicyName::Mlfq => Tuning {
            slices: vec![3, 6],
            allotment: Some(2),
            boost: Some(40),
            bump: true,
            ..Tuning::default()
        },
        PolicyName::Lottery => Tuning { draws: vec![7, 11, 2], ..Tuning::default() },
        PolicyName::PreemptivePriority => Tuning { ageing: Some(3), ..Tuning::default() },
        PolicyName::Turns => Tuning { woken_first: true, ..Tuning::default() },
        _ => Tuning::default(),
    };
    let slice_us = Some(15);
    let program = program.clone();
    Scenario { program, policy, profile, tuning, cpus: 2, slice_us, ..Scenario::default() }
}

/// Steps and digest of a whole run.
fn straight(config: &Config) -> (u64, u64) {
    let mut machine = Machine::boot(config).expect("it loads");
    let status = machine.run_unwatched(20_000_000);
    assert!(matches!(status, Status::Exited(_)), "{status:?}");
    (machine.steps(), machine.digest())
}

#[test]
fn a_link_with_any_scheduling_opens_and_runs() {
    let profiles = [ProfileName::Linux, ProfileName::Ostep, ProfileName::Silberschatz];
    for program in [program(), workload()] {
        let built = build(&program).expect("it compiles").built;
        for (policy, name) in PolicyName::ALL {
            for profile in profiles {
                let sent = scenario(policy, profile, &program);
                let view = View { step: 3, ..View::default() };
                let opened = decode_link(&encode_link(&sent, &view)).expect(name);
                assert_eq!(opened, (sent.clone(), view), "{name} {profile:?}");
                let expected = straight(&config(&sent, &built).expect(name));
                let mut session = Session::open(&opened.0, built.clone()).expect(name);
                while !session.ended() && !session.limit_reached() {
                    session.explore(100_000);
                }
                session.seek(session.known());
                assert_eq!((session.at(), session.digest()), expected, "{name} {profile:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// Random seeks, one after the other, find the state and the events of a straight run.
    #[test]
    fn a_random_seek_equals_a_straight_run_under_every_policy(
        targets in proptest::collection::vec(0.0_f64..1.0, 5),
        cpus in 1_u32..4,
        seed in 0_u64..100,
    ) {
        for program in [program(), workload()] {
            let built = build(&program).expect("it compiles").built;
            for (policy, name) in PolicyName::ALL {
                let of = Scenario { cpus, seed, ..scenario(policy, ProfileName::Linux, &program) };
                let config = config(&of, &built).expect(name);
                let (steps, digest) = straight(&config);
                let mut timeline = Timeline::new(&config, Recording::default()).expect(name);
                while !timeline.explore(50_000) {}
                prop_assert_eq!(timeline.known(), steps, "{}", name);
                for target in &targets {
                    let target = (steps as f64 * target) as u64;
                    timeline.seek(target).expect("no divergence");
                    let mut machine = Machine::boot(&config).expect(name);
                    let mut events = Vec::new();
                    machine.run_unwatched(target.saturating_sub(1));
                    if target > 0 {
                        machine.step(&mut events);
                    }
                    prop_assert_eq!(timeline.digest(), machine.digest(), "{} at {}", name, target);
                    prop_assert_eq!(timeline.events(), &events[..], "{} at {}", name, target);
                }
                timeline.seek(steps).expect("no divergence");
                prop_assert_eq!(timeline.digest(), digest, "{}", name);
            }
        }
    }
}

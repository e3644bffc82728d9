//! What theory promises of the scheduling policies, on random workloads.

mod common;

use std::sync::Arc;

use proptest::prelude::*;
use vitrine_kernel::sched::cfs::Cfs;
use vitrine_kernel::sched::eevdf::Eevdf;
use vitrine_kernel::sched::fcfs::Fcfs;
use vitrine_kernel::sched::lottery::Lottery;
use vitrine_kernel::sched::mlfq::{Level, Mlfq};
use vitrine_kernel::sched::next_in_turn::NextInTurn;
use vitrine_kernel::sched::priority::Priority;
use vitrine_kernel::sched::round_robin::RoundRobin;
use vitrine_kernel::sched::sjf::Sjf;
use vitrine_kernel::sched::srtf::Srtf;
use vitrine_kernel::sched::stride::Stride;
use vitrine_kernel::sched::{Class, JobSpec, Phase, PolicyKind, Profile, Rules, weight_of_nice};
use vitrine_kernel::{CostModel, Kernel};
use vitrine_machine::{Config, Machine, Status};

const MS: u64 = 1_000_000;
/// Longer than any test looks.
const ENDLESS: u64 = 1_000_000 * MS;

fn job(arrival_ns: u64, phases: Vec<Phase>) -> JobSpec {
    JobSpec {
        name: "job".into(),
        arrival_ns,
        phases,
        urgency: 0,
        tickets: None,
        nice: 0,
        affinity: u64::MAX,
        class: Class::Other,
    }
}

fn endless() -> JobSpec {
    job(0, vec![Phase::Cpu(ENDLESS)])
}

fn boot(policy: PolicyKind, cpus: u32, seed: u64, jobs: Vec<JobSpec>) -> Machine {
    let rules = Rules { jobs, ..Rules::new(policy, Profile::Linux) };
    let config = Config {
        cpus,
        seed,
        rules: Some(rules),
        cost: CostModel::free(0),
        quantum_ns: MS / 10,
        ..Config::default()
    };
    Machine::boot(&config).expect("a workload needs no program")
}

/// CPU time of each endless job so far; nothing is left to do of one that has not arrived.
fn ran(kernel: &Kernel) -> Vec<i128> {
    let of = |left_ns: u64| if left_ns == 0 { 0 } else { i128::from(ENDLESS - left_ns) };
    kernel.sched.jobs.iter().map(|job| of(job.left_ns)).collect()
}

/// Runs until the only CPU's clock shows so much.
fn run_until(machine: &mut Machine, time_ns: u64) {
    while machine.kernel().now_ns() < time_ns {
        assert_eq!(machine.run_unwatched(1), Status::Running);
    }
}

/// Every policy, with small slices.
fn policies() -> Vec<PolicyKind> {
    let slice_ns = 2 * MS;
    let priority = Priority { preemptive: false, ageing_ns: None, slice_ns: None };
    let preemptive = Priority { preemptive: true, ageing_ns: Some(5 * MS), slice_ns: Some(MS) };
    let levels = [1, 2, 4].map(|n| Level { slice_ns: n * MS, allotment: 2 }).to_vec();
    vec![
        PolicyKind::Fcfs(Fcfs),
        PolicyKind::Sjf(Sjf),
        PolicyKind::Srtf(Srtf),
        PolicyKind::RoundRobin(RoundRobin { slice_ns }),
        PolicyKind::Priority(priority),
        PolicyKind::Priority(preemptive),
        PolicyKind::Mlfq(Mlfq { levels, boost_ns: Some(20 * MS), stay: false, bump: true }),
        PolicyKind::Lottery(Lottery { slice_ns }),
        PolicyKind::Stride(Stride { slice_ns }),
        PolicyKind::Cfs(Cfs::default()),
        PolicyKind::Eevdf(Eevdf::default()),
        PolicyKind::NextInTurn(NextInTurn { woken_first: true, slice_ns: Some(slice_ns) }),
    ]
}

/// A job of a mixed workload: arrival, bursts, niceness, CPUs by bit, and a class.
fn mixed(cpus: u32) -> impl Strategy<Value = JobSpec> {
    let bursts = proptest::collection::vec(1..12 * MS, 1..6);
    let all = (1_u64 << cpus) - 1;
    let affinity = prop_oneof![3 => Just(u64::MAX), 1 => 1..=all];
    let class = prop_oneof![
        6 => Just(Class::Other),
        1 => Just(Class::Batch),
        1 => Just(Class::Idle),
        1 => (1_u8..99).prop_map(Class::Fifo),
        1 => (1_u8..99).prop_map(Class::RoundRobin),
    ];
    let all = (0..30_u64, bursts, -20_i8..20, affinity, class);
    all.prop_map(|(arrival, bursts, nice, affinity, class)| {
        let phase = |(at, ns)| if at % 2 == 0 { Phase::Cpu(ns) } else { Phase::Io(ns) };
        let phases = bursts.into_iter().enumerate().map(phase).collect();
        JobSpec { nice, affinity, class, urgency: i32::from(nice), ..job(arrival * MS, phases) }
    })
}

fn mixed_workload() -> impl Strategy<Value = (u32, Vec<JobSpec>)> {
    let jobs = |cpus| (Just(cpus), proptest::collection::vec(mixed(cpus), 1..10));
    (1_u32..5).prop_flat_map(jobs)
}

/// A CPU that idles although another one has a thread waiting behind its own that may run here.
fn idles_in_vain(kernel: &Kernel) -> Option<String> {
    for (idle, _) in kernel.cpus.iter().enumerate().filter(|(_, cpu)| !cpu.is_busy()) {
        for (other, cpu) in kernel.cpus.iter().enumerate().filter(|(_, cpu)| cpu.current.is_some())
        {
            let fits = |tid: &vitrine_abi::Tid| kernel.thread(*tid).sched.may_run_on(idle as u32);
            if let Some(tid) = cpu.waiting().find(fits) {
                return Some(format!("CPU {idle} idles while {tid} waits for CPU {other}"));
            }
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Stoica and Abdel-Wahab, theorem 1: no lag exceeds a request. Requests are slices here, and end
    /// at ticks: who runs gets at most a tick more than its own, and who waits may wait for a tick
    /// more of everybody. Lags sum up to nothing.
    #[test]
    fn eevdf_bounds_the_lag(
        threads in proptest::collection::vec((-15_i8..=15, 0_u64..20), 2..7),
        slice in 1_u64..10,
        tick_ns in prop_oneof![Just(MS / 20), Just(MS / 4), Just(MS), Just(4 * MS)],
    ) {
        let base_slice_ns = slice * 400_000;
        let (slice, tick) = (i128::from(base_slice_ns), i128::from(tick_ns));
        let (behind, ahead) = (slice + threads.len() as i128 * tick + 2, slice + tick + 2);
        let spec = |(nice, arrival): &(i8, u64)| JobSpec {
            nice: *nice,
            arrival_ns: arrival * MS,
            ..endless()
        };
        let jobs: Vec<JobSpec> = threads.iter().map(spec).collect();
        let policy = PolicyKind::Eevdf(Eevdf { base_slice_ns, tick_ns });
        let mut machine = boot(policy, 1, 0, jobs);
        while machine.kernel().now_ns() < 400 * MS {
            machine.run_unwatched(1);
            let kernel = machine.kernel();
            let of = &kernel.cpus[0];
            // Between leaving and the next one's coming nobody counts as running.
            let (mut sum, mut total) = (0_i128, 0_i128);
            for tid in of.queue.iter().chain(&of.current) {
                let entity = &kernel.thread(*tid).sched;
                let weight = i128::from(entity.weight());
                let lag = i128::from(kernel.virtual_time(0) - entity.vruntime);
                sum += lag * weight;
                total += weight;
                // In CPU time that it is owed.
                let owed = lag * weight / 1_024;
                prop_assert!((-ahead..=behind).contains(&owed), "{} is owed {} ns", tid, owed);
            }
            // The mean is rounded down by less than 1.
            prop_assert!(sum.abs() <= total, "lags sum up to {} of {}", sum, total);
        }
    }

    /// Each thread is ahead of the last one by at most its slice and a tick, so that what it got
    /// in any window differs from its share by as much, and its share of what the others are ahead.
    #[test]
    fn cfs_shares_by_weight(
        nices in proptest::collection::vec(-6_i8..=6, 2..10),
        latency in 3_u64..12,
        tick_ns in prop_oneof![Just(MS / 4), Just(MS)],
    ) {
        let cfs = Cfs { latency_ns: latency * MS, tick_ns, ..Cfs::default() };
        let jobs = nices.iter().map(|nice| JobSpec { nice: *nice, ..endless() }).collect();
        let mut machine = boot(PolicyKind::Cfs(cfs), 1, 0, jobs);
        // A newcomer pays for its first slice in advance: that is over by now.
        run_until(&mut machine, 1_000 * MS);
        let before = ran(machine.kernel());
        let since = i128::from(machine.kernel().now_ns());
        let weights: Vec<i128> =
            nices.iter().map(|nice| i128::from(weight_of_nice(*nice))).collect();
        let total: i128 = weights.iter().sum();
        let count = weights.len() as i128;
        let tick = i128::from(tick_ns);
        let least = i128::from(cfs.min_granularity_ns);
        let period = i128::from(cfs.latency_ns).max(least * count);
        // The lightest get more than their share of a period at once: BASE_SLICE.
        let slice_of = |weight: &i128| (period * weight / total).max(least);
        let round: i128 = weights.iter().map(slice_of).sum();
        for window in [10, 50, 333, 1_000] {
            run_until(&mut machine, (1_000 + window) * MS);
            let time = i128::from(machine.kernel().now_ns()) - since;
            for (index, after) in ran(machine.kernel()).into_iter().enumerate() {
                let share = time * weights[index] / total;
                let slice = slice_of(&weights[index]);
                let bound = slice + tick + weights[index] * (round + count * tick) / total;
                let off = after - before[index] - share;
                // Virtual times are rounded once per charge.
                prop_assert!(off.abs() <= bound + 10_000, "{} of {} is off by {}", index, time, off);
            }
        }
    }

    /// Waldspurger and Weihl: of any two, neither gets ahead by more than one slice; from its share
    /// of all nobody is off by more than a slice for each thread.
    #[test]
    fn stride_is_off_by_at_most_a_slice(
        tickets in proptest::collection::vec(1_u32..100, 2..8),
        slice in 1_u64..6,
    ) {
        let slice_ns = slice * MS;
        let jobs = tickets.iter().map(|own| JobSpec { tickets: Some(*own), ..endless() }).collect();
        let mut machine = boot(PolicyKind::Stride(Stride { slice_ns }), 1, 0, jobs);
        let total: i128 = tickets.iter().map(|own| i128::from(*own)).sum();
        let (slice, count) = (i128::from(slice_ns), tickets.len() as i128);
        while machine.kernel().now_ns() < 1_000 * MS {
            machine.run_unwatched(1);
            let time = i128::from(machine.kernel().now_ns());
            let ran = ran(machine.kernel());
            for (own, a) in tickets.iter().zip(&ran) {
                let own = i128::from(*own);
                let off = a * total - own * time;
                prop_assert!(off <= slice * total + total, "{:?}: {:?}", tickets, ran);
                prop_assert!(off >= -slice * own * count - total, "{:?}: {:?}", tickets, ran);
                for (other, b) in tickets.iter().zip(&ran) {
                    let other = i128::from(*other);
                    // a / own - b / other <= slice / own
                    let ahead = a * other - b * own;
                    prop_assert!(ahead <= slice * other + 100, "{:?}: {:?}", tickets, ran);
                }
            }
        }
    }

    /// Under every policy no CPU idles while a thread that may run there waits elsewhere, all jobs
    /// come to their end, and each has had exactly its CPU time.
    #[test]
    fn every_policy_conserves_work((cpus, jobs) in mixed_workload(), seed in 0_u64..1_000) {
        for policy in policies() {
            let mut machine = boot(policy.clone(), cpus, seed, jobs.clone());
            while machine.run_unwatched(1) == Status::Running {
                if let Some(why) = idles_in_vain(machine.kernel()) {
                    prop_assert!(false, "{:?} at {} ns: {}", policy, machine.kernel().now_ns(), why);
                }
                prop_assert!(machine.steps() < 1_000_000, "{:?} comes to no end", policy);
            }
            for job in &machine.kernel().sched.jobs {
                let computes = |phase: &Phase| match phase {
                    Phase::Cpu(ns) => *ns,
                    Phase::Io(_) => 0,
                };
                let wanted: u64 = job.spec.phases.iter().map(computes).sum();
                prop_assert!(job.finished_ns.is_some(), "{:?}", policy);
                prop_assert_eq!(job.ran_ns, wanted, "{:?}", policy);
            }
        }
    }
}

/// Wins are binomial: on these seeds all lie within five standard deviations.
#[test]
fn lottery_gives_shares_by_tickets() {
    let tickets = [75_u32, 25, 10, 1, 40];
    let total: u32 = tickets.iter().sum();
    let slices = 4_000_u64;
    for seed in 0..10 {
        let jobs = tickets.iter().map(|own| JobSpec { tickets: Some(*own), ..endless() }).collect();
        let mut machine = boot(PolicyKind::Lottery(Lottery { slice_ns: MS }), 1, seed, jobs);
        run_until(&mut machine, slices * MS);
        for (own, ran) in tickets.iter().zip(ran(machine.kernel())) {
            let share = f64::from(*own) / f64::from(total);
            let (mean, wins) = (slices as f64 * share, ran as f64 / MS as f64);
            let deviation = (mean * (1.0 - share)).sqrt();
            let off = (wins - mean) / deviation;
            assert!(off.abs() < 5.0, "seed {seed}, {own} tickets: {wins} wins, expected {mean}");
        }
    }
}

/// Round robin is what there is if nothing is said: naming it changes no state at all.
#[test]
fn naming_round_robin_changes_nothing() {
    for (name, args) in [("family", vec![]), ("round_trips", vec!["30"]), ("spin", vec!["3"])] {
        for cpus in [1, 2] {
            let plain = Config { cpus, slice_ns: 50_000, ..common::config(name, &args) };
            let policy = PolicyKind::RoundRobin(RoundRobin { slice_ns: plain.slice_ns });
            let rules = Some(Rules::new(policy, Profile::Linux));
            let named = Config { rules, program: Arc::clone(&plain.program), ..plain.clone() };
            let (mut plain, plain_status) = common::run(&plain);
            let (mut named, named_status) = common::run(&named);
            assert_eq!(plain_status, named_status, "{name}");
            assert_eq!(plain.steps(), named.steps(), "{name}");
            assert_eq!(plain.digest(), named.digest(), "{name}");
            assert_eq!(common::output(&plain), common::output(&named), "{name}");
        }
    }
}

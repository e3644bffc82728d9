//! From a scenario's words about scheduling to the kernel's rules.

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
use vitrine_kernel::sched::{
    Budget, Class, Conventions, JobSpec, Phase, PolicyKind, Profile, Rules,
};

use crate::lessons::lesson;
use crate::scenario::{Program, Scenario};
use crate::scheduling::{ClassName, JobRow, PolicyName, ProfileName, Tuning, Workload};

/// Jobs of a workload at most.
const MAX_JOBS: usize = 1_000;
/// Longest time that a table may name, in ns: 11 days.
const MAX_NS: u64 = 1_000_000_000_000_000;

/// The workload that a program stands for.
pub(crate) fn workload(program: &Program) -> Option<&Workload> {
    match program {
        Program::Workload(workload) => Some(workload),
        Program::Lesson(id, variant) => lesson(id)?.variants().get(*variant)?.workload.as_ref(),
        Program::C(_) | Program::Elf(..) => None,
    }
}

/// The scenario's scheduling in the kernel's terms, or what is wrong with it.
pub(crate) fn rules(scenario: &Scenario, slice_ns: u64) -> Result<Rules, String> {
    let tuning = &scenario.tuning;
    let workload = workload(&scenario.program);
    if !(1..=64).contains(&scenario.cpus) {
        return Err(format!("cpus = {}: 1 … 64 are simulated", scenario.cpus));
    }
    let unit_ns = match workload {
        Some(workload) if !(1..=1_000_000).contains(&workload.unit_us) => {
            return Err(format!("unit_us = {}: 1 … 1000000", workload.unit_us));
        }
        Some(workload) => workload.unit_us * 1_000,
        None => 1_000,
    };
    let times = Times { unit_ns };
    let profile = match scenario.profile {
        ProfileName::Linux => Profile::Linux,
        ProfileName::Ostep => Profile::Ostep,
        ProfileName::Silberschatz => Profile::Silberschatz,
    };
    let conventions = conventions(profile, tuning);
    // A workload's slice is one unit, unless it says otherwise.
    let slice_ns = if workload.is_some() { unit_ns } else { slice_ns };
    let policy = policy(scenario, &times, slice_ns)?;
    let rows = workload.map_or(&[][..], |workload| &workload.jobs);
    if workload.is_some() && rows.is_empty() {
        return Err("a workload needs at least one job".into());
    }
    if rows.len() > MAX_JOBS {
        return Err(format!("{} jobs: at most {MAX_JOBS}", rows.len()));
    }
    let jobs = rows.iter().enumerate();
    let jobs = jobs
        .map(|(index, row)| job(row, index, &times, &conventions, scenario.cpus))
        .collect::<Result<Vec<_>, _>>()?;
    let draws = tuning.draws.clone().into();
    let cap_sys_nice = scenario.realtime;
    let (shuffle, spurious) = (tuning.shuffle, tuning.spurious);
    Ok(Rules { policy, profile, conventions, jobs, draws, cap_sys_nice, shuffle, spurious })
}

/// Times in units as ns, within bounds.
struct Times {
    unit_ns: u64,
}

impl Times {
    fn ns(&self, what: &str, units: u64) -> Result<u64, String> {
        let ns = units.checked_mul(self.unit_ns).filter(|ns| *ns <= MAX_NS);
        ns.ok_or_else(|| format!("{what} = {units}: too long"))
    }

    fn some(&self, what: &str, units: Option<u64>) -> Result<Option<u64>, String> {
        match units {
            Some(0) => Err(format!("{what} = 0: must be at least 1")),
            Some(units) => self.ns(what, units).map(Some),
            None => Ok(None),
        }
    }
}

fn conventions(profile: Profile, tuning: &Tuning) -> Conventions {
    let own = profile.conventions();
    Conventions {
        expired_before_arrivals: tuning
            .expired_before_arrivals
            .unwrap_or(own.expired_before_arrivals),
        preempted_keeps_its_place: tuning
            .preempted_keeps_its_place
            .unwrap_or(own.preempted_keeps_its_place),
        large_priority_first: tuning.large_priority_first.unwrap_or(own.large_priority_first),
        slices_end_on_the_beat: tuning.slices_end_on_the_beat.unwrap_or(own.slices_end_on_the_beat),
        one_queue: tuning.one_queue.unwrap_or(own.one_queue),
    }
}

fn policy(scenario: &Scenario, times: &Times, slice_ns: u64) -> Result<PolicyKind, String> {
    let tuning = &scenario.tuning;
    let given = times.some("slice", tuning.slice)?;
    let slice_ns = given.unwrap_or(slice_ns).max(1);
    Ok(match scenario.policy {
        PolicyName::Fcfs => PolicyKind::Fcfs(Fcfs),
        PolicyName::Sjf => PolicyKind::Sjf(Sjf),
        PolicyName::Srtf => PolicyKind::Srtf(Srtf),
        PolicyName::Rr => PolicyKind::RoundRobin(RoundRobin { slice_ns }),
        PolicyName::Lottery => PolicyKind::Lottery(Lottery { slice_ns }),
        PolicyName::Stride => PolicyKind::Stride(Stride { slice_ns }),
        PolicyName::Turns => {
            PolicyKind::NextInTurn(NextInTurn { woken_first: tuning.woken_first, slice_ns: given })
        }
        PolicyName::Priority | PolicyName::PreemptivePriority => PolicyKind::Priority(Priority {
            preemptive: scenario.policy == PolicyName::PreemptivePriority,
            ageing_ns: times.some("ageing", tuning.ageing)?,
            slice_ns: given,
        }),
        PolicyName::Mlfq => PolicyKind::Mlfq(Mlfq {
            levels: levels(tuning, times, slice_ns)?,
            boost_ns: times.some("boost", tuning.boost)?,
            stay: tuning.stay,
            bump: tuning.bump,
        }),
        PolicyName::Cfs => {
            let own = Cfs::default();
            PolicyKind::Cfs(Cfs {
                latency_ns: times.some("latency", tuning.latency)?.unwrap_or(own.latency_ns),
                min_granularity_ns: times
                    .some("min_granularity", tuning.min_granularity)?
                    .unwrap_or(own.min_granularity_ns),
                wakeup_granularity_ns: times
                    .some("wakeup_granularity", tuning.wakeup_granularity)?
                    .unwrap_or(own.wakeup_granularity_ns),
                tick_ns: times.some("tick", tuning.tick)?.unwrap_or(own.tick_ns),
            })
        }
        PolicyName::Eevdf => {
            let own = Eevdf::default();
            PolicyKind::Eevdf(Eevdf {
                base_slice_ns: times
                    .some("base_slice", tuning.base_slice)?
                    .unwrap_or(own.base_slice_ns),
                tick_ns: times.some("tick", tuning.tick)?.unwrap_or(own.tick_ns),
            })
        }
    })
}

fn levels(tuning: &Tuning, times: &Times, slice_ns: u64) -> Result<Vec<Level>, String> {
    let lists = tuning.slices.len().max(tuning.allotments.len());
    let count = match tuning.levels {
        Some(levels) => levels as usize,
        None if lists > 0 => lists,
        None => 3,
    };
    if !(1..=64).contains(&count) {
        return Err(format!("levels = {count}: 1 … 64"));
    }
    for (what, length) in [("slices", tuning.slices.len()), ("allotments", tuning.allotments.len())]
    {
        if length != 0 && length != count {
            return Err(format!("{what} names {length} levels, but there are {count}"));
        }
    }
    let level = |index: usize| {
        let slice = times.some("slices", tuning.slices.get(index).copied())?;
        let allotment = tuning.allotments.get(index).copied().or(tuning.allotment).unwrap_or(1);
        if allotment == 0 {
            return Err("allotment = 0: must be at least 1".to_owned());
        }
        Ok(Level { slice_ns: slice.unwrap_or(slice_ns), allotment })
    };
    (0..count).map(level).collect()
}

fn job(
    row: &JobRow,
    index: usize,
    times: &Times,
    conventions: &Conventions,
    cpus: u32,
) -> Result<JobSpec, String> {
    let name = if row.name.is_empty() { letter(index) } else { row.name.clone() };
    let wrong = |what: String| format!("job {name}: {what}");
    if row.bursts.is_empty() || row.bursts.iter().all(|burst| *burst == 0) {
        return Err(wrong("it needs bursts".into()));
    }
    let mut phases = Vec::new();
    let mut total_ns = times.ns("arrival", row.arrival).map_err(wrong)?;
    for (at, burst) in row.bursts.iter().enumerate() {
        let ns = times.ns("bursts", *burst).map_err(wrong)?;
        total_ns += ns;
        if total_ns > MAX_NS {
            return Err(wrong("its bursts are too long".into()));
        }
        if ns > 0 {
            phases.push(if at % 2 == 0 { Phase::Cpu(ns) } else { Phase::Io(ns) });
        }
    }
    if !(-20..=19).contains(&row.nice) {
        return Err(wrong(format!("nice = {}: -20 … 19", row.nice)));
    }
    if let Some(cpu) = row.cpus.iter().find(|cpu| **cpu >= cpus) {
        return Err(wrong(format!("CPU {cpu} does not exist")));
    }
    let affinity = row.cpus.iter().fold(0, |mask, cpu| mask | 1_u64 << cpu);
    let class = class(row, times).map_err(wrong)?;
    // Among the real-time classes the number is that of sched(7), where large comes first.
    let urgency = match (class.is_urgent(), conventions.large_priority_first) {
        (true, _) => 0,
        (false, true) => row.priority.saturating_neg(),
        (false, false) => row.priority,
    };
    Ok(JobSpec {
        name: name.clone(),
        arrival_ns: row.arrival * times.unit_ns,
        phases,
        urgency,
        tickets: row.tickets,
        nice: row.nice,
        affinity: if row.cpus.is_empty() { u64::MAX } else { affinity },
        class,
    })
}

fn class(row: &JobRow, times: &Times) -> Result<Class, String> {
    let priority = || match row.priority {
        priority @ 1..=99 => Ok(priority as u8),
        other => Err(format!("priority = {other}: real-time priorities are 1 … 99")),
    };
    Ok(match row.class {
        ClassName::Other => Class::Other,
        ClassName::Batch => Class::Batch,
        ClassName::Idle => Class::Idle,
        ClassName::Fifo => Class::Fifo(priority()?),
        ClassName::Rr => Class::RoundRobin(priority()?),
        ClassName::Deadline => {
            let [runtime, deadline, period] =
                row.budget.ok_or("class deadline needs budget = [runtime, deadline, period]")?;
            if runtime == 0 || runtime > deadline || deadline > period {
                return Err("budget: 0 < runtime ≤ deadline ≤ period".into());
            }
            Class::Deadline(Budget {
                runtime_ns: times.ns("budget", runtime)?,
                deadline_ns: times.ns("budget", deadline)?,
                period_ns: times.ns("budget", period)?,
            })
        }
    })
}

/// A, B, …, Z, A1, B1, …
fn letter(index: usize) -> String {
    let letter = char::from(b'A' + (index % 26) as u8);
    match index / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

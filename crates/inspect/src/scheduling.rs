//! The scheduler's view: policy, and for each thread the numbers that its policy goes by.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use vitrine_kernel::sched::{Class, Entity, PolicyKind};
use vitrine_kernel::task::{Thread, ThreadState};
use vitrine_kernel::{Event, Kernel, MigrateReason, PreemptReason};

use crate::lang::say;
use crate::words::duration;
use crate::{Lang, Moment, PolicyView, SchedulingView};

type Figures = Vec<(&'static str, String)>;

/// The machine's policy.
pub(crate) fn policy(kernel: &Kernel, lang: Lang) -> PolicyView {
    let (name, title) = name_of(&kernel.sched.policy, lang);
    let parameters = parameters(&kernel.sched.policy);
    PolicyView { name, title, profile: kernel.sched.profile.name(), parameters }
}

fn name_of(policy: &PolicyKind, lang: Lang) -> (&'static str, String) {
    match policy {
        PolicyKind::Fcfs(_) => ("fcfs", say!(lang, "first come, first served", "先来先服务")),
        PolicyKind::Sjf(_) => ("sjf", say!(lang, "shortest job first", "最短作业优先")),
        PolicyKind::Srtf(_) => {
            ("srtf", say!(lang, "shortest remaining time first", "最短剩余时间优先"))
        }
        PolicyKind::RoundRobin(_) => ("rr", say!(lang, "round robin", "时间片轮转")),
        PolicyKind::Priority(priority) if priority.preemptive => {
            ("preemptive-priority", say!(lang, "preemptive priorities", "抢占式优先级"))
        }
        PolicyKind::Priority(_) => {
            ("priority", say!(lang, "priorities without preemption", "非抢占式优先级"))
        }
        PolicyKind::Mlfq(_) => ("mlfq", say!(lang, "multi-level feedback queue", "多级反馈队列")),
        PolicyKind::Lottery(_) => ("lottery", say!(lang, "lottery", "彩票调度")),
        PolicyKind::Stride(_) => ("stride", say!(lang, "stride", "步长调度")),
        PolicyKind::Cfs(_) => (
            "cfs",
            say!(lang, "completely fair (Linux up to 6.5)", "完全公平调度（Linux 6.5 及以前）"),
        ),
        PolicyKind::Eevdf(_) => (
            "eevdf",
            say!(
                lang,
                "earliest eligible virtual deadline first (Linux since 6.6)",
                "最早合格虚拟截止时间优先（Linux 6.6 起）"
            ),
        ),
        PolicyKind::NextInTurn(_) => {
            ("turns", say!(lang, "the next process in order of number", "按进程号轮流"))
        }
    }
}

fn parameters(policy: &PolicyKind) -> Figures {
    let slice = |ns: u64| alloc::vec![("slice", duration(ns))];
    match policy {
        PolicyKind::Fcfs(_) | PolicyKind::Sjf(_) | PolicyKind::Srtf(_) => Vec::new(),
        PolicyKind::RoundRobin(of) => slice(of.slice_ns),
        PolicyKind::Lottery(of) => slice(of.slice_ns),
        PolicyKind::Stride(of) => slice(of.slice_ns),
        PolicyKind::NextInTurn(of) => of.slice_ns.map_or(Vec::new(), slice),
        PolicyKind::Priority(of) => {
            let mut all = of.slice_ns.map_or(Vec::new(), slice);
            all.extend(of.ageing_ns.map(|ns| ("ageing", duration(ns))));
            all
        }
        PolicyKind::Mlfq(of) => {
            let slices: Vec<String> =
                of.levels.iter().map(|level| duration(level.slice_ns)).collect();
            let allotments: Vec<String> =
                of.levels.iter().map(|level| level.allotment.to_string()).collect();
            let mut all =
                alloc::vec![("slices", slices.join(", ")), ("allotments", allotments.join(", "))];
            all.extend(of.boost_ns.map(|ns| ("boost", duration(ns))));
            all
        }
        PolicyKind::Cfs(of) => alloc::vec![
            ("latency", duration(of.latency_ns)),
            ("min granularity", duration(of.min_granularity_ns)),
            ("tick", duration(of.tick_ns)),
        ],
        PolicyKind::Eevdf(of) => {
            alloc::vec![("base slice", duration(of.base_slice_ns)), ("tick", duration(of.tick_ns))]
        }
    }
}

/// What the scheduler knows about a thread.
pub(crate) fn of_thread(kernel: &Kernel, thread: &Thread) -> SchedulingView {
    let entity = &thread.sched;
    let class = match entity.class {
        Class::Other => "TS",
        Class::Batch => "B",
        Class::Idle => "IDL",
        Class::Fifo(_) => "FF",
        Class::RoundRobin(_) => "RR",
        Class::Deadline(_) => "DLN",
    };
    let now = kernel.cpus[thread.cpu as usize].clock_ns;
    let in_state_ns = now.saturating_sub(thread.since_ns);
    let (running, waiting) = match thread.state {
        ThreadState::Running(_) => (in_state_ns, 0),
        ThreadState::Ready(_) => (0, in_state_ns),
        ThreadState::Sleeping(_) | ThreadState::Stopped => (0, 0),
    };
    let all = u64::MAX >> (64 - kernel.cpus.len());
    SchedulingView {
        class,
        priority: Some(entity.class.priority()).filter(|priority| *priority > 0),
        nice: entity.nice,
        affinity: Some(entity.affinity & all).filter(|mask| *mask != all),
        ran_ns: thread.usage.cpu_ns + running,
        waited_ns: entity.waited_ns + waiting,
        figures: figures(kernel, thread, waiting),
    }
}

fn figures(kernel: &Kernel, thread: &Thread, waiting_ns: u64) -> Figures {
    let entity = &thread.sched;
    if let Class::Deadline(budget) = entity.class {
        return alloc::vec![
            ("budget left", duration(entity.budget_left_ns)),
            ("of", duration(budget.runtime_ns)),
            ("deadline", duration(entity.deadline_ns)),
        ];
    }
    if entity.class.is_urgent() {
        return Vec::new();
    }
    match &kernel.sched.policy {
        PolicyKind::Fcfs(_) | PolicyKind::RoundRobin(_) | PolicyKind::NextInTurn(_) => Vec::new(),
        PolicyKind::Sjf(_) | PolicyKind::Srtf(_) => {
            let burst = if entity.job.is_some() { "burst left" } else { "foretold left" };
            alloc::vec![(burst, duration(entity.burst_left_ns()))]
        }
        PolicyKind::Priority(of) => {
            let steps = of.ageing_ns.map_or(0, |every| waiting_ns / every.max(1));
            alloc::vec![("priority", (entity.rank() - steps as i64).to_string())]
        }
        PolicyKind::Mlfq(of) => {
            let level = (entity.level as usize).min(of.levels.len() - 1);
            let left = of.levels[level].slice_ns.saturating_sub(entity.slice_ran_ns);
            alloc::vec![
                ("level", entity.level.to_string()),
                ("slice left", duration(left)),
                ("allotment", entity.allotment.to_string()),
            ]
        }
        PolicyKind::Lottery(_) => alloc::vec![("tickets", entity.ticket_count().to_string())],
        PolicyKind::Stride(_) => alloc::vec![
            ("tickets", entity.ticket_count().to_string()),
            ("pass", entity.pass.to_string()),
        ],
        PolicyKind::Cfs(_) => alloc::vec![
            ("weight", entity.weight().to_string()),
            ("vruntime", signed(entity.vruntime)),
        ],
        PolicyKind::Eevdf(_) => eevdf_figures(kernel, thread, entity),
    }
}

fn eevdf_figures(kernel: &Kernel, thread: &Thread, entity: &Entity) -> Figures {
    let lag = match thread.state {
        ThreadState::Running(cpu) | ThreadState::Ready(cpu) => {
            kernel.virtual_time(cpu) - entity.vruntime
        }
        ThreadState::Sleeping(_) | ThreadState::Stopped => entity.vlag,
    };
    alloc::vec![
        ("weight", entity.weight().to_string()),
        ("vruntime", signed(entity.vruntime)),
        ("virtual deadline", signed(entity.vdeadline)),
        ("lag", signed(lag)),
        ("eligible", if lag >= 0 { "yes" } else { "no" }.to_string()),
    ]
}

fn signed(ns: i64) -> String {
    let text = duration(ns.unsigned_abs());
    if ns < 0 { format!("-{text}") } else { text }
}

/// A preemption or a migration, in words.
pub(crate) fn event_text(event: &Event, lang: Lang) -> String {
    match event {
        Event::Preempts { cpu, running, by, why } => {
            let why = preempt_reason(*why, lang);
            say!(
                lang,
                "{by} takes CPU {cpu} from {running}: {why}",
                "{by} 从 {running} 抢占 CPU {cpu}：{why}"
            )
        }
        Event::Migrated { thread, from, to, why } => {
            let why = match why {
                MigrateReason::Woken | MigrateReason::Idle => {
                    say!(lang, "that one had nothing to do", "后者空闲")
                }
                MigrateReason::Balance => say!(lang, "that one had less to do", "后者负载较轻"),
                MigrateReason::Affinity => {
                    say!(lang, "it may not run on the old one any more", "它不得再在原 CPU 上运行")
                }
            };
            say!(
                lang,
                "{thread} moves from CPU {from} to CPU {to}: {why}",
                "{thread} 从 CPU {from} 迁移到 CPU {to}：{why}"
            )
        }
        _ => String::new(),
    }
}

fn preempt_reason(why: PreemptReason, lang: Lang) -> String {
    match why {
        PreemptReason::Class => {
            say!(lang, "its scheduling class comes first", "它的调度类更优先")
        }
        PreemptReason::Priority => say!(lang, "its priority is better", "它的优先级更高"),
        PreemptReason::ShorterRest => {
            say!(lang, "less is left of its CPU burst", "它剩余的 CPU 时间更短")
        }
        PreemptReason::Level => {
            say!(lang, "its level of the feedback queue is higher", "它在更高一级的队列中")
        }
        PreemptReason::Woken => say!(lang, "who wakes runs at once", "醒来者立即运行"),
        PreemptReason::Idle => say!(lang, "the other one is SCHED_IDLE", "对方是 SCHED_IDLE"),
        PreemptReason::VirtualTime { lead_ns } => {
            let lead = signed(lead_ns);
            say!(lang, "its virtual run time is {lead} behind", "它的虚拟运行时间落后 {lead}")
        }
        PreemptReason::Deadline { lead_ns } => {
            let lead = signed(lead_ns);
            say!(
                lang,
                "it is eligible, and its deadline is {lead} earlier",
                "它合格，且截止时间早 {lead}"
            )
        }
        PreemptReason::Served => {
            say!(lang, "the other one's request is served", "对方的请求已得到满足")
        }
    }
}

/// The run queues as text: policy, then each CPU with the threads that compete for it.
pub fn run_queues(moment: &Moment) -> String {
    let policy = &moment.policy;
    let mut text = format!("policy {} ({}), profile {}", policy.name, policy.title, policy.profile);
    for (name, value) in &policy.parameters {
        text.push_str(&format!(", {name} {value}"));
    }
    text.push('\n');
    for cpu in &moment.cpus {
        let left = cpu.slice_left_ns.map_or(String::new(), |ns| format!(", {} left", duration(ns)));
        match cpu.running {
            Some(tid) => text.push_str(&format!("CPU {}: {tid} runs{left}\n", cpu.id)),
            None => text.push_str(&format!("CPU {}: idle\n", cpu.id)),
        }
        for tid in cpu.running.iter().chain(&cpu.queue) {
            let of = moment.threads.iter().find(|thread| thread.tid == *tid);
            let Some(view) = of.and_then(|thread| thread.scheduling.as_ref()) else { continue };
            let mark = if cpu.running == Some(*tid) { '*' } else { ' ' };
            let priority = view.priority.map_or("-".into(), |priority| priority.to_string());
            text.push_str(&format!(
                "{mark}{tid:>7} {:<3} prio {priority:>2} nice {:>3} ran {:>8} waited {:>8}",
                view.class,
                view.nice,
                duration(view.ran_ns),
                duration(view.waited_ns)
            ));
            for (name, value) in &view.figures {
                text.push_str(&format!("  {name} {value}"));
            }
            text.push('\n');
        }
    }
    text
}

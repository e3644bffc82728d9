//! How the jobs of a workload fared: who ran when, and the textbook's table of times.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use vitrine_kernel::task::FIRST;
use vitrine_kernel::{Event, Kernel};

/// A job ran on a CPU from one time to another, in ns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Which CPU.
    pub cpu: u32,
    /// The thread.
    pub thread: i32,
    /// From.
    pub from_ns: u64,
    /// To.
    pub to_ns: u64,
}

/// Who ran when; fed with the events of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gantt {
    open: Vec<Option<(i32, u64)>>,
    stretches: Vec<Stretch>,
}

impl Gantt {
    /// Takes an event that had happened at this time.
    pub fn take(&mut self, time_ns: u64, event: &Event) {
        let Event::ContextSwitch { cpu, from, to, cost_ns, .. } = event else { return };
        let index = *cpu as usize;
        if self.open.len() <= index {
            self.open.resize(index + 1, None);
        }
        if from == to {
            return;
        }
        // What the switch costs is nobody's time.
        self.close(index, time_ns.saturating_sub(*cost_ns));
        self.open[index] = to.map(|tid| (tid.0, time_ns));
    }

    /// Everything up to this time.
    pub fn finish(mut self, end_ns: u64) -> Vec<Stretch> {
        for cpu in 0..self.open.len() {
            self.close(cpu, end_ns);
        }
        self.stretches.sort_by_key(|stretch| (stretch.cpu, stretch.from_ns));
        self.stretches
    }

    fn close(&mut self, cpu: usize, to_ns: u64) {
        if let Some((thread, from_ns)) = self.open[cpu].take()
            && to_ns > from_ns
        {
            self.stretches.push(Stretch { cpu: cpu as u32, thread, from_ns, to_ns });
        }
    }
}

/// A job's times in ns, as textbooks define them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobTimes {
    /// Its name.
    pub name: String,
    /// When it arrived.
    pub arrival_ns: u64,
    /// From arrival until it first ran; `None` if it has not.
    pub response_ns: Option<u64>,
    /// From arrival to end; `None` if it has not ended.
    pub turnaround_ns: Option<u64>,
    /// Time in run queues.
    pub wait_ns: u64,
}

/// The times of a workload's jobs, in order of the table.
pub fn job_times(kernel: &Kernel) -> Vec<JobTimes> {
    let of = |job: &vitrine_kernel::sched::Job| {
        let since = |ns: u64| ns.saturating_sub(job.spec.arrival_ns);
        JobTimes {
            name: job.spec.name.clone(),
            arrival_ns: job.spec.arrival_ns,
            response_ns: job.first_run_ns.map(since),
            turnaround_ns: job.finished_ns.map(since),
            wait_ns: job.waited_ns,
        }
    };
    kernel.sched.jobs.iter().map(of).collect()
}

/// The table of times, with their means, and who ran when; times in units of so many ns.
pub fn outcome(kernel: &Kernel, stretches: &[Stretch], unit_ns: u64) -> String {
    let unit_ns = unit_ns.max(1);
    let jobs = job_times(kernel);
    let units = |ns: u64| decimal(u128::from(ns), u128::from(unit_ns));
    let some = |ns: Option<u64>| ns.map_or("-".to_string(), units);
    let widest = jobs.iter().map(|job| job.name.chars().count()).max().unwrap_or(0).max(4);
    let mut text = format!(
        "{:<widest$} {:>10} {:>10} {:>10} {:>10}\n",
        "job", "arrival", "response", "turnaround", "wait"
    );
    for job in &jobs {
        text.push_str(&format!(
            "{:<widest$} {:>10} {:>10} {:>10} {:>10}\n",
            job.name,
            units(job.arrival_ns),
            some(job.response_ns),
            some(job.turnaround_ns),
            units(job.wait_ns)
        ));
    }
    if let (Some(response), Some(turnaround)) = (
        jobs.iter().map(|job| job.response_ns).sum::<Option<u64>>(),
        jobs.iter().map(|job| job.turnaround_ns).sum::<Option<u64>>(),
    ) {
        let count = jobs.len().max(1) as u128;
        let mean = |sum: u64| decimal(u128::from(sum), u128::from(unit_ns) * count);
        let wait = jobs.iter().map(|job| job.wait_ns).sum();
        text.push_str(&format!(
            "{:<widest$} {:>10} {:>10} {:>10} {:>10}\n",
            "mean",
            "",
            mean(response),
            mean(turnaround),
            mean(wait)
        ));
    }
    text.push('\n');
    let name = |thread: i32| {
        let index = usize::try_from(thread - FIRST.0).ok();
        let job = index.and_then(|index| jobs.get(index));
        job.map_or(thread.to_string(), |job| job.name.clone())
    };
    for cpu in 0..kernel.cpus.len() as u32 {
        let own = stretches.iter().filter(|stretch| stretch.cpu == cpu);
        text.push_str(&format!("CPU {cpu}: {}\n", chart(own, &units, &name)));
    }
    text
}

/// `0 [A] 4 [B] 7`: who ran from when to when; `[-]` is nobody.
fn chart<'a>(
    stretches: impl Iterator<Item = &'a Stretch>,
    units: &dyn Fn(u64) -> String,
    name: &dyn Fn(i32) -> String,
) -> String {
    let mut text = units(0);
    let mut now_ns = 0;
    for stretch in stretches {
        if stretch.from_ns > now_ns {
            text.push_str(&format!(" [-] {}", units(stretch.from_ns)));
        }
        text.push_str(&format!(" [{}] {}", name(stretch.thread), units(stretch.to_ns)));
        now_ns = stretch.to_ns;
    }
    text
}

/// A quotient with at most two decimals, rounded: `3`, `13.33`.
fn decimal(dividend: u128, divisor: u128) -> String {
    let hundredths = (dividend * 100 + divisor / 2) / divisor;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}") }
}

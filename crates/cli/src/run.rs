//! `vitrine run`: the guest's stdin, stdout and stderr are the host's.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::sync::Arc;

use vitrine_abi::Tid;
use vitrine_debug_info::DebugInfo;
use vitrine_inspect::{Counters, Watches, trace_lines};
use vitrine_kernel::ExitStatus;
use vitrine_kernel::fd::Stream;
use vitrine_machine::{Machine, Status};
use vitrine_timeline::Finding;

use crate::arguments::{Failure, RunOptions};
use crate::outside::Outside;
use crate::program::{boot, host_files, prepare, scenario};
use crate::races;
use crate::seeds;
use crate::watched::{self, Past};
use crate::workload;
use crate::{LIMIT, NOT_SIMULATED};

/// Steps after which a run without `--max-steps` stops.
pub(crate) const DEFAULT_MAX_STEPS: u64 = 20_000_000_000;
/// Steps between two looks at output and limits.
const SLICE: u64 = 4_000_000;

/// Runs the program to its end.
pub(crate) fn run(options: &RunOptions) -> Result<u8, Failure> {
    let scenario = scenario(options)?;
    let (built, mut config) = prepare(&scenario)?;
    if !config.rules.as_ref().is_none_or(|rules| rules.jobs.is_empty()) {
        return workload::run(options, &config);
    }
    if let Some(folder) = &options.fs {
        config.files.extend(host_files(folder)?);
    }
    if options.races {
        return races::run(options, &scenario, (&built, config));
    }
    if let Some(count) = options.seeds {
        return seeds::run(options, &config, count);
    }
    // Input comes from the host when the program asks for it.
    config.stdin.closed = false;
    let mut machine = boot(&config)?;
    let debug = built.debug.map(Arc::new);
    let mut host = Host {
        outside: Outside::of(&scenario),
        strace: options.strace,
        watch: options.watch.then(|| watched::watches(options, debug.as_ref())),
        debug,
        ..Host::default()
    };
    let max_steps = options.max_steps.unwrap_or(DEFAULT_MAX_STEPS);
    let past = |host: &Host| Past {
        options,
        config: &config,
        scenario: &scenario,
        debug: host.debug.clone(),
        is_alone: !host.is_fed,
        told: options.watch,
    };
    let status = match host.run(&mut machine, max_steps) {
        Err(status) => status,
        Ok(Status::Running) => {
            let status = exit_status(&machine, &Status::Running);
            watched::tell_stuck(&machine, &past(&host));
            status
        }
        Ok(Status::WaitsForInput | Status::Deadlocked)
            if watched::tell_stuck(&machine, &past(&host)) =>
        {
            LIMIT
        }
        Ok(ended) => exit_status(&machine, &ended),
    };
    if options.stats {
        print_stats(&machine);
    }
    Ok(status)
}

/// The host's side of a run.
#[derive(Default)]
pub(crate) struct Host {
    /// Output chunks already written.
    shown: usize,
    /// Calls whose trace line is not finished.
    open: BTreeMap<Tid, bool>,
    /// Something, or the end, came from standard input.
    is_fed: bool,
    /// Standard input is at its end.
    ended: bool,
    /// Signals to come.
    outside: Outside,
    strace: bool,
    watch: Option<Watches>,
    debug: Option<Arc<DebugInfo>>,
}

impl Host {
    /// How the machine stands where it goes no further, or the exit status when nobody reads.
    fn run(&mut self, machine: &mut Machine, max_steps: u64) -> Result<Status, u8> {
        loop {
            let left = max_steps.saturating_sub(machine.steps()).min(self.outside.send(machine));
            let (status, found) = self.some_steps(machine, left);
            if !self.flush(machine) {
                return Err(128 + 13); // nobody reads any more: as if by SIGPIPE
            }
            for finding in found {
                watched::tell(machine, self.debug.as_deref(), &finding);
            }
            match status {
                Status::Running if machine.steps() < max_steps => {}
                Status::WaitsForInput if !self.ended => match self.read_input() {
                    Some(bytes) => machine.input(&bytes),
                    None => machine.end_of_input(),
                },
                Status::WaitsForInput | Status::Deadlocked if self.outside.send_next(machine) => {}
                ended => return Ok(ended),
            }
        }
    }

    fn some_steps(&mut self, machine: &mut Machine, left: u64) -> (Status, Vec<Finding>) {
        if self.strace {
            return self.run_traced(machine, left);
        }
        match &mut self.watch {
            Some(watch) => watched::run(machine, watch, left.min(SLICE)),
            None => (machine.run_unwatched(left.min(SLICE)), Vec::new()),
        }
    }

    /// Steps one by one, so that buffers are read when their call returns.
    fn run_traced(&mut self, machine: &mut Machine, steps: u64) -> (Status, Vec<Finding>) {
        let mut events = Vec::new();
        for _ in 0..steps.min(SLICE / 100) {
            events.clear();
            let status = machine.step(&mut events);
            for line in trace_lines(machine, &events, &mut self.open) {
                eprintln!("[pid {:>5}] {}", line.thread, line.text);
            }
            let found = match &mut self.watch {
                Some(watch) => watched::look(machine, watch, &events),
                None => Vec::new(),
            };
            if status != Status::Running || !found.is_empty() {
                return (status, found);
            }
        }
        (Status::Running, Vec::new())
    }

    /// Writes what the guest has written; false when the host's reader is gone.
    pub(crate) fn flush(&mut self, machine: &Machine) -> bool {
        let output = &machine.kernel().terminal.output;
        let mut alive = true;
        for chunk in output.since(self.shown) {
            let written = match chunk.stream {
                Stream::Stderr => std::io::stderr().write_all(&chunk.bytes),
                Stream::Stdout | Stream::Terminal => std::io::stdout().write_all(&chunk.bytes),
            };
            alive &= written.is_ok();
        }
        self.shown = output.len();
        alive && std::io::stdout().flush().is_ok()
    }

    /// What the host's standard input has next; `None` is its end.
    pub(crate) fn read_input(&mut self) -> Option<Vec<u8>> {
        self.is_fed = true;
        let mut bytes = [0; 4096];
        match std::io::stdin().read(&mut bytes) {
            Ok(0) | Err(_) => {
                self.ended = true;
                None
            }
            Ok(count) => Some(bytes[..count].to_vec()),
        }
    }

    /// Whether there may be more input.
    pub(crate) fn has_input(&self) -> bool {
        !self.ended
    }
}

/// The exit status of a run that goes no further, after a message where one is due.
pub(crate) fn exit_status(machine: &Machine, status: &Status) -> u8 {
    match status {
        Status::Running => {
            eprintln!("vitrine: stopped after {} steps (--max-steps)", machine.steps());
            LIMIT
        }
        Status::Exited(ExitStatus::Exited(code)) => *code,
        Status::Exited(ExitStatus::Signaled { signal, .. }) => 128 + signal.number(),
        Status::WaitsForInput | Status::Deadlocked => {
            eprintln!("vitrine: every thread sleeps, and nothing can wake any of them");
            LIMIT
        }
        Status::Unsupported { thread, what } => {
            eprintln!("vitrine: thread {thread}: not simulated: {}", what.what);
            NOT_SIMULATED
        }
    }
}

pub(crate) fn print_stats(machine: &Machine) {
    let Counters {
        instructions,
        calls,
        mode_switches,
        context_switches,
        address_space_switches,
        page_faults,
        cow_copies,
        wakeups,
        bytes_cpu,
        bytes_dma,
    } = vitrine_inspect::counters(machine.kernel());
    let stats = serde_json::json!({
        "steps": machine.steps(),
        "time_ns": machine.kernel().now_ns(),
        "instructions": instructions,
        "calls": calls,
        "mode_switches": mode_switches,
        "context_switches": context_switches,
        "address_space_switches": address_space_switches,
        "page_faults": page_faults,
        "cow_copies": cow_copies,
        "wakeups": wakeups,
        "bytes_cpu": bytes_cpu,
        "bytes_dma": bytes_dma,
    });
    eprintln!("{stats}");
}

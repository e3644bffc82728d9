//! `vitrine run` of a workload: jobs in a table in place of a program.

use vitrine_inspect::{Gantt, outcome};
use vitrine_machine::{Config, Status};

use crate::LIMIT;
use crate::arguments::{Failure, RunOptions};
use crate::program::boot;
use crate::run::{DEFAULT_MAX_STEPS, print_stats};

/// Runs the jobs to their end and prints their times and who ran when.
pub(crate) fn run(options: &RunOptions, config: &Config) -> Result<u8, Failure> {
    let mut machine = boot(config)?;
    let mut gantt = Gantt::default();
    let max_steps = options.max_steps.unwrap_or(DEFAULT_MAX_STEPS);
    let status = machine.run(max_steps, &mut |_, time_ns, event| gantt.take(time_ns, event));
    let kernel = machine.kernel();
    let end_ns = kernel.cpus.iter().map(|cpu| cpu.clock_ns).max().unwrap_or(0);
    // All CPUs take turns of one unit of the table.
    print!("{}", outcome(kernel, &gantt.finish(end_ns), config.quantum_ns));
    if options.stats {
        print_stats(&machine);
    }
    if let Status::Exited(_) = status {
        return Ok(0);
    }
    eprintln!("vitrine: stopped after {} steps (--max-steps)", machine.steps());
    Ok(LIMIT)
}

//! Signals that come from outside of the machine: `--kill PID@STEP[:SIGNAL]`.

use std::collections::VecDeque;

use vitrine_abi::{Pid, Signal};
use vitrine_machine::Machine;
use vitrine_scenario::Scenario;

use crate::arguments::Failure;

/// Signals that are still to come.
#[derive(Default)]
pub(crate) struct Outside {
    signals: VecDeque<(u64, Pid, Signal)>,
}

impl Outside {
    /// Those of a scenario, in order of their steps.
    pub(crate) fn of(scenario: &Scenario) -> Outside {
        let signal = |(step, pid, number): &(u64, i32, u8)| {
            Some((*step, Pid(*pid), Signal::new(i64::from(*number))?))
        };
        let mut signals: Vec<_> = scenario.signals.iter().filter_map(signal).collect();
        signals.sort_by_key(|(step, ..)| *step);
        Outside { signals: signals.into() }
    }

    /// Sends what is due; says up to how many steps none further is.
    pub(crate) fn send(&mut self, machine: &mut Machine) -> u64 {
        while let Some((step, ..)) = self.signals.front() {
            if machine.steps() < *step {
                return *step - machine.steps();
            }
            self.send_next(machine);
        }
        u64::MAX
    }

    /// The run stands still: what would come later comes now. False if there is nothing.
    pub(crate) fn send_next(&mut self, machine: &mut Machine) -> bool {
        let Some((_, pid, signal)) = self.signals.pop_front() else { return false };
        let step = machine.steps();
        if !machine.signal(pid, signal) {
            eprintln!("vitrine: step {step}: there is no process {pid} to take {}", signal.name());
        }
        true
    }
}

/// `PID@STEP` or `PID@STEP:SIGNAL`, the signal by name or number; SIGKILL if it is not named.
pub(crate) fn parse(text: &str) -> Result<(u64, i32, u8), Failure> {
    let wrong = || Failure::usage(format!("--kill {text}: PID@STEP or PID@STEP:SIGNAL"));
    let (pid, rest) = text.split_once('@').ok_or_else(wrong)?;
    let (step, signal) = rest.split_once(':').unwrap_or((rest, "KILL"));
    let known = (1..=i64::from(Signal::MAX)).filter_map(Signal::new);
    let name = signal.strip_prefix("SIG").unwrap_or(signal);
    let named =
        |one: &Signal| one.name() == format!("SIG{name}") || one.number().to_string() == name;
    let signal = known
        .into_iter()
        .find(named)
        .ok_or_else(|| Failure::usage(format!("--kill {text}: there is no signal {signal}")))?;
    let pid = pid.parse().map_err(|_| wrong())?;
    Ok((step.parse().map_err(|_| wrong())?, pid, signal.number()))
}

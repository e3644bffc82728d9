//! `vitrine run --watch`, and what is told when a run stands still: who is stuck, and since which step.

use std::sync::Arc;

use vitrine_debug_info::DebugInfo;
use vitrine_inspect::{
    DeadlockWatch, Lang, Outlook, StarvationBounds, Watches, finding_here, graph,
};
use vitrine_kernel::Event;
use vitrine_machine::{Config, Machine, Status};
use vitrine_scenario::{Scenario, View, encode_link};
use vitrine_timeline::{Finding, Watch};

use crate::arguments::{Failure, RunOptions};
use crate::language::of_views;
use crate::outside::Outside;
use crate::share::COMFORTABLE;

/// Steps that are run again at most to find out when a deadlock closed.
const MAX_AGAIN: u64 = 1_000_000_000;
/// `SLICES,TIMES`.
pub(crate) fn bounds(text: &str) -> Result<(u64, u32), Failure> {
    let parsed = text.split_once(',').and_then(|(slices, times)| {
        let (slices, times) = (slices.parse().ok()?, times.parse().ok()?);
        (slices > 0 && times > 0).then_some((slices, times))
    });
    parsed.ok_or_else(|| {
        Failure::usage(format!("--watch-bounds {text}: SLICES,TIMES, such as 50,16"))
    })
}

/// A watch of everything, with the options' bounds.
pub(crate) fn watches(options: &RunOptions, debug: Option<&Arc<DebugInfo>>) -> Watches {
    let usual = StarvationBounds::default();
    let (slices, overtaken) = options.bounds.unwrap_or((usual.slices, usual.overtaken));
    let slice_ns = options.slice_us.map_or(usual.slice_ns, |us| us.saturating_mul(1_000));
    let bounds = StarvationBounds { slice_ns, slices, overtaken };
    Watches::all(debug.cloned(), bounds)
}

/// At most `steps` steps, up to one at which the watch finds something.
pub(crate) fn run(
    machine: &mut Machine,
    watch: &mut dyn Watch,
    steps: u64,
) -> (Status, Vec<Finding>) {
    let end = machine.steps().saturating_add(steps);
    loop {
        let mut wants = false;
        let left = end - machine.steps();
        let status = machine.run_until(left, &mut |step, time_ns, event: &Event| {
            wants |= watch.wants(step, time_ns, event);
            match wants {
                true => std::ops::ControlFlow::Break(()),
                false => std::ops::ControlFlow::Continue(()),
            }
        });
        let found = if wants { watch.look(machine) } else { Vec::new() };
        if !found.is_empty() || status != Status::Running || machine.steps() >= end {
            return (status, found);
        }
    }
}

/// What the watch finds at the step with these events.
pub(crate) fn look(machine: &mut Machine, watch: &mut dyn Watch, events: &[Event]) -> Vec<Finding> {
    let (step, time_ns) = (machine.steps(), machine.kernel().now_ns());
    let wants = |any, event| watch.wants(step, time_ns, event) | any;
    if events.iter().fold(false, wants) { watch.look(machine) } else { Vec::new() }
}

/// A finding on stderr.
pub(crate) fn tell(machine: &Machine, debug: Option<&DebugInfo>, finding: &Finding) {
    let text = finding_here(machine, debug, finding, of_views());
    eprintln!("vitrine: step {}: {text}", finding.step);
}

/// What a run was, to run it again.
pub(crate) struct Past<'a> {
    pub(crate) options: &'a RunOptions,
    pub(crate) config: &'a Config,
    pub(crate) scenario: &'a Scenario,
    pub(crate) debug: Option<Arc<DebugInfo>>,
    /// Nothing came from the host's standard input.
    pub(crate) is_alone: bool,
    /// Deadlocks were told when they closed.
    pub(crate) told: bool,
}

/// Who is stuck at the end of a run, and since when; says so on stderr. True if somebody is.
pub(crate) fn tell_stuck(machine: &Machine, past: &Past) -> bool {
    let debug = past.debug.as_deref();
    let graph = graph(machine, debug, of_views());
    let is_still = matches!(
        graph.outlook,
        Outlook::Input | Outlook::Stopped | Outlook::Signals | Outlook::Nothing
    );
    let mut at = None;
    if !graph.stuck.is_empty() && !past.told {
        if past.is_alone && machine.steps() <= MAX_AGAIN {
            at = tell_again(machine.steps(), past);
        }
        if at.is_none() {
            let circles = graph.cycles.iter().filter(|circle| circle.deadlock);
            circles.for_each(|circle| eprintln!("vitrine: {}", circle.text));
        }
    }
    if is_still {
        eprintln!("vitrine: {}", graph.outlook_text);
    }
    if let Some(step) = at {
        tell_how(step, past);
    }
    is_still || !graph.stuck.is_empty()
}

/// How to look at a step: a command if the machine is the usual one, and a link unless it is long.
fn tell_how(step: u64, past: &Past) {
    let look = match of_views() {
        Lang::En => "look at it",
        Lang::Zh => "查看",
    };
    let usual = Scenario {
        program: past.scenario.program.clone(),
        args: past.scenario.args.clone(),
        ..Scenario::default()
    };
    if *past.scenario == usual && !past.options.programs[0].to_string_lossy().contains("#v") {
        let words = |list: &[String]| list.join(" ");
        let programs: Vec<String> =
            past.options.programs.iter().map(|one| one.to_string_lossy().into_owned()).collect();
        let dashes = if past.scenario.args.is_empty() { "" } else { " -- " };
        let (programs, args) = (words(&programs), words(&past.scenario.args));
        eprintln!("vitrine: {look}: vitrine graph {programs} --at {step}{dashes}{args}");
    }
    let view = View { step, ..View::default() };
    let link = encode_link(past.scenario, &view);
    if link.len() <= COMFORTABLE {
        eprintln!("vitrine: {look}: vitrine graph '{link}'");
    }
}

/// Runs it again, watched; tells the deadlocks and answers the step of the first one.
fn tell_again(steps: u64, past: &Past) -> Option<u64> {
    let mut machine = Machine::boot(past.config).ok()?;
    let mut watch = DeadlockWatch::new(past.debug.clone());
    let mut outside = Outside::of(past.scenario);
    let mut first = None;
    loop {
        let left = (steps - machine.steps().min(steps)).min(outside.send(&mut machine));
        let (status, found) = run(&mut machine, &mut watch, left);
        for finding in found {
            first = first.or(Some(finding.step));
            tell(&machine, past.debug.as_deref(), &finding);
        }
        if machine.steps() >= steps || status != Status::Running && !outside.send_next(&mut machine)
        {
            return first;
        }
    }
}

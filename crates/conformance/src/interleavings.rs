//! Programs that may lawfully end in several ways: the set of outcomes on Linux and that of ours, compared in both directions.

use crate::case::{Case, Host as HostKind, Mode, Tries};
use crate::outcome::{Outcome, compare};
use crate::recording::Recording;
use crate::suite::Host;

/// Most that a case may come to: a set that is never complete says nothing.
const MOST: usize = 24;

/// Runs it so often that all outcomes should have come, and adds them to those recorded before.
pub(crate) fn record(
    case: &Case,
    (mode, tries): (Mode, Tries),
    before: &Recording,
    linux: &dyn Host,
) -> Result<Vec<Outcome>, String> {
    let mut set: Vec<Outcome> = before.all(mode).cloned().collect();
    for (_, outcome) in linux.run_often(case, mode, tries).map_err(|error| error.to_string())? {
        if !contains(case, mode, &set, &outcome) {
            set.push(outcome);
        }
    }
    if set.len() > MOST {
        return Err(format!("{} outcomes: at most {MOST}", set.len()));
    }
    set.sort_by(|a, b| (a.status.to_string(), &a.stdout).cmp(&(b.status.to_string(), &b.stdout)));
    Ok(set)
}

/// What a host showed that was never recorded, and what was recorded and a simulated host did not reach.
pub(crate) fn difference(
    case: &Case,
    (mode, tries): (Mode, Tries),
    recording: &Recording,
    host: &dyn Host,
) -> Option<String> {
    let recorded: Vec<Outcome> = recording.all(mode).cloned().collect();
    let is_linux = host.kind() == HostKind::Linux;
    // Linux was run often enough when it was recorded.
    let tries = if is_linux { Tries { runs: tries.runs.div_ceil(10), ..tries } } else { tries };
    let seen = match host.run_often(case, mode, tries) {
        Ok(seen) => seen,
        Err(error) => return Some(error.to_string()),
    };
    let mut found = Vec::new();
    for (how, outcome) in &seen {
        if !contains(case, mode, &recorded, outcome) {
            let hint = "wrong, or Linux must be recorded with more runs";
            found.push(format!("{how}: {} was never recorded: {hint}", shown(outcome)));
        }
    }
    let seen: Vec<Outcome> = seen.into_iter().map(|(_, outcome)| outcome).collect();
    for outcome in recorded.iter().filter(|_| !is_linux) {
        if !contains(case, mode, &seen, outcome) {
            found.push(format!("no seed of {} comes to {}", tries.seeds, shown(outcome)));
        }
    }
    if found.is_empty() { None } else { Some(found.join("\n")) }
}

fn contains(case: &Case, mode: Mode, set: &[Outcome], outcome: &Outcome) -> bool {
    set.iter().any(|one| compare(one, outcome, mode, &case.directives.compare).is_none())
}

fn shown(outcome: &Outcome) -> String {
    format!("{:?} ({})", String::from_utf8_lossy(&outcome.stdout), outcome.status)
}

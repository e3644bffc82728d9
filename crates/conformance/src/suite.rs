//! Running all cases on a host, on as many threads as there are processors.

use std::fs;
use std::io;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::case::{Case, Host as HostKind, Mode, Tries};
use crate::interleavings;
use crate::outcome::{Outcome, compare};
use crate::recording::Recording;
use crate::repository;

/// Something that runs cases.
pub trait Host: Sync {
    /// Which host it is.
    fn kind(&self) -> HostKind;
    /// Runs a case once. An error means that it could not be run at all.
    fn run(&self, case: &Case, mode: Mode) -> io::Result<Outcome>;
    /// Runs a case that may end in several ways often, as its directive says. Each outcome comes at least once, with what
    /// brings it about, in words.
    fn run_often(
        &self,
        case: &Case,
        mode: Mode,
        tries: Tries,
    ) -> io::Result<Vec<(String, Outcome)>>;
}

/// A case that did not do what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `area/name`.
    pub case: String,
    /// In words.
    pub what: String,
}

/// Cases, and what came of running them.
pub struct Suite {
    /// All of them, or those whose name contains what was asked for.
    pub cases: Vec<Case>,
}

impl Suite {
    /// The repository's cases whose name contains one of the words in `filter`, which commas separate.
    pub fn load(filter: &str) -> io::Result<Suite> {
        let mut cases = Case::all(&repository().join("cases"))?;
        cases.retain(|case| filter.split(',').any(|word| case.name.contains(word)));
        Ok(Suite { cases })
    }

    /// Calls `each` for every case; differences come back in order of names.
    fn for_each(&self, each: impl Fn(&Case) -> Option<String> + Sync) -> Vec<Difference> {
        let next = AtomicUsize::new(0);
        let found = Mutex::new(Vec::new());
        let workers = thread::available_parallelism().map_or(2, NonZero::get);
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    while let Some(case) = self.cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let difference =
                            each(case).map(|what| Difference { case: case.name.clone(), what });
                        if let Ok(mut all) = found.lock() {
                            all.extend(difference);
                        }
                    }
                });
            }
        });
        let mut all = found.into_inner().unwrap_or_default();
        all.sort_by(|a, b| a.case.cmp(&b.case));
        all
    }
}

/// Runs every case on the host and compares with its recording. A known difference is one only while it differs.
pub fn against_recordings(suite: &Suite, host: &dyn Host) -> Vec<Difference> {
    suite.for_each(|case| {
        let found = differs_from_recording(case, host);
        match (found, case.known_difference(host.kind())) {
            (Some(_), Some(_)) => None,
            (None, Some(reason)) => {
                Some(format!("agrees now; remove differs({}): {reason}", host.kind().word()))
            }
            (found, None) => found,
        }
    })
}

fn differs_from_recording(case: &Case, host: &dyn Host) -> Option<String> {
    let text = match fs::read_to_string(case.recording()) {
        Ok(text) => text,
        Err(error) => {
            let how = "record it on Linux with `cargo run -p vitrine-conformance -- bless`";
            return Some(format!("{}: {error}; {how}", case.recording().display()));
        }
    };
    let recording = match Recording::parse(&text) {
        Ok(recording) => recording,
        Err(message) => return Some(format!("{}: {message}", case.recording().display())),
    };
    let mut found = Vec::new();
    for mode in &case.directives.modes {
        if let Some(tries) = case.directives.outcomes {
            let what = interleavings::difference(case, (*mode, tries), &recording, host);
            found.extend(what.map(|what| format!("[{}] {what}", mode.word())));
            continue;
        }
        let what = match (recording.outcome(*mode), host.run(case, *mode)) {
            (_, Err(error)) => Some(error.to_string()),
            (None, Ok(_)) => Some("this mode is not recorded; bless it".into()),
            (Some(expected), Ok(got)) => compare(expected, &got, *mode, &case.directives.compare),
        };
        found.extend(what.map(|what| format!("[{}] {what}", mode.word())));
    }
    if found.is_empty() { None } else { Some(found.join("\n")) }
}

/// Records every case anew. A case must do the same each time, or nothing is written for it, unless it may end in several ways:
/// then what is new is added to what was there.
pub fn bless(suite: &Suite, linux: &dyn Host) -> Vec<Difference> {
    suite.for_each(|case| match record(case, linux) {
        Ok(recording) => {
            fs::write(case.recording(), recording.to_text()).err().map(|error| error.to_string())
        }
        Err(message) => Some(message),
    })
}

fn record(case: &Case, linux: &dyn Host) -> Result<Recording, String> {
    let mut recording = Recording::default();
    for mode in &case.directives.modes {
        if let Some(tries) = case.directives.outcomes {
            let before = fs::read_to_string(case.recording()).unwrap_or_default();
            let before = Recording::parse(&before).unwrap_or_default();
            let set = interleavings::record(case, (*mode, tries), &before, linux)?;
            recording.outcomes.extend(set.into_iter().map(|outcome| (*mode, outcome)));
            continue;
        }
        let mut first: Option<Outcome> = None;
        for _ in 0..3 {
            let outcome = linux.run(case, *mode).map_err(|error| error.to_string())?;
            match &first {
                None => first = Some(outcome),
                Some(before) => {
                    if let Some(what) = compare(before, &outcome, *mode, &case.directives.compare) {
                        return Err(format!("not the same each time: {what}"));
                    }
                }
            }
        }
        recording.outcomes.extend(first.map(|outcome| (*mode, outcome)));
    }
    Ok(recording)
}

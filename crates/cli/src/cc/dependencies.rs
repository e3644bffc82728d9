//! `-M` and its relatives: which files a target is made of, as a rule for make ("Preprocessor Options").

use super::options::{CcOptions, Dependencies};
use crate::cc::Failed;

/// The rule for a unit whose object would be `object`.
fn rule(wanted: &Dependencies, object: &str, files: &[String]) -> String {
    let targets =
        if wanted.targets.is_empty() { escaped(object) } else { wanted.targets.join(" ") };
    let names: Vec<String> = files.iter().map(|name| escaped(name)).collect();
    let mut text = format!("{targets}: {}\n", names.join(" \\\n "));
    if wanted.phony {
        // A header that was deleted must not stop the next build.
        names.iter().skip(1).for_each(|name| text.push_str(&format!("{name}:\n")));
    }
    text
}

/// make's special characters in a file name.
fn escaped(name: &str) -> String {
    name.replace('$', "$$").replace(' ', "\\ ").replace('#', "\\#")
}

/// `-M`: the rule is the output.
pub(super) fn instead(options: &CcOptions, object: &str, files: &[String]) -> String {
    rule(&options.dependencies, object, files)
}

/// `-MD`: the rule beside the output.
pub(super) fn beside(options: &CcOptions, object: &str, files: &[String]) -> Result<(), Failed> {
    let wanted = &options.dependencies;
    if !wanted.beside {
        return Ok(());
    }
    let (stem, _) = object.rsplit_once('.').unwrap_or((object, ""));
    let path = wanted.file.clone().unwrap_or_else(|| format!("{stem}.d"));
    std::fs::write(&path, rule(wanted, object, files))
        .map_err(|error| Failed::Told(format!("{path}: {}", super::compile::reason(&error))))
}

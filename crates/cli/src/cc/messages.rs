//! The driver's messages on stderr, in gcc's form: what editors and people search for in a build's output.

use vitrine_cc::{Diagnostic, Severity};

use super::warnings::Warnings;
use crate::language::of_compiler;

/// An error that belongs to no line.
pub(super) fn error(message: &str) {
    eprintln!("vitrine cc: error: {message}");
}

/// A warning that belongs to no line.
pub(super) fn warning(message: &str) {
    eprintln!("vitrine cc: warning: {message}");
}

/// Prints the compiler's findings that `warnings` lets through; whether there was an error.
pub(super) fn show(
    found: &[Diagnostic],
    warnings: &Warnings,
    text_of: &dyn Fn(&str) -> Option<String>,
) -> bool {
    let mut failed = false;
    for one in found {
        let Some(shown) = warnings.judge(one) else { continue };
        failed |= shown.diagnostic.severity == Severity::Error;
        eprint!("{}", render(&shown.diagnostic, shown.flag.as_deref(), text_of));
    }
    failed
}

fn render(
    one: &Diagnostic,
    flag: Option<&str>,
    text_of: &dyn Fn(&str) -> Option<String>,
) -> String {
    if one.line == 0 && !one.file.is_empty() {
        // An object file: no line is known.
        let bare = Diagnostic { file: String::new(), ..one.clone() };
        return format!("{}: {}", one.file, bare.render(None, of_compiler()));
    }
    let text = text_of(&one.file);
    let rendered = one.render(text.as_deref(), of_compiler());
    let prefix = if one.file.is_empty() { "vitrine cc: " } else { "" };
    let (first, rest) = rendered.split_once('\n').unwrap_or((&rendered, ""));
    let flag = flag.map_or(String::new(), |flag| format!(" [{flag}]"));
    format!("{prefix}{first}{flag}\n{rest}")
}

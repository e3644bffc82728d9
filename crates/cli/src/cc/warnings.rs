//! Which warnings are shown, by gcc's names of them ("Options to Request or Suppress Warnings").

use std::collections::HashMap;

use vitrine_cc::{Diagnostic, MessageId as M, Severity};

/// What the options say about warnings.
#[derive(Clone, Debug, Default)]
pub(super) struct Warnings {
    /// `-w`
    none: bool,
    /// `-Werror`
    errors: bool,
    /// `-Wname` and `-Wno-name`, the last one counts.
    named: HashMap<String, bool>,
    /// `-Werror=name` and `-Wno-error=name`.
    named_errors: HashMap<String, bool>,
}

/// A finding as it is shown.
pub(super) struct Judged {
    pub(super) diagnostic: Diagnostic,
    /// `-Wname`, if it is a warning with a name.
    pub(super) flag: Option<String>,
}

impl Warnings {
    pub(super) fn suppress(&mut self) {
        self.none = true;
    }

    /// Takes the part behind `-W`.
    pub(super) fn option(&mut self, name: &str) {
        let (on, name) = name.strip_prefix("no-").map_or((true, name), |rest| (false, rest));
        match name.strip_prefix("error") {
            Some("") => self.errors = on,
            Some(rest) if rest.starts_with('=') => {
                self.named_errors.insert(rest[1..].to_owned(), on);
            }
            _ => {
                self.named.insert(name.to_owned(), on);
            }
        }
    }

    /// How a finding is shown; `None` if it was not wanted.
    pub(super) fn judge(&self, one: &Diagnostic) -> Option<Judged> {
        let mut diagnostic = one.clone();
        if one.severity == Severity::Error {
            return Some(Judged { diagnostic, flag: None });
        }
        let name = name(one.message.id);
        let wanted = name.and_then(|name| self.named.get(name)).copied().unwrap_or(true);
        if self.none || !wanted {
            return None;
        }
        let as_error = name.and_then(|name| self.named_errors.get(name)).copied();
        let mut flag = name.map(|name| format!("-W{name}"));
        if as_error.unwrap_or(self.errors) {
            diagnostic.severity = Severity::Error;
            flag = Some(name.map_or("-Werror".to_owned(), |name| format!("-Werror={name}")));
        }
        Some(Judged { diagnostic, flag })
    }
}

/// gcc's name of a warning; those without one cannot be turned off by themselves.
fn name(id: M) -> Option<&'static str> {
    Some(match id {
        M::AssignInCondition => "parentheses",
        M::CompareSigns => "sign-compare",
        M::ConstantTruncated => "overflow",
        M::DivisionByZero => "div-by-zero",
        M::EmptyBody => "empty-body",
        M::FormatCount | M::FormatType => "format",
        M::ImplicitInt => "implicit-int",
        M::IndexOutside => "array-bounds",
        M::MissingReturn | M::ReturnWithoutValue => "return-type",
        M::MultiCharacter => "multichar",
        M::ReturnsLocalAddress => "return-local-addr",
        M::ShiftTooFar => "shift-count-overflow",
        M::UnusedComparison | M::UnusedValue => "unused-value",
        M::UnusedFunction => "unused-function",
        M::UnusedLabel => "unused-label",
        M::UnusedVariable => "unused-variable",
        M::WarningDirective => "cpp",
        _ => return None,
    })
}

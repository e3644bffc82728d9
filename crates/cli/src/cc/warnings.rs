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
        let wanted = name.is_none_or(|name| self.said(name) != Some(false));
        if self.none || !wanted {
            return None;
        }
        let as_error = name.and_then(|name| self.named_errors.get(name)).copied();
        let mut flag = name.map(|name| format!("-W{name}"));
        // `-Werror` must not stop a build for what gcc would not have said.
        if as_error.unwrap_or(self.errors && name.is_none_or(|name| self.gcc_says(name))) {
            diagnostic.severity = Severity::Error;
            flag = Some(name.map_or("-Werror".to_owned(), |name| format!("-Werror={name}")));
        }
        Some(Judged { diagnostic, flag })
    }

    /// What the options say about one warning, itself or with its family.
    fn said(&self, name: &str) -> Option<bool> {
        let family = name.starts_with("unused-").then_some("unused");
        let own = self.named.get(name);
        own.or_else(|| family.and_then(|family| self.named.get(family))).copied()
    }

    fn gcc_says(&self, name: &str) -> bool {
        let group = match name {
            "sign-compare" | "empty-body" | "type-limits" => Some("extra"),
            "parentheses" | "format" | "return-type" | "uninitialized" | "address"
            | "array-bounds" => Some("all"),
            _ if name.starts_with("unused-") => Some("all"),
            _ => None,
        };
        self.said(name).unwrap_or_else(|| {
            group.is_none_or(|group| self.named.get(group).copied().unwrap_or(false))
        })
    }
}

/// gcc's name of a warning; those without one cannot be turned off by themselves.
fn name(id: M) -> Option<&'static str> {
    Some(match id {
        M::AssignInCondition => "parentheses",
        M::CharNeverNegative => "type-limits",
        M::CompareString => "address",
        M::DiscardsConst => "discarded-qualifiers",
        M::ImplicitFunction => "implicit-function-declaration",
        M::IntToPointer | M::PointerToInt => "int-conversion",
        M::PointerMismatch => "incompatible-pointer-types",
        M::SizeofParameter => "sizeof-array-argument",
        M::Uninitialised => "uninitialized",
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

//! Why a file operation does not go on: what `?` carries to the end of a system call.

use vitrine_abi::Errno;

use crate::attempt::{Attempt, Resume, Sleep, SleepReason, Unsupported, Why};

/// Anything but success.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// The program's call fails.
    Fail(Errno, Why),
    /// The call sleeps.
    Sleep(Sleep),
    /// Not simulated.
    Unsupported(Unsupported),
}

impl Refusal {
    /// An errno that says all there is.
    pub(crate) fn fail(errno: Errno) -> Self {
        Refusal::Fail(errno, Why::Errno)
    }

    /// `EINVAL` for this argument.
    pub(crate) fn bad(argument: &'static str) -> Self {
        Refusal::Fail(Errno::Einval, Why::BadArgument(argument))
    }

    /// A signal that the call itself has caused comes first; then the call is made again.
    pub(crate) fn sleep_for_signal() -> Self {
        Refusal::Sleep(Sleep {
            resume: Resume::FromStart,
            on: alloc::vec::Vec::new(),
            deadline_ns: None,
            reason: SleepReason::Signal,
        })
    }

    /// Not simulated, in the manual's words.
    pub(crate) fn unsupported(what: &str) -> Self {
        Refusal::Unsupported(Unsupported::new(what))
    }
}

impl From<Refusal> for Attempt {
    fn from(refusal: Refusal) -> Attempt {
        match refusal {
            Refusal::Fail(errno, why) => Attempt::Fail(errno, why),
            Refusal::Sleep(sleep) => Attempt::Sleep(sleep),
            Refusal::Unsupported(what) => Attempt::Unsupported(what),
        }
    }
}

//! Numbers by which programs name things.

use core::fmt;

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

numbers! {
    /// A process id (the thread group id of its threads).
    Pid,
    /// A thread id; the first thread of a process has the process's number.
    Tid,
    /// A file descriptor: an index into a process's descriptor table.
    Fd,
}

impl From<Pid> for Tid {
    /// The thread group leader's id.
    fn from(pid: Pid) -> Tid {
        Tid(pid.0)
    }
}

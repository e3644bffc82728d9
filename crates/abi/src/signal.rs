//! Signals: signal(7), asm-generic/signal.h.

use alloc::format;
use alloc::string::{String, ToString};

/// A signal's number, 1 … 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signal(u8);

/// What a signal does when the process has not said otherwise: signal(7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultAction {
    /// End the process.
    Terminate,
    /// End the process and note that it would dump core.
    Core,
    /// Nothing.
    Ignore,
    /// Stop the process.
    Stop,
    /// Continue it if it is stopped.
    Continue,
}

impl Signal {
    /// The highest number.
    pub const MAX: u8 = 64;
    /// The first real-time signal.
    pub const RTMIN: Signal = Signal(32);
    /// Hangup.
    pub const HUP: Signal = Signal(1);
    /// Interrupt.
    pub const INT: Signal = Signal(2);
    /// Quit.
    pub const QUIT: Signal = Signal(3);
    /// Illegal instruction.
    pub const ILL: Signal = Signal(4);
    /// Trace/breakpoint trap.
    pub const TRAP: Signal = Signal(5);
    /// Aborted.
    pub const ABRT: Signal = Signal(6);
    /// Bus error.
    pub const BUS: Signal = Signal(7);
    /// Floating point exception.
    pub const FPE: Signal = Signal(8);
    /// Killed.
    pub const KILL: Signal = Signal(9);
    /// User defined signal 1.
    pub const USR1: Signal = Signal(10);
    /// Segmentation fault.
    pub const SEGV: Signal = Signal(11);
    /// User defined signal 2.
    pub const USR2: Signal = Signal(12);
    /// Broken pipe.
    pub const PIPE: Signal = Signal(13);
    /// Alarm clock.
    pub const ALRM: Signal = Signal(14);
    /// Terminated.
    pub const TERM: Signal = Signal(15);
    /// Stack fault.
    pub const STKFLT: Signal = Signal(16);
    /// Child exited.
    pub const CHLD: Signal = Signal(17);
    /// Continued.
    pub const CONT: Signal = Signal(18);
    /// Stopped (signal).
    pub const STOP: Signal = Signal(19);
    /// Stopped.
    pub const TSTP: Signal = Signal(20);
    /// Stopped (tty input).
    pub const TTIN: Signal = Signal(21);
    /// Stopped (tty output).
    pub const TTOU: Signal = Signal(22);
    /// Urgent I/O condition.
    pub const URG: Signal = Signal(23);
    /// CPU time limit exceeded.
    pub const XCPU: Signal = Signal(24);
    /// File size limit exceeded.
    pub const XFSZ: Signal = Signal(25);
    /// Virtual timer expired.
    pub const VTALRM: Signal = Signal(26);
    /// Profiling timer expired.
    pub const PROF: Signal = Signal(27);
    /// Window changed.
    pub const WINCH: Signal = Signal(28);
    /// I/O possible.
    pub const IO: Signal = Signal(29);
    /// Power failure.
    pub const PWR: Signal = Signal(30);
    /// Bad system call.
    pub const SYS: Signal = Signal(31);

    /// The signal with this number, if there is one.
    pub fn new(number: i64) -> Option<Signal> {
        (1..=i64::from(Self::MAX)).contains(&number).then_some(Signal(number as u8))
    }

    /// The number, 1 … 64.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The name, such as `SIGPIPE` or `SIGRT_3`.
    pub fn name(self) -> String {
        match self.row() {
            Some((name, _, _)) => format!("SIG{name}"),
            None => format!("SIGRT_{}", self.0 - Self::RTMIN.0),
        }
    }

    /// The text of strsignal(3).
    pub fn text(self) -> String {
        match self.row() {
            Some((_, text, _)) => text.to_string(),
            None => format!("Real-time signal {}", self.0 - Self::RTMIN.0),
        }
    }

    /// The default action: signal(7).
    pub fn default_action(self) -> DefaultAction {
        self.row().map_or(DefaultAction::Terminate, |(_, _, action)| action)
    }

    fn row(self) -> Option<(&'static str, &'static str, DefaultAction)> {
        ROWS.get(usize::from(self.0) - 1).copied()
    }
}

const ROWS: [(&str, &str, DefaultAction); 31] = [
    ("HUP", "Hangup", DefaultAction::Terminate),
    ("INT", "Interrupt", DefaultAction::Terminate),
    ("QUIT", "Quit", DefaultAction::Core),
    ("ILL", "Illegal instruction", DefaultAction::Core),
    ("TRAP", "Trace/breakpoint trap", DefaultAction::Core),
    ("ABRT", "Aborted", DefaultAction::Core),
    ("BUS", "Bus error", DefaultAction::Core),
    ("FPE", "Floating point exception", DefaultAction::Core),
    ("KILL", "Killed", DefaultAction::Terminate),
    ("USR1", "User defined signal 1", DefaultAction::Terminate),
    ("SEGV", "Segmentation fault", DefaultAction::Core),
    ("USR2", "User defined signal 2", DefaultAction::Terminate),
    ("PIPE", "Broken pipe", DefaultAction::Terminate),
    ("ALRM", "Alarm clock", DefaultAction::Terminate),
    ("TERM", "Terminated", DefaultAction::Terminate),
    ("STKFLT", "Stack fault", DefaultAction::Terminate),
    ("CHLD", "Child exited", DefaultAction::Ignore),
    ("CONT", "Continued", DefaultAction::Continue),
    ("STOP", "Stopped (signal)", DefaultAction::Stop),
    ("TSTP", "Stopped", DefaultAction::Stop),
    ("TTIN", "Stopped (tty input)", DefaultAction::Stop),
    ("TTOU", "Stopped (tty output)", DefaultAction::Stop),
    ("URG", "Urgent I/O condition", DefaultAction::Ignore),
    ("XCPU", "CPU time limit exceeded", DefaultAction::Core),
    ("XFSZ", "File size limit exceeded", DefaultAction::Core),
    ("VTALRM", "Virtual timer expired", DefaultAction::Terminate),
    ("PROF", "Profiling timer expired", DefaultAction::Terminate),
    ("WINCH", "Window changed", DefaultAction::Ignore),
    ("IO", "I/O possible", DefaultAction::Terminate),
    ("PWR", "Power failure", DefaultAction::Terminate),
    ("SYS", "Bad system call", DefaultAction::Core),
];

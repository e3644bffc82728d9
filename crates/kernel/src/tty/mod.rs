//! The terminal, or, without one, the host's ends of stdin, stdout and stderr.
//!
//! [`Terminal`] holds the line discipline's state, what the host has fed and all that was written.
//! Output is kept as the program wrote it: a renderer turns `\n` into `\r\n` where `ONLCR` asks
//! for it, as a real terminal driver would on the way out.

mod input;
mod job;
mod line;
mod output;

use alloc::vec::Vec;

use vitrine_abi::files::Termios;
use vitrine_abi::{Pid, Tid};

use crate::event::Event;
use crate::fd::Stream;
use crate::fs::{FilesConfig, StdinKind};
use crate::kernel::Kernel;
use crate::poll::{POLLHUP, READABLE, Source};
use crate::table::Id;
use crate::wait::WaitQueue;

pub use input::HostInput;
pub use line::LineDiscipline;
pub use output::{Chunk, OutputLog};

/// The one terminal of a machine.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Terminal {
    /// Whether descriptors 0, 1 and 2 started as this terminal.
    pub is_tty: bool,
    /// Settings, typed characters, lines that are ready.
    pub line: LineDiscipline,
    /// Size: rows and columns.
    pub window: (u16, u16),
    /// The session whose controlling terminal it is: its leader may use it, and its jobs.
    pub session: Option<Pid>,
    /// The foreground process group: gets the signals of `^C` and `^\`.
    pub foreground: Pid,
    /// What the host feeds to a stdin that is no terminal.
    pub host_input: HostInput,
    /// Readers sleep here.
    pub readable: Id<WaitQueue>,
    /// All output so far.
    pub output: OutputLog,
}

impl Terminal {
    /// A new terminal for this configuration; what is typed ahead is typed later by
    /// [`Kernel::type_ahead`].
    pub(crate) fn new(config: &FilesConfig, readable: Id<WaitQueue>, foreground: Pid) -> Self {
        let mut host_input = HostInput::default();
        if !config.tty {
            let (StdinKind::Bytes(bytes) | StdinKind::Open(bytes)) = &config.stdin;
            host_input.feed(bytes);
            host_input.open = matches!(config.stdin, StdinKind::Open(_));
        }
        Terminal {
            is_tty: config.tty,
            line: LineDiscipline::default(),
            window: (24, 80),
            session: Some(foreground),
            foreground,
            host_input,
            readable,
            output: OutputLog::default(),
        }
    }

    /// The bytes that a read(2) of at most `limit` would get now; empty is end of file; `None`
    /// has to wait.
    pub(crate) fn peek(&self, from_terminal: bool, limit: usize) -> Option<Vec<u8>> {
        if from_terminal { self.line.peek(limit) } else { self.host_input.peek(limit) }
    }

    /// Takes what was peeked.
    pub(crate) fn consume(&mut self, from_terminal: bool, bytes: usize) {
        if from_terminal {
            self.line.consume(bytes);
        } else {
            self.host_input.consume(bytes);
        }
    }
}

impl Kernel {
    /// The user typed, or the host fed stdin: an input from outside, which a recording keeps.
    pub fn terminal_input(&mut self, bytes: &[u8]) {
        if self.terminal.is_tty {
            for byte in bytes {
                self.type_byte(*byte);
            }
        } else {
            self.terminal.host_input.feed(bytes);
        }
        self.wake_all(self.terminal.readable, None);
        self.readiness_changed(Source::Terminal, READABLE | POLLHUP);
    }

    /// The host will feed no more: readers see end of file. On a terminal this is `^D`.
    pub fn end_of_input(&mut self) {
        if self.terminal.is_tty {
            self.type_byte(self.terminal.line.termios.cc[Termios::VEOF]);
        } else {
            self.terminal.host_input.open = false;
        }
        self.wake_all(self.terminal.readable, None);
        self.readiness_changed(Source::Terminal, READABLE | POLLHUP);
    }

    /// Types what the configuration has for a terminal before the program runs.
    pub(crate) fn type_ahead(&mut self, config: &FilesConfig) {
        if !config.tty {
            return;
        }
        let (StdinKind::Bytes(bytes) | StdinKind::Open(bytes)) = &config.stdin;
        if !bytes.is_empty() {
            self.terminal_input(bytes);
        }
        if let StdinKind::Bytes(bytes) = &config.stdin
            && !bytes.is_empty()
        {
            self.end_of_input();
        }
    }

    fn type_byte(&mut self, byte: u8) {
        let typed = self.terminal.line.receive(byte);
        if !typed.echo.is_empty() {
            self.show(Stream::Terminal, None, &typed.echo);
        }
        if let Some(signal) = typed.signal {
            let group = self.terminal.foreground;
            self.send_signal_to_group(group, signal, None);
        }
    }

    /// Puts output into the log.
    pub(crate) fn show(&mut self, stream: Stream, thread: Option<Tid>, bytes: &[u8]) {
        let time_ns = self.now_ns();
        self.terminal.output.append(Chunk { stream, thread, time_ns, bytes: bytes.into() });
        self.emit(Event::TerminalOutput { bytes: bytes.len() as u64 });
    }
}

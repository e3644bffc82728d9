//! The line discipline: editing, echo, signals. termios(3), drivers/tty/n_tty.c.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::hash::{Hash, Hasher};

use vitrine_abi::Signal;
use vitrine_abi::files::Termios;

/// Longest line that can be edited, in bytes: `N_TTY_BUF_SIZE` less one for the end of line.
const LINE_MAX: usize = 4095;

/// Settings and input of a terminal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineDiscipline {
    /// What tcsetattr(3) sets.
    pub termios: Termios,
    /// The line that is being typed; it can still be edited.
    pub editing: Vec<u8>,
    /// Lines that can be read; an empty one is an end of file (`^D`).
    pub ready: VecDeque<Vec<u8>>,
}

impl Hash for LineDiscipline {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.termios.to_bytes(), &self.editing, &self.ready).hash(state);
    }
}

/// What a typed character causes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    /// What the terminal shows.
    pub echo: Vec<u8>,
    /// What the foreground process group gets.
    pub signal: Option<Signal>,
}

impl LineDiscipline {
    /// Whether input comes in lines.
    pub fn is_canonical(&self) -> bool {
        self.termios.lflag & Termios::ICANON != 0
    }

    fn has_local(&self, flag: u32) -> bool {
        self.termios.lflag & flag != 0
    }

    fn is_special(&self, byte: u8, index: usize) -> bool {
        byte != 0 && self.termios.cc[index] == byte
    }

    /// A character arrives from the keyboard.
    pub(crate) fn receive(&mut self, byte: u8) -> Typed {
        let mut typed = Typed::default();
        if self.has_local(Termios::ISIG)
            && let Some(signal) = self.signal_of(byte)
        {
            if !self.has_local(Termios::NOFLSH) {
                self.flush();
            }
            self.echo(byte, &mut typed.echo);
            typed.signal = Some(signal);
            return typed;
        }
        let input = self.termios.iflag;
        let byte = match byte {
            b'\r' if input & Termios::IGNCR != 0 => return typed,
            b'\r' if input & Termios::ICRNL != 0 => b'\n',
            b'\n' if input & Termios::INLCR != 0 => b'\r',
            other => other,
        };
        if self.is_canonical() {
            self.edit(byte, &mut typed.echo);
        } else {
            self.echo(byte, &mut typed.echo);
            match self.ready.back_mut() {
                Some(last) if !last.is_empty() => last.push(byte),
                _ => self.ready.push_back([byte].into()),
            }
        }
        typed
    }

    fn signal_of(&self, byte: u8) -> Option<Signal> {
        let table = [
            (Termios::VINTR, Signal::INT),
            (Termios::VQUIT, Signal::QUIT),
            (Termios::VSUSP, Signal::TSTP),
        ];
        table.into_iter().find(|(index, _)| self.is_special(byte, *index)).map(|(_, signal)| signal)
    }

    fn edit(&mut self, byte: u8, echo: &mut Vec<u8>) {
        if self.is_special(byte, Termios::VERASE) {
            self.erase(1, echo);
        } else if self.is_special(byte, Termios::VKILL) {
            self.erase(self.editing.len(), echo);
        } else if self.is_special(byte, Termios::VWERASE) {
            let text = self.editing.trim_ascii_end();
            let word = text.iter().rev().take_while(|byte| !byte.is_ascii_whitespace()).count();
            self.erase(self.editing.len() - text.len() + word, echo);
        } else if self.is_special(byte, Termios::VEOF) {
            self.ready.push_back(core::mem::take(&mut self.editing));
        } else if byte == b'\n' || self.is_special(byte, Termios::VEOL) {
            if self.has_local(Termios::ECHO) || self.has_local(Termios::ECHONL) {
                echo.push(byte);
            }
            self.editing.push(byte);
            self.ready.push_back(core::mem::take(&mut self.editing));
        } else if self.editing.len() < LINE_MAX {
            self.editing.push(byte);
            self.echo(byte, echo);
        }
    }

    /// Takes characters off the end of the line and wipes them out on the screen.
    fn erase(&mut self, count: usize, echo: &mut Vec<u8>) {
        for _ in 0..count {
            let Some(byte) = self.editing.pop() else { return };
            if self.has_local(Termios::ECHO) && self.has_local(Termios::ECHOE) {
                let columns = if self.shows_caret(byte) { 2 } else { 1 };
                for _ in 0..columns {
                    echo.extend_from_slice(b"\x08 \x08");
                }
            }
        }
    }

    fn shows_caret(&self, byte: u8) -> bool {
        let is_plain = byte == b'\t' || byte == b'\n';
        self.has_local(Termios::ECHOCTL) && byte.is_ascii_control() && !is_plain
    }

    fn echo(&self, byte: u8, echo: &mut Vec<u8>) {
        if !self.has_local(Termios::ECHO) {
            return;
        }
        if self.shows_caret(byte) {
            echo.extend_from_slice(&[b'^', byte ^ 0x40]);
        } else {
            echo.push(byte);
        }
    }

    /// `TOSTOP`: background jobs may not write.
    pub(crate) fn stops_background_output(&self) -> bool {
        const TOSTOP: u32 = 0o400;
        self.has_local(TOSTOP)
    }

    /// Throws all input away: `TCSAFLUSH`, a signal.
    pub(crate) fn flush(&mut self) {
        self.editing.clear();
        self.ready.clear();
    }

    /// Sets the modes. What was typed of a line becomes readable when lines are switched off.
    pub(crate) fn set(&mut self, termios: Termios) {
        let was_canonical = self.is_canonical();
        self.termios = termios;
        if was_canonical && !self.is_canonical() {
            self.ready.retain(|line| !line.is_empty());
            if !self.editing.is_empty() {
                self.ready.push_back(core::mem::take(&mut self.editing));
            }
        }
    }

    /// Bytes that a read could get now: `FIONREAD`.
    pub fn queued(&self) -> usize {
        self.ready.iter().map(Vec::len).sum()
    }

    /// What a read of at most `limit` bytes gets: one line, or, without lines, all there is.
    pub(crate) fn peek(&self, limit: usize) -> Option<Vec<u8>> {
        if self.is_canonical() {
            let line = self.ready.front()?;
            return Some(line[..line.len().min(limit)].to_vec());
        }
        let bytes: Vec<u8> = self.ready.iter().flatten().copied().take(limit).collect();
        let least = usize::from(self.termios.cc[Termios::VMIN]).min(limit);
        (bytes.len() >= least).then_some(bytes)
    }

    /// Takes what was peeked.
    pub(crate) fn consume(&mut self, bytes: usize) {
        let mut left = bytes;
        while let Some(line) = self.ready.front_mut() {
            let part = left.min(line.len());
            line.drain(..part);
            left -= part;
            if line.is_empty() {
                self.ready.pop_front();
            }
            if left == 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn type_all(line: &mut LineDiscipline, bytes: &[u8]) -> (Vec<u8>, Vec<Signal>) {
        let typed: Vec<_> = bytes.iter().map(|byte| line.receive(*byte)).collect();
        let signals = typed.iter().filter_map(|typed| typed.signal).collect();
        (typed.into_iter().flat_map(|typed| typed.echo).collect(), signals)
    }

    #[test]
    fn a_line_is_readable_once_it_is_complete() {
        let mut line = LineDiscipline::default();
        let (echo, _) = type_all(&mut line, b"helo\x7flo");
        assert_eq!(echo, b"helo\x08 \x08lo");
        assert_eq!(line.peek(100), None);
        type_all(&mut line, b"\rnext\n");
        assert_eq!(line.peek(100).unwrap(), b"hello\n");
        line.consume(2);
        assert_eq!(line.peek(100).unwrap(), b"llo\n");
        line.consume(4);
        assert_eq!(line.peek(3).unwrap(), b"nex");
    }

    #[test]
    fn control_d_ends_the_file_or_the_line() {
        let mut line = LineDiscipline::default();
        type_all(&mut line, b"ab\x04\x04");
        assert_eq!(line.peek(10).unwrap(), b"ab");
        line.consume(2);
        assert_eq!(line.peek(10).unwrap(), b"");
        line.consume(0);
        assert_eq!(line.peek(10), None);
    }

    #[test]
    fn control_c_signals_and_drops_the_line() {
        let mut line = LineDiscipline::default();
        let (echo, signals) = type_all(&mut line, b"abc\x03x y\x17z\n");
        assert_eq!(signals, [Signal::INT]);
        assert_eq!(echo, b"abc^Cx y\x08 \x08z\n");
        assert_eq!(line.peek(10).unwrap(), b"x z\n");
    }

    #[test]
    fn without_lines_each_character_counts() {
        let mut line = LineDiscipline::default();
        let mut raw = line.termios.clone();
        raw.lflag &= !(Termios::ICANON | Termios::ECHO);
        type_all(&mut line, b"ab");
        line.set(raw);
        assert_eq!(type_all(&mut line, b"\x04c").0, b"");
        assert_eq!(line.peek(10).unwrap(), b"ab\x04c");
        line.consume(3);
        assert_eq!(line.peek(10).unwrap(), b"c");
    }
}

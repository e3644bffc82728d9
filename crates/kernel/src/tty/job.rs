//! The terminal and job control: whose it is, and what background jobs may not do.
//! drivers/tty/tty_jobctrl.c; termios(3), credentials(7).

use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid, Signal};

use crate::attempt::Why;
use crate::event::Event;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::task::FIRST;

impl Kernel {
    /// Whether the terminal is the controlling terminal of a process.
    pub(crate) fn has_terminal(&self, pid: Pid) -> bool {
        let process = self.process(pid);
        let is_ours = self.terminal.session == Some(process.session);
        self.terminal.is_tty && is_ours && process.has_terminal
    }

    /// A background job reads (SIGTTIN) or changes (SIGTTOU) its controlling terminal: its group
    /// gets the signal and the call is made again, or it fails with `EIO` if that would help
    /// nothing (`__tty_check_change`, `job_control`).
    pub(crate) fn check_foreground(
        &mut self,
        caller: &Caller,
        signal: Signal,
    ) -> Result<(), Refusal> {
        let group = self.process(caller.process).group;
        if !self.has_terminal(caller.process) || self.terminal.foreground == group {
            return Ok(());
        }
        let refused = self.ignores_or_blocks(caller.thread, signal);
        if refused && signal == Signal::TTOU {
            return Ok(());
        }
        if refused || self.is_orphaned_group(group) {
            return Err(Refusal::Fail(Errno::Eio, Why::BackgroundJob));
        }
        self.emit(Event::BackgroundJob { thread: caller.thread, signal });
        self.send_signal_to_group(group, signal, None);
        // -ERESTARTSYS: the signal first, then the call again.
        Err(Refusal::sleep_for_signal())
    }

    /// TIOCSCTTY: a session leader without a terminal takes one that nobody has.
    pub(crate) fn take_terminal(&mut self, caller: &Caller) -> Result<(), Refusal> {
        let process = self.process(caller.process);
        let (session, group) = (process.session, process.group);
        if session == caller.process && self.has_terminal(session) {
            return Ok(());
        }
        if session != caller.process || self.terminal.session.is_some() {
            return Err(Refusal::Fail(Errno::Eperm, Why::Permission));
        }
        self.terminal.session = Some(session);
        self.terminal.foreground = group;
        self.process_mut(session).has_terminal = true;
        Ok(())
    }

    /// TIOCNOTTY: a process does without its controlling terminal; a session leader takes it from the whole session, and
    /// the foreground job gets SIGHUP and SIGCONT (`disassociate_ctty`).
    pub(crate) fn give_terminal_up(&mut self, caller: &Caller) {
        if self.process(caller.process).session == caller.process {
            let foreground = self.release_terminal(caller.process);
            for signal in [Signal::HUP, Signal::CONT] {
                self.send_signal_to_group(foreground, signal, Some(caller.thread));
            }
        }
        self.process_mut(caller.process).has_terminal = false;
    }

    /// A process ends: if it leads the terminal's session, that has none any more, and the foreground job gets SIGHUP.
    /// A terminal that is no pseudo-terminal would be hung up altogether (`disassociate_ctty`).
    pub(crate) fn leave_terminal(&mut self, pid: Pid) {
        if self.process(pid).session != pid || !self.has_terminal(pid) {
            return;
        }
        // Deviates: the first program leads its session, and ends as if a shell had started it: its children keep the
        // terminal and may go on writing.
        if pid == FIRST {
            return;
        }
        let foreground = self.release_terminal(pid);
        let members = self.processes.iter().filter(|(_, process)| process.group == foreground);
        let members: Vec<Pid> =
            members.map(|(other, _)| other).filter(|other| *other != pid).collect();
        for member in members {
            self.send_signal(member, Signal::HUP, None);
        }
    }

    /// Nobody of the session has the terminal from now on; what was its foreground group.
    fn release_terminal(&mut self, session: Pid) -> Pid {
        let foreground = self.terminal.foreground;
        self.terminal.session = None;
        self.terminal.foreground = Pid(0);
        self.emit(Event::TerminalReleased { session });
        let members = self.processes.iter().filter(|(_, process)| process.session == session);
        let members: Vec<Pid> = members.map(|(pid, _)| pid).collect();
        for pid in members {
            self.process_mut(pid).has_terminal = false;
        }
        foreground
    }
}

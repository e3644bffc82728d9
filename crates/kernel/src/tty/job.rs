//! The terminal and job control: whose it is, and what background jobs may not do.
//! drivers/tty/tty_jobctrl.c; termios(3), credentials(7).

use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid, Signal};

use crate::attempt::Why;
use crate::event::Event;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::task::INIT;

impl Kernel {
    /// Whether the terminal is the controlling terminal of a process.
    pub(crate) fn has_terminal(&self, pid: Pid) -> bool {
        self.terminal.is_tty && self.terminal.session == Some(self.process(pid).session)
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
        if self.terminal.session == Some(session) && session == caller.process {
            return Ok(());
        }
        if session != caller.process || self.terminal.session.is_some() {
            return Err(Refusal::Fail(Errno::Eperm, Why::Permission));
        }
        self.terminal.session = Some(session);
        self.terminal.foreground = group;
        Ok(())
    }

    /// TIOCNOTTY, or the end of a process: a session leader takes the terminal from its session,
    /// and the foreground job gets SIGHUP and SIGCONT (`disassociate_ctty`).
    pub(crate) fn leave_terminal(&mut self, pid: Pid) {
        let session = self.process(pid).session;
        if session != pid || !self.has_terminal(pid) {
            return;
        }
        let foreground = self.terminal.foreground;
        self.terminal.session = None;
        self.terminal.foreground = Pid(0);
        self.emit(Event::TerminalReleased { session });
        let members = self.processes.iter().filter(|(other, process)| {
            process.group == foreground && *other != pid && process.pid != INIT
        });
        let members: Vec<Pid> = members.map(|(other, _)| other).collect();
        for member in members {
            self.send_signal(member, Signal::HUP, None);
            self.send_signal(member, Signal::CONT, None);
        }
    }
}

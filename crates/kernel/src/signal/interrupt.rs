//! What a signal does to the call that it interrupts: signal(7), "Interruption of system calls and
//! library functions by signal handlers".

use vitrine_abi::{Errno, Registers, Signal, Tid};

use crate::attempt::{Resume, Why};
use crate::kernel::Kernel;
use crate::signal::SignalAction;
use crate::task::InCall;

/// The kernel's internal codes for an interrupted call: include/linux/errno.h.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Interruption {
    /// ERESTARTSYS: again if no handler runs, or if its SA_RESTART says so.
    Restarts,
    /// ERESTARTNOHAND, ERESTART_RESTARTBLOCK: again only if no handler runs.
    RestartsWithoutHandler,
    /// EINTR in any case, even after a stop and SIGCONT.
    Ends,
}

fn interruption(inside: &InCall) -> Interruption {
    let has_deadline = matches!(inside.resume, Resume::Until { deadline_ns: Some(_) });
    match inside.call.number {
        // epoll_pwait, rt_sigtimedwait, semtimedop, semop, epoll_pwait2.
        22 | 137 | 192 | 193 | 441 => Interruption::Ends,
        // read, write, readv, writev, accept, connect, sendto, recvfrom, sendmsg, recvmsg,
        // accept4, recvmmsg, sendmmsg of a socket with a timeout: sock_intr_errno of net/sock.h.
        63..=66 | 202 | 203 | 206 | 207 | 211 | 212 | 242 | 243 | 269 if has_deadline => {
            Interruption::Ends
        }
        // io_getevents, pselect6, ppoll, nanosleep, clock_nanosleep, rt_sigsuspend, msgrcv,
        // msgsnd.
        4 | 72 | 73 | 101 | 115 | 133 | 188 | 189 => Interruption::RestartsWithoutHandler,
        // futex with a timeout.
        98 if has_deadline => Interruption::RestartsWithoutHandler,
        _ => Interruption::Restarts,
    }
}

impl Kernel {
    /// A signal that no handler takes has interrupted a call: some calls end all the same.
    pub(super) fn interrupt_without_handler(&mut self, tid: Tid, signal: Signal) {
        if let Some(inside) = self.thread(tid).call
            && interruption(&inside) == Interruption::Ends
        {
            self.end_call(tid, signal);
        }
    }

    /// A handler is going to run: the call that it interrupts ends, or is made anew afterwards.
    pub(super) fn interrupt_with_handler(
        &mut self,
        tid: Tid,
        signal: Signal,
        action: SignalAction,
    ) {
        let Some(inside) = self.thread(tid).call else { return };
        let wished = action.flags & SignalAction::RESTART != 0;
        if wished && interruption(&inside) == Interruption::Restarts {
            self.thread_mut(tid).call = None;
        } else {
            self.end_call(tid, signal);
        }
    }

    fn end_call(&mut self, tid: Tid, signal: Signal) {
        self.call_interrupted(tid, Why::Interrupted(signal));
        let thread = self.thread_mut(tid);
        thread.awaited = super::SignalSet::default();
        thread.registers.x[Registers::A0] = Errno::Eintr.as_return();
        thread.registers.pc += 4;
    }
}

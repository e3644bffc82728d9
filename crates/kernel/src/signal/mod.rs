//! Signals: what is pending, what a process wants done, and how a signal takes effect.

mod calls;
mod deliver;
mod frame;
mod info;
mod interrupt;
mod send;
mod stop;
mod wait;

use alloc::vec::Vec;

use vitrine_abi::{DefaultAction, Signal};

pub(crate) use calls::*;
pub(crate) use info::INFO_SIZE;
pub use info::{Origin, SignalInfo};
pub(crate) use send::Target;
pub(crate) use wait::*;

/// A set of signals; bit n − 1 is signal n, as in the kernel's sigset_t.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SignalSet(pub u64);

impl SignalSet {
    /// Whether the signal is in it.
    pub fn contains(self, signal: Signal) -> bool {
        self.0 & Self::only(signal).0 != 0
    }

    /// The set of one signal.
    pub fn only(signal: Signal) -> SignalSet {
        SignalSet(1 << (signal.number() - 1))
    }

    /// Whether no signal is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets' signals.
    #[must_use]
    pub fn with(self, other: SignalSet) -> SignalSet {
        SignalSet(self.0 | other.0)
    }

    /// This set's signals that are not in the other.
    #[must_use]
    pub fn without(self, other: SignalSet) -> SignalSet {
        SignalSet(self.0 & !other.0)
    }

    /// SIGKILL and SIGSTOP, which nothing can block.
    pub(crate) fn unblockable() -> SignalSet {
        Self::only(Signal::KILL).with(Self::only(Signal::STOP))
    }

    /// The signals that stop a process by default.
    pub(crate) fn stops() -> SignalSet {
        SignalSet(0b1111 << (Signal::STOP.number() - 1))
    }

    /// SYNCHRONOUS_MASK of kernel/signal.c: what a faulting instruction causes is taken first.
    fn synchronous() -> SignalSet {
        let signals =
            [Signal::SEGV, Signal::BUS, Signal::ILL, Signal::TRAP, Signal::FPE, Signal::SYS];
        signals.into_iter().fold(SignalSet::default(), |set, one| set.with(Self::only(one)))
    }
}

/// Signals that were sent and have not taken effect, in order of sending. A standard signal is
/// pending at most once: signal(7).
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Pending {
    /// Each with its origin.
    pub infos: Vec<SignalInfo>,
}

impl Pending {
    /// The signals in it.
    pub fn set(&self) -> SignalSet {
        self.infos
            .iter()
            .fold(SignalSet::default(), |set, info| set.with(SignalSet::only(info.signal)))
    }

    pub(crate) fn add(&mut self, info: SignalInfo) {
        let queues = info.signal >= Signal::RTMIN;
        if queues || !self.set().contains(info.signal) {
            self.infos.push(info);
        }
    }

    pub(crate) fn discard(&mut self, set: SignalSet) {
        self.infos.retain(|info| !set.contains(info.signal));
    }

    /// Takes out the one that is delivered next: faults first, then the lowest number, and of one
    /// number the one that was sent first.
    pub(crate) fn take(&mut self, allowed: SignalSet) -> Option<SignalInfo> {
        if self.infos.is_empty() {
            return None;
        }
        let rank =
            |info: &SignalInfo| (!SignalSet::synchronous().contains(info.signal), info.signal);
        let candidates =
            self.infos.iter().enumerate().filter(|(_, info)| allowed.contains(info.signal));
        let (index, _) = candidates.min_by_key(|(index, info)| (rank(info), *index))?;
        Some(self.infos.remove(index))
    }
}

/// The alternate signal stack: sigaltstack(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AlternateStack {
    /// Lowest address.
    pub start: u64,
    /// Bytes.
    pub size: u64,
    /// SS_AUTODISARM: a handler on it runs as if there were none.
    pub disarms: bool,
}

impl AlternateStack {
    /// Whether a stack pointer is on it.
    pub(crate) fn holds(self, sp: u64) -> bool {
        !self.disarms && sp > self.start && sp - self.start <= self.size
    }
}

/// What a process wants done with one signal: sigaction(2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SignalAction {
    /// 0 SIG_DFL, 1 SIG_IGN, else the handler's address.
    pub handler: u64,
    /// SA_… flags.
    pub flags: u64,
    /// Blocked while the handler runs.
    pub mask: SignalSet,
}

impl SignalAction {
    /// SA_NOCLDSTOP.
    pub const NOCLDSTOP: u64 = 1;
    /// SA_NOCLDWAIT.
    pub const NOCLDWAIT: u64 = 2;
    /// SA_SIGINFO.
    pub const SIGINFO: u64 = 4;
    /// SA_ONSTACK.
    pub const ONSTACK: u64 = 0x0800_0000;
    /// SA_RESTART.
    pub const RESTART: u64 = 0x1000_0000;
    /// SA_NODEFER.
    pub const NODEFER: u64 = 0x4000_0000;
    /// SA_RESETHAND.
    pub const RESETHAND: u64 = 0x8000_0000;
    /// Flags that Linux knows on riscv64: UAPI_SA_FLAGS with SA_EXPOSE_TAGBITS.
    pub(crate) const KNOWN: u64 = Self::NOCLDSTOP
        | Self::NOCLDWAIT
        | Self::SIGINFO
        | 0x800
        | Self::ONSTACK
        | Self::RESTART
        | Self::NODEFER
        | Self::RESETHAND;

    /// What happens when the signal comes.
    pub fn disposition(&self, signal: Signal) -> Disposition {
        match (self.handler, signal.default_action()) {
            (1, _) => Disposition::Ignore,
            (0, DefaultAction::Ignore) => Disposition::Ignore,
            (0, DefaultAction::Continue) => Disposition::Ignore,
            (0, DefaultAction::Terminate) => Disposition::Terminate { core: false },
            (0, DefaultAction::Core) => Disposition::Terminate { core: true },
            (0, DefaultAction::Stop) => Disposition::Stop,
            (handler, _) => Disposition::Handle(handler),
        }
    }
}

/// What a signal does to a process. SIGCONT continues in any case, when it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Disposition {
    /// Nothing.
    Ignore,
    /// The process ends.
    Terminate {
        /// Linux would dump core (if the limit allowed it).
        core: bool,
    },
    /// The process stops.
    Stop,
    /// This handler runs.
    Handle(u64),
}

/// What a process wants done with each signal.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Handlers {
    actions: Vec<SignalAction>,
}

impl Default for Handlers {
    fn default() -> Self {
        let actions = (0..Signal::MAX).map(|_| SignalAction::default()).collect();
        Handlers { actions }
    }
}

impl Handlers {
    /// The action for a signal.
    pub fn get(&self, signal: Signal) -> SignalAction {
        self.actions[usize::from(signal.number()) - 1]
    }

    pub(crate) fn set(&mut self, signal: Signal, action: SignalAction) {
        self.actions[usize::from(signal.number()) - 1] = action;
    }

    /// Signals whose action is like that.
    pub(crate) fn set_where(&self, wanted: impl Fn(&SignalAction) -> bool) -> SignalSet {
        let numbers = self.actions.iter().enumerate().filter(|(_, action)| wanted(action));
        SignalSet(numbers.fold(0, |set, (index, _)| set | 1 << index))
    }

    /// execve(2): handlers become default, ignored signals stay ignored.
    pub(crate) fn after_exec(&self) -> Handlers {
        let keep = |action: &SignalAction| match action.handler {
            1 => SignalAction { handler: 1, ..SignalAction::default() },
            _ => SignalAction::default(),
        };
        Handlers { actions: self.actions.iter().map(keep).collect() }
    }
}

//! siginfo_t: what is told about a signal's origin. sigaction(2), asm-generic/siginfo.h.

use vitrine_abi::{Pid, Signal};

/// Bytes of siginfo_t.
pub(crate) const INFO_SIZE: usize = 128;

/// A signal on its way, with what siginfo_t tells about its origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SignalInfo {
    /// Which.
    pub signal: Signal,
    /// `si_code`: why it was sent.
    pub code: i32,
    /// Who or what it comes from.
    pub origin: Origin,
}

/// The fields of siginfo_t that depend on why the signal was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The kernel, without more to say.
    Kernel,
    /// A process, by kill(2), tkill(2) or tgkill(2).
    Process {
        /// `si_pid`.
        pid: Pid,
        /// `si_uid`.
        uid: u32,
    },
    /// A process, by sigqueue(3).
    Value {
        /// `si_pid`.
        pid: Pid,
        /// `si_uid`.
        uid: u32,
        /// `si_value`.
        value: u64,
    },
    /// A timer of timer_create(2).
    Timer {
        /// `si_timerid`.
        id: i32,
        /// `si_overrun`.
        overrun: i32,
        /// `si_value`.
        value: u64,
    },
    /// A child that changed its state.
    Child {
        /// `si_pid`.
        pid: Pid,
        /// `si_uid`.
        uid: u32,
        /// `si_status`: exit status or signal.
        status: i32,
        /// `si_utime` and `si_stime`, in clock ticks.
        times: (u64, u64),
    },
    /// An instruction of the receiver.
    Fault {
        /// `si_addr`.
        address: u64,
    },
}

impl SignalInfo {
    /// SI_USER: kill(2).
    pub const USER: i32 = 0;
    /// SI_KERNEL.
    pub const KERNEL: i32 = 0x80;
    /// SI_QUEUE: sigqueue(3).
    pub const QUEUE: i32 = -1;
    /// SI_TIMER: a timer of timer_create(2).
    pub const TIMER: i32 = -2;
    /// SI_TKILL: tkill(2), tgkill(2).
    pub const TKILL: i32 = -6;

    /// Sent by the kernel without more to say.
    pub(crate) fn from_kernel(signal: Signal) -> Self {
        SignalInfo { signal, code: Self::KERNEL, origin: Origin::Kernel }
    }

    /// The timer of timer_create(2) that sent it.
    pub(crate) fn timer(&self) -> Option<i32> {
        match self.origin {
            Origin::Timer { id, .. } if self.code == Self::TIMER => Some(id),
            Origin::Timer { .. }
            | Origin::Kernel
            | Origin::Process { .. }
            | Origin::Value { .. }
            | Origin::Child { .. }
            | Origin::Fault { .. } => None,
        }
    }

    /// The structure as user code sees it.
    pub(crate) fn to_bytes(self) -> [u8; INFO_SIZE] {
        let mut bytes = [0; INFO_SIZE];
        let mut put = |at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
        put(0, &i32::from(self.signal.number()).to_le_bytes());
        put(8, &self.code.to_le_bytes());
        match self.origin {
            Origin::Kernel => {}
            Origin::Fault { address } => put(16, &address.to_le_bytes()),
            Origin::Process { pid, uid } => {
                put(16, &pid.0.to_le_bytes());
                put(20, &uid.to_le_bytes());
            }
            Origin::Value { pid, uid, value } => {
                put(16, &pid.0.to_le_bytes());
                put(20, &uid.to_le_bytes());
                put(24, &value.to_le_bytes());
            }
            Origin::Timer { id, overrun, value } => {
                put(16, &id.to_le_bytes());
                put(20, &overrun.to_le_bytes());
                put(24, &value.to_le_bytes());
            }
            Origin::Child { pid, uid, status, times: (user, system) } => {
                put(16, &pid.0.to_le_bytes());
                put(20, &uid.to_le_bytes());
                put(24, &status.to_le_bytes());
                put(32, &user.to_le_bytes());
                put(40, &system.to_le_bytes());
            }
        }
        bytes
    }

    /// What rt_sigqueueinfo(2) is given: `si_code`, pid, uid and value; the signal comes apart.
    pub(crate) fn from_user(signal: Signal, bytes: &[u8; INFO_SIZE]) -> Self {
        let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("4 bytes"));
        let value = u64::from(word(24)) | u64::from(word(28)) << 32;
        let origin = Origin::Value { pid: Pid(word(16) as i32), uid: word(20), value };
        SignalInfo { signal, code: word(8) as i32, origin }
    }
}

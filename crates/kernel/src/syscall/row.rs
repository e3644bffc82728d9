//! One row per system call: the only place where a call is listed.

use crate::attempt::Attempt;
use crate::kernel::{Caller, Kernel};

/// A system call as Vitrine knows it.
#[derive(Debug)]
pub struct Row {
    /// Linux's number on riscv64: asm-generic/unistd.h.
    pub number: u32,
    /// The manual's name.
    pub name: &'static str,
    /// Its arguments, in order.
    pub arguments: &'static [Argument],
    /// How much of the call is simulated.
    pub support: Support,
    /// Restrictions, for docs/syscalls.md.
    pub note: &'static str,
    /// Whether the caller's registers must be saved before the attempt.
    pub registers: bool,
    /// Makes one attempt.
    pub handler: fn(&mut Kernel, &Caller, [u64; 6]) -> Attempt,
}

/// One argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The manual's name.
    pub name: &'static str,
    /// How to read and show it.
    pub kind: ArgKind,
}

/// What an argument means: drives the strace line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgKind {
    /// A descriptor.
    Fd,
    /// A directory descriptor or AT_FDCWD.
    DirFd,
    /// A path that the kernel reads.
    Path,
    /// A buffer that the kernel reads; its length is the next argument.
    In,
    /// A buffer that the kernel fills; its length is the next argument.
    Out,
    /// A structure's address, or an address as such.
    Pointer,
    /// A number of bytes or things.
    Size,
    /// A signed number.
    Int,
    /// An unsigned number, shown in hexadecimal.
    Hex,
    /// File mode bits, shown in octal.
    Mode,
    /// O_… flags of open(2) and pipe2(2).
    OpenFlags,
    /// PROT_… bits.
    Prot,
    /// MAP_… bits.
    MapFlags,
    /// CLONE_… bits.
    CloneFlags,
    /// A signal number.
    Signal,
    /// A process or thread id.
    Pid,
    /// SEEK_….
    Whence,
    /// CLOCK_….
    Clock,
    /// A null-terminated array of strings.
    Strings,
    /// WNOHANG and relatives.
    WaitFlags,
}

/// How much of a call is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// All that its manual page says, as far as it concerns what Vitrine has.
    Full,
    /// The note says what is missing; the missing parts are `Unsupported` by name.
    Partial,
    /// Answers ENOSYS as an older kernel would; the C library then does without.
    Absent,
}

/// Rows: `63 read(fd: Fd, buf: Out, count: Size) => files::read, Full, "note";`
macro_rules! calls {
    ($table:ident: $($number:literal $name:ident ( $($arg:ident : $kind:ident),* ) => $handler:path, $support:ident, $note:literal $(, $registers:ident)?;)*) => {
        /// The rows of this file.
        pub(crate) const $table: &[$crate::syscall::Row] = &[$(
            $crate::syscall::Row {
                number: $number,
                name: stringify!($name),
                arguments: &[$($crate::syscall::Argument {
                    name: stringify!($arg),
                    kind: $crate::syscall::ArgKind::$kind,
                }),*],
                support: $crate::syscall::Support::$support,
                note: $note,
                registers: $crate::syscall::row::saves_registers!($($registers)?),
                handler: $handler,
            },
        )*];
    };
}

/// `registers` at the end of a row: the call reads or sets the caller's registers.
macro_rules! saves_registers {
    () => {
        false
    };
    (registers) => {
        true
    };
}

pub(crate) use {calls, saves_registers};

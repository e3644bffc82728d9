//! Calls as strace(1) writes them, driven by the rows of the system call table.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Signal};
use vitrine_kernel::syscall::{ArgKind, Call};

use crate::value::Read;

/// Characters of a buffer that are shown at most, as strace's `-s 32`.
const MAX_BUFFER: usize = 32;

/// The call on entry; buffers that the kernel will fill are not read yet.
pub(crate) fn call(call: &Call, read: Read) -> String {
    render(call, read, None)
}

/// The whole line of a call that returned.
pub fn returned(call: &Call, result: &Result<i64, Errno>, read: Read) -> String {
    let text = render(call, read, Some(result));
    match result {
        Ok(value) if shows_address(call) => format!("{text} = {value:#x}"),
        Ok(value) => format!("{text} = {value}"),
        Err(errno) => format!("{text} = -1 {} ({})", errno.name(), errno.text()),
    }
}

/// Calls whose result is an address.
fn shows_address(call: &Call) -> bool {
    matches!(call.name().as_str(), "mmap" | "brk" | "mremap")
}

fn render(call: &Call, read: Read, result: Option<&Result<i64, Errno>>) -> String {
    let Some(row) = call.row() else { return format!("{}(…)", call.name()) };
    let mut parts: Vec<String> = Vec::new();
    for (index, argument) in row.arguments.iter().enumerate() {
        let value = call.args[index];
        let next = call.args.get(index + 1).copied().unwrap_or(0);
        parts.push(match argument.kind {
            ArgKind::In => buffer(value, next, read),
            ArgKind::Out => match result {
                Some(Ok(count)) => buffer(value, (*count).max(0) as u64, read),
                Some(Err(_)) => format!("{value:#x}"),
                None => "…".into(),
            },
            kind => scalar(kind, value, read),
        });
    }
    format!("{}({})", row.name, parts.join(", "))
}

fn scalar(kind: ArgKind, value: u64, read: Read) -> String {
    match kind {
        ArgKind::Fd | ArgKind::Int | ArgKind::Pid | ArgKind::Whence | ArgKind::Clock => {
            named(kind, value).unwrap_or_else(|| (value as i32).to_string())
        }
        ArgKind::DirFd if value as i32 == -100 => "AT_FDCWD".into(),
        ArgKind::DirFd => (value as i32).to_string(),
        ArgKind::Path => string(value, read),
        ArgKind::Pointer | ArgKind::Strings | ArgKind::In | ArgKind::Out if value == 0 => {
            "NULL".into()
        }
        ArgKind::Pointer | ArgKind::Strings | ArgKind::In | ArgKind::Out | ArgKind::Hex => {
            format!("{value:#x}")
        }
        ArgKind::Size => value.to_string(),
        ArgKind::Mode => format!("0{:o}", value as u32),
        ArgKind::Signal => {
            Signal::new(value as i64).map_or_else(|| (value as i32).to_string(), Signal::name)
        }
        ArgKind::OpenFlags => open_flags(value),
        ArgKind::Prot => flags(value, "PROT_NONE", &PROT),
        ArgKind::MapFlags => flags(value, "0", &MAP),
        ArgKind::CloneFlags => clone_flags(value),
        ArgKind::WaitFlags => flags(value, "0", &WAIT),
    }
}

fn named(kind: ArgKind, value: u64) -> Option<String> {
    let names: &[&str] = match kind {
        ArgKind::Whence => &["SEEK_SET", "SEEK_CUR", "SEEK_END", "SEEK_DATA", "SEEK_HOLE"],
        ArgKind::Clock => &["CLOCK_REALTIME", "CLOCK_MONOTONIC", "CLOCK_PROCESS_CPUTIME_ID"],
        _ => return None,
    };
    names.get(value as usize).map(ToString::to_string)
}

fn buffer(address: u64, length: u64, read: Read) -> String {
    if address == 0 {
        return "NULL".into();
    }
    let mut bytes = vec![0; (length as usize).min(MAX_BUFFER)];
    let got = read(address, &mut bytes);
    if got < bytes.len() {
        return format!("{address:#x}");
    }
    quoted(&bytes, length > MAX_BUFFER as u64)
}

fn string(address: u64, read: Read) -> String {
    let mut bytes = [0; 256];
    let got = read(address, &mut bytes);
    match bytes[..got].iter().position(|byte| *byte == 0) {
        Some(end) => quoted(&bytes[..end], false),
        None => format!("{address:#x}"),
    }
}

fn quoted(bytes: &[u8], cut: bool) -> String {
    format!("\"{}\"{}", bytes.escape_ascii(), if cut { "..." } else { "" })
}

type Names = [(u64, &'static str)];

const PROT: [(u64, &str); 3] = [(1, "PROT_READ"), (2, "PROT_WRITE"), (4, "PROT_EXEC")];
const MAP: [(u64, &str); 6] = [
    (0x01, "MAP_SHARED"),
    (0x02, "MAP_PRIVATE"),
    (0x10, "MAP_FIXED"),
    (0x20, "MAP_ANONYMOUS"),
    (0x4000, "MAP_NORESERVE"),
    (0x20000, "MAP_STACK"),
];
const WAIT: [(u64, &str); 5] = [
    (0x1, "WNOHANG"),
    (0x2, "WSTOPPED"),
    (0x4, "WEXITED"),
    (0x8, "WCONTINUED"),
    (0x0100_0000, "WNOWAIT"),
];
// fcntl(2); asm-generic/fcntl.h.
const OPEN: [(u64, &str); 9] = [
    (0o100, "O_CREAT"),
    (0o200, "O_EXCL"),
    (0o1000, "O_TRUNC"),
    (0o2000, "O_APPEND"),
    (0o4000, "O_NONBLOCK"),
    (0o40000, "O_DIRECT"),
    (0o200_000, "O_DIRECTORY"),
    (0o400_000, "O_NOFOLLOW"),
    (0o2_000_000, "O_CLOEXEC"),
];
// clone(2); include/uapi/linux/sched.h.
const CLONE: [(u64, &str); 12] = [
    (0x100, "CLONE_VM"),
    (0x200, "CLONE_FS"),
    (0x400, "CLONE_FILES"),
    (0x800, "CLONE_SIGHAND"),
    (0x4000, "CLONE_VFORK"),
    (0x8000, "CLONE_PARENT"),
    (0x1_0000, "CLONE_THREAD"),
    (0x4_0000, "CLONE_SYSVSEM"),
    (0x8_0000, "CLONE_SETTLS"),
    (0x10_0000, "CLONE_PARENT_SETTID"),
    (0x20_0000, "CLONE_CHILD_CLEARTID"),
    (0x100_0000, "CLONE_CHILD_SETTID"),
];

fn flags(value: u64, none: &str, names: &Names) -> String {
    let mut left = value;
    let mut parts: Vec<String> = Vec::new();
    for (bit, name) in names {
        if left & bit == *bit {
            parts.push(name.to_string());
            left &= !bit;
        }
    }
    if left != 0 {
        parts.push(format!("{left:#x}"));
    }
    if parts.is_empty() { none.to_string() } else { parts.join("|") }
}

/// "O_WRONLY|O_CREAT|O_TRUNC": the access mode always comes first.
pub(crate) fn open_flags(value: u64) -> String {
    let mode = ["O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE"][(value & 3) as usize];
    match flags(value & !3, "", &OPEN) {
        rest if rest.is_empty() => mode.to_string(),
        rest => format!("{mode}|{rest}"),
    }
}

fn clone_flags(value: u64) -> String {
    let names = flags(value & !0xff, "", &CLONE);
    let signal = Signal::new((value & 0xff) as i64).map(Signal::name);
    match (names.is_empty(), signal) {
        (true, Some(signal)) => signal,
        (false, Some(signal)) => format!("{names}|{signal}"),
        (true, None) => "0".into(),
        (false, None) => names,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_named_and_rests_kept() {
        assert_eq!(open_flags(0o1101), "O_WRONLY|O_CREAT|O_TRUNC");
        assert_eq!(flags(0x22, "0", &MAP), "MAP_PRIVATE|MAP_ANONYMOUS");
        assert_eq!(flags(0x8000_0001, "0", &MAP), "MAP_SHARED|0x80000000");
        assert_eq!(clone_flags(0x120_0011), "CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD");
    }
}

//! ioctl(2): ioctl_tty(2), `FIONREAD` and the few that every file knows.

use alloc::format;

use vitrine_abi::files::{O_NONBLOCK, Termios};
use vitrine_abi::{Errno, Pid, Signal};

use super::{Step, fd_of, file_of, give, handlers};
use crate::attempt::Why;
use crate::fd::{FdEntry, FileKind, OpenFile, Special};
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};
use crate::net::{Kind, interface_ioctl};
use crate::table::Id;

handlers! {
    /// ioctl(2).
    ioctl => do_ioctl;
}

// asm-generic/ioctls.h.
const TCGETS: u32 = 0x5401;
const TCSETS: u32 = 0x5402;
const TCSETSW: u32 = 0x5403;
const TCSETSF: u32 = 0x5404;
const TCSBRK: u32 = 0x5409;
const TCFLSH: u32 = 0x540b;
const TIOCGPGRP: u32 = 0x540f;
const TIOCSPGRP: u32 = 0x5410;
const TIOCGWINSZ: u32 = 0x5413;
const TIOCSWINSZ: u32 = 0x5414;
const FIONREAD: u32 = 0x541b;
const FIONBIO: u32 = 0x5421;
const TIOCSCTTY: u32 = 0x540e;
const TIOCNOTTY: u32 = 0x5422;
const TIOCGSID: u32 = 0x5429;
const FIONCLEX: u32 = 0x5450;
const FIOCLEX: u32 = 0x5451;
const TCGETS2: u32 = 0x802c_542a;
const TCSETS2: u32 = 0x402c_542b;
const TCSETSW2: u32 = 0x402c_542c;
const TCSETSF2: u32 = 0x402c_542d;
/// What `struct termios2` has for both speeds.
const SPEED: u32 = 38_400;

fn do_ioctl(kernel: &mut Kernel, caller: &Caller, [fd, request, arg, ..]: [u64; 6]) -> Step {
    let file = file_of(kernel, caller, fd)?;
    let request = request as u32;
    match request {
        FIOCLEX | FIONCLEX => {
            let table = kernel.process(caller.process).fd_table;
            let table = kernel.fd_tables.get_mut(table);
            let fd = fd_of(fd);
            if let Some(entry) = table.get(fd) {
                table.set(fd, Some(FdEntry { cloexec: request == FIOCLEX, ..entry }));
            }
            Ok(0)
        }
        FIONBIO => {
            let is_on = kernel.read_user_u32(caller, arg)? != 0;
            let file = kernel.files.get_mut(file);
            file.flags = file.flags & !O_NONBLOCK | if is_on { O_NONBLOCK } else { 0 };
            Ok(0)
        }
        FIONREAD => {
            let bytes = queued(kernel, file)?;
            give(kernel, caller, arg, &(bytes as u32).to_le_bytes())?;
            Ok(0)
        }
        _ if kernel.files.get(file).kind == FileKind::Terminal => {
            on_terminal(kernel, caller, request, arg)
        }
        _ if matches!(kernel.files.get(file).kind, FileKind::Special(Special::Socket(_))) => {
            interface_ioctl(kernel, caller, request, arg)
        }
        _ => Err(Refusal::Fail(Errno::Enotty, Why::WrongKind(file))),
    }
}

/// Bytes that can be read at once.
fn queued(kernel: &Kernel, id: Id<OpenFile>) -> Result<u64, Refusal> {
    let file = kernel.files.get(id);
    match file.kind {
        FileKind::PipeRead(pipe) | FileKind::PipeWrite(pipe) | FileKind::PipeBoth(pipe) => {
            Ok(kernel.pipes.get(pipe).queued() as u64)
        }
        FileKind::Terminal => Ok(kernel.terminal.line.queued() as u64),
        FileKind::HostInput => Ok(kernel.terminal.host_input.queued() as u64),
        FileKind::HostOutput(_) => Ok(0),
        FileKind::Special(Special::Socket(socket)) => {
            let socket = kernel.sockets.get(socket);
            // A datagram socket tells the length of the next one: udp(7), unix(7).
            let bytes = match (socket.kind, socket.received.front()) {
                (Kind::Stream, _) => socket.queued(),
                (Kind::Datagram | Kind::Packet, first) => first.map_or(0, |one| one.bytes.len()),
            };
            Ok(bytes as u64)
        }
        FileKind::Special(_) => Err(Refusal::Fail(Errno::Enotty, Why::WrongKind(id))),
        FileKind::Inode(inode) => match kernel.fs.regular(inode) {
            Some(data) => Ok(data.size().wrapping_sub(file.offset)),
            None => Err(Refusal::Fail(Errno::Enotty, Why::WrongKind(id))),
        },
    }
}

fn on_terminal(kernel: &mut Kernel, caller: &Caller, request: u32, arg: u64) -> Step {
    match request {
        TCGETS => give(kernel, caller, arg, &kernel.terminal.line.termios.to_bytes())?,
        TCGETS2 => {
            let mut bytes = kernel.terminal.line.termios.to_bytes().to_vec();
            bytes.extend_from_slice(&SPEED.to_le_bytes());
            bytes.extend_from_slice(&SPEED.to_le_bytes());
            give(kernel, caller, arg, &bytes)?;
        }
        TCSETS | TCSETSW | TCSETSF | TCSETS2 | TCSETSW2 | TCSETSF2 => {
            let mut bytes = [0; Termios::SIZE];
            kernel.copy_from_user(caller, arg, &mut bytes)?;
            let termios = Termios::from_bytes(&bytes);
            kernel.check_foreground(caller, Signal::TTOU)?;
            let has_timer = termios.cc[Termios::VTIME] != 0;
            if termios.lflag & Termios::ICANON == 0 && has_timer {
                return Err(Refusal::unsupported("termios: VTIME"));
            }
            if request == TCSETSF || request == TCSETSF2 {
                kernel.terminal.line.flush();
            }
            kernel.terminal.line.set(termios);
            kernel.wake_all(kernel.terminal.readable, Some(caller.thread));
        }
        // Output is on the screen at once: nothing to wait for.
        TCSBRK => {}
        TCFLSH => {
            kernel.check_foreground(caller, Signal::TTOU)?;
            // TCIFLUSH and TCIOFLUSH.
            if arg == 0 || arg == 2 {
                kernel.terminal.line.flush();
            } else if arg != 1 {
                return Err(Refusal::bad("arg"));
            }
        }
        TIOCSCTTY => kernel.take_terminal(caller)?,
        TIOCNOTTY if kernel.has_terminal(caller.process) => {
            kernel.give_terminal_up(caller);
        }
        TIOCGPGRP | TIOCGSID | TIOCSPGRP | TIOCNOTTY if !kernel.has_terminal(caller.process) => {
            return Err(Refusal::Fail(Errno::Enotty, Why::BackgroundJob));
        }
        TIOCGPGRP => {
            let group = kernel.terminal.foreground.0;
            give(kernel, caller, arg, &group.to_le_bytes())?;
        }
        TIOCGSID => {
            let session = kernel.process(caller.process).session.0;
            give(kernel, caller, arg, &session.to_le_bytes())?;
        }
        TIOCSPGRP => {
            kernel.check_foreground(caller, Signal::TTOU)?;
            let group = Pid(kernel.read_user_u32(caller, arg)? as i32);
            if group.0 < 0 {
                return Err(Refusal::bad("pgrp"));
            }
            let session = kernel.process(caller.process).session;
            let member = kernel.processes.iter().find(|(_, process)| process.group == group);
            match member.map(|(_, process)| process.session) {
                Some(found) if found == session => kernel.terminal.foreground = group,
                Some(_) => return Err(Refusal::Fail(Errno::Eperm, Why::Permission)),
                None => return Err(Refusal::Fail(Errno::Esrch, Why::NoProcess(group.0))),
            }
        }
        TIOCGWINSZ => {
            let (rows, columns) = kernel.terminal.window;
            let size = [rows, columns, 0, 0];
            let bytes: alloc::vec::Vec<u8> =
                size.iter().flat_map(|value| value.to_le_bytes()).collect();
            give(kernel, caller, arg, &bytes)?;
        }
        TIOCSWINSZ => {
            let word = kernel.read_user_u32(caller, arg)?;
            kernel.terminal.window = (word as u16, (word >> 16) as u16);
        }
        other => return Err(Refusal::unsupported(&format!("ioctl: {other:#x} on a terminal"))),
    }
    Ok(0)
}

//! prctl(2): what a process says about itself.

use alloc::format;
use alloc::string::String;

use vitrine_abi::{Errno, Pid, Signal, Tid};

use crate::attempt::{Attempt, Unsupported, Why};
use crate::kernel::{Caller, Kernel};

/// What prctl(2) has set for a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// PR_SET_CHILD_SUBREAPER: orphans among its descendants become its children.
    pub subreaper: bool,
    /// PR_SET_PDEATHSIG: what it gets when its parent ends.
    pub parent_death_signal: Option<Signal>,
    /// PR_SET_DUMPABLE.
    pub dumpable: u64,
    /// PR_SET_KEEPCAPS.
    pub keeps_capabilities: bool,
    /// PR_SET_NO_NEW_PRIVS.
    pub no_new_privileges: bool,
    /// PR_SET_TIMERSLACK, in ns; timers are exact here.
    pub timer_slack_ns: u64,
    /// PR_SET_THP_DISABLE.
    pub no_huge_pages: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            subreaper: false,
            parent_death_signal: None,
            dumpable: 1,
            keeps_capabilities: false,
            no_new_privileges: false,
            timer_slack_ns: 50_000,
            no_huge_pages: false,
        }
    }
}

impl Settings {
    /// A child of fork(2) has no subreaper's duty and no parent's death to wait for.
    pub(crate) fn for_child(self) -> Self {
        Settings { subreaper: false, parent_death_signal: None, ..self }
    }
}

const SET_PDEATHSIG: u64 = 1;
const GET_PDEATHSIG: u64 = 2;
const GET_DUMPABLE: u64 = 3;
const SET_DUMPABLE: u64 = 4;
const GET_KEEPCAPS: u64 = 7;
const SET_KEEPCAPS: u64 = 8;
const SET_NAME: u64 = 15;
const GET_NAME: u64 = 16;
const SET_TIMERSLACK: u64 = 29;
const GET_TIMERSLACK: u64 = 30;
const SET_CHILD_SUBREAPER: u64 = 36;
const GET_CHILD_SUBREAPER: u64 = 37;
const SET_NO_NEW_PRIVS: u64 = 38;
const GET_NO_NEW_PRIVS: u64 = 39;
const GET_TID_ADDRESS: u64 = 40;
const SET_THP_DISABLE: u64 = 41;
const GET_THP_DISABLE: u64 = 42;
const SET_VMA: u64 = 0x5356_4d41;

pub(crate) fn prctl(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [option, value, third, fourth, fifth, _] = args;
    let rest = [third, fourth, fifth];
    let settings = kernel.process(caller.process).settings;
    match option {
        GET_PDEATHSIG => {
            let signal = settings.parent_death_signal.map_or(0, Signal::number);
            give(kernel, caller, value, &u32::from(signal).to_le_bytes())
        }
        GET_DUMPABLE => Attempt::Done(settings.dumpable as i64),
        GET_KEEPCAPS => Attempt::Done(i64::from(settings.keeps_capabilities)),
        GET_TIMERSLACK => Attempt::Done(settings.timer_slack_ns as i64),
        GET_CHILD_SUBREAPER => {
            give(kernel, caller, value, &u32::from(settings.subreaper).to_le_bytes())
        }
        GET_NO_NEW_PRIVS | GET_THP_DISABLE if value != 0 || rest != [0; 3] => invalid("arg"),
        GET_NO_NEW_PRIVS => Attempt::Done(i64::from(settings.no_new_privileges)),
        GET_THP_DISABLE => Attempt::Done(i64::from(settings.no_huge_pages)),
        GET_TID_ADDRESS => {
            let address = kernel.thread(caller.thread).clear_child_tid;
            give(kernel, caller, value, &address.to_le_bytes())
        }
        SET_NAME => set_name(kernel, caller, value),
        GET_NAME => {
            let mut bytes = [0; 16];
            let name = kernel.thread(caller.thread).name.as_bytes();
            bytes[..name.len().min(15)].copy_from_slice(&name[..name.len().min(15)]);
            give(kernel, caller, value, &bytes)
        }
        // A name for /proc/PID/maps; Linux may be built without it and then says EINVAL.
        SET_VMA => invalid("option"),
        _ => match changed(settings, option, value, rest) {
            Ok(settings) => {
                kernel.process_mut(caller.process).settings = settings;
                Attempt::Done(0)
            }
            Err(failed) => failed,
        },
    }
}

/// The settings after an option that changes one of them.
fn changed(old: Settings, option: u64, value: u64, rest: [u64; 3]) -> Result<Settings, Attempt> {
    Ok(match option {
        SET_PDEATHSIG => {
            let signal = Signal::new(value as i64);
            if signal.is_none() && value != 0 {
                return Err(invalid("sig"));
            }
            Settings { parent_death_signal: signal, ..old }
        }
        SET_DUMPABLE if value <= 1 => Settings { dumpable: value, ..old },
        SET_KEEPCAPS if value <= 1 => Settings { keeps_capabilities: value == 1, ..old },
        SET_TIMERSLACK => {
            let timer_slack_ns = if value == 0 { 50_000 } else { value };
            Settings { timer_slack_ns, ..old }
        }
        SET_CHILD_SUBREAPER => Settings { subreaper: value != 0, ..old },
        SET_NO_NEW_PRIVS if value == 1 && rest == [0; 3] => {
            Settings { no_new_privileges: true, ..old }
        }
        SET_THP_DISABLE if rest == [0; 3] => Settings { no_huge_pages: value != 0, ..old },
        SET_DUMPABLE | SET_KEEPCAPS | SET_NO_NEW_PRIVS | SET_THP_DISABLE => {
            return Err(invalid("arg2"));
        }
        // Beyond those of linux/prctl.h, and the first ones that never were.
        0 | 5 | 6 | 80..=0x3fff_ffff => return Err(invalid("option")),
        other => {
            let what = format!("prctl: option {other}");
            return Err(Attempt::Unsupported(Unsupported::new(what)));
        }
    })
}

fn invalid(argument: &'static str) -> Attempt {
    Attempt::Fail(Errno::Einval, Why::BadArgument(argument))
}

fn give(kernel: &mut Kernel, caller: &Caller, address: u64, bytes: &[u8]) -> Attempt {
    match kernel.copy_to_user(caller, address, bytes) {
        Ok(()) => Attempt::Done(0),
        Err(bad) => Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address)),
    }
}

fn set_name(kernel: &mut Kernel, caller: &Caller, address: u64) -> Attempt {
    const LONGEST: usize = 15;
    let name = match kernel.read_user_bytes_to_zero(caller, address, LONGEST) {
        Ok(Some(name)) => name,
        Ok(None) => {
            let mut bytes = [0; LONGEST];
            match kernel.copy_from_user(caller, address, &mut bytes) {
                Ok(()) => bytes.to_vec(),
                Err(bad) => return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address)),
            }
        }
        Err(bad) => return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address)),
    };
    kernel.name_thread(caller.thread, String::from_utf8_lossy(&name).into_owned());
    Attempt::Done(0)
}

impl Kernel {
    /// A thread's name; the first thread's is the process's too.
    pub(crate) fn name_thread(&mut self, tid: Tid, name: String) {
        let pid = self.thread(tid).process;
        if tid == Tid::from(pid) {
            self.process_mut(pid).name.clone_from(&name);
        }
        self.thread_mut(tid).name = name;
    }

    /// Who takes the orphans of a process: its nearest ancestor that wants to, else init.
    pub(crate) fn reaper_for(&self, process: Pid) -> Pid {
        let mut at = self.process(process).parent;
        while let Some(ancestor) = self.processes.find(at) {
            if ancestor.settings.subreaper && ancestor.exit.is_none() {
                return at;
            }
            at = ancestor.parent;
        }
        super::INIT
    }
}

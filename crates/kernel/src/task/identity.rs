//! In whose name a process acts: credentials(7), setuid(2) and relatives. Effective ids are file
//! system ids too; nobody sets those apart.

use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::Errno;

use crate::attempt::{Attempt, Unsupported, Why};
use crate::kernel::{Caller, Kernel};
use crate::task::Process;

/// NGROUPS_MAX: include/uapi/linux/limits.h.
const GROUPS_MAX: u64 = 65_536;
/// "Leave it as it is", and no id at all.
const NO_ID: u32 = u32::MAX;

/// Users or groups: the calls come in pairs that differ in nothing else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    User,
    Group,
}

/// Real, effective and saved id.
#[derive(Clone, Copy)]
struct Ids {
    real: u32,
    effective: u32,
    saved: u32,
}

impl Process {
    fn ids(&self, kind: Kind) -> Ids {
        match kind {
            Kind::User => Ids { real: self.uid, effective: self.euid, saved: self.suid },
            Kind::Group => Ids { real: self.gid, effective: self.egid, saved: self.sgid },
        }
    }

    fn set_ids(&mut self, kind: Kind, ids: Ids) {
        match kind {
            Kind::User => (self.uid, self.euid, self.suid) = (ids.real, ids.effective, ids.saved),
            Kind::Group => (self.gid, self.egid, self.sgid) = (ids.real, ids.effective, ids.saved),
        }
    }

    /// CAP_SETUID, CAP_SETGID and all others: the super-user has them.
    pub(crate) fn is_privileged(&self) -> bool {
        self.euid == 0
    }
}

fn not_permitted() -> Attempt {
    Attempt::Fail(Errno::Eperm, Why::Permission)
}

/// setuid(2), setgid(2).
fn set_id(kernel: &mut Kernel, caller: &Caller, kind: Kind, id: u64) -> Attempt {
    let id = id as u32;
    if id == NO_ID {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("id"));
    }
    let process = kernel.process_mut(caller.process);
    let old = process.ids(kind);
    let new = if process.is_privileged() {
        Ids { real: id, effective: id, saved: id }
    } else if id == old.real || id == old.saved {
        Ids { effective: id, ..old }
    } else {
        return not_permitted();
    };
    process.set_ids(kind, new);
    Attempt::Done(0)
}

/// setreuid(2), setregid(2).
fn set_real_and_effective(
    kernel: &mut Kernel,
    caller: &Caller,
    kind: Kind,
    [real, effective]: [u64; 2],
) -> Attempt {
    let (real, effective) = (real as u32, effective as u32);
    let process = kernel.process_mut(caller.process);
    let old = process.ids(kind);
    let mut new = old;
    if real != NO_ID {
        new.real = real;
        if !process.is_privileged() && real != old.real && real != old.effective {
            return not_permitted();
        }
    }
    if effective != NO_ID {
        new.effective = effective;
        let known = [old.real, old.effective, old.saved].contains(&effective);
        // setregid may not take the saved group before Linux 2.6.37; it may now.
        if !process.is_privileged() && !known {
            return not_permitted();
        }
    }
    if real != NO_ID || effective != NO_ID && effective != old.real {
        new.saved = new.effective;
    }
    process.set_ids(kind, new);
    Attempt::Done(0)
}

/// setresuid(2), setresgid(2).
fn set_all(kernel: &mut Kernel, caller: &Caller, kind: Kind, ids: [u64; 3]) -> Attempt {
    let process = kernel.process_mut(caller.process);
    let old = process.ids(kind);
    let known = [old.real, old.effective, old.saved];
    let wished = ids.map(|id| id as u32);
    let allowed = |id: &u32| *id == NO_ID || known.contains(id);
    if !process.is_privileged() && !wished.iter().all(allowed) {
        return not_permitted();
    }
    let pick = |wish: u32, old: u32| if wish == NO_ID { old } else { wish };
    let new = Ids {
        real: pick(wished[0], old.real),
        effective: pick(wished[1], old.effective),
        saved: pick(wished[2], old.saved),
    };
    process.set_ids(kind, new);
    Attempt::Done(0)
}

/// getresuid(2), getresgid(2).
fn give_all(kernel: &mut Kernel, caller: &Caller, kind: Kind, to: [u64; 3]) -> Attempt {
    let Ids { real, effective, saved } = kernel.process(caller.process).ids(kind);
    for (address, id) in to.into_iter().zip([real, effective, saved]) {
        if let Err(bad) = kernel.copy_to_user(caller, address, &id.to_le_bytes()) {
            return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
        }
    }
    Attempt::Done(0)
}

/// setfsuid(2), setfsgid(2): answer what it is; another value than that is not simulated.
fn set_file_system_id(kernel: &Kernel, caller: &Caller, kind: Kind, id: u64) -> Attempt {
    let process = kernel.process(caller.process);
    let Ids { real, effective, saved } = process.ids(kind);
    let id = id as u32;
    let allowed = process.is_privileged() || [real, effective, saved].contains(&id);
    if id != NO_ID && id != effective && allowed {
        return Attempt::Unsupported(Unsupported::new("setfsuid, setfsgid: an id of its own"));
    }
    Attempt::Done(i64::from(effective))
}

/// Calls that hand their arguments over, for users and for groups.
macro_rules! id_calls {
    ($($(#[$doc:meta])* $name:ident => $call:ident($kind:ident, $($index:literal),+);)*) => {$(
        $(#[$doc])*
        pub(crate) fn $name(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
            $call(kernel, caller, Kind::$kind, id_calls!(@pass args $($index),+))
        }
    )*};
    (@pass $args:ident $index:literal) => { $args[$index] };
    (@pass $args:ident $($index:literal),+) => { [$($args[$index]),+] };
}

id_calls! {
    /// setuid(2).
    setuid => set_id(User, 0);
    /// setgid(2).
    setgid => set_id(Group, 0);
    /// setreuid(2).
    setreuid => set_real_and_effective(User, 0, 1);
    /// setregid(2).
    setregid => set_real_and_effective(Group, 0, 1);
    /// setresuid(2).
    setresuid => set_all(User, 0, 1, 2);
    /// setresgid(2).
    setresgid => set_all(Group, 0, 1, 2);
    /// getresuid(2).
    getresuid => give_all(User, 0, 1, 2);
    /// getresgid(2).
    getresgid => give_all(Group, 0, 1, 2);
    /// setfsuid(2).
    setfsuid => set_file_system_id(User, 0);
    /// setfsgid(2).
    setfsgid => set_file_system_id(Group, 0);
}

pub(crate) fn getgroups(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let room = args[0] as i32;
    if room < 0 {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("size"));
    }
    let groups = kernel.process(caller.process).groups.clone();
    if room > 0 {
        if groups.len() > room as usize {
            return Attempt::Fail(Errno::Einval, Why::BadArgument("size"));
        }
        let bytes: Vec<u8> = groups.iter().flat_map(|group| group.to_le_bytes()).collect();
        if let Err(bad) = kernel.copy_to_user(caller, args[1], &bytes) {
            return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
        }
    }
    Attempt::Done(groups.len() as i64)
}

pub(crate) fn setgroups(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    if !kernel.process(caller.process).is_privileged() {
        return not_permitted();
    }
    let count = args[0];
    if count > GROUPS_MAX {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("size"));
    }
    let mut bytes = alloc::vec![0; 4 * count as usize];
    if let Err(bad) = kernel.copy_from_user(caller, args[1], &mut bytes) {
        return Attempt::Fail(Errno::Efault, Why::BadAddress(bad.address));
    }
    let word = |chunk: &[u8]| u32::from_le_bytes(chunk.try_into().expect("4 bytes"));
    let mut groups: Vec<u32> = bytes.chunks(4).map(word).collect();
    groups.sort_unstable();
    kernel.process_mut(caller.process).groups = Arc::from(groups);
    Attempt::Done(0)
}

/// Calls that only the super-user may make, and that change nothing here: sethostname(2),
/// settimeofday(2), clock_settime(2).
pub(crate) fn only_root(kernel: &mut Kernel, caller: &Caller, _: [u64; 6]) -> Attempt {
    if kernel.process(caller.process).is_privileged() {
        return Attempt::Unsupported(Unsupported::new("changing the system as the super-user"));
    }
    not_permitted()
}

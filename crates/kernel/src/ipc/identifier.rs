//! Keys, identifiers and permissions of System V objects: ipc/util.c.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::Errno;

use crate::attempt::Why;
use crate::fs::Refusal;
use crate::kernel::{Caller, Kernel};

const IPC_CREAT: u32 = 0o1000;
const IPC_EXCL: u32 = 0o2000;
pub(super) const IPC_NOWAIT: u32 = 0o4000;
const IPC_PRIVATE: i32 = 0;
/// Places an identifier may name: `IPCMNI`; the rest is a sequence number.
const PLACES: i32 = 1 << 15;
/// `ipc_min_cycle`: places are used in turn among at least so many.
const CYCLE: i32 = 64;

/// Owner, creator and mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Permissions {
    /// What the object is asked for by.
    pub key: i32,
    /// Owner.
    pub owner: (u32, u32),
    /// Creator.
    pub creator: (u32, u32),
    /// Permission bits.
    pub mode: u32,
    /// Sequence number: part of the identifier.
    pub sequence: u16,
}

impl Permissions {
    /// `struct ipc64_perm` of asm-generic/ipcbuf.h: 48 bytes.
    pub(super) fn bytes(&self, more_mode: u32) -> Vec<u8> {
        let Permissions { key, owner, creator, mode, sequence } = *self;
        let mut bytes = Vec::new();
        bytes.extend(key.to_le_bytes());
        for number in [owner.0, owner.1, creator.0, creator.1, mode | more_mode] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(u32::from(sequence).to_le_bytes());
        bytes.resize(48, 0);
        bytes
    }
}

/// Objects of one kind by their place.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Identifiers<T> {
    objects: BTreeMap<i32, (Permissions, Arc<T>)>,
    last: i32,
    sequence: u16,
}

impl<T> Default for Identifiers<T> {
    fn default() -> Self {
        Identifiers { objects: BTreeMap::new(), last: -1, sequence: 0 }
    }
}

impl<T: Clone> Identifiers<T> {
    /// Adds an object; answers its identifier.
    fn add(&mut self, permissions: Permissions, object: T) -> i32 {
        let limit = (self.objects.len() as i32 * 3 / 2).clamp(CYCLE, PLACES);
        let mut place = self.last;
        loop {
            place = (place + 1) % limit;
            if !self.objects.contains_key(&place) {
                break;
            }
        }
        if place <= self.last {
            self.sequence = self.sequence.wrapping_add(1);
        }
        self.last = place;
        let permissions = Permissions { sequence: self.sequence, ..permissions };
        self.objects.insert(place, (permissions, Arc::new(object)));
        identifier(place, permissions.sequence)
    }

    fn find(&self, id: i32) -> Option<&(Permissions, Arc<T>)> {
        let found = self.objects.get(&(id % PLACES)).filter(|_| id >= 0)?;
        (identifier(id % PLACES, found.0.sequence) == id).then_some(found)
    }

    /// The object with this identifier.
    pub fn get(&self, id: i32) -> Option<(&Permissions, &T)> {
        self.find(id).map(|(permissions, object)| (permissions, &**object))
    }

    pub(super) fn get_mut(&mut self, id: i32) -> Option<&mut T> {
        self.find(id)?;
        self.objects.get_mut(&(id % PLACES)).map(|(_, object)| Arc::make_mut(object))
    }

    pub(super) fn permissions_mut(&mut self, id: i32) -> Option<&mut Permissions> {
        self.find(id)?;
        self.objects.get_mut(&(id % PLACES)).map(|(permissions, _)| permissions)
    }

    pub(super) fn remove(&mut self, id: i32) -> Option<Arc<T>> {
        self.find(id)?;
        self.objects.remove(&(id % PLACES)).map(|(_, object)| object)
    }

    /// All objects with their identifiers.
    pub fn iter(&self) -> impl Iterator<Item = (i32, &Permissions, &T)> {
        self.objects
            .iter()
            .map(|(place, (own, object))| (identifier(*place, own.sequence), own, &**object))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.objects.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// The highest place in use, which MSG_INFO and relatives answer.
    pub(super) fn highest(&self) -> i64 {
        self.objects.keys().next_back().map_or(0, |place| i64::from(*place))
    }

    /// The identifier at a place: MSG_STAT and relatives.
    pub(super) fn at_place(&self, place: i32) -> Option<i32> {
        self.objects.get(&place).map(|(own, _)| identifier(place, own.sequence))
    }

    fn by_key(&self, key: i32) -> Option<i32> {
        self.iter().find(|(_, own, _)| own.key == key && key != IPC_PRIVATE).map(|(id, _, _)| id)
    }
}

fn identifier(place: i32, sequence: u16) -> i32 {
    (i32::from(sequence) << 15) | place
}

fn permission() -> Refusal {
    Refusal::Fail(Errno::Eacces, Why::Permission)
}

/// What a new object is asked for with.
pub(super) struct Wish {
    pub key: i32,
    pub flags: u32,
    /// How many there may be.
    pub limit: usize,
}

impl Kernel {
    /// `ipcget`: the object with the key, checked by `fits`, or a new one.
    pub(super) fn ipc_get<T: Clone>(
        &mut self,
        caller: &Caller,
        wish: &Wish,
        table: fn(&mut Kernel) -> &mut Identifiers<T>,
        (fits, make): (
            impl Fn(&T) -> Result<(), Refusal>,
            impl FnOnce(&mut Kernel) -> Result<T, Refusal>,
        ),
    ) -> Result<i64, Refusal> {
        let found = table(self).by_key(wish.key);
        if let Some(id) = found {
            if wish.flags & IPC_CREAT != 0 && wish.flags & IPC_EXCL != 0 {
                return Err(Refusal::Fail(Errno::Eexist, Why::Errno));
            }
            if let Some((own, object)) = table(self).find(id).cloned() {
                fits(&object)?;
                self.check_ipc(caller, &own, wish.flags)?;
            }
            return Ok(i64::from(id));
        }
        if wish.key != IPC_PRIVATE && wish.flags & IPC_CREAT == 0 {
            return Err(Refusal::Fail(Errno::Enoent, Why::Errno));
        }
        if table(self).len() >= wish.limit {
            return Err(Refusal::Fail(Errno::Enospc, Why::Limit("identifiers")));
        }
        let object = make(self)?;
        let process = self.process(caller.process);
        let owner = (process.euid, process.egid);
        let permissions = Permissions {
            key: wish.key,
            owner,
            creator: owner,
            mode: wish.flags & 0o777,
            sequence: 0,
        };
        Ok(i64::from(table(self).add(permissions, object)))
    }

    /// `ipcperms`: whether the caller may do what the bits of `wanted` say.
    pub(super) fn check_ipc(
        &self,
        caller: &Caller,
        own: &Permissions,
        wanted: u32,
    ) -> Result<(), Refusal> {
        let process = self.process(caller.process);
        let wanted = ((wanted >> 6) | (wanted >> 3) | wanted) & 0o7;
        let granted = if process.euid == own.creator.0 || process.euid == own.owner.0 {
            own.mode >> 6
        } else if process.egid == own.creator.1 || process.egid == own.owner.1 {
            own.mode >> 3
        } else {
            own.mode
        };
        if wanted & !granted & 0o7 != 0 && process.euid != 0 { Err(permission()) } else { Ok(()) }
    }

    /// Whether the caller may remove or change it: owner, creator or root.
    pub(super) fn check_ipc_owner(
        &self,
        caller: &Caller,
        own: &Permissions,
    ) -> Result<(), Refusal> {
        let euid = self.process(caller.process).euid;
        if euid == own.owner.0 || euid == own.creator.0 || euid == 0 {
            return Ok(());
        }
        Err(Refusal::Fail(Errno::Eperm, Why::Permission))
    }

    /// Seconds since 1970, as these objects keep their times.
    pub(super) fn ipc_time(&self) -> u64 {
        self.wall_clock().seconds as u64
    }
}

/// The identifier is none, or none any more.
pub(super) fn gone(caller: &Caller) -> Refusal {
    match caller.woken {
        Some(_) => Refusal::fail(Errno::Eidrm),
        None => Refusal::bad("id"),
    }
}

/// The new owner and mode of IPC_SET, from `struct ipc64_perm`.
pub(super) fn set_permissions(own: &mut Permissions, bytes: &[u8]) {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("4 bytes"));
    own.owner = (word(4), word(8));
    own.mode = own.mode & !0o777 | word(20) & 0o777;
}

/// Numbers of a structure in order, each as an unsigned long.
pub(super) fn longs(numbers: &[u64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// Numbers of a structure in order, each as an int.
pub(super) fn ints(numbers: &[i32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

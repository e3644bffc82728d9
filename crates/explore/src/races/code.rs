//! What a watcher must know of a program's code: whose it is, and what is atomic in it.
//!
//! The C library is trusted and its insides are not looked at, as ThreadSanitizer does not look
//! into glibc. Three kinds of its functions count all the same: those that order threads by
//! contract, those that touch the caller's memory and nothing else, and those that end the life of
//! a block of memory.

use alloc::string::String;
use alloc::vec::Vec;

use super::order::Orders;

/// What a function of the library means for who calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duty {
    /// Nothing: neither its accesses nor its locks count.
    Nothing,
    /// Its accesses are the caller's: `memcpy`, `strlen`.
    Copies,
    /// Its atomics order threads; its other accesses do not count.
    Orders,
    /// The same, and it locks for reading the lock that its first argument points to.
    LocksForReading,
    /// It locks that for writing.
    LocksForWriting,
    /// It ends either.
    EndsLock,
    /// The kernel copies to or from the caller's memory in it: `read`.
    Calls,
    /// It ends the life of the block that its first argument points to.
    Frees,
    /// It makes a block and answers where.
    Allocates,
    /// It makes a block and tells where through its first argument.
    AllocatesThere,
}

/// Whose code it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The program's own.
    Own,
    /// The library's.
    Library(Duty),
}

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) low: u64,
    pub(crate) high: u64,
    pub(crate) whose: Whose,
}

/// An instruction that a compiler made for an atomic operation of C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its address.
    pub pc: u64,
    /// Whether it acquires.
    pub acquire: bool,
    /// Whether it releases.
    pub release: bool,
    /// For an object smaller than the word that is touched: its bytes, and the register that says
    /// by how many bits it is shifted in the word.
    pub part: Option<(u8, u8)>,
}

impl Site {
    pub(crate) fn orders(&self) -> Orders {
        Orders { acquire: self.acquire, release: self.release }
    }
}

/// A function, as debug information or a symbol table knows it.
#[derive(Clone, Copy, Debug)]
pub struct FunctionOf<'a> {
    /// Its name.
    pub name: &'a str,
    /// First address.
    pub low: u64,
    /// First address behind it.
    pub high: u64,
    /// Whether it is the program's own, not a library's.
    pub own: bool,
}

/// What is known of a program's code.
#[derive(Clone, Debug, Default)]
pub struct Code {
    /// By address, without overlaps.
    parts: Vec<Part>,
    /// By address.
    sites: Vec<Site>,
    /// A bit for each address (its low bits) that may be a site's.
    filter: Vec<u64>,
    /// The file that the program is executed from.
    pub(crate) path: String,
}

const FILTER_BITS: u64 = 1 << 14;

impl Code {
    /// The code of the program at `path` in the machine. Without `sites`, atomic operations are
    /// recognised by instructions and fences beside them.
    pub fn new<'a>(
        path: &str,
        functions: impl IntoIterator<Item = FunctionOf<'a>>,
        mut sites: Vec<Site>,
    ) -> Code {
        let mut parts: Vec<Part> = functions
            .into_iter()
            .map(|function| {
                let duty = || Whose::Library(duty_of(function.name));
                let whose = if function.own { Whose::Own } else { duty() };
                Part { low: function.low, high: function.high, whose }
            })
            .collect();
        parts.sort_by_key(|part| part.low);
        sites.sort_by_key(|site| site.pc);
        let mut filter = alloc::vec![0; FILTER_BITS as usize / 64];
        for site in &sites {
            let bit = (site.pc >> 1) % FILTER_BITS;
            filter[bit as usize / 64] |= 1 << (bit % 64);
        }
        Code { parts, sites, filter, path: path.into() }
    }

    /// Whether the compiler has said what is atomic.
    pub(crate) fn is_exact(&self) -> bool {
        !self.sites.is_empty()
    }

    /// Whether any function is the program's own: otherwise nothing can be found.
    pub fn has_source(&self) -> bool {
        self.parts.iter().any(|part| part.whose == Whose::Own)
    }

    pub(crate) fn site(&self, pc: u64) -> Option<&Site> {
        let bit = (pc >> 1) % FILTER_BITS;
        if self.filter.get(bit as usize / 64)? >> (bit % 64) & 1 == 0 {
            return None;
        }
        let at = self.sites.binary_search_by_key(&pc, |site| site.pc).ok()?;
        self.sites.get(at)
    }

    /// The function around an address; between functions, the library.
    pub(crate) fn part(&self, pc: u64) -> Part {
        let after = self.parts.partition_point(|part| part.low <= pc);
        let next = self.parts.get(after).map_or(u64::MAX, |part| part.low);
        match self.parts[..after].last() {
            Some(part) if pc < part.high => Part { high: part.high.min(next), ..*part },
            before => Part {
                low: before.map_or(0, |part| part.high),
                high: next,
                whose: Whose::Library(Duty::Nothing),
            },
        }
    }
}

/// By the function's name, without the underscores and prefixes of glibc's aliases.
fn duty_of(name: &str) -> Duty {
    let name = name.trim_start_matches('_');
    let name = ["GI_", "libc_", "new_"].iter().fold(name, |name, prefix| {
        name.strip_prefix(prefix).unwrap_or(name).trim_start_matches('_')
    });
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    let readers = ["pthread_rwlock_"].iter().find_map(|prefix| name.strip_prefix(prefix));
    match (name, readers) {
        ("free" | "cfree", _) => Duty::Frees,
        ("malloc" | "calloc" | "realloc" | "reallocarray", _) => Duty::Allocates,
        ("memalign" | "aligned_alloc" | "valloc" | "pvalloc", _) => Duty::Allocates,
        ("posix_memalign", _) => Duty::AllocatesThere,
        (_, Some("unlock")) => Duty::EndsLock,
        (_, Some(kind)) if kind.contains("rdlock") => Duty::LocksForReading,
        (_, Some(kind)) if kind.contains("wrlock") => Duty::LocksForWriting,
        // These keep something of their own, or allocate.
        ("strdup" | "strndup" | "strtok" | "strerror" | "strsignal", _) => Duty::Nothing,
        ("strfmon" | "strerror_r" | "strptime" | "strftime" | "wcsdup" | "wcsftime", _) => {
            Duty::Nothing
        }
        ("bcopy" | "bzero" | "bcmp" | "index" | "rindex", _) => Duty::Copies,
        _ if begins(&["pthread_key", "pthread_getspecific", "pthread_setspecific"]) => {
            Duty::Nothing
        }
        _ if begins(&CALLING) => Duty::Calls,
        _ if begins(&["mem", "str", "stp", "wmem", "wcs"]) => Duty::Copies,
        _ if begins(&ORDERING) => Duty::Orders,
        _ => Duty::Nothing,
    }
}

/// How names of functions begin that order threads: those of POSIX threads and semaphores, of C11
/// threads, of asynchronous I/O, the atomics that are no instruction, and where threads begin.
const ORDERING: [&str; 13] = [
    "pthread_",
    "sem_",
    "mtx_",
    "cnd_",
    "thrd_",
    "call_once",
    "aio_",
    "lio_listio",
    "atomic_",
    "sync_",
    "libat_",
    "begin",
    "start_thread",
];

/// How names of functions begin that hand the caller's buffers to the kernel.
const CALLING: [&str; 12] = [
    "read",
    "write",
    "pread",
    "pwrite",
    "recv",
    "send",
    "msgsnd",
    "msgrcv",
    "mq_",
    "syscall",
    "semop",
    "semtimedop",
];

#[cfg(test)]
mod tests {
    use super::{Duty, duty_of};

    #[test]
    fn functions_by_any_of_their_names() {
        for name in ["pthread_mutex_lock", "___pthread_mutex_lock", "__new_sem_wait", "sem_post"] {
            assert_eq!(duty_of(name), Duty::Orders, "{name}");
        }
        for name in ["malloc", "__libc_malloc", "memalign", "__libc_calloc", "realloc"] {
            assert_eq!(duty_of(name), Duty::Allocates, "{name}");
        }
        for name in ["free", "__libc_free", "cfree"] {
            assert_eq!(duty_of(name), Duty::Frees, "{name}");
        }
        for name in ["memcpy", "__memcpy", "strlen", "__GI_strcpy", "__stpcpy"] {
            assert_eq!(duty_of(name), Duty::Copies, "{name}");
        }
        for name in ["read", "__libc_write", "writev", "sendto"] {
            assert_eq!(duty_of(name), Duty::Calls, "{name}");
        }
        for name in ["printf", "_int_malloc", "_int_free", "__lock_slowly", "_IO_puts", "strdup"] {
            assert_eq!(duty_of(name), Duty::Nothing, "{name}");
        }
        assert_eq!(duty_of("__pthread_rwlock_tryrdlock"), Duty::LocksForReading);
        assert_eq!(duty_of("pthread_rwlock_clockwrlock"), Duty::LocksForWriting);
        assert_eq!(duty_of("___pthread_rwlock_unlock"), Duty::EndsLock);
    }
}

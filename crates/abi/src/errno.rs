//! Error numbers of system calls: errno(3), asm-generic/errno.h.

macro_rules! errnos {
    ($($variant:ident = $number:literal $name:ident $text:literal,)*) => {
        /// Why a call failed, as Linux numbers it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i32)]
        pub enum Errno {
            $(#[doc = $text] $variant = $number,)*
        }

        impl Errno {
            /// The symbolic name, such as `EAGAIN`.
            pub fn name(self) -> &'static str {
                match self { $(Errno::$variant => stringify!($name),)* }
            }

            /// The text that strerror(3) of glibc gives.
            pub fn text(self) -> &'static str {
                match self { $(Errno::$variant => $text,)* }
            }

            /// The errno with this positive number.
            pub fn from_number(number: i32) -> Option<Errno> {
                match number { $($number => Some(Errno::$variant),)* _ => None }
            }
        }
    };
}

errnos! {
    Eperm = 1 EPERM "Operation not permitted",
    Enoent = 2 ENOENT "No such file or directory",
    Esrch = 3 ESRCH "No such process",
    Eintr = 4 EINTR "Interrupted system call",
    Eio = 5 EIO "Input/output error",
    Enxio = 6 ENXIO "No such device or address",
    E2big = 7 E2BIG "Argument list too long",
    Enoexec = 8 ENOEXEC "Exec format error",
    Ebadf = 9 EBADF "Bad file descriptor",
    Echild = 10 ECHILD "No child processes",
    Eagain = 11 EAGAIN "Resource temporarily unavailable",
    Enomem = 12 ENOMEM "Cannot allocate memory",
    Eacces = 13 EACCES "Permission denied",
    Efault = 14 EFAULT "Bad address",
    Enotblk = 15 ENOTBLK "Block device required",
    Ebusy = 16 EBUSY "Device or resource busy",
    Eexist = 17 EEXIST "File exists",
    Exdev = 18 EXDEV "Invalid cross-device link",
    Enodev = 19 ENODEV "No such device",
    Enotdir = 20 ENOTDIR "Not a directory",
    Eisdir = 21 EISDIR "Is a directory",
    Einval = 22 EINVAL "Invalid argument",
    Enfile = 23 ENFILE "Too many open files in system",
    Emfile = 24 EMFILE "Too many open files",
    Enotty = 25 ENOTTY "Inappropriate ioctl for device",
    Etxtbsy = 26 ETXTBSY "Text file busy",
    Efbig = 27 EFBIG "File too large",
    Enospc = 28 ENOSPC "No space left on device",
    Espipe = 29 ESPIPE "Illegal seek",
    Erofs = 30 EROFS "Read-only file system",
    Emlink = 31 EMLINK "Too many links",
    Epipe = 32 EPIPE "Broken pipe",
    Edom = 33 EDOM "Numerical argument out of domain",
    Erange = 34 ERANGE "Numerical result out of range",
    Edeadlk = 35 EDEADLK "Resource deadlock avoided",
    Enametoolong = 36 ENAMETOOLONG "File name too long",
    Enolck = 37 ENOLCK "No locks available",
    Enosys = 38 ENOSYS "Function not implemented",
    Enotempty = 39 ENOTEMPTY "Directory not empty",
    Eloop = 40 ELOOP "Too many levels of symbolic links",
    Enomsg = 42 ENOMSG "No message of desired type",
    Eidrm = 43 EIDRM "Identifier removed",
    Echrng = 44 ECHRNG "Channel number out of range",
    El2nsync = 45 EL2NSYNC "Level 2 not synchronized",
    El3hlt = 46 EL3HLT "Level 3 halted",
    El3rst = 47 EL3RST "Level 3 reset",
    Elnrng = 48 ELNRNG "Link number out of range",
    Eunatch = 49 EUNATCH "Protocol driver not attached",
    Enocsi = 50 ENOCSI "No CSI structure available",
    El2hlt = 51 EL2HLT "Level 2 halted",
    Ebade = 52 EBADE "Invalid exchange",
    Ebadr = 53 EBADR "Invalid request descriptor",
    Exfull = 54 EXFULL "Exchange full",
    Enoano = 55 ENOANO "No anode",
    Ebadrqc = 56 EBADRQC "Invalid request code",
    Ebadslt = 57 EBADSLT "Invalid slot",
    Ebfont = 59 EBFONT "Bad font file format",
    Enostr = 60 ENOSTR "Device not a stream",
    Enodata = 61 ENODATA "No data available",
    Etime = 62 ETIME "Timer expired",
    Enosr = 63 ENOSR "Out of streams resources",
    Enonet = 64 ENONET "Machine is not on the network",
    Enopkg = 65 ENOPKG "Package not installed",
    Eremote = 66 EREMOTE "Object is remote",
    Enolink = 67 ENOLINK "Link has been severed",
    Eadv = 68 EADV "Advertise error",
    Esrmnt = 69 ESRMNT "Srmount error",
    Ecomm = 70 ECOMM "Communication error on send",
    Eproto = 71 EPROTO "Protocol error",
    Emultihop = 72 EMULTIHOP "Multihop attempted",
    Edotdot = 73 EDOTDOT "RFS specific error",
    Ebadmsg = 74 EBADMSG "Bad message",
    Eoverflow = 75 EOVERFLOW "Value too large for defined data type",
    Enotuniq = 76 ENOTUNIQ "Name not unique on network",
    Ebadfd = 77 EBADFD "File descriptor in bad state",
    Eremchg = 78 EREMCHG "Remote address changed",
    Elibacc = 79 ELIBACC "Can not access a needed shared library",
    Elibbad = 80 ELIBBAD "Accessing a corrupted shared library",
    Elibscn = 81 ELIBSCN ".lib section in a.out corrupted",
    Elibmax = 82 ELIBMAX "Attempting to link in too many shared libraries",
    Elibexec = 83 ELIBEXEC "Cannot exec a shared library directly",
    Eilseq = 84 EILSEQ "Invalid or incomplete multibyte or wide character",
    Erestart = 85 ERESTART "Interrupted system call should be restarted",
    Estrpipe = 86 ESTRPIPE "Streams pipe error",
    Eusers = 87 EUSERS "Too many users",
    Enotsock = 88 ENOTSOCK "Socket operation on non-socket",
    Edestaddrreq = 89 EDESTADDRREQ "Destination address required",
    Emsgsize = 90 EMSGSIZE "Message too long",
    Eprototype = 91 EPROTOTYPE "Protocol wrong type for socket",
    Enoprotoopt = 92 ENOPROTOOPT "Protocol not available",
    Eprotonosupport = 93 EPROTONOSUPPORT "Protocol not supported",
    Esocktnosupport = 94 ESOCKTNOSUPPORT "Socket type not supported",
    Eopnotsupp = 95 EOPNOTSUPP "Operation not supported",
    Epfnosupport = 96 EPFNOSUPPORT "Protocol family not supported",
    Eafnosupport = 97 EAFNOSUPPORT "Address family not supported by protocol",
    Eaddrinuse = 98 EADDRINUSE "Address already in use",
    Eaddrnotavail = 99 EADDRNOTAVAIL "Cannot assign requested address",
    Enetdown = 100 ENETDOWN "Network is down",
    Enetunreach = 101 ENETUNREACH "Network is unreachable",
    Enetreset = 102 ENETRESET "Network dropped connection on reset",
    Econnaborted = 103 ECONNABORTED "Software caused connection abort",
    Econnreset = 104 ECONNRESET "Connection reset by peer",
    Enobufs = 105 ENOBUFS "No buffer space available",
    Eisconn = 106 EISCONN "Transport endpoint is already connected",
    Enotconn = 107 ENOTCONN "Transport endpoint is not connected",
    Eshutdown = 108 ESHUTDOWN "Cannot send after transport endpoint shutdown",
    Etoomanyrefs = 109 ETOOMANYREFS "Too many references: cannot splice",
    Etimedout = 110 ETIMEDOUT "Connection timed out",
    Econnrefused = 111 ECONNREFUSED "Connection refused",
    Ehostdown = 112 EHOSTDOWN "Host is down",
    Ehostunreach = 113 EHOSTUNREACH "No route to host",
    Ealready = 114 EALREADY "Operation already in progress",
    Einprogress = 115 EINPROGRESS "Operation now in progress",
    Estale = 116 ESTALE "Stale file handle",
    Euclean = 117 EUCLEAN "Structure needs cleaning",
    Enotnam = 118 ENOTNAM "Not a XENIX named type file",
    Enavail = 119 ENAVAIL "No XENIX semaphores available",
    Eisnam = 120 EISNAM "Is a named type file",
    Eremoteio = 121 EREMOTEIO "Remote I/O error",
    Edquot = 122 EDQUOT "Disk quota exceeded",
    Enomedium = 123 ENOMEDIUM "No medium found",
    Emediumtype = 124 EMEDIUMTYPE "Wrong medium type",
    Ecanceled = 125 ECANCELED "Operation canceled",
    Enokey = 126 ENOKEY "Required key not available",
    Ekeyexpired = 127 EKEYEXPIRED "Key has expired",
    Ekeyrevoked = 128 EKEYREVOKED "Key has been revoked",
    Ekeyrejected = 129 EKEYREJECTED "Key was rejected by service",
    Eownerdead = 130 EOWNERDEAD "Owner died",
    Enotrecoverable = 131 ENOTRECOVERABLE "State not recoverable",
    Erfkill = 132 ERFKILL "Operation not possible due to RF-kill",
}

impl Errno {
    /// The positive number.
    pub fn number(self) -> i32 {
        self as i32
    }

    /// What a system call returns in `a0` for this error: the number, negated.
    pub fn as_return(self) -> u64 {
        (-i64::from(self.number())) as u64
    }
}

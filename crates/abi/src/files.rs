//! Files: open flags, mode bits and the structures that system calls fill in. asm-generic/fcntl.h,
//! asm-generic/stat.h, linux/stat.h, linux/dirent.h, asm-generic/termbits.h.

use alloc::vec::Vec;

/// open(2): the bits that say read, write or both.
pub const O_ACCMODE: u32 = 0o3;
/// open(2): for reading only.
pub const O_RDONLY: u32 = 0o0;
/// open(2): for writing only.
pub const O_WRONLY: u32 = 0o1;
/// open(2): for both.
pub const O_RDWR: u32 = 0o2;
/// open(2): make the file if it is not there.
pub const O_CREAT: u32 = 0o100;
/// open(2): fail if it is there.
pub const O_EXCL: u32 = 0o200;
/// open(2): do not take it as controlling terminal.
pub const O_NOCTTY: u32 = 0o400;
/// open(2): empty the file.
pub const O_TRUNC: u32 = 0o1000;
/// open(2): every write goes to the end.
pub const O_APPEND: u32 = 0o2000;
/// open(2): calls that would sleep fail with `EAGAIN`.
pub const O_NONBLOCK: u32 = 0o4000;
/// open(2): writes are on the disk when they return (data).
pub const O_DSYNC: u32 = 0o10000;
/// fcntl(2): signal-driven I/O.
pub const O_ASYNC: u32 = 0o20000;
/// open(2): past the page cache; pipe2(2): packets.
pub const O_DIRECT: u32 = 0o40000;
/// open(2): set by 64-bit kernels for every file.
pub const O_LARGEFILE: u32 = 0o100_000;
/// open(2): fail if it is no directory.
pub const O_DIRECTORY: u32 = 0o200_000;
/// open(2): fail if it is a symbolic link.
pub const O_NOFOLLOW: u32 = 0o400_000;
/// open(2): leave the access time alone.
pub const O_NOATIME: u32 = 0o1_000_000;
/// open(2): closed by execve(2).
pub const O_CLOEXEC: u32 = 0o2_000_000;
/// open(2): writes are on the disk when they return.
pub const O_SYNC: u32 = 0o4_010_000;
/// open(2): a place in the tree only.
pub const O_PATH: u32 = 0o10_000_000;
/// open(2): a file without a name (the bit beside `O_DIRECTORY`).
pub const O_TMPFILE_BIT: u32 = 0o20_000_000;

/// Relative paths start at the working directory.
pub const AT_FDCWD: i32 = -100;
/// Do not follow a symbolic link at the end.
pub const AT_SYMLINK_NOFOLLOW: u32 = 0x100;
/// faccessat2(2): use the effective ids; the same bit in unlinkat(2) means rmdir.
pub const AT_EACCESS: u32 = 0x200;
/// unlinkat(2): remove a directory.
pub const AT_REMOVEDIR: u32 = 0x200;
/// linkat(2): follow a symbolic link at the end.
pub const AT_SYMLINK_FOLLOW: u32 = 0x400;
/// Do not mount automatically.
pub const AT_NO_AUTOMOUNT: u32 = 0x800;
/// An empty path means the descriptor itself.
pub const AT_EMPTY_PATH: u32 = 0x1000;
/// statx(2): how fresh the answer must be.
pub const AT_STATX_SYNC_TYPE: u32 = 0x6000;

/// The bits of a mode that say what kind of file it is.
pub const S_IFMT: u32 = 0o170_000;
/// A FIFO or pipe.
pub const S_IFIFO: u32 = 0o010_000;
/// A character device.
pub const S_IFCHR: u32 = 0o020_000;
/// A directory.
pub const S_IFDIR: u32 = 0o040_000;
/// A block device.
pub const S_IFBLK: u32 = 0o060_000;
/// A regular file.
pub const S_IFREG: u32 = 0o100_000;
/// A symbolic link.
pub const S_IFLNK: u32 = 0o120_000;
/// A socket.
pub const S_IFSOCK: u32 = 0o140_000;
/// Run with the owner's id.
pub const S_ISUID: u32 = 0o4000;
/// Run with the group's id.
pub const S_ISGID: u32 = 0o2000;
/// Only owners remove from this directory.
pub const S_ISVTX: u32 = 0o1000;

/// Length of a page and of a pipe's slot, in bytes.
pub const PAGE_SIZE: usize = 4096;

/// A point of wall-clock time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timespec {
    /// Seconds since 1970.
    pub seconds: i64,
    /// 0 … 999,999,999.
    pub nanoseconds: i64,
}

impl Timespec {
    /// From nanoseconds since 1970.
    pub fn from_ns(ns: u64) -> Self {
        Timespec { seconds: (ns / 1_000_000_000) as i64, nanoseconds: (ns % 1_000_000_000) as i64 }
    }
}

/// What stat(2) tells about a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    /// The file system, as major and minor number.
    pub dev: (u32, u32),
    /// The inode's number.
    pub ino: u64,
    /// Kind and permissions.
    pub mode: u32,
    /// Names.
    pub nlink: u32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// For a device, its major and minor number.
    pub rdev: (u32, u32),
    /// Bytes.
    pub size: u64,
    /// Preferred size of a transfer in bytes.
    pub blksize: u32,
    /// Units of 512 bytes.
    pub blocks: u64,
    /// Last read.
    pub atime: Timespec,
    /// Last change of the content.
    pub mtime: Timespec,
    /// Last change of the inode.
    pub ctime: Timespec,
    /// Made.
    pub btime: Timespec,
}

/// `new_encode_dev` of linux/kdev_t.h.
fn encode_device((major, minor): (u32, u32)) -> u64 {
    u64::from((minor & 0xff) | (major << 8) | ((minor & !0xff) << 12))
}

impl Stat {
    /// Bytes of riscv64's `struct stat`.
    pub const SIZE: usize = 128;
    /// Bytes of `struct statx`.
    pub const STATX_SIZE: usize = 256;

    /// riscv64's `struct stat`: asm-generic/stat.h.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(Self::SIZE);
        let mut put64 = |value: u64| out.extend_from_slice(&value.to_le_bytes());
        put64(encode_device(self.dev));
        put64(self.ino);
        put64(u64::from(self.mode) | u64::from(self.nlink) << 32);
        put64(u64::from(self.uid) | u64::from(self.gid) << 32);
        put64(encode_device(self.rdev));
        put64(0);
        put64(self.size);
        put64(u64::from(self.blksize));
        put64(self.blocks);
        for time in [self.atime, self.mtime, self.ctime] {
            put64(time.seconds as u64);
            put64(time.nanoseconds as u64);
        }
        put64(0);
        out
    }

    /// `struct statx` with the basic fields and the birth time.
    pub fn to_statx_bytes(&self) -> Vec<u8> {
        /// `STATX_BASIC_STATS | STATX_BTIME`.
        const MASK: u32 = 0xfff;
        let mut out = Vec::with_capacity(Self::STATX_SIZE);
        let mut put32 = |value: u32| out.extend_from_slice(&value.to_le_bytes());
        put32(MASK);
        put32(self.blksize);
        for _attributes in 0..2 {
            put32(0);
        }
        put32(self.nlink);
        put32(self.uid);
        put32(self.gid);
        put32(self.mode & 0xffff);
        for value in [self.ino, self.size, self.blocks, 0] {
            put32(value as u32);
            put32((value >> 32) as u32);
        }
        for time in [self.atime, self.btime, self.ctime, self.mtime] {
            put32(time.seconds as u32);
            put32((time.seconds >> 32) as u32);
            put32(time.nanoseconds as u32);
            put32(0);
        }
        for (major, minor) in [self.rdev, self.dev] {
            put32(major);
            put32(minor);
        }
        out.resize(Self::STATX_SIZE, 0);
        out
    }
}

/// One record of getdents64(2); its length is a multiple of 8.
pub fn dirent64(ino: u64, offset: u64, mode: u32, name: &[u8]) -> Vec<u8> {
    const HEADER: usize = 19;
    let length = (HEADER + name.len() + 1).next_multiple_of(8);
    let mut out = Vec::with_capacity(length);
    out.extend_from_slice(&ino.to_le_bytes());
    out.extend_from_slice(&offset.to_le_bytes());
    out.extend_from_slice(&(length as u16).to_le_bytes());
    out.push(((mode & S_IFMT) >> 12) as u8);
    out.extend_from_slice(name);
    out.resize(length, 0);
    out
}

/// The kernel's `struct termios`: asm-generic/termbits.h.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Termios {
    /// Input modes.
    pub iflag: u32,
    /// Output modes.
    pub oflag: u32,
    /// Control modes.
    pub cflag: u32,
    /// Local modes.
    pub lflag: u32,
    /// Line discipline.
    pub line: u8,
    /// Special characters.
    pub cc: [u8; 19],
}

impl Termios {
    /// Bytes of the structure.
    pub const SIZE: usize = 36;
    /// `iflag`: CR is read as NL.
    pub const ICRNL: u32 = 0o400;
    /// `iflag`: NL is read as CR.
    pub const INLCR: u32 = 0o100;
    /// `iflag`: CR is dropped.
    pub const IGNCR: u32 = 0o200;
    /// `oflag`: process output.
    pub const OPOST: u32 = 0o1;
    /// `oflag`: NL is shown as CR NL.
    pub const ONLCR: u32 = 0o4;
    /// `lflag`: special characters send signals.
    pub const ISIG: u32 = 0o1;
    /// `lflag`: input comes in lines that can be edited.
    pub const ICANON: u32 = 0o2;
    /// `lflag`: input is shown.
    pub const ECHO: u32 = 0o10;
    /// `lflag`: erase wipes the character out.
    pub const ECHOE: u32 = 0o20;
    /// `lflag`: kill wipes the line out.
    pub const ECHOK: u32 = 0o40;
    /// `lflag`: NL is shown even without `ECHO`.
    pub const ECHONL: u32 = 0o100;
    /// `lflag`: a signal does not flush.
    pub const NOFLSH: u32 = 0o200;
    /// `lflag`: control characters are shown as `^X`.
    pub const ECHOCTL: u32 = 0o1000;
    /// Index of the interrupt character (`^C`).
    pub const VINTR: usize = 0;
    /// Index of the quit character (`^\`).
    pub const VQUIT: usize = 1;
    /// Index of the erase character.
    pub const VERASE: usize = 2;
    /// Index of the kill character (`^U`).
    pub const VKILL: usize = 3;
    /// Index of the end-of-file character (`^D`).
    pub const VEOF: usize = 4;
    /// Index of the read timeout in tenths of a second.
    pub const VTIME: usize = 5;
    /// Index of the least number of bytes of a read.
    pub const VMIN: usize = 6;
    /// Index of the suspend character (`^Z`).
    pub const VSUSP: usize = 10;
    /// Index of an additional end of line.
    pub const VEOL: usize = 11;
    /// Index of the word-erase character (`^W`).
    pub const VWERASE: usize = 14;

    /// As user space sees it.
    pub fn to_bytes(&self) -> [u8; Self::SIZE] {
        let mut out = [0; Self::SIZE];
        let words = [self.iflag, self.oflag, self.cflag, self.lflag];
        for (place, word) in out.chunks_exact_mut(4).zip(words) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        out[16] = self.line;
        out[17..].copy_from_slice(&self.cc);
        out
    }

    /// From what user space wrote.
    pub fn from_bytes(bytes: &[u8; Self::SIZE]) -> Self {
        let word = |at: usize| {
            u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        let mut cc = [0; 19];
        cc.copy_from_slice(&bytes[17..]);
        Termios {
            iflag: word(0),
            oflag: word(4),
            cflag: word(8),
            lflag: word(12),
            line: bytes[16],
            cc,
        }
    }
}

impl Default for Termios {
    /// What a new pseudo-terminal has: `tty_std_termios` of drivers/tty/tty_io.c, Linux 6.18.
    fn default() -> Self {
        let mut cc = [0; 19];
        cc[..17].copy_from_slice(&[3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0]);
        Termios { iflag: 0o2400, oflag: 0o5, cflag: 0o277, lflag: 0o105_073, line: 0, cc }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structures_have_the_abi_sizes() {
        let stat = Stat { size: 7, mode: 0o100644, nlink: 1, blksize: 4096, ..Stat::default() };
        let bytes = stat.to_bytes();
        assert_eq!(bytes.len(), 128);
        assert_eq!(bytes[16..20], 0o100644_u32.to_le_bytes());
        assert_eq!(bytes[48], 7);
        let statx = stat.to_statx_bytes();
        assert_eq!(statx.len(), 256);
        assert_eq!(statx[40], 7);
    }

    #[test]
    fn directory_records_are_aligned() {
        let record = dirent64(5, 9, S_IFREG | 0o644, b"name.c");
        assert_eq!(record.len(), 32);
        assert_eq!(record[16..19], [32, 0, 8]);
        assert_eq!(&record[19..26], b"name.c\0");
    }

    #[test]
    fn termios_survives_a_round_trip() {
        let termios = Termios::default();
        assert_eq!(Termios::from_bytes(&termios.to_bytes()), termios);
    }
}

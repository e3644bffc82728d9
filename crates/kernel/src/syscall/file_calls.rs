//! The rows of calls about descriptors, files, pipes and the terminal.

use crate::syscall::files;
use crate::syscall::row::calls;

calls! { CALLS:
    17 getcwd(buf: Pointer, size: Size) => files::getcwd, Full, "";
    23 dup(oldfd: Fd) => files::dup, Full, "";
    24 dup3(oldfd: Fd, newfd: Fd, flags: OpenFlags) => files::dup3, Full, "";
    25 fcntl(fd: Fd, cmd: Int, arg: Hex) => files::fcntl, Partial, "DUPFD, FD, FL, PIPE_SZ and locks; no owners, signals, leases";
    29 ioctl(fd: Fd, request: Hex, arg: Pointer) => files::ioctl, Partial, "termios without VTIME, window size, process group, FIONREAD, FIONBIO, FIOCLEX; of sockets, questions about lo";
    32 flock(fd: Fd, operation: Hex) => crate::locks::flock, Full, "";
    33 mknodat(dirfd: DirFd, pathname: Path, mode: Mode, dev: Hex) => files::mknodat, Partial, "FIFOs and regular files";
    34 mkdirat(dirfd: DirFd, pathname: Path, mode: Mode) => files::mkdirat, Full, "";
    35 unlinkat(dirfd: DirFd, pathname: Path, flags: Hex) => files::unlinkat, Full, "";
    36 symlinkat(target: Path, newdirfd: DirFd, linkpath: Path) => files::symlinkat, Full, "";
    37 linkat(olddirfd: DirFd, oldpath: Path, newdirfd: DirFd, newpath: Path, flags: Hex) => files::linkat, Partial, "no AT_EMPTY_PATH";
    43 statfs(path: Path, buf: Pointer) => files::statfs, Full, "";
    44 fstatfs(fd: Fd, buf: Pointer) => files::fstatfs, Partial, "files in the tree";
    45 truncate(path: Path, length: Size) => files::truncate, Full, "";
    46 ftruncate(fd: Fd, length: Size) => files::ftruncate, Full, "";
    48 faccessat(dirfd: DirFd, pathname: Path, mode: Int) => files::faccessat, Full, "";
    49 chdir(path: Path) => files::chdir, Full, "";
    50 fchdir(fd: Fd) => files::fchdir, Full, "";
    52 fchmod(fd: Fd, mode: Mode) => files::fchmod, Partial, "files in the tree";
    53 fchmodat(dirfd: DirFd, pathname: Path, mode: Mode) => files::fchmodat, Full, "";
    54 fchownat(dirfd: DirFd, pathname: Path, owner: Int, group: Int, flags: Hex) => files::fchownat, Full, "";
    55 fchown(fd: Fd, owner: Int, group: Int) => files::fchown, Partial, "files in the tree";
    56 openat(dirfd: DirFd, pathname: Path, flags: OpenFlags, mode: Mode) => files::openat, Partial, "no O_PATH, O_TMPFILE, O_DIRECT, O_ASYNC; no ETXTBSY";
    57 close(fd: Fd) => files::close, Full, "";
    59 pipe2(pipefd: Pointer, flags: OpenFlags) => files::pipe2, Partial, "no O_DIRECT, O_NOTIFICATION_PIPE";
    61 getdents64(fd: Fd, dirp: Pointer, count: Size) => files::getdents64, Full, "";
    62 lseek(fd: Fd, offset: Int, whence: Whence) => files::lseek, Full, "";
    63 read(fd: Fd, buf: Out, count: Size) => files::read, Full, "";
    64 write(fd: Fd, buf: In, count: Size) => files::write, Full, "";
    65 readv(fd: Fd, iov: Pointer, iovcnt: Size) => files::readv, Full, "";
    66 writev(fd: Fd, iov: Pointer, iovcnt: Size) => files::writev, Full, "";
    67 pread64(fd: Fd, buf: Out, count: Size, offset: Int) => files::pread64, Full, "";
    68 pwrite64(fd: Fd, buf: In, count: Size, offset: Int) => files::pwrite64, Full, "";
    69 preadv(fd: Fd, iov: Pointer, iovcnt: Size, offset: Int) => files::preadv, Full, "";
    70 pwritev(fd: Fd, iov: Pointer, iovcnt: Size, offset: Int) => files::pwritev, Full, "";
    71 sendfile(out_fd: Fd, in_fd: Fd, offset: Pointer, count: Size) => files::sendfile, Partial, "from files of the tree; to a socket only what fits at once";
    78 readlinkat(dirfd: DirFd, pathname: Path, buf: Pointer, bufsiz: Size) => files::readlinkat, Full, "";
    79 newfstatat(dirfd: DirFd, pathname: Path, statbuf: Pointer, flags: Hex) => files::newfstatat, Full, "";
    80 fstat(fd: Fd, statbuf: Pointer) => files::fstat, Full, "";
    81 sync() => files::sync, Full, "nothing is ever only in memory";
    82 fsync(fd: Fd) => files::fsync, Full, "nothing is ever only in memory";
    83 fdatasync(fd: Fd) => files::fsync, Full, "nothing is ever only in memory";
    88 utimensat(dirfd: DirFd, pathname: Path, times: Pointer, flags: Hex) => files::utimensat, Full, "";
    166 umask(mask: Mode) => files::umask, Full, "";
    223 fadvise64(fd: Fd, offset: Int, len: Size, advice: Int) => files::fadvise64, Full, "advice changes nothing";
    276 renameat2(olddirfd: DirFd, oldpath: Path, newdirfd: DirFd, newpath: Path, flags: Hex) => files::renameat2, Partial, "no RENAME_WHITEOUT";
    286 preadv2(fd: Fd, iov: Pointer, iovcnt: Size, offset: Int, offset_high: Int, flags: Hex) => files::preadv2, Partial, "no RWF flags";
    287 pwritev2(fd: Fd, iov: Pointer, iovcnt: Size, offset: Int, offset_high: Int, flags: Hex) => files::pwritev2, Partial, "no RWF flags";
    291 statx(dirfd: DirFd, pathname: Path, flags: Hex, mask: Hex, statxbuf: Pointer) => files::statx, Partial, "the basic fields and the time of birth; no mount id";
    436 close_range(first: Int, last: Int, flags: Hex) => files::close_range, Full, "";
    439 faccessat2(dirfd: DirFd, pathname: Path, mode: Int, flags: Hex) => files::faccessat2, Full, "";
}

#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <vitrine/syscall.h>

int statfs(const char *path, struct statfs *status) {
    return (int)__syscall_result(__syscall2(SYS_statfs, path, status));
}

int fstatfs(int fd, struct statfs *status) {
    return (int)__syscall_result(__syscall2(SYS_fstatfs, fd, status));
}

static int convert(int answer, const struct statfs *from, struct statvfs *to) {
    if (answer < 0) {
        return -1;
    }
    *to = (struct statvfs){
        .f_bsize = (unsigned long)from->f_bsize,
        .f_frsize = (unsigned long)(from->f_frsize ? from->f_frsize : from->f_bsize),
        .f_blocks = from->f_blocks,
        .f_bfree = from->f_bfree,
        .f_bavail = from->f_bavail,
        .f_files = from->f_files,
        .f_ffree = from->f_ffree,
        .f_favail = from->f_ffree,
        .f_fsid = (unsigned)from->f_fsid.__val[0] | (unsigned long)from->f_fsid.__val[1] << 32,
        // ST_VALID (0x20) only says that the flags are meant.
        .f_flag = (unsigned long)from->f_flags & ~0x20UL,
        .f_namemax = (unsigned long)from->f_namelen,
    };
    return 0;
}

int statvfs(const char *path, struct statvfs *status) {
    struct statfs from;
    return convert(statfs(path, &from), &from, status);
}

int fstatvfs(int fd, struct statvfs *status) {
    struct statfs from;
    return convert(fstatfs(fd, &from), &from, status);
}

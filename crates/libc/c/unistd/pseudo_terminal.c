// Pseudo-terminals: pty(7).
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>

int posix_openpt(int flags) {
    return open("/dev/ptmx", flags);
}

// The devpts file system gives the slave to the caller already.
int grantpt(int fd) {
    unsigned number;
    if (ioctl(fd, TIOCGPTN, &number) < 0) {
        errno = errno == ENOTTY ? EINVAL : errno;
        return -1;
    }
    return 0;
}

int unlockpt(int fd) {
    int unlock = 0;
    if (ioctl(fd, TIOCSPTLCK, &unlock) < 0) {
        errno = errno == ENOTTY ? EINVAL : errno;
        return -1;
    }
    return 0;
}

// Answers the error itself.
int ptsname_r(int fd, char *name, size_t size) {
    unsigned number;
    if (ioctl(fd, TIOCGPTN, &number) < 0) {
        return errno;
    }
    return snprintf(name, size, "/dev/pts/%u", number) >= (int)size ? ERANGE : 0;
}

char *ptsname(int fd) {
    static char name[32];
    int problem = ptsname_r(fd, name, sizeof name);
    if (problem) {
        errno = problem;
        return NULL;
    }
    return name;
}

// Is it a terminal, and which?
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <vitrine/syscall.h>

// asm-generic/termbits.h: what the kernel reads and writes; 19 control characters, no speeds.
struct kernel_termios {
    tcflag_t iflag;
    tcflag_t oflag;
    tcflag_t cflag;
    tcflag_t lflag;
    cc_t line;
    cc_t cc[19];
};

int tcgetattr(int fd, struct termios *attributes) {
    struct kernel_termios kernel;
    long answer = __syscall3(SYS_ioctl, fd, TCGETS, &kernel);
    if (answer < 0) {
        return (int)__syscall_result(answer);
    }
    attributes->c_iflag = kernel.iflag;
    attributes->c_oflag = kernel.oflag;
    attributes->c_cflag = kernel.cflag;
    attributes->c_lflag = kernel.lflag;
    attributes->c_line = kernel.line;
    for (int i = 0; i < NCCS; i++) {
        attributes->c_cc[i] = i < 19 ? kernel.cc[i] : 0;
    }
    attributes->c_ispeed = attributes->c_ospeed = kernel.cflag & 010017;
    return 0;
}

int tcsetattr(int fd, int when, const struct termios *attributes) {
    if (when < TCSANOW || when > TCSAFLUSH) {
        errno = EINVAL;
        return -1;
    }
    struct kernel_termios kernel = {attributes->c_iflag, attributes->c_oflag, attributes->c_cflag,
                                    attributes->c_lflag, attributes->c_line,  {0}};
    for (int i = 0; i < 19; i++) {
        kernel.cc[i] = attributes->c_cc[i];
    }
    return (int)__syscall_result(__syscall3(SYS_ioctl, fd, TCSETS + when, &kernel));
}

void cfmakeraw(struct termios *attributes) {
    attributes->c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
    attributes->c_oflag &= ~(tcflag_t)OPOST;
    attributes->c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    attributes->c_cflag = (attributes->c_cflag & ~(tcflag_t)CSIZE) | CS8;
    attributes->c_cc[VMIN] = 1;
    attributes->c_cc[VTIME] = 0;
}

int isatty(int fd) {
    struct termios attributes;
    return tcgetattr(fd, &attributes) == 0;
}

// Answers the error itself.
int ttyname_r(int fd, char *name, size_t size) {
    char link[32];
    if (!isatty(fd)) {
        return errno;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, name, size);
    if (length < 0) {
        return errno;
    }
    if ((size_t)length >= size) {
        return ERANGE;
    }
    name[length] = 0;
    return 0;
}

char *ttyname(int fd) {
    static char name[64];
    int problem = ttyname_r(fd, name, sizeof name);
    if (problem) {
        errno = problem;
        return NULL;
    }
    return name;
}

pid_t tcgetpgrp(int fd) {
    pid_t group;
    return ioctl(fd, TIOCGPGRP, &group) < 0 ? -1 : group;
}

int tcsetpgrp(int fd, pid_t group) {
    return ioctl(fd, TIOCSPGRP, &group);
}

char *ctermid(char *name) {
    static char own[L_ctermid];
    return strcpy(name ? name : own, "/dev/tty");
}

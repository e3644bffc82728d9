// User and group ids of an unprivileged process: what may be set.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void try(const char *what, long result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

int main(void) {
    unsigned r = 0, e = 0, s = 0;
    unsigned groups[4];
    syscall(SYS_getresuid, &r, &e, &s);
    printf("uid %u %u %u\n", r, e, s);
    syscall(SYS_getresgid, &r, &e, &s);
    printf("gid %u %u %u\n", r, e, s);
    printf("groups %ld\n", (long)getgroups(0, NULL));
    try("setuid to itself", setuid(getuid()));
    try("setuid to root", setuid(0));
    try("setgid to root", setgid(0));
    try("setreuid", setreuid(getuid(), getuid()));
    try("setreuid to root", setreuid(0, -1));
    try("setregid to root", setregid(-1, 0));
    try("setresuid", syscall(SYS_setresuid, -1, getuid(), -1));
    try("setresuid to root", syscall(SYS_setresuid, -1, -1, 0));
    try("setresgid to root", syscall(SYS_setresgid, 0, -1, -1));
    try("setgroups", syscall(SYS_setgroups, 0, groups));
    printf("setfsuid says %ld\n", syscall(SYS_setfsuid, -1));
    try("sethostname", sethostname("x", 1));
    return 0;
}

// Who the process is and to whom it belongs: credentials(7).
#include <unistd.h>
#include <vitrine/syscall.h>

// The first seven always succeed.
pid_t getpid(void) {
    return (pid_t)__syscall0(SYS_getpid);
}

pid_t getppid(void) {
    return (pid_t)__syscall0(SYS_getppid);
}

pid_t gettid(void) {
    return (pid_t)__syscall0(SYS_gettid);
}

uid_t getuid(void) {
    return (uid_t)__syscall0(SYS_getuid);
}

uid_t geteuid(void) {
    return (uid_t)__syscall0(SYS_geteuid);
}

gid_t getgid(void) {
    return (gid_t)__syscall0(SYS_getgid);
}

gid_t getegid(void) {
    return (gid_t)__syscall0(SYS_getegid);
}

int setuid(uid_t uid) {
    return (int)__syscall_result(__syscall1(SYS_setuid, uid));
}

int setgid(gid_t gid) {
    return (int)__syscall_result(__syscall1(SYS_setgid, gid));
}

int seteuid(uid_t uid) {
    return (int)__syscall_result(__syscall3(SYS_setresuid, -1, uid, -1));
}

int setegid(gid_t gid) {
    return (int)__syscall_result(__syscall3(SYS_setresgid, -1, gid, -1));
}

int setreuid(uid_t real, uid_t effective) {
    return (int)__syscall_result(__syscall2(SYS_setreuid, real, effective));
}

int setregid(gid_t real, gid_t effective) {
    return (int)__syscall_result(__syscall2(SYS_setregid, real, effective));
}

int getgroups(int size, gid_t list[]) {
    return (int)__syscall_result(__syscall2(SYS_getgroups, size, list));
}

pid_t getpgid(pid_t pid) {
    return (pid_t)__syscall_result(__syscall1(SYS_getpgid, pid));
}

pid_t getpgrp(void) {
    return (pid_t)__syscall_result(__syscall1(SYS_getpgid, 0));
}

int setpgid(pid_t pid, pid_t group) {
    return (int)__syscall_result(__syscall2(SYS_setpgid, pid, group));
}

int setpgrp(void) {
    return (int)__syscall_result(__syscall2(SYS_setpgid, 0, 0));
}

pid_t getsid(pid_t pid) {
    return (pid_t)__syscall_result(__syscall1(SYS_getsid, pid));
}

pid_t setsid(void) {
    return (pid_t)__syscall_result(__syscall0(SYS_setsid));
}

// The saved ids and the supplementary groups: credentials(7).
#include <unistd.h>
#include <vitrine/syscall.h>

int setresuid(uid_t real, uid_t effective, uid_t saved) {
    return (int)__syscall_result(__syscall3(SYS_setresuid, real, effective, saved));
}

int setresgid(gid_t real, gid_t effective, gid_t saved) {
    return (int)__syscall_result(__syscall3(SYS_setresgid, real, effective, saved));
}

int getresuid(uid_t *real, uid_t *effective, uid_t *saved) {
    return (int)__syscall_result(__syscall3(SYS_getresuid, real, effective, saved));
}

int getresgid(gid_t *real, gid_t *effective, gid_t *saved) {
    return (int)__syscall_result(__syscall3(SYS_getresgid, real, effective, saved));
}

int setgroups(size_t count, const gid_t *groups) {
    return (int)__syscall_result(__syscall2(SYS_setgroups, count, groups));
}

// Both answer the old id, whether or not it was changed.
#include <sys/fsuid.h>
#include <vitrine/syscall.h>

int setfsuid(uid_t uid) {
    return (int)__syscall_result(__syscall1(SYS_setfsuid, uid));
}

int setfsgid(gid_t gid) {
    return (int)__syscall_result(__syscall1(SYS_setfsgid, gid));
}

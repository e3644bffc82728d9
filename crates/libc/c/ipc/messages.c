// System V message queues: sysvipc(7).
#include <sys/msg.h>
#include <vitrine/cancel.h>

int msgget(key_t key, int flags) {
    return (int)__syscall_result(__syscall2(SYS_msgget, key, flags));
}

int msgsnd(int id, const void *message, size_t size, int flags) {
    return (int)__syscall_result(__cancel_call4(SYS_msgsnd, id, message, size, flags));
}

ssize_t msgrcv(int id, void *message, size_t size, long type, int flags) {
    return __syscall_result(__cancel_call5(SYS_msgrcv, id, message, size, type, flags));
}

int msgctl(int id, int command, struct msqid_ds *buffer) {
    return (int)__syscall_result(__syscall3(SYS_msgctl, id, command, buffer));
}

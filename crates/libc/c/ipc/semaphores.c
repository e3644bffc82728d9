// System V semaphores: sysvipc(7).
#include <stdarg.h>
#include <stddef.h>
#include <sys/sem.h>
#include <vitrine/syscall.h>

int semget(key_t key, int count, int flags) {
    return (int)__syscall_result(__syscall3(SYS_semget, key, count, flags));
}

int semtimedop(int id, struct sembuf *operations, size_t count, const struct timespec *timeout) {
    return (int)__syscall_result(__syscall4(SYS_semtimedop, id, operations, count, timeout));
}

int semop(int id, struct sembuf *operations, size_t count) {
    return (int)__syscall_result(__syscall3(SYS_semop, id, operations, count));
}

// The fourth argument is a union semun, one word.
int semctl(int id, int number, int command, ...) {
    long argument = 0;
    va_list arguments;
    va_start(arguments, command);
    switch (command) {
    case SETVAL:
        argument = va_arg(arguments, int);
        break;
    case GETALL:
    case SETALL:
    case IPC_STAT:
    case IPC_SET:
    case IPC_INFO:
    case SEM_STAT:
    case SEM_INFO:
        argument = va_arg(arguments, long);
        break;
    default:
        break;
    }
    va_end(arguments);
    return (int)__syscall_result(__syscall4(SYS_semctl, id, number, command, argument));
}

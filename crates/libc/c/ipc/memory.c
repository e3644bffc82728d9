// System V shared memory: sysvipc(7).
#include <sys/shm.h>
#include <vitrine/syscall.h>

int shmget(key_t key, size_t size, int flags) {
    return (int)__syscall_result(__syscall3(SYS_shmget, key, size, flags));
}

void *shmat(int id, const void *address, int flags) {
    return (void *)__syscall_result(__syscall3(SYS_shmat, id, address, flags));
}

int shmdt(const void *address) {
    return (int)__syscall_result(__syscall1(SYS_shmdt, address));
}

int shmctl(int id, int command, struct shmid_ds *buffer) {
    return (int)__syscall_result(__syscall3(SYS_shmctl, id, command, buffer));
}

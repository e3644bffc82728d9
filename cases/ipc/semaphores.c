// System V semaphores: all or nothing, waiting for zero, undo, and who waits.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static int id;

static void operate(const char *what, int first, int second, int flags) {
    struct sembuf both[2] = {{0, first, flags}, {1, second, flags}};
    int result = semop(id, both, 2);
    printf("%s: %s; now %d %d\n", what, result < 0 ? strerror(errno) : "done", semctl(id, 0, GETVAL),
           semctl(id, 1, GETVAL));
    fflush(stdout);
}

int main(void) {
    unsigned short values[2] = {1, 0};
    id = semget(IPC_PRIVATE, 2, 0600);
    printf("new: %d %d\n", semctl(id, 0, GETVAL), semctl(id, 1, GETVAL));
    semctl(id, 0, SETALL, values);
    operate("second is zero", -1, -1, IPC_NOWAIT);
    operate("both", -1, 2, 0);
    operate("wait for zero", 0, -1, 0);
    fflush(stdout);
    if (fork() == 0) {
        operate("child", -1, -1, SEM_UNDO);
        _exit(0);
    }
    usleep(30000);
    printf("waiting %d, for zero %d\n", semctl(id, 0, GETNCNT), semctl(id, 0, GETZCNT));
    fflush(stdout);
    struct sembuf up = {0, 1, 0};
    semop(id, &up, 1);
    wait(NULL);
    printf("undone: %d %d\n", semctl(id, 0, GETVAL), semctl(id, 1, GETVAL));
    struct sembuf far = {5, 1, 0};
    int result = semop(id, &far, 1);
    printf("no such semaphore: %d %s\n", result, strerror(errno));
    result = semctl(id, 0, SETVAL, 40000);
    printf("too large: %d %s\n", result, strerror(errno));
    printf("removed: %d\n", semctl(id, 0, IPC_RMID));
    result = semctl(id, 0, GETVAL);
    printf("gone: %d %s\n", result, strerror(errno));
    return 0;
}

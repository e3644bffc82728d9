// A System V segment is seen by all who attach, and goes with the last after its removal.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    struct shmid_ds status;
    int id = shmget(42, 5000, IPC_CREAT | 0600);
    int result = shmget(42, 6000, 0600);
    printf("too large: %d %s\n", result, strerror(errno));
    char *here = shmat(id, NULL, 0);
    char *again = shmat(id, NULL, SHM_RDONLY);
    printf("zero %d, same address %d\n", here[4999], here == again);
    strcpy(here, "written once");
    printf("%s\n", again);
    if (fork() == 0) {
        strcpy(here, "by the child");
        _exit(0);
    }
    wait(NULL);
    printf("%s\n", again);
    shmctl(id, IPC_STAT, &status);
    printf("%lu bytes, attached %lu, mode %o\n", (unsigned long)status.shm_segsz, (unsigned long)status.shm_nattch,
           status.shm_perm.mode);
    shmdt(again);
    shmctl(id, IPC_RMID, NULL);
    shmctl(id, IPC_STAT, &status);
    printf("attached %lu, mode %o, found by key %d\n", (unsigned long)status.shm_nattch, status.shm_perm.mode,
           shmget(42, 0, 0600));
    printf("still there: %s\n", here);
    printf("detach %d\n", shmdt(here));
    result = shmdt(here);
    printf("again %d %s\n", result, strerror(errno));
    result = shmctl(id, IPC_STAT, &status);
    printf("gone: %d %s\n", result, strerror(errno));
    return 0;
}

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <sys/ipc.h>
#include <sys/sem.h>

int main(void) {
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int semaphores = semget(IPC_PRIVATE, 1, 0600);
    pid_t child = fork();
    if (child == 0) {
        shared[0] = 5;
        semop(semaphores, &(struct sembuf){0, 1, 0}, 1);
        _exit(0);
    }
    semop(semaphores, &(struct sembuf){0, -1, 0}, 1);
    shared[0]++;
    semctl(semaphores, 0, IPC_RMID);
    waitpid(child, NULL, 0);
    printf("%d\n", shared[0]);
}

// Two processes take two System V semaphores in opposite order, with SEM_UNDO and without: what a
// killed process had taken comes back only with it.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static void take(int set, int which, int flags) {
    struct sembuf operation = {which, -1, flags};
    semop(set, &operation, 1);
}

static void run(const char *name, int flags) {
    int set = semget(IPC_PRIVATE, 2, 0600), status;
    semctl(set, 0, SETVAL, 1);
    semctl(set, 1, SETVAL, 1);
    pid_t child[2];
    for (int i = 0; i < 2; i++) {
        child[i] = fork();
        if (child[i] == 0) {
            take(set, i, flags);
            usleep(30000);
            take(set, 1 - i, flags);
            exit(7);
        }
    }
    usleep(80000);
    printf("%s: waiting for 0: %d, for 1: %d\n", name, semctl(set, 0, GETNCNT), semctl(set, 1, GETNCNT));
    kill(child[0], SIGKILL);
    waitpid(child[0], &status, 0);
    usleep(30000);
    int ended = waitpid(child[1], &status, WNOHANG) == child[1];
    printf("%s: the other goes on: %d\n", name, ended && WEXITSTATUS(status) == 7);
    semctl(set, 0, IPC_RMID);
    if (!ended) {
        waitpid(child[1], &status, 0);
        printf("%s: without the set it ends with %d\n", name, WEXITSTATUS(status));
    }
}

int main(void) {
    setvbuf(stdout, 0, _IONBF, 0);
    run("with SEM_UNDO", SEM_UNDO);
    run("without", 0);
    return 0;
}

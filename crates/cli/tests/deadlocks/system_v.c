// Two processes take two System V semaphores in opposite order, with SEM_UNDO.
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static int set;

static void take(unsigned short number) {
    struct sembuf operation = {number, -1, SEM_UNDO};
    semop(set, &operation, 1);
}

int main(void) {
    set = semget(IPC_PRIVATE, 2, 0600);
    semctl(set, 0, SETVAL, 1);
    semctl(set, 1, SETVAL, 1);
    int child = fork() == 0;
    take(child);
    usleep(1000);
    take(!child);
    wait(NULL);
    return 0;
}

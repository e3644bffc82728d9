#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <sys/ipc.h>
#include <sys/msg.h>

int main(void) {
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct {
        long kind;
        char text[8];
    } message = {1, "hello"};
    int queue = msgget(IPC_PRIVATE, 0600);
    pid_t child = fork();
    if (child == 0) {
        shared[0] = 5;
        msgsnd(queue, &message, 8, 0);
        _exit(0);
    }
    msgrcv(queue, &message, 8, 0, 0);
    shared[0]++;
    msgctl(queue, IPC_RMID, NULL);
    waitpid(child, NULL, 0);
    printf("%d\n", shared[0]);
}

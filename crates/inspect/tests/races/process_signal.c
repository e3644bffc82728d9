#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <signal.h>

int main(void) {
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    pid_t child = fork();
    if (child == 0) {
        shared[0] = 5;
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    int number;
    sigwait(&set, &number);
    shared[0]++;
    waitpid(child, NULL, 0);
    printf("%d\n", shared[0]);
}

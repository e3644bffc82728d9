#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILDREN 3
#define TURNS    12000

// Only computes: it never asks the kernel for anything.
static int work(int seed)
{
    unsigned x = seed;
    for (int i = 0; i < TURNS; i++)
        x = x * 1103515245 + 12345;
    return x % 100;
}

int main(void)
{
    pid_t pid[CHILDREN];
    int status;

    for (int i = 0; i < CHILDREN; i++) {
        pid[i] = fork();
        if (pid[i] == 0)
            _exit(work(i + 1));
    }
    for (int i = 0; i < CHILDREN; i++) {
        waitpid(pid[i], &status, 0);
        printf("child %d computed %d\n", i + 1, WEXITSTATUS(status));
    }
    return 0;
}

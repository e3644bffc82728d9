#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    shared[0] = 1;
    pid_t child = fork();
    if (child == 0) {
        shared[0]++;
        _exit(0);
    }
    shared[1] = 1;
    waitpid(child, NULL, 0);
    printf("%d\n", shared[0]);
}

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int ends[2];
    if (pipe(ends) < 0) {
        return 1;
    }
    pid_t child = fork();
    if (child == 0) {
        shared[0] = 3;
        return write(ends[1], "x", 1) != 1;
    }
    char byte;
    if (read(ends[0], &byte, 1) == 1) {
        shared[0]++;
    }
    waitpid(child, NULL, 0);
    printf("%d\n", shared[0]);
}

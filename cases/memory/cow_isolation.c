// After fork each process has its own memory: data, heap, stack.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int global = 1;

int main(void) {
    int local = 2;
    int *heap = malloc(sizeof *heap);
    *heap = 3;
    if (fork() == 0) {
        global += 10;
        local += 10;
        *heap += 10;
        printf("child: %d %d %d\n", global, local, *heap);
        return 0;
    }
    wait(NULL);
    printf("parent: %d %d %d\n", global, local, *heap);
    return 0;
}

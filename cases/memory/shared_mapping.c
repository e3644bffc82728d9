// A shared anonymous mapping is the same memory after fork; a private one is not.
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *own = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *shared = *own = 1;
    if (fork() == 0) {
        *shared = 2;
        *own = 2;
        return 0;
    }
    wait(NULL);
    printf("shared %d, private %d\n", *shared, *own);
    return 0;
}

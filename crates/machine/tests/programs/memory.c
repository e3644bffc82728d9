#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
static int deep(int n) {
    volatile char space[4096];
    space[0] = n;
    return n == 0 ? 0 : deep(n - 1) + (space[0] == (char)n);
}
int main(void) {
    char *small = malloc(100), *large = malloc(3 << 20);
    strcpy(small, "small");
    memset(large, 7, 3 << 20);
    large = realloc(large, 9 << 20);
    printf("%s %d\n", small, large[(3 << 20) - 1]);
    free(large);
    void *huge = malloc(4UL << 30);
    printf("4 GiB: %s\n", huge ? "yes" : strerror(errno));
    printf("deep %d\n", deep(1000));
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *private = mmap(NULL, 8 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *shared = *private = 1;
    if (fork() == 0) { *shared = 2; *private = 2; _exit(0); }
    wait(NULL);
    printf("shared %d private %d\n", *shared, *private);
    munmap((char *)private + 4096, 4096);
    printf("mprotect of a hole: %d %s\n", mprotect(private, 8 * 4096, PROT_READ), strerror(errno));
    private[2 * 1024] = 5;
    int *moved = mremap(private, 4096, 64 * 4096, MREMAP_MAYMOVE);
    moved[60 * 1024] = 3;
    printf("moved %d %d\n", moved[0], moved[60 * 1024]);
    char *end = sbrk(0);
    printf("brk %d\n", sbrk(100000) == end && (char *)sbrk(0) == end + 100000);
    return 0;
}

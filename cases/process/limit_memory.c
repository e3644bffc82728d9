// RLIMIT_AS and RLIMIT_DATA: mmap, brk and malloc say ENOMEM; what is there stays.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

static void *map(size_t size) {
    errno = 0;
    return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int main(void) {
    struct rlimit limit;
    getrlimit(RLIMIT_AS, &limit);
    printf("at first unlimited: %d\n", limit.rlim_cur == RLIM_INFINITY);
    void *before = map(1 << 20);
    limit.rlim_cur = 64 << 20;
    setrlimit(RLIMIT_AS, &limit);
    int failed = map(128 << 20) == MAP_FAILED;
    printf("128 MiB: failed %d %s\n", failed, strerror(errno));
    void *small = map(1 << 20);
    printf("1 MiB: works %d\n", small != MAP_FAILED);
    memset(small, 1, 1 << 20);
    void *grown = mremap(before, 1 << 20, 100 << 20, MREMAP_MAYMOVE);
    printf("mremap to 100 MiB: failed %d %s\n", grown == MAP_FAILED, strerror(errno));
    errno = 0;
    void *memory = malloc(100 << 20);
    printf("malloc of 100 MiB: %s, %s\n", memory ? "works" : "NULL", strerror(errno));
    int rounds = 0;
    while (rounds < 1000 && map(1 << 20) != MAP_FAILED) {
        rounds++;
    }
    printf("1 MiB again and again: between 20 and 64 times: %d\n", rounds >= 20 && rounds <= 64);
    limit.rlim_cur = RLIM_INFINITY;
    printf("lifted: %d\n", setrlimit(RLIMIT_AS, &limit));
    printf("128 MiB: works %d\n", map(128 << 20) != MAP_FAILED);
    return 0;
}

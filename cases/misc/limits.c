// Resource limits: reading, lowering, and what is not allowed.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static void show(const char *what, int resource) {
    struct rlimit limit;
    int result = getrlimit(resource, &limit);
    printf("%s: %d soft %ld hard %ld\n", what, result, (long)limit.rlim_cur, (long)limit.rlim_max);
}

int main(void) {
    struct rlimit limit;
    show("stack", RLIMIT_STACK);
    getrlimit(RLIMIT_NOFILE, &limit);
    printf("descriptors: soft %ld\n", (long)limit.rlim_cur);
    limit.rlim_cur = 64;
    limit.rlim_max = 100;
    show("core", RLIMIT_CORE);
    show("address space", RLIMIT_AS);
    int result = setrlimit(RLIMIT_NOFILE, &limit);
    printf("lower: %d\n", result);
    show("descriptors", RLIMIT_NOFILE);
    limit.rlim_max = 200;
    result = setrlimit(RLIMIT_NOFILE, &limit);
    printf("raise the hard limit: %d %s\n", result, strerror(errno));
    limit.rlim_cur = 101;
    limit.rlim_max = 100;
    result = setrlimit(RLIMIT_NOFILE, &limit);
    printf("soft above hard: %d %s\n", result, strerror(errno));
    result = getrlimit(99, &limit);
    printf("no such limit: %d %s\n", result, strerror(errno));
    result = prlimit(0, RLIMIT_NOFILE, NULL, &limit);
    printf("prlimit: %d %ld\n", result, (long)limit.rlim_cur);
    return 0;
}

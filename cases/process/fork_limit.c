// RLIMIT_NPROC: fork(2) fails with EAGAIN.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    struct rlimit limit = {0, 0};
    setrlimit(RLIMIT_NPROC, &limit);
    errno = 0;
    pid_t child = fork();
    if (child == 0) {
        _exit(0);
    }
    printf("%d %s\n", (int)child, strerror(errno));
    printf("wait: %d\n", (int)wait(NULL));
    return 0;
}

// RLIMIT_STACK bounds the stack's growth: too deep a recursion is SIGSEGV; a child inherits the limit.
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int deep(int left) {
    volatile char room[16384];
    room[0] = (char)left;
    return left == 0 ? room[0] : deep(left - 1) + room[0] * 0;
}

static void tries(int kilobytes, char *self) {
    int status;
    char text[16];
    snprintf(text, sizeof text, "%d", kilobytes);
    fflush(stdout);
    if (fork() == 0) {
        struct rlimit limit = {512 * 1024, RLIM_INFINITY};
        setrlimit(RLIMIT_STACK, &limit);
        execl(self, self, text, NULL);
        _exit(99);
    }
    wait(&status);
    if (WIFSIGNALED(status)) {
        printf("%d KiB: signal %d\n", kilobytes, WTERMSIG(status));
    } else {
        printf("%d KiB: exit %d\n", kilobytes, WEXITSTATUS(status));
    }
}

int main(int argc, char **argv) {
    if (argc > 1) {
        struct rlimit limit;
        int kilobytes = 0;
        sscanf(argv[1], "%d", &kilobytes);
        getrlimit(RLIMIT_STACK, &limit);
        deep(kilobytes / 16);
        return limit.rlim_cur == 512 * 1024 ? 3 : 4;
    }
    tries(64, argv[0]);
    tries(256, argv[0]);
    tries(1024, argv[0]);
    tries(16384, argv[0]);
    return 0;
}

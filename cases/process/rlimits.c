// getrlimit(2), setrlimit(2), prlimit(2): rules and errors; NOFILE, FSIZE and CPU take effect.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void try(const char *what, int result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

int main(void) {
    struct rlimit limit = {2, 1};
    int status;
    try("soft above hard", setrlimit(RLIMIT_NOFILE, &limit));
    try("bad resource", getrlimit(16, &limit));
    getrlimit(RLIMIT_CORE, &limit);
    printf("core %ld, endless %d\n", (long)limit.rlim_cur, limit.rlim_max == RLIM_INFINITY);
    limit.rlim_cur = 4;
    limit.rlim_max = 10;
    try("lower", setrlimit(RLIMIT_NOFILE, &limit));
    limit.rlim_max = 11;
    try("raise the hard limit", setrlimit(RLIMIT_NOFILE, &limit));
    int first = open("a", O_CREAT | O_RDWR, 0600);
    printf("first %d, second %d", first, open("a", O_RDWR));
    printf(" %s\n", strerror(errno));
    limit.rlim_cur = 10;
    limit.rlim_max = 10;
    try("prlimit", prlimit(getpid(), RLIMIT_NOFILE, &limit, NULL));
    try("prlimit of nobody", prlimit(99999, RLIMIT_NOFILE, NULL, &limit));
    try("prlimit of init", prlimit(1, RLIMIT_NOFILE, NULL, &limit));
    limit.rlim_cur = limit.rlim_max = 100;
    setrlimit(RLIMIT_FSIZE, &limit);
    char text[200] = {0};
    printf("write 200: %zd\n", write(first, text, 200));
    signal(SIGXFSZ, SIG_IGN);
    printf("write more: %zd", write(first, text, 1));
    printf(" %s\n", strerror(errno));
    if (fork() == 0) {
        signal(SIGXFSZ, SIG_DFL);
        write(first, text, 1);
        _exit(0);
    }
    wait(&status);
    printf("SIGXFSZ %d\n", WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ);
    fflush(stdout);
    if (fork() == 0) {
        limit.rlim_cur = 1;
        limit.rlim_max = 3;
        setrlimit(RLIMIT_CPU, &limit);
        for (;;) {
        }
    }
    wait(&status);
    printf("SIGXCPU %d\n", WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU);
    return 0;
}

// RLIMIT_FSIZE: a short write up to the limit, then SIGXFSZ, and EFBIG when it is ignored; ftruncate too.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void handler(int signal, siginfo_t *info, void *context) {
    (void)context;
    printf("signal %d, code SI_USER %d, from me %d\n", signal, info->si_code == SI_USER, info->si_pid == getpid());
}

int main(void) {
    struct rlimit limit = {1000, RLIM_INFINITY};
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
    char block[1500] = {0};
    int fds[2], status, file = open("file", O_RDWR | O_CREAT, 0600);
    setrlimit(RLIMIT_FSIZE, &limit);
    sigaction(SIGXFSZ, &action, NULL);
    printf("write 1500: %zd\n", write(file, block, 1500));
    int result = write(file, block, 1);
    printf("write 1: %d %s\n", result, strerror(errno));
    result = ftruncate(file, 2000);
    printf("ftruncate: %d %s\n", result, strerror(errno));
    printf("in the middle: %zd\n", pwrite(file, block, 500, 800));
    signal(SIGXFSZ, SIG_IGN);
    result = write(file, block, 1);
    printf("ignored: %d %s\n", result, strerror(errno));
    printf("position %ld\n", (long)lseek(file, 0, SEEK_CUR));
    pipe(fds);
    printf("a pipe has no size: %zd\n", write(fds[1], block, 1500));
    fflush(stdout);
    if (fork() == 0) {
        signal(SIGXFSZ, SIG_DFL);
        write(file, block, 1);
        _exit(0);
    }
    wait(&status);
    printf("default: signal %d\n", WIFSIGNALED(status) ? WTERMSIG(status) : 0);
    return 0;
}

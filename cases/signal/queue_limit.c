// RLIMIT_SIGPENDING bounds queued real-time signals: sigqueue(3) then fails, kill(2) does not.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

int main(void) {
    struct rlimit limit;
    sigset_t set;
    union sigval value = {.sival_int = 5};
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    getrlimit(RLIMIT_SIGPENDING, &limit);
    limit.rlim_cur = 0;
    printf("set: %d\n", setrlimit(RLIMIT_SIGPENDING, &limit));
    int result = sigqueue(getpid(), SIGRTMIN, value);
    printf("real-time: %d %s\n", result, strerror(errno));
    printf("standard: %d\n", sigqueue(getpid(), SIGUSR1, value));
    printf("kill: %d\n", kill(getpid(), SIGRTMIN));
    sigpending(&set);
    printf("pending: %d %d\n", sigismember(&set, SIGRTMIN), sigismember(&set, SIGUSR1));
    return 0;
}

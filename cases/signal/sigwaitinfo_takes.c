// sigwaitinfo(2) takes a blocked signal without its handler; sigtimedwait(2) with 0 asks only.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void handler(int signal) {
    printf("handler of %d\n", signal);
}

int main(void) {
    siginfo_t info;
    sigset_t set;
    struct timespec zero = {0, 0};
    struct timespec bad = {0, 1000000000};
    signal(SIGUSR1, handler);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    printf("nothing: %d", sigtimedwait(&set, &info, &zero));
    printf(" %s\n", strerror(errno));
    printf("bad time: %d", sigtimedwait(&set, &info, &bad));
    printf(" %s\n", strerror(errno));
    kill(getpid(), SIGUSR2);
    kill(getpid(), SIGUSR1);
    printf("first %d", sigwaitinfo(&set, &info) == SIGUSR1);
    printf(" code %d\n", info.si_code);
    printf("second %d\n", sigwaitinfo(&set, &info) == SIGUSR2);
    pid_t child = fork();
    if (child == 0) {
        usleep(20000);
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    printf("waited %d", sigwaitinfo(&set, &info) == SIGUSR1);
    printf(" code %d, from the child %d\n", info.si_code, info.si_pid == child);
    wait(NULL);
    return 0;
}

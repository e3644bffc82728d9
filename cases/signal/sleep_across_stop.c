// nanosleep(2) and read(2) go on after a stop and SIGCONT; sigtimedwait(2) ends with EINTR.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void stop_and_go(pid_t child) {
    int status;
    usleep(20000);
    kill(child, SIGSTOP);
    waitpid(child, &status, WUNTRACED);
    kill(child, SIGCONT);
}

int main(void) {
    int status;
    int fds[2];
    struct timespec time = {0, 100000000};
    pipe(fds);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        struct timespec left = {9, 9};
        int result = nanosleep(&time, &left);
        printf("nanosleep %d, left untouched %d\n", result, left.tv_sec == 9);
        fflush(stdout);
        _exit(0);
    }
    stop_and_go(child);
    waitpid(child, &status, 0);
    child = fork();
    if (child == 0) {
        char c = 0;
        ssize_t got = read(fds[0], &c, 1);
        printf("read %zd '%c'\n", got, c);
        fflush(stdout);
        _exit(0);
    }
    stop_and_go(child);
    write(fds[1], "r", 1);
    waitpid(child, &status, 0);
    child = fork();
    if (child == 0) {
        sigset_t set;
        struct timespec long_time = {5, 0};
        sigemptyset(&set);
        sigaddset(&set, SIGUSR1);
        sigprocmask(SIG_BLOCK, &set, NULL);
        int result = sigtimedwait(&set, NULL, &long_time);
        printf("sigtimedwait %d %s\n", result, strerror(errno));
        fflush(stdout);
        _exit(0);
    }
    stop_and_go(child);
    waitpid(child, &status, 0);
    return 0;
}

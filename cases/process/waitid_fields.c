// waitid(2): siginfo of an exit, a kill, a stop and a continuation; WNOWAIT leaves the child; WNOHANG gives zeroes.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void show(const char *what, int result, siginfo_t *info, pid_t child) {
    printf("%s: %d signo %d code %d status %d pid %d\n", what, result, info->si_signo, info->si_code, info->si_status,
           info->si_pid == child);
}

int main(void) {
    siginfo_t info;
    pid_t child = fork();
    if (child == 0) {
        raise(SIGSTOP);
        usleep(60000);
        _exit(77);
    }
    int result = waitid(P_PID, child, &info, WSTOPPED);
    show("stopped", result, &info, child);
    memset(&info, 0xff, sizeof info);
    result = waitid(P_ALL, 0, &info, WEXITED | WNOHANG);
    printf("nothing: %d signo %d pid %d\n", result, info.si_signo, info.si_pid);
    kill(child, SIGCONT);
    result = waitid(P_PGID, getpgrp(), &info, WCONTINUED);
    show("continued", result, &info, child);
    result = waitid(P_PID, child, &info, WEXITED | WNOWAIT);
    show("exited, WNOWAIT", result, &info, child);
    result = waitid(P_PID, child, &info, WEXITED);
    show("exited", result, &info, child);
    result = waitid(P_PID, child, &info, WEXITED);
    printf("again: %d %s\n", result, strerror(errno));
    child = fork();
    if (child == 0) {
        raise(SIGTERM);
    }
    result = waitid(P_ALL, 0, &info, WEXITED);
    show("killed", result, &info, child);
    result = waitid(P_ALL, 0, &info, 0);
    printf("no state asked for: %d %s\n", result, strerror(errno));
    result = waitid((idtype_t)9, 0, &info, WEXITED);
    printf("bad idtype: %d %s\n", result, strerror(errno));
    return 0;
}

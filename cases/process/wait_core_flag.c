// WCOREDUMP and CLD_DUMPED: with a core limit of 0 nothing is dumped, and CLD_KILLED is told.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int signals[] = {SIGABRT, SIGSEGV, SIGQUIT, SIGTERM, SIGKILL};
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    for (int i = 0; i < 5; i++) {
        siginfo_t info;
        int status;
        pid_t child = fork();
        if (child == 0) {
            signal(signals[i], SIG_DFL);
            kill(getpid(), signals[i]);
            pause();
        }
        waitid(P_PID, child, &info, WEXITED | WNOWAIT);
        waitpid(child, &status, 0);
        printf("signal %d: %s, core %d, status %d\n", WTERMSIG(status),
               info.si_code == CLD_KILLED ? "CLD_KILLED" : "CLD_DUMPED", WCOREDUMP(status) != 0, info.si_status);
    }
    return 0;
}

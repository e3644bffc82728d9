// waitid(2) with WNOWAIT and WNOHANG combined: looking twice, taking once; WSTOPPED and WCONTINUED are told once.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void ask(const char *what, pid_t child, int options) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    int result = waitid(P_PID, child, &info, options);
    printf("%s: %d, ", what, result);
    if (result < 0) {
        printf("%s\n", strerror(errno));
    } else if (info.si_pid == 0) {
        printf("nothing\n");
    } else {
        printf("code %d status %d\n", info.si_code, info.si_status);
    }
}

int main(void) {
    pid_t child = fork();
    if (child == 0) {
        pause();
        _exit(0);
    }
    ask("running", child, WEXITED | WSTOPPED | WCONTINUED | WNOHANG);
    kill(child, SIGSTOP);
    ask("stopped, look", child, WSTOPPED | WNOWAIT);
    ask("stopped, look again", child, WSTOPPED | WNOWAIT | WNOHANG);
    ask("not as an end", child, WEXITED | WNOHANG);
    ask("stopped, take", child, WSTOPPED | WNOHANG);
    ask("taken", child, WSTOPPED | WNOHANG);
    kill(child, SIGCONT);
    ask("continued, look", child, WCONTINUED | WNOWAIT);
    ask("continued, take", child, WCONTINUED | WNOHANG);
    ask("taken", child, WCONTINUED | WNOHANG);
    kill(child, SIGSTOP);
    ask("stopped", child, WSTOPPED | WNOWAIT);
    kill(child, SIGKILL);
    ask("killed, look", child, WEXITED | WNOWAIT);
    ask("no longer stopped", child, WSTOPPED | WNOHANG);
    ask("killed, take", child, WEXITED);
    ask("gone", child, WEXITED);
    return 0;
}

// abort(3): a handler that returns does not save the process, nor does ignoring or blocking; a jump does.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static jmp_buf away;

static void returns(int signal) {
    (void)signal;
    write(1, "handler returns\n", 16);
}

static void jumps(int signal) {
    (void)signal;
    longjmp(away, 1);
}

static void tries(const char *name, int how) {
    int status;
    sigset_t set;
    if (fork() == 0) {
        switch (how) {
        case 0: signal(SIGABRT, returns); break;
        case 1: signal(SIGABRT, SIG_IGN); break;
        case 2:
            sigfillset(&set);
            sigprocmask(SIG_BLOCK, &set, NULL);
            break;
        case 3:
            signal(SIGABRT, jumps);
            if (setjmp(away) != 0) {
                _exit(5);
            }
        }
        abort();
    }
    wait(&status);
    if (WIFSIGNALED(status)) {
        printf("%s: signal %d\n", name, WTERMSIG(status));
    } else {
        printf("%s: exit %d\n", name, WEXITSTATUS(status));
    }
    fflush(stdout);
}

int main(void) {
    tries("handler", 0);
    tries("ignored", 1);
    tries("blocked", 2);
    tries("jump", 3);
    return 0;
}

// A fault kills although its signal is ignored or blocked; kill(2) of the same signal does not.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void show(const char *what) {
    int status;
    wait(&status);
    printf("%s: signaled %d, SIGSEGV %d, status %d\n", what, WIFSIGNALED(status), WTERMSIG(status) == SIGSEGV,
           WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

int main(void) {
    sigset_t set;
    volatile int *nowhere = NULL;
    sigemptyset(&set);
    sigaddset(&set, SIGSEGV);
    if (fork() == 0) {
        signal(SIGSEGV, SIG_IGN);
        *nowhere = 1;
        _exit(1);
    }
    show("ignored fault");
    if (fork() == 0) {
        sigprocmask(SIG_BLOCK, &set, NULL);
        *nowhere = 1;
        _exit(1);
    }
    show("blocked fault");
    if (fork() == 0) {
        signal(SIGSEGV, SIG_IGN);
        raise(SIGSEGV);
        _exit(2);
    }
    show("ignored kill");
    if (fork() == 0) {
        sigprocmask(SIG_BLOCK, &set, NULL);
        raise(SIGSEGV);
        _exit(3);
    }
    show("blocked kill");
    return 0;
}

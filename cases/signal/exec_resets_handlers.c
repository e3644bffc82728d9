// execve(2): handled signals have their default action again, ignored ones stay ignored; an alarm and the mask stay.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void handler(int signal) {
    (void)signal;
}

static const char *action_of(int signal) {
    struct sigaction now;
    sigaction(signal, NULL, &now);
    return now.sa_handler == SIG_DFL ? "default" : now.sa_handler == SIG_IGN ? "ignored" : "handled";
}

static void show(const char *when) {
    sigset_t mask;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    printf("%s: USR1 %s, USR2 %s, CHLD %s, HUP blocked %d, ", when, action_of(SIGUSR1), action_of(SIGUSR2),
           action_of(SIGCHLD), sigismember(&mask, SIGHUP));
    sigpending(&mask);
    printf("HUP pending %d, alarm set %d\n", sigismember(&mask, SIGHUP), alarm(0) > 0);
    fflush(stdout);
}

int main(int argc, char **argv) {
    if (argc > 1) {
        show("after");
        return 0;
    }
    sigset_t mask;
    signal(SIGUSR1, handler);
    signal(SIGUSR2, SIG_IGN);
    signal(SIGCHLD, SIG_IGN);
    sigemptyset(&mask);
    sigaddset(&mask, SIGHUP);
    sigprocmask(SIG_BLOCK, &mask, NULL);
    raise(SIGHUP);
    show("before");
    alarm(100);
    execl(argv[0], argv[0], "again", NULL);
    return 1;
}

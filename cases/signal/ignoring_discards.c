// Setting a pending signal to be ignored throws it away, SIG_DFL too if the default is to ignore.
#include <signal.h>
#include <stdio.h>

static void handler(int signal) {
    printf("handler of %d\n", signal);
}

static void show(const char *when) {
    sigset_t set;
    sigpending(&set);
    printf("%s: USR1 %d, CHLD %d, WINCH %d\n", when, sigismember(&set, SIGUSR1), sigismember(&set, SIGCHLD),
           sigismember(&set, SIGWINCH));
}

int main(void) {
    sigset_t all;
    sigfillset(&all);
    signal(SIGCHLD, handler);
    sigprocmask(SIG_BLOCK, &all, NULL);
    raise(SIGUSR1);
    raise(SIGCHLD);
    raise(SIGWINCH);
    show("blocked");
    signal(SIGUSR1, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    show("ignored");
    signal(SIGUSR1, handler);
    raise(SIGUSR1);
    signal(SIGUSR1, handler);
    show("a handler again");
    sigprocmask(SIG_UNBLOCK, &all, NULL);
    return 0;
}

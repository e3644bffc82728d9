// SIGCONT discards pending stop signals and a stop signal discards SIGCONT, also when blocked or ignored.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void show(const char *what) {
    sigset_t set;
    sigpending(&set);
    printf("%s: TSTP %d, TTIN %d, CONT %d\n", what, sigismember(&set, SIGTSTP), sigismember(&set, SIGTTIN),
           sigismember(&set, SIGCONT));
}

int main(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    sigaddset(&set, SIGTTIN);
    sigaddset(&set, SIGCONT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    kill(getpid(), SIGTSTP);
    kill(getpid(), SIGTTIN);
    show("two stops");
    kill(getpid(), SIGCONT);
    show("then SIGCONT");
    kill(getpid(), SIGTTIN);
    show("then a stop");
    signal(SIGCONT, SIG_IGN);
    kill(getpid(), SIGCONT);
    show("SIGCONT ignored, but blocked");
    signal(SIGTSTP, SIG_IGN);
    kill(getpid(), SIGTSTP);
    show("SIGTSTP ignored, but blocked");
    return 0;
}

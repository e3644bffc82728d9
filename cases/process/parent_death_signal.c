// PR_SET_PDEATHSIG: a signal when the parent ends; fork clears it.
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef PR_GET_PDEATHSIG
#define PR_GET_PDEATHSIG 2
#endif

static int fds[2];

static pid_t middle_pid;

// 'd' if the signal looks like the ending parent's kill(2).
static void handler(int signal, siginfo_t *info, void *context) {
    (void)context;
    int right = signal == SIGUSR1 && info->si_code == SI_USER && info->si_pid == middle_pid && info->si_uid == getuid();
    write(fds[1], right ? "d" : "?", 1);
    _exit(0);
}

int main(void) {
    char c = '-';
    int signal_number = -1;
    pipe(fds);
    pid_t middle = fork();
    if (middle == 0) {
        int ready[2];
        struct sigaction action = {0};
        middle_pid = getpid();
        pipe(ready);
        if (fork() == 0) {
            action.sa_flags = SA_SIGINFO;
            action.sa_sigaction = handler;
            sigaction(SIGUSR1, &action, NULL);
            prctl(PR_SET_PDEATHSIG, SIGUSR1, 0, 0, 0);
            write(ready[1], "r", 1);
            for (;;) {
                pause();
            }
        }
        read(ready[0], &c, 1);
        _exit(0);
    }
    waitpid(middle, NULL, 0);
    ssize_t got = read(fds[0], &c, 1);
    printf("%zd '%c'\n", got, c);
    prctl(PR_SET_PDEATHSIG, SIGHUP, 0, 0, 0);
    fflush(stdout);
    if (fork() == 0) {
        prctl(PR_GET_PDEATHSIG, &signal_number, 0, 0, 0);
        printf("in the child: %d\n", signal_number);
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    prctl(PR_GET_PDEATHSIG, &signal_number, 0, 0, 0);
    printf("in the parent: %d, bad one %d\n", signal_number, prctl(PR_SET_PDEATHSIG, 65, 0, 0, 0));
    return 0;
}

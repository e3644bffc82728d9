// A blocked standard signal is pending once, a real-time signal as often as it was sent; the lowest comes first.
#include <signal.h>
#include <stdio.h>

static int order[16];
static int count;

static void note(int signal) {
    order[count++] = signal;
}

int main(void) {
    struct sigaction action = {0};
    sigset_t set;
    int rt = SIGRTMIN;
    action.sa_handler = note;
    sigfillset(&action.sa_mask);
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    sigaction(rt, &action, NULL);
    sigaction(rt + 1, &action, NULL);
    sigfillset(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (int i = 0; i < 3; i++) {
        raise(rt + 1);
        raise(SIGUSR2);
        raise(SIGUSR1);
        raise(rt);
    }
    sigpending(&set);
    printf("pending: USR1 %d, USR2 %d, TERM %d, RT %d\n", sigismember(&set, SIGUSR1), sigismember(&set, SIGUSR2),
           sigismember(&set, SIGTERM), sigismember(&set, rt));
    sigfillset(&set);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    printf("%d handlers ran:", count);
    for (int i = 0; i < count; i++) {
        if (order[i] >= rt) {
            printf(" RT+%d", order[i] - rt);
        } else {
            printf(" %s", order[i] == SIGUSR1 ? "USR1" : "USR2");
        }
    }
    printf("\n");
    return 0;
}

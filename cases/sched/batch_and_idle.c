// The ordinary policies, and SCHED_RESET_ON_FORK: sched(7).
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define RESET 0x40000000

static void show(const char *what, int result) {
    printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    struct sched_param zero = {0};
    show("to batch", sched_setscheduler(0, SCHED_BATCH, &zero));
    show("is", sched_getscheduler(0));
    show("a child's", 0);
    fflush(stdout);
    if (fork() == 0) {
        printf("child: %d\n", sched_getscheduler(0));
        return 0;
    }
    wait(NULL);
    show("with reset", sched_setscheduler(0, SCHED_BATCH | RESET, &zero));
    show("is", sched_getscheduler(0));
    fflush(stdout);
    if (fork() == 0) {
        printf("child: %d\n", sched_getscheduler(0));
        return 0;
    }
    wait(NULL);
    show("without reset again", sched_setscheduler(0, SCHED_BATCH, &zero));
    show("to idle", sched_setscheduler(0, SCHED_IDLE | RESET, &zero));
    show("is", sched_getscheduler(0));
    show("back to other", sched_setscheduler(0, SCHED_OTHER | RESET, &zero));
    show("is", sched_getscheduler(0));
    return 0;
}

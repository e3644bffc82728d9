// sched_setscheduler(2), sched_setparam(2): what an ordinary user is told.
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void show(const char *what, int result) {
    printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    struct sched_param zero = {0}, five = {5}, hundred = {100}, minus = {-1};
    show("other", sched_setscheduler(0, SCHED_OTHER, &zero));
    show("other with 5", sched_setscheduler(0, SCHED_OTHER, &five));
    show("fifo with 0", sched_setscheduler(0, SCHED_FIFO, &zero));
    show("fifo with 100", sched_setscheduler(0, SCHED_FIFO, &hundred));
    show("fifo with -1", sched_setscheduler(0, SCHED_FIFO, &minus));
    show("fifo with 5", sched_setscheduler(0, SCHED_FIFO, &five));
    show("rr with 5", sched_setscheduler(0, SCHED_RR, &five));
    show("deadline by setscheduler", sched_setscheduler(0, 6, &zero));
    show("a policy that is none", sched_setscheduler(0, 77, &zero));
    show("a negative policy", sched_setscheduler(0, -1, &zero));
    show("a negative pid", sched_setscheduler(-1, SCHED_OTHER, &zero));
    show("no parameters", sched_setscheduler(0, SCHED_OTHER, NULL));
    show("parameters nowhere", sched_setscheduler(0, SCHED_OTHER, (void *)8));
    show("nobody", sched_setscheduler(99999, SCHED_OTHER, &zero));
    show("init's", sched_setscheduler(1, SCHED_BATCH, &zero));
    show("parameter 0", sched_setparam(0, &zero));
    show("parameter 5", sched_setparam(0, &five));
    show("parameter of nobody", sched_setparam(99999, &zero));
    show("getparam nowhere", sched_getparam(0, NULL));
    show("getparam of a negative", sched_getparam(-5, &zero));
    show("getscheduler of a negative", sched_getscheduler(-5));
    return 0;
}

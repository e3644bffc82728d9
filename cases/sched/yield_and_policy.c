// The default policy and what an ordinary user may change.
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static void show(const char *what, int result) {
    printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    struct sched_param p = {0};
    show("yield", sched_yield());
    show("policy", sched_getscheduler(0));
    show("parameters", sched_getparam(0, &p));
    printf("priority %d\n", p.sched_priority);
    show("lowest FIFO priority", sched_get_priority_min(SCHED_FIFO));
    show("highest FIFO priority", sched_get_priority_max(SCHED_FIFO));
    show("a policy that is none", sched_get_priority_max(77));
    p.sched_priority = 5;
    show("real time without permission", sched_setscheduler(0, SCHED_FIFO, &p));
    show("a priority for the ordinary policy", sched_setscheduler(0, SCHED_OTHER, &p));
    errno = 0;
    show("nice by 5", nice(5));
    show("priority", getpriority(PRIO_PROCESS, 0));
    errno = 0;
    show("nice by -1", nice(-1));
    show("of nobody", sched_getscheduler(9999));
    return 0;
}

// sched_setscheduler(2) and relatives of an unprivileged process, by number.
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void told(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "");
}

int main(void) {
    struct sched_param param = {0};
    told("policy", syscall(SYS_sched_getscheduler, 0));
    told("of nobody", syscall(SYS_sched_getscheduler, 99999));
    told("negative", syscall(SYS_sched_getscheduler, -1));
    told("batch", syscall(SYS_sched_setscheduler, 0, SCHED_BATCH, &param));
    told("policy", syscall(SYS_sched_getscheduler, 0));
    told("idle", syscall(SYS_sched_setscheduler, 0, SCHED_IDLE, &param));
    told("other", syscall(SYS_sched_setscheduler, 0, SCHED_OTHER, &param));
    told("null", syscall(SYS_sched_setscheduler, 0, SCHED_OTHER, NULL));
    param.sched_priority = 1;
    told("other with priority 1", syscall(SYS_sched_setscheduler, 0, SCHED_OTHER, &param));
    told("fifo", syscall(SYS_sched_setscheduler, 0, SCHED_FIFO, &param));
    param.sched_priority = 100;
    told("fifo 100", syscall(SYS_sched_setscheduler, 0, SCHED_FIFO, &param));
    told("unknown", syscall(SYS_sched_setscheduler, 0, 9, &param));
    told("max fifo", syscall(SYS_sched_get_priority_max, SCHED_FIFO));
    told("min rr", syscall(SYS_sched_get_priority_min, SCHED_RR));
    told("max other", syscall(SYS_sched_get_priority_max, SCHED_OTHER));
    told("max unknown", syscall(SYS_sched_get_priority_max, 99));
    told("getparam", syscall(SYS_sched_getparam, 0, &param));
    printf("priority %d\n", param.sched_priority);
    return 0;
}

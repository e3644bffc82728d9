// sched_get_priority_max(2), sched_get_priority_min(2), sched_rr_get_interval(2).
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/syscall.h>

int main(void) {
    for (int policy = -1; policy < 9; policy++) {
        errno = 0;
        int low = sched_get_priority_min(policy);
        int first = errno;
        errno = 0;
        int high = sched_get_priority_max(policy);
        printf("%d: %d (%s) to %d (%s)\n", policy, low, first ? strerror(first) : "-", high,
               errno ? strerror(errno) : "-");
    }
    struct timespec t = {9, 9};
    long answer = syscall(SYS_sched_rr_get_interval, 0, &t);
    printf("interval %ld, %s a second, some time: %s\n", answer, t.tv_sec == 0 ? "below" : "above",
           t.tv_nsec > 0 ? "yes" : "no");
    answer = syscall(SYS_sched_rr_get_interval, -1, &t);
    printf("of a negative: %ld %s\n", answer, strerror(errno));
    answer = syscall(SYS_sched_rr_get_interval, 99999, &t);
    printf("of nobody: %ld %s\n", answer, strerror(errno));
    answer = syscall(SYS_sched_rr_get_interval, 0, (void *)8);
    printf("nowhere: %ld %s\n", answer, strerror(errno));
    return 0;
}

// getrusage(2), times(2), wait4(2): CPU time adds up when children are waited for.
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <unistd.h>

static long us(struct timeval time) {
    return time.tv_sec * 1000000L + time.tv_usec;
}

int main(void) {
    struct rusage usage;
    struct rusage children;
    int status;
    getrusage(RUSAGE_CHILDREN, &children);
    printf("children at first: %ld us\n", us(children.ru_utime));
    pid_t child = fork();
    if (child == 0) {
        do {
            getrusage(RUSAGE_SELF, &usage);
        } while (us(usage.ru_utime) + us(usage.ru_stime) < 50000);
        _exit(0);
    }
    wait4(child, &status, 0, &usage);
    printf("child: at least 50 ms %d, less than 5 s %d\n", us(usage.ru_utime) + us(usage.ru_stime) >= 50000,
           us(usage.ru_utime) + us(usage.ru_stime) < 5000000);
    printf("faults %d, resident %d\n", usage.ru_minflt > 0, usage.ru_maxrss > 0);
    getrusage(RUSAGE_CHILDREN, &children);
    printf("children: the same %d\n", us(children.ru_utime) == us(usage.ru_utime));
    getrusage(RUSAGE_SELF, &usage);
    printf("self: less %d\n", us(usage.ru_utime) + us(usage.ru_stime) < 50000);
    struct tms times_now;
    clock_t now = times(&times_now);
    printf("times: %d, children %d ticks\n", now > 0, times_now.tms_cutime + times_now.tms_cstime >= 4);
    printf("bad: %d\n", getrusage(7, &usage));
    return 0;
}

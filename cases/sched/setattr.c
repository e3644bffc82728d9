// sched_setattr(2), sched_getattr(2): structure sizes, niceness, and what an ordinary user may not.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct attr {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
    uint32_t util_min, util_max;
    uint64_t more;
};

static long set(long pid, struct attr *attr, long flags) {
    return syscall(SYS_sched_setattr, pid, attr, flags);
}

static long get(long pid, struct attr *attr, long size, long flags) {
    return syscall(SYS_sched_getattr, pid, attr, size, flags);
}

static void show(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    struct attr a;
    memset(&a, 0xee, sizeof a);
    show("get", get(0, &a, 48, 0));
    printf("size %u policy %u flags %llu nice %d priority %u deadline %llu period %llu\n", a.size, a.policy,
           (unsigned long long)a.flags, a.nice, a.priority, (unsigned long long)a.deadline,
           (unsigned long long)a.period);
    show("get with 40 bytes", get(0, &a, 40, 0));
    show("get with 5000 bytes", get(0, &a, 5000, 0));
    show("get with flags", get(0, &a, 48, 1));
    show("get nowhere", get(0, NULL, 48, 0));
    show("get of nobody", get(99999, &a, 48, 0));

    struct attr nice = {.size = 48, .nice = 7};
    show("nice 7", set(0, &nice, 0));
    get(0, &a, 48, 0);
    printf("nice is %d\n", a.nice);
    nice.nice = 3;
    show("nice 3", set(0, &nice, 0));
    nice.nice = 99;
    show("nice 99", set(0, &nice, 0));
    get(0, &a, 48, 0);
    printf("nice is %d\n", a.nice);
    struct attr batch = {.size = 0, .policy = 3, .nice = 19};
    show("batch, size 0", set(0, &batch, 0));
    get(0, &a, 48, 0);
    printf("policy is %u\n", a.policy);
    struct attr keep = {.size = 48, .flags = 8, .nice = 19};
    show("keep the policy", set(0, &keep, 0));
    get(0, &a, 48, 0);
    printf("policy is %u\n", a.policy);

    struct attr bad = {.size = 20};
    show("size 20", set(0, &bad, 0));
    printf("size should be %s\n", bad.size >= 48 ? "larger" : "as it was");
    struct attr large = {.size = 64};
    show("size 64, zeroes", set(0, &large, 0));
    large.more = 1;
    large.size = 64;
    show("size 64, something", set(0, &large, 0));
    struct attr strange = {.size = 48, .flags = 1 << 20};
    show("strange flags", set(0, &strange, 0));
    show("flags of the call", set(0, &nice, 1));
    show("nowhere", set(0, NULL, 0));
    show("nobody", set(99999, &nice, 0));
    struct attr fifo = {.size = 48, .policy = 1, .priority = 5};
    show("fifo", set(0, &fifo, 0));
    struct attr none = {.size = 48, .policy = 1};
    show("fifo without priority", set(0, &none, 0));
    struct attr deadline = {.size = 48, .policy = 6, .runtime = 1000000, .deadline = 5000000, .period = 10000000};
    show("deadline", set(0, &deadline, 0));
    deadline.runtime = 6000000;
    show("more than the deadline", set(0, &deadline, 0));
    deadline.runtime = 100;
    show("too little", set(0, &deadline, 0));
    return 0;
}

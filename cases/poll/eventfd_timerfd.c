// Counters and timers as descriptors.
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

static void take(const char *what, int fd) {
    uint64_t value = 0;
    ssize_t size = read(fd, &value, sizeof value);
    printf("%s: %s %llu\n", what, size < 0 ? strerror(errno) : "read", (unsigned long long)value);
}

int main(void) {
    uint64_t three = 3;
    uint64_t too_much = UINT64_MAX;
    int counter = eventfd(2, EFD_NONBLOCK);
    write(counter, &three, sizeof three);
    take("sum", counter);
    take("empty", counter);
    ssize_t size = write(counter, &too_much, 8);
    printf("too much: %zd %s\n", size, strerror(errno));
    printf("short: %zd\n", write(counter, &three, 4));
    int semaphore = eventfd(2, EFD_SEMAPHORE | EFD_NONBLOCK);
    take("one", semaphore);
    take("one", semaphore);
    take("none", semaphore);
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct itimerspec time = {{0, 0}, {0, 30000000}};
    timerfd_settime(timer, 0, &time, NULL);
    take("not yet", timer);
    struct pollfd fd = {timer, POLLIN, 0};
    int count = poll(&fd, 1, 2000);
    printf("polled: %d %#x\n", count, fd.revents);
    take("expired", timer);
    take("once", timer);
    timerfd_gettime(timer, &time);
    printf("left: %ld %ld\n", (long)time.it_value.tv_sec, (long)time.it_value.tv_nsec);
    struct itimerspec often = {{0, 100000000}, {0, 100000000}};
    timerfd_settime(timer, 0, &often, NULL);
    usleep(350000);
    take("three times", timer);
    return 0;
}

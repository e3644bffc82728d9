// POSIX messages: highest priority first, limits, a time limit, and being told of a message.
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static volatile sig_atomic_t told;

static void handler(int number) {
    told = number;
}

static void show(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "");
}

int main(void) {
    char text[64];
    unsigned priority;
    struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = 20};
    show("none", mq_open("/queue", O_RDWR));
    mqd_t queue = mq_open("/queue", O_RDWR | O_CREAT | O_NONBLOCK, 0600, &attributes);
    show("exclusive", mq_open("/queue", O_RDWR | O_CREAT | O_EXCL, 0600, NULL));
    signal(SIGUSR1, handler);
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    show("notify", mq_notify(queue, &event));
    show("notify twice", mq_notify(queue, &event));
    show("send", mq_send(queue, "low", 3, 1));
    printf("told %d\n", told == SIGUSR1);
    show("send", mq_send(queue, "high", 4, 9));
    show("full", mq_send(queue, "more", 4, 1));
    show("too long", mq_send(queue, text, 21, 1));
    mq_getattr(queue, &attributes);
    printf("%ld of %ld, %ld bytes\n", attributes.mq_curmsgs, attributes.mq_maxmsg, attributes.mq_msgsize);
    show("short buffer", mq_receive(queue, text, 10, NULL));
    show("receive", mq_receive(queue, text, 64, &priority));
    printf("%.4s %u\n", text, priority);
    show("receive", mq_receive(queue, text, 64, &priority));
    show("empty", mq_receive(queue, text, 64, NULL));
    mqd_t waits = mq_open("/queue", O_RDONLY);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 10000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec += 1;
        until.tv_nsec -= 1000000000;
    }
    show("in time", mq_timedreceive(waits, text, 64, NULL, &until));
    show("unlink", mq_unlink("/queue"));
    show("unlink again", mq_unlink("/queue"));
    show("still there", mq_send(queue, "x", 1, 0));
    return 0;
}

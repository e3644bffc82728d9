// mq_notify with SIGEV_THREAD: a thread starts for the message that comes into the empty queue, once.
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static mqd_t queue;
static sem_t told;
static pthread_t first;

static void on_message(union sigval value) {
    char text[64];
    ssize_t got;
    printf("thread %d, value %d\n", !pthread_equal(pthread_self(), first), value.sival_int);
    while ((got = mq_receive(queue, text, sizeof text, NULL)) >= 0) {
        printf("message %.*s\n", (int)got, text);
    }
    printf("then %s\n", strerror(errno));
    sem_post(&told);
}

static int ask(int value) {
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_THREAD;
    event.sigev_notify_function = on_message;
    event.sigev_value.sival_int = value;
    return mq_notify(queue, &event);
}

int main(void) {
    struct mq_attr attributes = {.mq_maxmsg = 4, .mq_msgsize = 64};
    setvbuf(stdout, NULL, _IOLBF, 0);
    first = pthread_self();
    sem_init(&told, 0, 0);
    queue = mq_open("/told", O_RDWR | O_CREAT | O_NONBLOCK, 0600, &attributes);
    printf("ask %d\n", ask(5));
    printf("again %d", ask(6));
    printf(" %s\n", strerror(errno));
    mq_send(queue, "one", 3, 0);
    sem_wait(&told);
    mq_send(queue, "unseen", 6, 0);
    printf("nobody is told %d", sem_trywait(&told));
    printf(" %s\n", strerror(errno));
    char text[64];
    mq_receive(queue, text, sizeof text, NULL);
    printf("ask %d\n", ask(7));
    printf("take back %d\n", mq_notify(queue, NULL));
    printf("ask %d\n", ask(8));
    if (fork() == 0) {
        mq_send(queue, "from a child", 12, 0);
        _exit(0);
    }
    sem_wait(&told);
    wait(NULL);
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = 77;
    printf("unknown %d", mq_notify(queue, &event));
    printf(" %s\n", strerror(errno));
    mq_close(queue);
    mq_unlink("/told");
    return 0;
}

// mq_notify(3). For SIGEV_THREAD the kernel sends a 32-byte cookie over a netlink socket; a thread waits there and starts the
// program's function, as in glibc.
#include <errno.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vitrine/lock.h>
#include <vitrine/syscall.h>

enum { COOKIE = 32, NOTIFY_WOKENUP = 1 };

// What the kernel keeps and gives back, its last byte replaced by what happened.
union cookie {
    struct {
        void (*function)(union sigval);
        union sigval value;
    } data;
    char raw[COOKIE];
};

static int kernel_socket = -1;
static int lock;

static void *call(void *argument) {
    union cookie cookie = *(union cookie *)argument;
    sem_post((sem_t *)((char *)argument + COOKIE));
    cookie.data.function(cookie.data.value);
    return NULL;
}

static void *listen_to_kernel(void *argument) {
    struct {
        union cookie cookie;
        sem_t taken;
    } message;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    sem_init(&message.taken, 0, 0);
    for (;;) {
        ssize_t got = recv(kernel_socket, message.cookie.raw, COOKIE, MSG_NOSIGNAL | MSG_WAITALL);
        pthread_t thread;
        if (got == COOKIE && message.cookie.raw[COOKIE - 1] == NOTIFY_WOKENUP &&
            pthread_create(&thread, &attributes, call, &message) == 0) {
            while (sem_wait(&message.taken) < 0) {
            }
        }
    }
    return argument;
}

static int start_listening(void) {
    pthread_t thread;
    pthread_attr_t attributes;
    sigset_t all, before;
    kernel_socket = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0);
    if (kernel_socket < 0) {
        return -1;
    }
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int problem = pthread_create(&thread, &attributes, listen_to_kernel, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (problem) {
        close(kernel_socket);
        kernel_socket = -1;
        errno = problem;
        return -1;
    }
    return 0;
}

int mq_notify(mqd_t queue, const struct sigevent *event) {
    if (!event || event->sigev_notify != SIGEV_THREAD) {
        return (int)__syscall_result(__syscall2(SYS_mq_notify, queue, event));
    }
    union cookie cookie;
    memset(&cookie, 0, sizeof cookie);
    cookie.data.function = event->sigev_notify_function;
    cookie.data.value = event->sigev_value;
    __lock(&lock);
    int failed = kernel_socket < 0 && start_listening() < 0;
    __unlock(&lock);
    if (failed) {
        return -1;
    }
    struct sigevent wanted;
    memset(&wanted, 0, sizeof wanted);
    wanted.sigev_notify = SIGEV_THREAD;
    wanted.sigev_signo = kernel_socket;
    wanted.sigev_value.sival_ptr = &cookie;
    return (int)__syscall_result(__syscall2(SYS_mq_notify, queue, &wanted));
}

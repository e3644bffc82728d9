// Asynchronous requests: each is a call of a thread of its own, made in the background. aio(7).
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vitrine/aio.h>
#include <vitrine/syscall.h>
#include <vitrine/thread.h>

int __aio_ends;

struct work {
    struct aiocb *request;
    int operation;
};

static void *call_function(void *argument) {
    struct sigevent event = *(struct sigevent *)argument;
    free(argument);
    event.sigev_notify_function(event.sigev_value);
    return NULL;
}

void __aio_notify(const struct sigevent *event) {
    if (event->sigev_notify == SIGEV_SIGNAL) {
        siginfo_t info;
        memset(&info, 0, sizeof info);
        info.si_signo = event->sigev_signo;
        info.si_code = SI_ASYNCIO;
        info.si_pid = getpid();
        info.si_uid = getuid();
        info.si_value = event->sigev_value;
        __syscall3(SYS_rt_sigqueueinfo, info.si_pid, event->sigev_signo, &info);
    } else if (event->sigev_notify == SIGEV_THREAD) {
        struct sigevent *copy = malloc(sizeof *copy);
        pthread_attr_t attributes;
        pthread_t thread;
        pthread_attr_init(&attributes);
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        if (copy) {
            *copy = *event;
            pthread_create(&thread, &attributes, call_function, copy);
        }
    }
}

static ssize_t perform(const struct aiocb *request, int operation) {
    int fd = request->aio_fildes;
    void *buffer = (void *)request->aio_buf;
    ssize_t result;
    switch (operation) {
    case LIO_READ:
        result = pread(fd, buffer, request->aio_nbytes, request->aio_offset);
        return result < 0 && errno == ESPIPE ? read(fd, buffer, request->aio_nbytes) : result;
    case LIO_WRITE:
        result = pwrite(fd, buffer, request->aio_nbytes, request->aio_offset);
        return result < 0 && errno == ESPIPE ? write(fd, buffer, request->aio_nbytes) : result;
    case AIO_DATASYNC:
        return fdatasync(fd);
    default:
        return fsync(fd);
    }
}

static void end_of_list(struct __aio_list *list) {
    if (list && __atomic_sub_fetch(&list->left, 1, __ATOMIC_ACQ_REL) == 0 && !list->waited_for) {
        __aio_notify(&list->event);
        free(list);
    }
}

static void *work(void *argument) {
    struct work work = *(struct work *)argument;
    free(argument);
    ssize_t result = perform(work.request, work.operation);
    // The program may reuse the request as soon as it is no longer in progress.
    struct sigevent event = work.request->aio_sigevent;
    struct __aio_list *list = work.request->__list;
    work.request->__result = result;
    __atomic_store_n(&work.request->__error, result < 0 ? errno : 0, __ATOMIC_RELEASE);
    __atomic_add_fetch(&__aio_ends, 1, __ATOMIC_ACQ_REL);
    __aio_notify(&event);
    end_of_list(list);
    __futex_wake(&__aio_ends, INT_MAX, 0);
    return NULL;
}

int __aio_start(struct aiocb *request, int operation) {
    struct work *todo = malloc(sizeof *todo);
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t all, before;
    if (!todo) {
        errno = EAGAIN;
        return -1;
    }
    todo->request = request;
    todo->operation = operation;
    request->__error = EINPROGRESS;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int problem = pthread_create(&thread, &attributes, work, todo);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (problem) {
        free(todo);
        request->__error = errno = problem;
        return -1;
    }
    return 0;
}

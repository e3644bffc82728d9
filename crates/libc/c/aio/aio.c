// What programs call for one request or several.
#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>
#include <vitrine/aio.h>
#include <vitrine/thread.h>

static int start(struct aiocb *request, int operation) {
    request->__list = NULL;
    return __aio_start(request, operation);
}

int aio_read(struct aiocb *request) {
    return start(request, LIO_READ);
}

int aio_write(struct aiocb *request) {
    return start(request, LIO_WRITE);
}

int aio_fsync(int operation, struct aiocb *request) {
    if (operation != O_SYNC && operation != O_DSYNC) {
        errno = EINVAL;
        return -1;
    }
    if (fcntl(request->aio_fildes, F_GETFL) < 0) {
        errno = EBADF;
        return -1;
    }
    return start(request, operation == O_DSYNC ? AIO_DATASYNC : AIO_SYNC);
}

int aio_error(const struct aiocb *request) {
    return __atomic_load_n(&request->__error, __ATOMIC_ACQUIRE);
}

ssize_t aio_return(struct aiocb *request) {
    return request->__result;
}

// A request that runs cannot be called back.
int aio_cancel(int fd, struct aiocb *request) {
    if (fcntl(fd, F_GETFL) < 0) {
        return -1;
    }
    return request && aio_error(request) == EINPROGRESS ? AIO_NOTCANCELED : AIO_ALLDONE;
}

static int any_done(const struct aiocb *const requests[], int count) {
    int any = 0;
    for (int i = 0; i < count; i++) {
        if (requests[i]) {
            any = 1;
            if (aio_error(requests[i]) != EINPROGRESS) {
                return 1;
            }
        }
    }
    return !any;
}

int aio_suspend(const struct aiocb *const requests[], int count, const struct timespec *timeout) {
    struct timespec until;
    if (timeout) {
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += timeout->tv_sec + (until.tv_nsec + timeout->tv_nsec) / 1000000000;
        until.tv_nsec = (until.tv_nsec + timeout->tv_nsec) % 1000000000;
    }
    for (;;) {
        int ends = __atomic_load_n(&__aio_ends, __ATOMIC_ACQUIRE);
        if (any_done(requests, count)) {
            return 0;
        }
        long answer = __futex_wait_cancelled(&__aio_ends, ends, CLOCK_MONOTONIC, timeout ? &until : NULL, 0);
        if (answer == -ECANCELED) {
            __thread_cancel();
        }
        if (answer == -ETIMEDOUT || answer == -EINTR) {
            errno = answer == -EINTR ? EINTR : EAGAIN;
            return -1;
        }
    }
}

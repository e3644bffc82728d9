// A thread's name: /proc/self/task/TID/comm, or prctl(2) for the caller's own.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <vitrine/thread.h>

static int comm(const struct __pthread *thread, int flags) {
    char path[48];
    sprintf(path, "/proc/self/task/%d/comm", thread->tid);
    return open(path, flags);
}

int pthread_setname_np(pthread_t handle, const char *name) {
    struct __pthread *thread = (struct __pthread *)handle;
    size_t length = strlen(name);
    if (length >= THREAD_NAME) {
        return ERANGE;
    }
    if (thread == __thread_self()) {
        return prctl(PR_SET_NAME, name) < 0 ? errno : 0;
    }
    int fd = comm(thread, O_RDWR);
    if (fd < 0) {
        return errno;
    }
    ssize_t written = write(fd, name, length);
    int problem = written < 0 ? errno : written != (ssize_t)length ? EIO : 0;
    close(fd);
    return problem;
}

int pthread_getname_np(pthread_t handle, char *name, size_t size) {
    struct __pthread *thread = (struct __pthread *)handle;
    if (size < THREAD_NAME) {
        return ERANGE;
    }
    if (thread == __thread_self()) {
        return prctl(PR_GET_NAME, name) < 0 ? errno : 0;
    }
    int fd = comm(thread, O_RDONLY);
    if (fd < 0) {
        return errno;
    }
    ssize_t got = read(fd, name, size);
    int problem = got < 0 ? errno : 0;
    if (got > 0) {
        name[name[got - 1] == '\n' ? got - 1 : got] = 0;
    }
    close(fd);
    return problem;
}

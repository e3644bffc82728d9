// Asynchronous reads and writes: aio_error, aio_suspend, aio_return, lio_listio, and completion by a function.
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static sem_t called;

static void completed(union sigval value) {
    printf("completed: %s\n", (char *)value.sival_ptr);
    sem_post(&called);
}

static void wait_for(struct aiocb *request) {
    const struct aiocb *list[] = {request};
    while (aio_error(request) == EINPROGRESS) {
        aio_suspend(list, 1, NULL);
    }
}

int main(void) {
    int fd = open("data", O_CREAT | O_RDWR | O_TRUNC, 0600);
    char text[] = "written in the background", back[32] = "";
    sem_init(&called, 0, 0);
    struct aiocb request = {.aio_fildes = fd, .aio_buf = text, .aio_nbytes = sizeof text - 1};
    request.aio_sigevent.sigev_notify = SIGEV_NONE;
    printf("write %d\n", aio_write(&request));
    wait_for(&request);
    printf("error %d, return %zd\n", aio_error(&request), aio_return(&request));
    struct aiocb reading = {.aio_fildes = fd, .aio_buf = back, .aio_nbytes = 10, .aio_offset = 11};
    reading.aio_sigevent.sigev_notify = SIGEV_THREAD;
    reading.aio_sigevent.sigev_notify_function = completed;
    reading.aio_sigevent.sigev_value.sival_ptr = "the reading";
    aio_read(&reading);
    sem_wait(&called);
    printf("return %zd \"%s\"\n", aio_return(&reading), back);
    struct aiocb bad = {.aio_fildes = -1, .aio_buf = back, .aio_nbytes = 1};
    bad.aio_sigevent.sigev_notify = SIGEV_NONE;
    if (aio_read(&bad) == 0) {
        wait_for(&bad);
    }
    printf("bad: %s\n", strerror(aio_error(&bad)));
    char one[4] = "", other[4] = "";
    struct aiocb a = {.aio_fildes = fd, .aio_lio_opcode = LIO_READ, .aio_buf = one, .aio_nbytes = 3};
    struct aiocb b = {.aio_fildes = fd, .aio_lio_opcode = LIO_READ, .aio_buf = other, .aio_nbytes = 3, .aio_offset = 8};
    a.aio_sigevent.sigev_notify = b.aio_sigevent.sigev_notify = SIGEV_NONE;
    struct aiocb *list[] = {&a, NULL, &b};
    int answer = lio_listio(LIO_WAIT, list, 3, NULL);
    printf("list %d %s %s\n", answer, one, other);
    struct aiocb sync = {.aio_fildes = fd};
    sync.aio_sigevent.sigev_notify = SIGEV_NONE;
    printf("fsync %d", aio_fsync(O_SYNC, &sync));
    wait_for(&sync);
    printf(" %d\n", aio_error(&sync));
    return 0;
}

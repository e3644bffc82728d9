#include <errno.h>
#include <stdlib.h>
#include <vitrine/aio.h>

static int start_all(struct aiocb *const requests[], int count, struct __aio_list *list) {
    int failed = 0;
    for (int i = 0; i < count; i++) {
        struct aiocb *request = requests[i];
        if (!request || request->aio_lio_opcode == LIO_NOP) {
            continue;
        }
        request->__list = list;
        __atomic_add_fetch(&list->left, 1, __ATOMIC_ACQ_REL);
        if (__aio_start(request, request->aio_lio_opcode) < 0) {
            __atomic_sub_fetch(&list->left, 1, __ATOMIC_ACQ_REL);
            failed = 1;
        }
    }
    return failed;
}

static int wait_for_all(struct aiocb *const requests[], int count) {
    int failed = 0;
    for (int i = 0; i < count; i++) {
        const struct aiocb *one[1] = {requests[i]};
        if (!requests[i] || requests[i]->aio_lio_opcode == LIO_NOP) {
            continue;
        }
        while (aio_error(requests[i]) == EINPROGRESS) {
            if (aio_suspend(one, 1, NULL) < 0) {
                return -1;
            }
        }
        failed |= aio_error(requests[i]) != 0;
    }
    return failed;
}

int lio_listio(int mode, struct aiocb *const requests[], int count, struct sigevent *event) {
    struct __aio_list *list = calloc(1, sizeof *list);
    if ((mode != LIO_WAIT && mode != LIO_NOWAIT) || !list) {
        errno = list ? EINVAL : EAGAIN;
        free(list);
        return -1;
    }
    list->waited_for = mode == LIO_WAIT;
    list->event = event ? *event : (struct sigevent){.sigev_notify = SIGEV_NONE};
    // One more than the requests, so that the list cannot end while it is being started.
    list->left = 1;
    int failed = start_all(requests, count, list);
    if (mode == LIO_WAIT) {
        failed |= wait_for_all(requests, count);
        while (__atomic_load_n(&list->left, __ATOMIC_ACQUIRE) > 1) {
        }
        free(list);
    } else if (__atomic_sub_fetch(&list->left, 1, __ATOMIC_ACQ_REL) == 0) {
        __aio_notify(&list->event);
        free(list);
    }
    if (failed < 0) {
        return -1;
    }
    if (failed) {
        errno = mode == LIO_WAIT ? EIO : EAGAIN;
        return -1;
    }
    return 0;
}

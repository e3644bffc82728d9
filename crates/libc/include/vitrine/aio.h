// Between aio/*.c.
#ifndef _VITRINE_AIO_H
#define _VITRINE_AIO_H
#include <aio.h>

enum { AIO_SYNC = 3, AIO_DATASYNC };
// A list of lio_listio: how many of its requests go on, and what happens at the end.
struct __aio_list {
    int left;
    int waited_for;
    struct sigevent event;
};
// Starts a request, a LIO_ or AIO_ operation; -1 and errno if no thread can be had.
int __aio_start(struct aiocb *request, int operation);
// Tells the program as its sigevent asks, `code` being SI_ASYNCIO.
void __aio_notify(const struct sigevent *event);
// Counts up at the end of every request, for those who wait.
extern int __aio_ends;
#endif

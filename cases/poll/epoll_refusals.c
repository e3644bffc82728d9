// What epoll_ctl and epoll_wait refuse, and that an interest belongs to a description, not to a number.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

static void show(const char *what, int result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "done");
}

int main(void) {
    int ends[2];
    struct epoll_event event = {.events = EPOLLIN};
    struct epoll_event got[2];
    int epfd = epoll_create1(EPOLL_CLOEXEC);
    int file = open("file", O_RDWR | O_CREAT, 0600);
    pipe(ends);
    event.data.fd = ends[0];
    show("regular file", epoll_ctl(epfd, EPOLL_CTL_ADD, file, &event));
    show("itself", epoll_ctl(epfd, EPOLL_CTL_ADD, epfd, &event));
    show("closed", epoll_ctl(epfd, EPOLL_CTL_ADD, 99, &event));
    show("modify what is not there", epoll_ctl(epfd, EPOLL_CTL_MOD, ends[0], &event));
    show("delete what is not there", epoll_ctl(epfd, EPOLL_CTL_DEL, ends[0], &event));
    show("add", epoll_ctl(epfd, EPOLL_CTL_ADD, ends[0], &event));
    show("add again", epoll_ctl(epfd, EPOLL_CTL_ADD, ends[0], &event));
    show("no instance", epoll_ctl(ends[0], EPOLL_CTL_ADD, ends[1], &event));
    show("no events", epoll_wait(epfd, got, 0, 0));
    int copy = dup(ends[0]);
    close(ends[0]);
    write(ends[1], "x", 1);
    int count = epoll_wait(epfd, got, 2, 0);
    printf("closed but duplicated: %d, under %d\n", count, got[0].data.fd == ends[0]);
    close(copy);
    printf("last copy closed: %d\n", epoll_wait(epfd, got, 2, 0));
    return 0;
}

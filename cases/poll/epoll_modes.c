// Level-triggered epoll reports until the pipe is empty; edge-triggered once per write; one-shot once until re-armed.
#include <stdio.h>
#include <sys/epoll.h>
#include <unistd.h>

static int waiting(int epfd) {
    struct epoll_event events[4];
    return epoll_wait(epfd, events, 4, 0);
}

static void run(const char *name, unsigned extra) {
    int ends[2];
    char byte;
    int epfd = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN | extra, .data.u64 = 7};
    pipe(ends);
    epoll_ctl(epfd, EPOLL_CTL_ADD, ends[0], &event);
    printf("%s: empty %d", name, waiting(epfd));
    write(ends[1], "abc", 3);
    printf(", written %d", waiting(epfd));
    printf(", again %d", waiting(epfd));
    read(ends[0], &byte, 1);
    printf(", partly read %d", waiting(epfd));
    write(ends[1], "d", 1);
    printf(", written more %d", waiting(epfd));
    write(ends[1], "e", 1);
    write(ends[1], "f", 1);
    printf(", two writes %d", waiting(epfd));
    epoll_ctl(epfd, EPOLL_CTL_MOD, ends[0], &event);
    printf(", modified %d", waiting(epfd));
    printf(", again %d\n", waiting(epfd));
    close(ends[0]);
    close(ends[1]);
    close(epfd);
}

int main(void) {
    run("level", 0);
    run("edge", EPOLLET);
    run("one-shot", EPOLLONESHOT);
    return 0;
}

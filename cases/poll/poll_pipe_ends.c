// What poll tells of pipes: empty, filled, full, and with one side gone.
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>

static void show(const char *when, int read_end, int write_end) {
    struct pollfd fds[2] = {{read_end, POLLIN, 0}, {write_end, POLLOUT, 0}};
    int count = poll(fds, 2, 0);
    printf("%s: %d, read end %#x, write end %#x\n", when, count, fds[0].revents, fds[1].revents);
}

int main(void) {
    int ends[2];
    static char page[4096];
    signal(SIGPIPE, SIG_IGN);
    pipe(ends);
    show("empty", ends[0], ends[1]);
    write(ends[1], page, 1);
    show("a byte", ends[0], ends[1]);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    while (write(ends[1], page, sizeof page) > 0) {
    }
    show("full", ends[0], ends[1]);
    read(ends[0], page, 1);
    show("one byte read", ends[0], ends[1]);
    read(ends[0], page, sizeof page);
    show("a page read", ends[0], ends[1]);
    close(ends[0]);
    show("no reader", -1, ends[1]);
    pipe(ends);
    close(ends[1]);
    show("no writer, closed number", ends[0], 77);
    struct pollfd none = {-1, POLLIN, 9};
    int count = poll(&none, 1, 0);
    printf("negative: %d %d\n", count, none.revents);
    return 0;
}

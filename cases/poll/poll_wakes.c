// A sleeper in poll is woken by a child's write, by its end, and by time.
#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int ends[2];
    char text[8];
    pipe(ends);
    if (fork() == 0) {
        close(ends[0]);
        usleep(20000);
        write(ends[1], "hello", 5);
        usleep(40000);
        _exit(0);
    }
    close(ends[1]);
    struct pollfd fd = {ends[0], POLLIN, 0};
    printf("short: %d\n", poll(&fd, 1, 1));
    int count = poll(&fd, 1, -1);
    printf("data: %d %#x\n", count, fd.revents);
    printf("read: %zd\n", read(ends[0], text, sizeof text));
    count = poll(&fd, 1, -1);
    printf("end: %d %#x\n", count, fd.revents);
    printf("read: %zd\n", read(ends[0], text, sizeof text));
    wait(NULL);
    return 0;
}

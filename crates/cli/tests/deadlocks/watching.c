// Two processes, each polling for the other to write first; both ends of a socket pair.
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int ends[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
    int mine = fork() == 0;
    close(ends[!mine]);
    struct pollfd watched = {.fd = ends[mine], .events = POLLIN};
    poll(&watched, 1, -1);
    write(ends[mine], "x", 1);
    wait(NULL);
    return 0;
}

// accept(2), recv(2), connect(2) go on with SA_RESTART; with SO_RCVTIMEO they are EINTR all the same: signal(7).
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
static int handled;

static void handler(int signal) {
    (void)signal;
    handled++;
}

static void child(int writes) {
    pid_t to = getpid();
    if (fork() == 0) {
        usleep(30000);
        kill(to, SIGUSR1);
        usleep(30000);
        if (writes >= 0) {
            write(writes, "x", 1);
        } else {
            int other = socket(AF_UNIX, SOCK_STREAM, 0);
            connect(other, (struct sockaddr *)&address, sizeof address);
        }
        _exit(0);
    }
}

static void told(const char *what, int works) {
    printf("%s: %s, %d handled\n", what, works ? "works" : strerror(errno), handled);
    while (wait(NULL) > 0) {
    }
}

int main(void) {
    struct sigaction action = {.sa_handler = handler};
    struct timeval limit = {10, 0}, none = {0, 0};
    int pair[2], listens = socket(AF_UNIX, SOCK_STREAM, 0);
    char byte;
    bind(listens, (struct sockaddr *)&address, sizeof address);
    listen(listens, 4);
    for (int restart = 0; restart < 2; restart++) {
        socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
        printf("%s\n", restart ? "SA_RESTART" : "no SA_RESTART");
        action.sa_flags = restart ? SA_RESTART : 0;
        sigaction(SIGUSR1, &action, NULL);
        child(-1);
        told("accept", accept(listens, NULL, NULL) >= 0);
        child(pair[1]);
        told("recv", recv(pair[0], &byte, 1, 0) == 1);
        setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        child(pair[1]);
        told("recv with SO_RCVTIMEO", recv(pair[0], &byte, 1, 0) == 1);
        setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &none, sizeof none);
    }
    return 0;
}

// write(2) into a full pipe: EINTR before the first byte, a short count after some, and on with SA_RESTART.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char block[70000];
static int handled;

static void handler(int signal) {
    (void)signal;
    handled++;
}

// A child that signals its parent and then empties the pipe.
static void child(int end, int drains) {
    pid_t to = getpid();
    if (fork() == 0) {
        usleep(30000);
        kill(to, SIGUSR1);
        usleep(30000);
        for (long left = drains; left > 0;) {
            long got = read(end, block, left < 4096 ? left : 4096);
            left -= got > 0 ? got : left;
        }
        _exit(0);
    }
}

static void drain(int end) {
    fcntl(end, F_SETFL, O_NONBLOCK);
    while (read(end, block, sizeof block) > 0) {
    }
    fcntl(end, F_SETFL, 0);
}

int main(void) {
    int fds[2];
    struct sigaction action = {.sa_handler = handler};
    pipe(fds);
    sigaction(SIGUSR1, &action, NULL);
    write(fds[1], block, 65536);
    child(fds[0], 0);
    long result = write(fds[1], block, 10);
    printf("full, no SA_RESTART: %ld %s, %d handled\n", result, strerror(errno), handled);
    wait(NULL);
    drain(fds[0]);
    child(fds[0], 0);
    printf("part, no SA_RESTART: %ld, ", (long)write(fds[1], block, 70000));
    printf("%d handled\n", handled);
    wait(NULL);
    drain(fds[0]);
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, NULL);
    write(fds[1], block, 65536);
    child(fds[0], 65536);
    printf("full, SA_RESTART: %ld, ", (long)write(fds[1], block, 10));
    printf("%d handled\n", handled);
    wait(NULL);
    drain(fds[0]);
    child(fds[0], 65536);
    printf("part, SA_RESTART: %ld, ", (long)write(fds[1], block, 70000));
    printf("%d handled\n", handled);
    return 0;
}

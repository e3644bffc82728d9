// read(2) from a pipe: with SA_RESTART it goes on after the handler, without it ends with EINTR.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int pipe_fds[2];
static int runs;

static void handler(int signal) {
    (void)signal;
    runs++;
    write(pipe_fds[1], "x", 1);
}

static void quiet(int signal) {
    (void)signal;
    runs++;
}

static void send_when_asleep(pid_t to, int signal) {
    if (fork() == 0) {
        usleep(20000);
        kill(to, signal);
        _exit(0);
    }
}

int main(void) {
    struct sigaction action = {0};
    char c = '-';
    pipe(pipe_fds);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, NULL);
    send_when_asleep(getpid(), SIGUSR1);
    ssize_t got = read(pipe_fds[0], &c, 1);
    printf("SA_RESTART: %zd '%c' after %d handlers\n", got, c, runs);
    action.sa_handler = quiet;
    action.sa_flags = 0;
    sigaction(SIGUSR1, &action, NULL);
    send_when_asleep(getpid(), SIGUSR1);
    got = read(pipe_fds[0], &c, 1);
    printf("no SA_RESTART: %zd %s after %d handlers\n", got, strerror(errno), runs);
    while (wait(NULL) > 0) {
    }
    return 0;
}

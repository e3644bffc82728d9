// open(2) of a FIFO waits for the other side: EINTR, or it goes on with SA_RESTART.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int handled;

static void handler(int signal) {
    (void)signal;
    handled++;
}

static pid_t child(int opens) {
    pid_t to = getpid(), pid = fork();
    if (pid == 0) {
        usleep(30000);
        kill(to, SIGUSR1);
        usleep(30000);
        if (opens) {
            int end = open("fifo", O_WRONLY);
            write(end, "hello", 5);
        }
        _exit(0);
    }
    return pid;
}

int main(void) {
    struct sigaction action = {.sa_handler = handler};
    char text[16] = "";
    mkfifo("fifo", 0600);
    sigaction(SIGUSR1, &action, NULL);
    child(0);
    int end = open("fifo", O_RDONLY);
    printf("no SA_RESTART: %d %s, %d handled\n", end, strerror(errno), handled);
    wait(NULL);
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, NULL);
    child(1);
    end = open("fifo", O_RDONLY);
    read(end, text, 5);
    printf("SA_RESTART: %s, %d handled, read %s\n", end >= 0 ? "open" : strerror(errno), handled, text);
    wait(NULL);
    printf("end of file: %zd\n", read(end, text, 5));
    return 0;
}

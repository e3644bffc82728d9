// flock(2) and fcntl(2) F_SETLKW wait for a lock: EINTR, or the call goes on with SA_RESTART.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void handler(int signal) {
    (void)signal;
}

static int record(int file, int command, int type) {
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = 0, .l_len = 10};
    return fcntl(file, command, &lock);
}

// A child that holds both locks, signals its parent, and lets go later.
static void holder(void) {
    int ready[2];
    char byte;
    pid_t to = getpid();
    pipe(ready);
    if (fork() == 0) {
        int file = open("file", O_RDWR);
        flock(file, LOCK_EX);
        record(file, F_SETLK, F_WRLCK);
        write(ready[1], "x", 1);
        usleep(40000);
        kill(to, SIGUSR1);
        usleep(40000);
        _exit(0);
    }
    read(ready[0], &byte, 1);
    close(ready[0]);
    close(ready[1]);
}

int main(void) {
    int file = open("file", O_RDWR | O_CREAT, 0600);
    struct sigaction action = {.sa_handler = handler};
    for (int restart = 0; restart < 2; restart++) {
        action.sa_flags = restart ? SA_RESTART : 0;
        sigaction(SIGUSR1, &action, NULL);
        printf("%s\n", restart ? "SA_RESTART" : "no SA_RESTART");
        errno = 0;
        holder();
        int result = flock(file, LOCK_EX);
        printf("flock: %d %s\n", result, strerror(errno));
        wait(NULL);
        flock(file, LOCK_UN);
        errno = 0;
        holder();
        result = record(file, F_SETLKW, F_WRLCK);
        printf("F_SETLKW: %d %s\n", result, strerror(errno));
        wait(NULL);
        record(file, F_SETLK, F_UNLCK);
    }
    return 0;
}

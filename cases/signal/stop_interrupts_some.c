// After SIGSTOP and SIGCONT, without any handler, some calls are EINTR and others go on: signal(7).
#include <errno.h>
#include <poll.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int which;

static const char *name[] = {"nanosleep", "poll", "epoll_wait", "semop", "sigtimedwait", "read", "pause"};

static int sleeps(int ends[2]) {
    struct timespec time = {0, 150000000};
    struct epoll_event event;
    struct sembuf take = {0, -1, 0};
    sigset_t set;
    char byte;
    switch (which) {
    case 0: return nanosleep(&time, NULL);
    case 1: return poll(NULL, 0, 150);
    case 2: return epoll_wait(epoll_create1(0), &event, 1, 150);
    case 3: return semtimedop(semget(IPC_PRIVATE, 1, 0600), &take, 1, &time);
    case 4:
        sigemptyset(&set);
        sigaddset(&set, SIGUSR2);
        sigprocmask(SIG_BLOCK, &set, NULL);
        return sigtimedwait(&set, NULL, &time);
    case 5: return read(ends[0], &byte, 1);
    default: return pause();
    }
}

int main(void) {
    for (which = 0; which < 7; which++) {
        int ends[2], status;
        pipe(ends);
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            errno = 0;
            int result = sleeps(ends);
            printf("%s: %d %s\n", name[which], result, strerror(errno));
            return 0;
        }
        usleep(40000);
        kill(child, SIGSTOP);
        waitpid(child, &status, WUNTRACED);
        kill(child, SIGCONT);
        usleep(150000);
        if (which == 5) {
            write(ends[1], "x", 1);
        }
        usleep(50000);
        if (which == 6) {
            printf("pause goes on: %d\n", waitpid(child, &status, WNOHANG));
            kill(child, SIGKILL);
        }
        waitpid(child, &status, 0);
        close(ends[0]);
        close(ends[1]);
    }
    return 0;
}

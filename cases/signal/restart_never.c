// Calls that SA_RESTART does not restart: pause, sigsuspend, nanosleep, sigtimedwait, poll (signal(7)).
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void handler(int signal) {
    (void)signal;
}

static void soon(void) {
    pid_t to = getpid();
    if (fork() == 0) {
        usleep(20000);
        kill(to, SIGUSR1);
        _exit(0);
    }
}

static void told(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, strerror(errno));
    errno = 0;
    wait(NULL);
}

int main(void) {
    struct sigaction action = {0};
    sigset_t set;
    struct timespec time = {5, 0};
    struct timespec left;
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, NULL);
    soon();
    told("pause", pause());
    sigemptyset(&set);
    soon();
    told("sigsuspend", sigsuspend(&set));
    soon();
    int result = nanosleep(&time, &left);
    told("nanosleep", result);
    printf("left: %ld s\n", (long)left.tv_sec);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    soon();
    told("sigtimedwait", sigtimedwait(&set, NULL, &time));
    soon();
    told("poll", poll(NULL, 0, 5000));
    return 0;
}

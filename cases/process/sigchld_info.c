// SIGCHLD says who and why; SA_NOCLDSTOP keeps quiet about stops; SA_NOCLDWAIT leaves no zombies.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t count;
static siginfo_t last;

static void note(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)context;
    last = *info;
    count++;
}

static void until(int wanted) {
    while (count < wanted) {
        usleep(1000);
    }
}

int main(void) {
    struct sigaction action = {0};
    int status;
    action.sa_sigaction = note;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigaction(SIGCHLD, &action, NULL);
    int fds[2];
    char c;
    pipe(fds);
    pid_t child = fork();
    if (child == 0) {
        raise(SIGSTOP);
        read(fds[0], &c, 1);
        _exit(5);
    }
    until(1);
    printf("stop: code %d status %d pid %d\n", last.si_code, last.si_status, last.si_pid == child);
    kill(child, SIGCONT);
    until(2);
    printf("continue: code %d status %d\n", last.si_code, last.si_status);
    write(fds[1], "x", 1);
    until(3);
    printf("exit: code %d status %d\n", last.si_code, last.si_status);
    waitpid(child, &status, 0);
    count = 0;
    action.sa_flags |= SA_NOCLDSTOP;
    sigaction(SIGCHLD, &action, NULL);
    child = fork();
    if (child == 0) {
        raise(SIGSTOP);
        raise(SIGKILL);
    }
    waitpid(child, &status, WUNTRACED);
    printf("SA_NOCLDSTOP: %d\n", count);
    kill(child, SIGCONT);
    until(1);
    printf("kill: code %d status %d\n", last.si_code, last.si_status);
    waitpid(child, &status, 0);
    count = 0;
    action.sa_flags = SA_SIGINFO | SA_RESTART | SA_NOCLDWAIT;
    sigaction(SIGCHLD, &action, NULL);
    child = fork();
    if (child == 0) {
        _exit(1);
    }
    int result = waitpid(child, &status, 0);
    printf("SA_NOCLDWAIT: %d %s, told %d\n", result, strerror(errno), count);
    return 0;
}

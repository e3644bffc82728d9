// kill(2) to a process group, to one's own group, and to everybody one may signal.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t sleeper(pid_t group) {
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, group);
        pause();
        _exit(0);
    }
    setpgid(child, group ? group : child);
    return child;
}

static void ended(const char *what, pid_t child) {
    int status;
    waitpid(child, &status, 0);
    printf("%s: signal %d\n", what, WTERMSIG(status));
}

int main(void) {
    int status;
    pid_t first = sleeper(0), second = sleeper(first), other = sleeper(0);
    printf("to the group: %d\n", kill(-first, SIGTERM));
    ended("first", first);
    ended("second", second);
    printf("the other lives: %d\n", waitpid(other, &status, WNOHANG));
    int result = kill(-first, SIGTERM);
    printf("empty group: %d %s\n", result, strerror(errno));
    printf("killpg: %d\n", killpg(other, SIGHUP));
    ended("other", other);
    signal(SIGUSR1, SIG_IGN);
    pid_t mine = fork();
    if (mine == 0) {
        signal(SIGUSR1, SIG_DFL);
        kill(getppid(), 0);
        pause();
        _exit(0);
    }
    usleep(30000);
    printf("kill 0: %d\n", kill(0, SIGUSR1));
    ended("in my group", mine);
    signal(SIGUSR1, SIG_DFL);
    pid_t far = sleeper(0);
    signal(SIGUSR1, SIG_IGN);
    usleep(30000);
    printf("kill -1: %d\n", kill(-1, SIGUSR1));
    ended("far away", far);
    result = kill(1, 0);
    printf("init: %d %s\n", result, strerror(errno));
    return 0;
}

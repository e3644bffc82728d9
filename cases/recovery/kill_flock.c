// Two processes take two flock(2) locks in opposite order. Killing one gives its lock to the other.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void both(const char *first, const char *second, int own[2]) {
    int a = open(first, O_RDWR | O_CREAT, 0600), b = open(second, O_RDWR | O_CREAT, 0600);
    char byte = 0;
    flock(a, LOCK_EX);
    write(own[1], &byte, 1);
    usleep(20000);
    int answer = flock(b, LOCK_EX);
    printf("has %s, then %s: %d\n", first, second, answer);
    exit(0);
}

int main(void) {
    int ready[2], status;
    char bytes[2];
    pipe(ready);
    pid_t victim = fork();
    if (victim == 0) {
        both("a.lock", "b.lock", ready);
    }
    pid_t other = fork();
    if (other == 0) {
        both("b.lock", "a.lock", ready);
    }
    while (read(ready[0], bytes, 1) != 1 || read(ready[0], bytes + 1, 1) != 1) {
    }
    usleep(60000);
    printf("ended by itself: %d\n", waitpid(-1, &status, WNOHANG) != 0);
    fflush(stdout);
    kill(victim, SIGKILL);
    waitpid(other, &status, 0);
    printf("the other exited %d\n", WEXITSTATUS(status));
    waitpid(victim, &status, 0);
    printf("the victim was killed by %d\n", WTERMSIG(status));
    return 0;
}

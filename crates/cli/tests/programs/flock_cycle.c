// Two children take two file locks in opposite order; their parent waits for both.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void both(const char *first, const char *second) {
    int a = open(first, O_RDWR | O_CREAT, 0600), b = open(second, O_RDWR | O_CREAT, 0600);
    flock(a, LOCK_EX);
    usleep(20000);
    flock(b, LOCK_EX);
    printf("has %s, then %s\n", first, second);
    exit(0);
}

int main(void) {
    int status;
    if (fork() == 0) {
        both("a", "b");
    }
    if (fork() == 0) {
        both("b", "a");
    }
    while (wait(&status) > 0) {
        printf("status %x\n", status);
    }
    return 0;
}

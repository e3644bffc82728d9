#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static int value = 1;
int main(void) {
    int ends[2];
    if (pipe(ends)) return 1;
    printf("hello ");
    pid_t child = fork();
    if (child == 0) {
        value = 2;
        char text[64];
        int count = snprintf(text, sizeof text, "I am %d, my parent is %d, value %d", getpid(), getppid(), value);
        close(ends[0]);
        if (write(ends[1], text, count) != count) _exit(1);
        close(ends[1]);
        exit(3);
    }
    close(ends[1]);
    char text[128];
    size_t have = 0;
    ssize_t count;
    while ((count = read(ends[0], text + have, sizeof text - have)) > 0) have += count;
    int status;
    pid_t waited = wait(&status);
    printf("[%.*s] waited for %d (%d): %d, value %d\n", (int)have, text, waited, child, WEXITSTATUS(status), value);
    return wait(NULL) == -1 ? 0 : 1;
}

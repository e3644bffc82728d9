// Children wake in the order of their times, not of their birth.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int times_ms[] = {300, 100, 200};
    for (int i = 0; i < 3; i++) {
        if (fork() == 0) {
            usleep(times_ms[i] * 1000);
            _exit(i);
        }
    }
    for (int i = 0; i < 3; i++) {
        int status;
        wait(&status);
        printf("%d\n", WEXITSTATUS(status));
    }
    return 0;
}

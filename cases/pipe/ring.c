// Four processes in a ring pass a number round; each adds one.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESSES = 4, ROUNDS = 50 };

int main(void) {
    int pipes[PROCESSES][2];
    for (int i = 0; i < PROCESSES; i++) {
        pipe(pipes[i]);
    }
    for (int i = 1; i < PROCESSES; i++) {
        if (fork() == 0) {
            int value;
            for (int round = 0; round < ROUNDS; round++) {
                read(pipes[i - 1][0], &value, sizeof value);
                value++;
                write(pipes[i][1], &value, sizeof value);
            }
            _exit(0);
        }
    }
    int value = 0;
    for (int round = 0; round < ROUNDS; round++) {
        value++;
        write(pipes[0][1], &value, sizeof value);
        read(pipes[PROCESSES - 1][0], &value, sizeof value);
    }
    while (wait(NULL) > 0) {
    }
    printf("%d\n", value);
    return 0;
}

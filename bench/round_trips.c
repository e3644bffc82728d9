/* Pipe round trips between two processes: one byte there, one byte back, ROUNDS times. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 20000

int main(void)
{
    int there[2], back[2];
    char byte = 'x';
    if (pipe(there) || pipe(back))
        return 1;
    if (fork() == 0) {
        for (int i = 0; i < ROUNDS; i++)
            if (read(there[0], &byte, 1) != 1 || write(back[1], &byte, 1) != 1)
                _exit(1);
        _exit(0);
    }
    for (int i = 0; i < ROUNDS; i++)
        if (write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1)
            return 1;
    int status;
    wait(&status);
    printf("%d\n", status);
    return 0;
}

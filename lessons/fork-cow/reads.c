#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE  4096
#define PAGES 8

static char data[PAGES * PAGE];

int main(void)
{
    // Touch every page: each gets a frame of its own.
    for (int i = 0; i < PAGES; i++)
        data[i * PAGE] = 'a' + i;

    pid_t pid = fork();          // called once, returns twice
    if (pid == 0) {
        int sum = 0;             // only its stack is written to
        for (int i = 0; i < PAGES; i++)
            sum += data[i * PAGE];
        _exit(sum == 0);
    }

    wait(NULL);
    printf("the parent sees %c and %c\n", data[0], data[3 * PAGE]);
    return 0;
}

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
        data[0] = 'X';           // a shared page: copied now
        data[1] = 'Y';           // the same page: nothing to copy
        data[3 * PAGE] = 'Z';    // another page: copied too
        _exit(0);
    }

    wait(NULL);                  // until then the child is a zombie
    printf("the parent still sees %c and %c\n", data[0], data[3 * PAGE]);
    return 0;
}

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 100;
    int there[2], back[2];
    if (pipe(there) || pipe(back)) return 1;
    if (fork() == 0) {
        char byte;
        for (int i = 0; i < count; i++)
            if (read(there[0], &byte, 1) != 1 || write(back[1], &byte, 1) != 1) _exit(1);
        _exit(0);
    }
    char byte = 'x';
    for (int i = 0; i < count; i++)
        if (write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1) return 1;
    wait(NULL);
    printf("%d round trips\n", count);
    return 0;
}

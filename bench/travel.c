/* About five million steps of mixed work: computing, writing to memory, pipes and forks. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned table[16384];

int main(void)
{
    int fd[2];
    unsigned sum = 0;
    if (pipe(fd))
        return 1;
    for (int round = 0; round < 20; round++) {
        if (fork() == 0) {
            unsigned state = round + 1;
            for (int i = 0; i < 14000; i++) {
                state = state * 1103515245u + 12345u;
                table[state >> 18] += state;
            }
            write(fd[1], &state, sizeof state);
            _exit(0);
        }
        unsigned got;
        if (read(fd[0], &got, sizeof got) != sizeof got)
            return 1;
        wait(NULL);
        sum += got;
    }
    printf("%u\n", sum);
    return 0;
}

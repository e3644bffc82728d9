// A child writes half of an inherited megabyte; the parent's stays as it was, and the other way round.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE = 1 << 20 };

static unsigned long sum(const unsigned char *bytes) {
    unsigned long total = 0;
    for (int i = 0; i < SIZE; i++) {
        total = total * 31 + bytes[i];
    }
    return total;
}

int main(void) {
    unsigned char *bytes = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int go[2];
    char c;
    for (int i = 0; i < SIZE; i++) {
        bytes[i] = (unsigned char)(i >> 8);
    }
    printf("at first %lu\n", sum(bytes));
    fflush(stdout);
    pipe(go);
    if (fork() == 0) {
        close(go[1]);
        memset(bytes, 7, SIZE / 2);
        read(go[0], &c, 1);
        printf("child %lu\n", sum(bytes));
        return 0;
    }
    memset(bytes + SIZE / 2, 9, SIZE / 2);
    close(go[1]);
    wait(NULL);
    printf("parent %lu\n", sum(bytes));
    return 0;
}

// Both processes go on allocating after fork; their heaps do not meet.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned long churn(unsigned seed) {
    char *blocks[50] = {0};
    unsigned long sum = 0;
    srand(seed);
    for (int i = 0; i < 5000; i++) {
        int at = rand() % 50;
        if (blocks[at]) {
            sum = sum * 31 + (unsigned char)blocks[at][0];
            free(blocks[at]);
        }
        int size = rand() % 2000 + 1;
        blocks[at] = malloc(size);
        memset(blocks[at], i, size);
    }
    return sum;
}

int main(void) {
    printf("before %lu\n", churn(1));
    fflush(stdout);
    if (fork() == 0) {
        printf("child %lu\n", churn(2));
        return 0;
    }
    unsigned long sum = churn(3);
    wait(NULL);
    printf("parent %lu\n", sum);
    return 0;
}

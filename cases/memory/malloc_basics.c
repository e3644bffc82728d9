// malloc's promises that a program can see: alignment, distinct blocks, calloc's zeros, realloc's copy, NULL when impossible.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    char *blocks[100];
    for (int i = 0; i < 100; i++) {
        blocks[i] = malloc(i * 37 + 1);
        if ((uintptr_t)blocks[i] % 16 != 0) {
            printf("block %d is not aligned\n", i);
        }
        memset(blocks[i], i, i * 37 + 1);
    }
    for (int i = 0; i < 100; i++) {
        for (int k = 0; k < i * 37 + 1; k++) {
            if (blocks[i][k] != i) {
                printf("block %d was overwritten\n", i);
                break;
            }
        }
        free(blocks[i]);
    }
    char *text = strcpy(malloc(6), "hello");
    text = realloc(text, 300000);
    printf("%s\n", text);
    text = realloc(text, 10);
    printf("%s\n", text);
    int *zeros = calloc(1000, sizeof *zeros);
    int sum = 0;
    for (int i = 0; i < 1000; i++) {
        sum |= zeros[i];
    }
    printf("calloc %d\n", sum);
    volatile size_t much = (size_t)-1 / 2;
    void *nothing = malloc(much);
    printf("malloc of half the address space: %s\n", nothing ? "worked" : strerror(errno));
    nothing = calloc(much, 4);
    printf("calloc that overflows: %s\n", nothing ? "worked" : strerror(errno));
    free(NULL);
    printf("malloc(0) is %s\n", malloc(0) ? "a block" : "NULL");
    return 0;
}

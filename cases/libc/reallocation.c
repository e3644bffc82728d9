// realloc keeps the bytes, calloc clears them, sizes that overflow are refused.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    char *text = malloc(6);
    strcpy(text, "hello");
    for (size_t size = 64; size <= 1 << 20; size *= 16) {
        text = realloc(text, size);
        printf("%zu %s\n", size, text);
    }
    free(text);
    int *zeroes = calloc(1000, sizeof *zeroes), sum = 0;
    for (int i = 0; i < 1000; i++) {
        sum |= zeroes[i];
    }
    free(zeroes);
    volatile size_t much = SIZE_MAX / 2;
    errno = 0;
    void *none = calloc(much, 4);
    printf("%d %d %d\n", sum, none == NULL, errno == ENOMEM);
    return 0;
}

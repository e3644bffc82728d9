// The data segment grows and shrinks byte by byte; new memory is zero.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char message[200];

int main(void) {
    // Without stdio until the end: it would use the heap as well.
    char *start = sbrk(0);
    char *old = sbrk(10000);
    int zero = 1;
    for (int i = 0; i < 10000; i++) {
        zero &= old[i] == 0;
    }
    int moved = (char *)sbrk(0) - start;
    memset(old, 1, 10000);
    sbrk(-10000);
    int back = (char *)sbrk(0) == start;
    char *again = sbrk(8192);
    int same = again == start;
    int result = brk(start);
    int huge = sbrk(1L << 46) == (void *)-1;
    int error = errno;
    snprintf(message, sizeof message, "zero %d, moved %d, back %d, same place %d, brk %d, huge fails %d: %s\n", zero, moved,
             back, same, result, huge, strerror(error));
    fputs(message, stdout);
    return 0;
}

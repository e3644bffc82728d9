// stderr is unbuffered and on its own: it appears although the program dies.
// compare: stdout, stderr, status
#include <stdio.h>
#include <stdlib.h>
#include <errno.h>

int main(void) {
    fprintf(stderr, "error %d ", 1);
    fputs("error 2 ", stderr);
    errno = ENOENT;
    perror("file");
    printf("lost");
    abort();
}

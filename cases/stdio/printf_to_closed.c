// Output that cannot be written: printf says nothing until the buffer goes out.
// compare: stderr, status
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    close(1);
    int result = printf("into nothing\n");
    fprintf(stderr, "printf %d\n", result);
    result = fflush(stdout);
    fprintf(stderr, "fflush %d %s, error %d\n", result, strerror(errno), ferror(stdout));
    return 0;
}

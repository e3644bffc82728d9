// abort ends the program by SIGABRT, without flushing.
// compare: stdout, stderr, status
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    fprintf(stderr, "about to abort\n");
    printf("lost");
    abort();
}

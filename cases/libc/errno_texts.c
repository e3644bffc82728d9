// strerror, perror and %m.
// compare: stdout, stderr, status
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    for (int i = 0; i < 40; i++) {
        printf("%d %s\n", i, strerror(i));
    }
    open("missing", O_RDONLY);
    perror("open");
    errno = EACCES;
    printf("%m %s\n", strerror(12345));
    return 0;
}

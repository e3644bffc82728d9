// Which descriptors are a terminal.
// mode: both
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
    struct stat status;
    for (int fd = 0; fd < 4; fd++) {
        errno = 0;
        int is = isatty(fd);
        printf("%d: %d %s", fd, is, strerror(errno));
        if (fd == 1 || fd == 2) {
            fstat(fd, &status);
            printf(" device %d, pipe %d", S_ISCHR(status.st_mode), S_ISFIFO(status.st_mode));
        }
        printf("\n");
    }
    int null = open("/dev/null", O_RDWR);
    int is = isatty(null);
    printf("/dev/null: %d %s\n", is, strerror(errno));
    return 0;
}

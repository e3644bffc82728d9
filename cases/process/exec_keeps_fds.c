// Open descriptors survive execve, except those marked close-on-exec; offsets are kept.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc > 1) {
        char text[8] = "";
        read(atoi(argv[1]), text, 3);
        ssize_t closed = read(atoi(argv[2]), text, 1);
        printf("kept: %s, closed: %zd %s\n", text, closed, strerror(errno));
        return 0;
    }
    int fd = open("data", O_RDWR | O_CREAT, 0644);
    write(fd, "abcdef", 6);
    lseek(fd, 2, SEEK_SET);
    int hidden = open("data", O_RDONLY | O_CLOEXEC);
    printf("flags %d %d\n", fcntl(fd, F_GETFD), fcntl(hidden, F_GETFD));
    fflush(stdout);
    char a[8], b[8];
    sprintf(a, "%d", fd);
    sprintf(b, "%d", hidden);
    execl("/proc/self/exe", argv[0], a, b, (char *)NULL);
    return 1;
}

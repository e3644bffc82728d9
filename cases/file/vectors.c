// writev and readv: several pieces in one call.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void) {
    char a[4] = "", b[6] = "", c[20] = "";
    struct iovec out[] = {{"one ", 4}, {"", 0}, {"two ", 4}, {"three", 5}};
    struct iovec in[] = {{a, 3}, {b, 5}, {c, 19}};
    int fd = open("data", O_RDWR | O_CREAT, 0644);
    ssize_t n = writev(fd, out, 4);
    printf("%zd\n", n);
    lseek(fd, 0, SEEK_SET);
    n = readv(fd, in, 3);
    printf("%zd <%s> <%s> <%s>\n", n, a, b, c);
    n = writev(fd, out, -1);
    printf("%zd %s\n", n, strerror(errno));
    n = writev(fd, out, 0);
    printf("%zd\n", n);
    n = writev(99, out, 1);
    printf("%zd %s\n", n, strerror(errno));
    return 0;
}

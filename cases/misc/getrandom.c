// Random bytes: as many as asked for, and not all the same.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

int main(void) {
    unsigned char a[64] = {0}, b[64] = {0};
    ssize_t n = getrandom(a, sizeof a, 0);
    printf("%zd\n", n);
    n = getrandom(b, sizeof b, GRND_NONBLOCK);
    printf("%zd, different %d\n", n, memcmp(a, b, sizeof a) != 0);
    n = getrandom(a, 0, 0);
    printf("%zd\n", n);
    n = getrandom(a, 1, 0x1000);
    printf("%zd %s\n", n, strerror(errno));
    n = getentropy(a, 257);
    printf("%zd %s\n", n, strerror(errno));
    return 0;
}

// select counts bits over all sets, clears them at a timeout, and leaves what remains of the time.
#include <stdio.h>
#include <sys/select.h>
#include <unistd.h>

int main(void) {
    int a[2], b[2];
    pipe(a);
    pipe(b);
    fd_set in, out;
    struct timeval time = {0, 50000};
    FD_ZERO(&in);
    FD_SET(a[0], &in);
    int count = select(a[0] + 1, &in, NULL, NULL, &time);
    printf("timeout: %d, set %d, left %ld\n", count, FD_ISSET(a[0], &in) != 0, (long)time.tv_usec);
    write(a[1], "x", 1);
    FD_ZERO(&in);
    FD_ZERO(&out);
    FD_SET(a[0], &in);
    FD_SET(b[0], &in);
    FD_SET(b[1], &out);
    FD_SET(a[1], &out);
    time.tv_sec = 5;
    time.tv_usec = 0;
    count = select(b[1] + 1, &in, &out, NULL, &time);
    printf("ready: %d, %d %d %d %d, time left %d\n", count, FD_ISSET(a[0], &in) != 0, FD_ISSET(b[0], &in) != 0,
           FD_ISSET(b[1], &out) != 0, FD_ISSET(a[1], &out) != 0, time.tv_sec >= 4);
    FD_ZERO(&in);
    FD_SET(60, &in);
    printf("closed: %d\n", select(61, &in, NULL, NULL, NULL));
    return 0;
}

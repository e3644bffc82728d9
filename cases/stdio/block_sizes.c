// How much of a long output reaches a pipe before the flush: whole blocks of 4,096.
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

int main(void) {
    int fds[2];
    int there;
    char text[3000];
    for (int i = 0; i < 3000; i++) {
        text[i] = 'a' + i % 26;
    }
    pipe(fds);
    FILE *out = fdopen(fds[1], "w");
    size_t sizes[] = {4095, 1, 1, 3000, 3000, 3000, 1};
    for (int i = 0; i < 7; i++) {
        for (size_t left = sizes[i]; left > 0;) {
            size_t piece = left < sizeof text ? left : sizeof text;
            fwrite(text, 1, piece, out);
            left -= piece;
        }
        ioctl(fds[0], FIONREAD, &there);
        printf("after %zu more: %d\n", sizes[i], there);
    }
    fflush(out);
    ioctl(fds[0], FIONREAD, &there);
    printf("flushed: %d\n", there);
    return 0;
}

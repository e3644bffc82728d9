// read takes what is there, at most what was asked for, across writes.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    int fds[2];
    char text[100];
    pipe(fds);
    write(fds[1], "one", 3);
    write(fds[1], "two", 3);
    write(fds[1], "three", 5);
    size_t sizes[] = {2, 0, 5, 100};
    for (int i = 0; i < 4; i++) {
        ssize_t n = read(fds[0], text, sizes[i]);
        printf("read %zu: %zd %.*s\n", sizes[i], n, (int)n, text);
    }
    close(fds[1]);
    printf("end: %zd\n", read(fds[0], text, 100));
    return 0;
}

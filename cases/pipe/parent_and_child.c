// More than a pipe holds goes from child to parent; both block in turn.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TOTAL = 300000 };

int main(void) {
    int fds[2];
    pipe(fds);
    if (fork() == 0) {
        close(fds[0]);
        static unsigned char bytes[TOTAL];
        for (int i = 0; i < TOTAL; i++) {
            bytes[i] = (unsigned char)(i * 7 + i / 251);
        }
        ssize_t n = write(fds[1], bytes, TOTAL);
        return n == TOTAL ? 0 : 1;
    }
    close(fds[1]);
    long total = 0;
    unsigned long sum = 0;
    unsigned char buffer[3000];
    ssize_t n;
    while ((n = read(fds[0], buffer, sizeof buffer)) > 0) {
        for (ssize_t i = 0; i < n; i++) {
            sum = sum * 31 + buffer[i];
        }
        total += n;
    }
    int status;
    wait(&status);
    printf("%ld bytes, sum %lu, end %zd, child %d\n", total, sum, n, WEXITSTATUS(status));
    return 0;
}

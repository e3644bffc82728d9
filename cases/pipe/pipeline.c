// A shell's pipeline of three programs: each end closed in the right place, or nothing would ever end.
#include <ctype.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void produce(void) {
    for (int i = 1; i <= 5; i++) {
        printf("line %d\n", i);
    }
}

static void filter(void) {
    int c;
    while ((c = getchar()) != EOF) {
        putchar(toupper(c));
    }
}

static void count(void) {
    int c;
    int lines = 0;
    while ((c = getchar()) != EOF) {
        lines += c == '\n';
        putchar(c);
    }
    printf("%d lines\n", lines);
}

int main(void) {
    void (*stages[])(void) = {produce, filter, count};
    int input = -1;
    for (int i = 0; i < 3; i++) {
        int fds[2] = {-1, -1};
        if (i < 2) {
            pipe(fds);
        }
        if (fork() == 0) {
            if (input >= 0) {
                dup2(input, 0);
                close(input);
            }
            if (i < 2) {
                dup2(fds[1], 1);
                close(fds[0]);
                close(fds[1]);
            }
            stages[i]();
            return 0;
        }
        if (input >= 0) {
            close(input);
        }
        if (i < 2) {
            close(fds[1]);
        }
        input = fds[0];
    }
    int ended = 0;
    while (wait(NULL) > 0) {
        ended++;
    }
    printf("%d processes\n", ended);
    return 0;
}

// alarm: a signal after some seconds; the one before is replaced.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile int rang;

static void on_alarm(int signal) {
    rang = signal;
}

int main(void) {
    signal(SIGALRM, on_alarm);
    printf("none before: %u\n", alarm(10));
    printf("left: %u\n", alarm(1));
    int result = pause();
    printf("pause %d, rang %d\n", result, rang);
    printf("none left: %u\n", alarm(0));
    return 0;
}

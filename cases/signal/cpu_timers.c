// ITIMER_VIRTUAL and ITIMER_PROF count CPU time: sleeping does not make them expire.
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t virtual_count;
static volatile sig_atomic_t prof_count;

static void count(int signal) {
    if (signal == SIGVTALRM) {
        virtual_count++;
    } else {
        prof_count++;
    }
}

int main(void) {
    struct itimerval timer = {{0, 0}, {0, 20000}};
    signal(SIGVTALRM, count);
    signal(SIGPROF, count);
    setitimer(ITIMER_VIRTUAL, &timer, NULL);
    setitimer(ITIMER_PROF, &timer, NULL);
    usleep(60000);
    printf("after sleeping: %d %d\n", virtual_count, prof_count);
    while (virtual_count == 0 || prof_count == 0) {
    }
    printf("after working: %d %d\n", virtual_count, prof_count);
    getitimer(ITIMER_VIRTUAL, &timer);
    printf("disarmed: %d\n", timer.it_value.tv_sec == 0 && timer.it_value.tv_usec == 0);
    return 0;
}

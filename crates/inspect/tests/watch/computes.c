// Not a livelock: two threads compute for long, on their stacks and in variables, and one of them yields; two more wait for
// the result with sleeps.
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

static volatile unsigned long sums[2];
static volatile int done;

static void *sums_up(void *argument) {
    int me = (int)(long)argument;
    unsigned long sum = 0;
    for (unsigned long i = 0; i < 400000; i++) {
        sum = sum * 31 + i;
        if (i % 1000 == 0) {
            sums[me] = sum;
            if (me == 0) {
                sched_yield();
            }
        }
    }
    sums[me] = sum;
    return 0;
}

static void *polls(void *nothing) {
    while (!done) {
        usleep(300);
    }
    return nothing;
}

int main(void) {
    pthread_t threads[4];
    for (long i = 0; i < 2; i++) {
        pthread_create(&threads[i], 0, sums_up, (void *)i);
        pthread_create(&threads[2 + i], 0, polls, 0);
    }
    pthread_join(threads[0], 0);
    pthread_join(threads[1], 0);
    done = 1;
    pthread_join(threads[2], 0);
    pthread_join(threads[3], 0);
    printf("%lu %lu\n", sums[0], sums[1]);
    return 0;
}

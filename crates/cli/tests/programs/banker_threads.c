// Two customers who claim both of two resources and take them in opposite order: with the banker both end, without ("off")
// they wait for each other.
#include <stdio.h>
#include <time.h>
#include <vitrine/banker.h>

static struct banker bank;

static void *customer(void *argument) {
    int me = (int)(long)argument;
    int first[2] = {me == 0, me == 1}, second[2] = {me == 1, me == 0};
    banker_request(&bank, me, first);
    nanosleep(&(struct timespec){0, 20000000}, 0);
    banker_request(&bank, me, second);
    banker_release(&bank, me, (int[]){1, 1});
    return 0;
}

int main(int argc, char **argv) {
    pthread_t threads[2];
    (void)argv;
    banker_init(&bank, 2, (int[]){1, 1}, 2);
    banker_enable(&bank, argc == 1);
    for (long i = 0; i < 2; i++) {
        banker_claim(&bank, i, (int[]){1, 1});
    }
    for (long i = 0; i < 2; i++) {
        pthread_create(&threads[i], 0, customer, (void *)i);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], 0);
    }
    printf("both are done; available %d %d\n", bank.available[0], bank.available[1]);
    return 0;
}

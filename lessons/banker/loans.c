// Three customers borrow from one bank, each in two parts. With "off" the bank lends whatever it has.
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
#include <vitrine/banker.h>

struct banker bank;
int claims[3] = {8, 6, 6};

static void *customer(void *number) {
    int me = (int)(long)number;
    int half = claims[me] / 2;
    banker_request(&bank, me, &half);
    usleep(1000); // builds half of the house
    banker_request(&bank, me, &half);
    usleep(1000); // builds the rest, sells it, and pays everything back
    banker_release(&bank, me, &claims[me]);
    return NULL;
}

int main(int argc, char **argv) {
    (void)argv;
    pthread_t threads[3];
    int total = 10;
    banker_init(&bank, 1, &total, 3);
    banker_enable(&bank, argc == 1);
    for (int i = 0; i < 3; i++) {
        banker_claim(&bank, i, &claims[i]);
    }
    for (long i = 0; i < 3; i++) {
        pthread_create(&threads[i], NULL, customer, (void *)i);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("all have paid back: %d in the bank\n", bank.available[0]);
    return 0;
}

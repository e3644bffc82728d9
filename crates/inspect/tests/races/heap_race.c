#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct account {
    int number;
    long balance;
};

static void *deposit(void *argument) {
    struct account *account = argument;
    account->balance += 10;
    return NULL;
}

int main(void) {
    struct account *account = calloc(1, sizeof *account);
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        pthread_create(&threads[i], NULL, deposit, account);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%ld\n", account->balance);
    free(account);
}

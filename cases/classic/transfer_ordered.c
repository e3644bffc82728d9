// Two locks, always taken in the order of their addresses: transfers both ways never close a circle.
#include <pthread.h>
#include <stdio.h>

struct account {
    pthread_mutex_t lock;
    int balance;
};

static struct account accounts[2] = {{PTHREAD_MUTEX_INITIALIZER, 100}, {PTHREAD_MUTEX_INITIALIZER, 100}};

static void transfer(struct account *from, struct account *to, int amount) {
    struct account *first = from < to ? from : to, *second = from < to ? to : from;
    pthread_mutex_lock(&first->lock);
    pthread_mutex_lock(&second->lock);
    from->balance -= amount;
    to->balance += amount;
    pthread_mutex_unlock(&second->lock);
    pthread_mutex_unlock(&first->lock);
}

static void *there(void *argument) {
    for (int i = 0; i < 50; i++) {
        transfer(&accounts[0], &accounts[1], 1);
    }
    return argument;
}

static void *back(void *argument) {
    for (int i = 0; i < 50; i++) {
        transfer(&accounts[1], &accounts[0], 2);
    }
    return argument;
}

int main(void) {
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, there, NULL);
    pthread_create(&threads[1], NULL, back, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    printf("%d and %d\n", accounts[0].balance, accounts[1].balance);
    return 0;
}

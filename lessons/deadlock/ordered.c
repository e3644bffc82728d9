// The same payments, but all threads take the locks in one order: circular wait is impossible.
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

struct account {
    pthread_mutex_t lock;
    int money;
};

struct account ada = {PTHREAD_MUTEX_INITIALIZER, 100};
struct account bob = {PTHREAD_MUTEX_INITIALIZER, 100};

static void pay(struct account *from, struct account *to, int amount) {
    struct account *first = from < to ? from : to;
    struct account *second = from < to ? to : from;
    pthread_mutex_lock(&first->lock);
    usleep(1000); // asks somebody whether the payment is allowed
    pthread_mutex_lock(&second->lock);
    from->money -= amount;
    to->money += amount;
    pthread_mutex_unlock(&second->lock);
    pthread_mutex_unlock(&first->lock);
}

static void *ada_pays(void *unused) {
    pay(&ada, &bob, 10);
    return unused;
}

static void *bob_pays(void *unused) {
    pay(&bob, &ada, 20);
    return unused;
}

int main(void) {
    pthread_t one, two;
    pthread_create(&one, NULL, ada_pays, NULL);
    pthread_create(&two, NULL, bob_pays, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    printf("ada %d, bob %d\n", ada.money, bob.money);
    return 0;
}

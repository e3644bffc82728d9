// The same payments, but whoever does not get the second lock gives back the first: no hold and wait.
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
    for (;;) {
        pthread_mutex_lock(&from->lock);
        usleep(1000); // asks somebody whether the payment is allowed
        if (pthread_mutex_trylock(&to->lock) == 0) {
            break;
        }
        // Nobody waits while holding: give the first lock back, and try again later.
        pthread_mutex_unlock(&from->lock);
        usleep(amount * 100);
    }
    from->money -= amount;
    to->money += amount;
    pthread_mutex_unlock(&to->lock);
    pthread_mutex_unlock(&from->lock);
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

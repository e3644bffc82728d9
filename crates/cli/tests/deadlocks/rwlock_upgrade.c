// Two readers of one lock both want to become its writer.
#include <pthread.h>
#include <unistd.h>

static pthread_rwlock_t table = PTHREAD_RWLOCK_INITIALIZER;

static void *upgrade(void *unused) {
    pthread_rwlock_rdlock(&table);
    usleep(1000);
    pthread_rwlock_wrlock(&table);
    pthread_rwlock_unlock(&table);
    return unused;
}

int main(void) {
    pthread_t one, two;
    pthread_create(&one, NULL, upgrade, NULL);
    pthread_create(&two, NULL, upgrade, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return 0;
}

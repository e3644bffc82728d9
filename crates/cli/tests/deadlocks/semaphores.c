// Two semaphores as locks, taken in opposite order.
#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

struct printer {
    sem_t free;
};
static struct printer printer;
static sem_t scanner;

static void *copy(void *unused) {
    sem_wait(&printer.free);
    usleep(1000);
    sem_wait(&scanner);
    sem_post(&scanner);
    sem_post(&printer.free);
    return unused;
}

int main(void) {
    pthread_t thread;
    sem_init(&printer.free, 0, 1);
    sem_init(&scanner, 0, 1);
    pthread_create(&thread, NULL, copy, NULL);
    sem_wait(&scanner);
    usleep(1000);
    sem_wait(&printer.free);
    return 0;
}

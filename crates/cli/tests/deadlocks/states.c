// One object of every kind, in every kind of place, in a state of its own; then everything waits.
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct node {
    int value;
    pthread_mutex_t lock;
    struct node *next;
};
typedef struct {
    pthread_rwlock_t lock;
    sem_t slots[2];
} library;

static struct node *list;
static library *books;
static pthread_mutex_t row[3];
static pthread_mutex_t checking, robust, inheriting;
static pthread_spinlock_t spin;
static pthread_once_t prepared = PTHREAD_ONCE_INIT, unused_once = PTHREAD_ONCE_INIT;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t gate;

static void prepare(void) {
}

static void *ends_with_a_lock(void *unused) {
    pthread_mutex_lock(&robust);
    return unused;
}

static void *reader(void *unused) {
    pthread_rwlock_rdlock(&books->lock);
    sem_wait(&books->slots[1]);
    pthread_barrier_wait(&gate);
    return unused;
}

static void *far_away(void *unused) {
    pthread_mutex_lock(&row[1]);
    return unused;
}

static void kind(pthread_mutex_t *mutex, int type, int is_robust, int protocol) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, type);
    pthread_mutexattr_setrobust(&attributes, is_robust);
    pthread_mutexattr_setprotocol(&attributes, protocol);
    pthread_mutex_init(mutex, &attributes);
}

int main(void) {
    static pthread_mutex_t kept = PTHREAD_MUTEX_INITIALIZER;
    pthread_t thread;
    pthread_rwlockattr_t preference;
    sem_t *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(shared, 1, 7);
    kind(&checking, PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED, PTHREAD_PRIO_NONE);
    kind(&robust, PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST, PTHREAD_PRIO_NONE);
    kind(&inheriting, PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED, PTHREAD_PRIO_INHERIT);
    for (int value = 1; value <= 2; value++) {
        struct node *node = malloc(sizeof *node);
        node->value = value;
        node->next = list;
        kind(&node->lock, PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_STALLED, PTHREAD_PRIO_NONE);
        list = node;
    }
    books = malloc(sizeof *books);
    pthread_rwlockattr_init(&preference);
    pthread_rwlockattr_setkind_np(&preference, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&books->lock, &preference);
    sem_init(&books->slots[0], 0, 3);
    sem_init(&books->slots[1], 0, 2);
    pthread_barrier_init(&gate, NULL, 3);
    pthread_create(&thread, NULL, ends_with_a_lock, NULL);
    pthread_join(thread, NULL);
    pthread_once(&prepared, prepare);
    pthread_spin_init(&spin, 0);
    pthread_spin_lock(&spin);
    pthread_mutex_lock(&list->next->lock);
    pthread_mutex_lock(&list->next->lock);
    pthread_mutex_lock(&inheriting);
    pthread_mutex_lock(&kept);
    pthread_mutex_lock(&row[1]);
    pthread_create(&thread, NULL, reader, NULL);
    pthread_create(&thread, NULL, reader, NULL);
    pthread_create(&thread, NULL, far_away, NULL);
    usleep(1000);
    pthread_rwlock_rdlock(&books->lock);
    pthread_cond_wait(&never, &kept);
    return unused_once;
}

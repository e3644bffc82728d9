// Every thread has its own kernel thread, so the level is only remembered.
#include <errno.h>
#include <pthread.h>

static int wanted;

int pthread_getconcurrency(void) {
    return wanted;
}

int pthread_setconcurrency(int level) {
    if (level < 0) {
        return EINVAL;
    }
    wanted = level;
    return 0;
}

#include <vitrine/thread.h>

void __pthread_push(struct __pthread_cleanup *cleanup) {
    struct __pthread *self = __thread_self();
    cleanup->older = self->cleanups;
    self->cleanups = cleanup;
}

void __pthread_pop(struct __pthread_cleanup *cleanup, int execute) {
    __thread_self()->cleanups = cleanup->older;
    if (execute) {
        cleanup->function(cleanup->argument);
    }
}

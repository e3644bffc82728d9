#include <stdlib.h>
#include <vitrine/thread.h>

int pthread_attr_destroy(pthread_attr_t *attributes) {
    if (attributes->__given) {
        free(attributes->__more);
        attributes->__more = NULL;
        attributes->__given = 0;
    }
    return 0;
}
